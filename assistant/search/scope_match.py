"""Score how well a text agrees with the scope of a question: its year, its place, and past or future."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.question.model import Question
from assistant.question.place_span import PlaceSpan
from assistant.search.named_in_title import titled_thing
from ingest.chinese.divisions import divisions_named
from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable
from ingest.chinese.years import RELATIVE_YEARS, find_plans, years_named
from ingest.schema import Outlook, Region, StoredPassage, regions_apart

_WORDS = WordTable("assistant.search", "outlook")
_PLANNED = _WORDS.words("planned")
_DONE = _WORDS.words("done")
_OVER_YEARS = _WORDS.words("over_years")
_AGAINST_YEAR = _WORDS.words("against_year")
_THOSE_YEARS = _WORDS.words("those_years")
_BEFORE_NAME = _WORDS.words("before_name", frame="(?:{words})")
_WHOLE = re.compile(
    r"(?:[一二三四五六七八九十\d]+[、.]|[,，\s])?(?:20\d\d年[,，]?)?(?:全|我|本)(?P<suffix>[省市州盟区县旗])"
)
_RELATIVE_YEAR = re.compile(r"(?<![比较超同])(?:去年|上年|今年)(?!同期|底|末|初|同)")

# From which on a text is about the year or place asked about rather than about another one.
LEAST_AGREEMENT = 0.5
SEVERAL_YEARS = 0.6
NAMED_BESIDE = 0.35
# Of what tells of a part of the place, or of what the place lies in, beside its name.
OF_KIN = 0.4
UNPLACED = 0.45
# Of what lies in a province or city, where that may answer for it.
OF_MEMBER = 0.9
# What is asked of the whole place is not told of its parts.
_OF_THE_WHOLE = ("figure", "yesno")
# Of a place and others together.
TOGETHER = 0.75
# Of a passage that only a statement in it is about the year asked about.
OF_STATEMENT = 0.9
# Characters in which a sentence names what it is about.
SUBJECT = 16
UNDATED = 0.45
# A section on several years is of the last of them less than a section on that year alone.
LAST_OF_PERIOD = 0.9
# A question about a five-year plan, of a section that is not on that plan's years as a whole.
OTHER_PERIOD = 0.9
# A question about several years that it only points to (那五年), of a section on one year.
OF_ONE_YEAR = 0.5
# What is known of a passage's year and outlook decides from the upper certainty on, and not at all up to the lower one.
UNSURE, SURE = 0.5, 0.85
# Agreement of a text whose outlook is neither done nor planned, or not known.
NEITHER = 0.85


def year_agreement(
    question: Question, passage: StoredPassage, year: int | None, text: str | None = None, lead: str = ""
) -> float:
    """Return how certain it is, from 0 to 1, that `text` is about `year`.

    A yearly report of Y gives the results of Y-1 and the targets for Y, so one document covers several years:
    a year named in the sentence itself decides, then the year of the section, then that of the document.

    Args:
        question: its outlook says whether a result or a target is asked for.
        passage: the passage that contains `text`.
        year: the year asked about; None where the question asks about no particular year.
        text: the sentence to judge; the whole passage by default.
        lead: the text before it in the same paragraph, folded: a year stays in force until another is named.
    """
    given = int(passage.date[:4]) if passage.date else None
    if question.report_year is not None and given is not None:
        if given != question.report_year:
            return 0.2
        if year is None:
            return 1.0
    if question.period is not None and passage.period == "{}/{}".format(*question.period):
        return _outlook_agreement(question, passage)
    if year is None:
        whole = OTHER_PERIOD if question.period is not None else 1.0
        if passage.year is not None and passage.period is None and _THOSE_YEARS.search(question.focus):
            whole = OF_ONE_YEAR
        return whole * (0.5 + 0.5 * _outlook_agreement(question, passage))
    body = fold(passage.text if text is None else text)
    named = _years_named(body) or _relative(passage, body)
    if text is not None and year in named and _is_only_base(question, body, year):
        named.discard(year)
    if year not in named:
        bare = _AGAINST_YEAR.sub("", body)
        named = (
            _years_named(bare) or _relative(passage, bare) or _last_years_named(_carried_over(passage, lead))
        )
    outlook = _outlook_agreement(question, passage, body if text is not None else "")
    if text is not None and question.period is None and _OVER_YEARS.search(body):
        outlook *= SEVERAL_YEARS
    if year in named:
        return outlook * (1.0 if passage.year in (year, None) else 0.95)
    if named and text is not None:
        return 0.1
    if passage.year == year:
        return outlook if passage.period is None else LAST_OF_PERIOD * outlook
    if passage.year is None and passage.reviews_year == year:
        # A plan is never about the year that the report looks back on.
        return 0.3 if passage.outlook == "plan" else 0.65
    # A text without any date may be about any year.
    elsewhere = UNDATED if given is None and passage.year is None and not named else 0.0
    if given == year:
        elsewhere = _in_year_of_document(question, passage)
    if passage.year is None or named:
        return elsewhere
    # Where the section's year is uncertain, it rules out no other.
    return max(elsewhere, (1.0 - _sureness(passage)) * UNDATED)


def passage_agreement(question: Question, passage: StoredPassage, year: int | None) -> float:
    """Return how certain it is, from 0 to 1, that `passage` or a statement in it is about `year`, see `year_agreement`."""
    agreement = year_agreement(question, passage, year)
    for scope in passage.scopes:
        text = passage.text[scope.start - passage.start : scope.end - passage.start]
        own = OF_STATEMENT * year_agreement(question, passage.at(scope.start), year, text)
        agreement = max(agreement, own)
    return agreement


def _is_only_base(question: Question, body: str, year: int) -> bool:
    """Return whether folded text names the one year that a figure is asked of only as what something is set against, without
    a figure of it: 较2022年回升, but not 由2022年的3亿元."""
    if question.kind != "figure" or question.difference or question.years != (year,):
        return False
    if year in _years_named(_AGAINST_YEAR.sub("", body)):
        return False
    return re.search(rf"{year}年?(?:[末底]|全年)?的?[约近]?\d", body) is None


def _years_named(text: str) -> set[int]:
    """Return the years named in folded `text`, including the last year of a five-year plan."""
    return {*years_named(text, listed=True), *(plan.last for plan in find_plans(text) if plan.at_end)}


def _relative(passage: StoredPassage, text: str) -> set[int]:
    """Return the year that 去年 or 今年 stands for in folded `text`.

    Return nothing for a report: there the section gives the year better, as its sentences about a year end with
    what follows from it in the next.
    """
    if passage.date is None or passage.kind in ("work-report", "plan"):
        return set()
    found = {RELATIVE_YEARS[m.group()] for m in _RELATIVE_YEAR.finditer(text)}
    return {int(passage.date[:4]) + found.pop()} if len(found) == 1 else set()


def _carried_over(passage: StoredPassage, lead: str) -> str:
    """Return the part of `lead` whose years are taken to stay in force for what follows."""
    # A report's paragraphs mix years; there a year stays in force within its sentence only.
    return lead if passage.kind != "work-report" else re.split("[。！？!?]", lead)[-1]


def _last_years_named(lead: str) -> set[int]:
    """Return the years of the last clause of folded `lead` that names any."""
    clauses = re.split("[，,。；;！？!?]", _AGAINST_YEAR.sub("", lead))
    return next((years for clause in reversed(clauses) if (years := _years_named(clause))), set())


def place_agreement(question: Question, passage: StoredPassage, text: str) -> float:
    """Return how certain it is, from 0 to 1, that `text` of `passage` is about the place asked about.

    A passage is about its own region; in one of another region, such as a city's, the sentence must name the place. For
    a place without documents, the sentence or the title must name it.
    """
    own = (passage.region, passage.place) if passage.region else None
    if not question.admits(own, regions_apart(passage.tells_of) if passage.tells_of else ()):
        return 0.0
    if not question.places:
        return 1.0
    if not question.answering:
        return _agreement_by_name(question, passage, text)
    told = passage.tells_of
    if question.asks_about(told):
        return 1.0
    if told is not None and any(map(question.asks_about, regions_apart(told))):
        return TOGETHER
    if _takes(question, told) or _of_the_whole(question, passage, text) or of_its_part(question, passage):
        return OF_MEMBER
    if _called_after(question, fold(passage.title + "\n" + passage.text)) or tells_of_thing(
        question, passage
    ):
        return 0.9
    if names_place(question, passage, text):
        return 0.9 if told is None else _named_elsewhere(question, passage, told, text)
    if told is None:
        wide = "\n".join((passage.title, *passage.headings, passage.text))
        return 0.7 if names_place(question, passage, wide) else UNPLACED
    if not names_place(question, passage):
        return 0.0
    return OF_KIN if _is_kin(question, passage, told) else NAMED_BESIDE


def _is_kin(question: Question, passage: StoredPassage, told: Region) -> bool:
    """Return whether a region, or several together, are parts of the place asked about, or what it lies in.

    A county's figure is none of its city, nor the other way round, but a whole document may be filed too narrowly.
    """
    parts = {region for place in question.meant for region in place.inner}
    around = {region for place in question.meant for region in place.outer}
    if question.kind == "figure":
        return passage.about is None and told in parts
    return (parts | around).issuperset(regions_apart(told))


def _takes(question: Question, told: Region | None) -> bool:
    """Return whether what tells of a region, or of several together, may answer."""
    return told is not None and all(map(question.takes, regions_apart(told)))


def of_its_part(question: Question, passage: StoredPassage) -> bool:
    """Return whether a document of the place asked about tells of a part of it, where that may answer: who won a prize in a city is
    told of one of its counties; a figure of a county is none of the city."""
    own = (passage.region, passage.place) if passage.region else None
    told = passage.tells_of
    if told is None or question.kind in _OF_THE_WHOLE or not question.asks_about(own):
        return False
    parts = {region for place in question.meant for region in place.inner}
    return parts.issuperset(regions_apart(told))


def _agreement_by_name(question: Question, passage: StoredPassage, text: str) -> float:
    """Return the agreement with a place of which the library has no documents.

    The title of a county's report names its city too.
    """
    if tells_of_thing(question, passage):
        return 0.9
    told = passage.tells_of
    inner = any(told in place.inner for place in question.meant)
    if not inner and names_place(question, passage, "\n".join((passage.title, *passage.headings))):
        return 1.0
    if names_place(question, passage, text):
        return 1.0 if told is None else _named_elsewhere(question, passage, told, text)
    return float(names_place(question, passage)) if told is None else 0.0


def _named_elsewhere(question: Question, passage: StoredPassage, told: Region, text: str) -> float:
    """Return the agreement of `text`, which names the place asked about, in a passage that tells of another one.

    Another county's text mentions it in passing, as its neighbour, unless the sentence begins with it.
    """
    beside = any(_is_beside(span, told) for span in question.places)
    if not beside or names_place(question, passage, text[:SUBJECT]):
        return 0.9
    return OF_KIN if _is_kin(question, passage, told) else NAMED_BESIDE


def _is_beside(span: PlaceSpan, told: Region) -> bool:
    """Return whether a region tells of the place only as of a neighbour or of what it lies in: not as what lies in it."""
    if fold(told[0]) in span.around or any(told in place.outer for place in span.places):
        return False
    listed = divisions_named(told[0])
    return told[0][-1] in "县区旗" or bool(listed and any(place.level for place in span.places))


def _of_the_whole(question: Question, passage: StoredPassage, text: str) -> bool:
    """Return whether a sentence beside those on a county speaks of all of the document's region, which is asked about."""
    if passage.about is None or passage.region is None:
        return False
    own = (passage.region, passage.place)
    whole = _WHOLE.match(fold(text))
    return question.asks_about(own) and whole is not None and passage.region.endswith(whole["suffix"])


