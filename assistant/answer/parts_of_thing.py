"""Tell several figures of one thing that a question asks for together, where no sentence is sure to answer the whole of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.citations import Citations
from assistant.answer.figure_of_thing import is_called, names_thing, own_figures, surroundings
from assistant.answer.model import AnswerLine
from assistant.answer.named_figures import NamedFigure, named_figures
from assistant.answer.parts import Part
from assistant.answer.quote import statements
from assistant.answer.templates import pieces
from assistant.evidence.answer_types import fits_unit
from assistant.evidence.model import Candidate, Evidence
from assistant.question.model import Question
from assistant.search.scope_match import LEAST_AGREEMENT
from ingest.chinese.script import fold
from ingest.chinese.units import UNIT
from ingest.library.library import Library

MOST_LOOKED_AT = 8
# A name that is shorter may be that of anything.
SHORTEST = 4
# How long a thing takes is told in these words, whatever the question calls it.
_LASTS = re.compile(r"工期|周期|期限|历时|用时|建设|施工|建成")
_TIMES = ("years", "months", "days")
_ASKING = re.compile(rf"(?:有|是|为)?(?:多少|几)(?:{UNIT})?|多[大久长高宽重远深]")


def parts_of_thing(
    library: Library,
    question: Question,
    parts: Sequence[Part],
    found: Sequence[Candidate],
    citations: Citations,
) -> list[AnswerLine]:
    """Return what tells the parts of a question about one thing, each by a figure that is called what the part asks,
    and which part nothing tells; nothing where none is told, or the thing is not named.

    Args:
        library: holds the documents of the candidates.
        parts: of the question, at least two.
        found: candidates for the whole question, best first.
        citations: of the answer.
    """
    told: dict[int, Evidence] = {}
    for candidate in found[:MOST_LOOKED_AT]:
        if len(told) == len(parts):
            break
        subject = _subject(library, question, parts[0].words, candidate)
        if not subject:
            continue
        for i, part in enumerate(parts):
            if i not in told and (figure := _figure(part, subject if i == 0 else "", candidate)):
                told[i] = _place(candidate, figure)
    if not told:
        return []
    lines = statements(question, _merged([told[i] for i in sorted(told)]), citations)
    lacking = [part for i, part in enumerate(parts) if i not in told]
    return [
        *lines,
        *(AnswerLine(pieces("part_not_found", question.script, part=p.words), "missing") for p in lacking),
    ]


def are_told(parts: Sequence[Part], lines: Sequence[AnswerLine]) -> bool:
    """Return whether the lines of an answer hold a figure for each part, in its unit and of what it counts."""
    figures = [figure for line in lines for place in line.evidence for figure in named_figures(place.text)]
    for part in parts:
        asking = _ASKING.search(fold(part.words))
        counted = fold(part.words)[asking.end() :].strip("的?") if asking else ""
        if not any(
            fits_unit(part.question, each.quantity)
            and not (each.quantity.unit is None and each.quantity.spelt)
            and (not counted or counted in each.name or _counts(each, counted))
            for each in figures
        ):
            return False
    return True


def _subject(library: Library, question: Question, first: str, candidate: Candidate) -> str:
    """Return the longest beginning of the first part of a question that a candidate names as what it is about; "" for none."""
    if question.strict_year and candidate.value("agreement") < LEAST_AGREEMENT:
        return ""
    words = fold(first)
    asking = _ASKING.search(words)
    told = (fold(candidate.text), *surroundings(library, candidate))
    for end in range(asking.start() if asking else len(words), SHORTEST - 1, -1):
        name = words[:end]
        if any(names_thing(name, each) for each in told):
            return name
    return ""


def _figure(part: Part, subject: str, candidate: Candidate) -> NamedFigure | None:
    """Return the one figure of a candidate that tells a part; None where none surely does.

    Args:
        subject: with which the part begins and that is no part of what is measured.
    """
    asking = _ASKING.search(fold(part.words))
    if asking is None:
        return None
    measure = fold(part.words)[: asking.start()].removeprefix(subject).strip("的要能有")
    counted = fold(part.words)[asking.end() :].strip("的?")
    fitting = [each for each in own_figures(candidate) if fits_unit(part.question, each.quantity)]
    called = [each for each in fitting if len(measure) > 1 and is_called(measure, each.name)]
    behind = [each for each in fitting if counted and _counts(each, counted)]
    lasting = [each for each in fitting if each.quantity.kind in _TIMES and _LASTS.search(each.name)]
    return next((kind[0] for kind in (called, behind, lasting) if len(kind) == 1), None)


def _counts(figure: NamedFigure, counted: str) -> bool:
    """Return whether a figure counts what a part asks the number of: 36个班, 30班, 游客350万人次."""
    unit = figure.quantity.unit_name
    return figure.after.startswith(counted) or unit == counted or figure.name.endswith(counted)


def _place(candidate: Candidate, figure: NamedFigure) -> Evidence:
    """Return the clause of a figure."""
    if candidate.lead is not None:
        return candidate
    text = fold(candidate.text)
    start = max(text.rfind(mark, 0, figure.start + 1) for mark in ",;。\n") + 1
    end = next((i for i in range(figure.quantity.end, len(text)) if text[i] in ",;。\n"), len(text))
    return Evidence(candidate.passage, candidate.start + start, candidate.start + end)


def _merged(places: Sequence[Evidence]) -> list[Evidence]:
    """Return places, those of one sentence as one, in the order of the first of each."""
    merged: list[Evidence] = []
    for place in places:
        for i, other in enumerate(merged):
            between = sorted((other, place), key=lambda each: each.start)
            gap = other.passage.text[between[0].end : between[1].start]
            if other.passage.id == place.passage.id and not re.search(r"[。；;\n]", gap):
                start, end = min(other.start, place.start), max(other.end, place.end)
                merged[i] = Evidence(place.passage, start, end)
                break
        else:
            merged.append(place)
    return merged
