"""Measure answers to a file of questions: right, grounded, abstaining where they should, and how fast."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.evaluation.dataset import GoldQuestion, normal
from assistant.markup import to_plain
from assistant.schema import Answer
from ingest.schema import StoredPassage

# Characters that an answer of a type may have: whoever copies out the page has not answered.
_LIMITS = {"figure": 260, "date": 260, "person": 260, "place": 320, "yesno": 320}
_LIMIT = 420
# Answers that must name more than three things may be longer, by so many characters for each further one.
_LIMIT_EACH_MORE = 60
_CUTOFFS = (1, 3, 5, 10)
# So many passages must be searched for, for every cut-off to be measured.
DEEPEST = max(_CUTOFFS)

# As the public measure of these question files counts figures, so that both give the same share: every digit, no words.
_UNITS = "%|‰|亿|万|千|百|元|个|项|家|公里|亩|吨|人|户|年|月|日|平方|公顷|座|条|所|件|处|倍|度|米|辆|台|套|村|次|场"
_FIGURE = re.compile(rf"\d+(?:\.\d+)?(?:{_UNITS})?")


@dataclass(frozen=True, slots=True)
class Share:
    """The number `right` out of `of`."""

    right: int
    of: int

    @property
    def share(self) -> float | None:
        """Return right / of, or None if `of` is 0."""
        return self.right / self.of if self.of else None

    def as_json(self) -> dict[str, Any]:
        """Return the share as a JSON object."""
        return {"right": self.right, "of": self.of, "share": _rounded(self.share)}


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """An answer that is not right, with the reasons."""

    question: GoldQuestion
    answer: Answer
    reasons: tuple[str, ...]

    @property
    def invented(self) -> bool:
        """Return whether it answers a question whose answer the library does not hold."""
        return not self.question.answerable

    def as_json(self) -> dict[str, Any]:
        """Return the wrong answer as a JSON object."""
        return {
            "id": self.question.id,
            "type": self.question.type,
            "question": " → ".join((*self.question.turns, self.question.question)),
            "reasons": list(self.reasons),
            "answer": self.answer.text,
        }


@dataclass(frozen=True, slots=True)
class Ranking:
    """Where the evidence ranks among the passages found.

    Attributes:
        hits: k → share of the answerable questions with evidence among the first k passages.
        mrr: mean reciprocal rank of the first evidence.
        of: number of answerable questions.
    """

    hits: dict[int, float | None]
    mrr: float | None
    of: int

    def as_json(self) -> dict[str, Any]:
        """Return the ranking as a JSON object."""
        hits = {f"hit@{k}": _rounded(share) for k, share in self.hits.items()}
        return {**hits, "mrr": _rounded(self.mrr), "of": self.of}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The quality of the answers to a file of questions.

    Attributes:
        types: type → right answers to the questions of that type, by name.
        all: right answers to all questions.
        answerable, abstention: right answers to questions with an answer in the library, and to those without.
        grounded: figures in the answers that occur in a passage which that answer cites.
        p50, p95: seconds an answer took, median and 95th percentile.
        wrong: the answers that are not right, invented ones first, then wrong ones, then missing ones.
    """

    types: dict[str, Share]
    all: Share
    answerable: Share
    abstention: Share
    grounded: Share
    p50: float
    p95: float
    wrong: tuple[WrongAnswer, ...]

    def as_json(self) -> dict[str, Any]:
        """Return everything but the wrong answers as a JSON object."""
        return {
            "all": self.all.as_json(),
            "answerable": self.answerable.as_json(),
            "abstention": self.abstention.as_json(),
            "types": {name: share.as_json() for name, share in self.types.items()},
            "grounded_figures": self.grounded.as_json(),
            "seconds": {"p50": _rounded(self.p50), "p95": _rounded(self.p95)},
        }


