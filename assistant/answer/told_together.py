"""Reckon a sum, a difference, a rest or a share of figures that one place of a text tells of things that a question names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answer import reckoning
from assistant.answer.citations import Citations
from assistant.answer.model import AnswerLine
from assistant.answer.named_figures import NamedFigure, named_figures
from assistant.answer.quote import statements
from assistant.answer.templates import in_script, pieces
from assistant.answer.term_figures import are_of_one_kind, around, label, likeness, speaks_of
from assistant.answer.term_outcome import Reckoning, worked
from assistant.evidence.acceptance import acceptable, only_planned
from assistant.evidence.answer_types import fits_unit
from assistant.evidence.finder import Finder
from assistant.evidence.model import Candidate, Evidence
from assistant.question.model import Question
from assistant.question.told_terms import TermOperation, ToldTerms, told_terms
from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold
from ingest.chinese.sentences import Span, whole_sentences
from ingest.chinese.tokens import bigrams
from ingest.chinese.years import years_named

# What is cited as one place is read at a glance.
LONGEST_QUOTE = 100
# Candidates are looked at from the best one on.
MOST_LOOKED_AT = 4
_STOCK = re.compile(r"达到?|总数|总量|累计|余额")
_ADDED = re.compile(r"新增|增加|新建|新改|减少|新签|新引")
_RATE = re.compile(r"占(?P<whole>[^,;。\d]{0,20}?)的?(?:比重?|比例|份额)?[^,;。\d]{0,6}[\d.]+(?:%|个百分点)")
_MULTIPLE = re.compile(r"是[^,;。]{0,20}[\d.]+倍")
_ITEM = re.compile(r"[^,;。:\n]{2,24}:")
# A figure that is not the likest one to a name must be as like it where the likest is another's.
LEAST_OF_OTHERS = 1.0
# What is to be done in the end.
_WANTED = re.compile(r"规划|计划|总|共|应|需|任务|涉及|设计|签约|下达|目标")
_PART_OF = re.compile(r"其中|包括|含|在[^,;。]{1,8}中")


@dataclass(frozen=True, slots=True)
class _Terms:
    """What a place of a text tells of what a question names.

    Attributes:
        evidence: the place.
        figures: one for each name, in the order of the question.
        labels: what each figure is called in the answer; "" for nothing.
    """

    evidence: Evidence
    figures: tuple[NamedFigure, ...]
    labels: tuple[str, ...]

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Return the figures by themselves."""
        return tuple(figure.quantity for figure in self.figures)


def reckoned_together(
    question: Question, good: list[Candidate] | None, finder: Finder, citations: Citations
) -> list[AnswerLine]:
    """Return what a question wants reckoned of things that it names, and the sentences that tell their figures.

    Return nothing where it wants nothing of that kind, or no place tells all of them in one unit, year and sense.

    Args:
        good: acceptable evidence, best first; None where nothing has been looked up.
        finder: looks up evidence.
        citations: of the answer.
    """
    asked = told_terms(question)
    if asked is None:
        return []
    found = good or []
    if good is None or asked.is_rate:
        # The share or the multiple itself is seldom told beside the figures that it comes of.
        plain = replace(question, units=()) if asked.is_rate else question
        found = [*found, *acceptable(plain, finder.candidates(plain))]
    lines = _from(question, asked, found, citations)
    if lines and only_planned(question, lines[0].evidence):
        lines.append(AnswerLine(pieces("planned", question.script), "plan"))
    return lines


def _from(
    question: Question, asked: ToldTerms, found: Sequence[Candidate], citations: Citations
) -> list[AnswerLine]:
    """Return what is reckoned of figures in the first of the candidates (best first) that tells all of them."""
    if asked.is_rate and any(_tells_rate(asked, each.text) for each in found[:2]):
        return []
    for candidate in found[: MOST_LOOKED_AT * (2 if asked.is_rate else 1)]:
        for evidence in places_around(candidate):
            terms = _told(question, asked, evidence)
            if terms is not None and (
                said := worked(Reckoning(asked.operation), terms.labels, terms.quantities)
            ):
                line = AnswerLine(in_script(said, question.script), "computed", evidence=(terms.evidence,))
                return [line, *_quoted(question, terms, citations)]
    return []


def _tells_rate(asked: ToldTerms, text: str) -> bool:
    """Return whether a text tells itself what part of the whole, or how many times, something is."""
    folded = fold(text)
    if asked.operation == "ratio":
        return _MULTIPLE.search(folded) is not None
    whole = set(bigrams(asked.names[1]))
    told = [set(bigrams(m["whole"])) for m in _RATE.finditer(folded)]
    return any(not of or whole & of for of in told)


