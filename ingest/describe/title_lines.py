"""Tell which lines at the head of a document are one title broken over lines, and where one title ends and another begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.chinese.divisions import divisions_named
from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable
from ingest.describe.head_lines import HeadLine

_WORDS = WordTable("ingest.describe", "title_lines")
# A title that ends so is whole.
PAPER = _WORDS.words("paper", frame=r"(?:{words})(?:\([^()]{1,16}\)|[《》”\"])*$")
HAN = re.compile(r"[\u3400-\u9fff]")
_UNFINISHED = _WORDS.words("unfinished")
_REST = _WORDS.words("rest")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_TAG = re.compile(r"\s*(?<!\d)((?:19|20)\d\d)$")
_PAIRS = (("《", "》"), ("“", "”"), ("（", "）"), ("(", ")"), ("〈", "〉"))
# The items of a menu are shorter than titles; what is printed to the full width is longer than a clause of a headline.
_ITEM, _FULL_LINE = 6, 13


def bare_text(text: str) -> str:
    """Return a text folded, its letters and digits alone."""
    return re.sub(r"[\s\W_]", "", fold(text))


def without_year_tag(text: str) -> str:
    """Return a title without the year that a site sets behind it once more: 2021年某某县公报 2021."""
    tag = _YEAR_TAG.search(text)
    return text[: tag.start()] if tag and f"{tag[1]}年" in text[: tag.start()] else text


def is_item(text: str) -> bool:
    """Return whether a line is as short as the items of a menu, and names neither a place nor a paper."""
    return len(text) <= _ITEM and not PAPER.search(fold(text)) and not divisions_named(text)


def is_open(text: str) -> bool:
    """Return whether a bracket or quotation mark stays open."""
    return any(text.count(opening) > text.count(closing) for opening, closing in _PAIRS)


def goes_on(before: str, after: str, told: str) -> bool:
    """Return whether a line of a title goes on in the next one.

    Args:
        before, after: the two lines.
        told: the bare text of the body, in which words that the end of a line breaks stand whole.
    """
    first, second = fold(without_year_tag(before)), fold(after)
    if is_open(before) or _UNFINISHED.search(first):
        return True
    if divisions_named(before) and (_YEAR.match(second) or PAPER.search(second)):
        return True
    if PAPER.search(first):
        return False
    return bool(_REST.search(second)) or (len(before) >= _FULL_LINE and _breaks_word(before, after, told))


def joined(parts: Sequence[str], told: str) -> str:
    """Return the lines of a title as one: broken words are closed, whole clauses stay apart."""
    text = parts[0]
    for before, after in zip(parts, parts[1:], strict=False):
        broken = goes_on(before, after, told) and not re.search(
            r"(?:强调|指出|要求|提出|表示|时)$", fold(before)
        )
        text += after if broken else " " + after
    return text


def seams(parts: Sequence[str], following: HeadLine | None, told: str) -> float:
    """Return what the seams say: lines that belong together, whole titles glued to one another, a rest left behind."""
    score = 0.0
    for before, after in zip(parts, parts[1:], strict=False):
        whole = PAPER.search(fold(before)) or is_item(before) or _names_meeting(before, after)
        score += 0.5 if goes_on(before, after, told) else -1.5 if whole else -0.6
    if following is not None and following.role == "title" and goes_on(parts[-1], following.text, told):
        score -= 2.0
    return score


def _breaks_word(before: str, after: str, told: str) -> bool:
    """Return whether three characters across the end of a line stand together in the body."""
    end, start = bare_text(before)[-2:], bare_text(after)[:2]
    return bool(HAN.match(start)) and (end + start[:1] in told or end[-1:] + start in told)


def _names_meeting(before: str, after: str) -> bool:
    """Return whether a line names the meeting that the paper below it was laid before."""
    return fold(before).endswith("会议") and fold(after).startswith("关于")
