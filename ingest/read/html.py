"""HTML → text: the article, with its headings, tables and publication line; not the site round it."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from ingest.read.html_blocks import NEVER_SHOWN, text_of, unframe, visible_blocks, without_tags
from ingest.read.table_rows import plain_rows
from ingest.read.text import decoded, has_words
from ingest.schema import Block, SourceText

log = logging.getLogger(__name__)

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""", re.IGNORECASE)
_PAGE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
# Closing them ends the tree for libxml2, and what a stray one is followed by is lost; both may be left out (HTML 13.1.2.4).
_PAGE_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SITE_PARTS = frozenset({"nav", "footer", "aside", "menu", "dialog"})
_SITE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|topmenu|submenu|sidebar|breadcrumbs?|crumbs?|footer|foot|bottom|copyright|share|bdsharebuttonbox|"
    r"comments?|pinglun|related|recommend|hot|rank|login|search|advert|ads?|links?|friendlink|toolbar|pager|pagination)"
    r"(?:$|[\s_-])|(?:nav|menu|footer|sidebar|breadcrumb)\d*$",
    re.IGNORECASE,
)
_INFO_LINE = re.compile(
    r"(?:时间|時間|日期|来源|來源|作者|发布|發布|发文|發文|信息|编辑|編輯|责编|供稿)\s*[：:]|\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}"
)
_CRUMBS = re.compile(r"位置|首页|首頁|[>›»]")
_ADDRESS = re.compile(r"(?:https?://|www\.)[\x21-\x7e]*")
_MOST_INFO = 160
# What government sites declare in their head (国务院办公厅《政府网站发展指引》, 2017, annex on page tags).
_HEAD_FIELDS = (("时间", "pubdate"), ("来源", "contentsource"), ("作者", "author"))
_SITE_SUFFIX = re.compile(r"\s*(?:[_|]|-{1,2}|—{1,2}|\s[–·])\s*[^_|]*$")
_TABLE_RULE = re.compile(r"^[\s|:\-]+$")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page and the block that it is of; a table has a line for each row."""

    text: str
    block: Block


def read_html(data: bytes) -> SourceText:
    """The article of a web page, and what the page declares of itself.

    The page's heading and the line with its date and source come first where the article's body lacks them.
    Where no article can be told from the site round it, all visible text is given, without menus and footers
    where those are marked as such.

    Args:
        data: a whole page, or a piece of HTML as a crawler stores it.

    Raises:
        UnreadableFile: the bytes are not text.
    """
    from lxml import etree, html

    declared = _DECLARED.search(data[:4096])
    markup = decoded(data, declared=declared[1].decode("ascii") if declared else None)
    markup = _PAGE_END.sub("", _XML_DECLARATION.sub("", markup).replace("\0", ""))
    if not has_words(markup):
        return SourceText((), "html")
    try:
        tree = html.document_fromstring(markup)
    except etree.ParserError:
        # Nothing but comments and declarations.
        return SourceText((), "html")
    title, fields = _title(tree), _head_fields(tree)
    _prune(tree)
    unframe(tree)
    headings = {text_of(heading) for heading in tree.iter("h1", "h2")}
    visible = visible_blocks(tree)
    # A piece cut out of a page by a crawler has no site round it.
    blocks = _article(tree, visible, headings | {title or ""}) if _PAGE.search(markup) else visible
    if not any(has_words(block.text) for block in visible):
        # libxml2 drops what is nested deeper than 256 elements.
        lines = (" ".join(line.split()) for line in without_tags(markup).split("\n"))
        blocks = [Block("paragraph", line) for line in lines if line]
    return SourceText(tuple(blocks), "html", title, fields)


def _title(tree: Any) -> str | None:
    """The title: as the site declares it, the only h1, or else <title> without the site's name."""
    metas = _metas(tree)
    headings = [text_of(h) for h in tree.iter("h1") if text_of(h)]
    page = " ".join((tree.findtext(".//title") or "").split())
    shared = metas.get("articletitle") or metas.get("og:title")
    if shared:
        return _without_site(shared)
    if len(headings) == 1 and (not page or headings[0][:6] in page):
        return headings[0]
    return _without_site(page) or None


def _without_site(title: str) -> str:
    shorter = title
    while len(_SITE_SUFFIX.sub("", shorter)) >= 6 and _SITE_SUFFIX.search(shorter):
        shorter = _SITE_SUFFIX.sub("", shorter)
    return shorter.strip()


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        value = " ".join((meta.get("content") or "").split())
        if name and value:
            found.setdefault(name, value)
    return found


