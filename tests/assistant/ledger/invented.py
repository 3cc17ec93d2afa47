"""Facts and projects of invented counties, as a library would give them."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from ingest.facts.model import Fact, Project, ProjectStatus, Source, StoredFact, StoredProject
from ingest.schema import Kind

_ids = count(1)
SCALES = {"亿元": 1e8, "万元": 1e4, "元": 1.0, "亿": 1e8, "万": 1e4, "万人": 1e4, "万吨": 1e4}
BASES = {"亿元": "元", "万元": "元", "元": "元", "亿": "元", "万": "元", "万人": "人", "万吨": "吨"}


def told(
    value: float,
    unit: str = "亿元",
    *,
    region: str | None = "岚屏县",
    year: int | None = 2021,
    written: str | None = "2022-01-15",
    by: str | None = "岚屏县",
    doc: str | None = None,
    kind: Kind = "work-report",
    quote: str = "",
    indicator: str | None = "地区生产总值",
    name: str | None = None,
    place: str | None = "霞山省",
    spoken_in: str | None = "霞山省",
    **fields: object,
) -> StoredFact:
    """Return a stored fact: `by` the region that speaks in the document, `written` on a day."""
    id_ = next(_ids)
    scale = SCALES.get(unit, 1.0)
    fact = Fact(
        start=id_ * 20,
        end=id_ * 20 + 19,
        figure_start=id_ * 20 + 10,
        figure_end=id_ * 20 + 19,
        region=region,
        place=place,
        year=year,
        period="year",
        indicator=indicator,
        name=name or indicator or "",
        measure="level",
        value=value,
        unit=unit,
        amount=round(value * scale, 6),
        base_unit=BASES.get(unit, unit),
        status="result",
    )
    source = Source(
        doc=doc or f"{by}{written}.txt",
        title=f"{by}政府工作报告",
        date=written,
        kind=kind,
        region=by,
        place=spoken_in,
        quote=quote or f"{name or indicator}达到{value}{unit}",
    )
    return StoredFact(id_, replace(fact, **fields), source)  # type: ignore[arg-type]


def mentioned(
    name: str,
    status: ProjectStatus | None = "started",
    *,
    region: str | None = "岚屏县",
    year: int | None = 2021,
    written: str | None = "2022-01-15",
    investment: float | None = None,
    by: str | None = "岚屏县",
    quote: str = "",
    **fields: object,
) -> StoredProject:
    """Return a stored mention of a project, its investment in 亿元."""
    id_ = next(_ids)
    project = Project(
        start=id_ * 20,
        end=id_ * 20 + 19,
        name_start=id_ * 20,
        name_end=id_ * 20 + len(name),
        name=name,
        region=region,
        place="霞山省",
        status=status,
        year=year,
        investment=investment,
        unit="" if investment is None else "亿元",
        amount=None if investment is None else investment * 1e8,
    )
    source = Source(
        doc=f"{by}{written}.txt",
        title=f"{by}政府工作报告",
        date=written,
        kind="work-report",
        region=by,
        place="霞山省",
        quote=quote or f"{name}开工建设",
    )
    return StoredProject(id_, replace(project, **fields), source)  # type: ignore[arg-type]
