"""Tell the part that a named region has in its sentence: it acts, a meeting is held there, somebody goes there."""

from __future__ import annotations

import re
from enum import Enum

from ingest.describe.region_names import WORDS, PlaceName

_HELD = WORDS.words("held")
_TOWARDS = WORDS.words("towards", frame="(?:{words})$")
_FROM = WORDS.words("from", frame="(?:{words})$")
_TOGETHER = WORDS.words("together", frame="(?:{words})$")
_MEDIUM = WORDS.words("medium")
_CALLS = WORDS.words("calls", frame="[^,。;:、 \\n]{0,16}(?:{words})(?:一行)?[^,。;:、 \\n]{0,4}[来莅]")
_HELPS = WORDS.words("helps")
_EVENT = WORDS.words("event")
_BODY = WORDS.words("body")
_COMPANY = WORDS.words("company", frame=r"\)?[^,。;:、 \n()的与和在赴到]{0,10}(?:{words})")
_CLAUSE = re.compile(r"[,。;:!?、\n“”\"《》()【】|>]")
_SENTENCE_END = re.compile(r"[。;!?\n]")
_OPENS = re.compile(r"(?:^|[,。;:!?\n“”\"《》)【】|>\s—-]|\d[日号]|[近日]日|期间|以来|年来)$")
_SPEAKS_THERE = re.compile(r"(?<!推介)(?<!恳谈)会(?:议)?上的?(?:讲话|发言|报告|致辞|汇报|述职|说明)")
_CITED = WORDS.words("cited", frame="(?:{words}|》[、和及与]?)《$")
_REACH = 60


class Role(Enum):
    """The part of a region in its sentence."""

    ACTS = "acts"
    OPENS = "opens"
    HOSTS = "hosts"
    VENUE = "venue"
    GOAL = "goal"
    HERE = "here"
    ORIGIN = "origin"
    PARTNER = "partner"
    WIDER = "wider"
    COMPANY = "company"
    MEDIUM = "medium"
    CALLER = "caller"
    CITED = "cited"
    LISTED = "listed"
    NAMED = "named"


def role_of(folded: str, name: PlaceName, following: PlaceName | None, chain_start: int) -> Role:
    """Return the part of `name` in its sentence.

    Args:
        folded: the text.
        following: the name after it, if any.
        chain_start: where the run of names begins that it ends: 河北省保定市易县.
    """
    if following and following.start == name.end and following.level != "province":
        return Role.WIDER
    if _CITED.search(folded[max(0, chain_start - 6) : chain_start]):
        return Role.CITED
    before = _last_clause(folded[max(0, chain_start - 10) : chain_start])
    rest = folded[name.end : name.end + _REACH]
    after = _SENTENCE_END.split(rest, maxsplit=1)[0]
    if before.endswith(("在", "于")) and not before.endswith(
        ("对于", "关于", "由于", "等于", "大于", "小于")
    ):
        clause = after.split(",", 1)[0]
        if _SPEAKS_THERE.search(clause):
            return Role.HOSTS
        if _HELD.search(clause) or _HELD.search(after[:24]):
            return Role.VENUE
    if before.endswith("来") and not before.endswith(("以来", "年来", "近来", "未来", "后来")):
        return Role.HERE
    if _MEDIUM.match(rest):
        return Role.MEDIUM
    if _FROM.search(before):
        return Role.ORIGIN
    if _TOWARDS.search(before):
        return Role.GOAL
    if _TOGETHER.search(before):
        return Role.PARTNER
    if folded[chain_start - 1 : chain_start] == "、":
        return Role.LISTED
    if _CALLS.match(rest) or _HELPS.match(rest) or (name.level == "province" and _EVENT.match(rest)):
        return Role.CALLER
    if _BODY.match(rest):
        return Role.ACTS
    if _COMPANY.match(rest):
        return Role.COMPANY
    if rest[:1] == "、":
        return Role.LISTED
    return Role.OPENS if _OPENS.search(folded[max(0, chain_start - 4) : chain_start]) else Role.NAMED


def _last_clause(text: str) -> str:
    return _CLAUSE.split(text)[-1]
