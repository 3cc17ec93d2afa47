"""Find in a sentence where projects may be listed, and the words that tell how far they are.

A verb stands before a list (开工建设甲、乙等项目), or the list before its verb (甲、乙等3个项目开工建设), or in the clause before
(总投资3亿元的甲项目, 与县政府签约).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from ingest.facts.model import ProjectStatus
from ingest.facts.project_status import (
    WANTED,
    Cue,
    cue_before,
    cues_after,
    next_cue_before,
    rank,
    state_after,
    state_of_group,
)

Anchor = Literal["group", "and so on", "none"]
_OPEN, _CLOSE = "(“\"'‘「《〈[【", ")”\"'’」》〉]】"
_BREAK = re.compile(r"[,;:。!?\n]")
# What a clause may begin with before its verb or its list.
_LEAD = re.compile(
    r"(?:[一二三四五六七八九十]是|[(]?[一二三四五六七八九十\d]{1,2}[)、.]|——|—|其中|同时|此外|另外|目前|截至目前|今年以来|一年来|五年来|全年|今年|去年|当年|"
    r"年内|本年|我们|我县|我市|我区|全县|全市|全区|县里|重点|还|也|并|要|将|共|已|又|再|特别是|尤其是|进一步|积极|大力|全力|继续|"
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?(?:份|底|初|中旬)?|\d{4}年(?:底|初|上半年|下半年|度)?|[“\"'])+"
)
_GROUP = re.compile(
    r"等(?P<kind>(?:一批|一大批|一系列|\d+(?:多|余)?[个项大件条家座所]|[一二三四五六七八九十百两]+(?:多|余)?[个项大件条家座所]|多[个项家座所]|几[个项])?"
    r"[^,;。、]{0,24}?(?P<work>项目|工程|工地))|等(?=一批|\d+[个项家座所条处]|多[个项家座条])|等(?:$|(?=[,;。]))"
)
_AND_SO_ON = re.compile(r"等(?![级次候待于额值离效压分别])")
_COUNTED = re.compile(r"等(?:[\d一二三四五六七八九十百两]+(?:多|余)?[个项大件条家座所])")
# A clause with these tells of others.
_OTHER = re.compile(r"[、的等]")
# A clause without any of these names no project: the last characters of works, words for groups, sums.
_MAY_NAME = re.compile(
    r"项目|工程|等(?:一批|\d+[个项]|[顺相竣开建投签])|投资\d|"
    r"(?:[园馆厂站路桥渠库场院校线港楼城区期段街苑塔道延坝]|基地|中心|高速|高铁|铁路|学校|小学|中学|水利|枢纽|改造|扩建|迁建|治理|综合体|小镇|"
    r"大厦|管网|热电|光伏|风电|绿化|提升|开发|[东西南北外内]环)"
    r"(?=[、,。;和及与“”\"(等]|$|[建竣开完投通正顺加主已全基项工前签落启交推进成即有稳如相改扩复一二三总实具获列纳达年将预])"
)
_SHORTEST, _SHORT_REST = 3, 8
_LONGEST_LIST = 400


@dataclass(frozen=True, slots=True)
class Listing:
    """A stretch of a sentence that may list projects.

    Attributes:
        begin: where the clause begins.
        start, end: offsets of the list.
        stop: where the words that tell of it end.
        state: what they tell; None where they do not.
        before: whether the verb stands before the list.
        wanted: whether the words tell it as a wish (确保 … 竣工).
        anchor: "group" where 等(3个)项目 follows, "and so on" where 等 does.
        cue: the words.
        count: whether the group is counted: 等3个项目.
    """

    begin: int
    start: int
    end: int
    stop: int
    state: ProjectStatus | None
    before: bool
    wanted: bool
    anchor: Anchor
    cue: str
    counted: bool = False


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the offsets of the clauses of text[start:end], which commas and colons separate outside brackets."""
    found: list[tuple[int, int]] = []
    at, depth = start, 0
    for i in range(start, end):
        c = text[i]
        if c in "([【《“":
            depth += 1
        elif c in ")]】》”":
            depth = max(0, depth - 1)
        elif c in ",:;" and (depth == 0 or i - at > _LONGEST_LIST):
            if c == "," and i + 1 < end and text[i - 1].isdigit() and text[i + 1 : i + 4].isdigit():
                continue
            found.append((at, i))
            at, depth = i + 1, 0
    found.append((at, end))
    return [(a, b) for a, b in found if b > a]


def listings(text: str, start: int, end: int) -> Iterator[Listing]:
    """Yield the listings of the sentence text[start:end], folded; they may overlap where it can be read in two ways."""
    parts = clauses(text, start, end)
    for n, (a, b) in enumerate(parts):
        if _MAY_NAME.search(text, a, b) is None:
            continue
        following = parts[n + 1 :]
        for found in _of_clause(text, a, b):
            weak = not found.before or found.state in (None, "under construction")
            yield _continued(text, found, following) if weak else found


