"""POST /v1/chat/completions, streamed or whole, and GET /log: what was asked, and when the words went out."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain
from typing import Any

from tests.llm_server import oddities as oddities
from tests.llm_server.behaviours import BEHAVIOURS, Close, Cut, Delta, Ending, Pause, Raw, Status, Step, Whole


@dataclass
class Asked:
    """One request; times are of time.time()."""

    model: str
    messages: list[dict[str, Any]]
    received: float
    authorization: str = ""
    first_sent: float | None = None
    done: float | None = None
    dropped: bool = False
    limit: int = 0


@dataclass
class Log:
    asked: list[Asked] = field(default_factory=list)


class Server(ThreadingHTTPServer):
    """The server, bound to loopback; port 0 takes a free one."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.log = Log()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    @property
    def asked(self) -> list[Asked]:
        return self.log.asked

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is part of what is tested, and no news."""


@contextmanager
def running() -> Iterator[Server]:
    """A server in a thread of this process."""
    server = Server()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Small pieces go out at once, as from a real server; otherwise each waits 40 ms for an acknowledgement.
    disable_nagle_algorithm = True
    server: Server

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        if self.path == "/log":
            self._whole(200, {"asked": [asdict(asked) for asked in self.server.asked]})
        else:
            self._whole(404, {"error": {"message": "no such page"}})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        asked = Asked(body["model"], body["messages"], time.time(), self.headers.get("authorization", ""))
        asked.limit = body.get("max_tokens") or 0
        self.server.asked.append(asked)
        self.counts = bool((body.get("stream_options") or {}).get("include_usage"))
        steps = BEHAVIOURS[asked.model](asked.messages, len(self.server.asked))
        first = next(steps, None)
        if isinstance(first, Status):
            message = first.message.replace("{authorization}", asked.authorization)
            self._whole(first.code, {"error": {"message": message, "type": "error"}}, first.headers)
        elif isinstance(first, Whole):
            self._whole(200, _completion(asked.model, first.text))
        elif body.get("stream"):
            self._stream(asked, first, steps)
        else:
            texts = [step for step in (first, *steps) if isinstance(step, str)]
            self._whole(200, _completion(asked.model, "".join(texts)))
        asked.done = time.time()

    def _stream(self, asked: Asked, first: Step | None, steps: Iterator[Step]) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        ending, written = "stop", 0
        try:
            for step in chain([first], steps):
                if isinstance(step, Pause):
                    time.sleep(step.seconds)
                elif isinstance(step, Cut):
                    # An immediate reset, as when the process is killed.
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    self.connection.close()
                    self.close_connection = True
                    return
                elif isinstance(step, Close):
                    self._chunk(b"")
                    return
                elif isinstance(step, Raw):
                    self._chunk(step.data)
                elif isinstance(step, Delta):
                    self._event(_delta(asked.model, step.fields, None))
                elif isinstance(step, Ending):
                    ending = step.reason
                elif isinstance(step, str):
                    written += len(step)
                    self._event(_delta(asked.model, {"content": step}, None))
                    asked.first_sent = asked.first_sent or time.time()
            self._event(_delta(asked.model, {}, ending))
            if self.counts:
                self._event(
                    _delta(asked.model, {}, None) | {"choices": [], "usage": usage_of(asked, written)}
                )
            self._chunk(b"data: [DONE]\n\n")
            self._chunk(b"")
        except OSError:
            asked.dropped = True
            self.close_connection = True

    def _event(self, value: dict[str, Any]) -> None:
        self._chunk(b"data: " + json.dumps(value).encode() + b"\n\n")

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _whole(self, code: int, value: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        data = json.dumps(value).encode()
        self.send_response(code)
        for name, text in (headers or {}).items():
            self.send_header(name, text)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def usage_of(asked: Asked, written: int) -> dict[str, int]:
    """The tokens of a request and its reply, one for each character."""
    read = sum(len(str(message["content"])) for message in asked.messages)
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}


def _delta(model: str, delta: dict[str, Any], finish: str | None) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": model,
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }  # fmt: skip


def _completion(model: str, text: str) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": model,
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }  # fmt: skip
