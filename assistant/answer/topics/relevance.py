"""Tell which statements of a document are of the matter asked about, and how surely: by their own words, by the topic sentence,
heading or paragraph that they stand under, by the words that belong to its topics, and by what was learned of these."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from assistant.answer.topics.blocks import Statement
from assistant.answer.topics.points import SHORTEST_POINT, Point, is_address, without_lead
from assistant.answer.topics.sureness import Asked, Standing, meanings, sureness
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
# What stands between two statements that hold a word is of it as surely as that.
BETWEEN = 0.6
# What stands in a block as sure as this is of the matter as a whole.
IN_BLOCK = 0.5
# What is this much less surely of the matter than the surest is of another one.
SHARE_OF_SUREST = 0.1
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
    _elsewhere: dict[str, int] = field(default_factory=dict)

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
        if self.is_across or not self.topics:
            return 0
        if text not in self._elsewhere:
            self._elsewhere[text] = strongest_other(self.topics, text)
        return self._elsewhere[text]

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
    anchor: Callable[[Statement], float] | None = None,
    *,
    article: bool = False,
) -> list[Point]:
    """Return the points that the `statements` of a document make for a matter, in their order.

    Args:
        anchor: how surely a statement answers by itself or goes on from what does; None where nothing is known of that.
        article: whether the document is of one matter, so that the sentence that opens a paragraph tells of what it is.
    """
    standings = list(_standings(matter, statements, anchor, article=article))
    if not any(_is_of(matter, each) for each in standings):
        return []
    asked = Asked(article, bool(matter.terms), anchor is not None, matter.is_across)
    sure = sureness(asked, standings, meanings(matter.names, [each.statement.text for each in standings]))
    found = [
        _point(matter, each, float(score))
        for each, score in zip(standings, sure, strict=True)
        if not (is_address(each.statement.text) or _is_of_another_field(matter, each))
        and not (each.statement.is_topic and heads_only(each.statement))
    ]
    least = SHARE_OF_SUREST * max((point.score for point in found), default=0.0)
    return [point for point in found if point.score >= least and _is_long_enough(point.span)]


def _standings(
    matter: Matter,
    statements: Sequence[Statement],
    anchor: Callable[[Statement], float] | None,
    *,
    article: bool,
) -> Iterator[Standing]:
    """Yield each statement with how much of the matter it and what it stands in hold."""
    for number, lines in enumerate(_paragraphs(statements)):
        opening = matter.share(lines[0].text) if article else 0.0
        for each, near in zip(lines, _near(matter, lines), strict=True):
            yield Standing(
                each,
                number,
                own=matter.share(each.text),
                named=matter.literal(each.text),
                topic=matter.share(each.topic),
                heading=matter.share(each.heading),
                opening=opening,
                near=near,
                anchor=anchor(each) if anchor is not None else 0.0,
                elsewhere=matter.elsewhere(each.text),
            )


def _is_of(matter: Matter, each: Standing) -> bool:
    """Return whether anything of the matter stands in a statement or above it, of its words one where there are any."""
    known = max(each.near, each.anchor)
    return known > 0 if matter.terms else max(each.own, each.topic, each.heading, known) > 0


def _paragraphs(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Return the statements of each paragraph."""
    return [list(lines) for _, lines in groupby(statements, lambda each: each.paragraph)]


def _near(matter: Matter, lines: Sequence[Statement]) -> list[float]:
    """Return how surely each statement of a paragraph is of one of the terms: those that hold it, stand below it, or between
    others that do."""
    holds = [
        any(term in above for term in matter.terms for above in (each.topic, each.heading, each.text))
        for each in lines
    ]
    if True not in holds:
        return [0.0] * len(lines)
    first, last = holds.index(True), len(lines) - holds[::-1].index(True)
    return [0.0 if not first <= i < last else 1.0 if holds[i] else BETWEEN for i in range(len(lines))]


def _is_of_another_field(matter: Matter, each: Standing) -> bool:
    """Return whether nothing of the fields asked about stands in a statement or above it, or what stands above it is of them by
    their words alone and the statement is of another one."""
    if not matter.topics or each.own:
        return False
    headed = 0.0 if matter.elsewhere(each.statement.topic) else each.topic
    above = (matter.literal(each.statement.topic), matter.literal(each.statement.heading))
    named = max(headed, *above, each.near, each.anchor)
    block = max(each.topic, each.heading, each.opening, named)
    return block == 0 or (block > named and (matter.is_across or each.elsewhere > 0))


def _point(matter: Matter, each: Standing, score: float) -> Point:
    """Return the point that a statement makes."""
    statement = each.statement
    block = max(each.topic, each.heading, each.opening, each.near, each.anchor)
    text = statement.text
    span = without_lead(text) if statement.wanting else _of_the_matter(matter, text, block)
    return Point(statement, span, score, statement.heading + statement.topic)


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
