"""Reckon a sum, a difference, a rest or a share of figures that one place of a text tells of things that a question names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import reckoning
from assistant.answer.citations import Citations
from assistant.answer.model import AnswerLine, Piece, result
from assistant.answer.named_figures import NamedFigure, named_figures
from assistant.answer.quote import statements
from assistant.answer.templates import in_script
from assistant.evidence.answer_types import fits_unit
from assistant.evidence.model import Candidate, Evidence
from assistant.question.model import Question
from assistant.question.synonyms import synonyms
from assistant.question.told_terms import TermOperation, ToldTerms, told_terms
from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold
from ingest.chinese.sentences import Span, whole_sentences
from ingest.chinese.tokens import bigrams, telling_bigrams
from ingest.chinese.years import years_named

# A name of which less stands in the question, and of which the question has less, tells of something else.
LEAST_NAMED = 0.5
# What is cited as one place is read at a glance.
LONGEST_QUOTE = 100
# A name that is longer is no name.
LONGEST_NAME = 16
# Candidates are looked at from the best one on.
MOST_LOOKED_AT = 4
_STOCK = re.compile(r"达到?|总数|总量|累计|余额")
_ADDED = re.compile(r"新增|增加|新建|新改|减少|新签|新引")
# 市本级 is a part of what a question for the city asks.
_OWN_LEVEL = re.compile(r"[省市县区州旗]本级(?!以)")
# What makes another figure of one that is called the same.
_KIND = re.compile(
    r"调整|预计|目标|计划|预算数|年初|上年|去年|同期|人均|户均|本月|当月|上半年|下半年|[一二三四]季度"
)
_PART_OF = re.compile(r"其中|包括|含")
_LEAD = re.compile(
    r"^(?:\d{4}年|其中|在|对|从|由|全市|全县|全区|全省|全州|年末|共有?|拥有|完成|实现|新增|到|[,、和与及:(\s])+"
)
_ABOUT_TO = re.compile(r"(?:约|达到?|为|是|有|共|已|将|还)+$")


@dataclass(frozen=True, slots=True)
class _Terms:
    """What a place of a text tells of what a question names.

    Attributes:
        evidence: the place.
        figures: one for each name, in the order of the question.
        labels: what each figure is called in the answer; "" for nothing.
    """

    evidence: Evidence
    figures: tuple[NamedFigure, ...]
    labels: tuple[str, ...]

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Return the figures by themselves."""
        return tuple(figure.quantity for figure in self.figures)


def reckoned_together(
    question: Question, found: Sequence[Candidate], citations: Citations
) -> list[AnswerLine]:
    """Return what a question wants reckoned of things that it names, and the sentences that tell their figures.

    Return nothing where it wants nothing of that kind, or no place tells all of them in one unit, year and sense.

    Args:
        found: acceptable evidence, best first.
    """
    asked = told_terms(question)
    if asked is None:
        return []
    for candidate in found[:MOST_LOOKED_AT]:
        for evidence in _places(candidate):
            terms = _told(question, asked, evidence)
            if terms is not None and (said := _outcome(asked, terms)):
                cites = _quoted(question, terms, citations)
                line = AnswerLine(in_script(said, question.script), "computed", evidence=(terms.evidence,))
                return [line, *cites]
    return []


def _places(candidate: Candidate) -> Iterator[Evidence]:
    """Yield the candidate itself, the whole sentence that holds it, and that with the sentences beside it in its paragraph."""
    if candidate.lead is not None:
        yield candidate
        return
    yield Evidence(candidate.passage, candidate.start, candidate.end)
    text = candidate.passage.text
    parts = whole_sentences(text)
    within = [i for i, part in enumerate(parts) if part.start < candidate.end and part.end > candidate.start]
    if not within:
        return
    first, last = within[0], within[-1]
    yield Evidence(candidate.passage, parts[first].start, parts[last].end)
    beside = [parts[i] for i in (first - 1, last + 1) if 0 <= i < len(parts)]
    for other in beside:
        span = Span(min(other.start, parts[first].start), max(other.end, parts[last].end))
        if "\n" not in text[span.start : span.end].strip():
            yield Evidence(candidate.passage, span.start, span.end)


