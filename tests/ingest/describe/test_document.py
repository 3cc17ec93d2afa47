"""A description trusts the speaker's office and meeting first and the file's name last."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.clean import clean
from ingest.describe.document import describe
from ingest.read.text import plain_text
from ingest.schema import Description

SHARED = Path(__file__).resolve().parents[4] / "shared"
BODY = (
    "面对复杂形势，全县上下攻坚克难，实施重点项目48个，完成投资26.4亿元，同比增长12.5%，群众满意度持续提升。"
)


def described(text: str, doc: str = "未命名.txt", title: str | None = None) -> Description:
    return describe(clean(plain_text(text)), doc=doc, title=title)


def report(head: str, review: str = "一、2021年工作回顾") -> str:
    return (
        f"政府工作报告\n{head}\n各位代表：\n现在，我代表县人民政府，向大会报告工作，请予审议。\n{review}\n"
        f"{BODY}"
    )


def test_the_meeting_tells_the_region_and_the_file_name_does_not() -> None:
    text = report("——2022年1月28日在东苇川县第十八届人民代表大会第一次会议上\n东苇川县县长 丁磊")
    found = described(text, doc="苇川_2024.txt")
    assert found.region == "东苇川县"
    assert found.date == "2022-01-28"
    assert found.reviews_year == 2021
    assert found.speaker == "丁磊"
    assert found.kind == "work-report"


def test_a_meeting_broken_over_two_lines_is_read_as_one() -> None:
    found = described(report("2022年1月28日在青禾县第十八届\n人民代表大会第一次会议上\n青禾县县长 丁磊"))
    assert (found.region, found.date) == ("青禾县", "2022-01-28")


def test_the_district_speaks_and_its_city_is_the_place() -> None:
    found = described(report("——2023年1月13日在临棠市澄溪区第三届人民代表大会第三次会议上"))
    assert (found.region, found.place) == ("澄溪区", "临棠市")


def test_the_government_spoken_for_tells_the_region_where_no_meeting_does() -> None:
    text = f"各位代表：\n现在，我代表青禾县人民政府，向大会报告工作。\n一、2018年工作回顾\n{BODY}"
    found = described(text, doc="x_2010.txt")
    assert (found.region, found.date, found.reviews_year) == ("青禾县", "2019", 2018)
    assert found.title == "青禾县2019年政府工作报告"


def test_a_short_file_name_becomes_the_full_name_of_the_county_that_bears_it() -> None:
    text = f"政府工作报告\n（2008年3月27日）\n各位代表：\n我代表县政府报告工作。\n一、2007年工作回顾\n{BODY}"
    found = described(text, doc="a/栾川_2008.txt")
    assert (found.region, found.place) == ("栾川县", "河南省洛阳市")
    assert "region-unsure" in found.warnings


def test_a_file_name_that_is_a_word_names_no_region() -> None:
    text = f"在招商会上的讲话\n同志们：\n今天的讲话，就讲三点。我县的讲话要短。全县{BODY}"
    assert described(text, doc="讲话.txt").region is None
    assert described(text, doc="栾川县/讲话.txt").region == "栾川县"


def test_a_file_name_alone_makes_no_region_that_no_table_of_divisions_has() -> None:
    text = f"冷库建设台账\n截至9月底，全县在建冷库11座。冷库已有2座封顶。全县{BODY}"
    assert described(text, doc="2023_冷库_台账.txt").region is None
    assert described(text, doc="青禾县/讲话.txt").region is None


def test_the_date_of_a_republishing_site_is_not_the_date_of_a_report() -> None:
    page = (
        "工作报告\n青禾县2024年政府工作报告\n时间：2024-04-02????\t作者：县域之窗????\t来源：政府官网????\t"
        "阅读：\n125\n" + report("——2022年1月24日在青禾县第九届人民代表大会第二次会议上")
    )
    found = described(page)
    assert found.date == "2022-01-24"
    assert found.title == "青禾县2024年政府工作报告"
    assert found.source == "政府官网"


def test_an_official_date_counts_where_the_text_bears_none() -> None:
    text = (
        "标题：青禾县政府工作报告\n发文单位：青禾县人民政府\n发文时间：2009-02-05\n报告人：青禾县人民政府县"
        "长 于舒\n\n正文：\n\n"
        f"各位代表：\n现在，我代表县人民政府报告工作。\n一、2008年工作回顾\n{BODY}"
    )
    found = described(text)
    assert (found.date, found.region, found.speaker) == ("2009-02-05", "青禾县", "于舒")


def test_an_official_date_of_the_wrong_year_loses_to_the_year_reviewed() -> None:
    text = (
        f"标题：政府工作报告\n发文时间：2006-02-15\n\n正文：\n\n各位代表：\n我代表县政府报告工作。\n一、200"
        f"8年工作回顾\n{BODY}"
    )
    assert described(text).date == "2009"


@pytest.mark.parametrize(
    ("lead", "published", "date"),
    [
        ("12月7日,我縣召開重點工作推進會。", "2021-12-09 07:00", "2021-12-07"),
        ("12月30日,我縣召開重點工作推進會。", "2022-01-02 07:00", "2021-12-30"),
    ],
)
def test_a_news_lead_takes_its_year_from_the_page(lead: str, published: str, date: str) -> None:
    found = described(f"縣召開重點工作推進會\n{published} 瀏覽人次:\n{lead}縣委書記講話,要求抓好項目建設。")
    assert (found.kind, found.date) == ("news", date)


def test_a_year_that_the_text_calls_current_dates_a_news_item() -> None:
    text = (
        "2月20日,青禾縣委書記孫麗赴園區調研。\n孫麗指出,2021年是“二次創業”全面起步之年,要抓好項目。\n來源:"
        "青禾融媒"
    )
    found = described(text)
    assert (found.date, found.region, found.source) == ("2021-02-20", "青禾县", "青禾融媒")


def test_a_day_without_any_year_is_no_date() -> None:
    found = described("区委书记调研工业项目\n10月8日，区委书记何生在经开区调研工业项目，副区长杨华参加。")
    assert found.date is None
    assert found.region is None


def test_a_congress_this_year_dates_a_speech_and_the_site_does_not() -> None:
    text = (
        "县长在项目会议上的讲话\n时间:2022-01-25 04:34:00\n导语:县长讲话一文来源于网友上传,不代表本站观点,"
        "欢迎参考。\n同志们:\n"
        "年初以来，全县引进项目126个。目前，距年末还有3个月时间。党的十八大将于今年11月8日在北京召开，要抓"
        "好稳定。"
    )
    found = described(text)
    assert (found.kind, found.date) == ("speech", "2012-09")


def test_the_year_of_the_title_completes_a_meetings_day() -> None:
    text = (
        "澄溪区2021年政府工作报告\n时间：2023-03-30  来源：政府官网  阅读：12\n"
        "在2月5日召开的临棠市澄溪区第二届人民代表大会第五次会议上，区长程杰代表区人民政府向大会作政府工作报"
        "告。\n" + BODY
    )
    found = described(text)
    assert (found.date, found.region, found.speaker) == ("2021-02-05", "澄溪区", "程杰")


def test_a_plan_is_told_from_a_work_report() -> None:
    text = (
        "关于青禾县国民经济和社会发展第十二个五年规划纲要的报告\n2011年2月14日在青禾县第九届人民代表大会第"
        "四次会议上\n各位代表：\n"
        f"现在，我代表县人民政府向大会作报告。\n{BODY}"
    )
    assert described(text).kind == "plan"


def test_the_title_in_the_text_wins_over_a_wrong_one_above_it() -> None:
    text = (
        "标题：政府工作报告——在青禾县第十二届人民代表大会第四次会议上\n发文时间：2006-02-15\n来源URL：http:"
        "//example.invalid\n\n正文：\n\n"
        "夯实基础 提速发展 为建设强县而奋斗\n——在青禾县第十二届人民代表大会第五次会议上的政府工作报告\n（20"
        "07年1月30日）\n"
        f"各位代表：\n我代表青禾县人民政府报告工作。\n一、过去一年工作回顾\n{BODY}"
    )
    found = described(text)
    assert found.title.startswith("夯实基础 提速发展")
    assert (found.date, found.reviews_year) == ("2007-01-30", 2006)


def test_the_title_a_file_declares_loses_the_sites_name() -> None:
    found = described(f"3月1日，青禾县召开会议。{BODY}", title="青禾县召开推进会-要闻-青禾县人民政府门户网")
    assert found.title == "青禾县召开推进会"


@pytest.mark.parametrize("text", ["", "\n\n", "……", "abc"])
def test_a_title_is_never_empty(text: str) -> None:
    assert described(text, doc="青禾/会议纪要.txt").title


def test_an_empty_document_claims_nothing() -> None:
    found = described("", doc="会议.txt")
    assert (found.region, found.date, found.speaker, found.source) == (None, None, None, None)


@pytest.mark.shared
def test_region_and_date_of_the_real_documents_are_right() -> None:
    if not SHARED.is_dir():
        pytest.skip("the real documents are not beside the project")
    gold = {}
    for line in (SHARED / "eval" / "metadata.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        gold[entry["doc"]] = entry
    regions = dates = years = dated = 0
    for path in sorted((SHARED / "reports").rglob("*.txt")):
        want = gold[path.name]
        found = described(path.read_bytes().decode("utf-8", "replace"), doc=path.name)
        accepted = {want["region"], *want.get("region_alternatives", [])}
        regions += found.region in accepted
        years += found.reviews_year == want["reviews_year"]
        if want["date"]:
            dated += 1
            dates += (found.date or "")[: len(want["date"])] == want["date"]
    assert regions / len(gold) >= 0.95
    assert dates / dated >= 0.95
    assert years / len(gold) >= 0.95


def test_a_headline_that_ends_like_a_sentence_is_the_title_and_the_lead_below_it_tells_the_day() -> None:
    text = "这个村，把石头变成了风景！\n发布时间：2021/9/3\n9月1日，苇川县石头村迎来首批游客，县长丁磊到场。"
    found = described(text)
    assert found.title == "这个村，把石头变成了风景！"
    assert (found.kind, found.date) == ("news", "2021-09-01")
