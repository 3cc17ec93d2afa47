"""A question becomes a request to the ledger only where every word of it is understood."""

from __future__ import annotations

import pytest

from assistant.question.ledger_request import LedgerRequest, ledger_request
from assistant.question.places import Gazetteer
from assistant.question.understand import understand

_PLACES = Gazetteer([("岚屏县", "霞山省"), ("汐禾县", "霞山省"), ("棠浦县", "霞山省")])


def _requested(question: str, *names: str) -> LedgerRequest | None:
    return ledger_request(understand(question, _PLACES, now=2023), names)


def _asked(question: str, *names: str) -> LedgerRequest:
    request = _requested(question, *names)
    assert request is not None, question
    return request


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("岚屏县2021年地区生产总值是多少？", "value"),
        ("岚屏县2021年GDP", "value"),
        ("岚屏县和汐禾县2021年的GDP分别是多少", "value"),
        ("岚屏县2022年地区生产总值比2021年多多少亿元？", "difference"),
        ("岚屏县2022年末住户存款余额是多少？比上年末多多少？", "difference"),
        ("岚屏县2022年森林覆盖率比2021年提高了多少个百分点", "difference"),
        ("2022年岚屏县和汐禾县的财政收入相差多少", "difference"),
        ("岚屏县2022年GDP比2021年增长了多少", "difference"),
        ("岚屏县2020年到2022年三年一共接待了多少万人次游客？", "total"),
        ("岚屏县、汐禾县、棠浦县2022年粮食产量加起来有多少", "total"),
        ("岚屏县2020到2022年平均粮食产量是多少", "average"),
        ("岚屏县和汐禾县2022年谁的粮食产量高，各是多少？", "extreme"),
        ("2022年岚屏县和汐禾县哪个县游客多？", "extreme"),
        ("岚屏县2021年和2022年哪年的粮食产量更高", "extreme"),
        ("2022年粮食产量最高的县是哪个？", "extreme"),
        ("2022年哪个县的粮食产量最低", "extreme"),
        ("2022年哪个城市的粮食产量最高", "extreme"),
        ("岚屏县2022年的游客比汐禾县多吗？", "whether"),
        ("岚屏县2022年GDP比去年高吗", "rose"),
        ("岚屏县2022年GDP是涨了还是跌了？", "way"),
        ("受疫情影响，岚屏县2022年GDP还是正增长吗？", "rose"),
        ("岚屏县2022年城镇居民收入和农村居民收入相差多少", "difference"),
        ("岚屏县2022年和2021年GDP之比是多少", "ratio"),
        ("岚屏县2022年工业投资占固定资产投资的比例", "share"),
        ("2020年到2022年岚屏县接待游客是连年增长吗？", "always"),
        ("岚屏县2020年到2022年GDP变化趋势", "trend"),
        ("岚屏县这几年GDP怎么变化的", "trend"),
        ("岚屏县GDP增速近几年怎么样", "trend"),
        ("岚屏县近几年农民收入情况", "trend"),
        ("岚屏县2021年一般公共预算收入和汐禾县比哪个多", "extreme"),
        ("岚屏县2022年一般公共预算收入完成目标的多少？", "completion"),
        ("岚屏县2022年一般公共预算收入完成目标了吗？", "completion"),
        ("岚屏县2022年一般公共预算收入的目标是多少，实际完成了多少？", "completion"),
        ("岚屏县2022年GDP增长目标完成了吗？", "completion"),
        ("岚屏县2022年GDP增速目标和实际相比怎么样", "completion"),
        ("岚屏县2022年粮食产量比年初目标多多少？", "difference"),
        ("岚屏县2022年GDP增速比目标高吗？", "whether"),
        ("岚屏县2020年到2022年累计接待多少万人次游客？", "total"),
    ],
)
def test_what_is_to_be_reckoned_is_told_by_the_words_around_the_indicator(
    question: str, operation: str
) -> None:
    assert _asked(question).operation == operation


@pytest.mark.parametrize(
    ("question", "indicator"),
    [
        ("岚屏县2022年农村居民人均消费支出是多少？", "农村居民人均消费支出"),
        ("岚屏县2022年人均GDP是多少？", "人均地区生产总值"),
        ("岚屏县2022年户籍人口城镇化率是多少？", "户籍人口城镇化率"),
        ("岚屏县2022年财政花了多少钱？", "一般公共预算支出"),
        ("岚屏县2022年来了多少游客？", "旅游接待人次"),
    ],
)
def test_an_indicator_is_asked_for_by_any_of_its_names(question: str, indicator: str) -> None:
    assert [each.name for each in _asked(question).indicators] == [indicator]


