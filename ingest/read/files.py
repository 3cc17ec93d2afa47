"""Files on disk: which of a folder's files are documents, and a file's bytes, safely."""

from __future__ import annotations

import logging
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from ingest.errors import UnreadableFile

log = logging.getLogger(__name__)

_SYSTEM_NAMES = frozenset({
    "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "$recycle.bin",
    "system volume information", "@eadir", "lost+found",
})  # fmt: skip
# What Word, WPS, vim, emacs and LibreOffice leave beside the file that is being edited.
_LEFTOVER = re.compile(r"^(~\$|\.~|~WRL|#.*#$)|(~|\.sw[a-p]|\.tmp|\.bak)$", re.IGNORECASE)
_PAGE_FOLDER = re.compile(r"^(.+?)(_files|\.files|_文件)$")


def printable(path: Path) -> str:
    """Return `path` as text that can be shown, stored and printed, with "/" between its parts.

    A name whose bytes are not UTF-8 is shown as GB18030 reads it (zip files made on Windows leave such
    names), or else with U+FFFD for each byte that cannot be read, as for a control character.
    """
    text = path.as_posix()
    if _has_surrogates(text):
        raw = os.fsencode(text)
        try:
            text = raw.decode("gb18030")
        except UnicodeDecodeError:
            text = raw.decode("utf-8", errors="replace")
    return "".join("\ufffd" if unicodedata.category(char) in ("Cc", "Cs") else char for char in text)


def discover(path: Path) -> Iterator[Path]:
    """Yield the files of a folder that its owner expects to be read, in sorted order, each once.

    Hidden and system files and editors' leftovers are skipped, and so is the folder that a browser saves
    beside a page (标题.html, 标题_files/). Everything else is given, also what `read_file` will refuse, so
    that the user learns of it: pictures, broken links, links out of the folder, folders not to be entered.
    A link to a file that is given anyway is skipped, and linked folders are never entered.

    Args:
        path: a folder, or a single file, which is given as it is.

    Yields:
        Paths that start with `path`.

    Raises:
        UnreadableFile: `path` does not exist.
    """
    if not os.path.lexists(path):
        raise UnreadableFile(
            f"找不到 {printable(path)}，请检查路径。(No such file or folder; check the path.)"
        )
    if not path.is_dir():
        yield path
        return
    root = Path(os.path.realpath(path))
    files: list[str] = []
    links: list[str] = []
    _walk(os.fspath(path), files, links)
    taken = {os.path.realpath(file) for file in files}
    for link in sorted(links):
        target = os.path.realpath(link)
        if target in taken or (Path(target).is_relative_to(root) and Path(target).is_dir()):
            log.debug("skipped %s: a link to what is read anyway", printable(Path(link)))
            continue
        taken.add(target)
        files.append(link)
    yield from sorted(map(Path, files))


def read_bytes(path: Path, *, root: Path, max_bytes: int) -> bytes:
    """Return the bytes of the regular file at `path`.

    Args:
        path: the file.
        root: the folder being ingested (or `path` itself); a link that leads out of it is refused.
        max_bytes: size up to which a file is read.

    Raises:
        UnreadableFile: it is not a regular file inside `root`, may not be read, is empty or is too large.
    """
    if _has_surrogates(os.fspath(path)):
        raise UnreadableFile(
            "文件名的编码不是 UTF-8，请重命名后再放入。(The file name is not UTF-8; rename the file.)"
        )
    real, real_root = os.path.realpath(path), os.path.realpath(root)
    if not Path(real).is_relative_to(real_root):
        raise UnreadableFile(
            "这是指向所选文件夹之外的链接，不予读取；请把原文件复制进来。"
            "(A link that leads out of the chosen folder; copy the file itself into it.)"
        )
    try:
        # Not blocking: opening a pipe that nobody writes to would wait for ever.
        handle = os.open(real, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise UnreadableFile(_open_reason(error, path)) from error
    state = os.fstat(handle)
    if not stat.S_ISREG(state.st_mode):
        os.close(handle)
        raise UnreadableFile(_not_a_file(state.st_mode))
    with os.fdopen(handle, "rb") as file:
        try:
            data = file.read(max_bytes + 1) if state.st_size <= max_bytes else b""
        except OSError as error:
            raise UnreadableFile(_open_reason(error, path)) from error
    size = max(state.st_size, len(data))
    if size > max_bytes:
        raise UnreadableFile(
            f"文件太大（{size / 1e6:.1f} MB），上限是 {max_bytes / 1e6:.1f} MB；"
            f"请拆分文件，或调高 XIANWEN_MAX_UPLOAD_MB。(Too large; split it or raise that limit.)"
        )
    if not data:
        raise UnreadableFile(
            "文件是空的（0 字节），请重新下载或保存。(Empty file, 0 bytes; download or save it again.)"
        )
    return data


def holder_of(path: Path) -> Path | None:
    """Return the file that `path` names, or that holds it as though it were a folder; None where there is neither."""
    return next((each for each in (path, *path.parents) if each.is_file()), None)


def _walk(folder: str, files: list[str], links: list[str]) -> None:
    """Add what lies below `folder`; a folder that cannot be entered is added itself, to be reported."""
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        try:
            with os.scandir(current) as listing:
                entries = list(listing)
        except OSError as error:
            log.warning("cannot list %s: %s", printable(Path(current)), error.strerror)
            files.append(current)
            continue
        pages = {Path(e.name).stem for e in entries if e.name.lower().endswith((".html", ".htm"))}
        for entry in entries:
            if is_skipped(entry.name):
                continue
            if entry.is_symlink():
                links.append(entry.path)
            elif not entry.is_dir(follow_symlinks=False):
                files.append(entry.path)
            elif not _is_page_folder(entry.name, pages):
                waiting.append(entry.path)


def is_skipped(name: str) -> bool:
    """Return whether a file or folder of this name is hidden, the system's or an editor's leftover."""
    return name.startswith(".") or name.lower() in _SYSTEM_NAMES or _LEFTOVER.search(name) is not None


def _is_page_folder(name: str, pages: set[str]) -> bool:
    match = _PAGE_FOLDER.match(name)
    return match is not None and match[1] in pages


def _has_surrogates(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


def _open_reason(error: OSError, path: Path) -> str:
    if isinstance(error, FileNotFoundError):
        if path.is_symlink():
            return (
                "这是失效的链接，它指向的文件已不存在。(A broken link: what it points to is gone; remove it.)"
            )
        return "文件已不存在，可能刚被移走。(The file is gone; it may have just been moved.)"
    if isinstance(error, PermissionError):
        return "没有读取权限，请修改权限后再试。(No permission to read it; change its permissions.)"
    if isinstance(error, IsADirectoryError):
        return _not_a_file(stat.S_IFDIR)
    return f"无法读取：{error.strerror}，请检查磁盘或网络位置。(Cannot be read; check the disk or share.)"


def _not_a_file(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "这是文件夹，不是文件；请直接选择该文件夹。(A folder, not a file; choose the folder itself.)"
    return "这是设备或管道，不是普通文件，请移走。(A device or pipe, not a regular file; remove it.)"
