"""A member of a series and a part of a year do not answer for another member, or for the whole year."""

from __future__ import annotations

import pytest

from assistant.evidence.model import Evidence
from assistant.evidence.other_member import other_in_series, part_of_year
from assistant.question.understand import understand
from tests.assistant.passages import holding, passage


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        ("霁川县热电厂2号机组哪天投产？", "热电厂1号机组7月19日投产。", True),
        ("霁川县热电厂2号机组哪天投产？", "1号机组建成发电，2号机组计划10月投产。", False),
        ("霁川县热电厂2号机组哪天投产？", "热电厂7月19日投产。", False),
        ("霁川县工业园二期投资多少？", "一期投资3亿元。", True),
        ("霁川县工业园二期投资多少？", "一期投资3亿元，二期5亿元。", False),
        ("霁川县环城路3标段多长？", "1标段长4公里。", True),
        ("霁川县工业园二期投资多少？", "春节假期间投资3亿元。", False),
        ("霁川县茶厂5月2号开工了吗？", "茶厂5月3号开工。", False),
    ],
)
def test_another_number_of_a_series_is_another_thing(question: str, text: str, other: bool) -> None:
    asked = understand(question, holding("霁川县"), now=2023)
    assert other_in_series(asked, Evidence(passage(text), 0, len(text))) is other


@pytest.mark.parametrize(
    ("question", "text", "part"),
    [
        ("霁川县2022年全年地区生产总值是多少？", "2022年1至9月，全县实现地区生产总值95亿元。", True),
        ("霁川县2022年全年接待游客多少？", "上半年接待游客40万人次。", True),
        ("霁川县2022年全年财政收入多少？", "前三季度财政收入7亿元。", True),
        ("霁川县2022年全年接待游客多少？", "上半年接待游客40万人次，全年90万人次。", False),
        ("霁川县2022年全年接待游客多少？", "1-12月接待游客90万人次。", False),
        ("霁川县2022年接待游客多少？", "上半年接待游客40万人次。", False),
    ],
)
def test_some_months_do_not_answer_for_the_whole_year(question: str, text: str, part: bool) -> None:
    asked = understand(question, holding("霁川县"), now=2023)
    assert part_of_year(asked, Evidence(passage(text), 0, len(text))) is part
