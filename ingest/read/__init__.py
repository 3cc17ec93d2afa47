"""Read: a file → its blocks. Interpreting the text and repairing damage is left to the later stages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePath

from ingest.errors import UnreadableFile
from ingest.read.aligned_tables import with_aligned_tables
from ingest.read.box_tables import with_box_tables
from ingest.read.detect import container_of, text_format
from ingest.read.files import discover, printable, read_bytes
from ingest.read.run_together_tables import with_run_together_tables
from ingest.read.stacked_tables import with_stacked_tables
from ingest.read.text import decoded, has_words, normalised, normalised_source, plain_text
from ingest.schema import SourceText

__all__ = ["discover", "printable", "read_data", "read_file"]


def read_file(path: Path, *, root: Path, max_bytes: int) -> SourceText:
    """Return the blocks of a file, whose format is detected from its content.

    Args:
        path: a .txt, .md, .html, .docx, .pdf, .xlsx, .xls, .xlsb, .ods, .csv or .tsv file; but for the last two under whatever name.
        root: the folder being ingested (or `path` itself); links that lead out of it are refused.
        max_bytes: size up to which a file is read.

    Raises:
        UnreadableFile: no text can be extracted; the message says why and what to do.
    """
    return read_data(read_bytes(path, root=root, max_bytes=max_bytes), path.name)


def read_data(data: bytes, name: str) -> SourceText:
    """Return the blocks of what a file holds.

    Args:
        data: the whole file.
        name: its name, whose suffix decides between formats that the content does not tell apart.

    Raises:
        UnreadableFile: no text can be extracted; the message says why and what to do.
    """
    source = _read(data, name)
    if not has_words(source.text):
        raise UnreadableFile(
            "文件里没有文字（只有空白、标记或图片），请检查内容。"
            "(No text in it, only white space, markup or pictures; check its content.)"
        )
    return source


def _read(data: bytes, name: str) -> SourceText:
    container = container_of(data)
    if container == "pdf":
        from ingest.read.pdf import read_pdf

        return normalised_source(read_pdf(data), paged=True)
    if container == "docx":
        from ingest.read.docx import read_docx

        return _with_loose_tables(normalised_source(read_docx(data)))
    if container != "text":
        from ingest.read.workbook import read_workbook

        return _named(normalised_source(read_workbook(data, container)), name)
    text = normalised(decoded(data))
    match text_format(text, name):
        case "html":
            from ingest.read.html import read_html

            return _with_loose_tables(normalised_source(read_html(data)))
        case "md":
            from ingest.read.markdown import read_markdown

            return _with_set_tables(normalised_source(read_markdown(text)))
        case "csv":
            from ingest.read.delimited import read_delimited

            return _named(normalised_source(read_delimited(text)), name)
        case "txt":
            return _with_set_tables(plain_text(text))


def _named(source: SourceText, name: str) -> SourceText:
    """Return the blocks of tables; where no line stands above the first of them, the file's name is their title."""
    untitled = not source.blocks or source.blocks[0].kind == "table"
    return replace(source, title=PurePath(name).stem) if untitled and source.title is None else source


def _with_set_tables(source: SourceText) -> SourceText:
    return _with_loose_tables(replace(source, blocks=with_aligned_tables(with_box_tables(source.blocks))))


def _with_loose_tables(source: SourceText) -> SourceText:
    return replace(source, blocks=with_run_together_tables(with_stacked_tables(source.blocks)))
