"""Answers written by models of all kinds, over real HTTP."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from assistant.schema import Answer
from tests.assistant.llm.conftest import COMPARE, QUESTION, Asking
from tests.llm_server.behaviours import INVENTED
from tests.llm_server.oddities import THINKING

MARKED = "（未在来源中找到）"


def marks(answer: Answer) -> list[int]:
    return [int(n) for n in re.findall(r"\[(\d+)\]", answer.text)]


def test_an_honest_model_writes_the_answer_and_every_line_has_its_source(ask: Asking) -> None:
    answer = ask("honest")
    assert (answer.mode, answer.model) == ("llm", "openai:honest")
    assert "**12.6亿元**" in answer.text
    assert any("12.6亿元" in c.quote for c in answer.citations)
    assert set(marks(answer)) == {c.n for c in answer.citations}
    assert answer.verified is not None and not answer.verified.changed


def test_citations_are_numbered_in_order_of_first_use(ask: Asking) -> None:
    answer = ask("honest", COMPARE)
    assert list(dict.fromkeys(marks(answer))) == list(range(1, len(answer.citations) + 1))
    assert [c.n for c in answer.citations] == list(range(1, len(answer.citations) + 1))


def test_a_citation_points_out_the_very_sentence(ask: Asking) -> None:
    answer = ask("honest")
    citation = next(c for c in answer.citations if "12.6亿元" in c.quote)
    sentences = [
        citation.quote[start - citation.start : end - citation.start] for start, end in citation.exact
    ]
    assert any("一般公共预算收入完成12.6亿元" in sentence for sentence in sentences)
    assert len("".join(sentences)) < len(citation.quote)


def test_what_was_reckoned_by_rule_may_be_said(ask: Asking) -> None:
    answer = ask("honest", COMPARE)
    assert answer.mode == "llm" and "349.6亿元" in answer.text.replace("**", "")


def test_the_json_tells_mode_model_and_what_verification_changed(ask: Asking) -> None:
    told = ask("cites-nothing").as_json()
    assert told["mode"] == "llm" and told["model"] == "openai:cites-nothing"
    assert told["verified"]["cited"] and told["verified"]["changed"]


def test_a_model_that_cites_nothing_is_not_asked_again(ask: Asking) -> None:
    answer = ask("cites-nothing")
    assert answer.verified and (answer.verified.asked, answer.verified.faults) == (1, ())
    assert set(marks(answer)) == {c.n for c in answer.citations} != set()


@pytest.mark.parametrize("question", [QUESTION, COMPARE])
def test_no_invented_figure_reaches_the_reader_unmarked(ask: Asking, question: str) -> None:
    for _ in range(6):
        answer = ask("invents", question)
        for text in (given.text.replace("**", "") for given in ask.given):
            for figure in INVENTED:
                for m in re.finditer(re.escape(figure), text):
                    assert MARKED in text[m.end() :].split("\n")[0], text
        assert answer.verified and answer.verified.faults


def test_the_fault_is_named_to_the_model_once_and_its_better_answer_taken(ask: Asking) -> None:
    answer = ask("repents")
    assert answer.mode == "llm" and answer.verified and answer.verified.asked == 2
    assert not answer.verified.cut and not answer.verified.marked
    last = ask.server.asked[-1].messages
    assert [m["role"] for m in last] == ["system", "user", "assistant", "user"]
    assert any(figure in last[-1]["content"] for figure in INVENTED)


def test_wrong_numbers_are_put_right(ask: Asking) -> None:
    answer = ask("wrong-number")
    assert set(marks(answer)) == {c.n for c in answer.citations}
    assert any("12.6亿元" in c.quote for c in answer.citations)


def test_an_answer_in_english_gives_way(ask: Asking) -> None:
    answer = ask("english")
    assert answer.mode == "extractive" and "模型没有用中文回答" in answer.text
    assert "According" not in answer.text


def test_a_model_that_finds_nothing_leaves_the_quoted_answer(ask: Asking) -> None:
    answer = ask("finds-nothing")
    assert answer.mode == "extractive" and "12.6亿元" in answer.text.replace("**", "")
    assert "模型认为资料没有直接回答" in answer.text


@pytest.mark.parametrize(
    ("behaviour", "told"),
    [
        ("cut", "中途断开"),
        ("closes", "中途断开"),
        ("busy", "限制了调用次数"),
        ("broken", "HTTP 500"),
        ("garbage", "读不懂"),
        ("endless", "没有写完"),
        ("empty", "没有作答"),
        ("thinks-without-end", "没有作答"),
        ("calls-a-tool", "没有作答"),
        ("too-long", "长度上限"),
        ("filtered", "拦下了这个答复"),
        ("small-window", "XIANWEN_LLM_CONTEXT"),
        ("no-such-model", "没有这个模型"),
        ("tells-the-key", "不认密钥"),
        ("breaks", "中途出错"),
        ("stalls", "没有及时回答"),
        ("slow", "没有及时回答"),
    ],
)
def test_a_failing_model_leads_to_the_quoted_answer_and_a_line_that_says_so(
    ask: Asking, behaviour: str, told: str
) -> None:
    began = time.monotonic()
    answer = ask(behaviour, llm_timeout=1)
    assert time.monotonic() - began < 3.5
    assert answer.mode == "extractive" and answer.model == f"openai:{behaviour}"
    assert "12.6亿元" in answer.text.replace("**", "")
    last = answer.lines[-1].text
    assert told in last and last.startswith("（") and last.endswith("答案摘自原文。）")
    assert answer.verified and answer.verified.fell_back and told in answer.verified.fell_back
    assert set(marks(answer)) == {c.n for c in answer.citations}


def test_a_model_that_is_busy_for_a_moment_is_asked_again(ask: Asking) -> None:
    assert ask("busy-once").mode == "llm"
    assert len(ask.server.asked) == 2


@pytest.mark.parametrize("behaviour", ["thinks", *THINKING, "thinks-apart"])
def test_thinking_aloud_is_neither_shown_nor_kept_nor_held_to_the_sources(
    ask: Asking, behaviour: str
) -> None:
    answer = ask(behaviour, llm_timeout=1)
    assert answer.mode == "llm" and "12.6亿元" in answer.text
    assert not re.search("999|888|think", answer.text, re.IGNORECASE)
    assert answer.verified and not answer.verified.faults


@pytest.mark.parametrize("behaviour", ["knows-no-streams", "keeps-alive", "loading"])
def test_servers_with_habits_of_their_own_are_understood(ask: Asking, behaviour: str) -> None:
    answer = ask(behaviour)
    assert answer.mode == "llm" and "12.6亿元" in answer.text.replace("**", "")


def test_a_server_without_streams_is_asked_twice_only_the_first_time(ask: Asking) -> None:
    assistant = ask.assistant("knows-no-streams")
    assert [assistant.ask(QUESTION).mode for _ in range(2)] == ["llm", "llm"]
    assert len(ask.server.asked) == 3


def test_without_evidence_the_model_is_not_asked(ask: Asking) -> None:
    answer = ask("honest", "墨田县2021年财政收入是多少？")
    assert answer.abstained and answer.mode == "extractive"
    assert answer.model is None and answer.verified is None
    assert ask.server.asked == []


@pytest.mark.parametrize("turns", [(), ("槐溪县2021年地区生产总值是多少？",)])
def test_what_is_quoted_comes_at_once_though_the_model_says_nothing(
    ask: Asking, turns: tuple[str, ...]
) -> None:
    question = "那一般公共预算收入完成多少？" if turns else QUESTION
    assistant = ask.assistant("slow", llm_timeout=1)
    assistant.ask(question, turns, fast=True)
    began = time.monotonic()
    answers = assistant.stream(question, turns)
    first = next(answers)
    assert time.monotonic() - began < 0.3
    assert first.pending and first.mode == "extractive" and "12.6亿元" in first.text.replace("**", "")
    last = next(answers)
    assert (last.id, last.lines[:-1], last.citations) == (first.id, first.lines, first.citations)
    assert not last.pending and last.lines[-1].role == "fell_back"
    assert list(answers) == []


def test_both_wordings_are_there_and_either_can_stand(ask: Asking) -> None:
    answer = ask("honest")
    quoted = ask.given[0]
    assert answer.mode == "llm" and answer.other == quoted.shown
    turned = answer.in_mode("extractive")
    assert turned.lines == quoted.lines and turned.other == answer.shown
    assert turned.in_mode("llm") == answer
    told = answer.as_json()
    assert told["other"]["mode"] == "extractive" and told["other"]["answer"] == quoted.text
    assert told["other"]["citations"] == quoted.as_json()["citations"]
    assert ask("slow", llm_timeout=1).as_json()["other"] is None


def test_an_answer_in_a_hurry_asks_no_model(ask: Asking) -> None:
    [answer] = ask.assistant("honest").stream(QUESTION, fast=True)
    assert (answer.mode, answer.model, answer.pending) == ("extractive", None, False)
    assert ask.server.asked == []


def test_a_model_that_is_stopped_leaves_what_was_quoted(ask: Asking) -> None:
    answers = ask.assistant("slow").stream(QUESTION, stopped=lambda: bool(ask.server.asked))
    first = next(answers)
    began = time.monotonic()
    last = next(answers)
    assert time.monotonic() - began < 2
    assert last.lines[:-1] == first.lines and last.lines[-1].text == "（模型已停下，答案摘自原文。）"


def test_a_prompt_that_cannot_be_used_costs_nothing_that_was_found(ask: Asking, tmp_path: Path) -> None:
    (tmp_path / "answer.txt").write_text("=== user\n{nobody}", encoding="utf-8")
    answer = ask("honest", prompts=tmp_path)
    assert "12.6亿元" in answer.text.replace("**", "") and "用了没有的名字 nobody" in answer.lines[-1].text
    assert "(" not in answer.lines[-1].text


def test_nothing_in_an_answer_makes_a_browser_fetch(ask: Asking) -> None:
    answer = ask("beacon")
    text = answer.text
    assert "](" not in text and "<img" not in text and "<script" not in text and "\x1b" not in text
    assert "beacon.invalid" not in answer.text


def test_a_traditional_question_gets_a_traditional_answer(ask: Asking) -> None:
    answer = ask("honest", "槐溪縣2021年一般公共預算收入完成多少？")
    assert answer.mode == "llm"
    assert "億元" in answer.text and "亿元" not in answer.text


def test_without_a_model_langchain_is_not_imported(library: object) -> None:
    import subprocess
    import sys

    code = "import sys, assistant.pipeline; print([m for m in sys.modules if m.startswith(('langchain', 'openai'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
