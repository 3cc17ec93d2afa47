"""What a web page declares of itself in its head: its title, and date, source and author."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from ingest.read.html_blocks import text_of
from ingest.read.html_headline import INFO_LINE

# What government sites declare in their head (国务院办公厅《政府网站发展指引》, 2017, annex on page tags).
_HEAD_FIELDS = (
    ("时间", ("pubdate", "article:published_time", "publishdate")),
    ("来源", ("contentsource",)),
    ("作者", ("author", "article:author")),
    ("网站", ("sitename", "og:site_name")),
)
# A headline has dashes of its own; after them only the name of a site is cut off.
_SITE_SUFFIX = re.compile(
    r"\s*(?:[_|]|-{1,2}|\s[–·])\s*[^_|\-]*$|\s*—{1,2}\s*[^_|—]*(?:网|网站|门户|平台|政府|在线|频道|委员会)\s*$"
)
_SOURCE = re.compile(r"(?:来源|发布机构|发布单位)\s*[：:]\s*([^\s：:]{3,24})")
_SHORTEST_TITLE, _LONGEST_SITE = 6, 20
# What is longer is text of the page.
_LONGEST_TITLE = 500


def declared_titles(tree: Any) -> list[str]:
    """Return the titles that a page gives itself, the most reliable first: the site's own tag, the only h1, <title>."""
    metas = _metas(tree)
    headings = [text for text in map(text_of, tree.iter("h1")) if text]
    page = " ".join((tree.findtext(".//title") or "").split())
    found = [metas.get("articletitle") or metas.get("og:title") or ""]
    named = not page or (headings[:1] and headings[0][:_SHORTEST_TITLE] in page)
    if len(headings) == 1 and (named or _is_of_site(page, tree, metas)):
        found.append(headings[0])
    return [title for title in (*found, page) if 0 < len(title) <= _LONGEST_TITLE]


def _is_of_site(page: str, tree: Any, metas: dict[str, str]) -> bool:
    """Return whether <title> says no more than whose page it is, as the page says elsewhere: 某某市财政局."""
    said = [metas.get("sitename", ""), metas.get("og:site_name", ""), *_SOURCE.findall(text_of(tree))]
    return len(page) <= _LONGEST_SITE and _place_left_open(page) in map(_place_left_open, said)


def _place_left_open(name: str) -> str:
    """Return a name without the suffixes of places, which one part of a page leaves out and another does not."""
    return re.sub("[省市县区]", "", name)


def without_site(titles: Collection[str], lines: Collection[str]) -> str | None:
    """Return the page's title without the name of its site.

    Args:
        titles: as the page declares them, the most reliable first.
        lines: what the page shows; a title that stands there whole ends where that line does.
    """
    found = [_shortened(title, lines) for title in titles]
    for title in found[:1]:
        # A heading that also holds the date and the source begins with what <title> has.
        heads = [other for other in found if title.startswith(other) and INFO_LINE.search(title, len(other))]
        return min(heads, key=len, default=title).strip() or None
    return None


def _shortened(title: str, lines: Collection[str]) -> str:
    shorter = [title]
    while (cut := _SITE_SUFFIX.sub("", shorter[-1])) != shorter[-1] and len(cut) >= _SHORTEST_TITLE:
        shorter.append(cut)
    return next((candidate for candidate in shorter if candidate in lines), shorter[-1])


def head_fields(tree: Any) -> dict[str, str]:
    """Return the fields that the head declares, by the names of `CleanText.header`."""
    metas = _metas(tree)
    found = {name: next((metas[key] for key in keys if key in metas), "") for name, keys in _HEAD_FIELDS}
    page = " ".join((tree.findtext(".//title") or "").split())
    if (
        not found["网站"]
        and len(page) <= _LONGEST_TITLE
        and (site := _SITE_SUFFIX.search(page))
        and site.start() >= _SHORTEST_TITLE
    ):
        found["网站"] = site[0].strip(" _|-–·—")
    return {name: value for name, value in found.items() if value}


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        value = " ".join((meta.get("content") or "").split())
        if name and value:
            found.setdefault(name, value)
    return found
