"""An answer from the ledger, of figures or of projects, as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answer.model import AnswerLine
from assistant.ledger.view import View

if TYPE_CHECKING:
    from assistant.answer.citations import Citations
    from assistant.answer.from_ledger.sides import Side


@dataclass(frozen=True, slots=True)
class LedgerAnswer:
    """An answer from the ledger.

    Attributes:
        lines: the answer.
        view: the ledger's view of all figures or projects in it.
    """

    lines: tuple[AnswerLine, ...]
    view: View

    @property
    def abstained(self) -> bool:
        """Return whether what is asked for is not told, and the lines say so."""
        return any(line.role == "not_found" for line in self.lines)

    @property
    def has_gaps(self) -> bool:
        """Return whether something is missing and nothing was reckoned or decided without it."""
        roles = {line.role for line in self.lines}
        return "missing" in roles and not roles & {"computed", "verdict"}


@dataclass(frozen=True, slots=True)
class Told:
    """Lines of an answer.

    Attributes:
        lines: the answer.
        sides: whose figures they tell, of which the ledger has a view.
        citations: of the lines, after those of the answer so far.
    """

    lines: Sequence[AnswerLine]
    sides: Sequence[Side]
    citations: Citations

    @property
    def known(self) -> int:
        """Return how many sides have a figure."""
        return sum(side.is_known for side in self.sides)

    @property
    def is_near(self) -> bool:
        """Return whether they say that what is asked for is not told, and tell what comes near."""
        return any(line.role == "not_found" for line in self.lines)

    @property
    def is_whole(self) -> bool:
        """Return whether all sides have a figure and no line says that something is not reckoned."""
        return all(side.is_known for side in self.sides) and all(
            line.role != "missing" for line in self.lines
        )
