"""A quoted answer appears step by step, and what is shown is always an opening of it with whole figures and marks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.markup import from_markdown, to_markdown, to_plain
from assistant.web.ask.growth import growth


@given(st.text(alphabet=st.sampled_from("甲乙，。\n*[1]-46 ")), st.integers(0, 6))
def test_an_answer_grows_by_openings_of_itself(text: str, steps: int) -> None:
    lines = from_markdown(text)
    openings = [to_plain(opening) for opening in growth(lines, steps)]
    assert len(openings) <= steps
    assert [len(opening) for opening in openings] == sorted({len(opening) for opening in openings})
    assert all(to_plain(lines).startswith(opening) and opening != to_plain(lines) for opening in openings)


def test_a_growing_answer_is_never_cut_inside_a_figure_or_before_a_mark() -> None:
    lines = from_markdown("共**46，个**，其中[1]重点**21个**。[2]再说，完")
    assert [to_markdown(opening) for opening in growth(lines, 10)] == [
        "共**46，个**，",
        "共**46，个**，其中[1]",
        "共**46，个**，其中[1]重点**21个**。[2]",
        "共**46，个**，其中[1]重点**21个**。[2]再说，",
    ]
