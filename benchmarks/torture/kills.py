"""Kill a writer (SIGKILL) at a random moment of its work, and look at what is left."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measure import ROOT
from benchmarks.torture.shelf import COUNTIES, NEW, OLD, copied, looked_at, write, xianwen

_WRITER = """
import sys
from pathlib import Path
from ingest.library.library import Library
from ingest.library.upkeep import rebuild, remove
from ingest.settings import Settings
from ingest.sync.run import sync
import chromadb

operation, home, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
library = Library.open(Settings(library=home, workers=1), create=True)
library.embedder.encode(["起步"])
print("begun", flush=True)
if operation == "remove":
    remove(library, [document.doc for document in library.documents()][:4])
elif operation == "rebuild":
    rebuild(library)
else:
    sync(library, [folder])
library.close()
print("done", flush=True)
"""
OPERATIONS = ("first ingest", "re-ingest", "remove", "rebuild", "sweep and re-ingest")


@dataclass
class Outcome:
    """What became of the killed writers.

    Attributes:
        points: how many were killed before they were done, by operation.
        lost, half, unread, unmended: how often a document was lost or half in; a reader failed; the next writer did not
            mend it.
        examples: what went wrong, one line each.
    """

    points: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    half: int = 0
    unread: int = 0
    unmended: int = 0
    examples: list[str] = field(default_factory=list)


def killed(points: int, scratch: Path, seed: int) -> Outcome:
    """Return what becomes of a library whose writers are killed at `points` random moments."""
    chance, outcome = random.Random(seed), Outcome()
    folder, sound = scratch / "reports", scratch / "sound"
    write(folder, OLD)
    xianwen(sound, "ingest", folder)
    write(scratch / "changed", NEW)
    lasts = {operation: _lasts(operation, sound, scratch) for operation in OPERATIONS}
    while outcome.points.total() < points:
        operation = OPERATIONS[outcome.points.total() % len(OPERATIONS)]
        home = _prepared(operation, sound, scratch)
        if _killed_after(chance.uniform(0, lasts[operation]), operation, home, folder):
            outcome.points[operation] += 1
            _judge(outcome, operation, home, folder)
            print(f"  {outcome.points.total()}/{points} {operation}", flush=True)
    return outcome


def _prepared(operation: str, sound: Path, scratch: Path) -> Path:
    """Return a library and the folder as they are before an operation."""
    home, folder = scratch / "library", scratch / "reports"
    write(folder, NEW if "re-ingest" in operation else OLD)
    copied(sound, home)
    if operation == "first ingest":
        shutil.rmtree(home)
    return home


def _killed_after(seconds: float, operation: str, home: Path, folder: Path) -> bool:
    """Start an operation, kill it so many seconds after it began to work, and return whether it was not done by then."""
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, operation, str(home), str(folder)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as writer:  # fmt: skip
        assert writer.stdout
        if writer.stdout.readline() != "begun\n":
            raise RuntimeError(f"{operation}: the writer did not begin")
        time.sleep(seconds)
        writer.kill()
        return "done" not in writer.stdout.read()


def _lasts(operation: str, sound: Path, scratch: Path) -> float:
    """Return how many seconds an operation works when it is left alone."""
    home = _prepared(operation, sound, scratch)
    began = time.perf_counter()
    if _killed_after(0.0, operation, home, scratch / "reports"):
        began_working = time.perf_counter() - began
        home = _prepared(operation, sound, scratch)
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", _WRITER, operation, str(home), str(scratch / "reports")],
            cwd=ROOT, capture_output=True, check=True,
        )  # fmt: skip
        return max(0.05, time.perf_counter() - began - began_working)
    return 0.05


def _judge(outcome: Outcome, operation: str, home: Path, folder: Path) -> None:
    """Count what is wrong with a library after its writer was killed, and after the next writer."""
    for fault in _after_kill(operation, home):
        setattr(outcome, fault[0], getattr(outcome, fault[0]) + 1)
        outcome.examples.append(f"{operation}: {fault[0]}: {fault[1]}")
    done = xianwen(home, "ingest", folder)
    after = looked_at(home)
    wanted = {NEW if "re-ingest" in operation else OLD}
    names = {Path(doc).stem for doc in after.versions}
    if done.returncode or after.error or after.faults or names != set(COUNTIES):
        outcome.unmended += 1
        outcome.examples.append(f"{operation}: unmended: {done.stderr[-200:]} {after}")
    elif any(found != wanted for found in after.versions.values()):
        outcome.lost += 1
        outcome.examples.append(f"{operation}: not of the new version: {after.versions}")


def _after_kill(operation: str, home: Path) -> Iterator[tuple[str, str]]:
    if not (home / "catalog.sqlite3").exists():
        return  # it had not begun
    state = looked_at(home)
    if state.error:
        yield "unread", state.error
        return
    if any(len(found) != 1 for found in state.versions.values()):
        yield "half", str(state.versions)
    least = {"first ingest": 0, "remove": len(COUNTIES) - 4}.get(operation, len(COUNTIES))
    if len(state.versions) < least:
        yield "lost", str(sorted(state.versions))
    if state.versions and not state.answered:
        yield "unread", f"found nothing; faults {state.faults}"
