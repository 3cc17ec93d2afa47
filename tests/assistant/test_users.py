"""Signing in: a file of names with hashes, tokens that end with the password, and no endless guessing."""

from __future__ import annotations

import io
import json
import stat
import time
from pathlib import Path

import bcrypt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeTimedSerializer

from assistant import users as module
from assistant.attempts import MOST_FAILURES, MOST_FROM_ADDRESS, TooManyAttempts
from assistant.cli.main import main
from assistant.users import SIGNED_IN_SECONDS, User, UserStore
from ingest.errors import XianwenError

PASSWORD = "石桥下的水往东流去"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Real hashes of the least cost, so that a test of many takes no seconds each."""
    salt = bcrypt.gensalt
    monkeypatch.setattr(bcrypt, "gensalt", lambda: salt(4))
    monkeypatch.setattr(module, "_NOBODY", bcrypt.hashpw(b"", salt(4)).decode())


@pytest.fixture
def people(tmp_path: Path) -> UserStore:
    made = UserStore(tmp_path / "library" / "users.json")
    made.add("温若澜", PASSWORD, admin=True)
    made.add("reader", "reader-password", admin=False)
    return made


def test_a_person_is_known_by_name_and_password_and_by_nothing_else(people: UserStore) -> None:
    for _ in range(2):
        assert people.check("温若澜", PASSWORD) == User("温若澜", admin=True)
        assert people.check("reader", "reader-password") == User("reader", admin=False)
        for name, password in (
            ("温若澜", "reader-password"),
            ("没有", PASSWORD),
            ("reader", ""),
            ("reader", "x" * 500),
        ):
            assert people.check(name, password) is None


def test_the_file_holds_bcrypt_hashes_for_its_owner_alone(people: UserStore) -> None:
    text = people.path.read_text(encoding="utf-8")
    assert PASSWORD not in text and stat.S_IMODE(people.path.stat().st_mode) == 0o600
    assert bcrypt.checkpw(PASSWORD.encode(), json.loads(text)["users"]["温若澜"]["hash"].encode())


def test_a_token_is_good_until_it_is_too_old(people: UserStore, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [time.time()]
    monkeypatch.setattr(time, "time", lambda: now[0])
    token = people.token("reader")
    assert people.holder(token) == User("reader", admin=False)
    now[0] += SIGNED_IN_SECONDS - 1
    assert UserStore(people.path).holder(token)
    now[0] += 2
    assert people.holder(token) is None


def test_a_new_password_or_a_removal_ends_what_was_signed_in(people: UserStore) -> None:
    token, other = people.token("reader"), people.token("温若澜")
    assert people.check("reader", "reader-password")
    UserStore(people.path).add("reader", "another-password", admin=False)
    assert people.holder(token) is None and people.check("reader", "reader-password") is None
    assert people.holder(other)
    UserStore(people.path).remove("温若澜")
    assert people.holder(other) is None and people.check("温若澜", PASSWORD) is None


def test_a_token_that_was_changed_is_no_token(people: UserStore) -> None:
    token = people.token("reader")
    named, at, signature = token.split(".")
    mine, later, _ = people.token("温若澜").split(".")
    secret = json.loads(people.path.read_text(encoding="utf-8"))["secret"]
    later = later[:-1] + ("A" if later[-1] != "A" else "B")
    for forged in (
        "",
        "..",
        "a.b.c",
        f"{mine}.{at}.{signature}",
        f"{named}.{later}.{signature}",
        token[:-1],
        f"{named}.²²²².{signature}",
        f"{named}.{'9' * 5000}.{signature}",
        f"{named}.{at}.\ud800",
        f"温若澜.{at}.{signature}",
        f"{named}=.{at}.{signature}",
        # Signed by whoever has another secret, or for another use of this one.
        URLSafeTimedSerializer("0" * 64, salt="sign-in").dumps(["温若澜", ""]),
        URLSafeTimedSerializer(secret, salt="other").dumps(["温若澜", ""]),
    ):
        assert people.holder(forged) is None, forged


def test_a_token_of_a_library_whose_users_are_gone_is_no_token(people: UserStore) -> None:
    token = people.token("reader")
    people.path.unlink()
    assert people.holder(token) is None
    people.add("reader", "reader-password", admin=True)
    assert people.check("reader", "reader-password")


@given(st.text(max_size=200))
def test_whatever_a_browser_sends_is_a_token_or_none(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    people = UserStore(tmp_path_factory.getbasetemp() / "any" / "users.json")
    if not people.names:
        people.add("reader", "reader-password", admin=False)
    assert people.holder(text) is None


def test_guessing_is_stopped_after_some_wrong_passwords_and_for_that_name_alone(people: UserStore) -> None:
    for _ in range(MOST_FAILURES):
        assert people.check("reader", "wrong") is None
    with pytest.raises(TooManyAttempts):
        people.check("reader", "wrong again")
    assert people.check("温若澜", PASSWORD)


def test_guessing_from_one_address_keeps_nobody_out_at_another(people: UserStore) -> None:
    for _ in range(MOST_FAILURES):
        people.check("reader", "wrong", "10.0.0.9")
    with pytest.raises(TooManyAttempts):
        people.check("reader", "reader-password", "10.0.0.9")
    assert people.check("reader", "reader-password", "10.0.0.1")


def test_an_address_that_tries_many_names_is_stopped(people: UserStore) -> None:
    for number in range(MOST_FROM_ADDRESS):
        people.check(f"name{number}", "wrong", "10.0.0.9")
    with pytest.raises(TooManyAttempts):
        people.check("温若澜", PASSWORD, "10.0.0.9")
    assert people.check("温若澜", PASSWORD, "10.0.0.1")


def test_an_ended_session_is_over_for_every_copy_of_its_token_and_for_that_one_alone(
    people: UserStore,
) -> None:
    token, other = people.token("reader"), people.token("reader")
    people.end(token)
    assert people.holder(token) is None and UserStore(people.path).holder(token) is None
    assert people.holder(other) == User("reader", admin=False)
    people.end("no token")
    assert stat.S_IMODE(people.path.with_name("users-signed-out.json").stat().st_mode) == 0o600


@pytest.mark.parametrize(("name", "password"), [("", PASSWORD), ("a b", PASSWORD), ("a/b", PASSWORD), ("甲", "短"),
                                                ("甲", "长" * 30)])  # fmt: skip
def test_a_name_or_password_that_will_not_do_is_refused(people: UserStore, name: str, password: str) -> None:
    with pytest.raises(XianwenError):
        people.add(name, password, admin=False)
    assert people.names == ["reader", "温若澜"]


@pytest.mark.parametrize(
    "content", ["", "{}", '{"secret": "", "users": {}}', '{"users": {"a": {"hash": "x"}}}', "[1]"]
)
def test_a_damaged_file_lets_nobody_in(people: UserStore, content: str) -> None:
    people.path.write_text(content, encoding="utf-8")
    with pytest.raises(XianwenError, match="用户文件"):
        UserStore(people.path).check("reader", "reader-password")


def test_users_are_added_and_removed_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    library = ["--library", str(tmp_path / "library")]
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert main([*library, "user", "add", "甲", "--admin", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"users": ["甲"]}
    assert UserStore(tmp_path / "library" / "users.json").check("甲", PASSWORD) == User("甲", admin=True)
    assert main([*library, "user", "remove", "乙"]) == 2
    assert "没有用户“乙”" in capsys.readouterr().err
    assert main([*library, "user", "remove", "甲"]) == 0
    # A library can still be made in the folder.
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt").write_text(
        "砚溪县2023年政府工作报告\n新签约项目47个。", encoding="utf-8"
    )
    assert main([*library, "ingest", str(tmp_path / "documents")]) == 0
