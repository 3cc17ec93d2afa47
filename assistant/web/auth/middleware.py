"""Access control before all routes: identify the visitor, refuse requests without sign-in or from other sites."""

from __future__ import annotations

import asyncio
import base64
import binascii
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.attempts import TooManyAttempts
from assistant.users import MOST_WAITING, User, UserStore
from assistant.web.auth.loopback import is_loopback
from assistant.web.auth.visit import Visit, owner_of_browser
from assistant.web.i18n.words import Language, language_of
from ingest.errors import XianwenError

MARK_COOKIE, TOKEN_COOKIE, LANGUAGE_COOKIE = "xianwen_browser", "xianwen_person", "xianwen_language"
SIGN_IN_PATH = "/xianwen/sign-in"
HEALTH_PATH = "/xianwen/health"
# As many as may wait for their password to be looked at, and some that are told to come later.
_CHECKING = ThreadPoolExecutor(MOST_WAITING + 4, thread_name_prefix="sign-in")
_KEPT_SECONDS = 400 * 24 * 3600
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# What the sign-in page itself is made of, and what a container asks.
_OPEN_PATHS = frozenset({SIGN_IN_PATH, "/xianwen/xianwen.css", "/xianwen/seal.svg", HEALTH_PATH})
# What changes the library, so is for admins alone.
_ADMIN_PATHS = ("/xianwen/upload", "/xianwen/correction", "/xianwen/ledger/correction", "/gradio_api/upload")


_CLOSED = (
    "已经没有用户，而别的机器也能连上，所以关着。请在服务器上运行 xianwen user add 名字 --admin。"
    "(There are no users left and others can reach this address, so it is closed: run xianwen user add NAME --admin.)"
)


class AccessMiddleware:
    """ASGI middleware that adds a `Visit` to every request, or answers the request itself."""

    def __init__(self, app: ASGIApp, users: UserStore, host: str, *, open_to_all: bool) -> None:
        """Control access to `app`.

        Args:
            app: the application behind it.
            users: who may use it.
            host: the host name under which the app is opened.
            open_to_all: whether everybody who can reach it may use it while there are no users.
        """
        self.app = app
        self.users = users
        self.host = host
        self._open_to_all = open_to_all
        self._was_guarded = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008})
            return
        refusal = await self._enter(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        mark: str | None = scope.pop("xianwen.mark", None)
        await self.app(scope, receive, send if mark is None else _with_mark(send, mark))

    async def _enter(self, scope: Scope) -> Response | None:
        """Add the visit to `scope`, or return the response to give instead where access is refused."""
        headers, path = Headers(scope=scope), scope["path"]
        cookies = _cookies(headers)
        language = language_of(cookies.get(LANGUAGE_COOKIE))
        try:
            guarded = bool(self.users.names)
            if refusal := self._stranger(headers, scope["method"], guarded=guarded):
                return refusal
            self._was_guarded = self._was_guarded or guarded
            if not guarded and not self._stays_open(path):
                return PlainTextResponse(_CLOSED, 503)
            if not guarded:
                scope["xianwen.visit"] = self._anyone(scope, cookies, language)
                return None
            user = await self._user(headers, cookies, address_of(scope))
        except TooManyAttempts as error:
            return PlainTextResponse(str(error), 429)
        except XianwenError as error:
            return PlainTextResponse(str(error), 503)
        if user is None:
            if path not in _OPEN_PATHS:
                return _sign_in_first(headers, path, scope["query_string"].decode("latin-1"))
            scope["xianwen.visit"] = Visit("", None, False, language)
            return None
        if path.startswith(_ADMIN_PATHS) and not user.admin:
            return JSONResponse(
                {"error": "只有管理员能改动资料库。(Only an admin may change the library.)"}, 403
            )
        scope["xianwen.visit"] = Visit(f"person:{user.name}", user.name, user.admin, language)
        return None

    def _stranger(self, headers: Headers, method: str, *, guarded: bool) -> Response | None:
        """Return the refusal of a request that another site made a browser send, or None."""
        host = headers.get("host", "")
        if not guarded and is_loopback(self.host) and not is_loopback(urlsplit(f"//{host}").hostname or ""):
            # A name of theirs that was made to point to this machine.
            return PlainTextResponse("请用 http://127.0.0.1 打开。(Open this at http://127.0.0.1.)", 421)
        origin = headers.get("origin")
        if method not in _SAFE_METHODS and origin is not None and urlsplit(origin).netloc != host:
            return PlainTextResponse("请求来自别的网站。(A request from another site.)", 403)
        return None

    def _stays_open(self, path: str) -> bool:
        """Return whether a path is served though there are no users: not where the last one was removed, or their file was
        lost, while others can reach the app."""
        if path == HEALTH_PATH:
            return True
        return is_loopback(self.host) if self._was_guarded else self._open_to_all

    def _anyone(self, scope: Scope, cookies: dict[str, str], language: Language) -> Visit:
        """Return the visit of a browser where nobody signs in, giving it a mark of its own if it has none."""
        mark = cookies.get(MARK_COOKIE, "")
        if len(mark) < 32:
            mark = secrets.token_urlsafe(32)
            if scope["path"] == "/":
                scope["xianwen.mark"] = mark
        return Visit(owner_of_browser(mark), None, True, language)

    async def _user(self, headers: Headers, cookies: dict[str, str], address: str) -> User | None:
        """Return the user that the request's token or its name and password belong to, or None."""
        held = self.users.holder(cookies.get(TOKEN_COOKIE, ""))
        if held is not None:
            return held
        scheme, _, coded = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return None
        try:
            name, _, password = base64.b64decode(coded).decode().partition(":")
        except (binascii.Error, UnicodeError):
            return None
        return await checking(self.users.check, name, password, address)


async def checking(check: Callable[..., User | None], *given: str) -> User | None:
    """Return what checking a password gives, waited for in threads of its own: those of the pages go on serving others."""
    return await asyncio.get_running_loop().run_in_executor(_CHECKING, partial(check, *given))


def address_of(scope: Scope) -> str:
    """Return the address that a request comes from, as the nearest proxy on this machine tells it."""
    client = scope.get("client")
    return client[0] if client else ""


def _sign_in_first(headers: Headers, path: str, query: str) -> Response:
    """Return the response to a request without sign-in: a redirect for the page, else status 401."""
    if "text/html" in headers.get("accept", "") and path == "/":
        return RedirectResponse(f"{SIGN_IN_PATH}?next={quote(f'/?{query}' if query else '/')}", 303)
    # Makes a browser ask for name and password in a window of its own, which a request of the page's script must not.
    challenge = (
        {} if "sec-fetch-mode" in headers else {"www-authenticate": 'Basic realm="xianwen", charset="UTF-8"'}
    )
    return JSONResponse({"error": "请先登录。(Sign in first.)"}, 401, headers=challenge)


def _cookies(headers: Headers) -> dict[str, str]:
    """Return the cookies of a request by name; none where they are malformed."""
    try:
        parsed = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in parsed.items()}


def _with_mark(send: Send, mark: str) -> Send:
    """Return a `send` that also sets the browser's mark.

    SameSite is Lax: the cookie comes along with a link, not with another site's POST.
    """
    cookie = f"{MARK_COOKIE}={mark}; Path=/; Max-Age={_KEPT_SECONDS}; HttpOnly; SameSite=Lax"

    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], (b"set-cookie", cookie.encode())]
        await send(message)

    return marked
