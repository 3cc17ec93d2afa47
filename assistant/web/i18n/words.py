"""The page's own words in the reader's language. They are written in Simplified Chinese where they are used;
Traditional is converted from it, English is listed in en.json."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

import opencc

Language = Literal["zh-CN", "zh-TW", "en"]
LANGUAGES: dict[Language, str] = {"zh-CN": "简体", "zh-TW": "繁體", "en": "English"}
_IN_BOTH = re.compile(r"(?s)(.*[一-鿿].*?)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*")


class Words:
    """Says the page's words in one language: `words("新增 {count} 篇", count=3)`."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, text: str, **values: Any) -> str:
        """`text`, one of the page's own, in this language, with `values` filled in as they are.

        Raises:
            KeyError: it has no English: a mistake in the program.
        """
        said = self.translated(text)
        return said.format(**values) if values else said

    def translated(self, text: str) -> str:
        """`text` in this language, nothing filled in."""
        if self.language == "en":
            return english()[text]
        return _taiwanese(text) if self.language == "zh-TW" else text

    def message(self, text: str) -> str:
        """An error's message, which has Chinese followed by English in brackets, or Chinese of the answer's kind."""
        if self.language == "zh-CN":
            return text
        if self.language == "zh-TW":
            return _taiwanese(text)
        both = _IN_BOTH.fullmatch(text)
        return both[2] if both else text


@cache
def _converter() -> opencc.OpenCC:
    # With Taiwan's forms and words, which is where most read Traditional.
    return opencc.OpenCC("s2twp")


def _taiwanese(text: str) -> str:
    return str(_converter().convert(text))


@cache
def words_of(language: Language) -> Words:
    """The words in `language`."""
    return Words(language)


@cache
def english() -> dict[str, str]:
    """Simplified Chinese → English, for all of the page's own words."""
    loaded: dict[str, str] = json.loads(files(__package__).joinpath("en.json").read_text(encoding="utf-8"))
    return loaded


def language_of(name: str | None) -> Language:
    """The language of that name; Simplified Chinese for any other."""
    return next((language for language in get_args(Language) if language == name), "zh-CN")


SIMPLIFIED = words_of("zh-CN")
