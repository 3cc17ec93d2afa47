"""Spreadsheets: what a sheet shows becomes tables whose cells can be asked."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingest.errors import UnreadableFile
from ingest.read import read_data
from ingest.read.cell_values import shown
from ingest.schema import SourceText


def xlsx(*sheets: Sequence[Sequence[Any]], names: Sequence[str] = (), edit: Any = None) -> bytes:
    """The bytes of a workbook with these rows on its sheets."""
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(names[number] if names else f"Sheet{number + 1}")
        for row in rows:
            sheet.append(list(row))
        if edit is not None:
            edit(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def lines(source: SourceText) -> list[str]:
    return source.text.split("\n")


LIST = [
    ["云泊县2023年重点项目清单"],
    ["", "", "", "单位：万元"],
    ["序号", "项目名称", "建设地点", "总投资"],
    [1, "北环路改造", "城关镇", 12500],
    [2, "云泊粮食储备库", "石泉乡", 8600.5],
]


def test_rows_repeat_their_labels_under_the_title_of_the_sheet() -> None:
    source = read_data(xlsx(LIST), "清单.xlsx")
    assert source.format == "xlsx"
    assert (source.blocks[0].kind, source.blocks[0].text) == ("heading", "云泊县2023年重点项目清单")
    assert "1 | 项目名称：北环路改造 | 建设地点：城关镇 | 总投资：12500" in lines(source)
    assert "单位：万元" in lines(source)


def test_labels_that_are_merged_over_columns_go_to_each_of_them() -> None:
    def merge(sheet: Worksheet) -> None:
        for cells in ("A1:A2", "B1:C1", "D1:E1"):
            sheet.merge_cells(cells)

    rows = [
        ["指标", "2022年", "", "2023年", ""],
        ["", "绝对值", "增长（%）", "绝对值", "增长（%）"],
        ["地区生产总值（亿元）", 120.5, 5.6, 131.2, 6.1],
        ["财政收入（亿元）", 8.4, 7.2, 9.05, 8.3],
    ]
    assert (
        "指标：财政收入（亿元） | 2022年·绝对值：8.4 | 2022年·增长：7.2% | 2023年·绝对值：9.05 | 2023年·增长：8.3%"
        in lines(read_data(xlsx(rows, edit=merge), "指标.xlsx"))
    )


def test_tables_apart_by_blank_rows_each_have_their_own_labels() -> None:
    rows = [
        ["一、人口"], ["乡镇", "户数", "人口"], ["城关镇", 5200, 18300], ["石泉乡", 2100, 7400],
        [], ["二、耕地"], ["乡镇", "耕地（亩）", "水田（亩）"], ["城关镇", 9100, 3000], ["石泉乡", 15200, 800],
    ]  # fmt: skip
    told = lines(read_data(xlsx(rows), "乡镇.xlsx"))
    assert "乡镇：石泉乡 | 户数：2100 | 人口：7400" in told
    assert "乡镇：石泉乡 | 耕地：15200亩 | 水田：800亩" in told


def test_a_blank_row_inside_a_table_does_not_end_it() -> None:
    rows = [
        ["乡镇", "户数", "人口"], ["城关镇", 5200, 18300], [], ["石泉乡", 2100, 7400], ["竹溪乡", 900, 3100],
    ]  # fmt: skip
    assert "乡镇：竹溪乡 | 户数：900 | 人口：3100" in lines(read_data(xlsx(rows), "乡镇.xlsx"))


def test_tables_side_by_side_are_two() -> None:
    rows = [
        ["乡镇", "户数", "人口", None, "村名", "书记", "电话"],
        ["城关镇", 5200, 18300, None, "东村", "柯白帆", "无"],
        ["石泉乡", 2100, 7400, None, "西村", "石望潮", "无"],
    ]
    told = lines(read_data(xlsx(rows), "表.xlsx"))
    assert "乡镇：石泉乡 | 户数：2100 | 人口：7400" in told
    assert "村名：西村 | 书记：石望潮 | 电话：无" in told


def test_sheets_are_headed_by_their_names_and_hidden_ones_are_left_out() -> None:
    def hide(sheet: Worksheet) -> None:
        if sheet.title == "底稿":
            sheet.sheet_state = "hidden"

    rows = [["乡镇", "户数", "人口"], ["城关镇", 5200, 18300]]
    source = read_data(xlsx(rows, rows, rows, names=("户数", "底稿", "人口"), edit=hide), "表.xlsx")
    assert [block.text for block in source.blocks if block.kind == "heading"] == ["户数", "人口"]


def test_a_sheet_without_a_title_is_called_by_the_files_name() -> None:
    rows = [["乡镇", "户数", "人口"], ["城关镇", 5200, 18300]]
    assert read_data(xlsx(rows), "云泊县2023年户数.xlsx").title == "云泊县2023年户数"
    assert read_data(xlsx(LIST), "x.xlsx").title is None


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.456, "0.0%", "45.6%"),
        (0.5, "0%", "50%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (8600.5, "General", "8600.5"),
        (0.1 + 0.2, "General", "0.3"),
        (2.675, "0.00", "2.68"),
        (12.0, "General", "12"),
        (-3.25, "0.0_ ", "-3.3"),
        (36.2, '0.0"亿元"', "36.2亿元"),
        (1e11, "General", "100000000000"),
        (datetime.datetime(2023, 5, 8), "yyyy-mm-dd", "2023-05-08"),
        (datetime.datetime(2023, 5, 8), 'yyyy"年"m"月"', "2023年5月"),
        (datetime.datetime(2023, 5, 8), 'yyyy"年"m"月"d"日"', "2023年5月8日"),
        (datetime.datetime(2023, 5, 8, 14, 30), "General", "2023-05-08 14:30"),
        (True, "General", "TRUE"),
        (None, "General", ""),
        ("两行\n的字 ", "@", "两行\n的字"),
    ],
)
def test_a_cell_is_shown_as_people_see_it(value: object, form: str, text: str) -> None:
    assert shown(value, form) == text


def test_a_percentage_is_read_as_it_is_shown() -> None:
    def percent(sheet: Worksheet) -> None:
        for row in (2, 3):
            sheet.cell(row, 3).number_format = "0.0%"

    rows = [["项目", "地点", "完成率"], ["北环路", "城关镇", 0.456], ["粮库", "石泉乡", 1]]
    assert "项目：北环路 | 地点：城关镇 | 完成率：45.6%" in lines(
        read_data(xlsx(rows, edit=percent), "a.xlsx")
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_delimited_text_is_a_table_in_any_encoding(encoding: str, delimiter: str) -> None:
    rows = [
        ["乡镇", "人口（人）", "面积（平方公里）"],
        ["城关镇", "45210", "88.5"],
        ["石泉乡", "12033", "140.2"],
    ]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    source = read_data(text.encode(encoding), "云泊县乡镇.csv")
    assert source.format == "csv"
    assert source.title == "云泊县乡镇"
    assert "乡镇：石泉乡 | 人口：12033人 | 面积：140.2平方公里" in lines(source)


def test_a_cell_in_quotation_marks_holds_commas_and_line_ends() -> None:
    text = '项目,内容,投资\n北环路,"改造3公里,\n新建桥梁2座",1.2亿元\n粮库,新建,3亿元\n'
    assert "项目：北环路 | 内容：改造3公里, 新建桥梁2座 | 投资：1.2亿元" in lines(
        read_data(text.encode(), "项目.csv")
    )


def broken_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (xlsx(LIST)[:900], "损坏"),
        (broken_zip(), "损坏"),
        (xlsx([[]]), "没有文字"),
    ],
)
def test_a_workbook_that_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_data(data, "表.xlsx")


def test_a_workbook_beyond_all_measure_is_refused_before_it_is_unpacked() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 210_000_000)
    with pytest.raises(UnreadableFile, match="压缩比"):
        read_data(file.getvalue(), "表.xlsx")


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", b"</row>", b"</row"),
        ("xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetData>&#1;"),
        ("[Content_Types].xml", b"<Types", b"\xff\xfe<Types"),
    ],
)
def test_broken_xml_in_a_workbook_is_damage(part: str, old: bytes, new: bytes) -> None:
    spoiled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(LIST))) as pack, zipfile.ZipFile(spoiled, "w") as other:
        for name in pack.namelist():
            data = pack.read(name)
            assert name != part or old in data
            other.writestr(name, data.replace(old, new, 1) if name == part else data)
    with pytest.raises(UnreadableFile, match="表格文件已损坏"):
        read_data(spoiled.getvalue(), "清单.xlsx")
