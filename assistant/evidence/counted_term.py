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
_UNQUOTED = rf"({_NUMERAL})(?:[大项张场件类]|方面)([一-鿿]{{2,8}}?)"
_PLAIN = re.compile(rf"{_UNQUOTED}(?<!的)(?:都|各|分别|具体)*(?:是(?:哪|什么)|有哪|指什么|包括哪|包括什么)")
# “四国五方” counts the same things twice, “四乱一脏” two kinds of them.
_TWICE = re.compile(
    rf"{OPEN}((?:[一二两三四五六七八九][一-鿿]{{1,2}}){{2,4}}){CLOSE}(?=[^,。?]{{0,12}}?(?:{_ASKING}|有谁))"
)
_COUNTED = re.compile("[一二两三四五六七八九]")
# 三大主导产业和三大未来产业是哪些: another term before the last.
_AND = re.compile(rf"{_UNQUOTED}(?:[和与及、]|以及)$")
# A measure word or a time alone counts nothing that has a name; 四乱一脏 counts two things.
_NO_HEAD = re.compile(
    rf"|[一-鿿][一二三四五六七八九][一-鿿]{{1,2}}|(?:{_MEASURE})|.*[年月]|地方|家|个?人|处|所|名|位|样|种?类|句话?|五(?:期间|时期|规划)?"
)
_OF_NOUN = re.compile(
    rf"(?:^|的|境内|[县市区州])([^的,。?]{{4,14}}?)(?:一共|分别|都)*(?:有|是|包括)哪({_NUMERAL})(?:{_MEASURE}|处|家|所|位|名|样)"
)
# 包括哪8个方面的内容 is told of as 8个方面内容.
_CONTENTS = re.compile("方面的?(?:内容|工作|任务|措施)")
# What every report promises the people, as many as the list that follows has: 民生实事有哪些.
_DEEDS = "(?:民生|惠民|为民|利民|便民)?实事"
_WHICH_DEEDS = re.compile(
    rf"(?:哪些|什么|几件|哪几件){_DEEDS}(?:$|[?。,])|{_DEEDS}(?:都|具体|分别)*(?:有|是)(?:哪|什么)"
)
_BY_NAME = re.compile(rf"(?:是|指的?是?|包括)哪(?:{_NUMERAL}|几)[一-鿿]{{1,6}}[?。]?$")


@dataclass(frozen=True, slots=True)
class Term:
    """A term that counts its members.

    Attributes:
        count: how many they are; 0 where the question leaves it open, and any list that the term leads up to tells them.
        head: what they are called, or have in common, folded: 延伸, 牌, 大工程.
        written: a pattern that finds the term in folded text, however its number is written.
        bare: whether only what stands right beside it tells its members: it bears no number where the text has it, as 国家重点
            文物保护单位有哪三处, or two, as “四国五方”.
    """

    count: int
    head: str
    written: re.Pattern[str]
    bare: bool = False


def counted_terms(question: Question) -> tuple[Term, ...]:
    """Return the terms whose members a question asks for, in its order: mostly one; none where it asks for anything else."""
    text = fold(question.text)
    # 总投资36亿元的“三院”项目是哪三所医院 asks for no figure.
    named = question.kind == "figure" and _BY_NAME.search(text) is not None
    if not named and question.kind not in ("list", "text", "reason", "place", "organisation", "person"):
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
                before = _AND.search(text[: m.start()])
                other = _term(text, before) if before and form is _PLAIN else None
                return (term,) if other is None else (other, term)
    if _WHICH_DEEDS.search(text):
        return (Term(0, "实事", re.compile(_DEEDS), bare=True),)
    noun = _OF_NOUN.search(text)
    count = numeral(noun[2]) if noun else None
    if noun is None or count is None or not LEAST <= count <= MOST:
        return ()
    return (Term(count, noun[1], re.compile(re.escape(noun[1])), bare=True),)


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
    if _CONTENTS.fullmatch(head):
        return Term(count, head, re.compile(rf"{number}个?{_CONTENTS.pattern}"))
    written = rf"{OPEN}?{number}(?:{_MEASURE})?{CLOSE}?{OPEN}?{re.escape(head)}"
    return Term(count, head, re.compile(written))
