"""A folder for caches that no other user of the machine can write to."""

from __future__ import annotations

import atexit
import logging
import os
import shutil
import tempfile
from pathlib import Path

log = logging.getLogger(__name__)


def own_cache() -> str:
    """Return the folder: below $XDG_CACHE_HOME or ~/.cache, or one for this run where that cannot be had."""
    try:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "xianwen"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.access(folder, os.W_OK) and not folder.stat().st_mode & 0o022:
            return str(folder)
    except (OSError, RuntimeError) as error:  # the latter where there is no home
        log.debug("no folder for caches: %s", error)
    temporary = tempfile.mkdtemp(prefix="xianwen-")
    atexit.register(shutil.rmtree, temporary, ignore_errors=True)
    return temporary
