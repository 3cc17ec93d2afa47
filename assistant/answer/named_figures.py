"""Find the figures of a text, each with what it tells of: 教职工367人、学生50人; 分别为3个和5个; 33名医生、5名护士."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold
from ingest.facts.indicators import find_indicators

_MARKS = ",;。:、()|"
_BREAK = re.compile(rf"[{re.escape(_MARKS)}]")
_STRONG_BREAK = re.compile(r"[,;。:()|]")
_BRACKETS = re.compile(r"\([^()\d]*\)")
_JOINING = re.compile(r"、|(?<!共)和|(?<!参)与|以及|(?<![普涉以波])及")
_RESPECTIVELY = re.compile(r"分别[^\d,;。]{0,12}|各[^\d,;。]{0,4}")
_BETWEEN_RESPECTIVE = re.compile(r"[、和与及,]|以及")
# What stands between a name and its figure.
_VERB = re.compile(r"(?:分别|各|达到?|为|是|约|近|共|超过?|共有|合计|[^一-鿿a-z0-9]) *$")
# What was done with the things of which examples follow.
_DONE = re.compile(
    r"(?:新|续|已)?(?:开工|开建|竣工|完工|建成|投产|签约|引进|实施|启动|续建|新建|改造)(?:建设)?"
)
# A half that is called by nothing else.
_HALF = re.compile(r"(?:其中)?(?P<half>城镇|城市|农村|乡村)(?:居民)?")
# What may stand before the names of subjects in their clause.
_OPENING = re.compile(r"^(?:其中|此外|同时|另外|截至?[^,]*|年末|全[市县区州省]|目前)+")


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """A figure and what it tells of.

    Attributes:
        quantity: the figure.
        name: what stands before it and may be what it tells of, folded; "" for nothing.
        parts: the names of several things that it tells of together: 博物馆、纪念馆12个; else the name alone.
        after: what stands right behind it, folded.
        start: where the name begins.
        respective: whether 分别 gives it its name.
    """

    quantity: Quantity
    name: str
    parts: tuple[str, ...]
    after: str
    start: int
    respective: bool = False


def named_figures(text: str) -> list[NamedFigure]:
    """Return the figures of `text` with what stands before and behind them, in order; without 一个 and the like."""
    folded = fold(text)
    figures = [q for q in find_quantities(text) if not q.is_article]
    found = []
    for i, quantity in enumerate(figures):
        since = figures[i - 1].end if i else 0
        until = figures[i + 1].start if i + 1 < len(figures) else len(folded)
        found.append(_named(folded, quantity, since, until))
    by_start = {each.quantity.start: each for each in _respective(folded, figures)}
    return list(_of_halves([by_start.get(each.quantity.start, each) for each in found]))


def _of_halves(figures: Sequence[NamedFigure]) -> Iterator[NamedFigure]:
    """Yield figures, those that name nothing but a half of the people with what the whole before them is called: 居民收入3万元,其中城镇4万元."""
    whole: NamedFigure | None = None
    for each in figures:
        half = _HALF.fullmatch(each.name)
        if half is None or whole is None or not each.quantity.comparable(whole.quantity):
            if half is None and (of := find_indicators(each.name)):
                whole = replace(each, name=each.name[of[-1].start : of[-1].end])
            yield each
            continue
        name = half["half"] + whole.name
        yield replace(each, name=name, parts=(name,))


def _named(folded: str, quantity: Quantity, since: int, until: int) -> NamedFigure:
    """Return a figure with its names.

    Args:
        since, until: where the figure before ends and the one behind begins.
    """
    before = _BRACKETS.sub(lambda m: " " * len(m.group()), folded[since : quantity.start])
    clause = _STRONG_BREAK.split(before)[-1].lstrip("、和与及")
    clause = _VERB.sub("", clause.rstrip())
    # 教育、医疗等九类支出 is one thing: those before 等 are examples.
    head = re.split(r"等(?=[^等]{2,}$)", clause)[-1]
    if head != clause and (done := _DONE.match(clause)) is not None:
        # 新开工甲景区等项目12个 tells of what was begun.
        head = done.group() + head
    parts = [part.replace(" ", "") for part in _JOINING.split(head)]
    name = parts[-1]
    after = _BREAK.split(folded[quantity.end : until])[0]
    joint = tuple(part for part in parts if part)
    return NamedFigure(quantity, name, joint or ("",), after, quantity.start - len(clause))


def _respective(folded: str, figures: Sequence[Quantity]) -> Iterator[NamedFigure]:
    """Yield the figures to which 分别 gives one subject each."""
    for marker in _RESPECTIVELY.finditer(folded):
        clause_start = max(folded.rfind(mark, 0, marker.start()) for mark in ",;。:|") + 1
        clause = folded[clause_start : marker.start()]
        subjects = [part for part in _JOINING.split(_OPENING.sub("", clause)) if part]
        if len(subjects) == 1 and "城乡" in clause:
            subjects = [clause.replace("城乡", "城镇"), clause.replace("城乡", "农村")]
        given = list(_run(folded, [q for q in figures if q.start >= marker.start()], len(subjects)))
        if len(subjects) == len(given) > 1:
            for subject, quantity in zip(subjects, given, strict=True):
                figure = NamedFigure(quantity, subject, (subject,), "", clause_start)
                yield replace(figure, respective=True)


def _run(folded: str, figures: Sequence[Quantity], most: int) -> Iterator[Quantity]:
    """Yield the first figures that stand beside one another, at most `most`, all of one kind."""
    for i, quantity in enumerate(figures[:most]):
        if i and not (
            _BETWEEN_RESPECTIVE.fullmatch(folded[figures[i - 1].end : quantity.start])
            and quantity.comparable(figures[0])
        ):
            return
        yield quantity
