"""epub → blocks: its chapters in the order in which they are read."""

from __future__ import annotations

import io
import logging
import posixpath
import zipfile
from typing import Any
from urllib.parse import unquote

from ingest.errors import UnreadableFile
from ingest.read.archive import OF_DAMAGED_ZIP
from ingest.read.html import read_html
from ingest.schema import Block, SourceText

log = logging.getLogger(__name__)
_CONTAINER = "META-INF/container.xml"
_MOST_TEXT = 100_000_000
_MOST_CHAPTERS = 5_000
_PAGES = ("application/xhtml+xml", "text/html")


def read_book(data: bytes) -> SourceText:
    """Return the blocks of a book's chapters, with title, publisher and day of its package (EPUB 3.3, 5).

    Args:
        data: the whole file.

    Raises:
        UnreadableFile: damaged, or far larger unpacked than any book is.
    """
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            opf = _first(_xml(archive, _CONTAINER), "rootfile").get("full-path")
            package = _xml(archive, opf)
            chapters = _chapters(package, posixpath.dirname(opf))
            if sum(archive.getinfo(name).file_size for name in chapters) > _MOST_TEXT:
                raise UnreadableFile("电子书解压后过大，请拆分。(Unpacks to more than any book; split it.)")
            blocks: list[Block] = []
            for name in chapters:
                blocks += read_html(archive.read(name)).blocks
    except (*OF_DAMAGED_ZIP, etree.XMLSyntaxError, KeyError, TypeError) as error:
        log.debug("epub: %s", error)
        raise UnreadableFile(
            "电子书已损坏或不完整，请重新下载。(Damaged or incomplete book; download it again.)"
        ) from error
    told = {tag: text for tag in ("title", "publisher", "date") if (text := _told(package, tag))}
    fields = {name: told[tag] for tag, name in (("publisher", "来源"), ("date", "时间")) if tag in told}
    return SourceText(tuple(blocks), "epub", told.get("title"), fields)


def _xml(archive: zipfile.ZipFile, name: str) -> Any:
    from lxml import etree

    if archive.getinfo(name).file_size > _MOST_TEXT // 10:
        raise ValueError(name)
    return etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False, no_network=True))


def _chapters(package: Any, folder: str) -> list[str]:
    pages = {
        item.get("id"): posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        for item in package.iter("{*}item")
        if item.get("media-type") in _PAGES and "nav" not in (item.get("properties") or "").split()
    }
    order = [item.get("idref") for item in package.iter("{*}itemref")]
    return list(dict.fromkeys(pages[each] for each in order if each in pages))[:_MOST_CHAPTERS]


def _first(tree: Any, tag: str) -> Any:
    found = next(tree.iter(f"{{*}}{tag}"), None)
    if found is None:
        raise ValueError(tag)
    return found


def _told(package: Any, tag: str) -> str:
    found = next(package.iter(f"{{*}}{tag}"), None)
    return " ".join((found.text or "").split()) if found is not None else ""
