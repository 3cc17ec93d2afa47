"""The quantities of a text: what they amount to, how exact they are, and where they stand."""

from __future__ import annotations

import re
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Quantity, write_amount
from ingest.chinese.script import to_traditional
from ingest.chinese.units import MEASURED_EXAMPLES, UNIT, UNITS, measured_units, without_scale
from tests.ingest.chinese.spelling import spell


def only(text: str) -> Quantity:
    found = find_quantities(text)
    assert len(found) == 1, [q.written for q in found]
    return found[0]


@pytest.mark.parametrize("name", UNITS)
def test_each_unit_is_read_in_its_example(name: str) -> None:
    unit = UNITS[name]
    assert only(unit.example).unit == unit


@pytest.mark.parametrize(("example", "units"), MEASURED_EXAMPLES)
def test_what_is_measured_says_its_units(example: str, units: tuple[str, ...]) -> None:
    assert measured_units(example) == units
    assert all(unit in UNITS for unit in units)


@pytest.mark.parametrize(
    ("focus", "units"),
    [
        ("过火货车 辆数", ("辆", "台")),
        ("销毁假劣种子的吨数", ("吨",)),
        ("床位数", ("个", "家", "项")),
        ("参赛教师数", ("人", "名", "位", "人次")),
    ],
)
def test_a_measure_word_by_itself_says_what_is_counted(focus: str, units: tuple[str, ...]) -> None:
    assert measured_units(focus) == units


@pytest.mark.parametrize(
    ("text", "written", "value", "kind"),
    [
        ("园区总投资1亿2000万元。", "1亿2000万元", "120000000", "money"),
        ("园区总投资2.3个亿，", "2.3个亿", "230000000", "money"),
        ("自筹一百二十三万元", "一百二十三万元", "1230000", "money"),
        ("到位资金１，２８０万元", "1280万元", "12800000", "money"),
        ("共有党员8，241名", "8241名", "8241", "people"),
        ("占全部的百分之八", "百分之八", "8", "share"),
        ("自然增长率千分之三点五", "千分之三点五", "0.35", "share"),
        ("覆盖四分之三", "四分之三", "75", "share"),
        ("占三成", "三成", "30", "share"),
        ("新建220千伏变电站", "220千伏", "220", "voltage"),
        ("发电3.2万千瓦时", "3.2万千瓦时", "32000", "energy"),
        ("装机三千万千瓦", "三千万千瓦", "30000000", "power"),
        ("全长5千米", "5千米", "5000", "length"),
        ("提高2.3百分点", "2.3百分点", "2.3", "points"),
        ("造林500公顷", "500公顷", "7500", "area"),
        ("PM2.5浓度降至35微克/立方米", "35微克/立方米", "0.000000035", "mass/立方米"),
        ("GDP138.9亿元", "138.9亿元", "13890000000", "money"),
        ("8.8万老人", "8.8万", "88000", ""),
        ("车程一个半小时", "一个半小时", "90", "minutes"),
        ("建设期两年半", "两年半", "2.5", "years"),
        ("用了半年", "半年", "0.5", "years"),
    ],
)
def test_a_quantity_has_its_value_in_the_base_unit_of_what_it_measures(
    text: str, written: str, value: str, kind: str
) -> None:
    found = only(text)
    assert (found.written, found.value, found.kind) == (written, Decimal(value), kind)


@pytest.mark.parametrize(
    ("text", "written", "lower", "upper"),
    [
        ("投资1.2—1.5亿元", "1.2—1.5亿元", 120_000_000, 150_000_000),
        ("投资5至8亿元", "5至8亿元", 500_000_000, 800_000_000),
        ("投资5亿元到8亿元", "5亿元到8亿元", 500_000_000, 800_000_000),
        ("投资5000万—1亿元", "5000万—1亿元", 50_000_000, 100_000_000),
        ("需3-5年", "3-5年", 3, 5),
        ("增长8%~10%", "8%~10%", 8, 10),
        ("再用三五年", "三五年", 3, 5),
        ("建成几十家", "几十家", 20, 90),
    ],
)
def test_a_range_has_two_ends_and_no_value(text: str, written: str, lower: int, upper: int) -> None:
    found = only(text)
    assert (found.written, found.lower, found.upper) == (written, lower, upper)
    assert found.value is None
    assert found.approximate


