"""Copies of what cannot be made anew: the catalogue, conversations, people and uploads, in a file of its own or beside the library.

The indexes are left out: a restored library makes them from its catalogue.
"""

from __future__ import annotations

import json
import logging
import shutil
import sqlite3
import tempfile
import time
import zipfile
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from ingest.errors import LibraryError
from ingest.library.catalog import CATALOG_NAME, Catalog
from ingest.library.catalog_schema import FORMAT
from ingest.library.folder import CONVERSATIONS_NAME, REPLACED, SIGN_OUTS_NAME, UPLOADS_NAME, USERS_NAME
from ingest.library.lock import writer_lock
from ingest.library.sqlite import quick_check, read_only

log = logging.getLogger(__name__)

COPY_NAME = "catalog.copy.sqlite3"
# The copy is renewed when it is older, or when the catalogue has grown to so many times its size.
COPY_SECONDS = 24 * 3600
COPY_GROWN = 1.5
_DATABASES = (CATALOG_NAME, CONVERSATIONS_NAME)
_FILES = (USERS_NAME, SIGN_OUTS_NAME)
_MANIFEST = "backup.json"


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds.

    Attributes:
        made_at: ISO, local time.
        format: of the catalogue.
        documents, passages: those that are published.
        uploads: the number of uploaded files.
    """

    made_at: str
    format: int
    documents: int
    passages: int
    uploads: int = 0


def keep_copy(catalog: Catalog) -> bool:
    """Renew the copy of a catalogue that lies beside it, where it is due, and return whether it was.

    A damaged catalogue never takes the place of a good copy. That no copy could be made is logged: it must not keep
    documents from going in.
    """
    copy = catalog.path.with_name(COPY_NAME)
    if copy.exists():
        stat = copy.stat()
        fresh = time.time() - stat.st_mtime < COPY_SECONDS
        if fresh and catalog.path.stat().st_size < COPY_GROWN * stat.st_size:
            return False
    elif not catalog.passage_count():
        return False
    if fault := catalog.faults():
        log.warning("%s", fault)
        return False
    try:
        _copied(catalog.path, copy)
    except (OSError, sqlite3.DatabaseError) as error:
        log.warning("资料库目录的备份没有写成 (no copy of the catalogue): %s", error)
        return False
    return True


def save(folder: Path, target: Path) -> Backup:
    """Write a backup of the library in `folder`, which may be in use, to the zip file `target`.

    Raises:
        LibraryError: there is no library, its catalogue is damaged, or the file cannot be written.
    """
    if not Catalog.exists(folder):
        raise LibraryError(f"此处没有资料库：{folder}。(No library in {folder}.)")
    if target.exists():
        raise LibraryError(f"{target} 已经存在，请另起名字。(The file exists already.)")
    unfinished = target.with_name(target.name + ".part")
    held = (0, 0)
    uploads = sorted(path for path in (folder / UPLOADS_NAME).rglob("*") if path.is_file())
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in _DATABASES:
                if (folder / name).is_file():
                    copy = target.with_name(f"{target.name}.{name}")
                    try:
                        _copied(folder / name, copy)
                        archive.write(copy, name)
                        if name == CATALOG_NAME:
                            held = _held(copy)
                    finally:
                        copy.unlink(missing_ok=True)
            for path in [*(folder / name for name in _FILES), *uploads]:
                if path.is_file():
                    archive.write(path, path.relative_to(folder).as_posix())
            done = Backup(_now(), FORMAT, held[0], held[1], len(uploads))
            archive.writestr(_MANIFEST, json.dumps(asdict(done)))
        unfinished.replace(target)
    except (OSError, sqlite3.DatabaseError) as error:
        raise LibraryError(
            f"备份没有写成：{error}。请检查资料库（xianwen verify）、磁盘空间和权限。(No backup was written.)"
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return done


def restore(source: Path | None, folder: Path, *, replace: bool = False) -> Backup:
    """Put a backup in the place of the library in `folder`; what is there is moved into a folder beside it.

    The indexes are missing afterwards: the next writer makes them.

    Args:
        source: the file that `save` wrote; None takes the copy of the catalogue that the library keeps by itself.
        folder: where the library is to be.
        replace: whether to replace a library that is whole.

    Raises:
        LibraryBusy: another process is writing.
        LibraryError: there is nothing to restore from, it is damaged, or a whole library is there.
    """
    if source is None and not (folder / COPY_NAME).is_file():
        raise LibraryError(
            f"{folder} 里没有程序自己留的目录备份；请给出 xianwen backup 存下的文件。(No copy is kept there: give a backup file.)"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with writer_lock(folder):
            if not replace and _is_whole(folder):
                raise LibraryError(
                    f"{folder} 里有完好的资料库，没有改动；要用备份代替它，请加 --replace，原来的文件会留在旁边。"
                    "(A whole library is there: add --replace.)"
                )
            with tempfile.TemporaryDirectory(prefix=".arriving-", dir=folder) as temporary:
                arriving = Path(temporary)
                done = _kept_copy(folder, arriving) if source is None else _unpacked(source, arriving)
                _forget_indexes(arriving / CATALOG_NAME)
                _swap(arriving, folder)
    except (OSError, sqlite3.DatabaseError, zipfile.BadZipFile, ValueError, KeyError) as error:
        raise LibraryError(f"没有恢复：{error}。原有文件没有动。(Nothing was restored.)") from error
    return done


def _kept_copy(folder: Path, arriving: Path) -> Backup:
    """Take the copy of the catalogue that a library keeps by itself."""
    copy, catalog = folder / COPY_NAME, arriving / CATALOG_NAME
    _copied(copy, catalog)
    made = datetime.fromtimestamp(copy.stat().st_mtime)
    return Backup(made.isoformat(" ", "seconds"), FORMAT, *_held(catalog))


def _copied(source: Path, target: Path) -> None:
    """Copy a database that may be in use, and check the copy."""
    unfinished = target.with_name(target.name + ".new")
    unfinished.unlink(missing_ok=True)
    with closing(read_only(source)) as old, closing(sqlite3.connect(unfinished)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")
        if fault := quick_check(new):
            raise sqlite3.DatabaseError(fault)
    unfinished.replace(target)


def _held(catalog: Path) -> tuple[int, int]:
    """Return the number of documents and passages that a catalogue publishes."""
    with closing(sqlite3.connect(catalog)) as connection:
        row = connection.execute(
            "SELECT count(*), sum(v.passages) FROM document d JOIN version v ON v.id = d.version"
        ).fetchone()
    return int(row[0]), int(row[1] or 0)


def _is_whole(folder: Path) -> bool:
    if not Catalog.exists(folder):
        return False
    catalog = Catalog(folder)
    try:
        catalog.check()
        return catalog.faults() is None
    except LibraryError:
        return False
    finally:
        catalog.close()


def _unpacked(source: Path, arriving: Path) -> Backup:
    """Unpack a backup, of which only what `save` writes is taken."""
    with zipfile.ZipFile(source) as archive:
        done = Backup(**json.loads(archive.read(_MANIFEST)))
        if done.format > FORMAT:
            raise ValueError(f"备份的格式是第 {done.format} 版，本程序只认到第 {FORMAT} 版，请升级")
        for entry in archive.infolist():
            parts = PurePosixPath(entry.filename).parts
            known = entry.filename in (*_DATABASES, *_FILES) or (
                parts[:1] == (UPLOADS_NAME,) and ".." not in parts
            )
            if known and not entry.is_dir():
                archive.extract(entry, arriving)
    for name in _DATABASES:
        if (arriving / name).exists():
            with closing(sqlite3.connect(arriving / name)) as connection:
                if fault := quick_check(connection):
                    raise sqlite3.DatabaseError(fault)
    return done


def _forget_indexes(catalog: Path) -> None:
    """Let a catalogue name no indexes: those that lie there are of another state of the library."""
    with closing(sqlite3.connect(catalog)) as connection, connection:
        connection.execute("DELETE FROM meta WHERE key IN ('words', 'vectors')")


def _swap(arriving: Path, folder: Path) -> None:
    """Move what arrives into a library's folder, and what it replaces into a folder of its own there."""
    aside = folder / f"{REPLACED}{datetime.now():%Y%m%d-%H%M%S}"
    for path in sorted(arriving.iterdir()):
        # A session that ended since the backup was made does not come back with it.
        if path.name == SIGN_OUTS_NAME and (folder / path.name).exists():
            continue
        for suffix in ("", "-wal", "-shm"):
            old = folder / f"{path.name}{suffix}"
            if old.exists():
                aside.mkdir(exist_ok=True)
                shutil.move(old, aside / old.name)
        shutil.move(path, folder / path.name)


def _now() -> str:
    return datetime.now().isoformat(" ", "seconds")
