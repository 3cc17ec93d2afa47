"""Every table of words that the code reads: its examples hold, and all that it holds is read."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import assistant
import ingest
from ingest.chinese.script import fold
from ingest.chinese.word_table import WordRow, Words, WordTable

ROOT = Path(__file__).parents[1]


def _tables() -> list[WordTable]:
    """The tables that stand in a module of either package."""
    found: dict[int, WordTable] = {}
    for package in (ingest, assistant):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if module.name.endswith("__main__"):
                continue
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, WordTable):
                    found[id(value)] = value
    return sorted(found.values(), key=lambda table: table.path)


TABLES = _tables()
LISTS = [pytest.param(words, id=f"{table.path}:{words.name}") for table in TABLES for words in table.used]


def _matches(words: Words, row: WordRow, text: str) -> bool:
    return re.search(words.expression_of(row.words), fold(text)) is not None


@pytest.mark.parametrize("words", LISTS)
def test_each_row_finds_its_example_and_not_its_counter_example(words: Words) -> None:
    for row in words.rows:
        assert _matches(words, row, row.example), f"{row.words} is not found in its example {row.example}"
        assert words.search(fold(row.example)), f"the whole list finds nothing in {row.example}"
        assert not row.counter or not _matches(words, row, row.counter), (
            f"{row.words} is found in {row.counter}, which it is to leave alone"
        )


@pytest.mark.parametrize("words", LISTS)
def test_words_are_written_as_folded_text_is(words: Words) -> None:
    for row in words.rows:
        kept = re.sub(r"\\[A-Z]", "", row.words)
        assert re.sub(r"[^一-鿿]", "", fold(kept)) == re.sub(r"[^一-鿿]", "", kept), (
            f"{row.words} holds a character that folded text never does"
        )


def test_every_list_of_a_table_is_read() -> None:
    for table in TABLES:
        unread = table.lists.keys() - {words.name for words in table.used}
        assert not unread, f"nothing reads {', '.join(sorted(unread))} of {table.path}"


def test_every_file_of_rows_is_read() -> None:
    rows = [
        path.relative_to(ROOT).as_posix()
        for package in ("ingest", "assistant")
        for path in (ROOT / package).rglob("data/*.toml")
        if "{ words = " in path.read_text(encoding="utf-8")
    ]
    assert sorted(rows) == [table.path for table in TABLES]


def test_every_table_says_what_it_is_for_and_is_read_once() -> None:
    paths = [table.path for table in TABLES]
    assert len(set(paths)) == len(paths) > 0
    for path in paths:
        opening = (ROOT / path).read_text(encoding="utf-8").split("\n\n")[0]
        assert opening.startswith("# ") and "A row:" in opening, f"{path} does not say what its rows hold"
