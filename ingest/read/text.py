"""Plain text, and what the text of every format has in common."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.errors import UnreadableFile
from ingest.read.decode import decode, oddity
from ingest.schema import PAGE_BREAK, Block, SourceText

# A damaged report has a few per mille of such characters, a binary file taken for text a third and more.
_MOST_ODD = 0.1
_LINE_END = re.compile(r"\r\n?|[\v\x85\u2028\u2029]")
# More blank lines than anybody sets between two lines; a megabyte of them is a megabyte of lines to every stage.
_BLANK_LINES = re.compile(r"\n(?:[ \t\u3000]*+\n){20,}+")
_NEVER_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
# What no text of XML may hold (XML 1.0, 2.2): lxml reads it from a page and refuses to write it into one.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_AFTER_BLANK_LINE = re.compile(r"(?<=\n)\n(?=[^\n])")
_PROGRAM_TITLE = re.compile(
    r"^(?:Microsoft (?:Word|PowerPoint)|WPS \S+) - |\.(?:docx?|wps|rtf|pdf|html?|txt)$", re.I
)
_NO_TITLE = re.compile(
    r"(?:untitled|word document|无标题|未命名|無標題|文档|文檔|新建|document|doc|title|word|正文|page|index)"
    r"[\s\d\-_(（)）.]*"
    r"|新建 ?(?:microsoft word|wps|docx)? ?文[档檔件字][\s\d]*|slide \d+|[\W\d_]*",
    re.IGNORECASE,
)


def decoded(data: bytes, *, declared: str | None = None) -> str:
    """Return the text that `data` holds.

    Args:
        data: a file that is no known binary format.
        declared: the encoding that the file itself names, if any.

    Raises:
        UnreadableFile: `data` is binary.
    """
    text = decode(data, declared=declared)
    if text is None or oddity(text) > _MOST_ODD:
        raise UnreadableFile(
            "内容不是文字（可能是二进制文件，或已损坏）；请用能打开它的软件另存为 .docx、.pdf 或 .txt。"
            "(Not text: binary or damaged; save it as .docx, .pdf or .txt with the program that opens it.)"
        )
    return text


def normalised(text: str, *, paged: bool = False) -> str:
    r"""Return `text` with line ends "\n" and without characters that are never text: NUL, controls, lone surrogates.

    Args:
        text: what a reader made of a file.
        paged: keep PAGE_BREAK, which only paged formats may hold.
    """
    text = _LINE_END.sub("\n", text)
    if not paged:
        text = text.replace(PAGE_BREAK, "\n")
    text = _SURROGATE.sub("\ufffd", _NEVER_TEXT.sub("", text))
    return _BLANK_LINES.sub("\n" * 20, text)


def normalised_source(source: SourceText, *, paged: bool = False) -> SourceText:
    """Return `source` with all its text normalised.

    Args:
        paged: keep PAGE_BREAK, which only paged formats may hold.
    """
    blocks = tuple(_normalised_block(block, paged=paged) for block in source.blocks)
    fields = {name: " ".join(normalised(value).split()) for name, value in source.fields.items()}
    return replace(source, blocks=blocks, title=declared_title(source.title), fields=fields)


def _normalised_block(block: Block, *, paged: bool) -> Block:
    if block.grid is None:
        return replace(block, text=normalised(block.text, paged=paged))
    cells = tuple(replace(cell, text=" ".join(normalised(cell.text).split())) for cell in block.grid.cells)
    grid = replace(block.grid, cells=cells, caption=normalised(block.grid.caption))
    return replace(block, text=normalised(block.text), grid=grid)


def plain_text(text: str, form: str = "txt", title: str | None = None) -> SourceText:
    """Return text without marks as paragraphs: lines up to a blank one, which stays with those before it."""
    blocks = tuple(Block("paragraph", part) for part in _AFTER_BLANK_LINE.split(text))
    return SourceText(blocks, form, title)


def has_words(text: str) -> bool:
    """Return whether `text` holds a letter, character or digit."""
    return any(char.isalnum() for char in text)


def declared_title(raw: str | None) -> str | None:
    """Return the title in a file's properties; None where a program made it up (文档1, 无标题)."""
    title = " ".join(normalised(raw or "").split())
    shorter = None
    while shorter != title:
        title, shorter = _PROGRAM_TITLE.sub("", title).strip(), title
    return None if _NO_TITLE.fullmatch(title) or "\ufffd" in title else title
