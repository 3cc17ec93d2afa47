"""A stored table as it is asked about: figures with their units, and what cannot be reckoned with."""

from __future__ import annotations

from assistant.answer.tables.model import FoldedTable, table_of
from ingest.read.table_text import tables_in


def table(text: str) -> FoldedTable:
    return table_of(tables_in(text)[0], text)


def test_labels_are_folded_and_figures_bear_the_unit_of_their_column() -> None:
    found = table("名稱|總投資（億元）|牽頭人\n北橋|2.5|岑知遠\n南橋|4|祝新禾")
    assert found.labels == ("名称", "总投资", "牵头人")
    assert [q.written for cell in found.values("总投资") if (q := cell.quantity)] == [
        "2.5亿元",
        "4亿元",
    ]
    assert found.name == "名称"


def test_a_cell_of_several_figures_cannot_be_reckoned_with() -> None:
    text = "名称|总投资（亿元）|牵头人\n北桥|一期3亿元、二期5亿元|岑知远\n南桥|4|祝新禾"
    assert [bool(cell.quantity) for cell in table(text).values("总投资")] == [False, True]


def test_rows_that_add_up_others_stand_apart_and_an_empty_corner_heads_the_names() -> None:
    found = table("|户数|人口\n雁坪乡|81|260\n石门乡|45|133\n全县|126|393")
    assert found.name == "名称"
    assert [[row.cells[0].value for row in rows] for rows in (found.rows, found.totals)] == [
        ["雁坪乡", "石门乡"], ["全县"]
    ]  # fmt: skip
