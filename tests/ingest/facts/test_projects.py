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


@pytest.mark.parametrize(
    "of_the_group", ["总投资56.5亿元的9个项目", "总投资56.5亿元的项目", "9个总投资56.5亿元的项目"]
)
def test_a_sum_behind_and_so_on_is_of_no_member(of_the_group: str) -> None:
    (project,) = projects_of(f"恒远电气等{of_the_group}竣工投产。")
    assert (project.name, project.investment) == ("恒远电气", None)


def test_a_sum_before_two_kinds_of_one_work_is_of_both() -> None:
    named = projects_of(
        "力争投资28亿元的青棠风电场和太阳能电站、投资6亿元的白塔电厂二期等前期项目取得进展。", "plan"
    )
    assert [(each.name, each.investment) for each in named] == [
        ("青棠风电场和太阳能电站", 28),
        ("白塔电厂二期", 6),
    ]


def test_the_state_is_of_the_clause_of_a_project_and_not_of_a_count_that_follows() -> None:
    text = "恒远电气等9个项目竣工投产,腾云航空等17个项目开工建设,竣工投产和开工项目数量均创历年新高。"
    assert told(text) == [("恒远电气", "in production"), ("腾云航空", "started")]


@pytest.mark.parametrize(
    "text",
    [
        "建成文化强区、教育强县、体育强市、健康青棠。",
        "加快建设宜居宜业和美青棠。",
        "立足国家历史文化名城、奥运冠军之城、博物馆之城,推进文旅融合发展。",
        "建设国家卫生县城。",
        "继续推进柳河村、张坪村等棚户区改造。",
        "完成投资3亿元的何湾、李坪等6个乡镇41个村的土地整治项目。",
    ],
)
def test_what_a_place_wants_to_be_and_bare_places_are_no_projects(text: str) -> None:
    assert projects_of(text, "plan") == []


@pytest.mark.parametrize(
    "text",
    [
        "依托青棠文创产业园、白塔产业园等文旅资源,发展旅游。",
        "围绕青棠医疗基地、白塔职教园区建设,做好服务。",
        "以青棠金街、白塔健康城等项目为抓手,壮大商贸业。",
    ],
)
def test_works_that_something_else_is_done_with_are_told_nothing_of(text: str) -> None:
    assert projects_of(text, "plan") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("对青棠产业园、恒远电气二期等在建项目,加快建设进度。", "青棠产业园"),
        ("特别是随着青白高铁、青棠大桥等一大批重点工程落地开工,发展空间更大。", "青白高铁"),
        ("与恒远模架、白塔天地等项目成功签约。", "恒远模架"),
        ("加快推进在建的恒远电气、白塔产业园等项目。", "恒远电气"),
        ("办好实事。③青棠医院分院新建项目年内完工。", "青棠医院分院新建项目"),
    ],
)
def test_a_name_does_not_begin_with_the_words_that_lead_to_it(text: str, name: str) -> None:
    assert projects_of(text)[0].name == name


@pytest.mark.parametrize(
    ("text", "reached", "wanted"),
    [
        ("实施青棠大桥改造、白塔湖治理等工程。", "planned", "under construction"),
        ("建设青棠大桥、白塔小学等项目。", "planned", "under construction"),
        ("完成青棠大桥改造工程。", "under construction", "completed"),
        ("攻坚打通白塔南路、青山路等2条“断头路”。", "under construction", "completed"),
        ("加快推进年产3000吨恒远晶体项目，力争年内启动实施。", "planned", "started"),
        ("继续实施青棠大桥改造、白塔湖治理等工程。", "under construction", None),
        ("加快推进青棠大桥建设。", "under construction", None),
        ("完成青棠大桥扫尾工程。", "under construction", "completed"),
        ("确保青棠大桥建成通车。", "under construction", "completed"),
        ("力促青棠大桥开工。", "planned", "started"),
    ],
)
def test_a_plan_tells_works_as_planned_unless_they_are_on_their_way(
    text: str, reached: str, wanted: str | None
) -> None:
    project = projects_of(text, "plan", 2023)[0]
    assert (project.status, project.wanted) == (reached, wanted)


@pytest.mark.parametrize(
    "text",
    [
        "青棠抽水蓄能电站等一批前期项目进展顺利。",
        "青棠医院新院区启动征地。",
        "启动青棠高速二期、白塔大桥征地拆迁。",
    ],
)
def test_what_is_only_prepared_is_planned(text: str) -> None:
    assert {status for _, status in told(text)} == {"planned"}


