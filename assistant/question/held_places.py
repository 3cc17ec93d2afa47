"""The places that a library tells of, from the regions of its documents and passages, and the places around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from assistant.question.region_identity import (
    around,
    division_of,
    divisions_meant,
    names_around,
    names_of,
    parts_of,
)
from ingest.chinese.division_names import short_name
from ingest.chinese.divisions import Division, Level, divisions_named, level_of_name
from ingest.chinese.script import fold
from ingest.schema import Region

# What identifies a place: a division of the country, or a name that is not listed, with the places around it.
Key = Division | tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the library tells of, or one around such a place.

    Attributes:
        name: its full name, today's where it is listed.
        parents: full names of the places it lies in, the widest first; empty where they are not known.
        names: its full and short names, former ones included, folded.
        around: those of the places that it lies in.
        filed: the regions under which the library's documents and passages tell of it; empty where only places in it
            are told of.
        inner: those of the places that lie in it.
        outer: those of the places that it lies in.
        level: province, city or county; None where it is not listed.
        namesake: whether another place, in the library or in the country, has its name.
        zones: names of the zones that a question means along with a county by a short name of both.
    """

    name: str
    parents: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    filed: frozenset[Region] = frozenset()
    inner: frozenset[Region] = frozenset()
    outer: frozenset[Region] = frozenset()
    level: Level | None = None
    namesake: bool = False
    zones: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """Return its name after those of the places it lies in."""
        return "、".join(("".join(self.parents) + self.name, *self.zones))

    @property
    def qualified(self) -> str:
        """Return its name after that of the nearest place it lies in, which tells it from its namesakes."""
        return "".join(self.parents[-1:]) + self.name

    @property
    def label(self) -> str:
        """Return the shortest of its names that means no other place; of a county and its zones the one that they share."""
        if self.zones:
            return short_name(self.name)
        return self.qualified if self.namesake else self.name

    def may_lie_in(self, wider: str) -> bool:
        """Return whether it lies in a place of the name `wider`, folded, as far as is known of where it lies."""
        if wider in self.around:
            return True
        if divisions_named(self.name):
            return False
        return _level(wider) not in {_level(parent) for parent in self.parents}

    @property
    def regions(self) -> tuple[str, ...]:
        """Return the names under which the library tells of it."""
        return tuple(sorted({region for region, _ in self.filed}))


def _names_around(key: Key, around: Iterable[_Node]) -> frozenset[str]:
    names = {name for wider in around for name in wider.names}
    return frozenset(names | names_around(key) if isinstance(key, Division) else names)


@dataclass
class _Node:
    """A place while the places of a library are gathered."""

    name: str
    parents: tuple[str, ...]
    names: set[str]
    around: tuple[Key, ...] = ()
    filed: set[Region] = field(default_factory=set)
    inner: set[Region] = field(default_factory=set)


def places_held(regions: Iterable[Region]) -> list[Place]:
    """Return the places that `regions` tell of, and those around them, by name.

    Regions that are listed are one place where they are the same division today. Others are one place where their
    short names are the same and the places around them do not differ.
    """
    nodes = _Nodes(set(regions))
    bearers: dict[str, set[Key]] = defaultdict(set)
    for key, node in nodes.found.items():
        for region, _ in node.filed:
            bearers[region].add(key)
            bearers[region].update(divisions_meant(region))
    held = []
    for key, node in nodes.found.items():
        around = [nodes.found[key] for key in node.around]
        namesake = any(len(bearers[region]) > 1 for region, _ in node.filed)
        held.append(
            Place(
                node.name,
                node.parents,
                names=frozenset(node.names),
                around=_names_around(key, around),
                filed=frozenset(node.filed),
                inner=frozenset(node.inner),
                outer=frozenset(region for wider in around for region in wider.filed),
                level=key.level if isinstance(key, Division) else None,
                namesake=namesake,
            )
        )
    return sorted(held, key=lambda place: (place.name, place.parents))


def distinct_names(regions: Iterable[Region]) -> dict[Region, str]:
    """Return region → the name of its place, of today, after that of the nearest place around it where others have the same."""
    return {region: place.label for place in places_held(regions) for region in place.filed}


