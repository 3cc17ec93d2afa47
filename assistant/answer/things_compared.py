"""Set things that are no regions against one another where one sentence tells the figures of all in one and the same way."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import reckoning
from assistant.answer.citations import Citations
from assistant.answer.figure_of_thing import is_called
from assistant.answer.model import AnswerLine
from assistant.answer.named_figures import NamedFigure, named_figures
from assistant.answer.quote import statements
from assistant.answer.templates import in_script
from assistant.answer.term_outcome import Reckoning, worked
from assistant.answer.told_together import places_around
from assistant.evidence.answer_types import fits_unit
from assistant.evidence.model import Candidate, Evidence
from assistant.question.compared_things import ComparedThings
from assistant.question.model import Question
from ingest.chinese.script import fold

# A sentence further down tells of something else more often than not.
MOST_SENTENCES = 4
_PEOPLE = ("人", "人数")


def reckoning_of_things(asked: ComparedThings) -> Reckoning:
    """Return what is to be reckoned of the figures of things."""
    measure = "人数" if fold(asked.measure) in _PEOPLE else asked.measure
    return Reckoning(asked.operation, asked.less, measure)


def told_in_one_way(
    question: Question, asked: ComparedThings, good: Sequence[Candidate], citations: Citations
) -> list[AnswerLine]:
    """Return which of the things that a question names has the most or least, or by how much one exceeds the other, and the one
    sentence that tells their figures; nothing where none does.

    Args:
        good: acceptable evidence for the whole question, best first.
    """
    for candidate in good[:MOST_SENTENCES]:
        for evidence in places_around(candidate):
            members = _members(question, asked, evidence)
            figures = [each.quantity for each in members]
            said = worked(reckoning_of_things(asked), asked.names, figures) if members else ()
            if said:
                line = AnswerLine(in_script(said, question.script), "verdict", evidence=(evidence,))
                return [line, *statements(question, [evidence], citations)]
    return []


def _members(question: Question, asked: ComparedThings, evidence: Evidence) -> list[NamedFigure]:
    """Return the figures that one sentence tells of all things in one and the same way: 区级河长13名、村级河长56名; else none."""
    figures = [
        each
        for each in named_figures(evidence.text)
        if each.quantity.value is not None and fits_unit(question, each.quantity)
    ]
    chosen, called = [], set()
    for name in asked.names:
        own = [each for each in figures if name in each.name]
        if len(own) != 1:
            return []
        chosen.append(own[0])
        called.add(own[0].name.rpartition(name)[2])
    starts = {each.quantity.start for each in chosen}
    if (
        len(called) != 1
        or len(starts) < len(chosen)
        or not reckoning.comparable([c.quantity for c in chosen])
    ):
        return []
    what, kind = called.pop(), chosen[0].quantity.kind
    if asked.measure in _PEOPLE:
        return chosen if kind == "people" else []
    # 栽得多 asks for nothing but the amount.
    return chosen if not what or is_called(asked.measure, what) or len(asked.measure) < 2 else []
