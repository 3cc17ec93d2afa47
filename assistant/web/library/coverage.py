"""Draw the library's coverage: regions against years, the more documents the darker."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from html import escape

from assistant.question.held_places import distinct_names
from assistant.web.i18n.words import Translator
from ingest.chinese.division_names import short_name
from ingest.schema import StoredDocument

MOST_REGIONS, MOST_YEARS = 24, 24
# Pixels: a cell, the gap between two, a character of a region's name, the room above for the years.
CELL_WIDTH, CELL_HEIGHT, GAP, CHARACTER, HEAD = 40, 22, 3, 13, 24
_LEVELS = (1, 2, 4, 8)


def render_coverage(documents: Iterable[StoredDocument], words: Translator) -> str:
    """Return the chart; "" where no document has a region and a date.

    A document counts for the year it was given in, and for the place of today. A click on a cell finds its documents in the table. The names stay in
    view while the years, of which the latest are seen first, are scrolled.
    """
    ready = [d for d in documents if d.state == "ready" and d.region and d.date]
    if not ready:
        return ""
    names_of = distinct_names(filter(None, (d.tells_of for d in ready)))
    told = [(names_of[d.tells_of], int((d.date or "")[:4])) for d in ready if d.tells_of]
    count = Counter(told)
    written: dict[str, set[str | None]] = defaultdict(set)
    for document in ready:
        if document.tells_of:
            written[names_of[document.tells_of]].add(document.region)
    # 澄溪 finds the documents of 澄溪县 and of 澄溪区, which it has become.
    sought = {name: short_name(name) if len(forms) > 1 else name for name, forms in written.items()}
    by_region = Counter(region for region, _ in told)
    regions = [r for r, _ in sorted(by_region.items(), key=lambda item: (-item[1], item[0]))[:MOST_REGIONS]]
    latest = max(year for _, year in count)
    years = range(max(min(year for _, year in count), latest - MOST_YEARS + 1), latest + 1)
    names = CHARACTER * max(len(_short(region)) for region in regions) + 10
    width, height = len(years) * CELL_WIDTH, HEAD + len(regions) * CELL_HEIGHT
    rows = "".join(
        f'<text class="region" x="{names - 8}" y="{HEAD + (j + 0.7) * CELL_HEIGHT}" text-anchor="end">'
        f"{escape(_short(region))}<title>{escape(region)}</title></text>"
        for j, region in enumerate(regions)
    )
    head = "".join(
        f'<text x="{(i + 0.5) * CELL_WIDTH}" y="{HEAD - 8}" text-anchor="middle">{year}</text>'
        for i, year in enumerate(years)
    )
    cells = "".join(
        _cell(
            region, sought[region], year, (i * CELL_WIDTH, HEAD + j * CELL_HEIGHT), count[region, year], words
        )
        for j, region in enumerate(regions)
        for i, year in enumerate(years)
    )
    left = len(by_region) - len(regions)
    more = (
        f'<p class="more">{words("另有 {count} 个地区，文档较少，没有画出。", count=left)}</p>'
        if left
        else ""
    )
    label = words(
        "{regions} 个地区从 {first} 年到 {last} 年各有多少篇文档",
        regions=len(by_region), first=years[0], last=years[-1],
    )  # fmt: skip
    return (
        f'<section class="coverage-card"><h3>{words("资料库涵盖什么")}</h3><div class="coverage" tabindex="0" role="region" aria-label="{words("资料库涵盖什么")}">'
        f'<div class="across"><svg class="names" aria-hidden="true" width="{names}" height="{height}">{rows}</svg>'
        f'<svg role="img" aria-label="{label}" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f"{head}{cells}</svg></div></div>{more}</section>"
    )


def _cell(region: str, sought: str, year: int, at: tuple[int, int], count: int, words: Translator) -> str:
    """Return the cell of a place and year, which is `at` (x, y) and finds what holds the words `sought`."""
    x, y = at
    level = sum(count >= least for least in _LEVELS)
    label = escape(words("{region} {year} 年：{count} 篇", region=region, year=year, count=count))
    found = f' data-find="{escape(sought)} {year}"' if count else ""
    number = (
        f'<text class="count level-{level}" x="{x + (CELL_WIDTH - GAP) / 2}" y="{y + 14}" text-anchor="middle">'
        f"{count}</text>"
        if count
        else ""
    )
    return (
        f'<g{found}><title>{label}</title><rect class="level-{level}" x="{x}" y="{y}" rx="4" '
        f'width="{CELL_WIDTH - GAP}" height="{CELL_HEIGHT - GAP}"/>{number}</g>'
    )


def _short(region: str) -> str:
    return region if len(region) <= 7 else region[:6] + "…"