@pytest.mark.parametrize(
    ("text", "status", "wanted"),
    [
        ("加快推进青棠医院分院、白塔职教中心等重点工程,谋划启动第二公园。", "under construction", None),
        ("实施青棠大桥改造、白塔湖治理等工程,启动南三环,谋划白塔路南延。", "planned", "under construction"),
        ("加快推进青棠污水处理厂提标改造,建成启用西城污水处理厂。", "under construction", None),
        ("突出抓好总投资29亿元的白塔建材产业园项目,年内完成前期手续并开工建设。", "planned", "started"),
        ("继续对青棠路、白塔街等7条市政道路进行改扩建。", "under construction", None),
    ],
)
def test_what_the_next_clause_tells_of_another_work_changes_no_state(
    text: str, status: str, wanted: str | None
) -> None:
    project = projects_of(text, "plan", 2023)[0]
    assert (project.status, project.wanted) == (status, wanted)


@pytest.mark.parametrize(
    "text",
    [
        "青棠电投、白塔能源等4家央企风电项目全面启动。",
        "争取青棠农科院、白塔农大等高校技术支持。",
        "推动古莲花池、青棠宴博物馆创建4A景区。",
        "支持有条件的镇村建设青棠家风馆、白塔民俗馆等。",
        "推动与青棠儿童医院、白塔医院合作。",
        "青棠、白塔撤乡改镇如期完成。",
        "全部建成街角公园、带状公园。",
        "33项重点民生项目和10件品质民生项目落地落实。",
    ],
)
def test_firms_schools_grades_and_what_many_may_build_are_no_projects(text: str) -> None:
    assert projects_of(text, "plan") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青棠科学馆新馆建成使用。", ("青棠科学馆新馆", "in production")),
        ("恒远锂电二期、白塔电气等8个项目投产或即将竣工。", ("恒远锂电二期", "in production")),
        ("青棠矿山修复工程顺利通过验收。", ("青棠矿山修复工程", "completed")),
    ],
)
def test_words_that_look_like_another_state_do_not_change_it(text: str, expected: tuple[str, str]) -> None:
    assert told(text)[0] == expected


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("白塔大酒店、青棠宾馆建成运营。", [("白塔大酒店", "in production"), ("青棠宾馆", "in production")]),
        ("11月16日青棠国际大酒店开工建设。", [("青棠国际大酒店", "started")]),
        ("该月柳河浮桥建成通车，桥长400米。", [("柳河浮桥", "completed")]),
        ("建青高速国庆节竣工通车。", [("建青高速", "completed")]),
        ("青白大桥基本完成主体建设，全长14公里的白塔公园部分投用。", [("青白大桥", "under construction")]),
        (
            "青白公路、柳河大桥完成改造，恒远机场开工建设。",
            [("青白公路", "completed"), ("柳河大桥", "completed"), ("恒远机场", "started")],
        ),
    ],
)
def test_times_and_neighbouring_clauses_leave_a_works_state_alone(
    text: str, expected: list[tuple[str, str]]
) -> None:
    found = told(text)
    assert [each for each in found if each[0] != "白塔公园"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "三条高速公路同时开工，分别是青白高速公路、利青高速公路、石衡高速公路。",
            ["青白高速公路", "利青高速公路", "石衡高速公路"],
        ),
        (
            "重点抓好柳河供水改扩建，白塔引水工程，青山水库，石溪水库，青棠湖治理等10项水利工程。",
            ["柳河供水改扩建", "白塔引水工程", "青山水库", "石溪水库", "青棠湖治理"],
        ),
        (
            "推进白塔水库建设、青山电站、\n石溪大桥、利青高速等项目。",
            ["白塔水库", "青山电站", "石溪大桥", "利青高速"],
        ),
        ("青山水库、石溪高等级公路建成。", ["青山水库", "石溪高等级公路"]),
    ],
)
def test_a_list_is_read_whole_however_its_members_are_set_apart(text: str, expected: list[str]) -> None:
    assert [name for name, _ in told(text)] == expected


def test_two_works_of_one_clause_have_the_state_that_is_told_of_each() -> None:
    text = "推进总投资6亿元的青山抽水蓄能电站近期开工、总投资8亿元的石溪抽水蓄能电站10月底前并网发电。"
    assert [(each.name, each.status, each.wanted) for each in projects_of(text, "plan", 2023)] == [
        ("青山抽水蓄能电站", "planned", "started"),
        ("石溪抽水蓄能电站", "under construction", "in production"),
    ]


def test_the_sum_of_the_next_sentence_is_that_of_the_work_before_it() -> None:
    (project,) = projects_of("青棠大酒店开工建设。该项目由外地客商投资1.2亿元兴建，属三星级标准。")
    assert (project.investment, project.unit) == (1.2, "亿元")


