"""Uploaded files: kept in the library's own folder under safe names, taken away again with their document."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from ingest.errors import XianwenError

# What some file system refuses in a name, and what would lead out of the folder or hide the file in it.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_LONGEST_NAME = 200


def safe_name(name: str) -> str:
    """`name` as a file name that stays in its folder: no path, no control characters, at most 200 bytes."""
    name = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    name = _UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip().lstrip(".").strip()
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > 10:
        stem, dot, suffix = name, "", ""
    room = _LONGEST_NAME - len((dot + suffix).encode())
    stem = stem.encode()[:room].decode("utf-8", "ignore")
    return (stem or "未命名") + dot + suffix


def store_uploads(folder: Path, files: Sequence[Path], max_megabytes: int) -> list[str]:
    """Move uploaded files into `folder`; one of the same name is replaced, as its newer version.

    Returns:
        The names they have there.

    Raises:
        XianwenError: one of them is too large; none has been moved then.
    """
    for file in files:
        if file.stat().st_size > max_megabytes * 1_000_000:
            raise XianwenError(
                f"“{file.name}”超过 {max_megabytes} MB 的上限，没有收下任何文件；请去掉它再传。"
                "(File too large; nothing was taken.)"
            )
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for file in files:
        name = safe_name(file.name)
        # Under a name that ingest does not read until it is whole, then at once under its own.
        arriving = folder / f".{name}.part"
        shutil.move(file, arriving)
        arriving.replace(folder / name)
        names.append(name)
    return names
