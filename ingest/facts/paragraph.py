"""What earlier sentences of a paragraph say for the figures of later ones: its year, whose account, what is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.chinese.years import find_plans
from ingest.facts.accounts import account_qualifiers, is_of_accounts, told_in
from ingest.facts.assignment import Reading
from ingest.facts.clauses import Clause, sentence_head
from ingest.facts.period import TimeWord, is_part_of_a_year
from ingest.facts.sentences import Sentence
from ingest.facts.setting import named_before_whole
from ingest.facts.subjects import Subject
from ingest.facts.whose import Account

_SCOPE = re.compile(r"^(不?含(?!税)[^,。;、\d]{1,10}?)(?:[,、;\d]|$|(?=下同|增长|下降))")
_OTHER_FIGURE = re.compile(r"(?:增长|下降|提高|减少|为)\d")
_SPENDING = re.compile("支出(?!结构|进度|重点|责任|效率|方面)")
_VIEW = ("看", "而言", "来说")
_FIVE_YEARS = re.compile("(?:过去|这|近|前)五年|五年(?:来|间|以来)")
# Whose parts are told by names that every whole has parts of.
_WHOLES = (
    "规模以上工业增加值",
    "规模以上工业总产值",
    "规模以上工业营业收入",
    "固定资产投资",
    "社会消费品零售总额",
    "户籍人口",
)
_PARTS = re.compile("[分从按][^,。;:]{1,10}看[,:]")
_AND_BELOW = "下同"
_EXPECTED = "预计"
# 上级补助收入等3亿元 holds more than what it names.
_AND_MORE = "等"
_OF_SCHOOLS = ("在校学生数", "教师数")
_SCHOOL = re.compile(
    "普通高等|高等教育|高等院校|高校|中等职业|职业|技工|普通高中|高中|初中|普通中学|中学|小学|幼儿园|学前教育|特殊教育|研究生"
)
_ZONES = ("区", "镇", "乡", "街道", "县", "市", "园")
# 城市 of 城市供水管网.
_NO_ZONES = ("城市", "城区", "市区", "自治区", "盟市", "州市", "县市", "区县", "市县", "各区", "各县", "各市")
_THAT_PLACE = ("该镇", "该乡", "本镇", "本乡", "我镇", "我乡")
_LONGEST_ZONE = 14


@dataclass(slots=True)
class Paragraph:
    """What a paragraph has said so far.

    Attributes:
        headings: that it stands under.
        before: its folded text before the sentence at hand.
        year: that an earlier sentence begins with.
        part: the part of a year that an earlier sentence begins with: 1-6月, 上半年.
        scopes: 不含定州 and the like that hold for what follows.
        expected: its figures are expected ones.
        zone: the part of a region that an earlier sentence opens with: 南湖新区一般公共预算收入…
        is_orphan: what the sentence before is of is not known.
        told, end: the subjects of the last sentence's figures, the nearest last, and where that sentence ends.
        since: the year that its growths are counted from, where that is not the year before.
    """

    headings: tuple[str, ...] = ()
    before: str = ""
    year: int | None = None
    part: TimeWord | None = None
    scopes: tuple[str, ...] = ()
    expected: bool = False
    since: int | None = None
    zone: str | None = None
    is_orphan: bool = False
    told: tuple[Subject, ...] = ()
    end: int = -1

    def goes_on(self, sentence: Sentence) -> bool:
        """Return whether a sentence goes on with the spending of the account whose revenue the sentence before told."""
        return bool(self.told) and sentence.start == self.end and _SPENDING.match(sentence.text) is not None

    def spending_follows(self) -> list[Subject]:
        """Return the subjects of the sentence before for one that begins with 支出, where each now is named."""
        at = (0, len("支出"))
        return [
            replace(each, mention=replace(each.mention, start=at[0], end=at[1], name_start=at[0]))
            for each in self.told
        ]

    def may_part(self, sentence: Sentence) -> bool:
        """Return whether a sentence begins with what it parts the figures of the sentence before by: 分行业看."""
        return bool(self.told) and sentence.start == self.end and _PARTS.match(sentence.text) is not None

    def parts_follow(self, sentence: Sentence, clauses: Sequence[Clause]) -> Sequence[Subject]:
        """Return the subjects of the sentence before for one that tells of their parts: 分行业看, 其中."""
        follows = bool(self.told) and sentence.start == self.end
        opens = _opens_with_view(clauses) or (bool(clauses) and clauses[0].tokens[0].kind == "among")
        return [each for each in self.told if each.indicator.name in _WHOLES] if follows and opens else ()

    def is_of_a_zone(self, reading: Reading, region: str) -> bool:
        """Return whether a figure is of the zone that the paragraph opened with, which is not the region."""
        return self.zone is not None and self.zone not in region and not reading.subject.regions

    def term(self, reviews: int | None) -> int | None:
        """Return the last of the five years that the paragraph or its headings tell of; None where they tell of none.

        Args:
            reviews: the last year that the document looks back on.
        """
        for text in (self.before, *reversed(self.headings)):
            if plans := find_plans(text):
                return plans[-1].last
            if _FIVE_YEARS.search(text):
                return reviews
        return None

    def qualifiers(
        self, sentence: str, clauses: Sequence[Clause], reading: Reading, account: Account | None
    ) -> tuple[str, ...]:
        """Return the qualifiers of a figure that brackets beside it, words before it and earlier sentences give.

        Args:
            account: that a budget's text tells of there; None for other documents.
        """
        found = list(self.scopes)
        for note in _notes(clauses, reading):
            found += [m[1] for m in [_SCOPE.match(note)] if m is not None and m[1] not in found]
        if reading.subject.indicator.name in _OF_SCHOOLS and not reading.subject.qualifiers:
            found += _school(clauses, reading)
        if is_of_accounts(reading.subject, reading.figure.unit_name):
            if account is None and reading.subject.indicator.is_listed:
                before = self.before + sentence[: reading.subject.mention.name_start]
                account = told_in(self.headings, before)
            found = [*(account_qualifiers(reading.subject, account) if account else ()), *found]
            found += [_AND_MORE] * any(word.text == _AND_MORE for word in reading.words)
        return tuple(found)

    def is_expected(self, clauses: Sequence[Clause], reading: Reading) -> bool:
        """Return whether a bracket beside a figure, or before with 下同, says that it is expected."""
        own = [text for _, text in clauses[reading.clause].notes if _AND_BELOW in text]
        return self.expected or any(note.startswith(_EXPECTED) for note in (*own, *_notes(clauses, reading)))

    def read(self, clauses: Sequence[Clause]) -> None:
        """Take in a sentence."""
        for clause in clauses:
            for _, note in clause.notes:
                if _AND_BELOW in note:
                    m = _SCOPE.match(note)
                    self.scopes = (*self.scopes, m[1]) if m else self.scopes
                    self.expected = self.expected or note.startswith(_EXPECTED)
        self.zone = _zone(clauses, self.zone)
        for token in sentence_head(clauses[: 1 + _opens_with_view(clauses)]):
            if token.time is not None and token.time.year is not None and token.time.from_year is None:
                self.year, self.part = token.time.year, None
            if token.time is not None and token.time.period is not None:
                self.part = token.time if is_part_of_a_year(token.time) else None


def _opens_with_view(clauses: Sequence[Clause]) -> bool:
    """Return whether a sentence's first clause says from where it looks: 从全区来看."""
    return bool(clauses) and clauses[0].tokens[-1].text.endswith(_VIEW)


