"""Answers that are reckoned of two figures, or say which way one went, over the reports of invented places."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.pipeline import Assistant

_HEAD = "{county}{year}年国民经济和社会发展统计公报\n{next}年3月20日\n"


def _report(county: str, year: int, told: str) -> str:
    return _HEAD.format(county=county, year=year, next=year + 1) + f"{year}年，{told}\n"


@pytest.fixture(scope="module")
def over(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(
        {
            "岚屏2021.txt": _report(
                "岚屏县",
                2021,
                "全县地区生产总值完成96.4亿元，增长6.8%。一般公共预算收入5亿元，增长4%。固定资产投资增长9%。",
            ),
            "岚屏2022.txt": _report(
                "岚屏县",
                2022,
                "全县地区生产总值完成105.5亿元，增长5.2%。一般公共预算收入5.6亿元，增长12%。税收收入4.2亿元，增长3%。"
                "固定资产投资下降3.5%。城镇居民人均可支配收入38000元，增长5%。农村居民人均可支配收入19000元，增长7%。"
                "粮食总产量21.6万吨。",
            ),
            "汐禾2021.txt": _report("汐禾县", 2021, "全县地区生产总值完成80亿元，增长3%。"),
            "汐禾2023.txt": _report("汐禾县", 2023, "粮食总产量30.2万吨。"),
            "计划.txt": "岚屏县政府工作报告\n——2023年1月8日在岚屏县第九届人民代表大会第一次会议上\n"
            "岚屏县人民政府县长 闻越\n各位代表：\n"
            "2023年的主要预期目标是：地区生产总值增长6.5%。\n",
        }
    )


def test_two_indicators_of_one_place_and_year_are_set_against_each_other(over: Assistant) -> None:
    text = over.ask("岚屏县2022年城里人和农村人的人均可支配收入差多少？").text
    assert text.startswith("岚屏县2022年城镇居民人均可支配收入比农村居民人均可支配收入多 **19000元**")
    assert "是农村居民人均可支配收入的 **2倍**" in over.ask("岚屏县2022年城乡居民收入比是多少？").text


def test_a_share_is_reckoned_of_figures_of_one_place_and_year(over: Assistant) -> None:
    text = over.ask("岚屏县2022年税收占一般公共预算收入的比例是多少？").text
    assert "占一般公共预算收入的 **75%**" in text and "4.2亿元÷5.6亿元" in text


def test_no_share_is_reckoned_where_one_of_the_two_is_not_told(over: Assistant) -> None:
    answer = over.ask("岚屏县2021年税收占一般公共预算收入的比例是多少？")
    assert all(line.role != "computed" for line in answer.lines)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("岚屏县2022年固定资产投资是涨了还是跌了？", "下降了：岚屏县2022年固定资产投资比上年下降 **3.5%**"),
        ("岚屏县2022年固定资产投资比上年多了吗？", "没有："),
        ("岚屏县2022年固定资产投资下降了吗？", "是："),
        ("岚屏县2022年经济还是正增长吗？", "是：岚屏县2022年地区生产总值比上年增长 **5.2%**"),
        ("岚屏县2021年到2022年地区生产总值年年都涨吗？", "是，"),
        ("岚屏县2021年到2022年固定资产投资年年都涨吗？", "不是连年增长："),
    ],
)
def test_which_way_a_figure_went_is_said_first(over: Assistant, question: str, verdict: str) -> None:
    answer = over.ask(question)
    assert answer.text.startswith(verdict) and answer.citations


def test_a_target_is_set_against_the_result_of_the_year_before(over: Assistant) -> None:
    text = over.ask("岚屏县2023年的GDP增长目标比2022年实际增速高几个百分点？").text
    assert text.startswith("岚屏县2023年目标比2022年实际高 **1.3个百分点**")


def test_without_a_year_the_latest_that_both_places_have_is_compared_and_named(over: Assistant) -> None:
    assert over.ask("岚屏县和汐禾县谁的地区生产总值高？").text.startswith(
        "2021年，岚屏县更高（**96.4亿元**）"
    )


def test_which_year_was_highest_is_told_of_the_years_that_are_known(over: Assistant) -> None:
    text = over.ask("岚屏县地区生产总值哪年最高？").text
    assert text.startswith("有数字的 2 年里，最高的是岚屏县2022年（**105.5亿元**）")


def test_figures_of_different_years_are_told_and_not_compared(over: Assistant) -> None:
    answer = over.ask("岚屏县和汐禾县哪个粮食产量高？")
    assert "不是同一年的" in answer.lines[0].text
    assert all(part in answer.text for part in ("岚屏县2022年", "21.6万吨", "汐禾县2023年", "30.2万吨"))


def test_a_place_of_which_nothing_is_held_is_named_beside_the_figure_of_the_other(over: Assistant) -> None:
    answer = over.ask("昌平区和岚屏县2022年地区生产总值相差多少？")
    assert "资料库没有昌平区的资料" in answer.text and "105.5亿元" in answer.text


def test_where_only_the_growth_is_told_the_amount_is_said_to_be_missing(over: Assistant) -> None:
    answer = over.ask("岚屏县2022年固定资产投资是多少亿元？")
    assert answer.abstained and "只有增速" in answer.lines[0].text and "3.5%" in answer.text


def test_incomes_of_all_are_answered_by_those_of_town_and_country_where_these_alone_are_told(
    over: Assistant,
) -> None:
    text = over.ask("岚屏县2022年居民收入是多少？").text
    assert "**38000元**" in text and "**19000元**" in text and "没有单列" in text


def test_a_figure_is_answered_in_a_short_line_with_that_figure_alone_emphasised(over: Assistant) -> None:
    (line,) = over.ask("岚屏县2022年税收收入是多少？").lines
    assert len(line.text) <= 60 and sum(len(piece.figures) for piece in line.pieces) == 1


def test_amounts_a_thousand_times_apart_are_not_compared(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    slip = assistant_over(
        {
            "岚屏2021.txt": _report("岚屏县", 2021, "全县一般公共预算收入5000万元。"),
            "岚屏2022.txt": _report("岚屏县", 2022, "全县一般公共预算收入5600元。"),
        }
    )
    answer = slip.ask("岚屏县2022年一般公共预算收入比2021年高吗？")
    assert "单位可能有误" in answer.text and all(line.role != "verdict" for line in answer.lines)


def test_the_account_of_a_city_itself_is_never_answered_by_the_whole(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    over = assistant_over(
        {
            "预算.txt": "湘潭市2022年财政预算执行情况的报告\n2023年1月6日\n一、2022年预算执行情况\n"
            "（一）全市一般公共预算执行情况\n2022年，全市税收收入完成210.5亿元，增长2%。\n"
            "（二）市本级一般公共预算执行情况\n2022年，市本级税收收入完成37.6亿元，下降1.5%。\n"
        }
    )
    own = over.ask("湘潭市本级2022年税收收入是多少？").text
    assert "**37.6亿元**" in own and "市本级" in own
    assert "**210.5亿元**" in over.ask("湘潭市2022年税收收入是多少？").text


def test_a_budget_that_is_told_like_a_result_gives_way_to_what_came_in(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    over = assistant_over(
        {
            "预算.txt": "湘潭市2022年财政预算执行情况的报告\n2023年1月6日\n一、2022年预算执行情况\n"
            "2022年，全市一般公共预算收入为335.8亿元。2022年全市一般公共预算收入完成278.3亿元，下降16%。\n"
        }
    )
    assert "**278.3亿元**" in over.ask("湘潭市2022年一般公共预算收入是多少？").text
