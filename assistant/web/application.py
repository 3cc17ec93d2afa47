"""The HTTP application: Gradio's page, dressed and guarded, beside the few routes of our own."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Annotated

import gradio as gr
from fastapi import FastAPI, HTTPException, Query, Response
from fastapi.responses import FileResponse, HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.page import build_page
from assistant.web.source import headings_at, render_source, render_unavailable
from assistant.web.theme import theme
from assistant.web.workspace import Workspace
from ingest.errors import XianwenError

ASSETS = Path(__file__).parent / "assets"
_ASSET_NAMES = frozenset({"xianwen.css", "xianwen.js", "seal.svg"})
# Gradio compiles its templates with `new Function` and styles elements inline; nothing may leave this host.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_SECURITY_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)
_PREVIEW_META = re.compile(
    r"\s*<meta\s+(?:property=\"og:|name=\"twitter:)[^>]*>|\s*<link rel=\"manifest\"[^>]*>"
)


def build_application(workspace: Workspace) -> FastAPI:
    """The web application over a workspace (which may still be opening)."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    _add_routes(app, workspace)
    app.add_middleware(PageDressing, head=_head())
    settings = workspace.settings
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        build_page(workspace),
        path="/",
        server_name=settings.host,
        server_port=settings.port,
        theme=theme(),
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        show_error=False,
        max_file_size=f"{settings.max_upload_mb}mb",
        blocked_paths=[str(settings.library.resolve()), str(Path.cwd())],
    )
    return mounted


def _add_routes(app: FastAPI, workspace: Workspace) -> None:
    @app.get("/xianwen/source", response_class=HTMLResponse)
    def source(
        doc: str,
        start: int | None = None,
        end: int | None = None,
        exact: Annotated[str, Query(pattern=r"^(\d+-\d+(,\d+-\d+)*)?$", max_length=4000)] = "",
        check: Annotated[str, Query(max_length=16)] = "",
    ) -> str:
        cited = None if start is None or end is None else (start, end)
        try:
            library = workspace.library
            found = library.document(doc)
            headings = headings_at(library.passages_of(doc), cited) if cited else ()
        except XianwenError as error:
            return render_unavailable(str(error))
        return render_source(found, cited, exact=parse_spans(exact), check=check, headings=headings)

    @app.get("/xianwen/{name}")
    def asset(name: str) -> Response:
        if name not in _ASSET_NAMES:
            raise HTTPException(404)
        return FileResponse(ASSETS / name, headers={"cache-control": "public, max-age=86400"})


def parse_spans(text: str) -> list[tuple[int, int]]:
    """ "12-30,44-60" as [(12, 30), (44, 60)]."""
    spans = (span.split("-") for span in text.split(",") if span)
    return [(int(start), int(end)) for start, end in spans]


def _head() -> str:
    """What the <head> gets: our style sheet and script, named by content so that an upgrade shows at once."""

    def link(name: str) -> str:
        return f"xianwen/{name}?{hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:8]}"

    return (
        f'<link rel="stylesheet" href="{link("xianwen.css")}">'
        f'<link rel="icon" type="image/svg+xml" href="{link("seal.svg")}">'
        f'<script src="{link("xianwen.js")}"></script>'
    )


class PageDressing:
    """ASGI middleware: security headers on every answer; on the page itself our <head>, its language, and
    none of the preview tags that name other hosts. Done here because Gradio adds a custom head only after its
    script has run, which would show the page undressed first."""

    def __init__(self, app: ASGIApp, head: str) -> None:
        self.app = app
        self.head = head

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_page = scope["path"] == "/"
        started: Message = {}
        body = b""

        async def guarded(message: Message) -> None:
            nonlocal started, body
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_SECURITY_HEADERS]
                if is_page:
                    started = message
                    return
            elif is_page and message["type"] == "http.response.body":
                body += message.get("body", b"")
                if message.get("more_body"):
                    return
                body = self.dressed(body.decode()).encode()
                kept = [pair for pair in started["headers"] if pair[0].lower() != b"content-length"]
                started["headers"] = [*kept, (b"content-length", str(len(body)).encode())]
                await send(started)
                message = {"type": "http.response.body", "body": body}
            await send(message)

        await self.app(scope, receive, guarded)

    def dressed(self, html: str) -> str:
        """Gradio's index.html with our head."""
        html = _PREVIEW_META.sub("", html).replace('lang="en"', 'lang="zh-CN"', 1)
        return html.replace("</head>", f"{self.head}</head>", 1)
