"""constraints.txt pins all that the project asks for, and nothing that the project refuses."""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError, requires

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.packaging.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]


def pins() -> dict[str, str]:
    """Return name → version of the constraints that hold on this machine."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = {}
    for requirement in (Requirement(line) for line in lines if not line.startswith("#")):
        if requirement.marker is None or requirement.marker.evaluate():
            (pin,) = requirement.specifier
            assert pin.operator == "=="
            found[canonicalize_name(requirement.name)] = pin.version
    return found


def needed(requirement: Requirement, seen: set[tuple[str, frozenset[str]]]) -> set[str]:
    """Return the names of what is installed because of `requirement`, itself included."""
    key = (canonicalize_name(requirement.name), frozenset(requirement.extras))
    if key in seen:
        return set()
    seen.add(key)
    try:
        further = [Requirement(text) for text in requires(requirement.name) or ()]
    except PackageNotFoundError:  # of an extra that is not set up here
        return {key[0]}
    names = {key[0]}
    for one in further:
        if one.marker is None or any(
            one.marker.evaluate({"extra": extra}) for extra in (*requirement.extras, "")
        ):
            names |= needed(one, seen)
    return names


def test_every_package_that_is_asked_for_directly_or_by_another_is_pinned() -> None:
    seen: set[tuple[str, frozenset[str]]] = set()
    asked = [Requirement(text) for some in (PROJECT["dependencies"], *EXTRAS.values()) for text in some]
    names = set().union(*(needed(requirement, seen) for requirement in asked))
    assert len(names) > len(asked)
    assert sorted(names - set(pins())) == []


def test_every_pin_is_a_version_that_the_project_allows() -> None:
    pinned = pins()
    for some in (PROJECT["dependencies"], *EXTRAS.values()):
        for requirement in map(Requirement, some):
            version = pinned[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(version, prereleases=True), requirement
