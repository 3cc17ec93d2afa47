"""Spaces: those that damage put inside words and numbers go, those that part words stay."""

from __future__ import annotations

import re

from ingest.clean.damage import HAN

_RUNNING = re.compile(r"[，。；！？,;]")
_MARKS = "。，、；：！？“”‘’（）《》〈〉「」『』【】［］…—"
_BESIDE_MARK = re.compile(rf"(?<=[{_MARKS}])[ \t]+|(?<![ \t])[ \t]++(?=[{_MARKS}])")
_SPACED_OUT = re.compile(rf"(?<![{HAN}])[{HAN}](?:[ \t]+[{HAN}])+(?![{HAN}])")
_SPLIT_NAME = re.compile(rf"(?<=[ \t])([{HAN}])[ \t]+([{HAN}]{{2}})(?=$|[ \t）)])")
_IN_SENTENCE = re.compile(
    rf"(“[^“”]{{1,40}}”|《[^《》]{{1,60}}》|[（(][^（()），。,]{{1,30}}[）)])|(?<=[{HAN}])[ \t]+(?=[{HAN}])"
)
_UNIT = (
    r"[年月日号元亿億万萬千百十个項项家公平里亩畝吨噸人户戶座条條所件处處倍度米辆輛台套"
    r"村次场場名岁歲天届屆余餘多%‰]"
)
_NUMBER = re.compile(
    rf"(?<![“\"‘'+\d.:/-])\d++(?:[ \t]++\d++){{0,40}}(?:[ \t]*+\.[ \t]*+\d++(?:[ \t]++\d++){{0,40}})?(?=[ \t]*+{_UNIT})"
)
_DOT_BETWEEN = re.compile(rf"(?<=[\d{HAN}])[ \t]*([·・])[ \t]*(?=[\d{HAN}])")
_HAN_DIGIT = re.compile(rf"(?<=[{HAN}])[ \t]+(?=\d)|(?<=\d)[ \t]+(?=[{HAN}%‰])")
_BLANKS = re.compile(r"[ \t]{2,}|\t")
_CELL_GAP = re.compile(r"[ ]*\t[ \t]*|[ ]{2,}")
_MANY_CELLS = 10
_YEAR = re.compile(r"(?:19|20)\d\d")
# Characters of the name of a table's column.
LONGEST_LABEL = 16


def _is_row(line: str) -> bool:
    """Return whether `line` is a row of a table.

    Its short cells are separated by single tabs, or by blanks where at least two are figures.
    """
    if _RUNNING.search(line):
        return False
    labels = line.split("\t")
    if _is_spread(labels):
        return False
    if (
        len(labels) >= 3
        and all(0 < len(label.strip()) <= LONGEST_LABEL for label in labels)
        and "：" not in line
    ):
        return True
    cells = line.split()
    return len(cells) >= 3 and sum(cell[0].isdigit() or cell[-1].isdigit() for cell in cells) >= 2


def _is_spread(cells: list[str]) -> bool:
    """Return whether the letters of a line of text stand apart like cells: most of many cells are one character."""
    single = sum(bool(re.fullmatch(rf"[{HAN}]", cell.strip())) for cell in cells)
    return len(cells) >= _MANY_CELLS and single >= 0.6 * len(cells)


def _close_number(match: re.Match[str]) -> str:
    number = match.group()
    pieces = number.replace(".", " ").split()
    if len(pieces) == 1 or number == "".join(number.split()):
        return number
    # Two years, or a row of counts, are several numbers; a broken one is short and has no full year in it.
    if len(number.split(".")[0].split()) > 3 or any(_YEAR.fullmatch(piece) for piece in pieces):
        return number
    return "".join(number.split())


def _close_words(line: str) -> str:
    line = _SPACED_OUT.sub(lambda match: "".join(match.group().split()), line)
    return _SPLIT_NAME.sub(r"\1\2", line)


def tidy(line: str) -> str:
    """Return one line with its spaces put right.

    In a sentence, blanks between Han characters and inside numbers are damage. In a line without sentence
    marks (titles, signatures), a blank between two words of two characters or more parts them and stays;
    so it does in a quoted name. A row of a table keeps its cells apart by tabs.

    Args:
        line: one line, without line end.

    Returns:
        The line; its characters other than blanks are those of `line`, in order.
    """
    line = line.strip()
    if " " not in line and "\t" not in line:
        return line
    if _is_row(line):
        return _CELL_GAP.sub("\t", line)
    line = _BESIDE_MARK.sub("", _close_words(line))
    if _RUNNING.search(line):
        line = _NUMBER.sub(_close_number, line)
        line = _IN_SENTENCE.sub(lambda match: match.group(1) or "", line)
    line = _HAN_DIGIT.sub("", _DOT_BETWEEN.sub(r"\1", line))
    return _BLANKS.sub(" ", line)
