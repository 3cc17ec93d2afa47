"""Translate the page's own texts into the reader's language.

They are written in Simplified Chinese where they are used; Traditional is converted from it, English is listed in
en.json.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

import opencc

from assistant.document_notes import chinese

Language = Literal["zh-CN", "zh-TW", "en"]
LANGUAGES: dict[Language, str] = {"zh-CN": "简体", "zh-TW": "繁體", "en": "English"}
_IN_BOTH = re.compile(r"(?s)(.*[一-鿿].*?)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*")


class Translator:
    """Translates the page's texts into one language: `words("新增 {count} 篇", count=3)`."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, text: str, **values: Any) -> str:
        """Return `text`, one of the page's own, translated, with `values` filled in unchanged.

        Raises:
            KeyError: en.json has no translation: a programming error.
        """
        shown = self.translated(text)
        return shown.format(**values) if values else shown

    def translated(self, text: str) -> str:
        """Return `text` translated, its placeholders not filled in."""
        if self.language == "en":
            return english()[text]
        return _taiwanese(text) if self.language == "zh-TW" else text

    def note(self, text: str) -> str:
        """Return a text that is Chinese, with English in brackets after it, in this language alone."""
        return self.message(text if self.language == "en" else chinese(text))

    def message(self, text: str) -> str:
        """Return an error message in this language.

        Its text is Chinese, with English in brackets after it, or Chinese alone.
        """
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
def translator(language: Language) -> Translator:
    """Return the translator into `language`."""
    return Translator(language)


@cache
def english() -> dict[str, str]:
    """Return Simplified Chinese → English, for all of the page's own texts."""
    loaded: dict[str, str] = json.loads(files(__package__).joinpath("en.json").read_text(encoding="utf-8"))
    return loaded


def language_of(name: str | None) -> Language:
    """Return the language of that name; Simplified Chinese for any other name."""
    return next((language for language in get_args(Language) if language == name), "zh-CN")


SIMPLIFIED = translator("zh-CN")
