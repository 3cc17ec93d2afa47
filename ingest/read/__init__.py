"""Read: a file → its blocks. Interpreting the text and repairing damage is left to the later stages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePath

from ingest.errors import UnreadableFile
from ingest.read.aligned_tables import with_aligned_tables
from ingest.read.box_tables import with_box_tables
from ingest.read.detect import PICTURES, container_of, text_format
from ingest.read.files import discover, printable, read_bytes
from ingest.read.members import Several
from ingest.read.parts import in_parts, is_too_long
from ingest.read.run_together_tables import with_run_together_tables
from ingest.read.stacked_tables import with_stacked_tables
from ingest.read.text import declared_title, decoded, has_words, normalised, normalised_source, plain_text
from ingest.schema import Block, SourceText

__all__ = ["discover", "open_data", "printable", "read_data", "read_file"]

# Formats with pages, and those of nothing but tables.
_PAGED = frozenset({"pdf", "pptx", "ppt", "odp", "ofd", *PICTURES})
_OF_TABLES = frozenset({"xlsx", "xls", "xlsb", "ods", "csv"})


def read_file(path: Path, *, root: Path, max_bytes: int) -> SourceText:
    """Return the blocks of a file, whose format is detected from its content.

    Args:
        path: a file of one of the formats of docs/formats.md, most of them under whatever name.
        root: the folder being ingested (or `path` itself); links that lead out of it are refused.
        max_bytes: size up to which a file is read.

    Raises:
        UnreadableFile: no text can be extracted; the message says why and what to do.
    """
    return read_data(read_bytes(path, root=root, max_bytes=max_bytes), path.name)


def read_data(data: bytes, name: str) -> SourceText:
    """Return the blocks of what a file holds; arguments are those of `open_data`.

    Raises:
        UnreadableFile: no text can be extracted; the message says why and what to do.
    """
    found = open_data(data, name)
    if isinstance(found, SourceText):
        return found
    if found.own is not None:
        return found.own
    raise UnreadableFile(
        f"这个文件里有 {len(found.members)} 份文档，不能当作一份来读。(Several documents, not to be read as one.)"
    )


def open_data(data: bytes, name: str) -> SourceText | Several:
    """Return the blocks of what a file holds, or the documents in it where it holds several.

    Args:
        data: the whole file.
        name: its name, whose suffix decides between formats that the content does not tell apart.

    Raises:
        UnreadableFile: no text can be extracted; the message says why and what to do.
    """
    found = _read(data, name)
    if isinstance(found, Several):
        members = (
            replace(each, content=_normalised(each.content)) if isinstance(each.content, SourceText) else each
            for each in found.members
        )
        own = _normalised(found.own) if found.own is not None and has_words(found.own.text) else None
        return Several(tuple(members), own)
    source = _normalised(found)
    if is_too_long(source):
        parts = in_parts(source, name)
        return Several(
            tuple(
                replace(part, content=_finished(part.content, name))
                for part in parts.members
                if isinstance(part.content, SourceText)
            )
        )
    source = _finished(source, name)
    if not has_words(source.text):
        raise UnreadableFile(
            "文件里没有文字（只有空白、标记或图片），请检查内容。"
            "(No text in it, only white space, markup or pictures; check its content.)"
        )
    return source


def _read(data: bytes, name: str) -> SourceText | Several:
    """Return what the reader of a file's format makes of it; each is loaded when it is first needed."""
    match container_of(data):
        case "pdf":
            from ingest.read.pdf import read_pdf

            return read_pdf(data)
        case "docx":
            from ingest.read.docx import read_docx

            return read_docx(data)
        case "pptx":
            from ingest.read.slides import read_slides

            return read_slides(data)
        case "epub":
            from ingest.read.book import read_book

            return read_book(data)
        case "ofd":
            from ingest.read.ofd import read_ofd

            return read_ofd(data)
        case "zip":
            from ingest.read.archive import read_zip

            return read_zip(data)
        case "picture":
            from ingest.read.picture import read_picture

            return read_picture(data)
        case "letter":
            from ingest.read.letter import read_letter

            return read_letter(data)
        case "mbox":
            from ingest.read.mail_folder import read_mail_folder

            return read_mail_folder(data)
        case "doc" | "rtf" | "odt" | "ppt" | "odp" as form:
            from ingest.read.office import read_by_office

            return read_by_office(data, form)
        case "text":
            return _read_text(data, name)
        case workbook:
            from ingest.read.workbook import read_workbook

            return read_workbook(data, workbook)


def _read_text(data: bytes, name: str) -> SourceText | Several:
    text = normalised(decoded(data))
    match text_format(text, name):
        case "html":
            from ingest.read.html import read_html

            return read_html(data)
        case "md":
            from ingest.read.markdown import read_markdown

            return read_markdown(text)
        case "csv":
            from ingest.read.delimited import read_delimited

            return read_delimited(text)
        case "json":
            from ingest.read.json_records import read_json

            return read_json(text)
        case "txt":
            return plain_text(text)


def _normalised(source: SourceText) -> SourceText:
    return normalised_source(source, paged=source.format in _PAGED)


def _finished(source: SourceText, name: str) -> SourceText:
    """Return a file's text with the tables that it shows without marks, and named where it is nothing but tables."""
    if source.format in _OF_TABLES:
        return _named(source, name)
    if source.format in ("txt", "md"):
        return _with_set_tables(source)
    return source if source.format in _PAGED else _with_loose_tables(source)


def _named(source: SourceText, name: str) -> SourceText:
    """Return the blocks of tables; where no line stands above the first of them, under the name of the file, which alone
    tells what they are about."""
    stem = PurePath(name).stem
    if source.title is not None or not source.blocks or source.blocks[0].kind != "table":
        return source
    heading = (Block("heading", stem.replace("_", " "), level=1),) if declared_title(stem) else ()
    return replace(source, title=stem, blocks=heading + source.blocks)


def _with_set_tables(source: SourceText) -> SourceText:
    return _with_loose_tables(replace(source, blocks=with_aligned_tables(with_box_tables(source.blocks))))


def _with_loose_tables(source: SourceText) -> SourceText:
    return replace(source, blocks=with_run_together_tables(with_stacked_tables(source.blocks)))
