"""The two indexes derived from the catalogue: which folders hold them, and noticing what other processes publish.

Their folders are numbered (`words-1`, `vectors-1`) and the catalogue names the current ones, so that a rebuilt
index takes over in one transaction and the old one frees its disk space.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TypeVar

from ingest.errors import LibraryError
from ingest.library.catalog import Catalog
from ingest.library.lexical_index import LexicalIndex
from ingest.library.lock import is_being_written
from ingest.library.probe import fault_of
from ingest.library.sqlite import fault_of_database
from ingest.library.vector_index import VectorIndex

log = logging.getLogger(__name__)

Which = Literal["words", "vectors"]
BOTH: tuple[Which, ...] = ("words", "vectors")
Index = TypeVar("Index", bound=LexicalIndex | VectorIndex)
_KINDS: dict[Which, type[LexicalIndex] | type[VectorIndex]] = {"words": LexicalIndex, "vectors": VectorIndex}


class Indexes:
    """The current indexes of the library in `folder`, opened at first use, usable from any thread."""

    def __init__(self, folder: Path, catalog: Catalog) -> None:
        self._folder = folder
        self._catalog = catalog
        self._lock = threading.RLock()
        self._seen = -1
        self._writing = False
        self._words: LexicalIndex | None = None
        self._vectors: VectorIndex | None = None
        self._copies: tempfile.TemporaryDirectory[str] | None = None

    def words(self) -> LexicalIndex:
        """Return the lexical index, as new as the catalogue.

        Raises:
            LibraryError: it is missing, damaged, or holds less than the catalogue.
        """
        with self._lock:
            self.refresh()
            if self._words is None:
                self._words = self._checked("words", LexicalIndex)
            return self._words

    def vectors(self) -> VectorIndex:
        """Return the vector index, as new as the catalogue.

        Raises:
            LibraryError: it is missing, damaged, or holds less than the catalogue.
        """
        with self._lock:
            self.refresh()
            if self._vectors is None:
                if self.left_unfinished() and (fault := self.fault_of_vectors(self._catalog.passage_ids())):
                    raise LibraryError(
                        f"资料库的{fault}。请运行 xianwen rebuild 重建。(The vector index is damaged: run xianwen rebuild.)"
                    )
                self._vectors = self._checked("vectors", VectorIndex)
            return self._vectors

    def left_unfinished(self) -> bool:
        """Return whether a writer died while it wrote: its files may end the process that opens them."""
        return (
            not self._writing
            and self._catalog.meta("writing") is not None
            and not is_being_written(self._folder)
        )

    def fault_of_words(self, ids: Sequence[int]) -> str | None:
        """Return what is wrong with the word index in one line, `ids` looked up in it; None where it is whole."""
        try:
            words = self._checked("words", LexicalIndex)
        except LibraryError as error:
            return str(error)
        try:
            altered, missing = words.altered_files(), len(ids) - words.held(ids)
        except LibraryError as error:
            return str(error)
        finally:
            words.close()
        if altered:
            return f"词语索引损坏（文件与写入时不同：{altered[0]}）"
        return f"词语索引损坏（少了 {missing} 段）" if missing else None

    def fault_of_vectors(self, ids: Sequence[int]) -> str | None:
        """Return what is wrong with the vector index in one line, tried with `ids` in a process of its own; None where
        it is whole."""
        folder = self.path("vectors")
        fault = fault_of_database(folder / "chroma.sqlite3") or fault_of(
            folder, ids, self._catalog.passage_count()
        )
        return fault and f"向量索引损坏（{fault}）"

    def refresh(self) -> int:
        """Notice what any process has published since, and return the generation seen."""
        generation = self._catalog.generation()
        if generation != self._seen:
            with self._lock:
                # What this process writes goes through these very indexes, so they have seen it.
                if not self._writing:
                    self.forget()
                self._seen = generation
        return generation

    def begin_writing(self) -> None:
        """Reopen the indexes before writing.

        Another process may have written and died without publishing, and Chroma loses rows when a client that has not
        seen them goes on writing."""
        with self._lock:
            self.forget()
            self._writing = True

    def end_writing(self) -> None:
        """Release what only writing needs."""
        with self._lock:
            if self._words is not None:
                self._words.close()
            self._seen = self._catalog.generation()
            self._writing = False

    def forget(self) -> None:
        """Close the indexes, so that they are opened anew at their next use."""
        with self._lock:
            if self._words is not None:
                self._words.close()
                self._words = None
            if self._vectors is not None:
                self._vectors.close()
                self._vectors = None

    def _checked(self, which: Which, kind: type[Index]) -> Index:
        while True:
            generation, expected = self._catalog.generation(), self._catalog.passage_count()
            opened = kind(self.path(which))
            held = len(opened)
            if held >= expected:
                return opened
            # A publication between the two counts takes passages away; then count again.
            if self._catalog.generation() == generation:
                raise LibraryError(
                    f"资料库的{'词语' if which == 'words' else '向量'}索引只有 {held} 段，目录中有 {expected} 段，不一致。请运行 "
                    f"xianwen rebuild 重建。(The {which} index holds {held} of {expected} passages: run xianwen rebuild.)"
                )

    def path(self, which: Which) -> Path:
        """Return the folder of an index, or of its copy where the library itself cannot be written."""
        path = self._folder / (self._catalog.meta(which) or f"{which}-0")
        return path if os.access(self._folder, os.W_OK) else self._copied(path)

    def _copied(self, path: Path) -> Path:
        """Return a copy of an index: opening one writes locks and logs beside its files."""
        if self._copies is None:
            self._copies = tempfile.TemporaryDirectory(prefix="xianwen-")
        copy = Path(self._copies.name) / path.name
        if path.is_dir() and not copy.exists():
            shutil.copytree(path, copy, copy_function=shutil.copyfile)
            for folder in (copy, *(inner for inner in copy.rglob("*") if inner.is_dir())):
                folder.chmod(0o700)  # it was copied with that of the original
        return copy

    def damaged(self, *, thoroughly: bool = True) -> list[Which]:
        """Return the indexes that cannot be opened, or lack a passage of the catalogue.

        Args:
            thoroughly: False only checks whether they exist, which avoids importing chromadb.
        """
        if thoroughly:
            ids = self._catalog.passage_ids()
            faults = {"words": self.fault_of_words(ids), "vectors": self.fault_of_vectors(ids)}
        else:
            faults = {which: self._fault_at_opening(which) for which in BOTH}
        log.debug("%s", faults)
        return [which for which in BOTH if faults[which]]

    def _fault_at_opening(self, which: Which) -> str | None:
        try:
            _KINDS[which](self.path(which)).close()
        except LibraryError as error:
            return str(error)
        return None

    def create(self, which: Which) -> tuple[str, LexicalIndex | VectorIndex]:
        """Create an empty index beside the current one; it is used once the catalogue names it.

        Returns:
            The folder's name, and the index.
        """
        taken = [int(path.name.split("-")[1]) for path in self._folders(which)]
        name = f"{which}-{max(taken, default=0) + 1}"
        return name, _KINDS[which].create(self._folder / name)

    def sweep_folders(self) -> None:
        """Delete the folders of indexes that the catalogue does not name."""
        for which in BOTH:
            current = self._catalog.meta(which)
            for path in self._folders(which):
                if path.name == current:
                    continue
                try:
                    shutil.rmtree(path)
                    path.with_name(path.name + ".lock").unlink(missing_ok=True)
                except (
                    OSError
                ) as error:  # another process still reads it (Windows); the next writer tries again
                    log.info("cannot delete %s yet: %s", path, error)

    def _folders(self, which: Which) -> list[Path]:
        return [p for p in self._folder.glob(f"{which}-*") if p.is_dir() and p.name.split("-")[1].isdigit()]
