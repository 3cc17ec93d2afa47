"""What was planned beside what became of it, and parts of a year side by side, in an invented county."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer.dating import label_of
from assistant.pipeline import Assistant
from assistant.question.decompose import sides_of
from assistant.question.model import Question
from assistant.question.understand import understand
from tests.assistant.passages import holding

_OPENING = "各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n"
PLANNED, DONE, NAMED, DATED = "青棠2022.txt", "青棠2023.txt", "青棠经济.txt", "苇川经济.txt"
_HALF = "全县工业增加值完成12.5亿元，增长6.1%。\n"
_THREE_QUARTERS = "全县工业增加值完成19.8亿元，增长6.6%。\n"
DOCUMENTS = {
    PLANNED: "青棠县2022年政府工作报告\n——2022年1月14日在青棠县第九届人民代表大会第五次会议上\n"
    "青棠县人民政府县长 骆青川\n" + _OPENING + "一、2021年工作回顾\n2021年，全县新修农村公路72公里。\n"
    "二、2022年工作安排\n2022年，计划新修农村公路80公里，新建口袋公园6个。\n",
    DONE: "青棠县2023年政府工作报告\n——2023年1月14日在青棠县第九届人民代表大会第六次会议上\n"
    "青棠县人民政府县长 骆青川\n" + _OPENING + "一、2022年工作回顾\n"
    "2022年，全县新修农村公路95公里，新建口袋公园9个。\n"
    "二、2023年工作安排\n2023年，计划新修农村公路60公里。\n",
    NAMED: f"青棠县经济运行情况\n青棠县统计局 2022年10月20日\n2022年上半年，{_HALF}2022年前三季度，{_THREE_QUARTERS}",
    DATED: f"苇川县经济运行情况\n2022-10-20\n来源：苇川县统计局\n上半年，{_HALF}前三季度，{_THREE_QUARTERS}",
}  # fmt: skip


@pytest.fixture(scope="module")
def over_plans(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(DOCUMENTS)


def sides(text: str) -> list[Question]:
    return sides_of(understand(text, holding("青棠县", "苇川县"), now=2023))


@pytest.mark.parametrize(
    ("question", "facets"),
    [
        ("青棠县2022年计划修多少公里路，最后修成多少公里？", ["计划", "实际"]),
        ("青棠县2022年年初定的目标是多少亿元，实际完成了多少？", ["计划", "实际"]),
        ("青棠縣2022年計劃修多少公里路，最後修成多少公里？", ["计划", "实际"]),
        ("青棠县2022年计划修多少公里路？", [""]),
        ("青棠县2022年最后修成多少公里路？", [""]),
        ("青棠县2022年上半年和前三季度工业增加值各是多少？", ["上半年", "前三季度"]),
        ("青棠县2022年一季度、上半年和全年工业增加值", ["一季度", "上半年", "全年"]),
        ("青棠县2022年上半年工业增加值是多少？", [""]),
    ],
)
def test_plan_and_outcome_and_parts_of_a_year_are_sides_where_both_are_asked(
    question: str, facets: list[str]
) -> None:
    assert [side.facet for side in sides(question)] == facets


def test_each_side_asks_only_for_its_own_outlook_or_period() -> None:
    plan, review = sides("青棠县2022年计划修多少公里路，最后修成多少公里？")
    assert (plan.outlook, review.outlook) == ("plan", "review")
    half, three = sides("青棠县2022年上半年和前三季度工业增加值各是多少？")
    assert "前三季度" not in half.text + half.focus
    assert "上半年" not in three.text + three.focus
    assert label_of(half) == "青棠县2022年上半年"


def test_a_side_is_named_by_its_place_wherever_the_question_names_the_periods() -> None:
    named = [label_of(side) for side in sides("上半年和前三季度，青棠县2022年工业增加值各是多少？")]
    assert named == ["青棠县2022年上半年", "青棠县2022年前三季度"]


def test_an_aim_of_one_year_is_not_reached_by_what_came_about_in_another(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    text = (
        "青棠县2023年政府工作报告\n——2023年1月14日在青棠县第九届人民代表大会第六次会议上\n一、2022年工作回顾\n"
        "改造茶亭95座，绿化荒山12万亩。\n二、2023年工作安排\n改造茶亭31座。\n"
    )
    told = assistant_over({"报告.txt": text}).ask("青棠县2023年计划改造茶亭，跟2022年比是多是少？").text
    assert "完成了目标" not in told
    assert "少 **64座**" in told


def test_what_was_planned_is_told_beside_what_became_of_it(over_plans: Assistant) -> None:
    answer = over_plans.ask("青棠县2022年计划新修多少公里农村公路，最后修了多少公里？")
    verdict, _, plan, outcome = answer.text.splitlines()
    assert verdict == "完成了目标：青棠县2022年计划80公里，青棠县2022年实际95公里。"
    assert plan.startswith("- 青棠县2022年计划：")
    assert "**80公里**" in plan
    assert outcome.startswith("- 青棠县2022年实际：")
    assert "**95公里**" in outcome
    assert [c.doc for c in answer.citations] == [PLANNED, DONE]


def test_parts_of_a_year_are_told_one_by_one(over_plans: Assistant) -> None:
    half, three = over_plans.ask("青棠县2022年上半年和前三季度工业增加值各是多少？").text.splitlines()
    assert half.startswith("- 青棠县2022年上半年：")
    assert "**12.5亿元**" in half
    assert three.startswith("- 青棠县2022年前三季度：")
    assert "**19.8亿元**" in three


def test_periods_that_overlap_are_never_summed_up_but_may_be_subtracted(over_plans: Assistant) -> None:
    total = over_plans.ask("青棠县2022年上半年和前三季度工业增加值一共多少？").text
    assert "**12.5亿元**" in total
    assert "**19.8亿元**" in total
    assert "合计" not in total
    assert "32.3" not in total
    gap = over_plans.ask("青棠县2022年上半年和前三季度工业增加值相差多少？").text
    assert "青棠县2022年上半年比青棠县2022年前三季度少 **7.3亿元**（按下面的数字相减：" in gap


def test_a_year_that_no_cited_passage_names_is_not_put_before_the_figures(over_plans: Assistant) -> None:
    answer = over_plans.ask("苇川县2022年上半年和前三季度工业增加值各是多少？")
    half, three = answer.text.splitlines()
    assert half.startswith("- 苇川县上半年：")
    assert three.startswith("- 苇川县前三季度：")
    assert "2022年" not in answer.text + "".join(c.quote for c in answer.citations)
    assert {c.doc for c in answer.citations} == {DATED}


_INVESTED = {
    "泽": "1亿2000万元",
    "岚": "5000万元",
    "槐": "九千五百万元",
    "枫": "2.3个亿",
    "葵": "3000余万元",
    "芷": "4至6亿元",
}


@pytest.fixture(scope="module")
def over_investments(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(
        {
            f"{name}溪.txt": f"{name}溪县2023年水利建设情况\n{name}溪县水务局 2024年1月8日\n2023年，全县水利建设投资{figure}。\n"
            for name, figure in _INVESTED.items()
        }
    )


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "泽溪县和岚溪县2023年水利建设投资合计多少？",
            "合计 **1.7亿元**（按表中数字相加：1.2亿元＋5000万元）。",
        ),
        ("泽溪县和槐溪县2023年水利建设投资一共多少？", "合计 **2.15亿元**"),
        ("泽溪县和岚溪县2023年水利建设投资相差多少？", "泽溪县2023年比岚溪县多 **0.7亿元**"),
        ("枫溪县和泽溪县2023年水利建设投资相差多少？", "枫溪县2023年比泽溪县多 **1.1亿元**"),
        ("泽溪县和岚溪县2023年水利建设投资哪个高？", "泽溪县更高（**1.2亿元**）。"),
        ("泽溪县、岚溪县和槐溪县2023年水利建设投资谁低？", "最低的是岚溪县（**5000万元**）。"),
        ("葵溪县和岚溪县2023年水利建设投资合计多少？", "合计 **超过8000万元**"),
    ],
)
def test_figures_in_any_notation_are_reckoned_with(
    over_investments: Assistant, question: str, told: str
) -> None:
    assert told in over_investments.ask(question).text


def test_a_range_is_shown_and_not_added_up(over_investments: Assistant) -> None:
    answer = over_investments.ask("泽溪县和芷溪县2023年水利建设投资合计多少？").text
    assert "缺少芷溪县2023年的数字" in answer
    assert "合计 **" not in answer
    assert "**4至6亿元**" in over_investments.ask("芷溪县2023年水利建设投资多少？").text


REPORTS = {
    "报告2021.txt": "青棠县2021年政府工作报告\n——2021年1月9日在青棠县第九届人民代表大会第六次会议上\n县长 陈远\n一、2020年工作回顾\n"
    "茶渠建成以来，累计调水12.5亿立方米。\n",
    "报告2022.txt": "青棠县2022年政府工作报告\n——2022年1月8日在青棠县第九届人民代表大会第七次会议上\n代县长 方静\n一、2021年工作回顾\n"
    "茶渠运行平稳，累计调水15.8亿立方米。\n",
    "景区.txt": "青棠县景区介绍\n白鹭湖景区南距青棠县城约18公里，是湿地。\n柳浪滩景区东距青棠县城41公里，北接沙丘。\n",
}  # fmt: skip


def test_what_the_reports_of_two_years_tell_is_set_side_by_side(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    over = assistant_over(REPORTS)
    both = over.ask("青棠县茶渠累计调水，2021年初的报告和2022年初的报告各说是多少亿立方米？").text
    assert "**12.5亿立方米**" in both
    assert "**15.8亿立方米**" in both
    assert "**3.3亿立方米**" in over.ask("青棠县茶渠累计调水，2022年报告比2021年报告多了多少亿立方米？").text
    gave = over.ask("青棠县2021年和2022年作政府工作报告的分别是谁？").text
    assert "陈远" in gave
    assert "方静" in gave


def test_the_nearer_of_two_sights_is_named(assistant_over: Callable[[dict[str, str]], Assistant]) -> None:
    told = assistant_over(REPORTS).ask("青棠县白鹭湖景区和柳浪滩景区哪个离县城近，各多少公里？").text
    assert "41公里" in told
    assert "最近的是白鹭湖景区" in told


def test_a_sum_over_years_is_of_the_figures_that_are_called_what_is_asked(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    reports = {
        f"{year}.txt": f"青棠县{year}年茶工情况\n{year + 1}年2月1日\n{year}年，全县输转茶工{people}万人，创收{money}亿元。\n"
        for year, people, money in ((2021, 6.4, 17), (2022, 6.6, 19))
    }
    answer = assistant_over(reports).ask("青棠县2021年和2022年输转茶工创收合计多少？")
    computed = [line.text for line in answer.lines if line.role == "computed"]
    assert computed and computed[0].startswith("合计 36亿元"), answer.text
    assert "13万人" not in answer.text


def test_what_is_called_otherwise_in_another_year_is_not_added(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    reports = {
        "2021.txt": "青棠县2021年茶路情况\n2022年2月1日\n2021年，全县新修茶山步道18公里。\n",
        "2022.txt": "青棠县2022年茶路情况\n2023年2月1日\n2022年，全县计划新修茶山步道25公里，茶山步道总里程达到96公里。\n",
    }
    answer = assistant_over(reports).ask("青棠县2021年和2022年新修茶山步道一共多少公里？")
    assert all(line.role != "computed" for line in answer.lines), answer.text