def places_around(candidate: Candidate) -> Iterator[Evidence]:
    """Yield the candidate itself, the whole sentence that holds it, and that with the sentences beside it in its paragraph."""
    if candidate.lead is not None:
        yield candidate
        return
    yield Evidence(candidate.passage, candidate.start, candidate.end)
    text = candidate.passage.text
    parts = whole_sentences(text)
    within = [i for i, part in enumerate(parts) if part.start < candidate.end and part.end > candidate.start]
    if not within:
        return
    first, last = within[0], within[-1]
    yield Evidence(candidate.passage, parts[first].start, parts[last].end)
    beside = [parts[i] for i in (first - 1, last + 1) if 0 <= i < len(parts)]
    for other in beside:
        span = Span(min(other.start, parts[first].start), max(other.end, parts[last].end))
        if "\n" not in text[span.start : span.end].strip():
            yield Evidence(candidate.passage, span.start, span.end)
    line = text[parts[first].start : parts[last].end].strip()
    for other in beside:
        # Lines that tell one thing each: 东路:总投资3亿元, and below it 西路:总投资2亿元.
        if _ITEM.match(fold(line)) and _ITEM.match(fold(text[other.start : other.end]).strip()):
            yield Evidence(
                candidate.passage, min(other.start, parts[first].start), max(other.end, parts[last].end)
            )


def _told(question: Question, asked: ToldTerms, evidence: Evidence) -> _Terms | None:
    """Return the figures of all that is to be reckoned, where a place of a text tells them all; None where it does not."""
    text = evidence.text
    if not speaks_of(question, asked, evidence):
        return None
    figures = [
        each
        for each in named_figures(text)
        if each.quantity.value is not None
        and each.quantity.start >= len(evidence.introduction)
        and (asked.is_rate or fits_unit(question, each.quantity))
    ]
    if asked.operation == "still":
        return _not_yet(question, asked, evidence, figures)
    if not asked.names:
        return None if _is_of_items(text) else _all_parts(asked, evidence, figures)
    if any(_is_of_all(asked, each) for each in figures):
        # The sum is told.
        return None
    if asked.operation == "rest" and f"非{asked.names[1]}" in fold(text):
        # What is left has a figure of its own.
        return None
    for after in () if _is_of_items(text) else (False, True, None):
        chosen = _assigned(asked, text, figures, after=after)
        if chosen and are_of_one_kind(asked, chosen) and _of_one_sense(evidence, chosen, asked.operation):
            labels = tuple(label(figure, after=after is True) for figure in chosen)
            return _Terms(
                evidence, chosen, labels if len(set(labels)) == len(labels) else ("",) * len(labels)
            )
    return None


def _is_of_items(text: str) -> bool:
    """Return whether a text is of lines that tell one thing each, what they name at their beginning."""
    lines = fold(text).strip().split("\n")
    return len(lines) > 1 and all(_ITEM.match(line.strip()) for line in lines)


def _assigned(
    asked: ToldTerms, text: str, figures: Sequence[NamedFigure], *, after: bool | None
) -> tuple[NamedFigure, ...]:
    """Return the figure of each name, where each has one that surely is its own; else nothing.

    Args:
        after: whether figures are named by what stands behind them; None where some are and some are not.
    """
    context = around(text, figures)
    ways = (False, True) if after is None else (after,)
    names = list(asked.names if after is not None else map(_own_name, asked.names))
    scores = [
        [max(likeness(name, each, context, after=way) for way in ways) for each in figures] for name in names
    ]
    assigned: dict[int, int] = {}
    # What is surest goes first, and leaves the other figures to the other names.
    for i in sorted(range(len(names)), key=lambda i: -max(scores[i], default=0)):
        free = [(score, -k) for k, score in enumerate(scores[i]) if k not in assigned.values()]
        best = sorted(free, reverse=True)
        is_first = bool(best) and best[0][0] == max(scores[i])
        # Only where all are named behind their figures, 5座大型水库、9座小型水库, is a figure left over another's.
        is_left = after is True and bool(best) and best[0][0] >= LEAST_OF_OTHERS
        if not best or best[0][0] <= 0 or not (is_first or is_left):
            return ()
        if len(best) > 1 and best[1][0] == best[0][0]:
            return ()
        assigned[i] = -best[0][1]
    chosen = [figures[assigned[i]] for i in range(len(names))]
    first = chosen[0].quantity
    return tuple(chosen) if all(each.quantity.comparable(first) for each in chosen) else ()


def _own_name(name: str) -> str:
    """Return what a name says behind its last 的: 设备经费 of 帮扶医院的设备经费."""
    last = name.rpartition("的")[2]
    return last if len(last) > 1 else name


def _is_of_all(asked: ToldTerms, figure: NamedFigure) -> bool:
    """Return whether one figure tells of all names together: 茶厂和酒厂共12家."""
    if asked.operation != "total" or len(figure.parts) < len(asked.names):
        return False
    told = {part: set(bigrams(part)) for part in figure.parts}
    named = [
        {part for part, own in told.items() if own and own <= set(bigrams(name))} for name in asked.names
    ]
    return all(named) and len(set().union(*named)) >= len(asked.names)


