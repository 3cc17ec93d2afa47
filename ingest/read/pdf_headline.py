"""A headline that is drawn: its font could not be embedded, so the program that wrote the pdf put pictures of it there."""

from __future__ import annotations

from statistics import median
from typing import Any

from ingest.read.pdf_line import PdfLine

# Pictures of a line of a headline, in sizes of the running text: how high they are, how wide they are all together.
_LOWEST, _HIGHEST, _LEAST_WIDTH = 1.0, 2.6, 4.0
# Characters of the first line of running text; above it stand title, office and date.
_RUNNING = 20
_UPPER = 0.5  # of the page


def is_headline_drawn(page: Any, lines: list[PdfLine]) -> bool:
    """Return whether pictures as high as a line stand above the running text, where no text stands.

    Args:
        page: the first page, open.
        lines: of its text layer.
    """
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    running = [line for line in lines if len(line.text) >= _RUNNING]
    if not running:
        return False
    size = median(line.size for line in running)
    floor = max(max(line.base for line in running), _UPPER * page.get_height())
    width = 0.0
    for picture in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = picture.get_bounds()
        if bottom < floor or not _LOWEST * size <= top - bottom <= _HIGHEST * size:
            continue
        covered = any(
            bottom <= line.base <= top and line.left < right and left < line.right for line in lines
        )
        width += 0.0 if covered else right - left
    return width >= _LEAST_WIDTH * size
