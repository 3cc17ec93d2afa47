"""Find the works that a paragraph presents: named at its head or in the line above it, with what is invested in them.

同仁高速公路全长206公里, …总投资186.56亿元, 计划2024年建成通车; a heading 恒远物流园 above 该项目占地300亩, 总投资5亿元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.facts.model import ProjectStatus
from ingest.facts.project_candidates import Candidate
from ingest.facts.project_clauses import clauses
from ingest.facts.project_judge import Neighbours, is_mere_kind, is_place, is_work, stem_of, weight_of_name
from ingest.facts.project_listing import Listing
from ingest.facts.project_names import Item
from ingest.facts.project_status import Tense, cue_before, rank, state_of, state_of_group, tense_of

# What a name must weigh to its judge: of 22 looked at, 13 of works weighed more, 7 of 9 of kinds less.
_LEAST = -0.5
# 投资 first: a search for what begins alike is a fast one.
_INVESTED = re.compile(
    r"投资(?:(?<=总投资)|(?=总?额|规模|估算))(?:总?额|规模|估算)?(?:约|达|为|近|超|是)*\d[\d.,]*(?:(?:万|亿)*元|个亿|[万亿](?=[,;。]))(?!的)"
)
# Lengths in characters: of what a paragraph tells of its work, of what is no kind alone, behind a verb.
_FAR, _FEWEST, _SHORT_REST = 300, 2, 8
_START = r"[—–-]*(?:据悉,|据了解,|其中,?|[(]?[一二三四五六七八九十\d]{1,3}[).、])?\s*(?:(?:位于|坐落[于在])[^,。;\n]{2,20}?的(?=[^,。;的]{4,30}(?:项目|工程),))?"
# 某高速公路全长206公里, 某广场是城南新区的综合体项目.
_PRESENTED = re.compile(
    rf"{_START}(?P<name>[^,。;、:\n的]{{4,36}}?)(?P<work>(?:建设)?(?:项目|工程))?,?(?:是(?=[^。\n]{{4,60}}?(?:项目|工程|组成部分))|原名|位于|坐落于?|"
    r"(?:线路|路线|主线)?全长|起于|起点|[东西南北]起|由[^,。;]{3,24}?(?:投资|承建)|(?:项目|工程|计划|概算|估算|拟|预计)*总投资)"
)
# 恒远物流园, a line of its own above 该项目占地300亩.
_HEADING = re.compile(r"(?:[(]?[一二三四五六七八九十\d]{1,3}[).、])?\s*(?P<name>[^,。;:!?|\n]{4,36})")
_IT = re.compile(r"\s*(?:该|本|此)?(?:项目|工程)(?!名称|概况|单位)")
# 签约的7个项目分别是: its members follow.
_GROUP = re.compile(
    r"(?P<verb>签约|开工|竣工|投产)[^。;:\n]{0,10}项目[^。;:\n]{0,4}?(?:分别)?(?:是|为|有|包括)?:"
)
_NOT_YET = re.compile(r"建成后|投产后|达产后|完工后|竣工后|通车后|投用后|后,?[将可]")


def profiles(folded: str) -> Iterator[Candidate]:
    """Yield the works that paragraphs of a folded text present."""
    done = 0
    for m in _INVESTED.finditer(folded):
        line = folded.rfind("\n", 0, m.start()) + 1
        begin = max(line, done, m.start() - _FAR)
        found = _presented(folded, begin, m.start()) or (_headed(folded, line) if begin == line else None)
        if found is None:
            continue
        start, end = found
        item = _next(folded, m.end(), "。;\n")
        if _PRESENTED.match(folded, item + 1) is not None:
            # 甲项目,总投资3亿元;乙项目,总投资1亿元: the next one has its own.
            done = told = item
        else:
            done = _next(folded, item, "。\n")
            told = min(_next(folded, done, "\n"), done + _FAR)
        yield _candidate(folded, start, end, done, told)


def _presented(folded: str, begin: int, before: int) -> tuple[int, int] | None:
    """Return the span of the name that the nearest sentence before an offset presents."""
    at = before
    while at > begin:
        at = max(begin, *(folded.rfind(mark, begin, at - 1) + 1 for mark in "。;:"))
        m = _PRESENTED.match(folded, at)
        if m is not None and _is_name(m["name"] + (m["work"] or "")):
            return m.start("name"), m.end("work") if m["work"] else m.end("name")
    return None


def _headed(folded: str, line: int) -> tuple[int, int] | None:
    """Return the span of the name that stands alone above a line that begins with 该项目."""
    if line == 0 or _IT.match(folded, line) is None:
        return None
    above = folded.rfind("\n", 0, line - 1) + 1
    m = _HEADING.fullmatch(folded, above, line - 1)
    return m.span("name") if m is not None and _is_name(m["name"]) else None


def _is_name(name: str) -> bool:
    """Return whether words name a single work, and no kind of them: 办公楼, 房地产开发."""
    if not is_work(name) or is_mere_kind(name) or is_place(name) or len(stem_of(name)) < _FEWEST:
        return False
    return cue_before(name, 0, len(name)) is None and weight_of_name(name) >= _LEAST


def _next(folded: str, at: int, marks: str) -> int:
    """Return the offset of the next of some marks; the end of the text where none follows."""
    ends = [end for mark in marks if (end := folded.find(mark, at)) >= 0]
    return min(ends, default=len(folded))


def _candidate(folded: str, start: int, end: int, stop: int, told: int) -> Candidate:
    """Return a name whose sentences end at `stop`, with what its paragraph, up to `told`, tells of how far the work is."""
    state, tense = _state(folded, end, told)
    state = _of_group(folded, start) if state is None else state
    listing = Listing(
        begin=start,
        start=start,
        end=end,
        stop=stop,
        state=state,
        before=False,
        tense=tense,
        anchor="none",
        cue="总投资",
    )
    return Candidate(Item(start, end, -1, -1, start, False), listing, Neighbours(1, 1, 1, 0))


def _of_group(folded: str, start: int) -> ProjectStatus | None:
    """Return how far the group is whose members a colon before an offset introduces: 签约的7个项目分别是:; None for none."""
    line = folded.rfind("\n", 0, start) + 1
    told = list(_GROUP.finditer(folded, max(line, start - _FAR), start))
    if not told or "。" in folded[told[-1].end() : start]:
        return None
    return state_of_group(folded, *told[-1].span("verb"))


def _sentences(folded: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    while start < stop:
        end = min(_next(folded, start, "。;\n"), stop)
        yield start, end
        start = end + 1


def _state(folded: str, start: int, stop: int) -> tuple[ProjectStatus | None, Tense]:
    """Return the furthest state that clauses tell as reached, or else what they tell as planned for a later time."""
    reached: ProjectStatus | None = None
    hoped: ProjectStatus | None = None
    for clause in (each for a, b in _sentences(folded, start, stop) for each in clauses(folded, a, b)):
        told = state_of([cue for cue in clause.cues if clause.end - cue.end <= _SHORT_REST])
        if told is None or _NOT_YET.search(folded, clause.start, clause.end) is not None:
            continue
        if tense_of(folded, clause.start, clause.end) in ("wanted", "future"):
            hoped = max(hoped, told, key=rank)
        else:
            reached = max(reached, told, key=rank)
    # Begun at a time that is told, to be completed at another: it is being built.
    if hoped is not None and (rank(reached) <= rank("started") or reached == "under construction"):
        return hoped, "future"
    return reached, ""
