"""The tokens of sessions that were ended before they ran out, in a file beside that of the users."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

from assistant.private_file import PrivateFile
from ingest.errors import XianwenError


class SignOuts:
    """Ids of tokens that are no longer good, each kept until its token would have run out."""

    def __init__(self, path: Path) -> None:
        self._file = PrivateFile(path)
        self._guard = threading.Lock()

    def __contains__(self, id: str) -> bool:
        with self._guard:
            return id in self._until()

    def add(self, id: str, seconds: float) -> None:
        """Note that a token is no longer good.

        Args:
            id: of the token.
            seconds: after which it would have run out at the latest.

        Raises:
            XianwenError: the file cannot be read or written.
        """
        with self._guard:
            now = time.time()
            kept = {each: until for each, until in self._until().items() if until > now}
            try:
                self._file.write(kept | {id: now + seconds})
            except OSError as error:
                raise XianwenError(
                    f"没能退出：写不了 {self._file.path.name}（{error.strerror}）。请检查磁盘空间和权限。"
                    "(Not signed out: the file cannot be written.)"
                ) from error

    def _until(self) -> dict[str, float]:
        try:
            return self._file.read(_check) or {}
        except (OSError, ValueError, AttributeError, TypeError) as error:
            raise XianwenError(
                f"{self._file.path} 读不了或已损坏：{error}。请删去它；所有人要重新登录时，再各改一次密码。"
                "(The file of ended sessions cannot be read: delete it.)"
            ) from error


def _check(found: dict[str, Any]) -> None:
    for until in found.values():
        float(until)
