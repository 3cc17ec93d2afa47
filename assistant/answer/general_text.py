"""What answers from general text: sentences until one of them probably answers, each whole, with what stands beside the best
of them, told in a row where they follow each other."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence.general import is_general
from assistant.evidence.model import Candidate, Evidence
from assistant.question.model import Question
from ingest.chinese.sentences import sentences

# Who 他 and 此书 are is said in the sentence before, and what came of it in the one after, while all is still so short.
ROOM = 340
# A longer sentence beside tells of other things as well.
LONGEST_BESIDE = 80


def with_less_sure(
    question: Question, good: Sequence[Candidate], judged: Sequence[Candidate]
) -> list[Candidate]:
    """Return `good` and those of `judged` that are general text, by score: beside one that answers, how probable each is decides
    how many are shown, and no bound for each of them.

    Args:
        question: what is asked.
        good: candidates that are good enough to answer with, best first.
        judged: all that may answer by what is known of them.
    """
    others = [
        each
        for each in judged
        if is_general(question, each.passage) and not any(each is other for other in good)
    ]
    return sorted([*good, *others], key=lambda each: -each.score)


def with_context(chosen: Sequence[Evidence]) -> list[Evidence]:
    """Return `chosen` (best first), the first of them with the sentences after and before it in its paragraph where all have
    room."""
    first, *others = chosen
    text, start, end = first.passage.text, first.start, first.end
    begins, stops = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    parts = [s for s in sentences(text) if begins <= s.start and (stops < 0 or s.end <= stops)]
    after = next((s.end for s in parts if s.start >= end), end)
    before = next((s.start for s in reversed(parts) if s.end <= start), start)
    room = ROOM - sum(each.end - each.start for each in chosen)
    if after - end <= min(room, LONGEST_BESIDE):
        room -= after - end
        end = after
    if start - before <= min(room, LONGEST_BESIDE):
        start = before
    return [Evidence(first.passage, start, end), *others]


def in_a_row(chosen: Sequence[Evidence]) -> list[Evidence]:
    """Return `chosen` (best first), those joined that meet in a passage, in the place of the best of them."""
    joined: list[Evidence] = []
    for each in chosen:
        beside = [other for other in joined if _meet(each, other)]
        if not beside:
            joined.append(each)
            continue
        together = Evidence(
            each.passage,
            min(each.start, *(other.start for other in beside)),
            max(each.end, *(other.end for other in beside)),
        )
        at = joined.index(beside[0])
        joined = [other for other in joined if other not in beside]
        joined.insert(at, together)
    return joined


def _meet(a: Evidence, b: Evidence) -> bool:
    """Return whether two pieces of evidence overlap, or stand beside each other."""
    if a.passage.id != b.passage.id or a.lead or b.lead:
        return False
    first, second = sorted((a, b), key=lambda each: each.start)
    between = first.passage.text[first.end : second.start]
    return not between.strip()
