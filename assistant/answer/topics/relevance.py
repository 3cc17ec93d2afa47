"""Tell which statements of a document are of the matter asked about, and how surely: by their own words, by the topic sentence,
heading or paragraph that they stand under, and by the words that belong to its topics."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from assistant.answer.topics.blocks import Statement
from assistant.answer.topics.points import SHORTEST_POINT, Point, is_address, without_lead
from assistant.answer.topics.telling import is_slogan, weight
from assistant.evidence.term_weights import TermWeights
from assistant.question.model import Question
from assistant.question.official_names import official_names
from assistant.question.topics import ACROSS, Topic, strongest_other, words_of
from ingest.chinese.sentences import Span, clauses_at
from ingest.library.library import Library

# A topic sentence tells something by itself from this weight on.
TELLING = 2.0
# So many words of a topic are as good as its name.
WORDS_OF_TOPIC = 2
# Characters of a name that is no part of another word.
SURE_NAME = 3
# What stands below a heading, or in the paragraph of a sentence, that is of the matter is so less surely than below a topic
# sentence that is.
BELOW_HEADING, BESIDE = 0.8, 0.7
# What stands between two statements that hold a word is of it as surely as that.
BETWEEN = 0.6
# What stands in a block as sure as this is of the matter as a whole.
IN_BLOCK = 0.5
# What both its own words and its block say counts for so much more.
BOTH = 0.3
# What is this much less surely of the matter than the surest is of another one.
SHARE_OF_SUREST = 0.35
# What several years together tell, where one is asked about.
OF_SEVERAL_YEARS = 0.7
_MARKS = ",:"


@dataclass
class Matter:
    """What a question is about.

    Attributes:
        topics: the fields that it names, any of which will do.
        names: the words that name it, of each of several things by themselves.
        named: the weights of each of them.
        terms: words of which one must stand in a statement or above it; empty for none.
    """

    topics: tuple[Topic, ...]
    names: tuple[str, ...]
    named: tuple[TermWeights, ...]
    terms: tuple[str, ...] = ()
    _shares: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        library: Library,
        question: Question,
        names: Sequence[str],
        topics: tuple[Topic, ...] = (),
        terms: tuple[str, ...] = (),
    ) -> Matter:
        """Return the matter that a question names in `names`."""
        others = official_names(question)
        weights = tuple(TermWeights(library, name, "", others) for name in names)
        return cls(topics, tuple(names), weights, terms)

    def share(self, text: str) -> float:
        """Return how surely a folded text is of the matter, 0 to 1."""
        if text not in self._shares:
            self._shares[text] = max(self.literal(text), self._topical(text)) if text else 0.0
        return self._shares[text]

    def literal(self, text: str) -> float:
        """Return how much of what names the matter stands in a folded text, itself or by another name, 0 to 1."""
        if self.topics and not self._own(text):
            # 教育 of 主题教育 is another word.
            return max((1.0 for name in self.names if len(name) >= SURE_NAME and name in text), default=0.0)
        return max((each.share(each.matched(text)) for each in self.named), default=0.0)

    def _topical(self, text: str) -> float:
        own = self._own(text)
        if not own:
            return 0.0
        share = min(own, WORDS_OF_TOPIC) / WORDS_OF_TOPIC
        return share if own >= self.elsewhere(text) else share / 2

    def _own(self, text: str) -> int:
        return max((words_of(topic.key, text) for topic in self.topics), default=0)

    def elsewhere(self, text: str) -> int:
        """Return how many words in a folded text any other topic has; 0 where none of the matter's keeps others out."""
        return 0 if self.is_across or not self.topics else strongest_other(self.topics, text)

    @property
    def is_across(self) -> bool:
        """Return whether a field of the matter lies across others."""
        return any(topic.key in ACROSS for topic in self.topics)


def heads_only(statement: Statement) -> bool:
    """Return whether a topic sentence says no more than what the ones after it are about."""
    return statement.is_heading or is_slogan(statement.text) or weight(statement.text) < TELLING


