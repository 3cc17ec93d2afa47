"""Find the rows of a table that a question names: by the values of their cells, or by the names that places have."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.answer.tables.model import NEARLY_APART, Cell, FoldedTable, Row
from assistant.question.model import Question
from ingest.chinese.division_names import short_name
from ingest.chinese.script import fold
from ingest.read.table_rows import BELOW

# (label, form) for each form of a cell's value that occurs in the question.
Named = tuple[tuple[str, str], ...]
# A place as the question has it → all that it is called: 沧源县 → 沧源佤族自治县, 沧源自治县.
Called = Mapping[str, frozenset[str]]
_PARTS = re.compile(r"[、，,；;/\s]+")
_DAY = re.compile(r"\d{1,2}月(?:底|初|中旬|\d{1,2}日)")
# What the name of a work ends in, which a question leaves out of a long one.
_BARE = re.compile(r"(?:建设)?(?:项目|工程)$")
LONG_NAME = 8
# Fewer characters name nothing; what more of the cells hold tells none apart.
LEAST_PART = 3
MOST_OF_PART = 0.4
MOST_ROWS_SEARCHED = 120
# What the name of a place ends in, which a question leaves out where the names of all rows end so.
_KIND_OF_PLACE = re.compile(r"(?:镇|乡|街道(?:办事处)?|村|社区|苏木|[县区市旗])$")
_EVERYWHERE = frozenset(("全县", "全市", "全区", "项目", "工程", "企业"))


def named_in(question: Question, table: FoldedTable, called: Called) -> Named:
    """Return the values that occur in the question, each with its label; none that is only part of a longer one.

    Args:
        called: see `called_in`.
    """
    asked = fold(question.text)
    labels = [label for label in table.labels if not table.is_measure(label)]
    places = tuple(name for place in question.meant for name in place.names)
    of_places = _are_places(table)
    forms = {
        (label, form)
        for label in labels
        for cell in table.values(label)
        for form in (
            _names(cell, places, of_places=of_places) if label == table.name else _forms(cell, asked)
        )
        if form in asked and form not in _EVERYWHERE
    }
    forms |= {
        (label, place)
        for place, names in called.items()
        for label in labels
        if any(fold(cell.value).strip() in names for cell in table.values(label))
    }
    kept = {f for f in forms if not any(f[1] != o and f[1] in o for _, o in forms)}
    # 霁川市云杉县 is one place, the city only says where it lies.
    wider = {
        f
        for f in kept
        if any(re.search(f"{re.escape(f[1])}的?(?!\\d){re.escape(o)}", asked) for _, o in kept)
    }
    return tuple(sorted(kept - wider))


def called_in(question: Question) -> Called:
    """Return the places that a question names, each with all its names."""
    return {
        fold(question.text[span.start : span.end]): frozenset(
            (span.own, *span.names, *(name for place in span.places for name in (place.name, *place.names)))
        )
        for span in question.places
    }


def _are_places(table: FoldedTable) -> bool:
    """Return whether the rows of a table bear the names of places: most end in a word for one."""
    of_places = sum(_KIND_OF_PLACE.search(name) is not None for name in table.names)
    return of_places >= NEARLY_APART * len(table.names)


def _stem(name: str) -> str:
    """Return the name of a place without the word for its kind: 新添堡 of 新添堡回族乡."""
    if name.endswith("族乡"):
        return short_name(name.removesuffix("乡") + "自治县")
    short = short_name(name)
    return short if short != name else _KIND_OF_PLACE.sub("", name)


def _names(cell: Cell, places: tuple[str, ...], *, of_places: bool) -> list[str]:
    """Return the ways in which a question may name a row: by its name, without brackets, without the place, without the word
    for its kind.

    Args:
        places: what the places that the question names are called.
        of_places: whether all rows are places.
    """
    value = fold(cell.value).strip().removeprefix("其中:")
    if of_places:
        return _telling([value, _stem(value)])
    names = {value, re.sub(r"\([^()]*\)", "", value), _unbracketed(value)}
    names |= {_BARE.sub("", name) for name in names if len(name) >= LONG_NAME}
    names |= {name.removeprefix(place) for name in names for place in places}
    return _telling(sorted(names))


def _forms(cell: Cell, asked: str) -> list[str]:
    """Return the forms in which a question may name a cell's value.

    They are the value as it is, one of several in it, 交通局 for 县交通局, and 11月底 without its year; of one character
    (优) only where the question says 为优 or 是优.
    """
    value = fold(cell.value).strip()
    if re.fullmatch("[一-鿿]", value):
        return [value] if re.search(f"[为是]{value}", asked) else []
    parts = [value, *_PARTS.split(value), *_DAY.findall(value)]
    return _telling([*parts, *(part[1:] for part in parts if len(part) > 3 and part[0] in "县区市镇")])


def _telling(forms: list[str]) -> list[str]:
    return [form for form in forms if 2 <= len(form) <= 24 and re.search(r"[一-鿿a-z]", form)]


def _unbracketed(value: str) -> str:
    return re.sub("[()]", "", value)


def meets(row: Row, named: Named, called: Called) -> bool:
    """Return whether a row holds, under each label with a named value, one of those values."""
    return all(
        (cell := row.cell(label)) is not None
        and any(
            form in fold(cell.value)
            or form in _unbracketed(fold(cell.value))
            or fold(cell.value).strip() in called.get(form, ())
            for other, form in named
            if other == label
        )
        for label, _ in named
    )


def named_in_part(question: Question, table: FoldedTable, named: Named) -> Named:
    """Return the values that the question names by a run of their characters alone, 霖远 of 青棠霖远显示技术有限公司: those
    that few of the cells of a column hold.

    Args:
        named: what it names in other ways.
    """
    if len(table.rows) > MOST_ROWS_SEARCHED:
        return ()
    rest = question.focus
    for told in (
        *(form for _, form in named),
        *(part for label in table.labels for part in label.split(BELOW)),
    ):
        rest = rest.replace(told, " ")
    rest = re.sub("项目|工程", " ", rest)
    found: set[tuple[str, str]] = set()
    labels = [label for label in table.labels if not table.is_measure(label)]
    values = {label: [fold(cell.value) for cell in table.values(label)] for label in labels}
    for run in re.findall("[一-鿿a-z0-9]{3,}", rest):
        best: tuple[str, str] | None = None
        for label in labels:
            part = _longest_part(run, values[label])
            if part and (best is None or len(part) > len(best[1])):
                best = label, part
        if best is not None:
            found.add(best)
    return tuple(sorted(found))


def _longest_part(run: str, values: Sequence[str]) -> str:
    """Return the longest part of a run of characters, of three or more, that some values hold and most do not."""
    for length in range(len(run), LEAST_PART - 1, -1):
        for start in range(len(run) - length + 1):
            part = run[start : start + length]
            if 0 < sum(part in value for value in values) <= MOST_OF_PART * len(values):
                return part
    return ""
