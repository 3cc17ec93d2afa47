"""Measure a ledger against labels: how much of what it holds is right, and how much of what is told it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from assistant.evaluation.ledger_labels import Label
from assistant.evaluation.ledger_matching import Differences, Pair, pairs_of_facts, pairs_of_projects
from assistant.evaluation.ledger_parts import Part
from ingest.facts.model import Fact, Project

Outcome = Literal["wrong", "missed", "false"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is not right.

    Attributes:
        outcome: a labelled one found with a wrong field, one not found, or one found that is none.
        doc: the document.
        words: its figure with the indicator, or its name.
        quote: the clause that tells it.
        differences: the fields that make a found one wrong.
    """

    outcome: Outcome
    doc: str
    words: str
    quote: str
    differences: Differences

    def as_json(self) -> dict[str, Any]:
        """Return the fault as a JSON object."""
        fields = {name: {"label": a, "found": b} for name, (a, b) in self.differences.items()}
        return {
            "outcome": self.outcome,
            "doc": self.doc,
            "words": self.words,
            "quote": self.quote,
            "fields": fields,
        }


@dataclass(frozen=True, slots=True)
class Rates:
    """How many were found, how many are labelled, and how many of the found are right.

    Attributes:
        right: labelled ones found with every field right.
        found: all found but those that stand for an optional label's right value.
        labelled: all labelled but optional ones.
    """

    right: int
    found: int
    labelled: int

    @property
    def precision(self) -> float | None:
        """Return right / found; None where none was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Return right / labelled; None where none is labelled."""
        return self.right / self.labelled if self.labelled else None

    def as_json(self) -> dict[str, Any]:
        """Return the rates as a JSON object."""
        rounded = {
            "precision": None if self.precision is None else round(self.precision, 4),
            "recall": None if self.recall is None else round(self.recall, 4),
        }
        return {**rounded, "right": self.right, "found": self.found, "labelled": self.labelled}


@dataclass(frozen=True, slots=True)
class Scores:
    """How good the facts, or the projects, of a ledger are.

    Attributes:
        all: over all labels.
        canonical: over the facts of listed indicators; None for projects.
        errors: field → how many of the found ones it makes wrong.
        noted: field → how many of the right ones differ in it; it counts for nothing.
        faults: each miss, each wrong one and each false one, in the order of the file.
    """

    all: Rates
    canonical: Rates | None
    errors: Mapping[str, int]
    noted: Mapping[str, int]
    faults: tuple[Fault, ...]

    def as_json(self) -> dict[str, Any]:
        """Return everything but the faults as a JSON object."""
        listed = {} if self.canonical is None else {"canonical": self.canonical.as_json()}
        return {"all": self.all.as_json(), **listed, "errors": dict(self.errors), "noted": dict(self.noted)}


def score_facts(parts: Iterable[Part]) -> Scores:
    """Return how good the ledger's facts are in the parts whose facts are labelled.

    A fact is found where its figure overlaps the labelled one and has the same value; it is right if indicator, year,
    period, measure, status, region and sign agree. Nothing is asked of a field on which the label is ambiguous.
    """
    pairs = [pair for part in parts if part.labelled.facts is not None for pair in pairs_of_facts(part)]
    return _scores(pairs, canonical=True)


def score_projects(parts: Iterable[Part]) -> Scores:
    """Return how good the ledger's projects are in the parts whose projects are labelled.

    A project is found where its name overlaps the labelled one; it is right if its status agrees, and its investment
    where one is labelled. Sums of groups of projects count for nothing.
    """
    pairs = [pair for part in parts if part.labelled.projects is not None for pair in pairs_of_projects(part)]
    return _scores(pairs, canonical=False)


def _scores(pairs: Sequence[Pair], *, canonical: bool) -> Scores:
    listed = [pair for pair in pairs if _is_listed(pair)]
    return Scores(
        all=_rates(pairs),
        canonical=_listed_rates(listed) if canonical else None,
        errors=_counted(pair.wrong for pair in pairs),
        noted=_counted(pair.noted for pair in pairs if pair.is_right),
        faults=tuple(fault for pair in pairs if (fault := _fault(pair)) is not None),
    )


def _is_listed(pair: Pair) -> bool:
    """Return whether the label or the ledger gives the fact an indicator of the list."""
    return (pair.label is not None and pair.label.fields.get("indicator") is not None) or _has_indicator(pair)


def _has_indicator(pair: Pair) -> bool:
    return isinstance(pair.found, Fact) and pair.found.indicator is not None


def _rates(pairs: Sequence[Pair]) -> Rates:
    asked = _asked(pairs)
    return Rates(
        right=sum(pair.is_right for pair in asked),
        found=sum(pair.found is not None for pair in asked),
        labelled=sum(pair.label is not None and not pair.label.is_optional for pair in asked),
    )


def _listed_rates(pairs: Sequence[Pair]) -> Rates:
    """Return the rates over listed indicators: found are the facts that bear one, labelled the labels that do."""
    asked = _asked(pairs)
    labelled = [pair.label for pair in asked if pair.label is not None and not pair.label.is_optional]
    return Rates(
        right=sum(pair.is_right and _has_indicator(pair) for pair in asked),
        found=sum(_has_indicator(pair) for pair in asked),
        labelled=sum(label.fields.get("indicator") is not None for label in labelled),
    )


def _asked(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the pairs that count: all but optional labels that were not found, or found right."""
    return [pair for pair in pairs if pair.label is None or not pair.label.is_optional or pair.wrong]


def _counted(differences: Iterable[Differences]) -> dict[str, int]:
    return dict(Counter(name for each in differences for name in each).most_common())


def _fault(pair: Pair) -> Fault | None:
    """Return what is not right with a pair; None where nothing is."""
    label, found = pair.label, pair.found
    if pair.is_right or (found is None and label is not None and label.is_optional):
        return None
    outcome: Outcome = "missed" if found is None else "false" if label is None else "wrong"
    quote = label.quote if label is not None else ""
    if found is not None and (not quote or label is None):
        quote = pair.part.text[found.start : found.end]
    return Fault(outcome, pair.part.doc, _words(label, found), quote, pair.wrong)


def _words(label: Label | None, found: Fact | Project | None) -> str:
    if isinstance(found, Fact):
        shown = found.indicator or f"({found.name})"
        return f"{shown} {found.value:g}{found.unit} [{found.year} {found.period} {found.measure} {found.status}]"
    if isinstance(found, Project):
        return f"{found.name} [{found.status}]"
    fields = label.fields if label is not None else {}
    if "value" not in fields:
        return f"{fields.get('name')} [{fields.get('status')}]"
    shown = fields.get("indicator") or f"({fields.get('name')})"
    told = " ".join(str(fields.get(name)) for name in ("year", "period", "measure", "status"))
    return f"{shown} {fields['value']:g}{fields.get('unit') or ''} [{told}]"
