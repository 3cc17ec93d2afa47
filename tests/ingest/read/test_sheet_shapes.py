"""Shapes of tables that sheets hold: years down and places across, names in two columns, a name only on the tab."""

from __future__ import annotations

import datetime

import pytest
import xlwt

from ingest.clean import clean
from ingest.describe.document import describe
from ingest.read import read_data
from ingest.read.table_grid import grid_of
from ingest.read.years_down import with_places_down
from ingest.schema import SourceText
from ingest.split.passages import split
from tests.ingest.read.test_workbook import xlsx

YEARS = [
    ["年", "广州", "深圳", "江门", "七市合计"],
    [2019, 23628.6, 26927.09, 3146.64, 79862.1],
    [2020, 25019.11, 27670.24, 3200.95, 82503.5],
]


def lines(source: SourceText) -> list[str]:
    return source.text.split("\n")


def test_years_down_and_places_across_are_turned_so_that_each_row_tells_of_a_place() -> None:
    told = lines(read_data(xlsx(YEARS, names=["本地生产总值"]), "数据.xlsx"))
    assert told[0] == "本地生产总值"
    assert "地区：江门 | 2019年：3146.64 | 2020年：3200.95" in told


@pytest.mark.parametrize(
    "rows",
    [
        [["年份", "产值", "税收", "用工"], ["2019", "12", "3", "40"], ["2020", "14", "4", "42"]],
        [["乡镇", "广州", "深圳", "江门"], ["城关镇", "12", "3", "40"], ["石泉乡", "14", "4", "42"]],
    ],
)
def test_other_tables_stay_as_they_are(rows: list[list[str]]) -> None:
    assert with_places_down(grid_of(rows)) == grid_of(rows)


def test_a_name_in_two_columns_under_one_label_is_one() -> None:
    rows = [
        ["机场", "", "吞吐量", "同比"],
        ["云泊", "东滩", 4709, "5%"],
        ["霁川", "柳河", 2454, "6%"],
        ["岚岭", "石泉", 873, "7%"],
    ]
    assert "机场：霁川柳河 | 吞吐量：2454 | 同比：6%" in lines(read_data(xlsx(rows), "机场.xlsx"))


def test_percentages_and_dates_of_old_workbooks_are_shown_as_people_see_them(tmp_path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for x, label in enumerate(["项目", "进度", "开工"]):
        sheet.write(0, x, label)
    for y, (name, share, day) in enumerate(
        [("北环路", 0.456, datetime.date(2023, 5, 8)), ("粮库", 1, datetime.date(2023, 6, 1))], 1
    ):
        sheet.write(y, 0, name)
        sheet.write(y, 1, share, xlwt.easyxf(num_format_str="0.0%"))
        sheet.write(y, 2, day, xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    file = tmp_path / "a.xls"
    book.save(str(file))
    assert "项目：北环路 | 进度：45.6% | 开工：2023-05-08" in lines(read_data(file.read_bytes(), "进度.xls"))


def test_a_table_of_places_belongs_to_none_of_them_and_is_called_as_its_file_is() -> None:
    rows = [
        ["城市", "2019年", "2020年"],
        ["广州", 315.1, 889.3],
        ["深圳", 1157.3, 1674.3],
        ["江门", 70.1, 71.2],
    ]
    kept = clean(read_data(xlsx(rows), "科研投入.xlsx"))
    found = describe(kept, doc="科研投入.xlsx", title="科研投入")
    assert (found.title, found.region) == ("科研投入", None)
    told = {scope.about for passage in split(kept, found) for scope in passage.scopes}
    assert {"广州市", "深圳市", "江门市"} <= told


def test_rows_far_below_stand_under_the_caption_of_their_table() -> None:
    rows = [["指标：造林面积(亩)"], ["地区", "2019年", "2020年"]]
    rows += [[f"第{n}林场", str(n * 100), str(n * 120)] for n in range(1, 60)]
    kept = clean(read_data(xlsx(rows), "造林.xlsx"))
    passages = split(kept, describe(kept, doc="造林.xlsx", title=None))
    assert len(passages) > 3
    assert all("指标：造林面积(亩)" in passage.headings for passage in passages[1:])
    assert {cell.unit for row in kept.tables[0].rows for cell in row.cells[1:]} == {"亩"}


def test_a_long_row_is_cut_between_its_cells_and_each_part_tells_of_its_place() -> None:
    header = ["地区", *(f"{year}年" for year in range(1990, 2024))]
    rows = [
        [place, *(f"{n * 7919 % 90000 + 0.25:.2f}" for n in range(34))] for place in ("广州", "深圳", "江门")
    ]
    kept = clean(read_data(xlsx([["造林面积"], header, *rows]), "造林.xlsx"))
    passages = split(kept, describe(kept, doc="造林.xlsx", title=None))
    cut = [passage for passage in passages if passage.about == "江门市"]
    assert len(cut) > 1
    assert all(
        kept.text[passage.start :].startswith(("地区：江门", *(f"{y}年：" for y in range(1990, 2024))))
        for passage in cut
    )
