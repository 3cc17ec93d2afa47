"""Web pages: the article with its heading, source and tables, not the site round it."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from ingest.clean import clean
from ingest.read import read_file
from ingest.schema import SourceText

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}">
<title>清溪县召开重点项目推进会_清溪县人民政府</title>{head}
<script>var 脚本 = "不该出现";</script><style>.样式 {{}}</style></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/a">政务公开</a></li>
<li><a href="/b">走进清溪</a></li></ul></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/n">新闻</a></div>
<div class="main"><h1>清溪县召开重点项目推进会</h1>
<div class="info">发布时间：2021-02-05 来源：清溪日报</div>
<div id="zoom"><p>　　2月4日，清溪县召开重点项目推进会，县委书记出席并讲话&mdash;&mdash;要抓好项目建设。</p>
<h2>一、总体要求</h2><p>全年计划实施项目86个，总投资&nbsp;320亿元。</p>
<table><tr><th>项目</th><th>地点</th><th>投资</th></tr>
<tr><td rowspan="2">化工园</td><td>东篱镇</td><td>12亿元</td></tr>
<tr><td>北渡乡</td><td>3亿元</td></tr></table>
<p>会议强调，要加快进度。<br>各乡镇要落实责任。</p></div></div>
<div class="comments"><p>网友评论：写得真好，期待更多这样的项目落地，家乡越来越好。</p></div>
<div class="related"><a href="1">相关新闻一</a><a href="2">相关新闻二</a><a href="3">相关新闻三</a></div>
<div class="footer">版权所有：清溪县人民政府 主办单位：清溪县政府办
<a href="#">网站地图</a></div></body></html>"""


def read(folder: Path, page: str | bytes, name: str = "页.html") -> SourceText:
    (folder / name).write_bytes(page if isinstance(page, bytes) else page.encode())
    return read_file(folder / name, root=folder, max_bytes=10_000_000)


def page(charset: str = "utf-8", head: str = "") -> str:
    return PAGE.format(charset=charset, head=head)


def test_the_article_is_read_with_its_heading_source_and_tables_and_nothing_else(tmp_path: Path) -> None:
    source = read(tmp_path, page())
    assert source.format == "html"
    assert source.title == "清溪县召开重点项目推进会"
    assert source.text.split("\n") == [
        "清溪县召开重点项目推进会",
        "发布时间：2021-02-05 来源：清溪日报",
        "2月4日，清溪县召开重点项目推进会，县委书记出席并讲话——要抓好项目建设。",
        "一、总体要求",
        "全年计划实施项目86个，总投资 320亿元。",
        "项目 | 地点 | 投资",
        "项目：化工园 | 地点：东篱镇 | 投资：12亿元",
        "项目：化工园 | 地点：北渡乡 | 投资：3亿元",
        "会议强调，要加快进度。",
        "各乡镇要落实责任。",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "GBK", "big5", "iso-8859-1", "没有这种", "base64"])
def test_a_wrong_or_odd_charset_declaration_is_not_believed(
    tmp_path: Path, encoding: str, declared: str
) -> None:
    right = read(tmp_path, page())
    assert read(tmp_path, page(declared).encode(encoding)).text == right.text


def test_a_page_in_big5_is_read(tmp_path: Path) -> None:
    markup = (
        '<html><head><meta charset="big5"></head><body><p>清溪縣召開會議，投資三百億元。</p></body></html>'
    )
    assert read(tmp_path, markup.encode("big5")).text == "清溪縣召開會議，投資三百億元。"


def test_the_date_and_source_in_the_head_are_fields_and_no_text(tmp_path: Path) -> None:
    head = '<meta name="PubDate" content="2021-03-09 10:00"><meta name="ContentSource" content="云岭发布">'
    body = "<p>云岭县委书记赴开发区走访调研，要求抓好项目建设，确保年底前投产见效。</p>" * 3
    source = read(tmp_path, f"<html><head><title>书记调研</title>{head}</head><body>{body}</body></html>")
    assert source.fields == {"时间": "2021-03-09 10:00", "来源": "云岭发布"}
    assert source.text.startswith("云岭县委书记")


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>云岭县新增项目9个 - 云岭新闻网</title>", "", "云岭县新增项目9个"),
        ("<title>云岭县新增项目9个_要闻_云岭县人民政府网</title>", "", "云岭县新增项目9个"),
        (
            '<title>云岭网</title><meta property="og:title" content="云岭县新增项目9个">',
            "",
            "云岭县新增项目9个",
        ),
        (
            '<title>云岭网</title><meta name="ArticleTitle" content="云岭县新增项目9个">',
            "",
            "云岭县新增项目9个",
        ),
        ("", "<h1>云岭县新增项目9个</h1>", "云岭县新增项目9个"),
        (
            '<title>云岭县财政局</title><meta name="SiteName" content="云岭财政局">',
            "<h1>云岭县新增项目9个</h1>",
            "云岭县新增项目9个",
        ),
        (
            "<title>云岭县财政局</title>",
            "<h1>云岭县新增项目9个</h1><p>来源：云岭县财政局 时间：2021-03-09</p>",
            "云岭县新增项目9个",
        ),
        ("", "", None),
    ],
)
def test_the_title_is_the_articles_not_the_sites(
    tmp_path: Path, head: str, body: str, title: str | None
) -> None:
    markup = f"<html><head>{head}</head><body>{body}<p>今年以来，云岭县新增项目9个。</p></body></html>"
    assert read(tmp_path, markup).title == title


