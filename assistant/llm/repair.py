"""Repair a verified reply into the answer shown: mark values, cut sentences, number citations."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.answer.citations import Citation
from assistant.answer.model import AnswerLine, Piece
from assistant.answer.quote import figure_spans
from assistant.llm.attribution import supporting
from assistant.llm.held_values import CALENDAR, values
from assistant.llm.prompt_context import Context
from assistant.llm.prompt_passage import PromptPassage
from assistant.llm.reply_parser import ReplyLine, Statement
from assistant.llm.verify import Fault, reckoned, verify_reply
from ingest.chinese.script import Script, to_simplified, to_traditional

NOT_FOUND = "（未在来源中找到）"
RECKONED = "（按所引数字计算）"


@dataclass
class RepairedReply:
    """An answer as it will be shown, and what was changed.

    Attributes:
        lines: the answer.
        citations: its citations, in order of first use.
        kept: the number of sentences kept.
        contrary: the clause of a source that the reply's first sentence contradicts; "" where it contradicts none.
        told: whether a sentence of it has been read that tells something.
        marked: the sentences in which words were marked as not found.
        cut: the sentences that were removed.
    """

    lines: tuple[AnswerLine, ...] = ()
    citations: tuple[Citation, ...] = ()
    kept: int = 0
    contrary: str = ""
    told: bool = False
    marked: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)

    @property
    def trustworthy(self) -> bool:
        """Return whether it contradicts no source to begin with, and at least half of its sentences stand unchanged."""
        return (
            not self.contrary
            and self.kept > 0
            and 2 * (self.kept - len(self.marked)) >= self.kept + len(self.cut)
        )


def repaired(lines: list[ReplyLine], context: Context) -> RepairedReply:
    """Return the reply with a mark or a cut for every sentence that fails verification."""
    outcome = RepairedReply()
    faults = {id(statement): found for statement, found in verify_reply(lines, context)}
    kept: list[ReplyLine] = []
    for line in lines:
        statements = [
            better
            for statement in line.statements
            if (better := _mended(statement, faults[id(statement)], context, outcome)) is not None
        ]
        if statements:
            kept.append(line.having(statements))
    kept = [line for i, line in enumerate(kept) if not _leads_nowhere(kept, i)]
    outcome.kept = sum(not s.leads and not s.empty for line in kept for s in line.statements)
    outcome.lines, outcome.citations = _written(kept, context)
    return outcome


def _mended(
    statement: Statement, faults: list[Fault], context: Context, outcome: RepairedReply
) -> Statement | None:
    """Return the sentence as it may be shown; None where it is cut."""
    if not faults:
        outcome.told = outcome.told or not (statement.leads or statement.empty)
        text = statement.text
        figures = {text[slice(*span)] for span in reckoned(text, context, statement.cited)}
        return statement.saying({figure: figure + RECKONED for figure in figures}) if figures else statement
    contrary = [fault.words for fault in faults if fault.kind == "relation"]
    if contrary and not outcome.told:
        # What the reply begins with is its answer.
        outcome.contrary = contrary[0]
    outcome.told = outcome.told or not (statement.leads or statement.empty)
    missing = {fault.words for fault in faults if fault.kind in ("value", "name")}
    if missing and len(missing) == len(faults) and _tells_something(statement, context, missing):
        outcome.marked.append(statement.text.strip())
        return statement.saying({words: words + NOT_FOUND for words in missing})
    outcome.cut.append(statement.text.strip())
    return None


def _tells_something(statement: Statement, context: Context, missing: set[str]) -> bool:
    """Return whether, apart from what is missing, a quantity of the sentence occurs in the passages it cites."""
    text = statement.text
    return any(
        value.kind not in CALENDAR
        and text[value.start : value.end] not in missing
        and any(context.passages[n - 1].values.hold(value) for n in statement.cited)
        for value in values(text)
    )


def _leads_nowhere(lines: list[ReplyLine], i: int) -> bool:
    """Return whether a line that only introduces a list has lost all of it."""
    alone = all(s.leads for s in lines[i].statements)
    return alone and (
        i + 1 == len(lines) or (not lines[i + 1].item and not lines[i].item and lines[i + 1].apart)
    )


def _written(lines: list[ReplyLine], context: Context) -> tuple[tuple[AnswerLine, ...], tuple[Citation, ...]]:
    """Return the lines in the question's script, and their citations in order of first use."""
    numbers: dict[int, int] = {}
    resting: dict[int, list[Statement]] = {}
    out = []
    for line in lines:
        pieces: list[Piece] = []
        for statement in line.statements:
            for text, named in statement.segments:
                # Whatever stands without a fault, as what introduces a list does, may name a passage that there is none of.
                cited = tuple(n for n in named if context.passage(n))
                for n in cited:
                    numbers.setdefault(n, len(numbers) + 1)
                    resting.setdefault(n, []).append(statement)
                # Blanks at the beginning of a line would be seen in it.
                shown = in_script(text if pieces else text.lstrip(" "), context.question.script)
                pieces.append(Piece(shown, tuple(numbers[n] for n in cited), figure_spans(shown)))
        out.append(AnswerLine(tuple(pieces), form="item" if line.item else "paragraph"))
    citations = tuple(
        _citation(n, context.passages[number - 1], resting[number]) for number, n in numbers.items()
    )
    return tuple(out), citations


def in_script(text: str, script: Script) -> str:
    """Return `text` in the question's script; NOT_FOUND stays the same."""
    convert = to_traditional if script == "traditional" else to_simplified
    return NOT_FOUND.join(convert(part) for part in text.split(NOT_FOUND))


def _citation(n: int, passage: PromptPassage, statements: list[Statement]) -> Citation:
    exact = {(s.start, s.end) for statement in statements for s in supporting(passage, statement)}
    return Citation(
        n=n,
        doc=passage.first.doc,
        title=passage.first.title,
        region=passage.first.tells_of[0] if passage.first.tells_of else None,
        place=passage.first.tells_of[1] if passage.first.tells_of else None,
        date=passage.first.date,
        start=passage.start,
        end=passage.end,
        quote=passage.text,
        headings=passage.first.headings,
        exact=tuple((passage.start + start, passage.start + end) for start, end in sorted(exact)),
    )
