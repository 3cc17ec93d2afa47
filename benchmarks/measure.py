"""Measurement shared by both sides of the benchmark."""

from __future__ import annotations

import json
import resource
import socket
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SAMPLE_QUESTIONS = ROOT / "tests" / "data" / "sample_questions.jsonl"


@dataclass(frozen=True, slots=True)
class RecipeFigures:
    """One recipe's figures.

    Attributes:
        passages: passages indexed.
        ingest_seconds: from files to searchable, including imports and model loading.
        query_ms: milliseconds for each query, sorted.
        resident_mb: largest resident set of the process, MB.
    """

    recipe: str
    passages: int
    ingest_seconds: float
    query_ms: list[float]
    resident_mb: float


def documents() -> Path:
    """Return the folder measured on: the shared reports if present, else the project's samples."""
    shared = SHARED / "reports"
    return shared if shared.is_dir() else ROOT / "reports"


def questions_file() -> Path:
    """Return the file of questions about `documents()`."""
    shared = SHARED / "eval" / "questions.jsonl"
    return shared if shared.is_file() else SAMPLE_QUESTIONS


def questions(path: Path | None = None) -> list[str]:
    """Return the questions in `path`, by default `questions_file()`; of a dialogue its first turn."""
    lines = (path or questions_file()).read_text(encoding="utf-8").splitlines()
    items = [json.loads(line) for line in lines if line.strip()]
    return [item.get("question") or item["turns"][0] for item in items]


def quantile(values: Sequence[float], share: float) -> float:
    """Return the least of the sorted `values` that a share `share` of them does not exceed."""
    return values[min(len(values) - 1, int(len(values) * share))]


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def report(
    recipe: str, passages: int, ingest_seconds: float, ask: Callable[[str], object], asked: Sequence[str]
) -> None:
    """Time `ask` over `asked` after one warm-up question and print the figures as JSON."""
    ask(asked[0])
    took = []
    for question in asked:
        began = time.perf_counter()
        ask(question)
        took.append((time.perf_counter() - began) * 1000)
    # ru_maxrss counts kilobytes on Linux and bytes on macOS.
    unit = 1024 if sys.platform == "linux" else 1024 * 1024
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(json.dumps(asdict(RecipeFigures(recipe, passages, ingest_seconds, sorted(took), resident))))
