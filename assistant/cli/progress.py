"""Progress bars on stderr, shown only when there is something to wait for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from tqdm import tqdm

if TYPE_CHECKING:
    from ingest.sync.model import Progress

T = TypeVar("T")
_PATIENCE = 0.5  # seconds


class IngestBar:
    """The bar of an ingest or a refresh, whose number of files becomes known only while it runs."""

    def __init__(self, what: str = "入库") -> None:
        self._what = what
        self._bar: Any = None

    def __enter__(self) -> IngestBar:
        return self

    def show(self, progress: Progress) -> None:
        """Show how far a sync has come."""
        if self._bar is None:
            self._bar = _bar(None, total=progress.total, unit="份", desc=self._what)
        self._bar.total = progress.total
        self._bar.set_postfix_str(progress.doc[-30:], refresh=False)
        self._bar.update(progress.done - self._bar.n)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()


def with_progress(items: Sequence[T], what: str, unit: str) -> Iterable[T]:
    """Return `items`, iterated with a progress bar."""
    with_progress: Iterable[T] = _bar(items, total=len(items), unit=unit, desc=what)
    return with_progress


def _bar(items: Sequence[T] | None, *, total: int, unit: str, desc: str) -> Any:
    return tqdm(items, total=total, unit=unit, desc=desc, file=sys.stderr, leave=False, delay=_PATIENCE)
