"""The routes of the ledger: its pages, the card of a cell, exports."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import Body, FastAPI, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse

from assistant.ledger import corrections
from assistant.ledger.export import matrix_csv, matrix_xlsx, projects_csv, projects_xlsx
from assistant.ledger.view import View, view_of
from assistant.web.auth.visit import visit_of
from assistant.web.i18n.words import SIMPLIFIED, Translator
from assistant.web.ledger.cell_card import render_card
from assistant.web.ledger.controls import render_pages
from assistant.web.ledger.figures import indicator_view, region_view, title_of
from assistant.web.ledger.held import Held, HeldLedger
from assistant.web.ledger.indicator_page import render_indicator
from assistant.web.ledger.projects_page import PAGE, projects_shown, render_projects
from assistant.web.ledger.region_page import render_region
from assistant.web.workspace import Workspace
from ingest.errors import CorrectionError

_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
# Characters of a file's name.
_LONGEST_NAME = 80
# Pixels between which a chart is drawn.
_NARROWEST, _WIDEST = 320, 1600


def add_ledger_routes(app: FastAPI, workspace: Workspace) -> None:
    """Add the routes by which the page's script shows the ledger; what they are asked for is a `View`'s query."""
    kept = HeldLedger()
    workspace.once_open(kept.of)

    @app.get("/xianwen/ledger", response_class=HTMLResponse)
    def page(
        request: Request,
        width: Annotated[int, Query(ge=0, le=10_000)] = 960,
        shown: Annotated[int, Query(ge=1, le=100_000)] = PAGE,
    ) -> str:
        view = view_of(request.query_params.multi_items())
        held = kept.of(workspace.library)
        words = visit_of(request).words
        return render_page(held, view, max(_NARROWEST, min(width, _WIDEST)), shown, words)

    @app.get("/xianwen/ledger/cell", response_class=HTMLResponse)
    def cell(request: Request, fact: int, brief: bool = False) -> str:
        held = kept.of(workspace.library)
        found = held.by_fact.get(fact)
        if found is None:
            raise HTTPException(404)
        label = held.label(found.key.region, found.key.place)
        return render_card(found, label, visit_of(request).words, brief=brief)

    # For admins alone; the middleware lets nobody else in.
    @app.post("/xianwen/ledger/correction")
    def correction(
        request: Request,
        fact: Annotated[int, Body()],
        act: Annotated[Literal["confirm", "correct", "undo"], Body()],
        value: Annotated[str, Body(max_length=100)] = "",
        unit: Annotated[str, Body(max_length=100)] = "",
        note: Annotated[str, Body(max_length=1000)] = "",
    ) -> dict[str, int | str]:
        """Say what counts of the cell of a fact, or take that back. What cannot be said is `refused`, with why."""
        visit = visit_of(request)
        held, who = kept.of(workspace.library), visit.name or ""
        found = held.by_fact.get(fact)
        if found is None:
            raise HTTPException(404, visit.words("资料库有变动，请重新打开这一格。"))
        try:
            with workspace.writing:
                keys = held.keys_of(found)
                if act == "undo":
                    said = corrections.corrections(workspace.library)
                    keys = [key for key in keys if key in said] or keys[:1]
                for key in keys:
                    one = replace(found, key=key)
                    if act == "undo":
                        corrections.undo(workspace.library, key, who=who)
                    elif act == "confirm":
                        corrections.confirm(workspace.library, one, note=note, who=who)
                    else:
                        written = corrections.written_in_form(value, unit)
                        corrections.correct(workspace.library, one, written, note=note, who=who)
        except CorrectionError as error:
            return {"refused": visit.words.note(str(error))}
        return {"fact": kept.of(workspace.library).by_fact[fact].preferred.id}

    @app.get("/xianwen/ledger/export.{form}")
    def export(request: Request, form: Literal["xlsx", "csv"]) -> Response:
        view = view_of(request.query_params.multi_items())
        name, content = exported(kept.of(workspace.library), view, form)
        named = f"attachment; filename*=UTF-8''{quote(f'{name[:_LONGEST_NAME]}.{form}', safe='')}"
        return Response(content, media_type=_TYPES[form], headers={"content-disposition": named})


def render_page(held: Held, view: View, width: int, shown: int, words: Translator) -> str:
    """Return a page of the ledger.

    Args:
        held: the ledger.
        view: what to show of it.
        width: of a chart, in pixels.
        shown: how many projects at most.
        words: translates the page's texts.
    """
    if view.page == "projects":
        page = render_projects(held, view, shown, words)
    elif view.page == "region":
        page = render_region(held, view, words)
    else:
        page = render_indicator(held, view, width, words)
    return render_pages(view, words) + page


def exported(held: Held, view: View, form: Literal["xlsx", "csv"]) -> tuple[str, bytes]:
    """Return the name, without suffix, and the content of the file that a view is saved as."""
    if view.page == "projects":
        projects = projects_shown(held, view)
        return "项目", projects_csv(projects) if form == "csv" else projects_xlsx(projects, "项目")
    view, matrix = (region_view if view.page == "region" else indicator_view)(held, view)
    title = title_of(view, matrix, SIMPLIFIED)
    if form == "csv":
        return title, matrix_csv(matrix)
    return title, matrix_xlsx(matrix, title, by_region=view.page == "indicator")
