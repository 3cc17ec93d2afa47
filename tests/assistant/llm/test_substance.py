"""A reply that says less than the answer by rule does not take its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.llm.writer import configured_writer
from assistant.pipeline import Assistant
from assistant.schema import Answer
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync
from tests.llm_server.behaviours import REPLIES
from tests.llm_server.server import running

REPORT = """云碛县2023年政府工作报告
——2024年1月18日在云碛县第十二届人民代表大会第四次会议上
各位代表：
一、2023年工作回顾
全县招商引资任务80亿元，已完成任务51亿元，完成全年招商引资任务63.8%。城镇居民人均可支配收入41260元，增长7.4%。
民生保障有力。新增城镇就业2.1万人。改造老旧小区46个。建成保障性住房1200套。新增学位3600个。县医院二期投入使用。
全县耕地面积120万亩，人均耕地2.3亩，总面积1860平方公里。
项目集中开工活动在云碛高新区举行。
"""
Says = Callable[[str, str], Answer]


@pytest.fixture(scope="module")
def says(tmp_path_factory: pytest.TempPathFactory):
    """Asks a question of a model that answers with the words given."""
    root = tmp_path_factory.mktemp("substance")
    (root / "documents").mkdir()
    Path(root / "documents" / "云碛县2024年政府工作报告.txt").write_text(REPORT, encoding="utf-8")
    with running() as server:
        settings = Settings(
            library=root / "library", llm="openai:says", llm_base_url=server.url, llm_api_key="x"
        )
        library = Library.open(settings, create=True)
        sync(library, [root / "documents"])
        assistant = Assistant(library, configured_writer(settings))

        def ask(question: str, reply: str) -> Answer:
            REPLIES[question] = reply
            *_, answer = assistant.stream(question)
            return answer

        yield ask
        library.close()


@pytest.mark.parametrize(
    ("question", "reply", "reason"),
    [
        ("云碛县2023年城镇居民人均可支配收入是多少？", "云碛县政府工作报告工作回顾。", "没有给出所问的数"),
        ("云碛县2023年人均耕地多少亩？", "总面积1860平方公里。", "没有给出所问的数"),
        ("云碛县2023年民生方面做了什么？", "新增城镇就业2.1万人。", "漏了多半的要点"),
        ("云碛县项目集中开工活动在哪里举行？", "云碛县项目集中开工活动在云碛县举行。", ""),
        ("云碛县2023年完成全年招商引资任务了吗？", "云碛县2023年完成全年招商引资任务。", "与原文不符"),
    ],
)
def test_less_than_the_answer_by_rule_is_not_shown(
    says: Says, question: str, reply: str, reason: str
) -> None:
    answer = says(question, reply)
    assert answer.mode == "extractive"
    assert answer.verified is not None and reason in str(answer.verified.fell_back)


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("云碛县2023年城镇居民人均可支配收入是多少？", "41260元，增长7.4%。"),
        (
            "云碛县2023年民生方面做了什么？",
            "新增城镇就业2.1万人，改造老旧小区46个，建成保障性住房1200套，县医院二期投入使用。",
        ),
        ("云碛县项目集中开工活动在哪里举行？", "在云碛高新区举行。"),
        ("云碛县2023年完成全年招商引资任务了吗？", "没有，完成了63.8%。"),
    ],
)
def test_the_same_in_fewer_words_is_shown(says: Says, question: str, reply: str) -> None:
    assert says(question, reply).mode == "llm"


def test_a_reply_that_takes_one_thing_for_another_is_not_asked_for_again(says: Says) -> None:
    answer = says("云碛县2023年改造老旧小区多少个？", "云碛县2023年改造老旧小区3600个。")
    assert answer.mode == "extractive"
    assert answer.verified is not None and answer.verified.asked == 1
