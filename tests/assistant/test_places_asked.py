"""Questions about provinces, cities, namesakes, and what a passage tells of beside its document."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.pipeline import Assistant
from assistant.question.filters import Filters
from ingest.errors import QuestionError
from ingest.library import catalog_writer
from ingest.library.library import Library
from ingest.library.upkeep import rebuild
from tests.assistant.conftest import _OPENING

NANJING, FUZHOU, TEA = "nj.txt", "fz.txt", "茶.txt"
CITY, YIXIAN, LAISHUI = "市.txt", "易县.txt", "涞水.txt"


def _report(where: str, of: str, done: str) -> str:
    return (
        f"政府工作报告\n——2022年1月8日在{where}第九届人民代表大会第一次会议上\n{of}人民政府区长  骆青川\n{_OPENING}"
        f"一、2021年工作回顾\n{done}\n二、2022年工作安排\n新增口袋公园30个。\n"
    )


DISTRICTS = {
    NANJING: _report("南京市鼓楼区", "江苏省南京市鼓楼区", "全区新增口袋公园8个，新开社区食堂12家。"),
    FUZHOU: _report("福州市鼓楼区", "福建省福州市鼓楼区", "全区新增口袋公园5个，修缮古厝23处。"),
    TEA: "广东省广州市白云区2021年茶叶市场情况\n2021年，白云区有茶叶门店310家，建成茶叶市场2个。\n",
}


@pytest.fixture(scope="module")
def over_districts(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    over = assistant_over(DISTRICTS)
    _place(over.library, NANJING, "鼓楼区", "江苏省南京市")
    _place(over.library, FUZHOU, "鼓楼区", "福建省福州市")
    _place(over.library, TEA, "白云区", "广东省广州市")
    return over


COUNTIES = {
    CITY: "保定市2021年经济运行情况\n2022年1月20日\n2021年，全市建成蔬菜大棚5100座，全市粮食总产量410万吨。\n\n"
    "涞源县建成蔬菜大棚72座，发展香菇种植3.1万亩。\n",
    YIXIAN: "易县2021年经济运行情况\n2022年1月20日\n2021年，易县建成蔬菜大棚96座，粮食总产量31万吨，新建了开发区1个。\n",
    LAISHUI: "涞水县2021年经济运行情况\n2022年1月20日\n2021年，涞水县粮食总产量27万吨，引进了陶瓷企业14家。\n",
}


@pytest.fixture(scope="module")
def over_counties(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    over = assistant_over(COUNTIES)
    _place(over.library, CITY, "保定市", "河北省")
    _place(over.library, YIXIAN, "易县", "河北省保定市")
    _place(over.library, LAISHUI, "涞水县", "河北省保定市")
    # As if the passage were a section of its own, of a long report.
    with over.library.catalog.transaction() as tx:
        (version, end) = tx.execute(
            'SELECT p.version, max(p."end") FROM passage p JOIN document d ON d.version = p.version WHERE d.doc = ?',
            (CITY,),
        ).fetchone()
        start = over.library.document(CITY).text.index("涞源县")
        tx.execute('UPDATE passage SET "end" = ? WHERE version = ?', (start, version))
        tx.execute(
            'INSERT INTO passage (version, start, "end", headings, about, about_place) '
            "VALUES (?, ?, ?, '[]', '涞源县', '河北省保定市')",
            (version, start, end),
        )
        catalog_writer.bump_generation(tx)
    rebuild(over.library)
    return over


def _place(library: Library, doc: str, region: str | None, place: str | None) -> None:
    """Put a document in a place, as if it had been described so."""
    with library.catalog.transaction() as tx:
        tx.execute(
            "UPDATE version SET region = ?, place = ? WHERE id = (SELECT version FROM document WHERE doc = ?)",
            (region, place, doc),
        )
        catalog_writer.bump_generation(tx)


@pytest.mark.parametrize("named", ["南京市鼓楼区", "江苏鼓楼区", "江苏省南京市鼓楼区", "南京鼓楼区"])
def test_the_places_named_around_a_district_tell_which_one_answers(
    over_districts: Assistant, named: str
) -> None:
    answer = over_districts.ask(f"{named}2021年新增口袋公园几个？")
    assert "**8个**" in answer.text and "**5个**" not in answer.text
    assert [(c.region, c.place) for c in answer.citations] == [("鼓楼区", "江苏省南京市")]


def test_of_namesakes_each_is_answered_with_its_city(over_districts: Assistant) -> None:
    answer = over_districts.ask("鼓楼区2021年新增口袋公园几个？")
    first, second = answer.lines
    assert first.text.startswith("南京市鼓楼区2021年：") and "8个" in first.text
    assert second.text.startswith("福州市鼓楼区2021年：") and "5个" in second.text
    assert answer.scope.regions == ("江苏省南京市鼓楼区", "福建省福州市鼓楼区")


def test_namesakes_are_told_apart_in_traditional_script_too(over_districts: Assistant) -> None:
    first, second = over_districts.ask("鼓樓區2021年新增口袋公園幾個？").lines
    assert first.text.startswith("南京市鼓樓區2021年：") and "8個" in first.text
    assert second.text.startswith("福州市鼓樓區2021年：") and "5個" in second.text
    assert "8個" in over_districts.ask("江蘇鼓樓區2021年新增口袋公園幾個？").text


def test_namesakes_that_are_held_are_called_by_their_cities_where_nothing_is_found(
    over_districts: Assistant,
) -> None:
    assert "福州市鼓楼区、南京市鼓楼区、广州市白云区" in over_districts.ask("拉萨市2021年造林多少亩？").text
    assert "同在江苏省的，资料库有南京市鼓楼区" in over_districts.ask("徐州市鼓楼区2021年造林多少亩？").text


def test_a_document_of_no_known_region_answers_for_the_place_that_it_names(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    over = assistant_over(
        {"a.txt": "简讯两则\n2023年5月6日\n拉萨建成净土健康产业园2个。西宁建成牦牛交易市场3个。\n"}
    )
    _place(over.library, "a.txt", None, None)
    assert "**2个**" in over.ask("拉萨市2023年建成净土健康产业园多少个？").text
    assert over.ask("银川市2023年建成净土健康产业园多少个？").abstained


def test_namesakes_are_not_added_up_or_ranked(over_districts: Assistant) -> None:
    answer = over_districts.ask("鼓楼区2021年新增口袋公园一共几个？")
    assert {line.role for line in answer.lines} == {"statement"}


def test_a_districts_figure_is_not_its_citys_though_its_title_names_the_city(
    over_districts: Assistant,
) -> None:
    assert over_districts.ask("福州市2021年新增口袋公园几个？").abstained


def test_what_only_the_other_namesake_tells_is_not_told(over_districts: Assistant) -> None:
    assert over_districts.ask("南京市鼓楼区2021年修缮古厝多少处？").abstained
    assert "23" not in over_districts.ask("徐州市鼓楼区2021年修缮古厝多少处？").text


def test_of_namesakes_of_which_one_is_held_the_answer_says_that_it_means_that_one(
    over_districts: Assistant,
) -> None:
    answer = over_districts.ask("白云区2021年有茶叶门店多少家？")
    assert answer.text.startswith("广州市白云区2021年：") and "**310家**" in answer.text


def test_a_follow_up_that_names_the_other_city_keeps_the_district(over_districts: Assistant) -> None:
    answer = over_districts.ask("福州的呢？", ["南京市鼓楼区2021年新增口袋公园几个？"])
    assert "**5个**" in answer.text and "**8个**" not in answer.text


@pytest.mark.parametrize(
    "region", ["福州市鼓楼区", "福建省", "福建省福州市", "福建省 › 福州市 › 鼓楼区", "福建省福州市鼓楼区"]
)
def test_a_filter_admits_a_place_or_what_lies_in_it(over_districts: Assistant, region: str) -> None:
    answer = over_districts.ask("2021年新增口袋公园几个？", filters=Filters(regions=(region,)))
    assert "**5个**" in answer.text and {c.doc for c in answer.citations} == {FUZHOU}


PARKS = "新增口袋公园几个？"


def test_a_filter_that_fits_several_namesakes_answers_for_each_with_its_city(
    over_districts: Assistant,
) -> None:
    first, second = over_districts.ask("2021年" + PARKS, filters=Filters(("鼓楼",))).lines
    assert first.text.startswith("南京市鼓楼区2021年：") and "8个" in first.text
    assert second.text.startswith("福州市鼓楼区2021年：") and "5个" in second.text


def test_the_place_of_a_filter_stands_before_the_answer_that_does_not_name_it(
    over_districts: Assistant, over_counties: Assistant
) -> None:
    answer = over_districts.ask("2021年" + PARKS, filters=Filters(("江苏省南京市鼓楼区",)))
    assert answer.lines[0].text.startswith("南京市鼓楼区2021年：")
    both = Filters(("江苏省南京市鼓楼区", "福建省福州市鼓楼区"))
    assert over_districts.ask("新开社区食堂多少家？", filters=both).lines[0].text.startswith("南京市鼓楼区：")
    named = over_counties.ask("建成蔬菜大棚多少座？", filters=Filters(("易县", "涞水县")))
    assert named.lines[0].text.startswith("2021年，易县建成蔬菜大棚96座")


def test_a_filter_by_a_county_admits_the_passage_about_it_in_its_citys_report(
    over_counties: Assistant,
) -> None:
    answer = over_counties.ask("发展香菇种植多少亩？", filters=Filters(("涞源县",)))
    assert "3.1万亩" in answer.text.replace("*", "") and {c.doc for c in answer.citations} == {CITY}
    assert over_counties.ask("粮食总产量多少吨？", filters=Filters(("涞源县",))).abstained


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("易线", "易县"),
        ("保定市涞水线", "涞水县"),
        # Namesakes elsewhere, and what lies in the same city.
        ("唐县", "易县"),
    ],
)
def test_a_filter_by_a_place_that_is_not_held_offers_the_nearest(
    over_counties: Assistant, name: str, offered: str
) -> None:
    with pytest.raises(QuestionError, match=f"没有讲到“{name}”的资料，相近的有：.*{offered}"):
        over_counties.checked(Filters((name,)))


def test_a_filter_by_a_place_like_none_that_is_held_says_where_they_are_listed(
    over_counties: Assistant,
) -> None:
    with pytest.raises(QuestionError, match="见资料库的清单"):
        over_counties.checked(Filters(("福州市鼓楼区",)))
    kept = Filters(("易", "河北"), (2021,), ("news",))
    with pytest.raises(QuestionError, match="“易”"):
        over_counties.checked(kept)
    assert over_counties.checked(Filters(("河北", "保定易县"))) == Filters(("河北", "保定易县"))


@pytest.mark.parametrize(
    "question",
    ["河北省2021年粮食总产量是多少？", "河北2021年粮食总产量是多少？", "石家庄市2021年粮食总产量是多少？"],
)
def test_a_figure_of_a_county_is_never_given_for_a_province_or_another_city(
    over_counties: Assistant, question: str
) -> None:
    answer = over_counties.ask(question)
    assert answer.abstained
    assert "易县" in answer.text and "31" not in answer.text


def test_a_citys_own_figure_is_given_for_it_and_not_its_counties(over_counties: Assistant) -> None:
    answer = over_counties.ask("保定市2021年粮食总产量是多少？")
    assert "**410万吨**" in answer.text and "31" not in answer.text and "27" not in answer.text


def test_what_lies_in_a_province_answers_for_it_where_no_figure_of_the_whole_is_asked_for_and_is_named(
    over_counties: Assistant,
) -> None:
    answer = over_counties.ask("河北省有哪些县新建了开发区？")
    assert not answer.abstained and "易县：" in answer.text
    assert {c.doc for c in answer.citations} == {YIXIAN}


def test_a_city_of_which_much_is_told_answers_itself_where_only_a_place_in_it_is_asked_for(
    over_counties: Assistant,
) -> None:
    question = over_counties.understand("保定市第一届蔬菜节放在哪个县办？")
    assert not question.through_members
    assert over_counties.understand("保定市2021年有哪些县种香菇？").through_members


def test_the_leading_county_of_a_province_is_looked_for_among_its_counties(over_counties: Assistant) -> None:
    answer = over_counties.ask("保定市2021年哪个县粮食总产量最高？")
    assert "最高的是易县" in answer.text and "410" not in answer.text


def test_a_county_is_answered_by_the_passage_about_it_in_its_citys_report(over_counties: Assistant) -> None:
    answer = over_counties.ask("涞源县建成蔬菜大棚多少座？")
    assert "**72座**" in answer.text and "5100" not in answer.text
    (citation,) = answer.citations
    assert (citation.doc, citation.region, citation.place) == (CITY, "涞源县", "河北省保定市")


def test_a_passage_about_a_county_is_no_answer_for_its_city(over_counties: Assistant) -> None:
    answer = over_counties.ask("保定市2021年建成蔬菜大棚多少座？")
    assert "**5100座**" in answer.text and "72" not in answer.text
    assert over_counties.ask("保定市发展香菇种植多少亩？").abstained


def test_the_counties_that_a_citys_report_goes_through_are_compared(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    over = assistant_over({
        "市.txt": "衢州市政府工作报告\n——2022年2月18日在衢州市第八届人民代表大会第一次会议上\n衢州市市长  闻人越\n"
        + _OPENING + "一、2021年工作回顾\n全市接待游客5200万人次。\n二、各县（市）情况\n"
        "（一）江山市\n江山市建成大门博物馆1座。江山市全年接待游客1500万人次。\n"
        "（二）常山县\n常山县胡柚种植面积10.5万亩。常山县全年接待游客900万人次。\n"
        "三、2022年工作安排\n全市接待游客增长7%左右。\n"
    })  # fmt: skip
    answer = over.ask("2021年衢州哪个县接待游客最多？")
    assert "最多的是江山市" in answer.text and "900万人次" in answer.text and "5200" not in answer.text


def test_what_is_missing_of_a_place_of_which_only_a_passage_tells_is_said_so(
    over_counties: Assistant,
) -> None:
    answer = over_counties.ask("涞源县2021年接待游客多少人次？")
    assert answer.abstained and "资料库没有河北省保定市涞源县自己的资料" in answer.text


def test_a_place_that_is_not_held_is_said_to_be_missing_beside_those_held_in_its_city(
    over_counties: Assistant,
) -> None:
    answer = over_counties.ask("阜平县2021年粮食总产量是多少？")
    assert answer.abstained
    assert (
        "没有找到阜平县的资料" in answer.text
        and "同在保定市的，资料库有" in answer.text
        and "涞水县" in answer.text
    )


def test_a_figure_of_a_question_without_a_place_is_told_with_its_place(
    over_counties: Assistant, over_districts: Assistant
) -> None:
    answer = over_counties.ask("2021年引进了陶瓷企业多少家？")
    # Named in the sentence itself.
    assert "涞水县引进" not in answer.text and answer.text.count("涞水县") == 1 and "14家" in answer.text
    parks = over_districts.ask("2021年新开社区食堂多少家？")
    assert parks.lines[0].text.startswith("南京市鼓楼区2021年：") and "12家" in parks.text


def test_the_whole_country_is_no_place_that_a_county_answers_for(over_counties: Assistant) -> None:
    for question in ("全国2021年粮食总产量是多少？", "2021年全国的粮食总产量是多少？"):
        answer = over_counties.ask(question)
        assert answer.abstained and "没有找到全国的资料" in answer.text
    assert over_counties.ask("易县2021年粮食总产量在全国排第几？").scope.regions == ("易县",)


def test_a_city_is_asked_about_by_its_by_name_and_one_that_is_not_held_is_missing(
    over_districts: Assistant,
) -> None:
    answer = over_districts.ask("羊城2021年有哪些茶叶市场？")
    assert {c.doc for c in answer.citations} == {TEA}
    missing = over_districts.ask("冰城2021年新增口袋公园几个？")
    assert missing.abstained and "没有找到冰城的资料" in missing.text
    assert over_districts.checked(Filters(("羊城",))) == Filters(("羊城",))


def test_what_is_only_planned_is_said_to_be_where_the_question_names_no_year(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    report = _report("南京市鼓楼区", "江苏省南京市鼓楼区", "全区新开社区食堂12家。")
    answer = assistant_over({NANJING: report}).ask("鼓楼区新增了多少个口袋公园？")
    assert "30个" in answer.text.replace("*", "") and answer.lines[-1].role == "plan"
    wanted = assistant_over({NANJING: report}).ask("鼓楼区计划新增多少个口袋公园？")
    assert "30个" in wanted.text.replace("*", "") and wanted.lines[-1].role == "statement"


def test_of_places_that_a_question_names_none_is_the_first_while_one_is_not_held(
    over_counties: Assistant,
) -> None:
    answer = over_counties.ask("易县、涞水县和青棠县2021年的茶叶产量哪个最高？")
    assert "最高的是" not in answer.text
    asked = over_counties.ask("易县、涞水县和青棠县2021年的粮食总产量哪个最高？")
    assert "最高的是" not in asked.text and "青棠县" in asked.text
