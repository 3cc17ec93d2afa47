"""Store conversations in the library: questions, the answers as they were given, and their sources.

They have a file of their own beside the catalogue: what people asked must survive when a library is rebuilt.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.conversations.kept_answer import from_json, to_json
from assistant.markup import to_plain
from assistant.schema import Answer, Mode
from ingest.chinese.script import fold
from ingest.errors import LibraryError
from ingest.library.folder import CONVERSATIONS_NAME
from ingest.library.sqlite import Database

# Raised when the tables change so that an older file cannot be read.
FORMAT = 1
LONGEST_TITLE = 60
LONGEST_COMMENT = 2_000
# A deleted conversation can be brought back for so long; then it is gone from the disk as well.
KEPT_DELETED = timedelta(days=7)
_MOST_LISTED = 200

_SCHEMA = """
CREATE TABLE conversation (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT NOT NULL,
    begun_at TEXT NOT NULL, changed_at TEXT NOT NULL,
    deleted_at TEXT                     -- NULL: there
);
CREATE INDEX conversation_owner ON conversation (owner, changed_at);
CREATE TABLE exchange (
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation TEXT NOT NULL,
    answer_id TEXT NOT NULL UNIQUE, question TEXT NOT NULL, answer TEXT NOT NULL,
    words TEXT NOT NULL,                -- question and answer, folded, to be searched
    asked_at TEXT NOT NULL,
    verdict INTEGER, comment TEXT       -- what the reader thought of it: 1, -1 or NULL
);
CREATE INDEX exchange_conversation ON exchange (conversation, id);
"""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation in a list.

    Attributes:
        id: its id.
        title: its title.
        changed_at: the time of its last question, ISO, UTC.
        exchanges: the number of questions.
    """

    id: str
    title: str
    changed_at: str
    exchanges: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its answer.

    Attributes:
        answer: the answer, which holds the question.
        verdict: the reader's verdict on the answer, 1 or -1; None without one.
        comment: the reader's comment.
        asked_at: ISO, UTC.
    """

    answer: Answer
    verdict: int | None
    comment: str
    asked_at: str


class Conversations:
    """The conversations of a library, usable from any thread.

    Every method takes the owner: whoever does not own a conversation cannot find out that it exists.
    """

    def __init__(self, folder: Path, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Open the file in `folder`, creating it if needed, and drop conversations deleted long ago.

        Args:
            folder: the library's folder.
            now: the clock.

        Raises:
            LibraryError: the file cannot be opened, or has another version's format.
        """
        self.path = folder / CONVERSATIONS_NAME
        self._now = now
        self._database = Database(self.path, synchronous="NORMAL", functions={"fold": fold})
        self._prepare()

    def add(self, owner: str, conversation: str | None, answer: Answer) -> str:
        """Store an answer at the end of `conversation`, or of a new one, and return the conversation's id.

        A conversation that was deleted meanwhile, or belongs to somebody else, is not written to: a new one is begun.
        """
        at = self._time()
        with self._writing() as tx:
            if conversation is None or not self._owns(tx, owner, conversation):
                conversation = secrets.token_urlsafe(12)
                title = " ".join(answer.question.split())[:LONGEST_TITLE]
                tx.execute(
                    "INSERT INTO conversation VALUES (?, ?, ?, ?, ?, NULL)",
                    (conversation, owner, title, at, at),
                )
            tx.execute(
                "INSERT INTO exchange (conversation, answer_id, question, answer, words, asked_at) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (conversation, answer.id, answer.question, to_json(answer), _words_of(answer), at),
            )
            tx.execute("UPDATE conversation SET changed_at = ? WHERE id = ?", (at, conversation))
        return conversation

    def change(self, owner: str, answer: Answer) -> bool:
        """Put an answer in the place of the one of that id, whose verdict stays; return False where there is none."""
        return self._changed(
            "UPDATE exchange SET answer = ?, words = ? WHERE answer_id = ? AND conversation IN "
            "(SELECT id FROM conversation WHERE owner = ? AND deleted_at IS NULL)",
            to_json(answer), _words_of(answer), answer.id, owner,
        )  # fmt: skip

    def show(self, owner: str, answer_id: str, mode: Mode) -> bool:
        """Let the wording of that mode stand as an answer from now on; return False where it has none."""
        answer = self.answer(owner, answer_id)
        if answer is None or mode not in [wording.mode for wording in answer.wordings]:
            return False
        return self.change(owner, answer.in_mode(mode))

    def listed(self, owner: str, search: str = "") -> list[Conversation]:
        """Return the conversations of `owner`, the latest first, at most 200.

        Args:
            owner: the owner.
            search: words that must all occur in the title, a question or an answer, in any script; "" lists all.
        """
        query = (
            "SELECT c.id, c.title, c.changed_at, (SELECT count(*) FROM exchange e WHERE e.conversation = c.id) "
            "FROM conversation c WHERE c.owner = ? AND c.deleted_at IS NULL"
        )
        arguments: list[str] = [owner]
        for word in fold(search).split():
            query += (
                " AND (instr(fold(c.title), ?) OR EXISTS (SELECT 1 FROM exchange e WHERE e.conversation = c.id "
                "AND instr(e.words, ?)))"
            )
            arguments += [word, word]
        with self._reading() as connection:
            rows = connection.execute(
                f"{query} ORDER BY c.changed_at DESC, c.rowid DESC LIMIT {_MOST_LISTED}", arguments
            )
            return [Conversation(*row) for row in rows]

    def title(self, owner: str, conversation: str) -> str | None:
        """Return the title of a conversation, or None where `owner` has none of that id."""
        with self._reading() as connection:
            row = connection.execute(
                "SELECT title FROM conversation WHERE id = ? AND owner = ? AND deleted_at IS NULL",
                (conversation, owner),
            ).fetchone()
        return None if row is None else str(row[0])

    def exchanges(self, owner: str, conversation: str, last: int | None = None) -> list[Exchange]:
        """Return the exchanges of a conversation, oldest first; [] where `owner` has none of that id.

        Args:
            owner: the owner.
            conversation: the conversation's id.
            last: how many of the last exchanges to return; None returns all.
        """
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT e.answer, e.verdict, e.comment, e.asked_at FROM exchange e "
                "JOIN conversation c ON c.id = e.conversation "
                "WHERE c.id = ? AND c.owner = ? AND c.deleted_at IS NULL ORDER BY e.id DESC LIMIT ?",
                (conversation, owner, -1 if last is None else last),
            ).fetchall()
        return [Exchange(from_json(r[0]), r[1], r[2] or "", r[3]) for r in reversed(rows)]

    def questions(self, owner: str, conversation: str, last: int) -> list[str]:
        """Return the `last` questions of a conversation, oldest first."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT e.question FROM exchange e JOIN conversation c ON c.id = e.conversation "
                "WHERE c.id = ? AND c.owner = ? AND c.deleted_at IS NULL ORDER BY e.id DESC LIMIT ?",
                (conversation, owner, last),
            ).fetchall()
        return [row[0] for row in reversed(rows)]

    def answer(self, owner: str, answer_id: str) -> Answer | None:
        """Return an answer that was given to `owner`, or None where there is none of that id."""
        with self._reading() as connection:
            row = connection.execute(
                "SELECT e.answer FROM exchange e JOIN conversation c ON c.id = e.conversation "
                "WHERE e.answer_id = ? AND c.owner = ? AND c.deleted_at IS NULL",
                (answer_id, owner),
            ).fetchone()
        return None if row is None else from_json(row[0])

    def rename(self, owner: str, conversation: str, title: str) -> bool:
        """Rename a conversation; return False where there is none, or the title is blank."""
        title = " ".join(title.split())[:LONGEST_TITLE]
        if not title:
            return False
        return self._changed(
            "UPDATE conversation SET title = ? WHERE id = ? AND owner = ? AND deleted_at IS NULL",
            title, conversation, owner,
        )  # fmt: skip

    def delete(self, owner: str, conversation: str) -> bool:
        """Delete a conversation, which `restore` can bring back; return False where there is none."""
        return self._changed(
            "UPDATE conversation SET deleted_at = ? WHERE id = ? AND owner = ? AND deleted_at IS NULL",
            self._time(), conversation, owner,
        )  # fmt: skip

    def restore(self, owner: str, conversation: str) -> bool:
        """Restore a deleted conversation; return False where there is none."""
        return self._changed(
            "UPDATE conversation SET deleted_at = NULL WHERE id = ? AND owner = ? AND deleted_at IS NOT NULL",
            conversation, owner,
        )  # fmt: skip

    def judge(self, owner: str, answer_id: str, verdict: int | None, comment: str) -> bool:
        """Store the reader's verdict on an answer (1, -1, or None to withdraw it); return False where there is
        none."""
        return self._changed(
            "UPDATE exchange SET verdict = ?, comment = ? WHERE answer_id = ? AND conversation IN "
            "(SELECT id FROM conversation WHERE owner = ? AND deleted_at IS NULL)",
            verdict, comment.strip()[:LONGEST_COMMENT], answer_id, owner,
        )  # fmt: skip

    def close(self) -> None:
        """Close the connections that are not in use."""
        self._database.close()

    def _time(self) -> str:
        return self._now().isoformat(timespec="milliseconds")

    def _owns(self, tx: sqlite3.Connection, owner: str, conversation: str) -> bool:
        query = "SELECT 1 FROM conversation WHERE id = ? AND owner = ? AND deleted_at IS NULL"
        return tx.execute(query, (conversation, owner)).fetchone() is not None

    def _changed(self, statement: str, *arguments: str | int | None) -> bool:
        with self._writing() as tx:
            return tx.execute(statement, arguments).rowcount > 0

    def _prepare(self) -> None:
        with self._explained(), self._database.prepared(_SCHEMA, FORMAT) as (tx, found):
            if found == FORMAT:
                _drop_deleted(tx, (self._now() - KEPT_DELETED).isoformat())
        if found not in (0, FORMAT):
            raise LibraryError(
                f"{self.path} 里的对话是第 {found} 版格式，本程序需要第 {FORMAT} 版。请用建立它的版本打开，或把这个文件移走。"
                f"(Conversations format {found}, need {FORMAT}: move the file away.)"
            )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise LibraryError(
                f"无法读写对话文件 {self.path}：{error}。请检查磁盘空间和权限；若文件已损坏，请把它移走。"
                "(The conversations cannot be read or written: check disk space and permissions.)"
            ) from error

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._explained(), self._database.reading() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._explained(), self._database.transaction() as tx:
            yield tx


def _words_of(answer: Answer) -> str:
    """Return what an exchange is searched by: its question and the answer in all its wordings, folded."""
    return fold("\n".join([answer.question, *(to_plain(wording.lines) for wording in answer.wordings)]))


def _drop_deleted(tx: sqlite3.Connection, before: str) -> None:
    gone = "SELECT id FROM conversation WHERE deleted_at < ?"
    tx.execute(f"DELETE FROM exchange WHERE conversation IN ({gone})", (before,))
    tx.execute("DELETE FROM conversation WHERE deleted_at < ?", (before,))
