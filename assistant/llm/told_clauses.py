"""What the passages of a prompt tell, clause by clause, and how well a clause fits words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.llm.clause_words import WANTED, measure_of, pairs_of
from assistant.llm.prompt_passage import PromptPassage
from assistant.llm.tellings import Telling, tellings
from assistant.question.model import Question
from assistant.search.scope_match import outlook_of
from ingest.chinese.script import fold

# What the title and headings say tells of every clause below them; what a clause tells besides may be of something else.
WIDE, UNSAID = 0.6, 0.06
# Nearly nothing speaks for another clause where this part of what tells two apart speaks for one.
GAINS = 0.85
# How much of a reply's words a clause must hold to be the one that tells them.
LEAST_TOLD = 0.5
QUESTION_FORM = re.compile(r"有没有|是不是|是否|能否|有无|[吗嘛呢么?]")


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What a clause of a passage tells.

    Attributes:
        telling: of the clause or of one of its figures.
        years: of which years.
        elsewhere: the region that it tells of, where that is another than the question asks about; else "".
        planned: whether it is still to come about.
        wide: the pairs of the title and headings above it.
    """

    telling: Telling
    years: frozenset[int]
    elsewhere: str
    planned: bool
    wide: frozenset[str]


@dataclass(frozen=True, slots=True)
class Misrelated:
    """What a statement relates otherwise than its source.

    Attributes:
        words: of the statement, that are told of something else, or otherwise.
        told: the clause that tells it.
    """

    words: str
    told: str


class Sources:
    """What the passages of a prompt tell.

    Args:
        question: the parsed question.
        passages: the numbered passages.
    """

    def __init__(self, question: Question, passages: Sequence[PromptPassage]) -> None:
        self.question = question
        self.told = [told for passage in passages for told in _told(passage, question)]
        clauses = [each.telling for each in self.told if each.telling.value is None]
        often = Counter(pair for clause in clauses for pair in clause.own)
        self.weights = {pair: math.log(1 + len(clauses) / n) for pair, n in often.items()}
        self.asked = pairs_of(question.focus)
        self.asked_measure = measure_of(QUESTION_FORM.sub("", fold(question.focus)))

    def _credit(self, pair: str, told: Told) -> float:
        """Return how far a clause tells of a pair."""
        return max(told.telling.words.get(pair, 0.0), WIDE * (pair in told.wide))

    def only_gains(self, words: Mapping[str, float], told: Told, other: Told) -> bool:
        """Return whether nearly all by which two clauses differ in `words` speaks for the first."""
        gain = loss = 0.0
        for pair, credit in words.items():
            more = self._credit(pair, told) - self._credit(pair, other)
            gain += max(0.0, more) * credit * self.weights.get(pair, 0.0)
            loss += max(0.0, -more) * credit * self.weights.get(pair, 0.0)
        return gain >= GAINS * (gain + loss)

    def fit(self, words: Mapping[str, float], told: Told) -> float:
        """Return which part of `words`, by weight, a clause tells, 0 to 1, less what it tells besides."""
        whole = sum(credit * self.weights.get(pair, 0.0) for pair, credit in words.items())
        held = sum(
            credit * self.weights.get(pair, 0.0) * self._credit(pair, told) for pair, credit in words.items()
        )
        own = sum(self.weights.get(pair, 0.0) for pair in told.telling.own)
        beside = sum(self.weights.get(pair, 0.0) for pair in told.telling.own if pair not in words)
        return (held / whole if whole else 0.0) - UNSAID * (beside / own if own else 0.0)


def _told(passage: PromptPassage, question: Question) -> Iterator[Told]:
    """Yield what a passage tells."""
    years = frozenset(question.years)
    wide = pairs_of(fold("\n".join((passage.first.title, *passage.first.headings))))
    for telling in tellings(passage.text):
        at = passage.first.at(passage.start + telling.start)
        told = at.tells_of
        own = telling.years or frozenset(filter(None, [at.year]))
        if not telling.years and at.year is None and at.date:
            own = frozenset({int(at.date[:4])}) & years
        yield Told(
            telling,
            own,
            told[0] if question.meant and told is not None and not question.takes(told) else "",
            outlook_of(at, telling.clause) == "plan" or WANTED.search(telling.clause) is not None,
            wide,
        )
