"""Read from the words around a project's name how far it is, and what is wanted of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from ingest.chinese.openers import quick
from ingest.chinese.word_table import WordTable
from ingest.facts.model import ProjectStatus
from ingest.schema import Outlook

_WORDS = WordTable("ingest.facts", "project_status")
STATES: tuple[ProjectStatus, ...] = get_args(ProjectStatus)
_BEFORE = {
    "planned": _WORDS.words("before_planned"),
    "signed": _WORDS.words("before_signed"),
    "started": _WORDS.words("before_started"),
    "completed": _WORDS.words("before_completed"),
    "built": _WORDS.words("before_built"),
    "construction": _WORDS.words("before_construction"),
    "building": _WORDS.words("before_building"),
    "production": _WORDS.words("before_production"),
    "told": _WORDS.words("before_told"),
}
_AFTER = {
    "planned": _WORDS.words("after_planned"),
    "signed": _WORDS.words("after_signed"),
    "started": _WORDS.words("after_started"),
    "construction": _WORDS.words("after_construction"),
    "completed": _WORDS.words("after_completed"),
    "production": _WORDS.words("after_production"),
    "told": _WORDS.words("after_told"),
}
_GROUP = {
    "signed": _WORDS.words("group_signed"),
    "started": _WORDS.words("group_started"),
    "construction": _WORDS.words("group_construction"),
    "completed": _WORDS.words("group_completed"),
    "production": _WORDS.words("group_production"),
    "planned": _WORDS.words("group_planned"),
}
_STATE: dict[str, ProjectStatus | None] = {
    "planned": "planned",
    "signed": "signed",
    "started": "started",
    "construction": "under construction",
    "building": "under construction",
    "completed": "completed",
    "built": "completed",
    "production": "in production",
    "told": None,
}
_WANTED = _WORDS.words("wanted")
_DONE = _WORDS.words("done")
_FUTURE = _WORDS.words("future")
_GOING = _WORDS.words("going")
_MEANS = _WORDS.words("means")
Tense = Literal["", "wanted", "future", "done"]
# What must have been reached before what is wanted: who wants a plant completed has one under construction.
_BEFORE_IT: dict[ProjectStatus, ProjectStatus] = {
    "planned": "planned",
    "signed": "planned",
    "started": "planned",
    "under construction": "under construction",
    "completed": "under construction",
    "in production": "under construction",
}
# An event that is still to come, or that something else follows; 后海公园, 后山水库 begin with a place's name.
_NOT_YET = re.compile(r"后(?![海山湾河湖溪江岭坑坪塘浦洋港街巷桥村庄寨沟])|以来|之后|以后|率")
# 续建工程, 施工项目: part of a name.
_IN_NAME = re.compile(r"项目|工程|基地|中心|园区|[区园厂站路]|企业|单位|资金|用地|标准")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell a project's state.

    Attributes:
        start, end: offsets.
        state: that they tell; None where they tell of something else.
        words: as written.
        built: whether they are of works as such, begun or not: 新建, 改造, 实施.
    """

    start: int
    end: int
    state: ProjectStatus | None
    words: str
    built: bool = False


def rank(state: ProjectStatus | None) -> int:
    """Return the place of a state in the order in which a project passes through them; -1 for None."""
    return -1 if state is None else STATES.index(state)


@cache
def _pattern(lists: Literal["before", "after", "group"]) -> re.Pattern[str]:
    named = {"before": _BEFORE, "after": _AFTER, "group": _GROUP}[lists]
    return quick("|".join(f"(?P<{name}>{words.expression})" for name, words in named.items()))


def cue_before(text: str, at: int, end: int) -> Cue | None:
    """Return the words that begin at `at` in folded `text` and tell the state of what is named after them."""
    m = _pattern("before").match(text, at, end)
    return _cue(m) if m is not None and _NOT_YET.match(text, m.end()) is None else None


def next_cue_before(text: str, at: int, end: int) -> Cue | None:
    """Return the next words in text[at:end] that tell the state of what is named after them."""
    m = _pattern("before").search(text, at, end)
    return _cue(m) if m is not None and _NOT_YET.match(text, m.end()) is None else None


def cues_after(text: str, at: int, end: int) -> Iterator[Cue]:
    """Yield the words in text[at:end] that tell the state of what was named before them."""
    for m in _pattern("after").finditer(text, at, end):
        if not _NOT_YET.match(text, m.end()) and not _IN_NAME.match(text, m.end()):
            yield _cue(m)


def state_of(cues: Sequence[Cue]) -> ProjectStatus | None:
    """Return the furthest state that words tell of one list; None where they tell none.

    前期工作进展顺利, 前期工作基本完成: of what is being prepared progress tells no construction, and its end no completion.
    """
    if any(cue.state == "planned" for cue in cues):
        cues = [cue for cue in cues if cue.state != "under construction" and not cue.words.endswith("完成")]
    return max((cue.state for cue in cues), key=rank, default=None)


def state_of_group(text: str, at: int, end: int) -> ProjectStatus | None:
    """Return the state that the word for a group tells: 在建 of 等3个在建项目."""
    m = _pattern("group").search(text, at, end)
    return _STATE[str(m.lastgroup)] if m is not None else None


def is_going(text: str, at: int, end: int) -> bool:
    """Return whether the words of text[at:end] say that works go on: 继续实施某大桥, 完成某大桥扫尾."""
    return _GOING.search(text, at, end) is not None


def is_means(text: str, at: int, end: int) -> bool:
    """Return whether the clause text[at:end] names works only as what something else is done with: 以某某等项目为抓手."""
    return (m := _MEANS.match(text, at)) is not None and m.end() <= end


def tense_of(text: str, at: int, end: int) -> Tense:
    """Return whether the words of text[at:end] say that something is wanted (确保), to come (将), or already done (已)."""
    if _DONE.search(text, at, end) is not None:
        return "done"
    if _FUTURE.search(text, at, end) is not None:
        return "future"
    return "wanted" if _WANTED.search(text, at, end) is not None else ""


def reached(
    state: ProjectStatus | None,
    outlook: Outlook | None,
    tense: Tense,
    *,
    built: bool,
    so_far: ProjectStatus | None,
) -> tuple[ProjectStatus, ProjectStatus | None]:
    """Return the state that a project has reached, and the one wanted, if any.

    Args:
        state: what the words tell; None where they only name it as a work (支持某大桥等项目).
        outlook: of the statement; in a plan they tell what is to be.
        tense: what the clause itself says.
        built: whether the words are of works as such (新建, 改造, 实施), which a plan tells of those not begun.
        so_far: the state that the word for their group tells: 已签约 of 推动某某等3个已签约项目开工.
    """
    hoped = tense in ("wanted", "future") or (outlook == "plan" and tense != "done")
    if state is None:
        return ("planned" if hoped else "under construction"), None
    if not hoped:
        return state, None
    before = _BEFORE_IT[state]
    if built or (tense == "future" and state == "under construction"):
        before = "planned"
    # 推动某某等3个签约项目落地: what is signed already is not only wanted so.
    if so_far is not None and (rank(so_far) < rank(state) or so_far == state == "signed"):
        before = so_far
    return before, state if state != before else None


def _cue(m: re.Match[str]) -> Cue:
    return Cue(m.start(), m.end(), _STATE[str(m.lastgroup)], m[0], m.lastgroup in ("built", "building"))
