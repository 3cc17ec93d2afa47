"""The page speaks three languages: nothing that it says is missing in one of them."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from assistant.web.application import script_words
from assistant.web.i18n.gradio_labels import LABELS
from assistant.web.i18n.words import english, language_of, translator

WEB = Path(__file__).parents[4] / "assistant" / "web"
_FIELD = re.compile(r"\{(\w+)\}")


def said_in_python() -> set[str]:
    """The literals that are handed to `words(…)`, and the tables of words that are."""
    found: set[str] = set()
    for file in WEB.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "words":
                found |= {a.value for a in node.args if isinstance(a, ast.Constant)}
    return found


def test_the_words_are_found_wherever_the_page_says_something() -> None:
    assert len(said_in_python()) > 50 and len(script_words()) > 20 and len(LABELS) > 5


@pytest.mark.parametrize("text", sorted(said_in_python() | set(script_words()) | set(LABELS)))
def test_everything_the_page_says_is_there_in_english_with_the_same_fields(text: str) -> None:
    translated = english()[text]
    assert translated.strip() and not re.search("[一-鿿]", translated)
    assert sorted(_FIELD.findall(translated)) == sorted(_FIELD.findall(text))


def test_no_english_is_kept_for_what_is_no_longer_said() -> None:
    python = "".join(file.read_text(encoding="utf-8") for file in WEB.rglob("*.py"))
    python = re.sub(r'"\s*\n\s*"', "", python)
    scripts = set(script_words())
    assert [text for text in english() if text not in python and text not in scripts] == []


def test_traditional_is_converted_and_values_are_left_as_they_are() -> None:
    assert translator("zh-TW")("理解为：{question}", question="砚溪县签约{x}") == "理解為：砚溪县签约{x}"
    assert translator("en")("{count} 篇文档", count=3) == "3 documents"


def test_an_error_is_told_in_the_readers_language() -> None:
    error = "端口 7860 已被占用：请换一个（如 7861）。(Port 7860 is taken (try 7861).)"
    assert translator("en").message(error) == "Port 7860 is taken (try 7861)."
    assert translator("zh-CN").message(error) == error
    assert translator("zh-TW").message(error).startswith("埠 7860 已被佔用")
    assert translator("en").message("只有中文。") == "只有中文。"


def test_a_language_that_is_none_of_ours_is_simplified_chinese() -> None:
    assert [language_of(name) for name in ("en", "zh-TW", "fr", None)] == ["en", "zh-TW", "zh-CN", "zh-CN"]


def test_the_english_file_holds_each_text_once() -> None:
    pairs = json.loads((WEB / "i18n/en.json").read_text(encoding="utf-8"), object_pairs_hook=list)
    assert len(pairs) == len(dict(pairs))
