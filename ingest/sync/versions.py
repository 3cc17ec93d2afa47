"""Make a new version of a document: from its file, or anew from its stored text."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import PurePosixPath

from ingest.clean import clean
from ingest.describe.correction import corrected, is_listed
from ingest.describe.document import describe
from ingest.errors import UnreadableFile
from ingest.facts.extract import extract
from ingest.facts.model import Ledger
from ingest.library.model import Stored
from ingest.read import open_data, read_data
from ingest.read.members import Several
from ingest.schema import CleanText, Correction, Description, SourceText
from ingest.split.passages import split
from ingest.sync.version import Content, Opened, Version


def from_content(content: Content, *, doc: str, correction: Correction) -> Version | Opened:
    """Return the version that a file, or a document inside a file, holds; or the documents in it.

    Args:
        content: the whole file, or what was read of it already.
        doc: its path relative to the ingested folder.
        correction: what people put right in its description.

    Raises:
        UnreadableFile: no text can be extracted, or none is left after cleaning.
    """
    began = time.perf_counter()
    found = open_data(content, PurePosixPath(doc).name) if isinstance(content, bytes) else content
    if isinstance(found, Several):
        own = None
        if found.own is not None:
            own = _made(found.own, doc, correction, began)
        return Opened(own, found.members)
    return _made(found, doc, correction, began)


def from_file(data: bytes, *, doc: str, correction: Correction) -> Version:
    """Return the version of a file's own text; arguments and errors are those of `from_content`.

    Raises:
        UnreadableFile: also where it holds several documents and no text of its own.
    """
    return _made(read_data(data, PurePosixPath(doc).name), doc, correction, time.perf_counter())


def _made(source: SourceText, doc: str, correction: Correction, began: float) -> Version:
    made = _described(source.format, source.title, clean(source), doc, correction)
    if not made.passages:
        raise UnreadableFile(
            "清理后没有正文，请检查文件内容。(No text is left after cleaning; check the file.)"
        )
    return replace(made, seconds=time.perf_counter() - began)


def from_stored(stored: Stored, *, doc: str, correction: Correction) -> Version:
    """Return the version that the stored text of a document gives today; `doc` and `correction` as in `from_file`."""
    return _described(stored.format, stored.file_title, stored.clean, doc, correction)


def _described(
    format: str, file_title: str | None, text: CleanText, doc: str, correction: Correction
) -> Version:
    found = describe(text, doc=doc, title=file_title)
    description = corrected(found, correction, text)
    # After the correction: the years that a text's sections tell of follow from its date.
    passages = split(text, description)
    if description.region == found.region or not found.region or is_listed(found.region):
        return Version(
            format, file_title, text, description, tuple(passages), extract(text, description, passages)
        )
    # What was taken for that region, which no table knows, is the one that a person put in its place. The text calls it
    # by the mistaken name: it is read as the one who speaks, and then called by the right one.
    speaking = replace(description, region=found.region, place=found.place)
    ledger = _told_of(description, extract(text, speaking, passages), found.region)
    passages = [replace(p, about=None, about_place=None) if p.about == found.region else p for p in passages]
    return Version(format, file_title, text, description, tuple(passages), ledger)


def _told_of(description: Description, ledger: Ledger, mistaken: str) -> Ledger:
    """Return `ledger` with the region of `description` in place of the mistaken one."""
    region, place = description.region, description.place
    return Ledger(
        tuple(
            replace(fact, region=region, place=place) if fact.region == mistaken else fact
            for fact in ledger.facts
        ),
        tuple(
            replace(project, region=region, place=place) if project.region == mistaken else project
            for project in ledger.projects
        ),
    )
