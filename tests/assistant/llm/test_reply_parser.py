"""Honest and false drafts over the sample reports: no false alarm, nothing false let through."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from assistant.llm.prompt_context import Context
from assistant.llm.repair import NOT_FOUND, repaired
from assistant.llm.reply_parser import ReplyLine, parsed
from assistant.llm.sourcing import sourced
from assistant.llm.verify import verify_reply
from assistant.markup import to_markdown
from ingest.chinese.script import fold
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync
from tests.assistant.llm import drafts
from tests.assistant.llm.test_prompt_context import context_of

Reading = Callable[[str, str], tuple[Context, str]]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reading]:
    """The context of a question, and the draft with its passages' numbers."""
    library = Library.open(Settings(library=tmp_path_factory.mktemp("samples")), create=True)
    sync(library, [Path(__file__).parents[3] / "reports"])
    context = cache(lambda question: context_of(library, question))

    def reading(question: str, draft: str) -> tuple[Context, str]:
        found = context(question)

        def mark(m: re.Match[str]) -> str:
            wanted = fold(m[1])
            return f"[{next(b.n for b in found.passages if wanted in fold(b.text).replace(' ', ''))}]"

        return found, re.sub("⟦(.*?)⟧", mark, draft)

    yield reading
    library.close()


def lines_of(reply: str, context: Context) -> list[ReplyLine]:
    return sourced(parsed(reply), context)[0]


@pytest.mark.parametrize(("question", "draft"), drafts.HONEST)
def test_an_honest_draft_raises_no_alarm(question: str, draft: str, read: Reading) -> None:
    context, reply = read(question, draft)
    lines = lines_of(reply, context)
    assert [(f.kind, f.words) for _, found in verify_reply(lines, context) for f in found] == []
    done = repaired(lines, context)
    assert not (done.cut or done.marked) and done.citations
    assert not re.search(r"[⟦|#\[［【]\D", to_markdown(done.lines))


@pytest.mark.parametrize(("question", "draft", "kind", "words"), drafts.FALSE)
def test_a_false_draft_is_found_out(question: str, draft: str, kind: str, words: str, read: Reading) -> None:
    context, reply = read(question, draft)
    lines = lines_of(reply, context)
    faults = [f for _, found in verify_reply(lines, context) for f in found]
    assert any(f.kind == kind and words in (f.words or "") for f in faults), faults
    text = to_markdown(repaired(lines, context).lines).replace("**", "")
    wrong = words or "178.4亿元"
    assert text.count(wrong) == text.count(wrong + NOT_FOUND), text


@pytest.mark.parametrize(("question", "draft", "figure"), drafts.RECKONED)
def test_a_sum_or_difference_of_figures_beside_it_is_kept_and_said_to_be_reckoned(
    question: str, draft: str, figure: str, read: Reading
) -> None:
    context, reply = read(question, draft)
    done = repaired(lines_of(reply, context), context)
    assert f"{figure}（按所引数字计算）" in to_markdown(done.lines).replace("**", "")
    assert not (done.cut or done.marked)


def test_a_table_becomes_a_list(read: Reading) -> None:
    context, reply = read(*next(d for d in drafts.HONEST if d[1].startswith("|")))
    text = to_markdown(repaired(lines_of(reply, context), context).lines)
    assert (
        text
        == "- 地区生产总值：**168.4亿元**，增速**8.6%**[1]\n- 一般公共预算收入：**9.62亿元**，增速**10.3%**[1]"
    )


def test_items_bear_the_citation_of_the_line_that_leads_to_them(read: Reading) -> None:
    context, reply = read(*next(d for d in drafts.HONEST if "主要指标如下" in d[1]))
    items = to_markdown(repaired(lines_of(reply, context), context).lines).split("\n")[2:]
    assert len(items) == 2 and all(item.endswith("[1]") for item in items)


@pytest.mark.parametrize(
    "draft",
    [
        "（来源" + "1" * 4000,
        "(见" + "[1" * 3000 + "。",
        "| 项目 |\n" + "-" * 5000 + "x",
        "|" + ":- " * 3000 + "。",
    ],
)
def test_garbage_is_read_as_fast_as_anything_else(draft: str) -> None:
    started = time.process_time()
    parsed(draft)
    assert time.process_time() - started < 1
