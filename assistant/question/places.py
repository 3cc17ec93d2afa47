"""Find the places that a question names among those of the library and of the country."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.question.held_places import Place, places_held
from assistant.question.region_identity import around, divisions_meant, names_of
from ingest.chinese.dictionary import is_common_word, is_word
from ingest.chinese.division_names import short_name
from ingest.chinese.divisions import divisions_called, divisions_named
from ingest.chinese.regions import RegionMention, find_regions
from ingest.chinese.script import fold
from ingest.schema import Region

_BESIDE = re.compile(
    r"(?:的?(?:(?:19|20)\d\d年的?)?(?:、|,|，|和|与|跟|及|以及|同|比|对比|还是|或者?)(?:(?:19|20)\d\d年的?)?)?"
)
# 某县的税收比另一县高: the place compared with is asked about as much as the place itself.
_AGAINST = re.compile(r"[^，,。；;？?]{1,24}(?<!占)比")
# A document that names one place at least this often, and any other at most half as often, is about the first.
LEAST_NAMED = 2
_RANKS = "县区市旗州盟省"
_DATED = re.compile(r"(?:19|20)\d\d年|[去今前]年")
# After a short name these make it another place's: a new area named after it, or one of another rank.
_GOES_ON = ("新区", "新城", "县", "区", "市", "旗", "自治")
# The short name of a place of which nothing is held is believed where a clause begins with it, and a year or the like
# follows.
_CLAUSE = re.compile(r"(?:^|[,，。;；:：?？!！、和与跟及同比])(?:请问|那么?|问一下)?")
_FOLLOWS = re.compile(rf"{_DATED.pattern}|的|有[哪几多没]|哪|各[县市区]|全[省市州盟区]|[、和与跟及同比]")
# 河北省有哪些县
_ASKS = re.compile("[哪几些]")
_BETWEEN = re.compile(r"[\s·›>/]")
_JOINT = re.compile(rf"(?:的|{_BETWEEN.pattern})*$")
_LONGEST_PART = 11


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """A span of the question that names a place.

    Attributes:
        start, end: its offsets in the question, in characters, with the wider places named before it.
        name: that span, folded.
        own: the name of the place itself in it, folded.
        names: its full and short names, folded.
        around: those of the wider places, as far as the words or the table of divisions tell.
        places: the places that it may mean, of which or within which the library tells: several namesakes, or none.
        namesake: whether several divisions of the country have its name.
        open: whether the words alone leave it open which of them is meant.
    """

    start: int
    end: int
    name: str
    own: str
    names: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    places: tuple[Place, ...] = ()
    namesake: bool = False
    open: bool = False

    @property
    def label(self) -> str | None:
        """Return the name that says which of several namesakes is meant; None where the words say it, or leave it."""
        return self.places[0].qualified if self.open and len(self.places) == 1 else None

    @property
    def regions(self) -> tuple[str, ...]:
        """Return the names under which the library tells of these places."""
        return tuple(dict.fromkeys(region for place in self.places for region in place.regions))


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in a folded question, before it is known which place it means."""

    start: int
    end: int
    name: str


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
        self._pattern = (
            re.compile("|".join(map(re.escape, sorted(held, key=len, reverse=True)))) if held else None
        )

    def place(self, region: Region | None) -> Place | None:
        """Return the place that a region of the library means; None where there is no such region."""
        return None if region is None else self._by_region.get(region)

    def find(self, question: str) -> list[PlaceSpan]:
        """Return the places named in `question`, left to right; a chain such as 某省某市某县 is one of them, its last."""
        text = fold(question)
        mentions = [self._without_opener(mention) for mention in find_regions(question)]
        found = self._known(text, mentions)
        for mention in mentions:
            if not _overlaps(mention.start, mention.end, found) and _trusted(text, mention):
                found.append(_Name(mention.start, mention.end, mention.name))
        found += [name for name in _short_names(text) if not _overlaps(name.start, name.end, found)]
        found.sort(key=lambda name: name.start)
        return _joined(text, self._chained(text, found))

    def named(self, name: str) -> tuple[Place, ...]:
        """Return the places that a name by itself means, with or without the wider places before it."""
        text = _BETWEEN.sub("", fold(name))
        for start in range(len(text)):
            if text[start:] in self._by_name:
                (span,) = self._chained(text, [_Name(start, len(text), text[start:])])
                if span.start == 0:
                    return span.places
        return ()

    def named_most(self, text: str) -> Place | None:
        """Return the place that `text` names most, by full or short name; None if none is clear."""
        counts: Counter[tuple[Place, ...]] = Counter()
        if self._pattern is not None:
            for m in self._pattern.finditer(fold(text)):
                counts[self._by_name[m.group()]] += 1
        ranked = counts.most_common(2)
        alone = len(ranked) == 1
        clear = alone or (ranked and ranked[0][1] >= LEAST_NAMED and ranked[0][1] >= 2 * ranked[1][1])
        held = [place for place in ranked[0][0] if place.filed] if clear else []
        return held[0] if len(held) == 1 else None

    def _without_opener(self, mention: RegionMention) -> RegionMention:
        """Return the mention without a leading 那, 比 or 按, which precede names in questions, hardly in documents."""
        if (
            mention.name[0] not in "那比按"
            or divisions_named(mention.name)
            or fold(mention.name) in self._by_name
        ):
            return mention
        return replace(mention, name=mention.name[1:], start=mention.start + 1)

    def _known(self, text: str, longer: list[RegionMention]) -> list[_Name]:
        """Return the names of the library's own places in folded `text`, except inside a longer name or another word.

        Args:
            longer: mentions of regions, the library's or not.
        """
        if self._pattern is None:
            return []
        found: list[_Name] = []
        for m in self._pattern.finditer(text):
            start, end = m.span()
            inside = any(r.start <= start and end <= r.end and fold(r.name) != m.group() for r in longer)
            # The end of a chain such as 某市某县, which is one of ours, is no part of another's name.
            if inside and not any(fold(r.name) in self._by_name and r.end == end for r in longer):
                continue
            if m.group()[-1] not in _RANKS and text.startswith(_GOES_ON, end):
                continue
            found.append(self._without_office(text, start, end))
        return found

    def _without_office(self, text: str, start: int, end: int) -> _Name:
        """Return the name at text[start:end]; in 某县长 and 某县委 the rank belongs to the office."""
        name = text[start:end]
        if text.startswith(("长", "委"), end) and self._by_name.get(name[:-1]) == self._by_name[name]:
            name = name[:-1]
        return _Name(start, start + len(name), name)

    def _chained(self, text: str, found: list[_Name]) -> list[PlaceSpan]:
        """Return the places that the names mean, each with the wider places named right before it."""
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
            spans.append(self._span(text, start, name, tuple(wider)))
        return spans[::-1]

    def _before(self, text: str, start: int, last: dict[int, _Name]) -> _Name | None:
        """Return the name of a wider place that ends where the name at `start` begins, if there is one."""
        joint = _JOINT.search(text, 0, start)
        end = joint.start() if joint else start
        if end in last and self._is_wide(last[end].name):
            return last[end]
        for begin in range(max(0, end - _LONGEST_PART), end - 1):
            if self._is_wide(text[begin:end]):
                return _Name(begin, end, text[begin:end])
        return None

    def _is_wide(self, name: str) -> bool:
        """Return whether `name` is that of a province or a city, or of a place in which the library has others."""
        if listed := divisions_meant(name):
            return any(division.level != "county" for division in listed)
        return any(place.inner or name[-1] in "省市州盟" for place in self._by_name.get(name, ()))

    def _span(self, text: str, start: int, name: _Name, wider: tuple[str, ...]) -> PlaceSpan:
        places = self._meaning(name.name, wider)
        listed = divisions_meant(name.name, wider)
        names, around_it = {name.name}.union(*map(names_of, listed)), set(wider)
        if len(listed) == 1:
            around_it.update(*map(names_of, around(listed[0])))
        other = any(division.name != place.name for division in listed for place in places)
        namesake = len(divisions_meant(name.name)) > 1
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
            for place in self._by_name.get(name, ())
            if province in (None, place.name) and all(_may_lie_in(place, part) for part in wider)
        ]
        found = [place for place in fitting if place.filed] or fitting
        # A city rather than the county that is named like it and lies in it.
        return tuple(place for place in found if not any(place.filed & other.inner for other in found))


