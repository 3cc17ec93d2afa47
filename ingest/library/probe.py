"""Try a vector index in a process of its own: what a crash left of its files may end the process that opens them.

    python -m ingest.library.probe FOLDER

reads [ids, least] as JSON from standard input: passages that the index must hold, and how many it must hold in all. It
prints what is wrong; nothing where the index is whole.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ingest.child_process import environment
from ingest.errors import LibraryError

# Importing chromadb takes a second; a million passages are read in a minute.
SECONDS = 60.0
SECONDS_A_PASSAGE = 0.001
# Vectors that are searched with, from beginning to end of the ids.
_TRIED = 50
_BATCH = 5_000


def fault_of(folder: Path, ids: Sequence[int], least: int) -> str | None:
    """Return what is wrong with the vector index in `folder`, or None where it holds `ids` and finds them.

    Args:
        folder: the index's folder.
        ids: passages that it must hold.
        least: how many it must hold in all.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "ingest.library.probe", str(folder)],
            input=json.dumps([list(ids), least]).encode(),
            capture_output=True,
            env=environment(),
            timeout=SECONDS + SECONDS_A_PASSAGE * len(ids),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        return f"试读超过 {error.timeout:.0f} 秒"
    if done.returncode < 0:
        return f"试读的进程被信号 {-done.returncode} 中止"
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        return "".join(last) or f"试读的进程以 {done.returncode} 结束"
    return done.stdout.decode().strip() or None


def found_wrong(folder: Path, ids: Sequence[int], least: int) -> str | None:
    """Return what `fault_of` does, in this very process."""
    from ingest.library.vector_index import VectorIndex

    try:
        index = VectorIndex(folder)
    except LibraryError as error:
        return str(error)
    try:
        if len(index) < least:
            return f"只有 {len(index)} 段，目录中有 {least} 段"
        held = 0
        for first in range(0, len(ids), _BATCH):
            batch = ids[first : first + _BATCH]
            vectors = index.get(batch)
            held += len(vectors)
            tried = [id_ for id_ in batch[:: max(1, len(ids) // _TRIED)] if id_ in vectors]
            if any(not index.search(vectors[id_], 1) for id_ in tried):
                return "查不到收着的段落"
        if held < len(ids):
            return f"少了 {len(ids) - held} 段"
    except LibraryError as error:
        return str(error)
    finally:
        index.close()
    return None


if __name__ == "__main__":
    sys.stdout.write(found_wrong(Path(sys.argv[1]), *json.load(sys.stdin)) or "")
