"""Projects with a history: all mentions of one project, of however many documents and years, together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from ingest.facts.model import ProjectStatus, StoredProject
from ingest.facts.project_identity import project_key, same_project

STATES: tuple[ProjectStatus, ...] = get_args(ProjectStatus)
# Names of one project end alike: so many characters are compared before anything else is.
_ENDING = 5


@dataclass(frozen=True, slots=True)
class ProjectHistory:
    """A project.

    Attributes:
        mentions: at least one, the earliest first.
    """

    mentions: tuple[StoredProject, ...]

    @property
    def name(self) -> str:
        """Return the name that most mentions have, the longest in a tie."""
        counts = Counter(each.project.name for each in self.mentions)
        return max(counts, key=lambda name: (counts[name], len(name), name))

    @property
    def region(self) -> str | None:
        """Return the full name of its region, the narrowest that is told: the county where a city's report tells it too."""
        return self._narrowest.project.region

    @property
    def place(self) -> str | None:
        """Return the wider places of its region."""
        return self._narrowest.project.place

    @property
    def _narrowest(self) -> StoredProject:
        return max(
            self.mentions, key=lambda each: (each.project.region is not None, len(each.project.place or ""))
        )

    @property
    def status(self) -> ProjectStatus | None:
        """Return the state that the last documents which tell one say it has reached; None where none does."""
        told = [each for each in self.mentions if each.project.status]
        if not told:
            return None
        latest = max(time_of(each)[0] for each in told)
        last = [each.project.status for each in told if time_of(each)[0] == latest]
        return max(filter(None, last), key=STATES.index)

    @property
    def investment(self) -> StoredProject | None:
        """Return the last mention that tells the sum invested; None where none does."""
        told = [each for each in self.mentions if each.project.amount is not None]
        return told[-1] if told else None

    @property
    def amount(self) -> float | None:
        """Return the sum invested in 元, as it was told last."""
        told = self.investment
        return None if told is None else told.project.amount

    @property
    def industry(self) -> str | None:
        """Return the industry that was told last."""
        return next((p.project.industry for p in reversed(self.mentions) if p.project.industry), None)

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years that it is told of."""
        return tuple(sorted({year for year in map(_year_of, self.mentions) if year is not None}))


def histories(projects: Iterable[StoredProject]) -> list[ProjectHistory]:
    """Return the projects that `projects` mention, those told of last first, then those with the larger sum invested."""
    found = [ProjectHistory(tuple(sorted(group, key=time_of))) for group in _groups(list(projects))]
    return sorted(found, key=lambda each: (-max(each.years, default=0), -(each.amount or 0), each.name))


def by_amount(projects: Sequence[ProjectHistory], *, least_first: bool = False) -> list[ProjectHistory]:
    """Return the projects by the sum invested, the largest first; those without one come last either way."""
    told = [project for project in projects if project.amount is not None]
    ordered = sorted(told, key=lambda each: each.amount or 0, reverse=not least_first)
    return ordered + [project for project in projects if project.amount is None]


def by_state(projects: Sequence[ProjectHistory], *, least_first: bool = False) -> list[ProjectHistory]:
    """Return the projects by the state reached, the furthest first; those without one come last either way."""
    told = [project for project in projects if project.status is not None]
    ordered = sorted(told, key=lambda each: STATES.index(each.status or STATES[0]), reverse=not least_first)
    return ordered + [project for project in projects if project.status is None]


def by_first_year(projects: Sequence[ProjectHistory]) -> list[ProjectHistory]:
    """Return the projects by the latest year that they are told of, the earliest first; those without one come last."""
    return sorted(projects, key=lambda each: max(each.years, default=9999))


def time_of(stored: StoredProject) -> tuple[int, str, str, int]:
    """Return what orders the mentions of a project: the year told of, the day of the event or document, the place in it."""
    project, source = stored.project, stored.source
    return (_year_of(stored) or 0, project.date or source.date or "", source.doc, project.start)


def _year_of(stored: StoredProject) -> int | None:
    """Return the year that a mention tells of: of the event, else of the clause, else of the document."""
    project, source = stored.project, stored.source
    if project.year is not None:
        return project.year
    date = project.date or source.date
    return int(date[:4]) if date and date[:4].isdecimal() else None


def _groups(projects: Sequence[StoredProject]) -> list[list[StoredProject]]:
    """Return the mentions of each project; that two are of one holds also over a third."""
    leader = list(range(len(projects)))

    def lead(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    buckets: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for i, stored in enumerate(projects):
        key = project_key(stored.project)
        buckets[key.phase, key.name[-_ENDING:]].append(i)
    for members in buckets.values():
        for at, i in enumerate(members):
            for j in members[at + 1 :]:
                if lead(i) != lead(j) and same_project(projects[i].project, projects[j].project):
                    leader[lead(j)] = lead(i)
    groups: defaultdict[int, list[StoredProject]] = defaultdict(list)
    for i, stored in enumerate(projects):
        groups[lead(i)].append(stored)
    return list(groups.values())
