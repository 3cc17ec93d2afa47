"""Choose the column of a table that a question asks for, and check that the table explains the whole question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.answer.reckoning import OF_A_WHOLE
from assistant.answer.tables import wording
from assistant.answer.tables.model import Cell, FoldedTable, Row
from assistant.answer.tables.periods import agrees, one_dash
from assistant.evidence.answer_types import fits_unit
from assistant.question.model import Question
from assistant.question.synonyms import synonyms
from ingest.chinese.quantities import find_quantities
from ingest.chinese.script import fold
from ingest.chinese.tokens import share_of_bigrams
from ingest.chinese.units import SHARES
from ingest.read.table_rows import BELOW

# Less than this is no more than a chance likeness between a question and a label.
LEAST_SCORE = 0.6
_WHOLE_LABEL, _BY_KIND, _BY_SYNONYM, _BY_YEAR, _BY_UNIT, _DIVIDES = 4.0, 1.5, 1.0, 1.0, 1.0, 4.0
_BY_PERIOD, _BY_GROWTH = 1.0, 1.5
# A column of amounts beside one of growth is asked for where no growth is.
_BY_AMOUNT = 0.7
_ASKS = re.compile(r"[哪谁几]|多少|什么|何")
_WHOLE = re.compile("[合小总]计")
_YEAR = re.compile(r"((?:19|20)\d\d)年?")
_RANK, _RANK_LABEL = re.compile(r"第几|几位|名次|排名"), re.compile(r"位次|名次|排[名位序]|序")


def asked_column(
    question: Question,
    table: FoldedTable,
    rows: Sequence[Row],
    named: Iterable[tuple[str, str]],
    *,
    measure: bool = False,
) -> str | None:
    """Return the label of the column that `question` asks for; None where none is, or two are equally likely.

    Args:
        rows: those that the answer is about.
        named: (label, value) for what the question itself says; these columns are not asked for.
        measure: only a column of figures will do.
    """
    asked = fold(question.text)
    if _RANK.search(asked) and not any(map(_RANK_LABEL.search, table.labels)):
        return None
    given = {label for label, _ in named} - {table.name}
    for _, value in named:
        asked = asked.replace(value, " ")
    for words, in_label in wording.ASKED:
        # 牵头 in "张三牵头的项目" says what 张三 is, and asks for nothing.
        if any(in_label.search(label) for label in given):
            asked = words.sub(" ", asked)
    scores = {
        label: _score(question, asked, label) + _BY_UNIT * _counts_what_is_asked(question, rows, label)
        for label in table.labels
        if label not in given | {table.name}
        and (table.is_measure(label) or not measure)
        and not _is_unnamed_part(table, label, asked)
        and _can_tell(question, rows, label)
    }
    ranked = sorted(scores, key=lambda label: -scores[label])
    if not ranked or scores[ranked[0]] < LEAST_SCORE:
        return _only_amount(question, table, scores) if measure else None
    return ranked[0] if len(ranked) == 1 or scores[ranked[0]] > scores[ranked[1]] else None


def _is_unnamed_part(table: FoldedTable, label: str, asked: str) -> bool:
    """Return whether a column is of a part (其中·一般债务), beside one of the whole, and the question does not name that part."""
    *above, inner = label.split(BELOW)
    if not above or inner in asked or wording.GROWTH_LABEL.search(label) or _WHOLE.fullmatch(inner):
        return False
    whole = BELOW.join(above)
    beside = (other.split(BELOW) for other in table.labels)
    return whole in table.labels or any(
        parts[:-1] == above and _WHOLE.fullmatch(parts[-1]) is not None for parts in beside
    )


def _only_amount(question: Question, table: FoldedTable, labels: Iterable[str]) -> str | None:
    """Return the only one of `labels` whose column holds amounts, where no growth or share is asked for: 绝对额."""
    if wording.GROWTH.search(fold(question.asked)):
        return None
    amounts = [
        label
        for label in labels
        if not wording.GROWTH_LABEL.search(label)
        and not any(q.kind.startswith(OF_A_WHOLE) for cell in table.values(label)[:1] if (q := cell.quantity))
    ]
    return amounts[0] if len(amounts) == 1 else None


def asked_columns(question: Question, table: FoldedTable, row: Row, given: Iterable[str]) -> list[str]:
    """Return the labels of a row's cells that `question` names side by side (A和B分别), in the order of the table.

    Args:
        given: labels for what the question itself says.
    """
    asked = fold(question.text)
    known = {*given, table.name}
    innermost = [(label, label.split(BELOW)[-1]) for label in table.labels if label not in known]
    named = [label for label, inner in innermost if len(inner) > 1 and inner in asked and row.cell(label)]
    if not wording.SEVERAL.search(asked):
        return []
    return [label for label in named if _of_its_time(question, asked, label)]


def columns_of_clauses(question: Question, row: Row, given: Iterable[str]) -> list[str]:
    """Return the columns of the different things that the clauses of a question ask for one by one: 由谁建，投资多少.

    Args:
        row: the one that it is about.
        given: labels for what the question itself says.
    """
    asked, known = fold(question.text), set(given)
    labels = [cell.label for cell in row.cells if cell.label not in known]
    found: list[str] = []
    for clause in re.split("[,，;；]", asked):
        of_kind = {
            label
            for words, in_label in wording.ASKED
            if words.search(clause) and _ASKS.search(clause)
            for label in labels
            if in_label.search(label)
        }
        found += of_kind if len(of_kind) == 1 else []
    return list(dict.fromkeys(found))


def _of_its_time(question: Question, asked: str, label: str) -> bool:
    """Return whether a column is about no other year, and no other part of it, than the question asks for."""
    year = _YEAR.search(label)
    other = year is not None and bool(question.years) and int(year[1]) not in question.years
    return not other and agrees(label, asked) is not False


def _score(question: Question, asked: str, label: str) -> float:
    if not _of_its_time(question, asked, label) or (
        wording.GROWTH_LABEL.search(label) and not wording.GROWTH.search(asked)
    ):
        return 0.0
    asked, label = one_dash(asked), one_dash(label)
    year = _YEAR.search(label)
    bare = _YEAR.sub("", label)
    if not bare:
        return _BY_YEAR if year and int(year[1]) in question.years else 0.0
    *above, inner = bare.split(BELOW)
    below = asked
    for part in above:
        # What names the label above says nothing of the one below it: 预算 in 一般公共预算.
        below = below.replace(part, " ")
    score = 2 * share_of_bigrams(inner, below) + share_of_bigrams("".join(above), asked)
    # 产量同比增长多少 names the amount, and asks for its growth.
    score += _BY_GROWTH * bool(wording.GROWTH_LABEL.search(label))
    score += _BY_PERIOD * (agrees(label, asked) is True)
    # A label of one character (男, 女) divides what the others count as a whole.
    score += _DIVIDES * (len(bare) == 1 and bare in asked)
    # Of several header rows the innermost label tells the columns apart.
    score += _WHOLE_LABEL * (inner in asked)
    score += _BY_AMOUNT * bool(wording.AMOUNT_LABEL.search(label) and not wording.GROWTH.search(asked))
    score += _BY_KIND * any(a.search(asked) and b.search(label) for a, b in wording.ASKED)
    others = {other for found in synonyms(asked).values() for other in found.same | found.loose}
    return score + _BY_SYNONYM * any(other in label for other in others)


def _can_tell(question: Question, rows: Sequence[Row], label: str) -> bool:
    """Return whether a column can answer: for a figure, it holds figures, in the unit asked for unless it is
    named."""
    cells = [cell for row in rows if (cell := row.cell(label))]
    if question.kind != "figure":
        return bool(cells)
    is_named = label.split(BELOW)[-1] in fold(question.text)
    return any(_fits(question, cell) or (is_named and cell.quantity is not None) for cell in cells)


def _counts_what_is_asked(question: Question, rows: Sequence[Row], label: str) -> bool:
    """Return whether a column counts in the very unit asked for; money and shares occur in many columns."""
    units = tuple(unit for unit in question.units if unit not in ("元", *SHARES))
    cells = [cell for row in rows if (cell := row.cell(label))]
    return bool(units) and any(fold(cell.value + cell.unit).endswith(units) for cell in cells)


def _fits(question: Question, cell: Cell) -> bool:
    return any(fits_unit(question, quantity) for quantity in find_quantities(cell.value + cell.unit))


def is_time(label: str) -> bool:
    """Return whether a label names a year and nothing that could be measured: what its figures are is told elsewhere."""
    return _YEAR.fullmatch(label) is not None


def unexplained(
    question: Question,
    table: FoldedTable,
    named: Iterable[tuple[str, str]],
    context: str,
    *,
    by_labels: bool = True,
) -> int:
    """Return how many Chinese characters of the question neither the table nor the form of the question accounts for.

    Args:
        named: (label, value) for the values of cells that the question names.
        context: folded text that may account for them besides labels and caption.
        by_labels: whether the labels of columns may account for them.
    """
    rest = one_dash(question.focus)
    first = [cell for row in table.rows[:1] for cell in row.cells]
    counted = {quantity.unit_name for cell in first if (quantity := cell.quantity)}
    for unit in sorted({*question.units, *counted} - {""}, key=len, reverse=True):
        # As it is left standing by itself where 多少 is taken out.
        rest = re.sub(f"(?<![一-鿿])[十百千万亿]*{re.escape(unit)}(?![一-鿿])", " ", rest)
    places = [fold(question.text[p.start : p.end]) for p in question.places]
    for _, value in named:
        # The focus has places taken out, also from the midst of a name.
        for form in {value, *(value.replace(place, " ").strip() for place in places)} - {""}:
            rest = rest.replace(form, " ")
    for asked, label in wording.ASKED:
        if any(label.search(other) for other in table.labels):
            rest = asked.sub(" ", rest)
    for part in {part for name in table.labels for part in name.split(BELOW) if len(part) == 1}:
        rest = rest.replace(f"{part}性", " ").replace(part, " ")
    known = one_dash("\n".join((table.caption, *(table.labels if by_labels else ()), context)))
    known += "".join(
        word
        for word, others in synonyms(rest).items()
        if any(other in known for other in others.same | others.loose)
    )
    for run in re.findall(r"[一-鿿]+", rest):
        pairs = {i for i in range(len(run) - 1) if run[i : i + 2] in known}
        rest = rest.replace(
            run, "".join(" " if {i - 1, i} & pairs else char for i, char in enumerate(run)), 1
        )
    left = len(re.findall(r"[一-鿿]", wording.FORM.sub("", rest)))
    if not by_labels:
        # GDP and the like name what is asked for as a whole.
        left += sum(len(word) for word in re.findall(r"[a-z]{2,}", rest) if word not in known)
    return left
