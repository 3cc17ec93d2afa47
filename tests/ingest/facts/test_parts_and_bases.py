"""Facts of parts that a sentence tells by bare names, and of the sums that a figure is measured against."""

from __future__ import annotations

from ingest.facts.clause_facts import clause_facts
from ingest.facts.model import Fact
from ingest.schema import CleanText, Description, Passage


def _facts(text: str, title: str = "青禾县经济运行情况", region: str = "青禾县") -> list[Fact]:
    described = Description(title, region, "某省某市", "2023", None, "other")
    return list(
        clause_facts(CleanText(text), described, [Passage(0, len(text), year=2023, outlook="review")])
    )


def _named(text: str) -> list[tuple[str | None, tuple[str, ...], str, float]]:
    return [(f.indicator, f.qualifiers, f.measure, f.value) for f in _facts(text)]


def test_the_sum_that_was_planned_stands_in_the_words_of_its_completion() -> None:
    level, share, planned, growth, before = _facts(
        "一般公共预算收入3.2亿元，完成预算数3亿元的106.7%，较上年28000万元增长14.3%。"
    )
    assert (share.measure, share.value, share.qualifiers) == ("share", 106.7, ("完成率",))
    assert (planned.measure, planned.value, planned.status, planned.qualifiers) == ("level", 3, "target", ())
    assert (planned.year, before.year, before.status) == (level.year, 2022, "result")
    assert (growth.measure, growth.value, before.value, before.unit) == ("growth", 14.3, 28000, "万元")


def test_what_has_not_changed_since_an_account_leaves_the_subject_as_it_is() -> None:
    assert [m for _, _, m, _ in _named("一般公共预算收入5.2亿元，与执行数一致，下降4.2%。")] == [
        "level",
        "growth",
    ]


def test_industries_by_bare_names_are_those_of_the_investment_that_is_parted() -> None:
    told = _named("全县固定资产投资增长9.7%。分产业看，第一产业增长12%；第二产业增长33%；第三产业下降1.8%。")
    assert [name for name, *_ in told[1:]] == ["第一产业投资", "第二产业投资", "第三产业投资"]
    told = _named("全县地区生产总值增长9.7%。分产业看，第一产业增长12%；第二产业增长33%。")
    assert [name for name, *_ in told[1:]] == ["第一产业增加值", "第二产业增加值"]


def test_sections_of_industry_follow_what_a_view_parts() -> None:
    told = _named(
        "规模以上工业增加值增长8.8%。从三大门类看：采矿业增长13.3%；制造业增长8%；电力、热力、燃气及水生产和供应业下降5.4%。"
    )
    assert [(name, words[-1:]) for name, words, *_ in told[1:]] == [
        ("规模以上工业增加值", ("采矿业",)),
        ("规模以上工业增加值", ("制造业",)),
        ("规模以上工业增加值", ("电力、热力、燃气及水生产和供应业",)),
    ]
    assert _named("装备制造企业发展加快。分行业看，制造业增长8%。") == []


def test_those_in_towns_who_are_registered_are_no_residents() -> None:
    told = _named("户籍总人口134.9万人，其中城镇人口25万人。常住人口94万人，其中城镇人口41万人。")
    assert told[1][:2] == ("户籍人口", ("城镇",))
    assert told[3][0] == "城镇常住人口"


def test_an_output_is_of_the_crop_whose_area_is_told_before_it() -> None:
    told = _named("粮食播种面积81万亩，产量36万吨；油料播种面积34万亩，产量3.7万吨。")
    assert [name for name, *_ in told] == ["粮食播种面积", "粮食产量", None, "油料产量"]


def test_a_share_that_rose_is_the_indicator_that_the_share_is_by_itself() -> None:
    told = _named(
        "第一产业占地区生产总值的比重上升3.8个百分点，第二、第三产业占地区生产总值的比重分别回落2.1和1.7个百分点。"
    )
    assert [(name, measure) for name, _, measure, _ in told] == [
        ("第一产业占比", "change"),
        ("第二产业占比", "change"),
        ("第三产业占比", "change"),
    ]


def test_one_figure_of_two_industries_together_is_of_neither() -> None:
    assert _named("二三产业比重达到89.1%。") == []


def test_a_ratio_is_of_the_part_of_the_year_that_the_title_tells_of() -> None:
    text = "三次产业比例为11.2︰37.8︰51.0。"
    assert [f.period for f in _facts(text, "青禾县2023年上半年经济运行情况")] == ["h1"] * 3
    assert [f.period for f in _facts(text, "青禾县2023年1-11月经济运行情况")] == []


def test_what_follows_a_ratio_that_came_from_an_earlier_year_is_of_the_later_one() -> None:
    told = _facts("三次产业占比由2021年的5.7:49.3:45.0，优化为6.6:45.8:47.6，第三产业占比提高2.6个百分点。")
    assert [f.year for f in told] == [2021] * 3 + [2023] * 4


def test_a_yearly_growth_over_the_five_years_that_stand_above_is_of_these() -> None:
    text = "“十三五”时期是极不平凡的五年。2020年，实现地区生产总值238亿元，完成一般公共预算收入10亿元，年均分别增长6.3%、5.6%。"
    told = _facts(text)
    assert [(f.year, f.period, f.value) for f in told[2:]] == [
        (2020, "five-year", 6.3),
        (2020, "five-year", 5.6),
    ]


