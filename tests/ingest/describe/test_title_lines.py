"""Which lines are one title broken over lines, where a title ends, and what repeats one."""

from __future__ import annotations

from ingest.clean import clean
from ingest.describe.document import describe
from ingest.read.text import plain_text
from ingest.schema import Description

BODY = "为深入推进植树工作，经县政府同意，现将有关事项通知如下，请认真贯彻执行，确保完成全年任务。"


def described(text: str) -> Description:
    return describe(clean(plain_text(text)), doc="未命名.txt", title=None)


def test_a_line_that_breaks_a_word_of_the_text_goes_on_in_the_next() -> None:
    text = "茶山镇债券2025年度跟踪信用评\n级结果与展望\n一、结论\n本次信用评级结果为稳定，茶山债券2025年度按期付息。"
    assert described(text).title == "茶山镇债券2025年度跟踪信用评级结果与展望"


def test_the_meeting_that_a_paper_is_laid_before_is_no_part_of_its_title() -> None:
    text = f"青棠县第四届人民代表大会第四次会议\n关于青棠县植树情况的报告\n各位代表：\n{BODY}"
    assert described(text).title == "关于青棠县植树情况的报告"


def test_the_year_that_a_site_sets_behind_a_title_once_more_is_none_of_it() -> None:
    text = f"青棠县2021年茶业公报 2021\n青棠县2021年茶业公报\n2022年3月5日\n{BODY}"
    assert described(text).title == "青棠县2021年茶业公报"
    assert described(f"青棠县茶业展望2035\n2022年3月5日\n{BODY}").title == "青棠县茶业展望2035"


def test_the_title_of_a_table_is_told_from_its_unit_and_its_rows() -> None:
    rows = "柳溪镇 | 12 | 3\n茶山镇 | 15 | 4\n河东镇 | 9 | 1"
    assert (
        described(f"表1\n青棠县2021年茶园面积情况表\n单位：万亩\n{rows}").title
        == "青棠县2021年茶园面积情况表"
    )
    assert (
        described(f"青棠县2021年茶园面积情况表 | 面积 | 增加\n{rows}").title == "青棠县2021年茶园面积情况表"
    )


def test_a_summary_that_begins_with_the_title_and_goes_on_is_none() -> None:
    title = "在青棠县茶业工作会议上的讲话"
    text = f"{title}同志们：茶业是全县的支柱产业，大家要抓好茶业。做大\n{title}\n（2019年3月31日）\n同志们：\n茶业是全县的支柱产业。"
    assert described(text).title == title


def test_a_title_glued_to_the_greeting_ends_before_it() -> None:
    text = "县长在全县茶业座谈会上的讲话同志们：今天会议的主要任务是研究茶业。\n下面，我讲三点意见。"
    assert described(text).title == "县长在全县茶业座谈会上的讲话"


def test_a_line_that_repeats_a_part_of_the_title_is_not_joined_to_it() -> None:
    text = f"青棠县茶厂转让公告青茶公发[2018]第9号\n青棠县茶厂转让公告\n青茶公发[2018]第9号\n{BODY}"
    assert described(text).title == "青棠县茶厂转让公告"
