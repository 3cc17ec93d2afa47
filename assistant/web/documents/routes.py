"""The routes for documents: the source panel's content, search within a document, uploads, the file itself."""

from __future__ import annotations

import asyncio
import logging
import mimetypes
from pathlib import Path
from typing import Annotated, Literal

from fastapi import FastAPI, HTTPException, Query, Request
from fastapi.responses import FileResponse, HTMLResponse
from starlette.requests import ClientDisconnect

from assistant.answer.outline.outline import outline_of
from assistant.web.auth.visit import visit_of
from assistant.web.documents.outline_panel import render_outline
from assistant.web.documents.source_panel import find_in, render_preview, render_source, render_unavailable
from assistant.web.library.uploads import receive
from assistant.web.workspace import Workspace
from ingest.errors import XianwenError
from ingest.library.library import Library
from ingest.library.origins import origins
from ingest.library.removal import forget_aside

log = logging.getLogger(__name__)
# Into a text; no file that is read has nearly as many characters.
Offset = Annotated[int, Query(ge=0, le=10**9)]
_SPANS = r"^(\d{1,10}-\d{1,10}(,\d{1,10}-\d{1,10})*)?$"


def add_document_routes(app: FastAPI, workspace: Workspace) -> None:
    """Add the routes that read, search, upload and download documents."""

    @app.get("/xianwen/source", response_class=HTMLResponse)
    def source(
        request: Request,
        doc: str,
        start: Offset | None = None,
        end: Offset | None = None,
        exact: Annotated[str, Query(pattern=_SPANS, max_length=4000)] = "",
        check: Annotated[str, Query(max_length=16)] = "",
        script: Literal["original", "simplified"] = "original",
    ) -> str:
        words = visit_of(request).words
        cited = None if start is None or end is None else (start, end)
        try:
            library = workspace.library
            found = library.document(doc)
            passage = library.passage_at(doc, cited[0]) if cited else None
        except XianwenError as error:
            return render_unavailable(words.message(str(error)))
        return render_source(
            found,
            cited,
            exact=parse_spans(exact),
            check=check,
            headings=passage.headings if passage else (),
            simplified=script == "simplified",
            words=words,
        )

    @app.get("/xianwen/outline", response_class=HTMLResponse)
    def outline(request: Request, doc: str, script: Literal["original", "simplified"] = "original") -> str:
        words = visit_of(request).words
        try:
            library = workspace.library
            text = library.document(doc).text
            return render_outline(
                outline_of(library, doc), text, simplified=script == "simplified", words=words
            )
        except XianwenError as error:
            return render_unavailable(words.message(str(error)))

    @app.get("/xianwen/passage", response_class=HTMLResponse)
    def passage(
        request: Request,
        doc: str,
        start: Offset,
        end: Offset,
        exact: Annotated[str, Query(pattern=_SPANS, max_length=4000)] = "",
        check: Annotated[str, Query(max_length=16)] = "",
    ) -> str:
        words = visit_of(request).words
        try:
            found = workspace.library.document(doc)
        except XianwenError as error:
            return render_unavailable(words.message(str(error)))
        return render_preview(found, (start, end), parse_spans(exact), check, words)

    @app.get("/xianwen/find")
    def find(doc: str, words: Annotated[str, Query(max_length=100)]) -> list[list[int]]:
        try:
            return [list(span) for span in find_in(workspace.library.document(doc).text, words)]
        except XianwenError as error:
            raise HTTPException(404, str(error)) from error

    @app.post("/xianwen/upload", status_code=204)
    async def upload(request: Request, path: Annotated[str, Query(max_length=2000)]) -> None:
        try:
            file = await receive(
                workspace.uploads,
                path,
                request.stream(),
                workspace.settings.max_upload_mb,
                announced=_length_of(request),
                quota_megabytes=workspace.settings.upload_quota_mb,
            )
            # Who uploads an archive again wants all of it.
            await asyncio.to_thread(forget_aside, workspace.library, file)
        except ClientDisconnect:
            log.info("an upload broke off: %s", path)
        except XianwenError as error:
            raise HTTPException(422, visit_of(request).words.message(str(error))) from error

    @app.get("/xianwen/pulse")
    def pulse() -> dict[str, int]:
        return {"generation": workspace.library.generation}

    @app.get("/xianwen/original")
    def original(doc: str) -> FileResponse:
        file = original_file(workspace.library, doc)
        if file is None:
            raise HTTPException(404, "原文件已不在原处。(The original file is not there any more.)")
        # Always as a download and never as a page: a document may be HTML with a script in it.
        return FileResponse(
            file,
            media_type=mimetypes.guess_type(file.name)[0] or "application/octet-stream",
            filename=file.name,
        )


def _length_of(request: Request) -> int:
    """Return the length of the body that a request announces, 0 where it announces none."""
    given = request.headers.get("content-length", "")
    return int(given) if given.isdecimal() and len(given) < 20 else 0


def original_file(library: Library, doc: str) -> Path | None:
    """Return the file that `doc` is or lies in, if it still lies inside the folder it was ingested from, else None."""
    origin = origins(library, [doc]).get(doc)
    file = origin.on_disk() if origin is not None else None
    if origin is None or file is None:
        return None
    return file.resolve() if file.resolve().is_relative_to(origin.folder) else None


def parse_spans(text: str) -> list[tuple[int, int]]:
    """Parse "12-30,44-60" to [(12, 30), (44, 60)]."""
    spans = (span.split("-") for span in text.split(",") if span)
    return [(int(start), int(end)) for start, end in spans]
