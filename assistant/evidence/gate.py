"""The gate: how probable it is that a candidate answers, learned from questions with and without an answer.

It judges how much of a question a candidate holds, whether it tells of the same thing, place and year, and how far it
stands out among the others. What rules a candidate out without judging is `acceptance`'s.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from assistant.evidence.contrast import CONTRASTS, contrasts
from assistant.evidence.features import FEATURES
from assistant.evidence.general import is_general
from assistant.evidence.model import Candidate
from assistant.evidence.same_thing import introduced_as_asked, same_number
from assistant.question.answer_type import AnswerKind
from assistant.question.model import Question
from assistant.question.official_names import official_names
from assistant.question.patterns import ASKING
from assistant.question.synonyms import Synonyms

_KINDS = get_args(AnswerKind)
_COMMON = tuple(name for name in FEATURES if not name.startswith("fit_"))
# What counts for more or less where a name or date, or a figure, is asked for.
_BY_FORM = ("asked", "own", "clause", "near", "probability")
GATE_FEATURES = (
    *_COMMON,
    "probability",  # of being the one that answers, over all candidates
    "behind",  # its score (log odds) less the best one's
    "placed",  # the question names a place
    "dated",  # the question names a year
    "words",  # characters of the question's focus, of thirty
    "matched",  # share of the question in the candidate or right beside it
    "covered",  # the same with its headings, title and passage
    "fit",  # holds the kind of thing asked for
    "asks",  # the question has a question word, and is no heading
    *(f"named_{name}" for name in _BY_FORM),
    *(f"figure_{name}" for name in _BY_FORM),
    "figure_beside",  # how much of what the candidate holds stands in one clause with a fitting figure
    "free_fit",  # "fit" where neither a name nor a figure is asked for
    "own_squared",
    "asked_own",
    "whole",  # nearly all of the question stands in it or beside it
    "best",  # it is the first
    "dated_agreement",  # "agreement" where a year is asked for
    "same_number",
    "introduced_as_asked",
    "general",  # its passage is general text
    *CONTRASTS,
    *(f"kind_{kind}" for kind in _KINDS),
)
_WHOLE = 0.9


@dataclass(frozen=True, slots=True)
class Gate:
    """The learned decision.

    Attributes:
        weights: of each of GATE_FEATURES, float64 [len(GATE_FEATURES)].
        bias: added to the weighted sum.
        threshold: the probability from which on a candidate answers.
    """

    weights: NDArray[np.float64]
    bias: float
    threshold: float

    def probabilities(
        self, question: Question, judged: Sequence[Candidate], found: Sequence[Candidate]
    ) -> NDArray[np.float64]:
        """Return how probable it is that each of `judged` answers, float64 [len(judged)], 0 to 1.

        Args:
            question: what is asked.
            judged: those to be judged.
            found: all of the question's candidates, best first; `judged` are among them.
        """
        odds = gate_features(question, judged, found) @ self.weights + self.bias
        return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float64)


@cache
def gate() -> Gate:
    """Return the learned gate (training/train_gate.py)."""
    text = files("assistant.evidence").joinpath("data/gate.json").read_text(encoding="utf-8")
    learned = json.loads(text)
    weights = np.array([learned["weights"][name] for name in GATE_FEATURES], dtype=np.float64)
    return Gate(weights, learned["bias"], learned["threshold"])


def gate_features(
    question: Question, judged: Sequence[Candidate], found: Sequence[Candidate]
) -> NDArray[np.float64]:
    """Return the values of GATE_FEATURES, float64 [len(judged), len(GATE_FEATURES)]; arguments as for `probabilities`."""
    names = official_names(question)
    rows = [_features(question, names, each, found[0]) for each in judged]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(GATE_FEATURES))


def _features(
    question: Question, names: Mapping[str, Synonyms], each: Candidate, first: Candidate
) -> list[float]:
    """Return the values of GATE_FEATURES for one candidate; none of them depends on how large the library is.

    Args:
        names: words of the question with what texts may write instead.
        first: the best candidate of the question.
    """
    named, figure = float(question.answer_type.named), float(question.kind == "figure")
    fit = each.value(f"fit_{question.kind}")
    own, asked, near = each.value("own"), each.value("asked"), each.value("near")
    values = {name: each.value(name) for name in _COMMON} | {
        "probability": each.probability,
        "behind": each.score - first.score,
        "placed": float(bool(question.places)),
        "dated": float(bool(question.years)),
        "words": min(len(question.focus), 30) / 30,
        "matched": own + near,
        "covered": own + near + each.value("context"),
        "fit": fit,
        "asks": float(ASKING.search(question.text) is not None),
        "figure_beside": figure * min(1.0, each.value("clause") / own) if own else figure,
        "free_fit": fit * (1 - max(named, figure)),
        "own_squared": own * own,
        "asked_own": asked * own,
        "whole": float(own + near > _WHOLE),
        "best": float(each is first),
        "dated_agreement": min(1.0, each.value("agreement")) if question.strict_year else 1.0,
        "same_number": float(same_number(question, each)),
        "introduced_as_asked": float(introduced_as_asked(question, each)),
        "general": float(is_general(question, each.passage)),
    }
    for name in _BY_FORM:
        values[f"named_{name}"], values[f"figure_{name}"] = named * values[name], figure * values[name]
    values |= contrasts(question, names, each)
    values |= {f"kind_{kind}": float(question.kind == kind) for kind in _KINDS}
    return [values[name] for name in GATE_FEATURES]
