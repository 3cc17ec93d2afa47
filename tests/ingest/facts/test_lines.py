"""Lines that a page broke at its width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.facts.lines import goes_on, line_width

_FULL = "青禾县认真落实各项部署扎实做好各方面工作取得新的进展群众更加满意"


def test_a_text_whose_lines_are_as_long_as_one_another_has_a_width() -> None:
    assert line_width("\n".join([_FULL] * 25)) == 2 * len(_FULL)


def test_paragraphs_of_all_lengths_have_none() -> None:
    assert line_width("\n".join(_FULL * (1 + k % 7) + _FULL[:k] for k in range(25))) is None


@pytest.mark.parametrize(
    ("line", "following", "expected"),
    [
        (_FULL, "继续向前。", True),
        (_FULL[:-1] + "。", "继续向前。", False),
        (_FULL, "二、下一步工作", False),
        (_FULL, "(二)下一步工作", False),
        (_FULL[:9], "继续向前。", False),
        (_FULL[:-2] + "3.2", "亿元。", True),
        (_FULL[:-2] + "3.2", "增值税", False),
    ],
)
def test_a_full_line_without_an_end_goes_on_where_no_heading_follows(
    line: str, following: str, expected: bool
) -> None:
    assert goes_on(f"{line}\n{following}", len(line), 2 * len(_FULL)) is expected


@given(st.text(alphabet="青禾县,。\n 12%", max_size=200))
def test_no_line_goes_on_in_a_text_without_a_width(text: str) -> None:
    assert not any(goes_on(text, at, None) for at, c in enumerate(text) if c == "\n")
