"""The lexical index: BM25 over given terms."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from ingest.chinese.tokens import terms
from ingest.errors import LibraryError
from ingest.library.lexical_index import LexicalEntry, LexicalIndex


def filled(folder: Path, *bodies: list[str], context: tuple[str, ...] = ()) -> LexicalIndex:
    """An index of passages 1, 2, ... of documents 1, 2, ..."""
    index = LexicalIndex.create(folder / "words-1")
    index.write([LexicalEntry(n, n, body, context) for n, body in enumerate(bodies, start=1)])
    return index


def bm25(term: str, body: list[str], bodies: list[list[str]]) -> float:
    """BM25 with k1 1.2 and b 0.75 and the idf that never falls below 0."""
    n = len(bodies)
    df = sum(term in other for other in bodies)
    idf = math.log(1 + (n - df + 0.5) / (df + 0.5))
    mean = sum(map(len, bodies)) / n
    tf = Counter(body)[term]
    return idf * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * len(body) / mean))


@hypothesis_settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(st.sampled_from("甲乙丙丁戊"), min_size=1, max_size=12), min_size=1, max_size=8),
    st.dictionaries(st.sampled_from("甲乙丙丁己"), st.floats(0.1, 5.0), min_size=1),
)
def test_scores_are_the_weighted_sums_of_bm25(tmp_path_factory, bodies, weights):
    index = filled(tmp_path_factory.mktemp("index"), *bodies)
    expected = {
        n: sum(weight * bm25(term, body, bodies) for term, weight in weights.items() if term in body)
        for n, body in enumerate(bodies, start=1)
    }
    hits = index.search(weights, 10)
    assert {id_ for id_, _ in hits} == {n for n, score in expected.items() if score}
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)
    for id_, score in hits:
        assert score == pytest.approx(expected[id_], rel=1e-3)


def test_terms_with_marks_points_and_digits_are_found_as_they_are(tmp_path):
    index = filled(tmp_path, terms("GDP增长93.5%，项目12个"), terms("别的内容"))
    for term in ("_项目", "项目", "93.5", "12", "gdp"):
        assert index.frequency(term) == 1, term
        assert [id_ for id_, _ in index.search({term: 1.0}, 5)] == [1], term
    assert index.frequency("93") == 0


def test_context_counts_by_its_weight(tmp_path):
    index = filled(tmp_path, ["甲"], ["乙"], context=("某县",))
    full = dict(index.search({"某县": 1.0}, 5, context_weight=1.0))
    half = dict(index.search({"某县": 1.0}, 5, context_weight=0.5))
    assert full.keys() == half.keys() == {1, 2}
    assert half[1] == pytest.approx(full[1] / 2)
    assert index.search({"某县": 1.0}, 5, context_weight=0.0) == []


def test_removed_passages_are_not_found_and_the_rest_stays_when_opened_again(tmp_path):
    index = filled(tmp_path, ["甲"], ["甲", "乙"], ["丙"])
    index.write([LexicalEntry(4, 4, ["甲"], ())], remove=[1])
    index.close()
    again = LexicalIndex(tmp_path / "words-1")
    assert {id_ for id_, _ in again.search({"甲": 1.0}, 5)} == {2, 4}
    assert (len(again), again.held([1, 2, 3, 4, 5])) == (3, 3)


def test_a_search_within_documents_finds_only_theirs(tmp_path):
    index = filled(tmp_path, ["甲"], ["甲"], ["甲"])
    assert {id_ for id_, _ in index.search({"甲": 1.0}, 5, documents=[1, 3, 99])} == {1, 3}
    assert index.search({"甲": 1.0}, 5, documents=[]) == []


def test_a_folder_without_an_index_is_an_error_that_says_how_to_rebuild(tmp_path):
    with pytest.raises(LibraryError, match="xianwen rebuild"):
        LexicalIndex(tmp_path / "nothing")
