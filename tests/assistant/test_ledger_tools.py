"""LangChain tools over the ledger, as an agent calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.ledger_tools import MOST_RECORDS, facts_tool, projects_tool
from ingest.facts.model import Ledger
from ingest.library.library import Library
from tests.ingest.ledgers import GRAIN, LEDGER, fact, publish
from tests.ingest.shelf import opened


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = opened(tmp_path)
    publish(made, tmp_path / "files", "岚岭.txt", GRAIN, LEDGER)
    return made


def test_an_agents_calls_are_answered_with_records_in_json(library: Library) -> None:
    call = {"type": "tool_call", "id": "1", "name": "xianwen_facts"}
    arguments = {"regions": ["岚岭县"], "indicators": ["粮食总产量"], "measures": ["level"]}
    reply = json.loads(facts_tool(library).invoke(call | {"args": arguments}).content)
    assert (reply["total"], reply["facts"][0]["value"]) == (1, 12.5)
    assert reply["facts"][0]["quote"] == "全县粮食总产量达到12.5万吨"
    projects = json.loads(projects_tool(library).invoke({"statuses": ["started"]}))
    assert (projects["total"], projects["projects"][0]["name"]) == (1, "竹编产业园")


def test_a_model_is_told_what_is_wrong_with_its_arguments(library: Library) -> None:
    assert "没有讲到“泊舟县”" in facts_tool(library).invoke({"regions": ["泊舟县"]})
    assert "没有讲到“泊舟县”" in projects_tool(library).invoke({"regions": ["泊舟县"]})


def test_a_model_is_told_of_an_indicator_without_a_figure_and_of_the_nearest(library: Library) -> None:
    reply = json.loads(facts_tool(library).invoke({"indicators": ["粮食"]}))
    assert reply["total"] == 0 and "没有“粮食”的数，相近的有：粮食产量。" in reply["note"]
    assert "note" not in json.loads(facts_tool(library).invoke({"indicators": ["粮食产量"]}))


def test_tools_are_described_to_a_model_with_what_each_argument_takes(library: Library) -> None:
    tool = facts_tool(library)
    assert tool.name == "xianwen_facts" and "Look up figures" in tool.description
    schema = tool.args
    assert "霁川县" in schema["regions"]["description"]
    assert "five-year" in json.dumps(schema["periods"])


def test_more_records_than_a_model_can_read_are_counted_but_not_sent(
    library: Library, tmp_path: Path
) -> None:
    clause = "全县粮食总产量达到12.5万吨"
    many = Ledger(tuple(fact(GRAIN, clause, float(n)) for n in range(MOST_RECORDS + 7)))
    publish(library, tmp_path / "files", "岚岭.txt", GRAIN, many)
    reply = json.loads(facts_tool(library).invoke({}))
    assert (len(reply["facts"]), reply["total"]) == (MOST_RECORDS, MOST_RECORDS + 7)
