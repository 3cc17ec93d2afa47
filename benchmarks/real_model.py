"""`python -m benchmarks.llm --real`: what a real model adds to the extract, and what it costs.

The model is the one that is configured (XIANWEN_LLM); the questions are a fixed sample of a file's.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

from assistant.evaluation.dataset import GoldQuestion, load_questions
from assistant.evaluation.metrics import faults
from assistant.llm.client import ChatModel, Usage
from assistant.llm.writer import configured_writer
from assistant.pipeline import Assistant
from assistant.schema import Answer
from benchmarks.measure import documents, quantile, questions_file
from ingest.errors import XianwenError
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync

SAMPLE = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, answered by the extract alone and with the model.

    Attributes:
        figure: whether it asks for a figure.
        extract, answer: the texts of both answers.
        extract_wrong, wrong: what is wrong with them; empty for right ones.
        refused, extract_refused: whether they say that nothing was found.
        mode: whose words stand, "llm" or "extractive".
        fell_back: why the model's do not; None where they do, or where it was not asked.
        drafts: how often it was asked for the answer, 0 where not at all.
        requests: all that was asked of it, rewriting the question included.
        read, written: tokens; 0 where the model does not say.
        first, last: seconds to the first visible answer and to the one that stands.
    """

    question: str
    figure: bool
    extract: str
    extract_wrong: tuple[str, ...]
    extract_refused: bool
    answer: str
    wrong: tuple[str, ...]
    refused: bool
    mode: str
    fell_back: str | None
    drafts: int
    requests: int
    read: int
    written: int
    first: float
    last: float


class _Counted(ChatModel):
    """A model that adds up what it is used for."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings, counted=True)
        self.used = Usage()

    def stream(self, *args: Any, **more: Any) -> Any:
        return super().stream(*args, **(more | {"usage": self.used}))


def main(args: argparse.Namespace) -> None:
    """Ask the sample with the configured model and print one line for each figure.

    Raises:
        XianwenError: no model is configured, or the questions cannot be read.
    """
    settings = Settings.from_environment()
    if not settings.llm:
        raise XianwenError("请先设 XIANWEN_LLM。(Set XIANWEN_LLM first.)")
    sample = sampled(load_questions(args.file or questions_file()), args.questions)
    folder = args.documents or documents()
    with tempfile.TemporaryDirectory() as scratch:
        own = settings.model_copy(update={"library": Path(scratch) / "library"})
        with closing(Library.open(own, create=True)) as library:
            sync(library, [folder])
            asked = list(_asked(library, settings, sample, args.output))
    print(f"documents: {folder}, {len(asked)} questions, model {settings.llm}\n")
    for line in report(asked):
        print(line)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this benchmark."""
    parser.add_argument("--real", action="store_true", help="the configured model instead of the test server")
    parser.add_argument("--questions", type=int, default=SAMPLE, help=f"how many (default {SAMPLE})")
    parser.add_argument("--file", type=Path, help="questions of one's own (docs/questions.md)")
    parser.add_argument("--documents", type=Path, help="the folder that they are about")
    parser.add_argument("--output", type=Path, help="write both answers to each question here, as JSON lines")


def sampled(questions: Sequence[GoldQuestion], number: int) -> list[GoldQuestion]:
    """Return up to `number` of the questions, the same each time, wherever in the file they stand."""
    return sorted(questions, key=lambda q: crc32(f"{q.id} {q.question}".encode()))[:number]


def _asked(library: Library, settings: Settings, sample: Sequence[GoldQuestion], output: Path | None) -> Any:
    """Yield each question with both answers; they are written out as they come, for a slow model takes hours."""
    writer = configured_writer(settings)
    assert writer
    model = _Counted(settings)
    alone, assistant = Assistant(library), Assistant(library, replace(writer, model=model))
    for n, question in enumerate(sample, 1):
        extract = alone.ask(question.question, question.turns, id=question.id)
        one = _one(assistant, alone, model, question, extract)
        if output:
            with output.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
        print(f"  {n}/{len(sample)} {one.last:.1f} s {'wrong' if one.wrong else 'right'}", flush=True)
        yield one


def _one(
    assistant: Assistant, alone: Assistant, model: _Counted, question: GoldQuestion, extract: Answer
) -> Asked:
    model.used = Usage()
    began = time.perf_counter()
    given = assistant.stream(question.question, question.turns, id=question.id)
    shown = next(given)
    first = time.perf_counter() - began
    *_, answer = (shown, *given)
    verified = answer.verified
    return Asked(
        question=question.question,
        figure=alone.understand(alone.whole(question.turns, question.question)).kind == "figure",
        extract=extract.text,
        extract_wrong=faults(question, extract),
        extract_refused=extract.abstained,
        answer=answer.text,
        wrong=faults(question, answer),
        refused=answer.abstained,
        mode=answer.mode,
        fell_back=verified.fell_back if verified else None,
        drafts=verified.asked if verified else 0,
        requests=model.used.requests,
        read=model.used.read,
        written=model.used.written,
        first=first,
        last=time.perf_counter() - began,
    )


def report(asked: Sequence[Asked]) -> list[str]:
    """Return the lines that sum up what was asked."""
    by_model = [each for each in asked if each.drafts]
    reasons = Counter(each.fell_back for each in by_model if each.fell_back)
    lines = [
        _quality("extract alone", [(each.extract_wrong, each.extract_refused) for each in asked]),
        _quality("with the model", [(each.wrong, each.refused) for each in asked]),
        f"asked in {len(by_model)}; its words stand in {sum(each.mode == 'llm' for each in by_model)}, "
        f"a second draft in {sum(each.drafts > 1 for each in by_model)}",
        *(f"  instead of it the extract {count}: {reason}" for reason, count in reasons.most_common()),
    ]
    for name, some in (
        ("figures", [each for each in by_model if each.figure]),
        ("others", [each for each in by_model if not each.figure]),
    ):
        if some:
            # What it read for one draft: of two, the second repeats the first.
            read, written = (
                [value(each) / max(1, each.requests) for each in some] for value in (_read, _written)
            )
            lines.append(
                f"tokens for each request, {name:8} read {_spread(read, '.0f')}; written {_spread(written, '.0f')}"
            )
    if by_model:
        lines += [
            f"first visible answer after {_spread([each.first for each in by_model], '.2f')} s",
            f"last word after            {_spread([each.last for each in by_model], '.1f')} s",
        ]
    return lines


def _quality(name: str, judged: Sequence[tuple[tuple[str, ...], bool]]) -> str:
    right = sum(not wrong for wrong, _ in judged)
    shown = sum(bool(wrong) and not refused for wrong, refused in judged)
    return (
        f"{name:25} right {right}/{len(judged)}, wrong answers shown {shown}, "
        f"refused {sum(refused for _, refused in judged)}"
    )


def _read(each: Asked) -> int:
    return each.read


def _written(each: Asked) -> int:
    return each.written


def _spread(values: Sequence[float], form: str) -> str:
    """Return median, 95th percentile and the worst."""
    ordered = sorted(values)
    middle, most = quantile(ordered, 0.5), quantile(ordered, 0.95)
    return f"p50 {middle:{form}}, p95 {most:{form}}, worst {ordered[-1]:{form}}"
