"""Find in a sentence where projects may be listed, and the words that tell how far they are.

A verb stands before a list (开工建设甲、乙等项目), or the list before its verb (甲、乙等3个项目开工建设), or in the clause before
(总投资3亿元的甲项目, 与县政府签约).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.facts.model import ProjectStatus
from ingest.facts.project_clauses import Clause, clauses
from ingest.facts.project_groups import Close, group_of
from ingest.facts.project_listing import MAY_NAME, Listing
from ingest.facts.project_sequel import continued
from ingest.facts.project_status import (
    Cue,
    cue_before,
    is_going,
    is_means,
    next_cue_before,
    rank,
    state_of,
    state_of_group,
    tense_of,
)

_TURNED = re.compile(r"[把将][^,]{2,40}(?:建设?成|打造成)")
# What is done with works other than building them.
_WEIGHED = re.compile(r"评审|审核|审计|评价|检查|考核|观摩|调研")
# 推动某药王庙创建4A景区, 支持某医院创建三甲医院, 某乡撤乡改镇, 推动与某医院、某院校合作: grades and ranks of what exists, and partners.
_NOT_BUILT = re.compile(
    r"[创争申](?:建|创|报)[^,;。]{0,40}(?:\da级?|三甲|[一二三][级类](?:甲等|医院|馆)|甲级|(?<![园区])示范(?:单位|社区|学校|校|医院))|撤[乡镇县][改设]|[与同](?=[^,;。项]{2,90}(?:合作|协作|结对)(?!建设|开发|投资|项目|共建|的|等))"
)
_BECOMES = re.compile(r"[将把]|\d[个所家]")
# Lengths in characters: of a name, of what may follow a verb, of adverbs before it.
_SHORTEST, _SHORT_REST, _ADVERBS = 3, 8, 5
# 某路计划于今年9月通车.
_TIMED = re.compile(
    r"(?:计划|预计|拟|力争|争取|确保|有望|(?<!即)将)[于在到]?(?:(?:[今明后]年|\d{4}年)(?:底|内)?(?:前)?)?(?:\d{1,2}月(?:\d{1,2}日|份|底)?(?:前)?)?$"
)
_TIMED_LONGEST = 16
# 3条高速公路开建, 分别是甲高速、乙高速; 骨干水利工程: 甲水库、乙灌区.
_NAMELY = re.compile(r"分别(?:是|为)|依次(?:是|为)|即|它们是|包括|包含|其中有")
_WORKS_OF = re.compile(
    r"(?:项目|工程|高速公路|高速|铁路|公路|道路|水库|桥梁|电站|学校|医院)(?:[(][^)]*[)])?[”]?(?:有|如下|包括)?$"
)
# 公司在建项目主要包括甲产业园、乙安置房: the group stands before its members.
_HOLDS = re.compile(
    r"[^,、。;:|]{0,12}?(?P<group>(?:在建|拟建|续建|新?开工|完工|竣工|已建|签约|投产|储备|前期|重点|重大|主要|较大|大型|亿元)[^,、。;:|]{0,10}?(?:项目|工程))"
    r"(?:\([^)]{0,20}\)|有?\d+[个项])?(?:主要|重点|分别|目前)?(?:有|包括|包含|为|是)(?!以)"
)
# Stands for the words that give the members of a group told before them.
NAMELY = "即"
_SEVERAL = 2
# 某产业园项目总投资3亿元, 建设研发中心、检测中心: what follows are its parts.
_PARTS = re.compile(r"(?:主要|规划|拟|计划)?(?:建设|新建|打造|包括|包含|设置|建有)")
# Verbs in a row (谋划建设), clauses in a row that tell of one work.
_VERBS, _CLAUSES = 3, 4


def listings(text: str, start: int, end: int) -> Iterator[Listing]:
    """Yield the listings of the sentence text[start:end], folded; they may overlap where it can be read in two ways."""
    if MAY_NAME.search(text, start, end) is None:
        return
    parts = clauses(text, start, end)
    otherwise = [each for each in (_TURNED, _NOT_BUILT) if each.search(text, start, end)]
    for n, clause in enumerate(parts):
        if MAY_NAME.search(text, clause.start, clause.end) is None:
            continue
        if any(each.search(text, clause.start, clause.end) for each in otherwise):
            continue
        if is_means(text, clause.at, clause.end):
            continue
        if n and _PARTS.match(text, clause.at) and any(cue.state is None for cue in parts[n - 1].cues):
            continue
        if n and (named := _introduced(parts[n - 1], clause)) is not None:
            yield named
            continue
        if (held := _held(clause)) is not None:
            yield held
            continue
        for found in _of_clause(clause):
            if n and (verb := _verb_of_last(found, parts[n - 1])) is not None:
                found = _with_verb(found, parts[n - 1], verb)
            weak = not found.before or found.state in (None, "under construction")
            yield continued(found, parts[n + 1 : n + 1 + _CLAUSES]) if weak else found


def _introduced(before: Clause, clause: Clause) -> Listing | None:
    """Return the list that a clause gives of the works that the one before tells of: 3条高速同时开建, 分别是甲、乙、丙."""
    text = clause.text
    lead = _NAMELY.match(text, clause.at)
    by_colon = text[clause.start - 1] == ":" and _WORKS_OF.search(text, before.start, before.end) is not None
    if lead is None and not by_colon:
        return None
    if clause.cues or cue_before(text, clause.at, clause.end) is not None:
        return None
    start = lead.end() if lead else clause.at
    if text.count("、", start, clause.end) < _SEVERAL:
        return None
    verb = cue_before(text, before.at, before.end)
    state = state_of(before.cues) or (verb.state if verb is not None else None)
    close = group_of(text, start, clause.end) or Close(clause.end, "none", False, None, clause.end)
    return Listing(
        begin=before.start,
        start=start,
        end=close.end,
        stop=clause.end,
        state=state,
        before=True,
        tense=tense_of(text, before.start, before.end),
        anchor="group",
        cue=NAMELY,
        counted=True,
    )


def _held(clause: Clause) -> Listing | None:
    """Return the list of the works that a group holds, told before it: 在建项目主要包括甲产业园、乙安置房."""
    text, b = clause.text, clause.end
    m = _HOLDS.match(text, clause.start, b)
    if m is None:
        return None
    # 在建保障房项目为某某三期项目.
    one = text[m.end() - 1] in "为是"
    if not one and text.find("、", m.end(), b) < 0:
        return None
    close = group_of(text, m.end(), b) or Close(b, "none", False, None, b)
    return Listing(
        begin=clause.start,
        start=m.end(),
        end=close.end,
        stop=b,
        state=state_of_group(m["group"], 0, len(m["group"])) or close.state,
        before=True,
        tense=tense_of(text, clause.start, m.end()),
        anchor="group",
        cue=NAMELY,
        counted=not one,
    )


def _verb_of_last(found: Listing, before: Clause) -> Cue | None:
    """Return the verb of the clause before where the list that it begins is closed by this one: 建成甲航道, 乙大道等项目."""
    text = before.text
    if not (
        found.anchor == "group"
        and found.state is None
        and not found.cue
        and found.begin == before.end + 1
        and text[before.end] == ","
        and MAY_NAME.search(text, max(before.at, before.end - 4), before.end) is not None
    ):
        return None
    verb = cue_before(text, before.at, before.end)
    return verb if verb is not None and not before.cues_from(verb.end) else None


def _with_verb(found: Listing, before: Clause, verb: Cue) -> Listing:
    tense = found.tense or tense_of(before.text, before.start, verb.end)
    return replace(found, state=verb.state, before=True, cue=verb.words, tense=tense, built=verb.built)


def _of_clause(clause: Clause) -> Iterator[Listing]:
    text, at, b = clause.text, clause.at, clause.end
    verb = cue_before(text, at, b)
    found = _before_verb(clause)
    if verb is not None:
        yield from _after_verb(clause, verb)
        # What looks like a verb may be part of a name or of what is told of it: 建设银行大厦项目开工.
        if found is not None and found.state is not None:
            tense = found.tense or tense_of(text, clause.start, verb.end)
            yield replace(found, cue="~" + found.cue, tense=tense, is_alternative=True)
        return
    if found is not None:
        yield found
    # A subject stands before the verb: 经济开发区加快建设某某基地.
    verb = next_cue_before(text, at + 2, b)
    # 某某项目落户某某产业园: a place stands behind such a verb.
    if verb is None or b - verb.end < _SHORTEST or verb.state == "signed":
        return
    # 将某某机场建成某某基地, 16个乡镇建成某某学校: what an existing work becomes, and what many have.
    if verb.state != "completed" or _BECOMES.search(text, at, verb.start) is None:
        yield from _after_verb(clause, verb)


def _after_verb(clause: Clause, verb: Cue) -> Iterator[Listing]:
    """Yield what stands after a verb: its list, and how far it is told to be."""
    text, b = clause.text, clause.end
    state, start, words = verb.state, verb.end, verb.words
    for _ in range(_VERBS):
        more = cue_before(text, start, b)
        if more is None or more.end == more.start:
            break
        state = _of_both(state, verb, more)
        start, words = more.end, f"{words}+{more.words}"
    if b - start < _SHORTEST:
        return
    close = group_of(text, start, b) or _told_at_end(clause, start) or Close(b, "none", False, None, b)
    if _WEIGHED.search(text, close.rest, b) is not None:
        return
    told = _told_of(clause, close)
    yield Listing(
        begin=clause.start,
        start=start,
        end=close.end,
        stop=b,
        state=told or state,
        before=True,
        tense=tense_of(text, clause.at, start),
        anchor=close.anchor,
        cue=words,
        counted=close.counted,
        built=verb.built
        and told is None
        and state == verb.state
        and not is_going(text, clause.start, clause.end),
        group=text[close.end : close.rest],
        so_far=close.state,
    )


def _of_both(state: ProjectStatus | None, verb: Cue, more: Cue) -> ProjectStatus | None:
    """Return the state that a further verb leaves of the one that those before it tell.

    What is planned is planned whatever follows: 谋划建设; but 加快建成 tells completion. What begins is only begun: 开工新建;
    and what goes on is not done: 新建续建.
    """
    if state == "planned" or (state == "started" and more.built):
        return state
    goes_on = verb.built and more.state == "under construction" and not more.built
    further = rank(more.state) > rank(state) or state == "under construction"
    return more.state if further or goes_on else state


def _before_verb(clause: Clause) -> Listing | None:
    """Return what stands before a verb."""
    text, at, b = clause.text, clause.at, clause.end
    verb = next(iter(clause.cues_from(at + 2)), None)
    close = group_of(text, at, b)
    if close is None or (verb is not None and verb.start < close.end):
        end = verb.start if verb else b
        close = Close(end, "none", False, None, end)
    if close.end - at < 2 or _WEIGHED.search(text, close.rest, b) is not None:
        return None
    return Listing(
        begin=clause.start,
        start=at,
        end=close.end,
        stop=b,
        # 继续对某路、某街等进行改扩建: that it goes on is all that is told.
        state=_told_of(clause, close) or ("under construction" if is_going(text, clause.start, at) else None),
        before=False,
        # What stands between a list and its verb (将于年内) is cut off its last name later.
        tense=tense_of(text, _adverbs(text, at + 2, close.rest), b),
        anchor=close.anchor,
        cue=verb.words if verb else "",
        counted=close.counted,
        group=text[close.end : close.rest],
        so_far=close.state,
    )


def _adverbs(text: str, start: int, rest: int) -> int:
    """Return where the adverbs begin that stand before the verb at `rest`: 计划于今年9月."""
    timed = _TIMED.search(text, max(start, rest - _TIMED_LONGEST), rest)
    return timed.start() if timed is not None else max(start, rest - _ADVERBS)


def _told_of(clause: Clause, close: Close) -> ProjectStatus | None:
    """Return the state that the words behind a list tell; of 前期项目 progress tells no construction."""
    told = state_of(clause.cues_from(close.rest))
    return (
        close.state if told is None or (close.state == "planned" and told == "under construction") else told
    )


def _told_at_end(clause: Clause, start: int) -> Close | None:
    """Return where the words begin that tell, at the end of a clause, what becomes of the works listed from `start` on."""
    cues = clause.cues_from(start + 2)
    for n, cue in enumerate(cues):
        if clause.end - cue.end <= _SHORT_REST or n + 1 < len(cues):
            return Close(cue.start, "none", False, None, cue.start)
    return None
