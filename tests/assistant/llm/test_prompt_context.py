"""What the model is given to read."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.compose import compose
from assistant.llm.prompt_context import LONGEST_BLOCK, OVERHEAD, Context, build, tokens
from assistant.llm.prompts import messages
from assistant.llm.reading_matter import LONGEST_BESIDE, Allowance, certainty, read_of
from assistant.pipeline import Assistant
from ingest.library.library import Library
from tests.assistant.llm.conftest import COMPARE, QUESTION

READ_ON = Allowance(tokens=100_000, whole=True)


def context_of(
    library: Library,
    question: str,
    every: bool = False,
    window: int = 4096,
    allowed: Allowance | None = READ_ON,
) -> Context:
    """The context of a question, with all that the window holds; with every passage of the library where said so."""
    assistant = Assistant(library)
    understood = assistant.understand(question)
    composed = compose(assistant.retriever, understood)
    considered = [list(passages) for passages in composed.considered]
    if every:
        considered.append([p for d in library.documents() for p in library.passages_of(d.doc)])
    return build(library, understood, composed.lines, composed.citations, considered, window, allowed)


def test_passages_are_numbered_from_one_in_reading_order_by_document(library: Library) -> None:
    blocks = context_of(library, COMPARE, every=True).passages
    assert [block.n for block in blocks] == list(range(1, len(blocks) + 1))
    docs = [block.first.doc for block in blocks]
    assert len(set(docs)) > 1 and len(docs) > len(set(docs))
    assert docs == sorted(docs, key=docs.index), "each document's passages stand together"
    for before, after in zip(blocks, blocks[1:], strict=False):
        if before.first.doc == after.first.doc:
            assert before.end <= after.start


def test_each_passage_bears_region_date_title_and_heading(library: Library) -> None:
    block = next(b for b in context_of(library, QUESTION).passages if "12.6亿元" in b.text)
    head = block.shown().split("\n")[0]
    assert head.startswith(f"[{block.n}] 槐溪县 · 2022")
    assert "2022年政府工作报告" in head and "2021年工作回顾" in head


def test_the_answer_by_rule_comes_first_with_the_numbers_of_its_passages(library: Library) -> None:
    context = context_of(library, QUESTION)
    marks = re.findall(r"\[(\d+)\]", context.extract)
    assert any("12.6亿元" in context.passages[int(n) - 1].text for n in marks)
    assert "12.6亿元" in context.extract


def test_a_quoted_text_is_the_documents_own_at_its_offsets(library: Library) -> None:
    blocks = context_of(library, COMPARE, every=True).passages
    assert len(blocks) > 2
    for block in blocks:
        assert library.document(block.first.doc).text[block.start : block.end] == block.text


LONG = "槐溪县2023年政府工作报告\n——2023年1月9日在槐溪县第十届人民代表大会第二次会议上\n" + "".join(
    f"{heading}\n" + "".join(f"全县{place}实施重点项目{n}个，完成投资{n}.6亿元，带动就业{n}00人。" for n in range(11, 41))
    + "\n"
    for heading, place in (("一、2022年工作回顾", "城东片区"), ("二、2023年工作安排", "城西片区"))
)  # fmt: skip


def test_neighbours_under_the_same_heading_run_together_up_to_a_length(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    library = assistant_over({"长篇.txt": LONG}).library
    blocks = context_of(
        library, "槐溪县2022年城东片区实施重点项目多少个？", every=True, window=32768
    ).passages
    together = [block for block in blocks if len(block.stored) > 1]
    assert together and all(len(block.text) <= LONGEST_BLOCK for block in together)
    for block in together:
        for before, after in zip(block.stored, block.stored[1:], strict=False):
            assert (before.doc, before.headings, before.year) == (after.doc, after.headings, after.year)
    near = [
        (before, after)
        for before, after in zip(blocks, blocks[1:], strict=False)
        if before.first.doc == after.first.doc and after.start - before.end <= 2
    ]
    assert near
    for before, after in near:
        assert (before.first.headings, before.first.year) != (after.first.headings, after.first.year) or (
            after.stored[0].end - before.start > LONGEST_BLOCK
        )


def test_tokens_are_counted_without_a_tokenizer() -> None:
    assert tokens("槐溪县2021年GDP") == 3 + 4 + 1 + 1
    assert tokens("a" * 10) == 4


@pytest.mark.parametrize("window", [1000, 2048, 4096, 32768])
def test_the_passages_keep_to_the_models_window_and_always_hold_the_answer_by_rule(
    library: Library, window: int
) -> None:
    for question in (QUESTION, COMPARE):
        context = context_of(library, question, every=True, window=window)
        assert tokens(context.shown()) <= max(400, window - OVERHEAD)
        figures = re.findall(r"[\d.]+亿元", context.extract)
        # The first is the sum that was reckoned; what it was reckoned from is always shown.
    assert figures and all(figure in context.shown() for figure in figures[1:2])
    small, large = (len(context_of(library, QUESTION, every=True, window=w).passages) for w in (1000, 32768))
    assert small < large


def test_no_two_prompts_have_the_same_fence(library: Library) -> None:
    assert context_of(library, QUESTION).fence != context_of(library, QUESTION).fence


def test_what_was_reckoned_may_be_said(library: Library) -> None:
    context = context_of(library, COMPARE)
    assert "349.6亿元" in context.extract
    assert any(kind == "money" and amount == 34_960_000_000 for kind, amount in context.computed.amounts)


def test_of_what_is_clear_the_model_reads_what_was_chosen_with_a_sentence_on_either_side(
    library: Library,
) -> None:
    (block,) = context_of(library, QUESTION, allowed=None).passages
    assert block.extent == "near"
    assert "一般公共预算收入完成12.6亿元" in block.read and "地区生产总值达到168.4亿元" in block.read
    assert "新签约项目47个" in block.read and "粮食总产量" not in block.read


def test_where_a_part_was_not_found_the_model_reads_whole_passages(library: Library) -> None:
    question = "槐溪县2021年一般公共预算收入完成多少，机器人保有量多少？"
    assistant = Assistant(library)
    understood = assistant.understand(question)
    composed = compose(assistant.retriever, understood)
    assert any(line.role == "missing" for line in composed.lines)
    assert certainty(understood, composed.lines) == 0
    assert all(block.extent == "whole" for block in context_of(library, question, allowed=None).passages)


def test_what_the_rules_chose_is_read_however_small_the_allowance(library: Library) -> None:
    context = context_of(library, QUESTION, allowed=Allowance(tokens=1, whole=True))
    (block,) = context.passages
    assert block.extent == "chosen" and "12.6亿元" in block.read and "168.4亿元" not in block.read


@given(st.data())
def test_what_is_read_near_what_was_chosen_holds_it_and_little_more(data: st.DataObject) -> None:
    parts = data.draw(st.lists(st.text(alphabet="甲乙，7", min_size=1, max_size=130), min_size=1, max_size=8))
    text = "。".join(parts) + "。"
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    read = read_of(text, [(start, end)], "near")
    assert sum(a <= start and end <= b for a, b in read) == 1
    assert all(b < c for (_, b), (c, _) in zip(read, read[1:], strict=False)), "in order and apart"
    longest = max(len(part) + 1 for part in parts)
    assert sum(b - a for a, b in read) <= end - start + 2 * (longest + LONGEST_BESIDE) + 2
    assert read_of(text, [(start, end)], "chosen") == ((start, end),)


def test_what_is_the_same_for_every_question_stands_first(library: Library) -> None:
    first, second = (
        messages(
            "answer", question=c.question.text, length="80", script="简体", extract=c.extract, passages=c.shown(), fence=c.fence
        )
        for c in (context_of(library, QUESTION), context_of(library, COMPARE))
    )  # fmt: skip
    assert first[0] == second[0] and first[0].type == "system"
    assert first[1] != second[1]
