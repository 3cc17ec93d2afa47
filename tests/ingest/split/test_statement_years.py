"""The years of statements that name them themselves, against the year of their section or their document."""

from __future__ import annotations

import pytest

from ingest.schema import Description, Outlook
from ingest.split.headings import outline
from ingest.split.section_year import YearReader
from ingest.split.statements import statements
from ingest.split.time_mentions import Present, Span, mentions

NEWS = Description("青棠县茶园见闻", date="2024-06-18", kind="news")


def year_of(description: Description, text: str, words: str, outlook: Outlook) -> Span | None:
    """The years of the statement that holds `words`."""
    reader = YearReader(description, text, is_state=False)
    for statement in statements(text, outline(text)):
        named = reader.mentions(statement)
        reader.turn(statement, named)
        if words in statement.text:
            return reader.read(statement, outlook, named).span
    raise AssertionError(f"{words} is not in the text")


@pytest.mark.parametrize(
    ("statement", "outlook", "first", "last"),
    [
        ("环城路2021年3月开工建设。", "review", 2021, 2021),
        ("环城路2023年7月开工,计划2025年7月建成。", "plan", 2025, 2025),
        ("到2027年,茶园扩大到三千亩。", "plan", 2027, 2027),
        ("去年,青棠县获评茶乡。", "review", 2023, 2023),
        ("工程力争在明年4月完工。", "plan", 2025, 2025),
        ("截至2022年底,全县有茶园三千亩。", "review", 2022, 2022),
        ("2021年、2022年两年共植树三千亩。", "review", 2021, 2022),
        ("5年来,全县累计植树三千亩。", "review", 2019, 2023),
        ("未来5年,青棠县将扩大茶园。", "plan", 2024, 2028),
        ("全县茶园三千亩,比2019年多三成。", "review", 2024, 2024),
        ("会议听取了我县2023年植树工作的汇报。", "review", 2024, 2024),
        ("会议学习了《青棠县2030年茶业规划》。", "review", 2024, 2024),
        ("10月1日,环城路通车。", "review", 2023, 2023),
    ],
)
def test_a_statement_of_news_is_of_the_year_that_it_names(
    statement: str, outlook: Outlook, first: int, last: int
) -> None:
    text = f"青棠县茶园见闻\n{statement}"
    assert year_of(NEWS, text, statement[:6], outlook) == Span(first, last)


def test_a_year_holds_for_the_paragraph_of_news_that_names_it_and_not_for_the_next() -> None:
    text = "青棠县茶园见闻\n2019年,老茶农办起了茶社。茶社有三间房。\n茶社门前车来车往。"
    assert year_of(NEWS, text, "三间房", "review") == Span(2019, 2019)
    assert year_of(NEWS, text, "车来车往", "review") == Span(2024, 2024)


def test_years_in_the_title_of_news_are_what_it_is_about_not_when_it_happened() -> None:
    description = Description("青棠县召开“十五五”茶业规划座谈会", date="2025-03-02", kind="news")
    assert year_of(description, "会议在县茶社举行。", "茶社", "review") == Span(2025, 2025)


def test_news_of_the_first_days_of_a_year_looks_back_on_the_one_that_ended() -> None:
    description = Description("青棠县护林工作有序开展", date="2021-01-04", kind="news")
    text = "青棠县护林工作有序开展\n全年培训护林员三百人次。\n护林站建起了三座。"
    assert year_of(description, text, "三座", "review") == Span(2020, 2020)


def test_a_month_below_a_title_dates_the_paper_and_not_what_it_tells() -> None:
    description = Description("青棠县2022年国民经济和社会发展统计公报", date="2023-05")
    text = "青棠县2022年国民经济和社会发展统计公报\n(2023年5月)\n一、综合\n全年茶叶产量三千吨,增长三成,茶农收入稳步增加。"
    assert year_of(description, text, "三千吨", "review") == Span(2022, 2022)


def test_a_section_of_a_report_keeps_to_its_year() -> None:
    description = Description("青棠县政府工作报告", date="2021-01-20", reviews_year=2020, kind="work-report")
    text = "一、2020年工作回顾\n环城路2018年立项,已建成通车,茶园灌溉工程也全面完成。"
    assert year_of(description, text, "立项", "review") == Span(2020, 2020)


def test_the_plan_that_is_over_is_looked_back_on_in_the_next_one() -> None:
    description = Description("青棠县茶业“十四五”规划", date="2021-06", kind="plan")
    text = "一、发展基础\n“十三五”以来,全县茶园扩大了三成,茶农收入大幅增加,茶业成为支柱。\n茶社遍布全县各镇,游客逐年增多。"
    assert year_of(description, text, "三成", "review") == Span(2016, 2020)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("2021年3月开工", "at"),
        ("到2021年,茶园翻番", "until"),
        ("2021年以来,茶园翻番", "since"),
        ("2021年度先进茶园", "of"),
        ("茶园比2021年多三成", "beside"),
        ("与2021年同期持平", "beside"),
        ("在2021年的基础上翻番", "beside"),
    ],
)
def test_a_year_is_told_of_or_only_mentioned(text: str, role: str) -> None:
    assert [m.role for m in mentions(text, Present(2022))] == [role]