def _may_lie_in(place: Place, wider: str) -> bool:
    """Return whether `place` lies in a place of the name `wider`, or may, as far as is known of where it lies."""
    if wider in place.around:
        return True
    if divisions_named(place.name):
        return False
    return _level(wider) not in {_level(parent) for parent in place.parents}


def _level(name: str) -> str:
    listed = divisions_meant(name)
    if listed:
        return listed[0].level
    return "province" if name.endswith(("省", "自治区")) else "city"


def _overlaps(start: int, end: int, found: Iterable[_Name]) -> bool:
    return any(start < name.end and name.start < end for name in found)


def _short_names(text: str) -> list[_Name]:
    """Return the short names of listed places that begin a clause of folded `text` and can be nothing else there."""
    found = []
    for clause in _CLAUSE.finditer(text):
        at, name = clause.end(), None
        while lengths := [n for n in range(5, 1, -1) if _is_listed(text[at : at + n])]:
            name = _Name(at, at + lengths[0], text[at : at + lengths[0]])
            at = name.end
        if name is not None and _stands(text, name):
            found.append(name)
    return found


def _is_listed(name: str) -> bool:
    return len(name) > 1 and bool(divisions_called(name) or divisions_named(name))


def _stands(text: str, name: _Name) -> bool:
    """Return whether what follows the short name of a listed place shows that it is one."""
    if all(division.level == "county" for division in divisions_called(name.name)):
        return _DATED.match(text, name.end) is not None and not is_common_word(name.name)
    return _FOLLOWS.match(text, name.end) is not None


