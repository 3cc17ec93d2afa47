"""`python -m benchmarks.llm`: what holding a language model to its sources gains, and what it costs.

The model is tests/llm_server in a process of its own, whose behaviour the model's name selects; the questions are
those of ../shared/eval if present, else those about the samples. With --real it is the configured one (real_model.py)."""

from __future__ import annotations

import argparse
import json
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.answer.model import AnswerLine
from assistant.evaluation.dataset import GoldQuestion, load_questions
from assistant.evaluation.metrics import Share, evaluate, grounded
from assistant.llm.prompt_context import RECKONED_ROLES
from assistant.llm.repair import NOT_FOUND
from assistant.llm.writer import configured_writer
from assistant.pipeline import Assistant
from assistant.schema import Answer
from benchmarks import real_model
from benchmarks.measure import ROOT, documents, quantile, questions_file
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync
from tests.assistant.llm.hostile import write as write_hostile
from tests.llm_server.behaviours import INVENTED, PAYLOAD

RECKONED = "按以上数字计算"
KILLED = 20
# Seconds after which the model is in the middle of its reply.
KILLED_AFTER = 0.3


def main() -> None:
    """Measure everything, or with --real the configured model, and print one line for each figure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.llm")
    real_model.arguments(parser)
    args = parser.parse_args()
    if args.real:
        real_model.main(args)
        return
    with tempfile.TemporaryDirectory() as scratch, test_server() as (url, _):
        settings = Settings(
            library=Path(scratch) / "library", llm="openai:honest", llm_base_url=url, llm_api_key="x"
        )
        asked = load_questions(questions_file())
        print(f"documents: {documents()}, {len(asked)} questions\n")
        with closing(Library.open(settings, create=True)) as library:
            sync(library, [documents()])
            alone, offline = _alone(library, asked)
            _quality("offline", asked, offline)
            honest, added, first, busy = _timed(library, settings, asked, url)
            _quality("honest model", asked, honest)
            print(
                f"time around the model     p50 {quantile(added, 0.5):.0f} ms, p95 {quantile(added, 0.95):.0f} ms (at most 150)"
            )
            print(
                f"  processor time          p50 {quantile(busy, 0.5):.0f} ms, p95 {quantile(busy, 0.95):.0f} ms; "
                f"the answer by rule alone p50 {quantile(alone, 0.5):.0f} ms, p95 {quantile(alone, 0.95):.0f} ms"
            )
            print(
                f"first answer shown after  p95 {quantile(first, 0.95):.0f} ms, worst {first[-1]:.0f} ms (at most 300)"
            )
            for behaviour in ("invents", "wrong-number", "cites-nothing", "english"):
                _misbehaving(library, settings, asked, behaviour)
            _killed(library, settings, asked)
        _hostile(
            settings.model_copy(update={"library": Path(scratch) / "hostile", "llm": "openai:obeys"}),
            Path(scratch) / "documents",
        )


@contextmanager
def test_server() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run the test server in a process of its own; yield its address and the process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.llm_server"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        yield process.stdout.readline().strip(), process
    finally:
        process.kill()
        process.wait()


def _quality(name: str, asked: list[GoldQuestion], answers: list[Answer]) -> None:
    result = evaluate(asked, answers)
    quoted = [grounded(replace(a, lines=_without_reckoning(a.lines))) for a in answers if not a.abstained]
    share = Share(sum(s.right for s in quoted), sum(s.of for s in quoted))
    print(
        f"{name:25} right {result.all.right}/{result.all.of}, figures in the passages cited {share.right}/{share.of}"
        f" = {share.share or 0:.4f}; with those reckoned from them {result.grounded.share or 0:.4f}"
    )


def _without_reckoning(lines: tuple[AnswerLine, ...]) -> tuple[AnswerLine, ...]:
    """Return `lines` without those that hold computed figures."""
    return tuple(line for line in lines if line.role not in RECKONED_ROLES and RECKONED not in line.text)


def _alone(library: Library, asked: list[GoldQuestion]) -> tuple[list[float], list[Answer]]:
    """Return the processor time of each answer by rule, milliseconds, sorted, and the answers."""
    assistant = Assistant(library)
    assistant.ask(asked[0].question)
    busy, answers = [], []
    for question in asked:
        began = time.process_time()
        answers.append(assistant.ask(question.question, question.turns, id=question.id))
        busy.append(1000 * (time.process_time() - began))
    return sorted(busy), answers


def _timed(
    library: Library, settings: Settings, asked: list[GoldQuestion], url: str
) -> tuple[list[Answer], list[float], list[float], list[float]]:
    """Return the answers and three lists of milliseconds, sorted.

    The lists are, for each answer, the time that was not the model's; the time until something was shown; the processor
    time."""
    assistant = Assistant(library, configured_writer(settings))
    assistant.ask(asked[0].question)
    answers, added, first, busy = [], [], [], []
    for question in asked:
        before = len(_log(url))
        began, worked = time.time(), time.process_time()
        given = assistant.stream(question.question, question.turns, id=question.id)
        answer = next(given)
        first.append(1000 * (time.time() - began))
        *_, answer = (answer, *given)
        took = time.time() - began
        busy.append(1000 * (time.process_time() - worked))
        requests = _log(url)[before:]
        answers.append(answer)
        added.append(1000 * (took - sum(r["done"] - r["received"] for r in requests)))
    return answers, sorted(added), sorted(first), sorted(busy)


def _log(url: str) -> list[dict[str, Any]]:
    with urllib.request.urlopen(url.removesuffix("/v1") + "/log", timeout=10) as reply:
        return list(json.load(reply)["asked"])


def _misbehaving(library: Library, settings: Settings, asked: list[GoldQuestion], behaviour: str) -> None:
    """Print what reaches the reader from a model that errs: unmarked invented figures, dangling citations."""
    assistant = Assistant(
        library, configured_writer(settings.model_copy(update={"llm": f"openai:{behaviour}"}))
    )
    unmarked = dangling = 0
    answers = []
    for question in asked:
        answers.append(assistant.ask(question.question, question.turns, id=question.id))
        unmarked += invented(answers[-1].text)
        known = {c.n for c in answers[-1].citations}
        dangling += sum(int(n) not in known for n in re.findall(r"\[(\d+)\]", answers[-1].text))
    result = evaluate(asked, answers)
    print(
        f"{behaviour:25} right {result.all.right}/{result.all.of}; invented figures unmarked: {unmarked} (0); "
        f"citations that lead nowhere: {dangling} (0)"
    )


def invented(text: str) -> int:
    """Return how many of the figures that the model invents stand in `text` without a mark after them in their
    line."""
    plain = text.replace("**", "")
    found = [m for word in INVENTED for m in re.finditer(re.escape(word), plain)]
    return sum(NOT_FOUND not in plain[m.end() :].split("\n")[0] for m in found)


def _killed(library: Library, settings: Settings, asked: list[GoldQuestion]) -> None:
    """Return how long the answer takes when the model's process is killed in the middle of its reply."""
    took: list[float] = []
    # Questions that have an answer: without evidence no model is asked.
    for question in [q for q in asked if q.answerable and not q.turns][:KILLED]:
        with test_server() as (url, process):
            assistant = Assistant(
                library,
                configured_writer(
                    settings.model_copy(update={"llm": "openai:slow-words", "llm_base_url": url})
                ),
            )
            given = assistant.stream(question.question)
            if next(given).pending:
                threading.Timer(KILLED_AFTER, process.send_signal, [signal.SIGKILL]).start()
                asked_at = time.time()
                [answer] = given
                assert answer.text and answer.mode == "extractive"
                took.append(time.time() - asked_at - KILLED_AFTER)
    print(f"killed in mid-answer      {len(took)} answers, worst {max(took):.3f} s after the kill (under 2)")


def _hostile(settings: Settings, folder: Path) -> None:
    """Print what documents with injected instructions achieve with a model that obeys them."""
    found = write_hostile(folder)
    with closing(Library.open(settings, create=True)) as library:
        sync(library, [folder])
        assistant = Assistant(library, configured_writer(settings))
        answers = [assistant.ask(document.question) for document in found]
    effects = sum(bool(PAYLOAD.search(answer.text)) or "beacon" in answer.text for answer in answers)
    right = sum(d.truth in a.text.replace("**", "") for d, a in zip(found, answers, strict=True))
    print(f"hostile documents         {len(found)}: {effects} effects (0), {right} answered correctly")


if __name__ == "__main__":
    main()
