"""LangChain tools that look facts and projects up, for agents and chains of the user's own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from langchain_core.tools import BaseTool, StructuredTool, ToolException

from assistant import ledger_records
from ingest.errors import QuestionError
from ingest.facts.model import FactStatus, Measure, Period, ProjectStatus
from ingest.library.library import Library

# A model reads what a tool replies: so many records are some 10,000 tokens.
MOST_RECORDS = 50


def facts_tool(library: Library) -> BaseTool:
    """Return a tool by which a model looks up figures of indicators, each with the sentence that tells it."""

    def xianwen_facts(
        regions: list[str] | None = None,
        years: list[int] | None = None,
        indicators: list[str] | None = None,
        measures: list[Measure] | None = None,
        periods: list[Period] | None = None,
        statuses: list[FactStatus] | None = None,
    ) -> str:
        """Look up figures of indicators (GDP, revenue, grain …) of Chinese counties and cities, as reports tell them.

        Each has its document and the sentence that tells it. Give as many arguments as you can.

        Args:
            regions: whose figures: 霁川县, 福州市鼓楼区; a province or city also gives what lies in it.
            years: the years that the figures are of.
            indicators: names of indicators in Chinese: 地区生产总值, 一般公共预算收入.
            measures: level (an amount), growth, share, change.
            periods: year, h1, q1, q1-3, month, five-year.
            statuses: result (reached), estimate, target (wanted).
        """
        with _told_to_the_model():
            found = ledger_records.facts(
                library,
                regions=regions,
                years=years,
                indicators=indicators,
                measures=measures,
                periods=periods,
                statuses=statuses,
            )
            unheld = ledger_records.unheld_note(library, indicators, found)
        return _reply("facts", found, unheld)

    return StructuredTool.from_function(xianwen_facts, parse_docstring=True, handle_tool_error=True)


def projects_tool(library: Library) -> BaseTool:
    """Return a tool by which a model looks up projects, each with the sentence that tells of it."""

    def xianwen_projects(
        regions: list[str] | None = None,
        years: list[int] | None = None,
        statuses: list[ProjectStatus] | None = None,
    ) -> str:
        """Look up projects (plants, roads, schools …) of Chinese counties and cities, as reports tell of them.

        Each has its document and the sentence that tells of it. Give as many arguments as you can.

        Args:
            regions: whose projects: 霁川县, 福州市鼓楼区; a province or city also gives what lies in it.
            years: the years in which they are told of.
            statuses: planned, signed, started, under construction, completed, in production.
        """
        with _told_to_the_model():
            found = ledger_records.projects(library, regions=regions, years=years, statuses=statuses)
        return _reply("projects", found)

    return StructuredTool.from_function(xianwen_projects, parse_docstring=True, handle_tool_error=True)


def _reply(name: str, found: Sequence[dict[str, Any]], note: str | None = None) -> str:
    """Return the first records as JSON, how many there are in all, and a note where there is one."""
    reply = {name: found[:MOST_RECORDS], "total": len(found)} | ({"note": note} if note else {})
    return json.dumps(reply, ensure_ascii=False)


@contextmanager
def _told_to_the_model() -> Iterator[None]:
    """Turn an error that a model can mend, such as a name nobody bears, into one that it is told."""
    try:
        yield
    except QuestionError as error:
        raise ToolException(str(error)) from error
