"""Records as lines of a table on the terminal."""

from __future__ import annotations

from typing import Any

from assistant.cli.records import fact_lines
from ingest.facts.model import MULTIPLE


def record(**fields: Any) -> dict[str, Any]:
    """A growth of an invented county in 2016."""
    known = {
        "region_today": "岚屏县", "year": 2016, "month": None, "period": "year", "indicator": "地区生产总值",
        "name": "地区生产总值", "qualifiers": [], "value": 1.6, "unit": "倍", "amount": 1.6, "bound": "",
        "measure": "growth", "base": "2011年", "from_year": 2011, "status": "result", "correction": None,
        "doc": "岚屏.txt", "start": 10, "end": 30,
    }  # fmt: skip
    return known | fields


def measure_in(line: str) -> str:
    """The word for what is measured."""
    return line.split()[5]


def test_a_ratio_is_called_one_a_growth_since_a_year_names_the_year_and_others_the_word_to_filter_by() -> (
    None
):
    ratio, since, yearly = list(
        fact_lines(
            [
                record(qualifiers=[MULTIPLE]),
                record(value=60, unit="%", amount=60),
                record(value=7, unit="%", amount=7, base="上年", from_year=None),
            ]
        )
    )[1:4]
    assert "地区生产总值 " in ratio and "倍数" not in ratio
    assert [measure_in(line) for line in (ratio, since, yearly)] == ["是2011年的", "比2011年增长", "增速"]
