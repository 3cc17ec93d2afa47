"""The article of a web page among all that the page shows: the main text, and what belongs to it."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from ingest.read.html_headline import INFO_LINE
from ingest.read.html_repeats import without_repeats
from ingest.read.table_rows import plain_rows
from ingest.schema import Block

log = logging.getLogger(__name__)

# The share of the page's sentences that an article must hold to be all of it. What is round it has been taken away
# before. Of 83 pages of government sites 76 articles held 0.94 and more of the rest.
_MOST, _MOST_CLAUSES = 0.85, 0.6
_CRUMBS = re.compile(r"位置|首页|首頁|[>›»]")
_ADDRESS = re.compile(r"(?:https?://|www\.)[\x21-\x7e]*")
_MOST_INFO = 160
_TABLE_RULE = re.compile(r"^[\s|:\-]+$")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page and the block that it is of; a table has a line for each row."""

    text: str
    block: Block


def article(tree: Any, visible: list[Block], headings: set[str]) -> list[Block]:
    """Return the main text with what belongs to it; all visible text where no article is found.

    Args:
        visible: the pruned page.
        headings: the page's title and headings.
    """
    lines = [_Line(text, block) for block in visible for text in _texts(block)]
    main = [block.text for block in without_repeats([Block("paragraph", line) for line in _main_text(tree)])]
    page = [line.text for line in lines]
    known, all_of_it = _sentences(main), _sentences(page)
    if known < _MOST * all_of_it or _clauses(main) < _MOST_CLAUSES * _clauses(page):
        # Layouts of tables and bare <br> defeat it: better a menu too many than a paragraph too few.
        log.info(
            "main text not found, all visible text taken (%d characters of sentences instead of %d)",
            all_of_it,
            known,
        )
        return visible
    return _whole_article(lines, main, headings)


def _texts(block: Block) -> list[str]:
    """Return a block in the form that trafilatura gives it: a table as rows without labels."""
    if block.grid is None:
        return [block.text]
    return [text for text in (block.grid.caption, *plain_rows(block.grid)) if text]


@cache
def _extraction() -> Any:
    from trafilatura.settings import use_config

    config = use_config()
    # Chinese says in 40 characters what takes 250 letters; below it, menus are taken for text.
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "40")
    return config


def _main_text(tree: Any) -> list[str]:
    """Return the main text by trafilatura, as lines; empty where it finds none."""
    import trafilatura

    found = trafilatura.extract(
        tree, favor_recall=True, include_comments=False, include_tables=True, config=_extraction()
    )
    lines: list[str] = []
    for raw in (found or "").split("\n"):
        line = raw.strip()
        if line.startswith("|") and line.endswith("|"):
            line = (
                ""
                if _TABLE_RULE.match(line)
                else " | ".join(c.strip() for c in line[1:-1].split("|")).rstrip(" |")
            )
        if line:
            lines.append(line)
    return lines


def _sentences(lines: list[str]) -> int:
    """Return the number of characters in lines that hold the end of a sentence, as those of a footer seldom do."""
    return sum(len(line) for line in lines if len(line) >= 30 and re.search("[。；！？]", line))


def _clauses(lines: list[str]) -> int:
    """Return the number of characters in long lines that are punctuated in any way."""
    return sum(len(line) for line in lines if len(line) >= 30 and re.search("[，。；、]", line))


def _whole_article(visible: list[_Line], article: list[str], headings: set[str]) -> list[Block]:
    """Return the article with what was dropped from within it (tables, lists) and from above it (heading, source).

    Args:
        visible: the pruned page's lines.
        article: the lines found to be main text.
        headings: the page's title and headings.
    """
    known = {_key(line) for line in article}
    hits = [i for i, line in enumerate(visible) if len(_key(line.text)) >= 2 and _key(line.text) in known]
    if not hits:
        return _blocks_of(article, visible)
    start, end = hits[0], hits[-1] + 1
    while end < len(visible) and visible[end].block.grid is not None:
        end += 1
    while start and visible[start - 1].block is visible[start].block:
        start -= 1
    inside = list({id(line.block): line.block for line in visible[start:end]}.values())
    if _clauses([line.text for line in visible[start:end]]) < 0.95 * _clauses(article):
        inside = _blocks_of(article, visible)
    above = _opening([line.text for line in visible[max(start - 6, 0) : start]], headings)
    return _blocks_of(above, visible) + inside


def _blocks_of(lines: list[str], visible: list[_Line]) -> list[Block]:
    """Return the blocks of the page that these lines are of, each once; a line that is of none is a paragraph."""
    of_line = {_key(line.text): line.block for line in visible}
    blocks: list[Block] = []
    tables: set[int] = set()
    for line in lines:
        block = of_line.get(_key(line))
        if block is None or block.grid is None:
            same = block if block is not None and block.text == line else None
            blocks.append(same or Block("paragraph", line))
        elif id(block) not in tables:
            tables.add(id(block))
            blocks.append(block)
    return blocks


def _opening(above: list[str], headings: set[str]) -> list[str]:
    """Return those of the lines above the main text that are its headline or give date and source.

    A page may not mark its headline as one.
    """
    lines = [line for line in above if len(line) <= _MOST_INFO and not _CRUMBS.search(line)]
    last = next((line for line in reversed(lines) if not INFO_LINE.search(line)), "")
    unmarked = not headings & set(lines) or last in above[-1:]
    return [
        line for line in lines
        if line in headings or INFO_LINE.search(line) or (line == last and unmarked and _may_head(line))
    ]  # fmt: skip


def _may_head(line: str) -> bool:
    return 6 <= len(line) <= 60 and not _ADDRESS.fullmatch(line)


def _key(line: str) -> str:
    return re.sub(r"[\s|]", "", line)[:16]
