"""The plain records that the stages of ingestion hand to one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["work-report", "news", "speech", "plan", "other"]
Outlook = Literal["review", "plan"]
PAGE_BREAK = "\f"


@dataclass(frozen=True, slots=True)
class SourceText:
    """What `read` made of a file's bytes.

    Attributes:
        text: decoded text, line ends "\\n"; PAGE_BREAK stands between two pages of a paged format.
        format: "txt", "md", "html", "docx" or "pdf", told from the content, not from the suffix.
        title: the title that the file itself declares (HTML head, docx or pdf properties), if any.
    """

    text: str
    format: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class CleanText:
    """Text as it is stored and cited.

    Attributes:
        text: paragraphs separated by "\\n", damage repaired, page furniture gone, script kept as it was.
        pages: offset in `text` at which each page starts; empty for formats without pages.
        header: fields that stood in the furniture, by the name they bore (Simplified):
            标题, 时间, 发文时间, 来源, 作者, 报告人, 发文单位, 来源URL and the like.
    """

    text: str
    pages: tuple[int, ...] = ()
    header: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of a document.

    Attributes:
        title: its title, never empty (the first line or the file name where the text has none).
        region: the county, district or city that speaks, full name in Simplified: 某某县.
        place: the wider place names the text gives for it, e.g. "某某省某某市"; None where it gives none.
        date: ISO date on which it was given, as precise as the text is: "2021", "2021-02" or "2021-02-05".
        reviews_year: for a work report, the year whose results it tells; else None.
        kind: see `Kind`.
        source: who published it, as its text says.
        speaker: who gave the report or speech.
    """

    title: str
    region: str | None = None
    place: str | None = None
    date: str | None = None
    reviews_year: int | None = None
    kind: Kind = "other"
    source: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document, by offsets into its stored text.

    Attributes:
        start, end: character offsets, text[start:end] is the passage.
        headings: the headings it stands under, outermost first.
        year: the year its statements are about, where headings or the report's year tell; else None.
        outlook: "review" of what was done, "plan" of what is to be done, or None where not known.
    """

    start: int
    end: int
    headings: tuple[str, ...] = ()
    year: int | None = None
    outlook: Outlook | None = None


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the catalogue lists it. `state` is "ready" or "failed"; a ready document whose newest
    file could not be read keeps its last good version and says why in `reason`."""

    doc: str
    title: str
    region: str | None
    place: str | None
    date: str | None
    reviews_year: int | None
    kind: Kind
    source: str | None
    speaker: str | None
    format: str | None
    passages: int
    characters: int
    state: Literal["ready", "failed"]
    reason: str | None
    ingested_at: str


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document with its stored text, to show a citation in place."""

    document: StoredDocument
    text: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A published passage with what is shown beside it."""

    id: int
    doc: str
    title: str
    region: str | None
    place: str | None
    date: str | None
    reviews_year: int | None
    kind: Kind
    start: int
    end: int
    headings: tuple[str, ...]
    year: int | None
    outlook: Outlook | None
    text: str
