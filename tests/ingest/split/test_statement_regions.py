"""Statements inside a passage that tell of another region than it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.schema import CleanText, Description, Passage, Scope
from ingest.split.passages import split

CITY = Description("洛阳市统计公报", region="洛阳市", place="河南省", date="2023-03-01", kind="other")
COUNTY = Description("清河县消息", region="清河县", place="河北省邢台市", date="2022-05-20", kind="news")
OPENING = "全年工作总体平稳，各项任务按期完成，重点项目建设加快推进，群众生活继续改善，社会大局保持稳定。"


def told(text: str, words: str, description: Description = CITY) -> str | None:
    """Return the region that the statement with `words` tells of, where that is not the document's."""
    at = text.index(words)
    passage: Passage | Scope = next(p for p in split(CleanText(text), description) if p.start <= at < p.end)
    assert isinstance(passage, Passage)
    found = next((scope for scope in passage.scopes if scope.start <= at < scope.end), passage)
    return None if found.about == description.region else found.about


def test_a_countys_sentence_in_its_citys_paragraph_tells_of_the_county() -> None:
    text = f"全市开工项目210个。{OPENING}栾川县开工项目21个，完成投资8亿元。全市新增就业3万人。"
    assert told(text, "210个") is None
    assert told(text, "21个") == told(text, "8亿元") == "栾川县"
    assert told(text, "3万人") is None


def test_each_item_of_a_list_of_counties_tells_of_its_own() -> None:
    text = f"{OPENING}全市造林9万亩，其中，栾川县3万亩、嵩县2.5万亩，汝阳县1.8万亩，市直单位2000亩。"
    assert [told(text, words) for words in ("9万亩", "3万亩", "2.5万亩", "1.8万亩", "2000亩")] == [
        None,
        "栾川县",
        "嵩县",
        "汝阳县",
        None,
    ]


def test_what_follows_a_list_of_counties_for_each_of_them_is_not_of_the_last() -> None:
    text = f"{OPENING}预算收入方面，栾川县完成11亿元，嵩县完成6亿元，汝阳县完成4亿元，同比分别增长8.8%、9.1%和3.5%。"
    assert told(text, "4亿元") == "汝阳县"
    assert told(text, "8.8%") is told(text, "3.5%") is None


def test_what_several_counties_share_tells_of_them_together() -> None:
    text = f"{OPENING}栾川县、嵩县和汝阳县占全市的比重分别为12.5%、9.8%、7.1%。"
    assert told(text, "分别为") == told(text, "9.8%") == "栾川县、嵩县、汝阳县"


def test_a_short_name_tells_of_its_county_as_far_as_its_own_clause() -> None:
    text = f"{OPENING}栾川、嵩县入选全国百强。新安硬质材料基地开工，三条道路建成通车，栾川大桥合龙。"
    assert told(text, "全国百强") == "栾川县、嵩县"
    assert told(text, "三条道路") is None


def test_a_citys_zone_is_a_place_of_its_own_with_figures() -> None:
    text = f"{OPENING}涧东新区完成投资21亿元，洛阳高新区完成18亿元。建设新区学校5所，在涧东新区内修路3条。"
    assert [told(text, words) for words in ("21亿元", "18亿元")] == ["涧东新区", "洛阳高新区"]
    assert told(text, "5所") is None
    assert told(text, "3条") is None


def test_a_county_called_like_its_prefecture_is_told_from_it() -> None:
    prefecture = Description(
        "恩施州工作报告", region="恩施土家族苗族自治州", place="湖北省", date="2023-03-01"
    )
    text = f"{OPENING}恩施州新增公路30公里。恩施市、利川市新增学校5所。"
    assert told(text, "30公里", prefecture) is None
    assert told(text, "5所", prefecture) == "恩施市、利川市"


def test_what_only_begins_with_a_county_is_the_citys() -> None:
    text = f"{OPENING}栾川县桃花村等8个村入选美丽乡村。嵩县（新城）至汝阳县公路长41公里。"
    assert told(text, "8个村") is None
    assert told(text, "41公里") is None


def test_a_list_of_projects_is_the_citys() -> None:
    text = f"{OPENING}加快栾川县抽水蓄能电站、嵩县输水工程等项目建设，完成投资40亿元。"
    assert told(text, "40亿元") is None


