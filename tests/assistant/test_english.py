"""A question in English is answered from the Chinese sources, with what the answer says in its own words in English."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer.in_english import english
from assistant.pipeline import Assistant
from assistant.question.asked_indicators import asked_indicators
from assistant.question.english.translate import english_names, is_english, translated
from assistant.question.places import Gazetteer
from ingest.chinese.divisions import divisions_named
from ingest.chinese.readings import plain_letters, romanised, spelt
from ingest.facts.indicators import indicators

HELD = Gazetteer(
    [("蠡县", "河北省保定市"), ("唐县", "河北省保定市"), ("清苑区", "河北省保定市"), ("礼县", "甘肃省陇南市")]
)
ONE_LI = Gazetteer([("蠡县", "河北省保定市"), ("清苑区", "河北省保定市"), ("唐县", "河北省保定市")])
REPORT = """蠡县2022年政府工作报告
——2022年1月20日在蠡县第十七届人民代表大会第二次会议上
蠡县人民政府县长 周瑾
各位代表：
一、2021年工作回顾
2021年，全县地区生产总值完成142.6亿元，增长5.9%；一般公共预算收入完成6.1亿元，增长6.2%。
"""


@pytest.fixture(scope="module")
def over_one_county(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over({"蠡县2022.txt": REPORT})


@pytest.mark.parametrize(
    ("asked", "chinese"),
    [
        ("What was the GDP of Li County in 2021?", "蠡县2021年地区生产总值是多少？"),
        ("lixian county gdp 2021", "蠡县2021年地区生产总值是多少？"),
        ("How fast did Qingyuan's fiscal revenue grow in 2020?", "清苑区2020年一般公共预算收入增长多少？"),
        ("Which projects did Tang County start in 2022?", "唐县2022年开工了哪些项目？"),
        ("Which county had the highest grain output in 2021?", "2021年哪个县的粮食产量最高？"),
        ("Tang County GDP from 2019 to 2021", "唐县2019年到2021年地区生产总值各是多少？"),
        ("What did Tang County do about education in 2021?", "唐县2021年教育方面做了什么？"),
        ("Who is the county head of Li County, Baoding, Hebei?", "蠡县县长是谁？"),
        ("And in 2020?", "2020年呢？"),
        ("Anything else?", "还有呢？"),
        ("What was the GDP of Tianhe District in 2021?", "天河区2021年地区生产总值是多少？"),
    ],
)
def test_a_question_in_english_is_asked_in_chinese(asked: str, chinese: str) -> None:
    assert is_english(asked)
    assert translated(asked, ONE_LI).text == chinese


def test_a_name_that_several_held_places_share_is_told_by_the_places_around_it() -> None:
    assert translated("What was the GDP of Li County in Gansu in 2021?", HELD).text == (
        "礼县2021年地区生产总值是多少？"
    )
    ((written, names),) = translated("What was the GDP of Li County in 2021?", HELD).unclear
    assert written == "Li County" and set(names) == {"蠡县", "礼县"}


@pytest.mark.parametrize("text", ["GDP", "唐县的GDP", "asdf qwer zxcv", "PM2.5"])
def test_letters_alone_are_no_english(text: str) -> None:
    assert not is_english(text)


def test_a_word_that_is_not_known_is_named_and_chinese_asked_for(over_one_county: Assistant) -> None:
    answer = over_one_county.ask("How much crayfish did Li County harvest in 2021?")
    assert answer.abstained and "“crayfish”" in answer.text and "ask in Chinese, for example" in answer.text
    missing = over_one_county.ask("What was the GDP of Foobar County in 2021?")
    assert missing.abstained and "No place called Foobar County" in missing.text


def test_the_answer_is_quoted_in_chinese_and_framed_in_english(over_one_county: Assistant) -> None:
    answer = over_one_county.ask("What was the GDP of Li County in 2021?")
    assert answer.resolved == "蠡县2021年地区生产总值是多少？" and not answer.abstained
    assert answer.text.startswith("Li County (蠡县), 2021: ")
    assert "**142.6亿元**" in answer.text and "14.26 billion yuan" in answer.text
    further = over_one_county.ask("And in 2020?", ["What was the GDP of Li County in 2021?"])
    assert further.resolved == "蠡县2020年地区生产总值是多少？"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("没有。", "No."),
        (
            "合计 3亿元（按下面的数字相加：1亿元＋2亿元）。",
            "Total 3亿元 (sum of the figures below: 1亿元＋2亿元).",
        ),
        (
            "蠡县2021年地区生产总值比蠡县2020年地区生产总值多 3亿元（按下面的数字相减：5亿元－2亿元）。",
            "The GDP of Lixian County (蠡县) in 2021 exceeds the GDP of Lixian County (蠡县) in 2020 by 3亿元 "
            "(difference of the figures below: 5亿元－2亿元).",
        ),
        ("没有完成目标：目标7%，实际5%。", "The target was missed: target 7%, result 5%."),
    ],
)
def test_what_is_reckoned_is_said_in_english(said: str, told: str) -> None:
    assert english(said).replace("Lixian County", "Li County") == told.replace("Lixian County", "Li County")


def test_whether_something_grew_is_asked_as_such() -> None:
    assert translated("Did the GDP of Tianhe District fall in 2021?", HELD).text == (
        "天河区2021年地区生产总值下降了吗？"
    )


def test_a_refusal_and_a_greeting_are_in_english(over_one_county: Assistant) -> None:
    refused = over_one_county.ask("What was the GDP of Li County in 2017?").text
    assert "The library does not hold the GDP of Li County (蠡县) in 2017" in refused
    assert "the government work report of early 2018" in refused
    assert "The library holds 1 document" in over_one_county.ask("Hello").text


def test_no_words_of_a_refusal_are_left_in_chinese(over_one_county: Assistant) -> None:
    for question in ("What was the GDP of Li County in 2017?", "Tianhe District GDP 2021", "Who are you?"):
        lines = over_one_county.ask(question).lines
        text = "\n".join(line.text for line in lines if line.role in ("not_found", "library"))
        assert text
        for name in ("蠡县", "天河区"):
            text = text.replace(name, "")
        assert text.isascii(), text


def test_each_indicator_with_a_name_in_english_is_listed_and_each_name_means_one() -> None:
    names = [name.lower() for several in english_names().values() for name in several]
    assert len(names) == len(set(names))
    for chinese in english_names():
        assert chinese in indicators()
        assert [each.name for each in asked_indicators(chinese, ())[0]] == [chinese]


def test_names_known_abroad_are_those_of_divisions() -> None:
    from assistant.question.english.places import known_abroad

    assert all(divisions_named(chinese) or chinese == "全国" for _, chinese in known_abroad())


@pytest.mark.parametrize(
    ("name", "written"),
    [("蠡县", "Lixian"), ("宝安", "Bao'an"), ("吕梁", "Lüliang"), ("西安", "Xi'an"), ("乐亭", "Leting")],
)
def test_a_name_is_known_as_it_is_written_in_latin_letters(name: str, written: str) -> None:
    assert plain_letters(written) in romanised(name)
    assert plain_letters(spelt(name)) == plain_letters(written)


def test_words_that_no_frame_knows_stay_as_they_are() -> None:
    assert english("甲乙丙丁戊己") == "甲乙丙丁戊己"
