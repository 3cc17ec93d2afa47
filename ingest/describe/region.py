"""Determine the region that speaks in a document, or that it is about."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePosixPath

from ingest.chinese.dictionary import is_common_word
from ingest.chinese.division_names import short_name
from ingest.chinese.divisions import names
from ingest.chinese.regions import RegionMention, find_regions
from ingest.chinese.script import fold
from ingest.describe.title_block import Opening
from ingest.schema import CleanText, Kind

_OFFICE = re.compile(r"(?:人民政府|政府)?(?:代理?|副)?[县市区旗州]长")
_REPRESENTS = re.compile(r"代表(?P<who>[^，。；]{1,24}?)(?:人民)?政府")
_SELF = re.compile(r"[我全](?P<one>[县市区旗州])|(?:中共)?(?P<two>[县市区旗州])(?:委|政府|人大|政协)")
_SHORT = re.compile(r"(?<![㐀-鿿])[㐀-鿿]{2,4}(?![㐀-鿿])")
_LEAD, _SCANNED = 150, 6000


def region_of(opening: Opening, clean: CleanText, doc: str, kind: Kind) -> tuple[str | None, str | None]:
    """Return (region, place) of a document: the county, city or district that speaks, and the places around it.

    Args:
        opening: its head.
        clean: its text and header.
        doc: its relative path, trusted last.
        kind: what it is; news are about their subject, reports belong to their speaker.
    """
    text = clean.text[:_SCANNED]
    mentions = find_regions(text)
    # News tell of meetings elsewhere; who is their subject stands in the title.
    chosen = _titled(opening) if kind == "news" else None
    chosen = chosen or _spoken_for(opening, clean, kind) or _titled(opening)
    if chosen is None:
        chosen = _from_header(clean, text, mentions)
    if chosen is None:
        chosen = _subject(opening, text, mentions)
    if chosen is None:
        named = _from_path(doc, text, mentions, kind)
        return (named, _place(named, None, mentions)) if named else (None, None)
    name = chosen.name
    return name, _place(name, chosen.place, [*mentions, *find_regions(_given(opening, clean))])


def _given(opening: Opening, clean: CleanText) -> str:
    return "\n".join(
        filter(None, (opening.given_title, clean.header.get("发文单位"), clean.header.get("来源")))
    )


def _last(text: str) -> RegionMention | None:
    """Return the narrowest region that a name like "某某省某某市某某区" ends in; a province alone is none."""
    mentions = [mention for mention in find_regions(text) if mention.level != "province"]
    return mentions[-1] if mentions else None


def _spoken_for(opening: Opening, clean: CleanText, kind: Kind) -> RegionMention | None:
    """Return the region of the meeting, then of the speaker's office, then of the government spoken for."""
    if opening.meeting and (found := _last(opening.meeting + "第一届")):
        return found
    head = opening.head
    for office in _OFFICE.finditer(fold(head)):
        found = _last(head[max(0, office.start() - 24) : office.end()])
        if found:
            return found
    spoken = _REPRESENTS.search(fold(opening.body[:400])) if kind != "news" else None
    if spoken and (found := _last(opening.body[spoken.start() : spoken.end()])):
        return found
    reporter = clean.header.get("报告人")
    return _last(reporter) if reporter else None


def _titled(opening: Opening) -> RegionMention | None:
    for title in (opening.title, opening.given_title):
        if title:
            mentions = [mention for mention in find_regions(title) if mention.level != "province"]
            if mentions:
                return mentions[0] if mentions[0].level == "county" else mentions[-1]
    return None


def _from_header(clean: CleanText, text: str, mentions: list[RegionMention]) -> RegionMention | None:
    """Return the region of the publisher; a short name in it counts where the text gives the full one."""
    for field in ("发文单位", "来源", "作者"):
        value = clean.header.get(field)
        if not value:
            continue
        if found := _last(value):
            return found
        folded = fold(value)
        for mention in mentions:
            if (
                mention.level != "province"
                and len(short_name(mention.name)) >= 2
                and short_name(mention.name) in folded
            ):
                return mention
    return None


def _subject(opening: Opening, text: str, mentions: list[RegionMention]) -> RegionMention | None:
    """Return the region that a text without a speaker is about: named in its lead, or more often than any other."""
    own = _own_suffix(text)
    # A county's text names its city too; where the text says 全县, only counties come into question.
    mentions = [m for m in mentions if m.level != "province" and (own is None or m.name.endswith(own))]
    counts = Counter(mention.name for mention in mentions)
    if not counts:
        return None
    first = mentions[0]
    if first.start <= len(opening.head) + _LEAD and counts[first.name] * 2 >= max(counts.values()):
        lead = len(opening.head) + _LEAD
        later = next((m for m in mentions if m.level == "county" and m.start <= lead), first)
        return later if first.level == "city" and counts[later.name] >= counts[first.name] else first
    (name, count), *others = counts.most_common(2)
    if count >= 3 and (not others or count >= 2 * others[0][1]):
        return next(mention for mention in mentions if mention.name == name)
    return None


def _own_suffix(text: str) -> str | None:
    """Return 县, 市 or 区, as the text calls its own region: 全县, 我县, 县委, 县政府."""
    found = Counter(match["one"] for match in _SELF.finditer(fold(text)) if match["one"])
    # "市委、市政府" stands in every county's report; "全县" only in a county's.
    found = found or Counter(match["two"] for match in _SELF.finditer(fold(text)))
    return found.most_common(1)[0][0] if found else None


def _from_path(doc: str, text: str, mentions: list[RegionMention], kind: Kind) -> str | None:
    """Return the region that the file's name, then its folders give; the text must speak of such a region itself."""
    path = PurePosixPath(doc.replace("\\", "/"))
    own = _own_suffix(text)
    for part in (path.stem, *reversed(path.parent.parts)):
        for stem in _SHORT.findall(fold(part)):
            if found := _lengthened(str(stem), own, text, mentions):
                return found
        spaced = re.sub(r"[_\-\s\d.]+", "，", part)
        full = [mention.name for mention in find_regions(spaced) if mention.level != "province"]
        if full and (kind in ("work-report", "plan") or full[-1][-1] == own):
            return full[-1]
    return None


def _lengthened(stem: str, own: str | None, text: str, mentions: list[RegionMention]) -> str | None:
    """Return the full name that a short one in a path stands for: as the text has it, or as the text implies."""
    for mention in mentions:
        if stem in (short_name(mention.name), mention.name):
            return mention.name
    if own is None or stem[-1] in "县市区旗州":
        return None
    name = stem + own
    if is_common_word(stem) and name not in names():
        return None
    return name if fold(text).count(stem) >= 2 else None


def _place(name: str, place: str | None, mentions: list[RegionMention]) -> str | None:
    """Return the widest description that the text gives of the location of `name`."""
    given = [place, *(mention.place for mention in mentions if mention.name == name)]
    return max((found for found in given if found), key=len, default=None)
