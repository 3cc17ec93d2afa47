"""Name the place that an answer tells of where the question leaves it open, or asks for what lies in a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer.model import AnswerLine, Piece
from assistant.question.held_places import Place
from assistant.question.model import Question
from assistant.question.places import Gazetteer
from ingest.chinese.script import fold, written_in


def the_one_told_of(gazetteer: Gazetteer, question: Question, lines: Sequence[AnswerLine]) -> Place | None:
    """Return the place that all `lines` tell of and the first does not name, where they might tell of any of several."""
    told = {line.evidence[0].tells_of for line in lines if line.evidence}
    if len(told) != 1 or not _might_be_of_any(gazetteer, question):
        return None
    place = gazetteer.place(told.pop())
    return None if place is None or _names(lines[0], place) else place


def _might_be_of_any(gazetteer: Gazetteer, question: Question) -> bool:
    """Return whether a question names no place and asks for a figure, or a filter keeps it to several places.

    A figure says nothing without its place where the library holds more than one.
    """
    if question.places:
        return False
    held = sum(1 for place in gazetteer.places if place.filed)
    return question.within is not None or (question.kind == "figure" and held > 1)


def _names(line: AnswerLine, place: Place) -> bool:
    return any(name in fold(line.text) for name in place.names)


def of_members(gazetteer: Gazetteer, question: Question, lines: list[AnswerLine]) -> list[AnswerLine]:
    """Return `lines`, those that tell of what lies in the place asked about after its name.

    So are all that do not name it where they might tell of any of several.
    """
    of_any = _might_be_of_any(gazetteer, question)
    named, last = [], None
    for line in lines:
        told = line.evidence[0].tells_of if line.evidence else None
        member = None if question.asks_about(told) else gazetteer.place(told)
        labelled = question.takes(told) or (of_any and member is not None and not _names(line, member))
        if member is not None and labelled and member != last:
            line = replace(
                line, pieces=(Piece(written_in(f"{member.label}：", question.script)), *line.pieces)
            )
        named.append(line)
        last = member
    return named
