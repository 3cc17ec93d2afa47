"""Load test with many concurrent users: `python -m benchmarks.load [--users 30] [--questions 2000]`.

Starts `python app.py` over a fresh library of reports/ on 127.0.0.1 and sends the requests of its page, event for
event: each user keeps a conversation and asks the next question as soon as the last one is answered and its
suggested follow-ups are there. Prints the time from the question to the whole answer, the server's processor time
for each answer, which other programs on the machine hardly change, and its memory over time.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from benchmarks import measure
from benchmarks.measure import ROOT, SAMPLE_QUESTIONS, free_port, quantile

MOST_USERS, MOST_QUESTIONS = 100, 20_000
# A conversation is begun anew after so many questions, as people do.
TURNS = 8
P95_SECONDS = 1.5
OPENINGS = (
    "",
    "请问",
    "请问一下，",
    "我想知道",
    "想问一下，",
    "帮我查一下",
    "告诉我，",
    "您好，",
    "你好，请问",
    "麻烦问下，",
)
ENDS = ("？", "", "呢？", "啊？", "，谢谢", "，急用")


@dataclass
class LoadFigures:
    """What was measured.

    Attributes:
        seconds: seconds to each whole answer.
        processor: processor seconds of the server, in all.
        resident: resident memory over time, MB.
        errors: the errors that occurred.
        asked: the questions asked.
        repeated: how many questions had been asked before.
    """

    seconds: list[float] = field(default_factory=list)
    processor: float = 0.0
    resident: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """The page's events, from its configuration.

    Attributes:
        ask: number of the event that asks a question.
        trigger: number of the component that triggers it.
        newest: position, among the event's outputs, of the HTML that holds the newest exchange.
    """

    ask: int
    trigger: int
    newest: int


def main() -> int:
    """Measure and print; return 1 where an answer failed or a figure misses its target."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--users", type=int, default=30)
    parser.add_argument("--questions", type=int, default=2_000, help="of all users together")
    parser.add_argument(
        "--together",
        action="store_true",
        help="all ask at the same moment, and again once all are answered; by default each asks without a pause",
    )
    args = parser.parse_args()
    users, count = min(args.users, MOST_USERS), min(args.questions, MOST_QUESTIONS)
    with running_app() as (url, process):
        figures = asyncio.run(ask_all(url, process, users, count, together=args.together))
    return print_figures(figures, users)


