"""Hold what a reply says against the clauses that tell it: a figure or name given of the thing asked about must be told of it.

All words of a wrong answer may stand in its source: the neighbour's figure, another one's growth, yes for no. So what is
given is taken out of the reply, and the rest of it looks for the clause that fits best. Where that is surely another clause
than those that tell what was given, the reply relates what the source does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.llm.clause_words import WANTED, holds, pairs_of
from assistant.llm.held_values import HeldValues, Value, values
from assistant.llm.polarity import against, done_for_planned, of_part
from assistant.llm.tellings import BEFORE_MARK, CARRIED, Telling, tellings
from assistant.llm.told_clauses import LEAST_TOLD, Misrelated, Sources, Told
from ingest.chinese.division_names import short_name
from ingest.chinese.script import fold
from ingest.facts.indicators import find_indicators

# By how much more of a reply's words another figure's clause must hold than any that holds the reply's own.
MARGIN = 0.08
# The same for names, whose clauses are told apart by fewer words, half of it where nearly nothing speaks for theirs.
NAME_MARGIN = 0.25
# A clause that tells what a figure is holds at least this part of the words that say so.
LEAST_FIT = 0.35
# What a clause of another year or place, one that measures something else, or tells a result for an aim, loses.
OTHER_MEASURE, OTHER_YEAR, OTHER_PLACE, OTHER_STATUS = 0.35, 0.4, 0.4, 0.2
# How much a question's words count where a reply says only how much, and where it names a part of what is asked.
ASKED, ASKED_BESIDE = 0.8, 0.25
_ABOUT_CHANGE = ("up", "down")
# Types of questions that a name answers.
_NAMED = ("person", "place", "organisation", "list")
_WHICH = re.compile(r"哪(?:一)?[个家支位名所座条处]|谁")
_LEAST_BESIDE = 3
# What only leads to a part of it: 在40个项目中，.
_AMONG = re.compile(r"\s*[在从].*[中里内]\s*")


def misrelated(text: str, sources: Sources) -> list[Misrelated]:
    """Return what a statement of a reply relates otherwise than the passages do."""
    found: list[Misrelated] = []
    said = tellings(text)
    for telling in said:
        one = _of_value(telling, text, sources) if telling.value else _of_clause(telling, said, sources)
        one = one or of_part(telling, text, sources)
        if one is not None and one not in found:
            found.append(one)
    return found


def _wording(telling: Telling, sources: Sources, *, asked: bool = True) -> dict[str, float]:
    """Return the words by which a reply's clause or figure says what it is of: its own, and the question's where it names
    nothing that the question does not."""
    clause = pairs_of(telling.clause)
    said = dict(telling.words)
    for mention in find_indicators(telling.clause):
        if pairs_of(telling.clause[mention.start : mention.end]) & sources.weights.keys():
            continue
        # By another name than its sources have for it.
        said |= dict.fromkeys(pairs_of(mention.indicator.name), 1.0)
        clause |= pairs_of(mention.indicator.name)
    known = {
        pair: credit
        for pair, credit in said.items()
        if pair in sources.weights and (pair in clause or not telling.names_itself)
    }
    named = telling.names_itself or any(
        credit >= CARRIED for pair, credit in known.items() if pair not in clause
    )
    if not asked or (
        named and not {pair for pair, credit in known.items() if credit >= CARRIED} <= sources.asked
    ):
        return known
    credit = ASKED_BESIDE if named else ASKED
    return known | {
        pair: max(credit, known.get(pair, 0.0)) for pair in sources.asked & sources.weights.keys()
    }


def _of_value(said: Telling, text: str, sources: Sources) -> Misrelated | None:
    """Return how a figure of a reply is told of something else; None where it is not."""
    assert said.value is not None
    value, words = said.value, _wording(said, sources)
    if not words or _AMONG.fullmatch(said.clause):
        return None
    measure = said.measure
    if not measure and not said.own & sources.weights.keys() - sources.asked:
        measure = sources.asked_measure
    wanted = WANTED.search(said.clause) is not None
    years = said.years or frozenset(sources.question.years)
    of_kind = [
        t
        for t in sources.told
        if t.telling.value is not None
        and t.telling.value.kind == value.kind
        and isinstance(t.telling.value.amount, tuple) is isinstance(value.amount, tuple)
    ]
    same = [t for t in of_kind if _same(value, t.telling.value)]
    others = [t for t in of_kind if t not in same]
    if not same:
        return None

    def worth(told: Told) -> float:
        lost = OTHER_MEASURE * _measures_other(measure, told.telling.measure, value)
        lost += OTHER_YEAR * bool(years and told.years and not years & told.years)
        lost += OTHER_STATUS * (wanted and not told.planned)
        lost += OTHER_PLACE * bool(told.elsewhere and short_name(told.elsewhere) not in text)
        return sources.fit(words, told) - lost

    own = max(same, key=worth)
    other = max(others, key=worth, default=None)
    if other is not None and other.telling.value and _is_said(other.telling.value, text):
        # It is told as well: what is asked is no ground to take the one for the other.
        words = _wording(said, sources, asked=False) or words
    beside = own.telling.start == other.telling.start if other is not None else False
    if (
        other is not None
        and not (beside and _in_order(said, own, sources))
        and worth(other) >= max(LEAST_FIT, worth(own) + MARGIN)
    ):
        return Misrelated(said.clause.strip(), other.telling.clause.strip())
    if {measure, own.telling.measure} == set(_ABOUT_CHANGE):
        return Misrelated(said.clause.strip(), own.telling.clause.strip())
    if done_for_planned(said.clause, own):
        return Misrelated(said.clause.strip(), own.telling.clause.strip())
    return None


def _is_said(value: Value, text: str) -> bool:
    """Return whether a reply gives a figure of a source."""
    return any(v.kind == value.kind and _same(v, value) for v in values(text))


def _in_order(said: Telling, own: Told, sources: Sources) -> bool:
    """Return whether a reply's clause has all figures of a kind that a clause has, more than one, in the same order."""

    def of(text: str) -> list[object]:
        return [v.amount for v in values(text) if said.value and v.kind == said.value.kind]

    mine = of(said.clause)
    return len(mine) > 1 and mine == of(own.telling.clause)