def test_a_change_from_one_amount_to_another_is_no_range() -> None:
    assert [q.written for q in find_quantities("由3亿元到5亿元")] == ["3亿元", "5亿元"]


@pytest.mark.parametrize(
    ("text", "written", "bound"),
    [
        ("投资3000余万元", "3000余万元", "over"),
        ("投资3000多万元", "3000多万元", "over"),
        ("十余年", "十余年", "over"),
        ("约5亿元", "5亿元", "about"),
        ("5亿元左右", "5亿元", "about"),
        ("超过5亿元", "5亿元", "over"),
        ("不低于5亿元", "5亿元", "over"),
        ("5000万元以上", "5000万元", "over"),
        ("近30亿元", "30亿元", "under"),
        ("不足3家", "3家", "under"),
        ("3天以内", "3天", "under"),
        ("近百家", "近百家", "under"),
        ("上千户", "上千户", "over"),
        ("万余人", "万余人", "over"),
        ("近三年", "三年", ""),
        ("最近5家", "5家", ""),
        ("恰好5亿元", "5亿元", ""),
        ("签约5个", "5个", ""),
    ],
)
def test_how_exact_a_quantity_is_meant_is_kept(text: str, written: str, bound: str) -> None:
    found = only(text)
    assert (found.written, found.bound, found.approximate) == (written, bound, bound != "")


@pytest.mark.parametrize(
    "text",
    [
        "G112线改造",
        "PM2.5浓度",
        "5A级景区",
        "5G基站",
        "COVID-19疫情",
        "3.2.1节",
        "十四五期间",
        "“十三五”末",
        "第三次会议",
        "第3名",
        "二〇二一年",
        "2021年3月5日",
        "2021-03-05",
        "2019—2021年",
        "1-10月",
        "5月16号",
        "15日上午",
        "前3个月",
        "8:30至17:30",
        "一体化发展",
        "三农工作",
        "一方面",
        "零件加工",
        "百姓千户",
        "签约亿元以上项目",
        "县委十二届八次全会",
        "二十四节气",
        "电话0371-6123456",
    ],
)
def test_names_orders_dates_and_times_are_no_quantities(text: str) -> None:
    assert [q.written for q in find_quantities(text)] == []


@pytest.mark.parametrize("text", ["千亿集群", "百亿集成电路产业", "3集装箱"])
def test_a_measure_word_that_begins_another_word_is_none(text: str) -> None:
    assert all(not q.unit_name for q in find_quantities(text))


@given(
    st.integers(1, 10**12),
    st.sampled_from(["", "万", "亿"]),
    st.sampled_from([name for name, unit in UNITS.items() if unit.kind in ("money", "mass", "power")]),
    st.booleans(),
)
def test_every_written_form_is_read_back_with_its_span(
    number: int, scale: str, unit: str, spelt: bool
) -> None:
    factor = {"": 1, "万": 10**4, "亿": 10**8}[scale]
    if spelt:
        number %= 10_000
    written = (spell(number) if spelt else str(number)) + scale + unit
    text = f"其中，{written}。"
    if spelt and number == 0:
        return
    found = only(text)
    assert text[found.start : found.end] == written
    # 一千瓦 is 一 of 千瓦: the same amount in another unit of the kind.
    joined = f"{written[-len(unit) - 1]}{unit}" in UNITS
    assert found.unit.kind == UNITS[unit].kind and (joined or found.unit == UNITS[unit])
    assert found.value == number * factor * UNITS[unit].factor


@given(st.integers(1, 10**9), st.sampled_from(["元", "亩", "个", "人次", "公里"]))
def test_a_quantity_in_traditional_characters_is_the_same(number: int, unit: str) -> None:
    text = f"共{spell(number)}{unit}，约{number}餘萬{unit}"
    simple, traditional = find_quantities(text), find_quantities(to_traditional(text))
    assert len(simple) == 2
    assert [(q.lower, q.unit, q.bound, q.start, q.end) for q in simple] == [
        (q.lower, q.unit, q.bound, q.start, q.end) for q in traditional
    ]


