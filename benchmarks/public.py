"""Gather the documents of a set of questions over public texts, so that anyone can measure on it.

    git clone https://github.com/OWNER/NAME CLONES/OWNER/NAME      for each repository that the set names
    python -m benchmarks.public 11a --clones CLONES --into FOLDER
    xianwen --library LIBRARY ingest FOLDER
    xianwen --library LIBRARY eval benchmarks/public_sets/11a/questions.jsonl

A set is two files in benchmarks/public_sets/NAME: `questions.jsonl`, as docs/questions.md describes it, and `documents.jsonl`, which
says where each document lies: repository, commit, path and, of a file with one document a line, the line (from 0). The texts are
not part of the project. Nothing is fetched here; what lacks is named.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SETS = Path(__file__).parent / "public_sets"


class MissingClone(Exception):
    """A repository is not there, or lacks the commit or the file."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document of a set lies.

    Attributes:
        doc: the name of the file that it becomes.
        repository: "owner/name", on GitHub.
        commit: the commit in which it lies there.
        path: its path in the repository.
        line: the line of the file that is the document, from 0; None for the whole file.
    """

    doc: str
    repository: str
    commit: str
    path: str
    line: int | None = None


def sources_of(name: str) -> list[Source]:
    """Return the sources of a set, in the order of its file.

    Raises:
        MissingClone: there is no such set.
    """
    file = SETS / name / "documents.jsonl"
    if not file.is_file():
        held = ", ".join(sorted(path.name for path in SETS.iterdir() if path.is_dir()))
        raise MissingClone(f"no set {name}; there are {held}")
    return [Source(**json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]


def gather(sources: list[Source], clones: Path, into: Path) -> Iterator[Path]:
    """Write the documents into a folder and yield their paths.

    Args:
        clones: a folder with a clone at OWNER/NAME for each repository.

    Raises:
        MissingClone: see there.
    """
    into.mkdir(parents=True, exist_ok=True)
    for source in sources:
        written = _file(clones / source.repository, source.repository, source.commit, source.path)
        if source.line is not None:
            # Lines end with line feeds alone: other marks that part lines stand inside the texts.
            written = written.split(b"\n")[source.line]
        path = into / source.doc
        path.write_bytes(written)
        yield path


@cache
def _file(clone: Path, repository: str, commit: str, path: str) -> bytes:
    """Return a file of a commit."""
    if not clone.is_dir():
        raise MissingClone(f"clone https://github.com/{repository} into {clone}")
    shown = subprocess.run(
        ["git", "-C", str(clone), "show", f"{commit}:{path}"], capture_output=True, check=False
    )
    if shown.returncode:
        raise MissingClone(f"{clone}: {shown.stderr.decode(errors='replace').strip()}")
    return shown.stdout


def main() -> None:
    """Gather the documents of the set that is named."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name")
    parser.add_argument("--clones", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--into", type=Path, required=True, metavar="FOLDER")
    args = parser.parse_args()
    try:
        found = list(gather(sources_of(args.name), args.clones, args.into))
    except MissingClone as missing:
        sys.exit(f"benchmarks.public: {missing}")
    print(f"{len(found)} documents in {args.into}")


if __name__ == "__main__":
    main()
