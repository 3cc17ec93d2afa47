"""Parse a question: the regions and years it is about, its answer type and its wording."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.question import patterns
from assistant.question.answer_type import ANSWER_TYPES, AnswerKind
from assistant.question.model import Question
from assistant.question.place_span import PlaceSpan
from assistant.question.places import Gazetteer
from assistant.question.places_asked import blanked
from assistant.question.years import YearSpan, find_years
from ingest.chinese.script import fold, script_of
from ingest.chinese.units import SHARES, alike, measured_units, without_scale
from ingest.chinese.word_table import Words
from ingest.errors import QuestionError
from ingest.schema import Outlook

MAX_CHARACTERS = 1000
# What is asked for in these ways of a province or a city of which only counties are held, its counties may tell.
_TO_SUBJECT = re.compile(r"(?:的|都?有|[,，\s]|(?:19|20)\d\d年|[去今前]年)*")
_TOLD_BY_MEMBERS = frozenset(("list", "text", "place", "reason"))

# What a growth is counted from is no year asked about.
_COUNTED_FROM = re.compile(r"(?<![对相])[比较]\s*$")
_BLANKS = re.compile(r"(?<=[一-鿿])[ \u3000]+(?=[一-鿿])")
_SINCE = re.compile("年?(?:以来|起至今)")
_GROWN = re.compile(
    r"[末底]?(?:时|的时候)?(?:累计|共|总共|一共)?(?:增长|增加|提高|上升|提升|下降|减少|降低|扩大|翻)"
)
# What a length of time is told in.
_TIMES = ("年", "个月", "天", "日", "周", "小时", "分钟", "个工作日")
# Question words as they are spoken → as they are written.
_SPOKEN = {
    "啥么": "什么",
    "啥": "什么",
    "咋么": "怎么",
    "咋": "怎么",
    "多会儿": "什么时候",
    "多咱": "什么时候",
}

_MEANINGFUL = re.compile(r"[一-鿿㐀-䶿a-z0-9]")


def validated(text: str) -> str:
    """Return `text` without control characters and outer blanks, its question words those of the standard language.

    Raises:
        QuestionError: nothing is asked, or the question is too long.
    """
    plain = "".join(" " if not c.isprintable() else c for c in text)
    plain = re.sub(r"\s+", " ", plain).strip()
    if not plain:
        raise QuestionError("问题是空的，请输入要问的内容。(The question is empty.)")
    if len(plain) > MAX_CHARACTERS:
        raise QuestionError(
            f"问题有 {len(plain)} 个字，超过 {MAX_CHARACTERS} 字的上限，请缩短后再问。"
            f"(The question has {len(plain)} characters; the limit is {MAX_CHARACTERS}.)"
        )
    if not _MEANINGFUL.search(fold(plain)):
        raise QuestionError("问题里只有标点符号，请用文字提问。(The question holds no words.)")
    return in_standard_words(plain)


def in_standard_words(text: str) -> str:
    """Return `text` with 啥 and 咋, as much of the country says, put as 什么 and 怎么."""
    for spoken, standard in _SPOKEN.items():
        text = text.replace(spoken, standard)
    return _with_commas(text)


def _with_commas(text: str) -> str:
    """Return `text` with commas for the blanks by which a phone's keyboard parts what is asked: 来了多少人 花了多少钱."""
    asked = _BLANKS.split(text)
    asks = [patterns.ASKING.search(fold(part)) is not None for part in asked]
    if sum(asks) < 2:
        return text
    written = asked[0]
    for i, part in enumerate(asked[1:], 1):
        written += ("，" if any(asks[:i]) and asks[i] else " ") + part
    return written