def test_taxes_by_which_less_came_in_are_not_what_the_taxes_came_to() -> None:
    assert _named("受停产影响，全年减少税收5200万元。") == []


def test_an_autonomous_county_is_called_without_its_peoples() -> None:
    (fact,) = _facts("酉阳县实现地区生产总值56.8亿元。", region="酉阳土家族苗族自治县")
    assert (fact.region, fact.value) == ("酉阳土家族苗族自治县", 56.8)
    assert _facts("秀山县实现地区生产总值56.8亿元。", region="酉阳土家族苗族自治县") == []


def test_a_report_on_half_a_year_is_of_the_year_in_its_title() -> None:
    text = "上半年，全县完成地区生产总值80亿元。"
    described = Description("2024年重点工作上半年完成情况通报", "青禾县", "某省某市", "2024", None, "other")
    passage = Passage(0, len(text), year=2023, outlook="review")
    (fact,) = clause_facts(CleanText(text), described, [passage])
    assert (fact.year, fact.period) == (2024, "h1")


def test_parts_of_a_sum_of_the_balance_stand_in_brackets_behind_it() -> None:
    text = "加上转移性支出18亿元（其中：一般债务还本支出1.6亿元、安排预算稳定调节基金345万元），支出合计109亿元。"
    told = _facts(text, "关于青禾县2022年财政决算的报告")
    assert ("债务还本支出", 1.6) in [(f.indicator, f.value) for f in told]


def test_what_a_part_is_owned_by_stands_in_no_part_behind_it() -> None:
    told = _named("规模以上工业增加值增长8%。其中，国有企业增加值增长2%；股份制企业增长3%。")
    assert [words for _, words, *_ in told[1:]] == [("国有",), ("股份制企业",)]
    # 支出 is a part of nothing that the sentence before tells.
    assert _named("一般公共预算收入50亿元。其中，基本建设支出9亿元。")[1:] == []


def test_where_a_figure_comes_from_names_no_zone() -> None:
    told = _named(
        "根据盟市生产总值统一核算结果，全年地区生产总值407亿元。分产业看，第一产业增加值24亿元，增长4.2%。"
    )
    assert [name for name, *_ in told] == ["地区生产总值", "第一产业增加值", "第一产业增加值"]


def test_a_report_of_half_a_year_tells_half_a_year_throughout() -> None:
    text = "上半年，全区地区生产总值806亿元。城镇居民人均可支配收入29092元。"
    described = Description(
        "关于青禾区2023年上半年计划执行情况的报告", "青禾区", "某省某市", "2023-08-31", 2023, "work-report"
    )
    told = list(
        clause_facts(CleanText(text), described, [Passage(0, len(text), year=2023, outlook="review")])
    )
    assert [f.period for f in told] == ["h1", "h1"]


def test_news_whose_title_tells_a_part_of_a_year_needs_no_time_in_each_sentence() -> None:
    text = "支出方面，全市一般公共预算支出累计完成240亿元。"
    told = []
    for title in ("石溪市上半年财政收入增长", "石溪市财政收入增长"):
        described = Description(title, "石溪市", "某省", "2021-07-26", None, "news")
        passage = Passage(0, len(text), year=2021, outlook="review")
        told.append([(f.value, f.period) for f in clause_facts(CleanText(text), described, [passage])])
    assert told == [[(240, "h1")], []]


def test_the_end_of_a_quarter_closes_the_part_of_the_year_up_to_it() -> None:
    (fact,) = _facts("截至6月30日，全县财政收入完成1.1亿元。")
    assert fact.period == "h1"
    assert _facts("截至5月31日，全县财政收入完成1.1亿元。") == []


def test_balances_are_told_behind_the_time_of_their_names() -> None:
    told = _named("金融机构年末存贷款余额分别达到322亿元和145亿元。")
    assert [name for name, *_ in told] == ["金融机构存款余额", "金融机构贷款余额"]


def test_short_names_alone_make_a_list_too() -> None:
    told = _named("规模以上工业总产值和利润总额分别突破2000亿元和300亿元。专利申请量增长17%，授权量增长6%。")
    assert [name for name, *_ in told] == [
        "规模以上工业总产值",
        "规模以上工业利润总额",
        "专利申请量",
        "专利授权量",
    ]


def test_words_of_a_list_are_completed_by_the_noun_of_its_last_name() -> None:
    told = _named("城乡基本养老、医疗、失业和生育保险参保人数分别为32万人、43万人、9万人和8万人。")
    assert [name for name, *_ in told] == [
        "养老保险参保人数",
        "医疗保险参保人数",
        "失业保险参保人数",
        "生育保险参保人数",
    ]
    told = _named("农业、规模以上工业、服务业增加值分别增长7.5%、15%、7%。")
    assert [name for name, *_ in told] == ["农林牧渔业增加值", "规模以上工业增加值", "第三产业增加值"]
    assert _named("镇东、镇西水厂产量分别增长7.5%和15%。") == []