def _of_clause(text: str, a: int, b: int) -> Iterator[Listing]:
    lead = _LEAD.match(text, a, b)
    at = lead.end() if lead else a
    verb = cue_before(text, at, b)
    if verb is not None:
        yield from _after_verb(text, verb, a, at, b)
    else:
        found = _before_verb(text, a, at, b)
        if found is not None:
            yield found
        # A subject stands before the verb: 经济开发区加快建设某某基地.
        verb = next_cue_before(text, at + 2, b)
        if verb is not None and b - verb.end >= _SHORTEST:
            yield from _after_verb(text, verb, a, at, b)
        return
    # What looks like a verb may be part of a name or of what is told of it: 建设银行大厦项目开工.
    if (found := _before_verb(text, a, at, b)) is not None and found.state is not None:
        yield replace(found, cue="~" + found.cue)


def _after_verb(text: str, verb: Cue, a: int, at: int, b: int) -> Iterator[Listing]:
    """Yield what stands after a verb: its list, and how far it is told to be."""
    state, start, cue = verb.state, verb.end, verb.words
    # 谋划建设, 加快建成: verbs in a row; what is planned is planned whatever follows.
    for _ in range(3):
        more = cue_before(text, start, b)
        if more is None or more.end == more.start:
            break
        if state != "planned" and (rank(more.state) > rank(state) or state == "under construction"):
            state = more.state
        start, cue = more.end, cue + "+" + more.words
    if b - start < _SHORTEST:
        return
    wanted = WANTED.search(text, at, start) is not None
    closed = _group(text, start, b) or _told_at_end(text, start, b)
    end, anchor, counted, of_group, rest = closed or _Close(b, "none", False, None, b)
    told = state_after(text, rest, b) or of_group
    yield Listing(a, start, end, b, told or state, True, wanted, anchor, cue, counted)


def _before_verb(text: str, a: int, at: int, b: int) -> Listing | None:
    """Return what stands before a verb."""
    verb = next(cues_after(text, at + 2, b), None)
    closed = _group(text, at, b)
    if closed is None or (verb is not None and verb.start < closed.end):
        end = verb.start if verb else b
        closed = _Close(end, "none", False, None, end)
    if closed.end - at < 2:
        return None
    state = state_after(text, closed.rest, b) or closed.state
    wanted = WANTED.search(text, closed.rest, b) is not None
    return Listing(
        a, at, closed.end, b, state, False, wanted, closed.anchor, verb.words if verb else "", closed.counted
    )


class _Close(NamedTuple):
    """Where a list ends, what closes it, whether its members are counted, the state told of them, where to read on."""

    end: int
    anchor: Anchor
    counted: bool
    state: ProjectStatus | None
    rest: int


def _group(text: str, start: int, b: int) -> _Close | None:
    """Return the word for the group that closes the list which begins at `start`: 等3个项目."""
    group = _GROUP.search(text, start + 2, b)
    if group is not None:
        counted = _COUNTED.match(group[0]) is not None
        state = state_of_group(text, group.start(), group.end())
        return _Close(group.start(), "group" if group["work"] else "and so on", counted, state, group.end())
    so_on = _AND_SO_ON.search(text, start + 2, b)
    return _Close(so_on.start(), "and so on", False, None, so_on.end()) if so_on is not None else None


def _told_at_end(text: str, start: int, b: int) -> _Close | None:
    """Return where the words begin that tell, at the end of a clause, what becomes of the works listed from `start` on."""
    for cue in cues_after(text, start + 2, b):
        if b - cue.end <= _SHORT_REST or next(cues_after(text, cue.end, b), None) is not None:
            return _Close(cue.start, "none", False, None, cue.start)
    return None


def _continued(text: str, found: Listing, following: list[tuple[int, int]]) -> Listing:
    """Return a listing with what the next clauses tell of it: 总投资3亿元的甲项目, 2021年开工, 2022年投产."""
    state, stop, cue, wanted = found.state, found.stop, found.cue, found.wanted
    for a, b in following[:4]:
        lead = _LEAD.match(text, a, b)
        at = lead.end() if lead else a
        verb = next(cues_after(text, at, b), None)
        # The clause goes on with the same subject only where it begins with its verb.
        nearest = 12 if state is None else 1
        if verb is None or verb.start - at > nearest or _OTHER.search(text, at, b) is not None:
            if state is None and verb is None and b - a < 30:
                continue
            break
        # 建成某路 is of another work.
        if found.before and b - verb.end > _SHORT_REST and next(cues_after(text, verb.end, b), None) is None:
            break
        told = state_after(text, at, b)
        hoped = WANTED.search(text, a, b) is not None
        if told is not None and rank(told) > rank(state) and (state is None or not hoped):
            state, cue, wanted = told, cue or verb.words, hoped
        stop = b
    return replace(found, state=state, stop=stop, cue=cue, wanted=wanted)
