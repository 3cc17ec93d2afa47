"""Projects that a paragraph presents, that a list gives by name alone, and that a group told before them holds."""

from __future__ import annotations

import pytest

from ingest.facts.extract import extract
from ingest.facts.model import Project
from ingest.schema import CleanText, Description, Passage

NEWS = Description("青棠县重点项目进展", "青棠县", "河北省石溪市", "2023-03-10", None, "news")


def projects_of(text: str, title: str = NEWS.title) -> list[Project]:
    description = Description(title, NEWS.region, NEWS.place, NEWS.date, None, "news")
    return list(
        extract(CleanText(text), description, [Passage(0, len(text), year=2023, outlook="review")]).projects
    )


@pytest.mark.parametrize(
    ("text", "name", "status", "investment"),
    [
        (
            "据了解，石溪至青棠高速公路全长206公里，是石溪市高速公路网的重要组成部分。全线设隧道18座，总投资186.5亿元，计划2026年建成通车。",
            "石溪至青棠高速公路", "under construction", 186.5,
        ),
        (
            "一、恒远物流园\n该项目占地300亩，投资额2亿元，2021年5月开工，2022年12月投入使用。",
            "恒远物流园", "in production", 2.0,
        ),
        (
            "白塔广场是城南新区重点打造的城市综合体项目，总投资6亿元。2022年3月开工建设，计划2024年竣工。",
            "白塔广场", "under construction", 6.0,
        ),
    ],
)  # fmt: skip
def test_a_paragraph_presents_a_work_with_what_is_invested_in_it(
    text: str, name: str, status: str, investment: float
) -> None:
    (project,) = projects_of(text)
    assert (project.name, project.status, project.investment) == (name, status, investment)


@pytest.mark.parametrize(
    "text",
    [
        "办公楼投资总额5.7亿元，下降50%。",
        "该项目占地300亩，总投资5亿元。",
        "上述项目总投资90亿元，带动就业3000人。",
        "重点项目\n项目占地300亩，总投资5亿元。",
    ],
)
def test_kinds_of_works_and_sums_of_many_are_presented_by_no_paragraph(text: str) -> None:
    assert projects_of(text) == []


NAMES = "24 | 白塔古城项目\n25 | 恒远广场\n26 | 青棠邮件处理中心\n27 | 白塔安置小区一期（B区）\n28 | 合计\n"


def test_a_list_gives_works_by_name_alone() -> None:
    found = projects_of(f"青棠县2024年重点项目名单\n序号 | 项目名称\n{NAMES}", "青棠县2024年重点项目名单")
    assert [(each.name, each.year) for each in found] == [
        ("白塔古城项目", 2024),
        ("恒远广场", 2024),
        ("青棠邮件处理中心", 2024),
        ("白塔安置小区一期（B区）", 2024),
    ]


@pytest.mark.parametrize("title", ["青棠县2024年重点项目支出预算表", "青棠县2024年景点"])
def test_a_list_of_other_names_gives_no_works(title: str) -> None:
    assert projects_of(f"{title}\n序号 | 名称\n{NAMES}", title) == []


