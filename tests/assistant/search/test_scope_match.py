from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.evidence.acceptance import OTHER_PLACE, OTHER_YEAR
from assistant.question.model import Question
from assistant.question.places import Gazetteer
from assistant.question.understand import understand
from assistant.search.scope_match import LEAST_AGREEMENT, names_place, place_agreement, year_agreement
from ingest.schema import StoredPassage
from tests.assistant.passages import holding, passage

HELD = holding("霁川县", "苇川县", "临棠市")
RESULT, TARGET = "霁川县2021年新开工了多少个项目？", "霁川县2022年计划新开工多少个项目？"

# The report given in 2022 by the county of 霁川, its part on the year 2021.
REVIEW = passage(
    "全年新开工项目31个。",
    title="霁川县2022年政府工作报告",
    region="霁川县",
    date="2022-01-12",
    reviews_year=2021,
    kind="work-report",
    headings=("一、2021年工作回顾",),
    year=2021,
    outlook="review",
)
PLAN = replace(
    REVIEW, id=2, headings=("二、2022年工作安排",), year=2022, outlook="plan", text="力争新开工项目40个。"
)
NEWS = replace(REVIEW, id=3, kind="news", reviews_year=None, year=2022, outlook=None, headings=())


def asked(text: str) -> Question:
    return understand(text, HELD, now=2023)


def of_year(question: str, passage: StoredPassage, text: str | None = None) -> float:
    understood = asked(question)
    return year_agreement(understood, passage, understood.years[0] if understood.years else None, text)


def test_the_section_on_a_year_agrees_with_it_more_than_any_other() -> None:
    assert of_year(RESULT, REVIEW) == 1.0
    assert of_year(RESULT, PLAN) < 0.5
    assert of_year(RESULT, replace(REVIEW, year=2020, reviews_year=2020, date="2021-01")) < 0.5
    assert of_year(RESULT, replace(REVIEW, year=2019, reviews_year=2019, date="2020-01")) == 0.0


def test_what_a_report_says_of_the_year_before_is_not_said_of_its_own_year_whatever_is_asked() -> None:
    for question in (
        "霁川县2022年项目建设怎么样？",
        "霁川县2022年开工了哪些项目？",
        RESULT.replace("2021", "2022"),
    ):
        assert of_year(question, REVIEW) < LEAST_AGREEMENT, question


def test_what_a_report_plans_under_no_dated_heading_is_not_said_of_the_year_that_it_reviews() -> None:
    undated = replace(PLAN, year=None, headings=())
    assert of_year("霁川县2021年引进了哪些企业？", undated) < LEAST_AGREEMENT
    assert of_year("霁川县2021年引进了哪些企业？", replace(undated, outlook="review")) >= LEAST_AGREEMENT


def test_a_year_in_the_sentence_rules_over_that_of_its_section() -> None:
    assert of_year(RESULT, REVIEW, "2020年新开工项目25个。") == pytest.approx(0.1)
    assert of_year(RESULT, PLAN, "2021年新开工了项目31个，荣获表彰。") > of_year(RESULT, PLAN, PLAN.text)


def test_a_result_is_asked_of_the_review_and_a_target_of_the_plan() -> None:
    assert of_year(TARGET, PLAN, PLAN.text) == 1.0
    assert of_year(TARGET.replace("计划", "实际"), PLAN, PLAN.text) < 0.5
    assert of_year("霁川县2022年新开工多少个项目？", PLAN, PLAN.text) == pytest.approx(0.55)


@pytest.mark.parametrize("years", ["那五年", "这三年", "五年来"])
def test_several_years_together_are_told_by_the_section_on_them(years: str) -> None:
    of_years = replace(REVIEW, period="2017/2021")
    question = f"霁川县{years}新开工了多少个项目？"
    assert of_year(question, REVIEW) < of_year(question, of_years)
    assert of_year("霁川县新开工了多少个项目？", REVIEW) == of_year(question, of_years)


def test_without_a_year_the_outlook_alone_tells() -> None:
    assert of_year("霁川县新开工了多少个项目？", REVIEW) > of_year("霁川县新开工了多少个项目？", PLAN)


def test_the_report_that_the_question_names_rules_over_the_year() -> None:
    question = "霁川县2022年政府工作报告里说2021年新开工多少个项目？"
    assert of_year(question, REVIEW) == 1.0
    assert of_year(question, replace(REVIEW, date="2023-01-10")) == pytest.approx(0.2)


def test_a_year_goes_on_until_another_is_named_in_news_by_the_paragraph_in_reports_by_the_sentence() -> None:
    lead = "2021年，新签约项目30个。合同金额60亿元；"
    of_2024 = replace(NEWS, kind="other", date="2024-01-22", year=2024)
    report = replace(REVIEW, date="2024-01-22", year=2023)

    def after(lead: str, passage: StoredPassage) -> float:
        return year_agreement(asked(RESULT), passage, 2021, "新开工项目31个。", lead)

    assert after(lead, of_2024) > LEAST_AGREEMENT > after("", of_2024)
    assert after(lead + "2022年，形势变了。", of_2024) < LEAST_AGREEMENT
    assert after("2021年，签约30个；", report) > LEAST_AGREEMENT > after(lead.replace("；", "。"), report)
    assert after("“十三五”末，签约30个；", report) < LEAST_AGREEMENT


