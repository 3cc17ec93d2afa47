"""Find things that are no regions and that a question sets against one another by one measure: 甲项目和乙城哪个占地多."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from assistant.question.model import Question
from assistant.question.places import Gazetteer
from assistant.question.things import KINDS, MOST_THINGS, NAME
from assistant.question.told_terms import STAGE, told_terms
from assistant.question.understand import understand
from ingest.chinese.script import fold
from ingest.chinese.years import ARABIC_YEAR

_QUOTES = re.compile(r"[“”\"‘’「」『』]")
_YEAR = re.compile(rf"{ARABIC_YEAR}年(?:[末底初](?![一-鿿]?年))?")
# 哪个项目总投资更大, 谁占地多, 哪一级人最多; what the question says behind it asks for the figures of all.
_WHICH = re.compile(
    rf"(?P<head>.{{1,120}}?)(?:是)?(?:谁|哪(?:一)?(?:[个家项座条所级类种样边方处只款](?:{KINDS}|品种|企业|小区)?))的?"
    r"(?P<measure>[^,]{0,14}?)的?(?:更加?|最|要|比较|相对){0,3}(?P<way>[多高大长少低小短贵重宽])(?:一?些|一点)?"
    r"(?P<much>,[^,]*(?:多少|几)[^,]*)?$"
)
_BY_HOW_MUCH = re.compile(r"[多高大长少低小短贵重宽]出?(?:了)?(?:多少|几)|差")
_LESS = "少低小短"
_JOINING = re.compile(r"、|(?<!共)和(?![平谐睦田])|(?<!参)与|跟|还是|(?<![普涉以波])及(?!时|格|其|早)")
_OPENING = re.compile(r"^(?:比一比|对比|相比|拿|在|,)+")
_CLOSING = re.compile(r"(?:[,:]|相比|比起来|比|两者|二者|之间|中|里|当中)+$")
_NAMED = re.compile(rf"(?P<name>{NAME})(?P<measure>[^,、]{{2,10}})$")
_NO_NAME = re.compile(
    r"(?:面积|投资额?|收入|支出|人口|产值|金额|数量|人数|总额|余额)$|哪|谁|多少|几|什么|^\d|最|加起来|合计|一共"
)
# 牛集和古井两个镇
_COUNTED = re.compile(rf"(?:这)?[两二三四五六七八九十](?:个|家|座|条|所|大)?(?:{KINDS}|品种|企业)?$")
# Halves of the people are no things that have figures of their own.
_HALF = re.compile(r"(?:城[镇市]|农村|乡村)(?:居民|人口?)?$|城里人?$|乡下人?$|农民$|居民$|^[男女]")
# 四家企业产值
_KIND = re.compile(rf"^(?:{KINDS}|产业|行业|单位)")
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class ComparedThings:
    """What a question sets against each other.

    Attributes:
        names: of the things, folded.
        measure: what is compared, folded: 总投资; "" where only the way of it (多) says so.
        topic: what the question says before the names that holds of all: 河湖长; "" for nothing.
        less: whether the least is asked for.
        operation: whether the first by rank is asked for, or by how much or how many times the first exceeds the second.
    """

    names: tuple[str, ...]
    measure: str
    topic: str
    less: bool
    operation: Literal["extreme", "difference", "ratio", "total"]


def compared_things(question: Question) -> ComparedThings | None:
    """Return the things that a question sets against one another; None where it compares none, or only regions."""
    if len(question.years) > 1:
        return None
    text = _YEAR.sub(" ", _QUOTES.sub("", fold(question.text))).rstrip("?。! ").strip()
    found = _WHICH.fullmatch(text)
    compared = _ranked(found) if found else _of_terms(question)
    if compared is None or not _are_names(question, compared.names):
        return None
    return compared


def summed_things(question: Question) -> ComparedThings | None:
    """Return the things of which a question adds up one measure that it names behind them all: 茶厂、酒厂两家的产值合计; None where it
    adds up nothing of that kind."""
    terms = told_terms(question)
    if terms is None or terms.operation != "total" or len(question.years) > 1:
        return None
    measure = _KIND.sub("", terms.measure)
    if len(terms.names) < 2 or len(measure) < 2 or " " in measure:
        return None
    places = "".join(question.text[place.start : place.end] for place in question.places)
    return ComparedThings(terms.names, measure, places, False, "total")


def sides_of_things(
    question: Question, asked: ComparedThings, gazetteer: Gazetteer, *, now: int
) -> list[Question]:
    """Return the look-ups of the measure of each thing, in the year of the question.

    Args:
        gazetteer, now: as for `understand`.
    """
    year = "".join(f"{year}年" for year in question.years[:1])
    topic = f"{asked.topic}的" if asked.topic else ""
    sides = []
    for name in asked.names:
        side = understand(f"{topic}{name}{year}的{asked.measure}是多少？", gazetteer, now=now)
        side = replace(side, kind="figure", within=question.within, only=question.only)
        if STAGE.fullmatch(name):
            # A stage is named in what its figure is called: 一期投资.
            side = replace(side, thing=asked.topic, facet=name, asked=name + asked.measure)
        else:
            side = replace(side, thing=name, asked=asked.measure)
        sides.append(side)
    return sides


def _ranked(found: re.Match[str]) -> ComparedThings | None:
    measure = found["measure"].strip()
    clauses = [
        clause.strip() for clause in _CLOSING.sub("", found["head"].strip()).split(",") if clause.strip()
    ]
    listing = next(
        (i for i in range(len(clauses) - 1, -1, -1) if _JOINING.search(_OPENING.sub("", clauses[i]))), None
    )
    if listing is None:
        return None
    topic = "".join(clauses[:listing])
    measure = measure or "".join(clauses[listing + 1 :])
    names = [name.strip() for name in _JOINING.split(_OPENING.sub("", clauses[listing])) if name.strip()]
    owner, _, first = names[0].rpartition("的")
    names[0] = first
    if len(names) < 2:
        return None
    names, own = _without_measure(names, needed=not measure)
    names[-1] = _COUNTED.sub("", names[-1])
    if (stage := STAGE.search(names[0])) and all(map(STAGE.fullmatch, names[1:])):
        owner, names[0] = owner + names[0][: stage.start()], stage.group()
    by_how_much = len(names) == 2 and _BY_HOW_MUCH.search(found["much"] or "")
    return ComparedThings(
        tuple(names),
        measure or own,
        topic + owner,
        found["way"] in _LESS,
        "difference" if by_how_much else "extreme",
    )


def _of_terms(question: Question) -> ComparedThings | None:
    """Return two things of which a question asks by how much, or how many times, one exceeds the other; None for others."""
    terms = told_terms(question)
    if terms is None or terms.operation not in ("difference", "ratio"):
        return None
    names, measure = _without_measure([_YEAR.sub("", name) for name in terms.names], needed=True)
    operation: Literal["difference", "ratio"] = "ratio" if terms.operation == "ratio" else "difference"
    if len(measure) < 2:
        return None
    return ComparedThings(tuple(names), measure, "", terms.less, operation)


def _without_measure(names: list[str], *, needed: bool) -> tuple[list[str], str]:
    """Return names without what is measured of them, which stands behind one of them, and that measure.

    Args:
        needed: whether the question names it nowhere else, so that it may stand there without 的.
    """
    kept, measure = list(names), ""
    for i, name in enumerate(names):
        owner, of, said = name.rpartition("的")
        if not of:
            owner, _, said = name.partition(" ")
        if not said and needed and (m := _NAMED.fullmatch(name)):
            owner, said = m["name"], m["measure"]
        if said and owner:
            kept[i], measure = owner.strip(), measure or said.strip()
    return kept, measure


def _are_names(question: Question, names: tuple[str, ...]) -> bool:
    """Return whether all are names of different things, not all of them regions."""
    if not 2 <= len(set(names)) == len(names) <= MOST_THINGS:
        return False
    regions = {fold(question.text[place.start : place.end]) for place in question.places}
    return all(
        2 <= len(name) <= _LONGEST
        and name not in regions
        and not _NO_NAME.search(name)
        and not _HALF.search(name)
        for name in names
    )
