"""Find the years and periods that a text names: 2021年, 2016—2020年, “十四五”, 去年, 五年来, 2014、2015两年."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ingest.chinese.word_table import WordTable
from ingest.chinese.years import ARABIC_YEAR, find_plans, in_digits, numbered_plans

# at: something is told of that time (2021年3月开工); until: 到2020年, 截至2019年底; since: 2016年以来, 自2013年起; of: it tells what
# something is (我县2016年就业工作, 2020年度先进, “十四五”规划, 《2021年任务书》); beside: only compared with or built on (比2015年).
Role = Literal["at", "until", "since", "of", "beside"]
_WORDS = WordTable("ingest.split", "time_mentions")
LAST_YEAR = _WORDS.words("last_year")
THIS_YEAR = _WORDS.words("this_year")
NEXT_YEAR = _WORDS.words("next_year")
FIVE_PAST = _WORDS.words("five_years_past")
FIVE_AHEAD = _WORDS.words("five_years_ahead")
_BESIDE_BEFORE = _WORDS.words("beside_before", frame="(?:{words})$")
_BESIDE_BEHIND = _WORDS.words("beside_behind")
_UNTIL_BEFORE = re.compile(r"(?:[到至]|截[至止])$")
# Where the words of a sentence that tell when it happened stand: at the front of a clause or behind 于 and 在.
_AT_BEFORE = re.compile(r"(?:^|[\s,。;:、!?()“”‘’—]|[于在至到底年月日])$")
_AT_BEHIND = re.compile(r"年?(?:[,:]|\d{1,2}月|[初底末前内]|上半年|下半年|全年|春|夏|秋|冬)")
# Characters with which the name of a five-year plan opens.
_OPENS_PLAN = '六七八九十“‘「『"第'
_PERIOD_BEHIND = re.compile(r"(?:期间|时期|以来|末|期末|收官)$")
_OF_BEHIND = re.compile(r"年?(?:度(?!假)|的)")
_SINCE_BEFORE = re.compile(r"[自从]$|早在$")
_SINCE_BEHIND = re.compile(r"(?:年?初|年?底|\d{1,2}月)?(?:\d{1,2}日)?(?:以来|来|起)(?![草点步])")
_RANGE = re.compile(rf"(?<!\d)({ARABIC_YEAR})年?\s*(?:[-—–~]{{1,2}}|至|到)\s*({ARABIC_YEAR})年?")
_BOTH = re.compile(rf"(?<!\d)({ARABIC_YEAR})年?[、和]({ARABIC_YEAR})年?[两二]年")
_YEAR = re.compile(rf"(?<!\d)({ARABIC_YEAR})(?=年)")
_NAME = re.compile("《[^》]{0,200}》")
_LONGEST_RANGE = 15


@dataclass(frozen=True, slots=True)
class Span:
    """The years that a text tells of: one where `first` and `last` are the same."""

    first: int
    last: int

    @property
    def is_year(self) -> bool:
        """Return whether it is a single year."""
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class Mention:
    """Years that a text names.

    Attributes:
        start, end: offsets into the text.
        span: the years.
        role: see `Role`.
    """

    start: int
    end: int
    span: Span
    role: Role


@dataclass(frozen=True, slots=True)
class Present:
    """The time from which words like 去年 count.

    Attributes:
        given: the year in which the document was given, if known.
        reviewed: the year that it looks back on: 去年 in it.
        late: whether it was given in the last months of its year, so that five years end with it.
        state_of: the year that a title tells the state of, which 今年以来 means in an account published later.
    """

    given: int | None
    reviewed: int | None = None
    late: bool = False
    state_of: int | None = None


def mentions(text: str, present: Present) -> list[Mention]:
    """Return what folded `text` names, in order, without overlap."""
    # Most statements name no time.
    if "年" not in text and "五" not in text and "届" not in text:
        return []
    digits = in_digits(text)
    found: list[tuple[int, int, Span]] = []
    for m in _RANGE.finditer(digits):
        first, last = int(m[1]), int(m[2])
        if first < last <= first + _LONGEST_RANGE:
            found.append((m.start(), m.end(), Span(first, last)))
    found += [(m.start(), m.end(), Span(int(m[1]), int(m[2]))) for m in _BOTH.finditer(digits)]
    found += [(m.start(), m.end() + 1, Span(int(m[1]), int(m[1]))) for m in _YEAR.finditer(digits)]
    for plan in find_plans(text):
        years = Span(plan.last, plan.last) if plan.at_end else Span(plan.first, plan.last)
        found.append((plan.start, plan.end, years))
    found += [(plan.start, plan.end, Span(plan.first, plan.last)) for plan in numbered_plans(text)]
    found += _relative(text, present)
    if not found:
        return []
    found.sort(key=lambda mention: (mention[0], -mention[1]))
    names = [m.span() for m in _NAME.finditer(text)]
    kept: list[Mention] = []
    end = -1
    for start, stop, span in found:
        if start >= end:
            named = any(a <= start < b for a, b in names)
            kept.append(Mention(start, stop, span, "of" if named else _role(digits, start, stop, span)))
            end = stop
    return kept


def _role(text: str, start: int, end: int, span: Span) -> Role:
    before = text[max(0, start - 8) : start]
    if _BESIDE_BEHIND.match(text, end) or _BESIDE_BEFORE.search(before):
        return "beside"
    if _SINCE_BEHIND.match(text, end) or _SINCE_BEFORE.search(before) or text[:end].endswith("以来"):
        return "since"
    if _UNTIL_BEFORE.search(before):
        return "until"
    if _OF_BEHIND.match(text, end):
        return "of"
    if span.is_year:
        return "at" if _AT_BEFORE.search(before) or _AT_BEHIND.match(text, end) else "of"
    is_plan = text[start] in _OPENS_PLAN
    return "at" if not is_plan or _PERIOD_BEHIND.search(text[start:end]) else "of"


def _relative(text: str, present: Present) -> list[tuple[int, int, Span]]:
    """Return the mentions that count from the year in which the document was given."""
    given = present.given
    if given is None:
        return []
    reviewed = present.reviewed if present.reviewed is not None else given - 1
    last = given if present.late else max(reviewed, given - 1)
    coming = reviewed + 1
    found = [(m.start(), m.end(), Span(last - 4, last)) for m in FIVE_PAST.finditer(text)]
    found += [(m.start(), m.end(), Span(coming, coming + 4)) for m in FIVE_AHEAD.finditer(text)]
    found += [(m.start(), m.end(), Span(reviewed, reviewed)) for m in LAST_YEAR.finditer(text)]
    found += [
        (m.start(), m.end(), _this_year(text, m.end(), given, present)) for m in THIS_YEAR.finditer(text)
    ]
    found += [(m.start(), m.end(), Span(given + 1, given + 1)) for m in NEXT_YEAR.finditer(text)]
    return found


def _this_year(text: str, end: int, given: int, present: Present) -> Span:
    """Return what 今年 means: in an account of a year published later, 今年以来 is of the year in its title."""
    own = present.state_of if present.state_of is not None and text.startswith("以来", end) else given
    return Span(own, own)
