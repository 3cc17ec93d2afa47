"""Set what a ledger holds of a part against its labels, and tell in which fields the two differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assistant.evaluation.ledger_labels import Label, Offsets
from assistant.evaluation.ledger_parts import Part
from ingest.chinese.script import fold
from ingest.facts.indicators import plain
from ingest.facts.model import Fact, Project

# Before a name they say only whose figure it is.
_WHOLE = ("全市", "全县", "全区", "全州", "全省", "全年")
T = TypeVar("T", Fact, Project)
# Field → what the label says and what was found, where the two differ.
Differences = Mapping[str, tuple[object, object]]


@dataclass(frozen=True, slots=True)
class Pair:
    """A label with what was found of it; one of the two may be missing.

    Attributes:
        wrong: the fields that make what was found wrong.
        noted: other fields in which it differs.
    """

    part: Part
    label: Label | None
    found: Fact | Project | None
    wrong: Differences
    noted: Differences

    @property
    def is_right(self) -> bool:
        """Return whether what was found is as labelled."""
        return self.label is not None and self.found is not None and not self.wrong


def pairs_of_facts(part: Part) -> list[Pair]:
    """Return the labelled and the found facts of a part, set against each other.

    A fact is found where its figure overlaps the labelled one and has the same value.
    """
    return _paired(part, part.labelled.facts or (), part.facts, _fact_overlap, _fact_differences)


def pairs_of_projects(part: Part) -> list[Pair]:
    """Return the labelled and the found projects of a part, set against each other.

    A project is found where its name overlaps the labelled one.
    """
    return _paired(part, part.labelled.projects or (), _single(part), _project_overlap, _project_differences)


def _single(part: Part) -> list[Project]:
    """Return the projects of a part but those whose name is a labelled group's words and no labelled project's."""
    labelled = [label.at for label in part.labelled.projects or () if label.at]
    return [
        found
        for found in part.projects
        if any(_shared(at, (found.name_start, found.name_end)) for at in labelled)
        or not any(_shared(at, (found.name_start, found.name_end)) for at in part.labelled.groups)
    ]


def _paired(
    part: Part,
    labels: Sequence[Label],
    found: Sequence[T],
    overlap: Callable[[Label, T], int],
    differences: Callable[[Label, T], tuple[Differences, Differences]],
) -> list[Pair]:
    """Return each label with what was found of it, those first that agree best: each label and each found one once."""
    candidates = []
    for i, label in enumerate(labels):
        for j, one in enumerate(found):
            if shared := overlap(label, one):
                wrong, noted = differences(label, one)
                candidates.append(((len(wrong), -shared, len(noted)), i, j, wrong, noted))
    pairs: list[Pair] = []
    left, free = set(range(len(labels))), set(range(len(found)))
    for _, i, j, wrong, noted in sorted(candidates, key=lambda each: each[:3]):
        if i in left and j in free:
            left.remove(i)
            free.remove(j)
            pairs.append(Pair(part, labels[i], found[j], wrong, noted))
    pairs += [Pair(part, labels[i], None, {}, {}) for i in sorted(left)]
    return pairs + [Pair(part, None, found[j], {}, {}) for j in sorted(free)]


def _fact_overlap(label: Label, fact: Fact) -> int:
    if label.at is None or abs(abs(fact.value) - abs(float(label.fields["value"]))) > 1e-9:
        return 0
    return _shared(label.at, (fact.figure_start, fact.figure_end))


def _project_overlap(label: Label, project: Project) -> int:
    return _shared(label.at, (project.name_start, project.name_end)) if label.at else 0


def _shared(one: Offsets, other: Offsets) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _fact_differences(label: Label, fact: Fact) -> tuple[Differences, Differences]:
    fields = label.fields
    told: dict[str, tuple[object, object]] = {
        name: (fields.get(name), getattr(fact, name))
        for name in ("indicator", "year", "period", "measure", "status", "region")
        if name in fields
    }
    if _is_called(str(fields.get("region") or ""), fact):
        del told["region"]
    if told["indicator"][0] is None and _is_listed_since(str(fields.get("name") or ""), fact):
        del told["indicator"]
    # A rate that is an indicator by itself is a level to one reader and a share to another.
    if {fields["measure"], fact.measure} == {"level", "share"} and fact.base_unit in ("%", "‰"):
        del told["measure"]
    if fields.get("direction") or float(fields["value"]) < 0:
        falls = fields.get("direction") == "down" or float(fields["value"]) < 0
        told["sign"] = ("-" if falls else "+", "-" if fact.amount < 0 else "+")
    noted: dict[str, tuple[object, object]] = {
        "unit": (fold(str(fields.get("unit") or "")), fold(fact.unit)),
        "qualifiers": (sorted(fields.get("qualifiers") or ()), sorted(fact.qualifiers)),
        "base": (fields.get("base"), fact.base),
        "bound": (fields.get("bound") or "", fact.bound),
        "from_year": (fields.get("from_year"), fact.from_year),
    }
    return _differing(told, label), _differing({k: v for k, v in noted.items() if k in fields}, label)


def _is_called(name: str, fact: Fact) -> bool:
    """Return whether a label calls a fact's region by its own name after those around it: 岚江市高新区 of 高新区 in 岚江市."""
    own = fact.region or ""
    return len(name) > len(own) > 0 and name.endswith(own) and f"{fact.place or ''}{own}".endswith(name)


def _is_listed_since(name: str, fact: Fact) -> bool:
    """Return whether a fact is of an indicator that the label has by its name alone: the list has grown since."""
    written = plain(name)
    for whole in _WHOLE:
        written = written.removeprefix(whole)
    return fact.indicator is not None and (written == plain(fact.name) or written == plain(fact.indicator))


def _project_differences(label: Label, project: Project) -> tuple[Differences, Differences]:
    fields = label.fields
    told: dict[str, tuple[object, object]] = {}
    if fields["status"] is not None:
        told["status"] = (fields["status"], project.status)
    invested = (fields.get("investment"), fold(str(fields.get("unit") or "")))
    found = (project.investment, fold(project.unit))
    sums = {"investment": (invested, found)}
    if invested[0] is not None:
        told |= sums
    noted: dict[str, tuple[object, object]] = {
        "region": (fields.get("region"), project.region),
        "year": (fields.get("year"), project.year),
        "date": (fields.get("date"), project.date),
        "status_to_be": (fields.get("status_to_be"), project.wanted),
        "builder": (fields.get("builder"), project.builder),
        **({} if invested[0] is not None else sums),
    }
    return _differing(told, label), _differing({k: v for k, v in noted.items() if k in fields}, label)


def _differing(told: Mapping[str, tuple[object, object]], label: Label) -> Differences:
    return {name: both for name, both in told.items() if both[0] != both[1] and name not in label.ambiguous}
