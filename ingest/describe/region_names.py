"""Find the regions that a text names, in full or by the short form that people use: 河北 for 河北省, 栾川 for 栾川县."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ingest.chinese.dictionary import HAN, is_common_word, is_everyday_word, is_word
from ingest.chinese.division_names import short_name
from ingest.chinese.divisions import Division, Level, divisions, divisions_called, divisions_named
from ingest.chinese.regions import find_regions
from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable

WORDS = WordTable("ingest.describe", "region_roles")
_CALLED_AFTER = WORDS.words("called_after")
_ZONE = WORDS.words("zone")
_BOUNDS = ("东至", "西至", "南至", "北至")
_OFFICER = WORDS.words("officer", frame="(?:{words})$")
_EVERYDAY = WORDS.words("everyday")
_LEVEL_ORDER: dict[Level, int] = {"province": 0, "city": 1, "county": 2}
_SHORTEST = 2
# By one character newspapers name a province before a county.
_PROVINCE_CHARACTERS = dict(
    zip(
        "京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀黔滇藏陕甘陇青宁新",
        "北京 天津 上海 重庆 河北 山西 内蒙古 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 "
        "四川 四川 贵州 云南 西藏 陕西 甘肃 甘肃 青海 宁夏 新疆".split(),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place as a text names it.

    Attributes:
        name: its full name in Simplified.
        start, end: offsets of what the text writes.
        level: "province", "city" or "county".
        place: the wider places that stand right before it.
        short: whether the text writes the short form.
        common: whether what it writes is a word of the language as well.
    """

    name: str
    start: int
    end: int
    level: Level
    place: str | None = None
    short: bool = False
    common: bool = False


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A short form of a name where it stands in a text; what it stands for is not decided."""

    form: str
    start: int
    end: int


def full_names(text: str) -> list[PlaceName]:
    """Return the places that `text` names in full, in order; 川高县 is 高县 in Sichuan."""
    found: list[PlaceName] = []
    for mention in find_regions(text):
        name = PlaceName(mention.name, mention.start, mention.end, mention.level, mention.place)
        if not mention.divisions and _is_after_province(name.name):
            name = replace(name, name=name.name[1:], start=name.start + 1)
        found.append(name)
    return found


def _is_after_province(name: str) -> bool:
    """Return whether a name is that of a division after a character for its province: 川高县, but not 新华县."""
    province = _PROVINCE_CHARACTERS.get(name[0])
    return province is not None and any(
        short_name(division.parents[0]) == province
        for division in divisions_named(name[1:])
        if division.parents
    )


@cache
def _forms() -> dict[str, tuple[int, ...]]:
    """Return the lengths of the short forms that begin with two characters, the longest first."""
    lengths: dict[str, set[int]] = {}
    for division in divisions():
        form = fold(short_name(division.name))
        if len(form) >= _SHORTEST and form != fold(division.name):
            lengths.setdefault(form[:2], set()).add(len(form))
    return {prefix: tuple(sorted(found, reverse=True)) for prefix, found in lengths.items()}


def short_forms_in(
    text: str, full: Sequence[PlaceName], own: frozenset[str] = frozenset()
) -> list[ShortForm]:
    """Return where `text` writes a short form of a division's name, apart from names written in full.

    Args:
        full: the names in full.
        own: further short forms, of places that the table of divisions lacks.
    """
    folded = fold(text)
    forms = _forms()
    extra = {form[:2] for form in own}
    starts = [at for at in range(len(folded) - 1) if (pair := folded[at : at + 2]) in forms or pair in extra]
    taken = {at for name in full for at in range(name.start, name.end)}
    found: list[ShortForm] = []
    floor = 0
    for at in starts:
        if at < floor:
            continue
        lengths = (
            *forms.get(folded[at : at + 2], ()),
            *(len(form) for form in own if folded.startswith(form, at)),
        )
        length = next(
            (n for n in sorted(lengths, reverse=True) if _stands(folded, at, at + n, taken, own)), 0
        )
        if length:
            found.append(ShortForm(folded[at : at + length], at, at + length))
            floor = at + length
    return found


def strangers_among(text: str, forms: Iterable[ShortForm], full: Iterable[PlaceName]) -> set[str]:
    """Return the short forms that in `text` name no division: a person (副县长徐闻), a zone that is called after a place
    of its own (某某省某某市东湖高新区), or the words for bounds (东至甲路)."""
    folded = fold(text)
    ends = {name.end for name in full}
    return {
        form.form
        for form in forms
        if all(division.level == "county" for division in divisions_called(form.form))
        if _OFFICER.search(folded[max(0, form.start - 6) : form.start])
        or (form.start in ends and _ZONE.match(folded, form.end))
        or _tells_a_bound(form.form, folded)
    }


def _tells_a_bound(form: str, folded: str) -> bool:
    """Return whether a short form is how a text tells the bounds of a piece of land: 东至甲路, 西至乙路."""
    return form in _BOUNDS and any(other in folded for other in _BOUNDS if other != form)


def _stands(folded: str, start: int, end: int, taken: set[int], own: frozenset[str]) -> bool:
    form = folded[start:end]
    if len(form) < end - start or start in taken or end - 1 in taken:
        return False
    if form not in own and not divisions_called(form):
        return False
    if form[-1] in "乡镇村" and re.match(f"[{HAN}]", folded[start - 1 : start]):
        # 湖西乡 is a township.
        return False
    return not _CALLED_AFTER.match(folded, end) and not _astride(folded, start, end)


def _astride(folded: str, start: int, end: int) -> bool:
    """Return whether a word of the language lies over an edge: 新安 in 创新安全."""
    before, after = folded[max(0, start - 1) : start + 1], folded[end - 1 : end + 1]
    over_start = is_common_word(before) and not is_word(folded[max(0, start - 2) : start])
    over_end = len(after) == 2 and is_common_word(after) and not is_word(folded[end : end + 2])
    return over_start or over_end


def meanings_of(
    forms: Sequence[ShortForm], full: Sequence[PlaceName], own_suffix: str | None
) -> dict[str, tuple[str, Level]]:
    """Return the full name and level that each short form stands for, where that can be told.

    A name that the document writes in full somewhere wins, then the one that agrees with its word for itself (全县,
    我市), then the one that lies in a place that it names, then the widest.

    Args:
        forms: all short forms of a document.
        full: all places that it names in full.
        own_suffix: 县, 市, 区, … as it calls its own region.
    """
    found = {form: _meaning(form, full, forms, own_suffix) for form in {short.form for short in forms}}
    return {form: meaning for form, meaning in found.items() if meaning is not None}


def resolved(forms: Iterable[ShortForm], meanings: Mapping[str, tuple[str, Level]]) -> list[PlaceName]:
    """Return the places that short forms stand for; those without a meaning are left out."""
    found: list[PlaceName] = []
    for short in forms:
        if short.form in meanings:
            name, level = meanings[short.form]
            common = level == "county" and _is_everyday(short.form)
            found.append(PlaceName(name, short.start, short.end, level, None, True, common))
    return found


def is_zone(name: str) -> bool:
    """Return whether a name is that of a zone which is no division: 珠海高新区."""
    kind = _ZONE.search(name, 2)
    return kind is not None and kind.end() == len(name) and not divisions_named(name)


def host_of(zone: str, full: Sequence[PlaceName]) -> str | None:
    """Return the division after which a zone is called that is none itself: 珠海市 of 珠海高新区.

    Args:
        zone: any name.
        full: the places that its document names in full.
    """
    kind = _ZONE.search(zone, 2)
    if kind is None or not is_zone(zone):
        return None
    stem = zone[: kind.start()]
    if divisions_named(stem):
        return stem
    others = [name for name in full if name.name != zone]
    meaning = None if _is_everyday(stem) else _meaning(stem, others, [], None)
    return meaning[0] if meaning else None


def _is_everyday(form: str) -> bool:
    return is_everyday_word(form) or bool(_EVERYDAY.fullmatch(form))


def _meaning(
    form: str, full: Sequence[PlaceName], forms: Sequence[ShortForm], own_suffix: str | None
) -> tuple[str, Level] | None:
    called = divisions_called(form)
    written = Counter((name.name, name.level) for name in full if fold(short_name(name.name)) == form)
    if written and not _is_outnumbered(form, written.most_common(1)[0], called, forms):
        return written.most_common(1)[0][0]
    today = [division for division in called if division.until is None]
    chosen = _agreeing(today, own_suffix) or _agreeing(called, own_suffix) or today or list(called)
    if len({division.name for division in chosen}) > 1:
        context = {name.name for name in full} | {short.form for short in forms if short.form != form}
        near = [division for division in chosen if any(_lies_in(division, place) for place in context)]
        chosen = near or chosen
    if not chosen:
        return None
    widest = min(_LEVEL_ORDER[division.level] for division in chosen)
    chosen = [division for division in chosen if _LEVEL_ORDER[division.level] == widest]
    names = {division.name for division in chosen}
    return (names.pop(), chosen[0].level) if len(names) == 1 else None


def _is_outnumbered(
    form: str, written: tuple[tuple[str, Level], int], called: Iterable[Division], forms: Sequence[ShortForm]
) -> bool:
    """Return whether a name in full is one of former times that the text, which uses the short form, only recalls."""
    (name, _), count = written
    former = all(division.until is not None for division in divisions_named(name)) and bool(
        divisions_named(name)
    )
    today = any(division.until is None for division in called)
    return former and today and sum(short.form == form for short in forms) >= 2 * count


def _agreeing(called: Iterable[Division], own_suffix: str | None) -> list[Division]:
    return [
        division
        for division in called
        if own_suffix and division.name.endswith(own_suffix) and not division.name.endswith("地区")
    ]


def _lies_in(division: Division, place: str) -> bool:
    return any(place in (parent, short_name(parent)) for parent in division.parents)
