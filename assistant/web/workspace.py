"""The library and the assistant behind the pages: opened once, beside the start of the web server."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from ingest import ledger
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.ask import Assistant
    from assistant.web.jobs import Job
    from ingest.library import Library
    from ingest.sync import SyncReport

log = logging.getLogger(__name__)
UPLOADS = "uploads"


class Workspace:
    """One open library, shared by all sessions; nothing of any one session is kept here.

    Attributes:
        settings: as the app was started with.
        writing: held while the library is being changed, so that two people's uploads queue up.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.writing = threading.Lock()
        self._opened: Future[tuple[Library, Assistant]] = Future()

    @property
    def library(self) -> Library:
        """The open library; waits until it is open.

        Raises:
            XianwenError: it could not be opened.
        """
        return self._opened.result()[0]

    @property
    def assistant(self) -> Assistant:
        """The assistant over the library; waits until it is there.

        Raises:
            XianwenError: the library could not be opened.
        """
        return self._opened.result()[1]

    @property
    def uploads(self) -> Path:
        """The folder inside the library that uploaded files are kept in, as the catalogue spells it."""
        return self.settings.library.resolve() / UPLOADS

    def open_in_background(self) -> None:
        """Start opening the library and making the assistant ready; whoever waits gets them, or the error."""
        pool = ThreadPoolExecutor(1, thread_name_prefix="open-library")
        self._opened = pool.submit(self._open)
        pool.shutdown(wait=False)

    def _open(self) -> tuple[Library, Assistant]:
        # Imported here: it takes as long as Gradio's own import, beside which it runs.
        from assistant.ask import Assistant
        from assistant.llm.writer import configured
        from ingest.library import Library

        library = Library.open(self.settings, create=True)
        assistant = Assistant(library, configured(self.settings))
        # Loaded now: a model that does not fit the library stops the start, not the first question; and the first
        # question does not wait for dictionary and indexes.
        log.info("embedding model: %s", library.embedder.name)
        if library.passage_count():
            assistant.search("项目", k=1)
        return library, assistant

    def folders(self) -> list[Path]:
        """The folders that are in the library as a whole, and so can be read again; the uploads come last."""
        with self.library.catalog.reading() as connection:
            known = [path for path, (_, whole) in ledger.roots(connection).items() if whole]
        return sorted(known, key=lambda path: (path == self.uploads, path))

    def uploaded_files(self) -> dict[str, Path]:
        """Document → its file, for those that were uploaded."""
        with self.library.catalog.reading() as connection:
            root = ledger.roots(connection).get(self.uploads)
            entries = ledger.entries(connection, root[0]) if root else []
        return {entry.doc: self.uploads / entry.path for entry in entries}

    def sync(self, folder: Path, job: Job) -> SyncReport:
        """Make the library hold what `folder` holds, once whoever else is changing it is done.

        Raises:
            XianwenError: the folder or the library cannot be used.
        """
        from ingest.sync import sync

        with self.writing:
            return sync(self.library, [folder], progress=job.report, cancelled=job.cancelled)

    def remove(self, docs: Sequence[str]) -> int:
        """Take documents out of the library; those that were uploaded lose their file too.

        Returns:
            How many are gone.
        """
        from ingest.library import remove

        with self.writing:
            uploaded = self.uploaded_files()
            removed = remove(self.library, docs)
            for doc in docs:
                if doc in uploaded:
                    uploaded[doc].unlink(missing_ok=True)
        return removed

    def failed(self) -> bool:
        """Whether the library could not be opened; waits until that is known."""
        return self._opened.exception() is not None

    def close(self) -> None:
        """Close the library.

        Raises:
            XianwenError: it could not be opened in the first place.
        """
        self.library.close()