def _told(question: Question, asked: ToldTerms, evidence: Evidence) -> _Terms | None:
    """Return the figures of all that is to be reckoned, where a place of a text tells them all; None where it does not."""
    text = evidence.text
    if not _speaks_of(question, asked, evidence):
        return None
    figures = [
        each
        for each in named_figures(text)
        if each.quantity.value is not None
        and each.quantity.start >= len(evidence.introduction)
        and (asked.operation == "share" or fits_unit(question, each.quantity))
    ]
    if asked.operation == "still":
        return _not_yet(question, asked, evidence, figures)
    if not asked.names:
        return _all_parts(asked, evidence, figures)
    if any(_is_of_all(asked, each) for each in figures):
        # The sum is told.
        return None
    for after in (False, True):
        chosen = _assigned(asked, text, figures, after=after)
        if chosen and _alike(asked, chosen) and _of_one_sense(evidence, chosen, asked.operation):
            labels = tuple(_label(figure, after=after) for figure in chosen)
            return _Terms(
                evidence, chosen, labels if len(set(labels)) == len(labels) else ("",) * len(labels)
            )
    return None


def _speaks_of(question: Question, asked: ToldTerms, evidence: Evidence) -> bool:
    """Return whether a place of a text tells of what a question asks of the things that it names, and of the whole place
    where it does not ask for its own level alone."""
    passage, own = evidence.passage, fold(evidence.text)
    if _OWN_LEVEL.search(own) and not _OWN_LEVEL.search(fold(question.text)):
        return False
    wide = "\n".join((own, fold(passage.title), *map(fold, passage.headings)))
    if asked.operation == "still" or not asked.names:
        return True
    beside = {pair for pair in telling_bigrams(asked.measure) if len(pair) > 1}
    # 城镇居民和农村居民存款: what is added up stands last.
    kind = telling_bigrams(asked.names[-1])[-1:]
    if any(pair not in wide for pair in kind) and not synonyms(asked.names[-1]):
        return False
    return not beside or any(pair in wide for pair in beside)


def _assigned(
    asked: ToldTerms, text: str, figures: Sequence[NamedFigure], *, after: bool
) -> tuple[NamedFigure, ...]:
    """Return the figure of each name, where each has one that surely is its own; else nothing.

    Args:
        after: whether figures are named by what stands behind them.
    """
    around = _around(text, figures)
    chosen: list[NamedFigure] = []
    for name in asked.names:
        scored = sorted(
            ((_likeness(name, each, around, after=after), -i) for i, each in enumerate(figures)), reverse=True
        )
        if not scored or scored[0][0] <= 0 or (len(scored) > 1 and scored[1][0] == scored[0][0]):
            return ()
        chosen.append(figures[-scored[0][1]])
    if len({each.quantity.start for each in chosen}) < len(chosen):
        return ()
    first = chosen[0].quantity
    return tuple(chosen) if all(each.quantity.comparable(first) for each in chosen) else ()


def _around(text: str, figures: Sequence[NamedFigure]) -> frozenset[str]:
    """Return the pairs of characters of a text that stand in no figure's name: what the whole place tells of."""
    kept = list(fold(text))
    for each in figures:
        for at in range(each.start, each.quantity.end + len(each.after)):
            kept[at] = " "
    return frozenset(bigrams("".join(kept)))


def _likeness(name: str, figure: NamedFigure, around: frozenset[str], *, after: bool) -> float:
    """Return how well what a figure tells of agrees with a name in a question, 0 (not at all) to 2.

    Args:
        around: what the whole place tells of, which is none of what sets one name apart from another.
    """
    told = figure.after if after else figure.name
    own, theirs = set(telling_bigrams(name)), set(bigrams(told))
    head = telling_bigrams(name)[-1:]
    for word, others in synonyms(name).items():
        if word not in told and any(other in told for other in others.same):
            own = own - set(bigrams(word)) | {pair for o in others.same if o in told for pair in bigrams(o)}
            head = [pair for pair in head if pair not in bigrams(word)]
    shared = len(own & theirs)
    if not shared or not own or (after and figure.respective):
        return 0.0
    if not theirs <= own and not theirs.issuperset(head):
        # 财政支出 is no 财政收入, whatever else they share.
        return 0.0
    if len(figure.parts) > 1 and not after and (told in name or not name.endswith(told[-2:])):
        # 博物馆、纪念馆12个 tells of neither alone, but 小学、中学全体教师12人 of 教师.
        return 0.0
    apart = own - around or own
    of_theirs = shared / len(theirs)
    of_own = max(shared / len(own), len(apart & theirs) / len(apart))
    if of_own < LEAST_NAMED and (of_theirs < LEAST_NAMED or len(theirs) < 2):
        return 0.0
    return of_theirs + of_own


