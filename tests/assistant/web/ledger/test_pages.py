"""What the ledger's pages show of invented facts and projects."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from assistant.ledger.cells import CellCorrection, key_of
from assistant.ledger.view import View
from assistant.web.i18n.words import SIMPLIFIED, translator
from assistant.web.ledger.cell_card import render_card
from assistant.web.ledger.held import Held, held_of
from assistant.web.ledger.routes import render_page
from ingest.facts.model import StoredFact
from tests.assistant.ledger.invented import mentioned, told

EVIL = "<img src=x onerror=alert(1)>\"'&"


def page(held: Held, view: View | None = None, language: str = "zh-CN") -> str:
    return render_page(held, view or View(), 960, 60, translator(language))  # type: ignore[arg-type]


class Cells(HTMLParser):
    """Reads a table: a list of rows, each of its cells' texts and the attributes of its buttons."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.buttons: list[dict[str, str | None]] = []
        self._in_table = self._is_pad = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._in_table = True
        if not self._in_table:
            return
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        self._is_pad = dict(attrs).get("class") == "pad"
        if tag == "button" and dict(attrs).get("class") == "ledger-cell":
            self.buttons.append(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        self._in_table = self._in_table and tag != "table"
        self._is_pad = False

    def handle_data(self, data: str) -> None:
        if self._in_table and self.rows and self.rows[-1] and not self._is_pad:
            self.rows[-1][-1] += data.strip()


def gdp(count: int = 4, region: str = "岚屏县", first: int = 2018) -> list[StoredFact]:
    return [
        told(
            90.5 + i,
            region=region,
            by=region,
            year=first + i,
            written=f"{first + i + 1}-01-10",
        )
        for i in range(count)
    ]


def test_it_opens_on_the_indicator_with_the_most_cells_all_regions_and_its_results() -> None:
    incomes = [told(3 + i, year=2020 + i, indicator="一般公共预算收入") for i in range(2)]
    held = held_of([*gdp(), *gdp(2, "云溪县", 2020), *incomes, told(120, year=2023, status="target")])
    shown = Cells(page(held))
    assert shown.rows[0] == ["地区", "2018", "2019", "2020", "2021"]
    assert [row[0] for row in shown.rows[1:]] == ["岚屏县霞山省", "云溪县霞山省"]
    assert "120" not in str(shown.rows)


def test_recent_years_are_shown_unless_others_are_asked_for() -> None:
    held = held_of(gdp(20, first=2003))
    assert Cells(page(held)).rows[0][1:] == [str(year) for year in range(2011, 2023)]
    early = Cells(page(held, View(first=2003, last=2005)))
    assert early.rows[0][1:] == ["2003", "2004", "2005"]


def test_gaps_are_visible_and_counted() -> None:
    html = page(held_of([told(90, year=2018), told(96, year=2021)]))
    assert Cells(html).rows[1] == ["岚屏县霞山省", "90", "·", "·", "96"]
    assert "2 格有数，2 格没有" in html


def test_each_figure_leads_to_its_sentence() -> None:
    fact = told(96.4)
    (button,) = Cells(page(held_of([fact]))).buttons
    assert button["data-doc"] == fact.source.doc
    assert button["data-start"] == str(fact.fact.start) and button["data-end"] == str(fact.fact.end)
    assert button["data-exact"] == f"{fact.fact.figure_start}-{fact.fact.figure_end}"
    assert button["aria-label"] == "岚屏县 2021 地区生产总值 96.4亿元"


def test_a_contradiction_is_marked_said_aloud_and_explained_with_all_who_tell_it() -> None:
    facts = [told(96.4, quote="总值96.4亿元"), told(110, by="霞山市", quote="总值110亿元")]
    held = held_of(facts)
    html = page(held)
    (button,) = Cells(html).buttons
    assert button["data-state"] == "contradicted"
    assert str(button["aria-label"]).endswith("说法不一")
    assert "说法不一 1" in html
    card = render_card(held.by_fact[facts[1].id], "岚屏县", SIMPLIFIED)
    assert "没有取平均" in card and "总值96.4亿元" in card and "总值110亿元" in card
    assert card.index("96.4亿元") < card.index("110亿元")


def test_a_revision_is_marked_as_such() -> None:
    held = held_of([told(96.4), told(98.2, written="2024-01-10")])
    (button,) = Cells(page(held)).buttons
    assert button["data-state"] == "revised"
    assert "后来的文件" in render_card(held.cells[0], "岚屏县", SIMPLIFIED)


def test_a_correction_is_shown_with_its_note_and_what_was_found() -> None:
    fact = told(96.4)
    said = CellCorrection(94.6, "亿元", 94.6e8, "看错了一位", "陈默", "2026-01-02 10:00:00")
    held = held_of([fact], said={key_of(fact.fact): said})
    (button,) = Cells(page(held)).buttons
    assert button["data-state"] == "corrected"
    card = render_card(held.by_fact[fact.id], "岚屏县", SIMPLIFIED)
    assert "94.6" in card and "96.4亿元" in card and "看错了一位" in card and "陈默" in card
    assert "data-cell-undo" in card and "data-cell-confirm" not in card


@pytest.mark.parametrize("name", ["铜山县", "徐州市铜山县", "江苏省徐州市铜山区", "铜山"])
def test_a_link_with_a_former_name_leads_to_the_place_of_today(name: str) -> None:
    old = told(90, year=2009, region="铜山县", by="铜山县", place="江苏省徐州市")
    new = told(98, year=2012, region="铜山区", by="铜山区", place="江苏省徐州市")
    held = held_of([old, new, *gdp()])
    assert held.meant([name]) == {("铜山区", "江苏省徐州市")}
    html = page(held, View(page="region", regions=(name,)))
    assert "铜山区" in html and len(Cells(html).buttons) == 2


def test_a_full_name_means_its_bearer_and_a_short_one_all_that_have_it() -> None:
    held = held_of([told(90, region="岚屏县"), told(80, region="岚屏区", place="海原省")])
    assert held.meant(["岚屏县"]) == {("岚屏县", "霞山省")}
    assert held.meant(["海原省岚屏区"]) == {("岚屏区", "海原省")}
    assert held.meant(["岚屏"]) == {("岚屏县", "霞山省"), ("岚屏区", "海原省")}
    assert held.meant(["泊舟县"]) == set()


def test_what_a_person_said_of_a_place_holds_under_the_name_that_it_has_today() -> None:
    fact = told(96.4, region="徐水县", place="河北省保定市", by="徐水县", spoken_in="河北省保定市")
    said = CellCorrection(94.6, "亿元", 94.6e8)
    held = held_of([fact], said={key_of(fact.fact): said})
    (cell,) = held.cells
    assert (cell.key.region, cell.state) == ("徐水区", "corrected")
    assert held.keys_of(cell) == [key_of(fact.fact)]


def test_a_place_has_one_row_whatever_it_was_called_in_its_time() -> None:
    old = told(60, year=2013, region="徐水县", place="河北省保定市", by="徐水县")
    new = told(90, year=2020, region="徐水区", place="河北省保定市", by="徐水区")
    (_, row) = Cells(page(held_of([old, new]), View(first=2013, last=2020))).rows
    assert row[0].startswith("徐水区") and (row[1], row[-1]) == ("60", "90")


def test_estimates_and_approximate_figures_are_shown_as_such() -> None:
    html = page(held_of([told(96.4, status="estimate"), told(12, year=2020, bound="about")]))
    assert Cells(html).rows[1][1:] == ["约12", "96.4预"]
    assert "预计数" in html and "约、超、近" in html


def test_figures_of_one_unit_stand_point_under_point() -> None:
    html = page(held_of([told(96.45), told(12, year=2020)]))
    assert '12<span class="pad">.00</span>' in html and '96.45<span class="pad">' not in html


def test_targets_are_another_view() -> None:
    held = held_of([told(96.4), told(120, year=2023, status="target")])
    assert Cells(page(held, View(target=True))).rows == [["地区", "2023"], ["岚屏县霞山省", "120"]]


def test_targets_open_on_what_most_of_them_say_and_each_variant_says_how_many_it_has() -> None:
    aims = [told(6 + i, "%", year=2020 + i, measure="growth", status="target") for i in range(3)]
    held = held_of([*gdp(), told(120, year=2023, status="target"), *aims])
    html = page(held, View(target=True))
    assert Cells(html).rows == [["地区", "2020", "2021", "2022"], ["岚屏县霞山省", "6", "7", "8"]]
    assert "数值（亿元） · 1 格" in html and "比上年增长（%） · 3 格" in html
    assert [row[1:] for row in Cells(page(held)).rows[1:]] == [["90.5", "91.5", "92.5", "93.5"]]


def test_a_ratio_is_called_one_and_a_growth_since_a_year_has_no_number_of_years() -> None:
    since = {"year": 2016, "from_year": 2011, "base": "2011年", "measure": "growth"}
    held = held_of([told(1.6, "倍", qualifiers=("倍数",), **since), told(60, "%", **since)])
    html = page(held, View("region"))
    assert "是2011年的（倍）" in html and "比2011年增长（%）" in html
    assert "累计" not in html and "倍数" not in Cells(html).rows[2][0]
    assert "as against 2011年" in page(held, View("region"), language="en")


def test_the_years_that_are_chosen_are_the_first_and_the_last_that_are_shown() -> None:
    held = held_of([*gdp(2, first=2012), *gdp(3, first=2020), *gdp(12, "云溪县", 2010)])

    def years(view: View) -> tuple[list[str], list[str]]:
        html = page(held, view)
        taken = [re.search(rf'name="{name}">.*?value="(\d+)" selected', html) for name in ("from", "to")]
        return Cells(html).rows[0][1:], [found[1] for found in taken if found]

    for view in (
        View(),
        View(regions=("岚屏县",)),
        View(first=1, last=9999),
        View(regions=("岚屏县",), first=2010, last=2021),
        View("region", regions=("岚屏县",)),
        View("region", regions=("岚屏县",), first=2015),
    ):
        shown, chosen = years(view)
        assert len(shown) > 1
        assert shown[0] == chosen[0] and shown[-1] == chosen[1], view
    assert years(View(regions=("岚屏县",), first=2010, last=2021))[0][0] == "2010"


def test_figures_of_one_year_are_bars_and_there_is_no_line_to_choose() -> None:
    held = held_of([*gdp(), *gdp(4, "云溪县")])
    one = page(held, View(first=2020, last=2020))
    assert one.count('class="bar"') == 2 and "<circle" not in one and 'name="chart"' not in one
    assert "<circle" in page(held)


def test_the_line_below_a_chart_says_what_is_in_it() -> None:
    many = [fact for i in range(10) for fact in gdp(2, f"{chr(0x4E00 + 40 * i)}溪县")]
    held = held_of([*many, *gdp(4)])
    assert "图中是有数最多的 8 个地区；" in page(held)
    assert "chart-note" not in page(held, View(chart="bar", first=2018, last=2019))
    city = gdp(3, "河北省")
    assert "图中是有数最多的 8 个同级地区；" in page(held_of([*many, *city]))
    assert "图中是 2019 有数的 10 个同级地区。" in page(held_of([*many, *city]), View(chart="bar"))
    assert "图中是 2019 有数的 10 个地区。" in page(
        held_of([*many, *gdp(1), told(1, region="云溪县", year=2021)]), View(chart="bar")
    )
    assert "chart-note" not in page(held_of(gdp()))


def test_a_link_to_a_region_and_an_indicator_shows_them_alone() -> None:
    held = held_of([*gdp(), *gdp(2, "云溪县", 2020), *[told(7, "%", year=2021, measure="growth")]])
    view = View(indicator="地区生产总值", measure="growth", regions=("岚屏县",), first=2020, last=2021)
    assert Cells(page(held, view)).rows == [["地区", "2021"], ["岚屏县霞山省", "7"]]


def test_namesakes_are_told_apart_by_where_they_lie() -> None:
    facts = [
        told(i, region="鼓楼区", place=place, by=None)
        for i, place in enumerate(("江苏省南京市", "福建省福州市"), 1)
    ]
    held = held_of(facts)
    assert {row[0] for row in Cells(page(held)).rows[1:]} == {
        "南京市鼓楼区江苏省南京市",
        "福州市鼓楼区福建省福州市",
    }
    for name in ("江苏省南京市鼓楼区", "南京市鼓楼区"):
        one = Cells(page(held, View(regions=(name,)))).rows
        assert [row[1] for row in one[1:]] == ["1"]
    assert len(Cells(page(held, View(regions=("鼓楼区",)))).rows) == 3
    assert held.meant(["台南京市鼓楼区", "楼区", ""]) == set()


def test_an_empty_ledger_says_how_it_is_filled_and_a_choice_without_figures_leads_back() -> None:
    assert "台账里还没有数据" in page(held_of([]))
    assert "台账里还没有项目" in page(held_of([]), View(page="projects"))
    nothing = page(held_of(gdp()), View(indicator="森林覆盖率"))
    assert "这个选择下没有数据" in nothing and 'href="?ledger=indicator"' in nothing
    assert "这个选择下没有数据" in page(held_of(gdp()), View(regions=("云溪县",)))
    assert "没有符合条件的项目" in page(
        held_of([], [mentioned("河湾湿地公园")]), View(page="projects", words="电站")
    )


def test_a_region_has_its_indicators_in_the_groups_of_the_list() -> None:
    facts = [
        told(96.4),
        told(6.8, "%", measure="growth"),
        told(5.2, indicator="一般公共预算收入"),
        told(3, "个", indicator=None, name="竹编工坊"),
    ]
    html = page(held_of(facts), View(page="region"))
    heads = [row[0] for row in Cells(html).rows[1:]]
    assert heads.index("地区生产总值数值（亿元）") < heads.index("地区生产总值比上年增长（%）")
    assert (
        heads.index("一般公共预算收入数值（亿元）")
        < heads.index("未列入指标表的")
        < heads.index("竹编工坊数值（个）")
    )


def test_a_region_is_shown_by_measure_where_that_is_asked_for() -> None:
    held = held_of([told(96.4), told(6.8, "%", measure="growth")])
    rows = Cells(page(held, View(page="region", regions=("岚屏县",), measure="growth"))).rows
    assert [row[0] for row in rows[2:]] == ["地区生产总值比上年增长（%）"]


def test_projects_are_filtered_by_region_state_year_industry_sum_and_words() -> None:
    held = held_of(
        [],
        [
            mentioned(
                "云脊抽水蓄能电站", "under construction", investment=48.5, industry="电力", site="云脊镇"
            ),
            mentioned("河湾湿地公园", "completed", region="云溪县", year=2019, investment=2.0),
        ],
    )
    both = {"云脊抽水蓄能电站", "河湾湿地公园"}

    def names(view: View) -> set[str]:
        html = page(held, view)
        return {name for name in both if f"{name}</button>" in html}

    assert names(View("projects")) == both
    for view in (
        View("projects", regions=("岚屏县",)),
        View("projects", states=("under construction",)),
        View("projects", year=2021),
        View("projects", industry="电力"),
        View("projects", least=1e9),
        View("projects", words="雲脊"),
    ):
        assert names(view) == {"云脊抽水蓄能电站"}, view


def test_a_project_has_a_timeline_of_all_who_tell_of_it() -> None:
    held = held_of(
        [],
        [
            mentioned("云脊抽水蓄能电站", "signed", year=2019, quote="签约云脊抽水蓄能电站"),
            mentioned("云脊抽水蓄能电站", "in production", year=2023, quote="云脊抽水蓄能电站投产"),
        ],
    )
    html = page(held, View("projects"))
    timeline = html[html.index('class="timeline"') :]
    assert timeline.index("云脊抽水蓄能电站投产") < timeline.index("签约云脊抽水蓄能电站")
    assert "2019–2023" in html and timeline.count('class="telling"') == 2


def test_projects_are_sorted_by_year_sum_and_state_those_that_tell_none_last() -> None:
    held = held_of(
        [],
        [
            mentioned("云脊抽水蓄能电站", "signed", year=2021, investment=48.5),
            mentioned("河湾湿地公园", "completed", year=2019, investment=2.0),
            mentioned("岚桥大道", None, year=2021),
            mentioned("竹海粮库", "started", year=2020, investment=9.0),
        ],
    )

    def names(view: View) -> list[str]:
        return re.findall(r'class="project-open"[^>]*>([^<]*)', page(held, view))

    power, park, road, grain = "云脊抽水蓄能电站", "河湾湿地公园", "岚桥大道", "竹海粮库"
    assert names(View("projects")) == [power, road, grain, park]
    assert names(View("projects", sort="-year")) == [park, grain, power, road]
    assert names(View("projects", sort="sum")) == [power, grain, park, road]
    assert names(View("projects", sort="-sum")) == [park, grain, power, road]
    assert names(View("projects", sort="state")) == [park, grain, power, road]
    assert names(View("projects", sort="-state")) == [power, grain, park, road]


def test_the_head_of_a_column_says_how_projects_are_sorted_and_offers_the_other_way() -> None:
    held = held_of([], [mentioned("云脊抽水蓄能电站", investment=48.5)])
    html = page(held, View("projects", sort="sum"))
    assert 'class="sum" aria-sort="descending"><button type="button" data-sort="-sum"' in html
    assert 'class="years" aria-sort="none"><button type="button" data-sort=""' in html
    assert '<option value="sum" selected>投资从大到小' in html
    assert 'class="years" aria-sort="descending"' in page(held, View("projects"))


def test_the_total_says_that_it_is_of_projects_with_a_sum_of_their_own() -> None:
    found = [mentioned("云脊抽水蓄能电站", investment=48.5), mentioned("河湾湿地公园")]
    html = page(held_of([], found), View("projects"))
    assert "2 个项目 · 其中 1 个写明自身的投资，合计 48.5亿元（几个项目合写的投资不计）" in html


def test_more_projects_are_shown_when_they_are_asked_for() -> None:
    held = held_of([], [mentioned(f"{chr(0x4E00 + 40 * i)}河桥梁改造工程") for i in range(70)])
    html = page(held, View("projects"))
    assert html.count('class="project-open"') == 60 and "再看 10 个" in html
    assert render_page(held, View("projects"), 960, 120, SIMPLIFIED).count('class="project-open"') == 70


@pytest.mark.parametrize("name", ["indicator", "region", "projects"])
@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "en"])
def test_no_text_of_a_document_is_html(name: str, language: str) -> None:
    fact = told(
        1,
        EVIL,
        region=EVIL,
        place=EVIL,
        by=EVIL,
        indicator=EVIL,
        qualifiers=(EVIL,),
        quote=EVIL,
        doc=EVIL,
        base=EVIL,
        measure="growth",
    )
    other = told(
        2,
        EVIL,
        region=EVIL,
        place=EVIL,
        by=None,
        indicator=EVIL,
        qualifiers=(EVIL,),
        quote=EVIL,
        base=EVIL,
        measure="growth",
    )
    project = mentioned(
        EVIL,
        region=EVIL,
        by=EVIL,
        quote=EVIL,
        industry=EVIL,
        site=EVIL,
        builder=EVIL,
        capacity=EVIL,
        investment=1.0,
        unit=EVIL,
    )
    held = held_of([fact, other], [project])
    view = View(page=name, indicator=EVIL, measure=EVIL, regions=(EVIL,), words=EVIL, industry=EVIL)  # type: ignore[arg-type]
    for shown in (View(page=name), view):  # type: ignore[arg-type]
        html = page(held, shown, language)
        assert "<img" not in html
        assert not re.search(r"=\"[^\"]*onerror[^\"]*'[^\"]*\"[^>]*onerror", html)
    assert "<img" not in render_card(held.cells[0], EVIL, translator(language))  # type: ignore[arg-type]


def test_the_page_speaks_english_to_who_reads_it() -> None:
    html = page(held_of([told(96.4), told(110, by="霞山市")]), language="en")
    assert "1 cells filled" in html and "sources differ" in html
