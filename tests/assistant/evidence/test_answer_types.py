from __future__ import annotations

import pytest

from assistant.evidence.answer_types import asked_count, counted, fits_unit, holds
from assistant.question.model import Question
from assistant.question.understand import understand
from ingest.chinese.quantities import find_quantities
from ingest.chinese.script import fold
from tests.assistant.passages import holding

HELD = holding("霁川县")


def asked(text: str) -> Question:
    return understand(text, HELD, now=2023)


@pytest.mark.parametrize(
    ("question", "figure", "fits"),
    [
        ("新开工多少个项目？", "31个", True),
        ("新开工多少个项目？", "31项", True),
        ("新开工多少个项目？", "48.5亿元", False),
        ("新开工多少个项目？", "2.3个百分点", False),
        ("新开工多少个项目？", "6个月", False),
        ("大桥有多少米？", "860米", True),
        ("大桥有多少米？", "3000平方米", False),
        ("收入是多少？", "5.2亿元", True),
        ("收入是多少？", "10.6%", False),
        ("失业率是多少？", "3.1%", True),
        ("失业率是多少？", "0.3个百分点", True),
        ("有多少名老人？", "8.8万", True),
        ("大桥多长？", "什么都行1", True),
        ("收入是多少？", "一亿两千万元", True),
        ("收入是多少？", "2.3个亿", True),
        ("利用资金多少？", "1200万美元", True),
        ("接待游客多少人？", "126万人次", True),
        ("修桥花了多少资金？", "22亿", True),
        ("修桥花了多少资金？", "22", False),
        ("修桥花了几个亿？", "3.2亿元", True),
        ("一年看多少门诊？", "10.6万人次", True),
        ("每月多领多少养老金？", "243元", True),
        ("差旅费压了多少？", "27%", True),
        ("发了多少度电？", "3.2万千瓦时", True),
    ],
)
def test_a_figure_fits_by_its_unit(question: str, figure: str, fits: bool) -> None:
    (quantity,) = find_quantities(figure)
    assert fits_unit(asked(question), quantity) is fits


@pytest.mark.parametrize(
    ("question", "text", "share"),
    [
        ("霁川县一般公共预算收入是多少？", "收入完成5.2亿元", 1.0),
        # A bound says which counties are meant.
        ("霁川县一般公共预算收入是多少？", "消除收入10亿元以下的县", 0.2),
        ("霁川县一般公共预算收入是多少？", "收入突破10亿元以上", 1.0),
        ("霁川县一般公共预算收入是多少？", "收入增长6.1%", 0.2),
        ("霁川县一般公共预算收入是多少？", "收入稳步提高", 0.0),
        ("5.2亿元的收入比目标多多少钱？", "收入完成5.2亿元", 0.2),
        ("霁川县在全市排第几？", "综合排名全市第三", 1.0),
        ("谁主持仪式？", "副县长柯白帆主持仪式", 1.0),
        ("谁主持仪式？", "仪式简朴而热烈", 0.0),
        ("谁主持仪式？", "县议会定期会 县长施政报告", 0.0),
        ("谁主持仪式？", "县长施政和主持仪式", 1.0),
        ("谁主持仪式？", "150名客商、商会代表到会", 0.0),
        ("什么时候通车？", "计划5月底通车", 1.0),
        ("什么时候通车？", "计划尽快通车", 0.0),
        ("项目在哪里？", "落户城东工业园区", 1.0),
        ("哪家公司投资？", "由云锦纺织集团投资", 1.0),
        ("哪家公司投资？", "永禾食品在镇上建厂", 1.0),
        ("哪家公司投资？", "发展食品和电子产业", 0.0),
        ("为什么停工？", "由于连日降雨停工", 1.0),
        ("开工了哪些项目？", "码头、学校、医院", 1.0),
        ("介绍一下情况", "码头、学校、医院", 0.0),
    ],
)
def test_a_text_holds_the_kind_of_thing_that_is_asked_for(question: str, text: str, share: float) -> None:
    assert holds(asked(question), fold(text)) == share


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("要打哪六场攻坚战？", 6),
        ("哪3个项目开工？", 3),
        ("四大工程分别是什么？", 4),
        ("两个项目都是什么？", 2),
        ("要打哪些攻坚战？", None),
        ("哪年开工？", None),
    ],
)
def test_the_number_of_items_asked_for_is_known(question: str, count: int | None) -> None:
    assert asked_count(asked(question)) == count


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("主攻装备、食品、纺织", 1.0),
        ("一是装备;二是食品;三是纺织", 1.0),
        ("打造“装备”“食品”“纺织”", 1.0),
        ("主攻装备、食品", 0.0),
        ("经济平稳运行", 0.0),
    ],
)
def test_an_enumeration_counts_when_it_has_as_many_items_as_asked_for(text: str, share: float) -> None:
    assert counted(asked("主攻哪三个产业？"), text) == share
    assert counted(asked("主攻哪些产业？"), text) == 0.0


def test_a_text_that_says_the_count_counts_too() -> None:
    assert counted(asked("点了哪四个“慢”？"), "会上点出四个“慢”的问题") == 1.0


def test_a_day_told_without_its_month_answers_where_the_question_tells_the_month() -> None:
    question = asked("霁川县茶节是2021年5月的哪一天开幕的？")
    assert holds(question, "8日,霁川县茶节开幕。") == 1.0
    assert holds(question, "去年5月,霁川县茶节开幕。") < 1.0


@pytest.mark.parametrize(
    ("question", "text", "share"),
    [
        ("霁川县发生了几起溺水事故？", "全年未发生溺水事故。", 1.0),
        ("霁川县溺水死亡多少人？", "全县无一人溺水死亡。", 1.0),
        ("霁川县还有多少件信访积案？", "信访积案全部清零。", 1.0),
        ("霁川县还有多少件信访积案？", "开展信访积案清零行动。", 0.0),
        ("霁川县收入是多少亿元？", "全年未发生溺水事故。", 0.0),
    ],
)
def test_none_is_how_many_there_were_and_no_amount(question: str, text: str, share: float) -> None:
    assert holds(asked(question), text) == share
