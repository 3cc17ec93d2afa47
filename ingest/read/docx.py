"""docx → blocks: headings, paragraphs, list items and tables in document order, with text boxes and footnotes."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ingest.errors import UnreadableFile
from ingest.read.archive import OF_DAMAGED_ZIP
from ingest.read.pictures import Pictures
from ingest.read.table_rows import table_blocks
from ingest.schema import Block, BlockKind, Grid, GridCell, SourceText

log = logging.getLogger(__name__)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TEXT_BOX = _W + "txbxContent"
# A picture's file is named by the one, and by the other in the form of before 2010.
_PICTURES = frozenset(
    {
        "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
        "{urn:schemas-microsoft-com:vml}imagedata",
    }
)
# What may stand round paragraphs, rows and cells without being one.
_WRAPPERS = frozenset({_W + "sdtContent", _W + "ins", _W + "moveTo", _W + "customXml", _W + "smartTag"})
_LINE_BREAKS = frozenset({_W + "br", _W + "cr"})
# Properties, tracked deletions, field codes, and the second form of a text box for programs of before 2010.
_NOT_SHOWN = frozenset(
    {_W + "pPr", _W + "rPr", _W + "del", _W + "moveFrom", _W + "instrText"}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
# A 300-page report unpacks to about 10 MB of XML; lxml needs some ten times that as memory.
_MOST_XML = 80_000_000
_MOST_UNPACKED = 1_000_000_000
_MOST_ENTRIES = 20_000
_MOST_SPANNED = 200
_HEADING = re.compile(r"(?:heading|标题) ?([1-9])")
# What python-docx runs into where a part is missing, or is other XML than its name says.
_OF_BROKEN_XML = (KeyError, AttributeError, TypeError)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a document's body refers to.

    Attributes:
        styles: their names, by the ids that paragraphs bear.
        related: other parts of the file, by the names that elements give them.
        pictures: reads those among them.
    """

    styles: dict[str, str]
    related: Mapping[str, Any]
    pictures: Pictures


def read_docx(data: bytes) -> SourceText:
    """Return the blocks of a Word document and the title in its properties.

    Text boxes and the text in pictures follow the paragraph they are anchored to, footnotes come last. The table of contents, deleted text,
    page headers and footers are left out. Author and dates in the properties are those of the program's user and of
    the template as often as the document's: they are not read.

    Args:
        data: the whole file.

    Raises:
        UnreadableFile: damaged, or far larger unpacked than any document is.
    """
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml import etree

    try:
        _check_size(data)
        document = Document(io.BytesIO(data))
        pictures = Pictures()
        parts = _Parts(
            {style.style_id: style.name or "" for style in document.styles},
            document.part.related_parts,
            pictures,
        )
        blocks = list(_blocks(document.element.body, parts))
        for relation in document.part.rels.values():
            if relation.reltype == _FOOTNOTES and not relation.is_external:
                blocks += _footnotes(etree.fromstring(relation.target_part.blob, _parser()), parts)
        return pictures.told(SourceText(tuple(blocks), "docx", document.core_properties.title))
    except (*OF_DAMAGED_ZIP, OpcError, etree.XMLSyntaxError, *_OF_BROKEN_XML) as error:
        log.debug("docx: %s", error)
        raise UnreadableFile(
            "Word 文件已损坏或不完整，请用 Word 或 WPS 打开后重新保存。"
            "(Damaged or incomplete Word file; open it in Word or WPS and save it again.)"
        ) from error


def _parser() -> Any:
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, no_network=True)


