"""What becomes of an awkward file: it is put into a folder and read as a sync reads it, within the limits."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.read.decode import oddity
from ingest.read.files import read_bytes
from ingest.sync import work
from ingest.sync.version import Content, Opened
from ingest.sync.workers import Workers
from tests.awkward.case import Case
from tests.awkward.damaged import damaged
from tests.awkward.good import KEY
from tests.awkward.hostile import hostile
from tests.awkward.texts import texts

# A reason is plain Chinese, with the same in English behind it.
_CLEAR = re.compile(r"[^()]*[\u4e00-\u9fff].*\(.*[A-Za-z]{3}.*\)", re.DOTALL)
# Reasons that no file should need: the program did not expect what it met.
_CRASHED = ("程序出错", "意外终止")
_DEEPEST, _MOST_MEMBERS = 3, 40


def corpus() -> list[Case]:
    """All awkward files."""
    return [*damaged(), *texts(), *hostile()]


@dataclass
class Outcome:
    """What became of a file and of what lies inside it.

    Attributes:
        texts: of the documents that go in.
        reasons: of those that fail.
        size: of the file, in bytes.
        seconds: from when it was handed over, over all of it.
        slowest: the same, of the one reading that took longest.
        peak: bytes of memory of the reading process beyond what it holds at rest.
    """

    texts: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    size: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    peak: int = 0

    @property
    def crashed(self) -> bool:
        return any(word in reason for reason in self.reasons for word in _CRASHED)

    def wrong(self, case: Case) -> str:
        """What is wrong with it; "" where all is well."""
        if self.crashed:
            return "crashed: " + " ".join(self.reasons)
        if unclear := [reason for reason in self.reasons if not _CLEAR.fullmatch(reason)]:
            return f"no clear reason: {unclear[0]}"
        if any("Traceback" in reason for reason in self.reasons):
            return "a traceback"
        if not (self.texts or self.reasons):
            return "neither in nor failed"
        if garbled := [text for text in self.texts if oddity(text) > 0.1]:
            return f"garbled: {garbled[0][:60]!r}"
        if case.whole and any(not _is_of(text, case.whole) for text in self.texts):
            return f"none of what it said: {self.texts[0][:60]!r}"
        if case.expected == "in" and not any(KEY in text for text in self.texts):
            return f"its sentence is not in: {self.reasons}"
        if case.expected == "out" and self.texts:
            return f"in: {self.texts[0][:60]!r}"
        if case.reason and not any(case.reason in reason for reason in self.reasons):
            return f"another reason: {self.reasons}"
        return ""


def _is_of(text: str, whole: str) -> bool:
    """Whether a text has a piece of what it should say; a very short one may have none."""
    return len(text) < 100 or any(text[at : at + 4] in whole for at in range(len(text) - 3))


def outcome_of(case: Case, folder: Path, workers: Workers) -> Outcome:
    """Put a file into `folder` and read it, and the documents inside it."""
    data = case.make()
    path = folder / case.name
    path.write_bytes(data)
    found = Outcome(size=len(data))
    del data
    workers.peak = 0
    began = time.perf_counter()
    try:
        _read(read_bytes(path, root=folder, max_bytes=200_000_000), case.name, workers, found, 0)
    except UnreadableFile as error:
        found.reasons.append(str(error))
    found.seconds, found.peak = time.perf_counter() - began, workers.peak
    path.unlink()
    return found


def _read(content: Content, doc: str, workers: Workers, found: Outcome, depth: int) -> None:
    size = len(content) if isinstance(content, bytes) else len(content.text)
    began = time.perf_counter()
    try:
        made = workers.submit(size, doc, work.read, content, doc=doc, correction={}).result()
    except UnreadableFile as error:
        found.reasons.append(str(error))
        return
    finally:
        found.slowest = max(found.slowest, time.perf_counter() - began)
    if not isinstance(made, Opened):
        found.texts.append(made.clean.text)
        return
    if made.own is not None:
        found.texts.append(made.own.clean.text)
    if depth >= _DEEPEST:
        found.reasons.append("压缩包套得太深。(An archive within too many others.)")
        return
    for member in made.members[:_MOST_MEMBERS]:
        if isinstance(member.content, str):
            found.reasons.append(member.content)
        else:
            _read(member.content, f"{doc}/{member.name}", workers, found, depth + 1)
