"""Short names whose indicator the one before them tells: 规模以上工业实现增加值5亿元、利润1亿元; 基金收入…，支出…."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.facts.clauses import Token
from ingest.facts.indicators import indicators
from ingest.facts.subjects import Subject

# The short name, the indicator before it, the indicator that is meant; groups of the second go into the third.
_FOLLOWS = (
    (re.compile(r"人均"), re.compile(r"(城镇|农村|)居民人均(?:可支配收入|消费支出)"), r"\1居民人均消费支出"),
    (re.compile(r"利润"), re.compile(r"规模以上工业(?:增加值|总产值|营业收入)"), "规模以上工业利润总额"),
    (
        re.compile(r"业务收入|营业收入"),
        re.compile(r"规模以上工业(?:增加值|总产值|利润总额)"),
        "规模以上工业营业收入",
    ),
    (re.compile(r"完成投资"), re.compile(r"重点项目数"), "重点项目完成投资"),
    (re.compile(r"产"), re.compile(r"(粮食|蔬菜)(?:播种面积|种植面积)"), r"\1产量"),
    (re.compile(r"余额"), re.compile(r"地方政府债务限额"), "地方政府债务余额"),
    (re.compile(r"支出"), re.compile(r"(.*)收入"), r"\1支出"),
)


def followed(head: Sequence[Token], before: Sequence[Subject | None], clause: int) -> Subject | None:
    """Return the indicator that a short name among tokens means; None where there is none or it stays unknown.

    Args:
        head: the tokens before a figure.
        before: the subjects of figures before, the nearest last.
        clause: index of the clause of the tokens.
    """
    token = next((token for token in head if token.kind == "follower"), None)
    if token is None:
        return None
    for short, indicator, meant in _FOLLOWS:
        if not short.search(token.text):
            continue
        for subject in reversed(before):
            m = None if subject is None else indicator.fullmatch(subject.indicator.name)
            if subject is not None and m is not None and (name := m.expand(meant)) in indicators():
                return replace(subject.part(indicators()[name]), clause=clause)
        return None
    return None
