"""What `xianwen check-model` finds of a model, and how long the model is waited for because of it."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.cli.main import main
from assistant.llm.client import ChatModel, Usage
from assistant.llm.model_speed import (
    LONG_ANSWER,
    LONG_PROMPT,
    LONGEST_WAIT,
    MODEL_NAME,
    UNMEASURED,
    WHOLE_ANSWER,
    MeasuredModel,
    keep,
    measured_for,
    patience,
)
from assistant.llm.prompts import messages
from assistant.llm.writer import configured_writer
from ingest.settings import Settings
from tests.assistant.llm.conftest import settings_for
from tests.llm_server.server import Server

SPEEDS = st.floats(0.5, 5000)


def measured(reads: float, writes: float, llm: str = "openai:m") -> MeasuredModel:
    return MeasuredModel(llm, None, reads, writes, counted=True, on="2026-01-05")


@pytest.fixture
def own_library(folder: Path, tmp_path: Path) -> Path:
    """A copy of the library, in which something may be kept."""
    return Path(shutil.copytree(folder, tmp_path / "library"))


def run(
    own_library: Path, server: Server, behaviour: str, verb: str, monkeypatch: pytest.MonkeyPatch, *more: str
) -> int:
    monkeypatch.setenv("XIANWEN_LLM", f"openai:{behaviour}")
    monkeypatch.setenv("XIANWEN_LLM_BASE_URL", server.url)
    return main(["--library", str(own_library), verb, *more])


def test_a_model_that_copies_rightly_is_found_to_cite_and_to_keep_to_chinese(
    own_library: Path, server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(own_library, server, "honest", "check-model", monkeypatch, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["asked"] == found["right"] == found["chinese"] == 3
    assert found["sentences"] == found["cited"] >= 3
    speed = found["measured"]
    assert speed["counted"] and speed["reads"] > 0 and speed["writes"] > 0
    assert found["kept"] and (own_library / MODEL_NAME).is_file()


@pytest.mark.parametrize(
    ("behaviour", "told"),
    [
        ("cites-nothing", "写了出处的 0 句"),
        ("english", "不用中文的答复不会显示"),
        ("reaches-the-limit", "写个没完的 3 个"),
    ],
)
def test_what_a_model_is_bad_at_is_told(
    behaviour: str,
    told: str,
    own_library: Path,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(own_library, server, behaviour, "check-model", monkeypatch) == 0
    assert told in capsys.readouterr().out


def test_a_model_that_does_not_answer_is_told_in_one_line(
    own_library: Path, server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(own_library, server, "no-such-model", "check-model", monkeypatch) == 2
    (line,) = [x for x in capsys.readouterr().err.splitlines() if x.startswith("xianwen: ")]
    assert "没有这个模型" in line
    monkeypatch.delenv("XIANWEN_LLM")
    assert main(["--library", str(own_library), "check-model"]) == 2
    assert "XIANWEN_LLM" in capsys.readouterr().err


def test_status_tells_how_fast_the_model_is_once_that_was_measured(
    own_library: Path, server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(own_library, server, "honest", "status", monkeypatch) == 0
    assert "大模型 openai:honest（多快还不知道，请运行 xianwen check-model）" in capsys.readouterr().out
    run(own_library, server, "honest", "check-model", monkeypatch)
    capsys.readouterr()
    run(own_library, server, "honest", "status", monkeypatch)
    assert "大模型 openai:honest（每秒读 " in capsys.readouterr().out
    run(own_library, server, "honest", "status", monkeypatch, "--json")
    status = json.loads(capsys.readouterr().out)
    assert status["llm"] == "openai:honest" and status["llm_speed"]["reads"] > 0


def test_a_model_is_waited_for_as_long_as_was_found_unless_it_is_set(tmp_path: Path) -> None:
    settings = Settings(library=tmp_path, llm="openai:m")
    assert patience(settings) == UNMEASURED
    slow = measured(reads=20, writes=5)
    assert keep(slow, settings)
    assert patience(settings) == slow.timeout > UNMEASURED
    assert ChatModel(settings.model_copy(update={"llm_api_key": "x"})).timeout == slow.timeout
    assert patience(settings.model_copy(update={"llm_timeout": 7})) == 7
    other = settings.model_copy(update={"llm": "openai:other"})
    assert measured_for(other) is None and patience(other) == UNMEASURED


def test_the_window_is_filled_by_the_models_own_count_of_tokens(tmp_path: Path) -> None:
    settings = Settings(library=tmp_path, llm="openai:m", llm_api_key="x", llm_context=4000)
    assert (writer := configured_writer(settings)) and writer.window == 4000
    keep(replace(measured(100, 10), share=1.6), settings)
    assert (writer := configured_writer(settings)) and writer.window == 2500


def test_nothing_is_kept_where_there_is_no_library(tmp_path: Path) -> None:
    assert not keep(measured(100, 10), Settings(library=tmp_path / "none", llm="openai:m"))
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"llm": "openai:m"}'])
def test_a_file_that_cannot_be_read_is_told_and_the_default_holds(
    text: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / MODEL_NAME).write_text(text, encoding="utf-8")
    settings = Settings(library=tmp_path, llm="openai:m")
    assert patience(settings) == UNMEASURED
    assert "check-model" in caplog.text


@given(SPEEDS, SPEEDS, st.floats(1, 10))
def test_a_slower_model_is_waited_for_no_shorter_and_reads_no_more(
    reads: float, writes: float, slower: float
) -> None:
    fast, slow = measured(reads, writes), measured(reads / slower, writes / slower)
    assert UNMEASURED <= fast.timeout <= slow.timeout <= LONGEST_WAIT
    assert fast.context >= slow.context >= 2048


@given(SPEEDS, SPEEDS)
def test_within_the_time_a_long_prompt_is_read_and_a_long_answer_written(reads: float, writes: float) -> None:
    found = measured(reads, writes)
    if found.timeout < LONGEST_WAIT:
        assert LONG_PROMPT / reads < found.timeout
        assert LONG_PROMPT / reads + LONG_ANSWER / writes < WHOLE_ANSWER * found.timeout


def test_tokens_are_those_that_the_provider_counts(server: Server) -> None:
    model = ChatModel(settings_for(server, "honest"), counted=True)
    asked = messages("rewrite", turns="甲", question="乙县呢")
    usage = Usage()
    reply = model.complete(asked, usage=usage)
    assert usage.read == sum(len(str(message.content)) for message in asked)
    assert (usage.requests, usage.written) == (1, len(reply))
    assert 0 < usage.first <= usage.seconds
    uncounted = Usage()
    ChatModel(settings_for(server, "honest")).complete(asked, usage=uncounted)
    assert (uncounted.read, uncounted.written) == (0, 0)
