"""The order of the passages that a search gives."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from assistant.evidence.features import FEATURES
from assistant.evidence.model import Candidate
from assistant.evidence.select import PASSAGES, reranked, select
from assistant.pipeline import Assistant
from assistant.search.model import ScoredPassage
from tests.assistant.passages import passage

# More news than are read for sentences, all about the same thing.
NEWS = {
    f"快讯{n}.txt": f"青棠县竹编快讯第{n}期\n2022年{n % 12 + 1}月3日，青棠县召开竹编产业会议，研究竹编企业的第{n}批难题。"
    f"会议听取了{n}个乡镇的汇报。\n"
    for n in range(1, 18)
} | {
    "统计.txt": "青棠县竹编产业\n2022年12月30日，青棠县统计局通报情况。会议由统计局主持。全县共有竹编企业57家。\n"
}  # fmt: skip
QUESTION = "青棠县有多少家竹编企业？"


@pytest.fixture(scope="module")
def over_news(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(NEWS)


def scored(id: int) -> ScoredPassage:
    return ScoredPassage(passage("正文", id=id, doc=f"{id}.txt"), 20.0 - id)


def sentence(retrieved: ScoredPassage, score: float) -> Candidate:
    return Candidate(retrieved.passage, 0, 2, np.zeros(len(FEATURES), dtype=np.float32), score, 0.1)


def test_passages_are_ordered_by_their_best_sentences_and_those_not_read_keep_their_order_after() -> None:
    a, b, c, d = (scored(id) for id in (1, 2, 3, 4))
    found = [sentence(b, 2.5), sentence(a, 1.0), sentence(b, -3.0)]
    ranked = reranked([a, b, c, d], found)
    assert [s.passage.id for s in ranked] == [2, 1, 3, 4]
    assert [s.score for s in ranked[:2]] == [2.5, 1.0]
    assert ranked[1].score >= ranked[2].score > ranked[3].score


def test_equal_sentences_leave_the_order_to_the_passages_numbers() -> None:
    a, b = scored(1), scored(2)
    assert [s.passage.id for s in reranked([b, a], [sentence(b, 1.0), sentence(a, 1.0)])] == [1, 2]


def test_without_sentences_passages_stay_as_they_are() -> None:
    passages = [scored(1), scored(2)]
    assert reranked(passages, []) == passages
    assert reranked([], []) == []


def test_a_search_puts_the_passage_whose_sentence_answers_first(over_news: Assistant) -> None:
    found = over_news.search(QUESTION)
    assert len(found) == 10
    assert found[0].passage.doc == "统计.txt"
    understood = over_news.understand(QUESTION)
    best = select(over_news.library, understood, over_news.retriever.search(understood, PASSAGES), None)[0]
    assert (found[0].passage.id, found[0].score) == (best.passage.id, best.score)


def test_a_search_for_many_gives_each_once_by_falling_score_the_unread_ones_last(
    over_news: Assistant,
) -> None:
    found = over_news.search(QUESTION, k=15)
    scores = [s.score for s in found]
    assert len({s.passage.id for s in found}) == 15
    assert scores == sorted(scores, reverse=True)
    retrieved = over_news.retriever.search(over_news.understand(QUESTION), 15)
    assert {s.passage.id for s in found[:PASSAGES]} == {s.passage.id for s in retrieved[:PASSAGES]}
    assert [s.passage.id for s in found[PASSAGES:]] == [s.passage.id for s in retrieved[PASSAGES:]]


def test_a_search_for_few_gives_the_first_of_those_for_many(over_news: Assistant) -> None:
    few, many = over_news.search(QUESTION, k=3), over_news.search(QUESTION, k=PASSAGES)
    assert [s.passage.id for s in few] == [s.passage.id for s in many[:3]]
