from hypothesis import given
from hypothesis import strategies as st

from ingest.read.table_rows import label_rows


def test_each_row_says_what_its_cells_are() -> None:
    text = "附表\n项目 | 地点 | 完成时限\n北环路 | 东篱镇 | 10月底\n污水厂 | 北渡乡 | 12月底\n以上项目。"
    assert label_rows(text).split("\n") == [
        "附表",
        "项目 | 地点 | 完成时限",
        "项目：北环路 | 地点：东篱镇 | 完成时限：10月底",
        "项目：污水厂 | 地点：北渡乡 | 完成时限：12月底",
        "以上项目。",
    ]


def test_a_unit_in_a_label_goes_with_its_figures() -> None:
    rows = label_rows("序号 | 项目 | 总投资（亿元）\n1 | 北环路 | 4.3\n2 | 污水厂 | 待定").split("\n")
    assert rows[1:] == ["1 | 项目：北环路 | 总投资：4.3亿元", "2 | 项目：污水厂 | 总投资（亿元）：待定"]


def test_an_empty_first_cell_takes_the_one_above_it_was_merged_with() -> None:
    rows = label_rows("项目 | 分期 | 投资\n化工园 | 一期 | 12亿元\n | 二期 | 8亿元").split("\n")
    assert rows[2] == "项目：化工园 | 分期：二期 | 投资：8亿元"


def test_rows_without_a_header_of_labels_stay_as_they_are() -> None:
    text = "化工园 | 一期 | 12亿元\n电厂 | 二期 | 8亿元"
    assert label_rows(text) == text


@given(st.text(alphabet="项目投资12年亿元 |\n（）", max_size=120))
def test_every_cell_of_every_row_is_still_in_its_row(text: str) -> None:
    before, after = text.split("\n"), label_rows(text).split("\n")
    assert len(before) == len(after)
    for row, labelled in zip(before, after, strict=True):
        assert all(cell.strip() in labelled for cell in row.split(" | "))
