"""Extract the projects of a text: from its sentences, clause by clause, and from its tables, with time and region."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from ingest.chinese.script import fold
from ingest.facts.model import Project
from ingest.facts.project_builder import builder_of
from ingest.facts.project_candidates import Candidate, candidates
from ingest.facts.project_details import (
    Sum,
    county_of,
    date_of,
    dated,
    industry_of,
    site_of,
    size_of,
    sum_after,
    sum_in,
    sum_of_next,
)
from ingest.facts.project_judge import probability
from ingest.facts.project_listing import Listing
from ingest.facts.project_listings import NAMELY
from ingest.facts.project_lists import projects_of_lists
from ingest.facts.project_profiles import profiles
from ingest.facts.project_status import reached
from ingest.facts.project_tables import projects_of_tables
from ingest.facts.setting import Setting, Told
from ingest.schema import CleanText, Description, Outlook, Passage

# Judged on paragraphs that others had labelled: data/project_weights.md.
CERTAIN = 0.5
# In a list whose other members are certain, one that is less so.
BESIDE_CERTAIN = 0.33
# A line that ends within a list goes on in the next.
_SENTENCE = re.compile(r"[^。!?\n;]+(?:(?:(?<=、)|(?<=[一-鿿])(?=\n[一-鿿]{1,2}、))\n[^。!?\n;]+)*")
# A sentence without any of these tells of no project.
_SIGN = re.compile(
    r"项目|工程|开工|动工|奠基|竣工|完工|投产|投用|投运|投入[使运生]|启用|通车|贯通|建成|建设|新建|改建|扩建|续建|落[户地]|签约|引进|启动|推进|打通|改造|修建|维修|开建|营业|"
    r"封顶|合[龙拢]|洞通|交付|开通|运营|谋划|争取|实施|完成|打造|开[园业馆]|具备|立项|铺[通轨]|结顶"
)
_LONGEST = 1500
# ①某某工程; ②某某工程: the numbers of items, which folding would make part of a name.
_ITEM = re.compile(r"(?:^|(?<=[。;；:：,，\s]))[①-⑳](?!\d)")
# What the rest of a sentence may tell the sum of instead.
_OF_OTHERS = re.compile(r"[全我][市县区省州]|累计|\d个|项目(?!总?投资)|工程(?!总?投资)|等")
# Of 13 labelled listings of this kind in passages less certain to plan 12 told what was done; of 9 in others none.
_SURE = 0.93


def projects(text: CleanText, description: Description, passages: Sequence[Passage]) -> list[Project]:
    """Return the projects that a text tells, in its sentences and in its tables, in order."""
    setting = Setting(description, passages)
    found = projects_of_sentences(text, setting) + projects_of_tables(text, setting)
    return sorted(found, key=lambda project: project.name_start)


def projects_of_sentences(text: CleanText, setting: Setting) -> list[Project]:
    """Return the projects that the sentences of a text tell, in order; its tables are left out."""
    folded = fold(_ITEM.sub("\n", text.text))
    tables = [(table.start, table.end) for table in text.tables]
    found: list[Project] = []
    for m in _SENTENCE.finditer(folded):
        start, end = m.span()
        if end - start > _LONGEST or _SIGN.search(folded, start, end) is None:
            continue
        if any(a <= start < b for a, b in tables):
            continue
        chosen = _chosen(folded, start, end)
        until = end if len(chosen) == 1 else 0
        found += (_project(text.text, folded, each, setting, until) for each in chosen)
    found += _not_yet_found(found, projects_of_lists(text.text, folded, setting))
    presented = (each for each in profiles(folded) if not any(a <= each.item.start < b for a, b in tables))
    found += _not_yet_found(found, (_project(text.text, folded, each, setting) for each in presented))
    return found


def _not_yet_found(found: Sequence[Project], others: Iterable[Project]) -> list[Project]:
    """Return those of other projects whose names are not among those found."""
    names = sorted((each.name_start, each.name_end) for each in found)
    kept = []
    for other in others:
        at = bisect_right(names, (other.name_end, 0)) - 1
        if at < 0 or names[at][1] <= other.name_start:
            kept.append(other)
    return kept


def _chosen(folded: str, start: int, end: int) -> list[Candidate]:
    """Return the names that a sentence holds, without overlap: the likeliest reading of each stretch."""
    scored = [(probability(folded, c.listing, c.item, c.beside), c) for c in candidates(folded, start, end)]
    certain = {(c.listing.start, c.listing.end) for p, c in scored if p >= CERTAIN and c.beside.count > 1}
    kept: list[Candidate] = []
    for p, c in sorted(scored, key=lambda each: -each[0]):
        least = BESIDE_CERTAIN if (c.listing.start, c.listing.end) in certain else CERTAIN
        if p >= least and not any(c.item.start < k.item.end and k.item.start < c.item.end for k in kept):
            kept.append(c)
    return sorted(kept, key=lambda each: each.item.start)


def _project(text: str, folded: str, found: Candidate, setting: Setting, until: int = 0) -> Project:
    """Return a project with what is told of it; of no other up to the offset `until`."""
    item, listing = found.item, found.listing
    told = setting.told(item.start)
    name = folded[item.start : item.end]
    region, place = county_of(name, told.region if told else None)
    status, wanted = reached(
        listing.state,
        _outlook(told, listing) if told else None,
        listing.tense,
        built=listing.built,
        so_far=listing.so_far,
    )
    before = folded[item.told : item.start]
    # 甲等总投资3亿元的项目: what is told behind 等 is told of all.
    grouped = listing.anchor != "none" and listing.cue != NAMELY
    alone = found.beside.count == 1 and not listing.counted and not grouped
    after = folded[item.end : listing.stop] if alone else ""
    clause = folded[listing.begin : listing.stop] if alone else before
    builder = builder_of(name, before)
    invested = _invested(folded, found, alone, until)
    return Project(
        start=listing.begin,
        end=listing.stop,
        name_start=item.start,
        name_end=item.end,
        name=text[item.start : item.end],
        region=region,
        place=place,
        status=status,
        wanted=wanted,
        year=told.year if told else None,
        date=date_of(dated(folded, listing.begin) + clause, _year_of_dates(told)) if wanted is None else None,
        site=site_of(name, before + after),
        # Folding changes no length: a firm that the name begins with is given as it is written.
        builder=text[item.start : item.start + len(builder)]
        if builder and name.startswith(builder)
        else builder,
        industry=industry_of(name),
        investment=invested.number if invested else None,
        unit=invested.unit if invested else "",
        amount=invested.amount if invested else None,
        bound=invested.bound if invested else "",
        capacity=size_of(name, before + after),
    )


def _year_of_dates(told: Told | None) -> int | None:
    """Return the year of what a review dates by a month alone."""
    return told.year if told and told.outlook == "review" and told.period is None else None


def _outlook(told: Told, listing: Listing) -> Outlook | None:
    """Return the outlook of a listing: works named before their verb (某大桥竣工), without a word of wish, are told as
    done where it is not quite certain that the passage plans; plans put the verb first (开工建设某大桥)."""
    doubtful = told.certainty is not None and told.certainty < _SURE
    told_as_done = not listing.before and not listing.is_alternative and listing.tense == ""
    return "review" if told.outlook == "plan" and doubtful and told_as_done else told.outlook


def _invested(folded: str, found: Candidate, alone: bool, until: int) -> Sum | None:
    """Return the sum invested in this project alone: one told before the first of several is the group's."""
    item, listing = found.item, found.listing
    if item.sum_start >= 0:
        first_of_group = found.beside.count > 1 and found.beside.sums == 1
        return None if first_of_group else sum_in(folded[max(0, item.sum_start - 4) : item.sum_end + 4])
    if not alone:
        return None
    told = sum_after(folded, item.end, listing.stop) or sum_of_next(folded, listing.stop)
    if told is not None or until <= listing.stop or _OF_OTHERS.search(folded, listing.stop, until):
        return told
    return sum_after(folded, listing.stop, until)
