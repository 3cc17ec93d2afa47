"""`make bench`: Xianwen against the stock LangChain recipe, and the waiting times of a user.

Each recipe runs in a process of its own, so that neither pays for the other's imports or memory.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from benchmarks.measure import ROOT, RecipeFigures, documents, free_port, quantile, questions

COLD_RUNS = 5
PAGE_RUNS = 3
PAGE_TIMEOUT_S = 60


def main() -> None:
    """Run everything and print one table."""
    with tempfile.TemporaryDirectory() as scratch:
        library = Path(scratch) / "library"
        ours = _figures("benchmarks.ours", str(library))
        stock = _figures("benchmarks.stock")
        print(f"documents: {documents().name}, {len(questions())} questions\n")
        print(f"{'':26}{'xianwen':>12}{'langchain':>12}")
        _row("passages", ours.passages, stock.passages)
        _row("ingest passages/s", ours.passages / ours.ingest_seconds, stock.passages / stock.ingest_seconds)
        _row("ingest seconds", ours.ingest_seconds, stock.ingest_seconds)
        _row("query p50 ms", quantile(ours.query_ms, 0.5), quantile(stock.query_ms, 0.5))
        _row("query p95 ms", quantile(ours.query_ms, 0.95), quantile(stock.query_ms, 0.95))
        _row("resident MB", ours.resident_mb, stock.resident_mb)
        print()
        cold = [_cold_ask(library) for _ in range(COLD_RUNS)]
        print(
            f"xianwen ask, cold process    median {statistics.median(cold):.2f} s, worst {max(cold):.2f} s (at most 2.5)"
        )
        page = [_first_page(library) for _ in range(PAGE_RUNS)]
        print(
            f"python app.py to first page  median {statistics.median(page):.2f} s, worst {max(page):.2f} s (at most 6)"
        )


def _figures(module: str, *arguments: str) -> RecipeFigures:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return RecipeFigures(**json.loads(done.stdout.splitlines()[-1]))


def _row(name: str, ours: float, stock: float) -> None:
    print(f"{name:26}{ours:12,.1f}{stock:12,.1f}")


def _cold_ask(library: Path) -> float:
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "assistant", "--library", str(library), "ask", questions()[0]],
        cwd=ROOT, stdout=subprocess.DEVNULL, check=True,
    )  # fmt: skip
    return time.perf_counter() - began


def _first_page(library: Path) -> float:
    port = free_port()
    environment = os.environ | {"XIANWEN_LIBRARY": str(library), "XIANWEN_PORT": str(port)}
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    ) as app:
        try:
            while time.perf_counter() - began < PAGE_TIMEOUT_S:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PAGE_TIMEOUT_S) as page:
                        page.read()
                        return time.perf_counter() - began
                except (urllib.error.URLError, ConnectionError):
                    time.sleep(0.02)
            raise TimeoutError(f"the page was not served within {PAGE_TIMEOUT_S} s")
        finally:
            app.terminate()


if __name__ == "__main__":
    main()
