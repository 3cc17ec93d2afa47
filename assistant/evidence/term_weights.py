"""Weigh the terms of a question by inverse document frequency, and match them and their synonyms in texts."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.question.synonyms import Synonyms, stands_in, synonyms
from ingest.chinese.tokens import bigrams, telling_bigrams, words
from ingest.library.library import Library

# A word matched only by a loose synonym counts this much of one matched itself or by another name of the same thing.
SYNONYM_SHARE = 0.7
# One that is part of an everyday wording for what the text names.
MEANT_SHARE = 0.85

# Bigrams repeat what words say, so they weigh half.
BIGRAM_SHARE = 0.5

_CHARACTER = re.compile(r"[一-鿿㐀-䶿a-z0-9]")

# Single characters that questions are made of; others (电, 水) are what is asked about.
_EMPTY = frozenset("干底搞弄给让去来想要还能会没又那这点么只才就都被才呀")

# Deeds of one character stand in many words, so that in an everyday wording (教手艺) they do not count by themselves.
_DEEDS = frozenset("教学带送托住待活看")


@dataclass(frozen=True, slots=True)
class Matcher:
    """Finds the terms of a question in texts.

    Attributes:
        terms: the terms with their weights.
        synonyms: words of the question, each with its synonyms and with its own terms and their weights.
    """

    terms: tuple[tuple[str, float], ...]
    synonyms: tuple[tuple[str, Synonyms, tuple[tuple[str, float], ...]], ...]

    def matched(self, text: str) -> dict[str, float]:
        """Return term → weight for the terms that occur in folded `text`, themselves or by a synonym."""
        found = {term: weight for term, weight in self.terms if term in text}
        for word, others, own in self.synonyms:
            if not all(term in found for term, _ in own) and (share := _share(word, others, text)):
                for term, weight in own:
                    found.setdefault(term, share * weight)
        return found

    def within(self, text: str) -> Matcher:
        """Return a matcher for parts of folded `text`, which skips what does not occur in the whole."""
        terms = tuple(pair for pair in self.terms if pair[0] in text)
        present = ((word, others.within(text), own) for word, others, own in self.synonyms)
        return Matcher(terms, tuple(each for each in present if each[0] in text or _has_names(each[1])))


class TermWeights:
    """The inverse document frequency, in the library, of each term of a question.

    Args:
        library: provides the document frequencies.
        focus: the question without places, years and question words, folded.
        asked: the part of it right around the question word.
        others: words of the question with the names that texts may give instead; the synonyms of its words if None.
    """

    def __init__(
        self,
        library: Library,
        focus: str,
        asked: str = "",
        others: Mapping[str, Synonyms] | None = None,
    ) -> None:
        n = library.answering_count()
        self.weights: dict[str, float] = {}
        indexed = [(w, w, 1.0) for w in words(focus) if w not in _EMPTY]
        indexed += [(b, "_" + b, BIGRAM_SHARE) for b in telling_bigrams(focus)]
        frequencies = library.document_frequencies({key for _, key, _ in indexed})
        for term, key, share in indexed:
            df = frequencies[key]
            # BM25's idf (Robertson & Spärck Jones), as the index itself weighs terms.
            idf = math.log(1 + (n - df + 0.5) / (df + 0.5))
            self.weights[term] = max(self.weights.get(term, 0.0), share * idf)
        self.total = sum(self.weights.values()) or 1.0
        self._characters = set(_CHARACTER.findall(focus))
        around = {*words(asked), *bigrams(asked)}
        self._asked = {term: weight for term, weight in self.weights.items() if term in around}
        spans = (
            (word, names, _spanned(focus, word, names))
            for word, names in (synonyms(focus) if others is None else others).items()
        )
        named = tuple(
            (word, names, tuple((t, w) for t, w in self.weights.items() if t in span))
            for word, names, span in spans
        )
        wordings = [word for word, names, _ in named if names.meant]
        told = (
            (term, weight)
            for term, weight in self.weights.items()
            if term not in _DEEDS or not any(term in word for word in wordings)
        )
        self.matcher = Matcher(tuple(told), named)

    def matched(self, text: str) -> dict[str, float]:
        """Return what `Matcher.matched` does, for any text."""
        return self.matcher.matched(text)

    def asked_share(self, matched: dict[str, float]) -> float:
        """Return the share of the weight around the question word that `matched` holds, 0 to 1; 1 without any."""
        total = sum(self._asked.values())
        return sum(min(w, matched.get(t, 0.0)) for t, w in self._asked.items()) / total if total else 1.0

    def share_of_characters(self, text: str) -> float:
        """Return the share of the question's distinct characters that occur in folded `text`, 0 to 1.

        It sees what word segmentation hides (签了, 签约).
        """
        return len(self._characters.intersection(text)) / len(self._characters) if self._characters else 0.0

    def share(self, matched: dict[str, float]) -> float:
        """Return the share of the question's weight that `matched` holds, 0 to 1."""
        return min(1.0, sum(matched.values()) / self.total)


def _spanned(focus: str, word: str, names: Synonyms) -> str:
    """Return what a word of `focus` spans: where an everyday wording is meant as a whole, also the pairs of characters at
    its ends, which no report would write (子发 in 孩子发了)."""
    at = focus.find(word)
    if not names.meant or at < 0:
        return word
    end = at + len(word)
    return "\n".join((word, focus[max(0, at - 1) : at + 1], focus[end - 1 : end + 1]))


def _share(word: str, names: Synonyms, text: str) -> float:
    """Return how much of a word counts as told in folded `text`, 0 to 1."""
    if (len(word) > 1 and word in text) or _any_in(names.same, text):
        return 1.0
    if _any_in(names.meant, text):
        return MEANT_SHARE
    return SYNONYM_SHARE if _any_in(names.loose, text) else 0.0


def _has_names(synonyms: Synonyms) -> bool:
    return bool(synonyms.same or synonyms.loose or synonyms.meant)


def _any_in(names: frozenset[str], text: str) -> bool:
    return any(stands_in(name, text) for name in names)
