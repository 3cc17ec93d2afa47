"""The users of the web app: a file of names with bcrypt hashes, and the signed tokens that identify a browser."""

from __future__ import annotations

import hashlib
import re
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bcrypt
from itsdangerous import BadData, URLSafeTimedSerializer

from assistant.attempts import Attempts, TooManyAttempts
from assistant.private_file import PrivateFile
from assistant.sign_outs import SignOuts
from ingest.errors import XianwenError
from ingest.library.folder import SIGN_OUTS_NAME

SHORTEST_PASSWORD = 8
# bcrypt looks at no more of a password.
MOST_PASSWORD_BYTES = 72
SIGNED_IN_SECONDS = 30 * 24 * 3600
SHORTEST_SECRET = 32
# Passwords that wait to be looked at, a quarter of a second each.
MOST_WAITING = 20
_HASH = re.compile(r"\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}")
_NAME = re.compile(r"[\w][\w.@-]{0,49}")


@dataclass(frozen=True, slots=True)
class User:
    """Someone who may use the app; an admin may also change the library."""

    name: str
    admin: bool


class UserStore:
    """The users file of a library. It is read again when it changes, so that a removed user loses access at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = PrivateFile(path)
        self._attempts = Attempts()
        self._signed_out = SignOuts(path.with_name(SIGN_OUTS_NAME))
        # One password at a time, in a thread of its own: guessing must take neither all of the machine nor the threads
        # that answer others.
        self._hashing = ThreadPoolExecutor(1, thread_name_prefix="passwords")
        self._waiting = threading.BoundedSemaphore(MOST_WAITING)
        self._known: dict[bytes, str] = {}

    @property
    def names(self) -> list[str]:
        """Return the names on file; none where there is no file.

        Raises:
            XianwenError: the file cannot be read.
        """
        return sorted(self._users())

    def user(self, name: str) -> User | None:
        """Return the user of that name, or None."""
        user = self._users().get(name)
        return None if user is None else User(name, bool(user["admin"]))

    def add(self, name: str, password: str, *, admin: bool) -> None:
        """Add a user, or replace their password and role, which ends their sessions.

        Raises:
            XianwenError: the name or the password is not acceptable, or the file cannot be written.
        """
        if not _NAME.fullmatch(name):
            raise XianwenError(
                f"用户名“{name}”不能用：只能有文字、数字和 . _ @ -，最多 50 个字。"
                "(A user name is letters, digits and . _ @ -, at most 50.)"
            )
        if len(password) < SHORTEST_PASSWORD or len(password.encode()) > MOST_PASSWORD_BYTES:
            raise XianwenError(
                f"密码至少要 {SHORTEST_PASSWORD} 个字，最多 {MOST_PASSWORD_BYTES} 个字节。"
                f"(A password has at least {SHORTEST_PASSWORD} characters and at most {MOST_PASSWORD_BYTES} bytes.)"
            )
        hashed = bcrypt.hashpw(password.encode(), bcrypt.gensalt()).decode()
        self._write({**self._users(), name: {"hash": hashed, "admin": admin}})

    def remove(self, name: str) -> None:
        """Remove a user.

        Raises:
            XianwenError: there is no such user, or the file cannot be written.
        """
        users = dict(self._users())
        if users.pop(name, None) is None:
            raise XianwenError(f"没有用户“{name}”。已有：{'、'.join(self.names) or '无'}。(No such user.)")
        self._write(users)

    def check(self, name: str, password: str, address: str = "") -> User | None:
        """Return the user with that name and password, or None.

        Args:
            name, password: as they were given.
            address: from where.

        Raises:
            TooManyAttempts: too many wrong passwords were given from there, or too many wait to be looked at.
        """
        user = self._users().get(name)
        hashed = str(user["hash"]) if user else _NOBODY
        seen = hashlib.sha256(f"{hashed}\0{password}".encode("utf-8", "replace")).digest()
        if user and self._known.get(seen) == name:
            return self.user(name)  # a program brings its password with each request
        self._attempts.refuse(address, name)
        if not self._waiting.acquire(blocking=False):
            raise TooManyAttempts(
                "登录的人太多，请过一会儿再试。(Too many people are signing in: try again later.)"
            )
        try:
            right = self._hashing.submit(self._is_right, address, name, password, hashed).result()
        finally:
            self._waiting.release()
        if not (right and user):
            self._attempts.failed(address, name)
            return None
        self._attempts.succeeded(address, name)
        self._known = {**dict(list(self._known.items())[-99:]), seen: name}
        return self.user(name)

    def _is_right(self, address: str, name: str, password: str, hashed: str) -> bool:
        # Once more: of many that came at once the first ones have been looked at meanwhile.
        self._attempts.refuse(address, name)
        given = password.encode("utf-8", "replace")
        return len(given) <= MOST_PASSWORD_BYTES and bcrypt.checkpw(given, hashed.encode())

    def token(self, name: str) -> str:
        """Return a token that identifies a browser as `name`: for 30 days, until they sign out there or the password
        changes."""
        user = self._users()[name]  # first: it reads the file, where the secret is as well
        return str(self._signer().dumps([name, _password_mark(user), secrets.token_urlsafe(12)]))

    def holder(self, token: str) -> User | None:
        """Return the user that a token was issued to, while it is valid, or None."""
        if (named := self._named_by(token)) is None:
            return None
        name, mark, id = named
        user = self._users().get(name)
        if not user or mark != _password_mark(user) or id in self._signed_out:
            return None
        return self.user(name)

    def end(self, token: str) -> None:
        """End the session of a token: a copy of it is no longer good either.

        Raises:
            XianwenError: that cannot be noted.
        """
        if (named := self._named_by(token)) is not None:
            self._signed_out.add(named[2], SIGNED_IN_SECONDS)

    def _named_by(self, token: str) -> tuple[str, str, str] | None:
        """Return the name, the password's mark and the id that a token of ours carries, or None."""
        if not self._users() or not token.isascii():
            return None
        try:
            name, mark, id = self._signer().loads(token, max_age=SIGNED_IN_SECONDS)
        except (BadData, ValueError):
            return None
        return name, mark, id

    def _signer(self) -> URLSafeTimedSerializer:
        hmac_sha256 = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
        return URLSafeTimedSerializer(self._file.last["secret"], salt="sign-in", signer_kwargs=hmac_sha256)

    def _users(self) -> dict[str, Any]:
        try:
            found = self._file.read(_check)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise XianwenError(
                f"用户文件 {self.path} 读不了或已损坏：{error}。请修好它，或删去后用 xianwen user add 重建。"
                "(The users file cannot be read: mend it, or delete it and add the users again.)"
            ) from error
        users: dict[str, Any] = found["users"] if found else {}
        return users

    def _write(self, users: dict[str, Any]) -> None:
        secret = self._file.last.get("secret") or secrets.token_hex(32)
        try:
            self._file.write({"secret": secret, "users": users})
        except OSError as error:
            raise XianwenError(
                f"写不了用户文件 {self.path}：{error.strerror}。请检查路径和权限。"
                "(The users file cannot be written: check path and permissions.)"
            ) from error


def _check(found: dict[str, Any]) -> None:
    """Refuse a users file that holds anything else than names with hashes, and a secret to sign with."""
    for name, user in found["users"].items():
        if not _HASH.fullmatch(user["hash"]) or not isinstance(user["admin"], bool):
            raise ValueError(name)
    if len(found["secret"]) < SHORTEST_SECRET:
        raise ValueError("secret")


def _password_mark(user: dict[str, Any]) -> str:
    """Return the part of a token that depends on a user's password, so that the token ends with it."""
    return hashlib.sha256(user["hash"].encode()).hexdigest()[:16]


# The hash of a password that nobody has: a name that is not on file takes as long to refuse as one that is.
_NOBODY = "$2b$12$C6UzMDM.H6dfI/f/IKcEeO2sP3DPQzRnAmKmoqM8yvQXGTzdJ5PvS"