def of_matter(
    matter: Matter,
    statements: Sequence[Statement],
    gain: Callable[[Statement], float] = lambda _: 0.0,
    *,
    runs_on: bool = False,
    article: bool = False,
) -> list[Point]:
    """Return the points that `statements` make for a matter, in their order.

    Args:
        gain: how surely a statement is of it for other reasons.
        article: whether the document is of one matter, so that the sentence that opens a paragraph tells of what it is.
        runs_on: whether all that follows in the paragraph of a statement that holds a term is of it.
    """
    found: list[Point] = []
    for lines in _paragraphs(statements):
        opening = matter.share(lines[0].text) if article else 0.0
        for each, near in zip(lines, _near(matter, lines, runs_on=runs_on), strict=True):
            block = max(
                matter.share(each.topic),
                BELOW_HEADING * matter.share(each.heading),
                BESIDE * opening,
                near,
                gain(each),
            )
            if matter.terms and not (near or gain(each)):
                continue
            point = _point(matter, each, block, max(near, gain(each)))
            if point is not None:
                found.append(point)
    least = SHARE_OF_SUREST * max((point.score for point in found), default=0.0)
    return [point for point in found if point.score >= least]


def _paragraphs(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Return the statements of each paragraph."""
    return [list(lines) for _, lines in groupby(statements, lambda each: each.paragraph)]


def _near(matter: Matter, lines: Sequence[Statement], *, runs_on: bool) -> list[float]:
    """Return how surely each statement of a paragraph is of one of the terms: those that hold it, stand below it, or between
    others that do, or with `runs_on` after one that does."""
    holds = [
        any(term in above for term in matter.terms for above in (each.topic, each.heading, each.text))
        for each in lines
    ]
    if True not in holds:
        return [0.0] * len(lines)
    first, last = holds.index(True), len(lines) - (0 if runs_on else holds[::-1].index(True))
    return [0.0 if not first <= i < last else 1.0 if holds[i] else BETWEEN for i in range(len(lines))]


def _point(matter: Matter, statement: Statement, block: float, named: float) -> Point | None:
    """Return the point that a statement makes; None where it is of another matter.

    Args:
        block: how surely what it stands in is of the matter.
        named: how surely that is so for other reasons than the words of a field.
    """
    text = statement.text
    if is_address(text) or (statement.is_topic and heads_only(statement)):
        return None
    own = matter.share(text)
    headed = matter.share(statement.topic) if not matter.elsewhere(statement.topic) else 0.0
    named = max(headed, matter.literal(statement.topic), matter.literal(statement.heading), named)
    if not own and block > named and (matter.is_across or matter.elsewhere(text)):
        # Below what is of the matter by its field alone, other fields are told of too.
        return None
    score = max(own, block) + BOTH * min(own, block)
    score *= OF_SEVERAL_YEARS if statement.evidence.statement.period else 1.0
    span = without_lead(text) if statement.wanting else _of_the_matter(matter, text, block)
    section = statement.heading + statement.topic
    return Point(statement, span, score, section) if score and _is_long_enough(span) else None


def _is_long_enough(span: Span) -> bool:
    return span.end - span.start >= SHORTEST_POINT


def _of_the_matter(matter: Matter, text: str, block: float) -> Span:
    """Return the clauses of a folded statement that are of the matter: all where its block is, else those from the first that
    is to the last before one of another field."""
    whole = Span(0, len(text))
    if block >= min(matter.share(text), IN_BLOCK):
        return whole
    parts = clauses_at(text, whole, _MARKS)
    first = last = None
    for i, part in enumerate(parts):
        clause = text[part.start : part.end]
        if matter.share(clause):
            first, last = i if first is None else first, i
        elif first is not None and matter.elsewhere(clause):
            break
        elif first is not None:
            last = i
    return whole if first is None or last is None else Span(parts[first].start, parts[last].end)
