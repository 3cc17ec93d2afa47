"""Wordings of questions over tables and of the labels that they ask for, from data/wording.toml."""

from __future__ import annotations

from ingest.chinese.word_table import WordTable

_WORDS = WordTable("assistant.answer.tables", "wording")
TABLE = _WORDS.words("table")
LIST = _WORDS.words("list")
MOST = _WORDS.words("most")
LEAST = _WORDS.words("least")
CONDITION = _WORDS.words("condition")
FORM = _WORDS.words("form")
AMOUNT_LABEL = _WORDS.words("amount_label")
GROWTH_LABEL = _WORDS.words("growth_label")
GROWTH = _WORDS.words("growth")
SEVERAL = _WORDS.words("several")
# What is asked of a row, and the labels under which tables tell it.
ASKED = tuple(
    (_WORDS.words(asked), _WORDS.words(f"{asked}_label"))
    for asked in ("who", "office", "when", "where", "cost", "investor", "content")
)
