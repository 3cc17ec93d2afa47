"""Answer with the summary of a document: its sections in order, each with its main facts and where they stand."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answer.citations import Citations
from assistant.answer.dating import label_of
from assistant.answer.model import AnswerLine, Piece
from assistant.answer.outline.asked_document import documents_asked, of_year
from assistant.answer.outline.facts import WORDS
from assistant.answer.outline.model import MainFact, Outline, Section
from assistant.answer.outline.outline import outline_of
from assistant.answer.quote import quoted
from assistant.answer.templates import pieces
from assistant.question.model import Question
from assistant.question.outline_request import OutlineRequest
from ingest.chinese.script import fold, to_simplified, to_traditional
from ingest.library.library import Library
from ingest.schema import StoredDocument

# Lines of a summary, that which names the document included.
MOST_LINES = 12
# More sections than these have one line each.
MOST_DIVIDED = 4
# Characters of the facts of one line, and of all of a summary's.
LINE, ALL = 84, 700
LONGEST_QUOTE = 90
# Characters of a heading that names a line; a longer one gives way to its last clause.
LONGEST_NAME, LONGEST_ABOVE = 18, 30
# A text has a line for so many characters, short ones a few in any case.
PER_LINE, FEWEST_LINES = 250, 4
MOST_OF_SHORT = 8
MOST_OTHERS = 4
_NUMBER = WORDS.words("number", frame="^(?:{words})")
_COMMAS = re.compile(r"[，,、；;]")


def answered_by_outline(
    library: Library,
    documents: Sequence[StoredDocument],
    question: Question,
    request: OutlineRequest,
    citations: Citations,
) -> list[AnswerLine]:
    """Return the summary of the document that a question asks for; where none is of its year, which ones are held; empty where
    no document is of its place and sort.

    Args:
        documents: all that the library holds.
    """
    held = documents_asked(documents, question, request)
    if not held and not (question.places or request.title or request.subject or request.sort == "paper"):
        return _which(documents, question)
    chosen = of_year(held, question)
    if not held and not (request.title or request.subject or request.sort == "paper"):
        # None of the sort: what else is held of the place.
        held = documents_asked(documents, question, OutlineRequest(None, "", "", ()))
    if not held:
        return []
    if not chosen:
        offered = "、".join(f"《{each.title}》" for each in _latest_first(held)[:MOST_OTHERS])
        years = (question.report_year,) if question.report_year else question.years
        asked = label_of(replace(question, years=years)) + f"的{request.noun or '这份资料'}"
        said = pieces("no_such_document", question.script, asked=asked, offered=offered)
        return [AnswerLine(said, "not_found")]
    document = chosen[0]
    lines = list(_lines(outline_of(library, document.doc), question, citations))
    if not lines:
        return []
    others = [each for each in (*chosen[1:], *_latest_first(held)) if each != document]
    return [_opening(document, question), *lines, *_offer(list(dict.fromkeys(others)), question)]


def _which(documents: Sequence[StoredDocument], question: Question) -> list[AnswerLine]:
    """Return the line that asks which document is meant, with one that is held as an example; nothing where none is."""
    held = [each for each in documents if each.state == "ready" and not each.copy_of]
    if not held:
        return []
    latest = max(held, key=lambda each: (each.kind == "work-report", each.date or "", each.doc))
    return [AnswerLine(pieces("which_document", question.script, example=latest.title), "not_found")]


def _latest_first(documents: Sequence[StoredDocument]) -> list[StoredDocument]:
    return sorted(documents, key=lambda each: each.date or "", reverse=True)


def _opening(document: StoredDocument, question: Question) -> AnswerLine:
    """Return the line that says which document it is."""
    about = "，".join(filter(None, (f"{document.place or ''}{document.region or ''}", document.date)))
    return AnswerLine(
        pieces("outline", question.script, title=document.title, about=f"（{about}）" if about else ""),
        "note",
    )


def _offer(others: Sequence[StoredDocument], question: Question) -> list[AnswerLine]:
    """Return the line that offers the other documents that fit; none where there are none."""
    if not others:
        return []
    named = "、".join(f"《{each.title}》" for each in others[:MOST_OTHERS])
    more = f"等 {len(others)} 份" if len(others) > MOST_OTHERS else ""
    return [AnswerLine(pieces("outline_others", question.script, others=named + more), "note")]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a summary: a section or part with the facts that it shows."""

    section: Section
    above: Section | None

    @property
    def worth(self) -> float:
        return max((fact.score for fact in self.section.facts), default=0.0)


