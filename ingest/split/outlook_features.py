"""The features by which a statement shows whether it tells what was done, what is to be done, or neither.

Of three sorts: pairs of its characters, pairs of characters of what it stands under (title, headings, the front of its
line, the line that led in with a colon), and marks: what it is and where it stands. How much each counts is learned
(training/train_timeframe.py).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.chinese.script import fold
from ingest.schema import Kind
from ingest.split.heading_outlook import HEADING_MARKS, heading_marks
from ingest.split.statement_cues import (
    CLASSES,
    OPENS_PLAN,
    OPENS_REVIEW,
    Cues,
    balance,
    find_cues,
    plain,
    tendency,
    urges_ahead,
)
from ingest.split.statements import Statement
from ingest.split.time_mentions import Mention

# What lies before a statement (`step`).
STEPS = ("sentence", "line", "heading", "opens plan", "opens review")
# Characters of a statement inside a paragraph from which on its opening counts.
_OPENING = 8
# Characters of what a statement stands under that are looked at.
_TITLE, _HEADING, _LEAD, _COLON = 40, 24, 12, 16
_LENGTHS = (6, 12, 20, 35, 60, 100)
_ENDS = {
    **dict.fromkeys("。", "stop"),
    **dict.fromkeys("!?", "call"),
    ";": "semicolon",
    **dict.fromkeys(":,、", "goes on"),
    **dict.fromkeys(')]】”"', "bracket"),
    **dict.fromkeys("0123456789", "number"),
}
# A long statement has many pairs of characters; together they count as those of one of so many.
EVEN, SHORTEST = 60.0, 10
# Of what is seen of a statement: its form and place, its words, the marks of its headings, or the sort and text of
# something it stands under; `features` gives the features of each. Apart they are few enough to keep what they add up to.
Value = str | int | bool
Part = tuple[Value, ...]
Context = tuple[str, str]
# The sorts of contexts that are cut from what is looked at of other statements.
_LEADS = ("L", "C")
# How many values the part that tells of a statement's words has, and one that tells what it stands under.
_WORDS, _CONTEXT = 7, 2


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the document in which statements stand.

    Attributes:
        title: folded; "" where it is to say nothing.
        title_mark: the feature of the title, see `title_feature`.
        kind: see `ingest.schema.Kind`.
        given: the year in which it was given, if known.
    """

    title: str
    title_mark: str
    kind: Kind
    given: int | None


@dataclass(frozen=True, slots=True)
class Observed:
    """What is seen of the statements of a document, each list in their order.

    Attributes:
        cues: the text that is looked at and the words found in it.
        steps: what lies before each.
        parts: what else is seen of each.
    """

    cues: Cues
    steps: list[str]
    parts: list[list[Part]]


def observe(
    statements: Sequence[Statement], setting: Setting, years: Sequence[Sequence[Mention]]
) -> Observed:
    """Return what is seen of the statements of a document, given what each names of years."""
    cues = find_cues(statements)
    steps = [step(statement) for statement in statements]
    parts: list[list[Part]] = []
    lead = colon = ""
    count = len(statements)
    for at, statement in enumerate(statements):
        shown = cues.shown(at)
        if statement.boundary != "sentence":
            lead = shown[:_LEAD]
            if statement.is_heading:
                colon = ""
        contexts = _contexts(setting, statement, "" if statement.boundary != "sentence" else lead, colon)
        ends = _ENDS.get(shown[-1:], "letter")
        if ends == "goes on" and shown[-1] == ":":
            colon = shown[-_COLON:]
        classes = cues.classes[at]
        form = (
            steps[at],
            statement.boundary,
            ends,
            bisect_left(_LENGTHS, len(shown)),
            _place(at, count),
            setting.kind,
            setting.title_mark,
            min(2, len(statement.headings)),
            _day(shown),
            shown[:1] in '“"',
            _is_run_in(statement),
            cues.thanks[at],
        )
        words = (
            setting.kind,
            ends,
            _years(years[at], setting.given),
            classes,
            cues.first[at],
            cues.last[at],
            tendency(classes, shown),
        )
        parts.append([form, words, heading_marks(statement.headings, setting.given), *contexts])
    return Observed(cues, steps, parts)


def step(statement: Statement) -> str:
    """Return what lies between a statement and the one before it: its boundary, or that it opens with another time."""
    if statement.boundary != "sentence" or len(statement.text) > _OPENING:
        if OPENS_PLAN.match(statement.text):
            return "opens plan"
        if OPENS_REVIEW.match(statement.text):
            return "opens review"
    return statement.boundary


