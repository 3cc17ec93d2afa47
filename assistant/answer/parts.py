"""Answer the parts of a question that asks for several figures one after another, where one sentence does not tell them all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice

from assistant.answer.citations import Citations
from assistant.answer.model import AnswerLine
from assistant.answer.quote import statements
from assistant.answer.templates import pieces
from assistant.evidence.answer_types import fits_unit
from assistant.evidence.finder import Find
from assistant.evidence.model import Evidence
from assistant.question.model import Question
from assistant.question.patterns import HOW_MANY, MONEY
from assistant.question.places import Gazetteer
from assistant.question.understand import understand
from ingest.chinese.quantities import find_quantities
from ingest.chinese.script import fold
from ingest.chinese.sentences import Span, clauses_at
from ingest.chinese.tokens import telling_bigrams
from ingest.chinese.word_table import WordTable

_WORDS = WordTable("assistant.answer", "parts")
# What is asked of the part before it: 增长多少, 其中新建的多少.
_LEANS = _WORDS.words("leans", frame="^(?:{words})")
_PARTS = re.compile(r"[^,;?]+")
# Before the second of two measures a list mark divides as a comma does: 多长、要花多少钱.
_LISTED = re.compile(r"、(?=[^,;?]*(?:多少|几|多[大高长宽重远深久]))")
# Two or more things of which one measure is asked: 存款和贷款余额分别是多少.
_SEVERAL = re.compile(
    r"(?P<names>[^,;?:]{2,40}?)(?P<each>分别|各自?)?(?:(?:是|有|为|达到?)(?:了)?){0,3}(?P<much>多少[^,;?]{0,4})[?]?$"
)
_BETWEEN = re.compile(r"、|(?<!共)和(?![平谐睦田])|(?<!参)与|以及|(?<![普涉以波])及(?!时|格|其|早)|跟")
_WHICH_ONE = re.compile(r"[哪谁]|最[高低多大少小](?:的|是|,)|比(?![例重率])")
_OWNER = re.compile(r"^.*(?:的|全[省市州县区旗](?:各类|各项)?)")
# Dimensions that a question names without a unit → the word beside their figures.
_DIMENSIONS = {"多长": ("长", "米"), "多宽": ("宽", "米"), "多高": ("高", "米"), "多深": ("深", "米")}
_DIMENSION = re.compile("|".join(f"{asked}(?![时期])" for asked in _DIMENSIONS))
# As much of a part stands in what was quoted where that tells it.
LEAST_TOLD = 0.6
# Of what was quoted this is enough where its figure can answer no other part.
LEAST_IN_UNIT = 0.3
# Evidence is looked through from the best on.
MOST_LOOKED_AT = 3
MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that a question asks for.

    Attributes:
        words: the part as it stands in the question.
        question: it as a question of the same place and year.
        own: what sets its figure apart from those of the other parts, folded; "" where only the unit does.
        is_name: whether it is one of several things of which one measure is asked.
        surely: whether it is asked for beyond doubt, and so said to be missing where nothing tells it.
    """

    words: str
    question: Question
    own: str
    is_name: bool = False
    surely: bool = True


def parts_asked(question: Question, gazetteer: Gazetteer, *, now: int) -> list[Part]:
    """Return the parts of a question; none where it asks for one figure, or what one part asks is said of another.

    Args:
        gazetteer, now: as for `understand`.
    """
    if question.kind != "figure" or len(question.places) > 1 or len(question.years) > 1:
        return []
    folded = _LISTED.sub(",", fold(question.text))
    asked = [m for m in _PARTS.finditer(folded) if HOW_MANY.search(m.group())]
    if len(asked) < 2:
        return _of_one_measure(question, gazetteer, now=now)
    if any(_LEANS.search(m.group().strip()) for m in asked[1:]):
        return []
    parts = []
    for m in asked:
        words = question.text[m.start() : m.end()].strip()
        part = _as_question(question, words, gazetteer, now=now)
        dimension = _DIMENSION.search(m.group())
        own = part.focus
        if dimension:
            own, unit = _DIMENSIONS[dimension.group()]
            part = replace(part, units=(unit,))
        elif not telling_bigrams(own) or MONEY.search(m.group()):
            # 要花多少钱 says nothing but the unit.
            own = own if len(telling_bigrams(own)) > 2 else ""
        if not own and not part.units:
            return []
        parts.append(Part(words, part, own))
    return parts


