"""Limit how often passwords can be guessed: by address and name together, and by address.

Somebody who guesses a name's password from one address keeps nobody out who signs in from another."""

from __future__ import annotations

import threading
import time

from ingest.errors import XianwenError

# Wrong passwords within this time, for a name from an address and from an address for any names, before none is looked at.
MOST_FAILURES, MOST_FROM_ADDRESS, FAILURE_SECONDS = 10, 50, 300.0
# Addresses and names that are remembered; with more the oldest are forgotten.
_MOST_KEPT = 10_000

Key = tuple[str, str | None]


class TooManyAttempts(XianwenError):
    """Too many wrong passwords were given, or too many are waiting to be looked at."""


class Attempts:
    """The wrong passwords of the last minutes; safe to use from many threads."""

    def __init__(self) -> None:
        self._failed: dict[Key, list[float]] = {}
        self._guard = threading.Lock()

    def refuse(self, address: str, name: str) -> None:
        """Refuse to look at a password.

        Raises:
            TooManyAttempts: enough wrong ones came from there.
        """
        with self._guard:
            most = {(address, name): MOST_FAILURES, (address, None): MOST_FROM_ADDRESS}
            if any(len(self._recent(key)) >= limit for key, limit in most.items()):
                raise TooManyAttempts(
                    "密码错得太多，请过五分钟再试。(Too many wrong passwords: wait five minutes.)"
                )

    def failed(self, address: str, name: str) -> None:
        """Note a wrong password."""
        with self._guard:
            for key in ((address, name), (address, None)):
                recent = [*self._recent(key), time.time()]
                self._failed.pop(key, None)
                self._failed[key] = recent
            while len(self._failed) > _MOST_KEPT:
                self._failed.pop(next(iter(self._failed)))

    def succeeded(self, address: str, name: str) -> None:
        """Forget the wrong passwords for a name from an address, as the right one came."""
        with self._guard:
            self._failed.pop((address, name), None)

    def _recent(self, key: Key) -> list[float]:
        now = time.time()
        return [at for at in self._failed.get(key, []) if now - at < FAILURE_SECONDS]
