"""Sums, differences and shares of figures that one place of a text tells of things that a question names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer.named_figures import named_figures
from assistant.answer.term_figures import likeness
from assistant.pipeline import Assistant

DOCUMENTS = {
    "青棠报告.txt": "青棠县2021年政府工作报告\n——2021年1月9日在青棠县第九届人民代表大会第六次会议上\n"
    "一、2020年工作回顾\n"
    "2020年，茶叶产业稳步发展，扶持茶农1200户、药农350户，新建标准茶园1.8万亩、药园0.6万亩。"
    "绿茶、红茶、白茶三类茶叶分别实现产值3.2亿元、1.5亿元、0.8亿元，增长12%、9%和7%。"
    "全县茶旅项目总投资9亿元，其中茶乡公路投资2.7亿元。茶山步道规划全长48公里，其中东坡段长19公里。"
    "茶馆、书馆共36家。茶文化活动中，派出24名茶艺师到外地展演，6名茶农随行讲解。\n"
    "今年计划改造的18座老茶桥已开工13座。\n"
    "全县教师总数达到4200人，新增医护人员260人。\n"
    "二、2021年工作安排\n2021年，力争新建茶亭12座、茶桥5座。\n",
    "青棠新闻.txt": "青棠县慰问老茶农\n2021年3月8日，青棠县开展慰问老茶农活动。县茶业协会捐款12万元，县供销社还筹集慰问金5万元，"
    "慰问老茶农86户。\n",
    "岭口报告.txt": "岭口县2021年预算执行报告\n——2021年1月10日\n"
    "2020年，县本级一般债券3亿元、专项债券8亿元。\n2020年，全县一般债券5亿元、专项债券14亿元。\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def over_terms(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "figure", "inputs"),
    [
        ("青棠县2020年扶持的茶农和药农合计多少户？", "1550户", "茶农1200户＋药农350户"),
        ("青棠县2020年新建的标准茶园比药园多多少万亩？", "1.2万亩", "标准茶园1.8万亩－药园0.6万亩"),
        ("青棠县2020年绿茶、红茶、白茶三类的产值合计多少亿元？", "5.5亿元", "3.2亿元＋"),
        ("青棠县茶山步道全长里，除去东坡段还剩多少公里？", "29公里", "48公里－"),
        ("青棠县展演派出的茶艺师和随行的茶农加起来多少人？", "30名", "24名＋6名"),
        ("青棠县今年计划改造的18座老茶桥还有多少座没开工？", "5座", "总数18座－已开工13座"),
        ("青棠县慰问老茶农，茶业协会和县供销社合起来出了多少钱？", "17万元", "12万元＋"),
        ("青棠县茶乡公路投资占全县茶旅项目总投资的百分之几？", "30%", "2.7亿元÷"),
        ("青棠县2020年新建的标准茶园是药园的几倍？", "3倍", "1.8万亩÷"),
        ("岭口县2020年一般债券和专项债券一共多少亿元？", "19亿元", "5亿元＋"),
    ],
)
def test_what_is_asked_for_is_reckoned_with_its_terms(
    over_terms: Assistant, question: str, figure: str, inputs: str
) -> None:
    answer = over_terms.ask(question)
    computed = [line.text for line in answer.lines if line.role == "computed"]
    assert computed, answer.text
    assert figure in computed[0]
    assert inputs in computed[0]
    assert answer.citations


@pytest.mark.parametrize(
    ("text", "name", "is_told"),
    [
        ("全体居民人均茶叶收入21000元", "城镇居民人均茶叶收入", False),
        ("农村居民人均茶叶收入17690元", "城镇居民人均茶叶收入", False),
        ("城镇居民人均茶叶收入35098元", "城镇居民人均茶叶收入", True),
        ("农民人均茶叶收入17690元", "农村居民人均茶叶收入", True),
    ],
)
def test_a_figure_that_names_no_half_of_a_whole_or_the_other_half_is_not_taken_for_one(
    text: str, name: str, is_told: bool
) -> None:
    (figure,) = named_figures(text)
    assert (likeness(name, figure, frozenset(), after=False) > 0) == is_told


def test_what_is_reckoned_of_a_plan_is_said_to_be_planned(over_terms: Assistant) -> None:
    answer = over_terms.ask("青棠县2021年新建的茶亭和茶桥合计多少座？")
    roles = [line.role for line in answer.lines]
    assert "17座" in answer.lines[0].text
    assert roles == ["computed", "statement", "plan"]


@pytest.mark.parametrize(
    "question",
    [
        "青棠县2020年教师和医护人员合计多少人？",  # a level and an increase
        "青棠县茶馆和书馆一共多少家？",  # told
        "青棠县2020年茶农和果农合计多少户？",  # one of them is not told
        "青棠县2020年茶农和药园合计多少？",  # unlike
        "青棠县茶山步道规划全长和东坡段一共多少公里？",  # a whole and its part
        "青棠县茶农和茶艺师比茶山步道多多少？",  # a sum is set against something
    ],
)
def test_nothing_is_reckoned_from_what_is_unlike_or_not_told(over_terms: Assistant, question: str) -> None:
    assert not [line for line in over_terms.ask(question).lines if line.role == "computed"]


AID = (
    "青棠县2022年政府工作报告\n——2022年1月9日在青棠县第九届人民代表大会第七次会议上\n一、2021年工作回顾\n"
    "2021年，协作市援建茶业项目8个，完成投资1.4亿元；协作企业援建茶业项目3个，完成投资0.25亿元。"
    "城镇居民人均可支配收入、农村居民人均可支配收入分别达到32100元和16400元。"
    "全县茶农总户数5200户，其中合作社社员1900户，贫困茶农300户。"
    "帮扶单位先后投入茶学堂建设经费60万元，捐助价值约90万元制茶设备，捐资8万元。\n"
)


@pytest.mark.parametrize(
    ("question", "figure", "inputs"),
    [
        ("青棠县2021年协作市和协作企业各援建了多少个茶业项目，谁多？", "5个", "8个－"),
        ("青棠县2021年城镇和农村居民人均可支配收入各是多少，差多少元？", "15700元", "32100元－"),
        ("青棠县茶农总户数里，非合作社社员有多少户？", "3300户", "5200户－"),
        ("帮扶单位给青棠县茶学堂的建设经费、设备和捐资加起来多少万元？", "158万元", "60万元＋"),
    ],
)
def test_subjects_of_clauses_of_one_build_and_halves_are_set_side_by_side(
    assistant_over: Callable[[dict[str, str]], Assistant], question: str, figure: str, inputs: str
) -> None:
    answer = assistant_over({"报告.txt": AID}).ask(question)
    computed = [line.text for line in answer.lines if line.role == "computed"]
    assert computed, answer.text
    assert figure in computed[0]
    assert inputs in computed[0]


def test_figures_of_unlike_clauses_are_not_added_up(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    text = AID.replace("项目3个，完成投资0.25亿元", "项目3个，计划投资0.25亿元")
    answer = assistant_over({"报告.txt": text}).ask("青棠县2021年协作市和协作企业的援建投资合计多少亿元？")
    assert "1.65亿元" not in answer.text


def test_halves_that_are_called_by_nothing_else_are_of_the_whole_before_them() -> None:
    figures = named_figures("居民人均可支配收入31200元（+4%），其中城镇39800元（+3%）、农村21500元（+5%）")
    assert [figure.name for figure in figures if figure.quantity.kind == "money"] == [
        "居民人均可支配收入",
        "城镇居民人均可支配收入",
        "农村居民人均可支配收入",
    ]
