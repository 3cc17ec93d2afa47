"""Whether evidence tells of the very thing that a question is about: its months, its number in a series, its office, its
indicator."""

from __future__ import annotations

import re
from itertools import chain

from assistant.evidence.contrast import only_modifies
from assistant.evidence.exclusive_kinds import told_of_another
from assistant.evidence.features import NEAR
from assistant.evidence.model import Candidate
from assistant.question.answer_type import OFFICE
from assistant.question.model import Question
from assistant.question.round_amounts import round_amounts
from assistant.question.synonyms import synonyms
from assistant.search.scope_match import names_place
from ingest.chinese.script import fold
from ingest.chinese.tokens import bigrams
from ingest.chinese.units import SHARES, measured_units
from ingest.facts.indicators import find_indicators

# 第七个, 第2届; a question about one is not answered by another.
_NUMBERED = re.compile(r"第([一二三四五六七八九十百\d]+)[届轮次批期个]")
# 1—5月 is not 1—7月.
_MONTHS = re.compile(r"(\d{1,2})月?[-—–~至到](\d{1,2})月")
# 11月又开工了哪些项目; in 11月开工的项目总投资多少 the month only says which project is meant.
_OF_MONTH = re.compile(r"(\d{1,2})月(?:份|里|又|还|一共|共)*(?![\d底末初])[^的\s]*(?:\s|$)")
_MONTH = re.compile(r"(?<!\d)(\d{1,2})月(?!份?以来)")
# 市委书记 is not 县委书记; what a county is to some is a district to others.
_HEAD = re.compile(r"([省市县区旗州盟乡镇])(?:委(?:副?书记)|长)(?![期远效度江城])")
_ALIKE = str.maketrans("区旗", "县县")
# 县长养的狗叫什么 asks for no holder of the office, 县长的名字叫什么 does.
_OF_HOLDER = re.compile(
    rf"(?:{OFFICE.expression})[^,:;的]{{0,6}}的(?!.{{0,2}}名)([一-鿿]{{1,4}}?)(?:叫|是|姓)"
)
# 副县长, 常务副市长, 副局长.
_DEPUTY = re.compile(rf"副(?:{OFFICE.expression})")
# The ends of 领导 and 负责人.
_OF_ANY_OFFICE = frozenset("导人")
# Shorter words have too many meanings to be asked for by name, unless they are short for a name as long as
# 固定资产投资 (固投).
LONG_NAME = 3
FULL_NAME = 6
_MARKS = " ,:;、"
# The accounts of the four budgets are told one after another in the same words.
_BUDGET = "预算"

# 白塬镇的面积; of 哪个镇 and 城镇 no town is named.
_TOWN_ASKED = re.compile(
    r"[一-鿿](?<![城乡哪各个全本该每几座的我])(?:镇(?!里|上|长)|乡(?![村镇亲贤里上长])|街道)"
)
_ROW_OF_TOWN = re.compile(
    r"(?:[\d*]+\s*[|｜]\s*)?[^:|｜]{1,12}:\s*(?P<town>(?P<bare>[一-鿿]{2,}?)(?:[一-鿿]族)?(?:镇|乡|街道))\s*[|｜]"
)


def same_town(question: Question, evidence: Candidate) -> bool:
    """Return whether a row of a table that is named for a town or township is that of the one which a question names, or it
    names none; the row of one tells nothing of another."""
    asked = fold(question.text)
    row = _ROW_OF_TOWN.match(fold(evidence.text))
    return row is None or not _TOWN_ASKED.search(asked) or row["bare"] in asked


def same_months(question: Question, evidence: Candidate) -> bool:
    """Return whether evidence tells of the months that a question names, 1—5月, or names none; of the month in which it asks what
    was done, 11月又开工了哪些项目, whether it or what it stands in names that month or none."""
    asked = set(_MONTHS.findall(fold(question.text)))
    told = set(_MONTHS.findall(fold(evidence.text))) if asked else set()
    if told and not asked & told:
        return False
    of_month = _OF_MONTH.match(question.focus) if question.kind == "list" else None
    if of_month is None:
        return True
    passage = evidence.passage
    wider = (evidence.text, passage.text, passage.title)
    months: list[str] = next((found for text in wider if (found := _MONTH.findall(fold(text)))), [])
    return not months or of_month[1] in months


def same_number(question: Question, evidence: Candidate) -> bool:
    """Return whether evidence is about the same member of a numbered series as the question: 第二届, 第七轮."""
    if not question.answer_type.numbered:
        return True
    passage = evidence.passage
    wide = passage.text[max(0, evidence.start - NEAR) : evidence.end] + "\n".join(
        (*passage.headings, passage.title)
    )
    numbers = set(_NUMBERED.findall(fold(wide)))
    return not numbers or all(number in numbers for number in _NUMBERED.findall(fold(question.text)))


