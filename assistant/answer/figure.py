"""Choose the figure of a sentence that answers a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answer.citations import Citations
from assistant.answer.concise import concise, part_of
from assistant.answer.model import AnswerLine
from assistant.answer.yearly_rows import yearly_rows
from assistant.evidence.answer_types import fits_unit, is_threshold
from assistant.evidence.term_weights import TermWeights
from assistant.question.model import Question
from assistant.question.official_names import official_names
from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold
from ingest.library.library import Library

_RESPECTIVELY = re.compile(r"分别[^\d]{0,8}")
_BETWEEN_SUBJECTS = re.compile(r"[、和与及]")
# 由三家增加到五家 says that there are five.
_FROM = re.compile(r"[从由][^，,。；;]{0,10}$")
_TO = re.compile(r"[^，,。；;\d]{0,8}[到至为]")
_EARLIER = re.compile(r"年初|原来|原有|原先|起初|上一?年|之前")


def answering_quantity(
    question: Question, weights: TermWeights, text: str, start: int = 0
) -> Quantity | None:
    """Return the figure of `text` that answers `question`: of a fitting unit, next to the words asked about.

    城乡居民收入分别为a元、b元 gives a or b by the position of the subject asked about; 由a增加到b gives b. None where no
    figure fits, or where the one that answers is a range, which cannot be computed with.

    Args:
        start: where what introduces the text ends, whose figures are another place's.
    """
    folded = fold(text)
    found = [
        q
        for q in find_quantities(text)
        if q.start >= start and not q.is_article and fits_unit(question, q) and not is_threshold(folded, q)
    ]
    if not found:
        return None
    chosen = (
        _of_year(question, folded, found)
        or _respective(question, weights, folded, found)
        or _outcome(question, folded, found, _nearest(weights, folded, found))
    )
    return chosen if chosen.value is not None else None


def _of_year(question: Question, folded: str, found: list[Quantity]) -> Quantity | None:
    """Return the figure of the year asked about where a text tells those of several years in a row; None where it tells none so."""
    if len(question.years) != 1:
        return None
    rows = yearly_rows(folded, found)
    return next((row[question.years[0]] for row in rows if question.years[0] in row), None)


def _nearest(weights: TermWeights, folded: str, found: list[Quantity]) -> Quantity:
    """Return the first of the figures beside which most of the question stands."""
    scored = []
    for i, quantity in enumerate(found):
        before = folded[found[i - 1].end if i else 0 : quantity.start]
        # What follows a figure rarely names it, but "新增12家高新技术企业" does.
        after = re.split(r"[，,；;。、]", folded[quantity.end :])[0]
        share = weights.share(weights.matched(re.split(r"[；;。]", before)[-1] + "\n" + after))
        scored.append((share, -i))
    return found[-max(scored)[1]]


def _outcome(question: Question, folded: str, found: list[Quantity], chosen: Quantity) -> Quantity:
    """Return the result of a change that begins with the chosen figure; the figure itself where it begins none."""
    if not _FROM.search(folded[: chosen.start]) or _EARLIER.search(fold(question.text)):
        return chosen
    return next(
        (
            other
            for other in found
            if other.start >= chosen.end
            and other.comparable(chosen)
            and _TO.fullmatch(folded[chosen.end : other.start])
        ),
        chosen,
    )


def _respective(
    question: Question, weights: TermWeights, text: str, found: list[Quantity]
) -> Quantity | None:
    """Return the figure that 分别 assigns to the subject or place asked about, if the text has that form."""
    for marker in _RESPECTIVELY.finditer(text):
        subjects = _subjects(re.split(r"[，,；;。]", text[: marker.start()])[-1])
        stop = re.search(r"[，,；;。]", text[marker.end() :])
        limit = marker.end() + stop.start() if stop else len(text)
        given = [q for q in found if marker.start() <= q.start < limit]
        if len(subjects) == len(given) > 1:
            placed = _placed(question, subjects)
            meant = _meant(weights, subjects) if placed is None else placed
            if meant is not None:
                return given[meant]
    return None


def _placed(question: Question, subjects: list[str]) -> int | None:
    """Return which of the subjects is a place that the question names; None where not one alone is."""
    names = {name for span in question.places for name in span.names}
    found = [i for i, subject in enumerate(subjects) if any(name in subject for name in names)]
    return found[0] if len(found) == 1 else None


def _subjects(named: str) -> list[str]:
    """Return the subjects of 分别: the parts of 甲、乙和丙, and the two that 城乡 abbreviates."""
    subjects = _BETWEEN_SUBJECTS.split(named)
    if len(subjects) == 1 and "城乡" in named:
        return [named.replace("城乡", "城镇"), named.replace("城乡", "农村")]
    return subjects


def _meant(weights: TermWeights, subjects: list[str]) -> int | None:
    """Return which of the subjects is asked about; None where it is not certain.

    Of 城镇居民和农村居民人均可支配收入 the last one ends in what belongs to all, so another one is meant as soon as it
    holds anything asked about that the last one does not.
    """
    last = weights.matched(subjects[-1])
    matched = [weights.matched(subject) for subject in subjects[:-1]]
    shares = [weights.share({t: w for t, w in found.items() if t not in last}) for found in matched]
    if max(shares) > 0:
        return shares.index(max(shares)) if shares.count(max(shares)) == 1 else None
    known = weights.share(last)
    return len(subjects) - 1 if all(known > weights.share(found) for found in matched) else None


def _introduced_from(line: AnswerLine, quoted: str) -> int:
    """Return where in the quoted words of a line what introduces its evidence ends; 0 where nothing does."""
    lead = line.evidence[0].introduction.strip() if line.evidence else ""
    return len(lead) if lead and quoted.startswith(lead) else 0


def asked_figures(
    library: Library, question: Question, lines: Sequence[AnswerLine], citations: Citations
) -> Iterator[AnswerLine]:
    """Yield `lines`, each statement with the span of the figure that the question asks for, cut to what tells it.

    Only the quoted words of a line are considered: a label before them names the year. The one sentence that a
    figure was reckoned from is quoted whole.
    """
    if question.kind != "figure" or all(line.role != "statement" for line in lines):
        yield from lines
        return
    weights = TermWeights(library, question.focus, question.asked, official_names(question))
    reckoned = [line.evidence for line in lines if line.role == "computed" and len(line.evidence) == 1]
    for line in lines:
        quoted = next((i for i, piece in enumerate(line.pieces) if piece.figures and piece.cites), None)
        if quoted is None or line.role != "statement" or line.evidence in reckoned:
            yield line
            continue
        text = line.pieces[quoted].text
        figure = answering_quantity(question, weights, text, _introduced_from(line, text))
        yield line if figure is None else _of_figure(question, weights, line, quoted, figure, citations)


def _of_figure(
    question: Question,
    weights: TermWeights,
    line: AnswerLine,
    quoted: int,
    figure: Quantity,
    citations: Citations,
) -> AnswerLine:
    """Return a line with the span of the figure asked for, cut to the clauses that tell it, which alone are cited.

    Args:
        quoted: which of its pieces quotes the sentence.
        figure: in that piece.
    """
    before, piece, after = line.pieces[:quoted], line.pieces[quoted], line.pieces[quoted + 1 :]
    evidence, span = line.evidence, (figure.start, figure.end)
    if evidence and not _introduced_from(line, piece.text):
        cut, of_cut = concise(question, weights, piece, span)
        part = part_of(evidence[0], cut.text) if cut.text != piece.text else evidence[0]
        if part is not None:
            citations.narrow(evidence[0], part)
            piece, span, evidence = cut, of_cut, (part, *evidence[1:])
    offset = sum(len(piece.text) for piece in before)
    asked = (span[0] + offset, span[1] + offset)
    return replace(line, pieces=(*before, piece, *after), asked=asked, evidence=evidence)
