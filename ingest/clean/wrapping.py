"""Rejoin paragraphs that were wrapped into lines of one width, where that is certain."""

from __future__ import annotations

import re

from ingest.clean.lines import Line

_ENDS = re.compile(r"[。！？!?；;：:…”\"）)》】]$")
_STARTS_BLOCK = re.compile(
    r"[ \t　]{2,}|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|第[一二三四五六七八九十百\d]{1,4}[章节条编部]"
    r"|\d{1,2}[.．、](?!\d)|[\[［【]\d|[#|>*※●■◆•—―-]|[①-⑳]|各位|同志们"
)
_CONTINUES = re.compile(r"[，。、；：）》」』】！？”’,.;:)!?%]")
_NARROW = 15
# Between the cells of a table row, which is whole as it is: rows of one length are not one wrapped paragraph.
_CELLS = " | "


def _width(lines: list[str]) -> int | None:
    """Return the width at which the text was wrapped, in characters; None where lines are whole paragraphs."""
    lengths = sorted(len(line) for line in lines)
    if len(lengths) < 6:
        return None
    # The longest lines set the width; a few may stand out by a narrow character or two.
    width = lengths[int(len(lengths) * 0.9)]
    full = [line for line in lines if width - 2 <= len(line) <= width + 2]
    open_ended = sum(not _ENDS.search(line) for line in full)
    wrapped = len(full) >= 0.5 * len(lines) and open_ended >= 0.6 * len(full)
    return width if width >= _NARROW and wrapped else None


def rejoin(lines: list[Line]) -> list[list[Line]]:
    """Group `lines` into paragraphs; each group is written without breaks between its lines."""
    width = _width(
        [
            line.text.strip()
            for line in lines
            if line.text.strip() and line.row is None and _CELLS not in line.text
        ]
    )
    groups: list[list[Line]] = []
    for line in lines:
        previous = groups[-1][-1].text.strip() if groups else ""
        text = line.text.strip()
        is_row = line.row is not None or (groups and groups[-1][-1].row is not None)
        if previous and text and not is_row and _goes_on(previous, line.text, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _goes_on(previous: str, line: str, width: int | None) -> bool:
    if _CELLS in previous or _CELLS in line:
        return False
    if _CONTINUES.match(line.strip()) and not _ENDS.search(previous):
        return True
    if width is None or len(previous) < width - 2:
        return False
    return not _ENDS.search(previous) and not _STARTS_BLOCK.match(line)
