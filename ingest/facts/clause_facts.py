"""Extract facts from running text: sentence by sentence, with the time, region and standing that passages give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.chinese.division_names import short_name
from ingest.chinese.script import fold
from ingest.facts.accounts import is_of_accounts
from ingest.facts.assignment import OF_BEFORE, Reading, is_passed
from ingest.facts.balance_items import balance_items
from ingest.facts.bracketed import before, bracketed, on_the_same_basis
from ingest.facts.clauses import Clause, clauses
from ingest.facts.doubtful import TOTAL_INVESTMENT, is_doubtful, is_of_an_office, project_group
from ingest.facts.figure_units import base_unit, numbers, written_unit
from ingest.facts.indicators import find_indicators
from ingest.facts.model import MULTIPLE, Fact, FactStatus
from ingest.facts.pairing import pair
from ingest.facts.paragraph import Paragraph
from ingest.facts.parted import in_what_is_parted
from ingest.facts.sentences import Sentence, sentences
from ingest.facts.setting import Setting, Told, region
from ingest.facts.sized_projects import sized_projects
from ingest.facts.standing import NEAR, is_approved, status
from ingest.facts.structure_facts import structure_facts
from ingest.facts.subjects import Subject
from ingest.facts.timing import counted_since, since, when
from ingest.facts.unlisted import may_name, with_unlisted
from ingest.facts.whose import Account, Accounts, Whose
from ingest.schema import CleanText, Description, Passage

_NATION = re.compile("我国|中国经济|中国政府|中国将|中国的")
_SUM = re.compile("总量|累计|合计")
_BUDGET = re.compile("预算|决算|财政")
# Percent that a yearly growth seldom reaches.
_LARGE = 30
_COUNTIES = ("县", "区", "旗")
_COUNTY_LEVEL = ("县级", "县本级", "区级", "区本级", "旗级", "旗本级", "本级", "县直", "区直", "旗直")
# Its 第一产业增加值 is not the region's.
_WITH_PARTS_OF_ITS_OWN = ("民营经济增加值",)
_RANGE = re.compile(r"[-~—–―至到]")


def clause_facts(text: CleanText, description: Description, passages: Sequence[Passage]) -> Iterator[Fact]:
    """Yield the facts of a document's sentences, in order; tables are left out.

    Args:
        text: as it is stored.
        description: of the document.
        passages: with their times and regions.
    """
    folded = fold(text.text)
    setting = Setting(description, passages)
    tables = [(table.start, table.end) for table in text.tables]
    paragraph, line = Paragraph(), -1
    own = fold(short_name(description.region)) if description.region else ""
    accounts = Accounts(folded, description.region) if _BUDGET.search(description.title) else None
    for sentence in sentences(folded):
        start, end = sentence.start, sentence.end
        if any(a <= start < b for a, b in tables):
            continue
        yield from structure_facts(setting, sentence, paragraph.year if sentence.paragraph == line else None)
        mentions = [*find_indicators(sentence.text), *sized_projects(sentence.text)]
        if accounts is not None:
            mentions += balance_items(sentence.text)
        is_open = not setting.is_news and (bool(mentions) or may_name(sentence.text))
        goes_on = sentence.paragraph == line and paragraph.goes_on(sentence)
        is_parted = sentence.paragraph == line and paragraph.may_part(sentence)
        if not (mentions or is_open or goes_on or is_parted):
            continue
        if sentence.paragraph != line:
            paragraph, line = Paragraph(setting.headings(start)), sentence.paragraph
        if setting.is_news and _NATION.search(folded, max(line, 0), end):
            # News of the nation, which a passage may give to a city that is named in it.
            continue
        # In a budget what was approved may stand in the paragraph before; whose account it is `accounts` tells.
        paragraph.before = folded[max(line if accounts is None else start - NEAR, 0) : start]
        parts = clauses(sentence.text, mentions, own)
        if is_open:
            parts = with_unlisted(parts, sentence.text, is_cut=sentence.is_cut)
        yield from _told(setting, paragraph, sentence, parts, accounts, goes_on=goes_on)
        if mentions:
            paragraph.read(parts)


def _told(
    setting: Setting,
    paragraph: Paragraph,
    sentence: Sentence,
    parts: Sequence[Clause],
    accounts: Accounts | None,
    *,
    goes_on: bool,
) -> Iterator[Fact]:
    """Yield the facts of one sentence; one that goes on has the subjects of that before."""
    last: Fact | None = None
    level: Fact | None = None
    known = paragraph.spending_follows() if goes_on else paragraph.parts_follow(sentence, parts)
    readings = [
        end for reading in in_what_is_parted(parts, pair(parts, known), known) for end in _ends(reading)
    ]
    paragraph.told, paragraph.end = tuple(reading.subject for reading in readings), sentence.end
    if paragraph.is_orphan and _opens_with_part(parts):
        # 其中 is of a whole that is not known, or is another one's.
        return
    if any(
        token.mention is not None and token.mention.indicator.is_listed
        for part in parts
        for token in part.tokens
    ):
        paragraph.is_orphan = _is_unknown(parts, readings)
    for reading in readings:
        fact = _fact(setting, paragraph, sentence, parts, reading, accounts)
        if fact is None or is_doubtful(parts, reading, fact.year):
            continue
        if is_of_an_office(setting.description, reading.subject.indicator.group):
            continue
        if reading.subject.indicator.name == TOTAL_INVESTMENT:
            group = project_group(parts, reading)
            fact = replace(fact, qualifiers=(*fact.qualifiers, group)) if group else fact
        if fact.from_year is not None:
            paragraph.since = fact.from_year
        elif paragraph.since is not None and _runs_on(reading):
            fact = replace(fact, from_year=paragraph.since, base=f"{paragraph.since}年")
        if last is not None and reading.carried == OF_BEFORE and fact.measure == "growth":
            # A growth of a sum over five years is of these too.
            fact = replace(fact, period=last.period, month=last.month) if last.period == "five-year" else fact
        if last is not None and last.period == "five-year" and _adds_up(reading, fact, level):
            # 由12亿元增长至20亿元,年均增长3%,总量达到90亿元.
            fact = replace(fact, period="five-year", from_year=last.from_year)
        last = fact
        level = fact if fact.measure == "level" else level
        yield fact
        yield from on_the_same_basis(sentence, parts, reading, fact)
        if accounts is not None:
            yield from bracketed(sentence, parts, reading, fact)
        yield from before(sentence, reading, fact)


def _adds_up(reading: Reading, fact: Fact, level: Fact | None) -> bool:
    """Return whether a level is told as the sum of the years that a growth before it is of: it is above that of the last one."""
    is_more = level is not None and level.indicator == fact.indicator and fact.amount > level.amount
    return is_more and reading.carried == OF_BEFORE and any(_SUM.search(w.text) for w in reading.words)


def _ends(reading: Reading) -> Iterator[Reading]:
    """Yield a reading, that of a range (增长8%—8.5%) as one of no less than its lower end and one of no more than its upper."""
    figure = reading.figure
    if figure.lower == figure.upper:
        yield reading
        return
    if not _RANGE.search(figure.written):
        # 三五家 and 几十家.
        return
    figure = replace(figure, written=_RANGE.split(figure.written)[-1])
    yield replace(reading, figure=replace(figure, upper=figure.lower, bound="over"))
    yield replace(reading, figure=replace(figure, lower=figure.upper, bound="under"))


def _opens_with_part(parts: Sequence[Clause]) -> bool:
    """Return whether a sentence begins with 其中."""
    return bool(parts) and parts[0].tokens[0].kind == "among"


def _is_unknown(parts: Sequence[Clause], readings: Sequence[Reading]) -> bool:
    """Return whether what a sentence's first figure is of is not known, or has parts that bear the names of the region's."""
    first = next((token.figure for part in parts for token in part.tokens if token.figure is not None), None)
    if first is None:
        return False
    read = next((reading for reading in readings if reading.figure.start == first.start), None)
    return read is None or read.subject.indicator.name in _WITH_PARTS_OF_ITS_OWN


def _runs_on(reading: Reading) -> bool:
    """Return whether a growth may be counted from the year that the paragraph's growths are counted from."""
    how = reading.measured
    return how.measure == "growth" and not any(word.kind in ("base", "average") for word in reading.words)


