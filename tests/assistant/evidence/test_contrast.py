"""Evidence on another thing of the kind that is asked about is told from evidence in other words."""

from __future__ import annotations

import pytest

from assistant.evidence.contrast import CONTRASTS, contrasts, only_modifies
from assistant.evidence.exclusive_kinds import told_of_another
from assistant.evidence.model import Evidence
from assistant.question.official_names import official_names
from assistant.question.understand import understand
from tests.assistant.passages import holding, passage


def found(question: str, text: str) -> set[str]:
    asked = understand(question, holding("霁川县"), now=2023)
    values = contrasts(asked, official_names(asked), Evidence(passage(text), 0, len(text)))
    assert set(values) == set(CONTRASTS) and all(0 <= value <= 1 for value in values.values())
    return {name for name, value in values.items() if value and name not in ("lacking", "yesno_lacking")}


@pytest.mark.parametrize(
    ("question", "text", "kind"),
    [
        ("霁川县新建公办小学多少所？", "全县新建民办小学3所。", "other_modifier"),
        ("霁川县蔬菜种植面积有多少亩？", "水稻种植面积31万亩。", "other_modifier"),
        ("霁川县雨水管网有多少公里？", "改造污水管网42公里。", "other_modifier"),
        ("霁川县2022年举办足球赛了吗？", "举办音乐会、书画展。", "other_object"),
        ("霁川县有多少名护士？", "全县有教师3120名。", "other_head"),
    ],
)
def test_another_word_in_the_place_of_one_asked_about_is_a_contrast(
    question: str, text: str, kind: str
) -> None:
    assert kind in found(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("霁川县新建公办小学多少所？", "新建公办小学3所。"),
        ("霁川县新建公办小学多少所？", "全县新建小学3所。"),
        ("霁川县养老院的床有多少张？", "新增养老床位160张。"),
        ("霁川县客运站运送旅客多少人次？", "客运站全年运送旅客21万人次。"),
        ("霁川县去世了多少名老人？", "全县死亡老人21名。"),
        ("霁川县2022年举办足球赛了吗？", "全县举办职工足球赛。"),
    ],
)
def test_the_thing_itself_and_other_words_for_it_are_none(question: str, text: str) -> None:
    assert found(question, text) == set()


def test_what_asks_for_a_name_or_for_several_things_is_left_alone() -> None:
    assert found("霁川县哪个街道新建公办小学？", "柳溪街道新建民办小学3所。") == set()
    assert found("霁川县公办小学做了哪些工作？", "全县民办小学3所改造完成。") == set()


@pytest.mark.parametrize(
    ("text", "modifies"),
    [
        ("客运站的广告收入翻番，全县公交运送旅客21万人次。", True),
        ("客运站全年运送旅客21万人次。", False),
        ("客运站改造完成，全年运送旅客21万人次。", False),
    ],
)
def test_what_only_describes_another_thing_does_not_do_what_that_does(text: str, modifies: bool) -> None:
    asked = understand("霁川县客运站运送旅客多少人次？", holding("霁川县"), now=2023)
    assert only_modifies(asked, Evidence(passage(text), 0, len(text))) is modifies


def test_what_the_question_names_besides_is_not_another_thing() -> None:
    asked = understand("霁川县招商引资到位资金是多少？在建项目几个？", holding("霁川县"), now=2023)
    text = "全县在建招商引资项目31个，到位资金12亿元。"
    assert not only_modifies(asked, Evidence(passage(text), 0, len(text)))


@pytest.mark.parametrize(
    ("asked", "text", "above", "another"),
    [
        ("小学在校学生", "在园幼儿3120人", "", True),
        ("小学在校学生", "在校小学生3120人,在园幼儿920人", "", False),
        ("小学在校学生", "在校学生3120人,幼儿园改造完成", "二、小学教育", False),
        ("中学在校学生", "在园幼儿3120人", "", False),
        ("出口额", "进出口总额3.2亿元", "", False),
        ("茶叶产量", "蔬菜产量31万吨", "", True),
        ("竣工 项目", "新开工项目31个,总投资12亿元", "", True),
        ("竣工 项目", "开工31个,竣工12个", "", False),
        ("纳税", "总投资12亿元,年产值3亿元", "", True),
    ],
)
def test_kinds_that_exclude_each_other_are_told_apart(
    asked: str, text: str, above: str, another: bool
) -> None:
    assert told_of_another(asked, text, above) is another
