"""Which questions are broad, and what they ask for."""

from __future__ import annotations

import pytest

from assistant.question.places import Gazetteer
from assistant.question.topic_request import TopicRequest, topic_request
from assistant.question.understand import understand

GAZETTEER = Gazetteer({("青棠县", "白河省")})


def asked(text: str) -> TopicRequest | None:
    return topic_request(understand(text, GAZETTEER, now=2023))


@pytest.mark.parametrize(
    ("text", "topics", "aspect"),
    [
        ("青棠县2022年教育方面做了什么？", ["education"], "done"),
        ("青棠县2022年在生态环保上干了些啥？", ["ecology"], "done"),
        ("2022年青棠县在科技创新上有哪些进展？", ["science"], "done"),
        ("青棠县2022年就业工作情况怎么样？", ["employment"], None),
        ("青棠县2022年怎么支持教育？", ["education"], None),
        ("青棠县2023年打算怎么发展旅游？", ["tourism"], "planned"),
        ("青棠县2022年营商环境还有哪些问题？", ["business_environment"], "wanting"),
        ("青棠县2022年有哪些成绩？", [], "done"),
        ("青棠县2022年存在哪些困难和问题？", [], "wanting"),
        ("青棠县下一步怎么打算？", [], "planned"),
    ],
)
def test_broad_questions_name_a_field_or_none_and_what_they_want_of_it(
    text: str, topics: list[str], aspect: str | None
) -> None:
    request = asked(text)
    assert request is not None
    assert [topic.key for topic in request.topics] == topics
    assert request.aspect == aspect


@pytest.mark.parametrize(
    "text",
    [
        "青棠县2022年建成了哪些学校？",
        "青棠县2022年教育支出是多少？",
        "青棠县2022年怎么解决城区停车难的？",
        "青棠县2022年解决了哪些困难？",
        "青棠县2022年哪三个项目竣工投产？",
        "青棠县为什么教育落后？",
        "青棠县2021年和2022年教育方面做了什么？",
        "教育方面做了什么？",
    ],
)
def test_questions_that_ask_for_less_or_more_are_not_broad(text: str) -> None:
    assert asked(text) is None


def test_who_acts_is_no_field_asked_about() -> None:
    request = asked("青棠县2022年财政怎么支持教育？")
    assert request is not None
    assert [topic.key for topic in request.topics] == ["education"]
    assert request.beside == ("财政",)


def test_two_fields_that_are_joined_are_both_asked_about() -> None:
    request = asked("青棠县2022年教育和医疗卫生方面做了什么？")
    assert request is not None
    assert [topic.key for topic in request.topics] == ["education", "health"]
