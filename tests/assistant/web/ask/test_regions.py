"""Regions on the page: namesakes, and filters by place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.assistant.web.conftest import App, Visit, ask, fill, running_app

pytestmark = pytest.mark.browser

REPORT = """政府工作报告
——2022年1月8日在{city}鼓楼区第九届人民代表大会第一次会议上
{province}{city}鼓楼区人民政府区长  骆青川
各位代表：
现在，我代表区人民政府向大会报告工作，请予审议。
一、2021年工作回顾
全区新增口袋公园{parks}个，改造老旧小区{estates}个。
二、2022年工作安排
新增口袋公园10个。
"""
NEWS = "{county}2021年茶业情况\n2022年2月9日\n2021年，{county}茶园面积达到{area}万亩。\n"


@pytest.fixture(scope="module")
def districts(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app over two districts of one name and some counties."""
    library = tmp_path_factory.mktemp("districts") / "library"
    documents = {
        "南京.txt": REPORT.format(province="江苏省", city="南京市", parks=8, estates=39),
        "福州.txt": REPORT.format(province="福建省", city="福州市", parks=5, estates=61),
    } | {
        f"{county}.txt": NEWS.format(county=county, area=area)
        for area, county in enumerate(("易县", "涞水县", "涞源县", "绥江县", "岱山县"), 3)
    }
    fill(library, documents)
    with running_app(library) as app:
        yield app


def test_each_of_two_districts_of_one_name_is_answered_with_its_city(districts: App, visit: Visit) -> None:
    page = visit(districts)
    ask(page, "鼓楼区2021年新增口袋公园几个？")
    items = page.locator("#newest .answer-text li")
    expect(items).to_have_count(2)
    expect(items.first).to_contain_text("南京市鼓楼区2021年")
    expect(page.locator("#newest .source-meta").first).to_contain_text("江苏省南京市鼓楼区")


def test_a_region_is_found_in_the_filter_by_what_is_typed_and_keeps_the_answer_to_it(
    districts: App, visit: Visit
) -> None:
    page = visit(districts)
    page.click("#filters .choose")
    page.get_by_label("查找地区").fill("保定易县")
    shown = page.locator(".choice-list label:visible", has_text="›")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("河北省 › 保定市 › 易县")
    page.get_by_label("查找地区").fill("福州鼓楼")
    shown.locator("input").check()
    page.click("#filter-choices .done")
    expect(page.locator("#filters .chip")).to_have_text("福建省 › 福州市 › 鼓楼区")
    ask(page, "2021年改造老旧小区多少个？")
    answer = page.locator("#newest .answer-text")
    expect(answer).to_contain_text("61个")
    expect(answer).not_to_contain_text("39个")