# The turns of a conversation are parsed again with every question that builds on them.
@lru_cache(1024)
def understand(text: str, gazetteer: Gazetteer, *, now: int) -> Question:
    """Parse a question.

    Args:
        text: a standalone question as `validated` returns it.
        gazetteer: the regions of the library.
        now: the year that 今年 stands for.
    """
    folded = fold(text)
    places = gazetteer.find(text)
    kind = _kind(folded)
    blank = blanked(folded, [(p.start, p.end) for p in places])
    outlook = outlook_asked(blank) if ANSWER_TYPES[kind].has_outlook else None
    if kind == "reason" and patterns.FAILED.search(blank):
        outlook = "review"
    of_report, asked = _years(text, blank, outlook, now)
    # A named plan ("十四五"期间) is a word of the text too, so only plain years are taken out.
    taken = [(p.start, p.end) for p in places if p.places] + [
        (s.start, s.end) for s in [*of_report, *asked] if s.period is None
    ]
    rest = blanked(folded, taken)
    unsourced = patterns.SOURCE.sub(lambda m: " " * len(m.group()), rest)
    rest = unsourced if _focus(unsourced) else rest
    if len({year for span in asked for year in span.years}) > 1:
        rest = patterns.SPAN_OF_YEARS.sub(lambda m: " " * len(m.group()), rest)
    focus = _focus(rest)
    asked_part = _focus(_around_question_word(rest))
    if kind == "text" and not patterns.ASKING.search(folded):
        kind = _kind_of_heading(folded, focus)
        asked_part = focus[-patterns.ASKED_REACH :]
    return Question(
        text=text,
        focus=focus,
        asked=asked_part,
        places=tuple(places),
        years=tuple(dict.fromkeys(year for span in asked for year in span.years)),
        vague_year=any(span.vague for span in asked),
        report_year=of_report[0].years[0] if of_report else None,
        period=next((span.period for span in [*of_report, *asked] if span.period), None),
        kind=kind,
        units=_asked_units(folded, focus) if kind == "figure" else (),
        outlook=outlook,
        total=bool(patterns.TOTAL.search(folded)),
        difference=bool(patterns.DIFFERENCE.search(folded)),
        extreme=bool(patterns.EXTREME.search(folded)),
        script=script_of(text),
        through_members=_through_members(places, blank, kind),
        year_spans=tuple(asked),
    )


def _through_members(places: Sequence[PlaceSpan], blank: str, kind: AnswerKind) -> bool:
    """Return whether what lies in the places asked about may answer for them: never with a figure, which would be taken
    for that of the whole.

    Args:
        blank: the question, folded, with blanks in place of its places.
        kind: the answer type asked for.
    """
    meant = [place for span in places for place in span.places]
    if kind == "figure" or not any(place.inner for place in meant):
        return False
    held = any(place.filed for place in meant)
    subject = _TO_SUBJECT.match(blank, places[-1].end)
    asks_for_members = subject is not None and patterns.MEMBERS.match(blank, subject.end()) is not None
    return asks_for_members or (not held and kind in _TOLD_BY_MEMBERS)


def _years(text: str, blank: str, outlook: Outlook | None, now: int) -> tuple[list[YearSpan], list[YearSpan]]:
    """Return the spans that name the year of the report to look in, and those that name the years asked about.

    Args:
        text: the question.
        blank: `text`, folded, with blanks in place of its places.
        outlook: whether a plan or a result is asked for.
        now: the year that 今年 stands for.
    """
    found = find_years(text, now=now)
    of_report = [
        s for s in found if len(s.years) == 1 and not s.vague and patterns.OF_REPORT.match(blank, s.end)
    ]
    if of_report:
        # 上年 in a report of 2021 is 2020.
        found = [replace(s, vague=False) for s in find_years(text, now=of_report[0].years[0])]
    # What was done since a year is told in any later one.
    asked = [s for s in found if s not in of_report and not _SINCE.match(blank, s.end)]
    if all(_is_base(blank, s) for s in asked if s.period is None):
        # 比2015年增长多少 asks of no year, but of one after it.
        asked = [s for s in asked if s.period is not None]
    return of_report, _meant(asked, outlook)


def _is_base(blank: str, span: YearSpan) -> bool:
    """Return whether a year is only what a growth is counted from: 比2015年增长多少."""
    return _COUNTED_FROM.search(blank[: span.start]) is not None and _GROWN.match(blank, span.end) is not None


def _meant(spans: list[YearSpan], outlook: Outlook | None) -> list[YearSpan]:
    """Return the spans as this question means them.

    Beside a plain year 今年 adds nothing; the aims for the end of a five-year plan stand in reports of earlier years.
    """
    if any(span.years and not span.vague for span in spans):
        spans = [span for span in spans if not span.vague]
    return [replace(s, years=()) if s.period and outlook == "plan" else s for s in spans]


