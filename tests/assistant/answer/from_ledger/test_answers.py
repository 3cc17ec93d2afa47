"""Answers from the ledger of a real library: figures, verdicts, tables, projects."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.ledger.cells import cells
from assistant.ledger.corrections import correct, undo
from assistant.pipeline import Assistant

_REPORT = (
    "{county}{year}年国民经济和社会发展统计公报\n{next}年3月20日\n"
    "{year}年，全县地区生产总值完成{output}亿元，增长{growth}%。人均地区生产总值{head}元。粮食总产量{grain}万吨。\n"
)
_NEWS = (
    "岚屏县四季度项目集中开工\n本报讯（记者 郁简）2022年10月25日，岚屏县举行项目集中开工仪式。\n"
    "云母轴承二期、青棠湖清淤、南门更新等3个项目同时开工，总投资32.4亿元。\n"
    "云母轴承二期由云母集团投资11.5亿元兴建，用地160亩。\n青棠湖清淤工程计划投入2.6亿元，清淤180万立方米。\n"
)
_PLAN = (
    "岚屏县2023年政府工作报告\n2023年1月12日\n一、2022年工作回顾\n利青高速、青山大桥建成通车。\n"
    "二、2023年工作安排\n今年，开工建设总投资8亿元的白塔抽水蓄能电站、总投资3亿元的青棠医院新院区。\n"
)


def _report(county: str, year: int, output: float, growth: float, grain: float) -> str:
    return _REPORT.format(
        county=county, year=year, next=year + 1, output=output, growth=growth, head=41234, grain=grain
    )


@pytest.fixture(scope="module")
def over(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(
        {
            "岚屏2020.txt": _report("岚屏县", 2020, 88.2, 3.1, 21.6),
            "岚屏2021.txt": _report("岚屏县", 2021, 96.4, 6.8, 20.4),
            "岚屏2022.txt": _report("岚屏县", 2022, 105.5, 5.2, 22.3),
            "汐禾2022.txt": _report("汐禾县", 2022, 120.1, 4.4, 17.9),
            "项目.txt": _NEWS,
            "岚屏报告2023.txt": _PLAN,
        }
    )


def test_the_total_answers_and_never_the_figure_per_head(over: Assistant) -> None:
    answer = over.ask("岚屏县2022年地区生产总值是多少？")
    assert "**105.5亿元**" in answer.text and "41234" not in answer.text
    (line,) = [line for line in answer.lines if line.asked]
    assert line.asked and line.text[slice(*line.asked)] == "105.5亿元"
    assert answer.ledger is not None and answer.ledger.startswith("?ledger=indicator")


def test_a_figure_that_a_person_put_right_is_cited_with_who_did_and_why(over: Assistant) -> None:
    (cell,) = [
        cell
        for cell in cells(over.library.facts())
        if (cell.key.region, cell.key.year, cell.key.indicator) == ("岚屏县", 2021, "粮食产量")
    ]
    correct(over.library, cell, "20.6万吨", note="统计局核定", who="陈默")
    try:
        answer = over.ask("岚屏县2021年粮食产量是多少？")
    finally:
        undo(over.library, cell.key)
    (said,) = [said for citation in answer.citations for said in citation.amended]
    assert (said.figure, said.by, said.note) == ("20.6万吨", "陈默", "统计局核定")
    assert "20.4万吨" in answer.citations[0].quote and "20.6万吨" in answer.text
    assert not any(citation.amended for citation in over.ask("岚屏县2021年地区生产总值是多少？").citations)


def test_only_the_figure_asked_for_is_emphasised(over: Assistant) -> None:
    assert over.ask("岚屏县2022年地区生产总值是多少？").text.count("**") == 2


def test_a_comparison_says_its_verdict_first_and_cites_each_figure(over: Assistant) -> None:
    answer = over.ask("2022年岚屏县和汐禾县哪个县粮食产量多？")
    assert answer.lines[0].role == "verdict" and answer.lines[0].text.startswith("岚屏县更多（22.3万吨）")
    assert {citation.doc for citation in answer.citations} == {"岚屏2022.txt", "汐禾2022.txt"}


def test_a_rise_in_every_year_is_told_with_every_year(over: Assistant) -> None:
    text = over.ask("2020年到2022年岚屏县地区生产总值是连年增长吗？").text
    assert text.startswith("是，") and all(figure in text for figure in ("88.2亿元", "96.4亿元", "105.5亿元"))
    assert over.ask("2020年到2022年岚屏县粮食产量是连年增长吗？").text.startswith(
        "不是连年增长：2021年比2020年下降"
    )


def test_a_missing_year_is_named_and_nothing_reckoned(over: Assistant) -> None:
    answer = over.ask("岚屏县2022年地区生产总值比2018年多多少？")
    assert "缺少岚屏县2018年的数字" in answer.text
    assert all(line.role not in ("computed", "verdict") for line in answer.lines)


def test_a_sum_over_all_counties_says_over_how_many(over: Assistant) -> None:
    text = over.ask("各县2022年粮食产量一共多少？").text
    assert text.startswith("资料库有数字的 2 个县（市、区）合计 **40.2万吨**")


def test_a_project_is_told_its_own_investment_and_not_its_groups(over: Assistant) -> None:
    assert (
        "**11.5亿元**" in (text := over.ask("岚屏县云母轴承二期项目总投资是多少？").text)
        and "32.4" not in text
    )
    assert "**2.6亿元**" in (text := over.ask("岚屏县青棠湖清淤项目总投资多少？").text) and "32.4" not in text


def test_projects_that_were_started_are_a_table(over: Assistant) -> None:
    text = over.ask("岚屏县2022年开工了哪些项目？").text
    assert "资料库记有岚屏县2022年共 3 个开工项目" in text
    assert "共 3 个开工项目" in over.ask("岚屏县2022年开工项目名单").text
    assert all(f"| {name}" in text for name in ("云母轴承二期", "南门更新"))


def test_projects_are_listed_by_the_sum_invested_by_what_is_planned_and_by_trade(over: Assistant) -> None:
    largest = over.ask("岚屏县投资最大的项目是哪个？").text
    assert largest.index("白塔抽水蓄能电站") < largest.index("青棠医院新院区")
    planned = over.ask("岚屏县2023年计划开工哪些项目？").text
    assert "共 2 个计划开工项目" in planned and "白塔抽水蓄能电站" in planned and "利青高速" not in planned
    trade = over.ask("岚屏县有哪些交通项目？").text
    assert "利青高速" in trade and "青棠医院" not in trade
