from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.model import Question
from assistant.question.places import Gazetteer
from assistant.question.understand import MAX_CHARACTERS, understand, validated
from ingest.errors import QuestionError
from tests.assistant.passages import holding

HELD = holding("霁川县", "苇川县", "东苇川县", "澄溪区")
SHARE = ("%", "‰", "百分点")
THINGS = ("个", "家", "项", "处", "座", "所", "名")
# What people type: words of questions, places, years, marks of all sorts.
WORDS = st.sampled_from(
    "霁川县 苇川 望舒县 2021年 二〇二二年 去年 第二年 十四五 期间 到 和 比 多少 几个 谁 哪些 哪一年 为什么 多少钱 "
    "收入 项目 增长率 一共 相差 最高 目标 了 呢 吗 ？ ， 的 是 “ ” [1] **".split(" ")
)
TYPED = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map("".join))


def asked(text: str) -> Question:
    return understand(validated(text), HELD, now=2023)


@pytest.mark.parametrize(
    ("text", "kind", "units"),
    [
        ("霁川县2022年新开工多少个项目？", "figure", THINGS),
        ("霁川县有几家规上企业？", "figure", ("家", "户", "个", "所", "处")),
        ("霁川县和苇川县谁的农民收入高？", "figure", ("元",)),
        ("霁川县2022年新签约项目数", "figure", ("个", "家", "项")),
        ("霁川县养殖平台造价多少？", "figure", ("元",)),
        ("霁川县那起事故死了几个人？", "figure", ("人", "名", "位")),
        ("霁川县到位资金的任务完成了没有？", "yesno", ()),
        ("霁川县2021年一般公共预算收入是多少？", "figure", ("元",)),
        ("霁川县2021年一般公共预算收入完成多少亿元？", "figure", ("元",)),
        ("霁川县高铁站投资多少钱？", "figure", ("元",)),
        ("霁川县新材料产业园的总投资", "figure", ("元",)),
        ("苇川县财政收入增长了多少？", "figure", SHARE),
        ("苇川县城镇登记失业率是多少？", "figure", SHARE),
        ("苇川县GDP目标增长多少？", "figure", SHARE),
        ("霁川县粮食产量有多少？", "figure", ("吨", "斤")),
        ("霁川县空气质量优良天数是多少？", "figure", ("天", "日")),
        ("霁川县产业园占地面积多大？", "figure", ("亩", "平方米", "公顷")),
        ("霁川县新修了多少公里农村公路？", "figure", ("公里",)),
        ("霁川县接待游客多少？", "figure", ("人", "名", "位", "人次")),
        ("霁川县接待游客多少人次？", "figure", ("人次",)),
        ("霁川县招聘了多少名教师？", "figure", ("名", "人", "位")),
        ("霁川县PM2.5浓度是多少？", "figure", ("微克", "毫克")),
        ("霁川县食堂有几层？", "figure", ("层",)),
        ("苇川大桥有多长？", "figure", ()),
        ("霁川县在全省排第几？", "figure", ()),
        ("苇川县签约了哪些项目？", "list", ()),
        ("霁川县要打哪六场攻坚战？", "list", ()),
        ("霁川县四大工程分别是什么？", "list", ()),
        ("澄溪区“三主一新”产业都是什么？", "list", ()),
        ("霁川县的县长是谁？", "person", ()),
        ("霁川县的政府工作报告是哪位领导作的？", "person", ()),
        ("苇川湖大桥什么时候通车？", "date", ()),
        ("苇川县第三中学哪一年建成？", "date", ()),
        ("霁川县人代会是几月几日开的？", "date", ()),
        ("澄溪区集中开工仪式在哪里举行？", "place", ()),
        ("霁川县的新材料项目落在哪个园区？", "place", ()),
        ("沐辰医疗是哪家公司投资的？", "organisation", ()),
        ("霁川县哪个部门牵头招商？", "organisation", ()),
        ("苇川县为什么要拆围墙？", "reason", ()),
        ("霁川县如何解决停车难？", "reason", ()),
        ("霁川县是否建成了污水处理厂？", "yesno", ()),
        ("霁川县完成目标了吗？", "yesno", ()),
        ("介绍一下霁川县的经济情况", "text", ()),
        ("霽川縣新開工多少個項目？", "figure", THINGS),
    ],
)
def test_a_question_tells_the_kind_of_answer_and_its_units(
    text: str, kind: str, units: tuple[str, ...]
) -> None:
    question = asked(text)
    assert (question.kind, question.units) == (kind, units)


