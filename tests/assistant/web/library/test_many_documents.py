"""A library of 10,000 documents: paged, sorted and searched without a wait."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.assistant.web.conftest import Visit, fill, running_app
from tests.assistant.web.library.test_tab import open_library

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COUNT = 10_000
NEWS = """{region}第{i}号项目开工
来源：{region}融媒体中心 发布时间：{year}-03-{day:02}

{region}第{i}号项目开工，总投资{i}万元。
"""


def documents() -> dict[str, str]:
    regions = [f"{first}{second}县" for first in "砚竹松墨溪霁澄棠柳梧" for second in "川湖墩湾渚"]
    return {
        f"{i // 100:03}/{i:05}.txt": NEWS.format(
            region=regions[i % 50], i=i, year=2005 + i // 50 % 18, day=i % 27 + 1
        )
        for i in range(COUNT)
    }


def test_ten_thousand_documents_are_paged_sorted_and_searched_at_once(
    browser: object, tmp_path: Path, visit: Visit
) -> None:
    library = tmp_path / "library"
    fill(library, documents())
    with running_app(library) as app:
        page = visit(app)
        open_library(page)
        pager = page.locator(".pager")

        def within_a_second(act: Callable[[], object], told: str) -> None:
            began = time.perf_counter()
            act()
            expect(pager).to_contain_text(told)
            assert time.perf_counter() - began < 1.0, told

        expect(pager).to_contain_text("共 10000 篇，第 1 / 200 页")
        expect(page.locator("#library-table tbody tr")).to_have_count(50)
        expect(page.locator(".coverage .region")).to_have_count(24)
        # The latest year is seen at first, beside the names.
        chart = page.locator(".coverage")
        chart.scroll_into_view_if_needed()
        expect(chart.get_by_text("2022", exact=True)).to_be_in_viewport()
        expect(chart.locator(".region").first).to_be_in_viewport()
        expect(page.locator("#coverage .more")).to_contain_text("另有 26 个地区")
        within_a_second(lambda: page.get_by_role("button", name="末页").click(), "第 200 / 200 页")
        within_a_second(lambda: page.locator("th button", has_text="标题").click(), "第 1 / 200 页")
        within_a_second(
            lambda: page.fill("#library-search input, #library-search textarea", "竹湖县 2010"), "共 11 篇"
        )
        page.get_by_role("tab", name="问答").click()
        page.click("#filters .choose")
        page.get_by_label("查找年份").fill("2019")
        expect(page.locator("input[name=years]:visible")).to_have_count(1)
        page.close()
