"""A model's thinking aloud, taken out of its reply."""

from __future__ import annotations

import pytest

from assistant.llm.reasoning import ReasoningFilter, without_reasoning

ANSWER = "槐溪县2021年收入12.6亿元[1]。"


def answer_of(reply: str, size: int, *, unopened: bool = False) -> str:
    pieces = (reply[i : i + size] for i in range(0, len(reply), size))
    return "".join(ReasoningFilter(unopened=unopened).answer(pieces))


@pytest.mark.parametrize("size", [1, 2, 5, 1000])
@pytest.mark.parametrize(
    "reply",
    [
        ANSWER,
        f"\n\n{ANSWER}",
        f"<think>甲</think>{ANSWER}",
        f"<think>\n\n</think>\n\n{ANSWER}",
        f"<Thinking>甲</Thinking>\n<reasoning>乙</reasoning>{ANSWER}",
        f"{ANSWER}<think>甲</think>",
        f"{ANSWER}<think>甲",
        f"好的，用户问的是收入。\n</think>\n{ANSWER}",
        f"Okay, the user asks.</think>{ANSWER}",
    ],
)
def test_only_the_answer_is_left(reply: str, size: int) -> None:
    assert answer_of(reply, size) == ANSWER


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize(
    "reply",
    ["首先，收入12.6亿元[1]。", "用户满意度98%[1]。", "全县<12.6亿元，a<b", "我县收入<t", "根据", "好"],
)
def test_an_answer_that_looks_like_a_thought_is_kept(reply: str, size: int) -> None:
    assert answer_of(reply, size) == reply


def test_an_answer_is_given_as_it_comes() -> None:
    came = []
    for said in ReasoningFilter().answer(came.append(piece) or piece for piece in ANSWER):  # type: ignore[func-returns-value]
        assert said == came[-1]


def test_a_model_known_to_begin_in_a_thought_is_heard_from_its_end_on() -> None:
    first = ReasoningFilter()
    told = "".join(first.answer(iter(["也许是999。", "</think>", ANSWER])))
    assert first.unopened and without_reasoning(told) == ANSWER
    assert answer_of(f"也许是999。</think>{ANSWER}", 3, unopened=True) == ANSWER
    assert answer_of(ANSWER, 3, unopened=True) == ANSWER, "it need not think each time"
