"""Make questions that nothing answers of ones that are answered: by another thing of the same kind, 养老床位 of 医院床位, or by
another place, of which the documents tell much of what is asked, and never name one of the things asked about.

What may stand beside a word is learned from the documents themselves: the words before one head, or behind one verb. A word is
put in the place of its like where no document of the place has them together.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.evidence.contrast import OF_ALL, Word, asked_words, unlike, words_of
from assistant.question.model import Question
from assistant.question.synonyms import synonyms
from ingest.chinese.script import fold
from ingest.chinese.sentences import clauses, sentences
from ingest.embedding import Embedder
from ingest.library.library import Library

# Names of firms and misread words stand beside a word once; what so many documents have is a kind of it.
LEAST_DOCUMENTS = 2
_LONGEST = 6
# Of the words that may be put in the place of one, the most alike.
NEAREST = 6


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Which words stand beside which in the documents of a library.

    Attributes:
        before, behind: word → words right before or behind it → names of the documents.
        told: region → the folded text of its documents.
    """

    before: dict[str, dict[str, set[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )
    behind: dict[str, dict[str, set[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )
    told: dict[str, str] = field(default_factory=lambda: defaultdict(str))


def neighbours(library: Library) -> Neighbours:
    """Return which words stand beside which in the documents of `library`."""
    found = Neighbours()
    for document in library.documents():
        if document.state != "ready":
            continue
        text = fold(library.document(document.doc).text)
        found.told[document.region or ""] += text
        for sentence in sentences(text):
            for clause in clauses(text, sentence):
                _add(found, document.doc, text[clause.start : clause.end])
    return found


def _add(found: Neighbours, doc: str, clause: str) -> None:
    for a, b in pairwise(words_of(clause)):
        if a.end == b.start and b.nominal and len(a.text) > 1 < len(b.text):
            found.behind[a.text][b.text].add(doc)
            if a.nominal:
                found.before[b.text][a.text].add(doc)


def of_another_kind(
    question: Question, region: str, around: Neighbours, embedder: Embedder, chance: random.Random
) -> Iterator[str]:
    """Yield the texts of a question for other things of the kind that it asks about, of which `region` tells nothing: one with
    another word before a head, and one with another object of a verb."""
    told = around.told[region] if region in around.told else "".join(around.told.values())
    ways: dict[str, list[tuple[Word, str, str]]] = {"before": [], "behind": []}
    for phrase in asked_words(question.focus, question.units):
        for a, b in pairwise(phrase):
            if a.end == b.start and a.nominal:
                ways["before"] += [
                    (a, other, a.text + b.text)
                    for other in _others(a, around.before.get(b.text, {}), question)
                    if not _told(other + b.text, told)
                ]
            elif a.end == b.start and b.nominal:
                ways["behind"] += [
                    (b, other, a.text + b.text)
                    for other in _others(b, around.behind.get(a.text, {}), question)
                    if not _told(a.text + other, told)
                ]
    text = fold(question.text)
    for several in ways.values():
        if several:
            word, other, both = chance.choice(_nearest(several, embedder))
            if both in text:
                yield text.replace(both, both.replace(word.text, other))


def of_another_place(
    question: Question, region: str, around: Neighbours, chance: random.Random
) -> Iterator[str]:
    """Yield the text of a question asked of another place, of which the documents tell as much of it as may be, but never name what the
    documents of the fewest places name, and those of its own, `region`, do."""
    span = next((span for span in question.places if span.places), None)
    own = around.told.get(region, "")
    if span is None or len(question.places) > 1 or not own:
        return
    things = {
        word.text
        for phrase in asked_words(question.focus, question.units)
        for word in phrase
        if word.nominal and len(word.text) > 1 and word.text in own and not OF_ALL.match(word.text)
    }
    held = {
        other: {thing for thing in things if _told(thing, text)}
        for other, text in around.told.items()
        if other and all(str(year) in text for year in question.years)
    }
    rarest = min(sorted(things), key=lambda thing: sum(thing in told for told in held.values()), default="")
    ways = {other: len(told) for other, told in held.items() if told and rarest not in told}
    most = [other for other, count in ways.items() if count == max(ways.values())]
    if most:
        name = chance.choice(sorted(most))
        yield question.text[: span.start] + name + question.text[span.end :]


def _told(name: str, text: str) -> bool:
    """Return whether folded `text` has a name, or another one for what it or a part of it names."""
    return name in text or any(other in text for others in synonyms(name).values() for other in others.same)


def _nearest(ways: list[tuple[Word, str, str]], embedder: Embedder) -> list[tuple[Word, str, str]]:
    """Return those whose words are most alike."""
    names = sorted({name for word, other, _ in ways for name in (word.text, other)})
    vectors = dict(zip(names, embedder.encode(names), strict=True))
    return sorted(ways, key=lambda way: -float(vectors[way[0].text] @ vectors[way[1]]))[:NEAREST]


def _others(word: Word, beside: dict[str, set[str]], question: Question) -> list[str]:
    """Return the words beside another that may be put in the place of `word`."""
    alike = synonyms(word.text).get(word.text)
    names = (alike.same | alike.loose) if alike else frozenset()
    return [
        other
        for other, documents in beside.items()
        if len(documents) >= LEAST_DOCUMENTS
        and len(other) <= _LONGEST
        and other not in names
        and other not in question.focus
        and not OF_ALL.match(other)
        and unlike(other, word.text)
    ]
