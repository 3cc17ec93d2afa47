"""The routes by which admins put right what is known of a document; the middleware lets nobody else in."""

from __future__ import annotations

from typing import Annotated

from fastapi import Body, FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse

from assistant.web.auth.visit import visit_of
from assistant.web.documents.correction_form import render_form
from assistant.web.documents.source_panel import render_unavailable
from assistant.web.workspace import Workspace
from ingest.errors import CorrectionError, XianwenError
from ingest.schema import CorrectedField
from ingest.sync.correcting import known

CORRECT_PATH = "/xianwen/correction"
_Value = Annotated[str, Body(max_length=1000)]


def add_correction_routes(app: FastAPI, workspace: Workspace) -> None:
    """Add the form, and what it sends: values to put in, or the wish to undo the last ones."""

    @app.get(CORRECT_PATH, response_class=HTMLResponse)
    def form(request: Request, doc: str) -> str:
        words = visit_of(request).words
        try:
            return render_form(known(workspace.library, doc), words)
        except XianwenError as error:
            return render_unavailable(words.message(str(error)))

    @app.post(CORRECT_PATH)
    def change(
        request: Request,
        doc: Annotated[str, Body(max_length=4000)],
        values: Annotated[dict[CorrectedField, str] | None, Body()] = None,
    ) -> dict[str, list[str] | str]:
        """Put `values` in; without any, undo the last correction. A value that cannot stand is `refused`, with why."""
        words = visit_of(request).words
        try:
            notices = workspace.correct(doc, values)
        except CorrectionError as error:
            return {"refused": words.note(str(error))}
        except XianwenError as error:
            raise HTTPException(409, words.note(str(error))) from error
        return {"notices": [words.note(notice) for notice in notices]}
