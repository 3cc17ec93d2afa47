"""Synonyms between everyday words and the words of reports, so that a question need not share the text's wording."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from ingest.chinese.script import fold
from ingest.chinese.tokens import edges

# Words of two characters turn up by chance where two others meet (国企 in 中国企业), so they must stand on word edges: so many
# characters on either side of one are cut into words to see where the edges are.
REACH = 6


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The synonyms of a word, in folded characters.

    Attributes:
        same: other names of the same thing (GDP, 地区生产总值).
        loose: what reports may write instead (看病, 就医), which may also mean something else.
        meant: what reports call what is said with it and the words beside it: 老年食堂 for 吃饭 in 老人吃饭的地方.
    """

    same: frozenset[str]
    loose: frozenset[str]
    meant: frozenset[str] = frozenset()

    def within(self, text: str) -> Synonyms:
        """Return the synonyms that occur in folded `text`, even inside other words."""
        return Synonyms(
            frozenset(name for name in self.same if name in text),
            frozenset(name for name in self.loose if name in text),
            frozenset(name for name in self.meant if name in text),
        )


@dataclass(frozen=True, slots=True)
class SynonymTable:
    """data/synonyms.txt, parsed: its lines by kind (the head of the file describes them), in folded characters."""

    same: tuple[tuple[str, ...], ...]
    either: tuple[tuple[str, ...], ...]
    oneway: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


def read_table() -> SynonymTable:
    """Read the table of synonyms."""
    text = files("assistant.question").joinpath("data/synonyms.txt").read_text(encoding="utf-8")
    same: list[tuple[str, ...]] = []
    either: list[tuple[str, ...]] = []
    oneway: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        left, arrow, right = fold(line).partition(">")
        if arrow:
            oneway.append((tuple(left.split()), tuple(right.split())))
        elif left.startswith("="):
            same.append(tuple(left[1:].split()))
        else:
            either.append(tuple(left.split()))
    return SynonymTable(tuple(same), tuple(either), tuple(oneway))


@cache
def _entries() -> dict[str, Synonyms]:
    """Return word → synonyms; an entry for a word holds for all other names of the same thing."""
    table = read_table()
    alike = {word: frozenset(group) for group in table.same for word in group}

    def everything(words: Iterable[str]) -> frozenset[str]:
        return frozenset(name for word in words for name in alike.get(word, (word,)))

    loose: dict[str, set[str]] = {word: set() for word in alike}
    pairs = [(group, group) for group in table.either] + list(table.oneway)
    for asked, written in pairs:
        for word in everything(asked):
            loose.setdefault(word, set()).update(everything(written))
    found: dict[str, Synonyms] = {}
    for word, others in loose.items():
        same = alike.get(word, frozenset((word,)))
        # A longer name that holds the word (停车, 停车场) is found by it already and would only narrow the search.
        entry = Synonyms(
            same=frozenset(name for name in same if word not in name),
            loose=frozenset(name for name in others - same if word not in name),
        )
        if entry.same or entry.loose:
            found[word] = entry
    return found


@cache
def _by_first() -> dict[str, tuple[str, ...]]:
    """Return first character → the words of the table that begin with it."""
    found: dict[str, list[str]] = {}
    for word in _entries():
        found.setdefault(word[0], []).append(word)
    return {first: tuple(words) for first, words in found.items()}


def synonyms(focus: str) -> dict[str, Synonyms]:
    """Return word → synonyms for the words of folded `focus` that have any; of overlapping words the longest."""
    cuts = edges(focus)
    # What begins the question is a word even where jieba cuts it with what follows (种/树种/了).
    begins = {start for start in range(len(focus)) if focus[:start].endswith(" ") or start == 0}
    places = [
        (start, word)
        for start, char in enumerate(focus)
        for word in _by_first().get(char, ())
        if focus.startswith(word, start)
        and (len(word) > 2 or (start in cuts and (start in begins or start + len(word) in cuts)))
    ]
    taken = [False] * len(focus)
    found: dict[str, Synonyms] = {}
    for start, word in sorted(places, key=lambda place: -len(place[1])):
        end = start + len(word)
        if not any(taken[start:end]):
            taken[start:end] = [True] * len(word)
            found[word] = _entries()[word]
    return found


def stands_in(word: str, text: str) -> bool:
    """Return whether `word` occurs in `text` (both folded) as a word: 国企 does not in 中国企业."""
    at = text.find(word)
    while at >= 0:
        begin = max(0, at - REACH)
        if len(word) > 2 or _on_edges(text[begin : at + len(word) + REACH], at - begin, len(word)):
            return True
        at = text.find(word, at + 1)
    return False


@lru_cache(maxsize=1 << 14)
def _on_edges(text: str, start: int, length: int) -> bool:
    """Return whether text[start : start + length] begins and ends on word boundaries."""
    return {start, start + length} <= edges(text)
