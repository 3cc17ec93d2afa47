"""The outline of a document on the terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from assistant.answer.outline.outline import outline_of
from assistant.cli.main import main
from assistant.cli.outline_command import outline_lines
from assistant.pipeline import Assistant
from tests.assistant.answer.outline.test_outline import REPORT


@pytest.fixture(scope="module")
def assistant(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over({"报告.txt": REPORT})


def test_sections_are_indented_by_rank_and_facts_say_where_they_stand(assistant: Assistant) -> None:
    lines = list(outline_lines(outline_of(assistant.library, "报告.txt")))
    text = assistant.library.document("报告.txt").text
    assert lines[0] == "青棠县2022年政府工作报告"
    assert "一、2021年工作回顾" in lines and "  （一）产业发展持续壮大" in lines
    start = text.index("地区生产总值完成96.4亿元")
    fact = next(line for line in lines if "96.4亿元" in line)
    assert fact.startswith("  · 地区生产总值完成96.4亿元") and f"[{start}-" in fact


def test_json_is_one_object_whose_offsets_point_into_the_stored_text(
    assistant: Assistant, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(assistant.library.settings.library)
    assert main(["--library", folder, "outline", "报告.txt", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["doc"], told["title"]) == ("报告.txt", "青棠县2022年政府工作报告")
    text = assistant.library.document("报告.txt").text
    first = told["sections"][0]
    assert text[first["start"] :].startswith(first["heading"])
    assert [part["heading"] for part in first["sections"]] == [
        "（一）产业发展持续壮大",
        "（二）民生福祉持续增进",
    ]
    for fact in first["facts"]:
        assert text[fact["start"] : fact["end"]] == fact["text"]


def test_a_document_that_is_not_held_is_a_users_mistake(
    assistant: Assistant, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--library", str(assistant.library.settings.library), "outline", "没有.txt"]) == 2
    assert "没有文档 没有.txt" in capsys.readouterr().err
