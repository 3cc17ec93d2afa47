"""pptx → blocks: the titles, texts and tables of its slides, each slide a page, with what the speaker notes."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ingest.errors import UnreadableFile
from ingest.read.archive import OF_DAMAGED_ZIP
from ingest.read.table_grid import place
from ingest.read.table_rows import table_blocks
from ingest.schema import PAGE_BREAK, Block, GridCell, SourceText

log = logging.getLogger(__name__)
# The texts of a thousand slides unpack to some 20 MB of XML.
_MOST_XML = 80_000_000
_MOST_ENTRIES = 20_000
_DEEPEST = 10
# What python-pptx runs into where a part is missing, or is other XML than its name says.
_OF_BROKEN_XML = (KeyError, AttributeError, TypeError, IndexError)


def read_slides(data: bytes) -> SourceText:
    """Return the blocks of a presentation and the title in its properties; hidden slides are left out.

    Args:
        data: the whole file.

    Raises:
        UnreadableFile: damaged, or far larger unpacked than any presentation is.
    """
    from lxml import etree
    from pptx import Presentation
    from pptx.exc import PythonPptxError

    try:
        _check_size(data)
        deck = Presentation(io.BytesIO(data))
        blocks: list[Block] = []
        for slide in deck.slides:
            if slide._element.get("show") == "0":
                continue
            found = list(_slide(slide))
            if blocks:
                first = found[0] if found and found[0].grid is None else Block("paragraph", "")
                found = [replace(first, text=PAGE_BREAK + first.text), *found[found[:1] == [first] :]]
            blocks += found or [Block("paragraph", "")]
        return SourceText(tuple(blocks), "pptx", deck.core_properties.title)
    except (*OF_DAMAGED_ZIP, etree.XMLSyntaxError, PythonPptxError, *_OF_BROKEN_XML) as error:
        log.debug("pptx: %s", error)
        raise UnreadableFile(
            "演示文稿已损坏或不完整，请用 PowerPoint 或 WPS 打开后重新保存。"
            "(Damaged or incomplete presentation; open it and save it again.)"
        ) from error


def _check_size(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    xml = sum(entry.file_size for entry in entries if entry.filename.lower().endswith((".xml", ".rels")))
    if xml > _MOST_XML or len(entries) > _MOST_ENTRIES:
        raise UnreadableFile(
            f"演示文稿解压后过大（{xml / 1e6:.0f} MB），可能是恶意文件，未读取；如确需收录请拆分。"
            "(Unpacks to more than any presentation; split it if it is genuine.)"
        )


def _slide(slide: Any) -> Iterator[Block]:
    title = slide.shapes.title
    if title is not None and (text := _line(title.text_frame.text)):
        yield Block("heading", text, level=1)
    # Shapes are stored in the order in which they were drawn; people read from above, then from the left.
    shapes = [shape for shape in slide.shapes if title is None or shape.shape_id != title.shape_id]
    for shape in sorted(shapes, key=lambda shape: (shape.top or 0, shape.left or 0)):
        yield from _shape(shape, _DEEPEST)
    if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None:
        yield from _paragraphs(frame)


def _shape(shape: Any, depth: int) -> Iterator[Block]:
    if getattr(shape, "has_table", False) and shape.has_table:
        yield from _table(shape.table)
    elif shape.has_text_frame:
        yield from _paragraphs(shape.text_frame)
    elif hasattr(shape, "shapes") and depth:
        for inner in shape.shapes:
            yield from _shape(inner, depth - 1)


def _paragraphs(frame: Any) -> Iterator[Block]:
    for paragraph in frame.paragraphs:
        if text := _line(paragraph.text):
            yield Block("paragraph", text)


def _table(table: Any) -> Iterator[Block]:
    rows = []
    for row in table.rows:
        cells = []
        for cell in row.cells:
            if not cell.is_spanned:
                height, width = (cell.span_height, cell.span_width) if cell.is_merge_origin else (1, 1)
                cells.append(GridCell(_line(cell.text_frame.text), 0, 0, height, width))
        rows.append(cells)
    yield from table_blocks(place(rows))


def _line(text: str) -> str:
    return " ".join(text.split())
