"""Tables of the ledger as files: every value with its source, and nothing that a spreadsheet program would run."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl

from assistant.ledger.cells import CellCorrection, cells, key_of
from assistant.ledger.export import matrix_csv, matrix_xlsx, projects_csv, projects_xlsx
from assistant.ledger.matrix import regions_by_times, series_by_times
from assistant.ledger.project_histories import histories
from tests.assistant.ledger.invented import mentioned, told

FACTS = [
    told(90.5, year=2019, quote="全县地区生产总值90.5亿元"),
    told(96.4, year=2021),
    told(101.2, year=2021, by="霞山市"),
    told(310000, "万元", region="云溪县", by="云溪县", year=2021),
]


def book_of(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def lines_of(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_workbook_has_the_values_in_one_unit_and_leaves_gaps_empty() -> None:
    sheet = book_of(matrix_xlsx(regions_by_times(cells(FACTS)), "地区生产总值", by_region=True))["数值"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "地区生产总值"
    assert rows[2] == ["地区", "所属", "2019年", "2020年", "2021年"]
    assert rows[3] == ["岚屏县", "霞山省", 90.5, None, 96.4]
    assert rows[4] == ["云溪县", "霞山省", None, None, 31]


def test_each_value_links_to_its_line_on_the_sheet_of_sources() -> None:
    book = book_of(matrix_xlsx(regions_by_times(cells(FACTS)), "地区生产总值", by_region=True))
    value = book["数值"]["E4"]
    assert value.hyperlink.location == "'来源'!A3" or value.hyperlink.target == "#'来源'!A3"
    head, _, first, other, _ = ([cell.value for cell in row] for row in book["来源"].iter_rows())
    source, contradicting = dict(zip(head, first, strict=True)), dict(zip(head, other, strict=True))
    assert (source["地区"], source["时间"], source["数值"], source["采用"], source["状态"]) == (
        "岚屏县",
        "2021年",
        96.4,
        "是",
        "说法不一",
    )
    assert (source["文档"], source["日期"]) == ("岚屏县政府工作报告", "2022-01-15")
    assert source["原句"] == "地区生产总值达到96.4亿元"
    assert (contradicting["数值"], contradicting["采用"]) == (101.2, "否")


def test_a_csv_file_has_every_telling_with_its_document_date_and_sentence() -> None:
    lines = lines_of(matrix_csv(regions_by_times(cells(FACTS))))
    assert len(lines) == len(FACTS)
    assert {line["原文写法"] for line in lines} == {"90.5亿元", "96.4亿元", "101.2亿元", "310000万元"}
    assert all(line["文件"] and line["日期"] and line["原句"] for line in lines)


def test_a_corrected_value_is_exported_with_who_said_so_and_what_was_found() -> None:
    said = CellCorrection(95.0, "亿元", 95e8, note="统计局核定", by="陈默", at="2026-01-02 10:00:00")
    found = cells(FACTS[1:2], {key_of(FACTS[1].fact): said})
    corrected, original = lines_of(matrix_csv(regions_by_times(found)))
    assert (corrected["数值"], corrected["采用"], corrected["核实人"], corrected["说明"]) == (
        "95.0",
        "是",
        "陈默",
        "统计局核定",
    )
    assert (original["数值"], original["采用"]) == ("96.4", "否")


def test_a_region_is_exported_with_an_indicator_in_each_row() -> None:
    found = [told(96.4), told(6.8, "%", measure="growth")]
    sheet = book_of(matrix_xlsx(series_by_times(cells(found)), "岚屏县", by_region=False))["数值"]
    assert sheet["A3"].value == "指标"
    assert {(row[0].value, row[1].value, row[2].value) for row in sheet.iter_rows(min_row=4)} == {
        ("地区生产总值", "数值（亿元）", 96.4),
        ("地区生产总值", "比上年增长（%）", 6.8),
    }


def test_no_text_of_a_document_becomes_a_formula() -> None:
    evil = '=HYPERLINK("https://example.invalid","x")'
    found = cells([told(1, region=evil, by=evil, quote="@SUM(1)", indicator="+cmd|' /C calc'!A0")])
    matrix = regions_by_times(found)
    book = book_of(matrix_xlsx(matrix, evil, by_region=True))
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    assert book["数值"]["A4"].value == evil
    (line,) = lines_of(matrix_csv(matrix))
    for name in ("地区", "指标", "原句"):
        assert line[name].startswith("'")


def test_what_xml_cannot_hold_is_left_out_of_a_workbook() -> None:
    found = cells([told(1, quote="甲\x00乙\x0b丙\ud800丁")])
    sheet = book_of(matrix_xlsx(regions_by_times(found), "标题\x07", by_region=True))["来源"]
    assert "甲乙 丙丁" in [cell.value for cell in sheet[2]]


def test_an_empty_matrix_is_an_empty_table() -> None:
    matrix = regions_by_times([])
    assert lines_of(matrix_csv(matrix)) == []
    assert book_of(matrix_xlsx(matrix, "没有", by_region=True))["数值"]["A3"].value == "地区"


def test_projects_are_exported_with_every_mention() -> None:
    found = histories(
        [
            mentioned("云脊抽水蓄能电站", "started", investment=48.5),
            mentioned("云脊抽水蓄能电站", "in production", year=2023, written="2024-01-10"),
            mentioned("河湾湿地公园", None, year=None, written=None),
        ]
    )
    book = book_of(projects_xlsx(found, "项目"))
    rows = [[cell.value for cell in row] for row in book["项目"].iter_rows(min_row=4)]
    assert rows[0][:6] == ["云脊抽水蓄能电站", "岚屏县", "霞山省", "投产", 48.5, "亿元"]
    assert [line["项目"] for line in lines_of(projects_csv(found))] == [
        "云脊抽水蓄能电站",
        "云脊抽水蓄能电站",
        "河湾湿地公园",
    ]