def _fact(
    setting: Setting,
    paragraph: Paragraph,
    sentence: Sentence,
    parts: Sequence[Clause],
    reading: Reading,
    accounts: Accounts | None,
) -> Fact | None:
    """Return the fact of a reading; None where its time or region is not sure."""
    figure, subject, how = reading.figure, reading.subject, reading.measured
    told = setting.told(sentence.offset(figure.start))
    if told is None:
        return None
    account = _account(accounts, sentence, parts, reading)
    term = paragraph.term(setting.reviews) if "年均" in reading.measured.qualifiers else None
    time = when(told, setting, parts, reading, paragraph.year, paragraph.part, term)
    if account is not None and account.year is not None:
        held = setting.of_year(told, account.year)
        later = when(held, setting, parts, reading, account.year, paragraph.part)
        if later is None or time is None or later.year != time.year:
            # The clause itself names no year.
            told, time = held, later
    zone = setting.zone(account.whose.zone) if account is not None and account.whose.zone else None
    whose = zone or region(told, reading)
    if time is None or whose is None or (zone is None and paragraph.is_of_a_zone(reading, whose[0])):
        return None
    if account is not None and setting.description.region != whose[0]:
        account = replace(account, whose=Whose(zone=whose[0]))
    if reading.earlier and not _is_dated(parts, reading):
        before = counted_since(parts, reading)
        before = told.period[0] - 1 if before is None and told.period is not None else before
        if before is None:
            return None
        time = replace(time, year=before, period="year")
    base, from_year = _counted_from(told, reading)
    value, amount = numbers(figure)
    sign = -how.sign if reading.negative else how.sign
    if reading.negative:
        value = -value
    is_multiple = MULTIPLE in how.qualifiers
    clause = parts[subject.clause].tokens
    begin = min(clause[0].start, figure.start)
    last = parts[reading.clause].tokens[-1]
    name = _name(sentence, subject)
    return Fact(
        start=sentence.offset(begin),
        end=sentence.after(last.end),
        figure_start=sentence.offset(figure.start),
        figure_end=sentence.after(figure.end),
        region=whose[0],
        place=whose[1],
        year=time.year,
        period=time.period,
        indicator=subject.indicator.name if subject.indicator.is_listed else None,
        name=name,
        measure=how.measure,
        value=float(value),
        unit=written_unit(figure),
        amount=float((amount - 1) * 100 if is_multiple else amount * sign),
        base_unit="%" if is_multiple else base_unit(figure),
        status="target"
        if is_approved(paragraph.before + sentence.text[: figure.start], reading)
        else _status(setting, told, time.year, paragraph, parts, reading),
        qualifiers=_qualifiers(
            whose[0],
            name,
            subject,
            paragraph.qualifiers(sentence.text, parts, reading, account),
            subject.qualifiers,
            how.qualifiers,
        ),
        month=time.month,
        bound=figure.bound or ("over" if is_passed(reading) else ""),
        base=_base(base, time.period),
        from_year=from_year,
    )


