"""Tell what is doubtful about a description by itself: no region, a file that is named for another, years apart."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath

from ingest.chinese.dictionary import is_common_word
from ingest.chinese.division_names import short_name
from ingest.chinese.divisions import Division, current, divisions_called, divisions_named
from ingest.chinese.regions import find_regions
from ingest.chinese.script import fold, to_simplified
from ingest.chinese.years import years_named
from ingest.schema import Description, Warning

_APART = re.compile(r"[\W_\d]+")


def with_doubts(description: Description, doc: str) -> Description:
    """Return `description` with what can be told from it alone added to its warnings.

    Args:
        description: what was found, with the warnings of those who found it.
        doc: path of the file relative to the ingested folder.
    """
    doubts: list[Warning] = []
    if description.region is None:
        doubts.append("region-unsure")
    elif named_otherwise(doc, description.region, description.place):
        doubts.append("file-name")
    if _dated_otherwise(description):
        doubts.append("date-unsure")
    return replace(description, warnings=tuple(dict.fromkeys((*description.warnings, *doubts))))


def _dated_otherwise(description: Description) -> bool:
    """Return whether a report's title bears one year, and its date is of neither that, nor the year before or after."""
    if description.kind != "work-report" or description.date is None:
        return False
    titled = set(years_named(fold(description.title)))
    return len(titled) == 1 and abs(int(description.date[:4]) - titled.pop()) > 1


def named_otherwise(doc: str, region: str, place: str | None) -> tuple[str, ...]:
    """Return the regions that a file's own name gives, where none of them is `region` or lies around it.

    The folders do not count: they hold documents of many places.
    """
    words = [word for word in _APART.split(PurePosixPath(doc.replace("\\", "/")).stem) if word]
    named = [mention.name for mention in find_regions("，".join(words))]
    # By its short name a place is named only where that stands alone.
    alone = [to_simplified(word) for word in words if not is_common_word(word) and divisions_called(word)]
    given = tuple(dict.fromkeys((*named, *alone)))
    return () if any(_agrees(name, region, place) for name in given) else given


def _agrees(name: str, region: str, place: str | None) -> bool:
    """Return whether a document of `region` can bear `name`: its own, an older one, or that of a wider place."""
    if short_name(name) == short_name(region) or name in (place or ""):
        return True
    named = divisions_named(name) or divisions_called(name)
    held = divisions_named(region)
    if any(division.name in around.parents for division in named for around in held):
        return True
    if {division.code for division in _today(named)} & {division.code for division in _today(held)}:
        return True
    # Where an unlisted region lies nothing tells, unless its document does.
    return not held and place is None and any(division.level != "county" for division in named)


def _today(divisions: tuple[Division, ...]) -> list[Division]:
    return [today for division in divisions for today in current(division)]
