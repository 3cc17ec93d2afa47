"""Offsets into a text as a browser counts them."""

from __future__ import annotations

import re
from bisect import bisect_left

# Characters that are two code units in UTF-16.
_WIDE = re.compile("[\U00010000-\U0010ffff]")


class BrowserOffsets:
    """Turns offsets into a text, in characters, into those of a browser, in UTF-16 code units."""

    def __init__(self, text: str) -> None:
        self._wide = [m.start() for m in _WIDE.finditer(text)]

    def of(self, offset: int) -> int:
        """Return an offset in UTF-16 code units."""
        return offset + bisect_left(self._wide, offset)
