"""Tell of which place each row of a table is whose rows are places, also by their short names: 广州 | 2056.74."""

from __future__ import annotations

from ingest.chinese.divisions import place_of
from ingest.describe.tables_of_places import places_in_table
from ingest.schema import CleanText, Description
from ingest.split.subject_names import Subject


def subjects_of_rows(clean: CleanText, description: Description) -> dict[int, Subject]:
    """Return the offset of a row in the stored text → the place that it tells of, where that is not the document's own."""
    return {
        start: Subject(division.name, place_of(division))
        for table in clean.tables
        for start, division in places_in_table(table, clean.text).items()
        if division.name != description.region
    }
