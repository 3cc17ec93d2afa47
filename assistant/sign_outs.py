"""The tokens of sessions that were ended before they ran out, in a file beside that of the users."""

from __future__ import annotations

import json
import os
import threading
import time
from pathlib import Path

from ingest.errors import XianwenError

SIGN_OUTS_NAME = "users-signed-out.json"


class SignOuts:
    """Ids of tokens that are no longer good, each kept until its token would have run out."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._guard = threading.Lock()
        self._read_at: tuple[int, int] | None = None
        self._until: dict[str, float] = {}

    def __contains__(self, id: str) -> bool:
        with self._guard:
            return id in self._read()

    def add(self, id: str, seconds: float) -> None:
        """Note that a token is no longer good.

        Args:
            id: of the token.
            seconds: after which it would have run out at the latest.

        Raises:
            XianwenError: the file cannot be written.
        """
        with self._guard:
            now = time.time()
            kept = {each: until for each, until in self._read().items() if until > now}
            kept[id] = now + seconds
            arriving = self.path.with_name(f".{self.path.name}.part")
            try:
                with os.fdopen(
                    os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
                ) as out:
                    json.dump(kept, out)
                arriving.replace(self.path)
            except OSError as error:
                raise XianwenError(
                    f"没能退出：写不了 {self.path.name}（{error.strerror}）。请检查磁盘空间和权限。"
                    "(Not signed out: the file cannot be written.)"
                ) from error

    def _read(self) -> dict[str, float]:
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return {}
        if self._read_at != (stat.st_mtime_ns, stat.st_size):
            try:
                found = json.loads(self.path.read_text(encoding="utf-8"))
                self._until = {str(id): float(until) for id, until in found.items()}
            except (OSError, ValueError, AttributeError, TypeError) as error:
                raise XianwenError(
                    f"{self.path} 读不了或已损坏：{error}。请删去它；所有人要重新登录时，再各改一次密码。"
                    "(The file of ended sessions cannot be read: delete it.)"
                ) from error
            self._read_at = (stat.st_mtime_ns, stat.st_size)
        return self._until
