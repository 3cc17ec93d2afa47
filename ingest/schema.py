"""The records that the stages of ingestion pass to one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

# What sort of text a document is:
#   work-report: what a government or an office did in a period and what it will do next, given to those it answers to: a
#     government's yearly report, reports on the execution of plan and budget with the next year's draft, summaries with an
#     outlook. It is of the year after the one reviewed, or of that year's last weeks.
#   news: what happened on a day, told by others: an item of a paper, a site, an office's own newsroom.
#   speech: what somebody said to those before him: an address, a greeting, a contribution to a meeting.
#   plan: what is to be done over several years: a five-year plan and its outline, also as laid before an assembly.
#   other: every other paper: notices, opinions, action plans, schemes, rules, resolutions, communiqués, lists of projects.
Kind = Literal["work-report", "news", "speech", "plan", "other"]
Outlook = Literal["review", "plan"]
# Of a text: it ends in the middle; hardly any of what its page shows was found to be it; it is hard to make out in the
# pictures that it was read from; its headline is a picture.
TextWarning = Literal["cut", "sliver", "unclear", "headline"]
# Of a document also: its file is named for another region; its region, date or title is a guess.
Warning = TextWarning | Literal["file-name", "region-unsure", "date-unsure", "title-unsure"]
# The fields of a description that people can put right.
CorrectedField = Literal["title", "region", "place", "date", "kind"]
# The values that they put in; None where a document has none.
Correction = Mapping[CorrectedField, str | None]
BlockKind = Literal["heading", "paragraph", "list item", "table"]
# A region's full name, and the wider places it lies in where they are known: 某某县, 某某省某某市.
Region = tuple[str, str | None]
PAGE_BREAK = "\f"
# Raised whenever reading, cleaning, describing, splitting or extracting gives other results than before: documents that
# bear a lower number are taken up anew. 0 is what libraries hold from before there was a number; a negative one says that
# this program had only the stored text to go by, so that the file is read again once it is there.
READING = 13


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table as a file has it.

    Attributes:
        text: its text, on one line; may be empty.
        row, column: of its upper left corner, from 0.
        rows, columns: how many of each it spans.
        is_label: whether the file itself marks it as a label of rows or columns.
    """

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    is_label: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as a file has it.

    Attributes:
        cells: that do not overlap, row by row.
        caption: that belongs to it.
        breaks: the rows with which a new page begins.
    """

    cells: tuple[GridCell, ...]
    caption: str = ""
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a file.

    Attributes:
        kind: as the file marks it; a format without marks has paragraphs only.
        text: the block as text, with PAGE_BREAK where a page begins inside it; for a table, its rows written out.
        level: of a heading, from 1 (the outermost); else 0.
        grid: of a table.
    """

    kind: BlockKind
    text: str
    level: int = 0
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """How much text a page shows, by which it is known whether its article was found.

    Attributes:
        sentences: characters in sentences outside links, each sentence counted once.
        characters: Chinese characters in all, also those of links and of data in scripts.
    """

    sentences: int
    characters: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """What `read` made of a file's bytes.

    Attributes:
        blocks: in reading order; line ends "\n"; PAGE_BREAK stands between two pages of a paged format.
        format: as its content shows, by the suffix it usually has: "txt", "docx", "xlsx"; "eml" for mht too, "json" for its lines.
        title: the title that the file itself declares (HTML head, docx or pdf properties), if any.
        fields: what else the file declares of itself, under the names of `CleanText.header`.
        shown: of a web page, how much it shows.
        headline_drawn: pictures stand where a pdf has its headline.
        recognised: for each page, how certain its text is from 0 to 1 where it was read from a picture, else None; of a
            format without pages, one value for the pictures in it. Empty where none was read.
        pictures_unread: how many pages and pictures were passed over because nothing is installed that reads them.
    """

    blocks: tuple[Block, ...]
    format: str
    title: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    shown: Shown | None = None
    headline_drawn: bool = False
    recognised: tuple[float | None, ...] = ()
    pictures_unread: int = 0

    @property
    def text(self) -> str:
        """Return all blocks as text, one below the other."""
        return "\n".join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True)
