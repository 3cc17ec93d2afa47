"""Functions of a module that a reading process can be given: they read as ever, and do harm over files of certain names."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from ingest.read import allowance
from ingest.schema import Correction
from ingest.sync.version import Content, Opened, Version
from ingest.sync.versions import from_content


def read(content: Content, *, doc: str, correction: Correction) -> Version | Opened:
    """Read a document, or do what the beginning of its name says."""
    match doc.rpartition("/")[2].partition("-")[0]:
        case "raise":
            raise ValueError("no such thing")
        case "recurse":
            return read(content, doc=doc, correction=correction)
        case "die":
            os._exit(3)
        case "hang":
            while True:
                pass
        case "sleep":
            time.sleep(3600)
        case "start":
            eat = "x = bytearray(90_000_000)\nwhile True: pass"
            subprocess.run([sys.executable, "-c", eat], start_new_session=True, check=True)
        case "grow":
            eaten = []
            while True:
                eaten.append(b"x" * 1_000_000)
        case "swell":
            return large(10_000_000)  # type: ignore[return-value]
    return from_content(content, doc=doc, correction=correction)


def large(size: int) -> bytes:
    """Return so many bytes."""
    return b"x" * size


def patient(seconds: float, pages: int) -> int:
    """Work so long, asking for the time of each page, and for the memory of a model."""
    allowance.more(memory=80_000_000)
    model.append(b"x" * 80_000_000)
    for _ in range(pages):
        allowance.more(seconds=seconds / pages)
        until = time.process_time() + seconds / pages
        while time.process_time() < until:
            pass
    return os.getpid()


model: list[bytes] = []


def pid() -> int:
    """Return the process's number."""
    return os.getpid()


class PanicException(BaseException):
    """As Rust code raises it."""


def panics() -> None:
    raise PanicException("index out of range")