def _is_of_all(asked: ToldTerms, figure: NamedFigure) -> bool:
    """Return whether one figure tells of all names together: 茶厂和酒厂共12家."""
    if asked.operation != "total" or len(figure.parts) < len(asked.names):
        return False
    told = {part: set(bigrams(part)) for part in figure.parts}
    named = [
        {part for part, own in told.items() if own and own <= set(bigrams(name))} for name in asked.names
    ]
    return all(named) and len(set().union(*named)) >= len(asked.names)


def _of_one_sense(evidence: Evidence, chosen: Sequence[NamedFigure], operation: TermOperation) -> bool:
    """Return whether figures are of one year, region and standing, and what is added up is neither an increase beside a
    level nor a whole and its part."""
    statements_told = [evidence.passage.at(_offset(evidence, each)) for each in chosen]
    if len({(each.year, each.tells_of, each.outlook) for each in statements_told}) > 1:
        return False
    folded = fold(evidence.text)
    first, last = min(each.quantity.end for each in chosen), max(each.quantity.start for each in chosen)
    if len(set(years_named(folded[first:last]))) > 1:
        return False
    if operation == "total" and _PART_OF.search(folded, first, last):
        # A whole and its part make no sum.
        return False
    levels = {_STOCK.search(each.name) is not None for each in chosen}
    added = {_ADDED.search(each.name) is not None for each in chosen}
    return operation != "total" or not (len(levels) > 1 and len(added) > 1)


def _alike(asked: ToldTerms, chosen: Sequence[NamedFigure]) -> bool:
    """Return whether figures are of one kind, as planned or per head, or the question itself sets the kinds apart."""
    kinds = {frozenset(_KIND.findall(each.name)) for each in chosen}
    return len(kinds) == 1 or any(_KIND.search(name) for name in asked.names)


def _offset(evidence: Evidence, figure: NamedFigure) -> int:
    """Return where a figure stands in the stored text."""
    return evidence.passage.start + evidence.start + figure.quantity.start - len(evidence.introduction)


def _all_parts(asked: ToldTerms, evidence: Evidence, figures: Sequence[NamedFigure]) -> _Terms | None:
    """Return all figures of a place where they are just as many as the question says; None where they are not."""
    respective = [each for each in figures if each.respective]
    parts = respective if len(respective) == asked.count else list(figures)
    if len(parts) == (asked.count or 0) + 1:
        whole = max(parts, key=lambda each: reckoning.amount(each.quantity))
        rest = [each for each in parts if each is not whole]
        amounts = [reckoning.amount(each.quantity) for each in rest]
        parts = rest if sum(amounts) == reckoning.amount(whole.quantity) else parts
    if len(parts) != asked.count or not reckoning.comparable([each.quantity for each in parts]):
        return None
    if not _of_one_sense(evidence, parts, asked.operation):
        return None
    return _Terms(evidence, tuple(parts), tuple(_label(each, after=False) for each in parts))


def _not_yet(
    question: Question, asked: ToldTerms, evidence: Evidence, figures: Sequence[NamedFigure]
) -> _Terms | None:
    """Return the number that the question tells and how many have got there; None where a place does not tell both."""
    folded, done = fold(evidence.text), asked.names[0]
    told = [q for q in find_quantities(question.text) if q.value is not None and fits_unit(question, q)]
    wholes = [each for each in figures if any(q.value == each.quantity.value for q in told)]
    if len(wholes) != 1 or f"未{done}" in folded or f"没{done}" in folded or f"没有{done}" in folded:
        return None
    whole = wholes[0]
    parts = [
        each
        for each in figures
        if each is not whole
        and whole.quantity.start < each.quantity.start
        and done in (each.name + each.after)
        and each.quantity.comparable(whole.quantity)
        and reckoning.amount(each.quantity) <= reckoning.amount(whole.quantity)
    ]
    # 其中新项目12个已开工5个 is a part of a part.
    parts = [each for each in parts if "其中" not in folded[whole.quantity.end : each.quantity.start]]
    if len(parts) != 1 or not _of_one_sense(evidence, (whole, parts[0]), asked.operation):
        return None
    return _Terms(evidence, (whole, parts[0]), ("总数", f"已{done}"))


