"""Pages of a pdf that are pictures of text: which they are, and their lines as they are seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ingest.read.decode import oddity
from ingest.read.ocr import LONGEST_SIDE, certainty_of, lines_in
from ingest.read.ocr_layout import page_lines
from ingest.read.pdf_line import PdfLine

# A page of a scan has its number and a stamp for text.
_STAMPED = 30
# Of the page: what its pictures cover. Strips and tiles of one picture count together.
_COVERED = 0.3
# Characters drawn as outlines, each by a stroke of its own or several.
_OUTLINES = 300
# A text layer made of codes that name no character: fonts embedded without a ToUnicode table.
MOST_ODD = 0.3
_DOTS_AN_INCH = 150


def is_scan(page: Any, lines: Sequence[PdfLine]) -> bool:
    """Return whether what a page shows is not in its text layer: it is a picture, drawn in outlines, or garbled.

    Args:
        page: open.
        lines: of its text layer.
    """
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE, FPDF_PAGEOBJ_PATH

    text = "".join("".join(line.text.split()) for line in lines)
    if text and oddity(text) > MOST_ODD:
        return True
    if len(text) >= _STAMPED or any(line.grid is not None for line in lines):
        return False
    covered, outlines = 0.0, 0
    for each in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE, FPDF_PAGEOBJ_PATH]):
        if each.type == FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = each.get_bounds()
            covered += (right - left) * (top - bottom)
        else:
            outlines += 1
    width, height = page.get_size()
    return covered >= _COVERED * width * height or outlines >= _OUTLINES


def lines_seen(page: Any) -> tuple[list[PdfLine], float]:
    """Return the lines that are seen on a page, and how certain they are from 0 to 1."""
    width, height = page.get_size()
    scale = min(_DOTS_AN_INCH / 72, LONGEST_SIDE / max(width, height, 1.0))
    pixels = page.render(scale=scale).to_numpy()
    seen = lines_in(pixels[:, :, :3] if pixels.ndim == 3 else pixels[:, :, None].repeat(3, 2))
    return page_lines(seen, height=pixels.shape[0], scale=1 / scale), certainty_of(seen)
