"""docx → text: paragraphs and tables in the order they stand, text boxes and footnotes too."""

from __future__ import annotations

import io
import logging
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from ingest.errors import UnreadableFile

log = logging.getLogger(__name__)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
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
# What python-docx runs into where a part is missing, or is other XML than its name says.
_OF_BROKEN_XML = (KeyError, ValueError, AttributeError, TypeError, EOFError)


def read_docx(data: bytes) -> tuple[str, str | None]:
    """The text of a Word document and the title in its properties.

    Each paragraph is a line; each table row is a line, its cells joined by " | ", a merged cell given
    once. Text boxes follow the paragraph they are anchored to, footnotes come last. The table of contents,
    deleted text, page headers and footers are left out.

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
        styles = {style.style_id: style.name or "" for style in document.styles}
        lines = list(_lines(document.element.body, styles))
        for relation in document.part.rels.values():
            if relation.reltype == _FOOTNOTES and not relation.is_external:
                lines += _footnotes(etree.fromstring(relation.target_part.blob, _parser()), styles)
        return "\n".join(lines), document.core_properties.title
    except (zipfile.BadZipFile, zlib.error, OpcError, etree.XMLSyntaxError, *_OF_BROKEN_XML) as error:
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


def _lines(container: Any, styles: dict[str, str]) -> Iterator[str]:
    """The lines of a body, cell or text box."""
    for child in container:
        if child.tag == _W + "p":
            if not _in_contents_table(child, styles):
                yield from _paragraph(child, styles)
        elif child.tag == _W + "tbl":
            yield from _table(child, styles)
        elif child.tag == _W + "sdt":
            gallery = child.find(f"{_W}sdtPr//{_W}docPartGallery")
            if gallery is None or gallery.get(_W + "val") != "Table of Contents":
                yield from _lines(child, styles)
        elif child.tag in _WRAPPERS:
            yield from _lines(child, styles)


def _in_contents_table(paragraph: Any, styles: dict[str, str]) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and styles.get(style.get(_W + "val"), "").lower().startswith("toc ")


def _paragraph(paragraph: Any, styles: dict[str, str]) -> Iterator[str]:
    parts: list[str] = []
    boxes: list[Any] = []
    _collect(paragraph, parts, boxes)
    yield from (line.strip() for line in "".join(parts).split("\n") if line.strip())
    for box in boxes:
        yield from _lines(box, styles)


def _collect(element: Any, parts: list[str], boxes: list[Any]) -> None:
    """Text of an inline element, in order; the text boxes found in it are put aside."""
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
        elif tag == _W + "txbxContent":
            boxes.append(child)
        elif tag not in _NOT_SHOWN:
            _collect(child, parts, boxes)


def _table(table: Any, styles: dict[str, str]) -> Iterator[str]:
    for row in _inside(table, "tr"):
        cells = [list(_cell(cell, styles)) for cell in _inside(row, "tc")]
        if len(cells) == 1:
            # A table of one column is a frame round paragraphs.
            yield from cells[0]
            continue
        joined = " | ".join(" ".join(lines) for lines in cells).rstrip(" |")
        if joined:
            yield joined


def _inside(element: Any, name: str) -> Iterator[Any]:
    """Rows of a table, cells of a row: content controls and tracked insertions may stand between."""
    for child in element:
        if child.tag == _W + name:
            yield child
        elif child.tag in _WRAPPERS or child.tag == _W + "sdt":
            yield from _inside(child, name)


def _cell(cell: Any, styles: dict[str, str]) -> Iterator[str]:
    merges = [cell.find(f"{_W}tcPr/{_W}{name}") for name in ("vMerge", "hMerge")]
    # Without a value it continues the cell above or before (ISO/IEC 29500-1, 17.4.84), already given.
    if all(merge is None or merge.get(_W + "val") == "restart" for merge in merges):
        yield from _lines(cell, styles)


def _footnotes(root: Any, styles: dict[str, str]) -> Iterator[str]:
    for note in root.iter(_W + "footnote"):
        if note.get(_W + "type") is None:
            yield from _lines(note, styles)
