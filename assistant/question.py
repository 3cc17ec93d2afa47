"""What a question asks: about which regions and years, what kind of answer, and in which words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from assistant.places import Gazetteer, PlaceSpan
from assistant.units import ALIKE, SHARES, UNIT, measured_units
from assistant.years import YearSpan, find_years
from ingest.errors import QuestionError
from ingest.records import Outlook
from ingest.script import Script, fold, script_of

AnswerKind = Literal["figure", "list", "person", "place", "date", "organisation", "reason", "yesno", "text"]
MAX_CHARACTERS = 1000

_HOW_MANY = re.compile(
    rf"多少({UNIT})?|(?<!哪)几(?![月号日位])({UNIT})|第几|多大|多高|多长|多重|多宽|多远|多深|几成|多久"
)
_MONEY = re.compile(
    r"多少钱|多少资金|投资?多大|[要共]投多少|投了?多少|几块钱|多少税|多少投资|花了?多少(?![天年月个名人户])|投资(?:额)?(?:是|有|达|为)?多少|收入(?:是|有|达|为)?多少|总投资|税费"
)
_LAND = re.compile(r"占(?:了|用)?(?:多少|多大)的?(?:地|面积)|占地(?:面积)?(?:有|是|为)?(?:多少|多大)")
_SHARE = re.compile(
    r"(?:率|比例|占比|比重|增速|增幅|百分比)(?:[是为达]|达到|有|是多少|多少)*|(?:增长|下降|提高|提升|涨|降)了?(?:多少|几个点)|百分之(?:多少|几)|几个(?:百分)?点"
)

_KINDS: tuple[tuple[AnswerKind, re.Pattern[str]], ...] = (
    (
        "date",
        re.compile(
            r"什么时候|什么时间|何时|哪时|(?:西元|公元|在|于|是)几年|几年的?时候|哪一?天|哪[一]?年|哪个?月|几月几[号日]|几[号月日](?!子)|哪日|何日|什么日期|日期"
        ),
    ),
    (
        "reason",
        re.compile(
            r"为什么|为何|为啥|(?:卡|难|堵|差|输|退|慢|弱|问题|短板|根子|毛病)(?:到底|究竟|都|主要)?出?在哪|什么(?:原因|缘故|缘由)|原因|凭什么|靠什么|怎么(?!样)|怎样|如何|有什么毛病|什么办法|何以"
        ),
    ),
    (
        "organisation",
        re.compile(
            r"哪(?:一)?家|哪(?:一|几)?个(?:公司|企业|单位|部门|集团|机构|银行|学校|大学)|什么(?:公司|企业|单位|部门|机构)"
        ),
    ),
    (
        "person",
        re.compile(
            r"谁(?!的|家|高|低|多|少|更)|哪(?:一?位|几位|[两二三四五六七八九十]位)|叫什么|什么名字|何人|名字是"
        ),
    ),
    (
        "place",
        re.compile(
            r"在?哪[里儿]|什么地方|何处|何地|哪(?:一)?个(?:村|镇|乡|街道|林场|地方|小区|县|区|市|园区)|哪[些几两二三四五六七八九十]+个?(?:村|镇|乡|地方|县|区)"
        ),
    ),
    (
        "list",
        re.compile(
            r"哪些|哪几|哪[两二三四五六七八九十]|哪\d|都有什么|都是什么|包括什么|分别(?:是|指)(?!多少)|具体指|有啥"
            r"|(?:什么|啥)(?:项目|工程|措施|举措|活动|荣誉|称号|奖|产业|品牌|困难|问题|短板|成绩|变化)"
        ),
    ),
    (
        "yesno",
        re.compile(r"[吗嘛]|了没有?(?=[？?]|$)|没有[？?]?$|是不是|是否|有没有|能不能|会不会|要不要|可不可以"),
    ),
)
_QUESTION_WORDS = re.compile(
    r"哪[年个家县市区]?的?更?[高低多少大小](?=\s*(?:[,，？?]|各|是|$))|谁的?更?[高低多少大小](?=\s*(?:[,，？?]|各|是|$))"
    r"|(?:哪[年个]|谁)?更[高低多少大小]|[多少高低]吗|比\s*[多少高低](?=\s*(?:多少|几|$))|比(?=\s*[多少高低]吗|\s*(?:[,，？?]|$))|各自?(?=\s*[是有为多])"
    r"|有?多[大高长重宽远深久](?=\s*(?:[,，？?]|$))|"
    # 教育方面有什么进展, 产业发展得怎么样: what is asked about is 教育 and 产业 alone.
    r"(?:方面|领域|这块)(?=的?(?:工作)?(?:都|又|取得|做|有|$|[？?\s]))|新?(?:进展|成效|动作)(?=$|[？?])|发展得?(?=怎么样|如何)|发展得(?=\s|$)|[做搞干办]得(?=怎么样|如何|$|\s)|取得了?(?=哪些|什么|\s|$)|"
    r"大概|大约|差不多|那一?次|那会儿|那时候?|来着|具体|(?<=\s)都(?=[签有是])|帮我查一?下|查一下|告诉我|说说|他们|咱们|我们(?=[县区市])|百分之(?:多少|几)|几个(?:百分)?点|"
    rf"请问|我想知道|想问一?下|一共|总共|合计|加起来|分别|各自?(?=[是有多])|到底|究竟|多少个?钱?|第几|几月几[号日]|几(?:{UNIT})|"
    r"什么时候|什么时间|什么地方|什么原因|什么名字|什么办法|为什么|为何|为啥|凭什么|靠什么|怎么样?|怎样|如何|什么|"
    r"哪一?天|哪一?年|哪个?月|哪一?位|哪一?个|哪些|哪几个?|哪[两二三四五六七八九十]个?|哪\d+个?|哪[里儿]|哪|谁|何时|何处|"
    r"是不是|是否|有没有|能不能|[吗呢吧啊嘛呀？?！!，,。；;：:、“”\"「」『』（）()《》]|叫(?=$)|是(?=$)"
)
_PLAN = re.compile(
    r"(?<![比离距超较])目标(?!价格|任务完成|差)|想(?:干|做|搞|达|实现|建)|定的|计划|打算|将要?|要(?:建|完成|搞|做|达到|新增|培育|改造|实现|把|在|推进|开工)|力争|拟|预期|准备|安排|争取(?!到)|规划(?!布局了)"
)
_REVIEW = re.compile(
    r"(?:进展|成效|成绩)[？?]?$|[展做搞干办]得(?:怎么样|如何)|实际|完成(?!时限|目标|任务)|达到了|了多少|实现了|已经?|过多少|共有|获得|建成了|了(?=[几哪多])|(?:什么时候|何时|哪一?天|几月几?[号日]?)[^，,？?]{1,12}的[？?]?$|了[^，,？?]{0,6}[？?]?$"
)
# Why something did not come about is told after it should have.
_FAILED = re.compile(r"没有?(?![有什])|未[能曾按完]|落空|下降|减少|垫底|下滑|退步")
_TOTAL = re.compile(r"一共|总共|合计|加起来|总和|累计|之和|共计")
_DIFFERENCE = re.compile(
    r"(?:多|少|高|低|增加|增长|减少)了?多少|比[^,，？?]{2,14}[多少高低][^,，？?]{1,6}多少|差多少|相差|差距"
)
_EXTREME = re.compile(r"最[高多大低少小]|(?:谁|哪[个年])的?.{0,12}?更?[高多大低少小]")
ASKING = re.compile(
    r"多少|(?<!哪)几(?![月号日位])|哪[一两二三四五六七八九十几些\d]*[位个天年座条项家大种件所]?|谁|什么(?:时候|时间|地方|原因)?|何时|何处|为何|为什么|怎么样?|怎样|如何|是不是|是否|有没有|吗"
)
ASKED_REACH = 8
# "三年一共" beside the years themselves says nothing more.
_SPAN_OF_YEARS = re.compile(r"这?(?:[两二三四五六七八九十]|\d+)年(?:间|里|来)?")
# The year in "2022年政府工作报告里" is the report's own, not the year that its statements are about.
_OF_REPORT = re.compile(r"\s*的?(?:[一-鿿]{1,6}?)?(?:政府)?(?:工作)?报告")
# Where an answer is to be found is not what it is about: 按2021年的政府工作报告, 报告里承认.
_SOURCE = re.compile(
    r"(?:按照?|根据|依据|依照)?\s*的?\s*(?:政府)?(?:工作)?报告[里中上](?:说|讲|提到?|承认|指出|介绍)?"
    r"|(?:按照?|根据|依据|依照)\s*的?\s*(?:(?:政府)?(?:工作)?报告|规划|公报|通报)"
)
# A heading in place of a question that ends in an office asks who holds it.
_OFFICE_ASKED = re.compile(r"(?:[县市区旗州乡镇局院校]长|书记|主任|主席)\s*[？?]?$")
# "一起开工的4个项目" asks which they are.
_COUNTED_ITEMS = re.compile(r"(?:\d+|[两二三四五六七八九十])(?:个|项|家|条|大)[一-鿿]{2,4}$")
# What things, not people, are called.
_THINGS_CALLED = re.compile(
    r"(?:项目|工程|公司|企业|园区|产业园|活动|品牌|行动|计划|[\d两三四五六七八九十]+[个条座项家])[^，,？?人]{0,8}(?:叫什么|什么名字|名字是)"
)
# 谁收入高 compares figures.
_WHICH_IS_MORE = re.compile(r"谁[^，,？?是]{0,8}更?[高多大低少小](?=[，,？?]|$)")
_MEANINGFUL = re.compile(r"[一-鿿㐀-䶿a-z0-9]")


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood.

    Attributes:
        text: the standalone question.
        focus: what is left of it (folded) without places, years and question words: the thing asked about.
        asked: of the focus, what stands right around the question word: 已经竣工了多少 asks about 竣工.
        places: the places it names, with the library's regions for each.
        years: the years it names, in order, without repetition.
        vague_year: the year is only meant relative to now (今年), so what the text calls "this year" may do.
        report_year: the year of the report that the question says the answer stands in.
        period: (first, last) year of a whole period it names, else None.
        kind: the kind of answer asked for.
        units: measure words that an answer's figure must carry one of; empty where any will do.
        outlook: "plan" or "review" where the wording tells which is asked; else None.
        total, difference, extreme: a sum, a difference, or the largest or smallest is asked for.
        script: the script it is written in.
        facet: what tells this side of a comparison from the other where it is neither place nor year: 计划 or 实际,
            上半年 or 全年; else "".
        within: names of the documents that the answer must be from; None for all.
    """

    text: str
    focus: str
    asked: str
    places: tuple[PlaceSpan, ...]
    years: tuple[int, ...]
    vague_year: bool
    report_year: int | None
    period: tuple[int, int] | None
    kind: AnswerKind
    units: tuple[str, ...]
    outlook: Outlook | None
    total: bool
    difference: bool
    extreme: bool
    script: Script
    facet: str = ""
    within: frozenset[str] | None = None

    @property
    def regions(self) -> tuple[str, ...]:
        """Every region of the library that the question names."""
        return tuple(dict.fromkeys(region for place in self.places for region in place.regions))

    @property
    def unknown_places(self) -> tuple[str, ...]:
        """The names it uses for regions of which the library holds nothing."""
        return tuple(place.name for place in self.places if not place.regions)


