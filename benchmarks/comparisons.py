"""Ask questions whose answers must be reckoned, made from labelled facts, and count what is reckoned wrongly or not at all.

    python -m benchmarks.comparisons LABELS.jsonl … --library FOLDER [--questions 200] [--seed 1] [--show]

The labels are those of `xianwen eval --facts` (docs/ledger-labels.md), of documents that the library holds. The questions ask for
differences, growths, sums, the largest and the smallest, whether something rose every year, and which of two is more; what
is right follows from the labelled figures. A question counts as

    right      the reckoned figure, or the verdict, is the expected one
    wrong      another one is given as reckoned
    refused    nothing is reckoned: a figure is missing, or the figures are said to be unlike
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from assistant.answer.from_ledger.wording import PER_HEAD
from assistant.pipeline import Assistant
from assistant.schema import Answer
from ingest.chinese.divisions import divisions_named
from ingest.chinese.quantities import find_quantities
from ingest.chinese.script import fold
from ingest.facts.indicators import indicators
from ingest.library.library import Library
from ingest.settings import Settings

Outcome = Literal["right", "wrong", "refused"]
RECKONED = ("computed", "verdict")
# What no report gives twice in one way, or what makes no question.
_PERIOD, _STATUS = "year", ("result", "estimate")


@dataclass(frozen=True, slots=True)
class Figure:
    """A labelled figure of a region, an indicator and a year, in base units."""

    region: str
    indicator: str
    year: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what its answer must say.

    Attributes:
        operation: what is to be reckoned.
        amount: the figure that must be reckoned, without its sign; None where only words are expected.
        words: of which one must stand in the line that is reckoned; empty for any.
    """

    operation: str
    question: str
    amount: Decimal | None
    words: tuple[str, ...] = ()


def main() -> None:
    """Ask the questions and print how they were answered."""
    arguments = _arguments()
    figures = list(labelled(map(Path, arguments.labels)))
    asked = list(questions(figures))
    random.Random(arguments.seed).shuffle(asked)
    chosen = evenly(asked, arguments.questions)
    library = Library.open(Settings(library=arguments.library))
    assistant = Assistant(library)
    counts: Counter[tuple[str, Outcome]] = Counter()
    for one in chosen:
        answer = assistant.ask(one.question)
        judged = judge(one, answer)
        counts[one.operation, judged] += 1
        if arguments.show and judged != "right":
            expected = one.amount if one.amount is not None else "、".join(one.words)
            print(f"{judged}: {one.question}\n    expected {expected}\n    {' / '.join(answer.text.split())}")
    library.close()
    _report(counts, len(figures))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("labels", nargs="+")
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--show", action="store_true", help="print the questions that were not answered rightly"
    )
    return parser.parse_args()


def _report(counts: Mapping[tuple[str, Outcome], int], figures: int) -> None:
    operations = sorted({operation for operation, _ in counts})
    total = sum(counts.values())
    print(f"{total} questions from {figures} labelled figures")
    for operation in [*operations, "all"]:
        of = {
            outcome: sum(
                n for (name, judged), n in counts.items() if judged == outcome and operation in (name, "all")
            )
            for outcome in ("right", "wrong", "refused")
        }
        print(f"{operation:12} " + "  ".join(f"{outcome} {n}" for outcome, n in of.items()))


def labelled(files: Iterable[Path]) -> Iterator[Figure]:
    """Yield the figures of label files that are amounts of listed indicators in a year, those of which one figure is told."""
    found: defaultdict[tuple[str, str, int], set[Decimal]] = defaultdict(set)
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            for fact in json.loads(line).get("facts") or ():
                amount = _amount(fact)
                if amount is not None:
                    found[fact["region"], fact["indicator"], fact["year"]].add(amount)
    for (region, indicator, year), amounts in sorted(found.items()):
        if len(amounts) == 1:
            yield Figure(region, indicator, year, amounts.pop())


