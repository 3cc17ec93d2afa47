"""HTML → text: the article with its headings, tables and publication line, without the site around it."""

from __future__ import annotations

import re
from typing import Any

from ingest.read.html_article import article
from ingest.read.html_blocks import NEVER_SHOWN, text_of, unframe, visible_blocks, without_tags
from ingest.read.text import decoded, has_words
from ingest.schema import Block, SourceText

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
# What government sites declare in their head (国务院办公厅《政府网站发展指引》, 2017, annex on page tags).
_HEAD_FIELDS = (
    ("时间", ("pubdate", "article:published_time", "publishdate")),
    ("来源", ("contentsource",)),
    ("作者", ("author", "article:author")),
)
_SITE_SUFFIX = re.compile(r"\s*(?:[_|]|-{1,2}|—{1,2}|\s[–·])\s*[^_|]*$")


def read_html(data: bytes) -> SourceText:
    """Return the article of a web page, and what the page declares of itself.

    The page's heading and the line with its date and source come first where the article's body lacks them.
    Where no article can be distinguished from the site around it, all visible text is given, without menus and footers
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
    blocks = article(tree, visible, headings | {title or ""}) if _PAGE.search(markup) else visible
    if not any(has_words(block.text) for block in visible):
        # libxml2 drops what is nested deeper than 256 elements.
        lines = (" ".join(line.split()) for line in without_tags(markup).split("\n"))
        blocks = [Block("paragraph", line) for line in lines if line]
    return SourceText(tuple(blocks), "html", title, fields)


def _title(tree: Any) -> str | None:
    """Return the title: as the site declares it, the only h1, or else <title> without the site's name."""
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
    found = {name: next((metas[key] for key in keys if key in metas), "") for name, keys in _HEAD_FIELDS}
    return {name: value for name, value in found.items() if value}


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
    """Return the number of characters of `element` outside links."""
    return len(text_of(element)) - sum(len(text_of(link)) for link in element.iter("a") if link.get("href"))


def _drop(element: Any) -> None:
    """Remove `element`, keep the text that follows it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
