"""Find the regions that a question names among those of the library."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ingest.chinese.dictionary import is_word
from ingest.chinese.division_names import short_name
from ingest.chinese.divisions import names
from ingest.chinese.regions import RegionMention, find_regions
from ingest.chinese.script import fold

_BESIDE = re.compile(
    r"的?(?:(?:19|20)\d\d年的?)?(?:、|,|，|和|与|跟|及|以及|同|比|对比|还是|或者?)(?:(?:19|20)\d\d年的?)?"
)
# 某县的税收比另一县高: the place compared with is asked about as much as the place itself.
_AGAINST = re.compile(r"[^，,。；;？?]{1,24}(?<!占)比")
# A document that names one place at least this often, and any other at most half as often, is about the first.
LEAST_NAMED = 2
_RANKS = "县区市旗州盟省"
_DATED = re.compile(r"(?:19|20)\d\d年|[去今前]年")
# After a short name these make it another place's: a new area named after it, or one of another rank.
_GOES_ON = ("新区", "新城", "县", "区", "市", "旗", "自治")
_PROVINCES = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 "
    "四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门"
).split()
_PROVINCE = re.compile(f"(?:{'|'.join(_PROVINCES)})(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区)?")


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """A span of the question that names a region.

    Attributes:
        start, end: its offsets in the question, in characters.
        name: the name as written, folded.
        regions: the library's regions that it means (old and new names of one place together);
            empty where the library holds none of that name.
    """

    start: int
    end: int
    name: str
    regions: tuple[str, ...]


class Gazetteer:
    """The regions of a library, found in questions by full and by short name.

    Args:
        regions: full names of the regions.
    """

    def __init__(self, regions: Iterable[str]) -> None:
        self.regions = tuple(sorted(set(regions)))
        self._by_name: dict[str, tuple[str, ...]] = {}
        by_stem: dict[str, list[str]] = {}
        for region in self.regions:
            by_stem.setdefault(short_name(region), []).append(region)
        for stem, members in by_stem.items():
            # A county that became a district is one place, whose documents answer under either name.
            for name in {stem, *members}:
                self._by_name[fold(name)] = tuple(members)
        names = sorted(self._by_name, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, names))) if names else None

    def find(self, question: str) -> list[PlaceSpan]:
        """Return the places named in `question`, left to right; of a chain such as 某省某市某县 only the last."""
        text = fold(question)
        mentions = [self._without_opener(mention) for mention in find_regions(question)]
        spans = self._known(text, mentions)
        for mention in mentions:
            overlaps = any(mention.start < s.end and s.start < mention.end for s in spans)
            if not overlaps and _trusted(text, mention):
                spans.append(PlaceSpan(mention.start, mention.end, mention.name, ()))
        spans.sort(key=lambda s: s.start)
        return _joined(text, _last_of_chains(spans))

    def named_most(self, text: str) -> tuple[str, ...]:
        """Return the regions of the place that `text` names most, by full or short name; empty if none is clear."""
        counts: Counter[tuple[str, ...]] = Counter()
        if self._pattern is not None:
            for m in self._pattern.finditer(fold(text)):
                counts[self._by_name[m.group()]] += 1
        ranked = counts.most_common(2)
        alone = len(ranked) == 1
        clear = alone or (ranked and ranked[0][1] >= LEAST_NAMED and ranked[0][1] >= 2 * ranked[1][1])
        return ranked[0][0] if clear else ()

    def _without_opener(self, mention: RegionMention) -> RegionMention:
        """Return the mention without a leading 那, 比 or 按, which precede names in questions, hardly in documents."""
        if mention.name[0] not in "那比按" or mention.name in names() or mention.name in self._by_name:
            return mention
        return replace(mention, name=mention.name[1:], start=mention.start + 1)

    def _known(self, text: str, longer: list[RegionMention]) -> list[PlaceSpan]:
        """Return the library's own regions in folded `text`, except inside a longer name or another word.

        Args:
            longer: mentions of regions, the library's or not.
        """
        if self._pattern is None:
            return []
        spans: list[PlaceSpan] = []
        for m in self._pattern.finditer(text):
            start, end = m.span()
            inside = any(r.start <= start and end <= r.end and r.name != m.group() for r in longer)
            # The end of a chain such as 某市某县, which is one of ours, is no part of another's name.
            if inside and not any(fold(r.name) in self._by_name and r.end == end for r in longer):
                continue
            if m.group()[-1] not in _RANKS and text.startswith(_GOES_ON, end):
                continue
            spans.append(self._without_office(text, start, end))
        return spans

    def _without_office(self, text: str, start: int, end: int) -> PlaceSpan:
        """Return the place at text[start:end]; in 某县长 and 某县委 the rank belongs to the office."""
        name = text[start:end]
        if text.startswith(("长", "委"), end) and self._by_name.get(name[:-1]) == self._by_name[name]:
            name = name[:-1]
        return PlaceSpan(start, start + len(name), name, self._by_name[name])


def _trusted(text: str, mention: RegionMention) -> bool:
    """Return whether a name that the library does not hold is surely a place: a wrong guess means abstaining."""
    if mention.name in names():
        return len(mention.name) > 2 or text[mention.end : mention.end + 1] not in tuple("直级域里")
    stem = short_name(mention.name)
    dated = mention.start == 0 and _DATED.match(text, mention.end) is not None
    return mention.name[-1] != "旗" and len(stem) >= 2 and (dated or not is_word(stem))


def _last_of_chains(spans: list[PlaceSpan]) -> list[PlaceSpan]:
    """Return the last of places named without a gap (某省某市某县); a province alone is no region of a library."""
    starts = {s.start for s in spans}
    last = [s for s in spans if s.end not in starts]
    return [s for s in last if s.regions or not _PROVINCE.fullmatch(s.name)]


def _joined(text: str, spans: list[PlaceSpan]) -> list[PlaceSpan]:
    """Return the first place and those coordinated with it; one named in passing (在某市排第几) is no second subject."""
    kept = spans[:1]
    for before, span in zip(spans, spans[1:], strict=False):
        beside = any(p.fullmatch(text, before.end, span.start) for p in (_BESIDE, _AGAINST))
        if before in kept and beside:
            kept.append(span)
    return kept
