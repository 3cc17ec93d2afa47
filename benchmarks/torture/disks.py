"""Libraries on disks that fill up, and on such as cannot be written (Linux, as root or in a namespace of one's own)."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.torture.damage import ANSWER, QUESTION
from benchmarks.torture.shelf import COUNTIES, NEW, OLD, copied, looked_at, settled, write, xianwen

# Megabytes that are free while the documents are put in anew; they need some three.
FREE = (0.02, 0.1, 0.2, 0.4, 0.8, 1.2, 1.6, 2.0)


@dataclass
class Outcome:
    """What went wrong, one line each.

    Attributes:
        cases: how many disks there were.
        wrong: what was lost, half in or could not be read.
    """

    cases: int = 0
    wrong: list[str] = field(default_factory=list)


def may_mount() -> bool:
    """Return whether disks can be made here."""
    return os.name == "posix" and os.getuid() == 0 and shutil.which("mount") is not None


def filled_up(scratch: Path) -> Outcome:
    """Return what becomes of a library whose disk fills up at various moments of a re-ingest."""
    outcome, folder, sound = Outcome(), scratch / "reports", scratch / "sound-disk"
    write(folder, OLD)
    xianwen(sound, "ingest", folder)
    settled(sound)
    size = sum(path.stat().st_size for path in sound.rglob("*"))
    for free in FREE:
        write(folder, NEW)
        with _disk(scratch / "disk", int(size + 4096 * 64 + free * 1e6)) as disk:
            home = copied(sound, disk / "library")
            (disk / "ballast").write_bytes(b"\0" * max(0, shutil.disk_usage(disk).free - int(free * 1e6)))
            done = xianwen(home, "ingest", folder)
            _judge(outcome, f"{free} MB free", done, home)
            (disk / "ballast").unlink()
            outcome.cases += 1
            print(f"  {outcome.cases}/{len(FREE)} {free} MB free, exit {done.returncode}", flush=True)
        with _disk(scratch / "disk", size * 6 + 20_000_000) as disk:
            home = copied(sound, disk / "library")
            if xianwen(home, "ingest", folder).returncode or looked_at(home).faults:
                outcome.wrong.append("not in on a disk with room")
    return outcome


def _judge(outcome: Outcome, name: str, done: subprocess.CompletedProcess[str], home: Path) -> None:
    if "Traceback" in done.stderr:
        outcome.wrong.append(f"{name}: {done.stderr.strip()[-200:]}")
    state = looked_at(home)
    if state.error or not state.answered:
        outcome.wrong.append(f"{name}: cannot be read: {state}")
    if len(state.versions) != len(COUNTIES) or any(len(found) != 1 for found in state.versions.values()):
        outcome.wrong.append(f"{name}: {state.versions}")


def not_to_be_written(scratch: Path) -> Outcome:
    """Return what becomes of a library on a disk that is mounted read-only."""
    outcome, sound = Outcome(), scratch / "sound-read-only"
    write(scratch / "reports", OLD)
    xianwen(sound, "ingest", scratch / "reports")
    settled(sound)
    with _disk(scratch / "disk", 60_000_000) as disk:
        home = copied(sound, disk / "library")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        for arguments in (("ask", QUESTION), ("search", QUESTION), ("list",), ("status",), ("facts",)):
            outcome.cases += 1
            done = xianwen(home, *arguments)
            wanted = ANSWER if arguments[0] == "ask" else ""
            if done.returncode or wanted not in done.stdout:
                outcome.wrong.append(f"{arguments[0]}: exit {done.returncode} {done.stderr.strip()[-200:]}")
        done = xianwen(home, "ingest", scratch / "reports")
        outcome.cases += 1
        if done.returncode != 2 or "Traceback" in done.stderr:
            outcome.wrong.append(f"ingest: exit {done.returncode} {done.stderr.strip()[-200:]}")
    return outcome


@contextmanager
def _disk(folder: Path, size: int) -> Iterator[Path]:
    """Provide an empty disk of so many bytes, mounted at `folder`."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
