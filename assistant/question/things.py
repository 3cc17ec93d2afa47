"""Find things that a question compares by name: projects, firms, townships (甲项目和乙项目, 甲镇比乙镇)."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.question.model import Question
from assistant.question.places_asked import without_places

# What ends the name of a thing that has figures of its own.
KINDS = (
    "项目|工程|公司|企业|集团|产业园|园区|基地|水库|大桥|学校|医院|合作社|街道|镇|乡|村|"
    "景区|高速公路|高速|公路|铁路|高铁|机场|隧道|电站|码头"
)
NAME = rf"[^\s，,。；;：:？?！!、和与跟同及比较的]{{2,24}}?(?:{KINDS}){{1,3}}"
_SEVERAL = re.compile(rf"{NAME}(?:(?:、|[和与跟同及]|比(?!较)){NAME}){{1,8}}")
NAMED_THING = re.compile(NAME)
_BETWEEN = re.compile(r"[、和与跟同及比]")
# 甲比乙多多少: 多 asks for the difference and is no part of what is measured.
_MORE = re.compile(r"[多少高低大小]+\s*$")
MOST_THINGS = 8
_WHICH_THING = re.compile(rf"哪(?:一)?[个项家座条所]?(?P<kind>{KINDS})")


def by_thing(question: Question) -> list[Question]:
    """Return a question about each of the things to be added or compared; empty where there are none."""
    if not (question.total or question.difference or question.extreme) or question.kind != "figure":
        return []
    text = without_places(question)
    several = _SEVERAL.search(text)
    names = list(dict.fromkeys(NAMED_THING.findall(several[0]))) if several else []
    if several is None or not 2 <= len(names) <= MOST_THINGS or any(n not in question.focus for n in names):
        return []
    measure = question.focus
    for name in names:
        measure = re.sub(rf"{_BETWEEN.pattern}?{re.escape(name)}", " ", measure)
    measure = _MORE.sub("", measure).strip()
    return [
        replace(
            question,
            text=question.text[: several.start()] + name + question.text[several.end() :],
            focus=f"{name} {measure}",
            asked=measure,
            places=tuple(place for place in question.places if place.end <= several.start()),
            thing=name,
        )
        for name in names
    ]


def kind_asked(question: Question) -> str | None:
    """Return the kind of thing whose extreme is asked for: 哪个项目投资最多 → 项目."""
    m = _WHICH_THING.search(without_places(question)) if question.extreme else None
    return m["kind"] if m else None


def stem(name: str) -> str:
    """Return a thing's name without the word for its kind: 青棠水厂 of 青棠水厂项目."""
    return re.sub(rf"(?:{KINDS})+$", "", name) or name
