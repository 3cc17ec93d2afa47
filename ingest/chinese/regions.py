"""Region names: provinces, cities, counties, districts and banners, as a text names them in full."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from ingest.chinese import division_names
from ingest.chinese.gazetteer import HAN, PROVINCES, is_common_noun, is_common_word, is_word, known_names
from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable

Level = Literal["province", "city", "county"]

_SUFFIX = re.compile(rf"(?<=[{HAN}])(?:自治[县州旗区]|[省市县区旗州盟])")
_LEVELS: dict[str, Level] = {"省": "province", "市": "city", "州": "city", "盟": "city"}
_LONGEST = 12

_WORDS = WordTable("ingest.chinese", "regions")
_NOT_BEFORE = _WORDS.words("not_before")
_BEFORE = _WORDS.words("before", frame="(?:^|[^{han}]|{words})$", han=HAN)
_SENT_BEFORE = _WORDS.words("sent_before", frame="(?:^|[^{han}]|{words})$", han=HAN)
_STRONG_AFTER = _WORDS.words("strong_after", han=HAN)
# A bureau, a town or a street of the place named before it.
_OWN_BODY = _WORDS.words(
    "bureau",
    frame="(?:{words})局|[{han}]{2,3}(?:{settlement})",
    han=HAN,
    settlement=_WORDS.words("settlement"),
)
_CLAUSE_END = _WORDS.words("clause_end", frame="(?:{words})$")
_ETHNIC = division_names.WORDS.words("people", frame="([{han}]{2,3}?)(?:{words})+$", han=HAN)
_CLAUSE_OPENS = re.compile(r"^$|[\n。，、；：“”（(,;:]")
# What stands before a bare 旗, 县 or 区 in "1月11日在旗第十六届…".
_NO_STEM = re.compile(r"^[年月日号时]|在")
_CLAUSE_START = re.compile(r"[级等即会们并要又可将谨现指各全我该本非被其每某]")


@dataclass(frozen=True, slots=True)
class RegionMention:
    """A region as a text names it.

    Attributes:
        name: full name in Simplified, with its suffix, without the wider places before it.
        start, end: character offsets of the name in the text.
        place: the wider places named right before it ("某某省某某市"), if any.
        level: "province", "city" (also a county-level one, which its name does not tell apart) or "county".
    """

    name: str
    start: int
    end: int
    place: str | None = None
    level: Level = "county"


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Where a name that ends at `end` may begin: as the gazetteer has it, as its surroundings bound it."""

    end: int
    known: int | None
    bounded: int | None
    sure: bool


def find_regions(text: str) -> list[RegionMention]:
    """Return the regions that `text` names in full, in order.

    The longest name wins and never begins or ends inside another word: a county whose name ends in
    another county's is one region, and 全县, 我县, 开发区, 高新区, 老城区 are none. A name that the gazetteer
    does not know is taken for one where its place in the text shows it: before 人民政府, after a wider place.
    """
    folded = fold(text)
    candidates = _candidates(folded)
    counts: Counter[str] = Counter()
    sure: set[str] = set()
    for candidate in candidates:
        for start in {candidate.known, candidate.bounded} - {None}:
            counts[folded[start : candidate.end]] += 1
        if candidate.bounded is not None and candidate.sure:
            sure.add(folded[candidate.bounded : candidate.end])
    sure |= _repeated(folded, candidates, counts)
    found: list[RegionMention] = []
    for candidate in candidates:
        start = _decide(folded, candidate, counts, sure)
        if start is None or (found and start < found[-1].end):
            continue
        name = folded[start : candidate.end]
        found.append(RegionMention(name, start, candidate.end, _place_before(found, start), _level(name)))
    return found


def _candidates(folded: str) -> list[_Candidate]:
    candidates: list[_Candidate] = []
    floor = 0
    for suffix in _SUFFIX.finditer(folded):
        end = suffix.end()
        if _NOT_BEFORE.match(folded, end) and not _office_after_name(folded, end):
            continue
        known = _known_start(folded, end, floor)
        bounded = _bounded_start(folded, suffix.start(), end, floor, known)
        sure = bounded is not None and _surely_named(folded, bounded, suffix.start(), end)
        if known is None and (bounded is None or not _could_be_name(folded[bounded:end], sure=True)):
            continue
        candidates.append(_Candidate(end, known, bounded, sure))
        floor = end
    return candidates


def _repeated(folded: str, candidates: list[_Candidate], counts: Counter[str]) -> set[str]:
    """Return unknown names that recur and somewhere open a sentence or clause, as only a name or a verb can."""
    return {
        name
        for candidate in candidates
        if candidate.known is None and candidate.bounded is not None
        if counts[name := folded[candidate.bounded : candidate.end]] >= 2
        if _CLAUSE_OPENS.search(folded[max(0, candidate.bounded - 1) : candidate.bounded])
        if not is_common_word(name[:-1]) and not is_common_noun(name, sure=False)
    }