_ALPHABET = "0123456789.,，亿万千百十元个年月日-—至到%第一二三五点〇两半余多几数近约上/亩千瓦时百分之米:AG"


@given(st.text(alphabet=_ALPHABET, max_size=40), st.booleans())
def test_any_text_gives_spans_in_order_that_hold_what_they_say(text: str, loose: bool) -> None:
    found = find_quantities(text, loose=loose)
    ends = [0, *(q.end for q in found)]
    for q, before in zip(found, ends, strict=False):
        assert before <= q.start < q.end <= len(text)
        assert q.written == text[q.start : q.end].replace(",", "").replace("A", "a").replace("G", "g")
        assert q.lower <= q.upper


@pytest.mark.parametrize(
    "piece", ["1,234,", "一", "1万", "1-", "3—", "近百", "百分之", "1/", "几十", "2021-1-1、", "1.2."]
)
def test_reading_takes_time_in_proportion_to_the_text(piece: str) -> None:
    def seconds(n: int) -> float:
        text = piece * (n // len(piece))
        began = time.process_time()
        find_quantities(text)
        return time.process_time() - began

    seconds(1_000)
    short = min(seconds(3_000) for _ in range(3))
    # Four times the text takes four times as long; twice that is allowed for a busy machine, whose waits do not count.
    assert min(seconds(12_000) for _ in range(3)) < 8 * short + 0.05


@pytest.mark.parametrize(
    ("parts", "value", "shown"),
    [
        (["1亿2000万元", "9500万元"], "215000000", "2.15亿元"),
        (["36210元", "17850元"], "54060", "54060元"),
        (["14210亿元", "3502.08亿元"], "1070792000000", "10707.92亿元"),
        (["177200万元", "164822万元"], "123780000", "12378万元"),
        (["3.2亿元", "5000万元"], "370000000", "3.7亿元"),
        (["500公顷", "20亩"], "7520", "501.3333公顷"),
    ],
)
def test_an_amount_is_written_like_those_it_was_reckoned_from(
    parts: list[str], value: str, shown: str
) -> None:
    assert write_amount(Decimal(value), [only(part) for part in parts]) == shown


@pytest.mark.parametrize(
    ("one", "other", "comparable"),
    [
        ("5亿元", "300万元", True),
        ("31个", "12家", True),
        ("31个", "12台", False),
        ("7.5%", "2个百分点", False),
        ("5万元/亩", "3万元", False),
        ("500公顷", "20亩", True),
        ("5亿元", "20亩", False),
        ("8.8万", "3万人", False),
    ],
)
def test_only_amounts_of_one_kind_are_comparable(one: str, other: str, comparable: bool) -> None:
    assert only(one).comparable(only(other)) is comparable
    assert only(other).comparable(only(one)) is comparable


def test_a_scale_before_a_unit_is_no_part_of_it() -> None:
    assert without_scale("万元") == "元"
    assert without_scale("千瓦") == "千瓦"
    assert without_scale("万千瓦时") == "千瓦时"
    assert re.fullmatch(UNIT, "万千瓦时")


def test_a_number_before_what_bears_it_as_a_name_is_no_figure() -> None:
    assert not find_quantities("航天二院283厂参加了863计划。")
    assert [quantity.written for quantity in find_quantities("增长12，其中300家新建")] == ["12", "300家"]


@pytest.mark.parametrize(
    ("text", "written"), [("出席率95，100人参加", ["95", "100人"]), ("在3，200米处", ["3", "200米"])]
)
def test_a_comma_between_two_figures_joins_no_thousands(text: str, written: list[str]) -> None:
    assert [quantity.written for quantity in find_quantities(text)] == written


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("集中18亿资金", "元"),
        ("发行20亿私募债", "元"),
        ("投入三千万补助", "元"),
        ("20万投资者", ""),
        ("3万贷款户", ""),
        ("解决2万农村居民饮水", ""),
    ],
)
def test_what_is_only_counted_in_money_needs_no_unit(text: str, unit: str) -> None:
    (quantity,) = find_quantities(text)
    assert quantity.unit_name == unit
