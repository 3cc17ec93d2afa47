"""Which of several divisions of one name a text means: by the division named right before it, else by others that it names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.chinese.division_names import short_name
from ingest.chinese.divisions import Division
from ingest.chinese.listed_regions import parent_forms
from ingest.chinese.script import fold

_CITY, _PROVINCE = 2, 1


def told_before(folded: str, name: str, start: int, found: Sequence[Division]) -> tuple[Division, ...]:
    """Return those of `found` that lie in the division whose name ends at `start` of a folded text.

    Args:
        name: the folded name at `start`.
    """
    forms = parent_forms(name)
    before = {each for form, held in forms.items() if folded.endswith(form, 0, start) for each in held}
    return _of_today(each for each in found if each in before)


def told_by_text(folded: str, found: Sequence[Division]) -> tuple[Division, ...]:
    """Return those of `found` of whose city and province a folded text names most; those of today where it tells nothing."""
    scores = {each: _score(folded, each) for each in found}
    best = max(scores.values())
    return _of_today(each for each in found if scores[each] == best)


def _score(folded: str, division: Division) -> int:
    weights = (_PROVINCE, _CITY)[: len(division.parents)]
    return sum(
        weight for weight, parent in zip(weights, division.parents, strict=True) if _is_named(folded, parent)
    )


def _is_named(folded: str, name: str) -> bool:
    return fold(short_name(name)) in folded


def _of_today(found: Iterable[Division]) -> tuple[Division, ...]:
    """Return the divisions of today, or if there are none, the one that ended last."""
    held = tuple(found)
    today = tuple(each for each in held if each.until is None)
    return today or tuple(sorted(held, key=lambda each: -(each.until or 0))[:1])
