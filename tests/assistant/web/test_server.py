"""The HTTP server: what it refuses, what it guards, and what it says when it cannot start."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from assistant.web.documents.routes import parse_spans
from assistant.web.server import address_of, serve
from ingest.errors import XianwenError
from ingest.settings import Settings
from tests.assistant.web.conftest import REPOSITORY, App, running_app


def get(url: str | urllib.request.Request) -> tuple[int, str, dict[str, str]]:
    try:
        with urllib.request.urlopen(url, timeout=10) as response:
            return response.status, response.read().decode(), dict(response.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), dict(error.headers)


def test_a_taken_port_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(XianwenError, match=f"端口 {port} 已被占用.*XIANWEN_PORT"):
            serve(Settings(library=tmp_path / "library", port=port))
    assert not (tmp_path / "library").exists()


@pytest.mark.slow
def test_a_library_that_cannot_be_opened_is_one_line_and_exit_2(tmp_path: Path) -> None:
    (tmp_path / "别的文件.txt").write_text("不是资料库")
    environment = os.environ | {"XIANWEN_LIBRARY": str(tmp_path), "XIANWEN_PORT": "0"}
    run = subprocess.run(
        [sys.executable, str(REPOSITORY / "app.py")],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 2
    assert "不是资料库" in run.stderr and "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        ({}, "http://127.0.0.1:7861"),
        ({"host": "0.0.0.0"}, "http://127.0.0.1:7861"),
        ({"host": "::"}, "http://[::1]:7861"),
        ({"host": "192.168.1.5"}, "http://192.168.1.5:7861"),
        ({"host": "0.0.0.0", "address": "https://xianwen.example/"}, "https://xianwen.example"),
    ],
)
def test_the_address_that_is_shown_is_one_that_can_be_opened(settings: dict[str, str], address: str) -> None:
    assert address_of(Settings(**settings), 7861) == address


@pytest.mark.slow
def test_behind_a_port_of_this_machine_alone_no_name_of_a_strangers_is_answered(tmp_path: Path) -> None:
    # As in a container: all its addresses are listened on, one port of this machine leads there.
    exposed = {"XIANWEN_HOST": "0.0.0.0", "XIANWEN_WITHOUT_SIGN_IN": "1"}
    with running_app(tmp_path / "library", **exposed, XIANWEN_ADDRESS="http://127.0.0.1:7860") as app:
        assert get(app.url)[0] == 200
        assert get(urllib.request.Request(app.url, headers={"Host": "rebound.example"}))[0] == 421
        assert "县问已就绪： http://127.0.0.1:7860\n" in app.lines


@pytest.mark.slow
def test_its_health_is_told_to_whoever_asks_signed_in_or_not(served: App, guarded: App) -> None:
    for app in (served, guarded):
        status, body, _ = get(f"{app.url}/xianwen/health")
        assert (status, json.loads(body)) == (200, {"status": "ok"})


@pytest.mark.slow
def test_the_page_names_no_other_host_and_forbids_the_browser_to_ask_one(served: App) -> None:
    status, html, headers = get(served.url)
    assert status == 200
    assert 'lang="zh-CN"' in html and "xianwen.css" in html
    assert not re.findall(r"<(?:script|link|img|meta)[^>]*https?://(?!127\.)", html)
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy and "http" not in policy and "*" not in policy


@pytest.mark.slow
def test_only_documents_of_the_library_are_shown_and_no_file_is_served(served: App) -> None:
    for doc in ("../library/catalog.sqlite3", "/etc/passwd", "没有.txt"):
        _, html, _ = get(f"{served.url}/xianwen/source?{urllib.parse.urlencode({'doc': doc})}")
        assert "资料库中没有文档" in html and "root:" not in html
    for path in (served.library / "catalog.sqlite3", REPOSITORY / "pyproject.toml", Path("/etc/passwd")):
        assert get(f"{served.url}/gradio_api/file={urllib.parse.quote(str(path))}")[0] in (403, 404)
    assert get(f"{served.url}/xianwen/..%2Fpage.py")[0] == 404
    assert get(f"{served.url}/xianwen/page.py")[0] == 404


@pytest.mark.slow
def test_offsets_that_make_no_sense_are_refused_or_shown_unmarked(served: App) -> None:
    document = {"doc": "报告/砚溪县2023.txt"}
    for wrong in ({"start": "x"}, {"exact": "1-2;3"}, {"exact": "1-" * 3000}):
        assert get(f"{served.url}/xianwen/source?{urllib.parse.urlencode(document | wrong)}")[0] == 422
    far = document | {"start": "5", "end": "99999999"}
    status, html, _ = get(f"{served.url}/xianwen/source?{urllib.parse.urlencode(far)}")
    assert status == 200 and "<mark" not in html and "改动过" in html


def test_spans_are_read_as_they_are_written() -> None:
    assert parse_spans("12-30,44-60") == [(12, 30), (44, 60)]
    assert parse_spans("") == []


@pytest.mark.slow
def test_a_broken_file_of_conversations_is_told_and_no_bare_500(tmp_path: Path) -> None:
    with running_app(tmp_path / "library") as app:
        assert get(f"{app.url}/xianwen/conversations")[0] == 200
        for file in (tmp_path / "library").glob("conversations.sqlite3*"):
            file.write_bytes(b"no database at all, " * 5000)
        status, body, headers = get(f"{app.url}/xianwen/conversations")
        assert status == 503 and headers["content-type"] == "application/json"
        assert "无法读写对话文件" in json.loads(body)["error"]
        assert get(f"{app.url}/xianwen/xianwen.css")[0] == 200, "the rest goes on"


@pytest.mark.slow
def test_an_upload_over_the_limit_is_cut_off_by_the_server_too(tmp_path: Path) -> None:
    with running_app(tmp_path / "library", XIANWEN_MAX_UPLOAD_MB="1") as app:
        for size, status in ((1_000_001, 422), (1_000, 204)):
            request = urllib.request.Request(f"{app.url}/xianwen/upload?path=a/b.txt", data=b"x" * size)
            assert get(request)[0] == status
        assert (tmp_path / "library" / "uploads" / "a" / "b.txt").stat().st_size == 1_000
        assert len(list((tmp_path / "library" / "uploads").rglob("*"))) == 2


@pytest.mark.parametrize("offset", ["9" * 24, "-5", "x"])
def test_an_offset_that_no_text_has_is_the_callers_mistake(served: App, offset: str) -> None:
    for route in ("source", "passage"):
        code, _, _ = get(f"{served.url}/xianwen/{route}?doc=a&start={offset}&end={offset}")
        assert code == 422


def test_what_was_asked_and_read_is_kept_in_no_cache(served: App) -> None:
    for path in ("/", "/config", "/xianwen/pulse"):
        _, _, headers = get(served.url + path)
        assert headers["cache-control"] == "no-store", path
