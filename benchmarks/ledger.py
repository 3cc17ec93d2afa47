"""How fast the ledger opens: `python -m benchmarks.ledger [FOLDER]`.

Starts `python app.py` over a fresh library of FOLDER, or of 400 invented reports of 20 counties over 20 years, and asks
for the table of all regions and years as the page's script does: right after the start, when everything is read for the
first time, and again. With Chromium (CHROMIUM_PATH or on PATH) also from the click to the table that is seen.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from benchmarks.measure import ROOT, free_port

COUNTIES, FIRST_YEAR, YEARS, RUNS = "岚屏云溪浮石砚坪竹湾柏塘棠浦汐禾霁川松墩", 2003, 20, 9
_NAME = re.compile("..")
TARGET_MS = 300


def main() -> int:
    """Measure and print; return 1 where the table takes longer than its target."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, help="reports to use instead of invented ones")
    folder: Path | None = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as scratch:
        if folder is None:
            folder = Path(scratch) / "reports"
            write_reports(folder)
        with running_app(Path(scratch) / "library", folder) as url:
            asked = {"ledger": "indicator", "from": str(FIRST_YEAR), "to": "2049", "width": "1054"}
            first, *later = [milliseconds(url, asked) for _ in range(RUNS + 1)]
            seen = seen_in_browser(url)
    median = statistics.median(later)
    print(f"first request {first:.0f} ms, later ones {median:.0f} ms (median of {RUNS})")
    if seen:
        print(f"from the click to the table: {seen[0]:.0f} ms, then {statistics.median(seen[1:]):.0f} ms")
    return int(max(first, *(seen or [0])) > TARGET_MS)


def write_reports(folder: Path) -> None:
    """Write a report for each county and year, each with a few indicators."""
    folder.mkdir()
    names = [f"{name}县" for name in _NAME.findall(COUNTIES)]
    names += [f"{name[0]}{other}县" for name, other in zip(names, "东西南北屏河湖岭江原", strict=True)]
    for i, county in enumerate(names):
        for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
            base = 40 + 7 * i + 5.5 * (year - FIRST_YEAR)
            (folder / f"{county}{year}.txt").write_text(
                f"{county}{year + 1}年政府工作报告\n——{year + 1}年1月10日在{county}第九届人民代表大会第一次会议上\n"
                "各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n"
                f"一、{year}年工作回顾\n{year}年，全县地区生产总值完成{base:.1f}亿元，增长{5 + i % 4}.{i % 7}%。"
                f"一般公共预算收入完成{base / 18:.2f}亿元，增长{4 + i % 5}.5%。"
                f"社会消费品零售总额达到{base / 3:.1f}亿元。粮食总产量{20 + i}.4万吨。\n"
                f"二、{year + 1}年工作安排\n地区生产总值增长{6 + i % 3}%，一般公共预算收入增长7%。\n",
                encoding="utf-8",
            )


@contextmanager
def running_app(library: Path, folder: Path) -> Iterator[str]:
    """Run the app over a library made from `folder`; yield its address."""
    environment = os.environ | {
        "XIANWEN_LIBRARY": str(library),
        "XIANWEN_PORT": str(free_port()),
        "XIANWEN_OPEN_BROWSER": "0",
    }
    ingest = [sys.executable, "-m", "assistant", "ingest", str(folder)]
    subprocess.run(ingest, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    process = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        print(process.stdout.readline().strip())
        yield f"http://127.0.0.1:{environment['XIANWEN_PORT']}"
    finally:
        process.terminate()
        process.wait()


def milliseconds(url: str, asked: dict[str, str]) -> float:
    """Return how long a request of the table takes."""
    began = time.perf_counter()
    html = httpx.get(f"{url}/xianwen/ledger", params=asked, timeout=60).raise_for_status().text
    taken = 1000 * (time.perf_counter() - began)
    cells = html.count("ledger-cell")
    print(f"{cells} cells, {len(html) // 1000} kB: {taken:.0f} ms")
    return taken


def seen_in_browser(url: str) -> list[float]:
    """Return the milliseconds from each click on the tab to the table; none without Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = os.environ.get("CHROMIUM_PATH") or next(filter(None, map(shutil.which, names)), None)
    if chromium is None:
        return []
    from playwright.sync_api import sync_playwright

    wait = """() => new Promise((seen) => {
      const began = performance.now();
      document.querySelectorAll('#pages button[role="tab"]')[1].click();
      const look = () => document.querySelector("#ledger .matrix")
        ? requestAnimationFrame(() => setTimeout(() => seen(performance.now() - began))) : setTimeout(look, 2);
      look();
    })"""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        taken = []
        for _ in range(4):
            page = browser.new_page()
            page.goto(url)
            page.locator(".welcome:not(.waiting)").wait_for()
            taken.append(page.evaluate(wait))
            page.close()
        browser.close()
    return taken


if __name__ == "__main__":
    sys.exit(main())
