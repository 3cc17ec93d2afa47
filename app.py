"""The web app: `python app.py`, the same as `xianwen serve`."""

from __future__ import annotations

import logging
import sys

from assistant.web import serve
from ingest.errors import XianwenError
from ingest.settings import Settings


def main() -> int:
    """Serve until interrupted; returns the exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    try:
        serve(Settings.from_environment())
    except XianwenError as error:
        print(f"xianwen: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
