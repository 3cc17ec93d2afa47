"""The page with a model configured: what is quoted at once, the answer that takes its place, and nothing fetched for either."""

from __future__ import annotations

import asyncio
import json
import re
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from assistant.web.ask.streaming import Stop, followed
from tests.assistant.web.conftest import HOSTILE, NEWS, REPORT, App, Visit, fill, run_async, running_app
from tests.llm_server.behaviours import BEHAVIOURS, Messages, Pause, Raw, Step, extracted
from tests.llm_server.server import Server, running

YANXI = "砚溪县2022年新签约项目多少个？"
SONGDUN = "松墩县2021年一季度集中开工项目多少个？"


def test_each_answer_is_passed_on_when_it_comes() -> None:
    def parts(_: Callable[[], bool]) -> Iterator[str]:
        yield "一"
        time.sleep(0.3)
        yield "二"

    async def follow() -> list[tuple[str, float]]:
        return [(part, time.monotonic()) async for part in followed(parts)]

    (first, at), (second, then) = run_async(follow())
    assert (first, second) == ("一", "二") and then - at > 0.2


def test_an_error_in_the_thread_reaches_the_page() -> None:
    def parts(_: Callable[[], bool]) -> Iterator[str]:
        yield "一"
        raise ValueError("broken")

    async def follow() -> None:
        async for _ in followed(parts):
            pass

    with pytest.raises(ValueError, match="broken"):
        run_async(follow())


def test_a_reader_who_leaves_is_noticed_by_the_thread() -> None:
    noticed = threading.Event()

    def parts(gone: Callable[[], bool]) -> Iterator[str]:
        yield "一"
        while not gone():
            time.sleep(0.01)
        noticed.set()

    async def leave() -> None:
        steps = followed(parts)
        await anext(steps)
        await steps.aclose()  # type: ignore[attr-defined]

    run_async(leave())
    assert noticed.wait(2)


def test_a_reader_who_stops_gets_what_stands() -> None:
    stop = Stop()

    def parts(stopped: Callable[[], bool]) -> Iterator[str]:
        yield "摘自原文"
        while not stopped():
            time.sleep(0.01)
        yield "模型已停下"

    async def follow() -> list[str]:
        seen = []
        async for part in followed(parts, stop=stop):
            seen.append(part)
            stop.set()
        return seen

    assert run_async(follow()) == ["摘自原文", "模型已停下"]


def test_a_page_that_never_comes_back_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.web.ask.streaming.ABANDONED_SECONDS", 0.1)
    noticed = threading.Event()

    def parts(gone: Callable[[], bool]) -> Iterator[str]:
        yield "一"
        while not gone():
            time.sleep(0.01)
        noticed.set()

    async def forget() -> bool:
        steps = followed(parts)
        await anext(steps)
        return await asyncio.to_thread(noticed.wait, 2)

    assert run_async(forget())


def test_what_nobody_waits_for_any_more_is_not_worked_out_when_its_turn_comes() -> None:
    worked: list[str] = []
    first_may_end = threading.Event()

    def first(_: Callable[[], bool]) -> Iterator[str]:
        yield "一"
        first_may_end.wait(5)
        yield "二"

    def second(_: Callable[[], bool]) -> Iterator[str]:
        worked.append("second")
        yield "三"

    async def leave_while_waiting(pool: ThreadPoolExecutor) -> str:
        steps = followed(first, pool)
        await anext(steps)
        waiting = asyncio.ensure_future(anext(followed(second, pool)))
        await asyncio.sleep(0.05)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        first_may_end.set()
        return [step async for step in steps][-1]

    with ThreadPoolExecutor(1) as pool:
        assert run_async(leave_while_waiting(pool)) == "二"
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


@contextmanager
def app_with(server: Server, library: Path, behaviour: str, **more: str) -> Iterator[App]:
    """The app with a model that behaves as its name says."""
    settings = {
        "LLM": f"openai:{behaviour}",
        "LLM_BASE_URL": server.url,
        "LLM_API_KEY": "sk-page-secret",
        **more,
    }
    with running_app(library, **{f"XIANWEN_{name}": value for name, value in settings.items()}) as app:
        yield app


@dataclass
class Waiting:
    """An app whose model answers when it may."""

    app: App
    may_answer: threading.Event


@pytest.fixture(scope="module")
def waiting_app(browser: object, server: Server, filled: Path) -> Iterator[Waiting]:
    may_answer = threading.Event()

    def ponder(messages: Messages, n: int) -> Iterator[Step]:
        may_answer.wait(30)
        may_answer.clear()
        yield f"经查，{extracted(messages)}"

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(BEHAVIOURS, "ponders", ponder)
        with app_with(server, filled, "ponders") as app:
            yield Waiting(app, may_answer)


