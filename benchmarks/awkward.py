"""What becomes of several hundred awkward files (tests/awkward): damaged, misnamed, locked, huge, malicious.

    python -m benchmarks.awkward [WORD]

reads those in whose names WORD is, and prints for each suffix how many there are, how many went in, failed with a reason of
their own, crashed a reader or went wrong otherwise, and the slowest and largest (the heavy ones apart, whatever their suffix); then every file that went wrong. Its exit
code is 1 where one did.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.settings import Settings
from ingest.sync.limits import limits_of
from ingest.sync.workers import workers
from tests.awkward.case import Case
from tests.awkward.good import GOOD
from tests.awkward.outcome import Outcome, outcome_of
from tests.awkward.outcome import corpus as all_cases

_ROW = "{:<12} {:>6} {:>6} {:>6} {:>7} {:>6} {:>9} {:>9}  {}"


def main() -> int:
    """Read them all and print the table."""
    word = "".join(sys.argv[1:])
    results: dict[str, list[tuple[Case, Outcome]]] = {}
    with TemporaryDirectory() as folder, workers(1, 1, limits_of(Settings())) as reading:
        for case in all_cases():
            if word in case.name:
                found = outcome_of(case, Path(folder), reading)
                suffix = case.name.rpartition(".")[2]
                kind = "heavy" if case.heavy else suffix if suffix in GOOD else "other"
                results.setdefault(kind, []).append((case, found))
    print(_ROW.format("kind", "files", "in", "failed", "crashed", "wrong", "slowest/s", "most/MB", ""))
    for kind, rows in sorted(results.items()):
        _print_row(kind, rows)
    everything = [row for rows in results.values() for row in rows]
    _print_row("all", everything)
    wrong = [(case, found) for case, found in everything if found.wrong(case)]
    for case, found in wrong:
        print(f"wrong: {case.name}: {found.wrong(case)[:300]}")
    return 1 if wrong else 0


def _print_row(kind: str, rows: Sequence[tuple[Case, Outcome]]) -> None:
    slowest = max(rows, key=lambda row: row[1].slowest)
    largest = max(rows, key=lambda row: row[1].peak)
    print(
        _ROW.format(
            kind,
            len(rows),
            sum(bool(found.texts) for _, found in rows),
            sum(not found.texts for _, found in rows),
            sum(found.crashed for _, found in rows),
            sum(bool(found.wrong(case)) for case, found in rows),
            f"{slowest[1].slowest:.1f}",
            f"{largest[1].peak / 1e6:.0f}",
            f"{slowest[0].name}, {largest[0].name}",
        )
    )


if __name__ == "__main__":
    sys.exit(main())
