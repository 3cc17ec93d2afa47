"""Try many inputs and print what became of them; a seed and a number name each of them.

python -m tests.fuzz [--inputs N] [--seed S] [--from N] [--seconds T]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict

from tests.fuzz.processes import LONGEST, tried
from tests.fuzz.trial import TEXT, made


def main() -> int:
    """Print a table by kind of input, and each fault; return 1 where there is one."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument(
        "--from", type=int, default=0, dest="first", help="go on with this number of the series"
    )
    parser.add_argument("--seconds", type=float, default=3_600)
    args = parser.parse_args()
    print(f"seed {args.seed}, inputs {args.first} to {args.first + args.inputs - 1}", flush=True)
    became: dict[str, Counter[str]] = defaultdict(Counter)
    slowest: dict[str, float] = defaultdict(float)
    last = args.first - 1
    numbers = range(args.first, args.first + args.inputs)
    for number, what, seconds in tried(args.seed, numbers, time.monotonic() + args.seconds):
        kind = made(args.seed, number).kind
        known = what if what in ("read", "unreadable") else "fault"
        if known != "fault" and seconds > LONGEST:
            known, what = "fault", f"took {seconds:.1f} s"
        became[kind][known] += 1
        slowest[kind] = max(slowest[kind], seconds)
        last = max(last, number)
        if known == "fault":
            print(f"{args.seed}/{number} {kind}: {what}", flush=True)
    print(f"\n{'kind':<14}{'inputs':>8}{'read':>8}{'refused':>9}{'faults':>8}{'slowest':>9}")
    for kind in sorted(became, key=lambda each: (each == TEXT, each)):
        counts = became[kind]
        print(
            f"{kind:<14}{counts.total():>8}{counts['read']:>8}{counts['unreadable']:>9}{counts['fault']:>8}"
            f"{slowest[kind]:>8.2f}s"
        )
    faults = sum(counts["fault"] for counts in became.values())
    print(f"{sum(map(Counter.total, became.values()))} inputs, {faults} faults")
    if last + 1 < numbers.stop:
        print(f"out of time; go on: python -m tests.fuzz --seed {args.seed} --from {last + 1}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
