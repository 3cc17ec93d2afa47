"""Learn how surely a statement tells a point of a broad answer.

    python -m training.train_points --set QUESTIONS:LIBRARY [--set …]

QUESTIONS is a file as docs/questions.md describes it, LIBRARY a library of the documents that it asks about. The broad questions
and the reasons are asked; a statement that was considered tells a point where it stands in a document of the answer and holds one of
the spellings of it. Of each set is told how well a regression learned from the other sets ranks the statements. Writes
assistant/answer/topics/data/points.json.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from assistant.answer.topics import relevance
from assistant.answer.topics.sureness import FEATURES, Asked, Standing, features, sureness
from assistant.pipeline import Assistant
from ingest.chinese.script import fold
from ingest.library.library import Library
from ingest.settings import Settings
from training.logistic import Learned, fitted

OUT = Path(__file__).parent.parent / "assistant" / "answer" / "topics" / "data" / "points.json"
TYPES = ("topic", "reason")
# Strength of the pull of the weights, of standardised features, towards nothing.
L2 = 3.0
_UNWRITTEN = re.compile(r"[\s*,，]")


@dataclass(frozen=True, slots=True)
class Considered:
    """The statements of a document that were considered for a question.

    Attributes:
        source: the set of the question.
        features: float64 [n, len(FEATURES)].
        tells: which of them tell a point of the answer, bool [n].
    """

    source: str
    features: NDArray[np.float64]
    tells: NDArray[np.bool_]


def considered(questions: Path, folder: Path) -> list[Considered]:
    """Return what the program considers for the questions of a file, where some of it tells a point and some does not."""
    found: list[Considered] = []
    library = Library.open(Settings(library=folder))
    assistant = Assistant(library)
    seen: list[tuple[Asked, Sequence[Standing], NDArray[np.float32]]] = []

    def watched(
        asked: Asked, standings: Sequence[Standing], meanings: NDArray[np.float32]
    ) -> NDArray[np.float64]:
        seen.append((asked, standings, meanings))
        return sureness(asked, standings, meanings)

    with patch.object(relevance, "sureness", watched):
        for item in map(json.loads, questions.read_text(encoding="utf-8").splitlines()):
            if item["type"] not in TYPES or "question" not in item:
                continue
            seen.clear()
            assistant.ask(item["question"])
            spellings = [_plain(each) for group in item["gold"] for each in group]
            docs = {each["doc"].rsplit("/", 1)[-1] for each in item["evidence"]}
            for asked, standings, meanings in seen:
                tells = np.array([_tells(each, spellings, docs) for each in standings])
                if tells.any() and not tells.all():
                    found.append(Considered(str(questions), features(asked, standings, meanings), tells))
    library.close()
    return found


def _tells(standing: Standing, spellings: Sequence[str], docs: set[str]) -> bool:
    text = _plain(standing.statement.text)
    doc = standing.statement.evidence.passage.doc.rsplit("/", 1)[-1]
    return doc in docs and any(each in text for each in spellings)


def _plain(text: str) -> str:
    return _UNWRITTEN.sub("", fold(text))


def fit(some: Sequence[Considered]) -> Learned:
    """Return the regression that explains best what tells a point.

    A long document counts for more than a short one, but by the root of its statements only.
    """
    x = np.concatenate([each.features for each in some])
    y = np.concatenate([each.tells for each in some])
    weight = np.concatenate([np.full(len(each.tells), len(each.tells) ** -0.5) for each in some])
    return fitted(x, y, weight, l2=L2)


def average_precision(scores: NDArray[np.float64], tells: NDArray[np.bool_]) -> float:
    """Return the mean of the precision at each statement that tells a point, best scores first."""
    ranked = tells[np.argsort(-scores, kind="stable")]
    return float((np.cumsum(ranked) / np.arange(1, len(ranked) + 1))[ranked].mean())


def main() -> None:
    """Gather what is considered, report on sets held out, learn from all and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--set", action="append", required=True, metavar="QUESTIONS:LIBRARY")
    rows = [
        row
        for each in parser.parse_args().set
        for row in considered(*(Path(part) for part in each.split(":")))
    ]
    sources = sorted({row.source for row in rows})
    print(f"{len(rows)} documents considered, {sum(len(row.tells) for row in rows)} statements")
    for source in sources if len(sources) > 1 else ():
        learned = fit([row for row in rows if row.source != source])
        ranked = [
            average_precision(row.features @ learned.weights, row.tells)
            for row in rows
            if row.source == source
        ]
        print(f"{source}: average precision {np.mean(ranked):.3f} of {len(ranked)}, by the other sets")
    learned = fit(rows)
    told = {name: round(float(weight), 4) for name, weight in zip(FEATURES, learned.weights, strict=True)}
    OUT.write_text(
        json.dumps({"weights": told, "bias": round(learned.bias, 4)}, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
