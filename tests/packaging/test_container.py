"""The container, without a container: the image's own command in the environment that Dockerfile and compose.yaml give it.

Whether the image builds can only be seen where a Docker engine runs; what it starts, and who gets in, is seen here.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.packaging.conftest import ROOT, Environment, clean_variables, started

SERVICE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]["xianwen"]


@dataclass(frozen=True)
class Stage:
    """A stage of the Dockerfile: its instructions in order, each with its arguments."""

    instructions: tuple[tuple[str, str], ...]

    def all(self, name: str) -> list[str]:
        return [arguments for instruction, arguments in self.instructions if instruction == name]

    def one(self, name: str) -> str:
        (found,) = self.all(name)
        return found

    @property
    def variables(self) -> dict[str, str]:
        return dict(line.split("=", 1) for line in self.all("ENV"))


def stages() -> list[Stage]:
    text = re.sub(r"^\s*#.*\n", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    found: list[list[tuple[str, str]]] = []
    for line in re.sub(r"\\\n\s*", "", text).splitlines():
        name, _, arguments = line.strip().partition(" ")
        if name == "FROM":
            found.append([])
        if name:
            found[-1].append((name, arguments.strip()))
    return [Stage(tuple(stage)) for stage in found]


BUILT, IMAGE = stages()


@dataclass(frozen=True)
class Machine:
    """Stands for the container: its folders and its port lie where the test may have them."""

    folder: Path
    port: int
    variables: dict[str, str]

    def translated(self, text: str) -> str:
        """Return what the image says of its library and its port, for this machine."""
        return text.replace("/library", str(self.folder / "library")).replace("7860", str(self.port))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self, *arguments: str) -> list[str]:
        return [*json.loads(IMAGE.one("ENTRYPOINT")), *arguments]

    def healthy(self) -> bool:
        """Ask as the image's HEALTHCHECK does."""
        check = json.loads(IMAGE.one("HEALTHCHECK").partition("CMD ")[2])
        asked = [self.translated(word) for word in check]
        return subprocess.run(asked, env=self.variables, capture_output=True, timeout=60).returncode == 0


@pytest.fixture
def machine(installed: Environment, tmp_path: Path) -> Machine:
    """A machine with the image's environment; `compose` adds its own."""
    shutil.copytree(ROOT / "reports", tmp_path / "reports")
    with socket.socket() as probe:
        probe.bind(("0.0.0.0", 0))
        port = int(probe.getsockname()[1])
    made = Machine(tmp_path, port, {})
    image = {name: made.translated(value) for name, value in IMAGE.variables.items()}
    path = os.pathsep.join([str(installed.bin), os.environ["PATH"]])
    return Machine(tmp_path, port, clean_variables() | image | {"PATH": path, "XIANWEN_PORT": str(port)})


@pytest.fixture
def composed(machine: Machine) -> Machine:
    """The same with what compose.yaml sets."""
    given = {name: machine.translated(value) for name, value in SERVICE["environment"].items()}
    return Machine(machine.folder, machine.port, machine.variables | given)


def status(url: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=30) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_the_port_is_published_on_this_machine_alone() -> None:
    assert SERVICE["ports"] == [f"127.0.0.1:7860:{IMAGE.one('EXPOSE')}"]
    assert SERVICE["environment"]["XIANWEN_ADDRESS"] == "http://127.0.0.1:7860"


def test_the_image_runs_as_its_own_user_and_keeps_its_library_in_a_volume() -> None:
    assert IMAGE.one("USER") not in ("root", "0")
    library = IMAGE.variables["XIANWEN_LIBRARY"]
    assert IMAGE.one("VOLUME") == library
    assert any(volume.split(":")[1] == library for volume in SERVICE["volumes"])


def test_the_image_holds_what_was_installed_in_another_stage_and_installs_nothing_itself() -> None:
    assert "--from=build" in IMAGE.all("COPY")[0]
    assert not re.search(r"\b(pip|apt|apt-get)\b", " ".join(IMAGE.all("RUN")))
    assert "--constraint constraints.txt" in " ".join(BUILT.all("RUN"))


def test_all_that_is_copied_is_there_and_let_through() -> None:
    passed = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for line in [*BUILT.all("COPY"), *IMAGE.all("COPY")]:
        if line.startswith("--from"):
            continue
        for source in line.split()[:-1]:
            assert (ROOT / source).exists() and f"!{source}" in passed


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the image is Linux; its command is one of a Unix shell")
def test_it_starts_over_the_samples_tells_its_health_and_answers_this_machine_alone(
    composed: Machine,
) -> None:
    assert not composed.healthy()
    with started(composed.command(), composed.folder, composed.variables) as line:
        assert f"县问已就绪： {composed.url}\n" == line
        assert composed.healthy()
        assert status(composed.url) == 200
        assert status(composed.url, Host="rebound.example") == 421
        known = subprocess.run(
            composed.command("list", "--json"),
            cwd=composed.folder, env=composed.variables, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert json.loads(known.stdout)["documents"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the image is Linux; its command is one of a Unix shell")
def test_whoever_is_added_has_to_sign_in_and_its_health_is_told_all_the_same(composed: Machine) -> None:
    added = subprocess.run(
        composed.command("user", "add", "王敏", "--admin"), input="一个很长的密码一二三\n",
        cwd=composed.folder, env=composed.variables, capture_output=True, text=True,
    )  # fmt: skip
    assert added.returncode == 0, added.stderr
    with started(composed.command(), composed.folder, composed.variables):
        assert status(composed.url) == 401
        assert composed.healthy()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the image is Linux; its command is one of a Unix shell")
def test_the_image_by_itself_is_open_to_nobody(machine: Machine) -> None:
    done = subprocess.run(
        machine.command(),
        cwd=machine.folder,
        env=machine.variables,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 2
    assert "xianwen user add" in done.stderr.splitlines()[-1]
