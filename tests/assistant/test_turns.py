"""However long a conversation is, a question in it is answered at once."""

from __future__ import annotations

import time
from collections.abc import Callable

from assistant.pipeline import Assistant

REPORT = (
    "青棠县2022年政府工作报告\n——2022年1月9日在青棠县第九届人民代表大会第七次会议上\n一、2021年工作回顾\n"
    "全县茶叶产量1.2万吨，增长5%。全县药材产量8600吨，增长9%。\n"
)


def test_ten_thousand_turns_cost_no_more_than_the_last_ones(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    over = assistant_over({"报告.txt": REPORT})
    turns = ["青棠县2021年茶叶产量是多少？"] * 10_000
    assert "1.2万吨" in over.ask(turns[0]).text.replace("*", "")
    began = time.perf_counter()
    assert "8600吨" in over.ask("那药材呢？", turns).text.replace("*", "")
    assert time.perf_counter() - began < 1.0
