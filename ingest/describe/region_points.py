"""The signs by which a document shows that it belongs to a region, and what each is worth."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from ingest.chinese.divisions import Division, Level
from ingest.describe.region_names import PlaceName

# The name of what a region must be worth to be believed at all.
NONE = "none"
# The share of a short form that is a word of everyday use as well, 新建 or 资源: hardly more than none.
_COMMON = 0.1
# 新华社 and 东方网 are no media of a district.
_COMMON_MEDIUM = 0.6


@cache
def weights() -> Mapping[str, float]:
    """Return what each sign is worth, in points, as `training.train_region` learned it (data/region_weights.md)."""
    table = files("ingest.describe").joinpath("data/region_weights.json").read_text(encoding="utf-8")
    return {sign: float(worth) for sign, worth in json.loads(table).items()}


@dataclass(slots=True)
class Evidence:
    """What a document shows about the regions that it may belong to.

    Attributes:
        points: by full name, the signs for it with their points.
        levels: of each name.
        places: the wider places that the text names right before each name.
        text: all that it was gathered from, folded.
        around: how often the document names divisions that lie in each city and province.
        towns: of each county, how many of the towns that the text names it has.
        hosts: the division after which each zone is called that is none itself.
        own: 县, 市, 区, … as the text calls its own region, where it does.
    """

    points: dict[str, list[tuple[str, float]]] = field(default_factory=lambda: defaultdict(list))
    levels: dict[str, Level] = field(default_factory=dict)
    places: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    text: str = ""
    around: Counter[str] = field(default_factory=Counter)
    towns: Counter[Division] = field(default_factory=Counter)
    hosts: dict[str, str] = field(default_factory=dict)
    own: str | None = None

    def add(self, name: PlaceName, sign: str, share: float = 1.0) -> None:
        """Credit a name with a sign; of one sign the strongest counts."""
        self.levels.setdefault(name.name, name.level)
        worth = weights()[sign] * share
        if name.common and not sign.endswith("path"):
            worth *= _COMMON_MEDIUM if sign.endswith("medium") else _COMMON
        signs = self.points[name.name]
        before = next((each for each in signs if each[0] == sign), None)
        if before is None:
            signs.append((sign, worth))
        elif worth > before[1]:
            signs[signs.index(before)] = (sign, worth)

    def score(self, name: str) -> float:
        """Return the points of a name."""
        return sum(worth for _, worth in self.points[name])


def weight_of(name: PlaceName) -> float:
    """Return how much a mention counts: hardly anything where it may be a plain word."""
    return _COMMON if name.common else 1.0
