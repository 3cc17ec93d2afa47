"""The real app in a process of its own, over invented documents, and the system's Chromium to drive it."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from assistant.users import UserStore
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync

T = TypeVar("T")
WINDOW = {"width": 1360, "height": 800}
REPOSITORY = Path(__file__).parents[3]
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-quic",
)  # fmt: skip
# What a page logs when it is left, and how Gradio's own client, which then hangs up, logs the requests it cuts off.
LEAVING = "xianwen: leaving"
CUT_OFF = (
    "AbortError: signal is aborted",
    "AbortError: BodyStreamBuffer was aborted",
    "Unexpected error Connection errored out",
)

REPORT = """砚溪县2023年政府工作报告
——2023年1月6日在砚溪县第十八届人民代表大会第三次会议上
砚溪县县长 温若澜

各位代表：
现在，我代表县人民政府向大会报告工作，请予审议。

一、2022年工作回顾
过去一年，全县上下同心，克服困难，圆满完成了各项任务。
2022年，砚溪县新签约项目47个，总投资136.5亿元，其中亿元以上项目22个。
粮食总产量达到31.8万吨，比上年增长2.4%。
新改建农村公路213公里，改造老旧小区18个。

二、2023年工作安排
2023年的主要目标是：地区生产总值增长7.5%左右，固定资产投资增长9%。
新建续建重点项目86个，年内完成投资92亿元。
"""
NEWS = """松墩县一季度重大项目集中开工
来源：松墩县融媒体中心 发布时间：2021-03-18

3月18日上午，松墩县举行2021年一季度重大项目集中开工仪式。此次集中开工项目19个，总投资58.3亿元。
县委书记陆怀谷宣布开工。其中，松墩县智能灌溉设备产业园总投资12亿元，占地260亩。
"""
HOSTILE = """竹湾县<script>window.pwned='script'</script>投资促进会议召开
来源：竹湾县<img src=x onerror="window.pwned='img'">新闻中心 发布时间：2022-05-09

