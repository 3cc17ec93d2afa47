from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.followup import resolve
from assistant.question.understand import validated
from ingest.errors import QuestionError
from tests.assistant.passages import holding

HELD = holding("霁川县", "苇川县", "东苇川县", "澄溪区")
INCOME = "霁川县2021年一般公共预算收入是多少？"
STARTED = "霁川县2021年新开工多少个项目？"
STATION = "苇川县高铁站总投资多少？"
WORDS = st.sampled_from(
    "霁川县 苇川 望舒县 2021年 二〇二二年 去年 第二年 前一年 那 换成 跟 比 呢 这个项目 总投资 多少 谁 哪家 为什么 收入 "
    "项目 和 是 的 ？ ，".split(" ")
)
TURN = st.lists(WORDS, min_size=1, max_size=8).map("".join)


def whole(*turns: str) -> str:
    return resolve(turns[:-1], turns[-1], HELD, now=2023)


@pytest.mark.parametrize(
    ("before", "question", "resolved"),
    [
        (INCOME, "那第二年呢？", "霁川县2022年一般公共预算收入是多少？"),
        (INCOME, "前一年呢？", "霁川县2020年一般公共预算收入是多少？"),
        (INCOME, "那2022年底呢？", "霁川县2022年一般公共预算收入是多少？"),
        (INCOME, "那2022年呢？", "霁川县2022年一般公共预算收入是多少？"),
        (INCOME, "2022年的呢", "霁川县2022年一般公共预算收入是多少？"),
        (INCOME, "那去年呢？", "霁川县2022年一般公共预算收入是多少？"),
        ("霁川县去年一般公共预算收入是多少？", "那2020年呢？", "霁川县2020年一般公共预算收入是多少？"),
        ("霁川县二〇二一年造林多少亩？", "那第二年呢？", "霁川县2022年造林多少亩？"),
        ("霽川縣2021年新開工多少個項目？", "那第二年呢？", "霽川縣2022年新開工多少個項目？"),
        ("霁川县2020年和2021年GDP各是多少？", "那2022年呢？", "霁川县2022年GDP各是多少？"),
        ("霁川县有哪些项目？", "2022年呢？", "2022年霁川县有哪些项目？"),
        (
            "霁川县2021年政府工作报告是谁作的？",
            "2022年呢？",
            "霁川县2022年政府工作报告是谁作的？",
        ),
        (
            "霁川县2022年政府工作报告里说2021年签约了多少项目？",
            "那2020年呢？",
            "霁川县2022年政府工作报告里说2020年签约了多少项目？",
        ),
    ],
)
def test_another_year_takes_the_place_of_the_one_asked_about(
    before: str, question: str, resolved: str
) -> None:
    assert whole(before, question) == resolved


@pytest.mark.parametrize(
    ("before", "question", "resolved"),
    [
        (INCOME, "换成苇川县呢？", "苇川县2021年一般公共预算收入是多少？"),
        (INCOME, "那苇川县呢？", "苇川县2021年一般公共预算收入是多少？"),
        (INCOME, "苇川呢", "苇川2021年一般公共预算收入是多少？"),
        (INCOME, "苇川同一年呢？", "苇川2021年一般公共预算收入是多少？"),
        (INCOME, "那苇川县2022年呢？", "苇川县2022年一般公共预算收入是多少？"),
        (INCOME, "望舒县呢？", "望舒县2021年一般公共预算收入是多少？"),
        (INCOME, "那望舒县呢？", "望舒县2021年一般公共预算收入是多少？"),
        ("霁川县的县长是谁？", "苇川县呢", "苇川县的县长是谁？"),
        ("2022年有哪些项目开工？", "霁川县呢？", "霁川县2022年有哪些项目开工？"),
    ],
)
def test_another_place_takes_the_place_of_the_one_asked_about(
    before: str, question: str, resolved: str
) -> None:
    assert whole(before, question) == resolved


@pytest.mark.parametrize(
    ("question", "resolved"),
    [
        ("跟2020年比呢？", "霁川县2021年和2020年一般公共预算收入是多少？"),
        ("和2020年相比呢", "霁川县2021年和2020年一般公共预算收入是多少？"),
        ("跟苇川县比呢？", "霁川县和苇川县2021年一般公共预算收入是多少？"),
        ("比2020年多多少？", "霁川县2021年一般公共预算收入比2020年多多少？"),
        ("那比苇川县高多少？", "霁川县2021年一般公共预算收入比苇川县高多少？"),
    ],
)
def test_what_is_to_be_compared_is_set_beside_what_was_asked_about(question: str, resolved: str) -> None:
    assert whole(INCOME, question) == resolved