def names_place(question: Question, passage: StoredPassage, text: str | None = None) -> bool:
    """Return whether `text`, by default that of the passage, names a place of `question`.

    Either a full or short name counts that is not part of a longer name, or the same longer name as in the question
    (a lake or a festival named after the place). Where others have the same name, one around it must be named too.
    """
    folded = fold(passage.text if text is None else text)
    if passage.tells_of is not None:
        # 某市某县 names the county alone.
        own = fold(passage.tells_of[0])
        for name in {name for span in question.places for name in span.names}:
            folded = folded.replace(name + own, own)
    return _called_after(question, folded) or any(_names(span, passage, folded) for span in question.places)


def _names(span: PlaceSpan, passage: StoredPassage, folded: str) -> bool:
    """Return whether folded text of a passage names the place of a span."""
    if not span.places:
        doubtful = span.namesake and bool(span.around)
        return _named(span.names, folded) and (not doubtful or _is_around(span.around, passage))
    return any(
        _named(place.names, folded) and (not place.namesake or _is_around(place.around, passage))
        for place in span.places
    )


def _named(names: Iterable[str], folded: str) -> bool:
    return any(_stands_alone(name, folded) for name in names)


def _is_around(names: Iterable[str], passage: StoredPassage) -> bool:
    """Return whether a passage tells of one of the places `names` or names one."""
    wide = fold("\n".join((passage.region or "", passage.place or "", passage.title, passage.text)))
    return any(name in wide for name in names)


