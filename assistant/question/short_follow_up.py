"""What a short follow-up asks: another aspect or field, another kind of the thing asked about before, or a subject of its own."""

from __future__ import annotations

import re

from assistant.question.answer_type import OFFICE
from assistant.question.topic_request import Aspect, TopicRequest
from assistant.question.topics import named_in
from ingest.chinese.script import fold
from ingest.chinese.word_table import Words, WordTable

_WORDS = WordTable("assistant.question", "short_follow_up")
_PARTS_OF_THINGS = _WORDS.words("parts_of_things")
_ALWAYS_SUBJECT = _WORDS.words("subjects")
_MEASURES = _WORDS.words("measures", frame="(?:{words})$")
_PER = _WORDS.words("per")
_COUNTERPARTS = _WORDS.words("counterparts")
_ASPECTS: dict[Aspect, Words] = {
    "wanting": _WORDS.words("wanting"), "planned": _WORDS.words("planned"), "done": _WORDS.words("done")
}  # fmt: skip
_ASKED: dict[Aspect, str] = {
    "wanting": "存在哪些问题？", "planned": "下一步怎么做？", "done": "做了哪些工作？"
}  # fmt: skip
# Tags of nouns in jieba's dictionary.
_NOUNS = frozenset(("n", "nr", "nz", "nt", "l"))
_LONGEST_NOUN = 4


def aspect_of(core: str) -> Aspect | None:
    """Return which aspect a short question asks about (存在问题, 下一步); None for anything else."""
    return next((aspect for aspect, words in _ASPECTS.items() if words.fullmatch(core)), None)


def of_field(broad: TopicRequest | None, core: str, *, ends_open: bool) -> str | None:
    """Return what a question asks, without place and year, that asks for another aspect of the field asked about before
    (存在什么问题), or the same of another field (农业呢); None for any other.

    Args:
        broad: the broad question before; None where it was none, of which only the place's problems and plans are asked.
        core: what the question asks about.
        ends_open: whether it ends in 呢.
    """
    aspect = aspect_of(core)
    if broad is None:
        return _ASKED[aspect] if aspect in ("wanting", "planned") else None
    if aspect is not None:
        return "、".join(broad.names) + ("方面" if broad.names else "") + _ASKED[aspect]
    named = core.removesuffix("方面")
    if ends_open and any(topic.whole and topic.text == named for topic in named_in(named)):
        return f"{named}方面{_ASKED[broad.aspect or 'done']}"
    return None


def other_kind(topic: str, core: str, *, of_kind: bool) -> str | None:
    """Return the topic that a short question puts in place of the one before: 支出 of 财政收入 is 财政支出, 竣工的 of 开工的项目
    竣工的项目, 人均 of GDP 人均GDP, 蔬菜 of 粮食产量 蔬菜产量; None where it names no other kind of it.

    Args:
        topic: of the question before.
        core: what the question names.
        of_kind: whether it ends in 的呢, so that what it tells of is left out.
    """
    if core in topic and _COUNTERPARTS.fullmatch(core):
        return topic
    if (other := counterpart(topic, core)) is not None:
        return other
    if _PER.fullmatch(core):
        return core + topic
    if of_kind:
        _, of, head = topic.rpartition("的")
        return f"{core}的{head}" if of else core + _without_first_word(topic)
    measure = _MEASURES.search(topic)
    if measure is not None and measure.start() and _MEASURES.fullmatch(core):
        return topic[: measure.start()] + core
    if measure is not None and len(core) <= _LONGEST_NOUN and not _MEASURES.search(core) and _is_noun(core):
        return core + measure.group()
    return None


def counterpart(topic: str, core: str) -> str | None:
    """Return the topic with the counterpart that a short question names in place of its own: 支出 of 财政收入 is 财政支出; None
    where it names none."""
    pair = _COUNTERPARTS.search(topic)
    if pair is None or not _are_counterparts(pair.group(), core):
        return None
    return topic if core in topic else topic[: pair.start()] + core + topic[pair.end() :]


def _are_counterparts(one: str, other: str) -> bool:
    """Return whether one row of the table names both: 收入, 支出."""
    return one != other and any(
        re.fullmatch(row.words, one) and re.fullmatch(row.words, other) for row in _COUNTERPARTS.rows
    )


def _without_first_word(topic: str) -> str:
    import rjieba

    words = rjieba.cut(topic)
    return "".join(words[1:]) if len(words) > 1 else topic


def _is_noun(text: str) -> bool:
    import rjieba

    return all(tag in _NOUNS for _, tag in rjieba.tag(text))


def has_subject(text: str, *, thing: bool) -> bool:
    """Return whether a short question names what it is about: 县长是谁, 修了几条路; not 谁负责的, 效果怎么样.

    Args:
        text: the question.
        thing: whether the question before was about a thing, of which 带动多少农户 is asked: then only what `text` opens with tells.
    """
    import rjieba

    folded = fold(text)
    if OFFICE.search(folded) or _ALWAYS_SUBJECT.search(folded):
        return True
    words = [(word, tag) for word, tag in rjieba.tag(folded) if re.search(r"\w", word)]
    return any(
        tag in _NOUNS and not _PARTS_OF_THINGS.fullmatch(word)
        for word, tag in (words[:1] if thing else words)
    )
