"""Names of persons and offices, from data/names.toml: surnames, and the words for those who hold an office."""

from __future__ import annotations

from ingest.chinese.word_table import WordTable

_WORDS = WordTable("ingest.chinese", "names")
_ROLE = _WORDS.words("role")
_SURNAME = _WORDS.words("surname")
ROLES = tuple(row.words for row in _ROLE.rows)
# For use in patterns: one of the words for an office; the characters that are surnames, without brackets.
ROLE = _ROLE.expression
SURNAMES = "".join(row.words.strip("[]") for row in _SURNAME.rows)
