"""Region names are found whole, known or not, and never inside other words."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.chinese.division_names import short_name
from ingest.chinese.divisions import current, divisions, place_of
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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # The longest listed name, and nothing of the word before it.
        ("在全市乡村产业推进会议上绥江县人民政府的发言", ["绥江县"]),
        ("座谈会议上上高县人民政府的汇报", ["上高县"]),
        ("会议上高县介绍了做法。高县位于四川南部。", ["高县", "高县"]),
        ("他是甘肃宁县人", ["宁县"]),
        ("福建省三明市沙县区、河南省辉县市", ["福建省", "三明市", "沙县区", "河南省", "辉县市"]),
        # One character and a suffix.
        ("2021年5月11日，市招商局。近日范县举行推介会", ["范县"]),
        ("来范县投资的企业有5家", ["范县"]),
        ("富民强县示范县、园林县城", []),
        ("和县人民政府县长", ["和县"]),
        ("市和县人民政府应当代县长任县委书记", []),
        # Names that common nouns are written like.
        ("新增城市绿地，沿海城市，山西山区", []),
        ("就没有今天全县的发展，实施城市更新和县城建设", []),
        ("成为发展的核心动力区", []),
        ("辽宁省鞍山市海城市", ["辽宁省", "鞍山市", "海城市"]),
        ("城区改造和新区开发，东城区道路", []),
        ("晋城市城区人民政府", ["晋城市", "城区"]),
        ("北京西城区", ["西城区"]),
        ("台南市区与沿河县级单位", []),
        # Short forms that keep a suffix.
        ("恩施州2022年生产总值", ["恩施土家族苗族自治州"]),
        ("大厂县人民政府", ["大厂回族自治县"]),
        ("喀什地区", ["喀什地区"]),
        # 乾 is written 乾 in Simplified too.
        ("乾縣人民政府", ["乾县"]),
        ("骨干县和精干县直机关", []),
    ],
)
def test_names_of_the_national_table_are_found_where_they_stand_as_names(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_every_division_of_today_is_found_in_the_heading_of_its_report() -> None:
    for division in divisions():
        if division.until is None and division.level != "province":
            place = "".join(division.parents)
            found = find_regions(f"——2023年1月8日在{place}{division.name}第十七届人民代表大会第一次会议上")
            assert found[-1].divisions == (division,), division
            assert found[-1].place == place_of(division)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("雄安新区管委会", ["雄安新区"]),
        ("苏州高新区管委会发布通知", ["苏州高新区"]),
        ("苏州高新区2022年6月预算执行情况", ["苏州高新区"]),
        ("苏州高新区财政金融局", ["苏州高新区"]),
        ("苏州市北塘管理区成立", ["苏州市", "北塘管理区"]),
        ("划定苏州市自然保护管理区", ["苏州市"]),
        ("开发区管委会和新区管委会", []),
        ("由市或者区渔业行政主管部门、有关区人民政府、相关区人民政府", []),
        ("应当经市人民政府批准，任吕梁市公安局局长", ["吕梁市"]),
        ("法律、法规和市人民政府规定", []),
        ("力争县人民医院年内建成，瞄定县委决策", []),
    ],
)
def test_a_name_that_the_table_lacks_is_believed_only_where_it_stands_alone(
    text: str, found: list[str]
) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("南京市鼓楼区2021年", ["江苏省南京市"]),
        ("南京鼓楼区和福州鼓楼区", ["江苏省南京市", "福建省福州市"]),
        ("鼓楼区新增公园5个。福州市园林局介绍", ["福建省福州市"]),
        # What is told at one place holds for the others.
        ("鼓楼区人民政府工作报告。徐州市鼓楼区第十届人大", ["江苏省徐州市", "江苏省徐州市"]),
        # A neighbour tells too.
        ("台江区、鼓楼区", ["福建省福州市", "福建省福州市"]),
        ("江苏鼓楼区2021年", [None]),
        ("鼓楼区2021年", [None]),
    ],
)
def test_homonyms_are_told_apart_by_what_the_text_names(text: str, places: list[str | None]) -> None:
    assert [m.place for m in find_regions(text) if m.level == "county"] == places


def test_a_homonym_that_nothing_tells_apart_keeps_all_that_it_can_be() -> None:
    (mention,) = find_regions("江苏鼓楼区2021年新增口袋公园几个")
    assert [place_of(each) for each in mention.divisions] == ["江苏省南京市", "江苏省徐州市"]


def test_a_division_of_another_province_than_the_place_before_it_is_another_one() -> None:
    mention = find_regions("台北市大同区")[-1]
    assert (mention.name, mention.place, mention.divisions) == ("大同区", "台湾省台北市", ())


def test_a_former_name_stays_as_the_text_has_it() -> None:
    (mention,) = find_regions("襄樊市政府工作报告")
    (division,) = mention.divisions
    assert mention.name == "襄樊市"
    assert [each.name for each in current(division)] == ["襄阳市"]


def test_levels_are_those_of_the_table() -> None:
    levels = {m.name: m.level for m in find_regions("浙江省宁波市慈溪市，上海市浦东新区，延边州图们市")}
    assert levels == {
        "浙江省": "province",
        "宁波市": "city",
        "慈溪市": "county",
        "上海市": "province",
        "浦东新区": "county",
        "延边朝鲜族自治州": "city",
        "图们市": "county",
    }


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


def test_a_name_that_is_a_rare_word_is_believed_where_it_begins_clauses_again_and_again() -> None:
    text = "记者在竹桥县看到，茶农很忙。今年竹桥县种茶三万亩。竹桥县还修了路。"
    assert [mention.name for mention in find_regions(text)] == ["竹桥县"] * 3
    assert not find_regions("示范县有三个。示范县要先行。示范县带动其他地方。")
    assert not find_regions("今年竹桥县种茶三万亩。")
