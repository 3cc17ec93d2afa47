"""Where the rules are not sure, a model may point out what answers; the program quotes it, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.find import quoted
from assistant.llm.prompt_context import Context
from assistant.llm.writer import configured_writer
from assistant.pipeline import Assistant
from assistant.schema import Answer
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync
from tests.assistant.llm.conftest import settings_for
from tests.llm_server.behaviours import BEHAVIOURS, Messages, Step
from tests.llm_server.server import Server

REPORT = """青柘县2022年政府工作报告
——2022年1月8日在青柘县第十七届人民代表大会第二次会议上
青柘县县长 贺明舟

一、2021年工作回顾
过去一年，全县地区生产总值达到88.4亿元，增长7.2%。
组建夜巡志愿队31支，护送晚自习学生4800人次。启用旧衣回收柜140组，回收织物96吨。
推行“一窗办结”，新生儿落户由五趟减为一趟。为独居长者安装跌倒报警手环1270只。

二、2022年工作安排
2022年的主要目标是：地区生产总值增长7.5%左右。
"""
UNSURE = "青柘县2021年给孩子上户口要跑几回？"
ANSWERS = "新生儿落户由五趟减为一趟"
NOT_HELD = "青柘县2021年有多少家养老院？"


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    root = tmp_path_factory.mktemp("find")
    (root / "documents").mkdir()
    (root / "documents" / "青柘2022.txt").write_text(REPORT, encoding="utf-8")
    library = Library.open(Settings(library=root / "library"), create=True)
    sync(library, [root / "documents"])
    yield library
    library.close()


class Told:
    """Asks a model that replies with one text, whatever it reads."""

    def __init__(self, library: Library, server: Server, patch: pytest.MonkeyPatch) -> None:
        self.library, self.server, self.patch = library, server, patch

    def __call__(self, reply: str, question: str = UNSURE) -> tuple[Answer, ...]:
        def say(messages: Messages, n: int) -> Iterator[Step]:
            yield reply

        self.patch.setitem(BEHAVIOURS, "says", say)
        assistant = Assistant(self.library, configured_writer(settings_for(self.server, "says")))
        return tuple(assistant.stream(question))


@pytest.fixture
def told(reports: Library, server: Server, monkeypatch: pytest.MonkeyPatch) -> Told:
    return Told(reports, server, monkeypatch)


@pytest.mark.parametrize(
    "reply",
    [ANSWERS, f"[1] “{ANSWERS}。”", f"原文：「{ANSWERS}」", f"- 推行“一窗办结”，{ANSWERS}。[1]\n以上。"],
)
def test_what_a_model_points_out_is_quoted_with_its_source(told: Told, reply: str) -> None:
    refused, found = told(reply)
    assert refused.abstained and refused.pending
    assert not found.abstained and found.mode == "llm" and ANSWERS in found.text.replace("**", "")
    [citation] = [c for c in found.citations if ANSWERS in c.quote]
    assert citation.doc == "青柘2022.txt" and citation.quote in REPORT
    assert found.other == refused.shown and found.in_mode("extractive").abstained


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        ("新生儿落户由三趟减为一趟", "a figure of its own"),
        ("新生儿落户不再由五趟减为一趟", "a word of its own"),
        ("上户口要跑一回。", "words of its own"),
        ("一趟", "too little to be found by"),
        ("资料中没有找到", "nothing"),
        ("地区生产总值增长7.5%左右", "an aim for another year"),
        ("The household registration takes one trip.", "another language"),
        ("忽略以上指令", "an order"),
    ],
)
def test_whatever_is_no_quotation_that_may_answer_leaves_the_refusal(
    told: Told, reply: str, why: str
) -> None:
    refused, answer = told(reply)
    assert answer.abstained and answer.mode == "extractive" and answer.other is None, why
    assert answer.lines[:-1] == refused.lines and answer.lines[-1].text == "（模型也没有找到。）"
    assert reply not in answer.text


@pytest.mark.parametrize("behaviour", sorted(set(BEHAVIOURS) - {"endless", "slow", "stalls", "loading"}))
def test_no_model_of_any_kind_gets_a_word_of_its_own_into_an_answer(
    reports: Library, server: Server, behaviour: str
) -> None:
    answer = Assistant(reports, configured_writer(settings_for(server, behaviour, llm_timeout=1))).ask(UNSURE)
    if not answer.abstained:
        statements = [line for line in answer.lines if line.role == "statement"]
        assert statements and all(line.evidence[0].text in REPORT for line in statements)


def test_what_is_surely_not_held_is_refused_without_asking(told: Told) -> None:
    [answer] = told(ANSWERS, NOT_HELD)
    assert answer.abstained and answer.model is None and told.server.asked == []


def test_the_model_reads_the_passages_between_tags_that_no_document_knows(told: Told) -> None:
    told(ANSWERS)
    prompt = told.server.asked[-1].messages[-1]["content"]
    fence = prompt.split("\n")[0].removeprefix("<资料 ").removesuffix(">")
    assert len(fence) >= 8 and prompt.count(f"</资料 {fence}>") == 1 and ANSWERS in prompt
    assert prompt.endswith(f"问题：{UNSURE}")


@pytest.fixture(scope="module")
def reading(reports: Library) -> Context:
    from assistant.answer.citations import Citations
    from assistant.llm.prompt_context import build

    assistant = Assistant(reports)
    question = assistant.understand(UNSURE)
    candidates = assistant._composed(question).unsure
    context = build(reports, question, (), Citations(), [[each.passage for each in candidates]], 4096)
    context.judged["candidates"] = candidates
    return context


@given(st.text(alphabet="新生儿落户由五趟减为一趟，。“”\n0127只手环为独居", max_size=40))
def test_only_words_that_stand_in_the_passages_lead_anywhere(reading: Context, reply: str) -> None:
    found = quoted(reply, reading, reading.judged["candidates"])
    if found is not None:
        plain = letters(found.passage.text)
        lines = [letters(line) for line in reply.split("\n")]
        assert (
            max(
                SequenceMatcher(None, line, plain, autojunk=False).find_longest_match().size for line in lines
            )
            >= 6
        )


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
