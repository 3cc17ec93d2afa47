"""Name sums of money and the like by the things counted right before them: 茶园项目12个3亿元, 省级茶园12个、年度投资3亿元."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.named_figures import NamedFigure, named_figures
from ingest.chinese.script import fold
from ingest.chinese.tokens import bigrams, telling_bigrams

# A name of which less is told tells of something else.
LEAST_NAMED = 0.5
# What is done with the things is no part of what they are called.
_DONE = re.compile(r"^(?:其中|力争|争取|计划|共|安排|实施|新?增发|发行|新?签约|引进|落实|下达|推进|建设)+")
# Between a count and its sum there is nothing but the measure.
_MEASURE = re.compile(r"、?(?P<measure>[一-鿿]{0,6}?)(?:达到?|为|约|近|共|超过?|突破|合计)*")


def of_counted_things(
    asked: str, names: Sequence[str], text: str, figures: Sequence[NamedFigure]
) -> tuple[tuple[str, ...], tuple[NamedFigure, ...]] | None:
    """Return what is counted and the figure that stands right behind each count; None where not each name surely has one, or
    they are not of one measure, or of another than is asked for.

    Args:
        asked: the question, folded.
        names: as a question gives them, folded.
        text: the place of a text.
        figures: those of it that can answer.
    """
    folded, measures = fold(text), set()
    wanted = {each.quantity.start for each in figures}
    held: list[tuple[str, NamedFigure]] = []
    everything = named_figures(text)
    for count, figure in zip(everything, everything[1:], strict=False):
        between = _MEASURE.fullmatch(folded, count.quantity.end, figure.quantity.start)
        unlike = not count.quantity.comparable(figure.quantity)
        if between and count.name and unlike and figure.quantity.start in wanted:
            held.append((count.name, figure))
            measures.add(between["measure"])
    chosen = [_own(name, held) for name in names]
    found = [each for each in chosen if each is not None]
    if len({figure.quantity.start for _, figure in found}) < len(names) or len(measures) > 1:
        return None
    measure = measures.pop()
    # A measure ends in what is measured: 投资 of 年度投资.
    if measure not in asked and measure[-2:] in asked:
        return None
    if not all(figure.quantity.comparable(found[0][1].quantity) for _, figure in found):
        return None
    return tuple(f"{_DONE.sub('', name)}{measure}" for name, _ in found), tuple(f for _, f in found)


def _own(name: str, held: Sequence[tuple[str, NamedFigure]]) -> tuple[str, NamedFigure] | None:
    """Return the one of the counted things that has most of a name; None where none has enough of it, or two have."""
    own = set(telling_bigrams(name))
    shared = sorted(((len(own & set(bigrams(told))), i) for i, (told, _) in enumerate(held)), reverse=True)
    if not own or not shared or shared[0][0] < LEAST_NAMED * len(own):
        return None
    if [count for count, _ in shared[1:2]] == [shared[0][0]]:
        return None
    return held[shared[0][1]]
