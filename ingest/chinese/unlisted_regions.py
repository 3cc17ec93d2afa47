"""Names of regions that the national table lacks: where a text shows by itself that a name stands alone.

Such are counties of before 1980 or of other countries, zones such as 雄安新区 and 苏州高新区, and whatever a text invents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from ingest.chinese import division_names
from ingest.chinese.dictionary import HAN, is_common_word, is_everyday_word, is_word
from ingest.chinese.divisions import divisions_called, place_of
from ingest.chinese.listed_regions import BEFORE, COMMON_NOUN, OFFICE
from ingest.chinese.word_table import WordTable

_WORDS = WordTable("ingest.chinese", "unlisted_regions")
_SENT_BEFORE = _WORDS.words("sent_before", frame="(?:^|[^{han}]|{words})$", han=HAN)
_STRONG_AFTER = _WORDS.words("strong_after", han=HAN)
# A bureau, a town or a street of the place named before it.
_OWN_BODY = _WORDS.words(
    "bureau",
    frame="(?:{words})局|[{han}]{2,3}(?:{settlement})",
    han=HAN,
    settlement=_WORDS.words("settlement"),
)
_NO_NAME = _WORDS.words("no_name")
_FUNCTION_WORD = _WORDS.words("function_word")
_ZONE = _WORDS.words("zone", frame="(?:{words})$")
_NAMED_ZONE = _WORDS.words("named_zone", frame="(?:{words})$")
_ZONE_BODY = _WORDS.words("zone_body", han=HAN)
_ETHNIC = division_names.WORDS.words("people", frame="([{han}]{2,3}?)(?:{words})+$", han=HAN)
_CLAUSE_OPENS = re.compile(rf"^$|[^{HAN}\d]")
# 力争|县人民医院, 瞄定|县委: what a county has is called without its name.
_OF_THE_COUNTY = re.compile("委|政|人民|人大|城|里|乡|[中医]院?")
_DATED = re.compile(r"(?:19|20)\d\d年|[去今前]年")
_HAN = re.compile(f"[{HAN}]")
# 山区 and 城市 are words, and yet districts and cities are called 某山区 and 某城市.
_ENDS_NAMES = frozenset("山城湖海江河水港湾新治")
_LONGEST_STEM, _LONGEST_ZONE, _LONGEST_ETHNIC = 4, 12, 12


class Evidence(IntEnum):
    """What a place in a text shows of whether an unlisted name stands there."""

    BOUNDED = 1  # a word ends before it: enough for a name that is believed elsewhere
    OPENING = 2  # it begins a clause, as a name does and few other things: enough if it does so twice
    ALONE = 3  # a county's name could begin and end here, and nothing else is likely
    SURE = 4  # only a name has this before and behind it


@dataclass(frozen=True, slots=True)
class Unlisted:
    """What may be an unlisted name at folded[start:end], with where it lies if the name itself tells."""

    name: str
    start: int
    end: int
    evidence: Evidence
    place: str | None = None


def unlisted_at(folded: str, suffix: int, end: int, floor: int, wider: bool, beside: bool) -> Unlisted | None:
    """Return what may be an unlisted name in a folded text, with the suffix folded[suffix:end].

    Args:
        floor: where the name before it ended.
        wider: whether that name is of a province or city, so that 县 or 区 at the floor is one of it.
        beside: whether names may be coordinated with the one before it.
    """
    if folded[end - 1] == "区" and (
        zone := _zone(folded, end, floor) or _named_zone(folded, end, floor, wider)
    ):
        return zone
    if folded[end - 2] not in _ENDS_NAMES and is_common_word(folded[end - 2 : end]):
        return None
    start = _start(folded, suffix, end, floor)
    if start is None:
        return None
    name = folded[start:end]
    if not _has_form(name, folded.startswith("自治", suffix)):
        return None
    return Unlisted(name, start, end, _evidence(folded, name, start, floor, wider, beside))


def _start(folded: str, suffix: int, end: int, floor: int) -> int | None:
    """Return the nearest place before the suffix at which a word ends, two to four characters off."""
    if folded.startswith("自治", suffix):
        ethnic = _ETHNIC.search(folded, max(floor, suffix - _LONGEST_ETHNIC), suffix)
        return ethnic.start() if ethnic else None
    for start in range(suffix - 2, max(floor, suffix - _LONGEST_STEM - 1) - 1, -1):
        if start < floor or not _HAN.match(folded, start):
            return None
        before = folded[max(0, start - 2) : start]
        if (
            start == floor
            or BEFORE.search(before)
            or is_word(before)
            or is_word(folded[max(0, start - 3) : start])
        ):
            return start
    return None


def _has_form(name: str, autonomous: bool) -> bool:
    """Return whether an unlisted name can look like this."""
    if autonomous:
        return len(name) > 4
    stem = name[:-1]
    return name[-1] not in "省州盟" and not (_NO_NAME.search(name) or _FUNCTION_WORD.search(stem))


def _evidence(folded: str, name: str, start: int, floor: int, wider: bool, beside: bool) -> Evidence:
    stem, end = name[:-1], start + len(name)
    before = folded[max(0, start - 2) : start]
    opening = bool(_CLAUSE_OPENS.search(before[-1:]))
    sent = opening or bool(_SENT_BEFORE.search(before))
    follows = wider and start == floor
    if _is_made_of_words(stem) and not stem.endswith("自治"):
        # 红崖 is a word and may be a county's name.
        heads = (not before or before[-1] in "\n 在于") and name[-1] != "市"
        alone = len(stem) == 2 and (OFFICE.match(folded, end) or _DATED.match(folded, end))
        if (follows or heads) and alone:
            return Evidence.SURE
        # 竹桥县 may be a county, unlike 示范县, where it stands as one again and again.
        rare = len(stem) == 2 and name[-1] == "县" and not is_everyday_word(stem)
        stands = sent and not _OF_THE_COUNTY.match(folded, end)
        return Evidence.OPENING if rare and stands else Evidence.BOUNDED
    if follows or (name[-1] == "区" and (sent or name[-2] == "新") and _ZONE_BODY.match(folded, end)):
        return Evidence.SURE
    if sent and (_STRONG_AFTER.match(folded, end) or _OWN_BODY.match(folded, end)):
        return Evidence.SURE
    coordinated = beside and start == floor + 1 and folded[floor] in "和与及、"
    if (
        (sent or coordinated)
        and name[-1] == "县"
        and not _OF_THE_COUNTY.match(folded, end)
        and (len(stem) <= 3 or stem.endswith("自治"))
    ):
        return Evidence.ALONE
    twice = name[-1] == "县" or name.endswith("新区")
    return Evidence.OPENING if opening and twice and not is_word(stem) else Evidence.BOUNDED


def _is_made_of_words(stem: str) -> bool:
    return is_common_word(stem) or (len(stem) > 2 and (is_common_word(stem[-2:]) or is_common_word(stem[:2])))


def _zone(folded: str, end: int, floor: int) -> Unlisted | None:
    """Return 溪州高新区 and the like, a place's short name with a kind of zone."""
    zone = _ZONE.search(folded, max(floor, end - _LONGEST_ZONE), end)
    if zone is None:
        return None
    for start in range(max(floor, zone.start() - 4), zone.start() - 1):
        short = folded[start : zone.start()]
        cities = {
            each
            for each in divisions_called(short)
            if each.until is None and not COMMON_NOUN.fullmatch(each.name)
        }
        if cities:
            sure = _ZONE_BODY.match(folded, end)
            opening = _CLAUSE_OPENS.search(folded[max(0, start - 1) : start])
            evidence = Evidence.SURE if sure else Evidence.OPENING if opening else Evidence.BOUNDED
            wider = max(cities, key=lambda each: -len(each.parents))
            place = (place_of(wider) or "") + wider.name
            return Unlisted(folded[start:end], start, end, evidence, place)
    return None


def _named_zone(folded: str, end: int, floor: int, wider: bool) -> Unlisted | None:
    """Return 北塘管理区 and the like, right behind its city or where a clause opens with it."""
    kind = _NAMED_ZONE.search(folded, max(floor, end - _LONGEST_ZONE), end)
    if kind is None:
        return None
    for start in range(max(floor, kind.start() - _LONGEST_STEM), kind.start() - 1):
        stem = folded[start : kind.start()]
        if not all(_HAN.match(each) for each in stem) or _FUNCTION_WORD.search(stem):
            continue
        if wider and start == floor:
            return Unlisted(folded[start:end], start, end, Evidence.SURE)
        if _CLAUSE_OPENS.search(folded[max(0, start - 1) : start]):
            return Unlisted(folded[start:end], start, end, Evidence.OPENING)
    return None
