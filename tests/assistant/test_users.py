"""Signing in: a file of names with hashes, tokens that end with the password, and no endless guessing."""

from __future__ import annotations

import io
import json
import stat
from pathlib import Path

import bcrypt
import pytest

from assistant import users as module
from assistant.cli.main import main
from assistant.users import MOST_FAILURES, SIGNED_IN_SECONDS, People, Person, TooManyAttempts
from ingest.errors import XianwenError

PASSWORD = "石桥下的水往东流去"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Real hashes of the least cost, so that a test of many takes no seconds each."""
    salt = bcrypt.gensalt
    monkeypatch.setattr(bcrypt, "gensalt", lambda: salt(4))
    monkeypatch.setattr(module, "_NOBODY", bcrypt.hashpw(b"", salt(4)).decode())


@pytest.fixture
def people(tmp_path: Path) -> People:
    made = People(tmp_path / "library" / "users.json")
    made.add("温若澜", PASSWORD, admin=True)
    made.add("reader", "reader-password", admin=False)
    return made


def test_a_person_is_known_by_name_and_password_and_by_nothing_else(people: People) -> None:
    for _ in range(2):
        assert people.check("温若澜", PASSWORD) == Person("温若澜", admin=True)
        assert people.check("reader", "reader-password") == Person("reader", admin=False)
        for name, password in (
            ("温若澜", "reader-password"),
            ("没有", PASSWORD),
            ("reader", ""),
            ("reader", "x" * 500),
        ):
            assert people.check(name, password) is None


def test_the_file_holds_bcrypt_hashes_for_its_owner_alone(people: People) -> None:
    text = people.path.read_text(encoding="utf-8")
    assert PASSWORD not in text and stat.S_IMODE(people.path.stat().st_mode) == 0o600
    assert bcrypt.checkpw(PASSWORD.encode(), json.loads(text)["users"]["温若澜"]["hash"].encode())


def test_a_token_is_good_until_it_is_too_old(people: People, tmp_path: Path) -> None:
    now = [1_700_000_000.0]
    timed = People(people.path, clock=lambda: now[0])
    token = timed.token("reader")
    assert timed.holder(token) == Person("reader", admin=False)
    assert People(people.path, clock=lambda: now[0]).holder(token)
    now[0] += SIGNED_IN_SECONDS + 1
    assert timed.holder(token) is None


def test_a_new_password_or_a_removal_ends_what_was_signed_in(people: People) -> None:
    token, other = people.token("reader"), people.token("温若澜")
    assert people.check("reader", "reader-password")
    People(people.path).add("reader", "another-password", admin=False)
    assert people.holder(token) is None and people.check("reader", "reader-password") is None
    assert people.holder(other)
    People(people.path).remove("温若澜")
    assert people.holder(other) is None and people.check("温若澜", PASSWORD) is None


def test_a_token_that_was_changed_is_no_token(people: People) -> None:
    token = people.token("reader")
    name, until, signature = token.split(".")
    mine = people.token("温若澜").split(".")[0]
    for forged in (
        "",
        "..",
        "a.b.c",
        f"{mine}.{until}.{signature}",
        f"{name}.{int(until) + 1}.{signature}",
        token[:-1],
        f"{name}.²²²²²²²²²²²².{signature}",
        f"{name}.{'9' * 5000}.{signature}",
        f"{name}.{until}.\ud800",
        f"温若澜.{until}.{signature}",
        f"{name}=.{until}.{signature}",
    ):
        assert people.holder(forged) is None, forged


def test_guessing_is_stopped_after_some_wrong_passwords_and_for_that_name_alone(people: People) -> None:
    for _ in range(MOST_FAILURES):
        assert people.check("reader", "wrong") is None
    with pytest.raises(TooManyAttempts):
        people.check("reader", "wrong again")
    assert people.check("温若澜", PASSWORD)


@pytest.mark.parametrize(("name", "password"), [("", PASSWORD), ("a b", PASSWORD), ("a/b", PASSWORD), ("甲", "短"),
                                                ("甲", "长" * 30)])  # fmt: skip
def test_a_name_or_password_that_will_not_do_is_refused(people: People, name: str, password: str) -> None:
    with pytest.raises(XianwenError):
        people.add(name, password, admin=False)
    assert people.names == ["reader", "温若澜"]


@pytest.mark.parametrize(
    "content", ["", "{}", '{"secret": "", "users": {}}', '{"users": {"a": {"hash": "x"}}}', "[1]"]
)
def test_a_damaged_file_lets_nobody_in(people: People, content: str) -> None:
    people.path.write_text(content, encoding="utf-8")
    with pytest.raises(XianwenError, match="用户文件"):
        People(people.path).check("reader", "reader-password")


def test_users_are_added_and_removed_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    library = ["--library", str(tmp_path / "library")]
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert main([*library, "user", "add", "甲", "--admin", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"users": ["甲"]}
    assert People(tmp_path / "library" / "users.json").check("甲", PASSWORD) == Person("甲", admin=True)
    assert main([*library, "user", "remove", "乙"]) == 2
    assert "没有用户“乙”" in capsys.readouterr().err
    assert main([*library, "user", "remove", "甲"]) == 0
    # A library can still be made in the folder.
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt").write_text(
        "砚溪县2023年政府工作报告\n新签约项目47个。", encoding="utf-8"
    )
    assert main([*library, "ingest", str(tmp_path / "documents")]) == 0
