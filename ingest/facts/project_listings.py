"""Find in a sentence where projects may be listed, and the words that tell how far they are.

A verb stands before a list (开工建设甲、乙等项目), or the list before its verb (甲、乙等3个项目开工建设), or in the clause before
(总投资3亿元的甲项目, 与县政府签约).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.facts.model import ProjectStatus
from ingest.facts.project_clauses import Clause, clauses
from ingest.facts.project_groups import Anchor, Close, group_of
from ingest.facts.project_status import (
    Cue,
    Tense,
    cue_before,
    is_going,
    is_means,
    next_cue_before,
    rank,
    state_of,
    tense_of,
)

# A clause without any of these names no project: the last characters of works, words for groups, sums.
_MAY_NAME = re.compile(
    r"项目|工程|(?<![平高相同对])等(?![级次候待于额值])|投资\d|基础设施|"
    r"(?:[园馆厂站路桥渠库场院校线港楼城区期段街苑塔道延坝轨移河]|基地|中心|高速|高铁|铁路|学校|小学|中学|水利|枢纽|改造|扩建|迁建|治理|综合体|小镇|"
    r"大厦|管网|热电|光伏|风电|绿化|提升|开发|[东西南北外内]环)"
    r"(?=[、,。;和及与“”\"(等]|$|[建竣开完投通正顺加主已全基项工前签落启交推进成即有稳如相改扩复一二三总实具获列纳达年将预动由在的位于续试装申调破增复])"
)
# A clause with these tells of others.
_OTHER = re.compile(r"[、的等]|\d[个项家条]")
_TURNED = re.compile(r"[把将][^,]{2,40}(?:建设?成|打造成)")
# What is done with works other than building them.
_WEIGHED = re.compile(r"评审|审核|审计|评价|检查|考核|观摩|调研")
# 推动某药王庙创建4A景区, 某乡撤乡改镇, 推动与某医院、某院校合作: grades and ranks of what exists, and partners.
_NOT_BUILT = re.compile(
    r"[创争申](?:建|创|报)[^,;。]{0,40}\da级?|撤[乡镇县][改设]|[与同](?=[^,;。项]{2,90}(?:合作|协作|结对)(?!建设|开发|投资|项目|共建|的|等))"
)
_BECOMES = re.compile(r"[将把]|\d[个所家]")
# What a clause begins with that goes on with the same work.
_SAME = re.compile(
    r"(?:该|此)?(?:项目|工程)|[一二三首]期|主体|与|现|目前|其|完成|办理|取得|完善|启动|全部|全面|并|年[内底]"
)
# 竣工投产和开工项目数量: an event as a kind of works.
_OF_MANY = re.compile(
    r"[^,;。、]{0,8}?(?:[和与及][^,;。、]{0,6})?(?:项目|工程|企业)(?:个数|数量?|总数|总量|规模|率|总?投资|累计|共|分别|均)"
)
# Lengths in characters: of a name, of what may follow a verb, of adverbs before it, of what may stand before the next
# clause's verb where a state was told and where none was, of a clause that only adds something.
_SHORTEST, _SHORT_REST, _ADVERBS, _FAR, _FARTHEST, _ASIDE = 3, 8, 5, 4, 16, 30
_OF_OTHERS = ("started", "completed", "in production")
# 某产业园项目总投资3亿元, 建设研发中心、检测中心: what follows are its parts.
_PARTS = re.compile(r"(?:主要|规划|拟|计划)?(?:建设|新建|打造|包括|包含|设置|建有)")
# Verbs in a row (谋划建设), clauses in a row that tell of one work.
_VERBS, _CLAUSES = 3, 4


@dataclass(frozen=True, slots=True)
class Listing:
    """A stretch of a sentence that may list projects.

    Attributes:
        begin: where the clause begins.
        start, end: offsets of the list.
        stop: where the words that tell of it end.
        state: what they tell; None where they do not.
        before: whether the verb stands before the list.
        tense: whether they tell it as a wish (确保 … 竣工), or as done already.
        anchor: "group" where 等(3个)项目 follows, "works" where 等(3座)水库 or another word for works does, "and so on" where
            等 does, "others" where it groups no works (等企业).
        cue: the words.
        counted: whether the group is counted: 等3个项目.
        built: whether they are of works as such: 新建, 改造.
        group: the word for the group, as written: 等3个在建项目.
        so_far: the state that it tells of its members: 已签约 of 等3个已签约项目.
        is_alternative: whether the clause begins with a verb, so that the list may rather stand behind that.
    """

    begin: int
    start: int
    end: int
    stop: int
    state: ProjectStatus | None
    before: bool
    tense: Tense
    anchor: Anchor
    cue: str
    counted: bool = False
    built: bool = False
    group: str = ""
    so_far: ProjectStatus | None = None
    is_alternative: bool = False


def listings(text: str, start: int, end: int) -> Iterator[Listing]:
    """Yield the listings of the sentence text[start:end], folded; they may overlap where it can be read in two ways."""
    if _MAY_NAME.search(text, start, end) is None:
        return
    parts = clauses(text, start, end)
    for n, clause in enumerate(parts):
        if _MAY_NAME.search(text, clause.start, clause.end) is None or _TURNED.search(
            text, clause.start, clause.end
        ):
            continue
        if _NOT_BUILT.search(text, clause.start, clause.end) is not None:
            continue
        if is_means(text, clause.at, clause.end):
            continue
        if n and _PARTS.match(text, clause.at) and any(cue.state is None for cue in parts[n - 1].cues):
            continue
        for found in _of_clause(clause):
            weak = not found.before or found.state in (None, "under construction")
            yield _continued(found, parts[n + 1 : n + 1 + _CLAUSES]) if weak else found


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
        # What is planned is planned whatever follows: 谋划建设; but 加快建成 tells completion.
        if state != "planned" and (rank(more.state) > rank(state) or state == "under construction"):
            state = more.state
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
        tense=tense_of(text, max(at + 2, close.rest - _ADVERBS), b),
        anchor=close.anchor,
        cue=verb.words if verb else "",
        counted=close.counted,
        group=text[close.end : close.rest],
        so_far=close.state,
    )


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


def _continued(found: Listing, following: Sequence[Clause]) -> Listing:
    """Return a listing with what the next clauses tell of it: 总投资3亿元的甲项目, 2021年开工, 2022年投产."""
    state, stop, cue, tense = found.state, found.stop, found.cue, found.tense
    for clause in following:
        verb = next(iter(clause.cues), None)
        if verb is None or not _goes_on(found, clause, verb, state):
            if state is None and verb is None and clause.end - clause.start < _ASIDE:
                continue
            break
        told = state_of(clause.cues)
        said = tense_of(clause.text, clause.start, clause.end)
        # 抓好某某项目, 年内开工: what is only taken in hand has the state that follows.
        further = rank(told) > rank(state) or (found.before and told not in (None, "planned"))
        only_pushed = found.before and state == "under construction"
        if (
            told is not None
            and further
            and (state is None or only_pushed or said not in ("wanted", "future"))
        ):
            state, cue, tense = told, cue or verb.words, said
        stop = clause.end
    return found if stop == found.stop else replace(found, state=state, stop=stop, cue=cue, tense=tense)


def _goes_on(found: Listing, clause: Clause, verb: Cue, state: ProjectStatus | None) -> bool:
    """Return whether a clause goes on with the works of the one before: it begins with its verb, and names no others."""
    before = clause.text[clause.start - 1]
    if before == ":" or clause.text.startswith("其中", clause.start):
        return False
    same = _SAME.match(clause.text, clause.at, verb.start) is not None
    nearest = 1 if not same else _FARTHEST if state is None else _FAR
    if verb.start - clause.at > nearest or _OTHER.search(clause.text, clause.at, verb.start) is not None:
        return False
    # 建成某路, 启动某段 is of another work, 竣工投产和开工项目数量 of none.
    rest = _SHORTEST if found.before else _SHORT_REST
    if _OF_MANY.match(clause.text, verb.end, clause.end) is not None:
        return False
    last = clause.cues[-1]
    if _MAY_NAME.search(clause.text, last.end, clause.end) is not None:
        return False
    return not (clause.end - last.end >= rest and last.state in _OF_OTHERS)
