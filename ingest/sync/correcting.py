"""Put the description of one document right, and undo that; nothing is read again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.describe.correction import checked, is_listed
from ingest.errors import CorrectionError, LibraryError
from ingest.library import catalog_writer, corrections
from ingest.library.corrections import Made
from ingest.library.library import Library
from ingest.library.origins import Origin, origins
from ingest.read import printable
from ingest.schema import CorrectedField, Correction, Description, StoredDocument
from ingest.sync.versions import from_stored


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a document, and what of it the program found and what people put right.

    Attributes:
        document: as it is listed.
        origin: the file that it came from.
        automatic: what the program finds in its text by itself; None for a document without a text.
        made: the corrections.
    """

    document: StoredDocument
    origin: Origin
    automatic: Description | None
    made: Made


def known(library: Library, doc: str) -> Known:
    """Return what is known of a document.

    Raises:
        LibraryError: the library does not hold it.
    """
    document = next((document for document in library.documents() if document.doc == doc), None)
    origin = origins(library, [doc]).get(doc)
    if document is None or origin is None:
        raise LibraryError(
            f"资料库中没有文档 {doc}；可用 xianwen list 查看全部文档。(No document {doc} in the library; see xianwen list.)"
        )
    number = library.catalog.document_ids([doc])[doc]
    with library.catalog.snapshot() as connection:
        made = corrections.of(connection, number)
        stored = catalog_writer.stored(connection, number) if document.state == "ready" else None
    path = _described_as(origin)
    automatic = from_stored(stored, doc=path, correction={}).description if stored else None
    return Known(document, origin, automatic, made)


def correct(library: Library, doc: str, values: Mapping[CorrectedField, str]) -> tuple[str, ...]:
    """Put `values` into the description of a document; "" says that it has none.

    They stay in force until they are undone, also when the file changes. What answers changes in one transaction, and
    only passages whose indexed text changed are embedded anew.

    Returns:
        What the person should know of it, each in Chinese with English in brackets.

    Raises:
        CorrectionError: a value cannot stand there; nothing is changed.
        LibraryError: the library does not hold the document, or no text of it.
        LibraryBusy: another process is writing.
    """
    put = checked(values)
    if not put:
        raise CorrectionError("没有给出要更正的内容。(Nothing to put right was given.)")

    def merged(made: Made) -> Correction:
        return {**made.fields, **put}

    _publish(library, doc, merged, lambda tx, number, fields: corrections.add(tx, number, fields))
    region = put.get("region")
    if region and not is_listed(region):
        return (
            f"行政区划表里没有“{region}”，已照您写的记下。(No division of this name is known; it was taken as it is.)",
        )
    return ()


def undo(library: Library, doc: str) -> None:
    """Undo the last correction of a document.

    Raises:
        CorrectionError: there is none.
        LibraryError: the library does not hold the document.
        LibraryBusy: another process is writing.
    """

    def before(made: Made) -> Correction:
        if not made.count:
            raise CorrectionError(f"{doc} 没有可以撤销的更正。(There is no correction to undo.)")
        return made.before

    _publish(library, doc, before, lambda tx, number, _: corrections.drop_last(tx, number))


def _publish(
    library: Library,
    doc: str,
    change: Callable[[Made], Correction],
    note: Callable[[sqlite3.Connection, int, Correction], None],
) -> None:
    """Publish what a document's stored text gives under a changed correction, noted in the same transaction."""
    library.document(doc)  # says what is wrong where it is not held
    with library.writing() as publisher:
        number = library.catalog.document_ids([doc])[doc]
        with library.catalog.snapshot() as connection:
            fields = change(corrections.of(connection, number))
            stored = catalog_writer.stored(connection, number)
            root, path = catalog_writer.where(connection, number)
        made = from_stored(stored, doc=printable(path), correction=fields)
        draft = made.draft(number, root, path, doc, reading=stored.reading)
        publisher.publish([draft], also=lambda tx: note(tx, number, fields))


def _described_as(origin: Origin) -> str:
    """Return the path by which `describe` knows the file."""
    return printable(Path(origin.file).relative_to(origin.folder))
