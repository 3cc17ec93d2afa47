"""Gather what speaks for each region that a document names: its speaker, its title, its publisher, its own words."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.chinese.division_names import short_name
from ingest.chinese.divisions import divisions_named
from ingest.chinese.script import fold
from ingest.chinese.towns import counties_with
from ingest.describe.own_word import own_suffix, weigh_own_word
from ingest.describe.region_names import (
    WORDS,
    PlaceName,
    full_names,
    host_of,
    is_zone,
    meanings_of,
    resolved,
    short_forms_in,
    strangers_among,
)
from ingest.describe.region_points import Evidence, weight_of, weights
from ingest.describe.region_roles import Role, role_of
from ingest.describe.title_block import Opening
from ingest.schema import CleanText

_CONGRESS = WORDS.words("congress")
_SPOKEN = WORDS.words("spoken")
_OFFICE = re.compile(r"(?:人民政府|政府)?(?:代理?|副)?[县市区旗州省]长")
_GOVERNMENT = re.compile(r"(?:人民)?政府")
_SIGNED = re.compile(r"(?:人民政府|委员会|管委会|委|局)(?:办公[室厅])?\s*$")
# The rest of a signature's line and the date below it.
_DATED = re.compile(r"[^\n]*\n\s*(?:19|20)\d\d年\d{1,2}月\d{1,2}日[^\S\n]*(?:\n|$)")
_TOWN = re.compile(r"(?P<stem>[㐀-鿿]{2,5}?)(?P<kind>街道|镇|乡)")
_TOWNS_OWN = re.compile(r"党委|(?:人民)?政府|(?:20|19)\d\d年")
_FIELDS = ("地区", "发文单位", "报告人", "来源", "作者", "网站")
# Where a region has so many points, towns need not be looked up.
_SPOKEN_FOR = 8.0
# So many of a county's towns tell as much as any number.
_MOST_TOWNS = 4
# Doublings from which on a name that is met more often tells no more.
_OFTEN = 10 / 3
_SCANNED, _LEAD, _TAIL = 6000, 160, 160

# How much of a sign counts by the part that the region has in its sentence.
_SHARE: Mapping[Role, float] = {
    Role.ACTS: 1.0,
    Role.OPENS: 1.0,
    Role.HOSTS: 1.0,
    Role.HERE: 1.0,
    Role.NAMED: 0.7,
    Role.LISTED: 0.4,
    Role.CALLER: 0.25,
    Role.MEDIUM: 0.1,
    Role.GOAL: 0.3,
    Role.VENUE: 0.25,
    Role.PARTNER: 0.25,
    Role.ORIGIN: 0.1,
    Role.WIDER: 0.0,
    Role.COMPANY: 0.1,
    Role.CITED: 0.1,
}


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a document with the places that it names and their roles."""

    folded: str
    names: list[tuple[PlaceName, Role]]