def test_an_indicator_that_is_not_listed_is_asked_for_by_the_name_that_documents_give_it() -> None:
    assert _requested("岚屏县2022年蓝染布织机有多少台？") is None
    asked = _asked("岚屏县2022年蓝染布织机有多少台？", "蓝染布织机").indicators[0]
    assert (asked.name, asked.is_listed) == ("蓝染布织机", False)


def test_growth_share_and_target_are_told_from_the_amount() -> None:
    assert _asked("岚屏县2022年GDP增速是多少").measures == ("growth",)
    assert _asked("岚屏县2022年GDP增长了多少").measures == ("growth",)
    assert _asked("岚屏县2022年GDP是多少，增长多少").measures == ("level", "growth")
    assert _asked("岚屏县2023年GDP目标是多少").is_target
    assert not _asked("岚屏县2022年GDP是多少").is_target


def test_the_year_before_is_a_side_of_its_own() -> None:
    assert _asked("岚屏县2022年末高新技术企业有多少家？比上年多几家？").years == (2022, 2021)


@pytest.mark.parametrize(
    "question",
    [
        "岚屏县2022年第三轮攻坚新开工项目多少个？",
        "岚屏县2022年云栖镇的粮食产量是多少？",
        "岚屏县2022年GDP在全省排第几？",
        "岚屏县2022年GDP为什么增长？",
        "岚屏县2022年政府工作报告里GDP是多少？",
        "晴川县2022年GDP是多少？",
        "岚屏县2022年7月的粮食产量是多少？",
    ],
)
def test_a_question_with_more_in_it_than_is_understood_makes_no_request(question: str) -> None:
    assert _requested(question) is None


def test_a_part_of_the_year_is_asked_for_apart_from_the_year() -> None:
    assert _asked("岚屏县2022年上半年GDP是多少").period == "h1"
    assert _asked("岚屏县2022年前三季度GDP是多少").period == "q1-3"


@pytest.mark.parametrize(
    ("words", "indicator"),
    [
        ("农民收入", "农村居民人均可支配收入"),
        ("农民的收入", "农村居民人均可支配收入"),
        ("居民收入", "居民人均可支配收入"),
        ("城镇居民收入", "城镇居民人均可支配收入"),
        ("城镇居民的收入", "城镇居民人均可支配收入"),
    ],
)
def test_incomes_are_asked_for_in_everyday_words_however_reports_name_them(
    words: str, indicator: str
) -> None:
    (asked,) = _asked(f"岚屏县2021年{words}是多少").indicators
    assert (asked.name, asked.written) == (indicator, "")


def test_the_last_years_ask_for_no_number_of_years() -> None:
    assert "年" not in understand("岚屏县近几年农民收入情况", _PLACES, now=2023).units


@pytest.mark.parametrize(
    ("text", "top", "falling"),
    [
        ("2021年地区生产总值前三名的县", 3, False),
        ("2021年地区生产总值最低的两个县是哪些？", 2, True),
        ("2021年哪5个县地区生产总值最高？", 5, False),
        ("各县2021年地区生产总值排名前十的是哪些？", 10, False),
        ("2021年各县地区生产总值排名", 0, False),
    ],
)
def test_the_first_so_many_counties_and_their_order_are_asked_of_all(
    text: str, top: int, falling: bool
) -> None:
    asked = ledger_request(understand(text, Gazetteer([("岚屏县", "霞山省")]), now=2023))
    assert asked is not None and asked.of_counties and asked.operation == "extreme"
    assert (asked.top, asked.falling, asked.years) == (top, falling, (2021,))


def test_the_first_three_years_or_quarters_are_no_ranking() -> None:
    asked = ledger_request(
        understand("岚屏县2021年前三季度地区生产总值是多少？", Gazetteer([("岚屏县", "霞山省")]), now=2023)
    )
    assert asked is not None and asked.top == 0 and asked.period == "q1-3"


