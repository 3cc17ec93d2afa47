"""Questions made of what the ledger and the sentences of a document tell, so that where the answer stands is known."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from ingest.chinese.names import ROLES, SURNAMES
from ingest.chinese.script import fold
from ingest.facts.model import StoredFact, StoredProject

# How often a question names no year, and how often its words are the everyday ones.
NO_YEAR, EVERYDAY = 0.1, 0.4
# What is asked about is told in a clause: neither a fragment nor a paragraph.
_SHORTEST, _LONGEST = 6, 34
_SENTENCE = re.compile(r"[^。！？!?\n]{12,220}")
_LISTED = re.compile(r"((?:[^，,。；;：:、（）()\s]{2,16}、){2,}[^，,。；;：:、（）()\s]{2,16}?)等?(?:\d+|[两三四五六七八九十]+)[个家所座项处种条]([^，,。；;：:、\d]{2,10})(?=[，,。；;]|$)")  # fmt: skip
_REASON = re.compile(
    r"(?:^|(?<=[，,。；;]))(?:由于|因为|受)([^，,。；;]{4,40})(?:影响)?[，,](?:导致|致使|造成|使)?([^，,。；;]{6,30})"
)
_BECAUSE = re.compile(r"([^，,。；;]{6,30})[，,](?:主要)?原因(?:是|为|在于)([^，,。；;]{4,40})")
_DAY = re.compile(r"(?<![至到\-—~])(?:\d{4}年)?(\d{1,2}月\d{1,2}日)(?![至到\-—~])")
# What still tells the time of day, or only leads over.
_OF_DAY = re.compile(r"^(?:[上下]午|晚上?|凌晨|,|，|\d{1,2}[时点:]\d{0,2}分?许?)+")
_PERSON = re.compile(
    rf"(?:^|[，,、。；;])[^，,。；;\d]{{0,12}}?({'|'.join(sorted(map(re.escape, ROLES), key=len, reverse=True))})"
    rf"([{SURNAMES}][一-鿿]{{1,2}})(出席|主持|率队|带队|率领|深入|前往|来到|到|宣布|陪同|参加|作)([^，,。；;]{{4,24}})"
)


@dataclass(frozen=True, slots=True)
class MadeQuestion:
    """A question and its answer.

    Attributes:
        type: as of docs/questions.md.
        text: the question.
        gold: the parts of the answer, as written.
        doc: the document that tells it.
        contains: where it stands, as written.
        region, year: that the question names; "" and None where it names none.
        subject: what is asked about, in the words of the report.
        everyday: whether it is asked in everyday words.
    """

    type: str
    text: str
    gold: tuple[str, ...]
    doc: str
    contains: str
    region: str
    year: int | None
    subject: str
    everyday: bool = False

    def record(self, number: int) -> dict[str, Any]:
        """Return it as a line of a question file."""
        return {
            "id": f"made{number:05d}",
            "type": self.type,
            "question": self.text,
            "gold": [[part] for part in self.gold],
            "evidence": [{"doc": self.doc, "contains": self.contains}],
            "answerable": True,
            "style": "everyday" if self.everyday else "plain",
        }


@cache
def wordings() -> dict[str, Any]:
    """Return the wordings of each type, and under "everyday" what people call what reports name."""
    return tomllib.loads(
        files("training").joinpath("data/question_wordings.toml").read_text(encoding="utf-8")
    )


def worded(kind: str, chance: random.Random, made: MadeQuestion, **parts: str) -> MadeQuestion:
    """Return `made` with a text: one of the wordings of `kind`, for its place, year and subject."""
    year = None if chance.random() < NO_YEAR else made.year
    named = f"{year}年" if year else ""
    who = chance.choice([f"{made.region}{named}", f"{named}{made.region}"])
    name, everyday = _everyday(made.subject, chance)
    text = chance.choice(wordings()[kind]).format(who=who, name=name, **parts).strip()
    return replace(made, text=text, year=year, everyday=everyday)


def _everyday(subject: str, chance: random.Random) -> tuple[str, bool]:
    """Return `subject`, now and then in everyday words, and whether it is."""
    if chance.random() >= EVERYDAY:
        return subject, False
    changed = subject
    for row in sorted(wordings()["everyday"], key=lambda row: -len(row["official"])):
        if row["official"] in changed:
            changed = changed.replace(row["official"], chance.choice(row["words"]))
    return changed, changed != subject


def of_fact(stored: StoredFact, text: str, chance: random.Random) -> MadeQuestion | None:
    """Return a question for a figure; None for one that cannot be asked for without saying more."""
    fact = stored.fact
    if fact.region is None or fact.year is None or fact.measure == "share" or fact.status == "target":
        return None
    if fact.period != "year" or not fact.unit or len(fact.name) < 3 or any(c.isdigit() for c in fact.name):
        return None
    written = text[fact.figure_start : fact.figure_end]
    made = MadeQuestion(
        "figure", "", (written,), stored.source.doc, stored.source.quote, fact.region, fact.year, fact.name
    )
    if fact.measure in ("growth", "change"):
        return worded("growth", chance, made) if fact.measure == "growth" else None
    counted = fact.unit in ("家", "个", "所", "座", "人", "户", "件")
    return worded(chance.choice(["count", "level"]) if counted else "level", chance, made, unit=fact.unit)


def of_project(stored: StoredProject, chance: random.Random) -> Iterator[MadeQuestion]:
    """Yield the questions on a project: what it costs, who builds it, where."""
    project = stored.project
    made = MadeQuestion(
        "figure", "", (), stored.source.doc, stored.source.quote, project.region or "", None, project.name
    )
    if len(project.name) < _SHORTEST - 1:
        return
    if project.investment is not None:
        value = f"{project.investment:g}{project.unit}"
        if value in stored.source.quote:
            yield worded("investment", chance, replace(made, gold=(value,)))
    if project.builder and project.builder not in project.name:
        yield worded("builder", chance, replace(made, type="organisation", gold=(project.builder,)))
    if project.site and project.site not in project.name:
        yield worded("site", chance, replace(made, type="place", gold=(project.site,)))


def of_sentences(
    doc: str, text: str, region: str, year: int | None, chance: random.Random
) -> Iterator[MadeQuestion]:
    """Yield the questions on what single sentences of a document tell: days, persons, reasons, lists."""
    for sentence in _SENTENCE.findall(text):
        made = MadeQuestion("", "", (), doc, sentence, region, year, "")
        folded = fold(sentence)
        yield from _of_day(folded, made, chance)
        for m in _PERSON.finditer(folded):
            asked = replace(made, type="person", gold=(m[2],), subject=f"{m[3]}{m[4]}")
            yield worded("person", chance, asked, role=m[1])
        for m in _REASON.finditer(folded):
            yield worded("reason", chance, replace(made, type="reason", gold=(m[1],), subject=m[2]))
        for m in _BECAUSE.finditer(folded):
            yield worded("reason", chance, replace(made, type="reason", gold=(m[2],), subject=m[1]))
        for m in _LISTED.finditer(folded):
            items = tuple(m[1].split("、"))
            yield worded("list", chance, replace(made, type="list", gold=items, subject=m[2]))


def _of_day(folded: str, made: MadeQuestion, chance: random.Random) -> Iterator[MadeQuestion]:
    """Yield a question on the only day of a sentence, by the clause right behind it."""
    days = list(_DAY.finditer(folded))
    if len(days) != 1:
        return
    clause = re.split(r"[，,。；;]", _OF_DAY.sub("", folded[days[0].end() :]))[0]
    if _SHORTEST <= len(clause) <= _LONGEST:
        yield worded("date", chance, replace(made, type="date", gold=(days[0][1],), subject=clause))


def elsewhere(
    made: MadeQuestion, regions: Sequence[str], years: Sequence[int], chance: random.Random
) -> str | None:
    """Return the text of `made` for another place or year; None where it names neither.

    Args:
        regions: places that tell nothing of what it asks about.
        years: years of which its place tells nothing.
    """
    ways = []
    if made.region and made.region in made.text and regions:
        ways.append((made.region, chance.choice(regions)))
    if made.year and f"{made.year}年" in made.text and years:
        ways.append((f"{made.year}年", f"{chance.choice(years)}年"))
    if not ways:
        return None
    old, new = chance.choice(ways)
    return made.text.replace(old, new)
