"""The caption of a table as the heading of its rows, in a document that is nothing but tables: without it a row far below
tells a figure of nothing."""

from __future__ import annotations

import re
from bisect import bisect_right

from ingest.schema import CleanText

_LONGEST = 60
_MOSTLY = 0.8
# Lines above a table that are no name of it: what it counts in, who made it, of which time it is.
_BESIDE = re.compile(r"\s*[（(]?(?:计量)?(?:单位|时间|日期|填报|制表|编制|数据来源|资料来源)[^：:]{0,6}[：:]")


class TableCaptions:
    """The captions of the tables of a document."""

    def __init__(self, clean: CleanText) -> None:
        """Begin with the tables of `clean`; none where they are not most of its text."""
        size = sum(table.end - table.start for table in clean.tables)
        self._tables = clean.tables if size >= _MOSTLY * len(clean.text) else ()
        self._starts = [table.start for table in self._tables]

    def above(self, start: int) -> str | None:
        """Return the caption of the table in which the offset `start` lies, behind its first line; None where there is none."""
        at = bisect_right(self._starts, start) - 1
        if at < 0 or not self._tables[at].start < start < self._tables[at].end:
            return None
        lines = [line for line in self._tables[at].caption.split("\n") if line and not _BESIDE.match(line)]
        caption = " ".join(line for line in lines if " | " not in line)[:_LONGEST].strip()
        return caption or None
