"""pdf → blocks: the text layer, page by page; pages without one are pictures, read by OCR where that is installed."""

from __future__ import annotations

import ctypes
import logging
import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from ingest.errors import UnreadableFile
from ingest.ocr_extra import INSTALL, is_installed
from ingest.read.decode import oddity
from ingest.read.pdf_furniture import without_furniture
from ingest.read.pdf_headline import is_headline_drawn
from ingest.read.pdf_layout import rejoined
from ingest.read.pdf_line import PdfLine
from ingest.read.pdf_ruled import RuledTable, tables_on
from ingest.read.pdf_scan import MOST_ODD, is_scan, lines_seen
from ingest.read.pdf_tables import LinePiece
from ingest.read.picture import MOST_PAGES, pages_reason
from ingest.read.text import has_words
from ingest.schema import SourceText

log = logging.getLogger(__name__)

# PDFium keeps global state: two threads in it at once crash the process.
_PDFIUM = threading.Lock()
_HYPHEN_AT_LINE_END = 2  # what PDFium puts for a hyphen that splits a word; the line end after it is left out
_MOST_CHARACTERS = 20_000_000
_NEEDS_OCR = f"要由文字识别（OCR）来读，而这台机器没有装；请装上它（{INSTALL}），或先做文字识别"
# The text goes on this far to the left of where it stood, in sizes of a character: a line ends there that no line end marks.
_TURN = 3.0


@dataclass(frozen=True, slots=True)
class _Gap:
    """Blanks between two words.

    Attributes:
        start, end: indices of the first blank and of the character behind the last.
        left, right: where the word before ends and the one behind begins, in points.
    """

    start: int
    end: int
    left: float
    right: float

    @property
    def width(self) -> float:
        """Return how far the words are apart; negative where the second begins to the left of the end of the first."""
        return self.right - self.left


def read_pdf(data: bytes) -> SourceText:
    """Return the text of a pdf as paragraphs and tables, and the title in its properties.

    Text is that of the text layer; of scanned pages, what OCR makes of them where that is installed.

    Args:
        data: the whole file.

    Returns:
        PAGE_BREAK stands between two pages, one fewer than there are pages, inside a paragraph where it runs on over
        it.

    Raises:
        UnreadableFile: damaged, password-protected, without a text layer (scanned) or with an unusable one, and nothing is
            installed that reads it; or scanned, with more pages than are read.
    """
    import pypdfium2

    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile(_open_reason(error)) from error
        try:
            read = [_lines_of(document, number) for number in range(len(document))]
            pages = [lines for lines, _ in read]
            scans = [number for number, (_, scanned) in enumerate(read) if scanned]
            recognised = _read_scans(document, pages, scans)
            title = _title(document)
            drawn = bool(pages) and _headline_drawn(document, pages[0])
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile(_open_reason(error)) from error
        finally:
            document.close()
    scanned = sum(not any(line.grid is not None or has_words(line.text) for line in page) for page in pages)
    source = SourceText(
        rejoined(without_furniture(pages)), "pdf", title, headline_drawn=drawn, recognised=recognised,
        pictures_unread=0 if is_installed() else len(scans),
    )  # fmt: skip
    text = source.text
    if not has_words(text):
        raise UnreadableFile(
            "PDF 里没有文字，若是扫描件，文字识别（OCR）也没有认出字；请检查内容。(No text layer, and OCR found no text in it.)"
            if is_installed()
            else f"PDF 里没有文字，多半是扫描件，{_NEEDS_OCR}，再放入带文字层的 PDF 或 .docx。"
            f"(No text layer, probably a scan, which needs OCR: {INSTALL}, or run OCR and add the result.)"
        )
    if oddity(text) > MOST_ODD:
        raise UnreadableFile(
            f"PDF 的文字层是乱码（字体没有对应表），{_NEEDS_OCR}，或放入原来的 Word 文件。"
            f"(The text layer is garbled: {INSTALL}, run OCR, or add the original Word file.)"
        )
    if scanned:
        log.warning("%d of %d pages of a pdf hold no text (pictures, or blank)", scanned, len(pages))
    return source


def _title(document: Any) -> str | None:
    """Return the title in a document's properties; None where it is no text."""
    try:
        title: str = document.get_metadata_value("Title")
    except UnicodeDecodeError:
        return None
    return title


def _read_scans(document: Any, pages: list[list[PdfLine]], scans: Sequence[int]) -> tuple[float | None, ...]:
    """Put the lines seen on scanned pages in their places in `pages`, where they can be read.

    Returns:
        How certain each page is, None for those that were not read so; empty where no page was.

    Raises:
        UnreadableFile: there are too many of them, and hardly anything else.
    """
    if not scans or not is_installed():
        return ()
    if len(scans) > MOST_PAGES:
        if len(scans) > len(pages) / 2:
            raise UnreadableFile(pages_reason(len(scans)))
        log.warning("%d scanned pages of a pdf are more than are read", len(scans))
        return ()
    recognised: list[float | None] = [None] * len(pages)
    for number in scans:
        page = document[number]
        try:
            pages[number], recognised[number] = lines_seen(page)
        finally:
            page.close()
    return tuple(recognised)


def _open_reason(error: Any) -> str:
    import pypdfium2.raw as pdfium

    if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
        return "PDF 有密码保护，请去掉密码后再放入。(Password-protected pdf; remove the password.)"
    return "PDF 已损坏或不完整，请重新下载或重新保存。(Damaged or incomplete pdf; download or save it again.)"


def _headline_drawn(document: Any, lines: list[PdfLine]) -> bool:
    page = document[0]
    try:
        return is_headline_drawn(page, lines)
    finally:
        page.close()