def test_a_row_of_a_table_tells_of_the_county_in_its_first_cell_or_its_column_of_places() -> None:
    text = (
        "各县区生产总值\n区县：栾川县 | 生产总值：300亿元 | 增长：6.1%\n区县：全市 | 生产总值：5600亿元 | 增长：4.9%\n"
        "序号：1 | 项目：锂电池工厂 | 建设地点：嵩县 | 投资：8亿元\n指标：税收 | 汝阳县：12亿元 | 宜阳县：9亿元"
    )
    assert told(text, "300亿元") == "栾川县"
    assert told(text, "5600亿元") is None
    assert told(text, "8亿元") == "嵩县"
    assert [told(text, "12亿元"), told(text, "9亿元")] == ["汝阳县", "宜阳县"]


def test_a_provinces_or_citys_figure_in_a_countys_document_is_not_the_countys() -> None:
    text = f"{OPENING}全市实现地区生产总值2500亿元，增长4.1%；全县实现160亿元。全市首批示范项目达到3个，落户清河。"
    assert told(text, "2500亿元", COUNTY) == "邢台市"
    assert told(text, "160亿元", COUNTY) is None
    assert told(text, "3个", COUNTY) is None


def test_who_comes_to_a_county_or_helps_it_is_not_what_its_document_tells_of() -> None:
    text = f"{OPENING}海淀区投入帮扶资金4100万元。昆山市大明公司副总裁李某致辞。昆山市地处苏沪之间，面积930平方公里。"
    assert told(text, "4100万元", COUNTY) is None
    assert told(text, "致辞", COUNTY) is None
    assert told(text, "930平方", COUNTY) == "昆山市"


@given(
    st.lists(
        st.sampled_from(
            [
                "栾川县",
                "嵩县",
                "栾川",
                "洛阳市",
                "全市",
                "3个",
                "；",
                "。",
                "\n",
                "、",
                "，",
                " | ",
                "：",
                "项目完成投资十亿元",
            ]
        )
    ),
    st.sampled_from([CITY, COUNTY]),
)
@settings(deadline=None)
def test_scopes_lie_in_order_within_their_passage(pieces: list[str], description: Description) -> None:
    for passage in split(CleanText("".join(pieces)), description):
        end = passage.start
        for scope in passage.scopes:
            assert end <= scope.start < scope.end <= passage.end
            end = scope.end
            alone = (scope.year, scope.outlook, scope.period, scope.about or description.region)
            whole = (passage.year, passage.outlook, passage.period, passage.about or description.region)
            assert alone != whole


def test_lines_on_end_that_open_each_with_another_zone_are_each_of_theirs_to_the_end() -> None:
    text = (
        "2023年，全市一般公共预算收入120亿元。\n"
        "云杉经开区一般公共预算收入11亿元，收入总来源24亿元；一般公共预算支出14亿元，总支出23亿元。收支相抵，结余1亿元。\n"
        "云岭新区一般公共预算收入8亿元，收入总来源13亿元；一般公共预算支出10亿元，总支出12亿元。收支相抵，结余3亿元。\n"
    )
    assert told(text, "120亿元") is None
    assert told(text, "14亿元") == told(text, "结余1亿元") == "云杉经开区"
    assert told(text, "10亿元") == told(text, "结余3亿元") == "云岭新区"


def test_one_line_that_opens_with_a_zone_goes_on_with_the_city_behind_a_semicolon() -> None:
    text = f"云岭新区新增企业80家；一般公共预算支出114亿元。\n{OPENING}全市收入210亿元。\n"
    assert told(text, "80家") == "云岭新区"
    assert told(text, "114亿元") is None


def test_what_stands_under_a_heading_that_is_a_zones_name_is_of_it() -> None:
    text = (
        f"一、全市预算执行情况\n{OPENING}收入完成120亿元。\n二、云岭湖旅游度假区\n（一）预算执行情况\n"
        f"地方一般公共预算收入完成7280万元。{OPENING}\n"
    )
    assert told(text, "120亿元") is None
    assert told(text, "7280万元") == "云岭湖旅游度假区"


def test_an_organisation_that_is_called_after_a_city_takes_no_statement_from_its_province() -> None:
    province = Description("新校区开工", region="江苏省", place=None, date="2022-03-01", kind="news")
    text = f"{OPENING}3月1日，湖畔人声鼎沸，扬州市职业大学新校区项目开工，占地570亩。扬州市新增就业3万人。"
    assert told(text, "3月1日", province) is told(text, "570亩", province) is None
    assert told(text, "3万人", province) == "扬州市"