def checked(text: str) -> str:
    """`text` without control characters and outer blanks, if it can be asked.

    Raises:
        QuestionError: nothing is asked, or far too much.
    """
    plain = "".join(" " if not c.isprintable() else c for c in text)
    plain = re.sub(r"\s+", " ", plain).strip()
    if not plain:
        raise QuestionError("问题是空的，请输入要问的内容。(The question is empty.)")
    if len(plain) > MAX_CHARACTERS:
        raise QuestionError(
            f"问题有 {len(plain)} 个字，超过 {MAX_CHARACTERS} 字的上限，请缩短后再问。"
            f"(The question has {len(plain)} characters; the limit is {MAX_CHARACTERS}.)"
        )
    if not _MEANINGFUL.search(fold(plain)):
        raise QuestionError("问题里只有标点符号，请用文字提问。(The question holds no words.)")
    return plain


# The turns of a conversation are understood anew with every question that builds on them.
@lru_cache(1024)
def understand(text: str, gazetteer: Gazetteer, *, now: int) -> Question:
    """What `text` asks.

    Args:
        text: a standalone question as `checked` returns it.
        gazetteer: the regions of the library.
        now: the year that 今年 stands for.
    """
    folded = fold(text)
    places = gazetteer.find(text)
    kind = _kind(folded)
    blank = _blanked(folded, [(p.start, p.end) for p in places])
    # Why, who and whether are told of what was and of what is to be in the same words.
    outlook = None if kind in ("reason", "person", "yesno") else _outlook(blank)
    if kind == "reason" and _FAILED.search(blank):
        outlook = "review"
    found = find_years(text, now=now)
    of_report = [s for s in found if len(s.years) == 1 and not s.vague and _OF_REPORT.match(blank, s.end)]
    if of_report:
        # 上年 in a report of 2021 is 2020.
        found = find_years(text, now=of_report[0].years[0])
        found = [replace(s, vague=False) if s not in of_report else s for s in found]
    spans = [*of_report, *_meant([s for s in found if s not in of_report], outlook)]
    asked = [s for s in spans if s not in of_report]
    # A named plan ("十四五"期间) is a word of the text too, so only plain years are taken out.
    taken = [(p.start, p.end) for p in places if p.regions] + [
        (s.start, s.end) for s in spans if s.period is None
    ]
    rest = _blanked(folded, taken)
    unsourced = _SOURCE.sub(lambda m: " " * len(m.group()), rest)
    rest = unsourced if _focus(unsourced) else rest
    if len({year for span in asked for year in span.years}) > 1:
        rest = _SPAN_OF_YEARS.sub(lambda m: " " * len(m.group()), rest)
    focus = _focus(rest)
    told = _focus(_around_question_word(rest))
    if kind == "text" and not ASKING.search(folded):
        # "某县2023年工业产值": a heading in place of a question.
        if _OFFICE_ASKED.search(folded):
            kind = "person"
        else:
            kind = "list" if _COUNTED_ITEMS.search(folded) else "figure" if measured_units(focus) else kind
        told = focus[-ASKED_REACH:]
    return Question(
        text=text,
        focus=focus,
        asked=told,
        places=tuple(places),
        years=tuple(dict.fromkeys(year for span in asked for year in span.years)),
        vague_year=any(span.vague for span in asked),
        report_year=of_report[0].years[0] if of_report else None,
        period=next((span.period for span in spans if span.period), None),
        kind=kind,
        units=_asked_units(folded, focus) if kind == "figure" else (),
        outlook=outlook,
        total=bool(_TOTAL.search(folded)),
        difference=bool(_DIFFERENCE.search(folded)),
        extreme=bool(_EXTREME.search(folded)),
        script=script_of(text),
    )


