"""One figure, asked for in plain or everyday words: the figure itself comes first, and never that of something else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.pipeline import Assistant


@pytest.fixture(scope="module")
def over(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(
        {
            "岚屏2023.txt": "岚屏市政府工作报告\n——2023年1月8日在岚屏市第九届人民代表大会第一次会议上\n"
            "岚屏市人民政府市长 闻越\n各位代表：\n"
            "一、2022年工作回顾\n"
            "2022年，主要指标全面回升，经济总量跨过三百亿元关口。全年实现生产总值312.6亿元、增长6.1%。外贸进出口总额增长8%。"
            "城乡居民人均可支配收入增长7.3%。\n"
            "对外开放再上台阶，外贸进出口总额完成27.4亿元，其中出口9亿元。\n"
            "文旅融合加快，全年旅游人数达到158万人次，增长20%；实现收入9.6亿元，增长25%。全市研发投入达4.2亿元，增长31%。\n"
            "厉行节约，“三公经费”开支较上年压缩17%。\n"
            "五年来，生产总值由2017年的221亿元增加到2022年的312.6亿元，年均增长7.2%；人均生产总值由31200元增加到44100元，"
            "年均增长6.4%。\n"
            "二、2023年工作安排\n"
            "主要预期目标是：地区生产总值增长6.5%左右，固定资产投资增长9%，城镇新增就业1.1万人以上。\n"
            "集中18亿资金治理清溪河。\n",
            "汐禾.txt": "汐禾区上半年经济运行\n2023年7月20日\n"
            "汐禾区2023年上半年生产总值达88.5亿元，同比增长4.5%，增速较2022年全年回升1.3个百分点。\n",
            "社.txt": "汐禾区合作社首次分红\n2023年8月2日\n"
            "汐禾区柳湾村2022年办起合作社，合作社红利收入达60万元，农民分红20万元。\n",
        }
    )


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("岚屏2023年GDP目标是多少", "地区生产总值增长**6.5%**左右"),
        ("岚屏2023年固投目标", "固定资产投资增长**9%**"),
        ("岚屏2023年城镇新增就业目标是多少", "城镇新增就业**1.1万人**以上"),
        ("岚屏2022年经济总量做到多少？", "生产总值**312.6亿元**"),
        ("岚屏 进出口 2022", "外贸进出口总额完成**27.4亿元**"),
        ("岚屏2022年“三公经费”压了多少？", "压缩**17%**"),
        ("岚屏2022年三公经费减少多少", "压缩**17%**"),
        ("岚屏2022年搞科研一年投了多少钱，涨了多少", "研发投入达**4.2亿元**，增长31%"),
        ("岚屏2022年旅游收入是多少", "实现收入**9.6亿元**"),
        ("岚屏2022年城乡居民人均可支配收入增速怎么样", "增长**7.3%**"),
        ("岚屏2023年治理清溪河要集中投多少资金？", "**18亿**资金"),
    ],
)
def test_the_figure_asked_for_in_plain_words_is_told(over: Assistant, question: str, told: str) -> None:
    answer = over.ask(question)
    assert told in answer.text and answer.citations, answer.text


def test_visitors_and_what_they_spent_are_told_side_by_side(over: Assistant) -> None:
    text = over.ask("岚屏2022年来了多少游客，挣了多少旅游钱").text
    assert "**158万人次**" in text and "**9.6亿元**" in text


def test_a_target_asked_for_in_money_is_not_told_as_a_growth(over: Assistant) -> None:
    assert over.ask("岚屏2023年GDP目标是多少亿元").abstained


def test_a_target_is_asked_of_the_figure_before(over: Assistant) -> None:
    answer = over.ask("2023年定的目标呢？", ["岚屏市2022年经济增长多少？"])
    assert "地区生产总值增长**6.5%**" in answer.text


def test_a_mean_of_years_is_told_with_the_amount_and_never_of_the_figure_per_head(over: Assistant) -> None:
    text = over.ask("岚屏2022年生产总值是多少，五年年均增长多少？").text
    assert "**312.6亿元**" in text and "7.2%" in text and "44100" not in text


def test_a_year_that_is_only_compared_with_is_not_told(over: Assistant) -> None:
    assert over.ask("汐禾区2022年全年GDP是多少亿元？").abstained
    assert "**88.5亿元**" in over.ask("汐禾区2023年上半年GDP是多少？").text


def test_what_a_village_shared_out_is_no_income_per_head(over: Assistant) -> None:
    assert over.ask("汐禾区2022年农民人均收入是多少？").abstained


def test_this_year_is_that_of_whoever_tells(assistant_over: Callable[[dict[str, str]], Assistant]) -> None:
    over = assistant_over(
        {
            "岚屏.txt": "岚屏县旅游升温\n2023年8月12日\n据悉，在今年上半年，岚屏全县共接待游客53.8万人次，同比增长33%，实现旅游综合收入3.7亿元，同比增长23%。\n",
            "汐禾.txt": "汐禾区上半年经济运行\n2025年7月20日\n汐禾区2025年上半年生产总值达88.5亿元，同比增长4.5%。\n",
        }
    )
    text = over.ask("岚屏县今年上半年旅游综合收入多少，同比增长多少？").text
    assert "3.7亿元" in text and "23%" in text