def features(part: Part) -> list[str]:
    """Return the features that a part of what is seen of a statement stands for: pairs of characters of what it stands
    under, or marks, each of which begins with "="."""
    if len(part) == _CONTEXT:
        return _of_context(*map(str, part))
    if len(part) == len(HEADING_MARKS):
        return [str(mark) for mark in part]
    return _of_words(part) if len(part) == _WORDS else _of_form(part)


def _of_form(part: Part) -> list[str]:
    (taken, boundary, ends, length, place, kind, title, under, day, quote, run_in, thanks) = part
    found = [
        f"=is:{taken}",
        f"=end:{ends}",
        f"=length:{length}",
        f"=length:{length},{ends}",
        f"=place:{place}",
        f"=place:{place},{ends}",
        f"=kind:{kind}",
        f"=kind:{kind},{title}",
        f"=kind:{kind},{boundary},{ends}",
        str(title),
        f"=under:{under}",
    ]
    flags = {f"=day:{day}": day, "=quote": quote, "=run-in": run_in, "=thanks": thanks}
    return found + [name for name, flag in flags.items() if flag]


def _of_words(part: Part) -> list[str]:
    kind, ends, years, classes, first, last, told = part
    assert isinstance(classes, int)
    has = [name for bit, name in enumerate(CLASSES) if classes >> bit & 1]
    return [
        f"=years:{years}",
        f"=years:{years},{kind}",
        f"=first:{first}",
        f"=first:{first},{kind}",
        f"=last:{last}",
        f"=classes:{classes}",
        f"=balance:{balance(classes)}",
        f"=balance:{balance(classes)},{kind}",
        f"=urges:{urges_ahead(classes)}",
        f"=told:{told}",
        f"=told:{told},{kind}",
        f"=told:{told},{ends}",
        *(f"=has:{name}" for name in has),
        *(f"=has:{name},{kind}" for name in has),
    ]


def pairs(shown: str) -> list[str]:
    """Return the pairs of characters of what is looked at of a statement, its ends marked."""
    marked = f"\n{shown}\n"
    return [marked[at : at + 2] for at in range(len(marked) - 1)]


def pair_weight(shown: int) -> float:
    """Return how much a pair of characters counts in a statement of so many characters."""
    return float((EVEN / max(SHORTEST, shown)) ** 0.5)


def _of_context(sort: str, text: str) -> list[str]:
    # The lines that lead in come without blanks already.
    marked = f"^{text if sort in _LEADS else plain([text])[0]}$"
    return list(dict.fromkeys(f"{sort}:{marked[at : at + 2]}" for at in range(len(marked) - 1)))


def _contexts(setting: Setting, statement: Statement, lead: str, colon: str) -> list[Context]:
    headings = statement.headings[:-1] if statement.is_heading else statement.headings
    found = [("T", setting.title[-_TITLE:])] if setting.title else []
    if headings:
        found.append(("H", fold(headings[-1])[:_HEADING]))
        if len(headings) > 1:
            found.append(("G", fold(headings[0])[:_HEADING]))
    if lead:
        found.append(("L", lead))
    if colon:
        found.append(("C", colon))
    return found


def _place(at: int, count: int) -> str:
    """Return where a statement stands: the front and the end of a document hold its title, date and signature."""
    if at < 3:
        return str(at)
    if at >= count - 2:
        return f"last {count - at}"
    return "near" if at < 6 else "body"


def _day(shown: str) -> str:
    if "月" not in shown:
        return ""
    return "day" if "0月0日" in shown else "month"


def _is_run_in(statement: Statement) -> bool:
    """Return whether a statement is nothing but the heading with which its paragraph opens: （一）茶园扩大。"""
    if statement.is_heading or not statement.headings:
        return False
    heading = statement.headings[-1]
    return len(statement.text) <= len(heading) + 3 and statement.text.strip().rstrip("。:;") == fold(
        heading
    ).strip().rstrip("。:;")


def _years(named: Sequence[Mention], given: int | None) -> str:
    """Return how the years that a statement names stand to the year in which its document was given."""
    if not named or given is None:
        return ""
    told = [m for m in named if m.role in ("at", "until")]
    later = [m for m in told if m.span.last > given]
    if later:
        if any(m.role == "until" for m in later):
            return "until later"
        return "later" if any(m.span.first > given for m in later) else "period"
    if told:
        return "given" if any(m.span.last == given for m in told) else "before"
    return "of" if any(m.role == "of" for m in named) else ""
