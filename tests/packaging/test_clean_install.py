"""`pip install` with nothing but what the package itself asks for: no constraints, no packages of the tests."""

from __future__ import annotations

import json
import os
import subprocess
import urllib.request
import venv
from pathlib import Path

import pytest

from tests.packaging.conftest import Environment, clean_variables, started

REPORT = """霞浒县2023年政府工作报告
——2023年1月11日在霞浒县第十七届人民代表大会第三次会议上
一、2022年工作回顾
2022年，霞浒县新建污水处理厂3座，日处理能力达到4.5万吨。
"""


@pytest.mark.slow
@pytest.mark.skipif(
    os.environ.get("XIANWEN_CLEAN_INSTALL") != "1",
    reason="downloads all dependencies: XIANWEN_CLEAN_INSTALL=1",
)
def test_it_works_with_the_newest_versions_that_it_allows(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    clean = Environment(tmp_path / "venv")
    install = subprocess.run(
        [clean.bin / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", wheel],
        env={name: value for name, value in os.environ.items() if name != "PIP_CONSTRAINT"},
        capture_output=True, text=True, timeout=900,
    )  # fmt: skip
    assert install.returncode == 0, install.stderr
    assert "No broken requirements" in clean.run("python", "-m", "pip", "check", cwd=tmp_path)
    # What only some need does not come along.
    packages = {
        p["name"] for p in json.loads(clean.run("python", "-m", "pip", "list", "--format=json", cwd=tmp_path))
    }
    assert not packages & {"torch", "sentence-transformers", "pytest", "ruff"}

    folder = tmp_path / "empty"
    documents = tmp_path / "documents"
    folder.mkdir()
    documents.mkdir()
    (documents / "报告.txt").write_text(REPORT, encoding="utf-8")
    assert (
        clean.run("python", "-c", "import xianwen; print(xianwen.Assistant.__name__)", cwd=folder)
        == "Assistant\n"
    )
    assert json.loads(clean.run("xianwen", "ingest", "--json", str(documents), cwd=folder))["added"] == 1
    answer = json.loads(clean.run("xianwen", "ask", "--json", "霞浒县2022年新建污水处理厂几座？", cwd=folder))
    assert "3座" in answer["answer"] and answer["citations"]
    with started([clean.bin / "xianwen", "serve", "--port", "0"], folder, clean_variables()) as line:
        address = line[line.index("http://") :].strip()
        with urllib.request.urlopen(address, timeout=30) as response:
            assert "县问" in response.read().decode()
