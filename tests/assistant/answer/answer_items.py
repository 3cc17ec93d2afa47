"""Read the items of an answer that is a list."""

from __future__ import annotations

import re


def items(text: str) -> list[str]:
    """The items of an answer, without their marks and bold figures."""
    return [
        re.sub(r"\[\d+\]|\*\*", "", line.removeprefix("- "))
        for line in text.splitlines()
        if line.startswith("- ")
    ]
