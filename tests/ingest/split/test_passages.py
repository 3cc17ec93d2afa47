"""Passages hold every character once, end with sentences, and know the headings and year they stand under."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.schema import CleanText, Description, Passage
from ingest.split.passages import LONG, split

REPORT = Description(
    "青禾县政府工作报告", region="青禾县", date="2022-01-28", reviews_year=2021, kind="work-report"
)
NEWS = Description("开工", region="青禾县", date="2021-12-07", kind="news")
SENTENCE = "实施重点项目48个，完成投资26.4亿元，同比增长12.5%，新开工29个，竣工13个，群众满意度持续提升。"
PLANNED = "实施重点项目48个，计划投资26.4亿元，力争新开工29个、竣工13个，确保群众满意。"


def passages(text: str, description: Description = REPORT) -> list[tuple[str, Passage]]:
    return [(text[p.start : p.end], p) for p in split(CleanText(text), description)]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    found = passages(SENTENCE * 20)
    assert len(found) > 2
    assert all(len(part) <= LONG and part.endswith("。") for part, _ in found)


def test_a_sentence_over_the_maximum_is_cut_at_a_comma() -> None:
    text = "，".join(f"完成第{n}号项目建设任务并按期投入使用" for n in range(60)) + "。"
    found = passages(text)
    assert len(found) > 1
    assert all(part.endswith(("，", "。")) and len(part) <= LONG for part, _ in found)


def test_text_without_any_mark_is_still_cut() -> None:
    assert all(len(part) <= LONG for part, _ in passages("建" * 2000))


def test_short_paragraphs_under_one_heading_share_a_passage() -> None:
    text = "一、2021年工作回顾\n新建道路3条。\n新建学校2所。\n改造小区5个。"
    ((part, passage),) = passages(text)
    assert part == text
    assert passage.headings == ("一、2021年工作回顾",)


def test_paragraphs_under_different_headings_do_not_share_one() -> None:
    text = f"一、2021年工作回顾\n{SENTENCE}\n二、2022年工作安排\n{SENTENCE}"
    assert [p.headings for _, p in passages(text)] == [("一、2021年工作回顾",), ("二、2022年工作安排",)]


def test_a_heading_stands_in_the_passage_of_what_it_heads() -> None:
    text = f"一、2021年工作回顾\n{SENTENCE * 9}"
    first, *others = [part for part, _ in passages(text)]
    assert first.startswith("一、2021年工作回顾\n实施")
    assert len(first) > 100
    assert others


def test_headings_nest_by_their_numbering() -> None:
    text = (
        f"一、2021年工作回顾\n（一）抓项目\n{SENTENCE * 3}\n（二）抓民生\n{SENTENCE * 3}\n二、2022年工作安"
        f"排\n{SENTENCE * 3}"
    )
    assert [p.headings for _, p in passages(text)] == [
        ("一、2021年工作回顾", "（一）抓项目"),
        ("一、2021年工作回顾", "（二）抓民生"),
        ("二、2022年工作安排",),
    ]


def test_a_section_without_a_number_stands_above_numbered_headings() -> None:
    text = f"各位代表：\n2021年工作回顾\n一、防风险稳增长，经济持续向好\n{SENTENCE * 3}"
    assert passages(text)[-1][1].headings == ("2021年工作回顾", "一、防风险稳增长，经济持续向好")


def test_a_run_in_heading_heads_the_later_parts_of_its_paragraph_only() -> None:
    text = f"一、2022年工作安排\n（二）着力抓好项目建设。{SENTENCE * 12}"
    first, *others = passages(text)
    assert first[1].headings == ("一、2022年工作安排",)
    assert others
    assert all(p.headings == ("一、2022年工作安排", "（二）着力抓好项目建设") for _, p in others)


def test_an_enumeration_that_fits_is_kept_together() -> None:
    items = "一是抓产业，新上项目12个。二是抓城建，改造道路9条。三是抓民生，新建学校3所。"
    text = SENTENCE * 5 + items + SENTENCE * 5
    assert any(items in part for part, _ in passages(text))


def test_footnotes_are_apart_from_the_body_and_bear_no_year() -> None:
    text = (
        f"二、2022年工作安排\n{SENTENCE}\n名词解释：\n[1]“三馆”：图书馆、文化馆、博物馆。\n[2]“两新”：新基"
        f"建、新型城镇化。"
    )
    body, notes = passages(text)
    assert body[1].year == 2022
    assert notes[0].startswith("名词解释")
    assert (notes[1].year, notes[1].outlook) == (None, None)


@pytest.mark.parametrize(
    "line",
    [
        "9. 城乡社区支出3345万元，占比11.2%",
        "（2）一般公共预算收入6.1亿元",
        "2026年是茶业振兴的开局之年，做好工作",
        "以上安排详见《青棠县2026年预算",
    ],
)
def test_rows_and_sentences_are_no_headings(line: str) -> None:
    text = f"一、2026年预算草案\n{SENTENCE}\n{line}\n{PLANNED}"
    assert all(p.headings == ("一、2026年预算草案",) for p in split(CleanText(text), REPORT))


def test_a_line_that_goes_on_from_the_one_before_it_heads_nothing() -> None:
    text = f"一、茶业\n全县上下齐心协力，新建茶园三千亩，改造旧茶园六千亩，引进\n加工企业和良种繁育基地\n{SENTENCE}"
    assert all(p.headings == ("一、茶业",) for p in split(CleanText(text), REPORT))


def test_cells_of_a_table_that_lost_its_rows_are_no_headings() -> None:
    cells = "\n".join(
        [
            "序号",
            "项目",
            "投资",
            "1",
            "文化中心",
            "3亿元",
            "2022年",
            "启动",
            "教体局",
            "刘婷",
            "2",
            "污水厂",
            "1亿元",
        ]
    )
    found = passages(f"三、2022年重点工作\n{SENTENCE}\n{cells}")
    assert all(p.headings == ("三、2022年重点工作",) for _, p in found)


@pytest.mark.parametrize(
    ("heading", "year", "outlook"),
    [
        ("二〇二二年主要目标任务", 2022, "plan"),
        ("一、2021年工作回顾", 2021, "review"),
        ("二〇二一年工作回顾", 2021, "review"),
        ("一、过去一年工作回顾", 2021, "review"),
        ("一、2021年及“十三五”时期经济社会发展回顾", 2021, "review"),
        ("二、2022年工作安排", 2022, "plan"),
        ("2022年目标任务和重点工作", 2022, "plan"),
        ("二、今年工作的总体要求", 2022, "plan"),
        ("二、“十四五”时期的主要目标任务", None, "plan"),
        ("二、今后五年奋斗目标", None, "plan"),
    ],
)
def test_the_section_tells_year_and_outlook(heading: str, year: int | None, outlook: str) -> None:
    body = PLANNED if outlook == "plan" else SENTENCE
    _, passage = passages(f"各位代表：\n{SENTENCE}\n{heading}\n{body * 3}")[-1]
    assert (passage.year, passage.outlook) == (year, outlook)


def test_the_last_section_goes_on_with_the_plan() -> None:
    text = f"二、2022年工作安排\n{PLANNED}\n三、加强政府自身建设\n加强学习，提高办事效率，管好用好每一分钱。"
    assert [(p.year, p.outlook) for _, p in passages(text)] == [(2022, "plan"), (2022, "plan")]


def test_before_any_heading_nothing_is_known() -> None:
    _, passage = passages("政府工作报告\n各位代表：\n现在，我代表县人民政府，向大会报告工作，请予审议。")[0]
    assert (passage.year, passage.outlook) == (None, None)


def test_a_news_passage_takes_the_year_of_its_date() -> None:
    _, passage = passages(f"12月7日，青禾县召开会议。{SENTENCE}", NEWS)[0]
    assert passage.year == 2021


def test_an_empty_text_has_no_passages() -> None:
    assert passages("") == []


LINES = st.sampled_from(
    [
        "一、2021年工作回顾", "（一）抓项目", "（二）着力抓好产业。" + SENTENCE, "一是抓产业。" + SENTENCE * 3, SENTENCE, SENTENCE * 15,
        "1.完成道路建设", "第一章 总则", "## 小节", "各位代表：", "", "  ", "名词解释：", "[1]“三馆”：图书馆、文化馆。", "刘婷", "建" * 900,
        "指标\t2020\t2021", "他说：“要快。”随后", "Smart City " * 60, "；" * 30, "2022年工作安排", "！？。",
    ]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=25).map("\n".join), st.sampled_from([REPORT, NEWS]))
def test_passages_hold_every_character_once_and_in_order(text: str, description: Description) -> None:
    end = 0
    for passage in split(CleanText(text), description):
        assert not text[end : passage.start].strip()
        assert end <= passage.start < passage.end <= len(text)
        part = text[passage.start : passage.end]
        assert part == part.strip()
        assert len(part) <= LONG
        end = passage.end
    assert not re.sub(r"\s", "", text[end:])


CITY = Description("洛阳市重点项目通报", region="洛阳市", place="河南省", date="2022-10-08", kind="other")
VISIT = Description("考察昆山", region="清河县", place="河北省邢台市", date="2022-05-20", kind="news")


def told_of(text: str, description: Description, *openings: str) -> list[str | None]:
    """Return the region that the passages with these words tell of."""
    found = passages(text, description)
    return [next(p.about for part, p in found if opening in part) for opening in openings]


def test_what_stands_under_a_countys_heading_in_a_citys_report_tells_of_the_county() -> None:
    text = (
        f"重点项目通报\n各位领导：\n一、总体情况\n全市{SENTENCE}\n二、栾川县：多点发力\n全县{SENTENCE}\n农家乐{SENTENCE}\n"
        f"三、下步工作\n各县区{SENTENCE}"
    )
    assert told_of(text, CITY, "全市", "多点", "全县", "农家乐", "各县区") == [
        None,
        "栾川县",
        "栾川县",
        "栾川县",
        None,
    ]
    about = next(p for _, p in passages(text, CITY) if p.about)
    assert about.about_place == "河南省洛阳市"


def test_clauses_that_each_open_with_another_county_are_passages_of_their_own() -> None:
    text = (
        "截至9月底，全市开工项目210个，进度总体好于去年同期，完成投资80亿元。\n"
        "栾川县开工项目21个，完成投资8亿元；嵩县开工项目18个，完成投资6亿元；汝阳县开工项目16个，完成投资5亿元。"
    )
    assert told_of(text, CITY, "截至9月底", "栾川县", "嵩县", "汝阳县") == [None, "栾川县", "嵩县", "汝阳县"]


def test_counties_in_a_list_share_the_citys_passage() -> None:
    text = "栾川县、嵩县、汝阳县等地开工项目55个。\n栾川县和嵩县的项目完成投资14亿元。"
    assert told_of(text, CITY, "55个", "14亿元") == [None, None]


def test_a_paragraph_about_the_place_that_was_visited_tells_of_it() -> None:
    text = (
        "5月20日，清河县党政代表团赴昆山市考察学习，参观了工业园。\n"
        f"昆山市地处苏沪之间，{SENTENCE}\n昆山市与清河县签订协议，{SENTENCE}\n我县{SENTENCE}"
    )
    assert told_of(text, VISIT, "代表团赴", "地处苏沪", "签订协议", "我县") == [None, "昆山市", None, None]


@given(
    st.lists(
        st.sampled_from(
            ["栾川县", "嵩县", "洛阳市", "开工", "；", "。", "\n", "、", "一、", "：", "项目完成投资十亿元"]
        )
    )
)
@settings(deadline=None)
def test_passages_by_region_hold_every_character_once(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = split(CleanText(text), CITY)
    held = "".join(text[p.start : p.end] for p in found)
    assert re.sub(r"\s", "", held) == re.sub(r"\s", "", text)
    assert all(p.about != "洛阳市" for p in found)
