"""Answer from the projects of the ledger: what one of them costs, and which reached a state in a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import reckoning
from assistant.answer.citations import Citations
from assistant.answer.from_ledger.evidence import quotation_of
from assistant.answer.model import AnswerLine, Piece, result
from assistant.evidence.model import Evidence
from assistant.ledger.project_histories import ProjectHistory, histories
from assistant.ledger.view import View
from assistant.question.model import Question
from assistant.question.project_request import (
    InvestmentRequest,
    ListRequest,
    investment_request,
    list_request,
)
from assistant.question.things import stem
from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold, written_in
from ingest.chinese.sentences import sentences
from ingest.facts.model import StoredProject
from ingest.library.ledger import ProjectFilter
from ingest.library.library import Library

# Rows of a list of projects.
MOST_ROWS = 12
# Sentences that tell what a project costs.
MOST_SENTENCES = 2
_INVESTED = re.compile(r"(?:投资|投入|造价|概算|耗资|总投)[^\d,，;；。]{0,6}$")
# What stands between a project's name and a sum that several projects have together.
_GROUP = re.compile(
    r"等[^,，。;；]{0,12}?(?:\d+|[一二三四五六七八九十]+)?[个项]|等[^,，。;；]{0,6}(?:项目|工程)|(?:共|合计|累计)\d+[个项]"
)
_PHASE = re.compile(r"[一二三四五]期")


@dataclass(frozen=True, slots=True)
class ProjectsAnswer:
    """An answer from the projects of the ledger.

    Attributes:
        lines: the answer.
        view: the ledger's view of the projects in it.
    """

    lines: tuple[AnswerLine, ...]
    view: View


def answered_from_projects(
    library: Library, question: Question, citations: Citations
) -> ProjectsAnswer | None:
    """Return the answer from the projects of the places asked about; None where the question asks for something else, or
    nothing of it is known."""
    regions = frozenset(region for place in question.meant for region in place.regions)
    if question.kind not in ("figure", "list", "text") or not regions:
        return None
    if (listed := list_request(question)) is not None:
        return _listed(library, question, listed, regions, citations)
    if question.kind != "figure":
        return None
    mentions = [each for each in library.projects(ProjectFilter(regions=regions)) if _allowed(question, each)]
    asked = investment_request(question, {each.project.name for each in mentions})
    return _costs(library, question, asked, mentions, citations) if asked else None


def _allowed(question: Question, mention: StoredProject) -> bool:
    project, source = mention.project, mention.source
    if question.within is not None and source.doc not in question.within:
        return False
    told = None if project.region is None else (project.region, project.place)
    return question.takes(told) and question.admits(source.speaks, [] if told is None else [told])


def _costs(
    library: Library,
    question: Question,
    asked: InvestmentRequest,
    mentions: Sequence[StoredProject],
    citations: Citations,
) -> ProjectsAnswer | None:
    """Return the sentences that tell what a project costs, and the sum of its phases."""
    project = next(
        each for each in histories(mentions) if any(m.project.name == asked.name for m in each.mentions)
    )
    sentences_found = list(_sums(library, question, project))[:MOST_SENTENCES]
    if not sentences_found:
        return None
    lines = []
    for evidence, figures in sentences_found:
        spans = [(figure.start, figure.end) for figure in figures]
        piece = quotation_of(question, evidence, spans, citations)
        span = piece.figures[0] if piece.figures else None
        lines.append(AnswerLine((piece,), evidence=(evidence,), asked=span))
    evidence, figures = sentences_found[0]
    if len(figures) > 1 and len(_PHASE.findall(evidence.text)) >= len(figures):
        summed = reckoning.total(figures)
        if summed is not None:
            parts = "＋".join(map(reckoning.as_given, figures))
            pieces = (
                Piece("各期合计 "),
                result(summed),
                Piece(written_in(f"（按以上数字相加：{parts}）。", question.script)),
            )
            lines.append(AnswerLine(pieces, "computed", evidence=(evidence,)))
    view = View("projects", regions=(project.region,) if project.region else (), words=project.name)
    return ProjectsAnswer(tuple(lines), view)


def _sums(
    library: Library, question: Question, project: ProjectHistory
) -> Iterator[tuple[Evidence, list[Quantity]]]:
    """Yield the sentences that tell sums invested in a project, the newest documents first, with these sums."""
    names = sorted({stem(fold(each.project.name)) for each in project.mentions}, key=len, reverse=True)
    docs = dict.fromkeys(each.source.doc for each in reversed(project.mentions))
    seen: set[str] = set()
    for doc in docs:
        for passage in library.passages_of(doc):
            for part in sentences(passage.text):
                evidence = Evidence(passage, part.start, part.end)
                figures = _own_sums(names, evidence.text)
                words = fold(evidence.text).strip()
                if figures and words not in seen:
                    seen.add(words)
                    yield evidence, figures


def _own_sums(names: Sequence[str], text: str) -> list[Quantity]:
    """Return the sums that a sentence says are invested in the project of one of `names` itself."""
    folded = fold(text)
    name = next((name for name in names if len(name) >= 3 and name in folded), None)
    if name is None:
        return []
    behind = folded.index(name) + len(name)
    found = []
    for quantity in find_quantities(text):
        between = folded[behind : quantity.start]
        own = quantity.start >= behind and quantity.kind == "money" and not _GROUP.search(between)
        if own and _INVESTED.search(folded[: quantity.start]) and "、" not in between:
            found.append(quantity)
    return found


def _listed(
    library: Library, question: Question, asked: ListRequest, regions: frozenset[str], citations: Citations
) -> ProjectsAnswer | None:
    """Return a table of the projects that reached a state in a year; None where fewer than two are known."""
    wanted = ProjectFilter(
        regions=regions, years=frozenset((asked.year,)), statuses=frozenset((asked.status,))
    )
    mentions = [each for each in library.projects(wanted) if _allowed(question, each)]
    found = sorted(
        histories(mentions), key=lambda each: (each.mentions[0].source.doc, each.mentions[0].project.start)
    )
    if len(found) < 2:
        return None
    head = ["项目", "投资"] if any(each.investment for each in found) else ["项目"]
    lines = [AnswerLine(tuple(Piece(written_in(label, question.script)) for label in head), "note", "row")]
    for project in found[:MOST_ROWS]:
        evidence = _told(library, project.investment or project.mentions[-1])
        if evidence is None:
            continue
        cells = [Piece(written_in(project.name, question.script), (citations.cite(evidence),))]
        if len(head) > 1:
            told = project.investment.project if project.investment else None
            cells.append(
                Piece(f"{told.investment:g}{told.unit}" if told and told.investment is not None else "—")
            )
        lines.append(AnswerLine(tuple(cells), form="row", evidence=(evidence,)))
    if len(found) > MOST_ROWS:
        lines.append(
            AnswerLine((Piece(written_in(f"共 {len(found)} 个，其余见台账。", question.script)),), "note")
        )
    place = question.meant[0].label
    return ProjectsAnswer(
        tuple(lines), View("projects", regions=(place,), states=(asked.status,), year=asked.year)
    )


def _told(library: Library, mention: StoredProject) -> Evidence | None:
    passage = library.passage_at(mention.source.doc, mention.project.name_start)
    if passage is None:
        return None
    start = max(0, mention.project.start - passage.start)
    return Evidence(passage, start, min(len(passage.text), mention.project.end - passage.start))
