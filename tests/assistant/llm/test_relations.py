"""What a reply relates is held against the clause that tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.prompt_context import Context
from assistant.llm.relations import misrelated
from assistant.llm.tellings import tellings
from benchmarks.relations import DATA, measured
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync
from tests.assistant.llm.conftest import QUESTION, Asking
from tests.assistant.llm.test_prompt_context import context_of
from tests.llm_server.behaviours import REPLIES

Reading = Callable[[str], Context]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reading]:
    """The context of a question over the documents of the benchmark."""
    library = Library.open(Settings(library=tmp_path_factory.mktemp("relations")), create=True)
    sync(library, [DATA / "documents"])
    yield cache(lambda question: context_of(library, question))
    library.close()


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("云碛县柔性线路板项目投资多少？", "柔性线路板项目投资7.3亿元。"),
        ("榆泉县2023年茶园面积是多少？", "茶园面积6.5万亩。"),
        ("榆泉县2023年新开工重点项目多少个？", "新开工重点项目64个。"),
        ("榆泉县2023年农村居民人均可支配收入是多少？", "农村居民人均可支配收入36720元。"),
        ("白渚县2022年第二产业增加值增长多少？", "第二产业增加值增长1.9%。"),
        ("白渚县2022年第一产业增加值占地区生产总值的比重是多少？", "占地区生产总值的5.2%。"),
        ("榆泉县2023年有没有发生较大以上安全事故？", "有，发生了较大以上安全事故。"),
        ("榆泉县北山隧道贯通了吗？", "是的，北山隧道已经贯通。"),
        ("云碛县集中签约仪式由谁主持？", "由县长梁若溪主持仪式。"),
        ("沙垣县运动会篮球比赛在哪里进行？", "篮球比赛在文化馆进行。"),
    ],
)
def test_words_of_a_source_in_another_relation_are_found_out(
    question: str, reply: str, read: Reading
) -> None:
    assert misrelated(reply, read(question).sources)


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("云碛县柔性线路板项目投资多少？", "宁阔电子科技公司投资96000万元。"),
        ("榆泉县2023年茶园面积是多少？", "8.2万亩，上年为6.5万亩。"),
        ("榆泉县2023年新开工重点项目多少个？", "64个重点项目中，新开工29个，续建35个。"),
        ("榆泉县2023年农村居民人均可支配收入是多少？", "城乡居民人均可支配收入分别为36720元和19840元。"),
        ("白渚县2022年第二产业增加值增长多少？", "没有增长，而是下降1.9%。"),
        ("榆泉县北山隧道贯通了吗？", "没有，还在建设，计划2024年底贯通。"),
        ("云碛县集中签约仪式由谁主持？", "邵启文主持，秦远舟致辞。"),
        ("沙垣县运动会篮球比赛冠军是哪个队？", "临河镇队夺冠，石桥镇队和县医院队分获亚军、季军。"),
    ],
)
def test_the_same_said_otherwise_is_let_through(question: str, reply: str, read: Reading) -> None:
    assert misrelated(reply, read(question).sources) == []


def test_of_the_crafted_replies_hardly_a_wrong_one_is_shown_and_hardly_a_right_one_rejected() -> None:
    outcome = measured(DATA)
    wrong = [reply for reply in outcome.shown if reply[0] != "right"]
    rejected = [reply for reply in outcome.rejected if reply[0] == "right"]
    assert len(wrong) <= 3, wrong
    assert len(rejected) <= 8, rejected
    assert outcome.drafts <= 8


def test_a_reply_that_contradicts_its_source_gives_way_to_the_extract_with_a_line_that_says_why(
    ask: Asking,
) -> None:
    REPLIES[QUESTION] = "槐溪县2021年一般公共预算收入完成168.4亿元。"
    answer = ask("says")
    assert answer.mode == "extractive" and "12.6亿元" in answer.text.replace("**", "")
    assert answer.lines[-1].text == "（模型的答复与原文不符，答案摘自原文。）"
    assert answer.verified and any(
        "一般公共预算收入完成12.6亿元" in fault for fault in answer.verified.faults
    )


@given(st.text(alphabet="全县茶园由至分别为增长下降占和、，；。（）其中3.5万亩%2021年8时", max_size=60))
def test_every_clause_and_figure_stands_where_it_is_said_to(text: str) -> None:
    for telling in tellings(text):
        assert 0 <= telling.start < telling.end <= len(text)
        assert (
            telling.value is None or telling.start <= telling.value.start < telling.value.end <= telling.end
        )
        assert all(0 <= credit <= 1 for credit in telling.words.values())
        assert all(telling.words[pair] == 1 for pair in telling.own) or telling.value is not None
