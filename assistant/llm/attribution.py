"""On which sentences of a passage a statement rests, and whether these have to do with the question."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.llm.block import Block, Sentence, pairs
from assistant.llm.held_values import CALENDAR, Value, values
from assistant.llm.prompt_context import Context
from assistant.llm.reply_parser import Statement

# Sentences of a passage that are pointed out for one statement.
MOST_SENTENCES = 3
# With fewer pairs of characters than these a question does not tell what has to do with it.
_LEAST_FOCUS = 2
# A passage that holds so much of what is asked is about it.
_MOST = 0.5


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is looked for in a passage: a statement's pairs of characters, and its figures that the passage holds."""

    pairs: frozenset[str]
    figures: list[Value]

    def likeness(self, sentence: Sentence) -> float:
        held = sum(sentence.values.hold(v) for v in self.figures) / (len(self.figures) or 1)
        return held + len(self.pairs & sentence.pairs) / (len(self.pairs) or 1)


def supporting(block: Block, statement: Statement) -> list[Sentence]:
    """The sentences of a passage that a statement rests on: the likest one, and those with figures which it lacks."""
    figures = [v for v in values(statement.text) if v.kind not in CALENDAR and block.values.hold(v)]
    own = pairs(statement.text)
    chosen: list[Sentence] = []
    while len(chosen) < MOST_SENTENCES:
        left = [v for v in figures if not any(s.values.hold(v) for s in chosen)]
        if chosen and not left:
            break
        wanted = _Wanted(own, left)
        best = max((s for s in block.sentences if s not in chosen), key=wanted.likeness, default=None)
        if (
            best is None
            or not wanted.likeness(best)
            or (chosen and not any(best.values.hold(v) for v in left))
        ):
            break
        chosen.append(best)
    return chosen


def relevant(statement: Statement, context: Context, cited: tuple[int, ...]) -> bool:
    """Whether a statement rests on something that has to do with the question: a sentence that the rules chose as
    well, or one that shares words with what is asked; or a report, in figures or in the words of its headings, from a
    passage that answers the question.

    A document can put any sentence into a passage and have a model repeat it; that one does not answer the question.
    98% of the sentences that do answer one share words with it, of the others 29% (docs/measurements.md).
    """
    focus = pairs(context.question.focus)
    if len(focus) < _LEAST_FOCUS:
        return True
    figures = [v for v in values(statement.text) if v.kind not in CALENDAR]
    wanted = _Wanted(pairs(statement.text), figures)
    # The likest one of all: beside a passage that has to do with the question any other could be cited as well.
    likest = max(
        ((s, context.blocks[n - 1]) for n in cited for s in context.blocks[n - 1].sentences),
        key=lambda found: wanted.likeness(found[0]),
        default=None,
    )
    if likest is None:
        return False
    best, block = likest
    if best.chosen or focus & best.pairs:
        return True
    reports = any(v.kind for v in figures) or bool(pairs(block.about) & best.pairs)
    return reports and (bool(block.chosen) or _MOST * len(focus) <= len(focus & block.pairs))
