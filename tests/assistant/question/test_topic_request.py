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
        ("青棠县政府在2022年初说自己还存在哪些困难和问题？", [], "wanting"),
        ("青棠县2022年初认为前进中还有哪些短板没有解决？", [], "wanting"),
        ("青棠县政府2022年初（总结2021年）承认工作中还有哪些不足？", [], "wanting"),
        ("青棠县2022年在孩子上学这块做了什么？", ["education"], "done"),
        ("青棠县2022年管孩子上学的事做了哪些？", ["education"], "done"),
        ("青棠县2022年治污、保护环境做了哪些工作？", ["ecology"], "done"),
        ("青棠县2023年打算在孩子上学、老百姓看病方面做些什么？", ["education", "health"], "planned"),
        ("青棠县2022年帮老百姓找工作做了哪些事？", ["employment"], "done"),
        ("青棠县2022年给老百姓办了些什么事？", ["livelihood"], "done"),
        (
            "青棠县2022年在上学、看病、养老上给老百姓办了些什么事？",
            ["education", "health", "elderly"],
            "done",
        ),
        ("青棠县2022年旅游方面做了些什么、有什么成效？", ["tourism"], "done"),
        ("青棠县2022年生态保护上有哪些动作，结果如何？", ["ecology"], "done"),
        ("青棠县2022年民生方面办了哪些实事、效果怎样？", ["livelihood"], "done"),
        ("青棠县2022年办了哪些民生实事？", ["livelihood"], "done"),
        ("青棠县2022年财政工作有哪些问题？", ["finance"], "wanting"),
        ("青棠县2022年哪些目标没有完成？", [], "wanting"),
        ("青棠县2021年疫情防控做了哪些工作？", ["epidemic"], "done"),
        ("青棠县打算怎么防范政府债务风险？", ["debt"], "planned"),
        ("青棠县长2022年初的报告里承认有哪些差距和问题？", [], "wanting"),
        ("青棠县转型发展还面临哪些问题和挑战？", [], "wanting"),
        ("青棠县接下来打算怎么把教育办好？", ["education"], "planned"),
        ("青棠县2022年怎么帮老百姓找工作的？", ["employment"], "done"),
        ("青棠县2022年在水环境和大气治理上做了什么？", ["ecology"], "done"),
        ("青棠县2023年准备如何把旅游做大做强？", ["tourism"], "planned"),
        ("青棠县2022年最突出、最现实、最薄弱的问题各是什么？", [], "wanting"),
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
        "青棠县2022年解决了哪些困难？",
        "青棠县2022年给老百姓发了多少钱？",
        "青棠县2022年孩子上学要交哪些材料？",
        "青棠县2022年人民生命财产受到哪些损失？",
        "青棠县2022年哪三个项目竣工投产？",
        "青棠县为什么教育落后？",
        "青棠县2023年的十件民生实事是哪些？",
        "青棠县为什么水厂停产？后来怎么解决的？",
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


def test_a_narrower_word_beside_the_name_of_its_field_narrows_nothing() -> None:
    request = asked("青棠县2022年教育、幼儿园方面做了什么？")
    assert request is not None
    assert request.terms == ()
    narrow = asked("青棠县2022年幼儿园方面做了什么？")
    assert narrow is not None
    assert narrow.terms == ("幼儿园",)


def test_of_namesakes_those_alone_are_one_place_that_lie_in_the_same_one() -> None:
    question = "青棠2023年教育方面有什么打算？"
    same = Gazetteer({("青棠县", "白河省"), ("青棠综合实验区", "白河省")})
    apart = Gazetteer({("青棠县", "白河省"), ("青棠县", "黑河省")})
    assert topic_request(understand(question, same, now=2023)) is not None
    assert topic_request(understand(question, apart, now=2023)) is None


def test_a_narrower_word_and_what_is_left_behind_it_make_one_name() -> None:
    request = asked("青棠县2022年为建设国际陆港做了哪些事？")
    assert request is not None
    assert (request.topics, request.terms) == ((), ("国际陆港", "陆港"))
