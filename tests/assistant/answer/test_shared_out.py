"""Means of what one place of a text tells of a thing and of what it counts of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.pipeline import Assistant

DOCUMENTS = {
    "茶山小学.txt": "茶山小学新校区奠基\n茶山小学新校区计划设24个班级，可满足1080人就读，总投资6000万元。\n"
    "校区建有教学楼2栋，食堂1座。\n",
    "苇塘小区.txt": "苇塘小区改造完工\n苇塘小区改造项目总投资900万元，总建筑面积3.6万平方米，惠及450户。\n",
    "岭口搬迁.txt": "岭口县易地搬迁\n岭口县易地搬迁全面完成，累计搬迁2000户8500人。\n",
    "石坪村.txt": "石坪村的茶\n石坪村全年总收入800余万元，其中茶旅综合收入600余万元，平均每户增收2万元，全村120户。\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def over_units(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("茶山小学新校区平均每个班容纳多少人？", "平均每个班 45人（按下面的数字相除：1080人÷24个班级）"),
        ("苇塘小区改造项目平均每户花了多少钱？", "平均每户 2万元（按下面的数字相除：900万元÷450户）"),
        ("岭口县易地搬迁平均每户多少人？", "平均每户 4.25人（按下面的数字相除：8500人÷2000户）"),
    ],
)
def test_what_comes_to_each_is_reckoned_with_both_figures(
    over_units: Assistant, question: str, said: str
) -> None:
    answer = over_units.ask(question)
    assert said in answer.lines[0].text, answer.text
    assert answer.lines[0].role == "computed"
    assert answer.citations


@pytest.mark.parametrize(
    "question",
    [
        "茶山小学新校区平均每栋宿舍住多少人？",
        "苇塘小区改造项目平均每个车位多少钱？",
        "石坪村平均每户增收多少元？",
        "岭口县全县平均每户多少人？",
    ],
)
def test_nothing_is_divided_by_what_is_not_told_or_where_the_mean_is_told_itself(
    over_units: Assistant, question: str
) -> None:
    assert not [line for line in over_units.ask(question).lines if line.role == "computed"]


def test_amounts_a_little_over_what_is_written_make_a_share(over_units: Assistant) -> None:
    answer = over_units.ask("石坪村里茶旅挣的钱占全村总收入大概几成？")
    assert "约75%" in answer.lines[0].text
