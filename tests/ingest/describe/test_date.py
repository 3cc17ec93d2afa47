"""The date is that on which the document was given, before that of a page which prints it."""

from __future__ import annotations

import pytest

from ingest.clean import clean
from ingest.describe.document import describe
from ingest.describe.year import title_years, year_of_number, year_reviewed
from ingest.read.text import plain_text
from ingest.schema import Description

REPORT = "各位代表：\n我代表县人民政府报告工作，请予审议。{note}\n一、{year}年工作回顾\n植树三万亩。"


def described(text: str, doc: str = "a.txt") -> Description:
    return describe(clean(plain_text(text)), doc=doc, title=None)


def test_a_note_in_brackets_tells_when_a_report_was_given() -> None:
    head = "青棠县2019年政府工作报告(全文)\n文稿库 发布时间：2022-04-18 09:31 浏览：1207次\n"
    note = "（2019年1月8日，县长陈远在县人民代表大会上所作）"
    assert described(head + REPORT.format(note=note, year=2018)).date == "2019-01-08"


def test_a_pages_full_date_of_the_year_of_the_report_is_not_cut_to_the_year() -> None:
    head = "青棠县2021年政府工作报告\n发布日期：2021-02-05 信息来源：县政府办\n"
    found = described(head + REPORT.format(note="", year=2020))
    assert (found.date, found.reviews_year, found.warnings) == ("2021-02-05", 2020, ())


def test_a_page_that_prints_a_report_years_later_gives_only_the_year() -> None:
    head = "青棠县2021年政府工作报告\n发布日期：2023-06-05 来源：范文网\n"
    assert described(head + REPORT.format(note="", year=2020)).date == "2021"


def test_the_meeting_under_the_title_wins_over_the_line_with_a_time() -> None:
    head = "2026年青棠县政府工作报告\n2026年02月10日 07时41分\n2026年2月3日在青棠县第十四届人民代表大会第五次会议上\n"
    assert described(head + REPORT.format(note="", year=2025)).date == "2026-02-03"


@pytest.mark.parametrize(
    "text",
    [
        "青棠县茶园管理办法\n第一条 本办法自2015年5月7日起施行。",
        "青棠县植树公告\n报名截止日期：2022年3月10日。\n欢迎报名，植树地点另行通知。",
        "青棠县茶园许可公告\n许可有效期至2025年12月31日，到期需要重新申请许可。",
    ],
)
def test_a_term_is_no_date(text: str) -> None:
    found = described(text).date
    assert found is None or len(found) < 10


def test_days_told_of_from_long_ago_do_not_date_a_page() -> None:
    text = (
        "青棠茶厂老工人话当年\n发布时间：2006-04-12 来源：青棠日报\n1955年5月1日，青棠茶厂开工，陈远是第一批工人。\n"
        "他说，那时全厂只有三十人。"
    )
    assert described(text).date == "2006-04-12"


def test_a_notice_is_of_the_day_under_it_and_not_of_the_laws_that_it_cites() -> None:
    text = (
        "关于植树的通知\n归档时间：2018-11-21\n各乡镇人民政府：\n根据《植树条例》（2015年1月1日实施），现通知如下。\n"
        "青棠县林业局\n2017年1月10日\n植树方案\n到2020年植树九万亩。"
    )
    assert described(text).date == "2017-01-10"


def test_a_resolution_is_of_the_session_that_passed_it() -> None:
    text = "关于植树的决议\n（2023年9月27日青棠县人大常委会第十六次会议通过）\n会议决定，植树九万亩。"
    assert described(text).date == "2023-09-27"


def test_the_year_in_its_number_dates_a_paper_that_a_site_prints_later() -> None:
    text = "青政发〔2014〕20号\n关于植树的意见\n浏览：3 时间：2016-01-17 23:45:19\n各乡镇人民政府：\n现提出以下意见。"
    assert described(text).date == "2014"
    assert year_of_number("青政发〔2014〕20号") == 2014


def test_a_day_without_month_is_of_the_pages_month() -> None:
    text = "县政府召开座谈会\n发布时间：2012-12-26 来源：青棠日报\n24日，县政府召开座谈会，县长陈远主持会议。"
    assert described(text).date == "2012-12-24"


def test_a_year_that_only_the_headline_gives_is_a_guess() -> None:
    found = described("我县举行2020年植树仪式\n3月11日，我县举行2020年植树仪式，植树三百亩。")
    assert (found.date, "date-unsure" in found.warnings) == ("2020-03-11", True)


def test_minguo_years_are_read_where_the_text_counts_so() -> None:
    text = (
        "青棠縣縣長施政報告\n發稿日期：113/5/6　聯絡人：計畫處　電話：037-0000000\n"
        "【縣府訊】青棠縣長陳遠6日在議會報告，113年度總預算編列312億元，較112年度增加。"
    )
    assert described(text).date == "2024-05-06"
    assert (
        described("縣府說明會登場\n民國113年12月3日\n青棠縣政府說明114年度計畫，預算68億元。").date
        == "2024-12-03"
    )


