"""The table of documents: found, sorted, paged, with the reason of a failure."""

from __future__ import annotations

from dataclasses import replace

from assistant.web.i18n.labels import date_words, holdings_line, named_holdings_line
from assistant.web.i18n.words import SIMPLIFIED
from assistant.web.library.coverage import render_coverage
from assistant.web.library.table import PAGE_SIZE, View, arranged, matching, render_table
from ingest.schema import StoredDocument

REPORT = StoredDocument(
    doc="报告/砚溪.pdf", title="砚溪县政府工作报告", region="砚溪县", place="云泽省", date="2023-01",
    reviews_year=2022, kind="work-report", source=None, speaker=None, format="pdf", passages=40,
    characters=9000, state="ready", reason=None, ingested_at="2024-01-01",
)  # fmt: skip
NEWS = replace(
    REPORT,
    doc="新闻/a.txt",
    title="松墩县项目開工",
    region="松墩县",
    date="2021-06-03",
    kind="news",
    passages=3,
)
BROKEN = replace(
    REPORT, doc="坏.pdf", title="坏.pdf", region=None, date=None, passages=0, characters=0, state="failed",
    reason="文件有<密码>。", kind="other",
)  # fmt: skip
ALL = [REPORT, NEWS, BROKEN]


def test_search_looks_in_title_path_region_kind_and_date_in_either_script() -> None:
    assert matching(ALL, "开工") == [NEWS]
    assert matching(ALL, "政府工作报告 2023") == [REPORT]
    assert matching(ALL, "新闻 松墩") == [NEWS]
    assert matching(ALL, "没有的") == []
    assert matching(ALL, "  ") == ALL


def test_documents_without_a_value_come_last_in_both_directions() -> None:
    assert arranged(ALL, View(column="date", descending=True)) == [REPORT, NEWS, BROKEN]
    assert arranged(ALL, View(column="date", descending=False)) == [NEWS, REPORT, BROKEN]
    assert arranged(ALL, View(column="passages", descending=True))[0] == REPORT


def test_a_second_click_on_a_column_turns_the_order_round() -> None:
    once = View(page=3).sorted_by("title")
    assert (once.column, once.descending, once.page) == ("title", False, 0)
    assert once.sorted_by("title").descending
    assert View().sorted_by("password") == View()


def test_a_failed_document_shows_its_reason_escaped_and_cannot_be_opened() -> None:
    html = render_table([BROKEN], View())
    assert "未能读取" in html and "文件有&lt;密码&gt;。" in html
    assert "open-document" not in html


def test_ten_thousand_documents_are_paged() -> None:
    many = [replace(NEWS, doc=f"{i:05}.txt") for i in range(10_000)]
    html = render_table(many, View(page=1))
    assert html.count("<tr>") == PAGE_SIZE + 1
    assert "共 10000 篇，第 2 / 200 页" in html
    assert render_table(many, View(page=900)).count("<tr>") == PAGE_SIZE + 1


def test_an_empty_library_and_an_empty_result_say_what_they_are() -> None:
    assert "资料库还是空的" in render_table([], View())
    assert "没有符合“&lt;b&gt;”的文档" in render_table(ALL, View(search="<b>"))


def test_dates_are_as_precise_in_words_as_they_are_known() -> None:
    assert [date_words(date) for date in ("2021", "2021-02", "2021-02-05", None)] == [
        "2021年", "2021年2月", "2021年2月5日", "",
    ]  # fmt: skip


def test_the_holdings_count_what_can_be_asked_about() -> None:
    assert holdings_line(ALL) == "2 篇文档 · 2 个地区 · 2021–2023 年"
    assert holdings_line([BROKEN]) == "资料库还是空的"


def test_the_welcome_calls_the_regions_of_most_documents_by_name() -> None:
    assert named_holdings_line([*ALL, NEWS]) == "3 篇文档 · 2021–2023 年 · 松墩县、砚溪县"
    many = [replace(NEWS, region=f"第{n}县") for n in range(7)]
    assert (
        named_holdings_line(many)
        == "7 篇文档 · 2021 年 · 第0县、第1县、第2县、第3县、第4县、第5县等 7 个地区"
    )
    assert named_holdings_line([replace(NEWS, region=None, date=None)]) == "1 篇文档"


def test_an_old_name_of_a_place_is_counted_and_drawn_with_its_new_one() -> None:
    both = [
        replace(NEWS, doc="旧.txt", region="清苑县", place="河北省保定地区", date="2013-03-19"),
        replace(NEWS, doc="新.txt", region="清苑区", place="河北省保定市", date="2021-02-01"),
    ]
    assert named_holdings_line(both) == "2 篇文档 · 2013–2021 年 · 清苑区"
    chart = render_coverage(both, SIMPLIFIED)
    assert chart.count('class="region"') == 1 and "1 个地区" in chart
    assert 'data-find="清苑 2013"' in chart and 'data-find="清苑 2021"' in chart
    assert [d.doc for d in matching(both, "清苑 2013")] == ["旧.txt"]


def test_namesakes_are_told_apart_in_the_table_the_search_and_the_welcome() -> None:
    districts = [
        replace(NEWS, doc=f"{city}.txt", region="鼓楼区", place=f"{province}{city}")
        for province, city in (("江苏省", "南京市"), ("福建省", "福州市"))
    ]
    assert "江苏省 › 南京市" in render_table(districts, View())
    assert [d.doc for d in matching(districts, "南京市鼓楼区")] == ["南京市.txt"]
    assert "南京市鼓楼区、福州市鼓楼区" in named_holdings_line(districts)
