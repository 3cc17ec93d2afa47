"""Read what the next clauses tell of the works that a clause lists: 总投资3亿元的甲项目, 2021年开工, 2022年投产."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.facts.model import ProjectStatus
from ingest.facts.project_clauses import Clause
from ingest.facts.project_listing import MAY_NAME, Listing
from ingest.facts.project_status import Cue, cue_before, rank, state_of, tense_of

# A clause with these tells of others.
_OTHER = re.compile(r"[、的等]|\d[个项家条]")
# What a clause begins with that goes on with the same work.
_SAME = re.compile(
    r"(?:该|此)?(?:项目|工程)|[一二三首]期|主体|与|现|目前|其|完成|办理|取得|完善|启动|全部|全面|并|年[内底]"
)
_HOPE = re.compile(r"(?:力争|争取|确保|预计|计划|有望|目标|年[内底]前?|将)+")
# 竣工投产和开工项目数量: an event as a kind of works.
_OF_MANY = re.compile(
    r"[^,;。、]{0,8}?(?:[和与及][^,;。、]{0,6})?(?:项目|工程|企业)(?:个数|数量?|总数|总量|规模|率|总?投资|累计|共|分别|均)"
)
# Lengths in characters: of a name, of what may follow a verb, of what may stand before the next clause's verb where a state
# was told and where none was, of a clause that only adds something.
_SHORTEST, _SHORT_REST, _FAR, _FARTHEST, _ASIDE = 3, 8, 4, 16, 30
# 某馆成为教育基地, 某线延伸至某地: a clause that tells something of its own.
_OWN_VERB = re.compile(
    r"成为|(?:延伸|增加|提[升高]|扩大|达|增)[到至]|获评|荣获|入选|被[评列命授]|位[居列]|跻身|晋[升级]"
)
_OF_OTHERS = ("started", "completed", "in production")


def continued(found: Listing, following: Sequence[Clause]) -> Listing:
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


def _is_beside(found: Listing, clause: Clause, verb: Cue) -> bool:
    """Return whether the next clause tells of works beside those of a clause without a verb: 甲供水工程, 乙水库建成投用."""
    text = clause.text
    return (
        found.state is None
        and not found.before
        and found.anchor == "none"
        and not found.cue
        and text[clause.start - 1] == ","
        and found.end == clause.start - 1
        and _OWN_VERB.search(text, found.start, found.end) is None
        and clause.end - verb.end <= _SHORT_REST
        and MAY_NAME.search(text, max(found.start, found.end - 4), found.end) is not None
        and MAY_NAME.search(text, max(clause.at, verb.start - 6), verb.start + 1) is not None
        and cue_before(text, clause.at, clause.end) is None
    )


def _goes_on(found: Listing, clause: Clause, verb: Cue, state: ProjectStatus | None) -> bool:
    """Return whether a clause goes on with the works of the one before: it begins with its verb, and names no others."""
    if _is_beside(found, clause, verb):
        return True
    before = clause.text[clause.start - 1]
    if before == ":" or clause.text.startswith("其中", clause.start):
        return False
    same = _SAME.match(clause.text, clause.at, verb.start) is not None
    nearest = 1 if not same else _FARTHEST if state is None else _FAR
    # 力争年内启动实施: what is hoped of the same work.
    hope = _HOPE.match(clause.text, clause.at, verb.start)
    at = hope.end() if hope else clause.at
    if verb.start - at > nearest or _OTHER.search(clause.text, clause.at, verb.start) is not None:
        return False
    # 建成某路, 启动某段 is of another work, 竣工投产和开工项目数量 of none.
    rest = _SHORTEST if found.before else _SHORT_REST
    if _OF_MANY.match(clause.text, verb.end, clause.end) is not None:
        return False
    last = clause.cues[-1]
    if MAY_NAME.search(clause.text, last.end if same else verb.end, clause.end) is not None:
        return False
    if verb.state is None and MAY_NAME.search(clause.text, verb.end, last.start + 1) is not None:
        return False
    return not (clause.end - last.end >= rest and last.state in _OF_OTHERS)
