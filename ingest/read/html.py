"""HTML → text: the article with its headings, tables and publication line, without the site around it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.read.html_article import article
from ingest.read.html_blocks import text_of, unframe, visible_blocks, without_tags
from ingest.read.html_head import declared_titles, head_fields, without_site
from ingest.read.html_headline import from_headline
from ingest.read.html_pictures import read_pictures
from ingest.read.html_repeats import without_repeats
from ingest.read.html_site import prune, shown
from ingest.read.pictures import Pictures
from ingest.read.text import NOT_IN_XML, decoded, has_words
from ingest.schema import Block, SourceText

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""", re.IGNORECASE)
_PAGE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
# Closing them ends the tree for libxml2, and what a stray one is followed by is lost; both may be left out (HTML 13.1.2.4).
_PAGE_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NUMBERED = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8}+)|([0-9]{1,9}+));?")


def read_html(data: bytes, pictures: Mapping[str, bytes] | None = None) -> SourceText:
    """Return the article of a web page, and what the page declares of itself.

    The page's heading and the line with its date and source come first where the article's body lacks them.
    Where no article can be distinguished from the site around it, all visible text is given, without menus and footers
    where those are marked as such.

    Args:
        data: a whole page, or a piece of HTML as a crawler stores it.
        pictures: files that lie beside it, by the addresses under which it may name them; those in it are read anyway.

    Raises:
        UnreadableFile: the bytes are not text.
    """
    from lxml import etree, html

    declared = _DECLARED.search(data[:4096])
    markup = decoded(data, declared=declared[1].decode("ascii") if declared else None)
    markup = _PAGE_END.sub("", _of_xml(_XML_DECLARATION.sub("", markup)))
    if not has_words(markup):
        return SourceText((), "html")
    try:
        tree = html.document_fromstring(markup)
    except etree.ParserError:
        # Nothing but comments and declarations.
        return SourceText((), "html")
    titles, fields = declared_titles(tree), head_fields(tree)
    seen = Pictures()
    read_pictures(tree, seen, pictures or {})
    measure = shown(tree)
    prune(tree)
    unframe(tree)
    headings = {text_of(heading) for heading in tree.iter("h1", "h2")}
    visible = without_repeats(visible_blocks(tree))
    title = without_site(titles, {block.text for block in visible})
    # A piece cut out of a page by a crawler has no site round it.
    if is_page := _PAGE.search(markup) is not None:
        blocks = from_headline(article(tree, visible, headings | {title or ""}), title)
    else:
        blocks = visible
    if not any(has_words(block.text) for block in visible):
        # libxml2 drops what is nested deeper than 256 elements.
        lines = (" ".join(line.split()) for line in without_tags(markup).split("\n"))
        blocks = [Block("paragraph", line) for line in lines if line]
    found = SourceText(tuple(blocks), "html", title, fields, shown=measure if is_page else None)
    return seen.told(found)


def _of_xml(markup: str) -> str:
    """Return a page with a blank for each character, and each number of one, that no text of XML may hold."""

    def read(numbered: re.Match[str]) -> str:
        code = int(numbered[1], 16) if numbered[1] else int(numbered[2])
        return " " if code <= 0x10FFFF and NOT_IN_XML.match(chr(code)) else numbered[0]

    return _NUMBERED.sub(read, NOT_IN_XML.sub(" ", markup))
