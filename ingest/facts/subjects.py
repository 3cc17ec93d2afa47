"""The indicators that a clause names for its figures, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from ingest.facts.clauses import Token
from ingest.facts.indicators import Indicator, IndicatorMention, indicators

# With these a phrase begins that names what a figure is set against.
PHRASES = frozenset(("compare", "share", "pull", "multiple", "completion", "total"))
_ADDED = re.compile("新增|净增|新设|新认定|新培育|新登记")
# What may stand before the verb with which a list of deeds begins.
_SETTINGS = frozenset(("time", "whole", "aim", "estimate", "among"))
_OF_DEEDS = ("neutral", "reach")
_DEED = re.compile(
    "新建|改建|改扩建|新改建|新改扩建|改造|开工建设|建成|建设|新开工|实施|完成|培育|打造|创建|认定|新认定|获批|引进|新增|组织|开展|举办"
)
_NEW = ("新增", "净增", "新认定", "新培育")
_STOCKS = {"新增市场主体": "市场主体总数", "新增规上工业企业": "规上工业企业数"}
_OF_REGIONS = frozenset(
    ("地区生产总值", "社会消费品零售总额", "一般公共预算收入", "全部财政收入", "城镇居民人均可支配收入", "农村居民人均可支配收入",
     "居民人均可支配收入", "城乡居民人均可支配收入", "规模以上工业增加值", "全社会用电量")
)  # fmt: skip
_PLACES = ("镇", "乡", "村", "街道", "区", "园", "县", "市")
_BALANCES = ("金融机构存款余额", "金融机构贷款余额")
_MONEY = ("人民币", "本外币", "外币")
# Of these a list after 新设 tells new ones, which are another indicator.
_MEMBERS_OF_MARKET = ("个体工商户数", "企业数", "市场主体总数")
# Groups of works, before which a word that is not understood is mostly a verb.
_OF_WORKS = frozenset(("城建", "交通", "环境", "就业", "脱贫", "教育", "卫生", "文化", "社会", "投资"))
# Shorter words are mostly verbs or adverbs.
_SHORTEST_OWNER = 3
# Words before 全市 that hold for the figures.
_KEPT = frozenset(("comparable", "average", "region", "level", "planned"))


@dataclass(frozen=True, slots=True)
class Subject:
    """An indicator that figures may be of.

    Attributes:
        indicator, qualifiers: which.
        mention: where it is named.
        clause: index of the clause that names it.
        regions: the tokens before it that name a region.
    """

    indicator: Indicator
    qualifiers: tuple[str, ...]
    mention: IndicatorMention
    clause: int
    regions: tuple[Token, ...] = ()

    def part(self, indicator: Indicator) -> Subject:
        """Return the same subject for one of the indicators that its name joins."""
        return replace(self, indicator=indicator)

    def parts(self) -> list[Subject]:
        """Return the subject for each of the indicators that its name joins; itself alone where it joins none."""
        return [self.part(indicator) for indicator in self.mention.name.joint or (self.indicator,)]


def in_all(subject: Subject) -> Subject:
    """Return the stock to which a subject that was newly added belongs: 高新技术企业 of 新增高新技术企业."""
    kept = tuple(word for word in subject.qualifiers if word not in _NEW)
    stock = indicators().get(_STOCKS.get(subject.indicator.name, ""), subject.indicator)
    return replace(subject, indicator=stock, qualifiers=kept)


def in_same_money(subject: Subject, before: Sequence[Subject]) -> Subject:
    """Return a balance of loans in the money of that of deposits before it: 人民币存款余额5亿元、贷款余额3亿元."""
    if subject.indicator.name not in _BALANCES or any(word in _MONEY for word in subject.qualifiers):
        return subject
    told = [s.qualifiers for s in before if s.indicator.name in _BALANCES]
    money = [word for word in (told[-1] if told else ()) if word in _MONEY]
    return replace(subject, qualifiers=(*money, *subject.qualifiers))


def subjects_of(tokens: Sequence[Token], i: int) -> list[Subject]:
    """Return the indicators that tokens name, apart from those that something is set against."""
    found: list[tuple[Subject, Token]] = []
    regions: list[Token] = []
    levels: tuple[str, ...] = ()
    for token in tokens:
        if token.kind in PHRASES:
            break
        if token.kind in ("whole", "region"):
            regions.append(token)
        elif token.kind == "level":
            levels = (token.text,)
        elif token.mention is not None:
            mention = token.mention
            of = _of_which(found, token)
            found = found[: len(found) - len(of)]
            words = (*levels, *of, *mention.qualifiers)
            found.append((Subject(mention.indicator, words, mention, i, tuple(regions)), token))
    return [subject for subject, _ in found]


def _of_which(found: Sequence[tuple[Subject, Token]], token: Token) -> tuple[str, ...]:
    """Return the name right before another one, which tells of what that is: 信访案件 of 信访案件办结率."""
    before = found[-1][1] if found else None
    is_vague = token.mention is None or token.mention.name.is_ambiguous
    return () if before is None or before.end != token.start or is_vague else (before.text,)


def from_whose(head: list[Token]) -> list[Token]:
    """Return tokens from the last word on that tells whose what follows is (全市, 市本级), or that it is added."""
    named = [k for k, token in enumerate(head) if token.kind == "indicator"]
    last = named[0] if named else 0
    starts = [k for k, token in enumerate(head[:last]) if token.kind in ("whole", "level", "added")]
    if not starts and last and head[last].mention is not None and _opens_sentence(head, last):
        starts = [last - 1]
    # What holds for the figures stays.
    kept = [t for t in head[: starts[-1]] if t.kind in _KEPT] if starts else []
    return [*kept, *head[starts[-1] :]] if starts else head


def _opens_sentence(head: Sequence[Token], at: int) -> bool:
    """Return whether 全年 begins a sentence that no mark parts from the one before: 实力稳步增强全年地区生产总值完成.

    Only names that no firm and no office has are sure to be the region's.
    """
    mention, before = head[at].mention, head[at - 1]
    if mention is None or mention.indicator.name not in _OF_REGIONS or before.text != "全年":
        return False
    return at < 2 or not head[at - 2].text.endswith(_PLACES)


def owned_group(head: Sequence[Token]) -> str | None:
    """Return the group of an indicator right before which words stand that are not understood; None where there is none.

    新增实验室、技术中心等创新平台: of a list of what is new they are no owners.
    """
    if opens_with_new(head[:1]):
        return None
    untimed = [token for token in head if token.kind != "time"]
    pairs = pairwise(untimed)
    groups = (
        b.mention.indicator.group
        for a, b in pairs
        if a.kind == "other" and len(a.text) >= _SHORTEST_OWNER and b.mention is not None
    )
    return next((group for group in groups if group and group not in _OF_WORKS), None)


def names_any(tokens: Sequence[Token]) -> bool:
    """Return whether tokens name an indicator."""
    return any(token.kind == "indicator" for token in tokens)


def opens_with_new(tokens: Sequence[Token]) -> bool:
    """Return whether a list begins with 新增: all its figures are of what was newly added."""
    return any(
        _ADDED.search(token.text)
        for token in tokens
        if token.kind in ("indicator", "reach", "other", "neutral")
    )


def opens_with_deed(tokens: Sequence[Token]) -> bool:
    """Return whether a list begins with a verb of what was done: all its figures are of the same doer."""
    words = [token for token in tokens if token.kind not in _SETTINGS]
    verb = "".join(token.text for token in takewhile(lambda token: token.kind in _OF_DEEDS, words))
    return _DEED.match(verb) is not None


def listed_after(
    subjects: list[Subject], before: Sequence[Token], *, is_new: bool, is_known: bool
) -> list[Subject]:
    """Return subjects listed after others with the 新增 of the first (新增甲3家、乙5家); none where that is not sure.

    Args:
        subjects: that the tokens name.
        before: the tokens between the figure before and theirs.
        is_new: the list begins with 新增.
        is_known: what the figure before is of is known.
    """
    words = [token for token in before if token.kind != "neutral"]
    if not words or words[0].kind != "and" or len(words) > len(subjects) + 1:
        return subjects
    if not is_known and not is_new and any(subject.indicator.kind == "count" for subject in subjects):
        return []
    return newly_added_all(subjects) if is_new else subjects


def newly_added_all(subjects: list[Subject]) -> list[Subject]:
    """Return subjects of a list that begins with 新增, each with that qualifier; none where one is another indicator then."""
    if any(subject.indicator.name in _MEMBERS_OF_MARKET and not _is_new(subject) for subject in subjects):
        return []
    return [
        subject
        if _is_new(subject) or subject.indicator.kind != "count" or subject.indicator.group == "就业"
        else replace(subject, qualifiers=(_NEW[0], *subject.qualifiers))
        for subject in subjects
    ]


def _is_new(subject: Subject) -> bool:
    return any(word in subject.qualifiers for word in _NEW) or subject.indicator.name.startswith(_NEW[0])
