"""Of quoted words the figures are shown strongly, and nothing that a document says becomes markup."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.model import AnswerLine, Piece
from assistant.answer.quote import figure_spans, quoted
from assistant.evidence.model import Evidence
from assistant.markup import to_markdown, to_plain
from assistant.question.understand import understand
from tests.assistant.passages import holding, passage


def line(text: str) -> AnswerLine:
    return AnswerLine((Piece(text, figures=figure_spans(text)),))


def shown_strongly(text: str) -> str:
    return to_markdown([line(text)])


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
        ("建桥2座。 11、修路3公里", "建桥**2座**。 11、修路**3公里**"),
        ("6.2026年修路3公里", "6.2026年修路**3公里**"),
        ("①建桥2座", "①建桥**2座**"),
        ("办好两件实事，用了三年", "办好两件实事，用了三年"),
        ("十四五期间建成千亿级产业", "十四五期间建成千亿级产业"),
    ],
)
def test_the_whole_figure_is_bold_and_no_name_date_or_number_of_an_item(text: str, shown: str) -> None:
    assert shown_strongly(text) == shown


HOSTILE = st.text(alphabet="完成5.2亿元增长10%~-[]<>*_`#|\\\\()!&1年月第个", max_size=60)


@given(st.one_of(HOSTILE, st.text(max_size=60)))
def test_showing_figures_changes_nothing_that_is_read(text: str) -> None:
    assert to_plain([line(text)]) == text


@given(HOSTILE)
def test_showing_figures_leaves_no_markup_of_the_document(text: str) -> None:
    marked = re.sub(r"\\.", "", shown_strongly(text), flags=re.DOTALL)
    assert re.search(r"[_`<>\[\]#|~\\]", marked) is None
    assert "*" not in marked.replace("**", "")
    assert marked.count("**") % 2 == 0


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        (
            "青棠县文教局局长是谁？",
            "茶业集团董事长陈远，青棠县副县长李明，青棠县文教局局长王平，茶乡街道书记周立等出席典礼，全县茶农代表参加典礼。",
            "青棠县文教局局长王平",
        ),
        (
            "青棠县文教局局长是谁？",
            "青棠县文教局局长王平介绍，今年全县各学校都开了茶艺课，家长和学生都很欢迎，报名的人数比去年多了一倍。",
            "青棠县文教局局长王平",
        ),
        (
            "青棠茶联盟是哪一天成立的？",
            "2016年11月14日青棠茶联盟成立大会召开，旨在推动茶业融合发展，促进各行业和各单位资源整合，形成合力，实现共赢。",
            "2016年11月14日青棠茶联盟成立大会召开",
        ),
        (
            "青棠茶园2023年哪个月开工什么？",
            "倒排工期，严把质量，青棠茶园道路3月开工，12座茶亭4月开工，游客中心5月开工，全部建成后对游客免费开放。",
            "青棠茶园道路3月开工，12座茶亭4月开工，游客中心5月开工",
        ),
    ],
)
def test_who_and_when_are_told_by_the_clauses_that_name_them(question: str, text: str, told: str) -> None:
    asked = understand(question, holding("青棠县"), now=2023)
    assert (
        quoted(asked, Evidence(passage(text, region="青棠县", date="2022-01-12"), 0, len(text))).text == told
    )


def test_a_long_sentence_is_cut_to_the_clauses_that_tell_what_is_asked_also_where_they_stand_apart() -> None:
    asked = understand("青棠县茶节签约金额多少，接待多少名客商？", holding("青棠县"), now=2023)
    text = (
        "青棠县茶节签约金额3.2亿元，开幕式上演出了由全县二十多个村的茶农自己编排的采茶歌舞和民间器乐，"
        "会场周围的长街上摆出了各乡镇的竹器、陶器、糕点和其他特产，县里的学校组织学生到各个茶园参观学习制茶的手艺，接待客商420名，"
        "茶节在烟花中闭幕，下一届的日子到时另行公布。"
    )
    told = quoted(asked, Evidence(passage(text, region="青棠县"), 0, len(text))).text
    assert "签约金额3.2亿元" in told
    assert "接待客商420名" in told
    assert "……" in told
    assert len(told) < len(text)


def test_several_persons_are_told_together() -> None:
    asked = understand("哪些领导出席了青棠茶节？", holding("青棠县"), now=2023)
    text = "出席茶节的领导有：青棠县副县长李明，青棠县文教局局长王平，茶乡街道书记周立，茶业协会会长赵青，以及茶农代表。"
    assert quoted(
        asked, Evidence(passage(text, region="青棠县", date="2022-01-12"), 0, len(text))
    ).text.startswith("出席茶节的领导有")
    assert (
        "赵青"
        in quoted(asked, Evidence(passage(text, region="青棠县", date="2022-01-12"), 0, len(text))).text
    )


def test_two_lists_that_are_paired_are_not_cut_apart() -> None:
    asked = understand("青棠县是哪一年突破300亿元的？", holding("青棠县"), now=2023)
    text = "青棠县分别于2014年、2019年跨越300亿元、400亿元新台阶，从300亿元到400亿元用时5年，而从400亿元到500亿元仅用了3年，速度不断加快。"
    told = quoted(asked, Evidence(passage(text, region="青棠县", date="2023-01-12"), 0, len(text))).text
    assert "2014年、2019年跨越300亿元、400亿元" in told
