"""Records of facts and projects: fields that are a contract, names resolved as in questions, each with its source."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.ledger.cells import cells
from assistant.ledger.corrections import correct
from assistant.ledger_records import FACT_FIELDS, PROJECT_FIELDS, facts, projects
from ingest.errors import QuestionError
from ingest.facts.model import Ledger
from ingest.library.library import Library
from tests.ingest.ledgers import GRAIN, LEDGER, fact, publish
from tests.ingest.shelf import opened

ELSEWHERE = GRAIN.replace("12.5", "40.2").replace("竹编", "陶瓷")


def told_in(place: str, text: str, value: float) -> Ledger:
    """The ledger of a document on the 岚岭县 of a province."""
    grain = fact(text, f"全县粮食总产量达到{value}万吨", value, amount=value * 10_000, place=place)
    project = replace(LEDGER.projects[0], place=place)
    private = fact(
        text, "同比增长3.1%", 3.1, measure="growth", unit="%", base_unit="%", base="上年", place=place,
        indicator="企业数", name="企业", qualifiers=("民营",), year=2020, status="estimate",
    )  # fmt: skip
    return Ledger((grain, private), (project,))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Of two counties of one name in two provinces."""
    place = tmp_path_factory.mktemp("records")
    made = opened(place)
    publish(made, place / "files", "云泽.txt", GRAIN, told_in("云泽省", GRAIN, 12.5))
    publish(made, place / "files", "海原.txt", ELSEWHERE, told_in("海原省", ELSEWHERE, 40.2))
    return made


def docs(records: list[dict[str, Any]]) -> list[str]:
    return [record["doc"] for record in records]


def test_the_fields_of_the_contract_come_first_and_have_their_values(library: Library) -> None:
    record = facts(library, regions=["云泽省岚岭县"], indicators=["粮食产量"])[0]
    assert tuple(record) == FACT_FIELDS
    assert list(record)[:13] == [
        "doc", "region", "year", "period", "indicator", "name", "value", "unit", "measure", "status", "start", "end", "quote",
    ]  # fmt: skip
    text = library.document(record["doc"]).text
    assert text[record["start"] : record["end"]] == record["quote"] == "全县粮食总产量达到12.5万吨"
    assert (record["value"], record["unit"], record["amount"]) == (12.5, "万吨", 125_000)
    assert isinstance(record["amount"], int)
    project = projects(library, regions=["云泽省岚岭县"])[0]
    assert tuple(project) == PROJECT_FIELDS
    assert list(project)[:10] == [
        "doc", "name", "region", "status", "investment", "unit", "year", "start", "end", "quote",
    ]  # fmt: skip
    assert (project["name"], project["investment"], project["unit"]) == ("竹编产业园", 2, "亿元")


def test_a_countys_facts_are_not_found_under_its_namesake(library: Library) -> None:
    assert docs(facts(library, regions=["云泽省岚岭县"])) == ["云泽.txt"] * 2
    assert docs(projects(library, regions=["海原省岚岭县"])) == ["海原.txt"]
    assert docs(facts(library, regions=["海原省"], years=[2021])) == ["海原.txt"]
    assert docs(facts(library, regions=["岚岭"], years=[2021])) == ["云泽.txt", "海原.txt"]


def test_a_region_of_which_nothing_is_told_is_refused(library: Library) -> None:
    for read in (facts, projects):
        with pytest.raises(QuestionError, match="没有讲到“泊舟县”"):
            read(library, regions=["泊舟县"])


def test_a_former_name_and_todays_lead_to_the_same_figures_which_share_todays_name(tmp_path: Path) -> None:
    library = opened(tmp_path)
    for doc, region, value in (("旧.txt", "铜山县", 12.5), ("新.txt", "铜山区", 13.5)):
        text = GRAIN.replace("岚岭县", region).replace("12.5", str(value))
        where = {"region": region, "place": "江苏省徐州市"}
        grain = fact(text, f"全县粮食总产量达到{value}万吨", value, **where)
        works = Ledger((grain,), (replace(LEDGER.projects[0], **where),))  # type: ignore[arg-type]
        publish(library, tmp_path / "files", doc, text, works)
    for read in (facts, projects):
        found = read(library, regions=["铜山区"])
        assert found == read(library, regions=["铜山县"]) == read(library, regions=["徐州市铜山县"])
        assert [(each["region"], each["region_today"]) for each in found] == [
            ("铜山区", "铜山区"),
            ("铜山县", "铜山区"),
        ]


def test_an_indicator_is_found_by_its_names_with_the_qualifiers_that_they_say(library: Library) -> None:
    assert len(facts(library, indicators=["粮食总产量"])) == 2
    assert len(facts(library, indicators=["民营企业"])) == 2
    assert facts(library, indicators=["个体户", "私营企业"]) == []


def test_filters_leave_what_they_name(library: Library) -> None:
    assert len(facts(library)) == 4
    assert (
        len(facts(library, years=[2020], statuses=["estimate"], measures=["growth"], periods=["year"])) == 2
    )
    assert facts(library, measures=["share"]) == []
    assert len(projects(library, years=[2021], statuses=["started", "completed"])) == 2


def test_filters_are_written_in_the_chinese_of_the_table_too(library: Library) -> None:
    private = facts(library, measures=["增速"], periods=["全年"], statuses=["预计"])
    assert private == facts(library, measures=["growth"], periods=["year"], statuses=["estimate"])
    assert len(private) == 2
    assert projects(library, statuses=["开工"]) == projects(library, statuses=["started"]) != []


@pytest.mark.parametrize("wrong", [{"measures": ["增长"]}, {"periods": ["2021"]}, {"statuses": ["started"]}])
def test_what_is_no_measure_period_or_status_is_refused(
    library: Library, wrong: dict[str, list[str]]
) -> None:
    with pytest.raises(QuestionError, match="只能是"):
        facts(library, **wrong)  # type: ignore[arg-type]


def test_what_a_person_said_of_a_figure_stands_beside_it(tmp_path: Path) -> None:
    library = opened(tmp_path)
    publish(library, tmp_path / "files", "云泽.txt", GRAIN, told_in("云泽省", GRAIN, 12.5))
    correct(library, cells(library.facts())[0], "13万吨", note="核定", who="陈默")
    said = {record["value"]: record["correction"] for record in facts(library)}
    assert said[3.1] is None
    assert {name: said[12.5][name] for name in ("value", "unit", "note", "by")} == {
        "value": 13.0,
        "unit": "万吨",
        "note": "核定",
        "by": "陈默",
    }
