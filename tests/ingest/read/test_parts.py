"""A text longer than any document goes in in parts, of which nothing is lost."""

from __future__ import annotations

import pytest

from ingest.read import open_data, parts
from ingest.read.members import Several
from ingest.schema import SourceText

LINE = "岚岭县去年新建桥梁{}座，群众出行更加方便。"


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is long is a matter of a thousand characters."""
    monkeypatch.setattr(parts, "_LONGEST", 2_000)
    monkeypatch.setattr(parts, "_PART", 1_000)


def divided(text: str, name: str = "合集.txt") -> list[str]:
    found = open_data(text.encode(), name)
    assert isinstance(found, Several)
    assert [each.name for each in found.members] == [
        f"合集（第{n + 1}部分）" for n in range(len(found.members))
    ]
    return [each.content.text for each in found.members if isinstance(each.content, SourceText)]


@pytest.mark.parametrize("end", ["\n", "\n\n", ""])
def test_every_character_is_in_one_part_and_no_sentence_is_cut(end: str) -> None:
    text = end.join(LINE.format(n) for n in range(200))
    found = divided(text)
    # With the line ends between its paragraphs.
    assert all(len(part) <= 1_100 for part in found)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(part.strip().startswith("岚岭县") and part.strip().endswith("。") for part in found)


def test_what_has_no_end_anywhere_is_cut_all_the_same() -> None:
    assert sum(map(len, divided("县" * 5_500))) == 5_500


def test_a_part_begins_with_a_heading_where_one_is_near() -> None:
    section = "# 第{}章\n\n" + "\n\n".join(LINE.format(n) for n in range(30)) + "\n\n"
    found = divided("".join(section.format(n) for n in range(5)), "合集.md")
    assert all(part.startswith("第") for part in found)


def test_a_text_of_usual_length_is_one_document() -> None:
    assert isinstance(open_data(LINE.format(2).encode() * 40, "报告.txt"), SourceText)