def gather(opening: Opening, clean: CleanText, declared: str | None) -> Evidence:
    """Return the evidence in a document's text, title, header and in the title that its page declares."""
    body = clean.text[:_SCANNED]
    titles = [title for title in dict.fromkeys((opening.title, opening.given_title, declared)) if title]
    header = {name: value for name, value in clean.header.items() if name in _FIELDS}
    texts = [body, clean.text[_SCANNED:][-_TAIL:], *titles, *header.values()]
    evidence = Evidence(own=own_suffix(body))
    full = [full_names(text) for text in texts]
    everywhere = [name for names in full for name in names]
    invented = frozenset(
        short
        for name in everywhere
        if not divisions_named(name.name) and len(short := fold(short_name(name.name))) >= 2
    )
    forms = [short_forms_in(text, names, invented) for text, names in zip(texts, full, strict=True)]
    sources = list(zip(texts, full, forms, strict=True))
    strangers = {form for text, names, found in sources for form in strangers_among(text, found, names)}
    sources = [
        (text, names, [form for form in found if form.form not in strangers])
        for text, names, found in sources
    ]
    all_forms = [form for _, _, found in sources for form in found]
    meanings = meanings_of(all_forms, everywhere, evidence.own)
    parts = [_part(text, names, resolved(found, meanings)) for text, names, found in sources]
    evidence.text = "\n".join(part.folded for part in parts)
    for name in everywhere:
        if len(bearers := divisions_named(name.name)) == 1:
            evidence.around.update(bearers[0].parents)
    for names in full:
        for before, name in zip([None, *names], names, strict=False):
            _locate(evidence, name, before, everywhere)
    main, tail, *others = parts
    _from_body(evidence, main, len(opening.head))
    _from_tail(evidence, tail if tail.folded else main)
    _from_signature_before_annexes(
        evidence, main, len(main.folded) if tail.folded else len(main.folded) - _TAIL
    )
    for title, part in zip(titles, others, strict=False):
        _from_title(evidence, part, declared if title == declared else None)
    for field_name, part in zip(header, others[len(titles) :], strict=True):
        _from_header(evidence, field_name, part)
    if max(map(evidence.score, evidence.points), default=0.0) < _SPOKEN_FOR:
        _from_towns(evidence, main.folded)
    weigh_own_word(evidence, main.folded)
    return evidence


def _locate(
    evidence: Evidence, name: PlaceName, before: PlaceName | None, everywhere: Sequence[PlaceName]
) -> None:
    """Note where a name lies, by the name right before it, by the table, or by what it is called after."""
    if before and before.end == name.start and before.level != "county" and not divisions_named(name.name):
        evidence.places[name.name].append((before.place or "") + before.name)
        return
    if host := host_of(name.name, everywhere):
        evidence.hosts.setdefault(name.name, host)
    elif name.place and not is_zone(name.name):
        evidence.places[name.name].append(name.place)


def _part(text: str, full: Sequence[PlaceName], short: Sequence[PlaceName]) -> _Part:
    folded = fold(text)
    names = sorted([*full, *short], key=lambda name: name.start)
    roles: list[tuple[PlaceName, Role]] = []
    chain = 0
    for at, name in enumerate(names):
        if not at or names[at - 1].end != name.start:
            chain = name.start
        following = names[at + 1] if at + 1 < len(names) else None
        roles.append((name, role_of(folded, name, following, chain)))
    return _Part(folded, roles)


def _from_body(evidence: Evidence, part: _Part, head: int) -> None:
    counts: dict[str, float] = defaultdict(float)
    lead_taken = False
    for name, role in part.names:
        share = _SHARE[role]
        after = part.folded[name.end : name.end + 40]
        counts[name.name] += share * weight_of(name)
        evidence.levels.setdefault(name.name, name.level)
        if name.start < head + 400 and role is not Role.VENUE and _CONGRESS.match(after):
            evidence.add(name, "congress")
        if name.start < head + 40 and _OFFICE.match(after):
            evidence.add(name, "office")
        if (
            name.start < head + 600
            and part.folded[: name.start].endswith("代表")
            and _GOVERNMENT.match(after)
        ):
            evidence.add(name, "spoken for")
        if name.start < max(head, 120) and role is not Role.COMPANY and _SPOKEN.match(after):
            evidence.add(name, "issuer", share)
        if name.start < head + _LEAD:
            if role in (Role.ACTS, Role.OPENS, Role.HERE) and not lead_taken and not name.common:
                evidence.add(name, "lead")
                lead_taken = name.level != "province"
            evidence.add(name, "named in lead", share)
            if role is Role.MEDIUM:
                _from_medium(evidence, name)
        if role is Role.ACTS:
            evidence.add(name, "acts")
    if not lead_taken:
        _from_first_name(evidence, part, head)
    for named, count in counts.items():
        if count:
            worth = weights()["frequency"] * min(_OFTEN, math.log2(1 + count))
            evidence.points[named].append(("frequency", worth))


