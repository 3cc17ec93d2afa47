"""Describe a document: what it is, who speaks in it, where and when.

The order of trust is fixed: the speaker's office and meeting, then the title, then header fields, then the
file's name; a page that republishes a report puts its own date on it, and a file can have any name.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from ingest.chinese.script import fold
from ingest.describe.date import date_of, year_reviewed
from ingest.describe.region import region_of
from ingest.describe.title_block import Opening, read_opening
from ingest.describe.warnings import with_doubts
from ingest.describe.wording import DATED_LEAD, LOOKS_BACK, NEWS, PLAN, REPORT, SPEECH
from ingest.schema import CleanText, Description, Kind

_CUT_TITLE = 40


def describe(clean: CleanText, *, doc: str, title: str | None) -> Description:
    """Return the description of a document.

    Args:
        clean: its text and the header fields that stood around it.
        doc: its path relative to the ingested folder, "/" between the parts.
        title: the title that the file itself declares, if any.

    Returns:
        The description; every field but `title` and `kind` is None where nothing certain gives it.
    """
    opening = read_opening(clean, title)
    named = _title(opening, clean, doc)
    kind = _kind(opening, clean, named)
    region = region_of(opening, clean, doc, title)
    reviewed = year_reviewed(clean.text) if kind in ("work-report", "plan") else None
    date = date_of(opening, clean, doc, kind, reviewed)
    if (
        kind in ("work-report", "plan")
        and reviewed is None
        and date
        and looks_back_on(clean.text, int(date[:4]) - 1)
    ):
        reviewed = int(date[:4]) - 1
    if named is None:
        named = (
            _composed_title(kind, region.name, date)
            or _first_words(clean.text)
            or PurePosixPath(doc).stem
            or doc
        )
    found = Description(
        title=named,
        region=region.name,
        place=region.place,
        date=date,
        reviews_year=reviewed if kind in ("work-report", "plan") else None,
        kind=kind,
        source=clean.header.get("来源") or clean.header.get("发文单位"),
        speaker=opening.speaker,
        warnings=clean.warnings if region.sure else (*clean.warnings, "region-unsure"),
    )
    return with_doubts(found, doc)


def _kind(opening: Opening, clean: CleanText, title: str | None) -> Kind:
    named = fold(" ".join(filter(None, (title, opening.title, opening.given_title))))
    head = fold(clean.text[:1500])
    if PLAN.search(named):
        return "plan"
    if "政府工作报告" in named:
        return "work-report"
    if SPEECH.search(named):
        return "speech"
    if REPORT.search(head[:600]) or re.match(r".{0,30}政府工作报告(?:$|\n)", head):
        return "work-report"
    if re.match(r"(?:各位|同志们|尊敬的)", fold(opening.body[:10])):
        return "speech"
    source = fold(clean.header.get("来源", ""))
    if DATED_LEAD.match(fold(opening.body)) or NEWS.search(source) or NEWS.search(head[:200]):
        return "news"
    return "other"


def looks_back_on(text: str, year: int) -> bool:
    """Return whether a report contains results of `year` at all; an excerpt may hold the plans alone."""
    folded = fold(text[:6000])
    return bool(LOOKS_BACK.search(folded) or re.search(rf"(?:^|\n){year}年", folded))


def _title(opening: Opening, clean: CleanText, doc: str) -> str | None:
    """Return the title: an informative one in the text, then the header's, then the file's own."""
    header = clean.header.get("标题")
    own = opening.title
    if own and header and fold(header)[:12] != fold(own)[:12] and _tells(own):
        return own
    if header:
        return header
    if own:
        return own
    if (
        opening.given_title
        and len(opening.given_title) >= 4
        and fold(opening.given_title) != PurePosixPath(doc).stem
    ):
        return opening.given_title
    return None


def _tells(title: str) -> bool:
    """Return whether a title says more than the kind of document."""
    bare = re.sub(r"[\s—\-－]|政府工作报告|工作报告|讲话", "", fold(title))
    bare = re.sub(r"^.{0,4}\d{4}年\d{1,2}月\d{1,2}日.*", "", bare)
    return len(bare) >= 6 and bool(re.search(r"报告|讲话|规划|纲要", fold(title)))


def _composed_title(kind: Kind, region: str | None, date: str | None) -> str | None:
    """Return a title for a report that has none."""
    if kind != "work-report" or region is None:
        return None
    return f"{region}{date[:4]}年政府工作报告" if date else f"{region}政府工作报告"


def _first_words(text: str) -> str | None:
    line = next((line.strip() for line in text.split("\n") if line.strip()), "")
    words = re.split(r"[。！？；]", line)[0]
    return words if len(words) <= _CUT_TITLE else words[:_CUT_TITLE] + "…"
