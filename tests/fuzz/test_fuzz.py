"""A small part of the fuzzing that `make fuzz` does, and what holds of any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.clean import clean
from ingest.read.text import plain_text
from tests.fuzz.processes import tried
from tests.fuzz.samples import NEWS, REPORT, samples
from tests.fuzz.trial import Input, assert_figures_are_kept, assert_later_stages_hold, made, run

SEED = 20

LINES = st.sampled_from(
    [*REPORT.split("\n"), *NEWS.split("\n"), "", " ", "第3页", "- 2 -", "（一）", "|a|1|"]
)
TEXTS = st.lists(
    st.one_of(LINES, st.text(max_size=20), st.text("年月日亿元%·、，。；：（）“”《》 \t0123456789.-—", max_size=30)),
    max_size=20,
).map("\n".join)  # fmt: skip


@pytest.mark.parametrize("kind", samples())
def test_a_sample_of_each_kind_is_read(kind: str) -> None:
    name, data = samples()[kind]
    assert run(Input(kind, name, data)) == "read"


@pytest.mark.parametrize("first", range(0, 300, 50))
def test_a_spoiled_file_is_read_or_refused_with_a_reason(first: int) -> None:
    became = [run(made(SEED, number)) for number in range(first, first + 50)]
    assert {"read", "unreadable"} == set(became)


def test_an_input_is_made_again_from_its_seed_and_number() -> None:
    assert [made(SEED, n) for n in range(30)] == [made(SEED, n) for n in range(30)]
    assert made(SEED, 1) != made(SEED + 1, 1)


@pytest.mark.slow
def test_inputs_are_tried_in_processes_of_their_own() -> None:
    found = {number: became for number, became, _ in tried(SEED, range(100, 140), float("inf"))}
    assert found == {number: run(made(SEED, number)) for number in range(100, 140)}


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_any_text_is_cleaned_once_and_for_all_with_its_figures_and_taken_apart_without_loss(
    text: str,
) -> None:
    kept = clean(plain_text(text))
    if not kept.tables:
        assert clean(plain_text(kept.text)).text == kept.text
        assert_figures_are_kept(text, kept.text)
    assert_later_stages_hold(kept, "资料.txt", None)
