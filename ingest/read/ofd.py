"""ofd (GB/T 33190, the national format of fixed pages) → blocks: the text of its pages, line by line."""

from __future__ import annotations

import io
import logging
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingest.errors import UnreadableFile
from ingest.read.archive import OF_DAMAGED_ZIP
from ingest.schema import PAGE_BREAK, Block, SourceText

log = logging.getLogger(__name__)
_MOST_XML = 80_000_000
_MOST_PAGES = 3_000
# Pieces whose base lines differ by less than this share of their height stand on one line.
_SAME_LINE = 0.5


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of characters: its base line and left edge on the page, its right edge and its size, in millimetres."""

    text: str
    x: float
    y: float
    right: float
    size: float


def read_ofd(data: bytes) -> SourceText:
    """Return the text of an ofd file's pages, and the title that it declares.

    Args:
        data: the whole file.

    Raises:
        UnreadableFile: damaged, signed so that it cannot be read, or far larger unpacked than any document is.
    """
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_size(archive)
            package = _Package(archive)
            root = package.xml("OFD.xml")
            title = _told(root, "Title")
            roots = [_path("", body.text) for body in root.iter("{*}DocRoot")]
            if not roots:
                raise ValueError("no document")
            pages = [page for path in roots for page in package.pages(path)]
    except (*OF_DAMAGED_ZIP, etree.XMLSyntaxError, KeyError, TypeError) as error:
        log.debug("ofd: %s", error)
        raise UnreadableFile(
            "OFD 文件已损坏或不完整，请重新下载，或用 OFD 阅读器另存为 .pdf。"
            "(Damaged or incomplete OFD file; download it again, or save it as .pdf.)"
        ) from error
    blocks = [Block("paragraph", PAGE_BREAK * bool(number) + page) for number, page in enumerate(pages)]
    return SourceText(tuple(blocks), "ofd", title)


def _check_size(archive: zipfile.ZipFile) -> None:
    xml = sum(entry.file_size for entry in archive.infolist() if entry.filename.lower().endswith(".xml"))
    if xml > _MOST_XML:
        raise UnreadableFile("OFD 文件解压后过大，请拆分。(Unpacks to more than any document; split it.)")


class _Package:
    """The parts of an ofd file, by their paths."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def xml(self, path: str) -> Any:
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.fromstring(self._archive.read(path), parser)

    def pages(self, path: str) -> list[str]:
        """Return the text of each page of the document whose root is at `path`."""
        folder = posixpath.dirname(path)
        document = self.xml(path)
        common = next(document.iter("{*}CommonData"), None)
        templates = {
            each.get("ID"): _path(folder, each.get("BaseLoc"))
            for each in (common.iter("{*}TemplatePage") if common is not None else ())
        }
        found = []
        for page in [page for pages in document.iter("{*}Pages") for page in pages.iter("{*}Page")][
            :_MOST_PAGES
        ]:
            content = self.xml(_path(folder, page.get("BaseLoc")))
            layers = [
                content,
                *(
                    self.xml(templates[t.get("TemplateID")])
                    for t in content.iter("{*}Template")
                    if t.get("TemplateID") in templates
                ),
            ]
            found.append("\n".join(_lines([piece for layer in layers for piece in _pieces(layer)])))
        return found


def _pieces(page: Any) -> Iterator[_Piece]:
    for item in page.iter("{*}TextObject"):
        left, top, *_ = _numbers(item.get("Boundary"), 4)
        a, b, c, d, e, f = _numbers(item.get("CTM"), 6) if item.get("CTM") else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        size = float(item.get("Size") or 1) * (abs(d) or abs(b) or 1)
        for code in item.iter("{*}TextCode"):
            text = code.text or ""
            if not text.strip():
                continue
            x, y = float(code.get("X") or 0), float(code.get("Y") or 0)
            width = sum(_steps(code.get("DeltaX"))) * (abs(a) or 1)
            at = left + a * x + c * y + e
            yield _Piece(text, at, top + b * x + d * y + f, at + max(width + size, 0), size)


def _lines(pieces: list[_Piece]) -> Iterator[str]:
    """Yield the lines of a page from above; a gap between pieces that is wider than a character becomes a blank."""
    line: list[_Piece] = []
    for piece in sorted(pieces, key=lambda piece: (piece.y, piece.x)):
        if line and piece.y - line[0].y > _SAME_LINE * max(piece.size, line[0].size):
            yield _joined(line)
            line = []
        line.append(piece)
    if line:
        yield _joined(line)


def _joined(line: list[_Piece]) -> str:
    text, right = "", 0.0
    for piece in sorted(line, key=lambda piece: piece.x):
        text += " " * bool(text and piece.x - right > piece.size) + piece.text
        right = piece.right
    return text


def _steps(deltas: str | None) -> Iterator[float]:
    """Yield the advances that an array of them gives; "g 5 3" stands for five of 3."""
    parts = iter((deltas or "").split())
    for part in parts:
        if part == "g":
            count, step = int(next(parts, "0")), float(next(parts, "0"))
            yield min(count, 100_000) * step
        else:
            yield float(part)


def _numbers(text: str | None, count: int) -> list[float]:
    numbers = [float(part) for part in (text or "").split()]
    if len(numbers) != count:
        raise ValueError(text)
    return numbers


def _path(folder: str, location: str | None) -> str:
    """Return the path of a part that one in `folder` names, from the package's root."""
    if not location:
        raise ValueError("no location")
    return posixpath.normpath(posixpath.join("/" + folder, location.strip())).lstrip("/")


def _told(root: Any, tag: str) -> str | None:
    found = next(root.iter(f"{{*}}{tag}"), None)
    return found.text if found is not None else None
