"""Answer from the projects of the ledger: what one of them costs, and which reached a state in a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer import reckoning
from assistant.answer.citations import Citations
from assistant.answer.from_ledger.evidence import is_row, quotation_of
from assistant.answer.from_ledger.model import LedgerAnswer
from assistant.answer.from_ledger.project_tables import listed_projects, progress_of, view_of
from assistant.answer.model import AnswerLine, Piece, result
from assistant.answer.templates import in_script
from assistant.evidence.model import Evidence
from assistant.ledger.project_histories import ProjectHistory, histories
from assistant.question.model import Question
from assistant.question.project_request import list_request, project_request
from assistant.question.things import stem
from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold
from ingest.chinese.sentences import sentences
from ingest.facts.model import StoredProject
from ingest.library.ledger import ProjectFilter
from ingest.library.library import Library

# 投资9亿元的某项目.
_OF = re.compile(r"(?:以上|左右|人民币)?(?:建设|打造|兴建)?的")
_INVESTED = re.compile(r"(?:(?<!完成)投资|投入|造价|概算|耗资|总投)[^\d,，;；。]{0,6}$")
# What stands between a project's name and a sum that several projects have together.
_GROUP = re.compile(
    r"等[^,，。;；]{0,12}?(?:\d+|[一二三四五六七八九十]+)?[个项]|等[^,，。;；]{0,6}(?:项目|工程)|(?:共|合计|累计)\d+[个项]"
)
_PHASE = re.compile(r"[一二三四五]期")


def answered_from_projects(library: Library, question: Question, citations: Citations) -> LedgerAnswer | None:
    """Return the answer from the projects of the places asked about; None where the question asks for something else, or
    nothing of it is known."""
    regions = frozenset(region for place in question.meant for region in place.regions)
    if question.kind not in ("figure", "list", "text", "reason", "yesno") or not regions:
        return None
    mentions = [each for each in library.projects(ProjectFilter(regions=regions)) if _allowed(question, each)]
    if (listed := list_request(question)) is not None:
        return listed_projects(library, question, listed, mentions + _of_parts(library, question), citations)
    asked = project_request(question, {each.project.name for each in mentions})
    if asked is None:
        return None
    project = next(
        each for each in histories(mentions) if any(m.project.name == asked.name for m in each.mentions)
    )
    if asked.asks == "progress":
        return progress_of(library, question, project, citations)
    return _costs(library, question, project, citations)


def _allowed(question: Question, mention: StoredProject) -> bool:
    project, source = mention.project, mention.source
    if question.within is not None and source.doc not in question.within:
        return False
    told = None if project.region is None else (project.region, project.place)
    return question.takes(told) and question.admits(source.speaks, [] if told is None else [told])


def _of_parts(library: Library, question: Question) -> list[StoredProject]:
    """Return what the documents of the places asked about tell of projects in their counties."""
    within = {region for place in question.meant for region in place.inner}
    filed = {region for place in question.meant for region in place.filed}
    if not within or question.through_members:
        return []
    names = frozenset(name for name, _ in within)
    return [
        each
        for each in library.projects(ProjectFilter(regions=names))
        if each.source.speaks in filed
        and (each.project.region, each.project.place) in within
        and question.admits(each.source.speaks, ())
        and (question.within is None or each.source.doc in question.within)
    ]


def _costs(
    library: Library,
    question: Question,
    project: ProjectHistory,
    citations: Citations,
) -> LedgerAnswer | None:
    """Return the sentences that tell what a project costs, and the sum of its phases."""
    sentences_found = list(_sums(library, question, project))[:2]
    if not sentences_found or any(is_row(evidence) for evidence, _ in sentences_found):
        # Of a row of a table only the cell asked for is told.
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
            said = (Piece("各期合计 "), result(summed), Piece(f"（按以上数字相加：{parts}）。"))
            pieces = in_script(said, question.script)
            lines.append(AnswerLine(pieces, "computed", evidence=(evidence,)))
    return LedgerAnswer(tuple(lines), view_of(project))


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
                figures = _own_sums(names, evidence.text, project.amount)
                words = fold(evidence.text).strip()
                if figures and words not in seen:
                    seen.add(words)
                    yield evidence, figures


def _own_sums(names: Sequence[str], text: str, amount: float | None) -> list[Quantity]:
    """Return the sums that a sentence says are invested in the project of one of `names` itself.

    Args:
        names: folded, the longest first.
        text: the sentence.
        amount: the sum that the ledger has of the project, in 元, besides which no other counts; None where it has none.
    """
    folded = fold(text)
    name = next((name for name in names if len(name) >= 3 and name in folded), None)
    if name is None:
        return []
    at = folded.index(name)
    found = []
    for quantity in find_quantities(text):
        if quantity.kind != "money" or not _INVESTED.search(folded[: quantity.start]):
            continue
        if amount is not None and (quantity.value is None or float(quantity.value) != amount):
            continue
        between = folded[at + len(name) : quantity.start]
        behind = quantity.start >= at + len(name) and not _GROUP.search(between) and "、" not in between
        if behind or (quantity.end <= at and _OF.fullmatch(folded, quantity.end, at)):
            found.append(quantity)
    return found
