"""Make the virtual environment and install the project in it, editable, at the versions of constraints.txt.

    python3 scripts/install.py [--venv .venv] [--extra models] [--extra ocr] [--extra dev]

uv does the work, in a tenth of pip's time. It does not read pip's configuration, where most people in China have
named a mirror: what stands there is handed over to it. Where there is no uv, or uv fails, pip does it.
Standard library only: this runs before anything is installed.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
# PyPI's torch for Linux is a CUDA build of several GB; the CPU builds have an index of their own.
TORCH_INDEX = "https://download.pytorch.org/whl/cpu"
# pip's sections, each overriding the ones before it.
_SECTIONS = ("global", "install", ":env:")
_MANY = {
    "extra-index-url": "--index",
    "find-links": "--find-links",
    "trusted-host": "--allow-insecure-host",
    "constraint": "--constraint",
}
_OWN_INDEX = ("UV_DEFAULT_INDEX", "UV_INDEX_URL")


class Failure(Exception):
    """What went wrong and what to do, for the user."""


def main(argv: Sequence[str] | None = None) -> int:
    """Install; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv", help="where the environment is made")
    parser.add_argument("--extra", action="append", default=[], choices=("models", "ocr", "dev"))
    args = parser.parse_args(argv)
    try:
        python = environment(args.venv)
        settings = pip_settings(python)
        uv = find_uv(python)
        indexes = torch_indexes(uv, python, settings) if "models" in args.extra else []
        extras = f"[{','.join(args.extra)}]" if args.extra else ""
        say("正在安装依赖…… (Installing dependencies.)")
        install(uv, python, settings, [*indexes, *CONSTRAINED, "--editable", f"{ROOT}{extras}"])
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


CONSTRAINED = ["--constraint", str(ROOT / "constraints.txt")]


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def environment(folder: Path) -> Path:
    """Return the Python of the virtual environment in `folder`, which is made where there is none that works.

    Raises:
        Failure: this Python is too old, or cannot make one.
    """
    if sys.version_info < OLDEST_PYTHON:
        raise Failure(
            f"需要 Python 3.11 或更新的版本，这是 {sys.version.split()[0]}，"
            "可用 make PYTHON=/path/to/python3.11 指定。(Python 3.11 or newer is needed.)"
        )
    python = folder.absolute() / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if works(python):
        return python
    say(f"正在建立虚拟环境 {folder}…… (Making the virtual environment.)")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(folder)], capture_output=True, text=True
    )
    if made.returncode or not works(python):
        raise Failure(
            "建不了虚拟环境。在 Debian、Ubuntu 上请先 apt install python3-venv。"
            f"(Cannot make a virtual environment; on Debian and Ubuntu: apt install python3-venv.)\n{made.stdout}{made.stderr}"
        )
    return python


def works(python: Path) -> bool:
    """Return whether `python` starts and has pip: after an upgrade of the system's Python its environments may not."""
    if not python.exists():
        return False
    return subprocess.run([str(python), "-c", "import pip"], capture_output=True).returncode == 0


