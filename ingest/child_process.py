"""What a Python process that this program starts needs to find the same packages."""

from __future__ import annotations

import os
import sys


def environment() -> dict[str, str]:
    """Return the environment of this process, with all that it imports from on the child's path."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
