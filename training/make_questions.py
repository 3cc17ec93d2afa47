"""Make questions by the thousand, with and without an answer, from documents that one has.

    python -m training.make_questions LIBRARY OUT.jsonl [--each 12] [--seed 1]

LIBRARY is an ingested library. Every document gives up to `--each` questions, evenly over their types; for some of
them the same is asked of a place or a year that the library tells nothing of. The questions are not part of the
project, since they repeat what the documents say.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.chinese.script import fold
from ingest.library.library import Library
from ingest.schema import StoredDocument
from ingest.settings import Settings
from training.made_questions import MadeQuestion, elsewhere, of_fact, of_project, of_sentences

# One question in so many is asked once more of another place or year.
UNANSWERABLE = 4
# How far from the years that are told a year is of which nothing is told.
APART = range(4, 9)


def made_of(library: Library, each: int, chance: random.Random) -> Iterator[MadeQuestion]:
    """Yield up to `each` questions on every document of the library."""
    facts, projects = defaultdict(list), defaultdict(list)
    for fact in library.facts():
        facts[fact.source.doc].append(fact)
    for project in library.projects():
        projects[project.source.doc].append(project)
    for document in library.documents():
        if document.state != "ready" or document.copy_of:
            continue
        text = library.document(document.doc).text
        found = [made for fact in facts[document.doc] if (made := of_fact(fact, text, chance))]
        found += [made for each_one in projects[document.doc] for made in of_project(each_one, chance)]
        if document.region:
            found += of_sentences(document.doc, text, document.region, _year(document), chance)
        yield from _evenly(found, each, chance)


def _year(document: StoredDocument) -> int | None:
    """Return the year that a document reports on, else the year that it was given in; None where neither is known."""
    return document.reviews_year or (int(document.date[:4]) if document.date else None)


def _evenly(found: list[MadeQuestion], each: int, chance: random.Random) -> Iterator[MadeQuestion]:
    """Yield up to `each` of `found`, of each type in turn."""
    by_type = defaultdict(list)
    for made in found:
        by_type[made.type].append(made)
    for several in by_type.values():
        chance.shuffle(several)
    count = 0
    while count < each and any(by_type.values()):
        for several in [several for several in by_type.values() if several]:
            yield several.pop()
            count += 1


def records(library: Library, made: list[MadeQuestion], chance: random.Random) -> Iterator[dict[str, Any]]:
    """Yield the lines of the question file: the questions, and those that nothing in the library answers."""
    documents = [d for d in library.documents() if d.state == "ready"]
    years_of: dict[str, set[int]] = defaultdict(set)
    told: dict[str, str] = defaultdict(str)
    for document in documents:
        if document.region:
            told[document.region] += fold(library.document(document.doc).text)
            year = _year(document)
            years_of[document.region] |= {year} if year else set()
    regions = sorted(told)
    latest = max((year for years in years_of.values() for year in years), default=0)
    for number, question in enumerate(made):
        yield question.record(number)
        if number % UNANSWERABLE:
            continue
        # A place that never writes what is asked about tells nothing of it.
        others = [
            name
            for name in chance.sample(regions, min(20, len(regions)))
            if question.subject not in told[name]
        ]
        years = [
            year
            for year in ((question.year or latest) + sign * apart for sign in (-1, 1) for apart in APART)
            if year <= latest
            and f"{year}年" not in told[question.region]
            and year not in years_of[question.region]
        ]
        if text := elsewhere(question, others, years, chance):
            made_up = {
                "id": f"none{number:05d}",
                "type": "unanswerable",
                "question": text,
                "answerable": False,
            }
            yield made_up | {"made_of": question.doc}


def main() -> None:
    """Make the questions and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--each", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    library = Library.open(Settings(library=args.library))
    made = list(made_of(library, args.each, chance))
    lines = list(records(library, made, chance))
    args.out.write_text(
        "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8"
    )
    print(dict(Counter(line["type"] for line in lines)))
    library.close()


if __name__ == "__main__":
    main()
