"""The kind of a document is decided by title, opening and build together."""

from __future__ import annotations

import pytest

from ingest.clean import clean
from ingest.describe.document import describe
from ingest.read.text import plain_text

REVIEW = "各位代表：\n我代表县人民政府，向大会报告工作，请予审议。\n一、2021年工作回顾\n植树三万亩。\n二、2022年工作安排\n植树四万亩。"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"青棠县政府工作报告\n{REVIEW}", "work-report"),
        (
            "青棠县2021年工作情况和2022年工作打算\n2021年，完成各项任务。\n一、2021年工作情况\n植树三万亩。\n"
            "二、2022年工作打算\n植树四万亩。",
            "work-report",
        ),
        (
            "青棠县2022年预算执行情况与2023年预算草案的报告\n各位代表：\n受县人民政府委托，现将预算提请审议。\n"
            "一、2022年预算执行情况\n收入8亿元。\n二、2023年预算草案\n收入9亿元。",
            "work-report",
        ),
        (
            "青棠县2021年国民经济和社会发展统计公报\n2021年，经济平稳运行。\n一、综合\n生产总值80亿元。",
            "other",
        ),
        (
            "青棠县国民经济和社会发展\n第十四个五年规划和二〇三五年远景目标纲要\n二〇二一年五月\n第一章 基础\n茶园三万亩。",
            "plan",
        ),
        ("青棠县植树三年行动计划（2018—2020年）\n为推进植树，制定本计划。\n到2020年植树九万亩。", "other"),
        ("关于植树的通知\n各乡镇人民政府：\n现将有关事项通知如下。", "other"),
        ("青棠县人民政府工作规则\n第一章 总则\n第一条 为规范工作，制定本规则。", "other"),
        ("青棠县2022年重点项目清单\n1 茶博园 2亿元\n2 大桥 3亿元", "other"),
        ("在茶节开幕式上的致辞\n尊敬的各位来宾：\n金秋时节，茶节开幕。", "speech"),
        (
            "抓茶业 促增收\n——在全市茶业大会上的发言\n青棠县人民政府\n近年来，我县抓茶业。现将有关做法汇报如下。",
            "speech",
        ),
        ("本报讯（记者 陈远）3月14日，青棠县举行茶节。", "news"),
        ("青棠县召开防汛会议\n发布时间：2020-06-04 点击数：3\n6月2日，青棠县召开防汛会议。", "news"),
        (
            "青棠县：一片叶子富了一方人\n发布时间：2020-06-04 来源：青棠县林业局\n青棠县把茶园交给合作社，茶农在家门口上班。",
            "news",
        ),
        ("青棠县林业局机构职能\n发布时间：2020-06-04 来源：青棠县林业局\n组织编制全县造林规划。", "other"),
        ("青棠县茶博园建设动员大会举行 陈远讲话\n6月2日，青棠县茶博园建设动员大会举行。", "news"),
        ("在茶博园建设动员大会上的讲话\n同志们：\n今天，我们开工建设茶博园。", "speech"),
        ("3月4日，青棠县人民代表大会开幕，县长陈远向大会作政府工作报告。\n代表们展开讨论。", "news"),
        ("代表审议政府工作报告\n3月17日下午，代县长陈远参加审议《政府工作报告》。", "news"),
        (
            "关于青棠县上半年计划执行情况的审查意见\n青人大常发〔2017〕27号\n会议听取和审议了县发展和改革局受县人民政府"
            "委托所作的报告。",
            "other",
        ),
    ],
)
def test_the_kind_is_that_of_the_text(text: str, kind: str) -> None:
    assert describe(clean(plain_text(text)), doc="a.txt", title=None).kind == kind


def test_a_yearly_report_is_one_though_a_news_item_leads_it_in() -> None:
    text = "青棠县2021年政府工作报告\n在2月5日召开的县人代会上，县长陈远代表县人民政府向大会作政府工作报告。\n植树三万亩。"
    found = describe(clean(plain_text(text)), doc="a.txt", title=None)
    assert (found.kind, found.date) == ("work-report", "2021-02-05")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("三个茶园进入“十四五”重大项目规划", "news"),
        ("“三侨生”证明办理", "other"),
        ("对茶园停车收费的几点思考", "other"),
        ("登记延续友情提示（2019年11月）", "other"),
        ("茶园安上新路灯", "news"),
        ("华侨回国定居办理", "other"),
    ],
)
def test_what_a_site_publishes_under_a_day_is_news_unless_its_title_calls_it_a_paper(title, kind) -> None:
    text = f"{title}\n发布时间：2016-07-08 浏览：12\n全县茶园连片，茶农的收入增加，茶业局将继续做好服务。"
    assert describe(clean(plain_text(text)), doc="a.txt", title=None).kind == kind


def test_the_duties_of_an_office_are_no_news() -> None:
    text = "茶业科\n发布时间：2020-01-03 浏览：9\n主要职责：指导全县茶业；拟订茶业标准并组织实施。"
    assert describe(clean(plain_text(text)), doc="a.txt", title=None).kind == "other"


@pytest.mark.parametrize(
    ("doc", "kind"), [("t20210305_118.html", "news"), ("20210305茶园.docx", "other"), ("茶园.html", "other")]
)
def test_the_day_in_the_name_of_a_page_makes_news_of_it_and_that_of_an_office_file_does_not(
    doc, kind
) -> None:
    text = "茶园管护三举措\n为抓好茶园管护，茶业局落实三项举措，全县茶园连片，茶农的收入增加。"
    assert describe(clean(plain_text(text)), doc=doc, title=None).kind == kind


def test_a_report_on_the_outline_of_a_five_year_plan_is_a_plan_under_its_older_name_too() -> None:
    text = (
        "关于青棠县国民经济和社会发展第十个五年计划纲要的报告\n各位代表：\n我代表县人民政府作报告，请予审议。"
    )
    assert describe(clean(plain_text(text)), doc="a.txt", title=None).kind == "plan"
