"""The templates of replies and prompts, one text file each in prompts/, so that they can be changed without code.

A file starts with comment lines (#) that describe input and output. The rest of a reply's template is a
`string.Template`; the rest of a model's prompt is read by `assistant.llm.prompts`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from string import Template

from assistant.answer.model import Piece
from ingest.chinese.script import Script, written_in

_PACKAGE = Path(__file__).parents[1]
# An installed package holds the files itself; in a checkout they stand at the top, where they are easy to find.
FOLDER = next(
    (folder for folder in (_PACKAGE / "prompts", _PACKAGE.parent / "prompts") if folder.is_dir()),
    _PACKAGE / "prompts",
)


@cache
def load_template(name: str) -> Template:
    """Return the wording in prompts/<name>.txt without its leading comment lines.

    Raises:
        FileNotFoundError: there is no such file: a mistake in the program, not of the user.
    """
    return Template(without_header(read(name)))


def pieces(name: str, script: Script, **values: str | Piece) -> tuple[Piece, ...]:
    """Return the wording in prompts/<name>.txt as pieces of an answer's line, its gaps filled.

    Args:
        script: the script in which the wording and plain values are written.
        values: what goes into each gap: words, or a piece that keeps its figures and citations.

    Raises:
        FileNotFoundError, KeyError: there is no such file, or a gap without a value: mistakes in the program.
    """
    template, at, found = load_template(name).template, 0, []
    for gap in Template.pattern.finditer(template):
        value = values[gap["named"] or gap["braced"]]
        found += [template[at : gap.start()], value]
        at = gap.end()
    found.append(template[at:])
    return tuple(
        part if isinstance(part, Piece) else Piece(written_in(part, script)) for part in found if part
    )


def in_script(said: Iterable[Piece], script: Script) -> tuple[Piece, ...]:
    """Return pieces with their text written in `script`."""
    return tuple(replace(piece, text=written_in(piece.text, script)) for piece in said)


def read(name: str) -> str:
    """Return all of prompts/<name>.txt.

    Raises:
        FileNotFoundError: there is no such file.
    """
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def without_header(text: str) -> str:
    """Return `text` without the comment lines that open it."""
    lines = text.splitlines()
    while lines and lines[0].startswith("#"):
        lines.pop(0)
    return "\n".join(lines).strip()