@pytest.mark.parametrize(
    ("text", "years", "vague", "report", "period"),
    [
        ("霁川县2022年新开工多少个项目？", (2022,), False, None, None),
        ("二〇二一年霁川县脱贫多少户？", (2021,), False, None, None),
        ("霁川县２０２２年到位资金多少？", (2022,), False, None, None),
        ("霁川县2020年和2021年GDP各是多少？", (2020, 2021), False, None, None),
        ("霁川县2019到2021年一共造林多少亩？", (2019, 2020, 2021), False, None, None),
        ("霁川县今年要开工多少个项目？", (2023,), True, None, None),
        ("霁川县去年开工了多少个项目？", (2022,), True, None, None),
        ("2021年了，霁川县今年开工了多少个项目？", (2021,), False, None, None),
        ("霁川县2022年政府工作报告是谁作的？", (), False, 2022, None),
        ("2022年霁川县政府工作报告是谁作的？", (), False, 2022, None),
        ("霁川县2022年政府工作报告里说2021年签约了多少项目？", (2021,), False, 2022, None),
        ("按霁川县2022年的政府工作报告，上年签约了多少项目？", (2021,), False, 2022, None),
        ("霁川县2022年初承认自己有哪些不足？", (), False, 2022, None),
        ("霁川县2022年初（总结2021年）说还有哪些困难？", (2021,), False, 2022, None),
        ("霁川县2022年初签约了多少项目？", (2022,), False, None, None),
        ("霁川县上年签约了多少项目？", (2022,), True, None, None),
        ("霁川县“十三五”末有多少家高新技术企业？", (2020,), False, None, (2016, 2020)),
        ("霁川县“十四五”期间要修多少公里路？", (), False, None, (2021, 2025)),
        ("到“十四五”末霁川县的目标是多少公里？", (), False, None, (2021, 2025)),
        ("霁川县有哪些项目？", (), False, None, None),
    ],
)
def test_years_are_told_apart_from_the_year_of_the_report_and_from_periods(
    text: str, years: tuple[int, ...], vague: bool, report: int | None, period: tuple[int, int] | None
) -> None:
    question = asked(text)
    found = (question.years, question.vague_year, question.report_year, question.period)
    assert found == (years, vague, report, period)


@pytest.mark.parametrize(
    ("text", "outlook"),
    [
        ("霁川县2023年计划新开工多少个项目？", "plan"),
        ("霁川县力争引进几个项目？", "plan"),
        ("霁川县2023年的主要预期目标是什么？", "plan"),
        ("霁川县今年要建几所学校？", "plan"),
        ("霁川县实际新开工了多少个项目？", "review"),
        ("霁川县已经竣工了多少个项目？", "review"),
        ("苇川县签约了哪些项目？", "review"),
        ("霁川县一般公共预算收入是多少？", None),
        ("霁川县的目标是谁定的？", None),
        ("霁川县教育方面有什么进展？", "review"),
        ("霁川县皮毛产业发展得怎么样", "review"),
        ("霁川县完成目标了吗？", None),
    ],
)
def test_the_wording_tells_whether_results_or_plans_are_asked(text: str, outlook: str | None) -> None:
    assert asked(text).outlook == outlook


@pytest.mark.parametrize(
    ("text", "total", "difference", "extreme"),
    [
        ("霁川县2020年和2021年一共造林多少亩？", True, False, False),
        ("霁川县和苇川县2021年财政收入加起来是多少？", True, False, False),
        ("霁川县2021年和2020年财政收入相差多少？", False, True, False),
        ("霁川县2021年比2020年多开工了多少个项目？", False, True, False),
        ("霁川县财政收入比苇川县高多少？", False, True, False),
        ("霁川县和苇川县谁的财政收入更高？", False, False, True),
        ("霁川县2020年、2021年哪年财政收入最高？", False, False, True),
        ("霁川县2021年财政收入是多少？", False, False, False),
    ],
)
def test_what_is_to_be_reckoned_is_told_by_the_wording(
    text: str, total: bool, difference: bool, extreme: bool
) -> None:
    question = asked(text)
    assert (question.total, question.difference, question.extreme) == (total, difference, extreme)


