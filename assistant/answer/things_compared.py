"""Set things that are no regions against one another: look up the figure of each, say first which has the most, cite all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import reckoning
from assistant.answer.citations import Citations
from assistant.answer.figure_of_thing import FigureOfThing, figure_of_thing, is_called
from assistant.answer.model import AnswerLine, Piece, Role, result
from assistant.answer.named_figures import NamedFigure, named_figures
from assistant.answer.quote import labelled, statements
from assistant.answer.templates import in_script, pieces
from assistant.answer.term_outcome import worked_out
from assistant.evidence.answer_types import fits_unit
from assistant.evidence.finder import Finder
from assistant.evidence.model import Candidate
from assistant.question.compared_things import ComparedThings
from assistant.question.model import Question
from assistant.question.understand import understand
from assistant.search.collection import Holdings
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold, written_in

# A sentence further down tells of something else more often than not.
MOST_SENTENCES = 4
_PEOPLE = ("人", "人数")


def things_compared(
    question: Question,
    asked: ComparedThings,
    holdings: Holdings,
    finder: Finder,
    good: Sequence[Candidate],
    citations: Citations,
) -> list[AnswerLine]:
    """Return which of the things that a question names has the most or least, or by how much one exceeds the other, and what
    tells their figures; where only some have one, these, and which are missing.

    Return nothing where none of them has a figure.

    Args:
        question: the whole question.
        asked: what it sets against each other.
        holdings: the library's content.
        finder: looks up evidence.
        good: acceptable evidence for the whole question, best first.
        citations: of the answer.
    """
    for candidate in good[:MOST_SENTENCES]:
        members = _members(question, asked, candidate)
        said = _outcome(asked, [each.quantity for each in members]) if members else ()
        if said:
            line = AnswerLine(in_script(said, question.script), "verdict", evidence=(candidate,))
            return [line, *statements(question, [candidate], citations)]
    if not asked.measure:
        return []
    found = [_side(question, asked, name, holdings, finder) for name in asked.names]
    known = [each for each in found if each is not None]
    return _lines(question, asked, known, citations) if known else []


def _members(question: Question, asked: ComparedThings, evidence: Candidate) -> list[NamedFigure]:
    """Return the figures that one sentence tells of all things in one and the same way: 区级河长13名、村级河长56名; else none."""
    figures = [
        each
        for each in named_figures(evidence.text)
        if each.quantity.value is not None and fits_unit(question, each.quantity)
    ]
    chosen, called = [], set()
    for name in asked.names:
        own = [each for each in figures if name in each.name]
        if len(own) != 1:
            return []
        chosen.append(own[0])
        called.add(own[0].name.rpartition(name)[2])
    starts = {each.quantity.start for each in chosen}
    if (
        len(called) != 1
        or len(starts) < len(chosen)
        or not reckoning.comparable([c.quantity for c in chosen])
    ):
        return []
    what, kind = called.pop(), chosen[0].quantity.kind
    if asked.measure in _PEOPLE:
        return chosen if kind == "people" else []
    # 栽得多 asks for nothing but the amount.
    return chosen if not what or is_called(asked.measure, what) or len(asked.measure) < 2 else []


def _side(
    question: Question, asked: ComparedThings, name: str, holdings: Holdings, finder: Finder
) -> FigureOfThing | None:
    """Return the figure of one thing, which is looked up by itself."""
    year = "".join(f"{year}年" for year in question.years[:1])
    topic = f"{asked.topic}的" if asked.topic else ""
    text = f"{topic}{name}{year}的{asked.measure}是多少？"
    side = understand(text, holdings.gazetteer, now=holdings.this_year)
    side = replace(side, kind="figure", within=question.within, only=question.only, thing=name)
    return figure_of_thing(finder.retriever.library, side, name, asked.measure, finder.candidates(side))


def _lines(
    question: Question, asked: ComparedThings, known: Sequence[FigureOfThing], citations: Citations
) -> list[AnswerLine]:
    items = [
        labelled(written_in(each.thing, question.script), question, each.evidence, citations)
        for each in known
    ]
    told = {each.thing for each in known}
    missing = [name for name in asked.names if name not in told]
    if missing:
        wanting = [
            AnswerLine(pieces("side_missing", question.script, label=name), "missing", "item")
            for name in missing
        ]
        notice = f"缺少{'、'.join(missing)}的{asked.measure}，无法比较。"
        return [
            AnswerLine((Piece(written_in(notice, question.script)),), "missing"),
            *items,
            *wanting,
        ]
    quantities = [each.quantity for each in known]
    alike = reckoning.comparable(quantities) and len({each.sort for each in known}) == 1
    said = _outcome(asked, quantities) if alike else ()
    if not said:
        notice = "找到的数字不是同一种口径，没有比较。"
        return [*items, AnswerLine((Piece(written_in(notice, question.script)),), "missing")]
    places = tuple(each.evidence for each in known)
    role: Role = "verdict" if asked.operation == "extreme" else "computed"
    return [AnswerLine(in_script(said, question.script), role, evidence=places), *items]


def _outcome(asked: ComparedThings, quantities: Sequence[Quantity]) -> tuple[Piece, ...]:
    """Return what the figures of the things come to; nothing where that is not sure."""
    names = asked.names
    given = [f"{name}{reckoning.as_given(q)}" for name, q in zip(names, quantities, strict=True)]
    if asked.operation == "ratio":
        multiple = reckoning.times(quantities[0], quantities[1])
        if multiple is None:
            return ()
        return Piece(f"{names[0]}是{names[1]}的 "), result(multiple), Piece(f"（{'÷'.join(given)}）。")
    order = sorted(range(len(names)), key=lambda i: reckoning.amount(quantities[i]), reverse=not asked.less)
    first, second = quantities[order[0]], quantities[order[1]]
    if first.value == second.value:
        return (Piece(f"两者相同（{'、'.join(given)}）。"),) if len(names) == 2 else ()
    if reckoning.exceeds(first, second) is None:
        return ()
    if asked.operation == "difference":
        return _difference(names, quantities, given)
    what = asked.measure if fold(asked.measure) not in _PEOPLE else "人数"
    rate = first.kind.startswith(reckoning.OF_A_WHOLE)
    way = ("低" if rate else "少") if asked.less else ("高" if rate else "多")
    most = "更" if len(names) == 2 else "最"
    others = "、".join(given[i] for i in order[1:])
    return (
        Piece(f"{what}{most}{way}的是{names[order[0]]}（"),
        result(reckoning.as_given(first)),
        Piece(f"），{others}。"),
    )


def _difference(
    names: Sequence[str], quantities: Sequence[Quantity], given: Sequence[str]
) -> tuple[Piece, ...]:
    one, other = quantities
    more = reckoning.amount(one) > reckoning.amount(other)
    gap = reckoning.difference(one, other) if more else reckoning.difference(other, one)
    rate = one.kind.startswith(reckoning.OF_A_WHOLE)
    way = ("高" if rate else "多") if more else ("低" if rate else "少")
    inputs = "－".join(given if more else given[::-1])
    return worked_out(f"{names[0]}比{names[1]}{way} ", gap, "相减", inputs)
