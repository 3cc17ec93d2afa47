"""The answer types: for each, how it is asked for, its form in a text, and how much evidence it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.question import patterns
from ingest.chinese.names import ROLE, SURNAMES
from ingest.chinese.word_table import Words, WordTable

AnswerKind = Literal["figure", "list", "person", "place", "date", "organisation", "reason", "yesno", "text"]

_FORMS = WordTable("assistant.question", "answer_forms")
DAY_ASKED = _FORMS.words("day_asked")
DAY = _FORMS.words("day")
BARE_DAY = _FORMS.words("bare_day")
OFFICE = _FORMS.words("office")
DEED = _FORMS.words("deed")
SITUATED, SITUATED_ASKED = _FORMS.words("situated"), _FORMS.words("situated_asked")
NONE = _FORMS.words("none")


@dataclass(frozen=True, slots=True)
class Enough:
    """When evidence suffices.

    Sentences are added until their probabilities sum to `sure`, or until there are `sentences` of them or
    `characters` characters."""

    sure: float
    sentences: int
    characters: int


@dataclass(frozen=True, slots=True)
class AnswerType:
    """One type of answer.

    Attributes:
        ending: turns a topic into a question of this type: 青棠大桥 + 在哪里？
        wording: matches questions of this type; None where no wording shows it by itself.
        form: matches texts that hold such an answer; None where any text may.
        form_worth: what a sentence that holds the form gains over one that does not (log odds).
        has_outlook: whether results and plans are worded differently.
        named: whether only a name or a date answers.
        numbered: whether an answer about one member of a numbered series (第二届) is none about another.
        several: whether the answer may span several sentences, so that enumerations and whole paragraphs answer.
        in_headings: whether lines that have the form of a heading may hold the answer.
        enumerated: whether an enumeration can answer.
        led_up_to: whether a sentence that only leads up to others (存在的主要问题。) answers together with them.
        in_tables: whether the rows of a table can answer.
        one_a_row: whether each row that the question names has its own answer in a column of the table.
        compared_by_figure: whether places or years are compared by a figure where a question asks for a comparison.
        of_periods: whether parts of one year can be compared where a question asks for it.
        enough: how much evidence is enough; None where that depends on what the question names.
        length: the most characters that a model's answer should have.
    """

    ending: str
    wording: Words | None = None
    form: Words | None = None
    form_worth: float = 0.0
    has_outlook: bool = True
    named: bool = False
    numbered: bool = False
    several: bool = False
    in_headings: bool = False
    enumerated: bool = False
    led_up_to: bool = False
    in_tables: bool = True
    one_a_row: bool = False
    compared_by_figure: bool = False
    of_periods: bool = False
    enough: Enough | None = None
    length: int = 320


# In order of precedence where a question has the wordings of several types.
ANSWER_TYPES: dict[AnswerKind, AnswerType] = {
    "reason": AnswerType(
        ending="是什么原因？",
        wording=patterns.REASON,
        form=_FORMS.words("reason"),
        has_outlook=False,
        several=True,
        enumerated=True,
        led_up_to=True,
        in_tables=False,
    ),
    "date": AnswerType(
        ending="是什么时候？",
        wording=patterns.DATE,
        form=_FORMS.words("date"),
        named=True,
        numbered=True,
        in_headings=True,
        one_a_row=True,
        compared_by_figure=True,
        length=120,
    ),
    "person": AnswerType(
        ending="是谁？",
        wording=patterns.PERSON,
        form=_FORMS.words("person", role=ROLE, surname=SURNAMES),
        has_outlook=False,
        named=True,
        in_headings=True,
        one_a_row=True,
        compared_by_figure=True,
        length=120,
    ),
    "organisation": AnswerType(
        ending="是哪家？",
        wording=patterns.ORGANISATION,
        form=_FORMS.words("organisation", frame=r"[一-鿿a-z0-9]{2,}(?:{words})", trade=_FORMS.words("trade")),
        named=True,
        one_a_row=True,
    ),
    "place": AnswerType(
        ending="在哪里？",
        wording=patterns.PLACE,
        form=_FORMS.words("place", frame=r"[一-鿿]{1,8}(?:{words})"),
        enumerated=True,
        one_a_row=True,
        length=160,
    ),
    "list": AnswerType(
        ending="有哪些？",
        wording=patterns.LIST,
        form=_FORMS.words("list"),
        form_worth=1.5,
        several=True,
        enumerated=True,
        led_up_to=True,
        compared_by_figure=True,
        of_periods=True,
        # Which projects were started stands in several places: one sentence, or one document, is seldom complete.
        enough=Enough(sure=0.9, sentences=4, characters=320),
    ),
    "yesno": AnswerType(
        ending="是不是？",
        wording=patterns.YESNO,
        has_outlook=False,
        led_up_to=True,
        in_tables=False,
        length=160,
    ),
    "figure": AnswerType(
        ending="是多少？",
        numbered=True,
        of_periods=True,
        # A figure of a place and year is one sentence.
        enough=Enough(sure=0.75, sentences=2, characters=150),
        length=160,
    ),
    "text": AnswerType(
        ending="？", several=True, enumerated=True, led_up_to=True, compared_by_figure=True, of_periods=True
    ),
}