class TableCell:
    """A filled cell of a stored table.

    Attributes:
        column: index of its label in `Table.labels`.
        start, end: offsets into the stored text; text[start:end] is the cell as it is written there.
        unit: what its label, its row or its table counts in; "" where it brings its own unit or has none.
    """

    column: int
    start: int
    end: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a stored table: its offsets into the stored text, its filled cells, and whether it adds up others."""

    start: int
    end: int
    cells: tuple[TableCell, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a document, kept beside its passages.

    Attributes:
        start, end: offsets into the stored text, from the line with its labels to its last row.
        caption: the short lines above it.
        labels: of its columns, each from the outermost header row to the innermost, without units. A column that
            numbers the rows, or gives their units, has none.
        rows: its rows in order, header rows left out.
    """

    start: int
    end: int
    caption: str
    labels: tuple[tuple[str, ...], ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class CleanText:
    """Text as it is stored and cited.

    Attributes:
        text: paragraphs separated by "\n", damage repaired, page furniture gone, script kept as it was.
        pages: offset in `text` at which each page starts; empty for formats without pages.
        header: fields that the file declares or that stood in the furniture, by the name they bore (Simplified):
            标题, 时间, 发文时间, 来源, 作者, 报告人, 发文单位, 来源URL and the like.
        tables: the tables in `text`, in order.
        warnings: see `TextWarning`.
        recognised, pictures_unread: see `SourceText`.
    """

    text: str
    pages: tuple[int, ...] = ()
    header: Mapping[str, str] = field(default_factory=dict)
    tables: tuple[Table, ...] = ()
    warnings: tuple[TextWarning, ...] = ()
    recognised: tuple[float | None, ...] = ()
    pictures_unread: int = 0


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
        warnings: what is doubtful about the above or about the text, see `Warning`.
    """

    title: str
    region: str | None = None
    place: str | None = None
    date: str | None = None
    reviews_year: int | None = None
    kind: Kind = "other"
    source: str | None = None
    speaker: str | None = None
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """When and where a statement inside a passage belongs, where the passage as a whole belongs elsewhere.

    Attributes:
        start, end: character offsets of the statement into the stored text.
        year, outlook, period, certainty, about, about_place: as of a `Passage`, but of this statement alone; the names of
            several regions that it tells of together are joined by "、".
    """

    start: int
    end: int
    year: int | None = None
    outlook: Outlook | None = None
    period: str | None = None
    certainty: float | None = None
    about: str | None = None
    about_place: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document, by offsets into its stored text.

    Attributes:
        start, end: character offsets, text[start:end] is the passage.
        headings: the headings it stands under, outermost first.
        year: the year its statements are about, as headings, openings or the title tell; of a review of several years the
            last, whose state it ends with; None for a plan of several years, or where nothing tells.
        outlook: "review" of what was done, "plan" of what is to be done, or None for neither: titles, rules, terms
            explained.
        period: first and last year of the period it is about, "2016/2020"; None for a single year.
        certainty: of year and outlook, from 0 to 1; None where nothing judged them.
        about: the region it tells of, full name in Simplified, where that is another than the document's.
        about_place: the wider places of `about`.
        scopes: of the statements in it that belong to another time or region than most of it, in order, without overlap.
    """

    start: int
    end: int
    headings: tuple[str, ...] = ()
    year: int | None = None
    outlook: Outlook | None = None
    period: str | None = None
    certainty: float | None = None
    about: str | None = None
    about_place: str | None = None
    scopes: tuple[Scope, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the catalogue lists it.

    `state` is "ready" or "failed"; a ready document whose newest file could not be read keeps its last good version
    and gives the cause in `reason`. `copy_of` names the document whose text it repeats; `corrected` the fields of the
    description that a person put right; `recognised` and `pictures_unread` are those of its `SourceText`."""

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
    warnings: tuple[Warning, ...] = ()
    copy_of: str | None = None
    corrected: tuple[CorrectedField, ...] = ()
    recognised: tuple[float | None, ...] = ()
    pictures_unread: int = 0

    @property
    def tells_of(self) -> Region | None:
        """Return the region that it tells of as a whole; None where that is not known."""
        return None if self.region is None else (self.region, self.place)


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document with its stored text, to show a citation in place."""

    document: StoredDocument
    text: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A published passage with the metadata that is shown beside it."""

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
    period: str | None = None
    certainty: float | None = None
    about: str | None = None
    about_place: str | None = None
    scopes: tuple[Scope, ...] = ()

    def at(self, offset: int) -> StoredPassage:
        """Return the passage with the time and region of the statement at `offset` into the stored text."""
        scope = next((each for each in self.scopes if each.start <= offset < each.end), None)
        if scope is None:
            return self
        return replace(
            self,
            year=scope.year,
            outlook=scope.outlook,
            period=scope.period,
            certainty=scope.certainty,
            about=scope.about,
            about_place=scope.about_place,
        )

    @property
    def tells_of(self) -> Region | None:
        """Return the region that it tells of: its own before its document's; None where neither is known."""
        if self.about is not None:
            return self.about, self.about_place
        return None if self.region is None else (self.region, self.place)

    def told_over(self, start: int, end: int) -> Region | None:
        """Return the region that most of the stored text from `start` to `end` tells of, which lies in the passage."""
        edges = {start, end}.union(*((s.start, s.end) for s in self.scopes))
        lengths: dict[Region | None, int] = {}
        for begin, stop in pairwise(sorted(edge for edge in edges if start <= edge <= end)):
            region = self.at(begin).tells_of
            lengths[region] = lengths.get(region, 0) + stop - begin
        return max(lengths, key=lambda region: lengths[region], default=self.tells_of)

    @property
    def regions(self) -> frozenset[Region]:
        """Return the regions that it and the statements in it tell of."""
        told = [self.tells_of, *((s.about, s.about_place) for s in self.scopes if s.about is not None)]
        return frozenset(region for each in told if each for region in regions_apart(each))


def regions_apart(told: Region) -> tuple[Region, ...]:
    """Return the regions that a statement tells of together, each by itself: "甲县、乙县" are two."""
    name, place = told
    return tuple((each, place) for each in name.split("、"))
