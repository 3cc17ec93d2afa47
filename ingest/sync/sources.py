"""Where documents come from: the folders that a library knows, and what a path means among them.

A document is its canonical path relative to the folder it was ingested from, its root. Roots never lie inside
one another: a folder inside a root is a part of it, and a folder around a root takes its documents over.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import LibraryError
from ingest.library import catalog_writer
from ingest.library.model import Entry
from ingest.read import printable


@dataclass(frozen=True, slots=True)
class Place:
    """What a path asks for.

    Attributes:
        target: the canonical path, a folder or a file.
        root: number of its root.
        folder: canonical path of the root.
    """

    target: Path
    root: int
    folder: Path

    def is_inside(self, folder: Path) -> bool:
        return self.target.is_relative_to(folder)

    def covers(self, path: Path) -> bool:
        """Return whether `path`, relative to the root, is asked for."""
        return (self.folder / path).is_relative_to(self.target)


def canonical(paths: Iterable[Path]) -> list[Path]:
    """Return `paths` without links and "..", outer folders first, what lies inside another left out.

    Raises:
        LibraryError: one of them does not exist; nothing has been removed.
    """
    found: set[Path] = set()
    for path in paths:
        try:
            found.add(path.resolve(strict=True))
        except (OSError, RuntimeError) as error:
            raise LibraryError(
                f"找不到 {printable(path)}，请检查路径；资料库没有改动。"
                "(No such file or folder: check the path. The library is unchanged.)"
            ) from error
    kept: list[Path] = []
    for path in sorted(found, key=lambda p: (len(p.parts), p)):
        if not any(path.is_relative_to(outer) for outer in kept):
            kept.append(path)
    return kept


def place(tx: sqlite3.Connection, target: Path, *, library: Path) -> Place:
    """Return the place of the canonical path `target`; its root is entered if it is new, and takes over the documents
    of the roots inside it.

    Args:
        library: the library's own canonical folder. What lies in it (uploads) and what lies outside have roots
            apart: a folder around the library does not take the uploads over.

    Raises:
        LibraryError: `target` is that folder.
    """
    if target == library:
        raise LibraryError(
            f"{printable(target)} 是资料库自己的文件夹，不能作为文档来源；请选择存放文档的文件夹。"
            "(This is the library's own folder: choose the folder that holds the documents.)"
        )
    inside = target.is_relative_to(library)
    known = {p: r for p, r in catalog_writer.roots(tx).items() if p.is_relative_to(library) == inside}
    for folder, (root, whole) in known.items():
        if whole and target.is_relative_to(folder):
            return Place(target, root, folder)
    if not target.is_dir():
        return Place(target, catalog_writer.add_root(tx, target.parent, whole=False), target.parent)
    root = catalog_writer.add_root(tx, target, whole=True)
    for folder, (inner, _) in known.items():
        if folder != target and folder.is_relative_to(target):
            _take_over(tx, catalog_writer.entries(tx, inner), root, folder.relative_to(target))
            catalog_writer.drop_root(tx, inner)
    return Place(target, root, target)


def _take_over(tx: sqlite3.Connection, moved: Sequence[Entry], root: int, prefix: Path) -> None:
    """Move documents to another root, below `prefix`; nothing is read or embedded for that."""
    for entry in moved:  # names are unique at every moment: give up all the old ones first
        catalog_writer.move_document(tx, entry.id, root, prefix / entry.path, f"\0{entry.id}")
    names = Names(catalog_writer.docs(tx))
    for entry in moved:
        path = prefix / entry.path
        catalog_writer.move_document(tx, entry.id, root, path, names.take(path, prefix))
    if moved:
        catalog_writer.bump_generation(tx)


class Names:
    """Gives each document a name that no other has."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)

    def take(self, path: Path, folder: Path) -> str:
        """Return a free name for the document at `path`, relative to its root `folder`: its path; with the root's
        name before it where another root holds the same path; numbered where that is taken as well."""
        name = printable(path)
        if name in self._taken:
            base = f"{printable(Path(folder.name))}/{name}"
            name, n = base, 2
            while name in self._taken:
                name, n = f"{base}~{n}", n + 1
        self._taken.add(name)
        return name

    def give_back(self, name: str) -> None:
        self._taken.discard(name)


def refuse_unmounted(place: Place, missing: Sequence[Entry]) -> None:
    """Keep a disk that is not mounted from emptying the library.

    A mount point without its disk is an empty folder on another device than the files were on. A folder that was
    emptied by its owner is on the same device, or still holds something.

    Raises:
        LibraryError: documents would be removed because of such a folder.
    """
    checked: dict[Path, str | None] = {}
    for entry in missing:
        above = (place.folder / entry.path).parent
        while not above.is_dir():
            above = above.parent
        if above not in checked:
            with os.scandir(above) as listing:
                checked[above] = str(above.stat().st_dev) if next(listing, None) is None else None
        device = checked[above]
        if device is not None and entry.stamp is not None and entry.stamp.device != device:
            raise LibraryError(
                f"文件夹 {printable(above)} 是空的，而资料库里有它的 {len(missing)} 份文档：它所在的磁盘可能没有挂载。资料库没有"
                "改动。请先挂载；若文档确实已全部删除，请在其中放入任意一个文件后再运行。"
                f"(The folder is empty but the library holds {len(missing)} documents of it: is its disk mounted? "
                "Nothing was removed. If they are really gone, put any file into it and run again.)"
            )


def hash_of(data: bytes) -> bytes:
    """Return the hash by which a file's content is known again."""
    return hashlib.blake2b(data, digest_size=16).digest()
