"""Figures in bold: the whole of each, and nothing that is none."""

from __future__ import annotations

import pytest

from assistant.answer.quote import bold_figures


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("总投资1亿2000万元，建设期两年", "总投资**1亿2000万元**，建设期两年"),
        ("总投资2.3个亿", "总投资**2.3个亿**"),
        ("补助3000余万元", "补助**3000余万元**"),
        ("自筹一百二十三万元", "自筹**一百二十三万元**"),
        ("占全部的百分之八", "占全部的**百分之八**"),
        ("新建220千伏变电站1座", "新建**220千伏**变电站**1座**"),
        ("发电3.2万千瓦时", "发电**3.2万千瓦时**"),
        ("投资5—8亿元", "投资**5—8亿元**"),
        ("近百家企业", "**近百家**企业"),
        ("沿G112线新建5A级景区", "沿G112线新建5A级景区"),
        ("PM2.5年均浓度35微克/立方米", "PM2.5年均浓度**35微克/立方米**"),
        ("2021年3月5日第3次会议", "2021年3月5日第3次会议"),
        ("（1）建桥2座", "（1）建桥**2座**"),
        ("①建桥2座", "①建桥**2座**"),
        ("办好两件实事，用了三年", "办好两件实事，用了三年"),
        ("十四五期间建成千亿级产业", "十四五期间建成千亿级产业"),
    ],
)
def test_the_whole_figure_is_bold_and_no_name_date_or_number_of_an_item(text: str, shown: str) -> None:
    assert bold_figures(text) == shown