def _head_fields(tree: Any) -> dict[str, str]:
    metas = _metas(tree)
    return {name: metas[key] for name, key in _HEAD_FIELDS if key in metas}


def _prune(tree: Any) -> None:
    """Remove what is never shown, and the site's own parts: menus, footers, lists of links. What holds much of the
    page's text is the article, whatever its name says."""
    for element in list(tree.iter()):
        unseen = not isinstance(element.tag, str) or (element.tag in NEVER_SHOWN and element.tag != "head")
        if unseen and element.getparent() is not None:
            _drop(element)
    body = tree.find(".//body")
    whole = max(_unlinked(body if body is not None else tree), 1)
    for element in list(tree.iter()):
        if element is tree or element.getparent() is None or element.tag == "body":
            continue
        if _is_site_part(element) and _unlinked(element) < 0.4 * whole and element.find(".//h1") is None:
            _drop(element)


def _is_site_part(element: Any) -> bool:
    if element.tag in _SITE_PARTS or element.get("role") in ("navigation", "contentinfo", "search"):
        return True
    if (
        "display:none" in (element.get("style") or "").replace(" ", "").lower()
        or element.get("hidden") is not None
    ):
        return True
    if element.tag not in ("div", "ul", "ol", "table", "section", "td", "p", "span", "header"):
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if _SITE_NAMES.search(names):
        return True
    links = element.findall(".//a[@href]")
    return len(links) >= 3 and _unlinked(element) < 0.2 * len(text_of(element)) and _longest(links) < 40


def _longest(elements: list[Any]) -> int:
    return max(len(text_of(element)) for element in elements)


def _unlinked(element: Any) -> int:
    """Characters of `element` that are in no link."""
    return len(text_of(element)) - sum(len(text_of(link)) for link in element.iter("a") if link.get("href"))


def _drop(element: Any) -> None:
    """Remove `element`, keep the text that follows it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


@cache
def _extraction() -> Any:
    from trafilatura.settings import use_config

    config = use_config()
    # Chinese says in 40 characters what takes 250 letters; below it, menus are taken for text.
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "40")
    return config


def _article(tree: Any, visible: list[Block], headings: set[str]) -> list[Block]:
    """The main text with what goes with it; all that is visible where there is none to be found.

    Args:
        visible: the pruned page.
        headings: the page's title and headings.
    """
    lines = [_Line(text, block) for block in visible for text in _texts(block)]
    main = _main_text(tree)
    known, all_of_it = _sentences(main), _sentences([line.text for line in lines])
    if known < 0.6 * all_of_it:
        # Layouts of tables and bare <br> defeat it: better a menu too many than a paragraph too few.
        log.info(
            "main text not found, all visible text taken (%d characters of sentences instead of %d)",
            all_of_it,
            known,
        )
        return visible
    return _whole_article(lines, main, headings)


def _texts(block: Block) -> list[str]:
    """A block as trafilatura would have it: a table as rows without labels."""
    if block.grid is None:
        return [block.text]
    return [text for text in (block.grid.caption, *plain_rows(block.grid)) if text]


def _main_text(tree: Any) -> list[str]:
    """The main text by trafilatura, as lines; empty where it finds none."""
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
    """Characters in lines that are running text: long, and punctuated."""
    return sum(len(line) for line in lines if len(line) >= 30 and re.search("[，。；、]", line))


def _whole_article(visible: list[_Line], article: list[str], headings: set[str]) -> list[Block]:
    """The article with what was dropped from its midst (tables, lists) and from above it (heading, source).

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
    if _sentences([line.text for line in visible[start:end]]) < 0.95 * _sentences(article):
        inside = _blocks_of(article, visible)
    above = _opening([line.text for line in visible[max(start - 6, 0) : start]], headings)
    return _blocks_of(above, visible) + inside


def _blocks_of(lines: list[str], visible: list[_Line]) -> list[Block]:
    """The blocks of the page that these lines are of, each once; a line that is of none is a paragraph."""
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
    """Of the lines above the main text, its headline, as which a page may mark none, and what tells of date and
    source."""
    lines = [line for line in above if len(line) <= _MOST_INFO and not _CRUMBS.search(line)]
    last = next((line for line in reversed(lines) if not _INFO_LINE.search(line)), "")
    unmarked = not headings & set(lines) or last in above[-1:]
    return [
        line for line in lines
        if line in headings or _INFO_LINE.search(line) or (line == last and unmarked and _may_head(line))
    ]  # fmt: skip


def _may_head(line: str) -> bool:
    return 6 <= len(line) <= 60 and not _ADDRESS.fullmatch(line)


def _key(line: str) -> str:
    return re.sub(r"[\s|]", "", line)[:16]
