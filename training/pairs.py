"""Make pairs of texts that mean the same or stand together, from reading-comprehension sets and from reports."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from ingest.chinese.script import fold

SHORTEST, LONGEST = 8, 400
# A line of at most HEADING characters over one of at least PARAGRAPH is its heading.
HEADING, PARAGRAPH = 25, 30
# Sentences of a report this close share their neighbours, so they are kept out of one batch.
WINDOW = 5
_PINYIN = re.compile(r"[（(][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]{1,6}[）)]")
_DAMAGE = re.compile(r"\\[rnt]|&[a-z]{2,6};|�+|\?{2,}\w?|\^?[\[［]\d{1,3}[\]］]|https?://\S+")
_INNER_SPACE = re.compile(r"(?<=[\d.一-鿿])[ \t\u3000]+(?=[\d.一-鿿])")
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")


@dataclass(frozen=True, slots=True)
class ReadingQuestion:
    """A question of a reading set.

    Attributes:
        text: the question.
        passage: number of the passage that answers it.
        answers: the answer spans.
        source: the data set that it comes from.
    """

    text: str
    passage: int
    answers: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class ReadingSet:
    """Passages and the questions over them, folded.

    Attributes:
        passages: passage texts by number.
        sources: the data set that each passage comes from, by number.
        questions: all questions.
        held_out: numbers of the passages that nothing is trained on.
    """

    passages: list[str]
    sources: list[str]
    questions: list[ReadingQuestion]
    held_out: frozenset[int]


@dataclass(frozen=True, slots=True)
class Pair:
    """An anchor and its positive. Two pairs of one `group` must not serve as each other's negatives."""

    anchor: str
    positive: str
    group: int


def read_reading_set(folder: Path, held_out: Callable[[int], bool]) -> ReadingSet:
    """Read the reading set in `folder` (passages.jsonl.xz, questions.jsonl.xz).

    Args:
        folder: the folder of the set.
        held_out: returns whether the passage of a number is excluded from training.
    """
    rows = _read_lines(folder / "passages.jsonl.xz")
    return ReadingSet(
        passages=[fold(row["text"]) for row in rows],
        sources=[row["source"] for row in rows],
        questions=[
            ReadingQuestion(fold(q["question"]), q["passage"], tuple(map(fold, q["answers"])), q["source"])
            for q in _read_lines(folder / "questions.jsonl.xz")
        ],
        held_out=frozenset(filter(held_out, range(len(rows)))),
    )


def read_reports(folder: Path) -> list[str]:
    """Return the .txt and .md reports in `folder` and below, cleaned and folded, in the order of their names."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in (".txt", ".md"))
    return [cleaned(path.read_bytes().decode("utf-8", errors="replace")) for path in paths]


def cleaned(text: str) -> str:
    """Return `text` folded, without pinyin in brackets, byte debris, footnote marks and inner spaces.

    This is cruder than `ingest.clean`, which has to keep a text citable; here a lost character costs nothing.
    """
    text = _DAMAGE.sub(" ", _PINYIN.sub("", fold(text)))
    return _INNER_SPACE.sub("", text)


def split_sentences(text: str) -> list[str]:
    """Return the sentences of `text` that have SHORTEST to LONGEST characters."""
    found = (match.group().strip() for match in _SENTENCE.finditer(text))
    return [s for s in found if SHORTEST <= len(s) <= LONGEST]


def make_pairs(reading: ReadingSet, reports: list[str], *, headings: bool = False) -> list[Pair]:
    """Return training pairs: question → passage, question → answer sentence, sentence → its neighbours, and where
    `headings` are asked for, heading → its paragraph.

    No pair comes from a held-out passage.
    """
    pairs: list[Pair] = []
    split = [split_sentences(passage) for passage in reading.passages]
    for q in reading.questions:
        if q.passage in reading.held_out or len(q.text) < 4:
            continue
        pairs.append(Pair(q.text, reading.passages[q.passage], q.passage))
        answer = next((s for s in split[q.passage] if any(a in s for a in q.answers)), None)
        if answer:
            pairs.append(Pair(q.text, answer, q.passage))
    for number, parts in enumerate(split):
        if number not in reading.held_out:
            pairs += _neighbours(parts, [number] * len(parts))
    group = len(split)
    for report in reports:
        parts = split_sentences(report)
        pairs += _neighbours(parts, [group + i // WINDOW for i in range(len(parts))])
        group += len(parts) // WINDOW + 1
        headed = _headed(report) if headings else []
        pairs += [Pair(heading, text, group + i) for i, (heading, text) in enumerate(headed)]
        group += len(headed)
    return pairs


def _headed(report: str) -> list[tuple[str, str]]:
    """Return the headings of `report`, each with the beginning of the paragraph under it."""
    lines = [line.strip() for line in report.split("\n") if line.strip()]
    return [
        (heading, text[:LONGEST])
        for heading, text in pairwise(lines)
        if 3 <= len(heading) <= HEADING and not heading.endswith("。") and len(text) > PARAGRAPH
    ]


def _neighbours(parts: list[str], groups: list[int]) -> list[Pair]:
    """Pair each sentence with the two before and the two after it."""
    pairs = []
    for i, sentence in enumerate(parts):
        around = "".join(parts[max(0, i - 2) : i] + parts[i + 1 : i + 3])
        if around:
            pairs.append(Pair(sentence, around, groups[i]))
    return pairs


def _read_lines(path: Path) -> list[dict[str, Any]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
