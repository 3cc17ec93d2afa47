"""zip archives → the files in them, within bounds."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator

from ingest.errors import UnreadableFile
from ingest.read.files import is_skipped
from ingest.read.members import Member, Several, with_names_apart

# Ten years of a county's reports and news have some thousand files of 100 MB.
_MOST_MEMBERS = 5_000
_MOST_UNPACKED = 300_000_000
_MOST_ONE = 100_000_000
_UTF8_NAME = 0x800
# What zipfile raises over damage: of the lists, of what is packed, and of a way of packing that it does not know.
OF_DAMAGED_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
)
_DAMAGED = "压缩包里的这个文件已损坏，请重新打包。(Damaged inside its archive; pack it again.)"


def read_zip(data: bytes) -> Several:
    """Return the files in a zip archive, without hidden ones and those of the system; a damaged one fails alone.

    Args:
        data: the whole archive, of which it is known that it can be listed and that nothing in it is encrypted.

    Raises:
        UnreadableFile: it holds nothing, or more than an archive of documents does.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [(name, entry) for entry in archive.infolist() if (name := _name(entry))]
        _check([entry for _, entry in entries])
        members = with_names_apart(Member(name, _content(archive, entry)) for name, entry in entries)
    if not members:
        raise UnreadableFile("压缩包里没有文件，请检查。(There is no file in this archive.)")
    return Several(members)


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the path of an archive's file; "" for folders, and for what is hidden or the system's.

    Archives made on Chinese Windows keep names in GBK without saying so, which zipfile reads as cp437.
    """
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        name = next(filter(None, _readings(raw)), name)
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    if name.endswith(("/", "\\")) or any(map(is_skipped, parts)):
        return ""
    return "".join(char if char.isprintable() else "\ufffd" for char in "/".join(parts))


def _readings(raw: bytes) -> Iterator[str]:
    for encoding in ("utf-8", "gb18030"):
        try:
            yield raw.decode(encoding)
        except UnicodeDecodeError:
            continue


def _check(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > _MOST_MEMBERS or unpacked > _MOST_UNPACKED:
        raise UnreadableFile(
            f"压缩包太大（{len(entries)} 个文件，解压后 {unpacked / 1e6:.0f} MB；上限 {_MOST_MEMBERS} 个、"
            f"{_MOST_UNPACKED / 1e6:.0f} MB），请解压成文件夹后放入。(Too large an archive; unpack it into a folder.)"
        )


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | str:
    """Return what a file in an archive holds, or why it cannot be read."""
    if entry.file_size > _MOST_ONE:
        return f"压缩包里的这个文件太大（{entry.file_size / 1e6:.0f} MB），请解压后放入。(Too large inside an archive.)"
    try:
        with archive.open(entry) as packed:
            # A size that the archive lies about.
            data = packed.read(entry.file_size + 1)
    except OF_DAMAGED_ZIP:
        return _DAMAGED
    if len(data) > entry.file_size:
        return _DAMAGED
    return data or "文件是空的（0 字节），请重新下载或保存。(Empty file, 0 bytes; download or save it again.)"
