"""The wordings the assistant uses, one text file each, and the loader that reads them.

A file starts with comment lines (#) that say what goes in and what comes out; the rest is a `string.Template`.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from string import Template


@cache
def load(name: str) -> Template:
    """The template in prompts/<name>.txt, its leading comment lines left out.

    Raises:
        FileNotFoundError: there is no such template: a mistake in the program, not of the user.
    """
    lines = files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8").splitlines()
    while lines and lines[0].startswith("#"):
        lines.pop(0)
    return Template("\n".join(lines).strip())
