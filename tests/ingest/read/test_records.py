"""Tables and JSON that keep one document a record."""

from __future__ import annotations

import json

import pytest

from ingest.errors import UnreadableFile
from ingest.read import open_data, read_data
from ingest.read.members import Several
from ingest.schema import SourceText
from tests.ingest.read.test_workbook import xlsx

BODY = "一年来，全县上下团结奋斗，经济社会发展取得新的成绩。\n" * 8
BRIDGES = BODY + "去年改建石桥七座。"
HARBOURS = BODY + "去年新建渔港码头两座。"


def members(data: bytes, name: str) -> dict[str, SourceText]:
    found = open_data(data, name)
    assert isinstance(found, Several)
    return {each.name: each.content for each in found.members if isinstance(each.content, SourceText)}


def test_a_sheet_with_a_column_of_whole_texts_is_one_document_a_row_with_what_the_other_columns_say() -> None:
    rows = [
        ["区县", "年份", "标题", "发布日期", "来源网址", "全文"],
        ["岚岭县", 2021, "政府工作报告", "2021-02-05", "http://lanling.example/a.html", BRIDGES],
        ["泊舟县", 2022, "泊舟县政府工作报告", "2022年1月18日", "", HARBOURS],
    ]
    found = members(xlsx(rows), "报告.xlsx")
    assert list(found) == ["岚岭县2021年政府工作报告", "2022年泊舟县政府工作报告"]
    first = found["岚岭县2021年政府工作报告"]
    assert "去年改建石桥七座。" in first.text.split("\n")
    assert first.title == "政府工作报告"
    assert first.fields == {
        "时间": "2021-02-05",
        "来源URL": "http://lanling.example/a.html",
        "地区": "岚岭县",
    }


def test_a_column_of_short_contents_of_projects_makes_no_documents() -> None:
    rows = [
        ["项目名称", "内容", "总投资（万元）"],
        ["北环路改造", "改造道路4.2公里，铺设管网8公里", 12500],
        ["粮食储备库", "新建仓房6栋", 8600],
    ]
    assert (
        "项目名称：粮食储备库 | 内容：新建仓房6栋 | 总投资：8600万元"
        in read_data(xlsx(rows), "清单.xlsx").text
    )


def test_other_sheets_beside_the_documents_are_a_document_of_their_own() -> None:
    texts = [["标题", "正文"], ["改桥", BRIDGES], ["建港", HARBOURS]]
    towns = [["乡镇", "户数", "人口"], ["城关镇", 5200, 18300], ["石泉乡", 2100, 7400]]
    found = open_data(xlsx(texts, towns, names=["新闻", "乡镇"]), "汇编.xlsx")
    assert isinstance(found, Several) and found.own is not None
    assert [each.name for each in found.members] == ["改桥", "建港"]
    assert "乡镇：石泉乡 | 户数：2100 | 人口：7400" in found.own.text


def test_texts_in_delimited_files_keep_their_line_breaks_in_any_encoding() -> None:
    text = f'标题,正文\n改桥,"{BRIDGES}"\n建港,"{HARBOURS}"\n'
    for encoding in ("utf-8-sig", "gbk", "utf-16"):
        found = members(text.encode(encoding), "新闻.csv")
        assert found["建港"].text.split("\n")[-1] == "去年新建渔港码头两座。"


@pytest.mark.parametrize("wrapped", ["list", "lines", "inside"])
def test_records_of_json_are_one_document_each(wrapped: str) -> None:
    records = [
        {"title": "石桥改建完成", "text": BRIDGES, "date": "2021-03-04", "url": "http://lanling.example/1"},
        {"title": "码头开工", "text": HARBOURS, "date": "2021-04-05", "tags": ["港口", "建设"], "id": 2},
    ]
    data = {
        "list": json.dumps(records),
        "lines": "\n".join(json.dumps(record, ensure_ascii=False) for record in records),
        "inside": json.dumps({"code": 0, "data": {"total": 2, "items": records}}, ensure_ascii=False),
    }[wrapped]
    found = members(data.encode(), "新闻.jsonl" if wrapped == "lines" else "新闻.json")
    assert list(found) == ["石桥改建完成", "码头开工"]
    assert found["石桥改建完成"].fields["时间"] == "2021-03-04"


def test_a_single_record_is_the_document_itself() -> None:
    data = json.dumps({"title": "石桥改建完成", "content": f"<p>{BODY}</p><p>石桥七座。</p>"}).encode()
    source = read_data(data, "a.json")
    assert (source.title, source.text.split("\n")[-1]) == ("石桥改建完成", "石桥七座。")


def test_records_without_texts_are_a_table() -> None:
    data = json.dumps(
        [{"乡镇": "城关镇", "人口": 18300}, {"乡镇": "石泉乡", "人口": 7400, "户数": 2100}]
    ).encode()
    assert "乡镇：石泉乡 | 人口：7400 | 户数：2100" in read_data(data, "乡镇.json").text


def test_records_of_one_title_are_told_apart_by_number() -> None:
    data = json.dumps([{"title": "公告", "text": BRIDGES}, {"title": "公告", "text": HARBOURS}]).encode()
    assert list(members(data, "公告.json")) == ["公告", "公告~2"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"a": [1, 2', "已损坏或不完整"),
        ('{"a": 1}\n{"b": \n', "第 2 行"),
        ("[1, 2, 3]", "没有文档"),
        ("[" * 100_000, "已损坏或不完整"),
        (json.dumps([{f"k{i}{j}": j for j in range(30)} for i in range(30)]), "没有文档"),
    ],
)
def test_json_without_documents_says_so(text: str, told: str) -> None:
    with pytest.raises(UnreadableFile, match=told):
        read_data(text.encode(), "数据.json")


def test_text_in_quotation_marks_that_are_never_closed_is_read_all_the_same() -> None:
    assert read_data(("乡镇,人口\n城关镇,18300\n石泉乡,7400\n" + '备注,"' * 60_000).encode(), "乡镇.csv").text
    assert (
        len(
            read_data(("乡镇,人口\n城关镇,18300\n" + "\n" * 500_000 + "石泉乡,7400\n").encode(), "a.csv").text
        )
        < 100
    )
