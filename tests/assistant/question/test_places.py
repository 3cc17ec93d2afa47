import pytest

from assistant.question.places import Gazetteer

HELD = Gazetteer(["霁川县", "苇川县", "东苇川县", "澄溪区", "澄溪县", "临棠市", "岚县"])


def named(question: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(span.name, span.regions) for span in HELD.find(question)]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("霁川县2022年新开工多少个项目", [("霁川县", ("霁川县",))]),
        ("霁川的税收", [("霁川", ("霁川县",))]),
        ("霽川縣的稅收", [("霁川县", ("霁川县",))]),
        ("临棠市苇川县的税收", [("苇川县", ("苇川县",))]),
        ("霁川县经济开发区", [("霁川县", ("霁川县",))]),
    ],
)
def test_a_held_region_is_found_by_full_and_short_name_in_either_script(
    question: str, found: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert named(question) == found


def test_old_and_new_names_of_one_place_mean_the_same() -> None:
    assert named("澄溪区2020年") == [("澄溪区", ("澄溪区", "澄溪县"))]
    assert named("澄溪2020年") == [("澄溪", ("澄溪区", "澄溪县"))]


def test_a_region_is_never_found_inside_a_longer_name() -> None:
    assert named("东苇川县的税收") == [("东苇川县", ("东苇川县",))]
    assert named("霁川新区的税收") == []


def test_a_county_that_is_called_like_a_common_word_is_a_place_where_a_year_follows_it() -> None:
    # 红崖 (red cliffs) is a word.
    assert named("红崖县2024年财政收入") == [("红崖县", ())]
    assert named("按霁川县2022年的报告") == [("霁川县", ("霁川县",))]


def test_regions_set_side_by_side_are_all_meant_one_named_in_passing_is_not() -> None:
    assert [name for name, _ in named("霁川县、苇川县和澄溪区谁高")] == ["霁川县", "苇川县", "澄溪区"]
    assert [name for name, _ in named("霁川县2021年和苇川县2022年各是多少")] == ["霁川县", "苇川县"]
    assert [name for name, _ in named("霁川县的电商在临棠市排第几")] == ["霁川县"]


def test_a_region_that_the_library_does_not_hold_is_recognised_as_one() -> None:
    assert named("望舒县2022年新开工多少个项目") == [("望舒县", ())]


@pytest.mark.parametrize(
    "question", ["全县有多少学校", "我县的目标", "得到县委书记表扬的是谁", "开发区有几家企业"]
)
def test_common_words_that_end_like_a_region_are_none(question: str) -> None:
    assert named(question) == []
