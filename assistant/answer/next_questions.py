"""Suggest next questions by rule from the one just answered: another year, another place, plan against result.

Each is tried before it is offered, so that a click never ends in "not found".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from assistant.answer.nearest_held import NearestHeld
from assistant.question.model import Question
from assistant.question.project_request import list_request
from assistant.question.ranked_regions import asks_among_regions
from assistant.question.topic_request import topic_request
from ingest.chinese.script import written_in
from ingest.schema import StoredDocument

MOST = 3
# Questions tried at most, a few hundredths of a second each.
MOST_TRIED = 9
_MOST_OF_KIND = 3
# What is left of the question's verb at the end of what it asks about.
_VERB = re.compile(r"(?:完成|达到|[是为有])+$")
_PLANNED = re.compile(r"的?(?:主要)?(?:预期)?(?:目标|计划)$")


def next_questions(
    asked: Question, documents: Sequence[StoredDocument], answerable: Callable[[str], bool]
) -> list[str]:
    """Return up to three questions that follow on `asked`, of different kinds if possible.

    Args:
        asked: the question just answered, standalone.
        documents: the library's ready documents.
        answerable: whether a question gets an answer.
    """
    kinds = [_other_years(asked)]
    if not asks_among_regions(asked.text):
        kinds += [_other_places(asked, documents), _plan_or_result(asked)]
    chosen: list[str] = []
    for kind in kinds:
        for question in islice(kind, _MOST_OF_KIND):
            written = written_in(question, asked.script)
            if written not in (asked.text, *chosen) and answerable(written):
                chosen.append(written)
                break
    return chosen[:MOST]


def after_refusal(
    asked: Question, near: NearestHeld, documents: Sequence[StoredDocument], answerable: Callable[[str], bool]
) -> list[str]:
    """Return up to three questions that come nearest to `asked`, which was not answered, each of which is.

    Args:
        asked: the question, standalone.
        near: what the library holds that comes nearest to it.
        documents: the library's ready documents.
        answerable: whether a question gets an answer.
    """
    if not (near.indicator or near.alike or topic_request(asked) or list_request(asked)):
        # Of one thing by its name there is nothing to tell of another year or place.
        return []
    instead = [*_in_year(asked, near), *_of_akin(asked, near)]
    places = [*_at_place(asked, (*near.alike, *near.places))]
    if not (near.alike or near.places) and not asks_among_regions(asked.text):
        places += _other_places(asked, documents)
    chosen: list[str] = []
    # Of the place asked about two, beside it one; the more where the others are none.
    tried = [*instead[:_MOST_OF_KIND], *places[:_MOST_OF_KIND], *instead[_MOST_OF_KIND:]]
    for question in tried[:MOST_TRIED]:
        written = written_in(question, asked.script)
        if len(chosen) < MOST and written not in (asked.text, *chosen) and answerable(written):
            chosen.append(written)
    return chosen


def _in_year(asked: Question, near: NearestHeld) -> Iterator[str]:
    """Yield the question about the years of which the library has what is asked for, the nearest first."""
    if near.place is None or len(asked.years) > 1 or asked.report_year is not None:
        return
    named = f"{near.year}年"
    for year in near.years:
        if near.year is None:
            yield f"{year}年{asked.text}"
        elif named in asked.text:
            yield asked.text.replace(named, f"{year}年")
        elif near.indicator:
            yield f"{near.place.label}{year}年{near.indicator}是多少？"


def _of_akin(asked: Question, near: NearestHeld) -> Iterator[str]:
    """Yield questions about the indicators that are told of the same place and year."""
    if near.place is not None and near.year is not None and asked.outlook != "plan":
        for indicator in near.indicators:
            yield f"{near.place.label}{near.year}年{indicator}是多少？"


def _at_place(asked: Question, names: Sequence[str]) -> Iterator[str]:
    """Yield the question about other places."""
    if len(asked.places) == 1:
        place = asked.places[0]
        for name in names:
            yield f"{asked.text[: place.start]}{name}{asked.text[place.end :]}"


def _other_years(asked: Question) -> Iterator[str]:
    """Yield the question about the years after and before; after a comparison, about the figure of that year
    alone."""
    if not asked.years or asked.report_year is not None:
        return
    for year in (max(asked.years) + 1, min(asked.years) - 1):
        named = f"{asked.years[0]}年"
        if len(asked.years) == 1 and named in asked.text:
            yield asked.text.replace(named, f"{year}年")
        elif (
            len(asked.years) > 1
            and len(asked.places) == 1
            and asked.kind == "figure"
            and not asked.difference
        ):
            yield f"{asked.places[0].name}{year}年{_what(asked)}是多少？"


def _other_places(asked: Question, documents: Sequence[StoredDocument]) -> Iterator[str]:
    """Yield the question about other regions, first those with documents of the same year."""
    if len(asked.places) != 1 or asked.places[0].name not in asked.text or asked.through_members:
        return
    place = asked.places[0]
    alike = [d for d in documents if d.region and not asked.takes(d.tells_of)]
    alike.sort(key=lambda d: (not _of_year(d, asked.years), d.region or "", d.doc))
    where = {
        region: {d.place for d in documents if d.region == region} for region in {d.region for d in alike}
    }
    for region, wider in dict.fromkeys((d.region, d.place) for d in alike):
        named = f"{wider or ''}{region}" if len(where[region]) > 1 else region
        yield f"{asked.text[: place.start]}{named}{asked.text[place.end :]}"


def _plan_or_result(asked: Question) -> Iterator[str]:
    """Yield the question about the target of a result, or about the result of a target."""
    if asked.kind != "figure" or len(asked.places) != 1 or len(asked.years) != 1 or asked.total:
        return
    what = _what(asked)
    about = f"{asked.places[0].name}{asked.years[0]}年"
    if asked.outlook == "plan":
        reached = _PLANNED.sub("", what)
        if reached and reached != what:
            yield f"{about}{reached}实际完成了多少？"
    elif what:
        yield f"{about}{what}的目标是多少？"


def _what(asked: Question) -> str:
    """Return the thing asked about."""
    return _VERB.sub("", re.sub(r"\s+", "", asked.focus))


def _of_year(document: StoredDocument, years: tuple[int, ...]) -> bool:
    covered = {document.reviews_year, int(document.date[:4]) if document.date else None}
    return not covered.isdisjoint(years)
