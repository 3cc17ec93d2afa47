"""Pair the figures of a sentence with the indicators that they are of.

A figure belongs to what its clause names before it; in a clause that names nothing, to what the clause before named without
a figure, or, of growth, to what the last figures were of. Several figures belong to several names in their order. A figure
with a word between that is not understood belongs to nothing that is known, and so do those that would follow it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.chinese.quantity import Quantity
from ingest.facts.clauses import Clause, Token
from ingest.facts.figure_groups import Group, groups
from ingest.facts.indicators import Indicator, IndicatorMention, indicators
from ingest.facts.measures import Measured, measured

# What may stand right behind a figure; any other word is what it counts or qualifies.
_BEHIND = frozenset(
    ("and", "tail", "tail_up", "up", "down", "base", "rank", "comparable", "completion", "multiple", "share", "compare",
     "average", "reach_to", "respectively", "plus", "among", "rate", "both")
)  # fmt: skip
# With these a phrase begins that names what a figure is set against.
_PHRASES = frozenset(("compare", "share", "pull", "multiple", "completion", "plus"))
# Words before a subject that hold for its figures.
_VERBS = frozenset(("average", "comparable", "both", "planned"))
_NEW = ("新增", "净增", "新认定", "新培育")
_NO_SUBJECT = frozenset(("pull", "plus"))


@dataclass(frozen=True, slots=True)
class Subject:
    """An indicator that figures may be of.

    Attributes:
        indicator, qualifiers: which.
        mention: where it is named.
        clause: index of the clause that names it.
        regions: the tokens before it that name a region.
    """

    indicator: Indicator
    qualifiers: tuple[str, ...]
    mention: IndicatorMention
    clause: int
    regions: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure with its indicator.

    Attributes:
        subject: what it is of.
        figure: the figure.
        measured: how it is measured.
        clause: index of its clause.
        at: index of the figure's token in its clause.
        carried: 0 where its clause names the indicator before it, 1 where the clause before does, 2 where an earlier figure's
            indicator is meant.
        negative: a minus stands before the figure.
        earlier: it is where a change came from (由40%提高到57%).
        words: the words between the indicator and the figure.
    """

    subject: Subject
    figure: Quantity
    measured: Measured
    clause: int
    at: int
    carried: int
    negative: bool = False
    earlier: bool = False
    words: tuple[Token, ...] = ()


@dataclass(slots=True)
class _State:
    """What figures to come may belong to.

    Attributes:
        named: the subjects that a clause named without a figure.
        last: those that the last figures were of; None for one that is not known.
        levels: those whose levels were told since the last growth.
        account: the last budget account's income, to which a bare 支出 belongs.
        said: words of a clause without a figure that hold for the next one: 按可比价格计算.
    """

    named: list[Subject] = field(default_factory=list)
    last: list[Subject | None] = field(default_factory=list)
    levels: list[Subject] = field(default_factory=list)
    account: Subject | None = None
    said: list[Token] = field(default_factory=list)

    def forget(self) -> None:
        """Know of no subject any more."""
        self.named, self.last, self.levels = [], [None], []


def pair(clauses: Sequence[Clause]) -> list[Reading]:
    """Return the figures of a sentence's clauses that belong to an indicator, in order."""
    state = _State()
    found: list[Reading] = []
    for i, clause in enumerate(clauses):
        if clause.has_figure:
            for group in groups(clause):
                found += _read(group, i, state)
        else:
            _hold(clause, i, state)
        if clause.ends_part:
            state.named, state.last, state.levels = [], [], []
    return found


def _hold(clause: Clause, i: int, state: _State) -> None:
    """Keep what a clause without a figure names."""
    kinds = {token.kind for token in clause.tokens}
    subjects = _subjects(clause.tokens, i)
    state.said = [token for token in clause.tokens if token.kind == "comparable"]
    if "other" in kinds or kinds & {"pull", "plus", "denied"}:
        if "rank" not in kinds or subjects:
            state.forget()
    elif subjects:
        state.named, state.last, state.levels = subjects, [], []


def _read(group: Group, i: int, state: _State) -> list[Reading]:
    """Return the readings of a group of figures, and keep what later ones may belong to."""
    words, subjects, ok = _split(group, i, state)
    after = group.after
    if not ok or (after is not None and after.kind not in _BEHIND):
        state.forget()
        return []
    if subjects:
        carried = 0
    elif state.named:
        subjects, carried = state.named, 1
    else:
        return _carried(group, words, i, state)
    if not group.first and carried == 0:
        subjects = _inheriting(subjects, group, state)
    pairs = _paired(subjects, group, words) if subjects else []
    readings = _readings(pairs, group, words, i, carried)
    if not readings:
        state.forget()
        return []
    _keep(state, readings)
    return readings


def _inheriting(subjects: list[Subject], group: Group, state: _State) -> list[Subject]:
    """Return subjects listed after others (新增甲3家、乙5家) with the 新增 of those; none where their verb names another thing."""
    before = state.last[-1] if state.last else None
    if before is None or group.before[0].kind != "and" or len(group.before) > len(subjects) + 1:
        return subjects
    if before.mention.opens_with_verb:
        return []
    new = [word for word in before.qualifiers if word in _NEW]
    if not new or any(word in subject.qualifiers for subject in subjects for word in _NEW):
        return subjects
    return [replace(subject, qualifiers=(new[0], *subject.qualifiers)) for subject in subjects]


