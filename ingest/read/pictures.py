"""The text in pictures that stand in a document, marked as such; icons, photographs and repeated pictures are passed over."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from dataclasses import replace

from ingest.errors import UnreadableFile
from ingest.ocr_extra import is_installed
from ingest.read.ocr import MOST_PIXELS, SeenLine, certainty_of, lines_in
from ingest.read.ocr_layout import page_lines
from ingest.read.pdf_layout import rejoined
from ingest.read.picture import pixels_of
from ingest.read.text import has_words
from ingest.schema import Block, SourceText

BEGINS, ENDS = "【以下是图片中的文字】", "【图片中的文字完】"
# In pixels: icons, logos and stamps are smaller.
_LEAST_SIDE, _LEAST_PIXELS = 80, 60_000
# Characters: a photograph has a banner or a door plate, a picture of text has more.
_LEAST_TEXT = 40
# Each takes some seconds.
_MOST = 100


class Pictures:
    """Reads the pictures of one document."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lines: list[SeenLine] = []
        self._known: set[bytes] = set()
        self._unread = 0

    def blocks(self, data: bytes) -> list[Block]:
        """Return the text in a picture between two marks; nothing where it has none, or is not to be read.

        Args:
            data: the whole file of the picture.
        """
        digest = hashlib.blake2b(data, digest_size=16).digest()
        if digest in self._known or len(self._known) >= _MOST or not _is_large(data):
            return []
        self._known.add(digest)
        if not is_installed():
            self._unread += 1
            return []
        seen, height = _seen(data)
        if sum(len(line.text) for line in seen) < _LEAST_TEXT:
            return []
        self._lines += seen
        # A page break is none of the document's.
        found = rejoined([page_lines(seen, height=height)])
        return [Block("paragraph", BEGINS), *found, Block("paragraph", ENDS)] if found else []

    def told(self, source: SourceText) -> SourceText:
        """Return a document's text with what is to be told of the pictures in it; without marks where there is no other."""
        blocks = source.blocks
        if self._lines and not has_words("".join(_outside(blocks))):
            blocks = tuple(block for block in blocks if block.text not in (BEGINS, ENDS))
        recognised = (certainty_of(self._lines),) if self._lines else ()
        return replace(source, blocks=blocks, recognised=recognised, pictures_unread=self._unread)


def _outside(blocks: Iterable[Block]) -> Iterable[str]:
    inside = False
    for block in blocks:
        if block.text == BEGINS:
            inside = True
        elif block.text == ENDS:
            inside = False
        elif not inside:
            yield block.text


def _is_large(data: bytes) -> bool:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            width, height = picture.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return min(width, height) >= _LEAST_SIDE and _LEAST_PIXELS <= width * height <= MOST_PIXELS


def _seen(data: bytes) -> tuple[list[SeenLine], int]:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            pixels = pixels_of(picture)
    except (OSError, ValueError, SyntaxError, EOFError, UnreadableFile):
        # The rest of the document is whole.
        return [], 0
    return lines_in(pixels), pixels.shape[0]
