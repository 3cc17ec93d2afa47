"""Find the places that a question names among those of the library and of the country."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.question.found_names import (
    FoundName,
    begins_name,
    chains,
    country_names,
    is_trusted,
    overlaps,
    short_names,
)
from assistant.question.held_places import Place, places_held, with_zones
from assistant.question.place_span import PlaceSpan, joined
from assistant.question.region_identity import divisions_meant, names_around, names_of
from ingest.chinese.division_names import nicknames
from ingest.chinese.divisions import divisions_named
from ingest.chinese.regions import RegionMention, find_regions
from ingest.chinese.script import fold
from ingest.schema import Region

_RANKS = "县区市旗州盟省"
# After a short name these make it another place's: a new area named after it, or one of another rank.
_GOES_ON = ("新区", "新城", "县", "区", "市", "旗", "自治")
_BETWEEN = re.compile(r"[\s·›>/]")
_JOINT = re.compile(rf"(?:的|{_BETWEEN.pattern})*$")
_LONGEST_PART = 11


class Gazetteer:
    """The places that a library tells of, found in questions by full and by short name.

    Args:
        regions: the regions of its documents and passages.

    Attributes:
        places: all of them, and those that they lie in.
    """

    def __init__(self, regions: Iterable[Region]) -> None:
        self.places = tuple(places_held(regions))
        self._by_region = {region: place for place in self.places for region in place.filed}
        by_name: dict[str, list[Place]] = defaultdict(list)
        for place in self.places:
            for name in place.names:
                by_name[name].append(place)
        self._by_name = {name: tuple(found) for name, found in by_name.items()}
        held = [n for n, found in self._by_name.items() if any(p.filed for p in found) or n[-1] in _RANKS]
        # First character → lengths of the names that begin with it, the longest first.
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in held:
            lengths[name[0]].add(len(name))
        self._held = frozenset(held)
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def _occurrences(self, text: str, parts: Sequence[FoundName]) -> Iterator[tuple[int, int]]:
        """Yield the offsets of names of the library in folded text, the longest at each place, none inside another and none
        that runs into one of `parts`, the `chains` of the text: 辽宁海城 lies in 辽宁 and has nothing of 宁海."""
        end = 0
        for start, first in enumerate(text):
            if start >= end and first in self._lengths:
                ends = [start + n for n in self._lengths[first] if start + n <= len(text)]
                found = [
                    e
                    for e in ends
                    if text[start:e] in self._held
                    and not _takes_first(text, e)
                    and not any(start < part.start < e for part in parts)
                ]
                if found:
                    end = found[0]
                    yield start, end

    def place(self, region: Region | None) -> Place | None:
        """Return the place that a region of the library means; None where there is no such region."""
        return None if region is None else self._by_region.get(region)

    def find(self, question: str) -> list[PlaceSpan]:
        """Return the places named in `question`, left to right; a chain such as 某省某市某县 is one of them, its last."""
        text = fold(question)
        mentions = [self._without_opener(mention) for mention in find_regions(question)]
        parts = chains(text)
        found = self._known(text, mentions, parts)
        for mention in mentions:
            if not overlaps(mention.start, mention.end, found) and is_trusted(text, mention):
                found.append(FoundName(mention.start, mention.end, text[mention.start : mention.end]))
        others = (*short_names(text), *country_names(text), *parts)
        found += [name for name in others if not overlaps(name.start, name.end, found)]
        found.sort(key=lambda name: name.start)
        found = [
            name for before, name in zip([None, *found], found, strict=False) if not self._is_of(before, name)
        ]
        return joined(text, self._chained(question, text, found))

    def _is_of(self, before: FoundName | None, name: FoundName) -> bool:
        """Return whether `name`, short and right behind a county's, is a thing of that county: 浚县古城 is not 丽江's 古城区."""
        if (
            before is None
            or before.end != name.start
            or name.name[-1] in _RANKS
            or self._is_wide(before.name)
        ):
            return False
        around = [
            {wider for place in self._called(each.name) for wider in place.around} for each in (before, name)
        ]
        return all(around) and around[0].isdisjoint(around[1])

    def named(self, name: str) -> tuple[Place, ...]:
        """Return the places that a name by itself means, with or without the wider places before it."""
        written = _BETWEEN.sub("", name)
        text = fold(written)
        for start in range(len(text)):
            if self._called(text[start:]):
                (span,) = self._chained(written, text, [FoundName(start, len(text), text[start:])])
                if span.start == 0:
                    return span.places
        return ()

    def named_most(self, text: str) -> Place | None:
        """Return the place that `text` names most, by full or short name; None if none is clear."""
        counts: Counter[tuple[Place, ...]] = Counter()
        folded = fold(text)
        for start, end in self._occurrences(folded, chains(folded)):
            counts[self._by_name[folded[start:end]]] += 1
        ranked = counts.most_common(2)
        alone = len(ranked) == 1
        # A document that names one place at least twice as often as any other is about it.
        clear = alone or (ranked and ranked[0][1] >= 2 * ranked[1][1])
        held = [place for place in ranked[0][0] if place.filed] if clear else []
        return held[0] if len(held) == 1 else None

    def _without_opener(self, mention: RegionMention) -> RegionMention:
        """Return the mention without a leading 那, 比 or 按, which precede names in questions, hardly in documents."""
        known = divisions_named(mention.name) or fold(mention.name) in self._by_name
        if mention.name[0] not in "那比按" or known:
            return mention
        return replace(mention, name=mention.name[1:], start=mention.start + 1)

    def _known(self, text: str, longer: list[RegionMention], parts: Sequence[FoundName]) -> list[FoundName]:
        """Return the names of the library's own places in folded `text`, except inside a longer name or another word.

        Args:
            longer: mentions of regions, the library's or not.
            parts: the `chains` of the text.
        """
        found: list[FoundName] = []
        for start, end in self._occurrences(text, parts):
            name = text[start:end]
            inside = any(r.start <= start and end <= r.end and fold(r.name) != name for r in longer)
            # The end of a chain such as 某市某县, which is one of ours, is no part of another's name.
            if inside and not any(fold(r.name) in self._by_name and r.end == end for r in longer):
                continue
            if name[-1] not in _RANKS and text.startswith(_GOES_ON, end):
                continue
            found.append(self._without_office(text, start, end))
        return found

    def _without_office(self, text: str, start: int, end: int) -> FoundName:
        """Return the name at text[start:end]; in 某县长 and 某县委 the rank belongs to the office."""
        name = text[start:end]
        # 湖南省长沙市 names no head of a province.
        office = text.startswith(("长", "委"), end) and not begins_name(text, end)
        shorter = self._by_name.get(name[:-1], ()) if office else ()
        if shorter == self._by_name[name]:
            name = name[:-1]
        # The short name alone may also mean the city of that name: 某州长 is the head of the prefecture.
        taken = bool(shorter) and set(self._by_name[name]) <= set(shorter)
        return FoundName(start, end - taken, name)

    def _chained(self, question: str, text: str, found: list[FoundName]) -> list[PlaceSpan]:
        """Return the places that the names mean, each with the wider places named right before it.

        Args:
            question: as written: 乾县 and 干县 are two names.
            text: the same, folded.
            found: the names, from left to right.
        """
        spans: list[PlaceSpan] = []
        last = {name.end: name for name in found}
        taken = set()
        for name in reversed(found):
            if name in taken:
                continue
            start, wider = name.start, []
            while before := self._before(text, start, last):
                start = before.start
                wider.append(before.name)
                taken.add(before)
            written = question[name.start : max(name.end, name.start + len(name.name))]
            spans.append(self._span(text, start, name, written, tuple(wider)))
        return spans[::-1]

    def _before(self, text: str, start: int, last: dict[int, FoundName]) -> FoundName | None:
        """Return the name of a wider place that ends where the name at `start` begins, if there is one."""
        joint = _JOINT.search(text, 0, start)
        end = joint.start() if joint else start
        if end in last and self._is_wide(last[end].name):
            return last[end]
        for begin in range(max(0, end - _LONGEST_PART), end - 1):
            if self._is_wide(text[begin:end]):
                return FoundName(begin, end, text[begin:end])
        return None

    def _is_wide(self, name: str) -> bool:
        """Return whether `name` is that of a province or a city, or of a place in which the library has others."""
        if listed := divisions_meant(name):
            return any(division.level != "county" for division in listed)
        return any(place.inner or name[-1] in "省市州盟" for place in self._by_name.get(name, ()))

    def _span(
        self, text: str, start: int, name: FoundName, written: str, wider: tuple[str, ...]
    ) -> PlaceSpan:
        """Return the place of a name.

        Args:
            text: the question, folded.
            start: where the wider places before the name begin.
            name: the name.
            written: the name as the question writes it.
            wider: the names of the wider places, folded.
        """
        places = self._meaning(name.name, wider)
        listed = divisions_meant(written, wider)
        names, around_it = {name.name}.union(*map(names_of, listed)), set(wider)
        if len(listed) == 1:
            around_it |= names_around(listed[0])
        other = any(division.name != place.name for division in listed for place in places)
        namesake = len(divisions_meant(written)) > 1
        return PlaceSpan(
            start,
            name.end,
            text[start : name.end],
            name.name,
            frozenset(names),
            frozenset(around_it),
            places,
            namesake=namesake,
            open=not wider and (namesake or other),
        )

    def _called(self, name: str) -> tuple[Place, ...]:
        """Return the places of a full or short name or, where there are none, of a by-name: 冰城."""
        return self._by_name.get(name) or self._by_name.get(fold(nicknames().get(name, "")), ())

    def _meaning(self, name: str, wider: tuple[str, ...]) -> tuple[Place, ...]:
        """Return the places that `name` may mean; those that the library tells of, where it tells of any.

        Args:
            name: folded.
            wider: names of the places around it, folded.
        """
        listed = divisions_meant(name)
        province = listed[0].name if len(listed) == 1 and listed[0].level == "province" else None
        fitting = [
            place
            for place in self._called(name)
            if province in (None, place.name) and all(place.may_lie_in(part) for part in wider)
        ]
        # 滁县 is not short for 滁县地区 where it is a county's whole name.
        whole = [place for place in fitting if name in map(fold, (place.name, *place.regions))]
        fitting = whole or fitting
        found = [place for place in fitting if place.filed] or fitting
        # A city rather than the county that is named like it and lies in it.
        outermost = tuple(place for place in found if not any(place.filed & other.inner for other in found))
        return outermost if whole else with_zones(outermost, alone=len(listed) == 1)


def _takes_first(text: str, end: int) -> bool:
    """Return whether the last character of text[:end] begins the name of a district: 乐山市中区 lies in 乐山."""
    return text[end - 1] == "市" and any(d.until is None for d in divisions_named(text[end - 1 : end + 2]))
