"""An awkward file, and what may become of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Expected = Literal["in", "out", "either"]


@dataclass(frozen=True)
class Case:
    """An awkward file.

    Attributes:
        name: of the file.
        content: its bytes, or what returns them where they are many.
        expected: "in": its sentence is in the library; "out": it fails; "either": so much of it is damaged that both
            are right, as long as what is in is what stood there.
        reason: what stands in the reason of one that fails; the corpus says it where there is just one that is clear.
        whole: what the file said before it was damaged.
        heavy: takes seconds, or needs an office program.
    """

    name: str
    content: bytes | Callable[[], bytes]
    expected: Expected = "either"
    reason: str = ""
    whole: str = ""
    heavy: bool = False

    def make(self) -> bytes:
        """The bytes of the file."""
        return self.content if isinstance(self.content, bytes) else self.content()
