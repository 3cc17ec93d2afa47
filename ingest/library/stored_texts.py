"""Cut pieces out of the stored texts of versions."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection

# SQLite's substr walks a text from its beginning for every piece that it cuts out; to fetch the text whole and cut it
# here costs as much as two to four of them.
FEW = 3
# A version, and the offsets of a piece of its text.
Span = tuple[int, int, int]


def texts_at(connection: sqlite3.Connection, spans: Collection[Span]) -> dict[Span, str]:
    """Return span → the text that stands there; spans of versions without a text are left out."""
    wanted = Counter(version for version, _, _ in spans)
    many = json.dumps([version for version, count in wanted.items() if count > FEW])
    few = json.dumps([span for span in spans if wanted[span[0]] <= FEW])
    whole: dict[int, str] = dict(
        connection.execute(
            "SELECT version, text FROM body WHERE version IN (SELECT value FROM json_each(?))", (many,)
        )
    )
    cut = connection.execute(
        "WITH span AS MATERIALIZED (SELECT json_extract(value, '$[0]') AS version, json_extract(value, '$[1]') AS start, "
        "json_extract(value, '$[2]') AS stop FROM json_each(?)) "
        "SELECT s.version, s.start, s.stop, substr(b.text, s.start + 1, s.stop - s.start) "
        "FROM span s JOIN body b ON b.version = s.version",
        (few,),
    )
    return {(version, start, end): text for version, start, end, text in cut} | {
        span: whole[span[0]][span[1] : span[2]] for span in spans if span[0] in whole
    }
