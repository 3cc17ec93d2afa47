"""Find the figure that the documents tell of one thing by one measure: the 总投资 of 青棠水厂."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answer.from_ledger.evidence import SHORT_SENTENCE
from assistant.answer.from_ledger.wording import GROWTH, PER_HEAD
from assistant.answer.named_figures import NamedFigure, named_figures
from assistant.evidence.answer_types import fits_unit, is_threshold
from assistant.evidence.model import Candidate, Evidence
from assistant.question.model import Question
from assistant.question.synonyms import synonyms
from assistant.question.things import KINDS, NAME, stem
from assistant.search.scope_match import LEAST_AGREEMENT
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold
from ingest.chinese.tokens import telling_bigrams
from ingest.library.library import Library

# Candidates further down hardly ever tell it.
MOST_LOOKED_AT = 12
# A shortened name leaves out no more characters in one place, and most of it stands in pieces of two or more.
_LEFT_OUT = 8
LEAST_IN_PIECES = 0.6
# So much of a measure stands in what names its figure.
LEAST_OF_MEASURE = 0.6
# A part, a stage or an addition, which is another amount than the whole.
_PART = re.compile(
    r"[一二三四首]期|其中|新增|新建|剩余|已(?!达|有)|完成|累计|今年|当年|年度|每[年月天亩户人]|人均|户均|平均|注册|奖补|补助"
)
_OPENS = re.compile(rf"(?:^|[,;。:!?、|\n])[“”\"]*({NAME})")
_NO_NAME = re.compile(rf"[该本此全这各每我两几](?:个|座|条|家)?(?:{KINDS})+$|^(?:{KINDS})")
_MARKS = ",;。:!?|\n"


@dataclass(frozen=True, slots=True)
class FigureOfThing:
    """A figure, and the place of a text that tells it.

    Attributes:
        thing: whose it is.
        evidence: the clauses from the one that names the thing, where it is near, to that of the figure.
        quantity: with offsets in the text of the whole sentence.
        named: what the sentence calls it.
    """

    thing: str
    evidence: Evidence
    quantity: Quantity
    named: NamedFigure

    @property
    def sort(self) -> tuple[bool, bool]:
        """Return whether it is a growth, and whether it is an amount per head."""
        said = self.named.name
        return GROWTH.search(said) is not None, PER_HEAD.search(said) is not None


def figure_of_thing(
    library: Library, question: Question, thing: str, measure: str, found: Sequence[Candidate]
) -> FigureOfThing | None:
    """Return the figure of a thing, as the first of the candidates tells it that names both; None where none does.

    Args:
        library: holds the documents of the candidates.
        question: about the thing alone.
        thing: its name, folded; "" where the place of the question is what it is of.
        measure: what is measured of it, folded.
        found: candidates, best first.
    """
    names = _names_of(question, thing)
    for candidate in found[:MOST_LOOKED_AT]:
        if candidate.value("place") < LEAST_AGREEMENT and not any(
            names_thing(name, fold(candidate.passage.title)) for name in names
        ):
            continue
        if question.strict_year and candidate.value("agreement") < LEAST_AGREEMENT:
            continue
        for name in names:
            chosen = _of_measure(question, name, measure, candidate)
            if chosen is not None and (not name or _is_of(library, name, candidate, chosen)):
                return FigureOfThing(thing, _told_by(candidate, chosen, name), chosen.quantity, chosen)
    return None


def _names_of(question: Question, thing: str) -> tuple[str, ...]:
    """Return the name of a thing, and the name without the place with which it opens and in which the documents tell of it."""
    places = {fold(question.text[place.start : place.end]) for place in question.places}
    plain = next((thing.removeprefix(place) for place in places if thing.startswith(place)), thing)
    return (thing, plain) if plain != thing and len(stem(plain)) > 2 else (thing,)


def names_thing(thing: str, text: str) -> bool:
    """Return whether folded `text` names a thing, whole, without the word for its kind, or in the longer form that the name
    stands for: 水景长廊 for 水景民族风情文化长廊."""
    name = stem(thing) if len(stem(thing)) > 1 else thing
    return name in text or any(
        _is_short_for(name, text[m.start() :]) for m in re.finditer(re.escape(name[:2]), text)
    )


def _is_short_for(name: str, text: str) -> bool:
    """Return whether the characters of a name stand in order at the beginning of a text, most of them in pieces."""
    at, done, in_pieces, length = 0, 0, 0, 0
    while done < len(name):
        window = re.split(rf"[{_MARKS}]", text[at : at + _LEFT_OUT + len(name)])[0]
        fitting = (
            (n, offset)
            for n in range(len(name) - done, 0, -1)
            if 0 <= (offset := window.find(name[done : done + n])) <= _LEFT_OUT
        )
        piece = next(fitting, None)
        if piece is None:
            return False
        length, offset = piece
        at, done = at + offset + length, done + length
        in_pieces += length if length > 1 else 0
    return length > 1 and in_pieces >= LEAST_IN_PIECES * len(name)


def _of_measure(question: Question, thing: str, measure: str, evidence: Evidence) -> NamedFigure | None:
    """Return the one figure of some evidence that is called by a measure, in a clause that names the thing where several are;
    None where none is, or more than one."""
    fitting = [
        each
        for each in own_figures(evidence)
        if fits_unit(question, each.quantity) and is_called(measure, each.name)
    ]
    if len({each.quantity.value for each in fitting}) > 1 and thing:
        folded = fold(evidence.text)
        fitting = [each for each in fitting if names_thing(thing, _clause_before(folded, each))]
    values = {each.quantity.value for each in fitting}
    return fitting[0] if len(values) == 1 else None


def own_figures(evidence: Evidence) -> list[NamedFigure]:
    """Return the figures that some evidence tells itself, not what introduces it, in order; no ranges and no bounds that pick
    what is meant (10亿元以下的县)."""
    folded, lead = fold(evidence.text), len(evidence.introduction)
    return [
        each
        for each in named_figures(evidence.text)
        if each.quantity.value is not None
        and each.quantity.start >= lead
        and not is_threshold(folded, each.quantity)
    ]


def _clause_before(folded: str, figure: NamedFigure) -> str:
    """Return what stands before a figure in its clause, and of what stands in brackets before these."""
    return re.split(r"[,;。:!?、|\n]", folded[: figure.quantity.start])[-1]


def is_called(measure: str, told: str) -> bool:
    """Return whether what names a figure, folded, names a measure, and no part of what it measures."""
    if {m.group() for m in _PART.finditer(told)} - {m.group() for m in _PART.finditer(measure)}:
        return False
    same = synonyms(measure)
    forms = {measure}.union(*(each.same for word, each in same.items() if word == measure))
    if any(form in told for form in forms):
        return True
    pairs = telling_bigrams(measure)
    shared = sum(pair in told for pair in pairs)
    return bool(pairs) and pairs[-1] in told and shared >= LEAST_OF_MEASURE * len(pairs)


def _is_of(library: Library, thing: str, evidence: Evidence, figure: NamedFigure) -> bool:
    """Return whether a figure is of a thing: its sentence names it before the figure, or names no other thing there and the
    sentence before it in the paragraph, the title or the headings do."""
    before = fold(evidence.text)[: figure.quantity.start]
    if names_thing(thing, before):
        # 甲厂投资1亿元,乙厂投资2亿元: the last one named is meant.
        return not any(not names_thing(thing, other) for other in _named_behind(thing, before))
    if any(not names_thing(thing, other) for other in _things_in(before)):
        return False
    return any(names_thing(thing, each) for each in surroundings(library, evidence))


def surroundings(library: Library, evidence: Evidence) -> tuple[str, ...]:
    """Return the sentence before some evidence in its paragraph, the title and the headings, folded."""
    passage = evidence.passage
    sentence = re.split(r"[。;]", _line_before(library, evidence).rstrip("。; "))[-1]
    return (sentence, *map(fold, (passage.title, *passage.headings)))


def _line_before(library: Library, evidence: Evidence) -> str:
    """Return what stands before some evidence in its paragraph, folded, and where it begins its passage in the one before."""
    passage = evidence.passage
    before = fold(passage.text)[: evidence.start]
    if not before.strip():
        passages = library.passages_of(passage.doc)
        at = next((i for i, each in enumerate(passages) if each.id == passage.id), 0)
        before = fold(passages[at - 1].text) if at else ""
    return before.rstrip().rpartition("\n")[2]


def _named_behind(thing: str, before: str) -> Iterator[str]:
    """Yield the things that a text names behind the last place where it names `thing` whole."""
    at = before.rfind(stem(thing))
    if at >= 0:
        yield from _things_in(before[at + len(stem(thing)) :])


def _things_in(text: str) -> Iterable[str]:
    """Return the names of things that open clauses of folded `text`, without 该项目 and 全村."""
    return (m[1] for m in _OPENS.finditer(text) if not _NO_NAME.search(m[1]))


def _told_by(evidence: Candidate, figure: NamedFigure, thing: str) -> Evidence:
    """Return the clauses of some evidence that tell a figure, from the one that names the thing where it does."""
    if evidence.lead is not None:
        return evidence
    text = fold(evidence.text)
    start = max((text.rfind(mark, 0, figure.start + 1) for mark in _MARKS), default=-1) + 1
    at = text.rfind(stem(thing), 0, start) if thing else -1
    if at >= 0:
        start = max(text.rfind(mark, 0, at) for mark in _MARKS) + 1
    if figure.quantity.end <= SHORT_SENTENCE:
        # Its opening tells the year and the place.
        start = 0
    end = figure.quantity.end
    while end < len(text) and text[end] not in ",;。!?|\n":
        end += 1
    return Evidence(evidence.passage, evidence.start + start, evidence.start + min(end + 1, len(text)))