def _meant(spans: list[YearSpan], outlook: Outlook | None) -> list[YearSpan]:
    """The spans as this question means them: beside a plain year 今年 adds nothing, and what is to be done by
    the end of a plan is said in the years before."""
    if any(span.years and not span.vague for span in spans):
        spans = [span for span in spans if not span.vague]
    return [replace(s, years=()) if s.period and outlook == "plan" else s for s in spans]


def _kind(folded: str) -> AnswerKind:
    found = [(m.start(), kind) for kind, pattern in _KINDS if (m := pattern.search(folded))]
    how_many = _HOW_MANY.search(folded) or _MONEY.search(folded)
    kinds = {kind for _, kind in found}
    if not kinds - {"person"} and _WHICH_IS_MORE.search(folded):
        return "figure"
    if "person" in kinds and _THINGS_CALLED.search(folded):
        kinds = kinds - {"person"} | {"list"}
    if how_many and "reason" not in kinds and not ("date" in kinds and how_many.group() == "几年"):
        return "figure"
    for wanted in ("reason", "date", "person", "organisation", "place", "list", "yesno"):
        if wanted in kinds:
            return wanted
    # "…率是" asks for a share, unless another question word asks for something else.
    return "figure" if _SHARE.search(folded) and not re.search(r"哪|什么|何|谁", folded) else "text"


