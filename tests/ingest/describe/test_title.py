"""The title is the best of the lines of the head and of what file and page declare, never what stands around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import clean
from ingest.describe.document import describe
from ingest.describe.head_lines import head_lines, role_of
from ingest.describe.title import without_site
from ingest.read.markdown import read_markdown
from ingest.read.text import plain_text
from ingest.schema import Description

BODY = "为深入推进植树工作，经县政府同意，现将有关事项通知如下，请认真贯彻执行，确保完成全年任务。"


def described(text: str, doc: str = "未命名.txt", title: str | None = None) -> Description:
    return describe(clean(plain_text(text)), doc=doc, title=title)


@pytest.mark.parametrize(
    "above",
    [
        "首页 > 政务公开 > 财政信息",
        "您的位置：首页 >> 新闻中心 >> 正文",
        "下载\n打印\n全屏\n收藏",
        "设为首页 | 加入收藏",
        "打印本页 关闭窗口",
        "附件1",
        "青政办发〔2020〕7号",
        "青棠县人民政府门户网站",
        "2020年5月18日",
        "▲青棠县植树现场",
        "────────",
        "青棠县十七届人大\n五次会议文件（十九）",
        "县九届人大六次\n会议文件十八",
        "青棠县第十七届人民代表大会第五次会议文件（7）",
        "青棠县十七届人大三次会议秘书处",
        "青 棠 县 十 七 届 人 大\n五 次 会 议 材 料 之 三",
    ],
)
def test_what_stands_above_a_title_is_no_part_of_it(above: str) -> None:
    found = described(f"{above}\n关于开展春季植树活动的通知\n各乡镇人民政府：\n{BODY}")
    assert found.title == "关于开展春季植树活动的通知"


def test_the_issuer_above_a_notice_is_put_before_its_title_and_the_letterhead_is_not() -> None:
    text = (
        "青棠县财政局文件\n青财农〔2017〕88号\n青棠县财政局\n关于下达2017年植树资金的通知\n各乡镇财政所：\n"
        f"{BODY}\n青棠县财政局\n2017年8月21日"
    )
    found = described(text)
    assert found.title == "青棠县财政局关于下达2017年植树资金的通知"
    assert (found.kind, found.date) == ("other", "2017-08-21")


def test_a_title_broken_over_lines_is_one_title() -> None:
    text = (
        "青棠县人民政府办公室\n关于印发青棠县2018年植树\n工作实施方案的通知\n\n各镇人民政府：\n"
        f"{BODY}\n2018年4月12日"
    )
    assert described(text).title == "青棠县人民政府办公室关于印发青棠县2018年植树工作实施方案的通知"


def test_the_meeting_under_a_title_is_no_subtitle_even_where_its_line_is_broken() -> None:
    text = (
        "关于青棠县2022年预算执行情况与\n2023年预算草案的报告\n——2023年1月6日在青棠县第十七届\n"
        "人民代表大会第三次会议上\n各位代表：\n受县人民政府委托，现将预算提请审议。"
    )
    assert described(text).title == "关于青棠县2022年预算执行情况与2023年预算草案的报告"


def test_letters_set_apart_by_tabs_are_words() -> None:
    text = (
        "关  于  青  棠  县  2022年  预  算  的  报  告\n—\t—\t2023年\t1月\t6日\t在\t青\t棠\t县\t第\t十\t七\t届\t人\t民\t代\t表"
        "\t大\t会\t第\t三\t次\t会\t议\t上\n各位代表：\n受县人民政府委托，现将预算提请审议。"
    )
    found = described(text)
    assert (found.title, found.date) == ("关于青棠县2022年预算的报告", "2023-01-06")


def test_the_name_of_a_site_behind_the_title_in_a_page_saved_as_text_is_left_out() -> None:
    text = f"关于开展春季植树活动的通知_青棠县人民政府门户网站\n各乡镇人民政府：\n{BODY}"
    assert described(text).title == "关于开展春季植树活动的通知"


def test_a_declared_first_line_that_is_only_a_place_loses_to_the_file_name() -> None:
    text = "清河县统计局\n2024年5月7日\n2023年，全县经济逐季向好，国民经济和社会发展取得实效。"
    found = described(text, "清河县2023年国民经济和社会发展统计公报.pdf", "清河县")
    assert found.title == "清河县2023年国民经济和社会发展统计公报"


def test_a_line_of_figures_between_pictures_of_the_headline_is_no_title() -> None:
    text = "35456\n——青棠县植树工作交流发言\n青棠县位于云中山西侧，全县今年植树三万棵，各乡镇都有任务。"
    assert described(text).title == "青棠县植树工作交流发言"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "各位代表：\n受县人民政府委托，现将清河县2022年预算执行情况和2023年预算（草案）提请大会审议，并请委员提出意见。\n"
            "一、2022年预算执行情况\n收入8亿元，支出9亿元。",
            "关于清河县2022年预算执行情况和2023年预算（草案）的报告",
        ),
        (
            "各位代表：\n受清河县人民政府的委托，我向大会报告2022年国民经济和社会发展计划执行情况与2023年计划草案，请予审查。\n"
            "一、2022年计划执行情况\n清河县生产总值80亿元，增长6%。",
            "关于清河县2022年国民经济和社会发展计划执行情况与2023年计划草案的报告",
        ),
        (
            "清河县统计局\n2023年4月\n2022年，面对困难，全县经济平稳运行，社会和谐稳定，清河县迈上新台阶。\n一、综合\n"
            "经初步核算，2022年，全县生产总值80亿元，增长6%。",
            "清河县2022年国民经济和社会发展统计公报",
        ),
        (
            "各位代表，清河县第十七届人民代表大会第三次会议现在开幕。\n请全体起立，唱国歌。请坐下。\n"
            "现在，请县长代表县人民政府向大会作工作报告。\n各位代表：\n我报告工作，请予审议。",
            "在清河县第十七届人民代表大会第三次会议上的报告",
        ),
    ],
)
def test_a_title_that_is_lost_is_composed_of_what_the_opening_says(text: str, title: str) -> None:
    found = described(text)
    assert (found.title, "title-unsure" in found.warnings) == (title, True)


@pytest.mark.parametrize(
    ("lead", "is_work"),
    [
        ("现在，我代表县人民政府向大会报告工作，请予审议。\n一年来，清河县严格执行预算，收入8亿元。", True),
        ("我向大会报告清河县财政预算的执行，请予审议。\n一年来，清河县收入8亿元。", False),
    ],
)
def test_a_report_on_the_budget_is_never_called_one_on_the_work_of_the_government(
    lead: str, is_work: bool
) -> None:
    text = f"——2023年1月6日在清河县第十七届人民代表大会第三次会议上\n各位代表：\n{lead}\n一、2022年工作回顾\n收入增长6%。"
    assert ("政府工作报告" in described(text).title) == is_work


def test_a_table_of_contents_is_passed_over() -> None:
    text = (
        "目录\n第一部分 报告\n第二部分 表格\n一、收入表\n第一部分 报告\n关于青棠县2022年预算执行情况和2023年预算草案的报告\n"
        "——2022年12月18日在青棠县第六届人民代表大会\n第二次会议上\n青棠县财政局\n各位代表：\n"
        "受县人民政府委托，现将2022年预算执行情况和2023年预算草案提请审议。\n一、2022年预算执行情况\n收入8亿元。"
    )
    found = described(text)
    assert found.title.startswith("关于青棠县2022年预算执行情况和2023年预算草案的报告")
    assert (found.date, found.kind, found.reviews_year) == ("2022-12-18", "work-report", 2022)


def test_contents_with_leaders_are_passed_over_where_nothing_comes_again() -> None:
    lines = ["青棠县茶业发展规划", "目 录", "第一章 现状……1", "第二章 目标……9", "前言", "茶是本县的支柱。"]
    assert [line.text for line in head_lines(lines, 60)] == ["青棠县茶业发展规划", "前言", "茶是本县的支柱。"]


def test_a_bare_title_is_made_full_by_the_line_in_brackets_or_behind_a_dash() -> None:
    body = "各位代表：\n我代表县人民政府报告工作。\n一、2021年工作回顾\n植树3万亩。"
    assert described(f"政府工作报告\n（青棠县2022年）\n{body}").title == "政府工作报告（青棠县2022年）"
    session = "——2022年1月9日在青棠县第十四届人民代表大会第三次会议上"
    assert described(f"政府工作报告\n{session}\n{body}").title == f"政府工作报告{session}"


def test_a_declared_title_that_only_names_the_site_loses_to_the_headline() -> None:
    text = "青棠县举行茶节开幕式\n作者：文旅局 更新时间：2018-04-19 浏览：88\n近日，青棠县举行茶节开幕式，游客近万人。"
    found = described(text, title="欢迎访问青棠县人民政府网")
    assert (found.title, found.kind) == ("青棠县举行茶节开幕式", "news")


def test_what_the_page_declares_wins_where_the_text_begins_at_once() -> None:
    found = described("3月1日，青棠县大桥通车，全长三公里。", title="青棠大桥通车_要闻_青棠新闻网")
    assert found.title == "青棠大桥通车"


def test_an_index_box_is_read_as_fields_and_gives_the_title() -> None:
    text = (
        "索 引 号: 0031-00336 组配分类: 规范性文件\n信息分类: 通知 发布机构: 青棠县人民政府\n"
        "生成日期: 2019-01-23 文号:\n废止时间: 2024-01-23 名称: 青棠县人民政府工作规则\n内容概述:\n\n"
        f"第一章 总则\n第一条 {BODY}"
    )
    cleaned = clean(plain_text(text))
    assert cleaned.header["标题"] == "青棠县人民政府工作规则"
    assert cleaned.header["发文时间"] == "2019-01-23"
    assert "索" not in cleaned.text
    found = describe(cleaned, doc="x.txt", title=None)
    assert (found.title, found.date, found.kind) == ("青棠县人民政府工作规则", "2019-01-23", "other")


def test_a_name_or_telephone_in_the_text_is_no_field_outside_an_index_box() -> None:
    text = "茶节招商项目\n名称：茶博园\n电话：037-000000\n茶博园占地三百亩，计划总投资两亿元。"
    assert "名称：茶博园" in clean(plain_text(text)).text


def test_front_matter_gives_title_and_day() -> None:
    source = read_markdown("---\ntitle: 青棠大桥通车\ndate: 2021-09-04\n---\n\n9月3日，青棠大桥通车。\n")
    found = describe(clean(source), doc="a.md", title=source.title)
    assert (found.title, found.date) == ("青棠大桥通车", "2021-09-03")


@pytest.mark.parametrize("first", ["各位代表：", "同志们：", "目录"])
def test_a_greeting_is_no_title_and_a_guess_is_marked(first: str) -> None:
    found = described(
        f"{first}\n现在我向大会报告植树工作，请予审议，并请提出意见。\n植树三万亩。", doc="a.txt"
    )
    assert first not in found.title
    assert "title-unsure" in found.warnings


def test_a_good_title_is_not_marked_as_a_guess() -> None:
    assert "title-unsure" not in described(f"关于植树的通知\n各乡镇人民政府：\n{BODY}").warnings


def test_a_news_item_without_title_is_named_by_its_first_words_without_its_mark() -> None:
    assert described("本报讯（记者 陈远）青棠大桥通车。全长三公里。").title == "青棠大桥通车"


def test_an_official_who_gives_a_report_is_no_name_line() -> None:
    assert role_of("青棠縣議會第20屆第3次定期會 縣長施政報告") == "title"
    assert role_of("青棠县县长 陈远") == "office"


@given(st.text(alphabet="关于通知青棠县植树的报告，。：（）《》—-|> 0123456789年月日\n", max_size=120))
def test_any_text_gets_one_line_as_title(text: str) -> None:
    found = described(text, doc="青棠/会议纪要.txt")
    assert found.title.strip()
    assert "\n" not in found.title


def test_a_site_and_its_sections_go_and_a_title_of_many_bars_takes_no_time() -> None:
    assert without_site("关于植树的通知 - 通知公告 - 青棠县人民政府网") == "关于植树的通知"
    assert without_site("青棠县茶业发展规划—2022") == "青棠县茶业发展规划—2022"
    # A pattern would try every way of sharing out the blanks between the bars: with forty of them for years.
    row = "| 项目名称 | 总投资 | 建设地点 " * 40 + "|"
    assert without_site(row) == row


@pytest.mark.parametrize(
    "marked",
    [
        "[图]青棠大桥建成通车",
        "青棠大桥建成通车（组图）",
        "青棠大桥建成通车 【字体：大 中 小】",
        "青棠大桥建成通车【打印】【关闭】",
    ],
)
def test_marks_of_a_site_in_brackets_are_no_part_of_a_title(marked: str) -> None:
    assert described(f"{marked}\n3月5日，青棠大桥建成通车，全长三百米。").title == "青棠大桥建成通车"


@pytest.mark.parametrize(
    "above",
    [
        "今天是：",
        "信息检索\n热点新闻",
        "【文库编码】 X.12.4792",
        "综合服务平台 037000000",
        "文｜陈远",
        "原文来自青棠融媒的报道",
        "编号：0371-5 | 类别：交通 | 份数：3",
        "表1-2",
        "您好，欢迎来到青棠茶业网！",
        "青棠日报实习生 陈远",
        "20210511_b6ed28.jpg",
        "马上注册，结交更多好友",
        "第A06版：公告2026年05月19日",
    ],
)
def test_items_of_a_page_right_above_a_title_are_no_part_of_it(above: str) -> None:
    text = f"{above}\n青棠县春季植树实施方案\n浏览次数：7 发布时间：2021年3月5日\n{BODY}"
    assert described(text).title == "青棠县春季植树实施方案"


@pytest.mark.parametrize(
    ("above", "title", "whole"),
    [
        ("灵寿县", "2016年统计公报", "灵寿县2016年统计公报"),
        ("青棠县人民政府", "2024年政府信息公开工作年度报告", "青棠县人民政府2024年政府信息公开工作年度报告"),
        ("青棠县统计局", "2021年青棠县统计公报", "2021年青棠县统计公报"),
    ],
)
def test_the_place_above_a_title_that_names_none_belongs_to_it(above: str, title: str, whole: str) -> None:
    assert described(f"{above}\n{title}\n{BODY}").title == whole


def test_a_list_that_has_no_title_goes_by_its_file_where_that_is_its_first_line() -> None:
    assert (
        described("青棠县\n柳溪街道\n茶山社区居民委员会\n河东社区居民委员会", "青棠县.txt").title == "青棠县"
    )


def test_a_headline_of_two_sentences_that_the_page_declares_is_whole() -> None:
    title = "茶园，你慢点！茶园：不，我已经成片"
    assert (
        described(f"{title}\n2019年2月20日\n来源：青棠日报\n茶园今年又添三万亩。", title=title).title == title
    )


def test_a_file_that_still_declares_last_editions_title_has_the_one_its_text_shows() -> None:
    text = f"2025年青棠县国民经济和社会发展统计公报\n2025年，{BODY}"
    assert described(text, title="2014年青棠县统计公报").title == "2025年青棠县国民经济和社会发展统计公报"
    same = f"2025年青棠县国民经济和社会发展\n2025年，{BODY}"
    assert described(same, title="2025年青棠县统计公报").title == "2025年青棠县统计公报"
