"""Chinese dates become ISO dates that are exactly as precise as the text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.chinese.dates import find_dates


def iso_date(text: str) -> str | None:
    """Return the first date in `text` that has a year, in ISO form."""
    return next((mention.iso for mention in find_dates(text) if mention.year is not None), None)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2021年2月5日", "2021-02-05"),
        ("（2007年1月30日）", "2007-01-30"),
        ("二〇二一年", "2021"),
        ("二○二四年十二月三十一日", "2024-12-31"),
        ("二零一九年三月", "2019-03"),
        ("2021-02-05 07:00", "2021-02-05"),
        ("2021/2/5", "2021-02-05"),
        ("2021.02.05", "2021-02-05"),
        ("2021 年 2 月 5 日", "2021-02-05"),
        ("去年全县GDP为2021.5亿元", None),
        ("10月8日", None),
        ("2021年2月30日", None),
        ("1990年代", None),
        ("产值12021年", None),
    ],
)
def test_a_date_in_any_form_becomes_iso(text: str, iso: str | None) -> None:
    assert iso_date(text) == iso


def test_a_date_without_a_year_takes_the_one_it_is_given() -> None:
    (mention,) = find_dates("10月8日，区委书记调研。")
    assert mention.iso is None
    assert mention.in_year(2023).iso == "2023-10-08"


def test_offsets_point_at_the_mention() -> None:
    text = "截至2021年2月5日和2022-03-01"
    assert [text[m.start : m.end] for m in find_dates(text)] == ["2021年2月5日", "2022-03-01"]


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)))
def test_every_day_is_read_back_in_each_notation(day: date) -> None:
    characters = "".join("〇一二三四五六七八九"[int(figure)] for figure in str(day.year))
    for text in (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}-{day.month:02d}-{day.day:02d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{characters}年{day.month}月{day.day}日",
    ):
        assert iso_date(text) == day.isoformat()
