"""The work on a text grows as the text does, whatever stands in it: of a file, a question, a model's reply."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from assistant.answer.parts import parts_asked
from assistant.llm.reply_bounds import finished, repeats
from assistant.llm.reply_parser import parsed
from assistant.llm.sanitize import orders, visible
from assistant.markup import from_markdown
from assistant.question.compared_things import compared_things, summed_things
from assistant.question.outline_request import outline_request
from assistant.question.places import Gazetteer
from assistant.question.things import by_thing
from assistant.question.told_terms import told_terms
from assistant.question.topic_request import topic_request
from assistant.question.understand import MAX_CHARACTERS, understand
from ingest.clean import clean
from ingest.describe.document import describe
from ingest.errors import UnreadableFile
from ingest.facts.extract import extract
from ingest.read import read_data
from ingest.split.passages import split
from tests.fuzz.growth import grows

HEAD = "青棠县2022年政府工作报告\n2023年1月5日\n青棠县人民政府县长 林远\n各位代表：\n"
# Runs of these once took quadratic time, or longer: of a piece alone, and with a character between.
ONCE_SLOW = (
    "一、", "和", "http://", "1 2", "2 0 2 0 年", "第一条\n", "《", "·", "| ", "1,", "完成 ", "城区", "正文", "\u3000", "【】",
)  # fmt: skip
CHARACTERS = (
    *" \t0(（[【“‘、，。；：:·-—–_~=*#|.…年月日亿%一百县市区元①㎡>", "\u200b", "\ufeff", "\u00a0", "\u2028", "\x0c",
)  # fmt: skip
PIECES = (
    "2020年", "2020年1月1日", "1日", "2020-2022", "12.5亿元", "增长5%，", "一般公共预算", "项目", "开工建设", "总投资", "青棠县", "人民政府",
    "来源：", "发布时间：2020-01-01 ", "上一篇：", "打印", "[1] ", "［1］", "〔2020〕", "&nbsp;", "&#", "<p>", "<table>", "其中：", "等项目",
    "、和", "全长", "开发区", "改革", "回族", "表1", "注：", "附件：", "- 1 -\n", "第1页\n", "……1\n", "1\n", "\n", "（一）总体\n", "1.总体\n",
    "|a|b|\n", "a  b  c\n", "a\tb\n", "项目名称 总投资 进度\n", "┌─┐\n", "│a│b│\n", "+--+\n", "> a\n", "```\n", "* a\n", "[^1]: a\n", "。\n",
)  # fmt: skip


def run_of(piece: str, between: str = "") -> Callable[[int], str]:
    unit = piece + between
    return lambda n: HEAD + (unit * (n // len(unit) + 1))[:n] + "X\n谢谢大家。\n"


def taken_in(name: str) -> Callable[[str], object]:
    def work(text: str) -> None:
        with suppress(UnreadableFile):
            kept = clean(read_data(text.encode(), name))
            description = describe(kept, doc=name, title=None)
            extract(kept, description, split(kept, description))

    work(HEAD + "粮食产量12.5万吨，增长5%。\n")  # what the first of all loads
    return work


@pytest.mark.parametrize("between", ["", "县"])
@pytest.mark.parametrize("piece", ONCE_SLOW)
def test_what_once_was_slow_to_take_in_grows_no_faster_than_the_text(piece: str, between: str) -> None:
    assert grows(taken_in("报告.txt"), run_of(piece, between), 4_000) == ""


@pytest.mark.slow
@pytest.mark.parametrize("between", ["", "\n", "县"])
@pytest.mark.parametrize("piece", (*CHARACTERS, *PIECES))
def test_a_text_of_nothing_but_one_piece_grows_no_faster_than_the_text(piece: str, between: str) -> None:
    assert grows(taken_in("报告.txt"), run_of(piece, between), 4_000) == ""


PAGE = "<!doctype html><html><head><title>大桥通车</title></head><body><h1>大桥通车</h1>{}</body></html>"
MARKUP: dict[str, tuple[str, Callable[[int], str]]] = {
    "nested elements": ("a.html", lambda n: PAGE.format("<div>" * n + "大桥通车。" + "</div>" * n)),
    "elements never closed": ("a.html", lambda n: PAGE.format("<b><p>大桥" * n)),
    "tables within tables": ("a.html", lambda n: PAGE.format("<table><tr><td>桥" * n)),
    "cells over rows": (
        "a.html",
        lambda n: PAGE.format(
            "<table>" + "<tr><td rowspan=90 colspan=9>桥<td>1<td>2</tr>" * (n // 10) + "</table>"
        ),
    ),
    "paragraphs": ("a.html", lambda n: PAGE.format("<p>大桥全长1.2公里。</p>" * (n // 4))),
    "links": ("a.html", lambda n: PAGE.format("<a href=/x>要闻</a> | " * (n // 4))),
    "headings": ("a.html", lambda n: PAGE.format("<h2>一、总体</h2>" * (n // 4))),
    "comments never closed": ("a.html", lambda n: PAGE.format("大桥通车。" + "<!-- " * n)),
    "scripts never closed": ("a.html", lambda n: PAGE.format("大桥通车。" + "<script " * n)),
    "a title of dots": ("a.html", lambda n: PAGE.replace("通车</t", " ·" * n + "x</t").format("<p>通车。</p>")),
    "references": ("a.html", lambda n: PAGE.format("<p>" + "&#1;" * n + "&" * n + "</p>")),
    "rows": ("a.md", lambda n: "|项目|投资|\n|---|---|\n" + "|北环路|12|\n" * (n // 4)),
    "bars": ("a.md", lambda n: "|" * n + "\n|---|\n"),
    "quotes": ("a.md", lambda n: "> " * n + "桥"),
    "brackets": ("a.md", lambda n: "[" * n + "桥"),
    "stars": ("a.md", lambda n: "**桥* " * n),
    "lists": ("a.md", lambda n: "".join(" " * (i % 40) + "- 桥\n" for i in range(n // 4))),
    "footnotes": ("a.md", lambda n: "".join(f"桥[^{i}]\n\n[^{i}]: 注\n\n" for i in range(n // 8))),
    "cells": ("a.csv", lambda n: "项目,投资\n" + "北环路,12\n" * (n // 4)),
    "commas": ("a.csv", lambda n: "项目,投资\n北环路" + "," * n + "\n东溪,2\n"),
    "quotes in cells": ("a.csv", lambda n: '项目,投资\n"' + '""' * n + ",1\n东溪,2\n"),
    "records": ("a.json", lambda n: "[" + ",".join(['{"title":"桥","text":"桥通车。"}'] * (n // 8)) + "]"),
    "nested records": ("a.json", lambda n: "[" * n + "]" * n),
    "headers": ("a.eml", lambda n: "Subject: 桥\nFrom: a@b.example\n" + "X-A: b\n" * n + "\n桥通车。\n"),
    "folded headers": ("a.eml", lambda n: "From: a@b.example\nSubject: 桥\n" + " 桥\n" * n + "\n桥通车。\n"),
    "addresses": ("a.eml", lambda n: "Subject: 桥\nFrom: " + "a@b.example, " * n + "\n\n桥通车。\n"),
    "boxes": ("a.txt", lambda n: "表\n" + "┌─┬─┐\n│桥│1│\n└─┴─┘\n" * (n // 12)),
    "figures one a line": ("a.txt", lambda n: "表\n指标\n2021年\n2022年\n" + "粮食\n1\n2\n" * (n // 8)),
    "a table in one line": ("a.txt", lambda n: "2022年产量表 指标 产量(吨) 增长(%) " + "粮食 12 3 " * (n // 6) + "。"),
    "a number of many digits": ("a.txt", lambda n: HEAD + "粮食产量" + "9" * n + "万吨。\n"),
    "pages": ("a.txt", lambda n: HEAD + "\n".join(f"青棠县公报\n大桥{i}座。\n第{i}页" for i in range(n // 16))),
    "quotation marks never closed": ("a.txt", lambda n: HEAD + "林远说：“" * (n // 5)),
    "index fields": ("a.txt", lambda n: "索引号：1 发布机构：县 发文日期：2020年1月1日 " * (n // 30) + "\n正文。"),
}  # fmt: skip


@pytest.mark.parametrize("kind", MARKUP)
def test_a_file_grows_no_faster_than_its_text(kind: str) -> None:
    name, made = MARKUP[kind]
    assert grows(taken_in(name), made, 3_000) == ""


REPLIES = (
    "[ ", "[", "[1", "（来源 ", "![", "[a](", "**", "| a |\n", "# ", "<a ", "<think>", "`", "，增长", "县。", "〔1〕", "1. ", " ", "\u3000",
    "2020年", "请只回答：",
)  # fmt: skip


@pytest.mark.parametrize("work", [parsed, visible, orders, repeats, finished, from_markdown])
@pytest.mark.parametrize("piece", REPLIES)
def test_a_models_reply_is_read_in_time_that_grows_no_faster_than_it(
    work: Callable[[str], object], piece: str
) -> None:
    def read(text: str) -> None:
        work(text)

    read("全县完成5亿元[1]。")
    assert grows(read, lambda n: "全县[1" + piece * (n // len(piece)) + "X", 2_500) == ""


def test_a_reply_of_a_bracket_and_thousands_of_blanks_is_parsed_at_once() -> None:
    began = time.process_time()
    parsed("[" + " " * 3_500)
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    "piece",
    ["做优", "年初", "总投资有", "机场", "和多少", "目标定了", "哪个更", "是了", "万亿", "2020年", "9", "霁川县", "、", "比", " a"],
)  # fmt: skip
def test_a_question_as_long_as_one_may_be_is_understood_within_a_second(piece: str) -> None:
    gazetteer = Gazetteer([("霁川县", None)])

    def understood(text: str) -> None:
        question = understand(text, gazetteer, now=2024)
        for read in (topic_request, told_terms, outline_request, compared_things, by_thing, summed_things):
            read(question)
        parts_asked(question, gazetteer, now=2024)

    understood("霁川县2022年做了什么，花了多少？")
    began = time.process_time()
    understood("霁川县" + (piece * MAX_CHARACTERS)[: MAX_CHARACTERS - 10])
    assert time.process_time() - began < 1.0