def _from_first_name(evidence: Evidence, part: _Part, head: int) -> None:
    """Credit the first county that a lead without a subject of its own names in full: "在产区某某市某某县……"."""
    for name, role in part.names:
        if name.start < head + _LEAD and not name.short and name.level == "county":
            evidence.add(name, "lead", 0.6 * _SHARE[role])
            return


def _from_tail(evidence: Evidence, part: _Part) -> None:
    start = len(part.folded) - _TAIL
    for name, role in part.names:
        if name.start >= start and _signs(part, name, role):
            evidence.add(name, "signature")
        elif name.start >= start and role is Role.MEDIUM:
            _from_medium(evidence, name)


def _from_signature_before_annexes(evidence: Evidence, part: _Part, end: int) -> None:
    """Credit whoever signs first with a date below, where that is above folded[end]: what is sent along follows."""
    for name, role in part.names:
        if name.start < end and _signs(part, name, role) and _DATED.match(part.folded, name.end):
            evidence.add(name, "signature")
            return


def _signs(part: _Part, name: PlaceName, role: Role) -> bool:
    """Return whether a name and its office are a line of their own."""
    opens = name.start == 0 or part.folded[name.start - 1] in "\n 省市州"
    if not opens or role is Role.COMPANY:
        return False
    line_end = part.folded.find("\n", name.end)
    line = part.folded[name.end : line_end if line_end >= 0 else None]
    return _SIGNED.fullmatch(line.strip()) is not None


def _from_title(evidence: Evidence, part: _Part, declared: str | None) -> None:
    share = 1.0
    for name, role in part.names:
        after = part.folded[name.end : name.end + 40]
        weight = _SHARE[role]
        if declared and role is Role.MEDIUM and name.start > len(part.folded) // 3:
            _from_medium(evidence, name)
            continue
        if role is not Role.COMPANY and _SPOKEN.match(after):
            evidence.add(name, "issuer", weight)
        if role is Role.WIDER:
            continue
        evidence.add(name, "short title" if name.short else "title", weight * share)
        share = 0.5


def _from_header(evidence: Evidence, field_name: str, part: _Part) -> None:
    for name, role in part.names:
        if role is Role.WIDER:
            continue
        if field_name in ("地区", "发文单位", "报告人"):
            evidence.add(name, "header")
        else:
            _from_medium(evidence, name)


def _from_medium(evidence: Evidence, name: PlaceName) -> None:
    evidence.add(name, f"{name.level} medium")


def _from_towns(evidence: Evidence, folded: str) -> None:
    towns: set[str] = set()
    speaking: set[str] = set()
    for match in _TOWN.finditer(folded):
        end = match.end()
        for start in range(max(0, match.end("stem") - 4), match.end("stem") - 0):
            if counties_with(folded[start:end]):
                towns.add(folded[start:end])
                if _speaks_for_town(folded, start, end):
                    speaking.add(folded[start:end])
                break
    for town in towns:
        bearers = counties_with(town)
        evidence.towns.update(set(bearers))
        if town in speaking and len(bearers) == 1:
            # The only town of its name speaks: nothing else need tell its county.
            evidence.towns[bearers[0]] += _MOST_TOWNS
    named = {name for name, signs in evidence.points.items() if signs}
    for county, count in evidence.towns.items():
        if county.name in named or count >= 2:
            name = PlaceName(county.name, 0, 0, county.level)
            evidence.add(name, "town", min(count, _MOST_TOWNS))


def _speaks_for_town(folded: str, start: int, end: int) -> bool:
    """Return whether a line of the head opens with a town before its congress, its office or a year: it is the town's text."""
    opens = start < _LEAD and (start == 0 or folded[start - 1] == "\n")
    return opens and bool(_CONGRESS.match(folded, end) or _TOWNS_OWN.match(folded, end))