def _asked_units(folded: str, focus: str) -> tuple[str, ...]:
    """The units that can answer any part of a question such as 经济总量多少，涨了几个点."""
    # A target for money is told as growth more often than as a sum.
    growth = ("%", "百分点") if "目标" in folded else ()
    parts = [part for part in re.split(r"[，,；;]", folded) if _HOW_MANY.search(part) or _SHARE.search(part)]
    if len(parts) < 2:
        told = _units(folded)
        return told or ((*units, *growth) if (units := measured_units(focus)) else ())
    each = [_units(part) or measured_units(_focus(part)) for part in parts]
    # A part that does not say in what it is answered may be answered in anything.
    return tuple(dict.fromkeys(unit for units in (*each, growth) for unit in units)) if all(each) else ()


def _units(folded: str) -> tuple[str, ...]:
    """The units that can answer, from the measure word after 多少 or 几, or from what is measured."""
    units: list[str] = ["元"] if _MONEY.search(folded) else []
    if _LAND.search(folded):
        units += ["亩", "平方", "公顷"]
    for m in _HOW_MANY.finditer(folded):
        unit = m[1] or m[2]
        # 几个点 counts nothing.
        if unit and not folded.startswith("点", m.end()):
            units += ALIKE.get(unit.lstrip("万亿千"), (unit.lstrip("万亿千"),))
    if _SHARE.search(folded):
        # 多少税收，占比: either form of figure answers.
        units += SHARES
    return tuple(dict.fromkeys(units))


def _outlook(folded: str) -> Outlook | None:
    if _PLAN.search(folded) and not re.search(r"实际|了(?:多少|几|哪)", folded):
        return "plan"
    return "review" if _REVIEW.search(folded) else None


def _blanked(text: str, taken: Iterable[tuple[int, int]]) -> str:
    """`text` of the same length with the spans (start, end) in `taken` made blank."""
    kept = list(text)
    for start, end in taken:
        kept[start:end] = " " * (end - start)
    return "".join(kept)


def _around_question_word(rest: str) -> str:
    """The few characters of `rest` before and after its question words, within their clauses."""
    pieces: list[str] = []
    for m in ASKING.finditer(rest):
        before = re.split(r"[，,。；;：:？?、]", rest[: m.start()])[-1][-ASKED_REACH:]
        after = re.split(r"[，,。；;：:？?、]", rest[m.end() :])[0][:ASKED_REACH]
        pieces.append(before + " " + after)
    return " ".join(pieces)


def _focus(rest: str) -> str:
    return re.sub(r"\s+", " ", _QUESTION_WORDS.sub(" ", rest)).strip()
