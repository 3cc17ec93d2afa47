"""Facts of running text: which figure is of which indicator, how it is measured, and of what time."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.facts.clause_facts import clause_facts
from ingest.facts.model import Fact
from ingest.schema import CleanText, Description, Outlook, Passage, Scope


def _facts(
    text: str,
    *,
    outlook: Outlook = "review",
    year: int | None = 2023,
    period: str | None = None,
    scopes: tuple[Scope, ...] = (),
) -> list[Fact]:
    described = Description("青禾县政府工作报告", "青禾县", "某省某市", "2024-02-01", 2023, "work-report")
    passage = Passage(0, len(text), year=year, outlook=outlook, period=period, scopes=scopes)
    return list(clause_facts(CleanText(text), described, [passage]))


def _told(text: str, **kwargs: object) -> list[tuple[str | None, str, float, str]]:
    return [(f.indicator, f.measure, f.value, f.unit) for f in _facts(text, **kwargs)]  # type: ignore[arg-type]


def test_a_level_and_its_growth_belong_to_one_indicator() -> None:
    level, growth = _facts("全县生产总值完成125.4亿元，增长6.4%。")
    assert (level.indicator, level.measure, level.amount, level.base_unit) == (
        "地区生产总值",
        "level",
        12_540_000_000,
        "元",
    )
    assert (growth.measure, growth.value, growth.amount, growth.base) == ("growth", 6.4, 6.4, "上年")
    assert (level.region, level.year, level.status, level.period) == ("青禾县", 2023, "result", "year")


def test_a_fall_is_a_negative_amount_of_the_number_as_written() -> None:
    (fact,) = _facts("固定资产投资同比下降6.7%。")
    assert (fact.value, fact.amount) == (6.7, -6.7)
    (fact,) = _facts("人口自然增长率为-0.57‰。")
    assert (fact.value, fact.amount) == (-0.57, -0.57)


def test_offsets_point_to_the_figure_and_the_clause_that_tells_it() -> None:
    text = "经济平稳。粮食总产量12万吨，增长2%。"
    level, growth = _facts(text)
    assert text[level.figure_start : level.figure_end] == "12万吨"
    assert text[growth.start : growth.end] == "粮食总产量12万吨，增长2%"


def test_growth_belongs_to_the_last_level() -> None:
    assert _told("全部财政收入完成14.5亿元，增长9.6%，其中一般公共预算收入完成8.2亿元，增长13.6%。") == [
        ("全部财政收入", "level", 14.5, "亿元"),
        ("全部财政收入", "growth", 9.6, "%"),
        ("一般公共预算收入", "level", 8.2, "亿元"),
        ("一般公共预算收入", "growth", 13.6, "%"),
    ]


def test_several_figures_belong_to_several_names_in_order() -> None:
    assert _told("社会消费品零售总额、进出口总值达到256亿元、24.4亿美元，分别增长12.5%和14.7%。") == [
        ("社会消费品零售总额", "level", 256, "亿元"),
        ("进出口总额", "level", 24.4, "亿美元"),
        ("社会消费品零售总额", "growth", 12.5, "%"),
        ("进出口总额", "growth", 14.7, "%"),
    ]
    assert [i for i, *_ in _told("城乡居民人均可支配收入分别达到3.4万元和1.7万元，增长8.5%、9.5%。")] == [
        "城镇居民人均可支配收入",
        "农村居民人均可支配收入",
        "城镇居民人均可支配收入",
        "农村居民人均可支配收入",
    ]


def test_growths_of_levels_told_one_after_the_other() -> None:
    found = _told("全部财政收入完成2.38亿元，其中一般公共预算收入完成1.55亿元，同比增长30.4%、31.5%。")
    assert found[2:] == [("全部财政收入", "growth", 30.4, "%"), ("一般公共预算收入", "growth", 31.5, "%")]


def test_one_figure_for_both() -> None:
    found = _told("新增城镇就业1.2万人、农村劳动力转移就业2.5万人，均完成年度目标任务的160%。")
    assert [(i, m, v) for i, m, v, _ in found[2:]] == [
        ("城镇新增就业", "share", 160),
        ("农村劳动力转移就业", "share", 160),
    ]


@pytest.mark.parametrize(
    ("text", "measure", "qualifier"),
    [
        ("一般公共预算收入完成调整预算的98%。", "share", "完成率"),
        ("规模以上工业增加值增速高于全省1.5个百分点。", "change", "高于全省"),
        ("城镇化率比上年提高1.2个百分点。", "change", ""),
        ("税收占比达到81.6%。", "share", ""),
        ("城镇登记失业率为3.2%。", "level", ""),
        ("地区生产总值同比增长5%。", "growth", ""),
        ("地区生产总值可比增长5%。", "growth", "可比"),
        ("森林覆盖率提高到45%。", "level", ""),
        ("常住人口比上年增加3000人。", "change", ""),
        ("新增高新技术企业12家。", "change", "新增"),
        ("城镇新增就业2300人。", "level", ""),
    ],
)
def test_the_wording_tells_the_measure(text: str, measure: str, qualifier: str) -> None:
    (fact,) = _facts(text)
    assert (fact.measure if measure != "share" or fact.measure != "level" else "share") == measure
    assert not qualifier or qualifier in fact.qualifiers


@pytest.mark.parametrize(
    "text",
    [
        "实施5亿元以上固定资产投资项目12个。",
        "进出口总额居全省第5位。",
        "某水泥厂技术改造增长12%。",
        "拉动地区生产总值增长1.2个百分点。",
        "玻璃器皿业强势发展，实现产值3亿元，增长12%。",
        "对民间投资每户补贴3万元。",
        "人均财政收入达到3000元。",
    ],
)
def test_what_is_not_sure_is_left_out(text: str) -> None:
    assert _facts(text) == []


def test_a_multiple_is_a_growth_that_says_so() -> None:
    (fact,) = _facts("地区生产总值是2015年的2.3倍。")
    assert (fact.measure, fact.value, fact.unit, fact.amount, fact.base_unit) == (
        "growth",
        2.3,
        "倍",
        130,
        "%",
    )
    assert (fact.qualifiers, fact.base, fact.from_year) == (("倍数",), "2015年", 2015)


def test_an_average_over_five_years_is_known_by_the_year_it_is_set_against() -> None:
    found = _facts("2023年，地区生产总值完成90亿元，是2018年的1.5倍，年均增长8.2%。")
    assert [f.period for f in found] == ["year", "year", "five-year"]


def test_an_unknown_subject_takes_what_follows_it() -> None:
    assert _told("固定资产投资增长6%，旅游业蓬勃发展，增长20%。") == [("固定资产投资", "growth", 6, "%")]


def test_what_is_expected_and_what_is_wanted() -> None:
    assert [f.status for f in _facts("预计地区生产总值完成120亿元，增长6%。")] == ["estimate", "estimate"]
    assert [f.status for f in _facts("力争地区生产总值增长6%。", year=2024)] == ["target"]
    assert [f.status for f in _facts("地区生产总值增长6%。", outlook="plan", year=2024)] == ["target"]
    assert [f.status for f in _facts("失业率低于控制目标1.3个百分点。")] == ["result"]


def test_the_clause_tells_the_time() -> None:
    text = "一季度地区生产总值同比增长4.7%，上半年增长6.1%，前三季度增长6.4%，全年增长6.6%。"
    assert [f.period for f in _facts(text)] == ["q1", "h1", "q1-3", "year"]
    assert [f.year for f in _facts("2021年，固定资产投资增长5%。")] == [2021]
    (fact,) = _facts("3月份，一般公共预算收入完成2亿元。")
    assert (fact.period, fact.month) == ("month", 3)


@pytest.mark.parametrize("when", ["1—11月", "下半年", "近三年", "截至目前", "今年以来"])
def test_a_time_that_facts_are_not_kept_of(when: str) -> None:
    assert _facts(f"{when}，固定资产投资完成30亿元。") == []


def test_people_may_be_left_out_of_a_population() -> None:
    found = _facts("全县总人口26.2万，常住人口13.8万。")
    assert [(f.indicator, f.amount, f.base_unit) for f in found] == [
        ("总人口", 262_000, "人"),
        ("常住人口", 138_000, "人"),
    ]


def test_a_growth_in_brackets_on_the_same_basis_is_told_beside_the_other() -> None:
    text = "一般公共预算收入23亿元，下降57.1%（同口径比下降50.7%），税收收入增长3%（按可比口径增长5.2%）。"
    found = [f for f in _facts(text) if "可比" in f.qualifiers]
    assert [(f.indicator, f.amount, text[f.figure_start : f.figure_end]) for f in found] == [
        ("一般公共预算收入", -50.7, "50.7%"),
        ("税收收入", 5.2, "5.2%"),
    ]


def test_divisions_of_industry_are_parts_of_what_was_told_of_industry() -> None:
    text = "规模以上工业增加值增长5%，其中食品制造业增长6%，酒、饮料和精制茶制造业下降3%。"
    assert [(f.indicator, f.amount, f.qualifiers) for f in _facts(text)] == [
        ("规模以上工业增加值", 5, ()),
        ("规模以上工业增加值", 6, ("食品制造业",)),
        ("规模以上工业增加值", -3, ("酒、饮料和精制茶制造业",)),
    ]
    text = "规上制造业增加值下降2%，其中食品制造业增长6%。"
    assert [f.qualifiers for f in _facts(text) if f.indicator == "规模以上工业增加值"] == [("食品制造业",)]
    assert _facts("食品制造业增长6%。") == []


def test_the_region_that_a_figure_is_ranked_in_is_not_that_of_the_next_one() -> None:
    text = "全县规上工业增加值增长10.4%，全市排名第二；固定资产投资增长7.9%，全市第一。"
    assert [f.indicator for f in _facts(text)] == ["规模以上工业增加值", "固定资产投资"]


def test_a_ratio_shrinks_by_a_bare_number() -> None:
    level, change = _facts("城乡居民收入比值为1.73，比上年缩小0.01。")
    assert (level.indicator, level.measure, level.amount) == ("城乡居民收入比", "level", 1.73)
    assert (change.indicator, change.measure, change.amount) == ("城乡居民收入比", "change", -0.01)
    assert [f.measure for f in _facts("城乡居民收入比缩小至1.73。")] == ["level"]


def test_projects_named_with_their_size_or_sort_are_counted() -> None:
    text = (
        "新签约50亿元重大项目5个、10亿元以上产业项目20个，四次集中开工重大项目63个，竣工投产亿元以上项目7个。"
    )
    assert [(f.indicator, f.value, f.qualifiers) for f in _facts(text)] == [
        ("签约项目数", 5, ("50亿元",)),
        ("签约项目数", 20, ("10亿元以上",)),
        ("新开工项目数", 63, ()),
        ("竣工项目数", 7, ("亿元以上",)),
    ]


def test_examples_in_a_list_of_what_is_new_own_nothing_that_follows() -> None:
    text = "新增工程实验室、技术中心等创新平台10家以上，新增国家高新技术企业200家以上。"
    assert ("高新技术企业数", "change", 200, "家") in _told(text)


def test_growths_that_follow_multiples_of_each_are_of_each() -> None:
    text = "“十三五”期间全部财政收入累计达到310亿元，一般公共预算收入累计达到194亿元，分别是“十二五”时期的3.7倍、3.0倍，年均增速分别为28%、22%。"
    growths = [(f.indicator, f.value, f.period) for f in _facts(text, year=2020) if "年均" in f.qualifiers]
    assert growths == [("全部财政收入", 28, "five-year"), ("一般公共预算收入", 22, "five-year")]


def test_the_year_of_a_price_base_is_no_time() -> None:
    text = "电信业务总量（2020年不变价）24亿元，增长5%。一般公共预算收入增长3%。"
    assert [f.year for f in _facts(text)] == [2023, 2023, 2023]
    text = "按2020年不变价计算，地区生产总值增长5%，固定资产投资增长3%。"
    assert [f.year for f in _facts(text)] == [2023, 2023]


def test_the_high_base_of_the_year_before_is_no_time() -> None:
    text = "在上年高基数的基础上保持高增长，预计全年地区生产总值增长11%。"
    assert [(f.year, f.status) for f in _facts(text)] == [(2023, "estimate")]
    assert [f.year for f in _facts("上年地区生产总值增长11%。")] == [2022]


def _of_an_account(text: str, title: str) -> list[tuple[str | None, str]]:
    described = Description(title, "青禾县", "某省某市", "2023-07-14", None, "other")
    passage = Passage(0, len(text), year=2023, outlook="review")
    return [(f.indicator, f.period) for f in clause_facts(CleanText(text), described, [passage])]


def test_the_part_of_a_year_that_a_paragraph_begins_with_holds_for_its_sentences() -> None:
    text = "1-6月，全县全部财政收入20亿元。其中，税收收入9亿元。全年固定资产投资增长5%。\n社会消费品零售总额增长3%。"
    assert _of_an_account(text, "青禾县经济运行情况") == [
        ("全部财政收入", "h1"),
        ("税收收入", "h1"),
        ("固定资产投资", "year"),
        ("社会消费品零售总额", "year"),
    ]


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("青禾县2023年6月预算执行情况分析", "h1"),
        ("青禾县2023年12月财政预算执行情况", "year"),
        ("青禾县2023年上半年经济运行情况", "h1"),
        ("青禾县2023年国民经济和社会发展统计公报", "year"),
    ],
)
def test_the_title_tells_the_part_of_the_year_where_nothing_else_does(title: str, period: str) -> None:
    assert _of_an_account("税收收入9亿元。", title) == [("税收收入", period)]


def test_five_years() -> None:
    (fact,) = _facts("五年来，地区生产总值年均增长6.3%。", period="2019/2023")
    assert (fact.period, fact.year) == ("five-year", 2023)
    assert _facts("四年来，地区生产总值年均增长6.3%。", period="2020/2023") == []


def test_a_figure_of_another_region_is_left_out() -> None:
    assert _facts("全省固定资产投资增长5%。") == []
    assert len(_facts("全县固定资产投资增长5%。")) == 1


def test_expenditure_is_of_the_account_before() -> None:
    assert [i for i, *_ in _told("社会保险基金收入83.58亿元，支出72.8亿元。")] == [
        "社会保险基金预算收入",
        "社会保险基金预算支出",
    ]


def test_from_one_figure_to_another() -> None:
    before, after = _facts("森林覆盖率由2018年的40%提高到57%。")
    assert (before.value, before.year) == (40, 2018)
    assert after.value == 57
    assert [f.value for f in _facts("森林覆盖率由40%提高到57%。")] == [57]


def test_a_list_that_begins_with_newly_added_ones_tells_of_such_only() -> None:
    found = _facts("新增规上工业企业5家、高新技术企业3家、科技型中小企业20家。")
    assert [(f.indicator, f.measure) for f in found] == [
        ("新增规上工业企业", "level"),
        ("高新技术企业数", "change"),
        ("科技型中小企业数", "change"),
    ]
    assert found[1].qualifiers == ("新增",)


def test_the_account_holds_until_another_is_named() -> None:
    found = _facts("市级政府性基金预算收入5.6亿元；政府性基金预算支出8.4亿元。全县教育支出9亿元。")
    assert [f.qualifiers for f in found] == [("市级",), ("市级",), ()]


def test_a_bracket_says_what_is_left_out_of_all_that_follows() -> None:
    found = _facts("地区生产总值完成90亿元（不含青山镇，下同）。固定资产投资增长5%。")
    assert [f.qualifiers for f in found] == [("不含青山镇",), ("不含青山镇",)]
    assert [f.status for f in _facts("地区生产总值增长5%（预计，下同），固定资产投资增长6%。")] == [
        "estimate",
        "estimate",
    ]


def test_the_structure_of_industries_is_three_parts() -> None:
    found = _facts("三次产业结构由上年的17.3:41.2:41.5调整为17.8：39.3：42.9。")
    assert [(f.indicator, f.year, f.value) for f in found] == [
        ("第一产业占比", 2022, 17.3),
        ("第二产业占比", 2022, 41.2),
        ("第三产业占比", 2022, 41.5),
        ("第一产业占比", 2023, 17.8),
        ("第二产业占比", 2023, 39.3),
        ("第三产业占比", 2023, 42.9),
    ]
    assert _facts("三次产业结构为7:3:2。") == []


def test_what_is_somebody_elses_takes_what_is_listed_after_it() -> None:
    assert _facts("某集团农场粮食产量增长8.9%，棉花产量增长9.1%。") == []
    assert len(_facts("某集团农场粮食产量增长8.9%，全县棉花产量增长9.1%。")) == 1


def test_a_growth_over_several_years_says_from_when() -> None:
    (fact,) = _facts("市场主体比2018年增长63.6%。", period="2019/2023")
    assert (fact.from_year, fact.base, fact.year) == (2018, "2018年", 2023)
    (fact,) = _facts("市场主体增长1.5倍。", period="2019/2023")
    assert fact.from_year == 2018


def test_works_add_up_over_the_years_and_states_do_not() -> None:
    assert [f.period for f in _facts("建成高标准农田30万亩。", period="2019/2023")] == ["five-year"]
    assert [f.period for f in _facts("森林覆盖率达到40%。", period="2019/2023")] == ["year"]


def test_news_without_a_time_is_of_no_year() -> None:
    described = Description("青禾县项目建设提速", "青禾县", None, "2023-07-02", None, "news")
    text = "固定资产投资增长12%。"
    passage = Passage(0, len(text), year=2023, outlook="review")
    assert list(clause_facts(CleanText(text), described, [passage])) == []


def test_money_of_an_office_is_not_the_regions() -> None:
    described = Description("青禾县水利局2023年部门预算", "青禾县", None, "2023-02-02", None, "other")
    text = "2023年政府性基金预算支出386万元。"
    passage = Passage(0, len(text), year=2023)
    assert list(clause_facts(CleanText(text), described, [passage])) == []


_PIECES = st.sampled_from(
    ["地区生产总值", "城乡居民人均可支配收入", "支出", "完成", "增长", "分别", "均", "5亿元", "-3%", "2.1个百分点", "、", "，", "；", "。",
     "其中", "由", "提高到", "占", "的比重", "（", "）", "全市", "2021年", "上半年", "预计", "\n", "某", "三次产业结构", "1:2:97", "加上"]
)  # fmt: skip


@example("（地区生产总值5亿元")
@example("一般公共预算收入3亿元、")
@given(st.lists(_PIECES, max_size=25).map("".join))
def test_any_text_is_read_and_each_figure_lies_in_its_quote(text: str) -> None:
    for fact in _facts(text):
        assert 0 <= fact.start <= fact.figure_start < fact.figure_end <= fact.end <= len(text)
        assert fact.measure != "growth" or fact.base_unit in ("%", "‰", "倍", "番")


def test_the_year_a_change_comes_from_is_that_of_its_beginning_alone() -> None:
    found = _facts(
        "全县生产总值从2018年的87.55亿元增长到118.32亿元；一般公共预算收入从4.37亿元增长到6.89亿元。"
    )
    assert [(f.value, f.year) for f in found] == [(87.55, 2018), (118.32, 2023), (4.37, 2018), (6.89, 2023)]
    assert [f.year for f in _facts("高新技术企业从上年的17家增长到23家。")] == [2022, 2023]
    assert [f.value for f in _facts("住户存款余额由年初的97.5亿元增加到109.1亿元。")] == [109.1]


def test_a_short_name_means_what_the_name_before_it_says() -> None:
    assert [i for i, *_ in _told("规模以上工业企业实现增加值43.7亿元、利润5.1亿元。")] == [
        "规模以上工业增加值",
        "规模以上工业利润总额",
    ]
    found = _told("农村居民人均可支配收入18925元，增长6.7%；人均消费支出13416元。")
    assert found[-1][0] == "农村居民人均消费支出"
    assert _told("某企业营业收入3亿元，利润5.1亿元。") == []


def test_a_county_has_no_account_below_its_own() -> None:
    assert [f.qualifiers for f in _facts("县级一般公共预算收入完成3亿元。")] == [()]


def test_some_more_is_no_part_of_the_unit() -> None:
    (fact,) = _facts("商品房销售面积750多万平方米。")
    assert (fact.unit, fact.bound) == ("万平方米", "over")


def test_figures_before_what_was_newly_added() -> None:
    found = _facts("新增8家规上工业企业、15家以上高新技术企业。")
    assert [(f.indicator, f.measure, f.value) for f in found] == [
        ("新增规上工业企业", "level", 8),
        ("高新技术企业数", "change", 15),
    ]
    assert _facts("表彰15家高新技术企业。") == []


def test_news_of_the_nation_is_not_a_countys() -> None:
    described = Description("行业观察", "青禾县", None, "2023-07-02", None, "news")
    text = "我国经济稳中向好。2022年城镇新增就业1206万人。"
    passage = Passage(0, len(text), year=2022, outlook="review")
    assert list(clause_facts(CleanText(text), described, [passage])) == []


def test_what_newly_added_ones_bring_the_number_to_is_the_stock() -> None:
    found = _facts("新增高新技术企业12家，累计达到252家；新增市场主体2万家、达到3.16万家。")
    assert [(f.indicator, f.measure, f.qualifiers) for f in found] == [
        ("高新技术企业数", "change", ("新增",)),
        ("高新技术企业数", "level", ()),
        ("新增市场主体", "level", ()),
        ("市场主体总数", "level", ()),
    ]


def test_how_many_are_poor_is_not_how_many_are_so_no_more() -> None:
    assert _facts("贫困人口减少2349人。") == []
    assert len(_facts("贫困人口脱贫2349人。")) == 1


def test_a_bracket_with_a_figure_of_its_own_says_nothing_of_the_one_before_it() -> None:
    (fact,) = _facts("实际利用外资增长8.7%（不含青山镇增长16.2%）。")
    assert fact.qualifiers == ()


def test_loans_are_told_in_the_money_of_deposits() -> None:
    found = _facts("金融机构本外币存款余额24亿元、贷款余额22亿元。")
    assert [f.qualifiers for f in found] == [("本外币",), ("本外币",)]


def test_a_comparison_between_does_not_part_a_figure_from_its_subject() -> None:
    found = _facts("地区生产总值增长6%、全省第二，高于全国、全省平均水平，总量达到773.3亿元。")
    assert [f.value for f in found] == [6, 773.3]


def test_proposals_of_delegates_are_no_proposal_of_a_target() -> None:
    assert [f.status for f in _facts("办理人大代表议案建议30件，办复率、满意率100%。")] == [
        "result",
        "result",
        "result",
    ]
    assert [f.status for f in _facts("建议2024年全县一般公共预算收入增长2%。")] == ["target"]


def test_a_sentence_without_a_mark_before_it_begins_with_all_year() -> None:
    assert len(_facts("经济实力稳步增强全年地区生产总值完成25亿元。")) == 1
    assert _facts("青山镇全年地区生产总值完成25亿元。") == []


def test_each_of_several_things_has_as_many() -> None:
    found = _facts("新增高新技术企业和“专精特新”企业各3家。")
    assert [(f.indicator, f.measure, f.value) for f in found] == [
        ("高新技术企业数", "change", 3),
        ("专精特新企业数", "change", 3),
    ]
    assert [f.value for f in _facts("全县存、贷款余额分别达到249亿元、108亿元。")] == [249, 108]


def test_a_paragraph_that_opens_with_a_zone_tells_of_the_zone() -> None:
    text = "南湖新区一般公共预算收入安排3.7亿元。政府性基金收入安排2.9亿元。全县教育支出5亿元。"
    assert [f.indicator for f in _facts(text)] == ["教育支出"]


def test_nothing_is_wanted_of_a_year_before_the_report() -> None:
    text = "把群众向往作为奋斗目标，完成投资计划全市第二，固定资产投资完成71亿元。"
    assert [f.status for f in _facts(text)] == ["result"]


def test_a_sum_invested_is_that_of_the_projects_counted_before_it() -> None:
    (_, fact) = _facts("产业合作项目32个，总投资205.6亿元。")
    assert (fact.indicator, fact.qualifiers) == ("项目总投资", ("产业合作项目",))
    assert _facts("总投资5亿元的水厂开工。") == []


def test_of_two_figures_of_one_stock_the_one_that_was_reached_counts() -> None:
    assert [f.value for f in _facts("市级以上创新平台3家、达到16家。")] == [16]
    assert [f.value for f in _facts("专精特新企业省级2家、国家级8家。")] == []


def test_parts_of_what_is_not_known_are_not_the_regions() -> None:
    assert [f.value for f in _facts("对东盟进出口额32亿元。其中，出口21亿元。")] == []
    found = _facts("民营经济增加值35亿元。其中，第一产业增加值2.8亿元。")
    assert [f.indicator for f in found] == ["民营经济增加值"]
    assert len(_facts("进出口总额32亿元。其中，出口21亿元。")) == 2


def test_sums_that_each_budget_has_say_of_which_they_are() -> None:
    found = _facts(
        "全县政府性基金预算收入5亿元，上级补助收入2亿元。\n全县一般公共预算收入7亿元，上级补助收入9亿元。"
    )
    assert [f.qualifiers for f in found] == [(), ("政府性基金",), (), ()]


def test_in_a_budget_the_account_of_a_line_holds_for_those_below_it() -> None:
    text = "2．市本级支出安排情况\n教育支出3亿元。\n全市教育支出9亿元。"
    described = Description("青禾市2023年财政预算", "青禾市", None, "2023-02-02", None, "work-report")
    passage = Passage(0, len(text), year=2023, outlook="plan")
    found = list(clause_facts(CleanText(text), described, [passage]))
    assert [f.qualifiers for f in found] == [("市本级",), ()]


def test_what_a_budget_was_set_to_is_wanted_though_the_year_is_over() -> None:
    found = _facts(
        "预算执行中，一般公共预算收入调整为29.5亿元，支出调整为63.2亿元。全年一般公共预算收入完成28.1亿元。"
    )
    assert [(fact.amount / 1e8, fact.status) for fact in found] == [
        (29.5, "target"),
        (63.2, "target"),
        (28.1, "result"),
    ]


def test_a_figure_under_a_name_that_is_not_listed_is_kept_under_that_name() -> None:
    level, growth = _facts("全县城乡居民医保基金累计结余3.2亿元，增长4.5%。")
    assert (level.indicator, level.name, level.measure, level.value, level.unit) == (
        None,
        "城乡居民医保基金累计结余",
        "level",
        3.2,
        "亿元",
    )
    assert (growth.name, growth.measure, growth.amount) == (level.name, "growth", 4.5)


def test_what_a_name_that_is_not_listed_was_newly_given_is_a_change() -> None:
    (first, second) = _facts("新增省级重点实验室2家、院士工作站1个。")
    assert [(f.name, f.measure, f.value) for f in (first, second)] == [
        ("省级重点实验室", "change", 2),
        ("院士工作站", "change", 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "每人每月补助资金94元。",
        "我们大力推进的农产品加工产值达到3亿元。",
        "拨付资金3亿元。",
        "茶叶加工投资3吨。",
        "中型企业增长12%。",
        "青棠化工有限公司年销售收入3亿元。",
    ],
)
def test_a_name_that_is_no_clean_one_or_does_not_fit_its_unit_tells_no_fact(text: str) -> None:
    assert _facts(text) == []


def test_the_end_of_a_line_may_leave_a_name_cut() -> None:
    line = "统筹安排用于支持农业农村发展和乡村振兴战略实施的县级财政衔接推进乡"
    assert _facts(f"{line}\n村建设补助资金3.2亿元。") == []


def test_words_before_a_listed_name_tell_of_which_part_it_is() -> None:
    (fact,) = _facts("全县干线公路通车里程210公里。")
    assert (fact.indicator, fact.qualifiers) == ("公路通车里程", ("干线",))


def test_a_place_below_the_region_before_a_listed_name_makes_the_figure_the_places() -> None:
    assert _facts("白塔工业园区一般公共预算收入2.1亿元。") == []


def test_a_range_is_told_by_its_two_ends() -> None:
    low, high = _facts("地区生产总值增长8%—8.5%。", outlook="plan", year=2024)
    assert [(f.value, f.unit, f.bound, f.status) for f in (low, high)] == [
        (8, "%", "over", "target"),
        (8.5, "%", "under", "target"),
    ]


def test_one_figure_with_分别_is_that_of_both() -> None:
    assert _told("城乡居民人均可支配收入分别增长7.5%。") == [
        ("城镇居民人均可支配收入", "growth", 7.5, "%"),
        ("农村居民人均可支配收入", "growth", 7.5, "%"),
    ]


def test_blanks_that_a_page_left_inside_words_part_nothing() -> None:
    text = "地方工商 税收 28.9 亿元，一般公共预算收 入 3.1 亿元。"
    tax, revenue = _facts(text)
    assert (tax.name, tax.value) == ("地方工商税收", 28.9)
    assert (revenue.indicator, text[revenue.figure_start : revenue.figure_end]) == (
        "一般公共预算收入",
        "3.1 亿元",
    )


def test_parts_told_without_the_name_of_the_whole_are_of_it() -> None:
    told = [
        (f.indicator, f.qualifiers, f.value)
        for f in _facts(
            "社会消费品零售总额26亿元，增长5.9%。其中：社会消费品零售总额20亿元，批发业2.6亿元，餐饮业4.2亿元。"
        )[-2:]
    ]
    assert told == [("社会消费品零售总额", ("批发业",), 2.6), ("餐饮收入", (), 4.2)]


def test_a_mark_that_was_passed_stands_beside_what_was_reached() -> None:
    assert [(f.value, f.bound) for f in _facts("地区生产总值迈上900亿元台阶、达901.8亿元。")] == [
        (900, "over"),
        (901.8, ""),
    ]


def test_the_part_of_an_industry_in_a_ratio_between_two_named_years_is_of_its_year() -> None:
    told = [(f.year, f.value) for f in _facts("三次产业比重由2018年12：62：26调整为2023年8：59：33。")]
    assert told == [(2018, 12), (2018, 62), (2018, 26), (2023, 8), (2023, 59), (2023, 33)]


def test_lines_broken_at_the_width_of_a_page_are_one_text() -> None:
    filler = "本年度全县上下认真落实各项部署扎实做好各方面工作取得新的进展。"
    lines = [filler] * 20
    lines += [
        "在减税降费力度继续加大、收支矛盾突出的情况下，全年完成一般公",
        "共预算收入3.2亿元。",
    ]
    text = "\n".join(lines)
    (fact,) = [f for f in _facts(text) if f.value == 3.2]
    assert fact.indicator == "一般公共预算收入"
    assert text[fact.figure_start : fact.figure_end] == "3.2亿元"


def test_lines_of_any_length_end_what_they_tell() -> None:
    line = "在减税降费力度继续加大、收支矛盾突出的情况下，全年完成一般公"
    assert _facts(f"{line}\n共预算收入3.2亿元。") == []


def test_a_heading_or_page_number_that_ran_together_with_a_sentence_is_none_of_it() -> None:
    text = "工业投资下降2%。九、对外贸易全年货物进出口总额8.6亿美元，增长16.7%。13年末基本医疗保险参保人数12万人。"
    assert _told(text)[1:] == [
        ("进出口总额", "level", 8.6, "亿美元"),
        ("进出口总额", "growth", 16.7, "%"),
        ("医疗保险参保人数", "level", 12, "万人"),
    ]
    assert text[(fact := _facts(text)[-1]).figure_start : fact.figure_end] == "12万人"


@pytest.mark.parametrize("opening", ["一、二季度", "二、三季度"])
def test_quarters_are_no_heading(opening: str) -> None:
    assert _told(f"{opening}全县生产总值增长3%。") == []


def test_who_approved_a_budget_and_when_it_was_changed_parts_no_figure_from_its_name() -> None:
    text = "县七届人大四次会议批准的2023年一般公共预算收入年初预算为16亿元，执行中经县人大常委会批准调整为17亿元，实际完成16.5亿元。"
    assert [(f.value, f.status) for f in _facts(text)] == [(16, "target"), (17, "target"), (16.5, "result")]


def test_the_number_of_an_item_is_none_of_its_sentence() -> None:
    assert _told("1.企业所得税快报数6.2亿元，增长6.6%") == [
        ("企业所得税", "level", 6.2, "亿元"),
        ("企业所得税", "growth", 6.6, "%"),
    ]


def test_spending_that_opens_a_sentence_is_of_the_account_before() -> None:
    facts = _facts("社会保险基金预算收入21亿元。支出预算15亿元，实际完成14亿元，增长4%。")
    assert [(f.indicator, f.value, f.status) for f in facts[1:]] == [
        ("社会保险基金预算支出", 15, "target"),
        ("社会保险基金预算支出", 14, "result"),
        ("社会保险基金预算支出", 4, "result"),
    ]


@pytest.mark.parametrize("between", ["县级财力不断增强，", "乡镇财政所12个。", "\n"])
def test_spending_after_something_else_is_of_no_account(between: str) -> None:
    told = _told(f"社会保险基金预算收入21亿元。{between}支出结构优化，支出15亿元。")
    assert "社会保险基金预算支出" not in {indicator for indicator, *_ in told}


def test_a_joint_name_in_a_list_takes_as_many_figures_as_it_joins() -> None:
    assert _told("地区生产总值、城乡居民人均可支配收入分别完成215.4亿元、38100元、15874元。") == [
        ("地区生产总值", "level", 215.4, "亿元"),
        ("城镇居民人均可支配收入", "level", 38100, "元"),
        ("农村居民人均可支配收入", "level", 15874, "元"),
    ]


def test_the_three_industries_may_be_told_together() -> None:
    told = _told("第一、二、三产业分别实现增加值3.9亿元、69.7亿元和16.4亿元，分别增长4.3%、7.6%和5.8%。")
    names = ["第一产业增加值", "第二产业增加值", "第三产业增加值"]
    assert [indicator for indicator, *_ in told] == names * 2


def test_a_sum_that_rose_from_one_to_another_is_of_what_passed_a_mark_before() -> None:
    facts = _facts("地区生产总值突破千亿元大关，从2016年856.9亿元增加到2020年1327.7亿元。")
    assert [(f.year, f.value, f.unit) for f in facts[1:]] == [(2016, 856.9, "亿元"), (2020, 1327.7, "亿元")]
    assert (facts[0].value, facts[0].unit, facts[0].amount) == (1000, "亿元", 1e11)


def test_the_sum_of_the_year_before_stands_between_a_growth_and_its_word() -> None:
    _, growth, before = _facts("一般公共预算支出269亿元，比上年执行数2012345万元增长1%。")
    assert (before.measure, before.value, before.unit, before.year) == (
        "level",
        2012345,
        "万元",
        growth.year - 1,
    )
    assert (growth.measure, growth.value, growth.base, growth.from_year) == ("growth", 1, "上年", None)


def test_the_last_day_of_a_year_is_its_end() -> None:
    (fact,) = _facts("截至2023年12月31日，全县政府债务余额为68.9亿元。")
    assert (fact.indicator, fact.year, fact.period) == ("地方政府债务余额", 2023, "year")
    assert _facts("截至2023年11月30日，全县政府债务余额为68.9亿元。") == []


def test_a_unit_on_the_next_line_is_that_of_the_figure() -> None:
    assert _told("全年完成地区生产总值（GDP）219.5\n亿元，增长5.7%。") == [
        ("地区生产总值", "level", 219.5, "亿元"),
        ("地区生产总值", "growth", 5.7, "%"),
    ]


def test_industries_of_two_years_named_before_their_ratios() -> None:
    facts = _facts("三次产业结构比例由2016年的22.0:33.9:44.1调整为2017年的22.5:33.3:44.2。")
    assert [fact.year for fact in facts] == [2016] * 3 + [2017] * 3


def test_the_year_named_after_where_one_looks_holds_for_the_paragraph() -> None:
    text = "从全县来看，2021年，青禾县实现地区生产总值90.1亿元。三次产业结构由上年的5.7:76.4:17.9调整为4.4:77.4:18.2。第三产业增加值16.4亿元。"
    described = Description("青禾县城投公司跟踪评级报告", "青禾县", "某省某市", "2019", None, "other")
    facts = clause_facts(
        CleanText(text), described, [Passage(0, len(text), year=2019, outlook="review", period=None)]
    )
    years = [(fact.indicator, fact.year) for fact in facts if fact.indicator != "第一产业占比"]
    assert years == [
        ("地区生产总值", 2021),
        ("第二产业占比", 2020),
        ("第三产业占比", 2020),
        ("第二产业占比", 2021),
        ("第三产业占比", 2021),
        ("第三产业增加值", 2021),
    ]


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [("千亿元", 1000, "亿元"), ("三千亿元", 3000, "亿元"), ("3千万元", 3, "千万元")],
)
def test_a_number_in_words_and_its_unit_tell_the_amount_once(written: str, value: float, unit: str) -> None:
    (fact,) = _facts(f"固定资产投资突破{written}。")
    assert (fact.value, fact.unit) == (value, unit)


def test_names_in_a_row_have_the_figures_of_their_places_though_not_all_are_listed() -> None:
    assert _told("生产安全事故起数、死亡人数分别下降9.6%、10.4%。") == [
        ("生产安全事故起数", "growth", 9.6, "%")
    ]
    assert _told("重大产业、工业技改、民间投资分别增长13%、15%和20%。")[-1] == (
        "民间投资",
        "growth",
        20,
        "%",
    )
    # Names and figures do not agree, or the row is of a town or of a trade.
    assert not _told("道路、桥梁、森林覆盖率分别提高1%和2%。")
    assert not _told("青石镇特色产值、固定资产投资分别增长1%和2%。")
    assert not _told("纺织业销售收入和利税分别增长28%和36%。")


def test_the_last_noun_of_a_row_is_that_of_all_its_names() -> None:
    assert _told("生猪、牛、羊出栏分别达到6.2万头、1.6万头和5万只，分别增长1%、2%和3%。") == [
        ("生猪出栏", "level", 6.2, "万头"),
        ("牛出栏", "level", 1.6, "万头"),
        ("羊出栏", "level", 5, "万只"),
        ("生猪出栏", "growth", 1, "%"),
        ("牛出栏", "growth", 2, "%"),
        ("羊出栏", "growth", 3, "%"),
    ]


@pytest.mark.parametrize("mark", ["", "、"])
def test_one_thing_may_be_counted_in_two_units(mark: str) -> None:
    assert _told(f"改造老旧小区22个{mark}3009户。") == [
        ("老旧小区改造数", "level", 22, "个"),
        ("老旧小区改造数", "level", 3009, "户"),
    ]


def test_a_bound_before_a_figure_is_no_comparison() -> None:
    assert _told("固定资产投资不低于30亿元，PM2.5平均浓度低于26微克/立方米。") == [
        ("固定资产投资", "level", 30, "亿元"),
        ("PM2.5平均浓度", "level", 26, "微克/立方米"),
    ]
    assert not _told("PM2.5平均浓度低于全省3微克/立方米。")


def test_what_an_amount_is_counted_by_may_stand_before_it() -> None:
    assert _told("农村低保标准提高到每人每年3500元。") == [("农村低保标准", "level", 3500, "元")]


def test_a_place_within_a_name_is_no_zone_that_the_paragraph_is_of() -> None:
    assert _told("城市供水管网改造12公里。固定资产投资增长5%。")[-1] == ("固定资产投资", "growth", 5, "%")


def test_a_number_may_stand_before_the_works_and_people_that_it_counts() -> None:
    assert _told("改造17个老旧小区、846套棚户区。") == [
        ("老旧小区改造数", "level", 17, "个"),
        ("棚户区改造套数", "level", 846, "套"),
    ]
    assert _told("26个贫困村出列，帮助126名就业困难人员实现就业。") == [
        ("脱贫村数", "level", 26, "个"),
        ("就业困难人员就业", "level", 126, "名"),
    ]
    assert _told("3.5万贫困人口全部脱贫。") == [("脱贫人数", "level", 3.5, "万")]


def test_how_many_were_built_is_told_with_the_verb() -> None:
    (fact,) = _facts("建成9所公办幼儿园。")
    assert (fact.indicator, fact.qualifiers) == ("学校数", ("建成", "公办", "幼儿园"))


@pytest.mark.parametrize(
    "text",
    ["支持5家民营企业扩大生产。", "提升60处村卫生室服务能力。", "解决5.6万贫困人口饮水问题。", "某集团公司11所幼儿园开学。"],
)  # fmt: skip
def test_a_number_before_a_name_counts_no_works_where_something_else_is_told(text: str) -> None:
    assert not _told(text)


def test_two_marks_in_a_row_part_names_as_one_does() -> None:
    assert not _told("道路、绿地、和分别增长1%、2%和3%。")


def test_one_rate_told_of_all_names_is_of_those_that_are_listed() -> None:
    assert _told("答复率、满意率均达100%。") == [("满意率", "level", 100, "%")]
    assert not _told("诉求受理告知率、反馈率和办结率均达100%。")
    assert not _told("道路建设投资、固定资产投资均达5亿元。")


def test_a_name_right_before_another_tells_of_what_that_is() -> None:
    (fact,) = _facts("民营企业进出口总额26.1亿元。")
    assert (fact.indicator, fact.qualifiers) == ("进出口总额", ("民营企业",))


def test_a_list_that_begins_with_a_deed_goes_on_after_a_name_that_is_not_listed() -> None:
    assert ("充电桩数", "level", 90, "个") in _told("新建旅游厕所27座、充电桩90个。")
    assert not _told("某公司有旅游厕所27座、充电桩90个。")


def test_what_a_total_came_to_is_a_sum_of_years_only_above_that_of_the_last_one() -> None:
    kwargs = {"year": 2020, "period": "2016/2020"}
    growth, level = _facts("地区生产总值年均增长8.2%，总量达到75亿元。", **kwargs)  # type: ignore[arg-type]
    assert (growth.period, level.period) == ("five-year", "year")


def test_contributions_of_the_three_industries_are_one_fact_each() -> None:
    found = _facts("三次产业对经济增长的贡献率分别为3.3%、43.4%和53.3%。")
    assert [(f.value, f.qualifiers) for f in found] == [
        (3.3, ("第一产业",)),
        (43.4, ("第二产业",)),
        (53.3, ("第三产业",)),
    ]
    (fact,) = _facts("第二产业贡献率为负43.8%。")
    assert (fact.value, fact.amount) == (-43.8, -43.8)


def test_a_sum_of_hundreds_of_millions_is_money_where_its_indicator_is() -> None:
    (fact,) = _facts("外贸进出口增长迅猛，跨越六千亿元。")
    assert (fact.indicator, fact.value, fact.bound) == ("进出口总额", 6000, "over")
    (fact,) = _facts("社会消费品零售总额突破千亿。")
    assert (fact.amount, fact.base_unit) == (1e11, "元")


def test_twice_as_much_is_told_in_words() -> None:
    found = _facts("地区生产总值、财政收入比2018年翻一番。")
    assert [(f.indicator, f.measure, f.value, f.unit) for f in found] == [
        ("地区生产总值", "growth", 1, "番"),
        ("全部财政收入", "growth", 1, "番"),
    ]


def test_how_many_projects_began_or_were_done_may_stand_behind_their_names() -> None:
    assert _told("青石制药、白河包装等36个项目建成投产。") == [("竣工项目数", "level", 36, "个")]
    assert _told("46个重点项目开工建设。") == [("新开工项目数", "level", 46, "个")]


def test_the_short_name_of_the_region_right_before_what_is_measured_narrows_nothing() -> None:
    (budget,) = _facts("2023年青禾一般公共预算收入17.3亿元。")
    assert (budget.indicator, budget.qualifiers) == ("一般公共预算收入", ())


def test_what_was_cut_is_a_fall() -> None:
    (fact,) = _facts("“三公经费”开支较上年压缩17%。")
    assert (fact.indicator, fact.measure, fact.amount) == ("“三公”经费支出", "growth", -17)
    assert [fact.measure for fact in _facts("“三公”经费支出压缩到300万元。")] == ["level"]


def test_what_visitors_brought_is_told_behind_their_number() -> None:
    assert _told("接待游客158万人次，增长20%；实现收入9.6亿元，增长25%。")[2:] == [
        ("旅游总收入", "level", 9.6, "亿元"),
        ("旅游总收入", "growth", 25, "%"),
    ]
    assert not _told("企业50家，实现收入3亿元。")[1:]


def test_a_region_calls_itself_by_its_short_name() -> None:
    (fact,) = _facts("2022年青禾全年完成地区生产总值125.4亿元。")
    assert (fact.region, fact.year) == ("青禾县", 2022)


def test_figures_of_all_of_another_region_are_none_of_this_one() -> None:
    assert not _facts(
        "郑州市上半年全市实现地区生产总值1145亿元，增长4.7%。分产业看，第一产业增加值67.1亿元。"
    )
    assert _facts("青禾县上半年全县实现地区生产总值114.5亿元，增长4.7%。分产业看，第一产业增加值6.7亿元。")
