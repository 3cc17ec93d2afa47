"""Cleaning repairs what the web broke, takes page furniture away, and never touches a figure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.clean import clean
from ingest.read.html import read_html
from ingest.read.text import plain_text
from ingest.schema import PAGE_BREAK, Block, CleanText, SourceText

SHARED = Path(__file__).resolve().parents[4] / "shared" / "reports"
BODY = "全县实施重点项目48个，完成投资26.4亿元，同比增长12.5%，新开工29个，竣工13个，群众满意度持续提升。"


def cleaned(text: str) -> CleanText:
    return clean(plain_text(text))


def digits(text: str) -> str:
    return "".join(re.findall(r"\d", unicodedata.normalize("NFKC", text)))


@pytest.mark.parametrize(
    ("damaged", "repaired"),
    [
        ("園區(qū)和縣長(zhǎng)一同開(kāi)工，競(jìng)賽啟動(dòng)。", "園區和縣長一同開工，競賽啟動。"),
        ("第一段。\\r\\n第二段。\\r\\n", "第一段。\n第二段。"),
        ("&nbsp;&nbsp;推进&ldquo;双百&rdquo;工程&emsp;，成效明显。", "推进“双百”工程，成效明显。"),
        (
            "人均收入74 76 元，比2 016 年增长8 3 %，新增1 . 57万家。",
            "人均收入7476元，比2016年增长83%，新增1.57万家。",
        ),
        ("總投資1 9.8億元，增長22.6%。", "總投資19.8億元，增長22.6%。"),
        ("政 府 工 作 报 告", "政府工作报告"),
        (
            "2016\u00ad2019年改造危房300\u00ad400户，减排6%\u00ad9%。",
            "2016-2019年改造危房300-400户，减排6%-9%。",
        ),
        ("县林业\u00ad局和co\u00adoperation", "县林业局和cooperation"),
        ("青禾县人民政府县长?? 丁 磊磊", "青禾县人民政府县长 丁磊磊"),
        ("政??府??工??作??报??告", "政府工作报告"),
        ("规划和二��三五年远景目标。", "规划和二〇三五年远景目标。"),
        ("完成投资１２．５亿元，增长８％。", "完成投资12.5亿元，增长8%。"),
        (
            "完成投资12\U001001b05亿元，增长8%，举办“惠民\U001001702025”展。",
            "完成投资12.5亿元，增长8%，举办“惠民·2025”展。",
        ),
        ("一是抓项目。?完成新建道路11条。", "一是抓项目。完成新建道路11条。"),
        ("抢抓\u200b机遇，\ufeff加快发展。", "抢抓机遇，加快发展。"),
        ("会议召开??h委书记讲话。", "会议召开。縣委书记讲话。"),
    ],
)
def test_damage_is_repaired(damaged: str, repaired: str) -> None:
    assert cleaned(damaged).text == repaired


def test_bytes_shifted_by_a_gloss_are_paired_again() -> None:
    # 等 is B5 C8 in GBK: its first byte was taken for the end of 數 (94 B5), so 問題 came out shifted too.
    assert (
        cleaned("項目總數(shù)增加,態度生硬頂?shù)葐栴},要查處。").text
        == "項目總數增加,態度生硬頂等問題,要查處。"
    )


@pytest.mark.parametrize(
    "text",
    [
        "推进“1 10 100”行动，全面提升。",
        "Made in China 品牌和 Smart City 项目落地，成效明显。",
        "夯实基础 提速发展 为建设强县而努力奋斗",
        "指标\t2019\t2020\t2021",
        "序号\t项目名称\t投资方\t金额（亿元）\t落地地点",
        "获评“好客青禾 乡村好时节”品牌，影响扩大。",
        "县长问：项目还缺什么??",
        "国发〔2021〕5号文件要求，加快推进。",
    ],
)
def test_what_is_not_damage_stays(text: str) -> None:
    assert cleaned(text).text == text


def test_commas_left_of_a_table_of_one_column_are_taken_from_the_ends_of_lines() -> None:
    assert clean(plain_text(",\n云岭县召开会议。,\n会议要求，抓好茶业，\n不误农时。,")).text == (
        "云岭县召开会议。\n会议要求，抓好茶业，\n不误农时。"
    )


def test_a_space_between_two_years_does_not_make_one_number() -> None:
    assert "20192020" not in cleaned("与2019 2020 年相比，增长明显。").text


@pytest.mark.parametrize("mark", ["[1]", "［1］", "^[1]", "【1】", " ［1］ "])
def test_footnote_marks_leave_the_sentence_and_the_note_stays(mark: str) -> None:
    text = f"推进“三馆”工程{mark}建设，完成投资3亿元。\n名词解释：\n[1]“三馆”工程：图书馆、文化馆、博物馆。"
    result = cleaned(text).text.split("\n")
    assert result[0] == "推进“三馆”工程建设，完成投资3亿元。"
    assert result[-1] == "[1]“三馆”工程：图书馆、文化馆、博物馆。"


def test_a_footnote_mark_between_figures_does_not_join_them() -> None:
    assert "53" not in cleaned("完成A5[1]3个项目，按期竣工。").text.replace("[1]", "#")


def test_header_fields_leave_the_text_and_are_kept_apart() -> None:
    page = (
        "工作报告\n青禾县2022年政府工作报告\n"
        "时间：2023-01-24????\t\t作者：县域之窗????\t\t来源：青禾县政府网????\t\t阅读：\n303\n评论：\n0\n"
        f"内容摘要：\n政 府 工 作 报 告——2022年1月8日在青禾县第九届人民代表大会第二次会议上各位代表："
        f"{BODY[:20]}......\n"
        f"政 府 工 作 报 告\n——2022年1月8日在青禾县第九届人民代表大会第二次会议上\n各位代表：\n{BODY}"
    )
    result = cleaned(page)
    assert result.text.split("\n") == [
        "青禾县2022年政府工作报告",
        "政府工作报告",
        "——2022年1月8日在青禾县第九届人民代表大会第二次会议上",
        "各位代表：",
        BODY,
    ]
    assert result.header["时间"] == "2023-01-24"
    assert result.header["来源"] == "青禾县政府网"
    assert result.header["标题"] == "青禾县2022年政府工作报告"


def test_a_labelled_head_before_the_body_becomes_the_header() -> None:
    result = cleaned(
        "标题：关于青禾县第十个五年规划的报告\n发文单位：青禾县人民政府\n发文时间：2011-02-14\n"
        f"报告人：青禾县县长 丁磊\n来源URL：http://example.invalid/a?id=1\n\n正文：\n\n各位代表：\n{BODY}"
    )
    assert result.text == f"各位代表：\n{BODY}"
    assert dict(result.header) == {
        "标题": "关于青禾县第十个五年规划的报告",
        "发文单位": "青禾县人民政府",
        "发文时间": "2011-02-14",
        "报告人": "青禾县县长 丁磊",
        "来源URL": "http://example.invalid/a?id=1",
    }


@pytest.mark.parametrize(
    "tail",
    [
        "分享到：\nQQ空间\n新浪微博\n上一篇：\n2021年云泽县政府工作报告\n相关文章\n01-24\n2023年石桥县政府"
        "工作报告\n标签云\n工作报告",
        "請輸入驗證碼",
        "版权所有 青禾县人民政府\n某ICP备05000000号-2\n您是第\n74367 位访客",
        "免责声明：本文仅代表作者观点，不代表本站立场。\n标签：\n2025年\n青禾县\n分享到：\n微信",
        "【打印】 【关闭窗口】",
        "（责任编辑：王小明）",
        "收藏 点赞 转发\n相关阅读：云泽县新闻",
        "友情链接：\n各地科技厅\n甲省科技厅\n乙省科技厅\n主办单位：某某市科技局  "
        "网址：http://example.invalid",
    ],
)
def test_what_follows_the_text_on_a_page_is_gone(tail: str) -> None:
    assert cleaned(f"各位代表：\n{BODY}\n{tail}").text == f"各位代表：\n{BODY}"


def test_the_source_at_the_end_goes_to_the_header() -> None:
    result = cleaned(f"{BODY}\n来源：青禾融媒")
    assert result.text == BODY
    assert result.header == {"来源": "青禾融媒"}


@pytest.mark.parametrize(
    "sentence",
    [
        "来源：全县财政收入主要依靠工业税收，作者在调研中指出，结构仍需优化。",
        "会议指出，资金来源要落实，作者：广大干部群众，都应参与分享到的红利。",
        "分享到改革红利的群众达到3万人。",
        "上一篇文章谈了产业，这一篇谈项目，全县新开工12个。",
    ],
)
def test_a_sentence_that_mentions_a_source_or_an_author_is_never_cut(sentence: str) -> None:
    assert sentence in cleaned(f"{BODY}\n{sentence}\n{BODY}").text


def test_a_date_under_the_title_is_text_not_furniture() -> None:
    assert cleaned(f"政府工作报告\n2013年3月19日\n各位代表：\n{BODY}").text.split("\n")[1] == "2013年3月19日"


def test_a_list_of_short_lines_without_a_share_mark_stays() -> None:
    names = "\n".join(["县政府办公室", "县财政局", "县教育局", "县水利局", "县农业农村局", "县住建局"])
    assert cleaned(f"{BODY}\n{names}").text == f"{BODY}\n{names}"


def test_pages_are_offsets_and_page_numbers_and_running_heads_are_gone() -> None:
    pages = [f"青禾县政府工作报告\n第{n}段。{BODY}\n- {n} -" for n in range(1, 5)]
    result = cleaned(PAGE_BREAK.join(pages))
    assert len(result.pages) == 4
    assert [result.text[at : at + 4] for at in result.pages] == ["第1段。", "第2段。", "第3段。", "第4段。"]
    assert "- 2 -" not in result.text
    assert PAGE_BREAK not in result.text


def test_lines_wrapped_at_one_width_become_paragraphs_again() -> None:
    paragraph = BODY * 6
    wrapped = "\n".join(paragraph[at : at + 30] for at in range(0, len(paragraph), 30))
    assert cleaned(wrapped).text == paragraph


def test_table_rows_of_one_length_are_not_one_wrapped_paragraph() -> None:
    rows = [f"{n} | 工程名称：北渡大桥{n} | 总投资：{n}.5亿元 | 牵头领导：某某某" for n in range(1, 9)]
    assert cleaned("\n".join(rows)).text.split("\n") == rows


def test_short_paragraphs_are_not_joined() -> None:
    text = "一、工作回顾\n经济平稳增长\n项目加快建设\n民生持续改善"
    assert cleaned(text).text == text


def test_the_script_is_kept() -> None:
    text = "縣長強調，要把項目建設擺在首位，全年開工12個。"
    assert cleaned(text).text == text


FRAGMENTS = st.sampled_from(
    [
        *"县政府工作报告完成投资亿元增长年个项目，。；：、“”（）【】\n\n \t　？?%％．.·-—/",
        *[
            "[1]",
            "［2］",
            "^[3]",
            "【4】",
            "\\r\\n",
            "&nbsp;",
            "??",
            "\ufffd",
            "(zhǎng)",
            "来源：",
            "时间：",
            "阅读：",
            "内容摘要：",
        ],
        *[
            "2021年",
            "2 016 年",
            "12.5亿元",
            "８％",
            "74 76 元",
            "一、",
            "（二）",
            "分享到：",
            "上一篇：",
            "各位代表：",
            "标签：",
        ],
        *[
            "正文：",
            "标题：",
            "版权所有",
            "https://example.invalid/1",
            "2021-12-09 07:00",
            "Smart City",
            "（责任编辑：王明）",
            BODY,
        ],
    ]
)
TEXTS = st.lists(FRAGMENTS, max_size=40).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_cleaning_what_is_clean_changes_nothing(text: str) -> None:
    once = cleaned(text).text
    assert cleaned(once).text == once


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"县项目，。、；“”完成 \t年元亿%", *"0123456789０１", ".", " ", "(zhǎng)", "??"]),
        max_size=60,
    )
)
def test_cleaning_keeps_every_digit_in_order(fragments: list[str]) -> None:
    text = "会议指出，" + "".join(fragments) + "，成效明显。"
    assert digits(cleaned(text).text) == digits(text)


@pytest.mark.shared
def test_real_documents_keep_their_body_and_come_out_the_same_twice() -> None:
    if not SHARED.is_dir():
        pytest.skip("the real documents are not beside the project")
    paths = sorted(SHARED.rglob("*.txt"))
    assert len(paths) > 50
    for path in paths:
        raw = path.read_bytes().decode("utf-8", "replace")
        result = cleaned(raw)
        assert cleaned(result.text).text == result.text, path.name
        assert not re.search(r"&nbsp;|\\r\\n|\?\?|分享到|上一篇", result.text), path.name
        # The longest line of the page is body; it must be there whole, figures included.
        longest = max(re.split(r"\n|\\r\\n", raw), key=len)
        assert digits(re.sub(r"[\[［【]\d+[\]］】]", "", longest))[:40] in digits(result.text), path.name


def test_what_a_browser_prints_round_its_pages_is_no_text() -> None:
    pages = [
        f"2023/5/6 下午3:1{n} 青禾县人民政府门户网站\n{BODY}\n第{n}项工作已经启动，进展顺利。\nhttps://www.qinghe.example/zwgk/t{n}.html {n}/2"
        for n in (1, 2)
    ]
    assert (
        cleaned_pages(pages)
        == f"{BODY}\n第1项工作已经启动，进展顺利。\n{BODY}\n第2项工作已经启动，进展顺利。"
    )


def test_a_head_that_counts_its_pages_is_no_text() -> None:
    pages = [f"青禾县统计局 第{n}页\n第{n}季度实现增加值{n}2.5亿元。" for n in (1, 2, 3)]
    assert cleaned_pages(pages) == "\n".join(f"第{n}季度实现增加值{n}2.5亿元。" for n in (1, 2, 3))


def cleaned_pages(pages: list[str]) -> str:
    blocks = (Block("paragraph", PAGE_BREAK.join(pages)),)
    return clean(SourceText(blocks, "pdf")).text


@pytest.mark.parametrize(
    "line",
    [
        "分享到",
        "大 中 小",
        "【打印】【关闭】",
        "无障碍浏览 | 长者模式 | 切换繁体版",
        "听全文",
        "跳转到主要内容区域",
    ],
)
def test_a_line_of_buttons_above_or_below_the_text_goes(line: str) -> None:
    page = f"青禾县召开会议\n发布时间：2023-01-24 来源：青禾县政府网\n{line}\n{BODY}\n{line}"
    assert cleaned(page).text == f"青禾县召开会议\n{BODY}"


@pytest.mark.parametrize(
    "line", ["打印店三家停业整顿", "搜索救援队到位", "登录入口已开通", "中", "下载量达到3万次"]
)
def test_a_line_that_says_something_is_no_button(line: str) -> None:
    assert line in cleaned(f"青禾县召开会议\n发布时间：2023-01-24\n{line}\n{BODY}").text


@pytest.mark.parametrize(
    "end",
    [
        "下一步将推进城乡供水一体化，力争年底前完成主管网铺设并向沿线十二个村供水的各项前期",
        "下一步，",
        "下一步继续推进。\n点击查看全文",
        "下一步继续推进……（未完）",
        "下一步继续推进。（下转第3版）",
    ],
)
def test_a_text_that_breaks_off_is_known_as_cut(end: str) -> None:
    assert "cut" in cleaned(f"青禾县召开会议\n{BODY}\n{end}").warnings


@pytest.mark.parametrize(
    "end",
    [
        BODY,
        "青禾县人民政府办公室\n2023年1月24日",
        "（青禾日报记者 陈远）",
        f"{BODY}\n展开全文",
        "附件：1.青禾县2023年重点项目表",
        "各位代表，让我们携手并肩、真抓实干，为建设富裕文明的青禾而努力奋斗！",
    ],
)
def test_a_text_that_ends_as_texts_do_is_whole(end: str) -> None:
    assert cleaned(f"青禾县召开会议\n{BODY}\n{end}").warnings == ()


def test_a_headline_alone_is_not_cut_and_a_table_needs_no_full_stop() -> None:
    assert (
        cleaned("青禾县滨河公园开园，首批市民入园游览，周边商户迎来开门红，秋季还将举办灯会").warnings == ()
    )
    rows = "项目|投资|地点\n" + "\n".join(f"项目{n}，二期|{n}亿元|东篱镇" for n in range(3, 9))
    assert "cut" not in cleaned(f"{BODY}\n{rows}").warnings


def test_a_scan_with_nothing_but_page_numbers_is_a_sliver() -> None:
    scan = (Block("paragraph", PAGE_BREAK.join(["青禾县人民政府文件", "2", "3", "4"])),)
    assert clean(SourceText(scan, "pdf")).warnings == ("sliver",)
    told = (Block("paragraph", PAGE_BREAK.join([BODY, BODY[:-1] + "明显。"])),)
    assert clean(SourceText(told, "pdf")).warnings == ()


@pytest.mark.parametrize(
    "line",
    [
        "【信息发布时间：2020-12-02 阅读次数：】 【我要打印】 【关闭】",
        "[青棠县茶业局-青棠茶业网] 发布时间：2020-12-02 08:30 来源:青棠日报 分享：",
        "http://qingtang.example/ 时间:2020-12-02 00:00 信息来源:",
        "http://qingtang.example  2020年12月02日10:10  青棠日报",
        "青棠县政府门户网站 qingtang.example    时间：2020-12-02 14:21    来源：青棠日报    分享：",
        "发布时间：2020-12-02浏览次数：作者：来源： 青棠县茶业局",
        "文章来源：青棠日报浏览量：发表时间：2020-12-02 10:15    责任编辑：陈远",
    ],
)
def test_what_stands_before_and_behind_the_fields_of_a_line_goes_with_them(line: str) -> None:
    found = clean(plain_text(f"青棠大桥通车\n{line}\n3月5日，青棠大桥建成通车，全长三百米，群众前往参观。"))
    assert found.text.startswith("青棠大桥通车\n3月5日")
    assert found.header["时间"].replace("年", "-").replace("月", "-").startswith("2020-12-02")
    assert found.header["标题"] == "青棠大桥通车"


@pytest.mark.parametrize(
    ("declared", "day"), [("2026-07-13 13:09", "2026-02-28"), ("2026-02-20", "2026-02-20"), ("不详", "不详")]
)
def test_of_the_day_that_a_page_shows_and_that_which_it_declares_the_earlier_is_the_texts(
    declared, day
) -> None:
    page = plain_text("青棠大桥通车\n发布时间：2026-02-28 来源：青棠日报\n青棠大桥建成通车，全长三百米。")
    assert clean(replace(page, fields={"时间": declared})).header["时间"][:10] == day


def test_a_posts_marks_of_its_forum_are_gone_and_each_paragraph_is_a_line() -> None:
    post = (
        "[align=center][font=宋体][b]20[/b][b]22年[/b]青棠县统计公报[/font][/align]"
        "[align=left][size=3]茶园三万亩[1]，见[url=http://qingtang.example]原文[/url]。[/size][/align]"
    )
    assert clean(plain_text(post)).text == "2022年青棠县统计公报\n茶园三万亩，见原文。"


def test_an_index_box_set_as_a_table_gives_its_fields() -> None:
    cells = [
        ["发布机构", "茶业局", "发布日期", "2026-02-28 16:46"],
        ["名 称", "茶业公报", "文 号", "青茶〔2026〕1号"],
    ]
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells)
    page = read_html(f"<table>{rows}</table><h1>茶业公报</h1><p>{BODY}</p>".encode())
    header = clean(page).header
    assert (header["时间"], header["标题"]) == ("2026-02-28 16:46", "茶业公报")


@pytest.mark.parametrize(
    "line",
    [
        "会议于下周召开，地点另行通知。 时间：2020-12-02 来源：县政府办",
        "青棠县植树培训 时间：2020-12-02 地点：县委党校",
    ],
)
def test_a_label_within_a_line_of_the_text_makes_no_field(line: str) -> None:
    found = clean(plain_text(f"青棠县植树培训的通知\n{line}\n{BODY}"))
    assert (found.text.split("\n")[1].replace(" ", ""), found.header) == (line.replace(" ", ""), {})