5月9日，竹湾县召开投资促进会议。会上签约<svg onload="window.pwned='svg'">茶叶加工项目13个，总投资7.6亿元。
</div></mark><iframe src="https://example.invalid/"></iframe>
<a href="javascript:window.pwned='link'">竹湾县</a>
${window.pwned='template'} {{constructor.constructor("window.pwned='braces'")()}}
![](https://example.invalid/beacon.png) <style>body{display:none}</style>
"""
TRADITIONAL = """柏塘縣2023年政府工作報告
——2023年1月9日在柏塘縣第十七屆人民代表大會第二次會議上

各位代表：現在，我代表縣人民政府向大會報告工作，請予審議。

一、2022年工作回顧
過去一年，全縣幹部羣衆團結奮鬥，經濟社會發展取得新的成績。
2022年，柏塘縣新簽約項目63個，總投資88.2億元。
"""
ADMIN, READER = ("陆怀谷", "山高水长又一百年整"), ("reader", "reader-password")
LONG_REPORT = (
    "石棠市2020年政府工作报告\n——2020年1月8日在石棠市第九届人民代表大会第四次会议上\n\n一、2019年工作回顾\n"
    + "".join(
        f"这一年，第{i}个乡镇巩固了基础设施建设的成果，群众的获得感不断增强，社会大局保持和谐稳定。\n"
        for i in range(2_300)
    )
    + "石棠市2019年建成冷链仓库41座，总库容达到25.6万立方米。\n二、2020年工作安排\n继续努力。\n"
)


def chromium() -> str:
    """The path of the system's Chromium; skips the test without one, unless XIANWEN_REQUIRE_BROWSER=1."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM_PATH") or next(filter(None, map(shutil.which, names)), None)
    if found and shutil.which(found):
        return found
    reason = "no Chromium: set CHROMIUM_PATH or install the package chromium"
    if os.environ.get("XIANWEN_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def run_async(work: Coroutine[Any, Any, T]) -> T:
    """`asyncio.run` in a thread of its own: while the session's browser is open, Playwright's loop runs in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class App:
    """The app as a running process."""

    url: str
    library: Path
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)


@contextmanager
def running_app(library: Path, **settings: str) -> Iterator[App]:
    """`python app.py` over `library` with XIANWEN_* `settings`, from when it says that it is ready."""
    port = free_port()
    environment = os.environ | {
        "XIANWEN_LIBRARY": str(library),
        "XIANWEN_PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        **settings,
    }
    process = subprocess.Popen(
        [sys.executable, str(REPOSITORY / "app.py")],
        cwd=library.parent, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    app = App(f"http://127.0.0.1:{port}", library, process)
    ready = threading.Event()

    def read() -> None:
        assert process.stdout
        for line in process.stdout:
            app.lines.append(line)
            if "县问已就绪" in line:
                ready.set()
        ready.set()

    threading.Thread(target=read, daemon=True).start()
    try:
        assert ready.wait(60) and process.poll() is None, "".join(app.lines)
        yield app
    finally:
        process.terminate()
        process.wait(20)
    assert not [line for line in app.lines if "Traceback" in line], "".join(app.lines)


def fill(library: Path, documents: dict[str, str]) -> None:
    """Ingest `documents` (path → text) from a folder beside the library."""
    folder = library.parent / "documents"
    for name, text in documents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    opened = Library.open(Settings(library=library), create=True)
    assert not sync(opened, [folder]).failed
    opened.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app that tests only ask and read; shared, as starting one takes seconds."""
    library = tmp_path_factory.mktemp("asked") / "library"
    documents = {
        "报告/砚溪县2023.txt": REPORT,
        "新闻/松墩开工.txt": NEWS,
        "新闻/竹湾.txt": HOSTILE,
        "报告/石棠.txt": LONG_REPORT,
        "报告/柏塘.txt": TRADITIONAL,
    }
    fill(library, documents)
    with running_app(library) as app:
        yield app


@pytest.fixture(scope="session")
def asked_app(browser: Browser, served: App) -> App:
    """The shared app, for tests that drive it in a browser; no browser, no app."""
    return served


@pytest.fixture(scope="session")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app with an admin and a reader."""
    library = tmp_path_factory.mktemp("guarded") / "library"
    fill(library, {"报告/砚溪县2023.txt": REPORT})
    people = UserStore(library / "users.json")
    people.add(*ADMIN, admin=True)
    people.add(*READER, admin=False)
    with running_app(library) as app:
        yield app


@pytest.fixture
def changed_app(browser: Browser, tmp_path: Path) -> Iterator[App]:
    """An app of the test's own, whose library it may change."""
    library = tmp_path / "library"
    fill(library, {"报告/砚溪县2023.txt": REPORT})
    with running_app(library) as app:
        yield app


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens the app, or an `address` of it, in a browser session of its own (`visit(app, **context options)`).

    When the test ends: no request has gone to another host, and nothing has been logged as an error.
    """
    contexts: list[BrowserContext] = []
    strangers: list[str] = []
    errors: list[str] = []
    leaving: set[Page] = set()

    def heard(page: Page, message: ConsoleMessage) -> None:
        if message.text == LEAVING:
            leaving.add(page)
        if message.type == "error":
            broke(page, message.text)

    def broke(page: Page, text: str) -> None:
        if not (page in leaving and text.startswith(CUT_OFF)):
            errors.append(text)

    def open_page(
        app: App,
        *,
        address: str = "",
        cookies: list[Any] | None = None,
        signed_in: bool = True,
        **options: object,
    ) -> Page:
        context = browser.new_context(**({"locale": "zh-CN", "viewport": WINDOW} | options))  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        context.add_cookies(cookies or [])
        contexts.append(context)

        def note(url: str) -> None:
            parts = urlsplit(url)
            if parts.scheme not in ("data", "blob") and parts.netloc != urlsplit(app.url).netloc:
                strangers.append(url)

        context.on("request", lambda request: note(request.url))
        page = context.new_page()
        page.on("websocket", lambda socket: note(socket.url.replace("ws", "http", 1)))
        page.add_init_script(f"addEventListener('beforeunload', () => console.debug('{LEAVING}'))")
        page.on("console", lambda message: heard(page, message))
        page.on("domcontentloaded", lambda: leaving.discard(page))
        page.on("pageerror", lambda error: broke(page, str(error)))
        page.goto(f"{app.url}/{address}")
        if not signed_in:
            return page
        page.locator("#question").wait_for()
        page.locator(".welcome:not(.waiting):visible, #chat .exchange").first.wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert strangers == []
    assert errors == []


def sign_in(page: Page, name: str, password: str) -> None:
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def ask(page: Page, question: str) -> None:
    """Ask and wait for the whole answer."""
    before = page.locator(".answer-foot, .answer.notice").count()
    page.fill("#question", question)
    page.press("#question", "Enter")
    page.locator(".answer-foot, .answer.notice").nth(before).wait_for()
