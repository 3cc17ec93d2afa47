"""Damage the files of a closed library in many ways: what is told of it, whether it is mended, what can be read meanwhile."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.torture.shelf import COUNTIES, OLD, copied, looked_at, settled, write, xianwen

QUESTION = "岚岭县第7号工程完成投资多少？"
ANSWER = "7.7亿元"


def _halved(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _deleted(path: Path) -> None:
    path.unlink()


def _overwritten(path: Path) -> None:
    path.write_bytes(b"\x17" * path.stat().st_size)


def _holed(path: Path) -> None:
    data = bytearray(path.read_bytes())
    third = len(data) // 3
    data[third : 2 * third] = bytes(third)
    path.write_bytes(data)


def _flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(0, len(data), 97):
        data[at] ^= 0x5A
    path.write_bytes(data)


HARMS: tuple[Callable[[Path], None], ...] = (_halved, _emptied, _deleted, _overwritten, _holed, _flipped)


@dataclass
class Outcome:
    """What became of damaged libraries.

    Attributes:
        cases: how many there were.
        missed: those that `status` called sound and whose answer was not what it had been.
        unmended: those that were not whole after what was advised had been done.
        tracebacks: those where a command ended with a traceback or a signal.
        to_delete: those where somebody was advised to delete something.
        answered: those that still gave the right answer before they were mended.
    """

    cases: int = 0
    missed: list[str] = field(default_factory=list)
    unmended: list[str] = field(default_factory=list)
    tracebacks: list[str] = field(default_factory=list)
    to_delete: list[str] = field(default_factory=list)
    answered: int = 0


def damaged(scratch: Path) -> Outcome:
    """Return what becomes of a library each of whose files is damaged in each way."""
    outcome, folder, sound = Outcome(), scratch / "reports", scratch / "sound-closed"
    write(folder, OLD)
    xianwen(sound, "ingest", folder)
    settled(sound)
    for path, harm in _cases(sound):
        home = copied(sound, scratch / "damaged")
        name = f"{path.relative_to(sound)} {harm.__name__.strip('_')}"
        harm(home / path.relative_to(sound))
        _judge(outcome, name, home, folder)
        outcome.cases += 1
        print(f"  {outcome.cases} {name}", flush=True)
    return outcome


def _cases(sound: Path) -> Iterator[tuple[Path, Callable[[Path], None]]]:
    for path in sorted(sound.rglob("*")):
        if path.is_file() and path.stat().st_size and not path.name.endswith((".lock", ".copy.sqlite3")):
            yield from ((path, harm) for harm in HARMS)
    for index in sorted(p for p in sound.iterdir() if p.is_dir() and "-" in p.name):
        yield index, _folder_deleted


def _folder_deleted(path: Path) -> None:
    shutil.rmtree(path)


def _judge(outcome: Outcome, name: str, home: Path, folder: Path) -> None:
    status = xianwen(home, "status", "--json")
    answer = xianwen(home, "ask", QUESTION, "--json")
    told = answer.stdout.strip().splitlines()
    right = answer.returncode == 0 and ANSWER in json.loads(told[-1])["answer"] if told else False
    outcome.answered += right
    for done in (status, answer):
        if "Traceback" in done.stderr or done.returncode < 0:
            outcome.tracebacks.append(f"{name}: {done.stderr.strip()[-160:]}")
        if "删除" in done.stderr + done.stdout:
            outcome.to_delete.append(name)
    healthy = status.returncode == 0 and json.loads(status.stdout)["healthy"]
    if healthy and not right:
        outcome.missed.append(name)
    advised = status.stderr + status.stdout
    for remedy in ("restore", "rebuild"):
        if f"xianwen {remedy}" in advised:
            mended = xianwen(home, remedy)
            if mended.returncode:
                outcome.unmended.append(f"{name}: {remedy}: {mended.stderr.strip()[-160:]}")
                return
    done = xianwen(home, "ingest", folder)
    state = looked_at(home)
    whole = state.versions.keys() == {f"{county}.txt" for county in COUNTIES} and not state.faults
    if done.returncode or not whole or any(found != {OLD} for found in state.versions.values()):
        outcome.unmended.append(f"{name}: {done.stderr.strip()[-160:]} {state.error} {state.faults}")
