"""Xianwen's side of the benchmark: ingest into a fresh library, then search."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import documents, questions, report


def main() -> None:
    """Measure in a temporary library, or in the one named on the command line."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(scratch) / "library"
        began = time.perf_counter()
        from assistant.pipeline import Assistant
        from ingest.library.library import Library
        from ingest.settings import Settings
        from ingest.sync.run import sync

        library = Library.open(Settings(library=folder), create=True)
        sync(library, [documents()])
        seconds = time.perf_counter() - began
        assistant = Assistant(library)
        report("xianwen", library.passage_count(), seconds, lambda q: assistant.search(q, k=10), questions())
        library.close()


if __name__ == "__main__":
    main()