def _name(sentence: Sentence, subject: Subject) -> str:
    """Return the name of a subject as written, or what a short one stands for that no list holds."""
    written = sentence.text[subject.mention.start : subject.mention.end]
    named = subject.indicator.is_listed or subject.indicator.name in written
    return written if named else subject.indicator.name


def _account(
    accounts: Accounts | None, sentence: Sentence, parts: Sequence[Clause], reading: Reading
) -> Account | None:
    """Return the account that a sum of a budget is of; None for other figures."""
    subject = reading.subject
    if accounts is None or not is_of_accounts(subject, reading.figure.unit_name):
        return None
    # A short name stands in another clause than the name that it goes back to: 县区债务余额60亿元,其中:一般债务40亿元.
    is_short = reading.carried == 0 and subject.clause == reading.clause
    own = parts[reading.clause].tokens[0].start if is_short else 0
    return accounts.at(sentence.offset(max(own, subject.mention.name_start)))


def _counted_from(told: Told, reading: Reading) -> tuple[str | None, int | None]:
    """Return what a growth or change is measured against, and the year it is counted from where that is an earlier one.

    A growth that is told of several years and says nothing is hardly that of the last one where it is large.
    """
    how = reading.measured
    named = {word.kind for word in reading.words} & {"base", "average", "compare", "completion"}
    if how.base != "上年" or told.period is None or named or how.measure not in ("growth", "change"):
        return how.base, since(how.base)
    before = told.period[0] - 1
    large = (
        how.measure == "change" or reading.figure.unit_name in ("倍", "番") or reading.figure.lower >= _LARGE
    )
    return (f"{before}年", before) if large else (None, None)


def _status(
    setting: Setting,
    told: Told,
    year: int | None,
    paragraph: Paragraph,
    parts: Sequence[Clause],
    reading: Reading,
) -> FactStatus:
    found = status(told, year, setting.given, parts, reading)
    return "estimate" if found == "result" and paragraph.is_expected(parts, reading) else found


def _qualifiers(region: str, name: str, subject: Subject, *lists: Sequence[str]) -> tuple[str, ...]:
    """Return the qualifiers of all lists in order, each once, but for those that say nothing in the mouth of a region.

    A county has no account below it, so that 县级 and 县本级 are its own; 地方 is whoever speaks. 株洲 right before what is
    measured is the city, and in 株洲机场旅客吞吐量 is not.

    Args:
        region: whose fact it is.
        name: what is measured, as written.
        subject: the same, as read.
        lists: the qualifiers.
    """
    own = _COUNTY_LEVEL if region.endswith(_COUNTIES) else ()
    if fold(name) == fold(short_name(region)) + subject.indicator.name:
        own = (*own, short_name(region))
    return tuple(dict.fromkeys(word for words in lists for word in words if word not in own))


def _is_dated(parts: Sequence[Clause], reading: Reading) -> bool:
    """Return whether the year of an earlier figure stands right before it: 由2015年的10亿斤增加到."""
    return any(
        token.time is not None for token in parts[reading.clause].tokens[max(0, reading.at - 2) : reading.at]
    )


def _base(base: str | None, period: str) -> str | None:
    """Return what a figure is measured against, as it is written where that is no word for the year before."""
    if base is None:
        return None
    if base == "年均":
        return base
    if base in ("同比", "上年") or "上年" in base or "去年" in base or base.startswith("同期"):
        return "上年" if period == "year" else "上年同期"
    return base.lstrip("比较与")
