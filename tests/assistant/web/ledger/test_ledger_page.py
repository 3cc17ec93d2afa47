"""The ledger in a browser: from a figure to its sentence, choices, charts, files, projects, and on a phone."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from assistant.ledger.view import View
from tests.assistant.web.auth.test_access import faults
from tests.assistant.web.conftest import ADMIN, READER, App, Visit, ask, sign_in
from tests.assistant.web.ledger.conftest import BUDGET, GDP

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


def opened(visit: Visit, app: App, view: View | None = None, **options: object) -> Page:
    """The ledger at a view, once it is shown."""
    page = visit(app, address=(view or View(indicator=GDP)).address(), signed_in=False, **options)
    page.locator("#ledger .ledger-result").wait_for()
    return page


def row_heads(page: Page) -> list[str]:
    return [text.split("\n")[0] for text in page.locator(".matrix tbody th[scope=row]").all_inner_texts()]


def test_the_tab_opens_on_a_table_and_its_address_leads_back_to_it(ledger_app: App, visit: Visit) -> None:
    page = visit(ledger_app)
    page.get_by_role("tab", name="台账").click()
    page.locator(".matrix").wait_for()
    expect(page).to_have_url(f"{ledger_app.url}/?ledger=indicator")
    page.get_by_role("link", name="项目").click()
    page.locator(".projects").wait_for()
    page.go_back()
    page.locator(".matrix").wait_for()
    page.reload()
    page.locator(".matrix").wait_for()
    page.get_by_role("tab", name="问答").click()
    expect(page).to_have_url(f"{ledger_app.url}/")
    expect(page.locator("#question")).to_be_visible()


def test_a_link_opens_the_view_that_it_names(ledger_app: App, visit: Visit) -> None:
    page = opened(visit, ledger_app, View(indicator=BUDGET, regions=("岚屏县",), first=2019, last=2021))
    assert row_heads(page) == ["岚屏县"]
    assert page.locator(".matrix thead th").all_inner_texts() == ["地区", "2019", "2020", "2021"]
    expect(page.locator(".ledger-head h2")).to_contain_text(BUDGET)


def test_an_answer_leads_to_the_table_of_its_figures_and_back(ledger_app: App, visit: Visit) -> None:
    page = visit(ledger_app)
    ask(page, "云溪县2021年地区生产总值是多少？")
    page.get_by_role("link", name="在台账中看").click()
    page.locator(".matrix").wait_for()
    assert row_heads(page) == ["云溪县"]
    expect(page.locator(".ledger-head h2")).to_contain_text(GDP)
    page.go_back()
    expect(page.locator("#question")).to_be_visible()
    expect(page.get_by_role("link", name="在台账中看")).to_be_visible()


def test_a_link_arrives_at_the_head_of_the_page(ledger_app: App, visit: Visit) -> None:
    page = visit(ledger_app, viewport={"width": 1280, "height": 500})
    page.get_by_role("tab", name="台账").click()
    page.locator(".matrix").wait_for()
    page.get_by_role("tab", name="问答").click()
    for _ in range(3):
        ask(page, "云溪县2021年地区生产总值是多少？")
    page.evaluate("window.scrollTo(0, 1e6)")
    assert page.evaluate("window.scrollY") > 100
    page.get_by_role("link", name="在台账中看").last.click()
    page.locator(".matrix").wait_for()
    expect(page.get_by_role("tab", name="台账")).to_be_in_viewport()
    assert page.evaluate("window.scrollY") == 0


def test_switching_to_targets_leaves_the_variant_open(ledger_app: App, visit: Visit) -> None:
    page = opened(visit, ledger_app, View(indicator=GDP, first=2019, last=2021))
    page.locator(".ledger-switch label", has_text="目标").click()
    page.locator(".ledger-nothing").wait_for()
    assert "measure=" not in page.url and "from=" not in page.url and "status=target" in page.url
    page.locator(".ledger-switch label", has_text="结果").click()
    page.locator(".matrix").wait_for()
    expect(page.locator(".ledger-select select[name=measure], .ledger-head h2").first).to_contain_text("数值")


def test_projects_are_sorted_by_the_list_and_by_the_heads_of_columns(ledger_app: App, visit: Visit) -> None:
    page = opened(visit, ledger_app, View("projects"))
    head = page.get_by_role("columnheader", name="投资")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(head.get_by_role("button")).to_be_focused()
    expect(page.locator(".project-open").first).to_have_text("云脊抽水蓄能电站")
    assert "sort=sum" in page.url
    page.get_by_label("排序").select_option("-year")
    expect(page.locator(".project-open").first).not_to_have_text("云脊抽水蓄能电站")
    expect(page.get_by_role("columnheader", name="年份")).to_have_attribute("aria-sort", "ascending")


def test_a_figure_opens_its_sentence_beside_the_table(ledger_app: App, visit: Visit) -> None:
    page = opened(visit, ledger_app)
    page.get_by_role("button", name="云溪县 2021 地区生产总值 60.25亿元").click()
    expect(page.locator("mark.cited .exact")).to_have_text("60.25亿元")
    expect(page.locator("mark.cited")).to_have_text("全县地区生产总值达到60.25亿元")
    expect(page.locator(".cell-card .cell-figure")).to_have_text("60.25亿元")
    expect(page.locator(".matrix")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#source-panel")).to_be_hidden()
    expect(page.get_by_role("button", name="云溪县 2021 地区生产总值")).to_be_focused()


def test_the_chart_fits_the_room_that_the_source_leaves(ledger_app: App, visit: Visit) -> None:
    page = opened(visit, ledger_app)
    wide = page.locator(".ledger-chart").get_attribute("width")
    page.locator(".ledger-cell").first.click()
    page.locator("mark.cited").wait_for()
    expect(page.locator(".ledger-chart")).not_to_have_attribute("width", str(wide))
    assert page.evaluate("document.querySelector('.ledger-chart').clientWidth") == int(
        page.locator(".ledger-chart").get_attribute("width") or 0
    )


def test_a_contradiction_is_explained_when_it_is_pointed_at_and_each_side_can_be_read(
    ledger_app: App, visit: Visit
) -> None:
    page = opened(visit, ledger_app)
    doubtful = page.get_by_role("button", name="岚屏县 2021 地区生产总值 92.5亿元，说法不一")
    doubtful.hover()
    expect(page.locator("#preview")).to_contain_text("没有取平均")
    expect(page.locator("#preview")).to_contain_text("99.9亿元")
    doubtful.click()
    expect(page.locator("mark.cited")).to_contain_text("92.5亿元")
    page.locator(".cell-card .differs .telling").click()
    expect(page.locator("mark.cited")).to_have_text("岚屏县地区生产总值为99.9亿元")
    expect(page.locator(".panel-card .cell-card")).to_be_visible()


def test_another_indicator_is_found_by_a_few_characters_and_regions_are_ticked(
    ledger_app: App, visit: Visit
) -> None:
    page = opened(visit, ledger_app)
    page.locator('[data-picker="indicator"] summary').click()
    page.locator('[data-picker="indicator"] label', has_text=BUDGET).click()
    expect(page.locator(".ledger-head h2")).to_contain_text(BUDGET)
    expect(page.locator('[data-picker="indicator"] summary')).to_be_focused()
    page.locator('[data-picker="region"] summary').click()
    page.locator('[data-picker="region"] label', has_text="云溪县").click()
    expect(page.locator(".matrix tbody tr")).to_have_count(1)
    assert row_heads(page) == ["云溪县"]
    expect(page.locator('[data-picker="region"]')).to_have_attribute("open", "")
    expect(page.locator('[data-picker="region"] .picker-said')).to_have_text("云溪县")
    page.get_by_role("button", name="全部", exact=True).click()
    expect(page.locator(".matrix tbody tr")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator('[data-picker="region"]')).not_to_have_attribute("open", "")
    assert "region=" not in page.url


def test_figures_are_gone_through_with_the_arrow_keys_and_sorted_by_a_year(
    ledger_app: App, visit: Visit
) -> None:
    page = opened(visit, ledger_app)
    page.locator(".ledger-cell").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="岚屏县 2019")).to_be_focused()
    page.keyboard.press("ArrowRight")  # over the gap of 2020
    expect(page.get_by_role("button", name="岚屏县 2021")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="云溪县 2021")).to_be_focused()
    assert page.locator(".ledger-cell[tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    expect(page.locator("mark.cited")).to_contain_text("60.25亿元")
    page.keyboard.press("Escape")
    head = page.locator(".matrix thead button", has_text="2021")
    head.click()
    assert row_heads(page) == ["岚屏县", "云溪县"]
    head.click()
    assert row_heads(page) == ["云溪县", "岚屏县"]
    expect(page.locator(".matrix th[aria-sort=ascending]")).to_have_text("2021")


def test_lines_and_bars_are_drawn_and_saved_as_an_image(ledger_app: App, visit: Visit) -> None:
    page = opened(visit, ledger_app)
    assert page.locator(".ledger-chart circle").count() == 4
    with page.expect_download() as download:
        page.get_by_role("button", name="图片").click()
    assert download.value.suggested_filename.endswith(".png")
    image = Image.open(Path(download.value.path())).convert("RGB")
    assert image.width > 1000 and len(image.getcolors(1 << 24) or []) > 20
    page.locator(".chart-kinds label", has_text="柱形").click()
    page.locator(".ledger-chart .bar").first.wait_for()
    assert page.locator(".ledger-chart .bar").count() == 2
    assert "chart=bar" in page.url


def test_a_view_is_saved_as_csv_and_xlsx_with_its_sources(ledger_app: App, visit: Visit) -> None:
    page = opened(visit, ledger_app)
    with page.expect_download() as download:
        page.get_by_role("link", name="csv").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    lines = list(csv.DictReader(text.splitlines()))
    assert len(lines) == 5 and {line["原句"] for line in lines} >= {"岚屏县地区生产总值为99.9亿元"}
    with page.expect_download() as download:
        page.get_by_role("link", name="xlsx").click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
    assert GDP in download.value.suggested_filename


def test_a_regions_name_leads_to_all_its_indicators_and_back(ledger_app: App, visit: Visit) -> None:
    page = opened(visit, ledger_app)
    page.get_by_role("link", name="岚屏县").click()
    expect(page.locator(".ledger-head h2")).to_contain_text("岚屏县")
    assert row_heads(page) == [GDP, BUDGET]
    page.get_by_role("link", name=BUDGET).click()
    expect(page.locator(".ledger-head h2")).to_contain_text(BUDGET)


def test_projects_are_filtered_and_their_history_leads_to_each_sentence(
    ledger_app: App, visit: Visit
) -> None:
    page = opened(visit, ledger_app, View("projects"))
    page.get_by_label("行业").select_option("电力")
    expect(page.locator(".project-open")).to_have_count(1)
    page.get_by_role("button", name="云脊抽水蓄能电站").click()
    expect(page.locator(".timeline li:visible")).to_have_count(2)
    page.locator(".timeline .telling").last.click()
    expect(page.locator("mark.cited")).to_have_text("总投资48.5亿元的云脊抽水蓄能电站开工建设")
    page.keyboard.press("Escape")
    page.get_by_label("行业").select_option("")
    page.get_by_label("查找项目").fill("湿地")
    expect(page.locator(".project-open")).to_have_text(["河湾湿地公园"])
    expect(page.get_by_label("查找项目")).to_be_focused()


def test_what_is_typed_while_the_view_is_drawn_anew_is_kept(ledger_app: App, visit: Visit) -> None:
    page = opened(visit, ledger_app, View("projects"))
    held: list[Route] = []
    page.route("**/xianwen/ledger?*", lambda route: route.continue_() if held else held.append(route))
    # A slow hand: the form comes back between two characters, before what was typed is asked for.
    page.evaluate(
        "() => { const later = setTimeout; window.setTimeout = (act, ms) => later(act, ms === 200 ? 3000 : ms); }"
    )
    page.get_by_label("行业").select_option("电力")
    page.get_by_label("查找项目").click()
    page.keyboard.type("云")
    with page.expect_response("**/xianwen/ledger?*"):
        held[0].continue_()
    expect(page.locator(".project-open")).to_have_count(1)
    page.keyboard.type("脊")
    expect(page.get_by_label("查找项目")).to_have_value("云脊")
    expect(page.get_by_label("查找项目")).to_be_focused()
    expect(page.locator(".project-open")).to_have_text(["云脊抽水蓄能电站"])
    expect(page).to_have_url(re.compile("words=%E4%BA%91%E8%84%8A"))


def test_nothing_that_a_document_says_is_run(ledger_app: App, visit: Visit) -> None:
    for view in (View(), View("region", regions=("<img",)), View("projects")):
        page = opened(visit, ledger_app, view)
        page.locator("[data-picker] summary").first.click()
        if view.page == "projects":
            for button in page.locator(".project-open").all():
                button.click()
        assert page.evaluate("window.pwned") is None
        page.close()


def test_a_failure_is_said_and_can_be_tried_again(ledger_app: App, visit: Visit) -> None:
    page = opened(visit, ledger_app)

    page.evaluate(
        """() => { window.realFetch = window.fetch; window.fetch = (address, ...rest) => String(address).includes("ledger")
          ? Promise.reject(new TypeError("down")) : window.realFetch(address, ...rest); }"""
    )
    page.get_by_role("link", name="项目").click()
    expect(page.get_by_role("alert")).to_contain_text("台账没有取到")
    page.evaluate("() => { window.fetch = window.realFetch; }")
    page.get_by_role("button", name="再试一次").click()
    page.locator(".projects").wait_for()


def test_a_person_corrects_a_cell_and_takes_it_back(corrected_app: App, visit: Visit) -> None:
    page = visit(corrected_app, signed_in=False)
    sign_in(page, *ADMIN)
    page.locator("#question").wait_for()
    page.goto(f"{corrected_app.url}/{View(indicator=GDP).address()}")
    page.get_by_role("button", name="云溪县 2021 地区生产总值 60.25亿元").click()
    page.locator("#source-panel").get_by_role("button", name="更正").last.click()
    page.get_by_label("数值", exact=True).fill("sixty")
    page.get_by_role("button", name="存下").click()
    expect(page.locator(".cell-card .told")).to_contain_text("看不懂")
    page.get_by_label("数值", exact=True).fill("61.5亿元")
    page.get_by_label("说明").fill("统计局核定")
    page.get_by_role("button", name="存下").click()
    expect(page.get_by_role("button", name="云溪县 2021 地区生产总值 61.5亿元，人工更正")).to_be_visible()
    expect(page.locator(".cell-card")).to_contain_text("统计局核定")
    expect(page.locator(".cell-card")).to_contain_text(ADMIN[0])
    expect(page.locator(".cell-card .tellings")).to_contain_text("60.25亿元")
    page.locator(".cell-card").get_by_role("button", name="撤销").click()
    expect(page.get_by_role("button", name="云溪县 2021 地区生产总值 60.25亿元")).to_be_visible()
    page.locator(".cell-card").get_by_role("button", name="核实无误").click()
    expect(page.get_by_role("button", name="云溪县 2021 地区生产总值 60.25亿元，人工核实")).to_be_visible()


def test_a_reader_sees_the_ledger_and_cannot_change_it(corrected_app: App, visit: Visit) -> None:
    page = visit(corrected_app, signed_in=False)
    sign_in(page, *READER)
    page.locator("#question").wait_for()
    page.goto(f"{corrected_app.url}/{View(indicator=GDP).address()}")
    page.locator(".ledger-cell").first.click()
    page.locator(".cell-card").wait_for()
    expect(page.locator(".cell-actions")).to_be_hidden()
    fact = page.locator(".ledger-cell").first.get_attribute("data-fact")
    address = f"{corrected_app.url}/xianwen/ledger/correction"
    assert page.request.post(address, data={"fact": int(fact or 0), "act": "confirm"}).status == 403


def test_on_a_phone_the_table_scrolls_under_its_heads_and_the_page_does_not(
    ledger_app: App, visit: Visit
) -> None:
    for view in (View(indicator=GDP), View("region", regions=("岚屏县",)), View("projects")):
        page = opened(visit, ledger_app, view, **PHONE)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        if view.page != "projects":
            page.evaluate("document.querySelector('.matrix-scroll').scrollLeft = 1e4")
            box = page.locator(".matrix tbody th[scope=row]").first.bounding_box()
            assert box is not None and 0 <= box["x"] < 40
        page.close()
    page = opened(visit, ledger_app, **PHONE)
    page.get_by_role("button", name="岚屏县 2021").tap()
    expect(page.locator("#source-panel .cell-card")).to_contain_text("没有取平均")
    expect(page.locator("mark.cited")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1360, 390])
def test_axe_finds_no_serious_fault_in_the_ledger(
    ledger_app: App, visit: Visit, scheme: str, width: int
) -> None:
    found = {}
    for view in (View(indicator=GDP), View("region", regions=("岚屏县",)), View("projects")):
        page = opened(visit, ledger_app, view, color_scheme=scheme, viewport={"width": width, "height": 844})
        found[view.page] = faults(page)
        if view.page == "indicator":
            page.locator('[data-picker="indicator"] summary').click()
            found["picker"] = faults(page)
            page.keyboard.press("Escape")
            page.get_by_role("button", name="岚屏县 2021").click()
            page.locator(".cell-card [data-cell-correct]").click()
            found["card"] = faults(page)
        if view.page == "projects":
            page.locator(".project-open").first.click()
            found["timeline"] = faults(page)
        page.close()
    assert {name: list(dict.fromkeys(some)) for name, some in found.items() if some} == {}
