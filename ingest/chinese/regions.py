"""Region names: provinces, cities, counties, districts and banners, as a text names them in full."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from ingest.chinese.dictionary import HAN, is_word
from ingest.chinese.divisions import Division, Level, level_of_name, place_of
from ingest.chinese.homonyms import told_before, told_by_text
from ingest.chinese.listed_regions import Listed, Standing, crosses, goes_on, listed_at, named, of_rank
from ingest.chinese.script import fold
from ingest.chinese.unlisted_regions import Evidence, Unlisted, unlisted_at

_SUFFIX = re.compile(rf"(?<=[{HAN}])(?:自治[县州旗区]|[省市县区旗州盟])")
_WIDER = ("省", "市", "州", "盟", "自治区", "地区", "特别行政区")


@dataclass(frozen=True, slots=True)
class RegionMention:
    """A region as a text names it.

    Attributes:
        name: full name in Simplified, with its suffix, without the wider places before it; as the national table writes it.
        start, end: character offsets of the name in the text.
        place: where it lies, "某某省某某市": by the national table, or as the text says right before it; None where
            nothing tells.
        level: "province", "city" (of prefecture level; also an unlisted one of any) or "county".
        divisions: what the national table knows of it: one, several where the text does not tell which is meant, or none.
    """

    name: str
    start: int
    end: int
    place: str | None = None
    level: Level = "county"
    divisions: tuple[Division, ...] = ()


@dataclass(frozen=True, slots=True)
class _Spot:
    """What may be a name that ends at one place: those of the table, the longest first, and one that it lacks."""

    listed: tuple[Listed, ...]
    unlisted: Unlisted | None


def find_regions(text: str) -> list[RegionMention]:
    """Return the regions that `text` names in full, in order.

    A name of the national table wins, the longest that fits, where it stands as a name: 新增城市 holds no 增城市. A name that
    the table lacks is taken for one where its place in the text shows it: before 人民政府, after a wider place.
    """
    folded = fold(text)
    spots = _spots(folded)
    chosen = _choose(spots)
    return _resolved(text, folded, chosen)


def _spots(folded: str) -> list[_Spot]:
    spots: list[_Spot] = []
    floor, wider, beside = 0, False, False
    for suffix in _SUFFIX.finditer(folded):
        end = suffix.end()
        if goes_on(folded, end):
            if crosses(folded, end):
                floor, wider, beside = end, folded.endswith(_WIDER, 0, end), False
            continue
        listed = tuple(listed_at(folded, end, floor))
        clear = bool(listed) and (listed[0].standing > Standing.POSSIBLE)
        unlisted = None
        if not clear:
            unlisted = unlisted_at(folded, suffix.start(), end, floor, wider, beside)
            if unlisted and any(each.name == unlisted.name for each in listed):
                # 新建县 before 人民政府: what would show an unlisted name shows this one.
                if unlisted.evidence == Evidence.SURE:
                    listed = (replace(listed[0], standing=Standing.BOUNDED), *listed[1:])
                unlisted = None
        if listed or unlisted:
            spots.append(_Spot(listed, unlisted))
        sure = unlisted is not None and unlisted.evidence >= Evidence.ALONE
        if clear or sure:
            floor, beside = end, True
            wider = folded.endswith(_WIDER, 0, end)
    return spots


def _choose(spots: list[_Spot]) -> list[Listed | Unlisted]:
    """Return the name at each spot, by everything that the text shows about it."""
    alone = Counter(
        spot.listed[0].name for spot in spots if spot.listed and spot.listed[0].standing >= Standing.BOUNDED
    )
    evidence = Counter((spot.unlisted.name, spot.unlisted.evidence) for spot in spots if spot.unlisted)
    believed = {
        name
        for (name, shown), count in evidence.items()
        if shown >= Evidence.ALONE or (shown == Evidence.OPENING and count >= _openings_needed(name))
    }
    chosen: list[Listed | Unlisted] = []
    for spot in spots:
        options: list[Listed | Unlisted] = [*_preferred(spot.listed, alone)]
        if not options and spot.unlisted and spot.unlisted.name in believed:
            options = [spot.unlisted]
        if options and not (chosen and options[0].start < chosen[-1].end):
            chosen.append(options[0])
    return chosen


def _openings_needed(name: str) -> int:
    """Return how often a name must begin clauses to be believed: one that a word makes, 竹桥县, more often."""
    return 3 if is_word(name[:-1]) else 2


def _preferred(listed: tuple[Listed, ...], alone: Counter[str]) -> list[Listed]:
    """Return the listed names that end at one place and may be meant, the likeliest first: the longest, if nothing else tells.

    甘肃宁县 is 宁县; 会议上高县 is 高县 where the text speaks of 高县 elsewhere and of 上高县 nowhere.
    """
    options = [each for each in listed if each.standing > Standing.POSSIBLE or alone[each.name] > 0]
    if len(options) > 1 and options[0].standing < Standing.BOUNDED:
        options.sort(key=lambda each: -alone[each.name])
    return sorted(options, key=lambda each: each.standing != Standing.CERTAIN)


def _resolved(text: str, folded: str, chosen: list[Listed | Unlisted]) -> list[RegionMention]:
    """Return the mentions with what the table knows of them, homonyms told apart."""
    found = [named(text[each.start : each.end]) if isinstance(each, Listed) else () for each in chosen]
    told: dict[str, tuple[Division, ...]] = {}
    around: Counter[str] = Counter()
    for each, held in zip(chosen, found, strict=True):
        if len(held) == 1:
            around.update(held[0].parents)
        elif held and (before := told_before(folded, each.name, each.start, held)):
            told.setdefault(each.name, before)
    mentions: list[RegionMention] = []
    for each, held in zip(chosen, found, strict=True):
        if isinstance(each, Listed) and not held:
            continue
        if len(held) > 1:
            before = told_before(folded, each.name, each.start, held)
            held = before or told.get(each.name) or told_by_text(folded, held, around)
            held = of_rank(each.name, held)
        mentions.append(_mention(each, held, mentions[-1] if mentions else None))
    return mentions


def _mention(
    each: Listed | Unlisted, held: tuple[Division, ...], before: RegionMention | None
) -> RegionMention:
    place = each.place if isinstance(each, Unlisted) else None
    wider = before if before and before.end == each.start and before.level != "county" else None
    if wider and held and not _could_lie_in(held, wider):
        # 台北市大同区 is none of those that the table knows.
        held = ()
    if len(held) == 1:
        (division,) = held
        return RegionMention(division.name, each.start, each.end, place_of(division), division.level, held)
    if wider and place is None:
        place = (wider.place or "") + wider.name
    if held:
        return RegionMention(held[0].name, each.start, each.end, place, held[0].level, held)
    return RegionMention(each.name, each.start, each.end, place, level_of_name(each.name) or "county")


def _could_lie_in(held: tuple[Division, ...], wider: RegionMention) -> bool:
    """Return whether any of the divisions is of the province of the place named before it; borders of cities move."""
    provinces = {name for each in wider.divisions for name in (*each.parents, each.name)}
    moved = {"四川省": "重庆市", "广东省": "海南省"}
    provinces |= {moved[name] for name in provinces if name in moved}
    return not provinces or any(each.level != "county" or provinces & set(each.parents) for each in held)
