"""Files that hold several documents: the members of an archive, the rows of a table of texts, a letter's enclosures."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ingest.schema import SourceText

# Of a member's name, in bytes: file systems that people copy documents to take 255.
_LONGEST_NAME = 180
# What no file's name may hold. A dot would set off a suffix.
_NO_NAME = re.compile(r"[\x00-\x1f\x7f\\/:*?\"<>|.\s]+")


@dataclass(frozen=True, slots=True)
class Member:
    """A document inside a file.

    Attributes:
        name: its path inside the file, "/" between its parts; no two members have the same.
        content: the bytes of a file of its own, what was read of it already, or why it cannot be read.
    """

    name: str
    content: bytes | SourceText | str

    @property
    def digest(self) -> bytes:
        """Return the hash by which its content is known again."""
        data = (
            self.content if isinstance(self.content, bytes) else repr(self.content).encode("utf-8", "replace")
        )
        return hashlib.blake2b(data, digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Several:
    """What a file holds that is more than one document.

    Attributes:
        members: the documents inside it, in order.
        own: the text of the file itself, such as that of a letter with enclosures; None where it has none.
    """

    members: tuple[Member, ...]
    own: SourceText | None = field(default=None)


def name_of(*told: str | None) -> str:
    """Return the name of a member of which `told` is known, the most telling first; "" where nothing is."""
    text = next(filter(None, (_NO_NAME.sub(" ", each or "").strip() for each in told)), "")
    return text.encode()[:_LONGEST_NAME].decode("utf-8", "ignore").strip()


def with_names_apart(members: Iterable[Member]) -> tuple[Member, ...]:
    """Return `members`, those of a name that one before them has numbered behind it: 公告, 公告~2."""
    taken: set[str] = set()
    found = []
    for member in members:
        name, n = member.name, 2
        stem, dot, suffix = member.name.rpartition(".")
        while name in taken:
            name, n = (f"{stem}~{n}.{suffix}" if dot and stem else f"{member.name}~{n}"), n + 1
        taken.add(name)
        found.append(replace(member, name=name))
    return tuple(found)
