"""The web server: bind the port, open the library in the background, serve the page, announce when it is ready."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from assistant.web.auth.loopback import is_loopback
from assistant.web.browser import has_browser, open_browser
from assistant.web.workspace import Workspace
from ingest.errors import XianwenError
from ingest.settings import Settings

if TYPE_CHECKING:
    import uvicorn


def serve(settings: Settings, announce: Callable[[str], None] = print) -> None:
    """Serve the web app until interrupted.

    Args:
        settings: which library to serve, and where to listen.
        announce: called with the address once the app is ready, and with how to fill an empty library.

    Raises:
        XianwenError: the port is taken, the library cannot be opened, or other machines could reach the address without
            signing in.
    """
    workspace = Workspace(settings)
    if not (workspace.users.names or settings.without_sign_in or is_loopback(settings.host)):
        raise XianwenError(
            f"{settings.host} 是别的机器也能连上的地址，而网页还没有设用户，所以没有启动。请先运行 xianwen user add 名字 --admin，"
            "或用 --without-sign-in（XIANWEN_WITHOUT_SIGN_IN=1）允许所有人使用。"
            f"(Others can reach {settings.host} and no users are set up: run xianwen user add NAME --admin, "
            "or allow everybody with --without-sign-in.)"
        )
    listener = _listen(settings.host, settings.port)
    # Before Gradio is imported, which reads it and would otherwise report its use to its makers.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    # Gradio keeps figures of the last events, and works them out again after each: nobody reads them here.
    os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(sys.maxsize)
    workspace.open_in_background()
    try:
        import uvicorn

        from assistant.web.application import build_application

        server = uvicorn.Server(
            uvicorn.Config(build_application(workspace), log_level="warning", timeout_graceful_shutdown=3)
        )
        address = address_of(settings, listener.getsockname()[1])
        threading.Thread(
            target=_announce_when_ready, args=(workspace, server, address, announce), daemon=True
        ).start()
        logging.getLogger("uvicorn.error").addFilter(_not_cut_off)
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])
        workspace.close()
    finally:
        listener.close()


def _not_cut_off(record: logging.LogRecord) -> bool:
    """Drop the log record of each page that is still open, and so listening, when the server ends."""
    return not (record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError))


def address_of(settings: Settings, port: int) -> str:
    """Return the address to open in a browser on this machine.

    Args:
        settings: the configured address or host.
        port: the port that is listened on; the settings may have left it open.
    """
    if settings.address:
        return settings.address.rstrip("/")
    # Every address of the machine is not one that a browser can go to.
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket bound to the address, so that a taken port is known before anything slow begins.

    Raises:
        XianwenError: the port is taken, or the host is not an address of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host.encode("idna"), port))
        # Bound alone does not claim it from another server that was given the same address option.
        listener.listen(128)
    except (OSError, UnicodeError) as error:  # the latter for what cannot be part of a host's name
        listener.close()
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise XianwenError(
                f"端口 {port} 已被占用：请关闭占用它的程序，或用 XIANWEN_PORT 换一个端口。"
                f"(Port {port} is taken; set XIANWEN_PORT to another.)"
            ) from error
        reason = error.strerror if isinstance(error, OSError) else "不是主机名"
        raise XianwenError(
            f"无法在 {host}:{port} 上监听：{reason}。请检查 XIANWEN_HOST 和 XIANWEN_PORT。"
            f"(Cannot listen on {host}:{port}.)"
        ) from error
    return listener


def _announce_when_ready(
    workspace: Workspace, server: uvicorn.Server, address: str, announce: Callable[[str], None]
) -> None:
    """Announce the address once page and library are ready; stop the server if the library cannot be opened."""
    if workspace.failed():
        server.should_exit = True
        return
    while not server.started and not server.should_exit:
        time.sleep(0.02)
    if server.started:
        # Blanks around it: a terminal then makes the address, and nothing else, a link.
        announce(f"县问已就绪： {address}")
        if not any(document.state == "ready" for document in workspace.library.documents()):
            announce(
                "资料库还是空的：在网页的“资料库”页上传文件，或运行 xianwen ingest 文件夹。"
                "(The library is empty: upload files on the page, or run `xianwen ingest FOLDER`.)"
            )
        if workspace.settings.open_browser and has_browser(os.environ, terminal=sys.stdout.isatty()):
            open_browser(address)
