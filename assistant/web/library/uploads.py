"""Store uploaded files in the library's own folder under safe names."""

from __future__ import annotations

import asyncio
import re
import secrets
import unicodedata
from collections.abc import AsyncIterator
from pathlib import Path

from pathvalidate import sanitize_filename

from ingest.errors import XianwenError

_LONGEST_NAME = 200
_UNNAMED = "未命名"
# A dot in front hides a file; some file systems drop blanks and dots at the end.
_AROUND = re.compile(r"^[\s.]+|[\s.]+$")
# Of a folder that is uploaded, no more levels than this are kept apart.
_DEEPEST = 6


def safe_name(name: str) -> str:
    """Return `name` as a file name that is valid on every file system and neither hidden nor outside its folder.

    A path before it is dropped; at most 200 bytes remain, including the suffix.
    """
    name = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    name = _AROUND.sub("", name.replace("\\", "/").rsplit("/", 1)[-1])
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > 10:
        stem, dot, suffix = name, "", ""
    room = _LONGEST_NAME - len((dot + suffix).encode())
    stem = stem.encode()[:room].decode("utf-8", "ignore")
    return sanitize_filename(f"{stem or _UNNAMED}{dot}{suffix}", replacement_text="_")


def safe_path(path: str) -> Path:
    """Return the relative `path` of a file in an uploaded folder, each part of it a safe name."""
    parts = [part for part in path.replace("\\", "/").split("/") if part.strip(". ")]
    *folders, name = parts or [""]
    return Path(*map(safe_name, folders[-_DEEPEST:]), safe_name(name))


async def receive(
    folder: Path,
    path: str,
    content: AsyncIterator[bytes],
    max_megabytes: int,
    *,
    announced: int = 0,
    quota_megabytes: int | None = None,
) -> Path:
    """Store an uploaded file in `folder`, replacing a file of the same path.

    Args:
        folder: the folder for uploads.
        path: the path of the uploader's file, relative to the chosen folder.
        content: the file's content, in chunks.
        max_megabytes: the largest size that is accepted, in megabytes.
        announced: its size in bytes, where that is known beforehand.
        quota_megabytes: how much all uploads together may take; None sets no limit.

    Returns:
        The path of the stored file.

    Raises:
        XianwenError: the file is too large, there is no room for it or it cannot be written; nothing of it is kept.
    """
    file = folder / safe_path(path)
    room = max_megabytes * 1_000_000
    if announced > room:
        raise _too_large(file, max_megabytes)
    if quota_megabytes is not None:
        # Looking at many files takes a while, during which other requests go on.
        left = quota_megabytes * 1_000_000 - await asyncio.to_thread(_bytes_in, folder)
        if left < room and (announced > left or left <= 0):
            raise _no_room(file, quota_megabytes)
        room = min(room, left)
    # Under a name that ingest does not read until it is whole, then at once under its own; each upload has its own,
    # for two of one name may come at the same time.
    arriving = file.with_name(f".{file.name[:60]}.{secrets.token_hex(6)}.part")
    size = 0
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with arriving.open("wb") as out:
                async for chunk in content:
                    size += len(chunk)
                    if size > max_megabytes * 1_000_000:
                        raise _too_large(file, max_megabytes)
                    if size > room:
                        raise _no_room(file, quota_megabytes)
                    out.write(chunk)
            arriving.replace(file)
        finally:
            arriving.unlink(missing_ok=True)
    except OSError as error:
        raise XianwenError(
            f"存不下“{file.name}”：{error.strerror}。请检查磁盘空间和权限。(The file cannot be stored.)"
        ) from error
    return file


def _bytes_in(folder: Path) -> int:
    """Return how much the files in a folder take."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _too_large(file: Path, max_megabytes: int) -> XianwenError:
    return XianwenError(
        f"“{file.name}”超过 {max_megabytes} MB 的上限，没有收下。(File too large, at most {max_megabytes} MB.)"
    )


def _no_room(file: Path, quota_megabytes: int | None) -> XianwenError:
    return XianwenError(
        f"“{file.name}”没有收下：上传的文件合计已到 {quota_megabytes} MB 的上限，请先删去不要的，或调高 XIANWEN_UPLOAD_QUOTA_MB。"
        f"(Uploads take up their {quota_megabytes} MB: delete some, or raise XIANWEN_UPLOAD_QUOTA_MB.)"
    )
