"""An answer as data: lines and the evidence they rest on. Pages, terminals and JSON format it themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    # What renders lines, the command line at every start, needs nothing of how evidence is measured.
    from assistant.evidence.model import Evidence

Role = Literal[
    "verdict",  # which side is the largest, whether two are equal: decided by the program from the lines beside it
    "statement",  # words of a source, or of a model that were held to one
    "computed",  # a number reckoned from the lines beside it
    "plan",  # the note that what stands above was only aimed at
    "missing",  # one part of what was asked was not found
    "not_found",  # nothing answers
    "nearest",  # what comes nearest where nothing answers
    "library",  # about the program, or what the library holds: from its catalogue, so without a source
    "fell_back",  # why what a model wrote does not stand
    "note",  # anything else about the answer itself
]
Form = Literal["paragraph", "item", "row"]
# Between the cells of a row where it is read as one line.
CELLS_APART = " ｜ "
Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of a line, and the citations right behind it.

    Attributes:
        text: plain text, no markup.
        cites: numbers of the answer's citations.
        figures: offsets in `text` of its figures, which are emphasised.
    """

    text: str
    cites: tuple[int, ...] = ()
    figures: tuple[Offsets, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One line of an answer.

    Attributes:
        pieces: its text with citations; of a row its cells, of which one may be empty.
        role: its function in the answer.
        form: a paragraph, an item of a list together with the items beside it, or a row of a table together with the
            rows beside it, the first of which has the labels of the columns.
        evidence: the evidence that it quotes or was computed from; empty where a model worded it.
        asked: offsets in `text` of the figure that the question asks for, if any.
    """

    pieces: tuple[Piece, ...]
    role: Role = "statement"
    form: Form = "paragraph"
    evidence: tuple[Evidence, ...] = ()
    asked: Offsets | None = None

    @property
    def text(self) -> str:
        """Return its words without citations."""
        return (CELLS_APART if self.form == "row" else "").join(piece.text for piece in self.pieces)

    @property
    def cites(self) -> tuple[int, ...]:
        """Return the numbers of the citations in it, in order, each once."""
        return tuple(dict.fromkeys(n for piece in self.pieces for n in piece.cites))


def result(figure: str) -> Piece:
    """Return a computed figure as a piece of its own, emphasised as a figure."""
    return Piece(figure, figures=((0, len(figure)),))


def joined(mark: str, parts: Sequence[Sequence[Piece]]) -> Piece:
    """Return all pieces as one without citations, with `mark` between the parts."""
    text, figures = "", []
    for i, part in enumerate(parts):
        text += mark if i else ""
        for piece in part:
            figures += [(start + len(text), end + len(text)) for start, end in piece.figures]
            text += piece.text
    return Piece(text, figures=tuple(figures))
