"""Clean: the text of a file as it is stored and cited, without damage and page furniture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from ingest.chinese.dates import find_dates
from ingest.chinese.script import fold
from ingest.clean.boilerplate import unframe
from ingest.clean.completeness import warnings_of
from ingest.clean.damage import repair
from ingest.clean.footnotes import unmark
from ingest.clean.forum_marks import without_forum_marks
from ingest.clean.lines import Line
from ingest.clean.paging import strip_pages
from ingest.clean.spacing import tidy
from ingest.clean.tables import clean_cells, place_tables
from ingest.clean.wrapping import rejoin
from ingest.read.table_rows import WrittenTable, write_table
from ingest.schema import PAGE_BREAK, Block, CleanText, SourceText

__all__ = ["clean"]

# Taking one thing away can bare another (a footer behind a footer); real pages settle in two rounds.
_ROUNDS = 6


def clean(source: SourceText) -> CleanText:
    r"""Return the text of `source` with damage repaired and boilerplate removed, and the tables in it.

    The digits of the result are those of the source, in order, less removed footnote marks and furniture;
    the script is kept; cleaning what is clean changes nothing.

    Args:
        source: blocks as they were read, pages separated by PAGE_BREAK.

    Returns:
        The stored text (paragraphs separated by one "\n"), the offsets at which pages start, the fields that the file
        declares or that stood in the boilerplate, the tables, and whether it is whole.
    """
    paged = any(PAGE_BREAK in block.text for block in source.blocks)
    lines, written = _lines(source.blocks)
    header: dict[str, str] = {}
    for _ in range(_ROUNDS):
        before = lines
        # Every page has a site; other fields are declared for pages with fields round their text.
        lines, fields = _round(lines, framed=bool(source.fields.keys() - {"网站"}))
        lines = [piece for line in lines for piece in _again(line)]
        header = {**fields, **header}
        if lines == before:
            break
    text, pages, offsets = _write(lines)
    tables = place_tables(text, lines, offsets, written)
    warnings = warnings_of(text, tables, source)
    return CleanText(
        text, pages if paged else (), _fields(header, source.fields), tables, warnings,
        recognised=tuple(None if each is None else round(each, 3) for each in source.recognised),
        pictures_unread=source.pictures_unread,
    )  # fmt: skip


def _fields(shown: Mapping[str, str], declared: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that a page shows and declares together; what it declares counts more.

    But a site that is moved declares the day of its move for all its pages: the earlier of two days is the text's.
    """
    fields = {**shown, **declared}
    days = [value for of in (shown, declared) if (value := of.get("时间")) and _day(value)]
    if len(days) > 1:
        fields["时间"] = min(days, key=_day)
    return fields


def _day(value: str) -> str:
    """Return the ISO day in the value of a field, "" where it holds none."""
    return next((mention.iso or "" for mention in find_dates(fold(value)) if mention.day), "")


def _lines(blocks: Sequence[Block]) -> tuple[list[Line], list[WrittenTable]]:
    """Return the lines of all blocks, and the tables among them written out; a page break starts a line."""
    lines: list[Line] = []
    tables: list[WrittenTable] = []
    for is_table, group in groupby(blocks, key=lambda block: block.grid is not None):
        if not is_table:
            # Together: what repairs one line may stand in another.
            lines += _text_lines(repair(without_forum_marks("\n".join(block.text for block in group))))
            continue
        for grid in filter(None, (block.grid for block in group)):
            table = write_table(clean_cells(grid))
            lines += [Line(row.text, row.pages, (len(tables), at)) for at, row in enumerate(table.rows)]
            tables.append(table)
    return lines, tables


def _text_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    for number, page in enumerate(text.split(PAGE_BREAK)):
        for at, line in enumerate(page.split("\n")):
            lines.append(Line(line, 1 if number and at == 0 else 0))
    return lines


def _round(lines: list[Line], *, framed: bool) -> tuple[list[Line], dict[str, str]]:
    own, header = unframe(strip_pages(lines), framed=framed)
    joined = [_join(group) for group in rejoin(own)]
    return [piece for line in joined for piece in _repaired(line)], header


def _again(line: Line) -> list[Line]:
    """Return `line` cleaned once more: removing a mark can join the two halves of some damage."""
    if line.row is not None:
        return [line]
    repaired = repair(line.text)
    if repaired == line.text:
        return [line]
    first, *others = repaired.split("\n")
    return [Line(first, line.pages), *(Line(other) for other in others)]


def _join(group: list[Line]) -> Line:
    if len(group) == 1 and group[0].row is not None:
        return group[0]
    return Line("".join(line.text.strip() for line in group), sum(line.pages for line in group))


def _repaired(line: Line) -> list[Line]:
    """Return `line` with its spaces and footnote marks put right; nothing where it is blank and starts no page."""
    if line.row is not None:
        return [line]
    parts = [text for part in unmark(tidy(line.text)) if (text := tidy(part))]
    if not parts:
        return [Line("", line.pages)] if line.pages else []
    return [Line(parts[0], line.pages), *(Line(part) for part in parts[1:])]


def _write(lines: list[Line]) -> tuple[str, tuple[int, ...], list[int]]:
    """Return the text, the offset of each page in it (the first page starts at 0), and of each line."""
    pages = [0]
    offset = 0
    written: list[str] = []
    offsets: list[int] = []
    for line in lines:
        pages += [offset] * line.pages
        offsets.append(offset)
        if line.text:
            written.append(line.text)
            offset += len(line.text) + 1
    text = "\n".join(written)
    return text, tuple(min(page, len(text)) for page in pages), offsets