def test_an_old_page_laid_out_with_tables_is_read_whole(tmp_path: Path) -> None:
    said = [
        f"第{n}，现在我代表县人民政府向大会报告工作，请予审议，并请委员提出意见。" for n in "一二三四五六七八"
    ]
    markup = (
        "<html><body><table><tr><td><a href=1>首页</a></td>"
        "<td><a href=2>新闻</a></td><td><a href=3>公开</a></td></tr>"
        "</table><table width=900><tr><td>清溪县政府工作报告</td></tr><tr><td>各位代表：<br>"
        + "<br>".join(said)
        + "<table><tr><td><p>指标</p><td>目标<tr>"
        "<td>产值<td><p>320亿元</p></table></td></tr></table></body></html>"
    )
    lines = read(tmp_path, markup).text.split("\n")
    assert lines == ["清溪县政府工作报告", "各位代表：", *said, "指标 | 目标", "产值 | 320亿元"]


def test_a_page_without_an_article_gives_its_visible_text_and_the_log_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cells = "".join(
        f"<label>项目{n}，投资{n}亿元，位于东篱镇，今年三月开工，明年建成投产，带动就业百人。</label>"
        for n in range(9)
    )
    note = "以上九个项目均已列入年度计划，由县发改局负责调度，每月通报一次进展情况，年底考核。"
    with caplog.at_level(logging.INFO, logger="ingest.read.html_article"):
        source = read(tmp_path, f"<html><body><div>{cells}</div><p>{note}</p></body></html>")
    assert all(f"项目{n}，" in source.text for n in range(9))
    assert "visible text" in caplog.text


def test_a_piece_of_a_page_in_a_txt_is_read_as_html(tmp_path: Path) -> None:
    piece = (
        "<p>清溪县&ldquo;十四五&rdquo;投资&nbsp;3亿元&#xD800;。</p><p>第二段</p><div>第三段<br/>第四段</div>"
    )
    source = read(tmp_path, piece, "片.txt")
    assert source.format == "html"
    assert source.text == "清溪县“十四五”投资 3亿元\ufffd。\n第二段\n第三段\n第四段"


def test_text_with_signs_of_less_and_greater_is_not_html(tmp_path: Path) -> None:
    text = "PM2.5浓度<35微克，优良天数>300天。\n<重点项目>共86个。"
    source = read(tmp_path, text, "文.txt")
    assert (source.format, source.text) == ("txt", text)


def test_deeply_nested_and_broken_markup_is_read(tmp_path: Path) -> None:
    markup = "<html><body>" + "<div><b>" * 3000 + "清溪县投资320亿元。" + "</p></td></i>" * 50
    assert "清溪县投资320亿元。" in read(tmp_path, markup).text


ARTICLE = (
    "<p>3月8日，清溪县石拱桥修缮工程开工，计划投资1260万元，修缮桥面86米，工期七个月。</p>"
    "<p>施工期间，行人从下游的便桥通过，夜间有专人值守，车辆绕行北渡大桥。</p>"
)


def test_what_follows_a_stray_end_of_the_page_is_read(tmp_path: Path) -> None:
    markup = f"<html><body><div>清溪县发展和改革局</div></body></html><div><h1>石拱桥开工</h1>{ARTICLE}</div></body></html>"
    text = read(tmp_path, markup).text
    assert "石拱桥开工" in text
    assert "1260万元" in text
    assert "北渡大桥" in text


