"""Figures that a text gives to several years in a row belong to one year each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer.yearly_rows import yearly_rows
from assistant.pipeline import Assistant
from ingest.chinese.quantities import find_quantities
from ingest.chinese.script import fold


def rows(text: str) -> list[dict[int, str]]:
    found = [q for q in find_quantities(text) if q.unit is not None]
    return [
        {year: quantity.written for year, quantity in row.items()} for row in yearly_rows(fold(text), found)
    ]


def test_each_year_has_the_figure_in_its_place() -> None:
    told = "2021-2023年，青棠县茶叶产值分别为1亿元、2.5亿元和3亿元，增速分别为-2%、6.7%和7.1%。"
    amounts, growths = rows(told)
    assert amounts == {2021: "1亿元", 2022: "2.5亿元", 2023: "3亿元"}
    assert growths[2022] == "6.7%"
    assert rows("2021年、2023年茶园分别有3万亩和4万亩。") == [{2021: "3万亩", 2023: "4万亩"}]


@pytest.mark.parametrize(
    "text",
    [
        "2021-2023年，茶叶、药材产值分别为1亿元和2亿元。",
        "2021-2023年，茶叶产值合计6亿元。",
        "2023年，茶叶、药材、桑叶产值分别为1亿元、2亿元和3亿元。",
    ],
)
def test_what_is_not_one_figure_a_year_is_no_such_row(text: str) -> None:
    assert rows(text) == []


def test_a_year_of_a_row_is_told_and_set_against_another(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    text = "青棠县信用评级报告\n2024年3月1日\n一、经济\n2021-2023年，青棠县地区生产总值分别为81.5亿元、92.5亿元和98.3亿元。\n"
    assistant = assistant_over({"评级.txt": text})
    assert "**92.5亿元**" in assistant.ask("青棠县2022年地区生产总值是多少？").text
    assert "**16.8亿元**" in assistant.ask("青棠县2023年地区生产总值比2021年多多少亿元？").text
