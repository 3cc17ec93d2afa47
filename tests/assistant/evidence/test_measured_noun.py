"""A figure answers only where what the question names as measured is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.pipeline import Assistant

DOCUMENTS = {
    "新闻.txt": "青棠县人才公寓开放申请\n青棠县融媒体中心2023年5月8日讯 青棠县人才公寓一期建成320套，总面积2.6万平方米，首批入住186人。"
    "公寓离车站3公里。青棠至苇川的班车每天发车12班，全程48公里，票价18元。\n"
    "前七个月，全县接待旅游人数96万人次。\n",
}


@pytest.fixture(scope="module")
def over_flats(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(DOCUMENTS)


@pytest.mark.parametrize("question", ["青棠县人才公寓的租金是多少？", "青棠县人才公寓的产值是多少？"])
def test_another_figure_of_the_same_thing_is_no_answer(over_flats: Assistant, question: str) -> None:
    assert over_flats.ask(question).abstained


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("青棠到苇川的班车票价多少？", "18元"),
        ("青棠县人才公寓的总面积是多少？", "2.6万平方米"),
        ("青棠县人才公寓有多少套？", "320套"),
        ("青棠县2023年前七个月接待游客多少？", "96万人次"),
    ],
)
def test_what_is_named_in_the_same_or_other_words_is(over_flats: Assistant, question: str, told: str) -> None:
    assert told in over_flats.ask(question).text.replace("*", "")
