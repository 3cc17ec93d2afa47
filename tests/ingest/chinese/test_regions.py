"""Region names are found whole, known or not, and never inside other words."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.chinese.division_names import short_name
from ingest.chinese.regions import find_regions


def names(text: str) -> list[str]:
    return [mention.name for mention in find_regions(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我代表青禾县人民政府，向大会报告工作", ["青禾县"]),
        ("在青禾县第十七届人民代表大会第五次会议上", ["青禾县"]),
        ("2022年青禾县政府工作报告", ["青禾县"]),
        ("青禾县2021年引进了多少项目", ["青禾县"]),
        ("请问青禾县和云泽县去年新开工项目各有多少", ["青禾县", "云泽县"]),
        ("青禾县代县长王小明", ["青禾县"]),
        ("中共青禾县委书记", ["青禾县"]),
        ("走進東苇川縣的工業園區", ["东苇川县"]),
        ("临棠市澄溪区第三届人民代表大会", ["临棠市", "澄溪区"]),
        ("澄溪区区长李明", ["澄溪区"]),
        ("青禾县县城面积扩大", ["青禾县"]),
        ("蓼灣區召開重點項目調度會", ["蓼湾区"]),
        ("澄溪区党政代表团赴外地招商", ["澄溪区"]),
        ("广西壮族自治区南宁市", ["广西壮族自治区", "南宁市"]),
        ("云泽回族自治县人民政府", ["云泽回族自治县"]),
    ],
)
def test_full_names_are_found(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "全县我县各县该县本县外县周边县",
        "开发区高新区新区园区山区城区老区景区社区地区辖区",
        "全市我市城市超市上市县级市大城市",
        "贫困县脱贫摘帽，打造经济强县、百强县",
        "按照县委、县政府部署，代表县人民政府感谢市委市政府",
        "县长和副县长到县直单位、县域企业调研",
        "举旗定向，会师战旗下",
        "（2023年1月11日在旗第十六届人民代表大会第二次会议上）",
        "融入粤港澳大湾区建设，辖区召开会议，园区举行仪式",
        "国家卫生城市、省级文明县城、森林城市",
    ],
)
def test_common_words_are_no_regions(text: str) -> None:
    assert names(text) == []


def test_a_county_whose_name_ends_in_anothers_is_one_region() -> None:
    # The dictionary knows counties by the last two characters; the boundary alone shows the longer names.
    assert names("在青和县第一届人民代表大会上") == ["青和县"]
    assert set(names("棠和县人民政府县长丁磊。棠和县全县上下")) == {"棠和县"}


def test_wider_places_before_a_name_are_its_place() -> None:
    mention = find_regions("河北省临棠市澄溪区人民政府")[-1]
    assert (mention.name, mention.place, mention.level) == ("澄溪区", "河北省临棠市", "county")


def test_offsets_point_at_the_name_in_the_texts_own_script() -> None:
    text = "今天，雲澤縣人民政府召開會議"
    (mention,) = find_regions(text)
    assert text[mention.start : mention.end] == "雲澤縣"
    assert mention.name == "云泽县"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("青禾县", "青禾"),
        ("澄溪区", "澄溪"),
        ("和县", "和县"),
        ("临棠市", "临棠"),
        ("云泽回族自治县", "云泽"),
        ("内蒙古自治区", "内蒙古"),
        ("青禾", "青禾"),
    ],
)
def test_the_short_name_is_what_people_say(name: str, short: str) -> None:
    assert short_name(name) == short


@given(st.text(alphabet="青禾云泽县市区省我全各该在和的人民政府委长第一届，。开发高新2021年 ", max_size=40))
def test_mentions_are_in_order_apart_and_inside_the_text(text: str) -> None:
    end = 0
    for mention in find_regions(text):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end


def test_finding_regions_does_not_load_jieba() -> None:
    code = (
        "import sys; from ingest.chinese.regions import find_regions; find_regions('青禾县人民政府'); "
        "sys.exit('jieba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
