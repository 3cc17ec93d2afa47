"""One input through every stage of ingest, and what must hold of what comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from ingest.chinese.script import fold
from ingest.clean import clean
from ingest.describe.document import describe
from ingest.errors import UnreadableFile
from ingest.facts.extract import extract
from ingest.read import open_data
from ingest.read.members import Several
from ingest.read.text import plain_text
from ingest.schema import CleanText, SourceText
from ingest.split.passages import split
from tests.fuzz.mutations import TOKENS, mutated
from tests.fuzz.samples import NEWS, REPORT, samples

# What the rules of the later stages look for, with pieces of a good text.
_PIECES = (
    *filter(None, TOKENS),
    *REPORT.split("\n"), *NEWS.split("\n"), *re.split("(?<=[，。；：、])", REPORT),
    "\n", "\n", "\n", " ", "\x0c",
)  # fmt: skip
TEXT = "made text"
# Members of members are read to this depth.
_DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Input:
    """A file to be read.

    Attributes:
        kind: of the sample that it was made from; `TEXT` for a text made of pieces.
        name, data: its name and its bytes.
    """

    kind: str
    name: str
    data: bytes


def made(seed: int, number: int) -> Input:
    """Return the input of that number in the series that begins with `seed`: always the same."""
    chance = Random(f"{seed}/{number}")
    if chance.random() < 0.25:
        pieces = [chance.choice(_PIECES) for _ in range(chance.randint(1, 60))]
        return Input(TEXT, "资料.txt", "".join(pieces).encode())
    kind = chance.choice(sorted(samples()))
    name, data = samples()[kind]
    return Input(kind, name, mutated(data, chance))


def run(each: Input) -> str:
    """Return "read" or "unreadable", what became of an input.

    Raises:
        AssertionError: something does not hold of what came out.
        Exception: whatever a stage raises besides UnreadableFile.
    """
    # Each of them, whether or not one before it holds anything.
    held = [_hold(text, each.name) for text in _texts(each.data, each.name, 0)]
    return "read" if any(held) else "unreadable"


def _texts(data: bytes, name: str, depth: int) -> Iterator[SourceText]:
    """Yield the texts that a file holds."""
    try:
        found = open_data(data, name)
    except UnreadableFile as error:
        assert str(error).strip()
        return
    if not isinstance(found, Several):
        yield found
        return
    if found.own is not None:
        yield found.own
    for member in found.members:
        if isinstance(member.content, SourceText):
            yield member.content
        elif isinstance(member.content, bytes) and depth < _DEEPEST:
            yield from _texts(member.content, member.name, depth + 1)


def _hold(source: SourceText, name: str) -> bool:
    """Check all that holds of any text; return whether anything of it is left after cleaning."""
    kept = clean(source)
    has_tables = any(block.grid is not None for block in source.blocks) or bool(kept.tables)
    if not has_tables:  # those are written out with their labels repeated
        assert_figures_are_kept(source.text, kept.text)
    if source.format == "txt" and not has_tables:
        again = clean(plain_text(kept.text)).text
        assert again == kept.text, f"cleaned twice: {_difference(kept.text, again)}"
    assert list(kept.pages) == sorted(kept.pages) and all(0 <= at <= len(kept.text) for at in kept.pages)
    for table in kept.tables:
        assert 0 <= table.start <= table.end <= len(kept.text), "a table lies outside its text"
    assert_later_stages_hold(kept, name, source.title)
    return bool(kept.text.strip())


def assert_later_stages_hold(kept: CleanText, name: str, title: str | None) -> None:
    """Check what describing, splitting and reading facts make of a cleaned text."""
    text = kept.text
    description = describe(kept, doc=f"青棠县/{name}", title=title)
    assert description.title and "\n" not in description.title, "no title, or one of several lines"
    passages = split(kept, description)
    end = 0
    for passage in passages:
        assert end <= passage.start < passage.end <= len(text), "a passage lies outside its text"
        assert not text[end : passage.start].strip(), "text between two passages"
        part = text[passage.start : passage.end]
        assert part == part.strip(), "blanks around a passage"
        end = passage.end
    assert not text[end:].strip(), "text behind the last passage"
    ledger = extract(kept, description, passages)
    for fact in ledger.facts:
        assert 0 <= fact.start <= fact.figure_start < fact.figure_end <= fact.end <= len(text), (
            f"span of {fact}"
        )
        assert any(
            c.isdigit() or c in "零〇一二两三四五六七八九十百千万亿半双"
            for c in text[fact.figure_start : fact.figure_end]
        )
    for project in ledger.projects:
        assert 0 <= project.start <= project.name_start < project.name_end <= project.end <= len(text), (
            f"span of {project}"
        )


def assert_figures_are_kept(before: str, after: str) -> None:
    """Check that the digits of a cleaned text are those of its source, in order, less what was taken away."""
    left = iter(_digits(before))
    for at, digit in enumerate(_digits(after)):
        assert digit in left, f"digit {at} of the cleaned text is not in the source"


def _digits(text: str) -> str:
    return "".join(c for c in fold(text) if c.isdecimal())


def _difference(one: str, other: str) -> str:
    at = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return f"{one[max(0, at - 30) : at + 60]!r} became {other[max(0, at - 30) : at + 60]!r}"
