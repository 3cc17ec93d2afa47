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
    assert source.text.split("\n") == [
        "时间：2021-02-05",
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
    text, _ = read_markdown("\n\n".join("据报" + sentence for sentence in sentences))
    assert text.split("\n") == ["据报" + sentence for sentence in sentences]
