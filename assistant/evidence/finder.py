"""Look up the evidence for a question, recording the passages that were considered."""

from __future__ import annotations

from collections.abc import Callable

from assistant.evidence.acceptance import acceptable
from assistant.evidence.model import Candidate
from assistant.evidence.select import PASSAGES, select
from assistant.question.model import Question
from assistant.search.model import ScoredPassage
from assistant.search.retriever import Retriever
from ingest.schema import StoredPassage

# Returns the acceptable evidence for a look-up, best first.
Find = Callable[[Question], list[Candidate]]


class Finder:
    """Finds evidence for the look-ups that one question needs.

    Attributes:
        retriever: ranks the passages.
        considered: the passages of each look-up made so far, best first.
    """

    def __init__(self, retriever: Retriever) -> None:
        self.retriever = retriever
        self.considered: list[list[StoredPassage]] = []
        # One answer tries several ways, and each looks the same question up.
        self._found: dict[Question, tuple[list[StoredPassage], list[Candidate]]] = {}

    def candidates(self, question: Question) -> list[Candidate]:
        """Return all candidates, best first, acceptable or not."""
        if question not in self._found:
            passages = self.retriever.search(question, PASSAGES)
            found = candidates_in(self.retriever, question, passages)
            self._found[question] = [scored.passage for scored in passages], found
        considered, candidates = self._found[question]
        self.considered.append(considered)
        return list(candidates)

    def evidence(self, question: Question) -> list[Candidate]:
        """Return the candidates that are good enough to answer with, best first."""
        return acceptable(question, self.candidates(question))


def candidates_in(retriever: Retriever, question: Question, passages: list[ScoredPassage]) -> list[Candidate]:
    """Return the candidate answers in `passages` (best first), best first."""
    year = question.years[0] if question.years else None
    return select(retriever.library, question, passages, year)
