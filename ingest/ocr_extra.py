"""Whether the extra that reads pictures is installed, and how to install it; known without loading anything of it."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

INSTALL = "pip install 'xianwen[ocr]'"


@cache
def is_installed() -> bool:
    """Return whether pictures can be read here."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None