def same_office(question: Question, evidence: Candidate) -> bool:
    """Return whether evidence names an office of the sort by which a question asks for a person, which its last character tells
    (县长 and 区长; any where 领导 or 负责人 are asked for), and none of another level alone: 市委书记 for 县委书记. Of who or what
    belongs to the holder of an office it tells where it names that: 县长的秘书."""
    if question.kind != "person":
        return True
    text = fold(evidence.text)
    belonging = _OF_HOLDER.search(fold(question.text))
    if belonging and belonging[1] not in text:
        return False
    asked, told = ({m.group()[-1] for m in OFFICE.finditer(each)} for each in (question.asked, text))
    if asked and not (told if asked & _OF_ANY_OFFICE else told & asked):
        return False
    if _DEPUTY.search(fold(question.text)) and not _DEPUTY.search(text):
        return False
    heads = set(_HEAD.findall(fold(question.text).translate(_ALIKE)))
    if heads and not _may_be_of_place(question, evidence):
        return False
    named = set(_HEAD.findall(text.translate(_ALIKE))) if heads else set()
    return not named or bool(heads & named)


def _may_be_of_place(question: Question, evidence: Candidate) -> bool:
    """Return whether evidence tells of a known region, or its document names the place asked about, in its name too: every county has a
    head, and 我县 may be any one."""
    passage = evidence.passage
    if not question.places or passage.tells_of is not None:
        return True
    names = {name for span in question.places for name in span.names}
    wide = "\n".join((passage.title, *passage.headings, passage.text))
    return names_place(question, passage, wide) or any(name in fold(passage.doc) for name in names)


def introduced_as_asked(question: Question, evidence: Candidate) -> bool:
    """Return whether what introduces a list of figures lets one answer: 增加值增速，甲县8.3%、乙县7% gives no amount."""
    if question.kind != "figure":
        return True
    rates = measured_units(fold(evidence.introduction).rstrip(_MARKS))
    asked = measured_units(question.focus)
    return not set(SHARES).issuperset(rates) or not rates or bool(set(SHARES).intersection(asked))


def same_kind(question: Question, evidence: Candidate) -> bool:
    """Return whether evidence tells of no kind that excludes the one asked about (幼儿 for 小学生), and of no thing that it only
    describes."""
    if question.kind not in ("figure", "yesno"):
        return True
    above = fold("\n".join(evidence.passage.headings))
    excluded = told_of_another(question.focus, fold(evidence.text), above)
    return not excluded and not only_modifies(question, evidence)


def same_indicator(question: Question, evidence: Candidate) -> bool:
    """Return whether the indicator asked about, if it has a name of its own (固定资产投资), stands beside the figure."""
    if question.kind != "figure":
        return True
    passage = evidence.passage
    own = fold("\n".join((evidence.text, *passage.headings)))
    if _names_only_others(question, own):
        return False
    beside = fold(passage.text[max(0, evidence.start - NEAR) : evidence.start]) + own
    named = {
        word: (word, *others.same, *others.loose)
        for word, others in synonyms(question.focus).items()
        if others.same and (len(word) >= LONG_NAME or max(map(len, others.same)) >= FULL_NAME)
    }
    # An amount that only another sentence names is given there: 收入增长6%。发放补助2.4亿元。 Of several, one will do.
    amounts = [names for word, names in named.items() if measured_units(word)]
    things = [names for word, names in named.items() if not measured_units(word)]
    return (not amounts or any(_named(name, own) for names in amounts for name in names)) and all(
        any(_named(name, beside) for name in names) for names in things
    )


def same_mark(question: Question, evidence: Candidate) -> bool:
    """Return whether an amount that something passed at a time asked after (哪年突破三千亿) stands in the text, however written."""
    if question.kind != "date":
        return True
    marks = round_amounts(fold(question.focus))
    own = fold(evidence.text)
    return not marks or any(
        re.search(rf"(?<!\d){re.escape(each)}", own) for each in chain(marks, *marks.values())
    )


def _names_only_others(question: Question, own: str) -> bool:
    """Return whether a text names listed budgets, and not the one that a question asks about: 国有资本经营预算支出 for
    一般公共预算支出."""
    asked = _budgets(fold(question.focus))
    told = _budgets(own) if asked else set()
    return bool(told) and not asked & told


def _budgets(text: str) -> set[str]:
    """Return the names of the listed budgets that folded `text` names."""
    return {m.indicator.name for m in find_indicators(text) if _BUDGET in m.indicator.name}


def _named(name: str, text: str) -> bool:
    """Return whether `text` names `name`: half of its character pairs occur in it (粮食……总产 names 粮食总产量)."""
    pairs = bigrams(name)
    if name in text or len(pairs) < 2:
        return name in text
    # The end of a name says what it is: 一般公共预算支出 is no 收入.
    return (pairs[-1] in text or pairs[-2] in text) and 2 * sum(p in text for p in pairs) >= len(pairs)
