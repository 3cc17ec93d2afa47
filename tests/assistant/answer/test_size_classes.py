"""Classes of one sentence that a question names together are added up."""

from __future__ import annotations

from collections.abc import Callable

from assistant.pipeline import Assistant

_REPORT = (
    "岚屏县2023年政府工作报告\n2023年1月9日在岚屏县第十届人民代表大会第一次会议上\n各位代表：\n"
    "现在，我代表县人民政府向大会报告工作，请予审议。\n一、2022年工作回顾\n"
    "2022年，全县引进亿元以上项目7个，5000万元项目9个，1000万元项目21个。\n"
)


def test_named_classes_are_summed_and_others_left_out(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    over = assistant_over({"岚屏.txt": _REPORT})
    text = over.ask("岚屏县2022年引进的5000万元以上项目（含亿元以上的）合计多少个？").text
    assert text.startswith("合计 **16个**（按下面的数字相加：7个＋9个）")
    assert "合计 **" not in over.ask("岚屏县2022年引进的3000万元以上项目（含亿元以上的）合计多少个？").text
