"""Setting up: uv finds what pip would find, and pip takes over where uv cannot."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import venv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from scripts import install

LISTED = """\
:env:.extra-index-url='https://a.example/simple https://b.example/simple'
:env:.no-index='0'
download.timeout='3'
global.cert='/etc/own.pem'
global.extra-index-url='https://overridden.example/simple'
global.index-url='https://mirror.example/simple'
global.proxy='http://proxy.example:3128'
global.timeout='60'
global.trusted-host='mirror.example\\nfiles.example'
install.find-links='/srv/wheels'
"""


def test_pips_settings_are_read_with_the_variables_before_the_files() -> None:
    settings = install.parse_settings(LISTED)
    assert settings["extra-index-url"].split() == ["https://a.example/simple", "https://b.example/simple"]
    assert settings["find-links"] == "/srv/wheels"
    assert settings["timeout"] == "60"


def test_uv_looks_where_pip_looks() -> None:
    arguments = install.uv_arguments(install.parse_settings(LISTED), {})
    pairs = set(zip(arguments, arguments[1:], strict=False))
    assert {
        ("--default-index", "https://mirror.example/simple"),
        ("--index", "https://a.example/simple"),
        ("--index", "https://b.example/simple"),
        ("--find-links", "/srv/wheels"),
        ("--allow-insecure-host", "mirror.example"),
        ("--allow-insecure-host", "files.example"),
        ("--index-strategy", "unsafe-best-match"),
    } <= pairs
    assert "--no-index" not in arguments
    assert "--no-index" in install.uv_arguments({"no-index": "true"}, {})


def test_an_index_that_is_set_for_uv_itself_stays() -> None:
    arguments = install.uv_arguments(
        {"index-url": "https://mirror.example/simple"}, {"UV_DEFAULT_INDEX": "https://other.example/simple"}
    )
    assert "--default-index" not in arguments


def test_uv_gets_pips_certificates_proxy_and_patience() -> None:
    assert install.uv_environment(install.parse_settings(LISTED)) == {
        "SSL_CERT_FILE": "/etc/own.pem",
        "HTTP_PROXY": "http://proxy.example:3128",
        "HTTPS_PROXY": "http://proxy.example:3128",
        "UV_HTTP_TIMEOUT": "60",
    }


@dataclass
class Index:
    """A package index over HTTP, serving the wheels of a folder.

    Attributes:
        agents: first word of the User-Agent of each request.
        refuses: the agent that gets an error.
    """

    wheels: Path
    url: str = ""
    agents: list[str] = field(default_factory=list)
    refuses: str = ""

    def add(self, name: str, version: str) -> None:
        """Add a wheel with one module, which holds its version."""
        info = f"{name}-{version}.dist-info"
        with zipfile.ZipFile(self.wheels / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{name}.py", f"version = {version!r}\n")
            wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
            wheel.writestr(
                f"{info}/WHEEL",
                "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            )
            wheel.writestr(f"{info}/RECORD", "")


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    served = Index(tmp_path / "wheels")
    served.wheels.mkdir()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            agent = self.headers.get("User-Agent", "").split("/")[0]
            served.agents.append(agent)
            parts = self.path.strip("/").split("/")
            file = served.wheels / parts[-1].replace("%2B", "+")
            if agent == served.refuses:
                self.send_error(403)
            elif parts[0] == "wheels" and file.is_file():
                self.answer(file.read_bytes(), "application/octet-stream")
            elif parts[:-1] == ["simple"] and (found := sorted(served.wheels.glob(f"{parts[-1]}-*.whl"))):
                links = "".join(f'<a href="/wheels/{w.name.replace("+", "%2B")}">{w.name}</a>' for w in found)
                self.answer(f"<!DOCTYPE html><html><body>{links}</body></html>".encode(), "text/html")
            else:
                self.send_error(404)

        do_HEAD = do_GET

        def answer(self, body: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep the tests' output free of requests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.url = f"http://127.0.0.1:{server.server_port}/simple"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield served
    server.shutdown()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("set-up") / "venv"
    venv.create(folder, with_pip=True)
    return folder


@pytest.fixture
def python(base: Path, tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The Python of an environment whose pip is configured by variables alone, for `index`."""
    for name in list(os.environ):
        if name.startswith(("PIP_", "UV_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", index.url)
    monkeypatch.setenv("PIP_DISABLE_PIP_VERSION_CHECK", "1")
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "cache"))
    return base / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


@pytest.fixture
def uv() -> Path:
    found = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    assert found, "uv belongs to the dev extra"
    return Path(found)


def installed(python: Path, name: str) -> str:
    """Return the version of the module `name` that `python` imports."""
    done = subprocess.run(
        [str(python), "-c", f"import {name}; print({name}.version)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.slow
def test_uv_installs_from_the_mirror_that_pip_is_configured_for(python: Path, uv: Path, index: Index) -> None:
    index.add("mirrored", "1.0")
    install.install(uv, python, install.pip_settings(python), ["mirrored"])
    assert installed(python, "mirrored") == "1.0"
    assert set(index.agents) == {"uv"}


@pytest.mark.slow
def test_uv_takes_the_newest_of_all_of_pips_sources(
    python: Path, uv: Path, index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.add("spread", "1.0")
    folder = Index(tmp_path / "more")
    folder.wheels.mkdir()
    folder.add("spread", "1.5")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder.wheels))
    install.install(uv, python, install.pip_settings(python), ["spread"])
    assert installed(python, "spread") == "1.5"


@pytest.mark.slow
def test_pip_takes_over_where_uv_fails_and_says_so(
    python: Path, uv: Path, index: Index, capfd: pytest.CaptureFixture[str]
) -> None:
    index.add("refused", "1.0")
    index.refuses = "uv"
    install.install(uv, python, install.pip_settings(python), ["refused"])
    assert installed(python, "refused") == "1.0"
    assert {"uv", "pip"} <= set(index.agents)
    assert "改用 pip" in capfd.readouterr().err


@pytest.mark.slow
def test_what_neither_finds_is_an_error_that_names_a_mirror(python: Path, uv: Path) -> None:
    with pytest.raises(install.Failure, match="mirrors"):
        install.install(uv, python, install.pip_settings(python), ["no-such-package"])


TORCH = next(
    line.partition("==")[2].split()[0]
    for line in (install.ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if line.startswith("torch==") and "+cpu" in line
)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere PyPI's torch is a CPU build")
def test_torch_is_a_cpu_build_of_pips_own_sources_or_of_an_index_for_it_or_is_refused(
    python: Path, uv: Path, index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.add("torch", TORCH.partition("+")[0])  # a CUDA build, as on PyPI
    monkeypatch.setenv("TORCH_INDEX", f"{index.url}/nowhere")
    with pytest.raises(install.Failure, match="TORCH_INDEX"):
        install.torch_indexes(uv, python, install.pip_settings(python))

    wheels = Index(tmp_path / "cpu")
    wheels.wheels.mkdir()
    wheels.add("torch", TORCH)
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels.wheels))
    for worker in (uv, None):
        assert install.torch_indexes(worker, python, install.pip_settings(python)) == []

    monkeypatch.delenv("PIP_FIND_LINKS")
    (wheels.wheels / f"torch-{TORCH}-py3-none-any.whl").rename(
        index.wheels / f"torch-{TORCH}-py3-none-any.whl"
    )
    monkeypatch.setenv("TORCH_INDEX", index.url)
    monkeypatch.setenv("PIP_INDEX_URL", f"{index.url}/nowhere")
    found = install.torch_indexes(uv, python, install.pip_settings(python))
    assert found == ["--extra-index-url", index.url]
