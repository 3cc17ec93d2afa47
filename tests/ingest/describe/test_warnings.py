"""What is doubtful about a description is told: what it lacks, and a file that is named for another region."""

from __future__ import annotations

import pytest

from ingest.describe.document import describe
from ingest.describe.warnings import named_otherwise, with_doubts
from ingest.schema import CleanText, Description


@pytest.mark.parametrize(
    ("doc", "region", "place", "named"),
    [
        ("岚岭县2021年报告.txt", "霜原县", None, ("岚岭县",)),
        ("报告_绥江_2021.pdf", "高县", "四川省宜宾市", ("绥江",)),
        ("云南省通报.txt", "高县", "四川省宜宾市", ("云南省",)),
        ("绥江县.txt", "昭通市", None, ("绥江县",)),
    ],
)
def test_a_file_named_for_another_region_is_told(doc, region, place, named) -> None:
    assert named_otherwise(doc, region, place) == named
    assert with_doubts(Description("题", region, place, "2021"), doc).warnings == ("file-name",)


@pytest.mark.parametrize(
    ("doc", "region", "place"),
    [
        ("岚岭县2021年报告.txt", "岚岭县", None),
        ("岚岭县赴霜原县考察.txt", "霜原县", None),
        ("昭通市2021.txt", "绥江县", None),
        ("云南省的报告.txt", "岚岭县", None),
        ("云泽省岚岭县.txt", "岚岭县", "云泽省"),
        ("岚岭县/报告.txt", "霜原县", None),
        ("兴平县1990.txt", "兴平市", None),
        ("北川.txt", "北川羌族自治县", "四川省绵阳市"),
        ("003_调研.txt", "霜原县", None),
        ("重点 项目.txt", "霜原县", None),
    ],
)
def test_a_file_named_for_its_own_a_former_a_wider_or_no_region_is_in_order(doc, region, place) -> None:
    assert named_otherwise(doc, region, place) == ()


def test_a_text_that_tells_no_place_says_so_and_one_that_bears_no_day_has_none_to_doubt() -> None:
    told = describe(CleanText("各项工作扎实推进。"), doc="a.txt", title=None)
    assert (told.date, told.warnings) == (None, ("title-unsure", "region-unsure"))


@pytest.mark.parametrize(
    ("end", "doubtful"),
    [
        ("统计时间到2024年12月31日为止，共三页。", False),
        ("报表由茶业局填于2025年2月3日，共三页。", True),
        ("报表由茶业局填写，共三页。", False),
    ],
)
def test_a_year_alone_is_doubted_where_head_or_end_bear_a_day_of_which_nothing_was_made(
    end, doubtful
) -> None:
    told = describe(CleanText(f"岚岭县2024年茶业年度报告\n茶园连片。\n{end}"), doc="a.txt", title=None)
    assert (told.date, "date-unsure" in told.warnings) == ("2025", doubtful)


@pytest.mark.parametrize(
    ("title", "kind", "date", "doubtful"),
    [
        ("岚岭县2024年政府工作报告", "work-report", "2022-01-24", True),
        ("岚岭县2024年政府工作报告", "work-report", "2023-12-28", False),
        ("岚岭县政府工作报告", "work-report", "2022-01-24", False),
        ("岚岭县2030年规划", "plan", "2022-01-24", False),
    ],
)
def test_a_report_whose_title_and_date_are_years_apart_is_of_a_doubtful_date(
    title, kind, date, doubtful
) -> None:
    found = Description(title, "岚岭县", date=date, kind=kind)
    assert with_doubts(found, "a.txt").warnings == (("date-unsure",) if doubtful else ())


def test_the_warnings_of_those_who_read_the_text_stay_and_each_is_told_once() -> None:
    found = Description("题", None, date="2021", warnings=("sliver", "region-unsure"))
    assert with_doubts(found, "a.txt").warnings == ("sliver", "region-unsure")
