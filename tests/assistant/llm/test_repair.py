"""Sentences held against their passages: what is right, put right, marked and cut."""

from __future__ import annotations

import pytest

from assistant.llm.prompt_context import Context
from assistant.llm.repair import NOT_FOUND, RepairedReply, repaired
from assistant.llm.reply_parser import Statement, parsed
from assistant.llm.sourcing import sourced
from assistant.llm.verify import verify_reply
from assistant.markup import to_markdown
from ingest.library.library import Library
from tests.assistant.llm.test_prompt_context import context_of

QUESTION = "槐溪县2021年地区生产总值和一般公共预算收入是多少？"


@pytest.fixture
def context(library: Library) -> Context:
    return context_of(library, QUESTION)


@pytest.fixture
def n(context: Context) -> int:
    """The number of the passage that tells the results of 2021."""
    return next(block.n for block in context.passages if "168.4亿元" in block.text)


def outcome(reply: str, context: Context) -> RepairedReply:
    return repaired(sourced(parsed(reply), context)[0], context)


def faults(reply: str, context: Context) -> list[str]:
    return [fault.kind for _, found in verify_reply(parsed(reply), context) for fault in found]


@pytest.mark.parametrize(
    "reply",
    [
        "2021年，槐溪县地区生产总值168.4亿元，增长7.2%[{n}]。",
        "2021年槐溪县实现地区生产总值1684000万元[{n}]。",
        "二〇二一年全县一般公共预算收入12.6亿元。[{n}]",
        "- 地区生产总值：168.4亿元【{n}】\n- 一般公共预算收入：12.6亿元［{n}］",
        "槐溪县2021年两项指标如下：\n- 地区生产总值168.4亿元[{n}]\n- 一般公共预算收入12.6亿元[{n}]",
        "## 结论\n**地区生产总值** 168.4亿元[{n}, {n}]",
        "资料中没有提到2021年的税收收入。",
    ],
)
def test_what_stands_in_its_passage_is_kept_as_it_is(reply: str, context: Context, n: int) -> None:
    text = reply.replace("{n}", str(n))
    if text.startswith("## "):
        text = text.split("\n", 1)[1]
    assert faults(text, context) == []
    done = outcome(text, context)
    assert not (done.cut or done.marked) and not sourced(parsed(text), context)[1]


def test_a_list_keeps_its_lead_and_items(context: Context, n: int) -> None:
    done = outcome(f"两项指标如下：\n- 地区生产总值168.4亿元[{n}]\n- 一般公共预算收入12.6亿元[{n}]", context)
    assert (
        to_markdown(done.lines)
        == "两项指标如下：\n\n- 地区生产总值**168.4亿元**[1]\n- 一般公共预算收入**12.6亿元**[1]"
    )


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        ("槐溪县2021年地区生产总值168.4亿元。", "source"),
        ("槐溪县2021年地区生产总值168.4亿元[88]。", "mark"),
        ("槐溪县2021年地区生产总值169.4亿元[{n}]。", "value"),
        ("槐溪县2031年地区生产总值168.4亿元[{n}]。", "value"),
        ("砚湾县2021年地区生产总值168.4亿元[{n}]。", "name"),
        ("县委书记王建设说，地区生产总值168.4亿元[{n}]。", "name"),
        ("当地风景秀丽，游人如织，名胜古迹众多[{n}]。", "off"),
    ],
)
def test_each_fault_is_found(reply: str, kind: str, context: Context, n: int) -> None:
    assert kind in faults(reply.replace("{n}", str(n)), context)


def test_a_wrong_figure_beside_a_right_one_is_marked(context: Context, n: int) -> None:
    done = outcome(f"槐溪县地区生产总值168.4亿元，一般公共预算收入99.9亿元[{n}]。", context)
    assert f"99.9亿元**{NOT_FOUND}" in to_markdown(done.lines) or f"99.9亿元{NOT_FOUND}" in to_markdown(
        done.lines
    ).replace("**", "")
    assert done.marked


def test_a_figure_is_marked_where_it_stands_by_itself_and_not_inside_another() -> None:
    statement = Statement((("5亿元不是15亿元，也不是2.5亿元，是5亿元", ()),))
    marked = statement.saying({"5亿元": "5亿元！", "亿元": "亿元？", "15亿元": "15亿元。"})
    assert marked.text == "5亿元！不是15亿元。，也不是2.5亿元？，是5亿元！"


def test_a_sentence_of_invention_is_cut(context: Context, n: int) -> None:
    done = outcome(f"地区生产总值168.4亿元[{n}]。另有外资99.9亿元到位[{n}]。", context)
    assert "99.9" not in to_markdown(done.lines) and done.cut == ["另有外资99.9亿元到位。"]
    assert done.trustworthy


def test_an_answer_of_inventions_is_not_trusted(context: Context, n: int) -> None:
    assert not outcome(f"外资99.9亿元[{n}]。内资88.8亿元[{n}]。", context).trustworthy
    assert not outcome("", context).trustworthy


def test_a_missing_source_is_found_only_where_the_sentence_stands(context: Context, n: int) -> None:
    done = outcome("全县地区生产总值达到168.4亿元，增长7.2%。", context)
    assert to_markdown(done.lines).endswith("[1]")
    assert "168.4亿元" in done.citations[0].quote


def test_imitated_marks_and_markdown_do_not_survive(context: Context, n: int) -> None:
    done = outcome(f"地区生产总值168.4亿元〔7〕`x`[{n}]。", context)
    assert "〔7〕" not in to_markdown(done.lines) and "`" not in to_markdown(done.lines)


@pytest.mark.parametrize("named", [0, 99])
@pytest.mark.parametrize(
    "reply",
    [
        "两项指标如下[{x}]：\n- 地区生产总值168.4亿元[{n}]",
        "地区生产总值168.4亿元[{n}][{x}]。",
        "地区生产总值168.4亿元[{x}]，一般公共预算收入12.6亿元[{n}]。",
        "地区生产总值168.4亿元[{n}]，机器人12.6亿元[{x}]。",
        "地区生产总值168.4亿元[{n}]。[{x}]",
        "[{x}]\n地区生产总值168.4亿元[{n}]。",
        "什么是地区生产总值[{x}]？地区生产总值168.4亿元[{n}]。",
    ],
)
def test_a_passage_that_there_is_none_of_is_never_cited(
    reply: str, named: int, context: Context, n: int
) -> None:
    done = outcome(reply.replace("{x}", str(named)).replace("{n}", str(n)), context)
    assert "168.4亿元" in to_markdown(done.lines).replace("**", "")
    assert {c for line in done.lines for c in line.cites} == {c.n for c in done.citations}


def test_the_line_above_a_passage_is_no_answer(context: Context, n: int) -> None:
    about = context.passages[n - 1].about
    for reply in (f"[{n}] {about}", f"{about}[{n}]", f"{about}。[{n}]", about):
        assert not outcome(reply, context).trustworthy, reply
    assert outcome(f"{about}\n地区生产总值168.4亿元[{n}]。", context).kept == 1
