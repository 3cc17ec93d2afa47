"""Find a change between two years that a question asks for: 贫困发生率2015年底到2019年下降了多少个百分点."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.question.model import Question
from assistant.question.places import Gazetteer
from assistant.question.places_asked import without_places
from assistant.question.things import NAME
from assistant.question.understand import understand
from ingest.chinese.script import fold
from ingest.chinese.units import UNIT
from ingest.chinese.years import ARABIC_YEAR

_CHANGE = re.compile(
    rf"(?:一共|总共|共)?(?:下降|降低|降|减少|减|缩小|压减|上升|升高|升|提高|提升|增加|增长|增|扩大|涨|多|少|高|低)(?:出|了|到)*"
    rf"(?:多少|几)(?:个?百分点|{UNIT})?"
)
# Of these a question asks for a rate of growth, or a sum over the years.
_OTHER = re.compile(r"百分之|%|百分比|累计|合计|平均|每年|年均|倍|几成|增速|增幅|同比|增长率")
_SPAN = re.compile(
    rf"(?:从|自|由|到|至|比|较|与|和|跟|同|相比|以来|期间|间|、|\s|-|—|~)*{ARABIC_YEAR}年?(?:[末底初](?:的时候)?)?"
    r"(?:到|至|比|较|相比|以来|之间|期间|间|的|,|\s)*"
)
_NAMED = re.compile(rf"(?P<thing>{NAME})(?P<measure>[^\s,、]{{2,12}})$")


@dataclass(frozen=True, slots=True)
class ChangeOverYears:
    """A change that a question asks for.

    Attributes:
        thing: whose figure changed, folded; "" where the place of the question is what it is of.
        measure: what changed, folded.
        first, last: the years.
    """

    thing: str
    measure: str
    first: int
    last: int


def change_over_years(question: Question) -> ChangeOverYears | None:
    """Return the change between two years that a question asks for; None where it asks for none of one thing."""
    if question.kind != "figure" or len(question.years) < 2 or len(question.places) > 1:
        return None
    text = fold(question.text)
    changes = list(_CHANGE.finditer(text))
    if len(changes) != 1 or _OTHER.search(text) or not _are_ends(question.years, text):
        return None
    own = without_places(question)[: changes[0].start()]
    left = re.sub(r"\s+", " ", _SPAN.sub(" ", own)).strip(" 的,")
    thing, of, measure = left.rpartition("的")
    if not of and len(apart := left.split(" ")) == 2 and re.fullmatch(NAME, apart[0]):
        # 青棠村2015年到2019年贫困发生率: the years stand between.
        left, (thing, measure) = "".join(apart), apart
    elif not of:
        named = _NAMED.fullmatch(left)
        thing, measure = (named["thing"], named["measure"]) if named else ("", left)
    if question.places and thing and not re.fullmatch(NAME, thing):
        # 引进的项目 of a place is no thing of its own.
        thing, measure = "", left.replace("的", "")
    if " " in left or len(measure) < 2 or not (thing or question.places):
        return None
    return ChangeOverYears(thing, measure, min(question.years), max(question.years))


def sides_of_change(
    question: Question, change: ChangeOverYears, gazetteer: Gazetteer, *, now: int
) -> list[Question]:
    """Return the look-ups of a change: of the thing, or where none is named of the place of the question, in either year.

    Args:
        gazetteer, now: as for `understand`.
    """
    where = "".join(question.text[place.start : place.end] for place in question.places)
    sides = []
    for year in (change.first, change.last):
        side = understand(f"{where}{change.thing}{year}年的{change.measure}是多少？", gazetteer, now=now)
        sides.append(
            replace(
                side,
                kind="figure",
                units=question.units,
                years=(year,),
                within=question.within,
                only=question.only,
                thing=change.thing,
                asked=change.measure,
            )
        )
    return sides


def _are_ends(years: tuple[int, ...], text: str) -> bool:
    """Return whether a text names the first and the last of all years and none between them."""
    named = {year for year in years if re.search(rf"(?<!\d){year}(?!\d)", text)}
    return len(years) == 2 or named == {min(years), max(years)}
