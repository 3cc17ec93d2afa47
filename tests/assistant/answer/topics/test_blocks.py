"""Statements of invented documents: what they stand under, what is wanting, lines broken inside sentences."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.topics.blocks import Statement, statements_of
from ingest.chinese.script import fold
from tests.assistant.passages import passage


def statements(text: str) -> list[Statement]:
    return statements_of([passage(text)])


def test_a_topic_sentence_heads_what_follows_it_in_its_paragraph() -> None:
    found = statements("营商环境不断优化。取消审批事项12项。生态治理有力有效。造林2万亩。\n新修公路9公里。")
    assert [(each.topic, each.text) for each in found if not each.is_topic] == [
        ("营商环境不断优化。", "取消审批事项12项"),
        ("生态治理有力有效。", "造林2万亩"),
        ("", "新修公路9公里"),
    ]


def test_what_is_wanting_ends_where_it_is_said_what_will_be_done() -> None:
    found = statements(
        "我们也清醒地看到，还存在不少问题，主要是：工业规模偏小；河道治理欠账较多。对此，我们将认真解决。\n造林2万亩。"
    )
    assert [each.text for each in found if each.wanting][-1] == "河道治理欠账较多"
    assert not found[-1].wanting


def test_what_is_recognised_opens_what_is_wanting_where_the_next_sentence_says_it() -> None:
    found = statements("我们也深知，爬坡过坎任重道远。工业发展不足，农民增收困难；城乡差距较大。")
    assert [each.text for each in found if each.wanting][1:] == ["工业发展不足,农民增收困难", "城乡差距较大"]
    assert not any(each.wanting for each in statements("我们也深知，民生连着民心。新建学校3所。"))


def test_difficulties_that_were_mastered_are_not_what_is_wanting() -> None:
    found = statements("面对疫情带来的困难和挑战，我们建成学校3所。解决了水厂缺水的问题，改造管网20公里。")
    assert not any(each.wanting for each in found)


def test_a_line_that_is_broken_inside_a_sentence_goes_on() -> None:
    found = statements(
        "教育支出50亿元，支持市区普通高中优化调整，完善市区普通高中教育\n资源配置。安排300万元办学。"
    )
    assert found[0].text.endswith("普通高中教育 资源配置")


def test_an_address_of_those_present_is_no_part_of_a_heading() -> None:
    found = statements("一、2022年工作回顾\n各位代表！造林2万亩。")
    assert found[0].is_heading
    assert found[-1].heading == "一、2022年工作回顾"


MARKS = st.text(alphabet="造林修路亩。，；：！\n“”（）一是12、— ", max_size=120)


@given(MARKS)
def test_statements_lie_in_their_passage_in_order_and_read_as_it_does(text: str) -> None:
    found = statements(text)
    ends = [0]
    for each in found:
        evidence = each.evidence
        assert ends[-1] <= evidence.start < evidence.end <= len(text)
        ends.append(evidence.end)
        assert fold(evidence.text).replace("\n", " ") == each.text.replace("\n", " ")
