"""Whether a candidate tells of another thing of the kind that a question asks about: 医院床位 where 养老床位 is asked for.

The words of the question that a candidate lacks stand between words that it has. Where the candidate has a word of its own in
the same place – before the same head, behind the same verb, before its figure –, it tells of another thing; where it has none,
it may tell of the thing in other words. These are features of the gate; how much each counts is learned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from assistant.evidence.answer_types import fits_unit
from assistant.evidence.model import Evidence
from assistant.question.model import Question
from assistant.question.synonyms import Synonyms
from ingest.chinese.quantities import find_quantities
from ingest.chinese.script import fold
from ingest.chinese.tokens import STOP_WORDS
from ingest.chinese.units import UNITS

CONTRASTS = (
    "other_modifier",  # another word stands before the head that the question has: 医院床位 for 养老床位
    "other_object",  # another word stands behind the verb that the question has: 举办荷花节 for 举办马拉松
    "other_head",  # another word stands before its figure: 幼儿8120人 for 小学生
    "lacking",  # share of the question's characters that are in words that it lacks
    "yesno_lacking",  # the same where the question asks whether
)
# jieba's tags of what names or describes a thing.
_NOMINAL = ("n", "vn", "an", "b", "j", "l", "i", "t")
_HAN = re.compile(r"[一-鿿]")
_CLAUSE = re.compile(r"[,，;；。:：]")
# Other questions ask for what stands in such a place (哪个街道), or for more than one clause.
OF_THINGS = ("figure", "yesno", "date")
# 全县, 各类, 本年: they say how much of a thing, not which.
OF_ALL = re.compile(r"[全各本该每我其].|.+[省市县旗乡镇村]$|..+区$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text.

    Attributes:
        text: the word.
        tag: its part of speech, jieba's.
        start, end: its offsets.
        known: whether it is in jieba's dictionary, or all but its last character; else its tag is a guess.
    """

    text: str
    tag: str
    start: int
    end: int
    known: bool

    @property
    def nominal(self) -> bool:
        """Return whether it names or describes a thing."""
        return self.known and self.tag.startswith(_NOMINAL)


def contrasts(question: Question, names: Mapping[str, Synonyms], each: Evidence) -> dict[str, float]:
    """Return the values of CONTRASTS for some evidence, each 0 to 1.

    Args:
        names: words of the question with what texts may write instead.
    """
    found = dict.fromkeys(CONTRASTS, 0.0)
    if question.kind not in OF_THINGS:
        return found
    asked = asked_words(question.focus, question.units)
    length = sum(len(word.text) for phrase in asked for word in phrase)
    if not length:
        return found
    text = fold(each.text)
    told = words_of(text)
    named = _Named(names, text)
    held = [[named.holds(word.text) for word in phrase] for phrase in asked]
    lacked = sum(_lacked(phrase, holds) for phrase, holds in zip(asked, held, strict=True))
    for phrase, holds in zip(asked, held, strict=True):
        for missing, run in groupby(range(len(phrase)), key=lambda i: not holds[i]):
            gap = list(run)
            if missing:
                # The less else of the question a candidate has, the less a place says: it may be asked in other words altogether.
                rest = length - sum(len(phrase[i].text) for i in gap)
                worth = (length - lacked) / rest if rest else 0.0
                for name in _in_place_of(phrase, gap, told, text, question):
                    found[name] = max(found[name], worth)
    found["lacking"] = lacked / length
    found["yesno_lacking"] = found["lacking"] if question.kind == "yesno" else 0.0
    return found


def _lacked(phrase: list[Word], holds: list[bool]) -> int:
    """Return the number of characters of the words that are not held."""
    return sum(len(word.text) for word, held in zip(phrase, holds, strict=True) if not held)


def _in_place_of(
    phrase: list[Word], gap: list[int], told: list[Word], text: str, question: Question
) -> Iterator[str]:
    """Yield in which ways another word stands in the place of a run of words that the candidate lacks."""
    first, last = phrase[gap[0]], phrase[gap[-1]]
    before = phrase[gap[0] - 1] if gap[0] else None
    after = phrase[gap[-1] + 1] if gap[-1] + 1 < len(phrase) else None
    if after and last.nominal and _anchors(after) and last.end == after.start:
        others = [_before(told, text, at) for at in _places(after.text, text)]
        if _all_other(others, last, question):
            yield "other_modifier"
    if after is None and last.nominal and question.kind == "figure":
        figures = [q for q in find_quantities(text) if fits_unit(question, q)]
        if _all_other([_before(told, text, q.start) for q in figures], last, question):
            yield "other_head"
    if before and first.nominal and before.tag == "v" and _anchors(before):
        others = [_after(told, text, at + len(before.text)) for at in _places(before.text, text)]
        if _all_other(others, first, question):
            yield "other_object"


