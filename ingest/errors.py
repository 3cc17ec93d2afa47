"""Errors meant for users: one line that says what is wrong and what to do, never a traceback."""


class XianwenError(Exception):
    """Base of every error whose message is written for the person at the keyboard."""


class UnreadableFile(XianwenError):
    """A file cannot become a document; the message is the reason listed under `failed`."""


class LibraryError(XianwenError):
    """The library cannot be opened or used as asked."""


class LibraryBusy(LibraryError):
    """Another process is writing to the library."""


class EmbeddingMismatch(LibraryError):
    """The library was built with another embedding model than the one configured."""


class IncompleteInstallation(XianwenError):
    """A file that a package brings along is missing."""


class ModelUnavailable(XianwenError):
    """A configured model cannot be loaded."""


class QuestionError(XianwenError):
    """The question cannot be asked as it stands (empty, only punctuation, far too long)."""


class CorrectionError(XianwenError):
    """What somebody wants to put right in a description cannot stand there."""