@contextmanager
def running_app() -> Iterator[tuple[str, int]]:
    """Run the app over a temporary library made from reports/; yield its address and process id."""
    with tempfile.TemporaryDirectory() as scratch:
        port = free_port()
        environment = os.environ | {"XIANWEN_LIBRARY": f"{scratch}/library", "XIANWEN_PORT": str(port)}
        ingest = [sys.executable, "-m", "assistant", "ingest", str(ROOT / "reports")]
        subprocess.run(ingest, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        process = subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        try:
            assert process.stdout
            print(process.stdout.readline().strip())
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()
            process.wait()


async def ask_all(url: str, process: int, users: int, count: int, *, together: bool) -> LoadFigures:
    """Have `users` ask `count` questions between them."""
    figures, numbers = LoadFigures(), itertools.count()
    start = asyncio.Barrier(users) if together else None
    count -= count % users if together else 0
    async with httpx.AsyncClient(base_url=url, timeout=60) as client:
        page = page_of((await client.get("/config")).json())

    async def watch() -> None:
        while True:
            figures.resident.append(resident_mb(process))
            await asyncio.sleep(1)

    watching, before = asyncio.create_task(watch()), processor_seconds(process)
    await asyncio.gather(*(use(url, page, figures, numbers, count, start) for _ in range(users)))
    figures.processor = processor_seconds(process) - before
    watching.cancel()
    return figures


def page_of(config: dict[str, Any]) -> Page:
    """Return the events of the page with this configuration."""
    components = {c["id"]: c["props"] for c in config["components"]}
    box = next(i for i, p in components.items() if "question-box" in (p.get("elem_classes") or []))
    newest = next(i for i, p in components.items() if p.get("elem_id") == "newest")
    event = next(d for d in config["dependencies"] if [box, "submit"] in [list(t) for t in d["targets"]])
    return Page(event["id"], box, event["outputs"].index(newest))


async def use(
    url: str,
    page: Page,
    figures: LoadFigures,
    numbers: Iterator[int],
    count: int,
    start: asyncio.Barrier | None,
) -> None:
    """Act as one user: ask until all users have asked `count` questions, each time at `start` if there is one."""
    chance = random.Random(uuid.uuid4().int)
    asked = worded_questions()
    async with httpx.AsyncClient(base_url=url, timeout=60) as client:
        while True:
            # The page as a browser loads it: it gives the browser its mark, and begins a session.
            await client.get("/")
            session = uuid.uuid4().hex[:11]
            conversation: str | None = None
            for turn in range(TURNS):
                if start:
                    await start.wait()
                if next(numbers) >= count:
                    return
                began = time.perf_counter()
                try:
                    question = chance.choice(asked)
                    figures.repeated += question in figures.asked
                    figures.asked.add(question)
                    how: dict[str, Any] = {"conversation": conversation, "number": turn + 1, "filters": {}}
                    html = await answered(client, page, session, question, how)
                except (httpx.HTTPError, RuntimeError) as error:
                    figures.errors.append(f"{type(error).__name__}: {error}")
                    continue
                figures.seconds.append(time.perf_counter() - began)
                answer = html.partition('data-answer="')[2].partition('"')[0]
                conversation = html.partition('data-conversation="')[2].partition('"')[0] or conversation
                await client.post("/xianwen/next", json={"answer": answer, "filters": {}})


async def answered(
    client: httpx.AsyncClient, page: Page, session: str, question: str, how: dict[str, Any]
) -> str:
    """Return the newest exchange once its answer is whole.

    Args:
        how: in which conversation, as which of the page's questions and over which documents it is asked.

    Raises:
        RuntimeError: the page shows no answer.
    """
    body = {
        "data": [question, how],
        "fn_index": page.ask,
        "trigger_id": page.trigger,
        "session_hash": session,
        "event_data": None,
    }
    (await client.post("/gradio_api/queue/join", json=body)).raise_for_status()
    html = ""
    async with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as events:
        async for line in events.aiter_lines():
            if not line.startswith("data:"):
                continue
            event = json.loads(line[5:])
            if event["msg"] in ("process_generating", "process_completed"):
                html += json.dumps(event["output"], ensure_ascii=False)
            if event["msg"] == "process_completed":
                if not event["success"] or "answer-foot" not in html:
                    raise RuntimeError(f"{question}: {event['output']}")
                return html.replace('\\"', '"')
    raise RuntimeError(f"{question}: the stream ended")


def worded_questions() -> list[str]:
    """Return questions about the sample reports in many wordings: the very same question is answered from a cache."""
    plain = [question.rstrip("？?") for question in measure.questions(SAMPLE_QUESTIONS)]
    return [f"{opening}{question}{end}" for question in plain for opening in OPENINGS for end in ENDS]


def resident_mb(process: int) -> float:
    """Return the resident memory of a process, MB."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def processor_seconds(process: int) -> float:
    """Return the user and system processor time of a process, seconds."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def print_figures(figures: LoadFigures, users: int) -> int:
    """Print the figures and return the exit code."""
    took = sorted(figures.seconds)
    p95 = quantile(took, 0.95) if took else float("inf")
    # Caches fill in the first half; after that nothing should grow.
    held = figures.resident
    curve = ", ".join(f"{held[(len(held) - 1) * tenth // 10]:.0f}" for tenth in range(11))
    print(
        f"{len(took)} answers for {users} users at once, {len(figures.errors)} errors, {figures.repeated} asked before"
    )
    if took:
        print(
            f"seconds to the whole answer: median {statistics.median(took):.2f}, p95 {p95:.2f}, worst {took[-1]:.2f}"
        )
        print(
            f"processor milliseconds of the server for an answer: {figures.processor / len(took) * 1000:.0f}"
        )
    print(f"resident MB, from the start to the end in tenths: {curve}")
    print(f"load of the machine in the last minute: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    for error in dict.fromkeys(figures.errors[:5]):
        print(f"  {error[:300]}", file=sys.stderr)
    return int(bool(figures.errors) or p95 > P95_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
