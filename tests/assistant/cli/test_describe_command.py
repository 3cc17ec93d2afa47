"""What is doubtful is listed and counted, put right and undone, and an older library taken up anew: on the terminal."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.assistant.cli.test_commands import assert_user_error, fill, together, xianwen

# Processes are started and waited for.
pytestmark = pytest.mark.slow

DOC = "新闻/岚岭县纪事.txt"
TEXT = """霜原县启动水渠改造
2021年4月6日，霜原县召开水利工作会议，部署全年水渠改造。全县将改造水渠六十三公里，受益农田2.7万亩。
霜原县水利局负责人介绍，工程分两批施工，秋收之前完成主干渠。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of documents that are in order, and of one about 霜原县 that is named for 岚岭县."""
    place = tmp_path_factory.mktemp("described")
    folder = fill(place / "docs")
    (folder / DOC).write_text(TEXT, encoding="utf-8")
    xianwen("ingest", folder, library=place / "library")
    return place / "library"


def test_what_is_doubtful_is_listed_filtered_and_counted(library: Path) -> None:
    listed, as_json, status, counted = together(
        lambda: xianwen("list", "--warnings", library=library),
        lambda: xianwen("list", "--warnings", "--json", library=library),
        lambda: xianwen("status", library=library),
        lambda: xianwen("status", "--json", library=library),
    )
    assert "文件名写的是岚岭县，内容是霜原县。" in listed.out and "4 份中有提醒的 1 份" in listed.out
    assert [(d["doc"], d["warnings"], d["copy_of"]) for d in as_json.json["documents"]] == [
        (DOC, ["file-name"], None)
    ]
    assert "有提醒的 1 份：与文件名不符 1" in status.out
    assert (counted.json["warned"], counted.json["warnings"]) == (1, {"file-name": 1})


def test_a_description_is_shown_put_right_and_put_back(library: Path) -> None:
    shown = xianwen("describe", DOC, library=library)
    assert (
        "地区：霜原县" in shown.out
        and "⚠ 文件名写的是岚岭县" in shown.out
        and str(library.parent) in shown.out
    )
    put = xianwen("describe", DOC, "--region", "云泽省岚岭县", "--date", "2020-05", "--json", library=library)
    assert put.code == 0 and "行政区划表里没有“岚岭县”" in put.err
    assert (put.json["region"], put.json["place"], put.json["date"]) == ("岚岭县", "云泽省", "2020-05")
    assert put.json["automatic"]["region"] == "霜原县" and put.json["warnings"] == []
    listed = {d["doc"]: d for d in xianwen("list", "--json", library=library).json["documents"]}
    assert (listed[DOC]["region"], listed[DOC]["corrected"]) == ("岚岭县", ["region", "date", "place"])
    assert "已更正；程序识别为 霜原县" in xianwen("describe", DOC, library=library).out
    xianwen("describe", DOC, "--region", "霜原县", library=library)
    assert "地区：霜原县（已确认）" in xianwen("describe", DOC, library=library).out
    assert xianwen("describe", DOC, "--undo", "--json", library=library).json["corrections"] == 1
    undone = xianwen("describe", DOC, "--undo", "--json", library=library)
    assert (undone.json["region"], undone.json["corrections"]) == ("霜原县", 0)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((DOC, "--date", "去年"), "不是日期"),
        ((DOC, "--kind", "memo"), "没有“memo”这个类型"),
        ((DOC, "--undo"), "没有可以撤销的更正"),
        ((DOC, "--undo", "--title", "题"), "--undo 不能和更正一起用"),
        (("没有.txt", "--title", "题"), "资料库中没有文档 没有.txt"),
        (("没有.txt",), "资料库中没有文档 没有.txt"),
        ((), "命令有误"),
    ],
)
def test_a_correction_that_cannot_be_made_is_one_line_that_says_why(library: Path, arguments, told) -> None:
    assert_user_error(xianwen("describe", *arguments, library=library), told)


def test_a_library_of_an_older_program_is_taken_up_anew_by_one_command(library: Path) -> None:
    with sqlite3.connect(library / "catalog.sqlite3") as connection:
        connection.execute("UPDATE version SET reading = 0")
    assert "请运行 xianwen refresh" in xianwen("status", library=library).out
    report = xianwen("refresh", "--json", library=library).json
    assert {name: report[name] for name in report if name != "seconds"} == {
        "looked_at": 4, "changed": 0, "unchanged": 4, "gone": 0, "left": 0, "encoded": 0,
    }  # fmt: skip
    assert "什么也不用做" in xianwen("refresh", library=library).out
