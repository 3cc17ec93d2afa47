"""Tables that part public income by the level of government that it goes to: 中央级收入, 省级收入, 市县级收入.

Their sums hold what goes to the nation; what goes to the region itself stands in the row for its own level.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ingest.facts.table_outline import Subject

_CENTRAL = re.compile(r"中央级?(?:收入|税收)?")
_OWN = re.compile(r"(?:市县|地方|[市县区州旗])级(?:收入|税收)?")
_WITH_CENTRAL = "含中央级"
_OF_ALL_LEVELS = "全部财政收入"
_GROUP = "财政"


def parts_levels(names: Iterable[str]) -> bool:
    """Return whether a table parts income by level of government; `names` are those of its rows."""
    return any(map(_CENTRAL.fullmatch, names))


def of_level(subject: Subject | None, name: str, above: Subject | None) -> Subject | None:
    """Return what a row of such a table is about.

    Args:
        subject: what it is about by its name.
        name: of the row.
        above: what it is a part of, if it is one.
    """
    if subject is None or subject.indicator is None or subject.indicator.group != _GROUP:
        return subject
    if above is None:
        return replace(subject, qualifiers=(*subject.qualifiers, _WITH_CENTRAL))
    if _OWN.fullmatch(name) and subject.indicator.name != _OF_ALL_LEVELS:
        return replace(subject, qualifiers=tuple(q for q in above.qualifiers if q != _WITH_CENTRAL))
    return subject