def _lines(outline: Outline, question: Question, citations: Citations) -> Iterator[AnswerLine]:
    """Yield the lines of a document's sections, each part of a divided section after its heading."""
    chosen = _chosen(outline)
    room = min(LINE, ALL // max(1, len(chosen)))
    grouped = any(line.above for line in chosen)
    above: Section | None = None
    for line in chosen:
        if line.above is not None and line.above is not above:
            yield AnswerLine((Piece(_in_script(_name(line.above, LONGEST_ABOVE), question)),), "note")
        above = line.above
        told = _line(line.section, room, question, citations)
        # Below the items of another section it would be taken for one of them.
        yield replace(told, form="paragraph") if grouped and line.above is None else told


def _chosen(outline: Outline) -> list[_Line]:
    """Return the sections and parts that have a line, as many as there is room for, in order.

    Every section keeps its best part.
    """
    sections = [
        section for section in outline.sections if any(leaf.facts for leaf in (section, *section.parts))
    ]
    divided = sum(bool(section.parts) for section in sections)
    several = divided and len(sections) <= MOST_DIVIDED
    candidates: list[list[_Line]] = []
    for section in sections:
        if section.parts and several:
            own = [_Line(replace(section, heading="总体", parts=()), section)] if section.facts else []
            parts = [*own, *(_Line(part, section) for part in section.parts if part.facts)]
            candidates.append(parts)
        else:
            candidates.append([_Line(_whole(section), None)])
    room = MOST_LINES - 2 - (divided if several else 0)
    # Sections that bear a heading of their own are what the text is divided into: a short one has a line for each too.
    named = sum(line.section.is_written for lines in candidates for line in lines)
    room = min(room, max(FEWEST_LINES, outline.document.characters // PER_LINE, min(named, MOST_OF_SHORT)))
    best = sorted(
        (max(lines, key=lambda line: line.worth) for lines in candidates), key=lambda line: -line.worth
    )
    kept = best[:room]
    weights = [math.sqrt(section.end - section.start) for section in sections]
    # What is left goes to the sections, to long ones more, in each to what tells most.
    for weight, lines in zip(weights, candidates, strict=True):
        quota = round(room * weight / sum(weights)) - 1
        kept += sorted((line for line in lines if line not in best), key=lambda line: -line.worth)[
            : max(0, quota)
        ]
    kept = kept[:room]
    rest = [line for lines in candidates for line in lines if line not in kept]
    kept += sorted(rest, key=lambda line: -line.worth)[: room - len(kept)]
    chosen = [[line for line in lines if line in kept] for lines in candidates]
    # A section with one line needs no line of its own above it.
    alone = [
        [_Line(_whole(section), None)] if len(lines) == 1 else lines
        for section, lines in zip(sections, chosen, strict=True)
    ]
    return [line for lines in alone for line in lines]


def _whole(section: Section) -> Section:
    """Return a section with the best facts of its parts as its own."""
    if not section.parts:
        return section
    facts = [*section.facts, *(fact for part in section.parts for fact in part.facts)]
    best = sorted(facts, key=lambda fact: -fact.score)[:3]
    return replace(section, facts=tuple(sorted(best, key=lambda fact: fact.start)), parts=())


def _line(section: Section, room: int, question: Question, citations: Citations) -> AnswerLine:
    """Return the line of a section: its name, and its facts within `room` characters, each with its citation."""
    facts = _within(section.facts, room)
    told = [
        replace(_shortened(quoted(question, fact.evidence)), cites=(citations.cite(fact.evidence),))
        for fact in facts
    ]
    name = _name(section, LONGEST_NAME)
    lead = [Piece(_in_script(f"{name}：", question))] if name else []
    apart = [piece for fact in told for piece in (Piece("；"), fact)][1:]
    evidence = tuple(fact.evidence for fact in facts)
    return AnswerLine((*lead, *_cited_once(apart)), form="item", evidence=evidence)


def _shortened(piece: Piece) -> Piece:
    """Return a quotation without the end of one that no comma divides for a whole line."""
    if len(piece.text) <= LONGEST_QUOTE:
        return piece
    kept = tuple(span for span in piece.figures if span[1] <= LONGEST_QUOTE)
    return replace(piece, text=piece.text[:LONGEST_QUOTE] + "……", figures=kept)


def _cited_once(told: Sequence[Piece]) -> Iterator[Piece]:
    """Yield pieces with the mark of a source only behind the last of those that follow each other from it."""
    for i, piece in enumerate(told):
        following = next((each.cites for each in told[i + 1 :] if each.cites), ())
        yield replace(piece, cites=()) if piece.cites == following else piece


def _within(facts: Sequence[MainFact], room: int) -> list[MainFact]:
    """Return the best of `facts` that fit into `room` characters, at least one, in their order."""
    kept: list[MainFact] = []
    left = room
    for fact in sorted(facts, key=lambda each: -each.score):
        if kept and fact.end - fact.start > left:
            continue
        kept.append(fact)
        left -= fact.end - fact.start
    return sorted(kept, key=lambda each: each.start)


def _in_script(text: str, question: Question) -> str:
    if question.script == "traditional":
        return to_traditional(text)
    return to_simplified(text)


def _name(section: Section, longest: int) -> str:
    """Return a heading without its number; of a long one the last clause that is short enough."""
    folded = fold(section.heading)
    number = _NUMBER.match(folded)
    bare = section.heading[number.end() if number else 0 :].strip().rstrip("：:。")
    if len(bare) <= longest:
        return bare
    fitting = [part for part in _COMMAS.split(bare) if 4 <= len(part) <= longest]
    return fitting[-1] if fitting else bare[: longest - 1] + "…"
