"""Boundaries of names need jieba's dictionary, and say so where it is missing."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from ingest.chinese import dictionary
from ingest.errors import IncompleteInstallation


@pytest.fixture
def without_dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """jieba as it is where its dictionary was left out."""
    spec = ModuleSpec("jieba", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    caches = (dictionary._dictionary, dictionary._names)
    monkeypatch.setattr(dictionary, "find_spec", lambda _: spec)
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


def test_words_are_told_from_names() -> None:
    assert dictionary.is_common_word("项目")
    assert dictionary.is_word("河北")
    assert not dictionary.is_common_word("河北")


def test_only_two_or_three_han_characters_are_a_word() -> None:
    assert dictionary.is_word("高新区")
    assert not any(map(dictionary.is_word, ("", "县", "c#", "4s店", "中华人民共和国", "目项")))


@pytest.mark.usefixtures("without_dictionary")
def test_a_missing_dictionary_is_an_error_and_no_dictionary_without_words() -> None:
    with pytest.raises(IncompleteInstallation, match=r"dict\.txt.*重新安装"):
        dictionary.is_common_word("项目")
