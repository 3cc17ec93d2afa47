"""Pictures of the real app over the sample reports, for the README: `python docs/screenshots.py`.

Starts `python app.py` over a fresh library of reports/ and drives it with the system's Chromium (CHROMIUM_PATH or
on PATH): every page in light, in dark and on a phone, written beside this file.
"""

from __future__ import annotations

import os
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

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parent
DESKTOP = {"width": 1360, "height": 860}
PHONE = {"width": 390, "height": 844}
QUESTION = "霁川县2022年和2021年的地区生产总值各是多少？"
UNANSWERABLE = "霁川县2031年的海水养殖面积是多少？"
FLAGS = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run"


@contextmanager
def app_over_samples() -> Iterator[str]:
    """The app's address, over a library made from reports/ and thrown away afterwards."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = os.environ | {"XIANWEN_LIBRARY": f"{folder}/library", "XIANWEN_PORT": str(port)}
        ingest = [sys.executable, "-m", "assistant.cli", "ingest", str(ROOT / "reports")]
        subprocess.run(ingest, cwd=ROOT, env=environment, check=True)
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
    for _ in range(600):
        try:
            with urllib.request.urlopen(url, timeout=60):
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


def take(browser: Browser, url: str, name: str, **options: object) -> None:
    """Every page under one look."""
    context = browser.new_context(locale="zh-CN", device_scale_factor=1.5, **options)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(url)
    page.locator(".example").first.wait_for()
    page.wait_for_timeout(400)
    page.screenshot(path=HERE / f"welcome-{name}.png")
    ask(page, QUESTION)
    page.screenshot(path=HERE / f"answer-{name}.png")
    page.locator(".citation").first.click()
    page.locator("mark.cited").wait_for()
    page.wait_for_timeout(400)
    page.screenshot(path=HERE / f"source-{name}.png")
    page.locator('[data-panel="close"]').click()
    ask(page, UNANSWERABLE)
    page.screenshot(path=HERE / f"abstained-{name}.png")
    page.get_by_role("tab", name="资料库").click()
    page.locator("#library-table tbody tr").first.wait_for()
    page.wait_for_timeout(400)
    page.screenshot(path=HERE / f"library-{name}.png")
    context.close()


def main() -> None:
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = os.environ.get("CHROMIUM_PATH") or next(filter(None, map(shutil.which, names)), None)
    if not chromium:
        sys.exit(
            "没有找到 Chromium：请安装，或用 CHROMIUM_PATH 指定。(No Chromium found: set CHROMIUM_PATH.)"
        )
    with app_over_samples() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS.split())
        take(browser, url, "light", viewport=DESKTOP)
        take(browser, url, "dark", viewport=DESKTOP, color_scheme="dark")
        take(browser, url, "phone", viewport=PHONE, is_mobile=True, has_touch=True)
        browser.close()


if __name__ == "__main__":
    main()