@pytest.mark.parametrize(
    ("before", "question", "resolved"),
    [
        (STARTED, "这些项目总投资多少？", "霁川县2021年新开工项目，这些项目总投资多少？"),
        (INCOME, "2022年的目标呢？", "霁川县一般公共预算收入，2022年的目标是多少？"),
        (STARTED, "总投资呢？", "霁川县2021年新开工项目，总投资是多少？"),
        (STATION, "这个项目什么时候通车？", "苇川县高铁站，这个项目什么时候通车？"),
        ("霁川县2021年十大工程里，市民中心计划什么时候完成？", "这个项目总投资多少？",
         "霁川县2021年十大工程里市民中心计划完成，这个项目总投资多少？"),
        (STATION, "它在哪里？", "苇川县高铁站，它在哪里？"),
        (STATION, "占地面积呢？", "苇川县高铁站，占地面积是多少？"),
        (STATION, "什么时候？", "苇川县高铁站，什么时候？"),
        ("霽川縣2021年新開工多少個項目？", "總投資呢？", "霽川縣2021年新開工項目，總投資是多少？"),
        ("霁川县2021年政府工作报告提出哪些目标？", "完成得怎么样？",
         "霁川县2021年政府工作报告提出目标，完成得怎么样？"),
    ],
)  # fmt: skip
def test_what_points_back_gets_the_earlier_topic(before: str, question: str, resolved: str) -> None:
    assert whole(before, question) == resolved


@pytest.mark.parametrize(
    ("before", "question", "resolved"),
    [
        (INCOME, "固定资产投资呢？", "霁川县2021年固定资产投资是多少？"),
        ("霁川县的县长是谁？", "县委书记呢？", "霁川县县委书记是谁？"),
        ("霁川县哪个部门牵头招商？", "旅游呢？", "霁川县旅游是哪家？"),
        ("霁川县和苇川县2021年财政收入各是多少？", "造林面积呢？", "霁川县和苇川县2021年造林面积是多少？"),
        (INCOME, "那2020年打算把税收收入做到多少？", "霁川县2020年打算把税收收入做到多少？"),
    ],
)
def test_another_topic_keeps_place_and_year(before: str, question: str, resolved: str) -> None:
    assert whole(before, question) == resolved


@pytest.mark.parametrize(
    "question",
    [
        "2021年哪个县GDP最高",
        "2021年哪个县固定资产投资最多？",
        "2020年各县的GDP排名",
        "2022年GDP最高的县是哪个？",
    ],
)
def test_a_question_among_all_counties_is_not_asked_of_the_county_before(question: str) -> None:
    assert whole(INCOME, question) == question


def test_what_follows_a_question_among_counties_is_asked_of_one_county() -> None:
    turns = [INCOME, "2021年哪个县GDP最高"]
    assert whole(*turns, "那苇川县呢") == "苇川县2021年GDP是多少？"
    assert whole(*turns, "那苇川县呢", "增速呢") == "苇川县2021年GDP，增速是多少？"
    assert whole(*turns, "那2020年呢") == "2020年哪个县GDP最高"


def test_which_county_asked_without_a_topic_is_asked_of_the_earlier_topic() -> None:
    assert whole("霁川县2021年GDP是多少？", "哪个县最高？") == "2021年GDP，哪个县最高？"
    assert whole("霁川县2021年GDP是多少？", "各县的排名") == "2021年GDP，各县的排名"


def test_which_of_two_counties_is_asked_of_these_two() -> None:
    assert whole("霁川县和苇川县2021年GDP各是多少？", "哪个县高？") == "霁川县和苇川县2021年GDP，哪个县高？"


def test_an_indicator_named_anew_takes_the_place_of_the_earlier_topic() -> None:
    assert whole("霁川县2021年GDP是多少？", "固定资产投资多少？") == "霁川县2021年固定资产投资多少？"


@pytest.mark.parametrize(
    "question",
    ["苇川县2022年脱贫多少户？", "苇川县2022年政府工作报告是谁作的？", "望舒县2020年造林多少亩？"],
)
def test_a_question_that_stands_alone_stays_as_it_is(question: str) -> None:
    assert whole(INCOME, question) == question
    assert whole(question) == question


@pytest.mark.parametrize("question", ["县长是谁？", "修了几条路？", "医院有几家？", "接待游客多少人次？"])
def test_a_short_question_with_a_subject_of_its_own_takes_over_place_and_year_alone(question: str) -> None:
    assert whole(INCOME, question) == f"霁川县2021年{question}"


@pytest.mark.parametrize("question", ["谁负责的？", "效果怎么样？", "什么时候建成？", "带动了多少农户？"])
def test_a_short_question_without_a_subject_is_asked_of_the_thing_before(question: str) -> None:
    assert whole("苇川县2022年开工了哪些项目？", question) == f"苇川县2022年开工的项目，{question}"


@pytest.mark.parametrize("question", ["比上一年呢？", "那跟去年比呢", "同比呢"])
def test_a_figure_set_against_the_year_before_is_asked_for_its_growth(question: str) -> None:
    assert whole(INCOME, question) == "霁川县2021年一般公共预算收入比上年增长多少？"


@pytest.mark.parametrize("question", ["那比上一年多多少？", "跟去年比差多少", "比前一年增加了多少亿？"])
def test_a_difference_from_the_year_before_is_asked_of_the_year_of_the_figure(question: str) -> None:
    assert whole(INCOME, question) == "霁川县2021年一般公共预算收入比上年多多少？"


