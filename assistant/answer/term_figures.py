"""Which figures of a text tell of the things that a question wants reckoned, by their names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.named_figures import NamedFigure
from assistant.evidence.model import Evidence
from assistant.question.model import Question
from assistant.question.synonyms import synonyms
from assistant.question.told_terms import ToldTerms
from ingest.chinese.script import fold
from ingest.chinese.tokens import bigrams, telling_bigrams
from ingest.chinese.years import years_named

# A name of which less stands in the question, and of which the question has less, tells of something else.
LEAST_NAMED = 0.5
# A name that is longer is no name.
LONGEST_NAME = 16
# 市本级 is a part of what a question for the city asks.
_OWN_LEVEL = re.compile(r"[省市县区州旗]本级(?!以)")
# What makes another figure of one that is called the same.
_KIND = re.compile(
    r"调整|预计|目标|计划|预算数|年初|上年|去年|同期|人均|户均|本月|当月|上半年|下半年|[一二三四]季度"
)
# Halves of a whole: a figure that names none of them, or another, is of no such half.
_HALVES = (
    re.compile("城[镇市]"),
    re.compile("农[村民]|乡村"),
    re.compile("男"),
    re.compile("女"),
    re.compile("出口"),
    re.compile("进口"),
)
_LEAD = re.compile(
    r"^(?:\d{4}年|[一-鿿]{1,4}中有|其中|在|对|从|由|全市|全县|全区|全省|全州|全年|力争|年末|共有?|拥有|完成|实现|新增|建成|到|[,、和与及:(.\s])+"
)
_OPENING = re.compile(r"^(?:\d{4}年|其中|全[市县区省州]|年[末底])+")
_WHEN = re.compile(r"(?:19|20)\d\d年(?:[末底])?|[上下]半年|[一二三四]季度|[“”\"‘’]|\s")
_ABOUT_TO = re.compile(r"(?:约|达到?|为|是|有|共|已|将|还)+$")


def speaks_of(question: Question, asked: ToldTerms, evidence: Evidence) -> bool:
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


def around(text: str, figures: Sequence[NamedFigure]) -> frozenset[str]:
    """Return the pairs of characters of a text that stand in no figure's name: what the whole place tells of."""
    kept = list(fold(text))
    for each in figures:
        for at in range(each.start, each.quantity.end + len(each.after)):
            kept[at] = " "
    return frozenset(bigrams("".join(kept)))


def likeness(name: str, figure: NamedFigure, context: frozenset[str], *, after: bool) -> float:
    """Return how well what a figure tells of agrees with a name in a question, 0 (not at all) to 2.

    Args:
        context: what the whole place tells of, which is none of what sets one name apart from another.
    """
    told = figure.after if after else _OPENING.sub("", figure.name)
    if any(half.search(name) and not half.search(told) for half in _HALVES):
        return 0.0
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
    apart = own - context or own
    of_theirs = shared / len(theirs)
    of_own = max(shared / len(own), len(apart & theirs) / len(apart))
    if of_own < LEAST_NAMED and (of_theirs < LEAST_NAMED or len(theirs) < 2):
        return 0.0
    return of_theirs + of_own


def kind_of(figure: NamedFigure) -> frozenset[str]:
    """Return the words in a figure's name that make another figure of one that is called the same: 计划, 人均."""
    return frozenset(_KIND.findall(figure.name))


def are_of_one_kind(asked: ToldTerms, chosen: Sequence[NamedFigure]) -> bool:
    """Return whether figures are of one kind, as planned or per head, or the question itself sets the kinds apart."""
    kinds = set(map(kind_of, chosen))
    return len(kinds) == 1 or any(_KIND.search(name) for name in asked.names)


def plain(name: str) -> str:
    """Return what a figure is called, folded, without years, quotation marks and the words around it that say nothing of it."""
    bare = _WHEN.sub("", name)
    return _ABOUT_TO.sub("", _LEAD.sub("", bare))


def label(figure: NamedFigure, *, after: bool) -> str:
    """Return what a figure is called in the answer; "" where its name is none."""
    if after:
        return ""
    name = _ABOUT_TO.sub("", _LEAD.sub("", figure.name))
    return name if 1 < len(name) <= LONGEST_NAME and not years_named(name) else ""
