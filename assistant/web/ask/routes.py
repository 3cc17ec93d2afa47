"""The routes for conversations: list, rename, delete, export, verdicts, wordings, next questions and facets."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import Body, FastAPI, HTTPException, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse

from assistant.conversations.export import to_docx, to_markdown
from assistant.conversations.store import LONGEST_COMMENT, Conversation
from assistant.question.filters import Filters
from assistant.schema import Mode
from assistant.web.ask.facets import facets
from assistant.web.auth.visit import visit_of
from assistant.web.i18n.words import Translator
from assistant.web.workspace import Workspace
from ingest.errors import XianwenError

_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def add_conversation_routes(app: FastAPI, workspace: Workspace) -> None:
    """Add the routes by which the page's script manages conversations; the middleware knows their owner."""

    @app.get("/xianwen/conversations", response_class=HTMLResponse)
    def listed(request: Request, search: Annotated[str, Query(max_length=100)] = "") -> str:
        visit = visit_of(request)
        return render_list(workspace.conversations.listed(visit.owner, search), search, visit.words)

    @app.post("/xianwen/conversations/{conversation}/{change}", status_code=204)
    def change(
        request: Request,
        conversation: str,
        change: Literal["rename", "delete", "restore"],
        title: Annotated[str, Body(embed=True, max_length=1000)] = "",
    ) -> None:
        kept, owner = workspace.conversations, visit_of(request).owner
        done = (
            kept.rename(owner, conversation, title)
            if change == "rename"
            else kept.delete(owner, conversation)
            if change == "delete"
            else kept.restore(owner, conversation)
        )
        if not done:
            raise HTTPException(404)

    @app.get("/xianwen/conversations/{conversation}/export.{form}")
    def export(request: Request, conversation: str, form: Literal["md", "docx"]) -> Response:
        kept, owner = workspace.conversations, visit_of(request).owner
        title = kept.title(owner, conversation)
        if title is None:
            raise HTTPException(404)
        exchanges = kept.exchanges(owner, conversation)
        content = to_markdown(title, exchanges) if form == "md" else to_docx(title, exchanges)
        named = f"attachment; filename*=UTF-8''{quote(f'{title}.{form}', safe='')}"
        return Response(content, media_type=_TYPES[form], headers={"content-disposition": named})

    @app.post("/xianwen/judge", status_code=204)
    def judge(
        request: Request,
        answer: Annotated[str, Body(max_length=100)],
        verdict: Annotated[Literal[1, -1] | None, Body()] = None,
        comment: Annotated[str, Body(max_length=LONGEST_COMMENT)] = "",
    ) -> None:
        if not workspace.conversations.judge(visit_of(request).owner, answer, verdict, comment):
            raise HTTPException(404)

    @app.post("/xianwen/show", status_code=204)
    def show(
        request: Request,
        answer: Annotated[str, Body(max_length=100)],
        mode: Annotated[Mode, Body()],
    ) -> None:
        if not workspace.conversations.show(visit_of(request).owner, answer, mode):
            raise HTTPException(404)

    @app.post("/xianwen/next", response_class=JSONResponse)
    async def next_questions(
        request: Request,
        answer: Annotated[str, Body(max_length=100)],
        filters: Annotated[dict[str, object], Body()],
    ) -> JSONResponse:
        # Known at once, where a thread to say so would have to wait beside those that answer.
        if workspace.busy:
            return JSONResponse([])
        try:
            wanted = Filters.from_json(filters)
            return JSONResponse(
                await run_in_threadpool(workspace.next_questions, visit_of(request).owner, answer, wanted)
            )
        except XianwenError as error:
            raise HTTPException(422, str(error)) from error

    @app.get("/xianwen/facets")
    def what_to_filter_by(request: Request) -> dict[str, object]:
        held = workspace.assistant.retriever.holdings()
        return facets(held.documents, held.gazetteer, visit_of(request).words)


def render_list(conversations: list[Conversation], search: str, words: Translator) -> str:
    """Return the list of conversations, the latest first."""
    if not conversations:
        message = words("没有符合的对话。") if search.strip() else words("问过的会留在这里。")
        return f'<p class="empty">{message}</p>'
    return "<ul>" + "".join(_item(conversation, words) for conversation in conversations) + "</ul>"


def _item(conversation: Conversation, words: Translator) -> str:
    title, address = escape(conversation.title), escape(f"xianwen/conversations/{conversation.id}")
    local = datetime.fromisoformat(conversation.changed_at).astimezone()
    actions = "".join(
        f'<button type="button" data-conversation-action="{action}">{words(label)}</button>'
        for action, label in (("rename", "改名"), ("delete", "删除"))
    )
    exports = "".join(
        f'<a href="{address}/export.{form}" download>{words(label)}</a>'
        for form, label in (("md", "导出 Markdown"), ("docx", "导出 docx"))
    )
    return (
        f'<li data-id="{escape(conversation.id)}"><a class="conversation" href="?c={escape(conversation.id)}">'
        f'<span class="conversation-title">{title}</span><span class="conversation-about">'
        f"{local:%Y-%m-%d %H:%M} · {words('{count} 问', count=conversation.exchanges)}</span></a>"
        f'<details class="conversation-menu"><summary aria-label="{words("更多")}：{title}">⋯</summary>'
        f"<div>{actions}{exports}</div></details></li>"
    )