@pytest.mark.parametrize(
    ("before", "question", "resolved"),
    [
        ("霁川县2021年财政收入是多少？", "支出呢？", "霁川县2021年财政支出是多少？"),
        ("霁川县2021年农村居民收入是多少？", "城镇的呢", "霁川县2021年城镇居民收入是多少？"),
        ("霁川县2021年粮食产量是多少？", "蔬菜呢", "霁川县2021年蔬菜产量是多少？"),
        ("霁川县2021年GDP是多少？", "人均呢", "霁川县2021年人均GDP是多少？"),
        ("霁川县2021年开工了哪些项目？", "竣工的呢", "霁川县2021年竣工的项目有哪些？"),
        (INCOME, "存在哪些问题？", "霁川县2021年存在哪些问题？"),
    ],
)
def test_another_kind_takes_the_place_of_the_one_asked_about(
    before: str, question: str, resolved: str
) -> None:
    assert whole(before, question) == resolved


@pytest.mark.parametrize(
    ("turns", "resolved"),
    [
        (
            ["霁川县2021年第二产业增加值是多少？", "占GDP的多少？"],
            "霁川县2021年第二产业增加值占GDP的多少？",
        ),
        (
            ["霁川县2021年第二产业增加值占GDP的多少？", "第三产业呢？"],
            "霁川县2021年第三产业占GDP的多少？",
        ),
        (["霁川县2021年粮食产量比上年增加了吗？", "蔬菜呢？"], "霁川县2021年蔬菜产量比上年增加了吗？"),
        (["霁川县茶业推进会是哪天开的？", "谁主持的？"], "霁川县茶业推进会，谁主持的？"),
        (["霁川县2021年财政收入完成多少？", "支出呢？"], "霁川县2021年财政支出是多少？"),
        (["霁川县2021年财政收入完成多少？", "那支出完成多少？"], "霁川县2021年财政支出是多少？"),
        (
            ["霁川县2021年教育支出是多少？", "交通支出呢？", "哪个增长快？"],
            "霁川县2021年教育支出和交通支出哪个增长快？",
        ),
        (["霁川县2021年存在哪些问题？", "为什么？"], "霁川县2021年存在问题的原因是什么？"),
        (
            ["霁川县2021年GDP是多少？", "比上一年呢？", "苇川县呢？", "哪个高？"],
            "霁川县和苇川县2021年GDP增速谁更高？",
        ),
    ],
)
def test_what_is_said_of_the_question_before_is_asked_of_its_subject(turns: list[str], resolved: str) -> None:
    assert whole(*turns) == resolved


def test_what_was_asked_one_after_another_is_set_side_by_side() -> None:
    turns = [INCOME, "苇川县呢？"]
    assert whole(*turns, "两个哪个高") == "霁川县和苇川县2021年一般公共预算收入谁更高？"
    assert whole(*turns, "差多少？") == "霁川县和苇川县2021年一般公共预算收入相差多少？"
    assert whole(INCOME, "那2022年呢", "哪年高") == "霁川县2021年和2022年一般公共预算收入哪一年最高？"


def test_what_was_asked_of_the_topic_is_not_part_of_it() -> None:
    turns = ["苇川县2022年开工了哪些项目？", "谁负责的？", "总投资呢？"]
    assert whole(*turns) == "苇川县2022年开工的项目，总投资是多少？"


@pytest.mark.parametrize(
    ("question", "resolved"),
    [
        ("存在什么问题？", "霁川县2021年教育方面存在哪些问题？"),
        ("下一步呢", "霁川县2021年教育方面下一步怎么做？"),
        ("农业呢？", "霁川县2021年农业方面做了哪些工作？"),
        ("具体有哪些？", "霁川县2021年教育方面做了哪些工作？"),
        ("还有呢", "霁川县2021年教育方面做了哪些工作？"),
        ("苇川县呢", "苇川县2021年教育方面做了哪些工作？"),
    ],
)
def test_a_field_goes_on_with_another_aspect_another_field_or_another_place(
    question: str, resolved: str
) -> None:
    assert whole("霁川县2021年教育方面做了哪些工作？", question) == resolved


def test_each_turn_builds_on_the_ones_before_as_they_were_meant() -> None:
    turns = [STARTED, "那2022年呢？", "苇川县呢？"]
    assert whole(*turns) == "苇川县2022年新开工多少个项目？"
    assert whole(*turns, "总投资呢？") == "苇川县2022年新开工项目，总投资是多少？"


def test_the_topic_stays_the_same_however_often_it_is_pointed_back_to() -> None:
    turns = [STATION, "这个项目什么时候通车？", "它的设计单位是谁？"]
    assert whole(*turns) == "苇川县高铁站，它的设计单位是谁？"
    assert whole(*turns, "占地面积呢？") == "苇川县高铁站，占地面积是多少？"


@given(st.lists(TURN, max_size=4), TURN)
def test_any_conversation_gives_one_question_and_always_the_same(turns: list[str], last: str) -> None:
    try:
        turns, last = [validated(turn) for turn in turns], validated(last)
    except QuestionError:
        return
    resolved = resolve(turns, last, HELD, now=2023)
    assert resolved.strip()
    assert resolved == resolve(turns, last, HELD, now=2023)
