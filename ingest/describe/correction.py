"""What a person puts right in a description: check it, and put it in the place of what was found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import get_args

from ingest.chinese.divisions import divisions_named, place_of
from ingest.chinese.listed_regions import named
from ingest.chinese.regions import find_regions
from ingest.chinese.script import to_simplified
from ingest.describe.year import looks_back_on, year_reviewed
from ingest.errors import CorrectionError
from ingest.schema import CleanText, CorrectedField, Correction, Description, Kind, Warning

_LONGEST = {"title": 200, "region": 30, "place": 60}
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# Provinces and cities before a region: the last of the names is its own.
_WIDER = re.compile(r"(?P<place>(?:.{2,}?(?:省|自治区|自治州|地区|[市盟]))+)(?P<region>.{1,}[县市区旗州])")
# What is settled when a person has said how it is.
_SETTLED: dict[CorrectedField, tuple[Warning, ...]] = {
    "region": ("region-unsure", "file-name"),
    "date": ("date-unsure",),
    "title": ("title-unsure",),
}


def checked(values: Mapping[CorrectedField, str]) -> Correction:
    """Return `values` as a correction; an empty one says that the document has none.

    A region with the wider places before it ("某某省某某县") gives both fields.

    Raises:
        CorrectionError: a value cannot be what its field holds.
    """
    correction: dict[CorrectedField, str | None] = {}
    for field, value in values.items():
        text = " ".join(value.split())
        if any(unicodedata.category(char) in ("Cc", "Cs") for char in text):
            raise CorrectionError(
                "更正里有不可显示的字符。(The value holds characters that cannot be shown.)"
            )
        if len(text) > _LONGEST.get(field, 40):
            raise CorrectionError(
                f"“{text[:20]}…”太长，至多 {_LONGEST.get(field, 40)} 个字。(Too long: at most {_LONGEST.get(field, 40)} characters.)"
            )
        correction[field] = _checked(field, text)
    region = correction.get("region")
    if region and (whole := _WIDER.fullmatch(region)) and not is_listed(region):
        correction["region"] = whole["region"]
        correction.setdefault("place", whole["place"])
    if region := correction.get("region"):
        correction["region"] = _in_full(region)
    return correction


def _checked(field: CorrectedField, text: str) -> str | None:
    match field:
        case "date":
            return _date(text) if text else None
        case "kind":
            if text not in get_args(Kind):
                raise CorrectionError(
                    f"没有“{text}”这个类型，请用 {'、'.join(get_args(Kind))} 之一。(Unknown kind: use one of these.)"
                )
            return text
        case "title":
            if not text:
                raise CorrectionError("标题不能是空的。(A document must have a title.)")
            return text
        case "region" | "place":
            return to_simplified(text) or None


def _date(text: str) -> str:
    found = _ISO.fullmatch(text)
    try:
        if found is None or not 1900 <= int(found[1]) <= 2100:
            raise ValueError(text)
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        raise CorrectionError(
            f"“{text}”不是日期，请写作 2021、2021-02 或 2021-02-05。(Not a date: write 2021, 2021-02 or 2021-02-05.)"
        ) from None
    return text


def is_listed(region: str) -> bool:
    """Return whether the table of divisions holds a region's name."""
    return bool(divisions_named(region))


def _in_full(region: str) -> str:
    """Return the full name of the only division of today that people call `region`: 喀左县, 保定; else `region`."""
    called = [each for each in named(region) if each.until is None]
    return called[0].name if len(called) == 1 else region


def corrected(description: Description, correction: Correction, clean: CleanText) -> Description:
    """Return `description` with what a person put right in it, and with what follows from that.

    The wider places are those of a region put in, unless they are put in as well; the year that a report reviews is the
    one before its date, unless its text tells another of the two.
    """
    if not correction:
        return description
    values = dict(correction)
    region = values.get("region", description.region)
    if region != description.region and "place" not in values:
        values["place"] = _place_of(region, clean)
    settled = {warning for field in correction for warning in _SETTLED.get(field, ())}
    result: Description = replace(
        description,
        **values,  # type: ignore[arg-type]
        warnings=tuple(warning for warning in description.warnings if warning not in settled),
    )
    if "date" in values or "kind" in values:
        result = replace(result, reviews_year=_reviewed(result, clean))
    return result


def _place_of(region: str | None, clean: CleanText) -> str | None:
    """Return the wider places of `region`: those that the text gives, else those of the only division of this name."""
    given = (mention.place for mention in find_regions(clean.text) if mention.name == region)
    listed = [division for division in divisions_named(region or "") if division.until is None]
    known = place_of(listed[0]) if len(listed) == 1 else None
    return max(filter(None, given), key=len, default=known)


def _reviewed(description: Description, clean: CleanText) -> int | None:
    if description.kind not in ("work-report", "plan"):
        return None
    told = year_reviewed(clean.text, description.title)
    if description.date is None:
        return told
    year = int(description.date[:4])
    if told in (year - 1, year):
        return told
    return year - 1 if looks_back_on(clean.text, year - 1) else None
