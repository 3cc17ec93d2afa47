"""Names of numbers of projects that say how large each is, or of what sort: 新签约50亿元以上重大项目, 集中开工重点产业项目."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.chinese.word_table import WordTable
from ingest.facts.indicators import Indicator, IndicatorMention, Name, indicators

_WORDS = WordTable("ingest.facts", "sized_projects")
_DEEDS = {
    "签约项目数": _WORDS.words("signed"),
    "新开工项目数": _WORDS.words("begun"),
    "竣工项目数": _WORDS.words("finished"),
}
_SIZE = r"(?P<size>(?:总?投资)?(?:\d[\d.]*)?[十百千万亿]*[万亿]元(?:及?以上|以下)?)的?"
_SORT = rf"(?:{_WORDS.words('sort').expression})*"
_COUNT = r"(?=(?:达到?|共|完成|为)?\d[\d,]*[个项])"
_PROJECTS = rf"{_SORT}项目{_COUNT}"
_TIMES = r"(?:(?:\d+|[一二两三四五六七八九十]+)[次批])?"
_DEED = re.compile(
    rf"{_TIMES}(?:"
    + "|".join(f"(?P<deed{k}>{words.expression})" for k, words in enumerate(_DEEDS.values()))
    + rf")(?:{_SIZE}|(?!项目)){_PROJECTS}"
)
# A list goes on with projects of another size: 新签约50亿元项目5个、10亿元以上项目20个.
_NEXT = re.compile(rf"\d[\d,]*[个项](?:以上|左右)?[、,和](?P<rest>{_SIZE}{_PROJECTS})")


def sized_projects(folded: str) -> Iterator[IndicatorMention]:
    """Yield where a folded sentence names projects by what was done with them and how large or of what sort they are."""
    if "项目" not in folded:
        return
    for m in _DEED.finditer(folded):
        indicator = next(indicators()[name] for k, name in enumerate(_DEEDS) if m[f"deed{k}"] is not None)
        yield _mention(indicator, m.start(), m.end(), m["size"])
        end = m.end()
        while (further := _NEXT.match(folded, end)) is not None:
            end = further.end()
            yield _mention(indicator, further.start("rest"), end, further["size"])


def _mention(indicator: Indicator, start: int, end: int, size: str | None) -> IndicatorMention:
    return IndicatorMention(start, end, start, Name(indicator), (size,) if size else ())