def _trusted(text: str, mention: RegionMention) -> bool:
    """Return whether a name that the library does not hold is surely a place: a wrong guess means abstaining."""
    if divisions_named(mention.name):
        return len(mention.name) > 2 or text[mention.end : mention.end + 1] not in tuple("直级域里")
    stem = short_name(mention.name)
    if _ASKS.search(stem):
        return False
    dated = mention.start == 0 and _DATED.match(text, mention.end) is not None
    return mention.name[-1] != "旗" and len(stem) >= 2 and (dated or not is_word(stem))


def _beside(text: str, span: PlaceSpan, other: PlaceSpan) -> bool:
    """Return whether `other` is coordinated with `span`, which stands before it, or compared with it."""
    return any(p.fullmatch(text, span.end, other.start) for p in (_BESIDE, _AGAINST))


def _joined(text: str, spans: list[PlaceSpan]) -> list[PlaceSpan]:
    """Return the first place and those coordinated with it; one named in passing (在某市排第几) is no second subject."""
    spans = [span for i, span in enumerate(spans) if not _is_setting(text, span, spans[i + 1 :])]
    kept = spans[:1]
    for before, span in zip(spans, spans[1:], strict=False):
        if before in kept and _beside(text, before, span):
            kept.append(span)
    return kept


def _is_setting(text: str, span: PlaceSpan, later: list[PlaceSpan]) -> bool:
    """Return whether a province or city of which nothing is held only says where a place named later is to be seen:
    河北省农业厅给某县拨了多少."""
    if any(place.filed for place in span.places) or _DATED.match(text, span.end):
        return False
    wide = any(division.level != "county" for division in divisions_meant(span.name)) or bool(span.places)
    told = [other for other in later if any(place.filed for place in other.places)]
    return wide and bool(told) and not _beside(text, span, later[0])
