"""Attribute statements to the sentences that support them, and judge whether these are relevant to the question."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.llm.held_values import CALENDAR, Value, values
from assistant.llm.prompt_context import Context
from assistant.llm.prompt_passage import PromptPassage, Sentence, pairs
from assistant.llm.reply_parser import Statement

# Sentences of a passage that are highlighted for one statement.
MOST_SENTENCES = 3
# A question with fewer character pairs than this does not show what is relevant to it.
_LEAST_FOCUS = 2
# A passage that holds at least this share of the question is about it.
_MOST = 0.5


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is searched for in a passage: a statement's character pairs, and its figures that the passage holds."""

    pairs: frozenset[str]
    figures: list[Value]

    def likeness(self, sentence: Sentence) -> float:
        """Return how much of it `sentence` holds, from 0 to 2."""
        held = sum(sentence.values.hold(v) for v in self.figures) / (len(self.figures) or 1)
        return held + len(self.pairs & sentence.pairs) / (len(self.pairs) or 1)


def supporting(passage: PromptPassage, statement: Statement) -> list[Sentence]:
    """Return the sentences of a passage that support a statement: the most similar, and any with further figures."""
    figures = [v for v in values(statement.text) if v.kind not in CALENDAR and passage.values.hold(v)]
    own = pairs(statement.text)
    chosen: list[Sentence] = []
    while len(chosen) < MOST_SENTENCES:
        left = [v for v in figures if not any(s.values.hold(v) for s in chosen)]
        if chosen and not left:
            break
        wanted = _Wanted(own, left)
        best = max((s for s in passage.sentences if s not in chosen), key=wanted.likeness, default=None)
        if (
            best is None
            or not wanted.likeness(best)
            or (chosen and not any(best.values.hold(v) for v in left))
        ):
            break
        chosen.append(best)
    return chosen


def relevant(statement: Statement, context: Context, cited: tuple[int, ...]) -> bool:
    """Return whether a statement is supported by something relevant to the question.

    That is a sentence that the rules chose too, or one that shares words with the question; or a report, in figures
    or in the words of its headings, from a passage that answers the question.

    A document can put any sentence into a passage and have a model repeat it; such a sentence does not answer the
    question. 98% of the sentences that answer share words with the question, of the others 29%
    (docs/measurements.md).

    Args:
        statement: the statement.
        context: the passages and the question.
        cited: the numbers of the passages it cites.
    """
    focus = pairs(context.question.focus)
    if len(focus) < _LEAST_FOCUS:
        return True
    figures = [v for v in values(statement.text) if v.kind not in CALENDAR]
    wanted = _Wanted(pairs(statement.text), figures)
    # The likest one of all: beside a passage that has to do with the question any other could be cited as well.
    likest = max(
        ((s, context.passages[n - 1]) for n in cited for s in context.passages[n - 1].sentences),
        key=lambda found: wanted.likeness(found[0]),
        default=None,
    )
    if likest is None:
        return False
    best, passage = likest
    if best.chosen or focus & best.pairs:
        return True
    if not (any(v.kind for v in figures) or pairs(passage.about) & best.pairs):
        return False
    shared = len(focus & passage.pairs)
    if not any(each.chosen for each in context.passages):
        # The rules found no answer anywhere: that they chose nothing here speaks against none.
        return shared > 0
    return bool(passage.chosen) or _MOST * len(focus) <= shared
