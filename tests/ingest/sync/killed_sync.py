"""Runs a sync that kills itself, as with kill -9, before the n-th of its steps:
python -m tests.ingest.sync.killed_sync LIBRARY FOLDER N. Ends with 0 if the sync has fewer steps than that."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ingest.library import catalog_writer
from ingest.library.lexical_index import LexicalIndex
from ingest.library.library import Library
from ingest.library.vector_index import VectorIndex
from ingest.settings import Settings
from ingest.sync.run import sync

# Everything that publishing does to the disk, in the modules that look the names up.
STEPS: list[tuple[Any, str]] = [
    (catalog_writer, "add_version"),
    (VectorIndex, "write"),
    (LexicalIndex, "write"),
    (catalog_writer, "publish"),
    (catalog_writer, "bump_generation"),
    (VectorIndex, "delete"),
    (catalog_writer, "forget_retired"),
    (VectorIndex, "create"),
    (LexicalIndex, "create"),
]


def main(library: Path, folder: Path, fatal: int) -> None:
    begun = 0

    def fragile(function: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            nonlocal begun
            begun += 1
            if begun == fatal:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*args, **kwargs)

        return wrapped

    for owner, name in STEPS:
        setattr(owner, name, fragile(getattr(owner, name)))
    sync(Library.open(Settings(library=library), create=True), [folder])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
