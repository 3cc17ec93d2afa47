"""The table of everyday wordings for what reports have names for, and what questions find with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.pipeline import Assistant
from assistant.question.everyday_terms import Wording, everyday_table, everyday_terms
from ingest.chinese.script import fold
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync

TABLE = everyday_table()
REPORT = (
    "芷岫县2024年政府工作报告\n——2024年1月16日在芷岫县第十届人民代表大会第四次会议上\n芷岫县人民政府县长 葛砚书\n各位代表：\n"
    "现在，我代表县人民政府向大会报告工作，请予审议。\n一、2023年工作回顾\n"
    "民生福祉不断增进。城镇新增就业3170人，失业人员再就业960人，就业困难人员就业410人，农村劳动力转移就业1.9万人，"
    "开展职业技能培训2240人次。新建幸福食堂14家，养老机构达到23家。新增托位380个，新增学位1450个。"
    "发放困难群众救助资金2160万元，孤儿基本生活保障标准提高到每月1350元。每千人口执业医师3.1人。\n"
    "城乡建设步伐加快。改造老旧小区17个，既有住宅加装电梯26部，农村危房改造93户，改造农村户厕2700座，"
    "新增公共停车泊位640个，建成口袋公园8个。新改建农村公路58公里，改造危桥6座。新增新能源公交车35辆。\n"
    "营商环境持续优化。落实减税降费2.3亿元，清理拖欠民营企业账款4700万元，处置“僵尸企业”5家。网络零售额达到9.6亿元。\n"
    "社会大局和谐稳定。电信网络诈骗案件下降21.4%。\n"
)
# An everyday question, and what a right answer to it holds.
EVERYDAY = [
    ("芷岫县2023年开了几家给老人家打饭的地方？", "14家"),
    ("芷岫县2023年能让上了年纪的人住进去的地方有几家？", "23家"),
    ("芷岫县2023年多了多少个放小娃娃的位子？", "380个"),
    ("芷岫县2023年学校里添了多少个课桌位置？", "1450个"),
    ("芷岫县2023年有多少丢了工作的人又上班了？", "960人"),
    ("芷岫县2023年教了多少人手艺？", "2240人次"),
    ("芷岫县2023年给揭不开锅的人家发了多少钱？", "2160万元"),
    ("芷岫县2023年翻新了几个老院子？", "17个"),
    ("芷岫县2023年给旧楼装了几部电梯？", "26部"),
    ("芷岫县2023年村里摇摇欲坠的房子修了几户？", "93户"),
    ("芷岫县2023年多了几个停车的地方？", "640个"),
    ("芷岫县2023年买了几辆烧电的公交车？", "35辆"),
    ("芷岫县2023年给开店的人免了多少税？", "2.3亿元"),
    ("芷岫县2023年替私人老板要回多少欠着的钱？", "4700万元"),
    ("芷岫县2023年被骗钱的案子少了多少？", "21.4%"),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("everyday")
    (folder / "芷岫2024.txt").write_text(REPORT, encoding="utf-8")
    opened = Library.open(Settings(library=folder / "library"), create=True)
    assert not sync(opened, [folder / "芷岫2024.txt"]).failed
    yield opened
    opened.close()


@pytest.mark.parametrize("wording", TABLE.wordings, ids=lambda wording: " ".join(wording.parts))
def test_each_wording_is_found_in_its_example(wording: Wording) -> None:
    found = everyday_terms(wording.example)
    assert wording.names <= frozenset().union(*found.values())


def test_no_wording_stands_twice() -> None:
    parts = [frozenset(wording.parts) for wording in TABLE.wordings]
    assert len(set(parts)) == len(parts)


def test_no_wording_is_a_single_character() -> None:
    alone = {wording.parts[0] for wording in TABLE.wordings if len(wording.parts) == 1}
    assert not [
        word for word, classes in TABLE.classes.items() if len(word) == 1 and not alone.isdisjoint(classes)
    ]


def test_words_of_a_wording_must_stand_close_together() -> None:
    assert everyday_terms("老人在吃饭")
    assert not everyday_terms("老人" + "和这些年里各方面的许许多多情况以及其他内容" + "吃饭")


def test_a_character_inside_another_word_is_no_word_of_a_wording() -> None:
    assert "就业" in everyday_terms("找到活")["活"]
    assert not everyday_terms("找到生活")


def test_a_deed_that_is_done_is_the_same_deed() -> None:
    assert everyday_terms("栽了树").keys() >= {"栽", "树"}


def test_official_words_alone_mean_nothing_else() -> None:
    for asked in ("养老机构床位数", "地区生产总值", "固定资产投资增速", "县委书记", "政府工作报告"):
        assert everyday_terms(asked) == {}


@given(
    st.lists(st.sampled_from([w.example for w in TABLE.wordings] + ["2022年", "，", " "]), max_size=4).map(
        "".join
    )
)
def test_every_word_stands_in_the_question(text: str) -> None:
    assert all(word in fold(text) and names for word, names in everyday_terms(fold(text)).items())


@pytest.mark.parametrize(("question", "held"), EVERYDAY)
def test_an_everyday_question_is_answered_by_what_the_report_calls_it(
    library: Library, question: str, held: str
) -> None:
    answer = Assistant(library).ask(question)
    assert not answer.abstained
    assert held in answer.text.replace("*", "")


def test_wordings_for_the_people_named_go_before_those_for_anybody() -> None:
    assert "就业" not in everyday_terms("给当过兵的人安排岗位")["岗位"]
    assert "退役军人" in everyday_terms("给当过兵的人安排岗位")["岗位"]


def test_wordings_for_what_is_done_go_before_those_for_any_place() -> None:
    assert "日间照料" in everyday_terms("老人的去处")["去处"]
    assert "日间照料" not in everyday_terms("老人吃饭的去处")["老人"]
    assert "托位" not in everyday_terms("小娃娃吃饭的地方").get("小娃娃", "")


@pytest.mark.parametrize(
    "question",
    [
        "芷岫县2023年给当过兵的人安排了多少个岗位？",
        "芷岫县2023年给没爹没妈的孩子盖了几所学校？",
        "芷岫县2023年小娃娃吃饭的地方有几家？",
        "芷岫县2023年给老兵看病的地方有几家？",
    ],
)
def test_another_thing_for_these_people_is_no_answer(library: Library, question: str) -> None:
    assert Assistant(library).ask(question).abstained
