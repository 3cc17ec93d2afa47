import pytest

from assistant.question.years import find_years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2021年新开工多少个项目", [2021]),
        ("二〇二一年的目标", [2021]),
        ("2020年和2021年分别是多少", [2020, 2021]),
        ("2021、2022、2023三年一共", [2021, 2022, 2023]),
        ("2017年到2019年三年", [2017, 2018, 2019]),
        ("2019—2021年", [2019, 2020, 2021]),
        ("1998年到2023年", list(range(1998, 2024))),
        ("去年开工了哪些项目", [2023]),
        ("前三年一共招了多少教师", [2021, 2022, 2023]),
        ("“十三五”末有多少家", [2020]),
        ("23年比22年多多少", [2023, 2022]),
        ("21年到23年一共修了几座桥", [2021, 2022, 2023]),
        ("近15年和20年期贷款", []),
        ("有2000个项目吗", []),
        ("编号12021年", []),
        ("２０２２年", [2022]),
        ("23年底建成多少", [2023]),
        ("青棠县22年的粮食产量", [2022]),
        ("修了23年的水渠", []),
        ("22年来的变化", []),
        ("2022年的目标比上年实际多多少", [2022, 2021]),
        ("2022年收入比上年增长多少", [2022]),
        ("98年期的债券", []),
    ],
)
def test_years_are_found_however_they_are_written(text: str, years: list[int]) -> None:
    assert [y for span in find_years(text, now=2024) for y in span.years] == years


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("“十四五”期间要建成什么", (2021, 2025)),
        ("十二五规划", (2011, 2015)),
        ("「十三五」時期", (2016, 2020)),
    ],
)
def test_a_five_year_plan_is_a_period(text: str, period: tuple[int, int]) -> None:
    (span,) = find_years(text, now=2024)
    assert span.period == period


def test_spans_give_back_the_words_they_stand_for() -> None:
    text = "云泽县2021年和去年"
    assert [text[s.start : s.end] for s in find_years(text, now=2024)] == ["2021年", "去年"]
