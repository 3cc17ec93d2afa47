"""How much a model is given to read: as little as the evidence is clear.

Reading takes most of the time of a model that runs on an ordinary computer, and what it need not read it cannot mix up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answer.model import AnswerLine
from assistant.evidence.gate import gate
from assistant.evidence.model import Candidate
from assistant.question.model import Question
from ingest.chinese.sentences import sentences

# What is read of a passage: all of it; the sentences chosen, with one on either side; only what was chosen.
Extent = Literal["whole", "near", "chosen"]
Offsets = tuple[int, int]
# Tokens of the passages, by `prompt_context.tokens`: with the instructions some 700 and 1,500 of a model's own at most.
FIGURE_TOKENS = 480
OTHER_TOKENS = 1200
# An answer that is less probable by the gate is unsure: the model reads on around it.
SURE = 0.7
# A sentence longer than this is no context of another.
LONGEST_BESIDE = 100


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a model may read for one question.

    Attributes:
        tokens: of the passages together, but for what the rules chose, which is always read.
        whole: whether passages are read whole, and such besides as the rules looked at.
    """

    tokens: int
    whole: bool


def allowance(question: Question, offline: Sequence[AnswerLine]) -> Allowance:
    """Return what the model may read, given the answer by rule."""
    sure = certainty(question, offline) >= SURE
    return Allowance(FIGURE_TOKENS if sure and question.kind == "figure" else OTHER_TOKENS, whole=not sure)


def certainty(question: Question, offline: Sequence[AnswerLine]) -> float:
    """Return how probable it is that the answer by rule answers, 0 to 1.

    What tables and the ledger tell is told for sure; of sentences the best counts, as the gate judges them. An answer that
    lacks a part, or rests on nothing, is not sure at all.
    """
    evidence = [each for line in offline for each in line.evidence]
    if not evidence or any(line.role in ("missing", "not_found") for line in offline):
        return 0.0
    scored = sorted(
        (each for each in evidence if isinstance(each, Candidate)), key=lambda each: each.score, reverse=True
    )
    if len(scored) < len(evidence):
        return 1.0
    return float(gate().probabilities(question, scored[:1], scored)[0])


def read_of(passage: str, chosen: Sequence[Offsets], extent: Extent) -> tuple[Offsets, ...]:
    """Return the parts of a passage that are read, by offsets into its text, in order and apart from each other.

    Args:
        passage: its text.
        chosen: what the rules chose of it.
        extent: how much is to be read.
    """
    if extent == "whole":
        return ((0, len(passage)),)
    read = list(chosen)
    if extent == "near":
        spans = [(s.start, s.end) for s in sentences(passage)]
        for start, end in chosen:
            within = [i for i, (first, last) in enumerate(spans) if first < end and start < last]
            read += [spans[i] for i in within]
            beside = (
                [spans[i] for i in {within[0] - 1, within[-1] + 1} if 0 <= i < len(spans)] if within else []
            )
            read += [(first, last) for first, last in beside if last - first <= LONGEST_BESIDE]
    return _merged(passage, read)


def _merged(passage: str, parts: Sequence[Offsets]) -> tuple[Offsets, ...]:
    """Return the parts in order, those between which nothing but blanks stands as one."""
    merged: list[Offsets] = []
    for start, end in sorted(parts):
        if merged and not passage[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
