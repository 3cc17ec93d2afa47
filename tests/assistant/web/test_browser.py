"""The browser is opened for who sits before the machine, and for nobody else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.web.browser import has_browser
from tests.assistant.web.conftest import REPOSITORY

DESKTOP = {"DISPLAY": ":0"}


@pytest.mark.parametrize(
    "environment",
    [{}, DESKTOP | {"CI": "true"}, DESKTOP | {"SSH_CONNECTION": "10.0.0.2 5 10.0.0.1 22"}, DESKTOP | {"SSH_TTY": "/dev/pts/1"}],
)  # fmt: skip
def test_without_a_display_in_ci_and_over_ssh_there_is_no_browser(environment: dict[str, str]) -> None:
    assert not has_browser(environment, terminal=True, platform="linux")


@pytest.mark.parametrize(
    "environment", [DESKTOP, {"WAYLAND_DISPLAY": "wayland-0"}, {"BROWSER": "open", "SSH_TTY": "1"}]
)
def test_on_a_desktop_and_where_one_is_named_there_is_a_browser(environment: dict[str, str]) -> None:
    assert has_browser(environment, terminal=True, platform="linux")
    assert not has_browser(environment, terminal=False, platform="linux")


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_other_systems_need_no_display(platform: str) -> None:
    assert has_browser({}, terminal=True, platform=platform)


def start_in_terminal(tmp_path: Path, *arguments: str, **variables: str) -> tuple[str, Path]:
    """Serve in a terminal of its own until the page is ready; return what is shown, and the file to which the
    browser writes the address that it is given."""
    import pty

    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f"#!/bin/sh\necho \"$1\" > '{opened}.part' && mv '{opened}.part' '{opened}'\n")
    browser.chmod(0o755)
    ours, theirs = pty.openpty()
    kept = {
        name: value for name, value in os.environ.items() if name not in ("CI", "SSH_CONNECTION", "SSH_TTY")
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "--library", str(tmp_path / "library"), "serve", "--port", "0", *arguments],
        cwd=REPOSITORY, env=kept | {"BROWSER": f"{browser} %s", **variables}, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    shown = ""
    try:
        deadline = time.monotonic() + 60
        # The last line that a start prints is the one about the empty library.
        while "xianwen ingest FOLDER" not in shown and time.monotonic() < deadline:
            shown += os.read(ours, 4096).decode(errors="replace")
        while not opened.exists() and time.monotonic() < deadline and "--no-browser" not in arguments:
            time.sleep(0.05)
        if "--no-browser" in arguments:
            time.sleep(1)
    finally:
        process.terminate()
        process.wait(20)
        os.close(ours)
    return shown, opened


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
def test_the_browser_is_given_the_address_that_the_terminal_shows(tmp_path: Path) -> None:
    shown, opened = start_in_terminal(tmp_path)
    address = re.search(r"(?<=\s)http://127\.0\.0\.1:\d+(?=\s)", shown)
    assert address and opened.read_text() == address.group() + "\n"


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
def test_no_browser_is_opened_for_who_does_not_want_one(tmp_path: Path) -> None:
    shown, opened = start_in_terminal(tmp_path, "--no-browser")
    assert "县问已就绪" in shown and not opened.exists()
