"""The gazetteer needs jieba's dictionary, and says so where it is missing."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from ingest.chinese import gazetteer
from ingest.errors import IncompleteInstallation


@pytest.fixture
def without_dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """jieba as it is where its dictionary was left out."""
    spec = ModuleSpec("jieba", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    caches = (gazetteer._dictionary, gazetteer.known_names, gazetteer._words)
    monkeypatch.setattr(gazetteer, "find_spec", lambda _: spec)
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


def test_the_dictionary_holds_thousands_of_regions() -> None:
    assert len(gazetteer.known_names()) > 2000


@pytest.mark.usefixtures("without_dictionary")
def test_a_missing_dictionary_is_an_error_and_not_a_gazetteer_of_provinces() -> None:
    for ask in (gazetteer.known_names, lambda: gazetteer.is_word("项目")):
        with pytest.raises(IncompleteInstallation, match=r"dict\.txt.*重新安装"):
            ask()
