"""Prompts as files: ours, and a user's own in their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer.templates import read
from assistant.llm.prompts import messages
from ingest.errors import XianwenError


@pytest.mark.parametrize("name", ["answer", "correct", "find", "rewrite", "decompose"])
def test_every_prompt_says_its_version_and_what_goes_in_and_comes_out(name: str) -> None:
    text = read(name)
    header = [line for line in text.splitlines() if line.startswith("#")]
    assert header[0].startswith("# Version: ")
    assert any(line.startswith("# In: ") for line in header)
    assert any(line.startswith("# Out: ") for line in header)


def test_braces_in_what_goes_in_mean_nothing() -> None:
    system, user = messages("rewrite", turns="{turns} {0} {{", question="{question}")
    assert (system.type, user.type) == ("system", "human")
    assert "{turns} {0} {{" in str(user.content) and "追问：{question}" in str(user.content)


def test_a_users_own_prompt_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "rewrite.txt").write_text("# mine\n=== user\n改写：{question}\n", encoding="utf-8")
    (message,) = messages("rewrite", tmp_path, turns="甲", question="乙")
    assert message.content == "改写：乙"
    assert "拆成" in str(messages("decompose", tmp_path, question="丙")[0].content)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("=== user\n{unknown}", "unknown"),
        ("=== user\n{question", "花括号"),
        ("只有文字", "=== system"),
    ],
)
def test_an_unusable_prompt_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "rewrite.txt").write_text(text, encoding="utf-8")
    with pytest.raises(XianwenError, match=told):
        messages("rewrite", tmp_path, turns="甲", question="乙")


def test_a_prompt_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(XianwenError, match="不是文件夹"):
        messages("rewrite", tmp_path / "missing", turns="甲", question="乙")
