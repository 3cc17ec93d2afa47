"""Facts and projects on the terminal: a table to read, JSON and CSV for programs, and one cell put right."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.assistant.cli.test_commands import assert_user_error, together, xianwen
from tests.ingest.ledgers import GRAIN, LEDGER, publish
from tests.ingest.shelf import opened

# Processes are started and waited for.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of one document with two facts and a project."""
    place = tmp_path_factory.mktemp("told")
    made = opened(place)
    publish(made, place / "files", "岚岭.txt", GRAIN, LEDGER)
    made.close()
    return place / "library"


def test_json_has_the_contracts_objects_and_the_table_the_same_with_sources(library: Path) -> None:
    facts, table, projects, listed = together(
        lambda: xianwen("facts", "--json", library=library),
        lambda: xianwen("facts", library=library),
        lambda: xianwen("projects", "--region", "岚岭县", "--year", "2020-2022", "--json", library=library),
        lambda: xianwen("projects", "--status", "开工", library=library),
    )
    assert facts.json.keys() == {"facts"}
    assert [(f["indicator"], f["value"], f["unit"], f["measure"]) for f in facts.json["facts"]] == [
        ("粮食产量", 12.5, "万吨", "level"),
        ("粮食产量", 3.1, "%", "growth"),
    ]
    head, first, second, count = table.out.splitlines()
    assert head.split() == ["地区", "年份", "时段", "指标", "数值", "类别", "性质", "出处"]
    assert first.split() == [
        "岚岭县",
        "2021",
        "全年",
        "粮食产量",
        "12.5万吨",
        "数值",
        "结果",
        "岚岭.txt:13-28",
    ]
    # Aligned where each character is two columns wide.
    at = [line.encode("gb18030").index("岚岭.txt".encode("gb18030")) for line in (first, second)]
    assert at[0] == at[1] and count == "共 2 条"
    assert projects.json["projects"][0]["name"] == "竹编产业园"
    assert "竹编产业园  2亿元  开工  岚岭.txt:" in listed.out


def test_csv_has_the_fields_of_the_contract_on_standard_output_and_chinese_for_excel_in_a_file(
    library: Path, tmp_path: Path
) -> None:
    file = tmp_path / "指标.csv"
    printed, written = together(
        lambda: xianwen("facts", "--csv", library=library),
        lambda: xianwen("facts", "--csv", "-o", file, library=library),
    )
    first, growth = csv.DictReader(io.StringIO(printed.out))
    assert (first["value"], first["measure"], growth["measure"]) == ("12.5", "level", "growth")
    assert first["quote"] == "全县粮食总产量达到12.5万吨"
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    first, growth = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig")))
    assert (first["地区"], first["数值"], first["类别"], first["性质"]) == ("岚岭县", "12.5", "数值", "结果")
    assert (first["原句"], growth["类别"]) == ("全县粮食总产量达到12.5万吨", "增速")
    assert (written.code, written.out) == (0, "")
    assert f"已写入 2 条：{file}" in written.err


def test_a_workbook_has_chinese_headings_and_numbers_that_are_numbers(library: Path, tmp_path: Path) -> None:
    facts, projects = together(
        lambda: xianwen("facts", "--xlsx", tmp_path / "指标.xlsx", library=library),
        lambda: xianwen("projects", "--xlsx", tmp_path / "项目.xlsx", library=library),
    )
    assert (facts.code, facts.out, projects.code, projects.out) == (0, "", 0, "")
    assert f"已写入 2 条：{tmp_path / '指标.xlsx'}" in facts.err and "已写入 1 条" in projects.err
    head, first, _ = load_workbook(tmp_path / "指标.xlsx")["指标"].iter_rows(values_only=True)
    told = dict(zip(head, first, strict=True))
    assert (told["地区"], told["年份"], told["数值"], told["类别"]) == ("岚岭县", 2021, 12.5, "数值")
    assert told["原句"] == "全县粮食总产量达到12.5万吨"
    head, first = load_workbook(tmp_path / "项目.xlsx")["项目"].iter_rows(values_only=True)
    told = dict(zip(head, first, strict=True))
    assert (told["文中名称"], told["投资"], told["性质"]) == ("竹编产业园", 2, "开工")


