"""The words in which indicators show what may be reckoned of them."""

from __future__ import annotations

from ingest.chinese.word_table import WordTable

_WORDS = WordTable("assistant.answer", "ledger")
# Qualifiers that say how the same indicator is counted: a question need not name them, but all sides must share them.
WAY_OF_COUNTING = _WORDS.words("way_of_counting")
# What is counted at one time: figures of several years make no sum.
STOCK = _WORDS.words("stock")
PER_HEAD = _WORDS.words("per_head")
# The words right before a figure that make it a growth, a part of a whole, or a figure per head.
GROWTH = _WORDS.words("growth_before", frame="(?:{words})$")
SHARE = _WORDS.words("share_before", frame="(?:{words})$")
# Qualifiers by which a figure is what came to a stock.
ADDED = _WORDS.words("added")
# Qualifiers by which a figure is of the account of a city or a county itself.
OWN_ACCOUNT = _WORDS.words("own_account")
# The qualifier of a growth at constant prices.
COMPARABLE = "可比"
