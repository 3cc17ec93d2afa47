"""Markdown: what its reader sees, without the marks."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ingest.read import read_file
from ingest.read.markdown import read_markdown
from ingest.schema import SourceText

REPORT = """---
title: "清溪县2021年政府工作报告"
date: 2021-02-05
tags: [报告]
---

# 清溪县2021年政府工作报告

各位代表，**过去一年**完成投资[320亿元](http://example.org/a)，~~未~~已达标。
第二行另起。

![图](a.png)

二、主要任务
------------

- 新建学校`3`所
- 改造道路
  1. 东环路
  2. 西环路

| 项目 | 投资 |
| --- | ---: |
| 化工园 | 12亿元 |
| 电厂 | |

> 数据截至年底。<br>不含农户。

<div>附表<b>见后</b></div>

    缩进的一段，比例<5%。
"""


def read(folder: Path, text: str) -> SourceText:
    (folder / "报告.md").write_text(text, encoding="utf-8")
    return read_file(folder / "报告.md", root=folder, max_bytes=1_000_000)


def test_marks_are_gone_and_headings_items_and_rows_are_lines(tmp_path: Path) -> None:
    source = read(tmp_path, REPORT)
    assert source.format == "md"
    assert source.title == "清溪县2021年政府工作报告"
    assert source.fields == {"时间": "2021-02-05"}
    assert source.text.split("\n") == [
        "清溪县2021年政府工作报告",
        "各位代表，过去一年完成投资320亿元，未已达标。",
        "第二行另起。",
        "二、主要任务",
        "新建学校3所",
        "改造道路",
        "1. 东环路",
        "2. 西环路",
        "项目 | 投资",
        "化工园 | 12亿元",
        "电厂",
        "数据截至年底。",
        "不含农户。",
        "附表见后",
        "缩进的一段，比例<5%。",
    ]


def test_a_line_of_dashes_at_the_start_is_not_front_matter(tmp_path: Path) -> None:
    source = read(tmp_path, "---\n清溪县召开会议。\n---\n会议强调落实。")
    assert source.text == "清溪县召开会议。\n会议强调落实。"
    assert source.title is None


def test_windows_line_ends_and_no_front_matter_are_fine(tmp_path: Path) -> None:
    assert read(tmp_path, "## 一、回顾\r\n\r\n投资增长。\r\n").text == "一、回顾\n投资增长。"


@given(st.lists(st.text("清溪县年投资亿元项目增长，。0123456789", min_size=1), min_size=1, max_size=6))
def test_plain_sentences_are_kept_as_they_are(sentences: list[str]) -> None:
    source = read_markdown("\n\n".join("据报" + sentence for sentence in sentences))
    assert source.text.split("\n") == ["据报" + sentence for sentence in sentences]


def test_blocks_are_what_the_marks_say(tmp_path: Path) -> None:
    blocks = read(tmp_path, REPORT).blocks
    assert [(b.kind, b.level) for b in blocks[:4]] == [
        ("heading", 1), ("paragraph", 0), ("paragraph", 0), ("heading", 2)
    ]  # fmt: skip
    assert [b.text for b in blocks if b.kind == "list item"] == [
        "新建学校3所",
        "改造道路",
        "1. 东环路",
        "2. 西环路",
    ]
    assert [b.text for b in blocks if b.grid] == ["项目 | 投资\n化工园 | 12亿元\n电厂"]


def test_a_pipe_table_without_a_rule_is_a_table_and_lines_with_bars_are_not(tmp_path: Path) -> None:
    table = "| | 户数 | 人口 | |\n| 雁坪乡 | 812 | 2604 | |\n| 石门乡 | 455 | 1333 | |"
    blocks = read(tmp_path, f"表一\n{table}\n\n首页 | 新闻 | 公告\n2023-02-01 | 某报 | 记者甲").blocks
    assert [b.kind for b in blocks] == ["paragraph", "table", "paragraph", "paragraph"]
    assert blocks[1].text.split("\n")[1] == "雁坪乡 | 户数：812 | 人口：2604"


def test_a_table_in_html_inside_markdown_keeps_its_spans(tmp_path: Path) -> None:
    rows = "<tr><td rowspan=2>镇</td><td colspan=2>户籍</td></tr><tr><td>户数</td><td>人口</td></tr>"
    text = read(tmp_path, f"<table>{rows}<tr><td>雁坪镇</td><td>81</td><td>260</td></tr></table>").text
    assert text.split("\n")[1] == "镇：雁坪镇 | 户籍·户数：81 | 户籍·人口：260"
