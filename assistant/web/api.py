"""The API for programs, over HTTP and as MCP tools, through Gradio. Names, arguments and fields are a contract."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import gradio as gr
from gradio.events import api
from starlette.requests import Request

from assistant import ledger_records
from assistant.question.filters import Filters
from assistant.schema import Answer
from assistant.web.workspace import Workspace
from ingest.errors import XianwenError

T = TypeVar("T")
MOST_PASSAGES = 100
MOST_RECORDS = 10_000
MOST_CHARACTERS = 100_000


def add_api(workspace: Workspace) -> None:
    """Add `ask`, `search`, `read_document`, `facts` and `projects` to the page that is being built.

    They are not queued: each is one request and one reply, and an MCP call goes straight to its function. A call with
    values alone must give one for each argument: none can be added. `ask_stream`, which has several replies, is queued
    and is no MCP tool.
    """

    def _filters(regions: list[str] | None, years: list[int] | None, kinds: list[str] | None) -> Filters:
        given = Filters.from_json({"regions": regions, "years": years, "kinds": kinds})
        return workspace.assistant.checked(given)

    # Gradio makes the tools' descriptions from these docstrings, which programs and models read: in English.
    def ask(
        question: str,
        request: gr.Request,
        turns: list[str] | None = None,
        regions: list[str] | None = None,
        years: list[int] | None = None,
        kinds: list[str] | None = None,
    ) -> dict[str, Any]:
        """Answer a question about Chinese counties from the library's reports, every statement with its source. The answer has marks [n] that refer to the citations. "abstained" is true where the library does not hold the answer, "about_library" where the reply to a greeting or a question about the library itself needs no source.

        Args:
            question: the question, in Chinese or English.
            turns: the earlier questions of the conversation, oldest first, for a follow-up question.
            regions: keep to documents of these regions and of what lies in them: 霁川县, 福州市鼓楼区, 河北省.
            years: keep to documents of these years.
            kinds: keep to documents of these kinds: work-report, news, speech, plan, other.

        Returns:
            id, question, resolved, answer, abstained, about_library, citations (n, doc, title, region, place, date, start, end, quote, exact), seconds, mode (extractive or llm), other (the other wording: mode, answer, abstained, lines, citations), model, verified, scope.
        """
        with _user_errors():
            filters = _filters(regions, years, kinds)
            answer = workspace.assistant.ask(question, turns or (), filters=filters)
        return _reply(request, _as_json(answer))

    def ask_stream(
        question: str,
        turns: list[str] | None = None,
        regions: list[str] | None = None,
        years: list[int] | None = None,
        kinds: list[str] | None = None,
        fast: bool = False,
    ) -> Iterator[dict[str, Any]]:
        """Answer as `ask` does, in events: at once the answer that is quoted from the reports; then, where a language model is configured, the answer that stands. "pending" is true in the first of two.

        Args:
            question: the question, in Chinese or English.
            turns: the earlier questions of the conversation, oldest first, for a follow-up question.
            regions: keep to documents of these regions and of what lies in them: 霁川县, 福州市鼓楼区, 河北省.
            years: keep to documents of these years.
            kinds: keep to documents of these kinds: work-report, news, speech, plan, other.
            fast: end with the answer that is quoted.

        Yields:
            The fields of `ask`, and pending.
        """
        with _user_errors():
            filters = _filters(regions, years, kinds)
            for answer in workspace.assistant.stream(question, turns or (), filters=filters, fast=fast):
                yield _as_json(answer) | {"pending": answer.pending}

    def search(
        question: str,
        request: gr.Request,
        k: int = 10,
        regions: list[str] | None = None,
        years: list[int] | None = None,
        kinds: list[str] | None = None,
    ) -> list[dict[str, Any]]:
        """Find the passages of the library's reports that fit a question best, best first.

        Args:
            question: a question or some words, in Chinese.
            k: how many passages, at most 100.
            regions: keep to documents of these regions and of what lies in them: 霁川县, 福州市鼓楼区, 河北省.
            years: keep to documents of these years.
            kinds: keep to documents of these kinds: work-report, news, speech, plan, other.

        Returns:
            A list of passages: doc, title, region, place, date, start, end, score, text.
        """
        with _user_errors():
            filters = _filters(regions, years, kinds)
            found = workspace.assistant.search(question, k=max(1, min(k, MOST_PASSAGES)), filters=filters)
        return _reply(request, [scored.as_json() for scored in found])

    def read_document(doc: str, request: gr.Request, start: int = 0, length: int = 20_000) -> dict[str, Any]:
        """Read a document of the library, whole or in pieces. Offsets are those of the citations.

        Args:
            doc: the document's name, the "doc" of a citation or passage.
            start: the character to begin at.
            length: how many characters, at most 100000.

        Returns:
            doc, title, region, place, date, kind, characters (of the whole text), start, end, text.
        """
        with _user_errors():
            found = workspace.library.document(doc)
        start = max(0, min(start, len(found.text)))
        end = min(len(found.text), start + max(0, min(length, MOST_CHARACTERS)))
        about = found.document
        document = {
            "doc": about.doc,
            "title": about.title,
            "region": about.region,
            "place": about.place,
            "date": about.date,
            "kind": about.kind,
            "characters": len(found.text),
            "start": start,
            "end": end,
            "text": found.text[start:end],
        }
        return _reply(request, document)

    api(ask, api_name="ask", queue=False)
    api(ask_stream, api_name="ask_stream", api_visibility="undocumented")
    api(search, api_name="search", queue=False)
    api(read_document, api_name="read_document", queue=False)
    _add_ledger(workspace)


def _add_ledger(workspace: Workspace) -> None:
    """Add `facts` and `projects`."""

    def facts(
        request: gr.Request,
        regions: list[str] | None = None,
        years: list[int] | None = None,
        indicators: list[str] | None = None,
        measures: list[str] | None = None,
        periods: list[str] | None = None,
        statuses: list[str] | None = None,
        limit: int = 1000,
        offset: int = 0,
    ) -> dict[str, Any]:
        """Look up figures of indicators (GDP, revenue, grain) of Chinese counties and cities, each with its document and the sentence that tells it. Give as many arguments as you can.

        Args:
            regions: whose figures, with what lies in a province or a city: 霁川县, 福州市鼓楼区, 河北省.
            years: the years that the figures are of.
            indicators: names of indicators in Chinese: 地区生产总值, 一般公共预算收入.
            measures: level, growth, share, change; or 数值, 增速, 占比, 增减量.
            periods: year, h1, q1, q1-3, month, five-year; or 全年, 上半年, 一季度, 前三季度, 月度, 五年.
            statuses: result, estimate, target; or 结果, 预计, 目标.
            limit: how many at most, up to 10000.
            offset: how many to leave out at the beginning.

        Returns:
            total (how many there are), facts (doc, region, year, period, indicator, name, value, unit, measure, status, start, end, quote, title, date, place, month, qualifiers, amount, base_unit, bound, base, from_year, correction, region_today); note where there is no figure of an indicator, with the nearest that there are.
        """
        with _user_errors():
            found = ledger_records.facts(
                workspace.library,
                regions=regions,
                years=years,
                indicators=indicators,
                measures=measures,
                periods=periods,
                statuses=statuses,
            )
            unheld = ledger_records.unheld_note(workspace.library, indicators, found)
        note = {"note": unheld} if unheld else {}
        return _reply(request, {"total": len(found), "facts": _page(found, offset, limit)} | note)

    def projects(
        request: gr.Request,
        regions: list[str] | None = None,
        years: list[int] | None = None,
        statuses: list[str] | None = None,
        limit: int = 1000,
        offset: int = 0,
    ) -> dict[str, Any]:
        """Look up projects (plants, roads, schools) of Chinese counties and cities, each with its document and the sentence that tells of it. Give as many arguments as you can.

        Args:
            regions: whose projects, with those of what lies in a province or a city: 霁川县, 福州市鼓楼区, 河北省.
            years: the years in which they are told of.
            statuses: planned, signed, started, under construction, completed, in production; or 谋划, 签约, 开工, 在建, 建成, 投产.
            limit: how many at most, up to 10000.
            offset: how many to leave out at the beginning.

        Returns:
            total (how many there are), projects (doc, name, region, status, investment, unit, year, start, end, quote, title, date, place, wanted, event_date, site, builder, industry, amount, bound, capacity, region_today).
        """
        with _user_errors():
            found = ledger_records.projects(
                workspace.library, regions=regions, years=years, statuses=statuses
            )
        return _reply(request, {"total": len(found), "projects": _page(found, offset, limit)})

    api(facts, api_name="facts", queue=False)
    api(projects, api_name="projects", queue=False)


def _as_json(answer: Answer) -> dict[str, Any]:
    return answer.as_json() | {"scope": answer.scope.as_json()}


def _page(found: Sequence[T], offset: int, limit: int) -> Sequence[T]:
    begin = max(0, offset)
    return found[begin : begin + max(0, min(limit, MOST_RECORDS))]


def _reply(request: gr.Request | Request, value: T) -> T:
    """Return `value` in the caller's form: unchanged over HTTP; for MCP as JSON text, where Gradio would write
    Python."""
    return json.dumps(value, ensure_ascii=False) if "/mcp" in request.url.path else value  # type: ignore[return-value]


@contextmanager
def _user_errors() -> Iterator[None]:
    """Turn errors meant for users into errors that Gradio passes on with their message."""
    try:
        yield
    except XianwenError as error:
        raise gr.Error(str(error), print_exception=False) from error