def _label(figure: NamedFigure, *, after: bool) -> str:
    """Return what a figure is called in the answer; "" where its name is none."""
    if after:
        return ""
    name = _ABOUT_TO.sub("", _LEAD.sub("", figure.name))
    return name if 1 < len(name) <= LONGEST_NAME and not years_named(name) else ""


def _outcome(asked: ToldTerms, terms: _Terms) -> tuple[Piece, ...]:
    """Return the pieces of what is reckoned; nothing where it cannot be."""
    given = [
        f"{label}{reckoning.as_given(quantity)}"
        for label, quantity in zip(terms.labels, terms.quantities, strict=True)
    ]
    if asked.operation == "total":
        summed = reckoning.total(terms.quantities)
        return _said("合计 ", summed, "相加", "＋".join(given))
    if asked.operation == "share":
        return _share(terms, given)
    return _difference(asked, terms, given)


def _said(lead: str, figure: str | None, how: str, inputs: str) -> tuple[Piece, ...]:
    if figure is None:
        return ()
    return Piece(lead), result(figure), Piece(f"（按下面的数字{how}：{inputs}）。")


def _difference(asked: ToldTerms, terms: _Terms, given: list[str]) -> tuple[Piece, ...]:
    one, other = terms.quantities
    if asked.operation in ("rest", "still"):
        if reckoning.amount(other) > reckoning.amount(one):
            return ()
        lead = "还剩 " if asked.operation == "rest" else "还有 "
        return _said(lead, reckoning.difference(one, other), "相减", "－".join(given))
    if one.value == other.value:
        return (Piece(f"两者相同（{'、'.join(given)}）。"),)
    more = reckoning.exceeds(one, other)
    if more is None:
        return ()
    labels = list(terms.labels)
    pair = ((one, other), given) if more else ((other, one), given[::-1])
    gap = reckoning.difference(*pair[0])
    word = ("多" if more else "少") if one.kind not in reckoning.OF_A_WHOLE else ("高" if more else "低")
    lead = f"{labels[0]}比{labels[1]}{word} " if all(labels) else f"前者比后者{word} "
    return _said(lead, gap, "相减", "－".join(pair[1]))


def _share(terms: _Terms, given: list[str]) -> tuple[Piece, ...]:
    part, whole = terms.quantities
    if part.kind.startswith(reckoning.OF_A_WHOLE) or reckoning.amount(part) > reckoning.amount(whole):
        return ()
    labels = terms.labels
    lead = f"{labels[0]}占{labels[1]}的 " if all(labels) else "占 "
    return _said(lead, reckoning.percentage(part, whole), "计算", "÷".join(given))


def _quoted(question: Question, terms: _Terms, citations: Citations) -> list[AnswerLine]:
    """Return the words that tell the figures: as one quotation where it is short, else one for each figure."""
    text, lead = terms.evidence.text, len(terms.evidence.introduction)
    spans = sorted({_clause(text, each) for each in terms.figures})
    if spans[-1][1] - spans[0][0] <= LONGEST_QUOTE:
        spans = [(spans[0][0], spans[-1][1])]
    base = terms.evidence.start - lead
    places = [
        Evidence(terms.evidence.passage, base + max(start, lead), base + end, lead=terms.evidence.lead)
        for start, end in spans
    ]
    return statements(question, places, citations)


def _clause(text: str, figure: NamedFigure) -> tuple[int, int]:
    """Return where the clause of a figure begins, at the latest with its name, and ends."""
    folded = fold(text)
    start = max(folded.rfind(mark, 0, figure.start + 1) for mark in ",;。:\n") + 1
    end = figure.quantity.end
    while end < len(folded) and folded[end] not in ",;。\n":
        end += 1
    return min(start, figure.start), min(end + 1, len(folded))
