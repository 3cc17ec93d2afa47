"""The sign-in page, and signing out."""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qs

from fastapi import FastAPI, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.attempts import TooManyAttempts
from assistant.users import SIGNED_IN_SECONDS, UserStore
from assistant.web.auth.middleware import SIGN_IN_PATH, TOKEN_COOKIE, address_of, checking
from assistant.web.auth.visit import visit_of
from assistant.web.i18n.words import Translator

_MOST_BYTES = 4_000


def add_sign_in(app: FastAPI, users: UserStore) -> None:
    """Add the routes for signing in and out."""

    @app.get(SIGN_IN_PATH)
    def form(request: Request, next: str = "/") -> HTMLResponse:
        return HTMLResponse(render_sign_in(visit_of(request).words, _own(next)))

    @app.post(SIGN_IN_PATH)
    async def sign_in(request: Request) -> Response:
        words = visit_of(request).words
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > _MOST_BYTES:
                return Response(status_code=413)
        fields = {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
        name, target = fields.get("name", "").strip(), _own(fields.get("next", "/"))
        try:
            user = await checking(users.check, name, fields.get("password", ""), address_of(request.scope))
        except TooManyAttempts as error:
            return HTMLResponse(render_sign_in(words, target, name, words.message(str(error))), 429)
        if user is None:
            wrong = words("用户名或密码不对。")
            # Not 401: browsers log that as an error of the page.
            return HTMLResponse(render_sign_in(words, target, name, wrong))
        reply = RedirectResponse(target, 303)
        reply.set_cookie(
            TOKEN_COOKIE,
            users.token(user.name),
            max_age=SIGNED_IN_SECONDS,
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
        return reply

    @app.post("/xianwen/sign-out")
    def sign_out(request: Request) -> Response:
        users.end(request.cookies.get(TOKEN_COOKIE, ""))
        reply = RedirectResponse(SIGN_IN_PATH, 303)
        reply.delete_cookie(TOKEN_COOKIE, httponly=True, samesite="lax")
        return reply


def render_sign_in(words: Translator, target: str, name: str = "", problem: str = "") -> str:
    """Return the whole sign-in page.

    Args:
        words: translates the page's texts.
        target: the page to open afterwards.
        name: the name entered before.
        problem: why it was refused.
    """
    alert = f'<p class="source-stale" role="alert">{escape(problem)}</p>' if problem else ""
    return (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8"><title>县问</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="xianwen.css"><link rel="icon" type="image/svg+xml" href="seal.svg"></head>'
        '<body class="sign-in"><main><img src="seal.svg" alt="" width="48" height="48"><h1>县问</h1>'
        f'<form method="post" action="sign-in">{alert}'
        f'<input type="hidden" name="next" value="{escape(target)}">'
        f'<label>{words("用户名")}<input name="name" value="{escape(name)}" autocomplete="username" required'
        f"{'' if name else ' autofocus'}></label>"
        f'<label>{words("密码")}<input name="password" type="password" autocomplete="current-password" required'
        f"{' autofocus' if name else ''}></label>"
        f'<button type="submit">{words("登录")}</button></form></main></body></html>'
    )


def _own(target: str) -> str:
    """Return `target` if it is one of our pages, else the first page: a link must not lead on to another site."""
    return target if target == "/" or target.startswith("/?") else "/"
