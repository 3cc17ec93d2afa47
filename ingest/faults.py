"""Which errors are of one file alone, and how they are told to the one whose file it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from ingest.errors import UnreadableFile, XianwenError

# What concerns the library or the machine: no other file would fare better.
_OF_ALL = (XianwenError, OSError, sqlite3.Error, MemoryError)


def is_panic(error: BaseException) -> bool:
    """Return whether an error is a panic of Rust code, whose class cannot be imported and derives from BaseException."""
    return type(error).__name__ == "PanicException"


def is_of_one_file(error: BaseException) -> bool:
    """Return whether an error that a file met says nothing of the files after it."""
    if isinstance(error, UnreadableFile):
        return True
    return is_panic(error) or (isinstance(error, Exception) and not isinstance(error, _OF_ALL))


def fault_reason(error: BaseException) -> str:
    """Return the reason of a file over which the program failed."""
    if isinstance(error, UnreadableFile):
        return str(error)
    if isinstance(error, MemoryError):
        return "读取时内存不足，其他文件不受影响；请拆成几个文件。(Not enough memory to read this file: split it.)"
    name = type(error).__name__
    return (
        f"处理这个文件时程序出错（{name}），其他文件不受影响；详情见 xianwen ingest -v。"
        f"(A fault of the program over this file, {name}; others are not affected.)"
    )


def told(error: Exception, what: str, english: str) -> str:
    """Return what is told of an error that ended some work: its own words where it has them for people.

    Args:
        what: that was done, in Chinese.
        english: the same in English.
    """
    if isinstance(error, XianwenError):
        return str(error)
    detail = getattr(error, "strerror", None) or type(error).__name__
    return (
        f"{what}时程序出错（{detail}），已入库的资料不受影响；请再试一次，仍不行请看程序的日志。"
        f"(A fault of the program while {english}: {detail}. What is in the library is not affected; try again, or see "
        "the program's log.)"
    )


class UnfitText(Exception):
    """A text cannot be stored, embedded or taken apart into words; `__cause__` says what failed."""


@contextmanager
def of_a_text() -> Iterator[None]:
    """Raise as UnfitText whatever texts, not the library, are the cause of."""
    try:
        yield
    except BaseException as error:
        if not is_of_one_file(error):
            raise
        raise UnfitText(str(error)) from error
