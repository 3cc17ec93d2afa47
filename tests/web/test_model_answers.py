"""The page with a model configured: the draft as it grows, the answer that stands, and nothing fetched for either."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from assistant.records import Answer
from assistant.web.streaming import streamed
from tests.llm_server.behaviours import BEHAVIOURS, Pause, Step
from tests.llm_server.server import Server, running
from tests.web.conftest import HOSTILE, NEWS, REPORT, Visit, fill, run_async, running_app

ANSWER = Answer("1", "问", "答", False, (), 0.1)


def test_pieces_are_passed_on_and_the_answer_comes_last() -> None:
    def parts(_: Callable[[], bool]) -> Iterator[str | Answer]:
        yield "一"
        time.sleep(0.15)
        yield "二"
        yield ANSWER

    async def follow() -> list[tuple[str, Answer | None]]:
        return [step async for step in streamed(parts)]

    steps = run_async(follow())
    assert steps[0] == ("一", None)
    assert steps[-1] == ("一二", ANSWER)


def test_an_error_in_the_thread_reaches_the_page() -> None:
    def parts(_: Callable[[], bool]) -> Iterator[str | Answer]:
        yield "一"
        raise ValueError("broken")

    async def follow() -> None:
        async for _ in streamed(parts):
            pass

    with pytest.raises(ValueError, match="broken"):
        run_async(follow())


def test_a_reader_who_stops_is_noticed_by_the_thread() -> None:
    noticed = threading.Event()

    def parts(gone: Callable[[], bool]) -> Iterator[str | Answer]:
        yield "一"
        while not gone():
            time.sleep(0.01)
        noticed.set()

    async def leave() -> None:
        steps = streamed(parts)
        await anext(steps)
        await steps.aclose()  # type: ignore[attr-defined]

    run_async(leave())
    assert noticed.wait(2)


def test_a_page_that_never_comes_back_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.web.streaming.ABANDONED_SECONDS", 0.1)
    noticed = threading.Event()

    def parts(gone: Callable[[], bool]) -> Iterator[str | Answer]:
        yield "一"
        while not gone():
            time.sleep(0.01)
        noticed.set()

    async def forget() -> bool:
        steps = streamed(parts)
        await anext(steps)
        return await asyncio.to_thread(noticed.wait, 2)

    assert run_async(forget())


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = tmp_path_factory.mktemp("model") / "library"
    fill(library, {"砚溪.txt": REPORT, "松墩.txt": NEWS, "竹湾.txt": HOSTILE})
    return library


@pytest.mark.browser
def test_a_models_answer_stands_and_fetches_nothing(
    visit: Visit, server: Server, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XIANWEN_LLM", "openai:beacon")
    monkeypatch.setenv("XIANWEN_LLM_BASE_URL", server.url)
    monkeypatch.setenv("XIANWEN_LLM_API_KEY", "sk-page-secret")
    with running_app(filled) as app:
        # `visit` fails the test for any request to another host.
        page = visit(app)
        for question in ("砚溪县2022年新签约项目多少个？", "竹湾县签约茶叶加工项目多少个？"):
            page.locator("#question textarea").fill(question)
            page.keyboard.press("Enter")
            expect(page.locator("#newest article.answer[data-answer]")).to_be_visible()
            expect(page.locator("#newest .asked")).to_contain_text(question)
        assert page.evaluate("window.pwned") is None
        assert "sk-page-secret" not in page.content()
        page.close()
    assert {a.model for a in server.asked} == {"beacon"}


@pytest.mark.browser
def test_the_draft_grows_on_the_page_and_stopping_ends_the_request(
    visit: Visit, server: Server, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XIANWEN_LLM", "openai:endless")
    monkeypatch.setenv("XIANWEN_LLM_BASE_URL", server.url)
    monkeypatch.setenv("XIANWEN_LLM_API_KEY", "x")
    monkeypatch.setitem(BEHAVIOURS, "endless", _slowly)
    with running_app(filled) as app:
        page = visit(app)
        page.locator("#question textarea").fill("砚溪县2022年新签约项目多少个？")
        page.keyboard.press("Enter")
        expect(page.locator("#newest article.growing")).to_contain_text("新成效")
        page.locator("#fresh").click()
        deadline = time.monotonic() + 15
        while not server.asked[-1].dropped and time.monotonic() < deadline:
            time.sleep(0.05)
        page.close()
    assert server.asked[-1].dropped


def _slowly(messages: object, n: int) -> Iterator[Step]:
    while True:
        yield "经济社会发展取得新成效，"
        yield Pause(0.2)
