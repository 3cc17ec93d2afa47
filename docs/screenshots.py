"""Pictures of the real app over the sample reports, for the README: `python docs/screenshots.py`.

Starts `python app.py` over a fresh library of reports/ and drives it with the system's Chromium (CHROMIUM_PATH or
on PATH): every page in light, in dark and on a phone, written beside this file as PNGs of 256 colours.
"""

from __future__ import annotations

import io
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from assistant.users import UserStore
from ingest.library.folder import USERS_NAME

HERE = Path(__file__).parent
ROOT = HERE.parent
DESKTOP = {"width": 1360, "height": 860}
PHONE = {"width": 390, "height": 844}
QUESTION = "霁川县2022年和2021年的地区生产总值各是多少？"
FOLLOW_UP = "那一般公共预算收入呢？"
OTHERS = ("霁川县一季度集中开工项目多少个，总投资多少？", "第二届苇川湖芦花节有哪些活动？")
UNANSWERABLE = "霁川县2031年的海水养殖面积是多少？"
FLAGS = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run"


@contextmanager
def app_over_samples(*, signed_in: bool = False) -> Iterator[str]:
    """The app's address, over a library made from reports/ and thrown away afterwards; `signed_in`, people must be."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = os.environ | {"XIANWEN_LIBRARY": f"{folder}/library", "XIANWEN_PORT": str(port)}
        ingest = [sys.executable, "-m", "assistant", "ingest", str(ROOT / "reports")]
        subprocess.run(ingest, cwd=ROOT, env=environment, check=True)
        if signed_in:
            UserStore(Path(folder) / "library" / USERS_NAME).add("admin", secrets.token_urlsafe(), admin=True)
        process = subprocess.Popen([sys.executable, str(ROOT / "app.py")], cwd=ROOT, env=environment)
        url = f"http://127.0.0.1:{port}"
        try:
            wait_for(url)
            yield url
        finally:
            process.terminate()
            process.wait()


def wait_for(url: str) -> None:
    """Return once `url` is served; up to a minute."""
    # As a browser asks: one that is no browser is not shown the way to the sign-in.
    page = urllib.request.Request(url, headers={"accept": "text/html"})
    for _ in range(600):
        try:
            with urllib.request.urlopen(page, timeout=60):
                return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise TimeoutError(url)


def ask(page: Page, question: str) -> None:
    """Ask and wait for the whole answer."""
    before = page.locator(".answer-foot").count()
    page.fill("#question", question)
    page.press("#question", "Enter")
    page.locator(".answer-foot").nth(before).wait_for()
    page.wait_for_timeout(300)


def looking(browser: Browser, **options: object) -> BrowserContext:
    """A browser session of a Chinese reader."""
    return browser.new_context(locale="zh-CN", device_scale_factor=1.5, **options)  # type: ignore[arg-type]


def shoot(page: Page, name: str) -> None:
    """Write what is seen; in a palette, which makes a page of text a third as large and looks the same."""
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    shot.quantize(256, dither=Image.Dither.NONE).save(HERE / f"{name}.png", optimize=True)


def take(browser: Browser, url: str, name: str, **options: object) -> None:
    """Every page under one look."""
    context = looking(browser, **options)
    page = context.new_page()
    page.goto(url)
    page.locator(".example").first.wait_for()
    shoot(page, f"welcome-{name}")
    page.click("#filters .choose")
    page.locator("#filter-choices input").first.wait_for()
    shoot(page, f"filters-{name}")
    page.keyboard.press("Escape")
    for question in OTHERS:
        ask(page, question)
        page.click("#fresh")
        page.locator(".example").first.wait_for()
    ask(page, QUESTION)
    page.locator(".next-questions").wait_for()
    shoot(page, f"answer-{name}")
    page.locator(".citation").first.click()
    page.locator("mark.cited").wait_for()
    shoot(page, f"source-{name}")
    page.locator('[data-panel="close"]').click()
    ask(page, FOLLOW_UP)
    if not page.locator("#conversations").is_visible():
        page.click("#show-conversations")
    page.locator(".conversation-title").nth(len(OTHERS)).wait_for()
    page.locator(".conversation-menu summary").first.click()
    shoot(page, f"conversations-{name}")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.click("#fresh")
    page.locator(".example").first.wait_for()
    ask(page, UNANSWERABLE)
    shoot(page, f"abstained-{name}")
    page.get_by_role("tab", name="台账").click()
    page.locator(".matrix").wait_for()
    shoot(page, f"ledger-{name}")
    page.locator(".ledger-cell").first.click()
    page.locator("mark.cited").wait_for()
    shoot(page, f"cell-{name}")
    page.locator('[data-panel="close"]').click()
    page.get_by_role("link", name="项目", exact=True).click()
    page.locator(".project-open").first.click()
    shoot(page, f"projects-{name}")
    page.get_by_role("tab", name="资料库").click()
    page.locator("#library-table tbody tr").first.wait_for()
    shoot(page, f"library-{name}")
    page.locator("#library-tools").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#library-tools').scrollIntoView()")
    shoot(page, f"table-{name}")
    page.locator(".correct-document").first.click()
    page.locator("form.correction").wait_for()
    # Not where the checkout of whoever takes the pictures lies.
    page.evaluate(
        "root => { const file = document.querySelector('form.correction .from');"
        " file.textContent = file.textContent.replace(root, '/home/xianwen'); }",
        str(ROOT),
    )
    shoot(page, f"correct-{name}")
    context.close()


def take_sign_in(browser: Browser, url: str, name: str, **options: object) -> None:
    """The page that one signs in on."""
    context = looking(browser, **options)
    page = context.new_page()
    page.goto(url)
    page.get_by_label("用户名").wait_for()
    shoot(page, f"sign-in-{name}")
    context.close()


def main() -> None:
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = os.environ.get("CHROMIUM_PATH") or next(filter(None, map(shutil.which, names)), None)
    if not chromium:
        sys.exit(
            "没有找到 Chromium：请安装，或用 CHROMIUM_PATH 指定。(No Chromium found: set CHROMIUM_PATH.)"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS.split())
        for signed_in, shots in ((False, take), (True, take_sign_in)):
            with app_over_samples(signed_in=signed_in) as url:
                shots(browser, url, "light", viewport=DESKTOP)
                shots(browser, url, "dark", viewport=DESKTOP, color_scheme="dark")
                shots(browser, url, "phone", viewport=PHONE, is_mobile=True, has_touch=True)
        browser.close()


if __name__ == "__main__":
    main()
