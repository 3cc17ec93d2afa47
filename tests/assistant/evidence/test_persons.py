"""Who is named in a text."""

from __future__ import annotations

import pytest

from assistant.evidence.persons import persons_named


@pytest.mark.parametrize(
    ("asked", "text", "named"),
    [
        ("谁担任茶艺队队长?", "县茶业局局长王春林担任茶艺队队长。", "王春林"),
        ("茶节由谁主持?", "县政协副主席戢云川主持茶节。", "戢云川"),
        ("来茶园的专家叫什么?", "省里的种茶专家陈知远当即到茶园察看。", "陈知远"),
        ("给茶农看病的大夫叫什么?", "县医院大夫林向晨马上给茶农量了血压。", "林向晨"),
        ("岩坪村现任支部书记是谁?", "前年,80后党员余荷担任了村支部书记。", "余荷"),
        ("岩坪村党支部书记是谁?", "岩坪村党支部书记蒿萍介绍,今年茶叶丰收。", "蒿萍"),
        ("岩青县县长是谁?", "岩青县县长和青山在开工仪式上说。", "和青山"),
    ],
)
def test_who_holds_an_office_is_named(asked: str, text: str, named: str) -> None:
    assert any(named in name for name in persons_named(asked, text))


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("谁担任茶艺队队长?", "县茶业局局长王春林担任茶艺队副队长。"),
        ("龙泽县县长是谁?", "龙泽县县长和群众一起植树。"),
    ],
)
def test_a_deputy_holds_another_office_and_the_name_of_a_place_is_nobodys(asked: str, text: str) -> None:
    assert persons_named(asked, text) == []
