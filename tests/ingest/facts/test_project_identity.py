"""The same project is known again under the names that several documents give it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.facts.model import Project
from ingest.facts.project_identity import project_key, same_project

COUNTY, PLACE = "青棠县", "河北省石溪市"


def project(
    name: str,
    region: str | None = COUNTY,
    place: str | None = PLACE,
    builder: str | None = None,
    site: str | None = None,
) -> Project:
    return Project(0, len(name), 0, len(name), name, region, place, None, builder=builder, site=site)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("抽水蓄能电站项目", "抽水蓄能电站"),
        ("青棠县抽水蓄能电站", "抽水蓄能电站工程"),
        ("民爆产业园建设项目", "民爆产业園"),
        ("雷达产业园项目一期", "雷达产业园（一期）"),
        ("雷达产业园二期", "雷达产业园第2期工程"),
        ("“智慧谷”综合体", "智慧谷综合体项目建设"),
        ("年产20万吨铜箔项目", "铜箔项目"),
        ("石青城际（R1线）", "石青城际"),
        ("国道G112线青棠段绕城项目", "国道G112绕城项目"),
        ("白塔街北延新建道路工程", "白塔街北延"),
    ],
)
def test_a_project_has_one_key_however_it_is_written(a: str, b: str) -> None:
    assert project_key(project(a)) == project_key(project(b))
    assert same_project(project(a), project(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("雷达产业园一期", "雷达产业园二期"),
        ("雷达产业园", "雷达产业园二期"),
        ("东环路改造工程", "西环路改造工程"),
        ("宏泰食品产业园", "瑞丰食品产业园"),
        ("大桥", "青棠河大桥"),
    ],
)
def test_other_works_and_other_phases_stay_apart(a: str, b: str) -> None:
    assert not same_project(project(a), project(b))


def test_a_mere_kind_of_works_is_no_work_of_a_city_and_of_its_county_at_once() -> None:
    assert not same_project(project("污水处理厂", "石溪市", "河北省"), project("污水处理厂"))
    assert same_project(project("恒远锂电基地", "石溪市", "河北省"), project("恒远锂电基地"))


def test_a_county_is_told_before_its_works_or_not_and_those_of_its_city_are_others() -> None:
    full, short = project("县疾控中心实验综合楼"), project("疾控中心实验综合楼")
    assert same_project(full, short)
    assert not same_project(project("市疾控中心实验综合楼", "石溪市", "河北省"), full)


def test_a_builder_or_town_before_the_name_makes_no_other_project() -> None:
    assert same_project(project("宏泰集团不锈钢产业园", builder="宏泰集团"), project("不锈钢产业园项目"))
    assert same_project(project("柳河镇污水处理厂", site="柳河镇"), project("污水处理厂"))


def test_a_citys_report_tells_of_a_countys_project_and_other_counties_have_others() -> None:
    assert same_project(project("恒远产业园"), project("恒远产业园", region="石溪市", place="河北省"))
    assert not same_project(project("污水处理厂"), project("污水处理厂", region="白塔县"))
    assert not same_project(project("污水处理厂"), project("污水处理厂", region=None, place=None))


NAMES = st.text(alphabet="青棠县智能制造产业园项目工程建设一二期的（）A12", min_size=1, max_size=14)


@given(NAMES)
def test_a_key_of_a_key_is_the_same_key(name: str) -> None:
    key = project_key(project(name))
    again = project_key(project(key.name))
    assert key.name and len(key.name) <= len(name)
    assert same_project(project(name), project(name))
    assert again.region == key.region


@given(NAMES, NAMES)
def test_it_does_not_matter_which_is_named_first(a: str, b: str) -> None:
    assert same_project(project(a), project(b)) == same_project(project(b), project(a))
