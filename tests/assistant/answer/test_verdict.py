"""A question whether something is so gets yes or no first, where the sentence that answers surely tells it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer.verdict import verdict_of
from assistant.evidence.model import Evidence
from assistant.pipeline import Assistant
from assistant.question.understand import understand
from tests.assistant.passages import holding, passage


def verdict(question: str, text: str) -> bool | None:
    asked = understand(question, holding("青棠县"), now=2023)
    return verdict_of(asked, Evidence(passage(text), 0, len(text)))


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("青棠县2022年茶园面积增加了吗？", "茶园面积0.12万亩，减少0.15万亩。", False),
        ("青棠县2022年茶园面积增加了吗？", "茶园面积0.12万亩，比上年增加0.15万亩。", True),
        ("青棠县2022年常住人口是不是减少了？", "年末常住人口45万人，比上年减少2万人。", True),
        ("青棠县2022年接待的茶客增加了吗？", "接待的茶客与上年基本持平。", False),
        ("青棠县2022年茶业增速高于全市平均吗？", "茶业增长9.5%，高于全市平均3个百分点。", True),
        ("青棠县2022年研发投入强度高于全省吗？", "研发投入强度为1.8%，低于全省0.3个百分点。", False),
        (
            "青棠县2022年地区生产总值增速达到年初预期了吗？",
            "地区生产总值增速低于年初预期3个百分点。",
            False,
        ),
        (
            "青棠县2022年地区生产总值增速达到预期目标了吗？",
            "地区生产总值增长6%，高于年初预期目标。",
            True,
        ),
        ("青棠县2022年修路任务完成计划了吗？", "修路任务12公里，为计划的98.6%。", False),
        ("青棠县2022年茶叶产值是全省第一吗？", "茶叶产值居全省第3位。", False),
        ("青棠县2022年茶叶产值是不是全省第一？", "茶叶产值位居全省第一。", True),
        ("青棠县2022年茶叶产值突破百亿元了吗？", "茶叶产值达到96亿元，增长5%。", False),
        ("青棠县2022年茶叶产值突破百亿元了吗？", "茶叶产值突破百亿元，增长5%。", True),
        ("青棠县2022年发生过森林火灾吗？", "全年未发生森林火灾。", False),
    ],
)
def test_what_a_sentence_tells_surely_is_said_first(question: str, text: str, expected: bool) -> None:
    assert verdict(question, text) is expected


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # Another thing, another scope, what is only near.
        ("青棠县2022年茶园面积增加了吗？", "药园面积0.12万亩，减少0.15万亩。"),
        ("青棠县2022年固定资产投资增长了吗？", "民间固定资产投资下降3%。"),
        ("青棠县2022年常住人口增加了吗？", "乡村人口比上年减少2万人。"),
        ("青棠县2022年茶叶产值是全省第一吗？", "茶叶产值位居全市第一。"),
        ("青棠县2022年茶业增速高于全国吗？", "茶业增速高于全省3个百分点。"),
        ("青棠县2022年发生过森林火灾吗？", "全县林业投入增长3%，森林防火物资充足。"),
        ("青棠县2022年茶叶产值突破百亿元了吗？", "茶叶产值增长5%。"),
    ],
)
def test_what_is_not_sure_is_left_open(question: str, text: str) -> None:
    assert verdict(question, text) is None


def test_the_answer_begins_with_the_verdict_and_shows_only_the_sentence_that_tells_it(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    text = (
        "青棠县2022年国民经济和社会发展统计公报\n2023年3月1日\n一、农业\n2022年，茶园面积0.52万亩，减少0.15万亩；"
        "药园面积3.4万亩，增加0.6万亩。桑园面积2.1万亩，增加0.2万亩。\n"
    )
    assistant = assistant_over({"公报.txt": text})
    told = assistant.ask("青棠县2022年的茶园面积增加了吗？")
    assert told.text.startswith("没有")
    assert "0.15万亩" in told.text
    assert "桑园" not in told.text
    assert told.citations


def test_what_a_report_says_of_its_aim_goes_before_a_target_told_elsewhere(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    plan = (
        "2022年青棠县政府工作报告\n2022年1月5日\n二、2022年工作安排\n2022年主要目标：地区生产总值增长8%。\n"
    )
    result = (
        "2023年青棠县政府工作报告\n2023年1月6日\n一、2022年工作回顾\n"
        "2022年，地区生产总值增长6.2%，高于年初增长目标。\n"
    )
    told = assistant_over({"2022.txt": plan, "2023.txt": result}).ask(
        "青棠县2022年的地区生产总值增速达到年初定的目标了吗？"
    )
    assert told.text.startswith("是。")
