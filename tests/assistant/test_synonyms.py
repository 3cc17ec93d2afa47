from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st

from assistant.synonyms import synonyms
from ingest.script import fold

WORDS = sorted(
    {
        fold(word)
        for line in files("assistant").joinpath("data/synonyms.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for word in line.split()
    }
)


def test_the_words_of_a_group_stand_for_one_another() -> None:
    assert "生产总值" in synonyms("gdp")["gdp"]
    assert "gdp" in synonyms("生产总值是")["生产总值"]


def test_the_longest_word_wins_where_two_overlap() -> None:
    assert "地区生产总值" in WORDS
    found = synonyms("地区生产总值")
    assert "地区生产总值" in found
    assert "生产总值" not in found


def test_a_word_without_synonyms_has_none() -> None:
    assert synonyms("霁川") == {}
    assert synonyms("") == {}


@given(st.lists(st.sampled_from(WORDS), max_size=5).map("".join))
def test_a_synonym_is_never_the_word_itself_and_every_word_stands_in_the_text(text: str) -> None:
    for word, others in synonyms(text).items():
        assert word in text
        assert others
        assert word not in others


@given(st.sampled_from(WORDS))
def test_synonyms_hold_both_ways(word: str) -> None:
    for other in synonyms(word).get(word, ()):
        assert word in synonyms(other)[other]