@pytest.mark.parametrize(
    ("text", "focus", "around"),
    [
        ("霁川县2022年新开工多少个项目？", "新开工 项目", "新开工 个项目"),
        ("霁川县2021年全县的粮食产量是多少？", "全县的粮食产量是", "全县的粮食产量是"),
        ("请问苇川县为什么要拆围墙？", "要拆围墙", "要拆围墙"),
        ("霁川县2019年到2021年三年一共造林多少亩？", "造林 亩", "造林 亩"),
        ("霁川县集中开工的项目，已经竣工了多少？", "集中开工的项目 已经竣工了", "已经竣工了"),
        ("霽川縣新開工多少個項目？", "新开工 项目", "新开工 个项目"),
        ("霁川县2022年报告里承认有什么问题", "有 问题", "有 问题"),
        ("霁川县2022年教育方面有什么进展", "教育 有", "教育 有"),
        ("霁川县皮毛产业发展得怎么样", "皮毛产业", "皮毛产业"),
        ("霁川县2022年旅游方面取得了哪些成效？", "旅游", "旅游"),
        ("按霁川县2022年的政府工作报告，签约多少项目？", "签约 项目", "签约 项目"),
    ],
)
def test_focus_is_what_is_left_without_place_year_and_question_words(
    text: str, focus: str, around: str
) -> None:
    question = asked(text)
    assert (question.focus, " ".join(question.asked.split())) == (focus, around)


def test_places_of_the_library_and_unknown_ones_are_told_apart() -> None:
    question = asked("霁川县和望舒县2021年财政收入各是多少？")
    assert question.regions == ("霁川县",)
    assert question.unknown_places == ("望舒县",)


def test_the_script_of_the_question_is_known() -> None:
    assert asked("霽川縣新開工多少個項目？").script == "traditional"
    assert asked("霁川县新开工多少个项目？").script == "simplified"


@pytest.mark.parametrize(
    ("text", "kind", "units"),
    [
        ("霁川县2023年社零", "figure", ("元",)),
        ("霁川县2022年地区生产总值增速", "figure", SHARE),
        ("和霁川高铁站一起开工的4个项目", "list", ()),
        ("霁川县3月集中开工的十二个项目", "list", ()),
        ("霁川县的招商工作情况", "text", ()),
        ("霁川县2023年的县长", "person", ()),
    ],
)
def test_a_heading_asks_for_the_figure_or_the_things_that_it_names(
    text: str, kind: str, units: tuple[str, ...]
) -> None:
    question = asked(text)
    assert (question.kind, question.units) == (kind, units)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("霁川县游客增长百分之多少？", SHARE),
        ("霁川县财政收入涨了几个点？", SHARE),
        ("霁川县有几个重点镇？", THINGS),
        ("沐辰产业园占多少地？", ("亩", "平方米", "公顷")),
        ("沐辰产业园占地多少？", ("亩", "平方米", "公顷")),
        ("霁川县财政收入提升了多少？", SHARE),
        ("霁川县财政收入提升到多少？", ("元",)),
        ("霁川县农村公路里程提升到多少？", ("公里", "米", "千米")),
    ],
)
def test_everyday_wording_tells_the_units(text: str, units: tuple[str, ...]) -> None:
    assert asked(text).units == units


def test_a_target_is_told_as_growth_alone_or_as_a_sum_or_growth() -> None:
    growth = asked("霁川县2023年地区生产总值增长目标是多少？")
    amount = asked("霁川县2023年一般公共预算收入的目标是多少？")
    assert set(growth.units) == set(SHARE)
    assert {"元", "%"} <= set(amount.units)
    assert growth.outlook == amount.outlook == "plan"
    assert "%" not in asked("霁川县2023年一般公共预算收入是多少？").units


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("霁川县新开工了什么项目？", "list"),
        ("霁川县开工的三个项目叫什么？", "list"),
        ("霁川县新引进的企业叫什么名字？", "list"),
        ("霁川县的县长叫什么？", "person"),
        ("霁川县什么时候开工？", "date"),
        ("霁川县招商卡在哪？", "reason"),
        ("霁川县工业差到底差在哪？", "reason"),
        ("霁川县的高铁站在哪里？", "place"),
    ],
)
def test_what_things_are_called_and_where_work_is_stuck_ask_neither_for_people_nor_for_places(
    text: str, kind: str
) -> None:
    assert asked(text).kind == kind


@pytest.mark.parametrize("office", ["县长", "县委书记"])
def test_the_rank_of_an_office_is_no_part_of_the_place(office: str) -> None:
    question = asked(f"霁川{office}是谁？")
    assert (question.places[0].name, question.regions) == ("霁川", ("霁川县",))
    assert question.focus.startswith(office)


@pytest.mark.parametrize("text", ["", " \t\n", "？！……", "。", "\x00\x01"])
def test_a_question_without_words_cannot_be_asked(text: str) -> None:
    with pytest.raises(QuestionError):
        validated(text)