def test_in_news_last_year_is_the_year_before_and_no_year_of_comparison() -> None:
    of_2022 = replace(NEWS, kind="speech")
    assert of_year(RESULT, of_2022, "去年新开工项目31个。") > LEAST_AGREEMENT
    assert of_year(RESULT, of_2022, "新开工项目31个，去年同期18个。") < LEAST_AGREEMENT
    assert of_year("霁川县2022年新开工了多少个项目？", of_2022, "去年新开工项目31个。") < LEAST_AGREEMENT
    # What a review says of a thing may go on to this year.
    assert of_year(RESULT, REVIEW, "开工项目31个，今年上半年竣工。") > LEAST_AGREEMENT


def test_a_plan_under_a_heading_that_leaves_the_year_open_may_be_of_the_reports_year() -> None:
    open_plan = replace(PLAN, year=None)
    assert of_year(TARGET, PLAN) > of_year(TARGET, open_plan) > LEAST_AGREEMENT
    assert of_year("霁川县2022年新开工了多少个项目？", open_plan) < LEAST_AGREEMENT


def test_what_is_told_of_several_years_together_is_less_sure() -> None:
    assert of_year(RESULT, REVIEW, "五年来新开工项目150个。") < of_year(RESULT, REVIEW, REVIEW.text)


def test_news_of_the_year_tell_of_it_and_a_report_mostly_of_the_one_before() -> None:
    question = "霁川县2022年新开工了多少个项目？"
    assert of_year(question, replace(NEWS, year=None)) > of_year(question, replace(REVIEW, year=None))


def test_a_text_without_any_date_is_less_sure_than_one_of_the_year_and_surer_than_one_of_another() -> None:
    undated = replace(NEWS, date=None, year=None)
    of_the_year = replace(NEWS, date="2021-06-01", year=2021)
    assert of_year(RESULT, NEWS) < of_year(RESULT, undated) < of_year(RESULT, of_the_year)
    assert of_year(RESULT, undated) < LEAST_AGREEMENT


@pytest.mark.parametrize(
    "against",
    [
        "是2019年的2.6倍",
        "达到2019年的三倍",
        "恢复至2019年的118%",
        "恢复到2019年的118%",
        "比2019年多20万人次",
        "较2019年翻一番",
    ],
)
def test_a_year_that_something_is_measured_against_is_not_what_it_is_told_of(against: str) -> None:
    section = replace(REVIEW, date="2024-01-12", reviews_year=2023, year=2023, headings=("2023年工作回顾",))
    text = f"全年接待游客126万人次，{against}。"
    passage = replace(section, text=text)
    assert of_year("霁川县2023年接待了多少游客？", passage, text) == 1.0


def test_a_year_named_in_the_sentence_rules_over_the_section() -> None:
    text = "2019年接待游客107万人次。"
    assert of_year(RESULT, REVIEW, text) < LEAST_AGREEMENT
    assert of_year("霁川县2019年接待了多少游客？", REVIEW, text) > LEAST_AGREEMENT


@pytest.mark.parametrize(
    ("region", "text", "agreement"),
    [
        ("霁川县", "新开工项目31个。", 1.0),
        ("临棠市", "其中霁川县新开工项目31个。", 0.9),
        ("临棠市", "霁川新开工项目31个。", 0.9),
        ("临棠市", "东霁川县新开工项目31个。", 0.0),
        ("苇川县", "新开工项目31个。", 0.0),
        (None, "新开工项目31个。", 0.7),
    ],
)
def test_a_document_speaks_of_its_own_region_or_must_name_the_place(
    region: str | None, text: str, agreement: float
) -> None:
    passage = replace(NEWS, region=region, text=text)
    assert place_agreement(asked(RESULT), passage, text) == agreement


def test_a_neighbour_named_in_a_countys_text_is_its_subject_only_where_the_sentence_begins_with_it() -> None:
    passing = "苇川县与南面相邻的几个县合作，把产业园办到了霁川县，引进项目12个。"
    subject = "霁川县引进项目12个。"
    question = asked("霁川县引进了多少个项目？")
    of_neighbour = replace(NEWS, region="苇川县")
    assert place_agreement(question, replace(of_neighbour, text=passing), passing) < LEAST_AGREEMENT
    assert place_agreement(question, replace(of_neighbour, text=subject), subject) > LEAST_AGREEMENT
    # A city reports on its counties, wherever it names them.
    of_city = replace(NEWS, region="临棠市", text=passing)
    assert place_agreement(question, of_city, passing) > LEAST_AGREEMENT


