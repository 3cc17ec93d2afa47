"""The sentence that says what something is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.pipeline import Assistant

_TEXT = (
    "青棠县举办茶画展\n2022年8月3日，青棠县茶画展在柳溪馆开幕，茶画作品百余幅。陈远是青棠县有名的茶画艺人，本次茶画展由他布置。"
    "所谓“茶画”，即以茶叶粘贴而成的图案。茶画展的活动主题为“一叶青棠”。\n"
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("茶画是什么？", "粘贴而成"),
        ("青棠县茶画展的主题是什么？", "一叶青棠"),
        ("青棠县茶画展 主题", "一叶青棠"),
    ],
)
def test_what_something_is_is_told_by_the_sentence_that_says_it_of_its_noun(
    assistant_over: Callable[[dict[str, str]], Assistant], question: str, told: str
) -> None:
    assert told in assistant_over({"茶画.txt": _TEXT}).ask(question).text.split("\n\n")[0]