def _lines_of(document: Any, number: int) -> tuple[list[PdfLine], bool]:
    """Return the lines of one page in the order of its content, and whether they are not what it shows (`is_scan`)."""
    page = document[number]
    try:
        layer = page.get_textpage()
        try:
            lines = _lines(page, layer)
        finally:
            layer.close()
        return lines, is_scan(page, lines)
    finally:
        page.close()


def _lines(page: Any, layer: Any) -> list[PdfLine]:
    from pypdfium2.raw import FPDFText_GetUnicode

    count = layer.count_chars()
    if count > _MOST_CHARACTERS:
        raise UnreadableFile(
            "PDF 的一页里文字过多，可能是恶意文件，未读取。(Far too much text on one page; not read.)"
        )
    codes = [FPDFText_GetUnicode(layer, i) for i in range(count)] + [10]
    tables, where = tables_on(page, layer, codes[:-1])
    where.append(None)
    lines: list[PdfLine] = []
    start = 0
    placed: set[int] = set()
    for i, code in enumerate(codes):
        table = where[i]
        if table is not None:
            # What stands before a table on its line is text; the table stands where its first character does.
            lines += _lines_within(layer, codes, start, i)
            if table not in placed:
                lines.append(_table_line(tables[table]))
                placed.add(table)
            start = i + 1
        elif code in (10, 13, _HYPHEN_AT_LINE_END):
            lines += _lines_within(layer, codes, start, i)
            start = i + 1
    return lines


def _table_line(table: RuledTable) -> PdfLine:
    left, right = table.edges[0], table.edges[-1]
    return PdfLine(
        "", left, right, table.top, table.size, grid=table.grid, edges=table.edges, bottom=table.bottom
    )


def _lines_within(layer: Any, codes: list[int], start: int, end: int) -> list[PdfLine]:
    """Return what stands between two line ends: one line, or several where the text goes back to the left within it."""
    while start < end and chr(codes[start]).isspace():
        start += 1
    last = end
    while last > start and chr(codes[last - 1]).isspace():
        last -= 1
    if start == last:
        return []
    lines: list[PdfLine] = []
    first = start
    gaps = _gaps(layer, codes, start, last)
    for turn in [gap for gap in gaps if gap.width < -_TURN * _size(layer, gap.start - 1)]:
        own = [gap for gap in gaps if first < gap.start < turn.start]
        lines.append(_line(layer, codes, first, turn.start, own))
        first = turn.end
    lines.append(_line(layer, codes, first, last, [gap for gap in gaps if gap.start > first]))
    if codes[end] == _HYPHEN_AT_LINE_END:
        lines[-1] = replace(lines[-1], text=lines[-1].text + "-")
    return lines


def _line(layer: Any, codes: list[int], start: int, end: int, gaps: Sequence[_Gap]) -> PdfLine:
    wide = [gap for gap in gaps if gap.width > 1.8 * _size(layer, gap.start - 1)]
    bounds = [start, *(at for gap in wide for at in (gap.start, gap.end)), end]
    pieces = [_piece(layer, codes, a, b, gaps) for a, b in zip(bounds[::2], bounds[1::2], strict=True)]
    text = " | ".join(piece.text for piece in pieces)
    size = median(_size(layer, i) for i in (start, (start + end) // 2, end - 1))
    cells = tuple(pieces) if len(pieces) > 1 else ()
    return PdfLine(text, pieces[0].left, pieces[-1].right, _baseline(layer, start), size, cells)


def _piece(layer: Any, codes: list[int], start: int, end: int, gaps: Sequence[_Gap]) -> LinePiece:
    left = layer.get_charbox(start, loose=True)[0]
    right = layer.get_charbox(end - 1, loose=True)[2]
    within = [gap for gap in gaps if start < gap.start < end]
    begins = [(start, left), *((gap.end, gap.right) for gap in within)]
    ends = [*((gap.start, gap.left) for gap in within), (end, right)]
    words = tuple(LinePiece(_decoded(codes[a:b]), x, y) for (a, x), (b, y) in zip(begins, ends, strict=True))
    return LinePiece(_decoded(codes[start:end]), left, right, words if within else ())


def _decoded(codes: Sequence[int]) -> str:
    # Code points beyond the BMP may come as two halves.
    return "".join(map(chr, codes)).encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()


def _size(layer: Any, index: int) -> float:
    """Return the size of a character on the page, in points: its font's size, scaled by its text matrix."""
    from pypdfium2.raw import FS_MATRIX, FPDFText_GetFontSize, FPDFText_GetMatrix

    matrix = FS_MATRIX()
    scale = math.hypot(matrix.c, matrix.d) if FPDFText_GetMatrix(layer, index, ctypes.byref(matrix)) else 1.0
    return max(float(FPDFText_GetFontSize(layer, index)) * (scale or 1.0), 1.0)


def _baseline(layer: Any, index: int) -> float:
    """Return the height of a character's baseline above the page's lower edge, in points."""
    from pypdfium2.raw import FPDFText_GetCharOrigin

    x, y = ctypes.c_double(), ctypes.c_double()
    FPDFText_GetCharOrigin(layer, index, ctypes.byref(x), ctypes.byref(y))
    return y.value


def _gaps(layer: Any, codes: list[int], start: int, end: int) -> list[_Gap]:
    """Return the blanks between the words of codes[start:end]."""
    gaps: list[_Gap] = []
    for i in range(start + 1, end - 1):
        if codes[i] != 32 or codes[i - 1] == 32:
            continue
        after = next(j for j in range(i + 1, end) if codes[j] != 32)
        left, right = layer.get_charbox(i - 1, loose=True)[2], layer.get_charbox(after, loose=True)[0]
        gaps.append(_Gap(i, after, left, right))
    return gaps