def test_a_question_of_more_than_the_most_characters_cannot_be_asked() -> None:
    assert len(validated("问" * MAX_CHARACTERS)) == MAX_CHARACTERS
    with pytest.raises(QuestionError, match=str(MAX_CHARACTERS + 1)):
        validated("问" * (MAX_CHARACTERS + 1))


@given(TYPED)
def test_a_checked_question_holds_no_control_characters_and_no_outer_blanks(text: str) -> None:
    try:
        plain = validated(text)
    except QuestionError:
        return
    assert not any(unicodedata.category(char).startswith("C") for char in plain)
    assert plain == plain.strip() == validated(plain)


@given(TYPED)
def test_whatever_can_be_asked_can_be_understood(text: str) -> None:
    try:
        plain = validated(text)
    except QuestionError:
        return
    question = understand(plain, HELD, now=2023)
    assert all(plain[place.start : place.end] for place in question.places)
    assert question.focus == question.focus.strip()


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("青棠县茶园面积比2015年增长多少？", ()),
        ("青棠县茶园面积达到多少亩，比2015年底增加多少？", ()),
        ("青棠县2021年茶园面积比2015年增长多少？", (2021, 2015)),
        ("青棠县2015年茶园面积增长多少？", (2015,)),
    ],
)
def test_a_year_that_growth_is_only_counted_from_is_not_asked_about(
    question: str, years: tuple[int, ...]
) -> None:
    assert understand(question, holding("青棠县"), now=2023).years == years


def test_money_that_was_allotted_is_no_plan() -> None:
    assert understand("青棠县2016年安排资金的项目有哪些？", holding("青棠县"), now=2023).outlook is None


@pytest.mark.parametrize(
    "text",
    [
        "霁川县2022年植树多少亩，超年度目标多少？",
        "霁川县出口额超过年初目标几成？",
        "霁川县新认定的茶厂在全省排第几？",
        "霁川县新评定的名优茶有几种？",
        "霁川县2022年争取来多少补助？",
    ],
)
def test_what_is_beyond_an_aim_recognised_or_won_is_no_plan(text: str) -> None:
    assert asked(text).outlook != "plan"
    assert asked("霁川县2022年植树的年度目标是多少亩？").outlook == "plan"


@pytest.mark.parametrize(
    "text", ["临棠市哪个村评上了茶乡？", "临棠市有哪些乡镇通了客车？", "临棠市哪两个街道建了书屋？"]
)
def test_the_villages_and_towns_of_a_place_are_told_by_what_lies_in_it(text: str) -> None:
    held = Gazetteer([("临棠市", "河北省"), ("霁川县", "河北省临棠市")])
    assert understand(text, held, now=2023).through_members
    assert not understand("临棠市有多少个村？", held, now=2023).through_members


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("霁川县2022年为啥发大水？", "霁川县2022年为什么发大水？"),
        ("霁川县咋修的路？", "霁川县怎么修的路？"),
        ("霁川大桥啥时候通车？", "霁川大桥什么时候通车？"),
        ("霁川县的县长叫啥？", "霁川县的县长叫什么？"),
    ],
)
def test_spoken_question_words_are_those_of_the_standard_language(spoken: str, written: str) -> None:
    assert validated(spoken) == written
    assert asked(spoken) == asked(written)


def test_blanks_part_what_is_asked_as_commas_do() -> None:
    assert validated("霁川县来了多少客商 签了多少钱") == "霁川县来了多少客商，签了多少钱"
    assert validated("霁川县 茶叶 产量") == "霁川县 茶叶 产量"
    assert validated("霁川县 茶叶产量多少") == "霁川县 茶叶产量多少"


def test_what_was_done_since_a_year_is_not_asked_of_that_year() -> None:
    since = asked("霁川县2019年以来修了多少条路？")
    assert since.years == ()
    assert "2019年以来" in since.focus
    assert asked("霁川县2019年修了多少条路？").years == (2019,)


@pytest.mark.parametrize("text", ["霁川大桥能走大货车不？", "霁川县通高速公路了没？", "霁川的路修好没"])
def test_a_question_that_ends_in_a_spoken_negation_asks_whether(text: str) -> None:
    assert asked(text).kind == "yesno"


def test_what_opens_another_word_is_no_measure_word() -> None:
    assert asked("霁川县2022年有多少乡下妇女参加了体检？").units == ()
    assert asked("霁川县2022年有多少种地的人？").units == ()
    assert "种" in asked("霁川县2022年有多少种药材？").units
