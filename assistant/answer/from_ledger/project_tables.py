"""Projects of the ledger as small tables: a list of them, and the states that one has passed through."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.citations import Citations
from assistant.answer.from_ledger.evidence import clause_of_project
from assistant.answer.from_ledger.model import LedgerAnswer
from assistant.answer.model import AnswerLine, Piece
from assistant.ledger.project_histories import ProjectHistory, by_amount, histories, time_of
from assistant.ledger.view import View
from assistant.question.model import Question
from assistant.question.project_request import ListRequest
from ingest.chinese.script import written_in
from ingest.facts.model import ProjectStatus, StoredProject
from ingest.library.library import Library

# Rows of a table.
FEWEST_ROWS, MOST_ROWS, LARGEST_ROWS = 2, 12, 5
_EVENTS: tuple[ProjectStatus, ...] = ("signed", "started", "completed")
_STATES: dict[ProjectStatus, str] = {
    "planned": "计划",
    "signed": "签约",
    "started": "开工",
    "under construction": "在建",
    "completed": "竣工",
    "in production": "投产",
}


def listed_projects(
    library: Library,
    question: Question,
    asked: ListRequest,
    mentions: Sequence[StoredProject],
    citations: Citations,
) -> LedgerAnswer | None:
    """Return a table of the projects asked for, those told of last first, or those with the largest sums;
    None where fewer than two are known.

    Args:
        mentions: of all projects of the places asked about.
    """
    found = [each for each in histories(_of_year(asked, mentions)) if _is_asked(asked, each)]
    if asked.largest:
        found = by_amount(found)
    if len(found) < FEWEST_ROWS:
        return None
    rows = [_row(question, ("项目", "状态", "投资", "年份"))]
    shown = found[: LARGEST_ROWS if asked.largest else MOST_ROWS]
    for project in shown:
        evidence = clause_of_project(library, project.investment or project.mentions[-1])
        if evidence is None:
            continue
        told = project.investment.project if project.investment else None
        sum_told = f"{told.investment:g}{told.unit}" if told and told.investment is not None else "—"
        state = _STATES[project.status] if project.status else "—"
        years = str(max(project.years)) if project.years else "—"
        cells = [Piece(written_in(project.name, question.script), (citations.cite(evidence),))]
        cells += [Piece(written_in(cell, question.script)) for cell in (state, sum_told, years)]
        rows.append(AnswerLine(tuple(cells), form="row", evidence=(evidence,)))
    place = question.meant[0].label
    opening = AnswerLine(
        (Piece(written_in(_opening(asked, place, found, len(shown)), question.script)),), "note"
    )
    view = View(
        "projects",
        regions=(place,),
        states=(asked.status,) if asked.status else (),
        year=asked.year,
        least=float(asked.least) if asked.least is not None else None,
        industry=next(iter(asked.industries)) if len(asked.industries) == 1 else "",
    )
    return LedgerAnswer((opening, *rows), view)


def _opening(asked: ListRequest, place: str, found: Sequence[ProjectHistory], shown: int) -> str:
    """Return the sentence above a table of projects."""
    when = f"{asked.year}年" if asked.year else ""
    kind = "".join(sorted(asked.industries)[:1]) if len(asked.industries) == 1 else ""
    state = ("计划" if asked.wanted else "") + (_STATES[asked.status] if asked.status else "")
    if asked.largest:
        return f"资料库记有投资额的{place}{when}{state}{kind}项目共 {len(found)} 个，投资最大的 {shown} 个："
    more = f"，列出 {shown} 个，其余见台账。" if len(found) > shown else "："
    return f"资料库记有{place}{when}共 {len(found)} 个{state}{kind}项目{more}"


def _of_year(asked: ListRequest, mentions: Sequence[StoredProject]) -> list[StoredProject]:
    """Return the mentions that tell of the year asked about, in the state asked for; all where none is."""
    if asked.wanted:
        hoped = [each for each in mentions if each.project.wanted == asked.status]
        year = asked.year or max((time_of(each)[0] for each in hoped), default=0)
        return [each for each in hoped if time_of(each)[0] == year]
    if asked.year is None:
        return list(mentions)
    wanted = {asked.status} if asked.status else set(_STATES)
    return [each for each in mentions if time_of(each)[0] == asked.year and each.project.status in wanted]


def _is_asked(asked: ListRequest, project: ProjectHistory) -> bool:
    if asked.least is not None and (project.amount is None or project.amount < float(asked.least)):
        return False
    if (asked.largest and project.amount is None) or (
        asked.industries and project.industry not in asked.industries
    ):
        return False
    if asked.status is None or asked.wanted or project.status == asked.status:
        return True
    # What was signed is signed though it has since been begun.
    told = {each.project.status for each in project.mentions}
    return asked.year is None and asked.status in _EVENTS and asked.status in told


def progress_of(
    library: Library, question: Question, project: ProjectHistory, citations: Citations
) -> LedgerAnswer | None:
    """Return what was told of a project year by year; None where nothing tells a state."""
    told = [each for each in project.mentions if each.project.status]
    if not told:
        return None
    last = told[-1].project
    state = _STATES[last.status] if last.status else ""
    said = f"{project.name}：{f'{last.year}年' if last.year else ''}资料所述状态为{state}。"
    rows = [_row(question, ("年份", "状态", "原文"))]
    places = []
    for each in told[-MOST_ROWS:]:
        evidence = clause_of_project(library, each)
        if evidence is None or each.project.status is None:
            continue
        quote = " ".join(each.source.quote.split())
        year = str(time_of(each)[0] or "—")
        cells = [Piece(year), Piece(written_in(_STATES[each.project.status], question.script))]
        cells.append(
            Piece(
                written_in(quote[:60] + ("……" if len(quote) > 60 else ""), question.script),
                (citations.cite(evidence),),
            )
        )
        rows.append(AnswerLine(tuple(cells), form="row", evidence=(evidence,)))
        places.append(evidence)
    verdict = AnswerLine((Piece(written_in(said, question.script)),), "verdict", evidence=tuple(places))
    return LedgerAnswer((verdict, *rows), view_of(project))


def view_of(project: ProjectHistory) -> View:
    """Return the ledger's view of one project."""
    return View("projects", regions=(project.region,) if project.region else (), words=project.name)


def _row(question: Question, labels: Sequence[str]) -> AnswerLine:
    return AnswerLine(tuple(Piece(written_in(label, question.script)) for label in labels), "note", "row")
