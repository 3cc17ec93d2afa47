"""What a question asks, understood: the record that the later stages read."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.question.answer_type import ANSWER_TYPES, AnswerKind, AnswerType
from assistant.question.places import PlaceSpan
from ingest.chinese.script import Script
from ingest.schema import Outlook


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood.

    Attributes:
        text: the standalone question.
        focus: what is left of it (folded) without places, years and question words: the thing asked about.
        asked: of the focus, what stands right around the question word: 已经竣工了多少 asks about 竣工.
        places: the places it names, with the library's regions for each.
        years: the years it names, in order, without repetition.
        vague_year: the year is only meant relative to now (今年), so what the text calls "this year" may do.
        report_year: the year of the report that the question says the answer stands in.
        period: (first, last) year of a whole period it names, else None.
        kind: the kind of answer asked for.
        units: measure words that an answer's figure must carry one of; empty where any will do.
        outlook: "plan" or "review" where the wording tells which is asked; else None.
        total, difference, extreme: a sum, a difference, or the largest or smallest is asked for.
        script: the script it is written in.
        facet: what tells this side of a comparison from the other where it is neither place nor year: 计划 or 实际,
            上半年 or 全年; else "".
        thing: the one of several things set side by side that it is about: a project, a firm; else "".
        within: names of the documents that the answer must be from; None for all.
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
    within: frozenset[str] | None = None

    @property
    def answer_type(self) -> AnswerType:
        """What is known of the type of answer asked for."""
        return ANSWER_TYPES[self.kind]

    @property
    def regions(self) -> tuple[str, ...]:
        """Every region of the library that the question names."""
        return tuple(dict.fromkeys(region for place in self.places for region in place.regions))

    @property
    def unknown_places(self) -> tuple[str, ...]:
        """The names it uses for regions of which the library holds nothing."""
        return tuple(place.name for place in self.places if not place.regions)
