"""Determine the region that speaks in a document, or that it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from ingest.chinese.dictionary import is_common_word
from ingest.chinese.division_names import short_name
from ingest.chinese.divisions import Division, divisions_named, place_of
from ingest.chinese.homonyms import told_by_text
from ingest.chinese.script import fold
from ingest.describe.region_evidence import gather
from ingest.describe.region_names import PlaceName, full_names, meanings_of, resolved, short_forms_in
from ingest.describe.region_points import NONE, Evidence, weights
from ingest.describe.title_block import Opening
from ingest.schema import CleanText

_APART = re.compile(r"[\W_\d]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# Points from which on a region is sure, and by how many it must lead for that.
_SURE, _LEAD = 4.0, 1.0
# A city is named in its counties' documents for being theirs: a county with this share of its points is meant.
_SHARE_OF_CITY, _SHARE_OF_PROVINCE = 0.6, 0.8


@dataclass(frozen=True, slots=True)
class RegionFinding:
    """The region of a document.

    Attributes:
        name: full name in Simplified, None where nothing shows any.
        place: the wider places that it lies in, None for a province and where nothing tells which of several it is.
        sure: whether it leads clearly over the others, and is the only one of its name that it can be.
    """

    name: str | None = None
    place: str | None = None
    sure: bool = True


def region_of(opening: Opening, clean: CleanText, doc: str, declared: str | None) -> RegionFinding:
    """Return the region that a document belongs to: the one that speaks or, where none does, that it is about.

    Independent signs are added up for each region that is named (`ingest.describe.region_evidence`), as one alone can
    deceive: a meeting has a venue, a page a publisher elsewhere, a file any name.

    Args:
        opening: its head.
        clean: its text and header.
        doc: its relative path, trusted last.
        declared: the title that the file itself gives, with the name of the site.
    """
    evidence = evidence_of(opening, clean, doc, declared)
    best = best_region(evidence, weights()[NONE])
    if best is None:
        return RegionFinding()
    name, score, lead = best
    division, alone = _told_apart(name, evidence, _latest_year(opening, declared, doc))
    place = place_of(division) if division else _named_place(name, evidence)
    return RegionFinding(name, place, alone and score >= _SURE and lead >= _LEAD)


def evidence_of(opening: Opening, clean: CleanText, doc: str, declared: str | None) -> Evidence:
    """Return the signs for each region that a document names, its path among them; see `region_of`."""
    evidence = gather(opening, clean, declared)
    _add_path(evidence, doc)
    return evidence


def best_region(evidence: Evidence, least: float) -> tuple[str, float, float] | None:
    """Return the region for which most speaks, its points, and by how many it leads; None where it has fewer than
    `least`."""
    ranked = _ranked(evidence)
    if not ranked or ranked[0][1] < least:
        return None
    name, score = ranked[0]
    return name, score, score - (ranked[1][1] if len(ranked) > 1 else 0.0)


def _ranked(evidence: Evidence) -> list[tuple[str, float]]:
    """Return the regions with their points, the best first; of two that lie in one another only one competes."""
    scores = {name: evidence.score(name) for name in evidence.points}
    order = sorted(scores.items(), key=lambda each: -each[1])
    if len(order) < 2:
        return order
    best = _zone_instead(_host_instead(order[0][0], scores, evidence), scores, evidence)
    share = _SHARE_OF_PROVINCE if evidence.levels.get(best) == "province" else _SHARE_OF_CITY
    inner = [
        (name, score)
        for name, score in order[1:]
        if _lies_within(name, best, evidence) and name not in evidence.hosts and score >= share * scores[best]
    ]
    if len(inner) == 1 and not _speaks(best, evidence) and not _is_own(best, evidence):
        best = inner[0][0]
    others = [
        each
        for each in order
        if each[0] != best
        and not _lies_within(each[0], best, evidence)
        and not _lies_within(best, each[0], evidence)
    ]
    return [(best, scores[best]), *others]


def _host_instead(best: str, scores: Mapping[str, float], evidence: Evidence) -> str:
    """Return the division that a zone lies in, where the document speaks of itself as that (我县), or where nearly as much
    speaks for it and its title does not name the zone instead; else `best`."""
    host = evidence.hosts.get(best)
    if host is None or host not in scores:
        return best
    of_host = evidence.own is not None and host.endswith(evidence.own)
    if of_host:
        return host
    is_titled = _points(evidence, best, "title") > _points(evidence, host, "title")
    return host if scores[host] >= _SHARE_OF_CITY * scores[best] and not is_titled else best


def _points(evidence: Evidence, name: str, sign: str) -> float:
    """Return the points that one sign gives a region."""
    return sum(worth for each, worth in evidence.points[name] if each == sign)


def _zone_instead(best: str, scores: Mapping[str, float], evidence: Evidence) -> str:
    """Return the one zone in a county that the document speaks of itself as and is shown to be of: 全区; else `best`."""
    if evidence.own is None or best.endswith(evidence.own):
        return best
    zones = [
        name
        for name, host in evidence.hosts.items()
        if host == best and name.endswith(evidence.own) and scores.get(name, 0.0) >= _SURE
    ]
    return zones[0] if len(zones) == 1 and evidence.levels.get(best) == "county" else best


def _is_own(name: str, evidence: Evidence) -> bool:
    """Return whether the text calls its own region so: 我省, 自治区党委."""
    return evidence.own is not None and len(name) > 2 and name.endswith(evidence.own) and evidence.own != "市"


def _speaks(name: str, evidence: Evidence) -> bool:
    return any(
        sign in ("congress", "office", "spoken for", "issuer", "header") for sign, _ in evidence.points[name]
    )


def _lies_within(inner: str, outer: str, evidence: Evidence) -> bool:
    if evidence.hosts.get(inner) == outer:
        return True
    return any(outer in division.parents for division in divisions_named(inner)) or any(
        outer in place for place in evidence.places[inner]
    )


def _latest_year(opening: Opening, declared: str | None, doc: str) -> int | None:
    """Return the latest year that head, title and file name give, None where they give none."""
    told = fold("\n".join((opening.head, opening.given_title or "", declared or "", PurePosixPath(doc).stem)))
    return max(map(int, _YEAR.findall(told)), default=None)


def _told_apart(name: str, evidence: Evidence, year: int | None = None) -> tuple[Division | None, bool]:
    """Return the division that a name means here, and whether it can be no other.

    Told by the places that the document names around it, by its neighbours and by its towns; of a former and a present
    division of one name the present one is meant; of former ones, one that still stood in the year of the text.

    Args:
        name: in full.
        evidence: the signs of the text.
        year: the latest that the head of the text gives, if any.
    """
    bearers = divisions_named(name)
    today = [division for division in bearers if division.until is None]
    candidates = today or _standing(bearers, year) or list(bearers)
    if len(candidates) <= 1:
        return (candidates[0], True) if candidates else (None, True)
    named_before = [
        division
        for division in candidates
        if any(parent in place for parent in division.parents for place in evidence.places[name])
    ]
    chosen = told_by_text(evidence.text, named_before or candidates, evidence.around, evidence.towns)
    return (chosen[0], True) if len(chosen) == 1 else (None, False)


def _standing(former: Sequence[Division], year: int | None) -> list[Division]:
    """Return those of former divisions of one name that stood in a year: of each line of successors the first to end."""
    first: dict[tuple[str, ...], Division] = {}
    for division in former:
        until = division.until
        if year is None or until is None or until < year:
            continue
        known = first.setdefault(division.successors or (division.code,), division)
        if known.until is not None and until < known.until:
            first[division.successors or (division.code,)] = division
    return list(first.values())


def _named_place(name: str, evidence: Evidence) -> str | None:
    """Return the location of a region that the table lacks: as the text says before its name, else where its host lies."""
    said = max(evidence.places[name], key=len, default=None)
    if said is None and (host := evidence.hosts.get(name)):
        division, _ = _told_apart(host, evidence)
        return (place_of(division) or "") + host if division else host
    return said if not divisions_named(name) else None


def _add_path(evidence: Evidence, doc: str) -> None:
    """Credit the regions that the file's name, then its folders give, as far as the table of divisions has them."""
    path = PurePosixPath(doc.replace("\\", "/"))
    for part in (path.stem, *reversed(path.parent.parts)):
        words = [word for word in _APART.split(part) if word]
        found = [name for word in words if (name := _named_by(word, evidence))]
        for name in found:
            evidence.add(name, "short path" if name.short else "path")
            if evidence.own and name.name.endswith(evidence.own):
                evidence.add(name, "own word")
        if found:
            return


def _named_by(word: str, evidence: Evidence) -> PlaceName | None:
    """Return the division that one word of a path names: the last in full, or the one whose short form it is."""
    full = [name for name in full_names(word) if divisions_named(name.name)]
    if full:
        return full[-1]
    known = [name for name in evidence.points if divisions_named(name) and short_name(name) == word]
    if known:
        return PlaceName(known[0], 0, len(word), evidence.levels[known[0]], short=True)
    forms = [form for form in short_forms_in(word, []) if form.form == fold(word)]
    names = resolved(forms, meanings_of(forms, [], evidence.own))
    return names[0] if names else _opens(word, evidence)


def _opens(word: str, evidence: Evidence) -> PlaceName | None:
    """Return the county or city by whose short form a word of a path opens, 某某 of 某某绿化造林; only of a document that speaks
    of itself as such a one (我县) and does not say which."""
    if evidence.own is None or any(not name.endswith(evidence.own) for name in evidence.points):
        return None
    forms = [f for f in short_forms_in(word, []) if f.start == 0 and not is_common_word(f.form)]
    names = resolved(forms, meanings_of(forms, [], evidence.own))
    return names[0] if names and names[0].name.endswith(evidence.own) else None
