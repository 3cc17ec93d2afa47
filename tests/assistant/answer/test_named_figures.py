"""Figures and what they tell of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.named_figures import named_figures


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("全县有茶农120户、药农35户。", {"120户": "全县有茶农", "35户": "药农"}),
        ("茶厂、酒厂、纸厂分别实现产值3亿元、2亿元和1亿元。", {"3亿元": "茶厂", "2亿元": "酒厂", "1亿元": "纸厂"}),
        ("城乡居民人均可支配收入分别达到3万元、1.5万元。", {"3万元": "城镇居民人均可支配收入", "1.5万元": "农村居民人均可支配收入"}),
        ("绿茶(含白茶)30吨。", {"30吨": "绿茶"}),
        ("新开工茶园等项目12个，新竣工茶厂等项目9个。", {"12个": "新开工项目", "9个": "新竣工项目"}),
        ("春茶、秋茶等三大类茶产值达9亿元。", {"9亿元": "三大类茶产值"}),
    ],
)  # fmt: skip
def test_a_figure_is_named_by_what_stands_before_it(text: str, names: dict[str, str]) -> None:
    found = {each.quantity.written: each.name for each in named_figures(text)}
    assert names.items() <= found.items()


def test_a_figure_of_several_things_has_all_their_names() -> None:
    (figure,) = named_figures("茶馆、书馆12个")
    assert figure.parts == ("茶馆", "书馆")


def test_what_stands_behind_a_figure_may_name_it() -> None:
    found = named_figures("派出12名医生下乡，5名护士随行")
    assert [each.after for each in found] == ["医生下乡", "护士随行"]


@given(st.text("茶厂酒、，和分别12345个亿元。（）", max_size=60))
def test_names_stand_in_the_text_before_their_figures(text: str) -> None:
    for figure in named_figures(text):
        assert 0 <= figure.start <= figure.quantity.start < figure.quantity.end <= len(text)
