"""Parse Chinese dates in any form to ISO dates, as precise as the text is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ingest.chinese.numbers import parse_number
from ingest.chinese.years import ARABIC_YEAR, year_number

_CN = "〇○零一二三四五六七八九"
_YEAR = rf"(?:{ARABIC_YEAR}|[二一][{_CN}]{{3}})"
_SMALL = (
    r"(?:[0-3]?\d|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]|二十[一二三四五六七八九]?|三十一?)"
)
_WRITTEN = re.compile(
    rf"(?<![\d{_CN}])(?:(?P<year>{_YEAR})\s?年\s?)?(?P<month>{_SMALL})\s?月\s?(?:(?P<day>{_SMALL})\s?[日号"
    rf"號](?!线|楼|院|井))?"
    rf"|(?<![\d{_CN}])(?P<only>{_YEAR})\s?年(?!代|级|均|龄|度计划)"
)
# The Republic of China counts from 1912: Minguo 113 is 2024. Years of two figures are left to the full form.
_MINGUO_FIRST = 1911
_MINGUO = re.compile(
    rf"(?:中[华華])?民[国國]\s?(?P<year>\d{{1,3}})\s?年(?:度|\s?(?P<month>{_SMALL})\s?月(?:\s?(?P<day>{_SMALL})\s?日)?)?"
    rf"|(?<![\d.])(?P<bare>1[01]\d)\s?年(?:度|\s?(?P<bare_month>{_SMALL})\s?月(?:\s?(?P<bare_day>{_SMALL})\s?日)?)?"
    r"|(?<![\d./-])(?P<numeric>1[01]\d)(?P<mark>[-/.])(?P<numeric_month>\d{1,2})(?P=mark)(?P<numeric_day>\d{1,2})(?![\d.%])"
)
_TRADITIONAL = re.compile("[縣鄉鎮區會長國議處辦]")
_NUMERIC = re.compile(rf"(?<![\d.])({ARABIC_YEAR})([-/.])(\d{{1,2}})(?:\2(\d{{1,2}}))?(?![\d.%])")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as it stands in a text.

    Attributes:
        start, end: character offsets of the mention.
        year, month, day: what it gives; None for what it leaves out ("10月8日" has no year).
    """

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str | None:
        """Return the ISO date, as precise as the mention, or None where it has no year."""
        if self.year is None:
            return None
        if self.month is None:
            return f"{self.year:04d}"
        if self.day is None:
            return f"{self.year:04d}-{self.month:02d}"
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    def in_year(self, year: int) -> DateMention:
        """Return the same mention, with `year` where it gives none."""
        return (
            self if self.year is not None else DateMention(self.start, self.end, year, self.month, self.day)
        )


def _number(raw: str | None) -> int | None:
    """Return a number from 1 to 31 written in digits or in words (十二, 三十一)."""
    number = parse_number(raw) if raw else None
    return None if number is None else int(number)


def find_dates(text: str, *, minguo: bool = False) -> list[DateMention]:
    """Return all dates in `text`, in order: 2021年2月5日, 二〇二一年, 2021-02-05, 2021/2/5, 10月8日, 2021年, 民国113年.

    Args:
        text: as it stands, or folded.
        minguo: read years of three figures without 民国 before them (113年度, 113/5/6) as of that era too.
    """
    if minguo or "民国" in text or "民國" in text:
        return _in_both_eras(text, bare=minguo)
    return _find_dates(text)


def counts_in_minguo(text: str) -> bool:
    """Return whether `text`, in its own script, counts years from 1912: it says 民國, or has Traditional characters
    and more years of three figures than of four."""
    if re.search(r"民[国國]\s?\d{1,3}\s?年", text):
        return True
    if not _TRADITIONAL.search(text):
        return False
    bare = sum(match["year"] is None for match in _MINGUO.finditer(text))
    return bare > len(re.findall(rf"{ARABIC_YEAR}\s?[年/-]", text))


def _in_both_eras(text: str, *, bare: bool) -> list[DateMention]:
    """Return the dates of both eras; what is read as Minguo is not read as anything else."""
    found: list[DateMention] = []
    rest = text
    for match in _MINGUO.finditer(text):
        if not bare and not match["year"]:
            continue
        year = match["year"] or match["bare"] or match["numeric"]
        month = _number(match["month"] or match["bare_month"] or match["numeric_month"])
        day = _number(match["day"] or match["bare_day"] or match["numeric_day"])
        mention = DateMention(match.start(), match.end(), _MINGUO_FIRST + int(year), month, day)
        if _exists(mention):
            found.append(mention)
            rest = rest[: match.start()] + " " * len(match[0]) + rest[match.end() :]
    return sorted([*found, *_find_dates(rest)], key=lambda mention: mention.start)


def _find_dates(text: str) -> list[DateMention]:
    found: list[DateMention] = []
    for match in _WRITTEN.finditer(text) if "年" in text or "月" in text else ():
        if match["only"]:
            mention = DateMention(match.start(), match.end(), year_number(match["only"]))
        else:
            year = year_number(match["year"]) if match["year"] else None
            mention = DateMention(
                match.start(), match.end(), year, _number(match["month"]), _number(match["day"])
            )
        if _exists(mention):
            found.append(mention)
    for match in _NUMERIC.finditer(text):
        written, mark, month, day = match.groups()
        # 2021.5 is a figure more often than a month.
        if day is None and mark == ".":
            continue
        mention = DateMention(match.start(), match.end(), int(written), int(month), int(day) if day else None)
        if _exists(mention):
            found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _exists(mention: DateMention) -> bool:
    """Return whether the calendar has such a day; without a year, 29 February passes."""
    if mention.month is None:
        return True
    if not 1 <= mention.month <= 12:
        return False
    if mention.day is None:
        return True
    try:
        date(mention.year or 2000, mention.month, mention.day)
    except ValueError:
        return False
    return True
