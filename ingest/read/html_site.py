"""The site round an article: menus, footers, lists of links, known by their marks, their links and how little they say."""

from __future__ import annotations

import re
from typing import Any

from ingest.read.html_blocks import BLOCKS, NEVER_SHOWN, text_of
from ingest.schema import Shown

_SITE_PARTS = frozenset({"nav", "footer", "aside", "menu", "dialog"})
_SITE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|topmenu|submenu|sidebar|breadcrumbs?|crumbs?|footer|foot|bottom|copyright|share|bdsharebuttonbox|"
    r"hot|rank|login|search|advert|ads?|links?|friendlink|toolbar|pager|pagination)"
    r"(?:$|[\s_-])|(?:nav|menu|footer|sidebar|breadcrumb)\d*$",
    re.IGNORECASE,
)
# Of trafilatura's, also within words; what it drops by them has been judged before.
_SUSPECT = re.compile(
    r"nav|menu|side|foot|bottom|bar|share|social|hot|rank|login|ad|link|tool|page|tag|comment|related|recommend|hidden|"
    r"crumb|copyright|button|print|widget|banner|pop|box",
    re.IGNORECASE,
)
# What readers wrote, and the beginnings of other articles, are running text too.
_OTHER_TEXTS = re.compile(r"(?:^|[\s_-])(?:comments?|pinglun|related|recommend)(?:$|[\s_-])", re.IGNORECASE)
_NAMED = frozenset({"div", "ul", "ol", "table", "section", "td", "p", "span", "header"})
# Shares of the page's text from which a part is the article, whatever its name says: of all its text, or of its
# sentences. A footer has a few sentences; the smallest article that was found inside such a name had 90 characters.
_MOST_TEXT, _MOST_SENTENCES, _FEW_SENTENCES = 0.4, 0.2, 60
_SENTENCE = re.compile(r"(?<![^。！？；!?;\n])[^。！？；!?;\n]{10,}+[。！？；]")
_HAN = re.compile("[一-鿿]")


def shown(tree: Any) -> Shown:
    """Return how much text a page shows, before anything is taken from it; data in its scripts counts as shown."""
    scripts = sum(len(_HAN.findall("".join(script.itertext()))) for script in tree.iter("script"))
    body = tree.find(".//body")
    text = _visible(body if body is not None else tree, links=True)
    sentences = set(_SENTENCE.findall(_visible(body if body is not None else tree, links=False)))
    return Shown(sum(map(len, sentences)), len(_HAN.findall(text)) + scripts)


def prune(tree: Any) -> None:
    """Remove what is never shown, and the site's own parts. What holds much of the page's text is the article, whatever
    its name says."""
    for element in list(tree.iter()):
        unseen = not isinstance(element.tag, str) or (element.tag in NEVER_SHOWN and element.tag != "head")
        if unseen and element.getparent() is not None:
            _drop(element)
    body = tree.find(".//body")
    page = body if body is not None else tree
    whole, sentences = max(_unlinked(page), 1), max(_sentences(page), 1)
    for element in list(tree.iter()):
        if element is tree or element.getparent() is None or element.tag == "body":
            continue
        part = _site_part(element)
        is_article = (
            part is None or _unlinked(element) >= _MOST_TEXT * whole or element.find(".//h1") is not None
        )
        if not is_article and part == "named":
            is_article = _sentences(element) >= max(_MOST_SENTENCES * sentences, _FEW_SENTENCES)
        if is_article:
            _clear(element)
        else:
            _drop(element)


def _site_part(element: Any) -> str | None:
    """Return what tells that an element belongs to the site: its name alone, or something surer; None if it does not."""
    if (
        "display:none" in (element.get("style") or "").replace(" ", "").lower()
        or element.get("hidden") is not None
    ):
        return "hidden"
    if element.tag in _SITE_PARTS or element.get("role") in ("navigation", "contentinfo", "search"):
        return "named"
    if element.tag not in _NAMED:
        return None
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if _OTHER_TEXTS.search(names):
        return "other texts"
    links = element.findall(".//a[@href]")
    if len(links) >= 3 and _unlinked(element) < 0.2 * len(text_of(element)) and _longest(links) < 40:
        return "links"
    return "named" if _SITE_NAMES.search(names) else None


def _clear(element: Any) -> None:
    """Take away names by which trafilatura would take for furniture what was found to be the article."""
    for attribute in ("class", "id"):
        if _SUSPECT.search(element.get(attribute) or ""):
            del element.attrib[attribute]


def _longest(elements: list[Any]) -> int:
    return max(len(text_of(element)) for element in elements)


def _unlinked(element: Any) -> int:
    """Return the number of characters of `element` outside links."""
    return len(text_of(element)) - sum(len(text_of(link)) for link in element.iter("a") if link.get("href"))


def _sentences(element: Any) -> int:
    """Return the number of characters of `element` in sentences outside links."""
    return sum(map(len, _SENTENCE.findall(_visible(element, links=False))))


def _visible(element: Any, *, links: bool) -> str:
    """Return the text of `element` that is shown, a line for each block, with or without that of its links."""
    parts: list[str] = []
    waiting: list[Any] = [element]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            parts.append(item)
            continue
        if isinstance(item.tag, str) and item.tag not in NEVER_SHOWN and (links or not _is_link(item)):
            edge = "\n" if item.tag in BLOCKS or item.tag in ("td", "th") else ""
            if text := item.text:
                parts += edge, " ".join(text.split())
            elif edge:
                parts.append(edge)
            if edge:
                waiting.append(edge)
            for child in reversed(item):
                if tail := child.tail:
                    waiting.append(" ".join(tail.split()))
                waiting.append(child)
    return "".join(parts)


def _is_link(element: Any) -> bool:
    return element.tag == "a" and element.get("href") is not None


def _drop(element: Any) -> None:
    """Remove `element`, keep the text that follows it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
