"""The HTTP application: Gradio's page with our head and access control, and our own routes beside it."""

from __future__ import annotations

import hashlib
import json
import logging
import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import gradio as gr
from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import FileResponse, JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.ask.routes import add_conversation_routes
from assistant.web.auth.loopback import is_loopback
from assistant.web.auth.middleware import HEALTH_PATH, AccessMiddleware
from assistant.web.auth.sign_in import add_sign_in
from assistant.web.auth.visit import Visit, visit_of
from assistant.web.documents.correction_routes import add_correction_routes
from assistant.web.documents.routes import add_document_routes
from assistant.web.i18n.gradio_labels import translations
from assistant.web.i18n.words import Language, translator
from assistant.web.layout import build_page
from assistant.web.ledger.routes import add_ledger_routes
from assistant.web.theme import theme
from assistant.web.workspace import Workspace
from ingest.errors import XianwenError
from ingest.settings import Settings

log = logging.getLogger(__name__)
ASSETS = Path(__file__).parent / "assets"
_SCRIPTS = (
    "core.js", "panel.js", "outline.js", "correct.js", "ask.js", "filters.js", "conversations.js", "library.js", "ledger.js", "cells.js",
)  # fmt: skip
_STYLES = ("xianwen.css", "ledger.css")
_ASSETS = frozenset({"seal.svg", *_STYLES, *_SCRIPTS})
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
_CHINESE_LITERAL = re.compile(r'"([^"\n]*[一-鿿][^"\n]*)"')
_PREVIEW_META = re.compile(
    r"\s*<meta\s+(?:property=\"og:|name=\"twitter:)[^>]*>|\s*<link rel=\"manifest\"[^>]*>"
)


def build_application(workspace: Workspace) -> FastAPI:
    """Return the web application over a workspace, which may still be opening."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_exception_handler(XianwenError, _unavailable)
    add_sign_in(app, workspace.users)
    add_document_routes(app, workspace)
    add_correction_routes(app, workspace)
    add_conversation_routes(app, workspace)
    add_ledger_routes(app, workspace)
    # What the first page shows; the questions tried for it load all that the first visitor's question would wait for.
    workspace.once_open(lambda _: workspace.assistant.suggestions())
    _add_health(app, workspace)
    _add_assets(app)
    settings = workspace.settings
    # The last one added stands foremost.
    app.add_middleware(PageMiddleware, max_upload_mb=settings.max_upload_mb)
    app.add_middleware(
        AccessMiddleware,
        users=workspace.users,
        host=_public_host(settings),
        open_to_all=settings.without_sign_in or is_loopback(settings.host),
    )
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        build_page(workspace),
        path="/",
        server_name=settings.host,
        server_port=settings.port,
        theme=theme(),
        i18n=translations(),
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=True,
        show_error=False,
        max_file_size=f"{settings.max_upload_mb}mb",
        blocked_paths=[str(settings.library.resolve()), str(Path.cwd())],
    )
    return mounted


def _public_host(settings: Settings) -> str:
    """Return the host by which people open the page."""
    return (urlsplit(settings.address).hostname if settings.address else None) or settings.host


def _add_health(app: FastAPI, workspace: Workspace) -> None:
    @app.get(HEALTH_PATH)
    def health() -> dict[str, str]:
        try:
            workspace.library.passage_count()
        except XianwenError as error:
            raise HTTPException(503, str(error)) from error
        return {"status": "ok"}


def _unavailable(request: Request, error: Exception) -> JSONResponse:
    """Return what is wrong with the library or the conversations, in the visitor's language, instead of a bare 500."""
    log.warning("%s %s: %s", request.method, request.url.path, error)
    return JSONResponse({"error": visit_of(request).words.message(str(error))}, 503)


def _add_assets(app: FastAPI) -> None:
    @app.get("/xianwen/{name}")
    def asset(name: str) -> Response:
        if name not in _ASSETS:
            raise HTTPException(404)
        return FileResponse(ASSETS / name, headers={"cache-control": "public, max-age=86400"})


@cache
def script_words() -> list[str]:
    """Return the texts of our scripts: their string literals that contain a Chinese character."""
    return sorted(
        {
            text
            for name in _SCRIPTS
            for text in _CHINESE_LITERAL.findall((ASSETS / name).read_text(encoding="utf-8"))
        }
    )


@cache
def head(language: Language, name: str | None, admin: bool, max_upload_mb: int) -> str:
    """Return our part of the <head>: style sheet, scripts, and the data that the scripts need.

    The assets are named by content, so that an upgrade shows at once. The data hold the page's texts and the user.

    Args:
        language: the language of the page's texts.
        name: the name of the signed-in user; None where nobody signs in.
        admin: whether they may change the library.
        max_upload_mb: the largest file that is accepted, in megabytes.
    """

    def link(asset: str) -> str:
        return f"xianwen/{asset}?{hashlib.sha256((ASSETS / asset).read_bytes()).hexdigest()[:8]}"

    page_data = {
        "language": language,
        "words": {text: translator(language).translated(text) for text in script_words()},
        "name": name,
        "admin": admin,
        "maxUpload": max_upload_mb,
    }
    # A name is text of a user's: "<" must not end the script.
    data = json.dumps(page_data, ensure_ascii=False).replace("<", "\\u003c")
    scripts = "".join(f'<script src="{link(script)}"></script>' for script in _SCRIPTS)
    styles = "".join(f'<link rel="stylesheet" href="{link(style)}">' for style in _STYLES)
    return (
        f'{styles}<link rel="icon" type="image/svg+xml" href="{link("seal.svg")}">'
        f"<script>window.xianwen = {data}</script>{scripts}"
    )


class PageMiddleware:
    """ASGI middleware that adds security headers to every response and our <head> to the page.

    It also sets the page's language and removes the preview tags that name other hosts. Gradio would add a custom
    head only after its script has run, and show the page unstyled until then."""

    def __init__(self, app: ASGIApp, max_upload_mb: int) -> None:
        self.app = app
        self.max_upload_mb = max_upload_mb

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
                if not any(name.lower() == b"cache-control" for name, _ in message["headers"]):
                    # What a library holds, and what was asked, stays in no cache of a machine that others use.
                    message["headers"].append((b"cache-control", b"no-store"))
                if is_page:
                    started = message
                    return
            elif is_page and message["type"] == "http.response.body":
                body += message.get("body", b"")
                if message.get("more_body"):
                    return
                body = with_head(body.decode(), scope["xianwen.visit"], self.max_upload_mb).encode()
                kept = [pair for pair in started["headers"] if pair[0].lower() != b"content-length"]
                started["headers"] = [*kept, (b"content-length", str(len(body)).encode())]
                await send(started)
                message = {"type": "http.response.body", "body": body}
            await send(message)

        await self.app(scope, receive, guarded)


def with_head(html: str, visit: Visit, max_upload_mb: int) -> str:
    """Return Gradio's index.html with our head, in the visitor's language."""
    html = _PREVIEW_META.sub("", html).replace('lang="en"', f'lang="{visit.language}"', 1)
    return html.replace(
        "</head>", f"{head(visit.language, visit.name, visit.admin, max_upload_mb)}</head>", 1
    )
