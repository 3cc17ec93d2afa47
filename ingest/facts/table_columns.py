"""Read the columns of a table: which one names the rows, and what each of the others says of its figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.facts.table_labels import WORDS, Label, is_torn, plain, read_label
from ingest.schema import Table

_PLACE = WORDS.words("place")
_HEADING = WORDS.words("heading")
_ENTITY = WORDS.words("entity")
_FIGURE = re.compile(r"[-+−－≥≤<>]?\d[\d,]*(?:\.\d+)?(?![年月])[a-z%‰一-鿿/²³()]{0,8}")
_OF_WORKS = re.compile(r"(?:建设|重点)?项目(?:名称)?|名称|内容|建设内容")
_EMPTY = re.compile(r"[-—–/.…*]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_LABEL = re.compile(r"(?:项目|指标)?(?:年份|年度|年|时间|时期)(?:项目|指标)?")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table.

    Attributes:
        naming: index of the one that names the rows.
        is_place: whether its label says that it names places.
        is_of_works: whether the rows may be works, whose sums under the name of an indicator are their own: 项目名称.
        labels: index → what the label of a column of figures says, with the year and status of the amounts before it
            where it has none; columns that cannot be read are missing.
    """

    naming: int
    is_place: bool
    is_of_works: bool
    labels: dict[int, Label]

    def is_level(self, column: int) -> bool:
        """Return whether a column holds amounts, not growth, shares or differences."""
        label = self.labels.get(column)
        return label is not None and label.measure is None


def read_columns(text: str, table: Table) -> Columns | None:
    """Return the columns of a table; None where no column names the rows, where it names firms or works, or the header is
    damaged."""
    values: dict[int, list[str]] = {}
    for row in table.rows:
        for cell in row.cells:
            values.setdefault(cell.column, []).append(plain(text[cell.start : cell.end]))
    filled = [i for i, label in enumerate(table.labels) if label and i in values]
    figures = [i for i in filled if _holds_figures(values[i], table.labels[i])]
    if not figures:
        return None
    naming = [i for i in filled if i < figures[0]]
    if not naming:
        return None
    labels: dict[int, Label] = {}
    for i in figures:
        label = read_label(table.labels[i])
        if label is not None:
            labels[i] = label
    if _is_damaged(labels) or any(map(is_torn, table.labels)):
        return None
    heads = {i: plain("".join(table.labels[i])) for i in naming}
    named = next((i for i in reversed(naming) if _HEADING.fullmatch(heads[i])), None)
    last = naming[-1] if named is None else named
    is_place = _PLACE.fullmatch(heads[last]) is not None
    if named is None and not is_place and any(map(_ENTITY.search, heads.values())):
        return None
    return Columns(last, is_place, _OF_WORKS.fullmatch(heads[last]) is not None, _completed(labels))


def _holds_figures(values: Sequence[str], label: Sequence[str]) -> bool:
    """Return whether most cells of a column are figures, and not the years that name the rows."""
    values = [value for value in values if not _EMPTY.fullmatch(value)]
    count = sum(_FIGURE.fullmatch(value.strip("[]〔〕")) is not None for value in values)
    if all(_YEAR.fullmatch(value) for value in values) and (
        not "".join(label) or _YEAR_LABEL.fullmatch(plain("".join(label)))
    ):
        return False
    return bool(values) and 2 * count >= len(values)


def _is_damaged(labels: dict[int, Label]) -> bool:
    """Return whether two columns say the same, as a header does whose cells were merged in the wrong way."""
    said = [replace(label, mentions=()) for label in labels.values()]
    named = [tuple(m.indicator.name for m in label.mentions) for label in labels.values()]
    both = list(zip(said, named, strict=True))
    return any(one == other for i, one in enumerate(both) for other in both[i + 1 :])


def _completed(labels: dict[int, Label]) -> dict[int, Label]:
    """Return the labels with what the columns of amounts before them say: the growth beside 完成数 is of what was reached,
    that beside 产量 of the output."""
    done: dict[int, Label] = {}
    before: list[Label] = []
    for i, label in sorted(labels.items()):
        if label.measure is None:
            if not label.years_before:
                before.append(label)
            done[i] = label
            continue
        if "年均" in label.qualifiers and not _spans_a_plan(before):
            continue
        like = [one for one in before if _same_name(one, label) or not (label.mentions or label.rest)]
        done[i] = _of_amounts(label, like) if like else label
    return done


def _spans_a_plan(amounts: Sequence[Label]) -> bool:
    """Return whether the years of amounts are those before and at the end of five years, or none."""
    years = [one.year for one in amounts if one.year]
    return not years or max(years) - min(years) in (4, 5)


def _same_name(one: Label, other: Label) -> bool:
    return [m.indicator for m in one.mentions] == [
        m.indicator for m in other.mentions
    ] and one.rest == other.rest


def _of_amounts(label: Label, amounts: Sequence[Label]) -> Label:
    """Return a label of growth or share with what the amounts that it may belong to say: the latest year of them, and of
    these the last."""
    reached = [one for one in amounts if one.status != "target"] if label.is_completion else amounts
    latest = max((one.year for one in reached if one.year), default=None)
    of = [one for one in reached if one.year == latest]
    if not of:
        return label
    last = of[-1]
    # One noun alone is that of all rows: it belongs to their names.
    nouns = {one.rest for one in amounts}
    named = label.mentions or label.rest or (len(nouns) == 1 and not last.mentions)
    return replace(
        label,
        year=label.year or last.year,
        period=label.period or last.period,
        month=label.month or last.month,
        status=label.status or last.status,
        mentions=label.mentions if named else last.mentions,
        rest=label.rest if named else last.rest,
        qualifiers=tuple(dict.fromkeys((*_lasting(last, label), *label.qualifiers))),
    )


def _lasting(amount: Label, label: Label) -> tuple[str, ...]:
    """Return the qualifiers of an amount that hold for its growth too."""
    return () if label.is_completion else amount.qualifiers
