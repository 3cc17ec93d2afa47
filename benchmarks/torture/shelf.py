"""The documents that are put in while the program is killed: every paragraph of a version says which one it is of."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import ROOT

COUNTIES = ("岚岭县", "泊舟县", "霜原县", "澄溪县", "砚溪县", "枫桥县", "石泉县", "云泊县")
PARAGRAPHS = 60
OLD, NEW = "旧版", "新版"


def write(folder: Path, version: str) -> None:
    """Write the documents in one version, `OLD` or `NEW`."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, county in enumerate(COUNTIES):
        paragraphs = [
            f"{version}第{n}项：{county}第{n}号工程完成投资{n + number}.{n % 10}亿元，新建厂房{n}万平方米，"
            f"带动就业{n * 7}人，道路、供水和供电按计划推进，明年继续加大力度，确保早日投入使用。"
            for n in range(1, PARAGRAPHS + 1)
        ]
        text = "\n".join([f"{county}2022年政府工作报告（{version}）", *paragraphs])
        (folder / f"{county}.txt").write_text(text, encoding="utf-8")


@dataclass(frozen=True, slots=True)
class State:
    """What a library holds, looked at from outside the process that wrote it.

    Attributes:
        versions: document → the versions that its passages are of; one each where nothing is half in.
        error: why it cannot be read, None where it can.
        faults: the parts that are damaged.
        answered: whether a search by words found something.
    """

    versions: dict[str, set[str]]
    error: str | None
    faults: tuple[str, ...]
    answered: bool


_LOOK = """
import json, sys
from pathlib import Path
from ingest.errors import XianwenError
from ingest.library.health import examined
from ingest.library.library import Library
from ingest.settings import Settings

told = {"versions": {}, "faults": [], "answered": False, "error": None}
try:
    library = Library.open(Settings(library=Path(sys.argv[1])))
    ready = [document.doc for document in library.documents() if document.state == "ready"]
    for doc in ready:
        texts = [passage.text for passage in library.passages_of(doc)]
        told["versions"][doc] = sorted({v for v in sys.argv[2:] for text in texts if v in text})
    if ready:
        hits = library.search_words({"工程": 1.0, "投资": 1.0}, 5)
        library.search_vectors(library.embedder.encode_query("工程投资"), 5)
        told["answered"] = bool(hits and library.passages([id_ for id_, _ in hits]))
    told["faults"] = [fault.part for fault in examined(library, thoroughly=True)]
    library.close()
except XianwenError as error:
    told["error"] = str(error)
print(json.dumps(told))
"""


def looked_at(library: Path) -> State:
    """Return what a fresh process finds in a library; one that dies of it says so as the error."""
    done = run("-c", _LOOK, str(library), OLD, NEW)
    if done.returncode:
        return State({}, (done.stderr or f"signal {-done.returncode}").strip()[-300:], (), False)
    told = json.loads(done.stdout.splitlines()[-1])
    versions = {doc: set(found) for doc, found in told["versions"].items()}
    return State(versions, told["error"], tuple(told["faults"]), told["answered"])


def xianwen(library: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command of the program and return how it ended."""
    return run("-m", "assistant", "--library", str(library), *map(str, arguments))


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python and return how it ended."""
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def copied(source: Path, target: Path) -> Path:
    """Return a fresh copy of a closed library."""
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(source, target)
    return target


def settled(library: Path) -> None:
    """Write what SQLite keeps beside a closed library's catalogue into it, so that damage hits what is read."""
    with sqlite3.connect(library / "catalog.sqlite3") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
