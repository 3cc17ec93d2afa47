"""The parsed question that the later stages read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from assistant.question.answer_type import ANSWER_TYPES, AnswerKind, AnswerType
from assistant.question.held_places import Place
from assistant.question.place_span import PlaceSpan
from assistant.question.years import YearSpan
from ingest.chinese.script import Script
from ingest.schema import Outlook, Region


@dataclass(frozen=True, slots=True)
class Question:
    """A parsed question.

    Attributes:
        text: the standalone question.
        focus: the thing asked about: the question, folded, without places, years and question words.
        asked: the part of the focus right around the question word: 竣工 in 已经竣工了多少.
        places: the places it names, with the library's regions for each.
        years: the years it names, in order, without repetition.
        vague_year: whether the year is only relative to now (今年), so that what the text calls "this year" may answer.
        report_year: the year of the report in which the question says the answer stands.
        period: (first, last) year of a whole period it names, else None.
        kind: the answer type asked for.
        units: units of measure of which an answer's figure must carry one; empty where any will do.
        outlook: "plan" or "review" where the wording shows which is asked for, else None.
        total, difference, extreme: whether a sum, a difference, or the largest or smallest is asked for.
        script: the script it is written in.
        facet: what distinguishes this side of a comparison where it is neither place nor year: 计划 or 实际,
            上半年 or 全年; else "".
        thing: the project, firm or the like that this side of a comparison of things is about; else "".
        through_members: whether what lies in the places that it names may answer for them: 河北省有哪些县……
        within: names of the documents that the answer must come from; None for all.
        year_spans: where it names them, in the order of its text.
        only: of documents of other regions, the regions that a statement must tell of to answer; None for any.
    """

    text: str
    focus: str
    asked: str
    places: tuple[PlaceSpan, ...]
    years: tuple[int, ...]
    vague_year: bool
    report_year: int | None
    period: tuple[int, int] | None
    kind: AnswerKind
    units: tuple[str, ...]
    outlook: Outlook | None
    total: bool
    difference: bool
    extreme: bool
    script: Script
    facet: str = ""
    thing: str = ""
    through_members: bool = False
    within: frozenset[str] | None = None
    year_spans: tuple[YearSpan, ...] = ()
    only: frozenset[Region] | None = None

    @property
    def answer_type(self) -> AnswerType:
        """Return the properties of the answer type asked for."""
        return ANSWER_TYPES[self.kind]

    @property
    def is_pinned(self) -> bool:
        """Return whether it says where or when its answer holds: what tells of another place or time is then another answer."""
        return bool(self.places or self.years or self.period or self.report_year) or self.only is not None

    @property
    def strict_year(self) -> bool:
        """Return whether evidence must agree with the year that it asks about."""
        return bool(self.years) and not self.vague_year

    @property
    def meant(self) -> tuple[Place, ...]:
        """Return the places that it names and the library tells of, or tells of what lies in them."""
        return tuple(dict.fromkeys(place for span in self.places for place in span.places))

    @property
    def answering(self) -> tuple[Place, ...]:
        """Return those of `meant` that have documents or passages that may answer."""
        return tuple(p for p in self.meant if p.filed or (self.through_members and p.inner))

    @property
    def regions(self) -> tuple[str, ...]:
        """Return the names of these places; those that have namesakes after the places around them."""
        return tuple(
            dict.fromkeys(
                name
                for place in self.meant
                for name in ([place.shown] if place.namesake or not place.filed else place.regions)
            )
        )

    @property
    def unknown_places(self) -> tuple[str, ...]:
        """Return the names it uses for places of which the library holds nothing."""
        return tuple(span.name for span in self.places if not span.places)

    def asks_about(self, region: Region | None) -> bool:
        """Return whether a region of the library is one of the places that it names."""
        return region is not None and any(region in place.filed for place in self.meant)

    def admits(self, own: Region | None, told: Collection[Region]) -> bool:
        """Return whether the chosen regions let a text answer.

        Args:
            own: the region of its document.
            told: the regions that it tells of.
        """
        return self.only is None or own in self.only or (bool(told) and self.only.issuperset(told))

    def takes(self, region: Region | None) -> bool:
        """Return whether what tells of a region of the library may answer for the places that it names."""
        return self.asks_about(region) or (
            self.through_members and any(region in place.inner for place in self.meant)
        )
