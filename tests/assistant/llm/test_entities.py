"""Names of persons and places that must stand in the passages cited."""

from __future__ import annotations

import pytest

from assistant.llm.entities import KnownNames

SOURCE = "槐溪县2022年政府工作报告\n槐溪县县长贺明舟陪同副市长李国强到柳河镇调研，王建业主任汇报了工作。"


@pytest.mark.parametrize(
    "sentence",
    [
        "县长贺明舟陪同李国强副市长到柳河镇调研",
        "王建业主任汇报",
        "槐溪的工作",
        "推进城镇建设和美丽乡村，经济高质量发展",
        "实现安保升级、康养融合",
        "GDP增长",
        "槐溪縣縣長賀明舟",
    ],
)
def test_names_that_stand_there_and_common_words_are_let_through(sentence: str) -> None:
    assert KnownNames(SOURCE).lacking(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("县长王大力陪同调研", "王大力"),
        ("王建国主任汇报", "王建国"),
        ("砚湾县的项目", "砚湾县"),
        ("在北京签约", "北京"),
        ("PWNED", "PWNED"),
        ("阿依古丽·买买提出席", "阿依古丽·买买"),
    ],
)
def test_a_name_that_stands_nowhere_is_found(sentence: str, name: str) -> None:
    assert KnownNames(SOURCE).lacking(sentence) == [name]


def test_a_county_is_not_another_whose_name_ends_alike() -> None:
    assert KnownNames("东苇川县新签约项目12个").lacking("苇川县新签约项目12个") == ["苇川县"]
    assert KnownNames("苇川县新签约项目12个").lacking("东苇川县新签约项目12个") == ["东苇川县"]


def test_an_address_is_only_for_those_who_ask_for_one() -> None:
    source = "详见 https://huaixi.example/notice 公告"
    assert KnownNames(source, "项目有几个？").lacking("见https://huaixi.example/notice") != []
    assert KnownNames(source, "公告的网址是什么？").lacking("见https://huaixi.example/notice") == []
    assert KnownNames(source, "公告的网址是什么？").lacking("见https://evil.invalid/x") != []
