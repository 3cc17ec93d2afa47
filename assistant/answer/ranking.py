"""Rank the things that the documents mention by a measure: 哪个项目总投资最多."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import reckoning
from assistant.answer.citations import Citations
from assistant.answer.figure import answering_quantity
from assistant.answer.model import AnswerLine
from assistant.answer.quote import statements
from assistant.answer.templates import pieces
from assistant.evidence.model import Candidate
from assistant.evidence.term_weights import TermWeights
from assistant.question.model import Question
from assistant.question.things import NAME, kind_asked, stem
from assistant.search.scope_match import LEAST_AGREEMENT
from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable
from ingest.library.library import Library

# Fewer things with a figure each are no ranking.
LEAST_THINGS = 3
_LOWEST = re.compile(r"[最更][低少小]")
# 新签约项目共53个
_COUNTS = re.compile(r"(?:一?共|总数|数量|总计|累计|[达有为是])*")
_WORDS = WordTable("assistant.answer", "groups")
_GROUP = _WORDS.words("group", frame="^(?:{words})+$")
_MOST = re.compile(r"[最更][高多大低少小长短快慢](?:的是|的)?")


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A thing, its figure, and the sentence that gives it."""

    name: str
    quantity: Quantity
    evidence: Candidate


def ranked_thing(
    library: Library, question: Question, found: Sequence[Candidate], citations: Citations
) -> list[AnswerLine]:
    """Return the sentence about the thing with the most or least, and what it was compared with.

    Return nothing where no such thing is asked for, or fewer than three sentences give the measure in comparable
    units.

    Args:
        found: all candidate answers, best first.
    """
    kind = kind_asked(question)
    measure = _measure(question, kind) if kind else ""
    if kind is None or not measure:
        return []
    things = _things(library, question, kind, measure, found)
    if len(things) < LEAST_THINGS or not reckoning.comparable([t.quantity for t in things]):
        return []
    lowest = _LOWEST.search(fold(question.text)) is not None
    best = (min if lowest else max)(reckoning.amount(t.quantity) for t in things)
    first = [thing for thing in things if thing.quantity.value == best]
    verdict = pieces(
        "ranked",
        question.script,
        count=str(len(things)),
        kind=kind,
        measure=measure,
        which="最低" if lowest else "最高",
        names="、".join(thing.name for thing in first),
    )
    places = tuple(thing.evidence for thing in things)
    return [
        *statements(question, [thing.evidence for thing in first], citations),
        AnswerLine(verdict, "verdict", evidence=places),
    ]


def _measure(question: Question, kind: str) -> str:
    """Return the measure that the things are ranked by: 总投资."""
    rest = _MOST.sub(" ", question.focus).replace(kind, " ").strip(" 是的有")
    return rest if " " not in rest else ""


def _things(
    library: Library, question: Question, kind: str, measure: str, found: Sequence[Candidate]
) -> list[_Ranked]:
    """Return the things whose measure a sentence gives, each once."""
    weights = TermWeights(library, measure)
    name = re.compile(rf"(?:^|[，,。；;、：:])({NAME})(?<={kind})")
    things: dict[str, _Ranked] = {}
    for candidate in found:
        text = fold(candidate.text)
        subject = name.search(text)
        of_question = (
            candidate.value("agreement") >= LEAST_AGREEMENT and candidate.value("place") >= LEAST_AGREEMENT
        )
        if not of_question or subject is None or measure not in text[subject.end() :]:
            continue
        if _is_group(subject[1], text[subject.end() :]):
            continue
        quantity = answering_quantity(question, weights, candidate.text[text.index(measure, subject.end()) :])
        if quantity is not None:
            things.setdefault(subject[1], _Ranked(subject[1], quantity, candidate))
    return list(things.values())


def _is_group(name: str, after: str) -> bool:
    """Return whether a name stands for several things, whose sum no single thing is to be ranked with.

    Args:
        name: as the sentence has it, folded: 新签约项目.
        after: what follows it there: 53个，总投资214亿元.
    """
    own = stem(name)
    counted = any(q.kind == "count" and q.end == len(own) for q in find_quantities(own))
    number = next(iter(find_quantities(after)), None)
    counts = number is not None and number.kind == "count" and _COUNTS.fullmatch(after[: number.start])
    return counted or bool(counts) or _GROUP.search(own) is not None