@pytest.fixture(scope="module")
def mute_app(browser: object, server: Server, filled: Path) -> Iterator[App]:
    """The app with a model that is there and says nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(BEHAVIOURS, "mute", _silently)
        with app_with(server, filled, "mute") as app:
            yield app


def _silently(messages: Messages, n: int) -> Iterator[Step]:
    while True:
        yield Pause(0.2)
        yield Raw(b": still there\n\n")


def begin(page: Page, question: str, server: Server) -> Locator:
    """Ask, wait until the answer that is quoted is on the page and the model at work, and return the answer."""
    before = len(server.asked)
    page.fill("#question", question)
    page.press("#question", "Enter")
    answer = page.locator("#newest .answer.writing")
    expect(page.locator("#newest .asked")).to_have_text(question)
    expect(answer.locator(".source-card").first).to_be_visible()
    deadline = time.monotonic() + 15
    while len(server.asked) == before and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(server.asked) > before
    return answer


def dropped(server: Server, within: float = 10) -> bool:
    """Whether the last request to the model ends in time."""
    deadline = time.monotonic() + within
    while not server.asked[-1].dropped and time.monotonic() < deadline:
        time.sleep(0.02)
    return server.asked[-1].dropped


@pytest.mark.browser
def test_a_models_answer_stands_and_fetches_nothing(visit: Visit, server: Server, filled: Path) -> None:
    with app_with(server, filled, "beacon") as app:
        # `visit` fails the test for any request to another host.
        page = visit(app)
        for question in (YANXI, "竹湾县签约茶叶加工项目多少个？"):
            page.fill("#question", question)
            page.press("#question", "Enter")
            expect(page.locator("#newest .asked")).to_contain_text(question)
            expect(page.locator("#newest .answer[data-answer]:not(.writing)")).to_be_visible()
        assert page.evaluate("window.pwned") is None
        assert "sk-page-secret" not in page.content()
        page.close()
    assert {a.model for a in server.asked} == {"beacon"}


@pytest.mark.browser
def test_what_is_quoted_is_there_at_once_and_the_models_answer_takes_its_place_without_a_jump(
    visit: Visit, server: Server, waiting_app: Waiting
) -> None:
    page = visit(waiting_app.app)
    page.evaluate(
        """() => { window.tops = []; const look = () => {
        const text = document.querySelector('#newest .wording:not([hidden]) .answer-text');
        if (text) window.tops.push(text.getBoundingClientRect().top); requestAnimationFrame(look); }; look(); }"""
    )
    answer = begin(page, YANXI, server)
    expect(answer.locator(".voice")).to_contain_text("以下摘自原文，模型正在写答复")
    expect(answer.locator(".answer-text")).to_contain_text("47个")
    waiting_app.may_answer.set()
    written = page.locator("#newest .answer[data-answer]:not(.writing)")
    expect(written.locator(".wording:not([hidden])")).to_contain_text("经查")
    tops = page.evaluate("window.tops")
    assert len(tops) > 3 and max(tops) - min(tops) < 1
    # One click shows the other, and back; by keyboard as well.
    quoted = written.get_by_role("button", name="原文摘录")
    expect(quoted).to_have_attribute("aria-pressed", "false")
    quoted.click()
    expect(written.locator(".wording:not([hidden])")).not_to_contain_text("经查")
    expect(written.locator(".made:visible")).to_contain_text("逐字摘自原文")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(written.locator(".wording:not([hidden])")).to_contain_text("经查")


@pytest.mark.browser
def test_a_conversation_is_kept_and_exported_with_the_wording_that_was_shown_last(
    visit: Visit, server: Server, waiting_app: Waiting
) -> None:
    page = visit(waiting_app.app)
    begin(page, YANXI, server)
    waiting_app.may_answer.set()
    written = page.locator("#newest .answer[data-answer]:not(.writing)")
    expect(written.locator(".wording:not([hidden])")).to_contain_text("经查")

    def exported() -> str:
        address = page.url.replace("?c=", "xianwen/conversations/") + "/export.md"
        return page.request.get(address).text()

    assert "经查" in exported()
    with page.expect_response("**/xianwen/show"):
        written.get_by_role("button", name="原文摘录").click()
    assert "经查" not in exported() and "47个" in exported().replace("*", "")
    page.reload()
    again = page.locator("#earlier .answer")
    expect(again.locator(".wording:not([hidden])")).to_contain_text("47个")
    expect(again.get_by_role("button", name="原文摘录")).to_have_attribute("aria-pressed", "true")


@pytest.mark.browser
def test_a_source_that_is_open_when_the_model_is_done_stays_with_what_is_quoted(
    visit: Visit, server: Server, waiting_app: Waiting
) -> None:
    page = visit(waiting_app.app)
    begin(page, YANXI, server).locator(".source-card").first.click()
    expect(page.locator("#source-panel mark.cited")).to_contain_text("47个")
    waiting_app.may_answer.set()
    written = page.locator("#newest .answer[data-answer]:not(.writing)")
    expect(written.get_by_role("button", name="模型答复")).to_contain_text("模型写好了")
    expect(written.locator(".wording:not([hidden])")).not_to_contain_text("经查")
    expect(written.locator(".source-card.is-open:visible")).to_have_count(1)
    written.get_by_role("button", name="模型答复").click()
    expect(written.locator(".wording:not([hidden])")).to_contain_text("经查")
    expect(written).not_to_contain_text("模型写好了")


@pytest.mark.browser
def test_who_asks_on_while_the_model_writes_is_answered_and_the_model_let_go(
    visit: Visit, server: Server, mute_app: App
) -> None:
    page = visit(mute_app)
    begin(page, YANXI, server)
    first = server.asked[-1]
    begin(page, SONGDUN, server)
    expect(page.locator("#past .answer .voice")).to_have_text("模型已停下，答案摘自原文")
    expect(page.locator("#newest .answer-text")).to_contain_text("19个")
    deadline = time.monotonic() + 10
    while not first.dropped and time.monotonic() < deadline:
        time.sleep(0.02)
    assert first.dropped
    expect(page.locator("#newest .answer.writing")).to_be_visible()
    expect(page.locator(".exchange")).to_have_count(2)


@pytest.mark.browser
def test_stop_ends_the_models_request_and_what_is_quoted_is_kept(
    visit: Visit, server: Server, mute_app: App
) -> None:
    page = visit(mute_app)
    answer = begin(page, YANXI, server)
    # Reached by keyboard, from the question box backwards or from the answer.
    answer.get_by_role("button", name="停下").focus()
    page.keyboard.press("Enter")
    stopped = page.locator("#newest .answer[data-answer]:not(.writing)")
    expect(stopped.locator(".voice")).to_have_text("模型已停下，答案摘自原文。")
    expect(page.locator("#question textarea")).to_be_focused()
    assert dropped(server)
    page.reload()
    again = page.locator("#earlier .answer")
    expect(again.locator(".voice")).to_have_text("模型已停下，答案摘自原文。")
    expect(again.locator(".answer-text")).to_contain_text("47个")


@pytest.mark.browser
def test_a_new_conversation_ends_the_models_request(visit: Visit, server: Server, mute_app: App) -> None:
    page = visit(mute_app)
    begin(page, YANXI, server)
    page.locator("#fresh").click()
    assert dropped(server)
    expect(page.locator(".example").first).to_be_visible()
    # Nothing of what was left comes after.
    page.wait_for_timeout(500)
    expect(page.locator(".exchange")).to_have_count(0)
    expect(page.locator("#halt")).to_be_hidden()


@pytest.mark.browser
def test_a_page_that_is_reloaded_has_what_was_quoted(visit: Visit, server: Server, mute_app: App) -> None:
    page = visit(mute_app)
    begin(page, YANXI, server)
    expect(page).to_have_url(re.compile(r"\?c="))
    page.reload()
    expect(page.locator("#earlier .answer-text")).to_contain_text("47个")


@pytest.mark.browser
def test_a_dead_server_is_told_in_one_plain_line(visit: Visit, filled: Path) -> None:
    with running() as server:
        pass
    with app_with(server, filled, "honest") as app:
        page = visit(app)
        page.fill("#question", YANXI)
        page.press("#question", "Enter")
        answer = page.locator("#newest .answer[data-answer]:not(.writing)")
        expect(answer.locator(".voice")).to_contain_text("连不上模型服务")
        expect(answer.locator(".answer-text")).to_contain_text("47个")
        page.close()


@pytest.mark.slow
def test_the_apis_stream_tells_what_is_quoted_before_the_models_answer(server: Server, filled: Path) -> None:
    with app_with(server, filled, "slow-words") as app:
        url = f"{app.url}/gradio_api/call"
        request = urllib.request.Request(
            f"{url}/ask_stream",
            json.dumps({"data": [YANXI, [], None, None, None, False]}).encode(),
            {"content-type": "application/json"},
        )
        event = json.loads(urllib.request.urlopen(request, timeout=20).read())["event_id"]
        with urllib.request.urlopen(f"{url}/ask_stream/{event}", timeout=20) as reply:
            told = [
                json.loads(line[6:])
                for line in reply.read().decode().splitlines()
                if line.startswith("data: ")
            ]
        first, last = told[0][0], told[-1][0]
        assert (first["mode"], first["pending"], first["other"]) == ("extractive", True, None)
        assert (last["mode"], last["pending"], last["other"]["answer"]) == ("llm", False, first["answer"])
        assert first["id"] == last["id"]