@pytest.mark.parametrize(
    ("title", "given", "reviewed"),
    [
        ("关于青棠县2022年预算执行情况和2023年预算草案的报告", 2023, 2022),
        ("青棠县2021年工作情况和2022年工作打算", 2022, 2021),
        ("青棠县2021年国民经济和社会发展统计公报", 2022, 2021),
        ("青棠县2022年上半年工作汇报", 2022, 2022),
        ("2021年青棠县政府工作报告", 2021, None),
        ("关于青棠县2022年度茶业工作情况的报告", 2023, 2022),
        ("关于植树的通知", None, None),
    ],
)
def test_a_title_tells_the_year_given_and_the_year_reviewed(
    title: str, given: int | None, reviewed: int | None
) -> None:
    found = title_years(title)
    assert (found.given, found.reviewed) == (given, reviewed)


def test_a_bare_date_in_the_head_of_a_news_item_is_the_pages() -> None:
    text = "县委书记到青棠茶园调研\n2020-07-22\n7月21日，县委书记陈远到青棠茶园调研，强调要抓好茶业。"
    assert described(text).date == "2020-07-21"


@pytest.mark.parametrize(("month", "date"), [(1, "2023-01-30"), (12, "2022-12-30")])
def test_a_meeting_that_sums_up_a_year_and_plans_the_next_is_at_their_border(month: int, date: str) -> None:
    text = f"{month}月30日，青棠县召开茶业大会，对2022年工作进行总结，对2023年工作进行安排。"
    assert described(text).date == date


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("t20170808_21248652.html", "2017-08-08"),
        ("2018-09-04-cha-yuan.md", "2018-09-04"),
        ("20220616174109462.html", "2022-06-16"),
        ("xwzx/2021/1/8/7f3a.html", "2021-01-08"),
        ("content/2023-07/27/content_2590.htm", "2023-07-27"),
        ("xw/20161019/2764.html", "2016-10-19"),
        ("2021/1/2.html", None),
        ("202205/4913.html", None),
        ("20171345_1.html", None),
        ("10201718081.html", None),
    ],
)
def test_a_page_without_a_day_is_of_the_day_in_the_name_that_its_site_gave_it(name, date) -> None:
    assert described("茶园增收见成效\n为抓好茶园增收，青棠县茶业局落实工作，成效明显。", name).date == date


@pytest.mark.parametrize(
    "opening", ["", "为进一步丰富群众的文化生活，充分展示全县茶农的精神面貌，青棠县茶业局联合柳溪社区"]
)
def test_a_day_deep_in_the_first_sentence_dates_the_event_that_it_tells_of(opening: str) -> None:
    text = f"茶农书法会举行\n发布时间：2024-06-03 来源：青棠日报\n{opening or '茶业局'}于5月24日上午举行了茶农书法会。"
    assert described(text).date == "2024-05-24"


def test_an_event_of_several_days_is_of_the_last() -> None:
    text = "茶技大赛收官\n发布时间：2021-03-11 来源：青棠日报\n2021年3月2日至3月4日，青棠县举办茶技大赛。"
    assert described(text).date == "2021-03-04"


def test_news_that_quote_what_was_said_months_ago_are_of_the_pages_day() -> None:
    lead = "10月13日，陈远在青棠茶园调研时指出，要抓好茶业。"
    text = f"青棠茶业走上新路\n发布时间：2020-12-09 来源：青棠日报\n{lead}"
    assert described(text).date == "2020-12-09"


def test_the_day_behind_the_office_that_signs_a_paper_is_its_day() -> None:
    text = "茶业试点工作新标准\n2017年11月青棠县列为试点以来，全县重视。\n各项试点任务已经完成。\n青棠县茶业试点领导小组办公室2018 年 11 月 30 日"
    assert described(text).date == "2018-11-30"


def test_the_month_that_a_reports_title_gives_in_brackets_is_not_cut_to_its_year() -> None:
    title = "青棠县政府工作报告（2025年1月 陈远）"
    text = f"{title}\n" + REPORT.format(note="", year=2024)
    assert described(text).date == "2025-01"


def test_the_day_of_a_page_in_the_month_that_stands_on_a_paper_is_not_cut_to_the_month() -> None:
    text = "青棠县2025年茶业公报\n来源：青棠县茶业局 时间：2026-04-30\n青棠县茶业局\n2026年4月\n茶园又增三万亩，茶农增收。"
    assert described(text).date == "2026-04-30"


def test_a_page_is_of_the_day_on_its_line_with_the_author_or_the_paper_that_it_took_it_from() -> None:
    body = "茶园增收工程完工，茶农的收入增加。"
    for line in ("2020-10-15 青棠 作者：记者/陈远 通讯员/周明", "2020-10-15 青棠日报社"):
        found = described(f"青棠茶园增收工程完工\n{line}\n{body}")
        assert (found.title, found.date) == ("青棠茶园增收工程完工", "2020-10-15")


def test_a_day_that_is_only_told_about_is_not_the_date_of_the_paper() -> None:
    text = (
        "关于开展植树日活动的通知\n各乡镇：\n2018年3月12日是第40个植树日，请认真组织。\n"
        "青棠县林业局\n2018年2月19日"
    )
    assert described(text).date == "2018-02-19"


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("一、回顾2019，书写奋进篇章", 2019),
        ("一、回首2019年，我们攻坚克难", 2019),
        ("一、2019年工作回顾", 2019),
        ("一、回顾2019个日夜", None),
    ],
)
def test_the_heading_of_a_review_names_its_year_also_without_the_word_for_it(
    heading: str, year: int | None
) -> None:
    assert year_reviewed(f"各位代表：\n现在，我代表县人民政府报告工作。\n{heading}\n植树三万亩。") == year
