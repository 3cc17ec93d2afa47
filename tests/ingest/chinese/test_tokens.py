"""The words of index terms are those of jieba, and so are the edges of words in a question."""

from __future__ import annotations

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.chinese.script import fold
from ingest.chinese.tokens import STOP_WORDS, edges, share_of_bigrams, words

COMMON = (
    "县政府工作报告项目建设投资亿元增长完成新开工乡村振兴产业园区的和在是不了与人民代表大会常务委员会龘靐齉"
)


def words_of_jieba(run: str) -> list[str]:
    return [word for word in jieba.cut_for_search(run) if word not in STOP_WORDS]


def edges_of_jieba(text: str) -> set[int]:
    lengths = [len(word) for word in jieba.cut(text, HMM=False)]
    return {sum(lengths[:count]) for count in range(len(lengths) + 1)}


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
def test_a_run_of_characters_has_the_words_that_jieba_finds(run: str) -> None:
    assert words(run) == words_of_jieba(run)


@settings(max_examples=300, deadline=None)
@given(
    run=st.text(
        alphabet=st.one_of(
            st.sampled_from(COMMON), st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5)
        ),
        min_size=1,
        max_size=40,
    )
    .map(fold)
    # 苧 is what 薴 is folded to, and is itself folded to 苎.
    .filter(lambda run: max(run) <= "\u9fff" and fold(run) == run)
)
def test_any_run_of_characters_has_the_words_that_jieba_finds(run: str) -> None:
    assert words(run) == words_of_jieba(run)


@given(text=st.text(alphabet=COMMON + "2021年%+-#._ \tabX,。、:()㐀鿿𠀀", max_size=30))
def test_words_begin_and_end_where_those_of_jieba_do(text: str) -> None:
    assert edges(text) == edges_of_jieba(text)


@pytest.mark.parametrize(
    ("part", "share"), [("茶园面积", 1.0), ("茶园产量", 1 / 3), ("桥", 0.0), ("2021", 0.0)]
)
def test_a_part_is_told_by_the_pairs_of_it_that_a_text_has(part: str, share: float) -> None:
    assert share_of_bigrams(part, "青棠县茶园面积2021亩") == share
