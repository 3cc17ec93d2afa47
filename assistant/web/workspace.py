"""The library and the assistant behind the pages, opened once while the web server starts."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.users import UserStore
from ingest.errors import LibraryError, XianwenError
from ingest.library import catalog_writer, removal
from ingest.library.folder import UPLOADS_NAME, USERS_NAME
from ingest.library.origins import origins
from ingest.settings import Settings
from ingest.sync import watcher

if TYPE_CHECKING:
    from assistant.conversations.store import Conversations
    from assistant.pipeline import Assistant
    from assistant.question.filters import Filters
    from assistant.web.library.jobs import Job
    from ingest.library.library import Library
    from ingest.schema import CorrectedField
    from ingest.sync.model import SyncReport
    from ingest.sync.refresh import RefreshReport

log = logging.getLogger(__name__)
# With more questions than this under way nothing is tried out ahead of being asked.
MOST_ASKED_BESIDE = 2
# Answers by rule that are worked out at a time. They are Python, which runs one thread at a time, and take some 20 ms:
# a second thread would only take turns with the first and with the pages (p95 of 30 at once 1.54 s instead of 1.47).
ANSWERING = 1
_LOST = (
    "文件已不在原处，没有再读；若不再需要，请从资料库中删除这篇文档。"
    "(The file is not in its place any more: delete the document if it is no longer wanted.)"
)


class Workspace:
    """One open library, shared by all sessions; it holds no state of any single session.

    Attributes:
        settings: the settings that the app was started with.
        users: who may use the app; with no users on file everybody may.
        writing: lock held while the library is being changed, so that concurrent uploads queue up.
        asked_now: the number of questions being answered.
        watcher: watches folders, once the library is open.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.users = UserStore(settings.library / USERS_NAME)
        self.writing = threading.Lock()
        self.asked_now = 0
        self.watcher: watcher.Watcher | None = None
        self._answering = ThreadPoolExecutor(ANSWERING, thread_name_prefix="answer")
        self._trying = threading.BoundedSemaphore(2)
        self._opened: Future[tuple[Library, Assistant, Conversations]] = Future()
        self._healing = threading.Lock()
        self._preparing: list[threading.Thread] = []

    @property
    def library(self) -> Library:
        """Return the open library, waiting until it is open.

        Raises:
            XianwenError: it could not be opened.
        """
        return self._opened.result()[0]

    @property
    def assistant(self) -> Assistant:
        """Return the assistant over the library, waiting until it is ready.

        Raises:
            XianwenError: the library could not be opened.
        """
        return self._opened.result()[1]

    @property
    def conversations(self) -> Conversations:
        """Return the conversations stored in the library, waiting until it is open.

        Raises:
            XianwenError: the library could not be opened.
        """
        return self._opened.result()[2]

    @property
    def answering(self) -> ThreadPoolExecutor | None:
        """Return the pool that answers questions one after another; None with a model, which answers many at once.

        It does not wait for the library: the event loop calls it.
        """
        return None if self.settings.llm else self._answering

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Count a question as being answered while the block runs. Call it from the event loop only."""
        self.asked_now += 1
        try:
            yield
        finally:
            self.asked_now -= 1

    @property
    def busy(self) -> bool:
        """Return whether so many questions are being answered that no optional work should run."""
        return self.asked_now > MOST_ASKED_BESIDE

    def next_questions(self, owner: str, answer: str, filters: Filters) -> list[str]:
        """Return questions to ask after an answer of `owner`; none while the server is busy, as each must be tried.

        Args:
            owner: the visitor.
            answer: the id of the answer; for one that is not theirs none follow.
            filters: the filters that were in force.
        """
        if self.busy or not self._trying.acquire(blocking=False):
            return []
        try:
            given = self.conversations.answer(owner, answer)
            return [] if given is None else self.assistant.next_questions(given, filters)
        finally:
            self._trying.release()

    @property
    def uploads(self) -> Path:
        """Return the folder inside the library that holds uploaded files, spelt as in the catalogue."""
        return self.settings.library.resolve() / UPLOADS_NAME

    def open_in_background(self) -> None:
        """Start opening the library and preparing the assistant; callers that wait get them, or the error."""
        pool = ThreadPoolExecutor(1, thread_name_prefix="open-library")
        self._opened = pool.submit(self._open)
        pool.shutdown(wait=False)

    def _open(self) -> tuple[Library, Assistant, Conversations]:
        # Imported here: it takes as long as Gradio's own import, beside which it runs.
        from assistant.conversations.store import Conversations
        from assistant.llm.writer import configured_writer
        from assistant.pipeline import Assistant
        from ingest.library.library import Library
        from ingest.sync.workers import make_ready

        library = Library.open(self.settings, create=True)
        library.on_damage = self._heal
        if library.left_unfinished():
            self._mended(library)
        assistant = Assistant(library, configured_writer(self.settings))
        # Loaded now: a model that does not fit the library stops the start, not the first question; and the first
        # question does not wait for dictionary and indexes.
        log.info("embedding model: %s", library.embedder.name)
        if library.passage_count():
            assistant.search("项目", k=1)
        conversations = Conversations(self.settings.library)
        removal.purge(self.uploads, time.time())
        # What is uploaded first does not wait for it.
        make_ready()
        self.watcher = watcher.Watcher(library, self._sync_watched)
        self.watcher.start()
        return library, assistant, conversations

    def _heal(self) -> None:
        """Mend the library in the background, as an index turned out to be damaged; questions go on meanwhile."""
        if self._healing.acquire(blocking=False):
            threading.Thread(target=self._heal_now, name="heal", daemon=True).start()

    def _heal_now(self) -> None:
        try:
            with self.writing:
                self._mended(self.library)
        except Exception:
            # Questions go on without the damaged index; the next writer mends it.
            log.exception("mending the library's indexes")
        finally:
            self._healing.release()

    def _mended(self, library: Library) -> None:
        """Make the damaged indexes of a library anew; where another process is at it or nothing can be written, log it."""
        from ingest.library.upkeep import mend

        log.warning("资料库的索引损坏，正在重建 (mending the library's indexes)")
        try:
            mend(library)
        except XianwenError as error:
            log.warning("%s", error)

    def once_open(self, prepare: Callable[[Library], object]) -> None:
        """Run `prepare` in the background once the library is open, so that nobody waits for what it works out."""

        def run() -> None:
            if self.failed():
                return
            try:
                prepare(self.library)
            except XianwenError as error:
                log.warning("%s", error)
            except Exception:
                # It is worked out when it is asked for, and then says what is wrong.
                log.exception("preparing")

        self._preparing.append(threading.Thread(target=run, name="prepare", daemon=True))
        self._preparing[-1].start()

    def folders(self) -> list[Path]:
        """Return the folders that were ingested as a whole, and so can be read again; the uploads come last."""
        with self.library.catalog.reading() as connection:
            known = [path for path, (_, whole) in catalog_writer.roots(connection).items() if whole]
        return sorted(known, key=lambda path: (path == self.uploads, path))

    def sync(self, folder: Path, job: Job) -> SyncReport:
        """Synchronise the library with `folder`, bringing back documents that were deleted from the library alone.

        It waits until no other change is running.

        Raises:
            XianwenError: the folder or the library cannot be used.
        """
        with self.writing:
            # An uploaded file that was deleted is moved away: what is excluded there lies inside another one that stays.
            if folder != self.uploads:
                removal.forget_aside(self.library, folder)
            return self._sync([folder], job)

    def retry(self, docs: Sequence[str] | None, job: Job) -> SyncReport:
        """Read the files of `docs`, or of all failed documents, once more.

        A missing file is noticed by reading the folder above it; where there is no such folder, the document stays as
        it is and is reported as failed.

        Raises:
            XianwenError: none of the files can be looked for, or the library cannot be used.
        """
        from ingest.sync.model import Failure

        with self.writing:
            failed = [d.doc for d in self.library.documents() if d.reason and (docs is None or d.doc in docs)]
            to_read = {doc: at.to_read() for doc, at in origins(self.library, failed).items()}
            lost = [doc for doc, path in to_read.items() if path is None]
            if lost and len(lost) == len(to_read):
                others = f"等 {len(lost)} 篇" if len(lost) > 1 else ""
                raise LibraryError(f"{lost[0]}{others}：{_LOST}")
            report = self._sync(sorted({path for path in to_read.values() if path}), job)
            return replace(report, failed=(*report.failed, *(Failure(doc, _LOST) for doc in lost)))

    def _sync(self, paths: Sequence[Path], job: Job | None = None) -> SyncReport:
        from ingest.sync.run import sync

        return sync(
            self.library,
            paths,
            progress=job.report if job else None,
            cancelled=job.cancelled if job else None,
            aside=removal.aside(self.library),
        )

    def remove(self, docs: Sequence[str]) -> removal.Removal:
        """Remove documents from the library; uploaded files are moved away.

        Raises:
            XianwenError: the library cannot be used.
        """
        with self.writing:
            return removal.take_out(self.library, self.uploads, docs)

    def refresh(self, job: Job) -> RefreshReport:
        """Take up anew what an older program read.

        Raises:
            XianwenError: the library cannot be used.
        """
        from ingest.sync.refresh import refresh

        with self.writing:
            return refresh(self.library, progress=job.report, cancelled=job.cancelled)

    def correct(self, doc: str, values: Mapping[CorrectedField, str] | None) -> tuple[str, ...]:
        """Put `values` into the description of a document, or undo the last correction where there are none.

        Returns:
            What the person should know of it, see `ingest.sync.correcting.correct`.

        Raises:
            XianwenError: a value cannot stand there, or the library cannot be used.
        """
        from ingest.sync.correcting import correct, undo

        with self.writing:
            if values is not None:
                return correct(self.library, doc, values)
            undo(self.library, doc)
            return ()

    def undo(self, removed: removal.Removal, job: Job) -> SyncReport:
        """Restore what was removed.

        Raises:
            XianwenError: the library cannot be used.
        """
        with self.writing:
            return self._sync(removal.put_back(self.library, removed), job)

    def files_of(self, docs: Sequence[str]) -> dict[str, Path]:
        """Return document → its file."""
        return {doc: origin.file for doc, origin in origins(self.library, docs).items()}

    def set_watched(self, folder: Path, on: bool) -> None:
        """Start or stop watching a folder that is in the library."""
        watcher.set_watched(self.library, folder, on)

    def _sync_watched(self, folder: Path) -> None:
        with self.writing:
            self._sync([folder])

    def failed(self) -> bool:
        """Return whether the library could not be opened, waiting until that is known."""
        return self._opened.exception() is not None

    def close(self) -> None:
        """Close the library and the conversations.

        Raises:
            XianwenError: the library could not be opened in the first place.
        """
        if self.watcher is not None:
            self.watcher.stop()
        self._answering.shutdown(cancel_futures=True)
        for thread in self._preparing:
            thread.join()
        self.conversations.close()
        self.library.close()
