"""Decide whether a stretch of text holds the kind of thing that a question asks for."""

from __future__ import annotations

import re

from assistant.evidence.persons import MARKS, persons_named
from assistant.question.answer_type import BARE_DAY, DAY, DAY_ASKED, NONE
from assistant.question.model import Question
from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold
from ingest.chinese.units import UNITS, Unit

_COUNTS = ("count", "people")
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+|首位|末位|榜首")
_COUNTING = frozenset("人名位个家户项件")
_SCALES = ("万", "亿")
_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_ASKED_COUNT = re.compile(
    r"哪(\d+|[两二三四五六七八九十])|(\d+|[两二三四五六七八九十])(?:大|个|项|座|位|条)[^，,？?]{0,8}(?:是哪|有哪|是什么|都是|分别)"
)
_CELL_SEPARATOR = " | "
_QUOTES = re.compile(r"[“”\"'‘’「」『』]")
_COUNT_WITH_NOUN = re.compile(r"哪((?:\d+|[两二三四五六七八九十])[一-鿿]?[一-鿿]{1,2})")
_NOUN_COUNTED = re.compile(
    r"哪(?:\d+|[两二三四五六七八九十])(?:[个项座场大条种类次]|方面)?(?:的)?([一-鿿]{1,6}?)(?=$|[，,？?都呢是分]|具体)"
)
# 收入10亿元以下的县: a bound that says which counties are meant, and no figure of one.
_PICKS = re.compile(
    r"(?:及)?以[上下内]的?(?:贫困|经济|工业|农业)?(?:县|市|区|乡|镇|村|企业|项目|农户|户|家庭|群众|人群|职工)"
)
_RUN = re.compile(r"[^，,。；;：:、]{1,30}(?:、[^，,。；;：:、]{1,30})+")
_ENUMERATED = re.compile(r"[一二三四五六七八九十]是|[“\"][^”\"]{1,16}[”\"]")


def holds(question: Question, text: str) -> float:
    """Return how far folded `text` holds what `question` asks for, from 0 (not at all) to 1.

    Words that stand in the question itself do not count.
    """
    asked = fold(question.text)
    if question.kind == "figure":
        ordinal = _ORDINAL.findall(text) if "第几" in asked else []
        found = find_quantities(text)
        fitting = [
            q
            for q in found
            if fits_unit(question, q) and q.written not in asked and not is_threshold(text, q)
        ]
        bare = _CELL_SEPARATOR in text and any(q.is_bare and q.written not in asked for q in found)
        # The unit of a table's figure stands in the head of its column.
        answered = fitting or ordinal or bare or none_told(question, text)
        return 1.0 if answered else 0.2 if found else 0.0
    form = question.answer_type.form
    if form is None:
        return 0.0
    if question.kind == "date" and DAY_ASKED.search(asked):
        if not DAY.search(text):
            return 0.5 if form.search(text) else 0.0
        if any(m.group() not in asked for m in BARE_DAY.finditer(text)):
            return 1.0
    if question.kind == "person":
        matches = persons_named(asked, text)
    else:
        matches = [m.group().strip(MARKS) for m in form.finditer(text)]
    # Of the mark between two items of a list nothing is left, and it is no word of the question.
    return float(any(not words or words not in asked for words in matches))


def fits_unit(question: Question, quantity: Quantity) -> bool:
    """Return whether a quantity carries a unit that the question can be answered in.

    What is counted may follow without a measure word: 8.8万老人.
    """
    if not question.units:
        return True
    if quantity.unit is None:
        # 22亿资金 is money.
        return bool(_COUNTING.intersection(question.units)) or (
            "元" in question.units and quantity.written[-1:] in _SCALES
        )
    return any(_answers(name, quantity.unit) for name in question.units)


def none_told(question: Question, text: str) -> list[int]:
    """Return the offsets at which folded `text` says that there was none of what a question counts; none for an amount."""
    if question.kind != "figure" or any(u in UNITS and UNITS[u].kind not in _COUNTS for u in question.units):
        return []
    return [m.start() for m in NONE.finditer(text)]


def is_threshold(text: str, quantity: Quantity) -> bool:
    """Return whether a quantity of folded `text` bounds what is meant: 收入10亿元以下的县 gives no income."""
    return _PICKS.match(text, quantity.end) is not None


def _answers(asked: str, unit: Unit) -> bool:
    """Return whether an amount in `unit` answers a question for the unit `asked`: foreign money is money too."""
    wanted = UNITS.get(asked)
    if wanted is None or unit.kind == "count":
        return unit.name == asked
    return wanted.dimension == unit.dimension


def asked_count(question: Question) -> int | None:
    """Return how many items the question says there are (哪三个 → 3), or None."""
    m = _ASKED_COUNT.search(fold(question.text))
    if m is None:
        return None
    return numeral(m[1] or m[2])


def numeral(written: str) -> int | None:
    """Return the number that digits or one Chinese numeral stand for; None for other words."""
    return int(written) if written.isdigit() else _DIGIT.get(written)


def counted_noun(question: Question) -> str | None:
    """Return the noun that the question counts (哪六场攻坚战 → 攻坚战), or None."""
    m = _NOUN_COUNTED.search(_QUOTES.sub("", fold(question.text)))
    return m[1] if m else None


def counted(question: Question, text: str) -> float:
    """Return 1 if folded `text` enumerates exactly as many items as the question says, or says so itself, else 0."""
    n = asked_count(question)
    if n is None:
        return 0.0
    if any(run.group().count("、") + 1 == n for run in _RUN.finditer(text)):
        return 1.0
    if len(_ENUMERATED.findall(text)) == n:
        return 1.0
    noun = counted_noun(question)
    if (
        noun
        and n > 2
        and len(set(re.findall(rf"[一-鿿]{{1,10}}{noun}(?=[，,、；;。”\"]|$)", _QUOTES.sub("", text)))) == n
    ):
        return 1.0
    # 哪四个"慢" is answered after 四个"慢".
    plain = _QUOTES.sub("", text)
    return float(
        any(count in plain for count in _COUNT_WITH_NOUN.findall(_QUOTES.sub("", fold(question.text))))
    )
