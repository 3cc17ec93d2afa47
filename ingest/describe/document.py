"""Describe a document: what it is, who speaks in it, where and when.

The order of trust is fixed: the speaker's office and meeting, then the title, then header fields, then the
file's name; a page that republishes a report puts its own date on it, and a file can have any name.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from ingest.describe.composed_title import composed_title
from ingest.describe.date import date_of, is_doubtful
from ingest.describe.kind import kind_of
from ingest.describe.region import region_of
from ingest.describe.tables_of_places import without_rows_of_places
from ingest.describe.title import Title, file_title, first_words, tidy
from ingest.describe.title_block import Opening, read_opening
from ingest.describe.warnings import with_doubts
from ingest.describe.year import looks_back_on, year_reviewed
from ingest.schema import CleanText, Description, Warning


def describe(clean: CleanText, *, doc: str, title: str | None) -> Description:
    """Return the description of a document.

    Args:
        clean: its text and the header fields that stood around it.
        doc: its path relative to the ingested folder, "/" between the parts.
        title: the title that the file itself declares, if any.

    Returns:
        The description; every field but `title` and `kind` is None where nothing certain gives it.
    """
    told = without_rows_of_places(clean)
    opening = read_opening(told, title)
    best = opening.best.text if opening.best else ""
    kind = kind_of(opening, clean, best, doc)
    region = region_of(opening, told, doc, title)
    is_report = kind in ("work-report", "plan")
    reviewed = year_reviewed(clean.text, best) if is_report else None
    date = date_of(opening, clean, doc, kind, reviewed, best)
    if is_report and reviewed is None and date:
        before = int(date.iso[:4]) - 1
        reviewed = before if looks_back_on(clean.text, before) else None
    named = _title(
        opening, clean, doc, composed_title(opening, kind, region.name, date.iso if date else None)
    )
    doubts: tuple[tuple[Warning, bool], ...] = (
        ("title-unsure", not named.certain and "headline" not in clean.warnings),
        ("date-unsure", is_doubtful(date, clean)),
        ("region-unsure", not region.sure),
    )
    found = Description(
        title=named.text,
        region=region.name,
        place=region.place,
        date=date.iso if date else None,
        reviews_year=reviewed,
        kind=kind,
        source=clean.header.get("来源") or clean.header.get("发文单位"),
        speaker=opening.speaker,
        warnings=(*clean.warnings, *(warning for warning, holds in doubts if holds)),
    )
    return with_doubts(found, doc)


def _title(opening: Opening, clean: CleanText, doc: str, composed: str | None) -> Title:
    """Return the title: the best of text and page, one composed of what is known, the file's name, the first words."""
    stem = PurePosixPath(doc).stem
    if opening.best is not None and opening.best.certain:
        return opening.best
    named = file_title(stem, clean.text)
    if opening.lines and opening.lines[0].text == tidy(stem):
        # A list that bears no more than the name of its file, such as that of the villages of a province.
        return Title(opening.lines[0].text, 0.0)
    if opening.best is not None and (named is None or named.score <= opening.best.score):
        return opening.best
    if composed is not None:
        return Title(composed, 0.0)
    return named or Title(first_words(clean.text) or stem or doc, 0.0)
