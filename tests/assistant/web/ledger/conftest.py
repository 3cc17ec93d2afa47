"""A library of invented counties whose ledger is written by hand, and the real app over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from assistant.users import UserStore
from ingest.facts.model import Fact, Ledger, Project
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync
from ingest.sync.versions import from_file
from tests.assistant.web.conftest import ADMIN, READER, App, running_app

EVIL = "<img src=x onerror=\"window.pwned='img'\">"
GDP, BUDGET = "地区生产总值", "一般公共预算收入"


def report(county: str, year: int, gdp: float, budget: float, extra: str = "") -> str:
    """The text of a report on `year`."""
    return (
        f"{county}{year + 1}年政府工作报告\n——{year + 1}年1月10日在{county}第九届人民代表大会上\n\n"
        f"各位代表：现在，我代表县人民政府向大会报告工作，请予审议。\n\n一、{year}年工作回顾\n"
        f"全县地区生产总值达到{gdp}亿元，一般公共预算收入完成{budget}亿元。{extra}\n"
        "各项社会事业全面进步，群众的获得感不断增强，社会大局保持和谐稳定。\n"
    )


def fact(text: str, clause: str, figure: str, value: float, region: str, year: int, **fields: object) -> Fact:
    """A figure in 亿元 that a clause of `text` tells."""
    start = text.index(clause)
    at = text.index(figure, start)
    found = Fact(
        start, start + len(clause), at, at + len(figure), region, None, year, "year", GDP, GDP,
        "level", value, "亿元", value * 1e8, "元", "result",
    )  # fmt: skip
    return replace(found, **fields)  # type: ignore[arg-type]


def ledger_of(text: str, county: str, year: int, gdp: float, budget: float) -> Ledger:
    """What a `report` tells."""
    return Ledger(
        (
            fact(text, f"全县地区生产总值达到{gdp}亿元", f"{gdp}亿元", gdp, county, year),
            fact(
                text, f"一般公共预算收入完成{budget}亿元", f"{budget}亿元", budget, county, year,
                indicator=BUDGET, name=BUDGET,
            ),
        )
    )  # fmt: skip


def project(text: str, clause: str, name: str, region: str, year: int, **fields: object) -> Project:
    """A project that a clause of `text` tells of."""
    start, at = text.index(clause), text.index(name)
    found = Project(start, start + len(clause), at, at + len(name), name, region, None, "started", year=year)
    return replace(found, **fields)  # type: ignore[arg-type]


def documents() -> dict[str, tuple[str, Ledger]]:
    """Two counties over four years with a gap, a contradiction, a project of two years, and hostile text."""
    made: dict[str, tuple[str, Ledger]] = {}
    for i, year in enumerate((2018, 2019, 2021)):
        text = report("岚屏县", year, 90.5 + i, 4.2 + i)
        made[f"岚屏{year}.txt"] = text, ledger_of(text, "岚屏县", year, 90.5 + i, 4.2 + i)
    text = report("云溪县", 2021, 60.25, 3.5)
    made["云溪2021.txt"] = text, ledger_of(text, "云溪县", 2021, 60.25, 3.5)
    other = "霞山市运行简报\n发布时间：2022-02-01\n\n2021年，岚屏县地区生产总值为99.9亿元，位居全市第三。\n"
    clause = "岚屏县地区生产总值为99.9亿元"
    made["简报.txt"] = other, Ledger((fact(other, clause, "99.9亿元", 99.9, "岚屏县", 2021),))
    works = "岚屏县重大项目建设情况\n发布时间：2022-03-01\n\n总投资48.5亿元的云脊抽水蓄能电站开工建设。河湾湿地公园建成开放。\n"
    made["项目2022.txt"] = works, Ledger(projects=(
        project(works, "总投资48.5亿元的云脊抽水蓄能电站开工建设", "云脊抽水蓄能电站", "岚屏县", 2022,
                investment=48.5, unit="亿元", amount=48.5e8, industry="电力"),
        project(works, "河湾湿地公园建成开放", "河湾湿地公园", "云溪县", 2022, status="completed"),
    ))  # fmt: skip
    later = "岚屏县重大项目投产\n发布时间：2024-05-01\n\n云脊抽水蓄能电站首台机组投产发电。\n"
    made["项目2024.txt"] = later, Ledger(projects=(
        project(later, "云脊抽水蓄能电站首台机组投产发电", "云脊抽水蓄能电站", "岚屏县", 2024, status="in production"),
    ))  # fmt: skip
    hostile = f"竹湾县简报\n发布时间：2022-02-01\n\n竹湾县{EVIL}总量达到7亿元。{EVIL}产业园开工。\n"
    made["竹湾.txt"] = (
        hostile,
        Ledger(
            (
                fact(
                    hostile, f"竹湾县{EVIL}总量达到7亿元", "7亿元", 7.0, EVIL, 2021, indicator=None, name=EVIL
                ),
            ),
            (
                project(
                    hostile, f"{EVIL}产业园开工", f"{EVIL}产业园", EVIL, 2022, industry=EVIL, builder=EVIL
                ),
            ),
        ),
    )
    return made


def fill(library: Path) -> None:
    """Publish the documents, each with its ledger."""
    folder = library.parent / "files"
    folder.mkdir()
    made = documents()
    for doc, (text, _) in made.items():
        (folder / doc).write_text(text, encoding="utf-8")
    opened = Library.open(Settings(library=library), create=True)
    assert not sync(opened, [folder]).failed
    numbers = opened.catalog.document_ids(list(made))
    with opened.writing() as publisher:
        for doc, (text, ledger) in made.items():
            version = from_file(text.encode(), doc=doc, correction={})
            version = replace(version, ledger=_placed(ledger, text, version.clean.text))
            publisher.publish([version.draft(numbers[doc], 1, folder / doc, doc)])
    opened.close()


def _placed(ledger: Ledger, text: str, stored: str) -> Ledger:
    """The ledger with the offsets of the stored text, which lacks empty lines."""

    def moved(found: Any) -> Any:
        by = stored.index(text[found.start : found.end]) - found.start
        places = ("start", "end", "figure_start", "figure_end", "name_start", "name_end")
        return replace(found, **{p: getattr(found, p) + by for p in places if hasattr(found, p)})

    return Ledger(tuple(map(moved, ledger.facts)), tuple(map(moved, ledger.projects)))


@pytest.fixture(scope="session")
def ledger_app(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app whose ledger tests only read."""
    library = tmp_path_factory.mktemp("ledger") / "library"
    fill(library)
    with running_app(library) as app:
        yield app


@pytest.fixture
def corrected_app(browser: Browser, tmp_path: Path) -> Iterator[App]:
    """An app of the test's own, with an admin and a reader."""
    fill(tmp_path / "library")
    people = UserStore(tmp_path / "library" / "users.json")
    people.add(*ADMIN, admin=True)
    people.add(*READER, admin=False)
    with running_app(tmp_path / "library") as app:
        yield app