@pytest.mark.parametrize("name", ["share_box", "js_share", "hot-links", "comments"])
def test_an_article_is_read_whatever_its_class_says_also_beside_long_scripts(
    tmp_path: Path, name: str
) -> None:
    script = f"<script>var data={list(range(900))};</script>"
    markup = (
        f"<html><body><h1>石拱桥开工</h1>{script}<div class='{name}'>{ARTICLE}</div>{script}</body></html>"
    )
    text = read(tmp_path, markup).text
    assert "1260万元" in text
    assert "北渡大桥" in text
    assert "var data" not in text


def test_a_headline_that_no_tag_marks_is_read_and_characters_beyond_the_declared_set_too(
    tmp_path: Path,
) -> None:
    markup = (
        '<html><head><meta charset="gb2312"><title></title></head><body><div>https://www.example.org/</div>'
        "<div>老石桥又能走人了，清溪县修桥先问乡亲</div><div>发布时间：2023/3/9 字号：大 中 小</div>"
        f"<div id='content'>{ARTICLE.replace('专人', '郁喆') * 2}</div></body></html>"
    )
    source = read(tmp_path, markup.encode("gb18030"))
    assert source.text.split("\n")[0] == "老石桥又能走人了，清溪县修桥先问乡亲"
    assert "郁喆值守" in source.text
    assert "example" not in source.text


def test_blocks_are_what_the_tags_say(tmp_path: Path) -> None:
    items = "<ul><li><p>新建学校3所</p></li><li>改造道路86公里</li></ul>"
    blocks = read(tmp_path, page().replace("</table>", f"</table>{items}")).blocks
    assert [b.text for b in blocks if b.kind == "heading"] == ["清溪县召开重点项目推进会", "一、总体要求"]
    assert [b.text for b in blocks if b.kind == "list item"] == ["新建学校3所", "改造道路86公里"]
    assert [len(b.grid.cells) for b in blocks if b.grid] == [8]


def test_each_figure_stands_under_its_own_labels_where_cells_span_columns(tmp_path: Path) -> None:
    rows = (
        "<tr><td rowspan='2'>项目</td><td colspan='2'>投资（万元）</td><td rowspan='2'>备注</td></tr>"
        "<tr><td>总投资</td><td>年度计划</td></tr>"
        "<tr><td>石拱桥修缮</td><td>1260</td><td>400</td><td>续建</td></tr>"
        "<tr><td colspan='2'>其中：桥面</td><td>90</td><td></td></tr>"
    )
    text = read(tmp_path, f"<html><body><h1>项目表</h1>{ARTICLE}<table>{rows}</table></body></html>").text
    assert text.split("\n")[-3:] == [
        "项目 | 投资（万元）·总投资 | 投资（万元）·年度计划 | 备注",
        "项目：石拱桥修缮 | 投资·总投资：1260万元 | 投资·年度计划：400万元 | 备注：续建",
        "项目：其中：桥面 | 投资·年度计划：90万元",
    ]


def test_a_table_that_stands_in_a_table_without_a_cell_is_read_by_its_lines(tmp_path: Path) -> None:
    page_table = (
        "<table width=1020><table><tr><td>云岭信息网--&gt;&gt;内容</td></tr><tr><td><table><tr><td>云岭县统计公报</tr>"
        f"<tr><td>2026-06-05　出处：云岭县统计局</td></tr><tr><td><p>{ARTICLE}<p>{ARTICLE}</td></tr></table></td></tr></table>"
    )
    lines = read(tmp_path, f"<html><body>{page_table}</body></html>").text.split("\n")
    assert "云岭县统计公报" in lines
    assert "2026-06-05 出处：云岭县统计局" in lines


def test_text_that_broken_markup_has_in_a_table_outside_its_cells_is_kept(tmp_path: Path) -> None:
    markup = f"<html><body>{ARTICLE}<table><tr>表后说明<td>项目</td><td>投资</td></tr></table></body></html>"
    text = read(tmp_path, markup).text
    assert "表后说明" in text
    assert "项目 | 投资" in text


SAID = [
    f"清溪县第{n}产业园完成投资{n}3.5亿元，新开工项目{n}2个，带动就业{n}400人，比去年同期增长{n}.7%。"
    for n in range(1, 7)
]


def said(tag: str = "p") -> str:
    return "".join(f"<{tag}>{line}</{tag}>" for line in SAID)


