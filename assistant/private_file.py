"""A file of JSON for its owner's eyes alone, read again when it changes and replaced in one step."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any


class PrivateFile:
    """A JSON object on disk that several processes read and replace.

    Attributes:
        path: where it lies.
        last: what was read last; {} before anything was, and unchanged when the file goes.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.last: dict[str, Any] = {}
        self._read_at: tuple[int, int] | None = None

    def read(self, check: Callable[[dict[str, Any]], object]) -> dict[str, Any] | None:
        """Return what the file holds; None where there is none.

        Args:
            check: called with what was read anew; what it raises keeps that from being taken.

        Raises:
            OSError, ValueError: it cannot be read, or is no JSON.
        """
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return None
        if self._read_at != (stat.st_mtime_ns, stat.st_size):
            found = json.loads(self.path.read_text(encoding="utf-8"))
            check(found)
            self.last, self._read_at = found, (stat.st_mtime_ns, stat.st_size)
        return self.last

    def write(self, content: dict[str, Any]) -> None:
        """Replace what the file holds.

        Raises:
            OSError: it cannot be written; it stays as it was.
        """
        arriving = self.path.with_name(f".{self.path.name}.part")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # For the owner's eyes from the first moment: hashes can be guessed at, a secret signs tokens.
        with os.fdopen(
            os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
        ) as out:
            json.dump(content, out, ensure_ascii=False, indent=1)
        arriving.replace(self.path)
