"""Archives, and the formats that are archives inside, which unpack to far more than documents do."""

from __future__ import annotations

from collections.abc import Iterable
from zipfile import ZipInfo

from ingest.errors import UnreadableFile

# deflate packs text to a tenth and a sheet of equal rows to a hundredth; bombs come near its limit of a thousandth.
_MOST_RATIO, _RATIO_FROM = 400, 10_000_000


def refuse_bombs(entries: Iterable[ZipInfo]) -> None:
    """Refuse an archive in which something is packed more tightly than any document.

    Raises:
        UnreadableFile: there is such a thing in it; nothing was unpacked.
    """
    if any(e.file_size > _RATIO_FROM and e.file_size > _MOST_RATIO * e.compress_size for e in entries):
        raise UnreadableFile(
            "文件里有压缩比不合常理的内容，可能是恶意文件，没有读取。(A compression ratio beyond reason: perhaps a zip bomb.)"
        )