def test_mistakes_are_one_line_and_exit_2(library: Path, tmp_path: Path) -> None:
    runs = together(
        lambda: xianwen("facts", "--region", "泊舟县", library=library),
        lambda: xianwen("facts", "--json", "--csv", library=library),
        lambda: xianwen("projects", "--xlsx", tmp_path / "x.xlsx", "--csv", library=library),
        lambda: xianwen("projects", "--year", "去年", library=library),
        lambda: xianwen("facts", "--year", "2022-2019", library=library),
        lambda: xianwen("projects", "--status", "搁置", library=library),
        lambda: xianwen("facts", "--csv", "-o", tmp_path / "无" / "x.csv", library=library),
        lambda: xianwen("facts", "--correct", "13万吨", library=library),
        lambda: xianwen("facts", "--indicators", "--csv", library=library),
        lambda: xianwen("facts", library=tmp_path / "nowhere"),
    )
    told = (
        "没有讲到",
        "二者取一",
        "不和 --json",
        "不是年份",
        "2022-2019 前后颠倒，请写作 2019-2022",
        "搁置 不在其中",
        "无法写入",
        "2 格",
        "--indicators 只列出",
        "没有资料库",
    )
    for run, words in zip(runs, told, strict=True):
        assert_user_error(run, words)


def test_nothing_found_is_said_on_standard_error(library: Path) -> None:
    run = xianwen("facts", "--year", "1999", "--json", library=library)
    assert (run.code, run.json) == (0, {"facts": []})
    assert "没有符合条件的记录" in run.err


def test_an_indicator_without_a_figure_is_said_with_the_nearest_and_how_to_list_all(library: Path) -> None:
    near, none, listed, as_json = together(
        lambda: xianwen("facts", "--indicator", "粮食", "--json", library=library),
        lambda: xianwen("facts", "--indicator", "星象", library=library),
        lambda: xianwen("facts", "--indicators", library=library),
        lambda: xianwen("facts", "--indicators", "--measure", "增速", "--json", library=library),
    )
    assert (near.code, near.json) == (0, {"facts": []})
    (line,) = near.err.strip().splitlines()
    assert "没有“粮食”的数，相近的有：粮食产量" in line and "xianwen facts --indicators" in line
    assert "没有“星象”的数；" in none.err and "相近" not in none.err
    assert [row.split() for row in listed.out.splitlines()] == [
        ["指标", "数值", "年份"],
        ["粮食产量", "2", "条", "2021"],
        ["共", "1", "条"],
    ]
    assert as_json.json == {"indicators": [{"name": "粮食产量", "facts": 1, "first": 2021, "last": 2021}]}


def test_the_status_tells_how_much_the_ledger_holds(library: Path) -> None:
    as_json, shown = together(
        lambda: xianwen("status", "--json", library=library), lambda: xianwen("status", library=library)
    )
    assert (as_json.json["facts"], as_json.json["projects"]) == (2, 1)
    assert "指标数值 2 条、项目 1 条" in shown.out


def test_one_cell_is_corrected_shown_so_and_put_back(library: Path) -> None:
    cell = ("--region", "岚岭县", "--year", "2021", "--indicator", "粮食产量", "--measure", "level")
    corrected = xianwen("facts", *cell, "--correct", "13万吨", "--note", "核定", library=library)
    assert "13万吨" in corrected.out and "✎" in corrected.out
    (record,) = xianwen("facts", *cell, "--json", library=library).json["facts"]
    assert (record["value"], record["correction"]["value"], record["correction"]["note"]) == (
        12.5,
        13,
        "核定",
    )
    assert "12.5万吨" in xianwen("facts", *cell, "--undo", library=library).out
    assert_user_error(xianwen("facts", *cell, "--undo", library=library), "没有可以撤销")
    assert_user_error(xianwen("facts", *cell, "--correct", "13亩", library=library), "单位不合")