def _office_after_name(folded: str, end: int) -> bool:
    """Return whether "区" repeats as in "某某区区长": then the first one ends a name."""
    return folded[end - 1 : end + 2] in ("区区长", "市市长", "县县长", "区区委", "县县城")


def _known_start(folded: str, end: int, floor: int) -> int | None:
    known = known_names()
    for start in range(max(floor, end - _LONGEST), end - 1):
        if folded[start:end] in known and _apart(folded, start, end, floor):
            return start
    return None


def _apart(folded: str, start: int, end: int, floor: int) -> bool:
    """Return whether a known name at `start` is not the rest of a word that began before it: "新增" + "城市"."""
    if end - start > 3 or start == floor:
        return end - start > 2 or _begins_word(folded, start, end, floor)
    astride = is_common_word(folded[start - 1 : start + 1]) and not is_word(folded[start - 2 : start])
    if astride and not _BEFORE.search(folded[max(0, start - 2) : start]):
        return False
    return end - start > 2 or _begins_word(folded, start, end, floor)


def _begins_word(folded: str, start: int, end: int, floor: int) -> bool:
    """Return whether a name of one character and a suffix stands alone: "和县委" and "向县政府" name no county."""
    if folded[start] in "和向成开对将从把与在到为给新大通建兴林古初年临等乡我东西南北中":
        return start == floor and bool(_STRONG_AFTER.match(folded, end))
    return True


def _bounded_start(folded: str, suffix: int, end: int, floor: int, known: int | None) -> int | None:
    """Return the nearest place before the suffix at which a word ends, two to four characters off."""
    if folded.startswith("自治", suffix):
        ethnic = _ETHNIC.search(folded, max(floor, suffix - _LONGEST), suffix)
        return ethnic.start() if ethnic else None
    nearest = suffix - 2 if known is None else min(known, suffix - 1)
    for start in range(nearest, max(floor, suffix - 5) - 1, -1):
        if start < floor or not re.match(f"[{HAN}]", folded[start]):
            return None
        before = folded[max(0, start - 2) : start]
        if start == floor or _BEFORE.search(before) or is_word(before) or _ends_word(folded, start):
            return start
    return None


def _ends_word(folded: str, start: int) -> bool:
    return start >= 3 and is_word(folded[start - 3 : start])


def _surely_named(folded: str, start: int, suffix: int, end: int) -> bool:
    """Return whether only a name can stand here: after a wider place, or bounded before an office or a year."""
    stem = folded[start:suffix]
    after_place = (
        start > 0 and folded[start - 1] in "省市州盟" and folded[start - 2 : start] not in ("全市", "全省")
    )
    if after_place and folded[suffix] != "市":
        return True
    bounded = bool(_SENT_BEFORE.search(folded[max(0, start - 2) : start]))
    if not bounded or _CLAUSE_END.search(stem) or _NO_STEM.search(stem):
        return False
    # "刚才县招商局" names no county: before a bureau or a town a word is a word.
    return bool(_STRONG_AFTER.match(folded, end)) or (
        bool(_OWN_BODY.match(folded, end)) and not is_word(stem)
    )


def _could_be_name(name: str, sure: bool) -> bool:
    """Return whether an unknown `name` has the form of one."""
    stem, suffix = name[:-1], name[-1]
    if is_common_noun(name, sure) or _CLAUSE_END.search(stem) or _CLAUSE_START.match(stem):
        return False
    if re.search(r"[的了是]" if sure else r"[的了是和与及在有对为把]", stem):
        return False
    if suffix in "州盟省":
        return name.endswith("自治州")
    if name.endswith(("自治县", "自治旗")):
        return True
    if len(stem) >= 3 and is_common_word(stem[-2:]):
        return sure and len(stem) == 3
    return sure or (suffix in "县" and len(stem) in (2, 3) and not is_common_word(stem))


def _decide(folded: str, candidate: _Candidate, counts: Counter[str], sure: set[str]) -> int | None:
    """Return where the name begins, by everything the text shows about it; None where it is no name."""
    end, known, bounded = candidate.end, candidate.known, candidate.bounded
    if bounded is None or bounded == known:
        return known
    longer = folded[bounded:end]
    if known is None:
        return bounded if longer in sure or _could_be_name(longer, False) else None
    prefix = folded[bounded:known]
    if len(prefix) > 2 or is_word(prefix) or is_common_word(longer[:-1]) or not _could_be_name(longer, True):
        return known
    # A longer name that the gazetteer lacks: believed where it stands for sure, or as often as the short one.
    short = folded[known:end]
    return bounded if longer in sure or counts[longer] * 2 >= counts[short] else known


def _level(name: str) -> Level:
    if name in PROVINCES:
        return "province"
    if name.endswith(("自治县", "自治旗")):
        return "county"
    return _LEVELS.get(name[-1], "county")


def _place_before(found: list[RegionMention], start: int) -> str | None:
    if not found or found[-1].end != start or found[-1].level == "county":
        return None
    return (found[-1].place or "") + found[-1].name
