"""The segmenter gives jieba's words."""

from __future__ import annotations

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.chinese.segmenter import Segmenter

COMMON = (
    "县政府工作报告项目建设投资亿元增长完成新开工乡村振兴产业园区的和在是不了与人民代表大会常务委员会龘靐齉"
)


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    made = Segmenter()
    made.initialize()
    return made


@pytest.mark.parametrize(
    "run",
    [
        "县第十七届人民代表大会第三次会议",
        "新建高标准农田四万亩",
        "工信处女干事每月经过下属科室",
        "杭研大厦",
        "龘靐齉",
        "的",
    ],
)
def test_a_run_of_characters_has_the_words_that_jieba_finds(segmenter: Segmenter, run: str) -> None:
    assert segmenter.search_words(run) == list(jieba.cut_for_search(run))


@settings(max_examples=300, deadline=None)
@given(
    run=st.text(
        alphabet=st.one_of(
            st.sampled_from(COMMON), st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5)
        ),
        min_size=1,
        max_size=40,
    )
)
def test_any_run_of_characters_has_the_words_that_jieba_finds(segmenter: Segmenter, run: str) -> None:
    assert segmenter.search_words(run) == list(jieba.cut_for_search(run))