def test_a_group_told_before_its_members_tells_how_far_they_are() -> None:
    found = projects_of("公司在建项目主要包括青棠医院白塔分院、石溪悦福苑和恒远商业中心，总投资额20.75亿元。")
    assert [(each.name, each.status, each.investment) for each in found] == [
        ("青棠医院白塔分院", "under construction", None),
        ("石溪悦福苑", "under construction", None),
        ("恒远商业中心", "under construction", None),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青白铁路全线铺通。", [("青白铁路", "under construction")]),
        ("青棠机场完成改扩建。", [("青棠机场", "completed")]),
        ("全线贯通青棠大道三期。", [("青棠大道三期", "completed")]),
        ("青白城际铁路立项。", [("青白城际铁路", "planned")]),
        (
            "柳河村、石桥村等城中村改造项目稳步推进。",
            [("柳河村", "under construction"), ("石桥村", "under construction")],
        ),
        ("“五一”前青棠北站全面竣工。", [("青棠北站", "completed")]),
    ],
)
def test_reports_word_in_many_ways_how_far_a_work_is(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.name, each.status) for each in projects_of(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("改建了白塔桥、石桥庄桥两座农村危桥。", ["白塔桥", "石桥庄桥"]),
        ("推进恒远中心、白塔公园和14个普通国省干线项目建设。", ["恒远中心", "白塔公园"]),
        ("先后建设或建成青棠大桥、白塔大桥等一批工程。", ["青棠大桥", "白塔大桥"]),
        ("大唐青棠电厂一期工程2台机组投产发电。", ["大唐青棠电厂一期工程"]),
        ("加快推进白塔灌区、青棠北岸干渠3条分干渠等工程建设。", ["白塔灌区", "青棠北岸干渠"]),
        ("青棠机场被列入全国十大枢纽、东二跑道项目竣工。", ["东二跑道项目"]),
        ("推进公共图书馆进景区、进社区。", []),
    ],
)
def test_names_are_cut_from_what_counts_and_tells_them(text: str, expected: list[str]) -> None:
    assert [each.name for each in projects_of(text)] == expected


def test_a_sum_in_brackets_behind_a_name_is_its_own() -> None:
    found = projects_of("推动恒远新材料园（总投资9.8亿元）、白塔创业园（总投资4亿元）等项目建设。")
    assert [(each.name, each.investment) for each in found] == [("恒远新材料园", 9.8), ("白塔创业园", 4.0)]


def test_a_sum_told_later_in_the_sentence_of_one_work_is_its_own() -> None:
    text = "石青高速项目启动建设，为双向6车道设计，有隧道3座，桥梁31座，服务区1处，总投资为63.7亿元。"
    assert [(each.name, each.investment) for each in projects_of(text)] == [("石青高速项目", 63.7)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("此次集中开工有恒远食品、白塔冷链物流等8个项目集中开工。", ["恒远食品", "白塔冷链物流"]),
        ("石溪项目建设也是全县发展的重要一环，目前已完成。", []),
        ("主要包括白塔棚户区改造支出5.3亿元、青禾征地补偿支出2亿元等项目建成。", []),
        ("总投资160亿元的恒远电池基地签约后97天即全面开工。", ["恒远电池基地"]),
        ("青禾县重点项目完成投资13亿元。", []),
        ("重点推动高科技、高附加值、高回报率项目落地。", []),
    ],
)
def test_words_around_a_name_are_no_part_of_it_and_kinds_no_projects(text: str, names: list[str]) -> None:
    assert [project.name for project in projects_of(text)] == names


def test_a_work_is_presented_with_what_is_to_be_invested_and_where_it_lies() -> None:
    (project,) = projects_of("位于白塔镇的恒远保温材料生产线项目，总投资2.6亿元，年度计划投资1亿元。")
    assert (project.name, project.investment) == ("恒远保温材料生产线项目", 2.6)
    (project,) = projects_of("其中，白塔食品加工项目拟总投资1.2亿元，用地约40亩。")
    assert (project.name, project.investment) == ("白塔食品加工项目", 1.2)


def test_members_of_a_group_behind_a_colon_are_as_far_as_it_is() -> None:
    text = "本次签约的3个项目分别是：白塔康养小镇建设项目，总投资3.1个亿；青棠峡谷景区开发项目，总投资1.2个亿；石溪物流园建设项目，总投资2900万元。"
    found = projects_of(text)
    assert [project.name for project in found] == [
        "白塔康养小镇建设项目",
        "青棠峡谷景区开发项目",
        "石溪物流园建设项目",
    ]
    assert {project.status for project in found} == {"signed"}


def test_kinds_of_works_in_a_list_are_none() -> None:
    found = projects_of("开工建设太平水库、城市轨道交通、储能电站等3个项目。")
    assert [project.name for project in found] == ["太平水库"]
