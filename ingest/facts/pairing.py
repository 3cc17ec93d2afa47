"""Pair the figures of a sentence with the indicators that they are of.

A figure belongs to what its clause names before it; in a clause that names nothing, to what the clause before named without
a figure, or, of growth, to what the last figures were of. Several figures belong to several names in their order. A figure
with a word between that is not understood belongs to nothing that is known, and so do those that would follow it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.facts.assignment import OF_BEFORE, Place, Reading, assign, assign_each, is_passed
from ingest.facts.clauses import Clause, Token
from ingest.facts.counted_ahead import newly_added, of_counted, worked_on
from ingest.facts.figure_groups import Group, groups
from ingest.facts.followers import followed
from ingest.facts.named_items import named_items, words_behind
from ingest.facts.subjects import (
    PHRASES,
    Subject,
    from_whose,
    in_same_money,
    listed_after,
    names_any,
    newly_added_all,
    opens_with_deed,
    opens_with_new,
    owned_group,
    subjects_of,
)

# What may stand right behind a figure; any other word is what it counts or qualifies.
_BEHIND = frozenset(
    ("and", "tail", "tail_up", "up", "down", "base", "rank", "comparable", "completion", "multiple", "share", "compare",
     "average", "reach_to", "respectively", "total", "among", "rate", "both")
)  # fmt: skip
# Words before a subject that hold for its figures.
_VERBS = frozenset(("average", "comparable", "both", "planned"))
_TOLD = 6
_NO_SUBJECT = frozenset(("pull", "total"))


@dataclass(slots=True)
class _State:
    """What figures to come may belong to.

    Attributes:
        named: the subjects that a clause named without a figure.
        last: those that the last figures were of; None for one that is not known.
        levels: those whose levels were told since the last growth.
        each: those that the last figures told with 分别 were of.
        told: those that the last figures of the sentence were of, the nearest last, which short names go back to.
        part: 占… of the last figure, where it was a part of a whole.
        of_others: the group of an indicator named for somebody who is not known (国营农场粮食产量): further ones of the group
            may be theirs.
        regions: that the sentence named last.
        is_new: the list of the clause begins with 新增.
        opening: the tokens with which it begins.
        is_ahead: in it figures stand before their names: 新增5家高新技术企业.
        before: what `last` was at the last semicolon.
        said: words of a clause without a figure that hold for the next one: 按可比价格计算.
    """

    named: list[Subject] = field(default_factory=list)
    last: list[Subject | None] = field(default_factory=list)
    levels: list[Subject] = field(default_factory=list)
    each: list[Subject] = field(default_factory=list)
    told: list[Subject] = field(default_factory=list)
    said: list[Token] = field(default_factory=list)
    before: list[Subject | None] = field(default_factory=list)
    part: tuple[str, ...] = ()
    of_others: str | None = None
    is_new: bool = False
    is_ahead: bool = False
    opening: tuple[Token, ...] = ()
    regions: tuple[Token, ...] = ()

    def look(self, tokens: Sequence[Token]) -> None:
        """Keep the region with which a clause begins, but for one that something is ranked in: 全市排名第二."""
        if any(token.kind == "rank" for token in tokens) and not names_any(tokens):
            return
        for k, token in enumerate(tokens):
            if token.kind in ("whole", "region"):
                # 全国淘宝镇 is no region's.
                if k + 1 == len(tokens) or tokens[k + 1].kind != "other":
                    self.regions = (token,)
            elif token.kind not in ("time", "neutral", "among", "estimate", "aim", "comparable"):
                break

    def placed(self, subjects: list[Subject]) -> list[Subject]:
        """Return subjects that name no region with the one that the sentence named before."""
        placed = [s if s.regions or not self.regions else replace(s, regions=self.regions) for s in subjects]
        if placed:
            self.regions = placed[-1].regions
        return placed

    def forget(self) -> None:
        """Know of no subject any more."""
        self.named, self.last, self.levels, self.each = [], [None], [], []


def pair(clauses: Sequence[Clause], told: Sequence[Subject] = ()) -> list[Reading]:
    """Return the figures of a sentence's clauses that belong to an indicator, in order.

    Args:
        clauses: of the sentence.
        told: the subjects of the sentence before that a short name at the beginning goes back to.
    """
    state = _State(told=list(told))
    found: list[Reading] = []
    for i, clause in enumerate(clauses):
        if clause.has_figure:
            for group in groups(clause):
                found += _read(group, i, state, clause.tokens)
        else:
            _hold(clause, i, state)
        if clause.ends_part:
            state.before = state.last
            state.named, state.last, state.levels, state.of_others = [], [], [], None
            state.each = []
    return [reading for k, reading in enumerate(found) if not _is_outdone(reading, found[k + 1 : k + 2])]


def _is_outdone(reading: Reading, after: Sequence[Reading]) -> bool:
    """Return whether the next figure is what one brought the number to: 创新平台3家、达到16家."""
    return any(
        later.carried == OF_BEFORE
        and later.clause == reading.clause
        and later.measured.measure == reading.measured.measure == "level"
        and later.subject.indicator == reading.subject.indicator
        and later.figure.unit == reading.figure.unit
        for later in after
    ) and not (reading.earlier or reading.figure.bound or is_passed(reading))


def _hold(clause: Clause, i: int, state: _State) -> None:
    """Keep what a clause without a figure names."""
    kinds = {token.kind for token in clause.tokens}
    state.look(clause.tokens)
    subjects = state.placed(subjects_of(clause.tokens, i))
    state.said = [token for token in clause.tokens if token.kind == "comparable"]
    if "other" in kinds or kinds & {"pull", "total", "denied"}:
        # A rank or a comparison tells of the subject that the figures before are of.
        if not kinds & {"rank", "compare"} or subjects:
            state.forget()
    elif subjects:
        state.named, state.last, state.levels = subjects, [], []


def _read(group: Group, i: int, state: _State, tokens: Sequence[Token]) -> list[Reading]:
    """Return the readings of a group of figures, and keep what later ones may belong to."""
    if group.first:
        state.look(group.before)
        state.is_new = opens_with_new(group.before)
        state.opening = group.before
        state.is_ahead = False
    counted = newly_added(group, i, is_ahead=state.is_ahead) if state.is_new else None
    counted = counted or worked_on(group, i, tokens, is_ahead=state.is_ahead)
    if counted is not None:
        state.forget()
        state.is_ahead = True
        return [of_counted(counted, group, i)]
    after = group.after
    if group.first and (after is None or after.kind in _BEHIND):
        items = named_items(group.before, len(group.figures), state.told, i)
        if items:
            return _itemized(items, group, i, state)
    words, subjects, ok = _split(group, i, state)
    if any(word.kind == "among" for word in group.before) and state.last == [None]:
        ok = False
    if any(word.kind == "level" for word in words):
        # 专精特新企业国家级2家、省级8家: of neither is the number of all.
        ok = False
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
        known = state.last != [None] or opens_with_deed(state.opening)
        subjects = listed_after(subjects, group.before, is_new=state.is_new, is_known=known)
    elif carried == 0 and state.is_new and len(subjects) > 1:
        subjects = newly_added_all(subjects)
    readings = assign(subjects, group, words, Place(i, carried)) if subjects else []
    if not readings:
        state.forget()
        return []
    _keep(state, readings)
    return readings


def _itemized(items: Sequence[Subject | None], group: Group, i: int, state: _State) -> list[Reading]:
    """Return the readings of figures that belong to the names of a list in their order, those of known names alone."""
    readings = assign_each(items, group, words_behind(group.before), Place(i, 0))
    state.named, state.levels, state.last = [], [], list(items)
    state.told = [*state.told, *(reading.subject for reading in readings)][-_TOLD:]
    return readings


def _carried(group: Group, words: Sequence[Token], i: int, state: _State) -> list[Reading]:
    """Return the readings of figures that belong to what earlier ones were of."""
    if "among" in {word.kind for word in words}:
        state.forget()
        return []
    count = len(group.figures)
    if not state.last and group.first and group.before and group.before[0].time is not None:
        # 一季度增长5.7%;上半年增长7.2%: only the time changes.
        state.last = state.before
    known = [subject for subject in state.last if subject is not None]
    if not known:
        return []
    if len(known) < len(state.last):
        agree = count == len(state.last) and count > 1
        return assign_each(state.last, group, words, Place(i, OF_BEFORE)) if agree else []
    if len(known) != count and len(state.levels) >= count > 1:
        known = state.levels[-count:]
    elif len(known) != count and len(state.each) == count:
        # 分别是5年前的3倍、2倍,年均增速分别为20%、15%.
        known = state.each
    both = any(word.kind == "both" for word in words)
    if count == 1 and both and len(known) == 1 and len(state.levels) == 2:
        known = state.levels
    if count == 1 and len(known) > 1 and not both:
        return []
    readings = assign(known, group, words, Place(i, OF_BEFORE, state.part))
    if not readings:
        if not _is_aside(words):
            state.forget()
        return []
    if any(reading.measured.measure == "growth" for reading in readings):
        state.levels = []
    state.each = known if len(known) == count > 1 else state.each
    if readings[0].measured.measure == "share":
        state.part = readings[0].part
    return readings


def _is_aside(words: Sequence[Token]) -> bool:
    """Return whether figures are told of the subject though they are no fact: a multiple, a contribution."""
    return bool({word.kind for word in words} & {"multiple", "completion", "compare", "rank", "denied"})


def _keep(state: _State, readings: Sequence[Reading]) -> None:
    subjects = list({id(reading.subject): reading.subject for reading in readings}.values())
    state.named, state.last, state.each = [], list(subjects), []
    state.part = next((reading.part for reading in readings if reading.measured.measure == "share"), ())
    levels = [reading.subject for reading in readings if reading.measured.measure == "level"]
    state.levels = [*state.levels, *levels] if levels else []
    state.told = [*state.told, *subjects][-_TOLD:]


def _split(group: Group, i: int, state: _State) -> tuple[tuple[Token, ...], list[Subject], bool]:
    """Return the words between the subjects and the figures, the subjects, and whether all words are understood."""
    before = list(group.before)
    if not group.first and before and before[0].kind == "and":
        before = before[1:]
    phrase = next((k for k, token in enumerate(before) if token.kind in PHRASES), len(before))
    if any(token.kind in _NO_SUBJECT for token in before):
        return (), [], False
    head, rest = from_whose(before[:phrase]), before[phrase:]
    runs_on = bool(group.before) and group.before[0].kind == "and"
    if not group.first and not runs_on and head[:1] == before[:1] and names_any(head):
        # The figure before belongs to the name: 5亿元以上固定资产投资.
        return (), [], False
    if (owned := owned_group(head)) is not None:
        state.of_others = owned
    elif state.of_others is not None and names_any(head):
        if any(token.kind in ("whole", "region") for token in head):
            state.of_others = None
        elif any(t.mention is not None and t.mention.indicator.group == state.of_others for t in head):
            return (), [], False
    if any(token.kind == "other" for token in head) or sum(token.kind == "other" for token in rest) > 1:
        return (), [], False
    subjects = [in_same_money(each, state.told) for each in state.placed(subjects_of(head, i))]
    if not subjects and any(token.kind == "follower" for token in head):
        follower = followed(head, state.told, i)
        if follower is None:
            return (), [], False
        subjects = [follower]
    last = max((k for k, token in enumerate(head) if token.kind == "indicator"), default=-1)
    if last >= 0 and any(token.kind == "follower" for token in head[last:]):
        # 民营经济主营业务收入: the short name is what the figure is of.
        return (), [], False
    verbs = [token for token in head[: last + 1] if token.kind in _VERBS or "累计" in token.text]
    said, state.said = state.said, []
    return (*said, *verbs, *head[last + 1 :], *rest), subjects, True
