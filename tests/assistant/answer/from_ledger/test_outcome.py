"""What is reckoned of figures of the ledger, and what is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.from_ledger import outcome
from assistant.answer.from_ledger.outcome import Outcome
from assistant.answer.from_ledger.sides import Side, sides_of_request
from assistant.answer.from_ledger.targets import completion
from assistant.ledger.cells import cells
from assistant.question.ledger_request import LedgerRequest, ledger_request
from assistant.question.places import Gazetteer
from assistant.question.understand import understand
from ingest.facts.model import StoredFact
from tests.assistant.ledger.invented import told

_PLACES = Gazetteer([("岚屏县", "霞山省"), ("汐禾县", "霞山省"), ("棠浦县", "霞山省")])


def _sides(question: str, *facts: StoredFact) -> tuple[LedgerRequest, list[Side]]:
    understood = understand(question, _PLACES, now=2023)
    request = ledger_request(understood)
    assert request is not None
    return request, sides_of_request(request, cells(facts), understood.units, request.measures[0])


def _text(reckoned: Outcome) -> str:
    return "".join(piece.text for piece in reckoned.pieces)


def _of_two(
    reckon: Callable[[LedgerRequest, Side, Side], Outcome], question: str, *facts: StoredFact
) -> Outcome:
    request, (one, other) = _sides(question, *facts)
    return reckon(request, one, other)


def test_a_difference_names_who_has_more_in_the_order_of_the_question() -> None:
    facts = told(96.4), told(105.5, year=2022, written="2023-01-10")
    rose = _of_two(outcome.difference, "岚屏县2022年地区生产总值比2021年多多少？", *facts)
    assert _text(rose) == "岚屏县2022年比2021年多 9.1亿元（按表中数字计算：105.5亿元－96.4亿元）。"
    fell = _of_two(outcome.difference, "岚屏县2021年地区生产总值比2022年多多少？", *facts)
    assert _text(fell).startswith("岚屏县2021年比2022年少 9.1亿元")
    assert rose.role == fell.role == "computed"


def test_amounts_in_other_scales_are_reckoned_in_one() -> None:
    facts = told(9800, "万元"), told(1.25, "亿元", year=2022, written="2023-01-10")
    assert "多 2700万元" in _text(
        _of_two(outcome.difference, "岚屏县2022年GDP比2021年多多少？", *facts)
    ).replace("0.27亿元", "2700万元")


def test_figures_per_head_and_growths_never_fill_the_side_of_an_amount() -> None:
    per_head = told(48620, "元", indicator="人均地区生产总值")
    growth = told(6.8, "%", measure="growth", base="上年")
    _, (side,) = _sides("岚屏县2021年地区生产总值是多少？", per_head, growth)
    assert side.cell is None and [cell.key.measure for cell in side.unlike] == ["growth"]


def test_a_target_is_no_result_and_a_part_of_the_year_no_year() -> None:
    _, (side,) = _sides(
        "岚屏县2021年地区生产总值是多少？", told(100, status="target"), told(45, period="h1"), told(96.4)
    )
    assert side.fact.value == 96.4


def test_sides_are_filled_with_figures_counted_in_one_way() -> None:
    facts = (
        told(80, qualifiers=("不含开发区",)),
        told(84),
        told(91, year=2022, qualifiers=("不含开发区",)),
    )
    _, sides = _sides("岚屏县2022年GDP比2021年多多少？", *facts)
    assert [side.fact.value for side in sides] == [91, 80]


def test_a_kind_of_the_indicator_does_not_stand_for_the_whole() -> None:
    _, (side,) = _sides(
        "岚屏县2021年肉类产量是多少？", told(3, "万吨", indicator="肉类产量", qualifiers=("猪肉",))
    )
    assert side.cell is None


def test_a_sum_over_places_is_told_with_its_parts_and_a_stock_over_years_is_not_summed() -> None:
    parts = (
        told(24.3, "万吨", indicator="粮食产量"),
        told(17.9, "万吨", indicator="粮食产量", region="汐禾县", by="汐禾县"),
    )
    request, sides = _sides("岚屏县和汐禾县2021年粮食产量一共多少？", *parts)
    assert _text(outcome.total(request, sides)) == "合计 42.2万吨（按表中数字相加：24.3万吨＋17.9万吨）。"
    savings = told(80, indicator="住户存款余额"), told(91, indicator="住户存款余额", year=2022)
    request, sides = _sides("岚屏县2021年和2022年住户存款余额一共多少？", *savings)
    assert outcome.total(request, sides).role == "missing"


def test_the_largest_is_named_and_a_rough_figure_decides_nothing() -> None:
    facts = (
        told(24.3, "万吨", indicator="粮食产量"),
        told(30, "万吨", indicator="粮食产量", region="汐禾县", by="汐禾县"),
    )
    question = "2021年岚屏县和汐禾县哪个县粮食产量多？"
    request, sides = _sides(question, *facts)
    assert _text(outcome.extreme(request, sides)) == "汐禾县更多（30万吨）。"
    rough = told(20, "万吨", indicator="粮食产量", bound="over")
    request, sides = _sides(question, rough, facts[1])
    assert outcome.extreme(request, sides).role == "missing"


def test_whether_one_exceeds_the_other_is_said_first() -> None:
    facts = (
        told(287, "万人次", indicator="旅游接待人次"),
        told(301, "万人次", indicator="旅游接待人次", region="汐禾县", by="汐禾县"),
    )
    said = _of_two(outcome.whether, "岚屏县2021年的游客比汐禾县多吗？", *facts)
    assert _text(said).startswith("不是：岚屏县2021年比汐禾县少 14万人次")


def test_a_rise_in_every_year_is_confirmed_and_a_fall_is_named() -> None:
    rising = [
        told(value, year=year, written=f"{year + 1}-01-10")
        for year, value in ((2020, 88), (2021, 96), (2022, 105))
    ]
    question = "2020年到2022年岚屏县GDP是连年增长吗？"
    assert _text(outcome.always(*_sides(question, *rising))) == "是，岚屏县2020—2022年地区生产总值连年增长。"
    falling = [*rising[:2], told(90, year=2022, written="2023-01-10")]
    assert _text(outcome.always(*_sides(question, *falling))) == (
        "不是连年增长：2022年比2021年下降（96亿元→90亿元）。"
    )


def test_a_result_is_measured_by_the_target_of_its_own_year() -> None:
    _, (reached,) = _sides(
        "岚屏县2021年一般公共预算收入完成目标的多少？", told(5.2, indicator="一般公共预算收入")
    )
    _, (aimed,) = _sides(
        "岚屏县2021年一般公共预算收入目标是多少？", told(5, indicator="一般公共预算收入", status="target")
    )
    assert _text(completion(reached, aimed)).startswith("完成了目标，完成率 104%")


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=2), st.sampled_from(["亿元", "万元"]))
def test_a_difference_and_its_mirror_have_one_amount(values: list[int], unit: str) -> None:
    facts = told(values[0], unit), told(values[1], unit, year=2022, written="2023-01-10")
    one = _of_two(outcome.difference, "岚屏县2022年GDP比2021年多多少？", *facts)
    other = _of_two(outcome.difference, "岚屏县2021年GDP比2022年多多少？", *facts)
    assert [p.text for p in one.pieces if p.figures] == [p.text for p in other.pieces if p.figures]


def test_between_years_without_a_figure_nothing_is_said_to_hold_every_year() -> None:
    facts = (
        told(80, year=2019, written="2020-01-10"),
        told(96.4),
        told(105.5, year=2022, written="2023-01-10"),
    )
    request, sides = _sides("岚屏县2019年、2021年、2022年地区生产总值怎么变化？", *facts)
    assert _text(outcome.trend(request, sides)) == (
        "岚屏县2019—2022年地区生产总值有数字的 3 年里上升：从80亿元到105.5亿元。"
    )
    assert outcome.always(request, sides).role == "missing"
    assert _text(outcome.trend(request, sides[1:])).startswith("岚屏县2021—2022年地区生产总值逐年上升")


def test_the_first_so_many_are_named_in_order_with_their_figures() -> None:
    facts = (
        told(96.4),
        told(88, region="汐禾县", by="汐禾县"),
        told(120.1, region="棠浦县", by="棠浦县"),
    )
    request, sides = _sides("2021年岚屏县、汐禾县、棠浦县地区生产总值哪个最高？", *facts)
    first_two = outcome.extreme(replace(request, top=2, ranked="county"), sides)
    assert _text(first_two) == (
        "资料库有数字的 3 个县（市、区）中，最高的 2 个是棠浦县（120.1亿元）、岚屏县（96.4亿元）。"
    )
    rough = told(97, region="汐禾县", by="汐禾县", bound="over")
    _, sides = _sides("2021年岚屏县、汐禾县、棠浦县地区生产总值哪个最高？", facts[0], rough, facts[2])
    assert outcome.extreme(replace(request, top=2, ranked="county"), sides).role == "verdict"
