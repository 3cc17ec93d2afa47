"""The lines of an answer from the ledger: a statement or a small table, and notes on what is doubtful in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer.citations import Amendment, Citations
from assistant.answer.from_ledger.evidence import clause_of, is_row, quotation, sentence_of, sources_of
from assistant.answer.from_ledger.figures import shown as shown_fact
from assistant.answer.from_ledger.labels import (
    column_label,
    label,
    name_of,
    place_as_asked,
    row_label,
    time_of,
)
from assistant.answer.from_ledger.outcome import Outcome
from assistant.answer.from_ledger.sides import Side, is_disputed
from assistant.answer.from_ledger.wording import COMPARABLE
from assistant.answer.model import CELLS_APART, AnswerLine, Piece, Role
from assistant.answer.templates import in_script
from assistant.evidence.model import Evidence
from assistant.ledger.cells import Cell
from assistant.question.asked_indicators import AskedIndicator
from assistant.question.ledger_request import LedgerRequest
from assistant.question.model import Question
from ingest.chinese.script import fold, written_in
from ingest.facts.indicators import find_indicators
from ingest.facts.model import StoredFact
from ingest.library.library import Library

# Of more sides that lack a figure only the first are named.
MOST_NAMED = 12
_AT_CONSTANT_PRICES = re.compile("不变价|可比价|同口径")
_MARKS = {"confirmed": "（已核对）", "corrected": "（人工更正）"}


class LedgerLines:
    """Writes the lines of one answer, citing what each figure rests on."""

    def __init__(
        self, library: Library, question: Question, request: LedgerRequest, citations: Citations
    ) -> None:
        self.library, self.question, self.request, self.citations = library, question, request, citations

    def statement(self, sides: Sequence[Side]) -> list[AnswerLine]:
        """Return the sentence that tells the figures of `sides`, of one indicator, place and year, after what they are of.

        Args:
            sides: filled ones; the first is what is asked for first.
        """
        facts = [side.cell.preferred for side in sides if side.cell]
        if len(facts) < len(sides):
            return [self._in_words(each) for each in sides]
        side, fact = sides[0], facts[0]
        evidence = sentence_of(self.library, facts)
        corrected = any(side.cell and side.cell.state == "corrected" for side in sides)
        if evidence is None or corrected or is_row(evidence):
            return [self._in_words(each) for each in sides]
        sources = sources_of(self.library, self.question, evidence, side.year)
        piece = quotation(self.library, self.question, sources, fact, self.citations)
        text = fold(piece.text)
        told = fact.fact
        # 完成预算的98% says what kind of share it is.
        words = () if told.measure == "share" else told.qualifiers
        unsaid = "、".join(word for word in words if fold(word) not in text and not _says(text, word))
        named = (f"（{unsaid}）" if unsaid else "") if _names(text, side.indicator) else name_of(side)
        expected = "" if told.status != "estimate" or "预" in text else "（预计）"
        of = time_of(self.request, side) + named + self._aimed(side) + expected + "："
        head = Piece(place_as_asked(self.question, side) + self._written(of))
        asked = piece.figures[0] if piece.figures else None
        span = (asked[0] + len(head.text), asked[1] + len(head.text)) if asked else None
        return [AnswerLine((head, piece), evidence=sources, asked=span)]

    def _in_words(self, side: Side) -> AnswerLine:
        """Return the figure of a side after what it is of: 岚桥县2022年粮食产量：24.3万吨."""
        head = f"{label(self.request, side)}{name_of(side)}{self._aimed(side)}："
        cell, sources = self._figure(side, emphasised=True)
        span = (len(head), len(head) + len(cell.text))
        return AnswerLine((Piece(self._written(head)), cell), evidence=sources, asked=span)

    def table(self, columns: Sequence[Sequence[Side]], outcome: Outcome | None) -> list[AnswerLine]:
        """Return the sides as rows, one a place and year, with a column for each measure.

        Args:
            columns: for each measure its sides, all in the same order.
            outcome: what is reckoned of them; without one the figures themselves are what is asked for.
        """
        labels = [
            Piece(""),
            *(Piece(self._written(column_label(self.request, column))) for column in columns),
        ]
        lines = [AnswerLine(tuple(labels), "note", "row")]
        for i, first in enumerate(columns[0]):
            cells = [Piece(self._written(row_label(self.request, columns[0], first)))]
            sources: list[Evidence] = []
            for column in columns:
                cell, places = self._figure(column[i], emphasised=outcome is None)
                cells.append(cell)
                sources += places
            start = len(cells[0].text) + len(CELLS_APART)
            span = (start, start + len(cells[1].text)) if first.is_known else None
            role: Role = "statement" if sources else "missing"
            lines.append(AnswerLine(tuple(cells), role, "row", tuple(sources), span))
        return lines

    def outcome(self, outcome: Outcome, sides: Sequence[Side]) -> AnswerLine:
        """Return the line that says what the sides come to."""
        said = (*outcome.pieces, *([Piece(expected)] if (expected := _expected(sides)) else []))
        pieces = in_script(said, self.question.script)
        places = tuple(evidence for side in sides if (evidence := self._clause(side)) is not None)
        at, span = 0, None
        for piece in pieces:
            if piece.figures and span is None:
                span = (at + piece.figures[0][0], at + piece.figures[0][1])
            at += len(piece.text)
        return AnswerLine(pieces, outcome.role, evidence=places, asked=span)

    def said(self, text: str, role: Role) -> AnswerLine:
        """Return a line of the answer's own words."""
        return AnswerLine((Piece(self._written(text)),), role)

    def lacking(self, sides: Sequence[Side], *, ranked: bool) -> list[AnswerLine]:
        """Return the lines that name the sides without a figure, and what the ledger has of them instead.

        Args:
            ranked: whether they are left out of a ranking.
        """
        if not sides:
            return []
        names = [label(self.request, side) for side in sides]
        shown = "、".join(names[:MOST_NAMED]) + (f"等 {len(names)} 处" if len(names) > MOST_NAMED else "")
        named = "" if len(self.request.indicators) > 1 else f"的{name_of(sides[0])}"
        said = f"缺少{shown}的数字，未参加比较" if ranked else f"资料库中没有找到{shown}{named}"
        pieces, places = [Piece(self._written(said))], []
        for side in sides[:MOST_NAMED]:
            growth = next((cell for cell in side.unlike if cell.key.measure == "growth"), None)
            evidence = clause_of(self.library, growth.preferred) if growth else None
            if growth is None or evidence is None:
                continue
            told = f"；{label(self.request, side)}只有增速 {shown_fact(growth.preferred.fact)}"
            pieces.append(Piece(self._written(told), (self.citations.cite(evidence),)))
            places.append(evidence)
        return [AnswerLine((*pieces, Piece("。")), "missing", evidence=tuple(places))]

    def notes(self, sides: Sequence[Side]) -> Iterator[AnswerLine]:
        """Yield what is to be said of figures that documents tell differently, that were revised or only expected."""
        for side in sides:
            if side.cell is None:
                continue
            of = label(self.request, side)
            if is_disputed(side.cell):
                yield self._note(f"{of}的数字各处不一致，另有", self._others(side.cell))
            elif side.cell.state == "revised":
                yield self._note(f"{of}的数字后来有修订，另有", self._others(side.cell))

    def _others(self, cell: Cell) -> list[StoredFact]:
        """Return the facts with another figure than the preferred one, one for each figure."""
        return list({shown_fact(other.fact): other for other in cell.dissenting}.values())

    def _note(self, opening: str, others: Sequence[StoredFact]) -> AnswerLine:
        pieces, places = [Piece(self._written(opening))], []
        for i, other in enumerate(others):
            evidence = clause_of(self.library, other)
            cites = (self.citations.cite(evidence),) if evidence else ()
            places += [evidence] if evidence else []
            pieces.append(Piece(self._written(("、" if i else "") + shown_fact(other.fact)), cites))
        return AnswerLine((*pieces, Piece("。")), "note", evidence=tuple(places))

    def _figure(self, side: Side, *, emphasised: bool) -> tuple[Piece, tuple[Evidence, ...]]:
        """Return the figure of a side with its citations, and what it rests on; — where it has none."""
        evidence = self._clause(side)
        if evidence is None:
            return Piece("—"), ()
        sources = sources_of(self.library, self.question, evidence, side.year)
        text = side.shown
        expected = "（预计）" if side.cell and side.fact.status == "estimate" else ""
        mark = self._written(expected + (_MARKS.get(side.cell.state, "") if side.cell else ""))
        cites = tuple(dict.fromkeys(self.citations.cite(source) for source in sources))
        if side.cell and side.cell.state == "corrected" and (said := side.cell.correction):
            self.citations.amend(evidence, Amendment(self._written(text), said.by, said.at, said.note))
        figures = ((0, len(text)),) if emphasised else ()
        return Piece(self._written(text) + mark, cites, figures), sources

    def _clause(self, side: Side) -> Evidence | None:
        if side.sentence is not None:
            return side.sentence.evidence
        return clause_of(self.library, side.cell.preferred) if side.cell else None

    def _aimed(self, side: Side) -> str:
        return "（目标）" if side.is_target else ""

    def _written(self, text: str) -> str:
        return written_in(text, self.question.script)


def _expected(sides: Sequence[Side]) -> str:
    """Return what to say where figures are only what was expected at the time."""
    expected = [side for side in sides if side.cell and side.fact.status == "estimate"]
    if not expected:
        return ""
    return "都是预计数。" if len(expected) == len(sides) else "其中有预计数。"


def _says(folded: str, qualifier: str) -> bool:
    """Return whether a folded text says in other words that prices are comparable."""
    return qualifier == COMPARABLE and _AT_CONSTANT_PRICES.search(folded) is not None


def _names(folded: str, indicator: AskedIndicator) -> bool:
    """Return whether folded text names an indicator by itself."""
    if indicator.shown in folded or not indicator.is_listed:
        return indicator.shown in folded
    return any(mention.indicator.name == indicator.name for mention in find_indicators(folded))
