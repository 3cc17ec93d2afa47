"""A new version of a document, as it is handed from the process that made it to the one that publishes it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.facts.model import Ledger
from ingest.library.catalog_writer import stored_text
from ingest.library.model import Draft, Stamp, Stored
from ingest.read.members import Member
from ingest.schema import READING, CleanText, Description, Passage, SourceText

Content = bytes | SourceText


@dataclass(frozen=True, slots=True)
class Version:
    """A document's text and what was made of it, not yet in the library.

    Attributes:
        format, file_title: of the file; see `SourceText`.
        clean: its cleaned text.
        description: its metadata, corrections included.
        passages: its passages.
        ledger: its facts and projects.
        seconds: that it took to read and make it.
    """

    format: str
    file_title: str | None
    clean: CleanText
    description: Description
    passages: tuple[Passage, ...]
    ledger: Ledger
    seconds: float = field(default=0, compare=False)

    def says_the_same(self, stored: Stored) -> bool:
        """Return whether to publish it in place of `stored` would change nothing that anybody sees."""
        return (
            (self.description, self.passages, self.ledger)
            == (stored.description, stored.passages, stored.ledger)
            and replace(self.clean, text=stored_text(self.clean.text)) == stored.clean
            and (self.format, self.file_title) == (stored.format, stored.file_title)
        )

    def draft(
        self,
        document: int | None,
        root: int,
        path: Path,
        doc: str,
        *,
        hash: bytes | None = None,
        stamp: Stamp | None = None,
        reading: int = READING,
    ) -> Draft:
        """Return the draft by which this becomes the version of a document; the arguments are those of `Draft`."""
        return Draft(
            document=document,
            root=root,
            path=path,
            doc=doc,
            hash=hash,
            stamp=stamp,
            format=self.format,
            file_title=self.file_title,
            clean=self.clean,
            description=self.description,
            passages=self.passages,
            ledger=self.ledger,
            reading=reading,
        )


@dataclass(frozen=True, slots=True)
class Opened:
    """What became of a file that holds several documents.

    Attributes:
        own: the version of the file itself, such as that of a letter with enclosures; None where it has no text.
        members: the documents inside it, still to be read.
    """

    own: Version | None
    members: tuple[Member, ...]
