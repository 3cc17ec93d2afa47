"""A place as a question names it, and which of the places named it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.question.found_names import DATED
from assistant.question.held_places import Place
from assistant.question.region_identity import divisions_meant

_BESIDE = re.compile(
    r"(?:的?(?:(?:19|20)\d\d年的?)?(?:、|,|，|和|与|跟|及|以及|同|比|对比|还是|或者?)(?:(?:19|20)\d\d年的?)?)?"
)
# 某县的税收比另一县高: the place compared with is asked about as much as the place itself.
_AGAINST = re.compile(r"[^，,。；;？?]{1,24}(?<!占)比")
# 某县的税收和另一县比, 某县的税收和另一县的税收差多少, 某县的税收是另一县的几倍.
_WITH = re.compile(r"[^，,。；;？?]{1,24}(?:[和与跟同、及是为]|相当于)")
_COMPARED = re.compile(
    r"(?:相|对)?比(?![例重率])|[^，,。；;？?]{0,24}(?:谁|哪[个家]|相?差(?!额)|差距|各自?|分别|加起来|合计|一共|总共|总和|之和|[几少]倍)"
)


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
        """Return the name of the place where the question does not name it, being narrowed to it, or names several; else
        None."""
        if len(self.places) != 1:
            return None
        if self.start == self.end:
            return self.places[0].label
        return self.places[0].qualified if self.open else None

    @property
    def regions(self) -> tuple[str, ...]:
        """Return the names under which the library tells of these places."""
        return tuple(dict.fromkeys(region for place in self.places for region in place.regions))


def _beside(text: str, span: PlaceSpan, other: PlaceSpan) -> bool:
    """Return whether `other` is coordinated with `span`, which stands before it, or compared with it."""
    if _WITH.fullmatch(text, span.end, other.start) and _COMPARED.match(text, other.end):
        return True
    return any(p.fullmatch(text, span.end, other.start) for p in (_BESIDE, _AGAINST))


def joined(text: str, spans: list[PlaceSpan]) -> list[PlaceSpan]:
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
    if not _is_wide_and_not_held(span) or DATED.match(text, span.end):
        return False
    told = [other for other in later if any(place.filed for place in other.places)]
    return bool(told) and not _beside(text, span, later[0])


def _is_wide_and_not_held(span: PlaceSpan) -> bool:
    """Return whether a place is a province or city of which nothing is held."""
    if any(place.filed for place in span.places):
        return False
    return bool(span.places) or any(division.level != "county" for division in divisions_meant(span.name))
