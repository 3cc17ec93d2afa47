"""What an archive writes above a text are fields, down to the line that says where the text begins."""

from __future__ import annotations

import pytest

from ingest.clean import clean
from ingest.read.text import plain_text

BODY = "青棠县今年新建茶园两千亩，县里三月召开茶农座谈会，讨论鲜叶收购。"


@pytest.mark.parametrize(
    "head",
    [
        "【文献号】2-200\n【标题】青棠大桥通车\n【日期】20210305\n【作者】陈远\n【版号】5\n【正文】",
        "【日期】20210305\n【标题】青棠大桥通车【作者】陈远\n【正文】",
        "标题: 青棠大桥通车\n发布时间: 2021-03-05\n作者: 陈远\n本地目录: 要闻/202103/青棠大桥通车\n图片见 links.tsv\n==== 正文 ====",
    ],
)
def test_fields_above_the_mark_of_the_body_are_fields_and_no_text(head: str) -> None:
    cleaned = clean(plain_text(f"{head}\n{BODY}"))
    assert cleaned.text == BODY
    told = {name: cleaned.header[name] for name in ("标题", "时间", "作者")}
    assert told == {"标题": "青棠大桥通车", "时间": "2021-03-05", "作者": "陈远"}


def test_a_text_on_the_line_of_the_mark_stays() -> None:
    cleaned = clean(plain_text(f"【标题】青棠大桥通车\n【日期】20210305\n【正文】{BODY}"))
    assert cleaned.text == BODY


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        ("2021-03-05 10:20，正文：", {"时间": "2021-03-05"}),
        ("2021年03月05日 10:20:30，正文：", {"时间": "2021年03月05日"}),
        ("3-5 10:20，正文：", {}),
        ("，正文：", {}),
        ("2021-03-05，正文：原标题：青棠大桥通车          ", {"时间": "2021-03-05", "标题": "青棠大桥通车"}),
    ],
)
def test_fields_and_mark_that_run_into_the_text_are_no_text(head: str, fields: dict[str, str]) -> None:
    cleaned = clean(plain_text(f"{head}{BODY}"))
    assert cleaned.text == BODY
    assert cleaned.header == fields


@pytest.mark.parametrize(
    "text",
    [
        f"青棠县茶业工作总结\n正文\n{BODY}",
        f"青棠县茶业工作总结\n{BODY * 3}\n来源：青棠县志 时间：2021-03-05\n正文\n{BODY}",
        f"【导读】{BODY}\n【一】{BODY}",
    ],
)
def test_without_fields_above_the_mark_or_with_text_there_nothing_is_taken(text: str) -> None:
    cleaned = clean(plain_text(text)).text
    assert BODY in cleaned
    assert cleaned.startswith(text[:6])