def _of_one_sense(evidence: Evidence, chosen: Sequence[NamedFigure], operation: TermOperation) -> bool:
    """Return whether figures are of one year, region and standing, and what is added up is neither an increase beside a
    level nor a whole and its part."""
    statements_told = [evidence.passage.at(_offset(evidence, each)) for each in chosen]
    if len({(each.year, each.tells_of, each.outlook) for each in statements_told}) > 1:
        return False
    folded = fold(evidence.text)
    first, last = min(each.quantity.end for each in chosen), max(each.quantity.start for each in chosen)
    if len(set(years_named(folded[first:last]))) > 1:
        return False
    if operation == "total" and _PART_OF.search(folded, first, last):
        # A whole and its part make no sum.
        return False
    levels = {_STOCK.search(each.name) is not None for each in chosen}
    added = {_ADDED.search(each.name) is not None for each in chosen}
    return operation != "total" or not (len(levels) > 1 and len(added) > 1)


def _offset(evidence: Evidence, figure: NamedFigure) -> int:
    """Return where a figure stands in the stored text."""
    return evidence.in_document.start + figure.quantity.start - len(evidence.introduction)


def _all_parts(asked: ToldTerms, evidence: Evidence, figures: Sequence[NamedFigure]) -> _Terms | None:
    """Return all figures of a place where they are just as many as the question says; None where they are not."""
    respective = [each for each in figures if each.respective]
    parts = respective if len(respective) == asked.count else list(figures)
    if len(parts) == (asked.count or 0) + 1:
        whole = max(parts, key=lambda each: reckoning.amount(each.quantity))
        rest = [each for each in parts if each is not whole]
        amounts = [reckoning.amount(each.quantity) for each in rest]
        parts = rest if sum(amounts) == reckoning.amount(whole.quantity) else parts
    if len(parts) != asked.count or not reckoning.comparable([each.quantity for each in parts]):
        return None
    if not _of_one_sense(evidence, parts, asked.operation):
        return None
    return _Terms(evidence, tuple(parts), tuple(label(each, after=False) for each in parts))


def _not_yet(
    question: Question, asked: ToldTerms, evidence: Evidence, figures: Sequence[NamedFigure]
) -> _Terms | None:
    """Return the number that the question tells and how many have got there; None where a place does not tell both."""
    folded, done = fold(evidence.text), asked.names[0]
    told = [q for q in find_quantities(question.text) if q.value is not None and fits_unit(question, q)]
    wholes = [
        each
        for each in figures
        if (any(q.value == each.quantity.value for q in told) if told else _WANTED.search(each.name))
    ]
    if len(wholes) != 1 or f"未{done}" in folded or f"没{done}" in folded or f"没有{done}" in folded:
        return None
    whole = wholes[0]
    parts = [
        each
        for each in figures
        if each is not whole
        and whole.quantity.start < each.quantity.start
        and done in (each.name + each.after)
        and each.quantity.comparable(whole.quantity)
        and reckoning.amount(each.quantity) <= reckoning.amount(whole.quantity)
    ]
    # 其中新项目12个已开工5个 is a part of a part.
    parts = [each for each in parts if "其中" not in folded[whole.quantity.end : each.quantity.start]]
    if len(parts) != 1 or not _of_one_sense(evidence, (whole, parts[0]), asked.operation):
        return None
    return _Terms(evidence, (whole, parts[0]), ("总数", f"已{done}"))


def _quoted(question: Question, terms: _Terms, citations: Citations) -> list[AnswerLine]:
    """Return the words that tell the figures: as one quotation where it is short, else one for each figure."""
    text, lead = terms.evidence.text, len(terms.evidence.introduction)
    spans = sorted({_clause(text, each) for each in terms.figures})
    if spans[-1][1] - spans[0][0] <= LONGEST_QUOTE and "\n" not in text[spans[0][0] : spans[-1][1]].rstrip():
        spans = [(spans[0][0], spans[-1][1])]
    base = terms.evidence.start - lead
    places = [
        Evidence(terms.evidence.passage, base + max(start, lead), base + end, lead=terms.evidence.lead)
        for start, end in spans
    ]
    return statements(question, places, citations)


def _clause(text: str, figure: NamedFigure) -> tuple[int, int]:
    """Return where the clause of a figure begins, at the latest with its name, and ends."""
    folded = fold(text)
    start = max(folded.rfind(mark, 0, figure.start + 1) for mark in ",;。:\n") + 1
    line = folded.rfind("\n", 0, start) + 1
    if _ITEM.fullmatch(folded[line:start].strip()):
        # What a line says first is what all of it tells of.
        start = line
    end = figure.quantity.end
    while end < len(folded) and folded[end] not in ",;。\n":
        end += 1
    return min(start, figure.start), min(end + 1, len(folded))