@pytest.mark.parametrize(
    ("text", "builder"),
    [
        ("加快推进恒禾科技投资1.7亿元的年产2500吨晶体项目。", "恒禾科技"),
        ("铂曜材料10万吨扩能项目开工建设。", "铂曜材料"),
        ("比亚迪1000兆瓦电池片项目开工建设。", "比亚迪"),
        ("中储粮青棠直属库项目建成投用。", "中储粮"),
        ("青山大桥开工建设。", None),
        ("总投资3亿元的青山电子产业园开工建设。", None),
    ],
)
def test_who_builds_a_work_is_told_before_its_name_or_at_its_head(text: str, builder: str | None) -> None:
    (project,) = projects_of(text)
    assert project.builder == builder


def test_a_countys_work_in_a_citys_report_is_the_countys() -> None:
    text = "配合做好山阳县通用机场前期工作，开工建设商洛至山阳高速。"
    description = Description(
        "商洛市2023年政府工作报告", "商洛市", "陕西省", "2023-01-10", 2022, "work-report"
    )
    passages = [Passage(0, len(text), year=2022, outlook="review")]
    found = extract(CleanText(text), description, passages).projects
    assert [(each.name, each.region, each.place) for each in found] == [
        ("山阳县通用机场", "山阳县", "陕西省商洛市"),
        ("商洛至山阳高速", "商洛市", "陕西省"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("加快京棠、利青、石衡高速建设。", ["京棠", "利青", "石衡高速"]),
        ("建成青棠港进港航道，柳河大道等项目。", ["青棠港进港航道", "柳河大道"]),
        (
            "抓好“恒远特大口径连轧管项目”“石溪电站二期”等一批项目。",
            ["恒远特大口径连轧管项目", "石溪电站二期"],
        ),
        ("中国航天、中国建材等一大批央企相继落户。", []),
    ],
)
def test_names_that_share_a_word_or_a_verb_are_told_apart(text: str, expected: list[str]) -> None:
    assert [name for name, _ in told(text)] == expected


@pytest.mark.parametrize(
    ("text", "outlook", "expected"),
    [
        ("开工新建石溪汉河大桥。", "review", [("石溪汉河大桥", "started")]),
        ("开工新建石溪汉河大桥。", "plan", [("石溪汉河大桥", "planned")]),
        ("新建续建利青汽车产业园等项目。", "review", [("利青汽车产业园", "under construction")]),
        ("开工建设后山公园。", "review", [("后山公园", "started")]),
        (
            "推动恒远锂电、民泰电气等8个签约项目落地。",
            "plan",
            [("恒远锂电", "signed"), ("民泰电气", "signed")],
        ),
        (
            "青柳南路、白塔路等13条断头路全面打通。",
            "review",
            [("青柳南路", "completed"), ("白塔路", "completed")],
        ),
        ("柳湖大桥主跨合龙。", "review", [("柳湖大桥", "under construction")]),
        ("柳湖大桥即将建成通车。", "review", [("柳湖大桥", "under construction")]),
        ("青白公路入城段计划于今年9月通车。", "review", [("青白公路入城段", "under construction")]),
        (
            "开工建设利青高速、柳河航道工程等项目，353国道石溪段、柳河大道延伸段等重点项目。",
            "plan",
            [
                ("利青高速", "planned"),
                ("柳河航道工程", "planned"),
                ("353国道石溪段", "planned"),
                ("柳河大道延伸段", "planned"),
            ],
        ),
        ("青白科技信息中心启动运行。", "review", [("青白科技信息中心", "in production")]),
    ],
)
def test_of_several_verbs_and_adverbs_the_one_that_limits_counts(
    text: str, outlook: Outlook, expected: list[tuple[str, str]]
) -> None:
    assert told(text, outlook) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支持柳河县人民医院、青棠县人民医院创建三甲医院。", []),
        ("青柳历史博物馆成为省级教育基地，青柳景观雕塑一期工程建设完工。", ["青柳景观雕塑一期工程"]),
        ("青棠直升机固定航线即将开通。", []),
        ("统筹推进美丽河湖、幸福河湖建设。", []),
        ("推动冷链物流发展和冷库建设。", []),
        ("力争青棠口岸落地签注获批。", []),
        ("青柳合作产业园纳入利青新区集成电路规划建设区。", []),
        ("推动利青大桥及接线等高速公路建设。", ["利青大桥"]),
        ("推进G106、G351和G353改扩建等重点项目。", ["G106", "G351", "G353改扩建"]),
    ],
)
def test_ranks_services_and_parts_without_a_name_are_no_projects(text: str, expected: list[str]) -> None:
    assert [name for name, _ in told(text)] == expected


def test_behind_a_sum_invested_a_sum_alone_is_one_too() -> None:
    text = "总投资12亿元的恒远电池片、3亿元的民泰电气、5亿元的青山光伏新能源等项目开工建设。"
    assert [(each.name, each.investment, each.unit) for each in projects_of(text)] == [
        ("恒远电池片", 12, "亿元"),
        ("民泰电气", 3, "亿元"),
        ("青山光伏新能源", 5, "亿元"),
    ]
