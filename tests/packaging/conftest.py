"""The package, built once and installed into an environment of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import threading
import venv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Environment:
    """A virtual environment with the built package in it, and the tests' own packages for what it needs."""

    folder: Path

    @property
    def bin(self) -> Path:
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    def run(self, *command: str, cwd: Path) -> str:
        """Return what a command of this environment prints; it must end with 0."""
        done = subprocess.run(
            [str(self.bin / command[0]), *command[1:]],
            cwd=cwd, env=clean_variables(), capture_output=True, text=True, encoding="utf-8", timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout


def clean_variables() -> dict[str, str]:
    """Return the variables of a shell in which neither the checkout nor any setting of ours is known."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XIANWEN_", "PYTHON"))}
    return kept | {"PYTHONUTF8": "1", "PYTHONWARNINGS": "ignore", "PYTHONUNBUFFERED": "1"}


@contextmanager
def started(command: Sequence[str | Path], cwd: Path, variables: Mapping[str, str]) -> Iterator[str]:
    """Run a web app for as long as the block does; give the line with its address."""
    process = subprocess.Popen(
        command, cwd=cwd, env=variables, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    killer = threading.Timer(120, process.kill)
    killer.start()
    assert process.stdout
    lines = []
    try:
        for line in process.stdout:
            lines.append(line)
            if "http://" in line:
                break
        else:
            pytest.fail("".join(lines))
        yield line
    finally:
        killer.cancel()
        process.terminate()
        process.wait(20)


def run_python(*arguments: str, cwd: Path = ROOT) -> None:
    subprocess.run([sys.executable, *arguments], cwd=cwd, check=True, capture_output=True, timeout=300)


def build(source: Path, target: Path, kind: str) -> Path:
    """Build the wheel or the source distribution of `source`; return the file."""
    run_python("-m", "hatchling", "build", "-t", kind, "-d", str(target), cwd=source)
    (made,) = target.iterdir()
    return made


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution: what is missing there is missing for everybody."""
    folder = tmp_path_factory.mktemp("built")
    archive = build(ROOT, folder / "sdist", "sdist")
    run_python("-m", "tarfile", "-e", str(archive), str(folder / "unpacked"))
    (source,) = (folder / "unpacked").iterdir()
    return build(source, folder / "wheel", "wheel")


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    folder = tmp_path_factory.mktemp("environment") / "venv"
    venv.create(folder, with_pip=False)
    made = Environment(folder)
    run_python(
        "-m", "pip", "--python", str(made.bin / "python"), "install", "-q",
        "--no-index", "--no-deps", "--no-build-isolation", str(wheel),
    )  # fmt: skip
    packages = next(folder.rglob("site-packages"))
    # Searched after the environment's own packages, and without what is installed there as editable.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return made