def faults(question: GoldQuestion, answer: Answer) -> tuple[str, ...]:
    """Return why `answer` is not right; empty where it is.

    An answer is right if it contains an alternative of every gold group, is not longer than its type may be, and
    cites a document of the evidence with a passage that contains a gold alternative or the evidence's text. Where
    there is no answer, only abstaining is right."""
    if not question.answerable:
        return () if answer.abstained else ("应当答“没有找到”，却作了答",)
    if answer.abstained:
        return ("没有作答",)
    text = _plain(answer)
    found = []
    missing = [group[0] for group in question.gold if not any(normal(word) in text for word in group)]
    if missing:
        found.append("缺少 " + "、".join(missing))
    if len(text) > limit(question):
        found.append(f"过长（{len(text)} 字，至多 {limit(question)} 字）")
    if not _cites_evidence(question, answer):
        found.append("没有引用 " + "、".join(sorted({passage.doc for passage in question.evidence})))
    return tuple(found)


def limit(question: GoldQuestion) -> int:
    """Return the most characters that an answer to `question` may have."""
    return _LIMITS.get(question.type, _LIMIT) + _LIMIT_EACH_MORE * max(0, len(question.gold) - 3)


def _plain(answer: Answer) -> str:
    return normal(to_plain(answer.lines, marks=False))


def _cites_evidence(question: GoldQuestion, answer: Answer) -> bool:
    telling = [normal(word) for group in question.gold for word in group]
    telling += [normal(passage.contains) for passage in question.evidence]
    return any(
        any(passage.is_of(citation.doc) for passage in question.evidence)
        and any(text in normal(citation.quote) for text in telling)
        for citation in answer.citations
    )


def grounded(answer: Answer) -> Share:
    """Return the share of the figures of `answer` that occur in a passage it cites. A single digit is not counted."""
    quotes = normal("".join(citation.quote for citation in answer.citations))
    figures = [figure for figure in _FIGURE.findall(_plain(answer)) if len(figure) > 1]
    return Share(sum(figure in quotes for figure in figures), len(figures))


def evaluate(questions: Sequence[GoldQuestion], answers: Sequence[Answer]) -> Evaluation:
    """Evaluate `answers`.

    Args:
        questions: at least one.
        answers: the answer to each of them, in the same order.
    """
    reasons = [faults(question, answer) for question, answer in zip(questions, answers, strict=True)]
    kept = [
        WrongAnswer(question, answer, why)
        for question, answer, why in zip(questions, answers, reasons, strict=True)
        if why
    ]
    figures = [grounded(answer) for answer in answers if not answer.abstained]
    seconds = sorted(answer.seconds for answer in answers)

    def right(wanted: Sequence[bool]) -> Share:
        return Share(sum(not why for why, one in zip(reasons, wanted, strict=True) if one), sum(wanted))

    return Evaluation(
        types={
            kind: right([q.type == kind for q in questions]) for kind in sorted({q.type for q in questions})
        },
        all=right([True] * len(questions)),
        answerable=right([q.answerable for q in questions]),
        abstention=right([not q.answerable for q in questions]),
        grounded=Share(sum(share.right for share in figures), sum(share.of for share in figures)),
        p50=seconds[len(seconds) // 2],
        p95=seconds[int(len(seconds) * 0.95)],
        wrong=tuple(sorted(kept, key=lambda wrong: (not wrong.invented, wrong.answer.abstained))),
    )


def rank(question: GoldQuestion, passages: Sequence[StoredPassage]) -> int | None:
    """Return the rank, from 1, of the first of `passages` that is of an evidence document and contains its text."""
    for place, passage in enumerate(passages, 1):
        text = normal(passage.text)
        if any(gold.is_of(passage.doc) and normal(gold.contains) in text for gold in question.evidence):
            return place
    return None


def ranking(questions: Sequence[GoldQuestion], found: Sequence[Sequence[StoredPassage]]) -> Ranking:
    """Return where the evidence of the answerable `questions` ranks in what was `found` for each, best first."""
    ranks = [rank(q, passages) for q, passages in zip(questions, found, strict=True) if q.answerable]
    held = [place for place in ranks if place is not None]
    if not ranks:
        return Ranking(dict.fromkeys(_CUTOFFS), None, 0)
    hits: dict[int, float | None] = {k: sum(place <= k for place in held) / len(ranks) for k in _CUTOFFS}
    return Ranking(hits, sum(1 / place for place in held) / len(ranks), len(ranks))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
