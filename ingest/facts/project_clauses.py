"""Take a sentence apart into clauses, and find in each the words that tell how far a work is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from ingest.facts.project_status import Cue, cues_after

_MARK = re.compile(r"[(\[【《“)\]】》”、,:;]")
_OPEN, _CLOSE = "([【《“", ")]】》”"
# Brackets that are never closed hold no longer list.
_LONGEST = 400
# What a clause may begin with before its verb or its list.
_LEAD = re.compile(
    r"(?:(?:安排|统筹|投入|筹[措集]|拨付|下达|争取)[^,、]{0,16}?元(?:资金)?(?:[,]|主要|重点|积极|全力|大力)?(?=支持|保障|推动|推进|用于|加快)|[一二三四五六七八九十]是|[(]?[一二三四五六七八九十\d]{1,2}[)、.]|——|—|与(?=[^,;。]{2,60}项目)|其中|同时|此外|另外|目前|截至目前|今年以来|一年来|五年来|全年|今年|去年|当年|"
    r"年内|本年|我们|我县|我市|我区|全县|全市|全区|县里|重点|还|也|并|要|将|共|已|又|再|特别是|尤其是|进一步|积极|大力|全力|继续|"
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?(?:份|底|初|中旬)?(?:前)?|\d{4}年(?:底|初|上半年|下半年|度)?(?:前)?|[“\"'])+"
)
# 甲等3个项目开工、乙等2个项目竣工: lists with verbs of their own.
_HAPPENED = re.compile(r"(?:开工|竣工|完工|投产|投用|签约|落地|落户|建成|达效|[个项]项目[^、]{0,8})$")
_GROUPED = re.compile(r"[^,。;、]{2,30}(?:、[^,。;、]{2,30}){0,5}等[\d一二三四五六七八九十]+(?:多|余)?[个项]")


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
    for m in _MARK.finditer(text, start, end):
        i, c = m.start(), m[0]
        if c in _OPEN:
            depth += 1
        elif c in _CLOSE:
            depth = max(0, depth - 1)
        elif depth and i - at <= _LONGEST:
            continue
        elif c == "、":
            if _HAPPENED.search(text, max(at, i - 12), i) and _GROUPED.match(text, i + 1, end):
                found.append(Clause(text, at, i))
                at = i + 1
        elif not (c == "," and i > start and text[i - 1].isdigit() and text[i + 1 : i + 4].isdigit()):
            found.append(Clause(text, at, i))
            at, depth = i + 1, 0
    found.append(Clause(text, at, end))
    return [clause for clause in found if clause.end > clause.start]