def with_zones(places: tuple[Place, ...], alone: bool) -> tuple[Place, ...]:
    """Return `places` with a county and the zones that share its short name and ground as one: a zone may govern it all.

    Args:
        places: those that a short name may mean.
        alone: whether no other division of the country has that short name, so that a zone of unknown place is the county's.
    """
    counties = [place for place in places if place.level == "county"]
    if len(counties) != 1:
        return places
    (county,) = counties
    zones = [
        place
        for place in places
        if place.level is None
        and place.name.endswith("区")
        and (place.parents or alone)
        and set(place.parents) <= set(county.parents)
    ]
    if not zones:
        return places
    same = [county, *zones]
    as_one = replace(
        county,
        names=frozenset().union(*(place.names for place in same)),
        filed=frozenset().union(*(place.filed for place in same)),
        inner=frozenset().union(*(place.inner for place in same)),
        zones=tuple(place.name for place in zones),
    )
    return (as_one, *(place for place in places if place not in same))


class _Nodes:
    """Gathers the places of regions.

    Attributes:
        found: key → place.
    """

    def __init__(self, regions: set[Region]) -> None:
        self.found: dict[Key, _Node] = {}
        unlisted: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        resolved = {region: division_of(*region) for region in regions}
        for (name, place), division in resolved.items():
            if division is None:
                unlisted[short_name(name)].append(parts_of(place))
        # The most fully described first: the others join them.
        self._groups = {stem: _groups(found) for stem, found in unlisted.items()}
        for region, division in resolved.items():
            if division is None and (alone := _only_bearer(region[0], resolved.values())):
                resolved[region] = alone
        for region, division in sorted(resolved.items(), key=_by_name):
            key = self._key(region[0], parts_of(region[1])) if division is None else self._listed(division)
            node = self.found[key]
            node.filed.add(region)
            node.names.update((fold(region[0]), fold(short_name(region[0]))))
            for wider in node.around:
                self.found[wider].inner.add(region)

    def _listed(self, division: Division) -> Key:
        """Return the key of a division, which is added with those around it."""
        if division not in self.found:
            wider = tuple(self._listed(parent) for parent in around(division))
            parents = tuple(parent.name for parent in around(division))
            self.found[division] = _Node(division.name, parents, set(names_of(division)), wider)
        return division

    def _key(self, name: str, parents: tuple[str, ...]) -> Key:
        """Return the key of a place that is not listed, which is added with those around it."""
        stem = short_name(name)
        groups = [group for group in self._groups.get(stem, []) if _compatible(group, parents)]
        described = groups[0] if len(groups) == 1 else parents
        key = (stem, described)
        if key not in self.found:
            # Known before those around it are looked at, for texts may say of either of two places that it is the wider.
            node = self.found[key] = _Node(name, described, {fold(name), fold(stem)})
            wider = [self._wider(part, described[:i]) for i, part in enumerate(described)]
            node.around = tuple(dict.fromkeys(each for found in wider for each in found if each != key))
        return key

    def _wider(self, name: str, parents: tuple[str, ...]) -> tuple[Key, ...]:
        """Return the keys of a place around an unlisted one, and of those that it lies in."""
        division = division_of(name, "".join(parents) or None)
        key = self._key(name, parents) if division is None else self._listed(division)
        return (*self.found[key].around, key)


def _level(name: str) -> Level:
    listed = divisions_meant(name)
    if listed:
        return listed[0].level
    return level_of_name(name) or "city"


def _by_name(item: tuple[Region, object]) -> tuple[str, str]:
    (name, place), _ = item
    return name, place or ""


def _only_bearer(name: str, held: Iterable[Division | None]) -> Division | None:
    """Return the only one of several listed places of one name that the library holds; None for a name not listed."""
    bearers = set(divisions_meant(name)).intersection(held)
    return bearers.pop() if len(bearers) == 1 else None


def _groups(described: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the different descriptions of where a place lies; of those that agree the fullest."""
    groups: list[tuple[str, ...]] = []
    for parents in sorted(set(described), key=lambda parents: (-len(parents), parents)):
        if not any(_compatible(group, parents) for group in groups):
            groups.append(parents)
    return groups


def _compatible(group: tuple[str, ...], parents: tuple[str, ...]) -> bool:
    return set(parents) <= set(group) or set(group) <= set(parents)
