"""Series of things named beside each other in a clause, and whether they are what a question asks for.

甲、乙、丙等6个县获评 names counties, 出土了甲罐、乙罐 pots, 4个镇:甲镇、乙镇 towns: what stands after the last of them, before the
first or at the end of each says what they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from assistant.evidence.answer_types import asked_count, numeral
from assistant.question.model import Question
from ingest.chinese.script import fold
from ingest.chinese.tokens import bigrams

_NUMBER = r"\d{1,3}|[两二三四五六七八九十]{1,2}"
_MEASURE = "[个项家条座所处名位样张场款种类大]"
# Several things are asked for: 哪些, 哪两个, 些啥.
_SEVERAL = re.compile(rf"哪(?:些|几|{_NUMBER}){_MEASURE}?|些[啥什]么?|都[有是]什么|包括什么|有啥")
# What the things are called, behind the last of them: 等6个县, 等特色疗法, 为主的支柱产业; 甲、乙两县.
_AND_OTHERS = re.compile(
    rf"(?:(?<![一二三四五特高同平上中初优对均])等(?:多|共|的)?(?P<said>{_NUMBER})?(?:余|多)?|(?:为主|在内|组成|构成)的(?:多)?){_MEASURE}?(?P<noun>[一-鿿“])"
)
_COUNTED = re.compile(rf".{{1,16}}?(?P<said>{_NUMBER}){_MEASURE}?(?P<noun>[一-鿿“])")
# Right before the first of them: 展品有甲、乙.
_OPENING = re.compile(
    r"(?P<noun>[一-鿿]{2,})(?:主要|分别|共|都)*(?:有|包括|包含|涵盖|是|为|即|:)[^、:]{1,16}$"
)
_BETWEEN = re.compile("、|以及|[和与及]")
# Behind what one series is called another may begin: 甲罐、乙罐等陶器以及丙斧、丁斧等石器.
_NEXT_SERIES = re.compile("等[^、,等和及与]{1,8}(?:、|以及|[和与及])(?=[^等]*、[^等]*等)")
# Brackets and quotation marks hold together what stands in them.
_HELD = re.compile(r"\([^()]*\)|(?<=“)[^“”]*(?=”)|(?<=《)[^《》]*(?=》)")
_MARKS_OF_NAMES = '“”"『』《》) '
# What stands between the things and the question's word for several of them: 专区包括哪些领域.
_LINK = re.compile(
    r"(?:主要|分别|具体|一共|都|各|共|又|还|要|会|能|可以|目前|现在|到底|其中|包括|包含|涵盖|涉及|[有是为含指叫呢了])+$"
)
# Of which fields a thing comprises its own name tells too: 数据专区包括哪些领域.
_COMPRISES = re.compile("([一-鿿]{4,})(?:主要|分别|共|具体|都)*(?:包括|包含|涵盖|涉及|分为)$")
_BREAKS = re.compile(r"[,。:;?]")
_DIGIT = re.compile(r"\d")
# Of the words beside things as many characters may be what they are called; of a name as many are its end.
LONGEST_NOUN, OF_NAME = 8, 3
LENGTHS = (4, 3, 2)
LONGEST_WITHOUT_VERB = 6
SURE, LIKELY = 2, 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """The things that a question asks for several of.

    Attributes:
        nouns: what they may be called, folded; of 哪些县获评, where a verb may stand behind the noun, 县获评, 县获 and 县.
        pairs: the pairs of characters of the words for them.
        count: how many they are; None where it does not say.
    """

    nouns: tuple[str, ...]
    pairs: frozenset[str]
    count: int | None


@dataclass(frozen=True, slots=True)
class Series:
    """Things named beside each other.

    Attributes:
        sure: SURE where what stands beside them says that they are those wanted, LIKELY where it may.
        names: their names; before the first and behind the last other words may stand.
    """

    sure: int
    names: tuple[str, ...]

    def retells(self, other: Series) -> bool:
        """Return whether it names more things than another series does, most of those among them."""
        if len(self.names) <= len(other.names):
            return False
        own = "、".join(self.names)
        return sum(name.partition("等")[0][-OF_NAME:] in own for name in other.names) * 2 >= len(other.names)


def wanted_of(question: Question) -> Wanted | None:
    """Return what a question asks for several of; None where it asks for one thing, or for none."""
    text = fold(question.text)
    m = _SEVERAL.search(text)
    if m is None:
        topic, _, said = text.strip("?。 ").rpartition(" ")
        # Typed like search words, what is asked for stands last: 某县 丰收节 展品.
        return (
            Wanted(_ends_of(said), frozenset(bigrams(said)), None)
            if topic and question.kind == "list"
            else None
        )
    behind = _BREAKS.split(text[m.end() :])[0].strip('“”"的 ')
    own = behind.rpartition("的")[2] if "的" in behind else ""
    behind = own if len(own) > 1 else behind
    said = behind or _LINK.sub("", _BREAKS.split(text[: m.start()])[-1]).rpartition("的")[2]
    whole = _COMPRISES.search(text[: m.start()])
    pairs = frozenset(bigrams(behind)) or frozenset(bigrams(question.asked))
    begins = [said[:n] for n in LENGTHS if behind and len(said) >= n]
    # Behind a longer one stands what the things did, which two characters are too few to tell: 哪些演员得了金牌奖.
    is_noun = len(behind) <= LONGEST_WITHOUT_VERB or own == behind
    ends = tuple(end for end in _ends_of(said) if is_noun or len(end) > 2)
    nouns = (*begins, *ends, *_ends_of(whole[1] if whole else ""))
    return Wanted((*dict.fromkeys(nouns), *behind[:1]), pairs, asked_count(question))


def _ends_of(words: str) -> tuple[str, ...]:
    """Return the nouns that words may end in, the longest first."""
    return tuple(words[-n:] for n in LENGTHS if len(words) >= n)


def series_in(wanted: Wanted, clause: str) -> Series | None:
    """Return the series of a folded clause that names several of the things wanted; None where none does."""
    bare = _HELD.sub(lambda m: "甲" * len(m.group()), clause)
    cuts = [0, *(m.end() for m in _NEXT_SERIES.finditer(bare)), len(clause)]
    found = [_series(wanted, clause[start:end], bare[start:end]) for start, end in pairwise(cuts)]
    return max((each for each in found if each), key=lambda each: each.sure, default=None)


def _series(wanted: Wanted, clause: str, bare: str) -> Series | None:
    """Return the one series of a clause, of which `bare` is told without what brackets and quotation marks hold."""
    marks = list(_BETWEEN.finditer(bare))
    if not marks:
        return None
    starts, ends = [0, *(m.end() for m in marks)], [*(m.start() for m in marks), len(clause)]
    names = tuple(clause[start:end] for start, end in zip(starts, ends, strict=True))
    closing = _closing(wanted, clause, bare, ends[0], starts[-1])
    opening = _OPENING.search(clause[: ends[0]])
    alike = _alike(wanted, names)
    if alike or closing or (opening and opening["noun"].endswith(_long(wanted))):
        said = numeral(closing["said"] or "") if closing else None
        counts = (said,) if said is not None else (alike, bare.count("、") + 1, len(names))
        if wanted.count in counts or (wanted.count is None and "、" in bare):
            return Series(SURE, names)
    return Series(LIKELY, names) if _shares(wanted, clause, bare) else None


def _closing(wanted: Wanted, clause: str, bare: str, first: int, last: int) -> re.Match[str] | None:
    """Return where the things of a series are called behind them what the question calls them, maybe with how many they are
    said to be; None where they are not.

    Args:
        first, last: where the first name ends, and the last begins.
    """
    closings = [*_AND_OTHERS.finditer(bare, first), *filter(None, [_COUNTED.match(bare, last)])]
    own = (m for m in closings if _begins_with(wanted, clause[m.start("noun") :][:LONGEST_NOUN]))
    return next(own, None)


def _long(wanted: Wanted) -> tuple[str, ...]:
    return tuple(noun for noun in wanted.nouns if len(noun) > 1)


def _begins_with(wanted: Wanted, words: str) -> bool:
    """Return whether folded words call things what a question does; a single character is to stand first: 等6个县获评."""
    return any(noun in words for noun in _long(wanted)) or words.startswith(
        tuple(noun for noun in wanted.nouns if len(noun) == 1)
    )


def _alike(wanted: Wanted, names: tuple[str, ...]) -> int:
    """Return how many names there are if two or more, and at least half of them, end in what a question calls the things; else 0."""
    for noun in wanted.nouns:
        ends = [name.rstrip(_MARKS_OF_NAMES).endswith(noun) for name in names]
        ends[-1] = ends[-1] or noun in names[-1]
        if sum(ends) > 1 and sum(ends) * 2 >= len(names):
            return len(names)
    return 0


def _shares(wanted: Wanted, clause: str, bare: str) -> bool:
    """Return whether what stands behind the last of several things, or before the first, has to do with what is asked for."""
    first, last = bare.find("、"), bare.rfind("、")
    if first < 0:
        return False
    tail, closed = clause[last + 1 :], bare.rfind("等")
    if first == last and closed < last and _DIGIT.search(tail):
        # 新建、续建项目12个 names nothing.
        return False
    behind = clause[closed + 1 :] if closed > last else tail[-LONGEST_NOUN:]
    # Two words beside each other are a list only of what stands behind them: 收费站当年开工、当年竣工 lists none.
    before = clause[: max(0, first - 2)] if first < last else ""
    return bool(wanted.pairs.intersection((*bigrams(behind), *bigrams(before))))
