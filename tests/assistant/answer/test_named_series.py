"""What stands beside things named one after another says whether they are what a question asks for."""

from __future__ import annotations

import pytest

from assistant.answer.named_series import SURE, series_in, wanted_of
from assistant.question.understand import understand
from tests.assistant.passages import holding


def sure_of(question: str, clause: str) -> int:
    wanted = wanted_of(understand(question, holding("霁川县"), now=2023))
    assert wanted is not None
    series = series_in(wanted, clause)
    return series.sure if series else 0


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("霁川县有哪些乡镇获评卫生乡镇？", "全县共有云台、柳泉、石门等6个乡镇获评卫生乡镇"),
        ("霁川县有哪几个镇？", "3个镇:云台镇、柳泉镇、石门镇"),
        ("霁川县的玉矿主要在哪两个乡？", "主要分布在云台、柳泉两乡"),
        ("霁川县发展哪些支柱产业？", "发展茶叶加工业、竹编业为主的支柱产业"),
        ("霁川县的文工队排了哪些戏？", "排演了“采茶戏”、“花灯戏”和“皮影戏”"),
        ("霁川县丰收节的展品有哪些？", "展品有新米、腊肉、竹编和剪纸"),
        ("代表们给霁川县提了些啥意见？", "代表提出了修补道路、更换路灯等意见建议"),
        ("霁川县出土了哪些陶罐？", "出土了深腹罐、敛口罐等陶器以及石斧、石镰等石器"),
        ("霁川县有哪些传统手工艺品？", "制作、销售竹编、蓝印花布等传统手工艺品、民俗用品和纪念品"),
        ("霁川县的数据专区包括哪些领域？", "推进交通、医保、气象等数据专区建设和应用"),
        ("霁川县有哪些演员拿了三等奖？", "李青、王禾、周岚等荣获三等奖"),
        ("霁川县 茶叶大会 签约项目", "茶厂、冷库、茶园等12个项目集中签约"),
    ],
    ids=[
        "behind",
        "ending",
        "number",
        "of_which",
        "quoted",
        "before",
        "everyday",
        "two_series",
        "goes_on",
        "fields",
        "deed",
        "typed",
    ],
)
def test_things_are_those_wanted_where_the_words_beside_them_say_so(question: str, clause: str) -> None:
    assert sure_of(question, clause) == SURE


def test_another_number_of_things_than_asked_is_not_surely_the_list() -> None:
    assert sure_of("霁川县哪三个乡镇获评？", "云台、柳泉两个乡镇获评") < SURE
    assert sure_of("霁川县哪两个乡镇获评？", "云台、柳泉两个乡镇获评") == SURE


def test_a_prize_and_what_two_things_have_in_common_name_no_series() -> None:
    assert sure_of("霁川县有哪些演员拿了三等奖？", "其中一等奖1个、二等奖2个、三等奖3个") < SURE
    assert sure_of("霁川县与哪些单位深化友好交流合作？", "与茶校、农科所等建立战略合作关系") < SURE


@pytest.mark.parametrize("clause", ["书记、县长参加会议", "投资5亿元建设污水处理厂", "新建、续建桥梁12座"])
def test_other_things_or_none_are_no_list(clause: str) -> None:
    assert sure_of("霁川县有哪些茶厂？", clause) == 0


def test_a_question_for_one_thing_wants_no_series() -> None:
    assert wanted_of(understand("霁川县的县城在哪里？", holding("霁川县"), now=2023)) is None


def test_a_fuller_series_of_the_same_things_retells_a_shorter_one() -> None:
    wanted = wanted_of(understand("县长去了哪些地方？", holding("霁川县"), now=2023))
    assert wanted is not None
    short = series_in(wanted, "县长到茶园、云台镇等地调研")
    full = series_in(wanted, "一行先后到柳泉茶园、云台镇竹坪村、水厂和粮库等地")
    other = series_in(wanted, "一行先后到学校、医院、车站、码头等地")
    assert short is not None and full is not None and other is not None
    assert full.retells(short)
    assert not short.retells(full)
    assert not other.retells(short)