def pip_settings(python: Path) -> dict[str, str]:
    """Return what pip's configuration files and PIP_* variables set, by the long option's name."""
    listed = subprocess.run(
        [str(python), "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    ).stdout
    return parse_settings(listed)


def parse_settings(listed: str) -> dict[str, str]:
    """Return option → value from what `pip config list` prints: lines "section.option='value'".

    Sections of other pip commands than install are left out.
    """
    found: dict[str, dict[str, str]] = {section: {} for section in _SECTIONS}
    for line in listed.splitlines():
        key, equals, value = line.partition("=")
        section, dot, option = key.rpartition(".")
        if equals and dot and section in found:
            found[section][option] = str(ast.literal_eval(value))
    return {option: value for section in _SECTIONS for option, value in found[section].items()}


def uv_arguments(settings: Mapping[str, str], environment: Mapping[str, str] = os.environ) -> list[str]:
    """Return the options that make uv look where pip looks.

    Args:
        settings: as `pip_settings` gives them.
        environment: a default index that is set for uv itself there is left alone.
    """
    arguments = ["--index-strategy", "unsafe-best-match"]  # the best version of all indexes, as pip takes it
    if settings.get("index-url") and not any(environment.get(name) for name in _OWN_INDEX):
        arguments += ["--default-index", settings["index-url"]]
    for option, name in _MANY.items():
        for value in settings.get(option, "").split():
            arguments += [name, value]
    if settings.get("no-index", "").lower() in ("1", "true", "yes", "on"):
        arguments.append("--no-index")
    return arguments


def uv_environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Return the variables by which uv reaches the network as pip does: certificates, proxy, patience."""
    found = {}
    if settings.get("cert"):
        found["SSL_CERT_FILE"] = settings["cert"]
    if settings.get("client-cert"):
        found["SSL_CLIENT_CERT"] = settings["client-cert"]
    if settings.get("proxy"):
        found |= {"HTTP_PROXY": settings["proxy"], "HTTPS_PROXY": settings["proxy"]}
    seconds = settings.get("timeout") or settings.get("default-timeout")
    if seconds:
        found["UV_HTTP_TIMEOUT"] = seconds
    return found


def find_uv(python: Path) -> Path | None:
    """Return uv: the environment's own, the one on PATH, or a new one in the environment; None where there is none."""
    own = shutil.which("uv", path=str(python.parent)) or shutil.which("uv")
    if own is None:
        say("正在安装 uv…… (Installing uv.)")
        subprocess.run(
            [
                str(python),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                *CONSTRAINED,
                "uv",
            ],
            capture_output=True,
        )
        own = shutil.which("uv", path=str(python.parent))
    if own is None:
        say("没有 uv，改用 pip，会慢一些。(No uv: pip is used, which takes longer.)")
        return None
    return Path(own)


def install(uv: Path | None, python: Path, settings: Mapping[str, str], what: Sequence[str]) -> None:
    """Install `what` with uv, or with pip where there is no uv or it fails.

    Raises:
        Failure: pip fails too; it has printed why.
    """
    if uv is not None:
        if _uv(uv, python, settings, what).returncode == 0:
            return
        say("uv 没有装成，改用 pip 再试。(uv failed: trying again with pip.)")
    done = _pip(python, what)
    if done.returncode:
        raise Failure(
            "没有装成，原因见上。网络不通时可以换一个镜像，例如 "
            "pip config set global.index-url https://mirrors.aliyun.com/pypi/simple/ ，再运行一次。"
            "(Not installed, for the reason above. Behind a slow network, configure a mirror for pip and run this again.)"
        )


def torch_indexes(uv: Path | None, python: Path, settings: Mapping[str, str]) -> list[str]:
    """Return the options that are still needed to find a CPU build of torch: none where pip's own sources have one.

    Raises:
        Failure: the index that would be asked has none either, or cannot be reached.
    """
    index = os.environ.get("TORCH_INDEX", "").strip() or TORCH_INDEX
    for options in ([], ["--extra-index-url", index]):
        what = ["--dry-run", "--no-deps", *options, *CONSTRAINED, "torch"]
        done = _uv(uv, python, settings, what, quiet=True) if uv else _pip(python, what, quiet=True)
        if done.returncode == 0:
            return options
    raise Failure(
        f"在 {index} 没有找到 CPU 版 torch，sentence-transformers 需要它。可用 TORCH_INDEX=地址 指定镜像后再试。"
        f"(No CPU build of torch at {index}, which sentence-transformers needs: set TORCH_INDEX to a mirror of it.)"
        f"\n{done.stderr}"
    )


def _uv(
    uv: Path, python: Path, settings: Mapping[str, str], what: Sequence[str], *, quiet: bool = False
) -> subprocess.CompletedProcess[str]:
    command = [str(uv), "pip", "install", "--python", str(python), *uv_arguments(settings), *what]
    return subprocess.run(
        command, env={**uv_environment(settings), **os.environ}, capture_output=quiet, text=True
    )


def _pip(python: Path, what: Sequence[str], *, quiet: bool = False) -> subprocess.CompletedProcess[str]:
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", *what]
    return subprocess.run(command, capture_output=quiet, text=True)


if __name__ == "__main__":
    sys.exit(main())
