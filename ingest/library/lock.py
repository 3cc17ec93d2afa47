"""The writer lock: one process writes to a library at a time; the error for a second one names the holder."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.errors import LibraryBusy, LibraryError

log = logging.getLogger(__name__)

LOCK_NAME = "write.lock"
HOLDER_NAME = "writer.json"
# `is_being_written` holds the lock for a moment.
_LOOKING_SECONDS = 0.2


@contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """Hold the right to write to the library in `folder`.

    The operating system releases the lock when its holder dies, however it dies, so a stale file blocks nobody;
    the holder's name is kept in a file of its own because opening a lock file empties it.

    Args:
        folder: the library's folder, which exists.

    Raises:
        LibraryBusy: another process, or another thread of this one, is writing; the message names it.
        LibraryError: nothing can be written there.
    """
    lock = FileLock(folder / LOCK_NAME, timeout=_LOOKING_SECONDS, thread_local=False)
    try:
        lock.acquire(poll_interval=0.02)
    except Timeout:
        raise LibraryBusy(_busy(folder)) from None
    except OSError as error:
        raise _cannot_write(folder, error) from error
    try:
        try:
            _name_holder(folder)
        except OSError as error:
            raise _cannot_write(folder, error) from error
        yield
    finally:
        (folder / HOLDER_NAME).unlink(missing_ok=True)
        lock.release()


def _cannot_write(folder: Path, error: OSError) -> LibraryError:
    return LibraryError(
        f"资料库 {folder} 不能写入：{error.strerror}。请检查磁盘空间和权限，或是不是在只读的盘上；提问不受影响。"
        "(The library cannot be written: check disk space and permissions, or whether its disk is read-only.)"
    )


def is_being_written(folder: Path) -> bool:
    """Return whether any process, or any thread of this one, is writing to the library in `folder`."""
    lock = FileLock(folder / LOCK_NAME, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return True
    except OSError:
        return False  # a folder that nobody can write to
    lock.release()
    return False


def _name_holder(folder: Path) -> None:
    holder = {
        "pid": os.getpid(),
        "command": " ".join([Path(sys.argv[0]).name, *sys.argv[1:]]).strip()[:200] or "python",
        "since": datetime.now().isoformat(sep=" ", timespec="seconds"),
    }
    fresh = folder / (HOLDER_NAME + ".new")
    fresh.write_text(json.dumps(holder, ensure_ascii=False), encoding="utf-8")
    fresh.replace(folder / HOLDER_NAME)


def _busy(folder: Path) -> str:
    try:
        holder = json.loads((folder / HOLDER_NAME).read_text(encoding="utf-8"))
        who = f"PID {holder['pid']}（{holder['command']}，始于 {holder['since']}）"
        english = f"PID {holder['pid']}"
    except (OSError, ValueError, KeyError) as error:
        # The holder is between taking the lock and writing its name, or between removing it and letting go.
        log.debug("no holder named in %s: %s", folder, error)
        who, english = "另一个进程", "another process"
    return (
        f"资料库 {folder} 正由 {who} 写入，请等它完成后再试。"
        f"(The library is being written by {english}; try again when it is done.)"
    )
