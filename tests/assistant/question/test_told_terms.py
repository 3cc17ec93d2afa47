"""What a question wants reckoned of things that it names itself."""

from __future__ import annotations

import pytest

from assistant.question.told_terms import ToldTerms, told_terms
from assistant.question.understand import understand
from tests.assistant.passages import holding

PLACES = holding("青棠县")


def _asked(text: str) -> ToldTerms | None:
    return told_terms(understand(text, PLACES, now=2026))


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("青棠县茶农和药农合计多少户？", ("茶农", "药农")),
        ("青棠县茶业和药业增加值合计多少亿元？", ("茶业", "药业增加值")),
        ("青棠县2021年茶厂、酒厂、纸厂三家的产值加起来多少万元？", ("茶厂", "酒厂", "纸厂")),
        ("那次义诊，医生和护士一共去了多少人？", ("医生", "护士")),
        ("青棠县的茶园跟药园总共多少亩？", ("茶园", "药园")),
        ("2021年青棠县“保茶园”“保药园”总共修了多少亩？", ("保茶园", "保药园")),
        ("合计投入多少钱，县财政和市财政？", ("县财政", "市财政")),
        ("青棠县2021年一共办理了多少件代表建议和委员提案？", ("代表建议", "委员提案")),
    ],
)
def test_the_members_of_a_list_are_added_up(question: str, names: tuple[str, ...]) -> None:
    asked = _asked(question)
    assert asked is not None
    assert asked.operation == "total"
    assert asked.names == names


def test_what_is_said_of_all_members_is_no_part_of_the_last_ones_name() -> None:
    asked = _asked("青棠县茶厂、酒厂两家的产值合计多少万元？")
    assert asked is not None
    assert (asked.count, asked.measure) == (2, "产值")


@pytest.mark.parametrize(
    ("question", "operation", "names"),
    [
        ("青棠县的茶农比药农多多少户？", "difference", ("茶农", "药农")),
        ("青棠县春茶和秋茶的产量相差多少吨？", "difference", ("春茶", "秋茶的产量")),
        ("青棠市债务余额中区级比市本级多多少亿元？", "difference", ("区级", "市本级")),
        ("青棠县新开工和新竣工的茶厂数相差多少个？", "difference", ("新开工", "新竣工")),
        ("青棠县2020年男的比女的多多少人？", "difference", ("男性", "女性")),
        ("青棠县的茶园里，除去荒掉的还剩多少亩？", "rest", ("茶园", "荒掉")),
        ("青棠县春茶占全年产茶量的百分之几？", "share", ("春茶", "产茶量")),
        ("青棠县的茶农是药农的几倍？", "ratio", ("茶农", "药农")),
        ("青棠县全部农户里，茶农占百分之几？", "share", ("茶农", "全部农户")),
        ("青棠县今年的12座桥里还有几座没开工？", "still", ("开工",)),
    ],
)
def test_two_things_are_set_against_each_other(question: str, operation: str, names: tuple[str, ...]) -> None:
    asked = _asked(question)
    assert asked is not None
    assert (asked.operation, asked.names) == (operation, names)


@pytest.mark.parametrize(
    "question",
    [
        "青棠县一共修了几座桥？",
        "青棠县的茶农比上年多多少户？",
        "青棠县2021年茶叶产量比2020年多多少吨？",
        "青棠县茶叶产值是多少，占全县产值的比重多大？",
        "青棠大桥由谁承建？",
        "青棠县医院和公立医院一共多少家？",  # a part of the other
    ],
)
def test_nothing_is_taken_for_a_thing_that_is_none(question: str) -> None:
    assert _asked(question) is None


@pytest.mark.parametrize(
    ("question", "names", "measure"),
    [
        ("青棠水街一期和二期总投资合计多少亿元？", ("水街一期", "二期"), "总投资"),
        ("青棠县为茶农和茶企减免的税费和房租一共多少钱？", ("税费", "房租"), ""),
        ("青棠县的大中小型水库一共多少座？", ("大型水库", "中型水库", "小型水库"), ""),
        ("青棠县中央和自治区茶业补助资金合计多少？", ("中央茶业补助资金", "自治区茶业补助资金"), ""),
    ],
)
def test_what_is_said_once_of_several_things_is_said_of_each(
    question: str, names: tuple[str, ...], measure: str
) -> None:
    asked = _asked(question)
    assert asked is not None
    assert (asked.operation, asked.names, asked.measure) == ("total", names, measure)
