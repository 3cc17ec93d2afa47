"""Terms that count their members, as a question names them: 哪“三个延伸”, “四新”产业是哪四个, 打好哪十张“牌”."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.evidence.answer_types import numeral
from assistant.question.model import Question
from ingest.chinese.script import fold

LEAST, MOST = 2, 20
# “十二五” is a plan and counts nothing.
_NUMERAL = "十[一二三四五六](?!五)|[一二三四五六七八九十两](?![一二三四五六七八九十])|1[0-9]|[1-9](?![0-9])"
_MEASURE = "个|大|项|张|条|场|类|种|座|件|支|方面"
OPEN, CLOSE = "[“\"‘'「『]", "[”\"’'」』]"
_ASKING = "哪|什么|啥|包括|包含|分别|具体|都[是有]|指|列出|内容"
_IN_QUOTES = rf"{OPEN}({_NUMERAL})(?:{_MEASURE})?([^”\"’'」』\d]{{1,8}}){CLOSE}"
_QUOTED = re.compile(rf"{_IN_QUOTES}(?=[^,。?]{{0,12}}(?:,[都各这那它其是]{{0,3}})?(?:{_ASKING}))")
_WHICH_QUOTED = re.compile(rf"(?:哪些?|什么){_IN_QUOTES}")
_WHICH = re.compile(
    rf"哪({_NUMERAL})(?:{_MEASURE})?{OPEN}?([一-鿿]{{1,6}}?){CLOSE}?(?=$|[?,。]|是|都|具体|分别)"
)
_PLAIN = re.compile(
    rf"({_NUMERAL})(?:[大项张场件类]|方面)([一-鿿]{{2,8}}?)(?<!的)(?:都|各|分别|具体)*(?:是(?:哪|什么)|有哪|指什么|包括哪|包括什么)"
)
# “四国五方” counts the same things twice, “四乱一脏” two kinds of them.
_TWICE = re.compile(
    rf"{OPEN}((?:[一二两三四五六七八九][一-鿿]{{1,2}}){{2,4}}){CLOSE}(?=[^,。?]{{0,12}}?(?:{_ASKING}|有谁))"
)
_COUNTED = re.compile("[一二两三四五六七八九]")
# A measure word or a time alone counts nothing that has a name; 四乱一脏 counts two things.
_NO_HEAD = re.compile(
    rf"|[一-鿿][一二三四五六七八九][一-鿿]{{1,2}}|(?:{_MEASURE})|.*[年月]|地方|家|个?人|处|所|名|位|样|种?类|句话?|五(?:期间|时期|规划)?"
)
# What every report promises the people, as many as the list that follows has: 民生实事有哪些.
_DEEDS = "(?:民生|惠民|为民|利民|便民)?实事"
_WHICH_DEEDS = re.compile(
    rf"(?:哪些|什么|几件|哪几件){_DEEDS}(?:$|[?。,])|{_DEEDS}(?:都|具体|分别)*(?:有|是)(?:哪|什么)"
)


@dataclass(frozen=True, slots=True)
class Term:
    """A term that counts its members.

    Attributes:
        count: how many they are; 0 where the question leaves it open, and any list that the term leads up to tells them.
        head: what they are called, or have in common, folded: 延伸, 牌, 大工程.
        written: a pattern that finds the term in folded text, however its number is written.
        bare: whether only what stands right beside it tells its members: it bears no number where the text has it, as 民生实事,
            or two, as “四国五方”.
    """

    count: int
    head: str
    written: re.Pattern[str]
    bare: bool = False


def counted_terms(question: Question) -> tuple[Term, ...]:
    """Return the terms whose members a question asks for, in its order: mostly one; none where it asks for anything else."""
    text = fold(question.text)
    if question.kind not in ("list", "text", "reason", "place", "organisation", "person"):
        return ()
    if twice := _TWICE.search(text):
        numbers = [numeral(each) or 0 for each in _COUNTED.findall(twice[1])]
        # Fewer countries than parties in “四国五方” are the same ones told twice.
        told = numbers[1] if len(numbers) == 2 and numbers[1] > numbers[0] else sum(numbers)
        return (Term(told, twice[1], re.compile(re.escape(twice[1])), bare=True),)
    if question.kind == "person":
        return ()
    for form in (_WHICH_QUOTED, _QUOTED, _WHICH, _PLAIN):
        for m in form.finditer(text):
            if (term := _term(text, m)) is not None:
                return (term,)
    if _WHICH_DEEDS.search(text):
        return (Term(0, "实事", re.compile(_DEEDS), bare=True),)
    return ()


def _term(text: str, m: re.Match[str]) -> Term | None:
    """Return the term that m, of a number and a noun, matches in a folded question; None where it counts nothing that
    has a name."""
    count, head = numeral(m[1]), m[2].strip("的")
    if count is None or not LEAST <= count <= MOST or _NO_HEAD.fullmatch(head):
        return None
    # A single character names something only where it is quoted: 哪两天 counts days, 哪十张“牌” has a name.
    if len(head) == 1 and not re.search(OPEN, text[m.start() : m.start(2)]):
        return None
    number = f"(?:{m[1]}|{count})"
    written = rf"{OPEN}?{number}(?:{_MEASURE})?{CLOSE}?{OPEN}?{re.escape(head)}"
    return Term(count, head, re.compile(written))
