"""A model file run by the program itself. llama.cpp is stood in for by the test server (tests/llm_server/stand_in)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.llm.client import ChatModel
from assistant.llm.errors import ModelFailure, Stopped
from assistant.llm.local_model import LocalModel, local_model
from assistant.llm.writer import configured_writer
from assistant.pipeline import Assistant
from assistant.schema import Answer
from ingest.errors import ModelUnavailable
from ingest.library.library import Library
from ingest.settings import Settings
from tests.assistant.llm.conftest import QUESTION

ROOT = Path(__file__).parents[3]
STAND_IN = ROOT / "tests" / "llm_server" / "stand_in"
ENDS_WITHIN = 20.0
STARTS_A_MODEL = """
import sys, time
from pathlib import Path
from assistant.llm.local_model import LocalModel
model = LocalModel(Path(sys.argv[1]), 4096)
{waits}
print(model._process.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(STAND_IN))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(STAND_IN), str(ROOT)]))


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    def written(name: str) -> Path:
        path = tmp_path / f"{name}.gguf"
        path.write_bytes(b"GGUF and so on")
        return path

    return written


def asked(library: Library, path: Path) -> Answer:
    writer = configured_writer(Settings(llm=f"gguf:{path}", llm_timeout=20))
    return Assistant(library, writer).ask(QUESTION)


def gone(pid: int) -> bool:
    """Whether a process has ended within ENDS_WITHIN seconds; one that is only not waited for has."""
    until = time.monotonic() + ENDS_WITHIN
    while time.monotonic() < until:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.05)
    return False


def test_a_model_file_answers_and_is_named_without_its_folder(
    library: Library, file: Callable[[str], Path]
) -> None:
    path = file("honest")
    answer = asked(library, path)
    assert answer.mode == "llm" and "12.6亿元" in answer.text.replace("**", "")
    assert answer.model == "gguf:honest.gguf" and str(path.parent) not in str(answer.as_json())


def test_a_model_that_died_is_started_anew_for_the_next_question(
    library: Library, file: Callable[[str], Path]
) -> None:
    path = file("honest")
    assert asked(library, path).mode == "llm"
    model = local_model(path, Settings().llm_context)
    first = model.served()
    assert model._process
    model._process.kill()
    model._process.wait()
    assert asked(library, path).mode == "llm"
    again = model.served()
    assert again != first and again.key != first.key and len(again.key) >= 32


def test_where_a_file_cannot_be_loaded_the_extract_stands_and_says_so(
    library: Library, file: Callable[[str], Path]
) -> None:
    answer = asked(library, file("broken"))
    assert answer.mode == "extractive" and "12.6亿元" in answer.text.replace("**", "")
    assert "本机的模型没有启动起来" in answer.text


def test_a_reader_need_not_wait_until_a_model_is_loaded(file: Callable[[str], Path]) -> None:
    model = LocalModel(file("never-loads"), 4096)
    began = time.monotonic()
    with pytest.raises(Stopped):
        model.served(stopped=lambda: time.monotonic() - began > 0.3)
    model.end()
    assert model._process and model._process.returncode is not None


@pytest.mark.skipif(sys.platform == "win32", reason="没有 SIGKILL")
@pytest.mark.parametrize(("name", "waits"), [("honest", "model.served()"), ("never-loads", "model.start()")])
def test_the_process_ends_with_the_app_however_that_ends(
    name: str, waits: str, file: Callable[[str], Path]
) -> None:
    app = subprocess.Popen(
        [sys.executable, "-c", STARTS_A_MODEL.format(waits=waits), str(file(name))],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert app.stdout
    serving = int(app.stdout.readline())
    os.kill(serving, 0)
    app.send_signal(signal.SIGKILL)
    app.wait()
    assert gone(serving)


@pytest.mark.parametrize(
    ("content", "told"), [(None, "读不了"), (b"PK\x03\x04", "不是 GGUF"), (b"", "不是 GGUF")]
)
def test_a_file_that_is_no_model_is_told_before_anything_starts(
    content: bytes | None, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "m.gguf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelUnavailable, match=told):
        ChatModel(Settings(llm=f"gguf:{path}"))


def test_a_failure_to_load_is_a_failure_of_the_model(file: Callable[[str], Path]) -> None:
    with pytest.raises(ModelFailure, match="内存不够"):
        LocalModel(file("broken"), 4096).served()
