import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.chinese.sentences import (
    Span,
    clauses,
    continued,
    enumerations,
    is_attribution,
    item_starts,
    sentences,
    series,
)

TEXT = st.text(alphabet="项目建设完成12.5亿元，；。！\n 一二三是要“”（）：、", max_size=200)


def words(text: str, spans: list[Span]) -> list[str]:
    return [text[s.start : s.end] for s in spans]


@given(TEXT)
def test_every_visible_character_is_in_exactly_one_sentence(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(words(text, spans)).split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))


@given(TEXT)
def test_clauses_make_up_their_sentence(text: str) -> None:
    for sentence in sentences(text):
        parts = clauses(text, sentence)
        assert parts[0].start == sentence.start
        assert parts[-1].end == sentence.end


def test_a_semicolon_ends_a_sentence_and_a_quotation_mark_stays_with_it() -> None:
    text = "收入完成8亿元；投资增长5%。他说：“好！”大家鼓掌。"
    assert words(text, sentences(text)) == ["收入完成8亿元；", "投资增长5%。", "他说：“好！”", "大家鼓掌。"]


def test_a_decimal_point_or_a_figure_is_never_cut() -> None:
    text = "完成122.2亿元，增长7.8%。"
    assert words(text, clauses(text, Span(0, len(text)))) == ["完成122.2亿元，", "增长7.8%。"]


def test_an_enumeration_runs_from_its_lead_in_to_its_last_item() -> None:
    text = "会议讲了别的事。抓好三项工作：一是修路；二是建桥；三是种树。最后散会。"
    (found,) = enumerations(text, sentences(text))
    assert text[found.start : found.end] == "抓好三项工作：一是修路；二是建桥；三是种树。"


def test_an_enumeration_whose_lead_in_is_a_sentence_of_its_own_takes_it_along() -> None:
    text = "他提出三点要求。一是修路。二是建桥。散会。"
    (found,) = enumerations(text, sentences(text))
    assert text[found.start : found.end] == "他提出三点要求。一是修路。二是建桥。"


@pytest.mark.parametrize(
    "items",
    [
        ("①修路。", "②建桥。", "③种树。"),
        ("1.修路。", "2.建桥。", "3.种树。"),
        ("\n1、修路。", "\n2、建桥。", "\n3、种树。"),
        ("（1）修路。", "（2）建桥。", "（3）种树。"),
    ],
)
def test_an_enumeration_may_be_marked_by_figures(items: tuple[str, ...]) -> None:
    listed = "抓好三项工作：" + "".join(items)
    text = listed + "\n最后散会。"
    (found,) = enumerations(text, sentences(text))
    assert text[found.start : found.end] == listed
    assert [text[at : at + 2] for at in item_starts(text)] == [item.strip()[:2] for item in items]


@pytest.mark.parametrize(
    ("text", "attribution"),
    [
        ("“今年收成好，鲜叶不愁卖。”茶农陈远说。", True),
        ("“今年收成好，鲜叶不愁卖。”青棠茶厂负责人陈远告诉记者。", True),
        ("“今年收成好，鲜叶不愁卖。”茶农陈远把鲜叶卖给茶厂。", False),
        ("今年收成好，鲜叶不愁卖。茶农陈远说。", False),
    ],
)
def test_who_said_what_is_quoted_before_is_an_attribution(text: str, attribution: bool) -> None:
    assert is_attribution(text, sentences(text)[-1]) is attribution


def test_decimals_number_no_items() -> None:
    text = "完成1.5亿元。2.3万人受益。3.1公里通车。"
    assert item_starts(text) == []
    assert enumerations(text, sentences(text)) == []


def test_what_one_item_enumerates_in_another_style_belongs_to_that_item() -> None:
    text = "一是修路。①铺油。②划线。二是建桥。"
    assert [text[at : at + 4] for at in item_starts(text)] == ["一是修路", "二是建桥"]


@pytest.mark.parametrize("first", ["①修路", "1.修路", "（一）修路", "一是修路"])
def test_the_markers_that_stand_for_earlier_items_let_the_sequence_go_on(first: str) -> None:
    marker = first.removesuffix("修路")
    third = continued(first, 3).splitlines()[2]
    assert item_starts(continued(first, 2) + third + "种树")[2:] == [len(continued(first, 2))]
    assert continued(first, 1).strip() == marker
    assert continued("修路", 3) == ""


def test_things_between_semicolons_after_a_colon_are_one_series_to_the_full_stop() -> None:
    text = (
        "会上签约。共签约3个项目，其中：云杉项目投资2亿元；白桦项目投资3亿元；红松项目投资4亿元。随后座谈。"
    )
    assert words(text, series(text)) == [
        "共签约3个项目，其中：云杉项目投资2亿元；白桦项目投资3亿元；红松项目投资4亿元。"
    ]
    assert series("他说：要修路。完成8亿元；增长5%。") == []