@pytest.mark.parametrize(
    "name", ["share", "nav", "foot", "side-bar menu", "ad", "links", "bottom", "content share_txt"]
)
def test_a_part_that_holds_a_good_share_of_the_sentences_is_text_whatever_its_name(
    tmp_path: Path, name: str
) -> None:
    rest = "".join(
        f"<p>清溪县的第{n}个镇也把这件事列入了全年的重点工作并且安排了专人。</p>" for n in range(15)
    )
    page = f"<html><body><div class='main'>{rest}</div><div class='{name}'>{said()}</div></body></html>"
    assert all(line in read(tmp_path, page).text for line in SAID)


@pytest.mark.parametrize("again", [said("p"), f"<div>{''.join(SAID)}</div>"])
def test_an_article_that_its_page_holds_twice_is_read_once(tmp_path: Path, again: str) -> None:
    page = (
        "<html><head><title>清溪县稳投资</title></head><body>"
        f"<div class='desk'><h1>清溪县稳投资</h1><div>2023-05-06 来源：清溪发布</div>{said()}</div>"
        f"<div class='phone'><h1>清溪县稳投资</h1><div>2023-05-06</div>{again}</div></body></html>"
    )
    assert read(tmp_path, page).text.split("\n") == ["清溪县稳投资", "2023-05-06 来源：清溪发布", *SAID]


def test_paragraphs_of_one_form_are_no_repeats(tmp_path: Path) -> None:
    page = f"<html><body>{said()}</body></html>"
    assert read(tmp_path, page).text.split("\n") == SAID


def test_what_stands_above_the_headline_goes_unless_it_is_a_kicker_or_tells_of_the_article(
    tmp_path: Path,
) -> None:
    def lines(above: str) -> list[str]:
        page = (
            "<html><head><title>清溪县稳投资_清溪县人民政府</title></head><body>"
            f"{above}<div class='tt'>清溪县稳投资</div><div>2023-05-06 来源：清溪发布</div>{said()}</body></html>"
        )
        return read(tmp_path, page).text.split("\n")

    own = ["清溪县稳投资", "2023-05-06 来源：清溪发布", *SAID]
    assert (
        lines("<div>清溪县人民政府门户网站</div><div>今天是2024年5月7日 星期二</div><div>县区动态</div>")
        == own
    )
    assert lines("<div>索引号：QX-2023-1</div>") == ["索引号：QX-2023-1", *own]
    assert lines("<div>打响开局第一仗系列报道之三</div>") == ["打响开局第一仗系列报道之三", *own]


def test_a_headline_with_date_and_source_behind_it_is_a_line_of_its_own(tmp_path: Path) -> None:
    page = (
        "<html><head><title>清溪县稳投资</title></head><body><h1>清溪县稳投资<span>2023-05-06</span>"
        f"<span>来源：清溪发布</span></h1>{said()}</body></html>"
    )
    assert read(tmp_path, page).text.split("\n")[:2] == ["清溪县稳投资", "2023-05-06来源：清溪发布"]


def test_a_title_with_a_dash_of_its_own_is_kept_whole(tmp_path: Path) -> None:
    title = "“走进清溪”——全县摄影展开幕"
    page = (
        f"<html><head><title>{title}——清溪新闻网</title></head><body><h2>{title}</h2>{said()}</body></html>"
    )
    assert read(tmp_path, page).title == title
    assert read(tmp_path, page.replace(f"<h2>{title}</h2>", "")).title == title


def test_a_page_whose_article_was_not_found_is_known_as_a_sliver(tmp_path: Path) -> None:
    links = "".join(
        f"<li><a href='{n}'>清溪县举办第{n}届桃花节并邀请各地客商参加</a></li>" for n in range(30)
    )
    listed = f"<html><body><ul>{links}</ul><div>共3页</div></body></html>"
    built = f"<html><body><div id='app'>加载中</div><script>var d={{'c':'{''.join(SAID * 3)}'}}</script></body></html>"
    for page in (listed, built):
        assert clean(read(tmp_path, page)).warnings == ("sliver",)
    assert clean(read(tmp_path, f"<html><body>{said()}</body></html>")).warnings == ()
    assert clean(read(tmp_path, "<html><body><p>公示期内没有收到异议。</p></body></html>")).warnings == ()


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\uffff", "&#1;", "&#x1F;", "&#65535;", "&#xFFFE"])
def test_a_character_that_no_xml_may_hold_costs_only_itself(tmp_path: Path, sign: str) -> None:
    piece = f"<p>大桥{sign}</p><p>桥</p><script>x</script>{sign}青棠大桥全长1.2公里，今年建成通车。<p>桥</p>"
    source = read(tmp_path, f"<html><head><title>通{sign}车</title></head><body>{piece * 5}</body></html>")
    assert "青棠大桥全长1.2公里，今年建成通车。" in source.text