def _carried(group: Group, words: Sequence[Token], i: int, state: _State) -> list[Reading]:
    """Return the readings of figures that belong to what earlier ones were of."""
    if "among" in {word.kind for word in words}:
        state.forget()
        return []
    count = len(group.figures)
    known = [subject for subject in state.last if subject is not None]
    if not known or len(known) < len(state.last):
        return []
    if len(known) != count and len(state.levels) >= count > 1:
        known = state.levels[-count:]
    both = any(word.kind == "both" for word in words)
    if count == 1 and both and len(known) == 1 and len(state.levels) == 2:
        known = state.levels
    if count == 1 and len(known) > 1 and not both:
        return []
    readings = _readings(_paired(known, group, words), group, words, i, 2)
    if not readings:
        if not _is_aside(words, group):
            state.forget()
        return []
    if any(reading.measured.measure == "growth" for reading in readings):
        state.levels = []
    return readings


def _is_aside(words: Sequence[Token], group: Group) -> bool:
    """Return whether figures are told of the subject though they are no fact: a multiple, a contribution."""
    return bool({word.kind for word in words} & {"multiple", "completion", "compare", "rank", "denied"})


def _keep(state: _State, readings: Sequence[Reading]) -> None:
    subjects = list({id(reading.subject): reading.subject for reading in readings}.values())
    state.named, state.last = [], list(subjects)
    levels = [reading.subject for reading in readings if reading.measured.measure == "level"]
    state.levels = [*state.levels, *levels] if levels else []
    for subject in subjects:
        if subject.indicator.name.removesuffix("收入") + "支出" in indicators():
            state.account = subject


def _split(group: Group, i: int, state: _State) -> tuple[tuple[Token, ...], list[Subject], bool]:
    """Return the words between the subjects and the figures, the subjects, and whether all words are understood."""
    before = list(group.before)
    if not group.first and before and before[0].kind == "and":
        before = before[1:]
    phrase = next((k for k, token in enumerate(before) if token.kind in _PHRASES), len(before))
    if any(token.kind in _NO_SUBJECT for token in before):
        return (), [], False
    head, rest = before[:phrase], before[phrase:]
    if any(token.kind == "other" for token in head) or sum(token.kind == "other" for token in rest) > 1:
        return (), [], False
    subjects = _subjects(head, i)
    if not subjects and (bare := _bare_account(head, i, state)) is not None:
        subjects = [bare]
    last = max((k for k, token in enumerate(head) if token.kind == "indicator"), default=-1)
    verbs = [token for token in head[: last + 1] if token.kind in _VERBS or "累计" in token.text]
    said, state.said = state.said, []
    return (*said, *verbs, *head[last + 1 :], *rest), subjects, True


def _bare_account(head: Sequence[Token], i: int, state: _State) -> Subject | None:
    """Return the expenditure of the last account, which 支出 alone means."""
    if state.account is None or not any(token.kind == "account" for token in head):
        return None
    account = state.account
    return Subject(_spent(account.indicator), account.qualifiers, account.mention, i, account.regions)


def _spent(income: Indicator) -> Indicator:
    return indicators()[income.name.removesuffix("收入") + "支出"]


def _subjects(tokens: Sequence[Token], i: int) -> list[Subject]:
    """Return the indicators that tokens name, apart from those that something is set against."""
    found: list[Subject] = []
    regions: list[Token] = []
    levels: tuple[str, ...] = ()
    for token in tokens:
        if token.kind in _PHRASES:
            break
        if token.kind in ("whole", "region"):
            regions.append(token)
        elif token.kind == "level":
            levels = (token.text,)
        elif token.mention is not None:
            mention = token.mention
            found.append(
                Subject(mention.indicator, (*levels, *mention.qualifiers), mention, i, tuple(regions))
            )
    return found


def _paired(
    subjects: Sequence[Subject], group: Group, words: Sequence[Token]
) -> list[tuple[Subject, tuple[int, Quantity]]]:
    """Return which figure is of which subject; nothing where that is not sure."""
    figures = group.figures
    first = subjects[0]
    if len(subjects) == len(figures) == 1 and first.indicator in first.mention.name.joint:
        # A joint name that is none of its own: 城乡低保标准.
        return [(_part(first, indicator), figures[0]) for indicator in first.mention.name.joint]
    if len(subjects) == len(figures):
        return list(zip(subjects, figures, strict=True))
    if len(figures) == 1 and any(word.kind == "both" for word in words):
        return [(subject, figures[0]) for subject in subjects]
    if len(subjects) == 1:
        joint = subjects[0].mention.name.joint
        if len(joint) == len(figures):
            parts = [_part(subjects[0], indicator) for indicator in joint]
            return list(zip(parts, figures, strict=True))
        kinds = {figure.kind for _, figure in figures}
        if len(kinds) == len(figures) and all(subjects[0].indicator.fits(f.unit) for _, f in figures):
            return [(subjects[0], figure) for figure in figures]
    return []


def _part(subject: Subject, indicator: Indicator) -> Subject:
    return Subject(indicator, subject.qualifiers, subject.mention, subject.clause, subject.regions)


def _readings(
    pairs: Sequence[tuple[Subject, tuple[int, Quantity]]],
    group: Group,
    words: Sequence[Token],
    i: int,
    carried: int,
) -> list[Reading]:
    after = group.after
    found: list[Reading] = []
    for subject, (at, figure) in pairs:
        how = measured(words, after, figure, subject.indicator, subject.qualifiers)
        if how is None:
            return []
        if (
            carried == 2
            and how.measure == "level"
            and not any(w.kind in ("reach", "reach_to") for w in words)
        ):
            return []
        earlier = (
            any(word.kind == "reach_from" for word in words)
            and after is not None
            and after.kind == "reach_to"
        )
        negative = group.negative(at)
        found.append(Reading(subject, figure, how, i, at, carried, negative, earlier, tuple(words)))
    return found
