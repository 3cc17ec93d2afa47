"""A document belongs to the region that speaks in it or that it is about, whatever else it names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.chinese.division_names import short_name
from ingest.clean import clean
from ingest.describe.document import describe
from ingest.describe.own_word import own_suffix
from ingest.read.html import read_html
from ingest.read.text import plain_text
from ingest.schema import Description

REVIEW = "全县实施重点项目48个，完成投资26.4亿元，同比增长12.5%，群众满意度持续提升。"


def described(text: str, doc: str = "未命名.txt") -> Description:
    return describe(clean(plain_text(text)), doc=doc, title=None)


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("5月20日，清河县在苏州市吴中区召开羊绒产业推介会，签下9个项目。吴中区有关方面到会祝贺。", "清河县"),
        ("本报讯 在宁波市鄞州区举行的清河县羊绒恳谈会上，清河县与鄞州区的3家企业签约。", "清河县"),
        ("清河县党政代表团赴昆山市考察学习。代表团参观了昆山市的两家工厂。昆山市介绍了经验。", "清河县"),
        ("来自深圳市南山区的3家企业到清河县投资，清河县提供了厂房。", "清河县"),
    ],
)
def test_a_venue_a_goal_and_an_origin_are_not_the_region(text: str, region: str) -> None:
    assert described(text).region == region


def test_who_speaks_at_the_citys_meeting_is_the_county() -> None:
    text = f"在全市羊绒产业推进会议上清河县人民政府的发言\n（2022年8月17日）\n各位领导，同志们：\n{REVIEW}"
    assert (described(text).region, described(text).place) == ("清河县", "河北省邢台市")


@pytest.mark.parametrize(
    ("meeting", "office", "region"),
    [
        ("青海省第十四届人民代表大会第二次会议", "青海省省长", "青海省"),
        ("洛阳市第十五届人民代表大会第三次会议", "洛阳市市长", "洛阳市"),
        ("西藏自治区第十二届人民代表大会第二次会议", "西藏自治区主席", "西藏自治区"),
    ],
)
def test_provinces_and_cities_are_regions_like_any_other(meeting: str, office: str, region: str) -> None:
    text = (
        f"政府工作报告\n——2024年1月21日在{meeting}上\n{office} 于舒\n各位代表：\n我代表人民政府报告工作。\n"
        "一、2023年工作回顾\n生产总值增长6%。栾川县、嵩县、汝阳县实现摘帽。"
    )
    assert described(text).region == region


def test_an_autonomous_region_that_calls_itself_so_is_not_one_of_its_cities() -> None:
    text = (
        "12月29日，记者从自治区投促局了解到，自治区党委、政府部署招商工作。广西环保产业推介会在深圳举办，"
        "铝产业大会在百色举办，纺织推介会在广州举办，广西新增工业企业419家。"
    )
    assert described(text).region == "广西壮族自治区"


def test_a_name_of_former_times_that_the_text_only_recalls_is_not_its_region() -> None:
    text = (
        "毕节：靠山致富\n毕节的路通了，毕节的茶卖得远了。“毕节地区闻名于贫困”，报纸这样写过。如今毕节变了样。"
    )
    assert described(text).region == "毕节市"


def test_a_document_of_the_nation_has_no_region() -> None:
    text = (
        "国务院办公厅关于促进茶产业发展的意见\n各省、自治区、直辖市人民政府，国务院各部委、各直属机构：\n"
        "近年来，全国茶产业稳步发展。浙江省、福建省要发挥作用。到2025年，全国茶园面积保持稳定，我国茶叶出口增长。"
    )
    assert described(text).region is None


def test_a_county_that_is_only_called_by_its_short_name_is_placed() -> None:
    text = (
        "文旅推介走进上海\n7月24日，我县组团参加了在上海市举行的文旅推介会。活动期间，推介栾川，宣传栾川山水，"
        "我县签约了两个项目，县领导于舒参加。"
    )
    found = described(text)
    assert (found.region, found.place) == ("栾川县", "河南省洛阳市")


@pytest.mark.parametrize(
    ("text", "region"),
    [
        (
            "于舒率河南省政协调研组来栾川调研。于舒走访了栾川的民宿，市政协主席陪同，栾川要走特色之路，栾川县新建民宿。",
            "栾川县",
        ),
        ("东营援疆送来养殖技术，疏勒县建起了渔村。东营市的干部一批批来，疏勒县的产业兴旺了。", "疏勒县"),
        ("川高县一季度茶业投资13亿元\n记者从高县了解到，该县新建茶厂两座，高县茶园扩大到36万亩。", "高县"),
        ("新华社洛阳7月8日电 题：山里的路\n栾川县修通了最后一条村道。栾川县的山货卖出了山。", "栾川县"),
    ],
)
def test_who_comes_who_helps_and_who_reports_are_not_the_region(text: str, region: str) -> None:
    assert described(text).region == region


def test_what_is_a_word_or_a_person_as_well_names_no_county() -> None:
    text = "我县举行集中开工仪式。副县长徐闻出席，徐闻介绍了项目。新建项目12个，新建道路3条，盘活资源，保障公安经费。"
    assert described(text).region is None


def test_the_site_of_a_page_tells_whose_it_is() -> None:
    page = (
        "<html><head><title>全市重点项目推进顺利-洛阳市人民政府网</title></head><body><h1>全市重点项目推进顺利</h1>"
        "<p>今年以来，全市安排重点项目458个，年度计划投资853.8亿元，已完成投资622.2亿元，占年度计划的73%。</p></body></html>"
    )
    source = read_html(page.encode())
    found = describe(clean(source), doc="x.html", title=source.title)
    assert (found.region, found.place) == ("洛阳市", "河南省")


def test_districts_of_one_name_are_told_apart_by_the_city_that_the_text_names() -> None:
    text = "鼓楼区新开社区食堂12家。南京市有关部门到鼓楼区调研，鼓楼区改造老旧小区39个。"
    found = described(text)
    assert (found.region, found.place) == ("鼓楼区", "江苏省南京市")


def test_where_nothing_tells_homonyms_apart_the_place_is_open_and_unsure() -> None:
    found = described("鼓楼区新开社区食堂12家。鼓楼区改造老旧小区39个，全区新增口袋公园8个。")
    assert (found.region, found.place) == ("鼓楼区", None)
    assert "region-unsure" in found.warnings


def test_a_zone_lies_in_the_city_after_which_it_is_called() -> None:
    found = described("珠海高新区举行签约仪式。珠海高新区管委会介绍，珠海高新区今年引进项目48个。")
    assert (found.region, found.place) == ("珠海高新区", "广东省珠海市")


def test_a_name_of_former_times_stays_as_the_text_has_it() -> None:
    text = f"宜宾县人民政府工作报告\n——2010年1月8日在宜宾县第十六届人民代表大会第四次会议上\n各位代表：\n{REVIEW}"
    assert (described(text).region, described(text).place) == ("宜宾县", "四川省宜宾市")


@pytest.mark.parametrize(("year", "place"), [(1987, "山东省泰安市"), (2014, "山东省")])
def test_a_former_division_lies_where_it_lay_in_the_year_of_the_text(year: int, place: str) -> None:
    text = f"莱芜市政府工作报告\n——{year}年1月8日在莱芜市第七届人民代表大会第四次会议上\n各位代表：\n全市开工48个项目。"
    assert (described(text).region, described(text).place) == ("莱芜市", place)


@pytest.mark.parametrize(
    ("text", "region", "place"),
    [
        ("川高县茶叶丰收\n近日，川高县茶叶丰收，川高县茶农忙采茶。", "高县", "四川省宜宾市"),
        # 华县 was in Shaanxi, of which 新 is no short form.
        ("新华县举行茶叶节\n5月3日，新华县举行茶叶节，新华县副县长到会。", "新华县", None),
        ("竹桥县茶叶丰收\n今年竹桥县的茶叶丰收了。记者在竹桥县看到，竹桥县茶农忙采茶。", "竹桥县", None),
    ],
)
def test_a_longer_name_is_not_the_listed_one_in_it_unless_a_province_stands_before_that(
    text: str, region: str, place: str | None
) -> None:
    found = described(text)
    assert (found.region, found.place) == (region, place)


def test_a_provinces_contest_is_news_of_the_city_that_it_is_held_in_or_that_wins() -> None:
    held = (
        "河南省第十四届中学生运动会在洛阳市开幕\n6月10日，河南省第十四届中学生运动会在洛阳市开幕。"
        "本次比赛由河南省体育局主办，洛阳市人民政府承办。洛阳市做好住宿和餐饮，洛阳市的志愿者有300名。"
    )
    won = (
        "洛阳市在省第十届茶艺大赛中获奖\n日前，河南省第十届茶艺大赛结束。洛阳市有14名选手获奖，洛阳市获奖总数居第二。"
        "洛阳市选手张某获一等奖。"
    )
    assert [described(text).region for text in (held, won)] == ["洛阳市", "洛阳市"]


def test_the_text_of_a_town_whose_name_no_other_has_is_of_its_county() -> None:
    text = "合峪镇第十二届人民代表大会第一次会议召开\n10月28日，合峪镇第十二届人民代表大会第一次会议召开，全镇代表出席。"
    assert (described(text).region, described(text).place) == ("栾川县", "河南省洛阳市")


def test_a_citys_report_that_goes_through_its_counties_is_the_citys() -> None:
    text = (
        "洛阳市重点项目进展情况通报\n截至9月底，全市开工项目210个。\n栾川县开工项目21个，完成投资8亿元。\n"
        "嵩县开工项目18个，完成投资6亿元。\n汝阳县开工项目16个，完成投资5亿元。"
    )
    assert described(text).region == "洛阳市"


def test_a_citys_text_that_names_no_city_is_none_of_its_counties() -> None:
    text = (
        "上半年县域经济通报\n全市生产总值增长5.6%，全市投资增长7%。\n栾川县生产总值86.9亿元，栾川县增速居首；"
        "嵩县生产总值71.3亿元，嵩县增速居末位。"
    )
    assert described(text).region not in ("栾川县", "嵩县")


@given(st.text(alphabet="清河县洛阳市栾川在召开，。我全赴第一届政府\n", max_size=80))
def test_a_region_is_never_made_up(text: str) -> None:
    found = described(text)
    assert found.region is None or found.region in text or short_name(found.region) in text


def test_a_time_zone_and_the_ends_of_a_road_are_no_region_of_the_news() -> None:
    quake = "据台网测定，北京时间2008年11月14日06时53分，在辽宁省海城市发生4.3级地震。海城地区震感明显。"
    crash = "7月14日，广西南宁至梧州二级公路藤县塘步镇路段发生一起事故。藤县的领导赶往现场。"
    assert (described(quake).region, described(crash).region) == ("海城市", "藤县")


def test_whoever_signs_above_the_annexes_speaks() -> None:
    text = (
        "关于公布第一批湿地保护名录的通知\n各乡镇人民政府：\n为保护湿地，根据《浙江省湿地保护条例》，现将名录予以公布。\n"
        f"东阿县人民政府\n2013年11月14日\n附件\n第一批湿地保护名录\n{'白鹤湿地面积十公顷。' * 30}"
    )
    assert described(text).region == "东阿县"


def test_the_bounds_of_a_piece_of_land_name_no_county() -> None:
    text = (
        "关于同意设立社区的批复\n各街道：\n社区管辖范围为东至花园路，南至建设路，西至穿城路，北至解放街。\n"
        "第二社区东至穿城路，南至环城路，西至庆丰街，北至省耕路。\n东阿县人民政府\n2013年9月12日\n"
    )
    assert described(text).region == "东阿县"


MEASURED_BY_CITY = "曲靖市经济总量持续扩大，曲靖市开工项目{n}个，全市产业大会召开，服务全市发展大局。曲靖市委、市政府关心支持，落实全市部署。"


@pytest.mark.parametrize(
    "head",
    [
        "各位代表：\n我代表区人民政府向大会作工作报告，请予审议。\n",
        "各位委员：\n受区政府委托，现将预算执行情况报告如下。\n",
    ],
)
def test_what_a_district_government_reports_is_the_districts_however_often_it_names_its_city(
    head: str,
) -> None:
    text = head + "麒麟区投资增长9%。麒麟区财政收入12亿元。麒麟区新建学校3所。\n"
    text += "\n".join(MEASURED_BY_CITY.format(n=n) for n in range(4, 9))
    found = described(text)
    assert (found.region, found.place) == ("麒麟区", "云南省曲靖市")


def test_a_new_area_that_calls_itself_so_is_not_filed_under_its_city() -> None:
    text = "同志们：\n我代表新区管委会报告工作。\n2021年，青棠新区管委会在曲靖市委、市政府领导下，推动青棠新区发展。\n"
    text += "".join(f"新区投资增长{n}%，新区管委会新建学校{n}所。" for n in range(3, 9))
    text += "\n曲靖市产业大会在新区召开，曲靖市与新区共建港口，服务全市大局，曲靖市领导调研。全市投资加快。"
    assert described(text).region == "青棠新区"


def test_a_city_that_tells_of_its_new_areas_and_its_high_tech_zone_stays_the_region() -> None:
    text = "曲靖市2021年工作总结\n全市投资增长9%。全市财政收入120亿元。全市新建学校30所。全市开工项目48个。\n"
    text += "，".join(f"高新区投资增长{n}%，青棠新区开工项目{n}个" for n in range(3, 9)) + "。新区建设加快。"
    assert described(text).region == "曲靖市"


def test_an_account_titled_by_a_zone_that_calls_itself_a_district_is_the_zones() -> None:
    text = "栾川综合实验区2022年12月预算执行情况分析\n1-12月，全区一般公共预算收入23亿元，全区一般公共预算支出70亿元。"
    found = described(text)
    assert (found.region, found.place) == ("栾川综合实验区", "河南省洛阳市栾川县")


def test_a_countys_report_that_its_zone_publishes_and_that_speaks_of_a_district_is_the_zones() -> None:
    text = "政府工作报告\n——2019年1月8日在栾川县第十七届人民代表大会第三次会议上\n我代表栾川县人民政府报告工作。\n"
    own = "全区生产总值254亿元，增长8%。全区固定资产投资增长10%。"
    source = "来源：栾川综合实验区管委会办公室\n"
    assert described(source + text + own).region == "栾川综合实验区"
    assert described(source + text + own.replace("区", "县")).region == "栾川县"
    assert described(text + own).region == "栾川县"


def test_the_profile_of_a_management_zone_of_a_city_is_the_zones() -> None:
    text = "北塘管理区简介\n北塘管理区始建于1955年。2003年，改制为邢台市北塘管理区，为邢台市委、市政府派出机构。\n"
    found = described(text + "2022年，该区坚决贯彻省委、省政府，市委、市政府决策部署。全区生产总值14.9亿元。")
    assert (found.region, found.place) == ("北塘管理区", "河北省邢台市")


def test_a_measure_taken_against_the_city_is_not_the_texts_word_for_its_own_region() -> None:
    ranked = (
        "增速居全市第一，总量全市领先，全市率先完成改革，高于全市平均水平，进入全市前三，获全市唯一示范。"
    )
    assert own_suffix(f"全区投资增长9%。{ranked}") == "区"
    assert own_suffix("我代表州人民政府向大会报告工作。全省、全省、全省。") == "州"
    assert own_suffix("副市长代表市政府看望群众。全县投资增长9%。") == "县"


@pytest.mark.parametrize(
    ("doc", "text", "region"),
    [
        ("绥宁绿化造林.docx", "我县召开造林会议，全县上下一心，共建绿色家园。", "绥宁县"),
        ("绥宁绿化造林.docx", "会议要求各地抓紧造林，及时管护。", None),
        ("平安建设.docx", "我区推进网格治理，全区治安向好。", None),
    ],
    ids=["opens with a county", "does not say whose it is", "opens with a word"],
)
def test_a_file_name_that_opens_with_a_county_tells_which_one_calls_itself_so(
    doc: str, text: str, region: str | None
) -> None:
    assert described(text, doc).region == region


def test_an_officer_of_the_provinces_congress_who_attends_speaks_for_no_province() -> None:
    text = (
        "湖畔新校区项目正式开工\n3月1日，高邮湖畔、嘉宾云集，新校区项目正式开工。江苏省人大常委会副主任、扬州市委书记张青，"
        "高邮市委副书记、市长田青，高邮市人大常委会主任张红等出席开工仪式，仪式由高邮市委副书记郑青主持。"
        "田青表示，高邮市将为项目建设提供全过程服务。"
    )
    assert described(text).region == "高邮市"
