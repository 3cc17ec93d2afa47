"""Open the browser of the person who starts the web app, where there is one to be seen."""

from __future__ import annotations

import sys
import webbrowser
from collections.abc import Mapping


def has_browser(environment: Mapping[str, str], *, terminal: bool, platform: str = sys.platform) -> bool:
    """Return whether a browser window opened now would be seen by the person who started the app.

    Args:
        environment: the environment variables of the process. CI or SSH variables show that nobody sits at this
            machine; BROWSER, which editors set that work over SSH, names a browser all the same.
        terminal: whether the app writes to a terminal; a service does not.
        platform: as `sys.platform`.
    """
    if not terminal or environment.get("CI"):
        return False
    if environment.get("BROWSER"):
        return True
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        return False
    return platform in ("darwin", "win32") or bool(
        environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    )


def open_browser(address: str) -> bool:
    """Open `address` in a window of the user's browser; return whether there was one."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    return browser.open(address)