def only_modifies(question: Question, each: Evidence) -> bool:
    """Return whether what does something in the question is no more than part of another name in some evidence, which tells in
    another clause of the deed: 开行县城至高铁站的旅游专线，发送旅客… for 高铁站发送旅客."""
    if question.kind not in OF_THINGS:
        return False
    text = fold(each.text)
    for phrase in asked_words(question.focus, question.units):
        for word, deed, done in zip(phrase, phrase[1:], phrase[2:], strict=False):
            said = word.tag.startswith("n") and deed.tag == "v" and done.tag.startswith("n")
            places = _places(word.text, text)
            if not (said and places and deed.text + done.text in text and _anchors(word)):
                continue
            together = any(word.text in clause and deed.text in clause for clause in _CLAUSE.split(text))
            told = words_of(text)
            behind = [_whole_after(told, text, place + len(word.text)) for place in places]
            if not together and all(b and b.nominal and b.text not in question.focus for b in behind):
                return True
    return False


def _whole_after(told: list[Word], text: str, at: int) -> Word | None:
    """Return what `_after` does where it is a whole word: 招商 is no name before 引资 in 招商引资."""
    word = _after(told, text, at)
    return word if word in told else None


def _anchors(word: Word) -> bool:
    """Return whether a word says enough to tell by it what stands in the place beside it."""
    return len(word.text) > 1


def _all_other(told: list[Word | None], lacked: Word, question: Question) -> bool:
    """Return whether all words that stand in the place of the one that is lacked name something else, and there are any."""
    return bool(told) and all(word is not None and _other(word, lacked, question) for word in told)


def _other(word: Word, lacked: Word, question: Question) -> bool:
    """Return whether a word in the place of one that is lacked names something else."""
    if not word.nominal or OF_ALL.match(word.text) or word.text in question.focus:
        return False
    return unlike(word.text, lacked.text)


def unlike(a: str, b: str) -> bool:
    """Return whether two words have no character in common, but for the last, which tells of what kind they are: 小学, 中学."""
    return not set(a) & set(b) or (a[-1] == b[-1] and not set(a[:-1]) & set(b[:-1]))


def _places(word: str, text: str) -> list[int]:
    return [m.start() for m in re.finditer(re.escape(word), text)]


def _before(told: list[Word], text: str, at: int) -> Word | None:
    """Return the word, or the part of one, that ends right before an offset, but for 的; None where a mark or nothing does."""
    if text[:at].endswith("的"):
        at -= 1
    return next((_part(word, word.start, at) for word in told if word.start < at <= word.end), None)


def _after(told: list[Word], text: str, at: int) -> Word | None:
    """Return the word, or the part of one, that begins right behind an offset, but for 的 or 了; None where a mark or nothing
    does."""
    if text[at : at + 1] in ("的", "了"):
        at += 1
    return next((_part(word, at, word.end) for word in told if word.start <= at < word.end), None)


def _part(word: Word, start: int, end: int) -> Word:
    """Return the part of a word between two offsets: 民办 of 民办小学."""
    import rjieba

    if (start, end) == (word.start, word.end):
        return word
    part = word.text[start - word.start : end - word.start]
    return Word(part, word.tag, start, end, rjieba.has_word(part))


class _Named:
    """Tells which words of a question a text has, itself or by a synonym."""

    def __init__(self, names: Mapping[str, Synonyms], text: str) -> None:
        self.text = text
        self.by_synonym = [
            word
            for word, others in names.items()
            if any(name in text for name in (*others.same, *others.meant, *others.loose))
        ]

    def holds(self, word: str) -> bool:
        return word in self.text or any(word in other or other in word for other in self.by_synonym)


@lru_cache(256)
def asked_words(focus: str, units: tuple[str, ...]) -> list[list[Word]]:
    """Return the words of each phrase of a question's focus, without the unit that is asked for."""
    phrases = [words_of(part) for part in focus.split() if part not in UNITS and part not in units]
    return [[w for w in phrase if _HAN.search(w.text)] for phrase in phrases]


@lru_cache(1024)
def words_of(text: str) -> list[Word]:
    """Return the words of folded `text`, marks and function words left out; a single character belongs to the word before it,
    whose last part it is (高铁站, 荷花节)."""
    import rjieba

    found: list[Word] = []
    at = 0
    for word, tag in rjieba.tag(text):
        start, at = at, at + len(word)
        if word in STOP_WORDS or not _HAN.search(word):
            continue
        last = found[-1] if found else None
        if len(word) == 1 and last and last.end == start and tag[0] in "ngqvktj" and last.nominal:
            found[-1] = Word(last.text + word, "n", last.start, at, last.known)
        else:
            found.append(Word(word, tag, start, at, rjieba.has_word(word)))
    return found