def _kind(folded: str) -> AnswerKind:
    """Return the answer type that the wording of a folded question asks for."""
    kinds = {kind for kind, asked in ANSWER_TYPES.items() if asked.wording and asked.wording.search(folded)}
    how_many = patterns.HOW_MANY.search(folded) or patterns.MONEY.search(folded)
    if not kinds - {"person"} and patterns.WHICH_IS_MORE.search(folded):
        return "figure"
    if "person" in kinds and patterns.THINGS_CALLED.search(folded):
        kinds = kinds - {"person"} | {"list"}
    if how_many and "reason" not in kinds and not ("date" in kinds and how_many.group() == "几年"):
        return "figure"
    for kind in ANSWER_TYPES:
        if kind in kinds:
            return kind
    # "…率是" asks for a share, unless another question word asks for something else.
    return "figure" if patterns.SHARE.search(folded) and not re.search(r"哪|什么|何|谁", folded) else "text"


# The parts of a heading, and those that only say when.
_BREAK = re.compile(r"[\s,，、]+")
_WHEN = re.compile(r"(?:\d{4}年?)?(?:\d{1,2}月)?(?:\d{1,2}[日号])?[末底初]?")
_HEADINGS: dict[AnswerKind, Words] = {
    "person": patterns.HEADING_PERSON,
    "organisation": patterns.HEADING_ORGANISATION,
    "date": patterns.HEADING_DATE,
    "place": patterns.HEADING_PLACE,
    "reason": patterns.HEADING_REASON,
    "list": patterns.HEADING_LIST,
}


def _kind_of_heading(folded: str, focus: str) -> AnswerKind:
    """Return the answer type of a heading used as a question: 某县2023年工业产值, 某县的县长."""
    parts = [part for part in _BREAK.split(folded.rstrip("？? ")) if part and not _WHEN.fullmatch(part)]
    if any(map(patterns.HEADING_OFFICE.search, parts)):
        return "person"
    if patterns.COUNTED_ITEMS.search(folded):
        return "list"
    last = parts[-1] if parts else ""
    for kind, words in _HEADINGS.items():
        if words.search(last):
            return kind
    if patterns.HEADING_TEXT.search(last):
        return "text"
    return "figure" if measured_units(focus) else "text"


def _asked_units(folded: str, focus: str) -> tuple[str, ...]:
    """Return the units that can answer any part of a question such as 经济总量多少，涨了几个点."""
    # A target for money is given as growth more often than as an amount.
    growth = ("%", "百分点") if "目标" in folded else ()
    parts = [
        part
        for part in re.split(r"[，,；;]", folded)
        if patterns.HOW_MANY.search(part) or patterns.SHARE.search(part)
    ]
    if len(parts) < 2:
        named = _units(folded)
        return named or ((*units, *growth) if (units := measured_units(focus)) else ())
    each = [_units(part) or measured_units(_focus(part)) for part in parts]
    # A part that does not name a unit may be answered in any.
    return tuple(dict.fromkeys(unit for units in (*each, growth) for unit in units)) if all(each) else ()


def _units(folded: str) -> tuple[str, ...]:
    """Return the units that can answer, by the measure word after 多少 or 几, or by what is measured."""
    units: list[str] = ["元"] if patterns.MONEY.search(folded) else []
    if patterns.LAND.search(folded):
        units += ["亩", "平方米", "公顷"]
    for m in patterns.HOW_MANY.finditer(folded):
        unit = m[1] or m[2]
        if unit:
            units += alike(without_scale(unit))
    if patterns.DURATION.search(folded):
        units += _TIMES
    if patterns.BY_HEAD.search(folded):
        units += alike("人")
    if patterns.SHARE.search(folded):
        # 多少税收，占比: either form of figure answers.
        units += SHARES
    return tuple(dict.fromkeys(units))


def outlook_asked(folded: str) -> Outlook | None:
    """Return whether a folded question asks for a plan or a result; None where the wording leaves it open."""
    if patterns.PLAN.search(folded) and not re.search(r"实际|了(?:多少|几|哪)", folded):
        return "plan"
    return "review" if patterns.REVIEW.search(folded) else None


def _around_question_word(rest: str) -> str:
    """Return the few characters of `rest` before and after its question words, within their clauses."""
    pieces: list[str] = []
    for m in patterns.ASKING.finditer(rest):
        before = re.split(r"[，,。；;：:？?、]", rest[: m.start()])[-1][-patterns.ASKED_REACH :]
        after = re.split(r"[，,。；;：:？?、]", rest[m.end() :])[0][: patterns.ASKED_REACH]
        pieces.append(before + " " + after)
    return " ".join(pieces)


def _focus(rest: str) -> str:
    """Return `rest` without question words and repeated blanks."""
    return re.sub(r"\s+", " ", patterns.QUESTION_WORDS.sub(" ", rest)).strip()
