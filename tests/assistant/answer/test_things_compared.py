"""Things that are no regions, set against one another by figures that stand in documents of their own, or over years."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.pipeline import Assistant

DOCUMENTS = {
    "水街.txt": "岭口县二十里滨水民俗风情水街开工\n2019年5月6日，岭口县二十里滨水民俗风情水街开工。"
    "据介绍，该项目总投资26亿元，覆盖区域3100亩。\n",
    "校区.txt": "青棠学院茶山校区奠基\n2020年3月2日，青棠学院茶山校区奠基。茶山校区项目计划总投资12.5亿元，总用地480亩。\n",
    "医院.txt": "苇川新城更新项目\n苇川新城更新项目总投资90亿元，主要有：苇川中医院总投资6亿元，2022年交付；"
    "苇川儿童医院总投资8亿元，明年交付。苇川儿童医院设床位300张。\n",
    "茶湾村.txt": "茶湾村的路\n茶湾村2015年底贫困发生率高达24%。后来村里种了茶。2019年，茶湾村贫困发生率降至0.5%。"
    "明确村级护林员12名、镇级护林员5名、县级护林员3名，三级都有人管。\n",
    "石坪村.txt": "石坪村的桥\n石坪村靠山。2019年底，全村贫困发生率降至1.3%。\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def over_things(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        (
            "岭口滨水水街和茶山校区，哪个项目总投资更大？",
            "总投资更多的是岭口滨水水街（26亿元），茶山校区12.5亿元",
        ),
        ("苇川中医院和苇川儿童医院哪个总投资多？", "总投资更多的是苇川儿童医院（8亿元），苇川中医院6亿元"),
        ("茶湾村和石坪村2019年的贫困发生率哪个低？", "贫困发生率更低的是茶湾村（0.5%），石坪村1.3%"),
        ("护林员里，县级、镇级、村级哪一级人最多？", "人数最多的是村级（12名）"),
        ("茶山校区的总投资比苇川中医院多多少？", "茶山校区比苇川中医院多 6.5亿元"),
    ],
)
def test_the_thing_that_has_most_is_named_before_the_figures_of_all(
    over_things: Assistant, question: str, verdict: str
) -> None:
    answer = over_things.ask(question)
    assert answer.lines[0].role in ("verdict", "computed"), answer.text
    assert verdict in answer.lines[0].text
    assert answer.citations


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("岭口滨水水街和茶湾村哪个总投资大？", "缺少茶湾村的总投资"),
        ("苇川中医院和茶山校区哪个占地大？", "缺少苇川中医院的占地"),
    ],
)
def test_things_of_which_one_has_no_figure_are_not_compared(
    over_things: Assistant, question: str, lacking: str
) -> None:
    answer = over_things.ask(question)
    assert lacking in answer.text
    assert not [line for line in answer.lines if line.role in ("verdict", "computed")]


def test_figures_that_two_sentences_tell_of_two_years_are_subtracted(over_things: Assistant) -> None:
    answer = over_things.ask("茶湾村贫困发生率2015年底到2019年下降了多少个百分点？")
    assert "下降 23.5个百分点（按下面的数字相减：24%－0.5%）" in answer.lines[0].text
    assert "2017年" not in answer.text


def test_a_year_that_nothing_tells_is_said_to_be_missing_and_nothing_is_subtracted(
    over_things: Assistant,
) -> None:
    answer = over_things.ask("石坪村2015年到2019年贫困发生率下降了多少个百分点？")
    assert "缺少石坪村2015年的贫困发生率" in answer.text
    assert not [line for line in answer.lines if line.role == "computed"]


def test_the_figures_of_other_things_are_not_subtracted(over_things: Assistant) -> None:
    answer = over_things.ask("苇塘村2015年到2019年贫困发生率下降了多少个百分点？")
    assert not [line for line in answer.lines if line.role in ("verdict", "computed")]
