"""Documents of invented counties with a ledger of facts and projects written by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest.facts.model import Fact, Ledger, Project
from ingest.library.library import Library
from ingest.sync.versions import from_file
from tests.ingest.shelf import ingest, put

GRAIN = "岚岭县2021年工作总结\n全县粮食总产量达到12.5万吨，同比增长3.1%。投资2亿元的竹编产业园开工建设。\n"


def fact(text: str, clause: str, value: float, **fields: object) -> Fact:
    """A fact that `clause` of `text` tells; of grain in 岚岭县 in 2021 unless `fields` say otherwise."""
    start = text.index(clause)
    given = {
        "start": start,
        "end": start + len(clause),
        "figure_start": start + len(clause) - 1,
        "figure_end": start + len(clause),
        "region": "岚岭县",
        "place": None,
        "year": 2021,
        "period": "year",
        "indicator": "粮食产量",
        "name": "粮食总产量",
        "measure": "level",
        "value": value,
        "unit": "万吨",
        "amount": value,
        "base_unit": "吨",
        "status": "result",
    }
    return Fact(**(given | fields))  # type: ignore[arg-type]


def project(text: str, clause: str, name: str, **fields: object) -> Project:
    """A project that `clause` of `text` tells of."""
    start, at = text.index(clause), text.index(name)
    given = {"region": "岚岭县", "place": None, "status": "started", "year": 2021} | fields
    return Project(start, start + len(clause), at, at + len(name), name, **given)  # type: ignore[arg-type]


def publish(library: Library, folder: Path, doc: str, text: str, ledger: Ledger) -> None:
    """Publish `text` as the document `doc`, with this ledger."""
    ingest(library, put(folder, doc, text).parent)
    number = library.catalog.document_ids([doc])[doc]
    made = replace(from_file(text.encode(), doc=doc, correction={}), ledger=ledger)
    with library.writing() as publisher:
        publisher.publish([made.draft(number, 1, Path(doc), doc)])


LEDGER = Ledger(
    (
        fact(GRAIN, "全县粮食总产量达到12.5万吨", 12.5),
        fact(GRAIN, "同比增长3.1%", 3.1, measure="growth", unit="%", base_unit="%", base="上年"),
    ),
    (project(GRAIN, "投资2亿元的竹编产业园开工建设", "竹编产业园", investment=2.0, unit="亿元", amount=2e8),),
)
