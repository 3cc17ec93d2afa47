"""The menu of a page that was copied as a whole goes, and short lines that are the text's own stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import clean
from ingest.clean.lines import Line
from ingest.clean.menus import menu_length
from ingest.read.text import plain_text

MENU = [
    "English", "智能问答", "首页", "县情概况", "领导之窗", "机构职能", "政务公开", "要闻动态", "办事服务", "互动交流",
    "走进青棠   茶乡风光   茶史", "招商引资", "首页 > 要闻动态 > 县内",
]  # fmt: skip
BODY = "3月5日，青棠大桥建成通车，全长三百米，宽十二米，群众前往参观，县里同日举行茶农座谈会。"


@pytest.mark.parametrize(
    "fields",
    [
        "来源：青棠日报 发布时间：2021-03-05",
        "发布时间：      字体： 小    中    大",
        "青棠日报客户端      2021-03-05 15:35:47",
        "青棠政务网      发布日期 : 2021-03-05",
        "索引号：\n0371220/2021-00012\n发布机构：\n县政府办",
    ],
)
def test_a_menu_above_title_and_fields_goes_and_the_title_stays(fields: str) -> None:
    copied = "\n".join([*MENU, "青棠大桥建成通车群众前往参观", fields, BODY])
    assert clean(plain_text(copied)).text.split("\n")[0] == "青棠大桥建成通车群众前往参观"


def test_a_title_in_two_lines_and_what_stands_between_it_and_the_fields_do_not_end_the_menu_too_late() -> (
    None
):
    head = [
        "青棠县人民政府办公室关于印发青棠大桥",
        "管理养护工作实施方案的通知",
        "20",
        "2021-03-05",
        "26047",
        "县内要闻",
    ]
    found = clean(plain_text("\n".join([*MENU, *head, "来源：青棠日报 发布时间：2021-03-05", BODY]))).text
    assert found.split("\n")[:2] == head[:2]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join([*MENU, "青棠大桥建成通车群众前往参观", BODY]),
        "\n".join([*MENU, "来源：青棠日报 发布时间：2021-03-05"]),
        "\n".join([BODY, *MENU, "来源：青棠日报 发布时间：2021-03-05", BODY]),
        "\n".join(["茶农名单", "陈远", "周明", "来源：青棠日报 发布时间：2021-03-05", BODY]),
        "\n".join(
            [*[f"青棠县第{n}个五年计划期间茶园面积和茶叶产量" for n in range(12)], "来源：青棠日报", BODY]
        ),
    ],
)
def test_without_fields_text_below_or_enough_short_lines_nothing_is_a_menu(text: str) -> None:
    assert menu_length([Line(line) for line in text.split("\n")]) == 0


@given(
    st.lists(
        st.sampled_from(
            [*MENU, BODY, "来源：青棠日报 发布时间：2021-03-05", "", "青棠大桥建成通车群众前往参观"]
        )
    )
)
def test_no_sentence_is_ever_taken_for_a_menu(lines: list[str]) -> None:
    assert BODY not in lines[: menu_length([Line(line) for line in lines])]
