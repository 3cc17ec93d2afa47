"""Regions that a question names, against those that the library holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.regions import find_regions, short_name
from ingest.script import fold


_PROVINCES = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 "
    "四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门"
).split()
_PROVINCE = re.compile(f"(?:{'|'.join(_PROVINCES)})(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区)?")


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """A stretch of the question that names a region.

    Attributes:
        start, end: its offsets in the question.
        name: the words used.
        regions: the library's regions that it means (old and new names of one place together);
            empty where the library holds none of that name.
    """

    start: int
    end: int
    name: str
    regions: tuple[str, ...]


class Gazetteer:
    """The regions of a library, found in questions by full and by short name."""

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
        """The places named in `question`, left to right; of a chain such as 某省某市某县 only the last."""
        text = fold(question)
        spans = self._known(text)
        for mention in find_regions(question):
            if not any(mention.start < s.end and s.start < mention.end for s in spans):
                spans.append(PlaceSpan(mention.start, mention.end, mention.name, ()))
        spans.sort(key=lambda s: s.start)
        return _last_of_chains(text, spans)

    def _known(self, text: str) -> list[PlaceSpan]:
        """The library's own regions in `text`, except where a longer name holds them (a longer county name, a new area)."""
        if self._pattern is None:
            return []
        longer = [(m.start, m.end) for m in find_regions(text)]
        spans: list[PlaceSpan] = []
        for m in self._pattern.finditer(text):
            inside = any(s <= m.start() and m.end() <= e and (s, e) != m.span() for s, e in longer)
            whole = any(fold(text[s:e]).endswith(m.group()) and e == m.end() and _is_chain(text[s : m.start()]) for s, e in longer)
            if inside and not whole:
                continue
            end = m.end()
            if text.startswith(("新区", "新城"), end) and not m.group().endswith(("县", "区", "市")):
                continue
            if m.group()[-1] not in "县区市旗" and end < len(text) and text[end] in "县区市旗":
                continue  # a region of the same stem but another rank that the library does not hold
            spans.append(PlaceSpan(m.start(), end, m.group(), self._by_name[m.group()]))
        return spans


def _is_chain(prefix: str) -> bool:
    return not prefix or prefix[-1] in "省市州盟区" or bool(_PROVINCE.fullmatch(prefix))


def _last_of_chains(text: str, spans: list[PlaceSpan]) -> list[PlaceSpan]:
    kept: list[PlaceSpan] = []
    for i, span in enumerate(spans):
        follower = spans[i + 1] if i + 1 < len(spans) else None
        if follower is not None and follower.start == span.end:
            continue
        kept.append(span)
    return [s for s in kept if not _PROVINCE.fullmatch(s.name)] or kept
