"""Who gets in when the users are gone, and that guessing passwords holds up nobody else."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import bcrypt
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.users import UserStore
from assistant.web.auth.middleware import HEALTH_PATH, TOKEN_COOKIE, AccessMiddleware

PASSWORD = "reader-password"


def client(users: UserStore, *, host: str = "0.0.0.0", open_to_all: bool = False) -> TestClient:
    """A small app behind the access control, as it is reached under that host name."""

    def page(request: Request) -> PlainTextResponse:
        return PlainTextResponse("in")

    app = Starlette(routes=[Route("/", page), Route(HEALTH_PATH, page)])
    return TestClient(
        AccessMiddleware(app, users, host, open_to_all=open_to_all), base_url="http://127.0.0.1:7860"
    )


@pytest.fixture
def users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> UserStore:
    salt = bcrypt.gensalt
    monkeypatch.setattr(bcrypt, "gensalt", lambda: salt(4))
    made = UserStore(tmp_path / "users.json")
    made.add("reader", PASSWORD, admin=False)
    return made


@pytest.mark.parametrize("lost", ["removed", "file gone"])
@pytest.mark.parametrize("open_to_all", [False, True])
def test_an_app_that_others_can_reach_closes_when_its_last_user_is_gone(
    users: UserStore, lost: str, open_to_all: bool
) -> None:
    app = client(users, open_to_all=open_to_all)
    assert app.get("/", auth=("reader", PASSWORD)).text == "in"
    users.remove("reader") if lost == "removed" else users.path.unlink()
    refused = app.get("/")
    assert refused.status_code == 503
    assert "xianwen user add" in refused.text
    assert app.get(HEALTH_PATH).status_code == 200


def test_an_app_of_this_machine_alone_opens_when_its_last_user_is_gone(users: UserStore) -> None:
    app = client(users, host="127.0.0.1", open_to_all=True)
    assert app.get("/").status_code == 401
    users.remove("reader")
    assert app.get("/").text == "in"


def test_an_app_without_users_is_open_only_where_that_was_asked_for(tmp_path: Path) -> None:
    nobody = UserStore(tmp_path / "users.json")
    assert client(nobody).get("/").status_code == 503
    assert client(nobody, open_to_all=True).get("/").text == "in"


def test_many_wrong_passwords_at_once_keep_nobody_waiting_who_is_signed_in(
    users: UserStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(given: bytes, hashed: bytes) -> bool:
        time.sleep(0.1)
        return False

    monkeypatch.setattr(bcrypt, "checkpw", slowly)
    with client(users) as app, client(users) as stranger:
        app.cookies.set(TOKEN_COOKIE, users.token("reader"))
        codes: list[int] = []

        def guess(number: int) -> None:
            codes.append(stranger.get("/", auth=(f"name{number}", "wrong")).status_code)

        guessing = [threading.Thread(target=guess, args=(number,)) for number in range(60)]
        for thread in guessing:
            thread.start()
        began = time.perf_counter()
        assert app.get("/").text == "in"
        assert time.perf_counter() - began < 2
        for thread in guessing:
            thread.join()
    assert set(codes) <= {401, 429}
    assert 429 in codes
