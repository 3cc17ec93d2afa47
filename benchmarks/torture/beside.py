"""Readers beside a writer: nothing fails, nothing is stale or half in."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measure import ROOT
from benchmarks.torture.damage import ANSWER, QUESTION
from benchmarks.torture.shelf import NEW, OLD, copied, looked_at, write, xianwen

READERS = (
    ("ask", QUESTION, "--json"),
    ("search", QUESTION, "--json"),
    ("list", "--json"),
    ("status", "--json"),
)
ROUNDS = 6


@dataclass
class Outcome:
    """What readers and writers met.

    Attributes:
        reads: how many commands read.
        wrong: what went wrong, one line each.
    """

    reads: int = 0
    wrong: list[str] = field(default_factory=list)


def beside_each_other(scratch: Path) -> Outcome:
    """Return what becomes of five readers while one process puts documents in anew and a second one tries to."""
    outcome, folder, home = Outcome(), scratch / "reports", scratch / "beside"
    write(folder, OLD)
    xianwen(home, "ingest", folder)
    for number in range(ROUNDS):
        write(folder, NEW if number % 2 == 0 else OLD)
        writers = [_started(home, "ingest", str(folder)) for _ in range(2)]
        while any(writer.poll() is None for writer in writers):
            readers = [(arguments, _started(home, *arguments)) for arguments in READERS]
            for arguments, reader in readers:
                out, err = reader.communicate()
                outcome.reads += 1
                if reader.returncode or "Traceback" in err:
                    outcome.wrong.append(f"{arguments[0]}: exit {reader.returncode} {err.strip()[-200:]}")
                elif arguments[0] == "ask" and ANSWER not in json.loads(out)["answer"]:
                    outcome.wrong.append(f"ask: {out[:200]}")
        codes = sorted(writer.wait() for writer in writers)
        if codes not in ([0, 0], [0, 2]):
            outcome.wrong.append(f"writers: {codes}")
        state, wanted = looked_at(home), {NEW if number % 2 == 0 else OLD}
        if state.faults or any(found != wanted for found in state.versions.values()):
            outcome.wrong.append(f"round {number}: {state}")
        print(f"  {number + 1}/{ROUNDS} {outcome.reads} reads", flush=True)
    return outcome


def growth(scratch: Path, edits: int = 40) -> tuple[int, int]:
    """Return how many bytes a library takes before and after so many edits of one of its documents."""
    folder, home = scratch / "edited", scratch / "grown"
    write(folder, OLD)
    xianwen(home, "ingest", folder)
    before = _bytes(copied(home, scratch / "measured"))
    file = sorted(folder.iterdir())[0]
    text = file.read_text(encoding="utf-8")
    for number in range(edits):
        file.write_text(text.replace("计划推进", f"计划推进{number}"), encoding="utf-8")
        xianwen(home, "ingest", folder)
    return before, _bytes(home)


def _bytes(home: Path) -> int:
    return sum(path.stat().st_size for path in home.rglob("*") if path.is_file())


def _started(home: Path, *arguments: str) -> subprocess.Popen[str]:
    time.sleep(0.05)
    return subprocess.Popen(
        [sys.executable, "-m", "assistant", "--library", str(home), *arguments],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