def _check_size(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    xml = sum(entry.file_size for entry in entries if entry.filename.lower().endswith((".xml", ".rels")))
    if xml > _MOST_XML or unpacked > _MOST_UNPACKED or len(entries) > _MOST_ENTRIES:
        raise UnreadableFile(
            f"Word 文件解压后过大（{unpacked / 1e6:.0f} MB），可能是恶意文件，未读取；如确需收录请拆分。"
            f"(Unpacks to {unpacked / 1e6:.0f} MB, perhaps a zip bomb; split it if it is genuine.)"
        )


def _blocks(container: Any, parts: _Parts) -> Iterator[Block]:
    """Yield the blocks of a body, cell or text box."""
    for child in container:
        if child.tag == _W + "p":
            style = _style(child, parts)
            if not style.startswith("toc "):
                yield from _paragraph(child, style, parts)
        elif child.tag == _W + "tbl":
            yield from _table(child, parts)
        elif child.tag == _W + "sdt":
            gallery = child.find(f"{_W}sdtPr//{_W}docPartGallery")
            if gallery is None or gallery.get(_W + "val") != "Table of Contents":
                yield from _blocks(child, parts)
        elif child.tag in _WRAPPERS:
            yield from _blocks(child, parts)


def _style(paragraph: Any, parts: _Parts) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else parts.styles.get(style.get(_W + "val"), "").lower()


def _paragraph(paragraph: Any, style: str, parts: _Parts) -> Iterator[Block]:
    texts: list[str] = []
    aside: list[Any] = []
    _collect(paragraph, texts, aside)
    kind, level = _kind(paragraph, style)
    yield from (Block(kind, line.strip(), level) for line in "".join(texts).split("\n") if line.strip())
    for each in aside:
        yield from _blocks(each, parts) if each.tag == _TEXT_BOX else _of_picture(each, parts)


def _of_picture(picture: Any, parts: _Parts) -> list[Block]:
    name = picture.get(_R + "embed") or picture.get(_R + "id")
    part = parts.related.get(name)
    return parts.pictures.blocks(part.blob) if part is not None else []


def _kind(paragraph: Any, style: str) -> tuple[BlockKind, int]:
    if style == "title":
        return "heading", 1
    heading = _HEADING.fullmatch(style)
    if heading:
        return "heading", int(heading[1])
    return ("list item" if paragraph.find(f"{_W}pPr/{_W}numPr") is not None else "paragraph"), 0


def _collect(element: Any, parts: list[str], aside: list[Any]) -> None:
    """Append the text of an inline element, in order; the text boxes and pictures found in it are set aside."""
    for child in element:
        tag = child.tag
        if tag == _W + "t":
            parts.append(child.text or "")
        elif tag == _W + "tab":
            parts.append("\t")
        elif tag in _LINE_BREAKS:
            parts.append("\n")
        elif tag == _W + "noBreakHyphen":
            parts.append("-")
        elif tag == _TEXT_BOX or tag in _PICTURES:
            aside.append(child)
        elif tag not in _NOT_SHOWN:
            _collect(child, parts, aside)


def _table(table: Any, parts: _Parts) -> Iterator[Block]:
    """Yield the blocks of a table. A row of one cell is a heading in it, or a frame round paragraphs, which ends
    it."""
    rows: list[list[_Cell]] = []
    for row in _inside(table, "tr"):
        cells = list(_inside(row, "tc"))
        blocks = [list(_blocks(cell, parts)) for cell in cells]
        if len(cells) == 1 and (len(blocks[0]) != 1 or _number(cells[0], "gridSpan") == 1):
            yield from _table_of(rows)
            yield from blocks[0]
            rows = []
        else:
            rows.append(list(_row(row, cells, blocks)))
    yield from _table_of(rows)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a row: its column, how many it spans, its text, and whether it goes on with the cell above or before."""

    column: int
    columns: int
    text: str
    below: bool
    beside: bool
    is_label: bool


def _row(row: Any, cells: list[Any], blocks: list[list[Block]]) -> Iterator[_Cell]:
    column = _number(row, "gridBefore", default=0)
    is_label = row.find(f"{_W}trPr/{_W}tblHeader") is not None
    for cell, inside in zip(cells, blocks, strict=True):
        columns = _number(cell, "gridSpan")
        text = " ".join(" ".join(block.text.split("\n")) for block in inside)
        yield _Cell(column, columns, text, _merged(cell, "vMerge"), _merged(cell, "hMerge"), is_label)
        column += columns


def _table_of(rows: list[list[_Cell]]) -> list[Block]:
    """Return the table that consists of `rows`, if they hold anything."""
    cells: list[GridCell] = []
    last: dict[int, int] = {}
    for y, row in enumerate(rows):
        for cell in row:
            at = last.get(cell.column)
            if cell.beside and cells and cells[-1].row == y:
                cells[-1] = replace(cells[-1], columns=cells[-1].columns + cell.columns)
            elif cell.below and at is not None:
                cells[at] = replace(cells[at], rows=y - cells[at].row + 1)
            elif not cell.below:
                last[cell.column] = len(cells)
                cells.append(GridCell(cell.text, y, cell.column, 1, cell.columns, cell.is_label))
    return table_blocks(Grid(tuple(cells)))


def _number(element: Any, name: str, default: int = 1) -> int:
    """Return a numeric property of a row or cell."""
    found = element.find(f"*/{_W}{name}")
    value = found.get(_W + "val") if found is not None else None
    return min(int(value), _MOST_SPANNED) if value and value.isdecimal() else default


def _merged(cell: Any, name: str) -> bool:
    """Return whether a cell continues the one above (vMerge) or before (hMerge).

    Without a value it does (ISO/IEC 29500-1, 17.4.84).
    """
    merge = cell.find(f"{_W}tcPr/{_W}{name}")
    return merge is not None and merge.get(_W + "val") != "restart"


def _inside(element: Any, name: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row: content controls and tracked insertions may stand between."""
    for child in element:
        if child.tag == _W + name:
            yield child
        elif child.tag in _WRAPPERS or child.tag == _W + "sdt":
            yield from _inside(child, name)


def _footnotes(root: Any, parts: _Parts) -> Iterator[Block]:
    for note in root.iter(_W + "footnote"):
        if note.get(_W + "type") is None:
            yield from _blocks(note, parts)
