"""Choose the main facts of a section: the clauses that tell most, figures of the ledger before all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import repeat

from assistant.answer.outline.model import MainFact
from assistant.answer.topics.blocks import Statement
from assistant.answer.topics.points import is_address
from assistant.answer.topics.relevance import heads_only
from assistant.answer.topics.telling import goes_on, is_empty, leads_on, weight
from ingest.chinese.quantities import find_quantities
from ingest.chinese.sentences import Span, clauses_at
from ingest.chinese.word_table import WordTable
from ingest.facts.indicators import indicators
from ingest.facts.model import Fact

WORDS = WordTable("assistant.answer.outline", "outline")
_NO_FACT = WORDS.words("no_fact")
# What parts the clauses of folded text.
_MARKS = ",:"
# Characters that one fact takes, and the fewest that tell something.
LONGEST, SHORTEST = 62, 8
MOST = 3
# What a figure of the ledger adds: of an indicator that most reports give, of another listed one, of any other; and those
# that every reader looks for.
_OF_TIER = {1: 2.0, 2: 1.2, 0: 0.6}
_FOREMOST = {
    "地区生产总值": 6.0,
    "一般公共预算收入": 4.5,
    "固定资产投资": 3.0,
    "社会消费品零售总额": 3.0,
    "规上工业增加值": 3.0,
    "城镇居民人均可支配收入": 3.0,
    "全体居民人均可支配收入": 3.0,
}
# What is left of the worth of the second and third figure of one run of clauses.
_BESIDE = 0.4
# What the first statement of a section gains, which tells the main thing more often than any other, and that of news, which
# says who did what; the next ones less.
FIRST, LEAD = 1.5, 6.0
# What is left of the worth of what several years together tell.
_PERIOD = 0.7
# What tells less is no main fact.
LEAST = 0.5
# A fact this much weaker than the best of its section is left out.
_SHARE_OF_BEST = 0.45
# What clauses without a figure lose that do not open their statement, where its subject stands.
_WITHOUT_SUBJECT = 1.0
# What each more character costs: of two runs that tell as much, the shorter one; and beyond the length of one fact.
_PER_CHARACTER, _PER_SURPLUS = 0.01, 0.04


def main_facts(
    statements: Sequence[Statement], facts: Sequence[Fact], most: int = MOST, *, leads: bool = False
) -> list[MainFact]:
    """Return the facts that statements of one section tell before all else, at most `most`, in their order.

    Args:
        statements: of the section, in order.
        facts: of the ledger that the document tells.
        most: how many are wanted.
        leads: whether the first statement is the lead of news, which gains more than any other.
    """
    gains = [FIRST / (1 + i) for i in range(len(statements))]
    least = [LEAST] * len(statements)
    if leads and statements:
        gains[0], least[0] = LEAD, LEAST - LEAD
    told = map(_told, statements, repeat(facts), gains, least)
    found = [each for each in told if each is not None]
    best = max((each.score for each in found), default=0.0)
    chosen: list[MainFact] = []
    seen: set[str] = set()
    for each in sorted(found, key=lambda each: (-each.score, each.start)):
        if len(chosen) == most or each.score < _SHARE_OF_BEST * best:
            break
        if each.evidence.text not in seen:
            seen.add(each.evidence.text)
            chosen.append(each)
    return sorted(chosen, key=lambda each: each.start)


def _told(statement: Statement, facts: Sequence[Fact], gain: float, least: float) -> MainFact | None:
    """Return what a statement tells, in the clauses of it that tell most; None where it tells nothing.

    Args:
        statement: of the section.
        facts: of the ledger that the document tells.
        gain: what it gains by where it stands.
        least: what it must tell without that.
    """
    text = statement.text
    if is_address(text) or (statement.is_topic and heads_only(statement)):
        return None
    at = statement.evidence.in_document.start
    own = [(fact.figure_start - at, fact) for fact in facts if at <= fact.figure_start < at + len(text)]
    span, score = _best_clauses(text, own)
    if score < least or span.end - span.start < SHORTEST or is_empty(text[span.start : span.end]):
        return None
    score *= _PERIOD if statement.evidence.statement.period else 1.0
    lead = len(text[span.start : span.end]) - len(text[span.start : span.end].lstrip("—-–*·、 "))
    start = statement.evidence.start + span.start + lead
    return MainFact(
        replace(statement.evidence, start=start, end=statement.evidence.start + span.end), score + gain
    )


def _best_clauses(text: str, facts: Sequence[tuple[int, Fact]]) -> tuple[Span, float]:
    """Return the run of clauses of a folded statement that tells most within the length of one fact.

    Args:
        text: the statement.
        facts: its figures, each by its offset.
    """
    parts = _clauses(text)
    best = (Span(0, 0), -1.0)
    for i, first in enumerate(parts):
        if i and goes_on(text[first.start : first.end]):
            continue
        for j in range(i, len(parts)):
            span = Span(first.start, parts[j].end)
            if j > i and span.end - span.start > LONGEST:
                break
            last = text[parts[j].start : parts[j].end]
            if j + 1 < len(parts) and leads_on(last):
                continue
            length = span.end - span.start
            told = text[span.start : span.end]
            worth = _weight(told) + _of_ledger(span, facts)
            worth -= _WITHOUT_SUBJECT if i and not find_quantities(told) else 0.0
            score = worth - _PER_CHARACTER * length - _PER_SURPLUS * max(0, length - LONGEST)
            if score > best[1]:
                best = (span, score)
    return best


def _weight(text: str) -> float:
    """Return how much folded text tells; 0 for what only praises or says by what one is guided."""
    return 0.0 if _NO_FACT.search(text) else max(weight(text), 0.0)


def _of_ledger(span: Span, facts: Sequence[tuple[int, Fact]]) -> float:
    """Return what the ledger's figures in a span add, the same indicator once."""
    worth: dict[str, float] = {}
    for at, fact in facts:
        if span.start <= at < span.end:
            listed = indicators().get(fact.indicator) if fact.indicator else None
            own = _FOREMOST.get(fact.indicator or "", _OF_TIER[listed.tier if listed else 0])
            worth.setdefault(fact.indicator or fact.name, own)
    most, *others = sorted(worth.values(), reverse=True)[:3] or [0.0]
    return most + _BESIDE * sum(others)


def _clauses(text: str) -> list[Span]:
    """Return the clauses of a folded statement; a colon between figures parts none: 17:41:42."""
    parts: list[Span] = []
    for part in clauses_at(text, Span(0, len(text)), _MARKS):
        if (
            parts
            and text[part.start - 1] == ":"
            and text[part.start].isdigit()
            and text[part.start - 2].isdigit()
        ):
            parts[-1] = Span(parts[-1].start, part.end)
        else:
            parts.append(part)
    return parts
