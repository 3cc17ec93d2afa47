"""Log the program's work on stderr: warnings, with -v the stages and their times, with -vv everything."""

from __future__ import annotations

import logging

# -v, -vv
_LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)
_PLAIN = "%(levelname)s: %(message)s"
_TIMED = "%(levelname)-7s %(relativeCreated)7.0f ms  %(name)s: %(message)s"


def report(verbosity: int) -> None:
    """Report from now on: warnings of everybody's, and of our own packages as much as `verbosity` asks for.

    Args:
        verbosity: 0 for warnings alone, 1 for the stages and how long they took, 2 for all.
    """
    logging.basicConfig(level=logging.WARNING, format=_TIMED if verbosity else _PLAIN)
    for package in ("assistant", "ingest"):
        logging.getLogger(package).setLevel(_LEVELS[min(verbosity, len(_LEVELS) - 1)])