def _amount(fact: Mapping[str, Any]) -> Decimal | None:
    """Return the amount of a label in base units; None for one that makes no question."""
    plain = (
        fact.get("indicator") in indicators()
        and fact.get("measure") == "level"
        and fact.get("status") in _STATUS
        and fact.get("period") == _PERIOD
        and fact.get("region")
        and fact.get("year")
    )
    if not plain or fact.get("qualifiers") or fact.get("ambiguous") or fact.get("bound") or fact.get("scope"):
        return None
    quantities = find_quantities(f"{fact['value']}{fact.get('unit', '')}")
    if not divisions_named(fact["region"]):
        # Zones are no places that a question can name.
        return None
    listed = indicators()[fact["indicator"]]
    fits = len(quantities) == 1 and listed.fits(quantities[0].unit)
    return quantities[0].value if fits else None


def questions(figures: Sequence[Figure]) -> Iterator[Asked]:
    """Yield questions over figures of one indicator: of one region in several years, of several regions in one."""
    of_region: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    of_year: defaultdict[tuple[str, int], list[Figure]] = defaultdict(list)
    for figure in figures:
        of_region[figure.region, figure.indicator].append(figure)
        of_year[figure.indicator, figure.year].append(figure)
    for years in of_region.values():
        yield from _over_years(sorted(years, key=lambda figure: figure.year))
    for regions in of_year.values():
        yield from _over_regions(regions)


def _over_years(years: Sequence[Figure]) -> Iterator[Asked]:
    for one, other in itertools.combinations(years, 2):
        of = f"{one.region}{other.year}年{one.indicator}"
        gap = abs(other.amount - one.amount)
        if gap:
            yield Asked("difference", f"{of}比{one.year}年多多少？", gap)
            more = other if other.amount > one.amount else one
            yield Asked(
                "which year",
                f"{one.region}{one.year}年和{other.year}年哪年的{one.indicator}高？",
                None,
                (f"{more.year}年更高",),
            )
        rose = other.amount > one.amount
        yield Asked("whether", f"{of}比{one.year}年高吗？", None, ("是：",) if rose else ("不是",))
    for run in zip(years, years[1:], years[2:], strict=False):
        if run[2].year - run[0].year == 2:
            rising = run[0].amount < run[1].amount < run[2].amount
            asked = f"{run[0].region}{run[0].year}年到{run[2].year}年{run[0].indicator}是连年增长吗？"
            yield Asked("every year", asked, None, ("是，",) if rising else ("不是连年增长",))


def _over_regions(regions: Sequence[Figure]) -> Iterator[Asked]:
    for one, other in itertools.combinations(regions, 2):
        if one.region in other.region or other.region in one.region or one.amount == other.amount:
            continue
        of = f"{one.year}年{one.region}和{other.region}"
        more = max(one, other, key=lambda figure: figure.amount)
        yield Asked("which region", f"{of}谁的{one.indicator}高？", None, (f"{more.region}更高",))
        yield Asked("difference", f"{of}的{one.indicator}相差多少？", abs(one.amount - other.amount))
        if not PER_HEAD.search(one.indicator):
            # Figures per head make no sum.
            yield Asked("sum", f"{of}的{one.indicator}一共多少？", one.amount + other.amount)
    for three in itertools.islice(itertools.combinations(regions, 3), 20):
        amounts = [figure.amount for figure in three]
        if len(set(amounts)) == 3:
            names = "、".join(figure.region for figure in three)
            most, least = max(three, key=lambda f: f.amount), min(three, key=lambda f: f.amount)
            of = f"{names}{three[0].year}年{three[0].indicator}"
            yield Asked("maximum", f"{of}最高的是哪个？", most.amount, (most.region,))
            yield Asked("minimum", f"{of}最低的是哪个？", least.amount, (least.region,))


def evenly(asked: Sequence[Asked], count: int) -> list[Asked]:
    """Return `count` of the questions, as many of each operation as there are."""
    waiting: defaultdict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        waiting[one.operation].append(one)
    turns = itertools.zip_longest(*waiting.values())
    return [one for turn in turns for one in turn if one is not None][:count]


def judge(asked: Asked, answer: Answer) -> Outcome:
    """Return how a question was answered."""
    reckoned = [line for line in answer.lines if line.role in RECKONED]
    if not reckoned:
        return "refused"
    text = fold(reckoned[0].text)
    if asked.words and not any(fold(word) in text for word in asked.words):
        return "wrong"
    if asked.amount is None:
        return "right"
    given = [q.value for q in find_quantities(text.split("(按")[0]) if q.value is not None]
    return "right" if any(abs(value) == abs(asked.amount) for value in given) else "wrong"


if __name__ == "__main__":
    main()
