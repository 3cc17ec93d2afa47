"""What the ledger holds now: worked out once for each state of the library, and kept until it changes."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from assistant.ledger.cells import Cell, CellCorrection, CellKey, cells, key_of, placed
from assistant.ledger.corrections import corrections
from assistant.ledger.project_histories import ProjectHistory, histories
from assistant.ledger.series import Series, series_of
from assistant.question.held_places import Place, places_held
from ingest.chinese.divisions import Level
from ingest.chinese.script import fold
from ingest.facts.model import StoredFact, StoredProject
from ingest.library.library import Library
from ingest.schema import Region


@dataclass(frozen=True)
class Held:
    """The ledger of one state of a library.

    Attributes:
        cells: all cells, under the names that their places have today.
        projects: all mentions of projects, likewise.
        labels: region → the shortest name that means no other place.
        levels: region → province, city or county, where it is known.
        names: region → its full and short names, former ones included, folded.
        placed: see `assistant.ledger.cells.placed`.
    """

    cells: Sequence[Cell]
    projects: Sequence[StoredProject] = ()
    labels: Mapping[Region, str] = field(default_factory=dict)
    levels: Mapping[Region, Level | None] = field(default_factory=dict)
    names: Mapping[Region, frozenset[str]] = field(default_factory=dict)
    placed: Mapping[Region, Region] = field(default_factory=dict)

    @cached_property
    def results(self) -> dict[Series, list[Cell]]:
        """Return the cells of what was reached, or is expected to have been, by series."""
        return _by_series(cell for cell in self.cells if not cell.key.is_target)

    @cached_property
    def targets(self) -> dict[Series, list[Cell]]:
        """Return the cells of what is wanted, by series."""
        return _by_series(cell for cell in self.cells if cell.key.is_target)

    def by_series(self, *, targets: bool) -> dict[Series, list[Cell]]:
        """Return the cells of what is wanted, or of what was reached, by series."""
        return self.targets if targets else self.results

    def label(self, region: str | None, place: str | None) -> str:
        """Return the label of a region, its name where it has none; "" for a region that is not known."""
        return self.labels.get((region or "", place), region or "")

    @cached_property
    def by_fact(self) -> dict[int, Cell]:
        """Return id of any of its facts → cell."""
        return {stored.id: cell for cell in self.cells for stored in cell.tellings}

    @cached_property
    def histories(self) -> list[ProjectHistory]:
        """Return the projects with their histories."""
        return histories(self.projects)

    def keys_of(self, cell: Cell) -> list[CellKey]:
        """Return the keys of a cell under the names that documents have for its place, the preferred one's first."""
        return list(dict.fromkeys(key_of(stored.fact, self.placed) for stored in cell.tellings))

    def meant(self, names: Iterable[str]) -> set[Region]:
        """Return the regions that these names mean: labels, full names, also behind names of the places around them.

        A name that none has today means those that had it, or have it for short.
        """
        meant: set[Region] = set()
        for name in names:
            meant |= self._called(name) or self._once_called(fold(name))
        return meant

    def _called(self, name: str) -> set[Region]:
        return {
            region
            for region, label in self.labels.items()
            if name == label or (name.endswith(region[0]) and f"{region[1] or ''}{region[0]}".endswith(name))
        }

    def _once_called(self, name: str) -> set[Region]:
        return {
            region
            for region, known in self.names.items()
            if any(name.endswith(each) and fold(f"{region[1] or ''}{each}").endswith(name) for each in known)
        }


class HeldLedger:
    """Keeps the ledger of the library's present state."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[object, Held] | None = None

    def of(self, library: Library) -> Held:
        """Return the ledger of `library` as it is now.

        Raises:
            XianwenError: the library cannot be read.
        """
        with self._lock:
            # Before what is read: what is published between the two shows at the next look.
            state = library.generation
            if self._kept is None or self._kept[0] != state:
                said = corrections(library)
                self._kept = (state, held_of(library.facts(), library.projects(), said))
            return self._kept[1]


def held_of(
    facts: Sequence[StoredFact],
    projects: Sequence[StoredProject] = (),
    said: Mapping[CellKey, CellCorrection] | None = None,
) -> Held:
    """Return the ledger of facts and projects, those of one place together, whatever its name was in their time.

    Args:
        facts, projects: of a library.
        said: what people said of cells, by key.
    """
    told = [(each.fact.region, each.fact.place) for each in facts]
    told += [(each.project.region, each.project.place) for each in projects]
    regions = {(region, place) for region, place in told if region}
    today: dict[Region, Place] = {region: place for place in places_held(regions) for region in place.filed}
    named: dict[Region, Region] = {region: _today(place) for region, place in today.items()}
    by_key = {}
    for key, correction in (said or {}).items():
        region, place = named.get((key.region or "", key.place), (key.region, key.place))
        by_key[replace(key, region=region, place=place)] = correction
    return Held(
        cells(facts, by_key, named),
        [_renamed(mention, named) for mention in projects],
        labels={named[region]: place.label for region, place in today.items()},
        levels={named[region]: place.level for region, place in today.items()},
        names={named[region]: place.names for region, place in today.items()},
        placed=placed(facts),
    )


def _today(place: Place) -> Region:
    """Return the region of a place under the name that it has today; one that is not listed lies where it is told to."""
    told = max(filter(None, (wider for _, wider in place.filed)), key=len, default=None)
    return place.name, "".join(place.parents) or told


def _renamed(mention: StoredProject, named: Mapping[Region, Region]) -> StoredProject:
    project = mention.project
    told = (project.region or "", project.place)
    if named.get(told, told) == told:
        return mention
    region, place = named[told]
    return replace(mention, project=replace(project, region=region, place=place))


def _by_series(found: Iterable[Cell]) -> dict[Series, list[Cell]]:
    grouped: defaultdict[Series, list[Cell]] = defaultdict(list)
    for cell in found:
        grouped[series_of(cell.key)].append(cell)
    return dict(grouped)
