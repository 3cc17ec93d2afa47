"""Table rows that say what each cell is, so that a row can be found, quoted and understood by itself."""

from __future__ import annotations

import re
from itertools import groupby

SEPARATOR = " | "
# A header's cells are labels: this long at most.
LONGEST_LABEL = 16
_UNIT = re.compile(r"[（(]\s*(?:单位[：:]\s*)?([^（）()\d]{1,5})\s*[）)]$")
_FIGURE = re.compile(r"[\d.,]+")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_NUMBERED = {"序号", "編號", "编号", "No.", "#", "序號"}


def label_rows(text: str) -> str:
    """`text` in which each row of a table repeats the header's labels: "项目：北环路 | 完成时限：10月".

    Rows are lines whose cells are joined by " | ". Only a table of three columns or more is changed, whose first row
    is made of labels: short, all different, none empty. A unit in a label goes with the figures: "总投资：4.3亿元".
    """
    lines: list[str] = []
    for columns, group in groupby(text.split("\n"), key=lambda line: len(_cells(line))):
        rows = list(group)
        header = _cells(rows[0])
        if columns < 3 or len(rows) < 2 or not _is_header(header):
            lines += rows
            continue
        lines.append(rows[0])
        above = ""
        for row in rows[1:]:
            cells = _cells(row)
            # An empty first cell is one that was merged with the cell above.
            above = cells[0] = cells[0] or above
            lines.append(
                SEPARATOR.join(_cell(label, cell) for label, cell in zip(header, cells, strict=True) if cell)
            )
    return "\n".join(lines)


def _cells(line: str) -> list[str]:
    """The cells of a row; a line that is none is its own one cell."""
    return [cell.strip() for cell in (" " + line if line.startswith("| ") else line).split(SEPARATOR)]


def _is_header(cells: list[str]) -> bool:
    return (
        len(set(cells)) == len(cells)
        and all(0 < len(cell) <= LONGEST_LABEL for cell in cells)
        and not any(char.isdigit() for cell in cells for char in _YEAR.sub("", cell))
    )


def _cell(label: str, cell: str) -> str:
    if label in _NUMBERED:
        return cell
    unit = _UNIT.search(label)
    if unit and _FIGURE.fullmatch(cell):
        # "总投资（亿元）" over "4.3": the figure takes its unit along.
        return f"{label[: unit.start()]}：{cell}{unit[1]}"
    return f"{label}：{cell}"
