"""Divide what has no headings: by what is done, planned and wanting, and by the topic of each paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.answer.outline.facts import WORDS
from assistant.answer.topics.blocks import Statement
from assistant.answer.topics.points import is_address
from assistant.question.topics import ACROSS, TOPICS, words_of
from ingest.facts.indicators import indicators
from ingest.facts.model import Fact

# A paragraph with less opens what follows.
SHORTEST_PARAGRAPH = 40
# So many words of a topic name a paragraph that names itself by no topic sentence, where no other topic has nearly as many.
FEWEST_WORDS, SHARE_OF_OTHER = 2, 0.7
LONGEST_NAME = 28
MOST_GROUPS, MOSTLY = 10, 0.65
# A paragraph with so many of the indicators that most reports give tells the state of the whole economy.
FEWEST_INDICATORS, MAIN_INDICATORS = 3, "主要指标"
_CALLED = {
    "education": "教育", "health": "医疗卫生", "ecology": "生态环保", "transport": "交通", "agriculture": "农业农村",
    "poverty": "脱贫攻坚", "science": "科技创新", "business_environment": "营商环境", "culture": "文化", "tourism": "旅游",
    "sports": "体育", "employment": "就业", "social_security": "社会保障", "housing": "住房", "safety": "安全生产",
    "public_order": "社会治安", "finance": "财政", "banking": "金融", "investment": "招商引资", "industry": "工业",
    "commerce": "商贸", "opening": "对外开放", "digital": "数字化", "party": "党建和政府建设", "water": "水利",
    "energy": "能源", "sea": "海洋",
}  # fmt: skip
_NUMBER = WORDS.words("number", frame="^(?:{words})")
_GREETING = WORDS.words("greeting")
_STOPS = re.compile(r"[，。；：,:;]$")


@dataclass(frozen=True, slots=True)
class Group:
    """Statements that stand together, and what they are about; "" where that is not known."""

    name: str
    statements: tuple[Statement, ...]
    # Whether the name is written there.
    is_written: bool = False


def by_outlook(statements: Sequence[Statement]) -> list[Group]:
    """Return the runs of statements of one outlook and year, each named by them: 2021年工作回顾; a run of little joins the one
    before it."""
    runs: list[tuple[str, list[Statement]]] = []
    for paragraph in _paragraphs(statements):
        name = _outlook_name(paragraph)
        if runs and (name == runs[-1][0] or not name):
            runs[-1][1].extend(paragraph)
        else:
            runs.append((name, list(paragraph)))
    long = [(name, run) for name, run in runs if sum(len(each.text) for each in run) >= SHORTEST_PARAGRAPH]
    return [Group(name, tuple(run)) for name, run in long]


def by_paragraph(statements: Sequence[Statement]) -> list[Group]:
    """Return the paragraphs of a text that no names divide, as news."""
    return _fewer([Group("", tuple(paragraph)) for paragraph in _paragraphs(statements)])


def by_topic(statements: Sequence[Statement], facts: Sequence[Fact], *, topics: bool) -> list[Group]:
    """Return the paragraphs, each named by the sentence that opens it as its topic, else by the topic of most of its words;
    paragraphs of one topic that follow each other are one.

    Args:
        statements: in order.
        facts: of the ledger that the document tells.
        topics: whether topics name paragraphs that do not name themselves: those of rules and notices have only one.
    """
    groups: list[Group] = []
    for paragraph in _paragraphs(statements):
        name, written = _topic_name(paragraph)
        name = name if written or topics else ""
        if not written and _gives_indicators(paragraph, facts):
            name = MAIN_INDICATORS
        short = sum(len(each.text) for each in paragraph) < SHORTEST_PARAGRAPH
        if groups and ((name and name == groups[-1].name) or (short and not written)):
            last = groups[-1]
            groups[-1] = Group(last.name, (*last.statements, *paragraph), last.is_written)
        elif not short or written:
            groups.append(Group(name, tuple(paragraph), written))
    return _fewer(groups)


def _fewer(groups: list[Group]) -> list[Group]:
    """Return the groups with neighbours joined, the shortest first, until they are few enough to be read."""
    while len(groups) > MOST_GROUPS:
        sizes = [sum(len(each.text) for each in group.statements) for group in groups]
        at = min(range(len(groups) - 1), key=lambda i: sizes[i] + sizes[i + 1])
        first, second = groups[at], groups[at + 1]
        larger = first if sizes[at] >= sizes[at + 1] else second
        # Half of what stands together does not name all of it.
        named = max(sizes[at], sizes[at + 1]) >= MOSTLY * (sizes[at] + sizes[at + 1])
        statements = (*first.statements, *second.statements)
        whole = Group(larger.name if named else "", statements, named and larger.is_written)
        groups = [*groups[:at], whole, *groups[at + 2 :]]
    return groups


def _gives_indicators(paragraph: Sequence[Statement], facts: Sequence[Fact]) -> bool:
    """Return whether a paragraph gives several of the indicators that most reports give."""
    start = paragraph[0].evidence.in_document.start
    end = paragraph[-1].evidence.in_document.start + len(paragraph[-1].text)
    told = {fact.indicator for fact in facts if start <= fact.figure_start < end and fact.indicator}
    return sum(indicators()[name].tier == 1 for name in told if name in indicators()) >= FEWEST_INDICATORS


def _paragraphs(statements: Sequence[Statement]) -> Iterator[list[Statement]]:
    """Yield the statements of each paragraph, without those that only greet."""
    for _, paragraph in groupby(statements, key=lambda each: each.paragraph):
        told = [each for each in paragraph if not _GREETING.search(each.text)]
        if told:
            yield told


def _outlook_name(paragraph: Sequence[Statement]) -> str:
    """Return what a paragraph tells of by its time: what was done, is planned or wanting in which year; "" for none."""
    first = paragraph[0].evidence.statement
    if sum(each.wanting for each in paragraph) * 2 > len(paragraph):
        return "存在的问题"
    year = f"{first.year}年" if first.year and not first.period else ""
    if first.outlook is None:
        return ""
    return year + ("工作安排" if first.outlook == "plan" else "工作回顾")


def _topic_name(paragraph: Sequence[Statement]) -> tuple[str, bool]:
    """Return the name of a paragraph, and whether it is written there."""
    first = paragraph[0]
    bare = _NUMBER.sub("", first.text)
    if first.is_topic and len(bare) <= LONGEST_NAME and not is_address(first.text):
        return _STOPS.sub("", first.evidence.text.strip()), True
    text = "".join(each.text for each in paragraph)
    if sum(each.wanting for each in paragraph) * 2 > len(paragraph):
        return "存在的问题", False
    counted = [(words_of(topic.key, text), topic.key) for topic in TOPICS if topic.key not in ACROSS]
    (count, key), (second, _) = sorted(counted, key=lambda each: -each[0])[:2]
    clear = count >= FEWEST_WORDS and second <= SHARE_OF_OTHER * count
    return (_CALLED.get(key, "") if clear else "", False)
