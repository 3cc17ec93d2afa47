"""The outline of a document: its sections in order, each with its main facts at their place in the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from assistant.answer.outline.model import Outline
from assistant.answer.outline.outline import outline_of
from assistant.pipeline import Assistant
from ingest.library.library import Library

REPORT = (
    "青棠县2022年政府工作报告\n——2022年1月12日在青棠县第十届人民代表大会第二次会议上\n青棠县人民政府县长 卢青峦\n"
    "各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n一、2021年工作回顾\n"
    "2021年，全县上下团结奋进。地区生产总值完成96.4亿元，增长6.8%。一般公共预算收入完成5.2亿元，增长10.6%。\n"
    "（一）产业发展持续壮大。坚持实体为本。全年新开工工业项目31个，总投资48.5亿元，竹编产业园一期建成投用。"
    "企业服务更加优化，营商环境持续改善，发展活力进一步增强。\n"
    "（二）民生福祉持续增进。始终把群众放在心上。新建幼儿园3所，新增学位540个，改造老旧小区12个，惠及居民2600户。"
    "群众获得感幸福感明显提升，社会大局保持和谐稳定。\n"
    "二、2022年工作安排\n2022年，地区生产总值增长7%左右。\n"
    "（一）大力发展工业。加快推进竹编产业园二期建设，力争新开工项目40个以上，培育规上企业8家，让产业发展更有后劲。\n"
    "（二）切实改善民生。新修农村公路60公里，建设养老服务中心5处，新增城镇就业3200人，让群众过上更好的日子。\n"
    "附件：名词解释\n1.“竹编产业园”：指县里建设的园区，占地900亩。\n"
)
NEWS = (
    "青棠县新客运码头开工建设\n2022年5月6日，青棠县举行新客运码头开工仪式。码头总投资9.4亿元，设计年旅客吞吐量80万人次，"
    "建设工期两年。\n县委书记方霁月出席仪式并宣布开工，副县长柯白帆主持仪式，各部门、各乡镇的负责人一百多人参加了仪式。\n"
    "据介绍，码头建成后将开通航线6条，把城区到湖心岛的路程缩短到20分钟，带动沿湖乡镇的旅游和水产运输。\n"
)
UNHEADED = (
    "青棠县2020年政府工作报告\n——2020年1月9日\n各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n"
    "2019年，我们完成造林2.4万亩，治理河道32公里，关停排污企业7家，空气优良天数达到331天，生态环境质量稳步改善。\n"
    "2020年，我们将力争造林3万亩，计划新建污水处理厂2座。要加快治理水土流失，确保年底前关停燃煤锅炉21台。"
    "要大力推进生态县城创建工作，着力抓好城区绿化，努力让群众生活得更好。\n"
)
TABLES = (
    "青棠县2022年预算执行情况和2023年预算草案的报告\n2023年1月9日\n一、2022年预算执行情况\n"
    "全县一般公共预算收入完成5.2亿元，增长10.6%。一般公共预算支出完成21.3亿元，增长4.1%。\n"
    "二、2023年预算草案\n2023年，全县一般公共预算收入安排5.6亿元，一般公共预算支出安排22亿元，压减一般性支出。\n"
    "附表1\n项目 | 预算数（万元） | 完成数（万元）\n一、税收收入 | 41000 | 42210\n二、非税收入 | 9800 | 9790\n"
)


@pytest.fixture(scope="module")
def library(assistant_over: Callable[[dict[str, str]], Assistant]) -> Library:
    documents = {"report.txt": REPORT, "news.txt": NEWS, "unheaded.txt": UNHEADED, "tables.txt": TABLES}
    return assistant_over(documents).library


def _facts(outline: Outline) -> Iterator[str]:
    for _, section in outline:
        yield from (fact.evidence.text for fact in section.facts)


def test_sections_and_their_parts_stand_in_order_under_their_headings(library: Library) -> None:
    outline = outline_of(library, "report.txt")
    headings = [(depth, section.heading) for depth, section in outline]
    assert headings == [
        (0, "一、2021年工作回顾"),
        (1, "（一）产业发展持续壮大"),
        (1, "（二）民生福祉持续增进"),
        (0, "二、2022年工作安排"),
        (1, "（一）大力发展工业"),
        (1, "（二）切实改善民生"),
    ]


def test_main_facts_are_concrete_and_say_what_they_are_of(library: Library) -> None:
    sections = {section.heading: section for _, section in outline_of(library, "report.txt")}
    review = [fact.evidence.text for fact in sections["一、2021年工作回顾"].facts]
    assert review[0] == "地区生产总值完成96.4亿元，增长6.8%"
    people = "".join(fact.evidence.text for fact in sections["（二）民生福祉持续增进"].facts)
    assert "新增学位540个" in people
    assert "获得感" not in people and "放在心上" not in people


def test_a_fact_tells_where_it_stands_in_the_stored_text(library: Library) -> None:
    for doc in ("report.txt", "news.txt", "unheaded.txt", "tables.txt"):
        outline, text = outline_of(library, doc), library.document(doc).text
        for _, section in outline:
            assert text[section.start :].startswith(section.heading) or not section.is_written
            for fact in section.facts:
                assert text[fact.start : fact.end] == fact.evidence.text
                assert section.start <= fact.start < fact.end <= section.end


def test_explanations_of_terms_and_greetings_are_no_sections(library: Library) -> None:
    told = "".join(_facts(outline_of(library, "report.txt")))
    assert "900亩" not in told and "请予审议" not in told


def test_a_report_without_headings_is_divided_by_what_was_done_and_is_planned(library: Library) -> None:
    outline = outline_of(library, "unheaded.txt")
    assert [section.heading for section in outline.sections] == ["2019年工作回顾", "2020年工作安排"]
    assert not any(section.is_written for section in outline.sections)


def test_news_has_its_paragraphs(library: Library) -> None:
    outline = outline_of(library, "news.txt")
    assert [section.heading for section in outline.sections] == [""] * len(outline.sections)
    assert any("总投资9.4亿元" in told for told in _facts(outline))


def test_rows_of_a_table_neither_head_nor_tell_anything(library: Library) -> None:
    outline = outline_of(library, "tables.txt")
    assert "一、税收收入" not in {section.heading for _, section in outline}
    assert not any("42210" in told for told in _facts(outline))
    assert any("5.2亿元" in told for told in _facts(outline))


def test_a_section_has_at_most_three_facts(library: Library) -> None:
    for doc in ("report.txt", "news.txt", "unheaded.txt", "tables.txt"):
        assert all(len(section.facts) <= 3 for _, section in outline_of(library, doc))
