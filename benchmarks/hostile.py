"""Questions that nobody means: how long the slowest of them takes to be answered.

    python -m benchmarks.hostile [--questions N] [--seed S]

They are as long as a question may be, made of what rules look for: one piece again and again, two in turn, or many at
random, over the sample reports."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from assistant.pipeline import Assistant
from benchmarks.measure import ROOT, quantile
from ingest.errors import XianwenError
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync

LONGEST = 500
SLOWEST = 1.0
WARMING = (
    "霁川县2022年一般公共预算收入是多少？",
    "霁川县教育方面做了什么？",
    "谁出席了开工仪式？",
    "2020年2021年目标比例和投资",
)
# What the rules of understanding and answering look for, and what stands between.
PIECES = (
    "2020年 2021 今年 去年 十四五 上半年 一季度 1月1日 2019-2022 霁川县 澄溪区 东苇川县 全市 全国 各乡镇 项目 投资 收入 地区生产总值 "
    "一般公共预算收入 人口 目标 计划 完成 开工 投产 签约 增长 下降 亿元 万元 个 % 12.5 9 一 三十六 百分之五 和 与 、 比 的 了 是 不 在 占 "
    "多少 几个 哪个 哪些 谁 为什么 怎么样 是不是 有没有 分别 各 一共 最高 相差 其中 除了 比例 报告里说 根据 那 呢 做优 年初 总投资有 机场 和多少 目标定了 哪个更 是了 ， 。 ？ ； ： （ ） “ ” 《 》 "
    "【 】 \u3000 \t 0 . - ~ / a GDP what is the 臺灣 縣 😀 \u200b ① ％ ＋ ×"
).split(" ")


def questions(number: int, seed: int) -> Iterator[str]:
    """Yield so many questions."""
    chance = random.Random(seed)
    alone = [piece * (LONGEST // len(piece)) for piece in PIECES if piece]
    yield from alone[:number]
    for n in range(number - len(alone)):
        some = [chance.choice(PIECES) for _ in range(2 if n % 2 else chance.randint(3, 40))]
        text = "".join(some)
        yield (text * (LONGEST // max(1, len(text)) + 1))[: LONGEST if n % 3 else chance.randint(1, LONGEST)]


def main() -> int:
    """Print how long they took and return 1 where one took longer than `SLOWEST` seconds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile")
    parser.add_argument("--questions", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    args = parser.parse_args()
    took: list[tuple[float, str]] = []
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(library=Path(name) / "library")
        with closing(Library.open(settings, create=True)) as library:
            sync(library, [ROOT / "reports"])
            assistant = Assistant(library)
            for question in WARMING:  # each loads what the first of its kind needs
                assistant.ask(question)
            for question in questions(args.questions, args.seed):
                began = time.perf_counter()
                with suppress(XianwenError):  # it cannot be asked, and is told so
                    assistant.ask(question)
                took.append((time.perf_counter() - began, question))
    took.sort(reverse=True)
    seconds = sorted(each for each, _ in took)
    print(
        f"seed {args.seed}, {len(took)} questions: p50 {quantile(seconds, 0.5):.3f}, "
        f"p99 {quantile(seconds, 0.99):.3f}, slowest {seconds[-1]:.3f} s"
    )
    for each, question in took[:10]:
        print(f"  {each:.3f} s {question[:60]}")
    return 1 if seconds[-1] > SLOWEST else 0


if __name__ == "__main__":
    sys.exit(main())
