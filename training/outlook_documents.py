"""Read labelled documents for training.train_timeframe, and give each further forms.

So that headings and titles do not carry everything, a document is also learned from without them and in short.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ingest.chinese.script import fold
from ingest.split.heading_outlook import title_feature
from ingest.split.headings import outline
from ingest.split.outlook_features import Setting, step
from ingest.split.statements import Statement, statements

LABELS = ("review", "plan", "none")
# Statements from which on a document counts no more the longer it is.
EVEN = 60
# Labelled statements of either outlook from which on a document gets both other forms.
_LONG = 25


@dataclass(frozen=True, slots=True)
class Sequence:
    """The statements of a document, or of one form of it.

    Attributes:
        doc: its name; forms of one document share it.
        source: where it is from; a source is held out as a whole.
        statements: in order.
        labels: index into LABELS for each; -1 where none is known.
        setting: what is known of the document.
        weight: how much the document counts.
        is_read: whether its statements were labelled one by one by reading.
    """

    doc: str
    source: str
    statements: list[Statement]
    labels: list[int]
    setting: Setting
    weight: float
    is_read: bool

    @property
    def share(self) -> float:
        """Return how much each of its statements counts: long documents the same in all."""
        return self.weight * min(1.0, EVEN / max(1, len(self.statements)))


def read_sequences(path: Path) -> Iterator[Sequence]:
    """Yield the documents of a file and their other forms; a document comes before its forms."""
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        folded = fold(document["text"])
        title = fold(document["title"])
        found = statements(folded, outline(document["text"]))
        setting = Setting(
            title,
            title_feature(title, folded),
            document["kind"],
            int(document["date"][:4]) if document["date"] else None,
        )
        labels = _labels(found, document["labels"])
        last = max((at for at, label in enumerate(labels) if label >= 0), default=-1)
        whole = Sequence(
            document["doc"],
            document.get("source", document["doc"]),
            # What follows the last label was not read.
            found[: last + 1],
            labels[: last + 1],
            setting,
            document["weight"],
            bool(document.get("read")),
        )
        yield whole
        yield from () if whole.is_read else other_forms(whole)


def _labels(found: list[Statement], labels: list[list[Any]]) -> list[int]:
    """Return the label that covers the middle of each statement."""
    result = []
    for statement in found:
        middle = (statement.start + statement.end) // 2
        covering = next((label for start, end, label in labels if start <= middle < end), None)
        result.append(LABELS.index(covering) if covering else -1)
    return result


def other_forms(whole: Sequence) -> Iterator[Sequence]:
    """Yield a document in short without headings and title; a long one also as one whose title names review and plan."""
    if whole.setting.title_mark == "=title:rules":
        return
    part = _without_headings(_abridged(whole, 3))
    yield _titled(part, "=title:none")
    counts = Counter(whole.labels)
    if min(counts[0], counts[1]) > _LONG:
        yield _titled(part, "=title:both")


def _titled(sequence: Sequence, mark: str) -> Sequence:
    """Return a form with another title, of which nothing but its mark is known."""
    return replace(sequence, setting=replace(sequence.setting, title="", title_mark=mark))


def _kept(sequence: Sequence, pairs: list[tuple[Statement, int]]) -> Sequence:
    return replace(
        sequence, statements=[statement for statement, _ in pairs], labels=[label for _, label in pairs]
    )


def _without_headings(sequence: Sequence) -> Sequence:
    return _kept(
        sequence,
        [
            (replace(statement, headings=()), label)
            for statement, label in zip(sequence.statements, sequence.labels, strict=True)
            if not statement.is_heading
        ],
    )


def _abridged(sequence: Sequence, paragraphs: int) -> Sequence:
    """Return a form with one of so many paragraphs, those that open with another time, and the outermost headings."""
    number = -1
    kept = []
    for statement, label in zip(sequence.statements, sequence.labels, strict=True):
        number += statement.boundary == "line"
        outermost = statement.is_heading and len(statement.headings) == 1
        turns = step(statement).startswith("opens")
        if outermost or turns or (not statement.is_heading and number % paragraphs == 0):
            kept.append((statement, label))
    return _kept(sequence, kept)
