"""What a text says itself of a change: 完成1120亿元，比2016年增加170亿元 tells by how much, and of 2016 the difference of the two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answer import reckoning
from assistant.answer.citations import Citations
from assistant.answer.from_to import is_of_another
from assistant.answer.model import AnswerLine, Piece, result
from assistant.answer.quote import statements
from assistant.answer.templates import in_script
from assistant.answer.term_outcome import worked_out
from assistant.evidence.answer_types import fits_unit
from assistant.evidence.model import Candidate
from assistant.question.model import Question
from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold
from ingest.chinese.tokens import telling_bigrams

_MORE = "增加|增长|新增|多|提高|上升|扩大"
_LESS = "减少|下降|少|降低|压减|缩减"
# Between the figure and its change.
_CHANGE = re.compile(
    rf",?(?:同)?[比较](?:(?P<year>(?:19|20)\d\d)年(?:同期)?|上年(?:同期)?|去年(?:同期)?|上一年)(?:实际|净|共)?"
    rf"(?:(?P<more>{_MORE})|(?P<less>{_LESS}))(?:了|到)?"
)
_YEAR_BEFORE = re.compile("上年|去年|[上前]一年|头一年|同比")
# A clause of which less stands in the question tells of something else.
LEAST_NAMED = 0.5


@dataclass(frozen=True, slots=True)
class _Change:
    """A figure of folded text with its change: by `amount` more, or less, than in `base`."""

    figure: Quantity
    amount: Quantity
    more: bool
    year: int
    base: int


def told_change(question: Question, found: Sequence[Candidate], citations: Citations) -> list[AnswerLine]:
    """Return by how much a figure rose or fell where its sentence says so itself, or what it was in the year before, reckoned
    from the two; nothing where the best of `found` tells of neither."""
    if question.kind != "figure" or len(question.places) > 1 or not question.years or not found:
        return []
    best, years = found[0], set(question.years)
    for change in _changes(question, best):
        if _asks_change(question) and max(years) == change.year and years <= {change.year, change.base}:
            way = "增加" if change.more else "减少"
            said: tuple[Piece, ...] = (
                Piece(f"{way} "),
                result(reckoning.as_given(change.amount)),
                Piece("。"),
            )
        elif years == {change.base} and not question.difference:
            said = _before(change)
        else:
            continue
        if said:
            line = AnswerLine(in_script(said, question.script), "computed", evidence=(best,))
            return [line, *statements(question, [best], citations)]
    return []


def _asks_change(question: Question) -> bool:
    """Return whether a question asks for the difference between two years, not between two things of one."""
    text = fold(question.text)
    of_years = len(question.years) == 2 or "比" not in text or _YEAR_BEFORE.search(text) is not None
    return question.difference and of_years


def of_year_told(question: Question) -> Question:
    """Return the question for the sentence that may tell a change: of the later year where a difference is asked for, else of
    the year after the one asked about."""
    later = max(question.years) if question.difference else question.years[0] + 1
    return replace(question, years=(later,), difference=False)


def _before(change: _Change) -> tuple[Piece, ...]:
    """Return the pieces that say what a figure was before a change; nothing where only bounds are told."""
    figure, amount = change.figure, change.amount
    if {figure.bound, amount.bound} & {"over", "under"}:
        return ()
    reckoned = reckoning.difference(figure, amount) if change.more else reckoning.total((figure, amount))
    sign = "－" if change.more else "＋"
    inputs = f"{reckoning.as_given(figure)}{sign}{reckoning.as_given(amount)}"
    return worked_out(f"{change.base}年 ", reckoned, "计算", inputs)


def _changes(question: Question, evidence: Candidate) -> Iterator[_Change]:
    """Yield the figures of what is asked about that some evidence sets against the year before."""
    text = fold(evidence.text)
    asked = set(telling_bigrams(question.focus))
    figures = [q for q in find_quantities(evidence.text) if not q.is_article]
    for figure, amount in zip(figures, figures[1:], strict=False):
        told = _CHANGE.fullmatch(text, figure.end, amount.start)
        year = evidence.statement.year
        if told is None or year is None or not fits_unit(question, figure):
            continue
        of = re.split("[,;。]", text[: figure.start])[-1]
        if is_of_another(question, of):
            continue
        named = set(telling_bigrams(of))
        alike = reckoning.comparable((figure, amount)) and not amount.kind.startswith(reckoning.OF_A_WHOLE)
        if alike and asked and len(named & asked) >= LEAST_NAMED * len(asked):
            base = int(told["year"]) if told["year"] else year - 1
            yield _Change(figure, amount, told["more"] is not None, year, base)
