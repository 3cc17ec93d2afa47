"""An answer from the ledger, of figures or of projects, as data."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer.model import AnswerLine
from assistant.ledger.view import View


@dataclass(frozen=True, slots=True)
class LedgerAnswer:
    """An answer from the ledger.

    Attributes:
        lines: the answer.
        view: the ledger's view of all figures or projects in it.
    """

    lines: tuple[AnswerLine, ...]
    view: View
