"""Look up what a question sets against each other or adds up, one by one, and tell whether their figures are alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.dating import label_of, year_source
from assistant.answer.figure import answering_quantity
from assistant.answer.figure_of_thing import figure_of_thing, own_figures
from assistant.answer.from_ledger.figures import Figure
from assistant.answer.from_ledger.likeness import facts_of, of_one_kind, worded
from assistant.answer.named_figures import NamedFigure
from assistant.answer.term_figures import kind_of, plain
from assistant.answer.verdict import is_planned
from assistant.evidence.answer_types import fits_unit
from assistant.evidence.finder import Find, Finder
from assistant.evidence.model import Evidence
from assistant.evidence.term_weights import TermWeights
from assistant.question.model import Question
from assistant.question.official_names import official_names
from assistant.question.things import NAMED_THING, stem
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold
from ingest.chinese.tokens import telling_bigrams
from ingest.library.library import Library

# So much of what is asked about stands in the sentence up to its figure.
LEAST_TOLD = 0.5


@dataclass(frozen=True, slots=True)
class Operand:
    """One side of a comparison or a sum: its own question, and what was found for it, if anything.

    Attributes:
        label: what tells it from the other sides, in the question's script.
        evidence: the sentence that answers it.
        year_evidence: where the document gives the year of the evidence, if the evidence does not.
        figure: the figure that answers, if one does, with offsets in its sentence.
    """

    label: str
    question: Question
    evidence: Evidence | None = None
    year_evidence: Evidence | None = None
    figure: NamedFigure | None = None

    @property
    def quantity(self) -> Quantity | None:
        """Return its figure; None where there is none, or it is a range."""
        known = self.figure is not None and self.figure.quantity.value is not None
        return self.figure.quantity if self.figure and known else None


def look_up(library: Library, sides: Sequence[Question], finder: Finder, find: Find) -> list[Operand]:
    """Return the sides of a comparison with what answers each of them.

    Args:
        sides: the questions.
        finder: looks up evidence.
        find: returns the acceptable evidence for a question, best first.
    """
    over_years = len({side.thing for side in sides}) == 1 and len({side.years for side in sides}) == len(
        sides
    )
    return [_found(library, side, _label(side, over_years=over_years), finder, find) for side in sides]


def _label(side: Question, *, over_years: bool) -> str:
    if side.thing and over_years:
        return "".join(f"{year}年" for year in side.years)
    return label_of(side)


def _found(library: Library, side: Question, label: str, finder: Finder, find: Find) -> Operand:
    if side.thing and side.kind == "figure":
        told = figure_of_thing(library, side, side.thing, fold(side.asked), finder.candidates(side))
        if told is not None:
            return Operand(label, side, told.evidence, year_source(library, side, told.evidence), told.named)
    # Of a thing that the library does not name nothing else is given instead.
    found = [e for e in find(side) if not side.thing or _names(e, stem(side.thing))]
    if not found:
        return Operand(label, side)
    figure = _figure(library, side, found[0]) if side.kind == "figure" else None
    return Operand(label, side, found[0], year_source(library, side, found[0]), figure)


def _figure(library: Library, side: Question, evidence: Evidence) -> NamedFigure | None:
    """Return the figure of some evidence that answers a question: the only one that is called what is asked about, else the one
    beside which most of the question stands."""
    figures = [each for each in own_figures(evidence) if fits_unit(side, each.quantity)]
    scores = [_called(side, each) for each in figures]
    if scores and scores.count(max(scores)) == 1 and max(scores) >= LEAST_TOLD:
        return figures[scores.index(max(scores))]
    weights = TermWeights(library, side.focus, side.asked, official_names(side))
    quantity = answering_quantity(side, weights, evidence.text, len(evidence.introduction))
    if quantity is None:
        return None
    named = (each for each in figures if each.quantity.start == quantity.start)
    return next(named, NamedFigure(quantity, "", ("",), "", quantity.start))


def _called(side: Question, figure: NamedFigure) -> float:
    """Return how much of what a question asks about stands before or right behind a figure, 0 to 1, and 1 more where that ends what it
    asks about: 创收 of 劳务创收."""
    pairs, told = telling_bigrams(side.focus), figure.name + figure.after
    if not pairs:
        return 0.0
    ends = " " not in side.focus and pairs[-1] in told
    return sum(pair in told for pair in pairs) / len(pairs) + ends


def _names(evidence: Evidence, thing: str) -> bool:
    """Return whether evidence names a thing, or goes on from the sentence before it in its paragraph that does and names
    none of its kind itself: 青棠水厂日供水2万吨。总投资3亿元。"""
    own, text = fold(evidence.text), fold(evidence.passage.text)
    if thing in own:
        return True
    before = text[: evidence.start].rpartition("\n")[2]
    sentence = re.split(r"[。;]", before.rstrip("。; "))[-1]
    return thing in sentence and not NAMED_THING.search(own)


def are_alike(library: Library, operands: Sequence[Operand], *, listed: bool, added: bool) -> bool:
    """Return whether the figures of all operands may be reckoned with one another: facts of one kind, or figures that their
    sentences call the same.

    Args:
        library: holds the facts.
        operands: with a figure each.
        listed: whether all indicators asked for are listed, so that only what bears one and the same name is alike.
        added: whether they are to be added up, so that none may be planned where another is not.
    """
    told = [(each.evidence, each.figure) for each in operands if each.evidence and each.figure]
    figures = [Figure(evidence, figure.quantity) for evidence, figure in told]
    if len({(each.evidence.passage.doc, each.offset) for each in figures}) < len(operands):
        return False
    of_outlooks = len({each.question.outlook for each in operands}) > 1
    standings = {_standing(evidence, figure) for evidence, figure in told}
    if added and not of_outlooks and len(standings) > 1:
        return False
    names = {_plain(each.question, figure) for each, (_, figure) in zip(operands, told, strict=True)}
    same_name = len(names) == 1 and names != {""}
    known = facts_of(library, figures)
    of_parts = any(each.question.facet or each.question.thing for each in operands)
    of_things = all(each.question.thing for each in operands)
    if not of_one_kind(known, of_parts=of_parts, same_name=same_name or of_things):
        return False
    if len(known) == len(operands):
        return True
    if len(set(map(worded, figures))) > 1:
        return False
    if same_name:
        return not listed or all(map(_tells, operands))
    if listed:
        return False
    return all(
        each.question.thing
        or (each.figure is not None and _called(each.question, each.figure) >= LEAST_TOLD and _tells(each))
        for each in operands
    )


def _standing(evidence: Evidence, figure: NamedFigure) -> tuple[bool, frozenset[str]]:
    """Return whether a figure is only planned, and what its name says of its kind; what was expected to come about is a result."""
    return is_planned(evidence), kind_of(figure) - {"预计"}


def _plain(question: Question, figure: NamedFigure) -> str:
    """Return what a figure is called, without places, years and what was done."""
    name = figure.name
    for place in sorted((name for span in question.places for name in span.names), key=len, reverse=True):
        name = name.replace(place, "")
    return plain(name) or plain(figure.after)


def _tells(operand: Operand) -> bool:
    """Return whether enough of what a question asks about stands in the sentence of its figure."""
    if operand.evidence is None or operand.figure is None:
        return False
    end = operand.figure.quantity.end + len(operand.figure.after)
    text = fold(operand.evidence.text)[:end]
    pairs = telling_bigrams(operand.question.focus)
    return sum(pair in text for pair in pairs) >= LEAST_TOLD * len(pairs)
