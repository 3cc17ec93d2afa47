"""General reading: questions over encyclopaedia passages, on a split that nothing was trained or tuned on.

    python -m benchmarks.reading [--questions N]

Every passage of a source is ingested as a document of its own; a question is right when the answer's text, within
the usual length limit, contains the gold answer; also counted is where it does so but for marks and blanks, which the
datasets' own evaluation leaves out (library texts have no blanks between Chinese words), and the numbers of sources. It also
checks whether the fused ranking is ever worse than the lexical one alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.pipeline import Assistant
from benchmarks.measure import SHARED
from ingest.chinese.script import fold
from ingest.chinese.tokens import terms
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync

LONGEST_ANSWER = 420
_SOURCE = re.compile(r"\[\d+\]")
# The passages fall into tenths by a hash of their numbers: the embedding is trained on the last eight, the ranker
# on questions about the second, and only the first is measured.
MEASURED, RANKER = 0, 1
HELD_OUT = frozenset({MEASURED, RANKER})


@dataclass(frozen=True, slots=True)
class Item:
    """A question, the number of the passage it is about, and the spans that answer it."""

    question: str
    passage: int
    answers: tuple[str, ...]


def tenth(passage: int) -> int:
    """Return the tenth that the passage of a number belongs to, 0 to 9."""
    digest = hashlib.blake2b(str(passage).encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") % 10


def held_out(passage: int) -> bool:
    """Return whether the passage of a number is excluded from training the embedding."""
    return tenth(passage) in HELD_OUT


def load(source: str, which: int = MEASURED) -> tuple[dict[int, str], list[Item]]:
    """Return all passages of a source by number, and the questions about those of one tenth."""

    def lines(name: str) -> list[dict[str, Any]]:
        with lzma.open(SHARED / "train" / name, "rt", encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    passages = {n: p["text"] for n, p in enumerate(lines("passages.jsonl.xz")) if p["source"] == source}
    items = [
        Item(q["question"], q["passage"], tuple(q["answers"]))
        for q in lines("questions.jsonl.xz")
        if q["passage"] in passages and tenth(q["passage"]) == which
    ]
    return passages, items


def main() -> None:
    """Measure both sources and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=400, help="at most this many questions a source")
    limit = parser.parse_args().questions
    for source in ("CMRC2018-train", "DRCD-dev"):
        passages, items = load(source)
        with tempfile.TemporaryDirectory() as scratch:
            assistant = _ingested(Path(scratch), passages)
            print(f"{source}: {_measured(assistant, items[:limit])}")
            assistant.library.close()


def _ingested(scratch: Path, passages: dict[int, str]) -> Assistant:
    folder = scratch / "documents"
    folder.mkdir()
    for number, text in passages.items():
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    library = Library.open(Settings(library=scratch / "library"), create=True)
    sync(library, [folder])
    return Assistant(library)


def _measured(assistant: Assistant, items: list[Item]) -> str:
    right = alike = abstained = fused_first = words_first = characters = 0
    for item in items:
        answer = assistant.ask(item.question)
        text = fold(answer.text.replace("*", "").replace("\\", ""))
        abstained += answer.abstained
        answers = not answer.abstained and len(text) <= LONGEST_ANSWER
        characters += len(text) if answers else 0
        right += answers and any(fold(a) in text for a in item.answers)
        alike += answers and any(_letters(fold(a)) in _letters(_SOURCE.sub("", text)) for a in item.answers)
        found = assistant.search(item.question, k=1)
        fused_first += bool(found) and found[0].passage.doc == f"{item.passage}.txt"
        words_first += _first_by_words(assistant.library, item.question) == f"{item.passage}.txt"
    n = len(items)
    return (
        f"{n} questions, answer holds the gold {right / n:.3f}, but for marks and blanks {alike / n:.3f}, "
        f"abstained {abstained / n:.3f}, characters {characters / max(1, n - abstained):.0f}, "
        f"R@1 fused {fused_first / n:.3f}, words alone {words_first / n:.3f}"
    )


def _letters(text: str) -> str:
    """Return text without marks and blanks."""
    return "".join(char for char in text if char.isalnum())


def _first_by_words(library: Library, question: str) -> str | None:
    hits = library.search_words(dict.fromkeys(terms(question), 1.0), 1)
    return library.passages([hits[0][0]])[0].doc if hits else None


if __name__ == "__main__":
    main()
