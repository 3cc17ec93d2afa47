"""`xianwen ask` with a model configured, in a process of its own, against a server in another."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.assistant.llm.conftest import QUESTION

# Processes are started and waited for.
pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]


@pytest.fixture
def served() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.llm_server"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    yield process.stdout.readline().strip(), process
    process.kill()
    process.wait()


def command(folder: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "assistant", "--library", str(folder), *arguments]


def environment(url: str, behaviour: str) -> dict[str, str]:
    return os.environ | {
        "XIANWEN_LLM": f"openai:{behaviour}",
        "XIANWEN_LLM_BASE_URL": url,
        "XIANWEN_LLM_API_KEY": "x",
        "PYTHONUNBUFFERED": "1",
    }


def ask(folder: Path, url: str, behaviour: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(folder, "ask", *arguments, QUESTION),
        cwd=ROOT, env=environment(url, behaviour), capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def test_ask_json_tells_mode_model_and_verification(
    folder: Path, served: tuple[str, subprocess.Popen[str]]
) -> None:
    done = ask(folder, served[0], "honest", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["mode"], told["model"]) == ("llm", "openai:honest")
    assert told["verified"]["asked"] == 1 and told["verified"]["changed"] is False
    assert "12.6亿元" in told["answer"].replace("**", "")
    assert told["other"]["mode"] == "extractive" and "12.6亿元" in told["other"]["answer"].replace("**", "")
    assert [c["n"] for c in told["citations"]] == list(range(1, len(told["citations"]) + 1))


def test_the_terminal_shows_both_answers_with_their_sources(
    folder: Path, served: tuple[str, subprocess.Popen[str]]
) -> None:
    done = ask(folder, served[0], "honest")
    quoted, _, written = done.stdout.partition("—— 模型的答复 ——")
    for answer in (quoted, written):
        assert answer.count("12.6亿元，增长9.1%") == 2, "in the answer and in its source"
        assert "[1] 槐溪县2022年政府工作报告" in answer


def test_in_a_hurry_no_model_is_asked_nor_looked_for(folder: Path) -> None:
    done = ask(folder, "http://127.0.0.1:9/v1", "honest", "--fast", "--json")
    told = json.loads(done.stdout)
    assert (told["mode"], told["model"], told["other"]) == ("extractive", None, None)
    assert "12.6亿元" in told["answer"].replace("**", "")


def test_the_terminal_shows_what_is_quoted_before_the_model_is_done_and_survives_the_servers_death(
    folder: Path, served: tuple[str, subprocess.Popen[str]]
) -> None:
    url, server = served
    process = subprocess.Popen(
        command(folder, "ask", QUESTION), cwd=ROOT, env=environment(url, "slow-words"), stdout=subprocess.PIPE
    )
    assert process.stdout
    shown = b""
    while "12.6亿元".encode() not in shown:
        shown += os.read(process.stdout.fileno(), 4096)
    assert process.poll() is None
    server.send_signal(signal.SIGKILL)
    killed = time.monotonic()
    rest = b""
    while "答案摘自原文。）".encode() not in rest:
        more = os.read(process.stdout.fileno(), 4096)
        assert more, rest.decode()
        rest += more
    assert time.monotonic() - killed < 2
    assert process.wait(30) == 0


def test_a_configuration_that_cannot_work_is_one_line_and_exit_2(folder: Path) -> None:
    done = subprocess.run(
        command(folder, "ask", QUESTION),
        cwd=ROOT, env=os.environ | {"XIANWEN_LLM": "nosuch:m"}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("xianwen: XIANWEN_LLM=nosuch:m") and done.stderr.count("\n") == 1
