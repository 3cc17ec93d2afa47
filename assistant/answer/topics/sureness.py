"""How surely a statement is of what a broad question asks, learned from questions whose points are known."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from assistant.answer.topics.blocks import Statement
from assistant.answer.topics.telling import is_furniture, weight
from ingest.embedding import load_embedder
from ingest.embedding.cache import VectorCache
from ingest.settings import BUILTIN_EMBEDDING

FEATURES = (
    "own",  # how much of the matter its own words hold
    "named",  # the same by what names the matter alone, not by the words of its field
    "topic",  # of the topic sentence above it
    "heading",  # of the heading above it
    "opening",  # of the sentence that opens its paragraph, in an article
    "near",  # holds a word that must be told, stands below it or between two that do
    "anchor",  # answers by itself, or goes on from what does
    "elsewhere",  # words of other fields, at most three
    "telling",  # figures, names and things done, at most MOST_TOLD
    "furniture",  # is of the page, not of the text
    "heads",  # is a topic sentence
    "numbered",  # is a heading
    "length",  # characters, at most two of LENGTH
    "place",  # of its paragraph among those of the document
    "paragraph_best",  # the most that a statement of its paragraph holds
    "paragraph_mean",
    "meaning",  # cosine with the words that name the matter
    "meaning_behind",  # less that of the nearest statement
    "paragraph_meaning",  # the mean of its paragraph
    "article",  # the document is of one matter
    "words",  # words are asked for of which one must be told
    "anchored",  # sentences that answer by themselves are known
    "across",  # a field is asked for that lies across others
)
MOST_TOLD, MOST_ELSEWHERE, LENGTH = 5.0, 3, 40
# Statements whose vectors are kept, 1 KB each.
_VECTORS = VectorCache(8192)


@dataclass(frozen=True, slots=True)
class Standing:
    """A statement, and how much of the matter it and what it stands in hold, each 0 to 1.

    Attributes:
        statement: the statement.
        paragraph: the number of its paragraph among those considered.
        own, named, topic, heading, opening, near, anchor, elsewhere: as in FEATURES.
    """

    statement: Statement
    paragraph: int
    own: float
    named: float
    topic: float
    heading: float
    opening: float
    near: float
    anchor: float
    elsewhere: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What is the same for all statements of a document; the attributes are as in FEATURES."""

    article: bool
    words: bool
    anchored: bool
    across: bool


def sureness(
    asked: Asked, standings: Sequence[Standing], meanings: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Return the probability that each statement tells a point of the answer, float64 [n].

    Args:
        asked: what is the same for all of them.
        standings: the statements of one document, n of them, in order.
        meanings: the cosine of each with the words that name the matter, [n].
    """
    weights, bias = _learned()
    return np.asarray(1 / (1 + np.exp(-(features(asked, standings, meanings) @ weights + bias))))


def features(
    asked: Asked, standings: Sequence[Standing], meanings: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Return the values of FEATURES, float64 [n, len(FEATURES)]; arguments as for `sureness`."""
    own = np.array([each.own for each in standings])
    paragraphs = np.array([each.paragraph for each in standings])
    best, mean, meant = (np.zeros(len(standings)) for _ in range(3))
    for paragraph in np.unique(paragraphs):
        inside = paragraphs == paragraph
        best[inside], mean[inside] = own[inside].max(), own[inside].mean()
        meant[inside] = meanings[inside].mean()
    of_each = [
        [
            each.own,
            each.named,
            each.topic,
            each.heading,
            each.opening,
            each.near,
            each.anchor,
            min(each.elsewhere, MOST_ELSEWHERE),
            min(weight(each.statement.text), MOST_TOLD),
            is_furniture(each.statement.text),
            each.statement.is_topic,
            each.statement.is_heading,
            min(len(each.statement.text) / LENGTH, 2.0),
        ]
        for each in standings
    ]
    context = [paragraphs / (paragraphs[-1] + 1), best, mean, meanings, meanings - meanings.max(), meant]
    same = np.array([asked.article, asked.words, asked.anchored, asked.across], dtype=np.float64)
    return np.column_stack(
        [np.array(of_each, dtype=np.float64), *context, np.tile(same, (len(standings), 1))]
    )


def meanings(names: Sequence[str], texts: Sequence[str]) -> NDArray[np.float32]:
    """Return the cosine of each text with the words that name a matter, float32 [n].

    The built-in model is asked, whichever the library uses: the weights were learned with it, and a long report has hundreds
    of statements, for which a larger one takes seconds.
    """
    model = load_embedder(BUILTIN_EMBEDDING)
    return np.asarray(_VECTORS.encode(model, texts) @ model.encode([" ".join(names)])[0], dtype=np.float32)


@cache
def _learned() -> tuple[NDArray[np.float64], float]:
    """Return the learned weight of each of FEATURES and the bias (training/train_points.py)."""
    learned = json.loads(
        files("assistant.answer.topics").joinpath("data/points.json").read_text(encoding="utf-8")
    )
    return np.array([learned["weights"][name] for name in FEATURES], dtype=np.float64), learned["bias"]
