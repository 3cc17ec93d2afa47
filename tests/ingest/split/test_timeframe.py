"""Which year a passage is about, and whether it tells what was done or what is planned, in documents of every kind."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.schema import CleanText, Description, Passage
from ingest.split.outlook_model import OUTLOOKS, forward_backward, outlook_model
from ingest.split.passages import split

REVIEW = "新建学校三所，完成投资2.4亿元，同比增长12.5%，受益群众达到8.6万人，被评为全省先进。"
PLAN = "要新建学校四所，力争完成投资3亿元，确保年底前交付使用，着力解决群众上学难的问题。"


def frames(text: str, description: Description) -> list[Passage]:
    return split(CleanText(text), description)


def told(text: str, description: Description, words: str) -> tuple[int | None, str | None, str | None]:
    """The year, outlook and period of the passage that holds `words`."""
    passage = next(p for p in frames(text, description) if words in text[p.start : p.end])
    return passage.year, passage.outlook, passage.period


def test_a_communique_tells_what_was_done_in_the_year_of_its_title() -> None:
    text = "青棠县2021年国民经济和社会发展统计公报\n一、综合\n全年地区生产总值86.4亿元，比上年增长6.8%。年末常住人口21.3万人。"
    title = "青棠县2021年国民经济和社会发展统计公报"
    assert told(text, Description(title, date="2022-03-18"), "86.4亿元") == (2021, "review", None)


def test_the_day_below_a_title_dates_the_document_and_not_what_it_tells() -> None:
    title = "关于2021年全县植树考核结果的通报"
    text = f"{title}\n青棠县林业局 2022年1月19日\n一、考核结果\n青棠镇完成植树6200亩，完成率104%，名列第一。"
    assert told(text, Description(title, date="2022-01-19"), "6200亩")[0] == 2021


def test_an_action_plan_is_planned_for_its_period() -> None:
    title = "青棠县茶产业三年行动方案（2021—2023年）"
    text = f"{title}\n一、主要目标\n到2023年，全县茶园达到6万亩，新增龙头企业5家。\n二、重点任务\n{PLAN}"
    for words in ("6万亩", "学校四所"):
        year, outlook, period = told(text, Description(title, date="2021-05"), words)
        assert (year, outlook, period) == (None, "plan", "2021/2023")


def test_a_title_with_two_years_gives_the_first_to_what_was_done_and_the_second_to_what_is_planned() -> None:
    title = "关于青棠县2022年财政预算执行情况和2023年财政预算草案的报告"
    done = "一般公共预算收入完成3.2亿元，为预算的101%，比上年增长4.4%。" * 4
    planned = "一般公共预算收入拟安排3.4亿元，力争增长5%，确保重点支出需要。" * 4
    text = f"{title}\n各位代表：\n{done}\n为编好预算，要抓好以下工作：\n{planned}"
    description = Description(title, date="2023-01-12")
    assert told(text, description, "完成3.2亿元")[:2] == (2022, "review")
    assert told(text, description, "拟安排3.4亿元")[:2] == (2023, "plan")


def test_a_circular_that_ends_with_the_next_steps_turns_there() -> None:
    text = (
        "关于一季度项目进展情况的通报\n"
        + REVIEW * 3
        + "\n下一步，各单位要压实责任，倒排工期，加快建设进度，确保实现时间过半、任务过半。"
    )
    description = Description("关于一季度项目进展情况的通报", date="2023-04-10")
    assert told(text, description, "2.4亿元")[:2] == (2023, "review")
    assert told(text, description, "下一步")[:2] == (2023, "plan")


def test_a_plan_that_begins_under_the_heading_of_the_review_is_a_plan_of_the_year_it_names() -> None:
    text = (
        f"各位代表：\n现在，我代表县人民政府向大会报告工作。\n一、2022年工作回顾\n过去一年，{REVIEW}\n"
        f"各位代表，今年是县域经济攻坚之年，全年的主要目标是：地区生产总值增长6.5%。\n{PLAN}"
    )
    description = Description("青棠县政府工作报告", date="2023-01-09", reviews_year=2022, kind="work-report")
    assert told(text, description, "2.4亿元")[:2] == (2022, "review")
    assert told(text, description, "6.5%")[:2] == (2023, "plan")
    assert told(text, description, "3亿元")[:2] == (2023, "plan")


@pytest.mark.parametrize(
    ("heading", "body", "expected"),
    [
        ("一、“十三五”时期工作回顾", REVIEW, (2020, "review", "2016/2020")),
        ("一、过去五年工作回顾", REVIEW, (2020, "review", "2016/2020")),
        ("二、“十四五”时期主要目标任务", PLAN, (None, "plan", "2021/2025")),
        ("二、今后五年主要任务", PLAN, (None, "plan", "2021/2025")),
        ("三、2021年重点工作", PLAN, (2021, "plan", None)),
    ],
)
def test_several_years_are_a_period(
    heading: str, body: str, expected: tuple[int | None, str, str | None]
) -> None:
    description = Description("青棠县政府工作报告", date="2021-01-20", reviews_year=2020, kind="work-report")
    text = f"各位代表：\n现在，我代表县人民政府报告工作。\n{heading}\n{body * 3}"
    assert told(text, description, body[:10]) == expected


def test_a_section_on_two_times_turns_where_it_says_so() -> None:
    description = Description("青棠县政府工作报告", date="2021-01-20", reviews_year=2020, kind="work-report")
    text = f"一、“十三五”时期和2020年工作回顾\n五年来，{REVIEW * 6}\n刚刚过去的2020年，我县新修公路九条。{REVIEW * 6}"
    assert told(text, description, "五年来")[2] == "2016/2020"
    assert told(text, description, "公路九条") == (2020, "review", None)


def test_a_period_named_in_passing_changes_nothing() -> None:
    description = Description("青棠县政府工作报告", date="2026-01-20", reviews_year=2025, kind="work-report")
    text = f"三、2026年重点工作\n{PLAN * 5}\n上述目标着眼“十五五”开局，要全力以赴。{PLAN * 5}\n各位代表，“十五五”蓝图已经绘就，让我们携手奋斗。{PLAN * 5}"
    assert {(p.year, p.period) for p in frames(text, description)} == {(2026, None)}


def test_rules_tell_neither_what_was_done_nor_what_is_planned() -> None:
    articles = "\n".join(
        f"第{n}条 县人民政府林业主管部门负责古树名木的登记和保护，养护责任人应当按照技术规范进行养护。"
        for n in "一二三四五六"
    )
    found = frames(
        f"青棠县古树名木保护管理办法\n{articles}", Description("青棠县古树名木保护管理办法", date="2019")
    )
    assert {p.outlook for p in found} == {None}


def test_a_document_without_a_date_takes_the_year_that_its_head_names() -> None:
    text = f"县水利局半年工作总结\n2011年上半年，我局干部职工齐心协力。{REVIEW * 3}"
    assert told(text, Description("县水利局半年工作总结"), "2.4亿元")[:2] == (2011, "review")


def test_certainty_is_high_where_headings_and_words_agree_and_low_where_they_do_not() -> None:
    description = Description("青棠县政府工作报告", date="2022-01-20", reviews_year=2021, kind="work-report")

    def certainty(heading: str, body: str) -> float:
        return frames(f"各位代表：\n{heading}\n{body * 3}", description)[-1].certainty or 0.0

    assert certainty("一、2021年工作回顾", REVIEW) > 0.85
    assert certainty("二、2022年工作安排", PLAN) > 0.85
    assert certainty("二、2022年工作安排", REVIEW) < certainty("二、2022年工作安排", PLAN)


def test_the_model_has_a_table_of_odds_for_each_step_and_probabilities_in_it_add_up() -> None:
    model = outlook_model()
    assert len(OUTLOOKS) == len(model.bias) == len(model.start) == 3
    assert model.transitions.keys() == {"sentence", "line", "heading", "opens plan", "opens review"}
    assert all(len(row) == 3 for table in model.transitions.values() for row in table)


PROBABILITY = st.floats(0.05, 1.0)
TRIPLE = st.tuples(PROBABILITY, PROBABILITY, PROBABILITY)


@given(st.lists(st.tuples(TRIPLE, st.tuples(TRIPLE, TRIPLE, TRIPLE)), min_size=1, max_size=4), TRIPLE)
def test_marginals_are_what_summing_over_all_paths_gives(
    places: list[
        tuple[
            tuple[float, float, float],
            tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]],
        ]
    ],
    start: tuple[float, float, float],
) -> None:
    own = [place[0] for place in places]
    passing = [place[1] for place in places]
    sums = [[0.0] * 3 for _ in places]
    for path in itertools.product(range(3), repeat=len(places)):
        weight = start[path[0]] * own[0][path[0]]
        for at in range(1, len(path)):
            weight *= passing[at][path[at - 1]][path[at]] * own[at][path[at]]
        for at, state in enumerate(path):
            sums[at][state] += weight
    for found, expected in zip(forward_backward(own, start, passing), sums, strict=True):
        assert found == pytest.approx([value / sum(expected) for value in expected])
