"""Tables of words: wordings are kept in TOML, each with an example that the tests run."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

# Quantifiers hold digits, so {unit} is no part of a regular expression's own notation.
_PART = re.compile(r"\{([a-z_]+)\}")
_WORDS = "words"
_COLUMNS = {_WORDS, "example", "counter", "note"}


@dataclass(frozen=True, slots=True)
class WordRow:
    """One wording.

    Attributes:
        words: a regular expression for folded text; {name} stands for a part that the code gives.
        example: a text that the words match.
        counter: a text that they must not match; "" where none is given.
        note: why they are listed, where that is not obvious.
    """

    words: str
    example: str
    counter: str = ""
    note: str = ""


class Words:
    """The rows of one list as a single regular expression, in their order, compiled when first used.

    Nearly every start of the program uses few of them, and compiling all takes longer than an answer.
    """

    def __init__(self, table: WordTable, name: str, frame: str, parts: dict[str, str | Words]) -> None:
        self.table, self.name, self._frame, self._parts = table, name, frame, parts

    @property
    def rows(self) -> tuple[WordRow, ...]:
        """Return the rows, in the order in which they are tried."""
        return self.table.rows(self.name)

    @cached_property
    def expression(self) -> str:
        """Return the regular expression that finds any of the rows."""
        return self.expression_of("|".join(row.words for row in self.rows))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return the compiled expression."""
        return re.compile(self.expression)

    def expression_of(self, words: str) -> str:
        """Return the expression that finds `words`, one row's or several, in the frame of the list."""
        return self._filled(self._frame, {_WORDS: self._filled(words, self._parts), **self._parts})

    def _filled(self, expression: str, parts: dict[str, str | Words]) -> str:
        """Return `expression` with its {name}s replaced."""

        def part(match: re.Match[str]) -> str:
            if match[1] not in parts:
                raise ValueError(f"{self.table.path}, {self.name}: nothing is given for {match[0]}")
            given = parts[match[1]]
            return given if isinstance(given, str) else given.expression

        return _PART.sub(part, expression)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first place in folded `text`, as if it ended at `end`, from `start` on where any of the words stands."""
        return self.pattern.search(text, start, end)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return where any of the words stands in folded `text` right at `start`."""
        return self.pattern.match(text, start)

    def fullmatch(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the match if folded `text` from `start` on is one of the words and nothing else."""
        return self.pattern.fullmatch(text, start)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the places in folded `text` where any of the words stands, left to right."""
        return self.pattern.finditer(text)

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Return folded `text` with `replacement` wherever any of the words stands."""
        return self.pattern.sub(replacement, text)


class WordTable:
    """A TOML file in the `data` folder beside the code that reads it; each of its lists holds rows."""

    def __init__(self, package: str, name: str) -> None:
        """Name the table; it is read when first used.

        Args:
            package: the package whose `data` folder holds it: "assistant.question".
            name: the file's name without its ending.
        """
        self._package, self._name = package, name
        self.path = f"{package.replace('.', '/')}/data/{name}.toml"
        self.used: list[Words] = []

    def words(self, name: str, *, frame: str = "{words}", **parts: str | Words) -> Words:
        """Return a list of the table as a regular expression.

        Args:
            name: of the list.
            frame: what stands around the rows in the expression, {words} for themselves.
            parts: expressions for the {name}s in rows and frame.
        """
        words = Words(self, name, frame, parts)
        self.used.append(words)
        return words

    def rows(self, name: str) -> tuple[WordRow, ...]:
        """Return the rows of a list.

        Raises:
            ValueError: there is no such list.
        """
        if name not in self.lists:
            raise ValueError(f"{self.path} has no list {name}")
        return self.lists[name]

    @cached_property
    def lists(self) -> dict[str, tuple[WordRow, ...]]:
        """Return the lists of the file by name.

        Raises:
            ValueError: a row is not what a row must be; the message names file, list and row.
        """
        text = files(self._package).joinpath(f"data/{self._name}.toml").read_text(encoding="utf-8")
        return lists_of(text, self.path)


def lists_of(text: str, path: str) -> dict[str, tuple[WordRow, ...]]:
    """Return the lists of rows that a TOML text holds, by name.

    Args:
        path: names the file in errors.

    Raises:
        ValueError: the text is no table of words; the message names file, list and row.
    """
    try:
        lists = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path}: {error}") from error
    found: dict[str, tuple[WordRow, ...]] = {}
    for name, rows in lists.items():
        if not isinstance(rows, list) or not rows:
            raise ValueError(f"{path}, {name}: not a list of rows")
        found[name] = tuple(_row(row, f"{path}, {name}, row {n}") for n, row in enumerate(rows, 1))
        seen: set[str] = set()
        for n, row in enumerate(found[name], 1):
            if row.words in seen:
                raise ValueError(f"{path}, {name}, row {n}: {row.words!r} stands there already")
            seen.add(row.words)
    return found


def _row(columns: object, place: str) -> WordRow:
    if not isinstance(columns, dict) or not all(isinstance(value, str) for value in columns.values()):
        raise ValueError(
            f"{place}: a row is words, example and, if wanted, counter and note, all of them text"
        )
    if unknown := columns.keys() - _COLUMNS:
        raise ValueError(f"{place}: no such column: {', '.join(sorted(unknown))}")
    if not columns.get(_WORDS) or not columns.get("example"):
        raise ValueError(f"{place}: words or example are missing")
    return WordRow(**columns)