def _called_after(question: Question, folded: str) -> bool:
    """Return whether folded text holds the longer name of which a place in `question` is only the beginning."""
    asked = fold(question.text)
    return any(
        _longer_name(asked, place.end) and asked[place.start : place.end + 2] in folded
        for place in question.places
    )


def tells_of_thing(question: Question, passage: StoredPassage) -> bool:
    """Return whether the title of a passage's document names the thing asked about, and it is of a place around or in the
    one asked about, or its title names that: a school of a city that stands in one of its counties."""
    if not titled_thing(question, passage.title):
        return False
    own = (passage.region, passage.place) if passage.region else None
    if own is not None and any(own in place.inner or own in place.outer for place in question.meant):
        return True
    return names_place(question, passage, passage.title)


def _stands_alone(name: str, folded: str) -> bool:
    """Return whether `name` occurs in `folded` text other than as the end of a longer name."""
    return name in folded and (
        re.search(rf"(?<![一-鿿]){re.escape(name)}|{_BEFORE_NAME.expression}{re.escape(name)}", folded)
        is not None
    )


def _longer_name(asked: str, end: int) -> bool:
    """Return whether the place that ends at `end` of the folded question is only the beginning of a longer name."""
    return re.match(r"(?![的在有是和与年县市区去今明前])[一-鿿]{2}", asked[end:]) is not None


