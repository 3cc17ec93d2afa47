"""The page with a model configured: the draft as it grows, the answer that stands, and nothing fetched for either."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.llm.errors import Stopped
from assistant.markup import from_markdown
from assistant.schema import Answer
from assistant.web.ask.streaming import Stop, streamed
from tests.assistant.web.conftest import HOSTILE, NEWS, REPORT, App, Visit, fill, run_async, running_app
from tests.llm_server.behaviours import BEHAVIOURS, Pause, Raw, Step
from tests.llm_server.server import Server, running

YANXI = "砚溪县2022年新签约项目多少个？"
SONGDUN = "松墩县2021年一季度集中开工项目多少个？"
ANSWER = Answer("1", "问", from_markdown("答"), False, (), 0.1)


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


def test_a_reader_who_stops_gets_what_was_written_and_no_answer() -> None:
    stop = Stop()

    def parts(stopped: Callable[[], bool]) -> Iterator[str | Answer]:
        yield "一"
        while not stopped():
            time.sleep(0.01)
        raise Stopped

    async def follow() -> list[tuple[str, Answer | None]]:
        seen = []
        async for step in streamed(parts, stop=stop):
            seen.append(step)
            stop.set()
        return seen

    assert run_async(follow()) == [("一", None), ("一", None)]


def test_a_page_that_never_comes_back_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.web.ask.streaming.ABANDONED_SECONDS", 0.1)
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


def test_what_nobody_waits_for_any_more_is_not_worked_out_when_its_turn_comes() -> None:
    worked: list[str] = []
    first_may_end = threading.Event()

    def first(_: Callable[[], bool]) -> Iterator[str | Answer]:
        yield "一"
        first_may_end.wait(5)
        yield ANSWER

    def second(_: Callable[[], bool]) -> Iterator[str | Answer]:
        worked.append("second")
        yield ANSWER

    async def leave_while_waiting(pool: ThreadPoolExecutor) -> tuple[str, Answer | None]:
        steps = streamed(first, pool)
        await anext(steps)
        waiting = asyncio.ensure_future(anext(streamed(second, pool)))
        await asyncio.sleep(0.05)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        first_may_end.set()
        return [step async for step in steps][-1]

    with ThreadPoolExecutor(1) as pool:
        assert run_async(leave_while_waiting(pool)) == ("一", ANSWER)
    assert worked == []


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


@pytest.fixture(scope="module")
def slow_app(browser: object, server: Server, filled: Path) -> Iterator[App]:
    """The app with a model that writes slowly and without end."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(BEHAVIOURS, "endless", _slowly)
        settings = {"LLM": "openai:endless", "LLM_BASE_URL": server.url, "LLM_API_KEY": "x"}
        with running_app(filled, **{f"XIANWEN_{name}": value for name, value in settings.items()}) as app:
            yield app


def begin(page: Page, question: str) -> None:
    """Ask, and wait until the model's first words are on the page."""
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator("#newest article.growing")).to_contain_text("新成效")


def dropped(server: Server, within: float) -> bool:
    """Whether the last request to the model ends in time."""
    deadline = time.monotonic() + within
    while not server.asked[-1].dropped and time.monotonic() < deadline:
        time.sleep(0.02)
    return server.asked[-1].dropped


@pytest.mark.browser
def test_a_new_conversation_ends_the_models_request(visit: Visit, server: Server, slow_app: App) -> None:
    page = visit(slow_app)
    begin(page, YANXI)
    page.locator("#fresh").click()
    assert dropped(server, within=5)
    expect(page.locator(".example").first).to_be_visible()
    # Nothing of what was left comes after.
    page.wait_for_timeout(500)
    expect(page.locator(".exchange")).to_have_count(0)
    expect(page.locator("#halt")).to_be_hidden()


@pytest.mark.browser
def test_stop_leaves_what_was_written_ends_the_request_and_readies_the_page(
    visit: Visit, server: Server, slow_app: App
) -> None:
    page = visit(slow_app)
    expect(page.locator("#halt")).to_be_hidden()
    begin(page, YANXI)
    expect(page.locator("#halt")).to_be_visible()
    expect(page.locator("#send")).to_be_hidden()
    asked = len(server.asked)
    # The next question waits in its box until this answer is written or stopped.
    page.fill("#question", SONGDUN)
    page.press("#question", "Enter")
    page.get_by_role("button", name="停止").click()
    stopped = page.locator("#newest .answer.stopped")
    expect(stopped).to_contain_text("新成效")
    expect(stopped).to_contain_text("没有核对来源")
    assert dropped(server, within=5)
    expect(page.locator("#send")).to_be_visible()
    assert len(server.asked) == asked and page.locator("#question textarea").input_value() == SONGDUN
    page.press("#question", "Enter")
    expect(page.locator("#newest article.growing")).to_contain_text("新成效")
    expect(page.locator("#past .answer.stopped")).to_have_count(1)
    expect(page.locator(".exchange")).to_have_count(2)
    # Stopped by keyboard, too. What was never compared with its sources is not kept as an answer.
    expect(page.locator("#halt")).to_be_visible()
    page.locator("#halt").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#newest .answer.stopped")).to_contain_text("再问一次")
    expect(page.locator("#question textarea")).to_be_focused()
    assert dropped(server, within=5)
    page.reload()
    page.locator(".welcome:not(.waiting)").wait_for()
    expect(page.locator(".exchange")).to_have_count(0)


@pytest.mark.browser
def test_an_answer_can_be_stopped_before_its_first_word(
    visit: Visit, server: Server, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(BEHAVIOURS, "mute", _silently)
    settings = {"LLM": "openai:mute", "LLM_BASE_URL": server.url, "LLM_API_KEY": "x"}
    with running_app(filled, **{f"XIANWEN_{name}": value for name, value in settings.items()}) as app:
        page = visit(app)
        page.fill("#question", YANXI)
        page.press("#question", "Enter")
        expect(page.locator("#question textarea")).to_have_value("")
        page.fill("#question", SONGDUN)
        page.locator("#halt").click()
        expect(page.locator("#newest .answer.stopped")).to_contain_text("已停止。")
        # What was typed meanwhile is still there.
        expect(page.locator("#question textarea")).to_have_value(SONGDUN)
        page.locator("#fresh").click()
        expect(page.locator(".example").first).to_be_visible()
        page.wait_for_timeout(500)
        expect(page.locator("#question textarea")).to_have_value(SONGDUN)
        page.fill("#question", YANXI)
        page.press("#question", "Enter")
        page.locator("#halt").click()
        expect(page.locator("#newest .asked")).to_have_text(YANXI)
        expect(page.locator("#halt")).to_be_hidden()
        page.close()


def _silently(messages: object, n: int) -> Iterator[Step]:
    while True:
        yield Pause(0.2)
        yield Raw(b": still there\n\n")


def _slowly(messages: object, n: int) -> Iterator[Step]:
    while True:
        yield "经济社会发展取得新成效，"
        yield Pause(0.2)