@pytest.mark.parametrize(
    ("question", "pairs"),
    [
        ("岚屏县2022年和汐禾县2021年的粮食产量各是多少？", [("岚屏县", 2022), ("汐禾县", 2021)]),
        ("2022年岚屏县和2021年汐禾县的粮食产量哪个高？", [("岚屏县", 2022), ("汐禾县", 2021)]),
        ("岚屏2022和汐禾2021的粮食产量差多少？", [("岚屏县", 2022), ("汐禾县", 2021)]),
        ("岚屏县2022年的粮食产量比汐禾县2021年的高吗？", [("岚屏县", 2022), ("汐禾县", 2021)]),
        ("岚屏县和汐禾县2022年粮食产量各是多少？", [("岚屏县", 2022), ("汐禾县", 2022)]),
        (
            "岚屏县和汐禾县2021年、2022年的粮食产量各是多少？",
            [("岚屏县", 2021), ("岚屏县", 2022), ("汐禾县", 2021), ("汐禾县", 2022)],
        ),
    ],
)
def test_a_place_with_a_year_of_its_own_is_asked_for_of_this_year_alone(
    question: str, pairs: list[tuple[str, int]]
) -> None:
    assert [(place.name, year) for place, year in _asked(question).pairs] == pairs


@pytest.mark.parametrize(
    ("question", "indicator"),
    [
        ("岚屏县2022年失业的人又找到活干的有多少", "失业人员再就业"),
        ("岚屏县2022年坐飞机出门的有多少人次", "机场旅客吞吐量"),
        ("岚屏县2022年长住的人有多少", "常住人口"),
        ("岚屏县2022年村里的旱厕改了多少？", "户厕改造数"),
        ("岚屏县2022年杀了多少头猪", "生猪出栏"),
        ("岚屏县2022年下馆子的钱有多少", "餐饮收入"),
        ("岚屏县2022年树林占了多大比例", "森林覆盖率"),
        ("岚屏县2022年财政花在教育上的钱有多少", "教育支出"),
        ("岚屏县2022年欠了多少钱的债", "地方政府债务余额"),
        ("岚屏县2022年从国外买了多少钱的东西", "进口总额"),
    ],
)
def test_what_is_counted_is_asked_for_in_everyday_words(question: str, indicator: str) -> None:
    assert [each.name for each in _asked(question).indicators] == [indicator]


@pytest.mark.parametrize(
    "question",
    [
        "岚屏县2022年欠了农民工多少钱",
        "岚屏县2022年城里有多少人吃低保",
        "岚屏县2022年给多少个刚出生的娃免费查病？",
    ],
)
def test_everyday_words_for_a_part_or_another_matter_name_no_indicator(question: str) -> None:
    assert _requested(question) is None


def test_everyday_words_for_what_is_not_listed_need_figures_under_its_name() -> None:
    assert [each.name for each in _asked("岚屏县2022年挖了多少吨煤", "原煤产量").indicators] == ["原煤产量"]
    assert _requested("岚屏县2022年挖了多少吨煤") is None


@pytest.mark.parametrize(
    ("question", "measures", "is_target"),
    [
        ("岚屏县2022年GDP增长，定的目标是多少", ("growth",), True),
        ("岚屏县2022年打算让粮食产量增长多少", ("growth",), True),
        ("岚屏县2022年定的粮食产量目标", ("level",), True),
        ("岚屏县2022年公用经费压了多少", ("growth",), False),
        ("岚屏县2022年财政收入降了几个点", ("growth",), False),
        ("岚屏县2022年粮食产量增加了百分之几", ("growth",), False),
        ("岚屏县 粮食产量 2022", ("level",), False),
    ],
)
def test_growth_and_targets_are_asked_for_in_plain_words(
    question: str, measures: tuple[str, ...], is_target: bool
) -> None:
    asked = _asked(question, "公用经费")
    assert (asked.measures, asked.is_target, asked.operation) == (measures, is_target, "value")


def test_what_rose_by_how_many_things_is_no_growth() -> None:
    asked = _requested("岚屏县2022年教师增加了多少人")
    assert asked is None or asked.measures == ("level",)


def test_a_growth_of_each_year_is_asked_for_by_year_and_only_of_one_year() -> None:
    assert _asked("岚屏县2022年GDP是多少，五年年均增长多少").yearly
    assert not _asked("岚屏县2022年GDP增长多少").yearly


def test_what_people_call_output_is_no_other_indicator() -> None:
    (asked,) = _asked("岚屏县2022年经济总量是多少").indicators
    assert (asked.name, asked.written) == ("地区生产总值", "")