def _school(clauses: Sequence[Clause], reading: Reading) -> list[str]:
    """Return the sort of school that was named last before a number of pupils or teachers."""
    subject = reading.subject
    before = [t for t in clauses[subject.clause].tokens if t.end <= subject.mention.start]
    if before and before[-1].kind == "whole":
        return []
    told = "".join(
        t.text for clause in clauses for t in clause.tokens if t.start < subject.mention.name_start
    )
    return [m[0] for m in _SCHOOL.finditer(told)][-1:]


def _zone(clauses: Sequence[Clause], zone: str | None) -> str | None:
    """Return the zone or town that a sentence opens with, right before an indicator; else the one of the sentence before."""
    places = [[token for token in clause.tokens if token.kind in ("whole", "region")] for clause in clauses]
    wholes = [token.text for each in places for token in each if token.kind == "whole"]
    last = next((each for each in reversed(places) if any(token.kind == "whole" for token in each)), [])
    if (other := named_before_whole(last, None)) is not None:
        return other
    if wholes:
        return wholes[-1] if wholes[-1] in _THAT_PLACE else None
    tokens = clauses[0].tokens if clauses else ()
    named = next((k for k, token in enumerate(tokens) if token.kind == "indicator"), 0)
    opening = "".join(token.text for token in tokens[:named] if token.kind not in ("time", "neutral"))
    if opening and not _opens_with_view(clauses):
        is_zone = opening.endswith(_ZONES) and len(opening) <= _LONGEST_ZONE
        return opening if is_zone and not opening.endswith(_NO_ZONES) else None
    return zone


def _notes(clauses: Sequence[Clause], reading: Reading) -> list[str]:
    """Return the texts in brackets that hold for a figure: those beside it, and those before it that hold for what follows."""
    found = [text for clause in clauses[: reading.clause] for _, text in clause.notes if _AND_BELOW in text]
    clause = clauses[reading.clause]
    before = max((i for i, t in enumerate(clause.tokens[: reading.at]) if t.kind == "figure"), default=-1)
    for at, text in clause.notes:
        if at <= reading.at + 1 and (before + 1 < at or _AND_BELOW in text):
            found.append(text)
    # 增长6%(不含某镇增长7%): the bracket tells another figure.
    return [text for text in found if _AND_BELOW in text or not _OTHER_FIGURE.search(text)]
