"""The library and the assistant behind the pages: opened once, in the background, while the web server starts."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.ask import Assistant
    from ingest.library import Library

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
        """The folder inside the library that uploaded files are kept in."""
        return self.settings.library / UPLOADS

    def open_in_background(self) -> None:
        """Start opening the library and making the assistant ready; whoever waits gets them, or the error."""
        pool = ThreadPoolExecutor(1, thread_name_prefix="open-library")
        self._opened = pool.submit(self._open)
        pool.shutdown(wait=False)

    def _open(self) -> tuple[Library, Assistant]:
        # Imported here: it takes as long as Gradio's own import, beside which it runs.
        from assistant.ask import Assistant
        from ingest.library import Library

        library = Library.open(self.settings, create=True)
        return library, Assistant(library)

    def failed(self) -> bool:
        """Whether the library could not be opened; waits until that is known."""
        return self._opened.exception() is not None

    def close(self) -> None:
        """Close the library.

        Raises:
            XianwenError: it could not be opened in the first place.
        """
        self.library.close()