def _in_year_of_document(question: Question, passage: StoredPassage) -> float:
    """Return the agreement of a document given in the year asked about.

    News report on that year; the figures of a report are mostly of the year before.
    """
    if passage.year is not None:
        return 0.3
    if passage.kind != "work-report":
        return 0.7
    if passage.outlook == "plan":
        # A heading such as 今后五年的目标和今年的重点工作 leaves the year open.
        return {"plan": 0.65, None: 0.5, "review": 0.25}[question.outlook]
    return 0.45 if question.kind == "figure" else 0.55


def outlook_of(passage: StoredPassage, sentence: str) -> Outlook | None:
    """Return whether a folded sentence of a passage reports results or plans; None where neither shows, or where it is
    not certain."""
    if _is_planned(passage, sentence):
        return "plan"
    if passage.outlook == "plan" and passage.kind in ("news", "speech"):
        # What was demanded at a meeting is what the text has to tell, not an aim that something else came of.
        return None
    return passage.outlook if _sureness(passage) > 0 else None


def _is_planned(passage: StoredPassage, sentence: str) -> bool:
    """Return whether the words of a folded sentence of a report or a plan show that it tells what is to be done."""
    of_report = passage.kind in ("work-report", "plan")
    if passage.outlook == "review" and passage.certainty is not None and passage.certainty >= SURE:
        # 年内减少贫困人口二十万 is a result among results.
        return False
    return of_report and _PLANNED.search(sentence) is not None and _DONE.search(sentence) is None


def _outlook_agreement(question: Question, passage: StoredPassage, sentence: str = "") -> float:
    """Return how well the outlook of a folded sentence of a passage agrees with the one asked for, from 0 to 1, as far
    as it is certain."""
    outlook = outlook_of(passage, sentence)
    if outlook is None:
        return NEITHER
    if question.outlook is not None:
        agreement = 1.0 if question.outlook == outlook else 0.35
    else:
        agreement = 1.0 if outlook == "review" else 0.55
    sureness = 1.0 if _is_planned(passage, sentence) else _sureness(passage)
    return NEITHER + (agreement - NEITHER) * sureness


def _sureness(passage: StoredPassage) -> float:
    """Return how far the year and outlook of a passage decide, from 0 to 1; wholly where nothing judged them."""
    if passage.certainty is None:
        return 1.0
    return min(1.0, max(0.0, (passage.certainty - UNSURE) / (SURE - UNSURE)))