def _of_one_measure(question: Question, gazetteer: Gazetteer, *, now: int) -> list[Part]:
    """Return the things of which a question asks one measure; none where it names one, or wants something reckoned of them."""
    folded = fold(question.text)
    if question.total or question.difference or _WHICH_ONE.search(folded):
        return []
    found = _SEVERAL.search(folded)
    if found is None or any(place.start >= found.end("names") for place in question.places):
        return []
    names = [name for name in _BETWEEN.split(found["names"]) if name]
    names[0] = _OWNER.sub("", names[0])
    if not 2 <= len(names) <= MOST_NAMES or not all(map(telling_bigrams, names)):
        return []
    # 青棠水库总库容和总投资: what the first one belongs to is not what sets it apart.
    longest = max(map(len, names[1:]))
    own = [names[0][-longest:] if len(names[0]) > longest + 2 else names[0], *names[1:]]
    return [
        Part(
            name,
            _as_question(question, name + found["much"], gazetteer, now=now),
            apart,
            True,
            bool(found["each"]),
        )
        for name, apart in zip(names, own, strict=True)
    ]


def _as_question(question: Question, words: str, gazetteer: Gazetteer, *, now: int) -> Question:
    """Return words of a question as one of its place and year."""
    where = "".join(question.text[place.start : place.end] for place in question.places[:1])
    when = "" if question.vague_year else "".join(f"{year}年" for year in question.years[:1])
    part = understand(f"{words if where and where in words else where + when + words}？", gazetteer, now=now)
    return replace(part, years=part.years or question.years, within=question.within, only=question.only)


def other_parts(
    question: Question,
    parts: Sequence[Part],
    lines: Sequence[AnswerLine],
    find: Find,
    citations: Citations,
) -> list[AnswerLine]:
    """Return what tells the parts of a question that the lines of its answer do not, or that nothing tells them.

    Args:
        question: the whole question.
        parts: of it; none where it asks for one figure.
        find: returns the acceptable evidence for a look-up, best first.
        citations: of the answer.
    """
    told = [evidence for line in lines for evidence in line.evidence]
    apart = all(not set(a.question.units) & set(b.question.units) for a, b in combinations(parts, 2))
    least = LEAST_IN_UNIT if apart and all(part.question.units for part in parts) else LEAST_TOLD
    if not any(_is_told(part, told, least) for part in parts):
        # Told in other words than it was asked in.
        return []
    others: list[AnswerLine] = []
    for part in parts:
        if _is_told(part, told, least):
            continue
        good = list(islice(_telling(part, told, find), 1))
        others += statements(part.question, good, citations)
        if not good and part.surely and not _is_touched(part, told):
            said = pieces("part_not_found", question.script, part=part.words)
            others.append(AnswerLine(said, "missing"))
        told += good
    return others


def _telling(part: Part, told: Sequence[Evidence], find: Find) -> Iterator[Evidence]:
    """Yield what tells a part: first the clauses of the paragraph of what was quoted, the nearest first, then what is found."""
    for evidence in told[:1]:
        text = evidence.passage.text
        start = text.rfind("\n", 0, evidence.start) + 1
        end = text.find("\n", evidence.end)
        line = Span(start, len(text) if end < 0 else end)
        beside = [
            Evidence(evidence.passage, clause.start, clause.end)
            for clause in clauses_at(fold(text), line, ",;。")
            if clause.end <= evidence.start or clause.start >= evidence.end
        ]
        near = sorted(
            beside,
            key=lambda each: (
                -_share_told(part, each),
                not _in_unit_named(part, each),
                abs(each.start - evidence.start),
            ),
        )
        yield from (clause for clause in near if _is_told(part, [clause]))
    if telling_bigrams(part.own):
        yield from (each for each in find(part.question)[:MOST_LOOKED_AT] if _is_told(part, [each]))


def _is_told(part: Part, told: Sequence[Evidence], least: float = LEAST_TOLD) -> bool:
    """Return whether what is quoted tells of what a part asks, in a unit that can answer it.

    Args:
        least: how much of the part stands in it, 0 to 1.
    """
    return any(
        _share_told(part, each) >= least
        and any(fits_unit(part.question, q) and not q.is_article for q in find_quantities(each.text))
        for each in told
    )


def _share_told(part: Part, evidence: Evidence) -> float:
    """Return how much of what is a part's own stands in some evidence, 0 to 1; of one of several things it opens with what
    sets it apart from them."""
    text = fold(evidence.text)
    if part.is_name and part.own[:2] not in text:
        return 0.0
    named = telling_bigrams(part.own)
    if not named:
        return float(part.own in text)
    return sum(pair in text for pair in named) / len(named)


def _in_unit_named(part: Part, evidence: Evidence) -> bool:
    """Return whether some evidence holds a figure in the very unit that a part names, not only in one like it: 301所, not 2个."""
    wanted = part.question.units[:1]
    return any(q.unit is not None and q.unit.name in wanted for q in find_quantities(evidence.text))


def _is_touched(part: Part, told: Sequence[Evidence]) -> bool:
    """Return whether what is quoted holds anything that a part asks about."""
    text = fold("\n".join(each.text for each in told))
    return any(pair in text for pair in telling_bigrams(part.own))