def _same(value: Value, other: Value | None) -> bool:
    """Return whether two figures of a kind are the same, as exactly as the first is meant."""
    if other is None or isinstance(other.amount, tuple) or isinstance(value.amount, tuple):
        return other is not None and other.amount == value.amount
    held = HeldValues({(other.kind, other.amount)}, set(), set())
    return other.amount == value.amount or (bool(value.bound) and held.hold(value))


def _measures_other(said: str, told: str, value: Value) -> bool:
    """Return whether a figure is said to measure another thing than it is told to."""
    if said == told or {said, told} == set(_ABOUT_CHANGE):
        # Which way it went is held against its own clause.
        return False
    if "from" in (said, told):
        return True
    # What a percentage is of may be left unsaid; an amount by which something grew is never the amount of it.
    return bool(said and told) or value.kind != "share"


def _of_clause(said: Telling, around: Sequence[Telling], sources: Sources) -> Misrelated | None:
    """Return how a clause of a reply names what is told of something else, or denies what is told; None where it does not."""
    clauses = [t for t in sources.told if t.telling.value is None]
    return _of_name(said, around, clauses, sources) or against(said, clauses, sources)


def _of_name(
    said: Telling, around: Sequence[Telling], clauses: Sequence[Told], sources: Sources
) -> Misrelated | None:
    """Return how a clause of a reply names what its source tells of something else."""
    named = sources.question.kind in _NAMED or _WHICH.search(fold(sources.question.text))
    if not named or any(t.value is not None for t in around if t.start == said.start):
        return None
    given = _runs(said.clause, sources)
    pairs = pairs_of(said.clause)
    if not given or not (pairs & sources.asked or (said is around[0] and _is_bare(said.clause, given))):
        return None
    if said is not around[0] and _tells_all(pairs, clauses, sources):
        return None
    words = {pair: 1.0 if pair in pairs else ASKED for pair in sources.asked if pair in sources.weights}
    if not words:
        return None
    for run in given:
        own = [told for told in clauses if holds(_closely(told.telling), pairs_of(run))]
        if not own:
            continue
        # Words of the title are no ground to prefer any clause below it.
        telling = {
            pair: credit for pair, credit in words.items() if not any(pair in told.wide for told in own)
        }
        best = max(clauses, key=lambda told: sources.fit(telling, told))
        fits = sources.fit(telling, best)
        if not telling or best in own or fits < LEAST_TOLD:
            continue
        nearest = max(own, key=lambda told: sources.fit(telling, told))
        margin = NAME_MARGIN / 2 if sources.only_gains(telling, best, nearest) else NAME_MARGIN
        if fits - sources.fit(telling, nearest) >= margin:
            return Misrelated(run, best.telling.clause.strip())
    return None


def _tells_all(pairs: frozenset[str], clauses: Sequence[Told], sources: Sources) -> bool:
    """Return whether one clause tells all of another that a reply adds to its answer."""
    known = pairs & sources.weights.keys()
    return any(known <= told.telling.own for told in clauses)


def _closely(telling: Telling) -> frozenset[str]:
    """Return the pairs of a clause and of the subject that it carries on."""
    return frozenset(pair for pair, credit in telling.words.items() if credit >= BEFORE_MARK)


def _is_bare(clause: str, given: Sequence[str]) -> bool:
    """Return whether a clause is little more than what it gives."""
    return len(re.findall(r"[一-鿿]", clause)) <= len("".join(given)) + _LEAST_BESIDE


def _runs(clause: str, sources: Sources) -> list[str]:
    """Return the words of a clause that sources know and the question does not hold: what it gives."""
    found: list[str] = []
    for run in re.findall(r"[一-鿿]+", clause):
        start = None
        for i in range(len(run)):
            pair = run[i : i + 2]
            given = len(pair) == 2 and pair in sources.weights and pair not in sources.asked
            if given and start is None:
                start = i
            if not given and start is not None:
                found.append(run[start : i + 1])
                start = None
    return [run for run in found if len(run) >= 2]
