"""The configured model: settings, keys, stopping."""

from __future__ import annotations

import logging
import re
import sys
import threading
import time
import tomllib
from pathlib import Path

import pytest

from assistant.llm.client import ChatModel
from assistant.llm.errors import ModelFailure, Stopped
from assistant.llm.prompts import messages
from assistant.llm.providers import EXTRAS
from assistant.llm.writer import configured_writer
from assistant.pipeline import Assistant
from ingest.errors import ModelUnavailable
from ingest.settings import Settings
from tests.assistant.llm.conftest import QUESTION, Asking, settings_for
from tests.llm_server.server import Server

ROOT = Path(__file__).parents[3]
KEY = "sk-very-secret-0123456789"
HELLO = {"turns": "甲", "question": "乙"}


def test_without_a_model_in_the_settings_there_is_no_writer() -> None:
    assert configured_writer(Settings()) is None


def test_a_key_shows_nowhere(
    ask: Asking, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    settings = settings_for(ask.server, "tells-the-key").model_copy(update={"llm_api_key": KEY})
    writer = configured_writer(settings)
    answer = Assistant(ask.library, writer).ask(QUESTION)
    assert ask.server.asked[-1].authorization == f"Bearer {KEY}", (
        "it did reach the server, which said it back"
    )
    assert answer.text
    captured = capsys.readouterr()
    for text in (
        str(answer.as_json()),
        repr(settings),
        repr(writer),
        caplog.text,
        captured.out,
        captured.err,
    ):
        assert KEY not in text and "very-secret" not in text
    held = b"".join(p.read_bytes() for p in ask.library.settings.library.rglob("*") if p.is_file())
    assert KEY.encode() not in held


@pytest.mark.parametrize("spec", ["gpt-5", ":m", "openai:", "nosuch:model"])
def test_a_model_that_is_none_is_told_with_what_to_do(spec: str) -> None:
    with pytest.raises(ModelUnavailable, match="XIANWEN_LLM="):
        configured_writer(Settings(llm=spec, llm_base_url="http://127.0.0.1:9/v1", llm_api_key="x"))


@pytest.mark.parametrize(("provider", "needed"), EXTRAS.items())
def test_a_missing_extra_is_named_as_it_is_to_be_installed(
    provider: str, needed: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    extra, module = needed
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ModelUnavailable, match=re.escape(f"pip install 'xianwen[{extra}]'")) as raised:
        configured_writer(Settings(llm=f"{provider}:qwen3"))
    assert "提供方" not in str(raised.value) and "密钥" not in str(raised.value)
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert any(package.startswith(module.replace("_", "-")) for package in extras[extra])


@pytest.mark.parametrize(("provider", "package"), [("groq", "langchain-groq"), ("bedrock", "langchain-aws")])
def test_a_providers_missing_package_is_named(provider: str, package: str) -> None:
    with pytest.raises(ModelUnavailable, match=f"pip install {package}"):
        configured_writer(Settings(llm=f"{provider}:m", llm_api_key="x"))


@pytest.mark.parametrize("spec", ["nosuch:m", "gpt-5:mini"])
def test_an_unknown_provider_is_told_apart_from_a_missing_key(spec: str) -> None:
    with pytest.raises(ModelUnavailable, match=f"没有叫 {spec.split(':')[0]} 的提供方") as raised:
        configured_writer(Settings(llm=spec, llm_api_key="x"))
    assert "XIANWEN_LLM_API_KEY" not in str(raised.value)


def test_a_missing_key_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ModelUnavailable, match="XIANWEN_LLM_API_KEY"):
        configured_writer(Settings(llm="openai:m"))


def test_a_local_server_needs_no_key(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    assert ChatModel(Settings(llm="openai:honest", llm_base_url=server.url)).complete(
        messages("rewrite", **HELLO)
    )


def test_the_providers_own_variables_work_too(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-own")
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    assert ChatModel(Settings(llm="openai:honest")).complete(messages("rewrite", **HELLO))
    assert server.asked[0].authorization == "Bearer sk-own"


def test_a_server_that_is_down_is_known_at_once() -> None:
    model = ChatModel(Settings(llm="openai:m", llm_base_url="http://127.0.0.1:9/v1", llm_api_key="x"))
    began = time.monotonic()
    with pytest.raises(ModelFailure, match="连不上"):
        model.complete(messages("rewrite", **HELLO))
    assert time.monotonic() - began < 1


def test_stopping_drops_the_request_at_once_and_always(server: Server) -> None:
    model = ChatModel(settings_for(server, "endless"))
    # Whether it is dropped depended on what the request was just waiting for.
    for _ in range(20):
        stop = threading.Event()
        pieces = model.stream(messages("rewrite", **HELLO), stop.is_set)
        next(pieces)
        stop.set()
        with pytest.raises(Stopped):
            for _ in pieces:
                pass
    deadline = time.monotonic() + 10
    while not all(a.dropped for a in server.asked) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert [a.dropped for a in server.asked] == [True] * 20, "the server saw every connection close"


def test_a_reader_who_goes_away_drops_the_request(server: Server) -> None:
    pieces = ChatModel(settings_for(server, "endless")).stream(messages("rewrite", **HELLO))
    next(pieces)
    pieces.close()
    deadline = time.monotonic() + 10
    while not server.asked[0].dropped and time.monotonic() < deadline:
        time.sleep(0.01)
    assert server.asked[0].dropped
