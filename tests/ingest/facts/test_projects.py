"""Projects are read from sentences: their names, how far they are, what is invested in each alone."""

from __future__ import annotations

import pytest

from ingest.facts.extract import extract
from ingest.facts.model import Project
from ingest.schema import CleanText, Description, Outlook, Passage

DESCRIPTION = Description(
    "青棠县2023年政府工作报告", "青棠县", "河北省石溪市", "2023-01-10", 2022, "work-report"
)


def projects_of(text: str, outlook: Outlook = "review", year: int = 2022) -> list[Project]:
    passages = [Passage(0, len(text), year=year, outlook=outlook)]
    return list(extract(CleanText(text), DESCRIPTION, passages).projects)


def told(text: str, outlook: Outlook = "review") -> list[tuple[str, str | None]]:
    return [(each.name, each.status) for each in projects_of(text, outlook)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "恒远食品二期、民泰电气等13个项目建成投产，青山产业园、白塔文化园等项目稳步推进。",
            [
                ("恒远食品二期", "in production"),
                ("民泰电气", "in production"),
                ("青山产业园", "under construction"),
                ("白塔文化园", "under construction"),
            ],
        ),
        ("开工建设利青高速、青白高速等项目。", [("利青高速", "started"), ("青白高速", "started")]),
        ("总投资5亿元的恒远绿色产业园项目顺利开工。", [("恒远绿色产业园项目", "started")]),
        ("京青大道建成通车。", [("京青大道", "completed")]),
        ("青棠机场、白塔高铁等项目前期工作进展顺利。", [("青棠机场", "planned"), ("白塔高铁", "planned")]),
        ("青棠污水处理厂主体完工。", [("青棠污水处理厂", "under construction")]),
        ("建设了青白高铁客运枢纽站。", [("青白高铁客运枢纽站", "completed")]),
        ("投资9亿元的恒远锂电项目，与县政府签订协议。", [("恒远锂电项目", "signed")]),
        (
            "石衡高速、青白高速等3个项目开工，恒远泵阀、白塔食品等5个项目扩能续建。",
            [
                ("石衡高速", "started"),
                ("青白高速", "started"),
                ("恒远泵阀", "under construction"),
                ("白塔食品", "under construction"),
            ],
        ),
        ("青棠大桥总投资3亿元，2021年3月开工建设，2023年6月通车。", [("青棠大桥", "completed")]),
    ],
)
def test_a_review_tells_how_far_each_project_is(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


def test_what_is_wanted_is_not_yet_reached() -> None:
    wanted = projects_of("确保恒远锂电池、白塔污水处理厂等项目竣工投产。", "plan")
    assert [(p.name, p.status, p.wanted) for p in wanted] == [
        ("恒远锂电池", "under construction", "in production"),
        ("白塔污水处理厂", "under construction", "in production"),
    ]


def test_a_group_tells_how_far_its_members_are_that_are_to_go_further() -> None:
    wanted = projects_of("推动恒远产业基地、白塔研发基地等一批已签约项目尽快开工。", "plan")
    assert [(p.name, p.status, p.wanted) for p in wanted] == [
        ("恒远产业基地", "signed", "started"),
        ("白塔研发基地", "signed", "started"),
    ]


def test_new_works_of_a_plan_are_only_planned_and_what_is_prepared_stays_planned() -> None:
    assert told("新建青棠第三小学、白塔中学。", "plan") == [
        ("青棠第三小学", "planned"),
        ("白塔中学", "planned"),
    ]
    preparing = "做好青棠地铁2号线、白塔机场等项目前期工作并力争年内动工。"
    assert [status for _, status in told(preparing, "plan")] == ["planned", "planned"]


def test_works_named_before_their_verb_are_done_where_the_passage_is_not_sure_to_plan() -> None:
    text = "恒远食品二期、青山产业园等项目建成投产。"
    status = {}
    for certainty in (0.6, 0.97):
        passages = [Passage(0, len(text), year=2022, outlook="plan", certainty=certainty)]
        status[certainty] = {p.status for p in extract(CleanText(text), DESCRIPTION, passages).projects}
    assert status == {0.6: {"in production"}, 0.97: {"under construction"}}


def test_the_sum_of_a_group_is_of_none_of_its_members() -> None:
    text = "总投资53亿元的恒远光伏电池、永红铸机产业园等10个项目竣工，投资8亿元的白塔产业园项目开工建设。"
    assert [(p.name, p.investment, p.unit) for p in projects_of(text)] == [
        ("恒远光伏电池", None, ""),
        ("永红铸机产业园", None, ""),
        ("白塔产业园项目", 8, "亿元"),
    ]


def test_each_member_of_a_list_has_its_own_sum() -> None:
    text = "加快推进投资60亿元的恒远多晶硅电池、投资28.1亿元的南郊电厂等一批在建项目。"
    assert [(p.name, p.investment, p.amount) for p in projects_of(text)] == [
        ("恒远多晶硅电池", 60, 6_000_000_000),
        ("南郊电厂", 28.1, 2_810_000_000),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "全年实施重点项目63个，新开工项目40个，总投资265.7亿元。",
        "深入开展重点项目集中开工月活动和百日攻坚行动。",
        "推进民生实事项目建设，完善基础设施。",
        "建设人民满意的服务型政府。",
        "亿元以上项目达到10个，签约项目41个。",
        "把青棠训练基地建设成为国家级体育训练基地。",
        "建成40个健康村、社区、医院、学校等。",
        "完成市消防指挥中心等重点工程项目评审29个。",
    ],
)
def test_groups_programmes_and_policies_are_no_projects(text: str) -> None:
    assert told(text) == []


def test_offsets_point_into_the_stored_text_in_either_script() -> None:
    text = "去年，投資8億元的環鋰儲能項目竣工投產。"
    (found,) = projects_of(text)
    assert text[found.name_start : found.name_end] == found.name == "環鋰儲能項目"
    assert (found.status, found.region, found.year, found.industry) == (
        "in production",
        "青棠县",
        2022,
        "新能源",
    )
