"""Whose figures a table or one of its rows holds: the document's region, a zone's, or that of a place that is named."""

from __future__ import annotations

import re

from ingest.chinese.divisions import divisions_named, place_of
from ingest.chinese.regions import find_regions
from ingest.facts.setting import Setting
from ingest.facts.table_caption import Caption
from ingest.facts.table_outline import is_called
from ingest.schema import Region

_OWN = re.compile(r"全[省市县区州旗盟](?:合计|总计)?|合计|总计")


def region_of_table(caption: Caption, setting: Setting, own: Region | None) -> Region | None:
    """Return whose figures a table holds: of the zone or the one region that its title names, else of the document's.

    Args:
        caption: of the table.
        setting: of its document.
        own: the document's region, where it is known.
    """
    if caption.zone is not None and (own is None or caption.zone != own[0]):
        return setting.zone(caption.zone)
    named = {mention.name: mention.place for mention in find_regions(caption.title)}
    if len(named) != 1 or (own is not None and own[0] in named):
        return own
    return next(iter(named.items()))


def region_of_row(name: str, told: Region | None, own: Region | None, *, is_place: bool) -> Region | None:
    """Return the region that a row is named for; None for a row that is named for something else.

    Args:
        name: of the row.
        told: the region that its passage tells of.
        own: whose figures the table holds.
        is_place: whether its rows are named for places.
    """
    if told and "、" not in told[0] and is_called(name, told[0]):
        return told
    if own and is_called(name, own[0]):
        return own
    if not is_place:
        return None
    return own if _OWN.fullmatch(name) else _listed(name, own)


def _listed(name: str, own: Region | None) -> Region | None:
    """Return the division that bears a name in full; of several the one in the table's region; None where that leaves it
    open."""
    found = [(one.name, place_of(one)) for one in divisions_named(name)]
    if len(found) > 1 and own is not None:
        around = f"{own[1] or ''}{own[0]}"
        found = [each for each in found if (each[1] or "").startswith(around)]
    return found[0] if len(found) == 1 else None
