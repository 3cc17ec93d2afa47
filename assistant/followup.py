"""Follow-up questions made whole from the turns before, by rule, so that the same words always mean the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.places import Gazetteer
from assistant.question import Question, understand
from ingest.script import fold

_NEXT_YEAR = re.compile(r"第二年|次年|下一年")
_YEAR_BEFORE = re.compile(r"(?:前一|上一|头一)年")
_POINTING = re.compile(r"这些|这个|这几个|那些|那个|该|上述|其中|其|它们?|他们?|她们?|此")
_COMPARING = re.compile(r"比|相比|对比|两年|各是")
_MEASURE_OF = re.compile(
    r"(?:的?(?:总投资额?|投资额?|造价|面积|长度|全长|产值|利润|税收|人数|数量|总量|资金)|有多长|有多大)(?:是|有|为|达到)?$"
)
_OPENING = re.compile(r"^(?:那么?|还有|换成|换做|再问|另外|同样)+")
_CLOSING = re.compile(r"(?:呢|怎么样|如何)?[？?。]*$")


def resolve(turns: Sequence[str], question: str, gazetteer: Gazetteer, *, now: int) -> str:
    """`question` as it would be asked without the conversation; the same text where nothing is missing.

    Args:
        turns: the earlier questions of the conversation, oldest first, as asked.
        question: the question to make whole.
        gazetteer, now: as for `understand`.
    """
    whole = ""
    for turn in [*turns, question]:
        whole = _step(whole, turn, gazetteer, now) if whole else turn
    return whole


def _step(before: str, question: str, gazetteer: Gazetteer, now: int) -> str:
    old = understand(before, gazetteer, now=now)
    new = understand(question, gazetteer, now=now)
    core = _core(new)
    if core and new.places and (new.years or not old.years) and not _POINTING.search(fold(question)):
        return question
    if not core:
        return _swapped(before, old, question, new)
    return _completed(old, question, new)


def _core(question: Question) -> str:
    """What a question asks about, beyond place, year and the words that only point back."""
    text = _NEXT_YEAR.sub(" ", _YEAR_BEFORE.sub(" ", question.focus))
    text = re.sub(r"[跟和同与]?(?:相|对)?比(?:呢)?|两年|各(?:自)?", " ", text)
    return re.sub(r"\s+", "", _CLOSING.sub("", _OPENING.sub("", text.strip())))


def _swapped(before: str, old: Question, question: str, new: Question) -> str:
    """The earlier question with its year or place replaced: 那第二年呢？ 换成某县呢？"""
    text = before
    if new.places and old.places:
        first, last = old.places[0], old.places[-1]
        text = text[: first.start] + new.places[0].name + text[last.end :]
    elif new.places:
        text = new.places[0].name + text
    if new.years and old.years and _COMPARING.search(fold(question)):
        both = "和".join(f"{y}年" for y in (*old.years, *new.years))
        return re.sub(rf"{old.years[-1]}年?", both, fold(text), count=1) if str(old.years[-1]) in fold(text) else both + text
    year = _asked_year(old, question, new)
    if year is not None:
        if old.years:
            text = re.sub(
                str(old.years[-1]), str(year), fold(text) if str(old.years[-1]) not in text else text
            )
        else:
            text = f"{year}年{text}"
    return text


def _asked_year(old: Question, question: str, new: Question) -> int | None:
    if new.years:
        return new.years[-1]
    folded = fold(question)
    if old.years and _NEXT_YEAR.search(folded):
        return old.years[-1] + 1
    if old.years and _YEAR_BEFORE.search(folded):
        return old.years[0] - 1
    return None


def _completed(old: Question, question: str, new: Question) -> str:
    """The new question with the place, the year and, where it points back, the topic of the earlier one."""
    rest = _OPENING.sub("", question)
    parts: list[str] = []
    if not new.places and old.places:
        parts.append(old.places[-1].name)
    year = _asked_year(old, question, new) if not new.years else None
    if year is not None:
        parts.append(f"{year}年")
        rest = _NEXT_YEAR.sub("", _YEAR_BEFORE.sub("", rest))
    elif not new.years and old.years:
        parts.append(f"{old.years[-1]}年")
    points = _POINTING.search(fold(rest)) is not None
    short = len(_core(new)) <= 8 and not rest.rstrip("？?").endswith("呢")
    if points or short:
        parts.append(_topic(old))
    if rest.rstrip("？?。").endswith("呢"):
        rest = _CLOSING.sub("", rest) + _asking(old)
    return "".join(parts) + ("，" if points or short else "") + rest


def _topic(old: Question) -> str:
    """What the earlier question was about, as a phrase, without the measure of it that was asked."""
    phrase = re.sub(r"\s+", "", old.focus)
    return _MEASURE_OF.sub("", phrase) or phrase


def _asking(old: Question) -> str:
    return {
        "figure": "是多少？",
        "person": "是谁？",
        "place": "在哪里？",
        "date": "是什么时候？",
        "reason": "是什么原因？",
        "list": "有哪些？",
        "yesno": "是不是？",
        "text": "？",
    }[old.kind]
