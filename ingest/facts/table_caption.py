"""Read what stands above a table: its title, the year and account that hold for all its cells, and its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ingest.facts.indicators import find_indicators
from ingest.facts.model import Period
from ingest.facts.table_labels import SCOPE, WORDS, part_of_year, plain, read_time
from ingest.facts.table_outline import NOUNS, Subject
from ingest.facts.zones import ZONE, zone_name
from ingest.schema import Table

_PLACE = WORDS.words("place")
_HEADING = WORDS.words("heading")
_FIRMS = WORDS.words("firms")
_UNIT_AND_PERCENT = re.compile(r"单位:([^、,;/()%]{1,6})[、,;/]%")
# The year right behind a number is no part of it: 表9 2023年.
_NUMBER = re.compile(
    r"^(?:附?(?:图表|[表图])|附件)(?:[\d-]{1,3}?(?=(?:19|20)\d\d|[^\d-]|$)|[一二三四五六七八九十]*)[:、.]?"
)
# A title with its unit behind it: 表6某区主要经济指标(单位:亿元).
_NUMBERED = re.compile(r"(附?(?:图表|[表图])\d[^|。;]{4,})\(单位:[^()]*\)")
# What a table that goes on over the page bears in place of its title.
_CONTINUED = re.compile(r"续表?\d*|.{0,8}\(续表?\)|第\d+页")
_ACCOUNT = re.compile(r"政府性基金|国有资本经营|社会保险基金")
# 岚岭村1982年: what is not the region's own.
_OF_A_PART = re.compile(
    r"(?!.{0,4}(?:农村|乡村|城镇|城乡))[一-鿿]{2,8}?(?:村|社区|乡|镇|街道|公司|厂|集团|林场|农场)(?=(?:19|20)\d\d年)"
)
_ACCOUNT_OF = re.compile(r"情况|统计|决算|执行|完成")
_PLANNED = re.compile(r"计划|规划|目标|任务|预算(?!收[入支]|支出)|安排")
# What only one account holds.
_ITS_OWN = re.compile(r"国有土地|国有资本|社会保险|社保|养老保险|医疗保险|工伤保险|失业保险")
# Two accounts in one table: which of them a cell is of, its row or column tells.
_BOTH = re.compile(r"[及和与](?:[市县区州旗]本?级|本级)")
_OF_A_ZONE = re.compile(
    rf"(?:(?:19|20)\d\d年)?(?P<zone>{ZONE})(?:(?:19|20)\d\d年)?(?=一般公共|政府性基金|国有资本|社会保险|社保|基本支出|地方政府|政府债|财政|预算|收支|收入|支出)"
)
_TRANSFERS = re.compile(r"对(?:各|下)[^,。]*转移支付|转移支付[^,。]*(?:分地区|分[区市县])")
_SEVERAL = re.compile(r"限额[及和与、]?余额|收入[和及与、]支出|支出[和及与、]收入")
# What a title goes on from that stands on two lines.
_BEGUN = re.compile(r"(?:19|20)\d\d年[^表。;:|\d]{2,}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_UNIT_LINE = 30
_SHORTEST_TITLE = 4


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands above a table.

    Attributes:
        title: the line that tells what it is of, folded, without its number; "" where none does.
        year: that it names; None where none or several.
        names_one_year: whether the year of the passage may stand in for one that it does not name.
        period, month: that it names, or the title of the document; "other" for a part of the year that facts are not kept of.
        qualifiers: 市本级, 主要工业企业.
        whole: what it names, if that is one indicator alone.
        nouns: what may stand behind the name of a row: 支出.
        unit: of amounts, where the table counts in a unit and in percent.
        is_of_a_part: whether its title says that it is of a village, a township or a firm.
        is_account: whether it is an account of what was reached, as its title says: 收支情况表.
        zone: whose account it is, if that is a zone's.
        is_of_transfers: whether it holds what was given to those below, by what for: no spending of theirs.
    """

    title: str
    year: int | None
    names_one_year: bool
    period: Period | Literal["other"] | None
    month: int | None
    qualifiers: tuple[str, ...]
    whole: Subject | None
    nouns: tuple[str, ...]
    unit: str
    is_of_a_part: bool = False
    is_account: bool = False
    zone: str | None = None
    is_of_transfers: bool = False

    def account_of(self, subject: Subject) -> tuple[str, ...]:
        """Return the account that a row's money is of, as a qualifier, where it is another than the general one and the row
        does not name it: 农林水支出 of the 政府性基金 is not that of the 一般公共预算."""
        whole = self.whole.indicator if self.whole else None
        account = _ACCOUNT.match(whole.name) if whole else None
        if account is None or subject.indicator == whole:
            return ()
        named = subject.indicator.name if subject.indicator else subject.name
        return () if _ITS_OWN.search(named) or account[0] in named else (account[0],)


