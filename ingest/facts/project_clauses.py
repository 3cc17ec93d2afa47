"""Take a sentence apart into clauses, and find in each the words that tell how far a work is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from ingest.facts.project_status import Cue, cue_before, cues_after

_MARK = re.compile(r"[(\[【《“)\]】》”、,:;]")
_OPEN, _CLOSE = "([【《“", ")]】》”"
# Brackets that are never closed hold no longer list.
_LONGEST = 400
# What a clause may begin with before its verb or its list.
_LEAD = re.compile(
    r"(?:(?:安排|统筹|投入|筹[措集]|拨付|下达|争取)[^,、]{0,16}?元(?:资金)?(?:[,]|主要|重点|积极|全力|大力)?(?=支持|保障|推动|推进|用于|加快)|[一二三四五六七八九十]是|[(]?[一二三四五六七八九十\d]{1,2}[)、.]|——|—|与(?=[^,;。]{2,60}项目)|县(?=[建开新完启投改引][建成工设动投造进])|其中|同时|此外|另外|目前|截至目前|主要(?:有|包括|是)|今年以来|一年来|五年来|全年|今年|去年|当年|"
    r"年内|本年|我们|我县|我市|我区|全县|全市|全区|县里|重点|还|也|并|要|将|共|已|又|再|特别是|尤其是|进一步|积极|大力|全力|继续|"
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?(?:份|底|初|[上中下]旬)?(?:前)?|[该同是当翌][年月日](?=[^度份均])|\s|\d{4}年(?:底|初|上半年|下半年|度)?(?:前)?|[“\"'])+"
)
# 甲等3个项目开工、乙等2个项目竣工: lists with verbs of their own.
_HAPPENED = re.compile(
    r"(?:开工|竣工|完工|投产|投用|签约|落地|落户|建成|达效|封顶|基本完成|[个项]项目[^、]{0,8})$"
)
# 甲电站近期开工、总投资3亿元的乙电站月底前开工.
_EVENT_TOO = re.compile(
    r"[^,。;、:]{5,60}?(?:开工|竣工|完工|投产|投用|通车|落地|建成|发电|启动|投入使用|开建|封顶|基本完成|全面完成)(?:建设|运营)?(?=[、,;]|$)"
)
_GROUPED = re.compile(r"[^,。;、]{2,30}(?:、[^,。;、]{2,30}){0,5}等[\d一二三四五六七八九十]+(?:多|余)?[个项]")


# 抓好甲供水工程, 乙引水工程, 丙水库等10项工程: commas that stand for 、.
_CLOSED = re.compile(r"等[\d一二三四五六七八九十]+(?:多|余)?[个项座条处家]")
_MEMBER, _FEWEST = 24, 2
_OTHERWISE = re.compile(r"[、:;是为了使达有将]|\d元|\d%|[累共]计|增长|[开竣]工|建成|投产|投用|通车")


class Clause:
    """A clause of a folded text.

    Attributes:
        text: the whole text.
        start, end: offsets of the clause.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end

    @cached_property
    def at(self) -> int:
        """Return where its verb or its list begins, behind times, adverbs and words for us."""
        lead = _LEAD.match(self.text, self.start, self.end)
        return lead.end() if lead else self.start

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """Return the words in it that tell the state of what was named before them."""
        return tuple(cues_after(self.text, self.at, self.end))

    def cues_from(self, offset: int) -> Sequence[Cue]:
        """Return those of its cues that begin at `offset` or later."""
        return [cue for cue in self.cues if cue.start >= offset]


def clauses(text: str, start: int, end: int) -> list[Clause]:
    """Return the clauses of text[start:end], folded, which commas and colons separate outside brackets."""
    found: list[Clause] = []
    at, depth = start, 0
    in_list = _commas_of_lists(text, start, end)
    for m in _MARK.finditer(text, start, end):
        i, c = m.start(), m[0]
        if c in _OPEN:
            depth += 1
        elif c in _CLOSE:
            depth = max(0, depth - 1)
        elif depth and i - at <= _LONGEST:
            continue
        elif c == "、":
            if _HAPPENED.search(text, max(at, i - 12), i) and (
                _GROUPED.match(text, i + 1, end) or _EVENT_TOO.match(text, i + 1, end)
            ):
                found.append(Clause(text, at, i))
                at = i + 1
        elif i not in in_list and not (
            c == "," and i > start and text[i - 1].isdigit() and text[i + 1 : i + 4].isdigit()
        ):
            found.append(Clause(text, at, i))
            at, depth = i + 1, 0
    found.append(Clause(text, at, end))
    return [clause for clause in found if clause.end > clause.start]


def _commas_of_lists(text: str, start: int, end: int) -> frozenset[int]:
    """Return the offsets of the commas in text[start:end] that separate the members of a list."""
    found: set[int] = set()
    for m in _CLOSED.finditer(text, start, end):
        commas, stop = [], m.start()
        while (comma := text.rfind(",", max(start, stop - _MEMBER), stop)) >= 0:
            if _OTHERWISE.search(text, comma + 1, stop) or cue_before(text, comma + 1, stop):
                break
            commas.append(comma)
            stop = comma
        if len(commas) >= _FEWEST:
            found.update(commas)
    return frozenset(found)