def test_a_city_named_in_a_text_of_one_of_its_districts_is_no_less_than_one_that_is_not_named() -> None:
    held = Gazetteer([("重庆市", None), ("渝中区", "重庆市")])
    question = understand("重庆成为通商口岸是因为哪一条约？", held, now=2023)
    text = "按照当年四月签订的那一条约的规定，重庆成为通商口岸。"
    of_district = passage(text, region="渝中区", place="重庆市", kind="other")
    assert place_agreement(question, of_district, text) >= OTHER_PLACE


def test_a_place_named_elsewhere_in_the_passage_is_a_weak_sign() -> None:
    passage = replace(NEWS, region="临棠市", text="霁川县传来喜讯。新开工项目31个。")
    assert 0 < place_agreement(asked(RESULT), passage, "新开工项目31个。") < 0.5


def test_a_place_that_is_not_held_is_answered_only_by_texts_that_name_it() -> None:
    question = asked("望舒县2021年新开工多少个项目？")
    assert place_agreement(question, REVIEW, REVIEW.text) == 0.0
    assert (
        place_agreement(question, replace(NEWS, text="其中望舒县新开工5个。"), "其中望舒县新开工5个。") == 0.9
    )


def test_a_question_without_a_place_agrees_with_every_text() -> None:
    assert place_agreement(asked("新开工多少个项目？"), REVIEW, REVIEW.text) == 1.0


def test_a_lake_called_after_the_place_is_found_by_its_own_name() -> None:
    assert names_place(asked("苇川湖大桥多长？"), passage("横跨两岸的苇川湖大桥通车。"))
    assert not names_place(asked("苇川县的大桥多长？"), passage("大桥通车。"))


def test_an_uncertain_year_of_a_section_rules_out_no_other() -> None:
    for certainty, least in ((0.95, 0.0), (0.85, 0.0), (0.6, 0.25), (0.4, 0.4)):
        of_another = replace(REVIEW, year=2019, reviews_year=None, date="2020-01", certainty=certainty)
        assert of_year(RESULT, of_another) >= least
    assert (
        of_year(RESULT, replace(REVIEW, year=2019, reviews_year=2019, date="2020-01", certainty=0.95)) == 0.0
    )


def test_an_uncertain_outlook_tells_less() -> None:
    sure, unsure = (replace(PLAN, year=2021, text="新开工项目40个。", certainty=c) for c in (0.95, 0.6))
    assert of_year(RESULT, sure) < of_year(RESULT, unsure) < of_year(RESULT, REVIEW)


def test_what_a_report_says_of_five_years_is_of_the_last_but_less_than_what_it_says_of_that_year() -> None:
    five = replace(REVIEW, period="2017/2021", headings=("一、过去五年工作回顾",))
    assert LEAST_AGREEMENT <= of_year(RESULT, five) < of_year(RESULT, REVIEW)


def test_a_question_about_a_five_year_plan_finds_the_section_on_it() -> None:
    question = asked("霁川县“十三五”期间新开工了多少个项目？")
    assert question.period == (2016, 2020)
    section = replace(REVIEW, date="2021-01", reviews_year=2020, year=2020, period="2016/2020")
    year = question.years[0] if question.years else None
    assert year_agreement(question, section, year) == 1.0
    assert year_agreement(question, REVIEW, year) < 1.0


def test_what_a_meeting_demanded_is_what_news_tell_and_no_aim_that_something_came_of() -> None:
    demand = replace(NEWS, outlook="plan", text="要加快项目建设。", certainty=0.95)
    assert of_year("霁川县2022年会议上强调了什么？", demand) > LEAST_AGREEMENT
    assert of_year("霁川县2022年会议上强调了什么？", demand) == of_year(
        "霁川县2022年会议上强调了什么？", NEWS
    )


def test_a_thing_that_a_title_names_is_found_though_its_document_is_of_a_county_in_the_city_asked_about() -> (
    None
):
    held = Gazetteer([("高邮市", "江苏省扬州市"), ("扬州市", "江苏省")])
    question = understand("扬州师院菱塘湖校区占地多少亩？", held, now=2023)
    text = "新校区占地570亩。"
    own = passage(
        text, title="扬州市师范学院菱塘湖校区开工", region="高邮市", place="江苏省扬州市", date="2022-03-01"
    )
    assert place_agreement(question, own, text) >= OTHER_PLACE
    another = replace(own, title="高邮市实验学校开工")
    assert place_agreement(question, another, text) < OTHER_PLACE
    # A kind of thing that any county may have is no name.
    power = understand("扬州抽水蓄能电站占地多少亩？", held, now=2023)
    assert place_agreement(power, replace(own, title="抽水蓄能电站开工"), text) < OTHER_PLACE


def test_a_year_that_a_figure_is_only_set_against_is_not_the_one_told_of() -> None:
    text = "上半年粮食产量8万吨，增速较2022年全年回升2个百分点。"
    news = replace(NEWS, year=2023, date="2023-07-20", text=text)
    compared = of_year("霁川县2022年粮食产量是多少？", news, text)
    told = "粮食产量由2022年的7万吨增加到8万吨。"
    assert compared < OTHER_YEAR < of_year("霁川县2022年粮食产量是多少？", replace(news, text=told), told)
