"""The benchmark of a real model, over the test server's."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.dataset import GoldQuestion
from benchmarks import real_model
from tests.assistant.llm.conftest import QUESTION, write_documents
from tests.llm_server.server import Server

HELD = {"doc": "槐溪2022.txt", "contains": "12.6亿元"}
GOLD = [
    {"id": "1", "type": "figure", "question": QUESTION, "gold": [["12.6亿元"]], "evidence": [HELD]},
    {
        "id": "2",
        "type": "figure",
        "question": "槐溪县2021年粮食总产量是多少？",
        "gold": [["99.9万吨"]],
        "evidence": [HELD],
    },
    {"id": "3", "type": "none", "question": "槐溪县2021年机器人保有量是多少？", "answerable": False},
]


@given(st.permutations([GoldQuestion(str(n), "t", (), f"第{n}问") for n in range(12)]), st.integers(1, 12))
def test_the_sample_is_the_same_wherever_its_questions_stand(questions: list[GoldQuestion], n: int) -> None:
    assert real_model.sampled(questions, n) == real_model.sampled(sorted(questions, key=lambda q: q.id), n)


def test_both_answers_are_judged_and_what_the_model_took_is_told(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in os.environ if name.startswith("XIANWEN_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XIANWEN_LLM", "openai:honest")
    monkeypatch.setenv("XIANWEN_LLM_BASE_URL", server.url)
    questions = tmp_path / "questions.jsonl"
    questions.write_text("\n".join(json.dumps(each) for each in GOLD), encoding="utf-8")
    parser = argparse.ArgumentParser()
    real_model.arguments(parser)
    output = tmp_path / "answers.jsonl"
    folder = write_documents(tmp_path / "documents")
    real_model.main(
        parser.parse_args(
            ["--real", "--file", str(questions), "--documents", str(folder), "--output", str(output)]
        )
    )
    told = capsys.readouterr().out
    assert "extract alone             right 2/3, wrong answers shown 1, refused 1" in told
    assert "with the model            right 2/3, wrong answers shown 1, refused 1" in told
    assert "asked in 2; its words stand in 2, a second draft in 0" in told
    written = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert len(written) == 3 and sum(each["read"] > 0 for each in written) == 2
