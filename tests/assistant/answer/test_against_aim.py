"""Whether a stated target was reached is told by the result of its year, never by the target itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.pipeline import Assistant

DOCUMENTS = {
    "岭口2021.txt": "岭口县2021年政府工作报告\n2021年2月3日在岭口县第十届人民代表大会第五次会议上\n\n"
    "一、2020年工作回顾\n地区生产总值增长4%，植树造林面积达到3万亩。\n\n"
    "二、2021年主要目标\n今年主要预期目标是：地区生产总值增长7%以上，植树造林面积增长5%，固定资产投资增长9%。\n",
    "岭口2022.txt": "岭口县2022年政府工作报告\n2022年2月8日在岭口县第十届人民代表大会第六次会议上\n\n"
    "一、2021年工作回顾\n过去一年，地区生产总值增长6.2%，植树造林面积增长5.6%，财政收入增长3%。\n\n"
    "二、2022年主要目标\n今年主要预期目标是：地区生产总值增长6.5%左右，财政收入增长4%。\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def over_reports(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "said", "result", "target"),
    [
        ("岭口县2021年GDP增速达到了年初7%以上的目标吗？", "没有。", "增长6.2%", "增长7%以上"),
        ("岭口县2021年植树造林面积增速实现了5%的目标吗？", "是。", "增长5.6%", "增长5%"),
    ],
)
def test_the_result_of_the_later_report_decides_beside_the_target_of_the_earlier(
    over_reports: Assistant, question: str, said: str, result: str, target: str
) -> None:
    answer = over_reports.ask(question)
    assert answer.text.startswith(said), answer.text
    assert result in answer.lines[0].text
    assert answer.lines[1].text.startswith("目标：")
    assert target in answer.lines[1].text
    assert {cited.doc for cited in answer.citations} == {"岭口2021.txt", "岭口2022.txt"}


@pytest.mark.parametrize(
    "question",
    ["岭口县2022年GDP增速达到了年初6.5%左右的目标吗？", "岭口县2022年财政收入增速实现了4%的目标吗？"],
)
def test_a_target_proves_no_result(over_reports: Assistant, question: str) -> None:
    answer = over_reports.ask(question)
    assert not answer.text.startswith(("是。", "不是。", "没有。")), answer.text
    assert "是。" not in answer.text
