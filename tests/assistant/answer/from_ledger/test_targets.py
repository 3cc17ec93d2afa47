"""Results beside what was aimed at, each from the report that tells it, over the reports of an invented county."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.pipeline import Assistant


def _report(year: int, done: str, aimed: str) -> str:
    return (
        f"岚屏县政府工作报告\n——{year}年1月8日在岚屏县第九届人民代表大会第{year - 2020}次会议上\n岚屏县人民政府县长 闻越\n"
        f"各位代表：\n一、{year - 1}年工作回顾\n过去一年，{done}\n二、{year}年工作安排\n今年的主要预期目标是：{aimed}\n"
    )


@pytest.fixture(scope="module")
def over(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(
        {
            "2022.txt": _report(
                2022, "地区生产总值增长6.1%。", "地区生产总值增长7%，新建高标准农田6万亩，造林8万亩。"
            ),
            "2023.txt": _report(
                2023,
                "地区生产总值增长6.2%，新建高标准农田6.3万亩。",
                "地区生产总值增长6%以上，新建高标准农田5万亩。",
            ),
            "2024.txt": _report(2024, "地区生产总值增长6.4%。", "地区生产总值增长6.5%。"),
        }
    )


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("岚屏县2022年GDP增长目标完成了吗？", "没有完成目标：目标7%，实际6.2%。"),
        ("岚屏县2023年定的GDP增长目标是多少，实际呢？", "完成了目标：目标超过6%，实际6.4%。"),
        ("岚屏县2022年高标准农田的任务完成了吗？", "完成了目标，完成率 105%"),
        ("岚屏县2022年GDP增速比目标高吗？", "不是：岚屏县2022年实际比目标低 0.8个百分点"),
        ("岚屏县2023年GDP增长目标比2022年实际增速高多少？", "岚屏县2023年目标比2022年实际低 0.2个百分点"),
        (
            "岚屏县2022年、2023年GDP增长目标各是多少，完成了吗？",
            "没有完成的有岚屏县2022年；完成了目标的有岚屏县2023年",
        ),
    ],
)
def test_whether_an_aim_was_reached_is_told_from_the_report_that_set_it_and_the_next(
    over: Assistant, question: str, verdict: str
) -> None:
    answer = over.ask(question)
    assert answer.lines[0].text.startswith(verdict), answer.text
    assert answer.citations


def test_an_aim_whose_result_no_report_tells_is_told_and_the_result_said_to_be_missing(
    over: Assistant,
) -> None:
    answer = over.ask("岚屏县2024年GDP增长目标是多少，实际完成多少？")
    assert "6.5%" in answer.text and "没有找到岚屏县2024年实际" in answer.text
    assert all(line.role not in ("computed", "verdict") for line in answer.lines)


def test_places_with_a_year_of_their_own_are_set_against_each_other(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    two = assistant_over(
        {
            "岚屏.txt": "岚屏县2022年国民经济和社会发展统计公报\n2023年3月20日\n2022年，全县茶叶产值完成12.5亿元。\n",
            "汐禾.txt": "汐禾县2021年国民经济和社会发展统计公报\n2022年3月20日\n2021年，全县茶叶产值完成9.1亿元。\n",
        }
    )
    text = two.ask("岚屏县2022年的茶叶产值和汐禾县2021年的茶叶产值相差多少？").text
    assert text.startswith("岚屏县2022年比汐禾县2021年多 **3.4亿元**"), text