def read_caption(table: Table, document: str) -> Caption:
    """Return what stands above a table; `document` is the title of its document."""
    title = _NUMBER.sub("", _title(table))
    timed = read_time(title)
    # 1986～1997年 above a table is no year of its cells.
    label = timed[0] if timed and timed[0].from_year is None else None
    part = part_of_year(title) or part_of_year(plain(document))
    mentions = find_indicators(title)
    whole = None
    of_several = _SEVERAL.search(title) is not None
    if len({m.indicator for m in mentions}) == 1 and not (mentions[0].name.is_ambiguous or of_several):
        whole = Subject(mentions[0].indicator, mentions[0].indicator.name, mentions[0].qualifiers)
    scope = None if _BOTH.search(title) else SCOPE.search(title)
    limits = tuple(m[0] for m in (scope, _FIRMS.search(title)) if m)
    zone = _OF_A_ZONE.match(title)
    unit = _UNIT_AND_PERCENT.search(plain(table.caption))
    nouns = [noun for noun in NOUNS if noun in title] or ["余额"] * ("存贷款" in title)
    return Caption(
        title=title,
        year=label.year if label else None,
        names_one_year=label is not None,
        period=(part[1] or "other") if part else None,
        month=part[2] if part else None,
        qualifiers=limits,
        whole=whole,
        nouns=tuple(nouns) if len(nouns) == 1 and not of_several else (),
        unit=unit[1] if unit else "",
        is_of_a_part=_OF_A_PART.match(title) is not None,
        is_account=_ACCOUNT_OF.search(title) is not None and _PLANNED.search(title) is None,
        zone=zone_name(zone["zone"]) if zone else None,
        is_of_transfers=_TRANSFERS.search(title) is not None,
    )


def is_spent(subject: Subject) -> bool:
    """Return whether a row of a table of transfers bears the name of what they are for: 教育支出."""
    return subject.indicator is not None or (subject.name.endswith("支出") and "转移支付" not in subject.name)


def _title(table: Table) -> str:
    """Return the line above a table that tells what it is of, folded and without blanks; "" where none does."""
    lines = [plain(line) for line in table.caption.split("\n")]
    for at in range(len(lines) - 1, -1, -1):
        bare = lines[at]
        if (numbered := _NUMBERED.fullmatch(bare)) is not None:
            bare = numbered[1]
        if "单位:" in bare and len(bare) < _LONGEST_UNIT_LINE:
            continue
        if _CONTINUED.fullmatch(bare) or not _NUMBER.sub("", bare):
            continue
        if "|" in bare or "。" in bare or bare.endswith(";"):
            return ""
        if len(bare) >= _SHORTEST_TITLE and not _PLACE.fullmatch(bare) and not _HEADING.fullmatch(bare):
            begun = (
                at > 0 and not (_YEAR.search(bare) or _NUMBER.match(bare)) and _BEGUN.fullmatch(lines[at - 1])
            )
            return lines[at - 1] + bare if begun else bare
    return ""
