"""Pictures (png, jpg, tif, bmp, webp, gif) → the text in them; a tif may have pages."""

from __future__ import annotations

import io
from typing import Any

import filetype

from ingest.errors import UnreadableFile
from ingest.ocr_extra import INSTALL, is_installed
from ingest.read.ocr import LONGEST_SIDE, certainty_of, check_size, lines_in
from ingest.read.ocr_layout import page_lines
from ingest.read.pdf_furniture import without_furniture
from ingest.read.pdf_layout import rejoined
from ingest.read.text import has_words
from ingest.schema import SourceText

# Of a document, each some seconds of work.
MOST_PAGES = 300


def read_picture(data: bytes) -> SourceText:
    """Return the text in a picture, its lines joined into paragraphs.

    Args:
        data: the whole file.

    Raises:
        UnreadableFile: nothing is installed that reads it; it is damaged or too large; or there is no text in it.
    """
    from PIL import Image, UnidentifiedImageError

    form = filetype.guess_extension(data) or "png"
    if not is_installed():
        raise UnreadableFile(_missing(form))
    try:
        with Image.open(io.BytesIO(data)) as picture:
            # An animation shows its first picture, if any, as text.
            count = getattr(picture, "n_frames", 1) if form == "tif" else 1
            if count > MOST_PAGES:
                raise UnreadableFile(pages_reason(count))
            seen = []
            for number in range(count):
                picture.seek(number)
                pixels = pixels_of(picture)
                seen.append((lines_in(pixels), pixels.shape[0]))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise UnreadableFile(
            f"{form.upper()} 图片已损坏或不完整，请重新保存。(Damaged or incomplete {form.upper()} image; save it again.)"
        ) from error
    except Image.DecompressionBombError as error:
        raise UnreadableFile(
            "图片太大，没有读取；请缩小后再放入。(Too large a picture; make it smaller.)"
        ) from error
    pages = [page_lines(lines, height=height) for lines, height in seen]
    source = SourceText(
        rejoined(without_furniture(pages)), form, recognised=tuple(certainty_of(lines) for lines, _ in seen)
    )
    if not has_words(source.text):
        raise UnreadableFile("图片里没有认出文字。(No text was found in this picture.)")
    return source


def pixels_of(picture: Any) -> Any:
    """Return a picture of Pillow's as numpy array of shape (height, width, 3): upright, on white, colours blue, green, red.

    Raises:
        UnreadableFile: it is larger than any page.
        OSError: it is damaged.
    """
    import numpy
    from PIL import Image, ImageOps

    check_size(*picture.size)
    # Of a large photograph a jpg is decoded smaller.
    if picture.format == "JPEG":
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    if "A" in upright.getbands() or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        white = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(white, upright)
    upright = upright.convert("RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return numpy.asarray(upright)[:, :, ::-1].copy()


def pages_reason(count: int) -> str:
    """Return why so many pages are not read."""
    return (
        f"要做文字识别的页太多（{count} 页，上限 {MOST_PAGES} 页），没有读取；请拆分后再放入。"
        f"({count} pages to be read by OCR, more than {MOST_PAGES}; split it.)"
    )


def _missing(form: str) -> str:
    name = form.upper()
    return (
        f"这是 {name} 图片，要由文字识别（OCR）来读，而这台机器没有装；请装上它（{INSTALL}），或先做文字识别，另存为 .docx 或 .txt。"
        f"(A {name} image, which needs OCR: {INSTALL}, or run OCR and save the text as .docx or .txt.)"
    )
