"""An answer as data: lines with what they rest on. How they are worded on a page, in a terminal or in JSON is made there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.evidence.model import Evidence

Role = Literal[
    "verdict",  # which side is the largest, whether two are equal: decided by the program from the lines beside it
    "statement",  # words of a source, or of a model that were held to one
    "computed",  # a number reckoned from the lines beside it
    "plan",  # the note that what stands above was only aimed at
    "missing",  # one part of what was asked was not found
    "not_found",  # nothing answers
    "nearest",  # what comes nearest where nothing answers
    "note",  # anything else about the answer itself
]
Form = Literal["paragraph", "item"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line, and the citations that stand right behind them.

    Attributes:
        text: plain text, no markup.
        cites: numbers of the answer's citations.
        figures: offsets in `text` of its figures, which are shown strongly.
    """

    text: str
    cites: tuple[int, ...] = ()
    figures: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One line of an answer.

    Attributes:
        role: what it does in the answer.
        form: a paragraph, or an item of a list together with the items beside it.
        evidence: the places in texts that it quotes or was reckoned from; empty where a model worded it.
        asked: offsets in `text` of the figure that the question asks for, where there is one.
    """

    pieces: tuple[Piece, ...]
    role: Role = "statement"
    form: Form = "paragraph"
    evidence: tuple[Evidence, ...] = ()
    asked: Span | None = None

    @property
    def text(self) -> str:
        """Its words without citations."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def cites(self) -> tuple[int, ...]:
        """The citations it bears, in order, each once."""
        return tuple(dict.fromkeys(n for piece in self.pieces for n in piece.cites))


def result(figure: str) -> Piece:
    """Return a figure that was reckoned as a piece of its own, shown as a figure."""
    return Piece(figure, figures=((0, len(figure)),))


def joined(mark: str, parts: Sequence[Sequence[Piece]]) -> Piece:
    """Return all pieces as one, `mark` between the parts; its citations are none."""
    text, figures = "", []
    for i, part in enumerate(parts):
        text += mark if i else ""
        for piece in part:
            figures += [(start + len(text), end + len(text)) for start, end in piece.figures]
            text += piece.text
    return Piece(text, figures=tuple(figures))
