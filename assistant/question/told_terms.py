"""Find what a question wants reckoned of things that it names itself, neither places nor years: 教职工和学生合计多少人."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.question.model import Question
from assistant.question.places_asked import blanked
from ingest.chinese.numbers import parse_number
from ingest.chinese.script import fold
from ingest.chinese.units import UNIT
from ingest.chinese.word_table import WordTable

# Their sum; by how much the first exceeds the second; what is left of the first without the second; what part of the
# second the first is; how many times the second the first is; how many of a number of things have not got where the first says.
TermOperation = Literal["total", "difference", "rest", "share", "ratio", "still"]
MOST_TERMS = 12
_WORDS = WordTable("assistant.question", "told_terms")
_TOTAL = _WORDS.words("total")
_BESIDE = _WORDS.words("beside")
_DIFFERENCE = _WORDS.words("difference")
_REST = _WORDS.words("rest")
_SHARE = _WORDS.words("share")
_RATIO = _WORDS.words("ratio")
_STILL = _WORDS.words("still", unit=UNIT)
_COUNTED = _WORDS.words("counted")
_NAMES_LAST = re.compile(
    rf"(?P<asked>(?:一共|总共|合计|共计?)[一-鿿]{{0,8}}?(?:多少|几){UNIT})(?P<names>[一-鿿]{{2,12}}(?:[、和与及][一-鿿]{{2,12}})+)[?。]?"
)
_MARKS = re.compile(r"[,;。?!:]")
_QUOTES = re.compile(r"[“”\"‘’「」『』《》]")
_YEAR = re.compile(r"(?:19|20)\d\d年(?:[末底初](?![一-鿿]{0,1}[年]))?")
# “保交楼”“保交房”: names in quotation marks need nothing between them.
_BETWEEN_QUOTES = re.compile(r"(?<=[”’」』])(?=[“‘「『])|(?<=[一-鿿]\")(?=\"[一-鿿])")
_LEADING = re.compile(
    r"^(?:其中|年[末底]|全年|全[省市州县区]|里面|当中|中(?![央学小药医心部等型])|里|的|在|、|\s)+"
)
# 债务余额中区级: of a whole, the part is what is named.
_WITHIN = re.compile(
    r"^[^,、]*(?:额|数量|总数|总量|收入|支出|人口|面积|企业|项目|总值|产值)[之当]?[中里]面?的?(?=[一-鿿]{2,8}$)"
)
# 茶湾村里茶叶收入: whose it is.
_OWNED = re.compile(r"^[^,、]{1,10}?(?:村|镇|乡|县|市|区|厂|公司)里面?的?(?=[一-鿿]{2,10}$)")
_EARNED = re.compile(r"[挣赚]的钱$")
_TRAILING = re.compile(r"(?:(?:每[人户])?每[月年]|大概|大约|差不多|约|这|的|里|各|都|分别|,|\s)+$")
_NUMBER = re.compile(r"\d+|[两二三四五六七八九十]+")
_HAN = re.compile(r"[一-鿿]")
_ASKING = re.compile(r"多少|几|哪|什么")
_BOUND = re.compile(r"[\d亿万千百]元?[以之][上下内]")
_ASKED = re.compile(r"(?:有|是|为|达)*(?:多少|几).*|[的了]")
# Halves of the people that a question calls by one character.
_OF_PEOPLE = {"男": "男性", "女": "女性"}
# 城镇和农村居民收入: what is said of the second half is said of the first.
_HALF = re.compile(r"(?:城镇|城市|农村|乡村)$")
_OF_HALF = re.compile(r"^(?:城镇|城市|农村|乡村)(?P<of>.+)$")
# 省、市重点项目: what is said of the second level is said of the first.
_LEVEL = re.compile(r"(?:国家|中央|自治区|[省市州县区乡镇村])级?$")
_OF_LEVEL = re.compile(r"^(?:国家|中央|自治区|[省市州县区乡镇村])级?(?P<of>[一-鿿]{4,})$")
# 一期和二期总投资: what is said of the last stage is measured of all.
STAGE = re.compile(r"[一二三四五首]期$")
_OF_STAGE = re.compile(r"^(?P<stage>[一二三四五首]期)(?P<of>[一-鿿]{2,})$")
# 为农户和企业减免的税费和房租: what stands before 的 is said of all that follows.
_ATTRIBUTE = re.compile(r"^.*的(?=[一-鿿]{2,}$)")
# 大中小型水库
_SIZES = re.compile(r"(?P<sizes>[大中小微]{2,4})型(?P<of>[一-鿿]{2,4})")
# 年度投资目标: what is planned is of the year asked about.
_AIM = re.compile(r"(?<=[一-鿿]{2})的?目标值?$")


@dataclass(frozen=True, slots=True)
class ToldTerms:
    """What is to be reckoned.

    Attributes:
        operation: see `TermOperation`.
        names: of the things, folded, with the words around them that may belong to them; none where a total counts its
            parts and does not name them.
        count: how many parts a total has, where the question says so.
        less: whether the question asks by how much the first is less.
        measure: what is said of all of a list, folded: 主营业务收入 of 茶厂、酒厂两家的主营业务收入.
    """

    operation: TermOperation
    names: tuple[str, ...]
    count: int | None = None
    less: bool = False
    measure: str = ""

    @property
    def is_rate(self) -> bool:
        """Return whether what is asked for is in no unit of the figures that it comes of."""
        return self.operation in ("share", "ratio")


def told_terms(question: Question) -> ToldTerms | None:
    """Return what a question wants reckoned of things that it names; None where it wants nothing of that kind."""
    if question.kind != "figure":
        return None
    text = _names_first(_QUOTES.sub("", _BETWEEN_QUOTES.sub("、", _without_places(question))))
    return _still(text) or _pair(text) or _total(text)


def _names_first(text: str) -> str:
    """Return folded text with the things before what is asked of them: 一共办了多少件建议和提案 → 建议和提案一共办了多少件."""
    found = _NAMES_LAST.fullmatch(text)
    return f"{found['names']}{found['asked']}" if found else text


def _without_places(question: Question) -> str:
    """Return the question, folded, without the places and years that open it, and the places whose names hold a joining word."""
    text = fold(question.text)
    for place in question.places:
        if not _YEAR.sub("", text[: place.start]).strip() or _BESIDE.search(text[place.start : place.end]):
            text = blanked(text, [(place.start, place.end)])
    return _YEAR.sub(" ", text).strip()


def _still(text: str) -> ToldTerms | None:
    found = _STILL.search(text)
    return ToldTerms("still", (found["done"] or found["due"],)) if found else None


def _pair(text: str) -> ToldTerms | None:
    """Return the two things that are set against each other; None where none are."""
    if found := _REST.search(text):
        whole, part = found["whole"] or found["all"], found["part"] or found["half"]
        return _terms("rest", _last_clause(whole), part)
    if found := _DIFFERENCE.search(text):
        one = found["one"] or found["first"] or found["uno"]
        other = found["other"] or found["second"] or found["due"]
        return _terms(
            "difference", _last_clause(one), other, less=bool(found["way"]) and found["way"] in "少低小短慢"
        )
    if found := _RATIO.search(text):
        return _terms("ratio", _last_clause(found["multiple"]), found["unit"])
    if found := _SHARE.search(text):
        part, whole = found["part"] or found["of_them"], found["whole"] or found["among"]
        return _terms("share", _last_clause(part), _last_clause(whole))
    return None


def _last_clause(text: str) -> str:
    return _MARKS.split(text.rstrip(", "))[-1]


def _terms(operation: TermOperation, *names: str, less: bool = False) -> ToldTerms | None:
    cleaned = tuple(map(_cleaned, names))
    half, whole = _HALF.search(cleaned[0]), _OF_HALF.search(cleaned[-1])
    if half and whole:
        cleaned = (half.group() + whole["of"], *cleaned[1:])
    if len(set(cleaned)) < len(cleaned) or not all(map(_is_name, cleaned)):
        return None
    if any(_BESIDE.search(name) for name in cleaned):
        # 茶厂和酒厂比纸厂多 wants a sum first.
        return None
    return ToldTerms(operation, cleaned, less=less)


def _is_name(words: str) -> bool:
    # 3000万元以上 is a class of a whole that is counted by classes, see `assistant.answer.size_classes`.
    return len(_HAN.findall(words)) > 1 and not _ASKING.search(words) and not _BOUND.search(words)


def _cleaned(name: str) -> str:
    owned = _OWNED.sub("", _WITHIN.sub("", name.strip()))
    cleaned = _EARNED.sub("收入", _TRAILING.sub("", _LEADING.sub("", owned)).strip())
    return _OF_PEOPLE.get(cleaned, cleaned)


def _total(text: str) -> ToldTerms | None:
    """Return what is to be added up: the last list before the word for the sum, else the first behind it, else so many
    parts as it says there are."""
    found = _TOTAL.search(text)
    if found is None:
        return None
    before, behind = text[: found.start()], text[found.end() :]
    clauses = [*reversed(_MARKS.split(before)), *_MARKS.split(behind)]
    for clause in clauses:
        counted = _COUNTED.search(clause, _end_of_list(clause))
        listing = _SIZES.sub(_each_size, _AIM.sub("", _listing(clause)))
        listed = _without_attribute(_BESIDE.sub("\n", listing).split("\n"))
        names, of_stages = _of_stages(_of_levels([_cleaned(name) for name in listed]))
        if 2 <= len(names) <= MOST_TERMS and all(map(_is_name, names)):
            if any(one.endswith(other) for one in names for other in names if one is not other):
                # 医院和公立医院: a whole and its part make no sum.
                return None
            said = clause[counted.end() :] if counted and clause in before else ""
            measure = of_stages or _ASKED.sub(" ", f"{said} {_MARKS.split(behind)[0]}").strip()
            return ToldTerms("total", tuple(names), _number(counted), measure=measure)
    for clause in clauses:
        if (number := _number(_COUNTED.search(clause))) and 2 <= number <= MOST_TERMS:
            return ToldTerms("total", (), number)
    return None


def _each_size(found: re.Match[str]) -> str:
    return "、".join(f"{size}型{found['of']}" for size in found["sizes"])


def _without_attribute(names: list[str]) -> list[str]:
    """Return the members of a list without those that are only part of what is said of the others."""
    last = max((i for i, name in enumerate(names[:-1]) if i and _ATTRIBUTE.match(name)), default=0)
    return [_ATTRIBUTE.sub("", names[last]), *names[last + 1 :]] if last else names


def _of_stages(names: list[str]) -> tuple[list[str], str]:
    """Return names of stages of a work without what is measured of them, and that; "" where they are none."""
    last = _OF_STAGE.match(names[-1])
    if last is None or not all(STAGE.search(name) for name in names[:-1]):
        return names, ""
    return [*names[:-1], last["stage"]], last["of"]


def _of_levels(names: list[str]) -> list[str]:
    """Return names, those that are nothing but a level of government with what the last one says behind its own."""
    last = _OF_LEVEL.match(names[-1])
    return [name + last["of"] if _LEVEL.fullmatch(name) else name for name in names] if last else names


def _end_of_list(clause: str) -> int:
    """Return where the last member of a list in a clause begins; 0 where there is no list."""
    return max((m.end() for m in _BESIDE.finditer(clause)), default=0)


def _listing(clause: str) -> str:
    """Return a clause up to where it says how many its list has: 茶厂、酒厂 of 茶厂、酒厂两家的产值."""
    start = _end_of_list(clause)
    counted = _COUNTED.search(clause, start)
    cut = clause[: counted.start()] if counted and counted.start() - start > 1 else clause
    return re.sub(r"(?:的)?(?:多少|几)[^,]*$", "", cut)


def _number(counted: re.Match[str] | None) -> int | None:
    written = _NUMBER.search(counted.group()) if counted else None
    number = parse_number(written.group()) if written else None
    return int(number) if number is not None else None
