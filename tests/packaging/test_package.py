"""The package as others install it: built, put into an environment of its own and used far from the checkout."""

from __future__ import annotations

import json
import re
import subprocess
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packaging.conftest import ROOT, Environment, build, clean_variables, started

pytestmark = pytest.mark.slow

REPORT = """笠泽县2023年政府工作报告
——2023年1月9日在笠泽县第十六届人民代表大会第二次会议上
笠泽县人民政府县长 顾望舒
一、2022年工作回顾
2022年，笠泽县一般公共预算收入完成7.36亿元，增长5.2%。新建改建农村公路128公里。
"""
QUESTION = "笠泽县2022年一般公共预算收入完成多少？"
RETRIEVE = f"""
from pathlib import Path
from xianwen import Assistant, Library, Settings, XianwenRetriever, __version__
from assistant.langchain_retriever import XianwenRetriever as Same
assert XianwenRetriever is Same and __version__
library = Library.open(Settings(library=Path({{library!r}})))
found = XianwenRetriever(assistant=Assistant(library), k=1).invoke({QUESTION!r})
print(found[0].page_content)
"""


@pytest.fixture(scope="session")
def library(installed: Environment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that the installed command made in an empty folder."""
    folder = tmp_path_factory.mktemp("empty")
    documents = tmp_path_factory.mktemp("documents")
    (documents / "报告.txt").write_text(REPORT, encoding="utf-8")
    made = json.loads(installed.run("xianwen", "ingest", "--json", str(documents), cwd=folder))
    assert made["added"] == 1 and not made["failed"]
    return folder / "library"


@pytest.fixture
def crowded(tmp_path: Path) -> Path:
    """A folder with modules of the user's own whose names are also folders of our checkout, or packages of ours."""
    for name in ("prompts", "app", "ingest", "assistant", "tests", "training", "benchmarks"):
        (tmp_path / f"{name}.py").write_text("raise RuntimeError('the file of the user was imported')\n")
    return tmp_path


def test_it_installs_three_names_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"assistant", "ingest", "xianwen"}
    assert {f"{package}/py.typed" for package in ("assistant", "ingest", "xianwen")} <= set(names)


def test_all_that_lies_in_the_packages_is_installed_the_same_from_the_checkout_and_from_the_source_distribution(
    wheel: Path, tmp_path: Path
) -> None:
    from_checkout = zipfile.ZipFile(build(ROOT, tmp_path, "wheel")).namelist()
    assert sorted(from_checkout) == sorted(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "assistant", "ingest", "xianwen", "prompts"],
        cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8",
    ).stdout.split("\0")  # fmt: skip
    expected = {name.replace("prompts/", "assistant/prompts/", 1) if name.startswith("prompts/") else name
                for name in tracked if name and (ROOT / name).exists()}  # fmt: skip
    assert expected <= set(from_checkout)


def test_importing_it_costs_nothing_and_gives_its_version(installed: Environment, tmp_path: Path) -> None:
    code = (
        "import sys, xianwen; print(xianwen.__version__);"
        "print({'langchain_core', 'chromadb', 'gradio', 'numpy', 'assistant.pipeline'} & set(sys.modules))"
    )
    version, loaded = installed.run("python", "-c", code, cwd=tmp_path).splitlines()
    assert version[0].isdigit()
    assert loaded == "set()"


def test_a_name_it_does_not_have_is_an_error(installed: Environment, tmp_path: Path) -> None:
    code = "import xianwen; print(hasattr(xianwen, 'Assistent'), 'Assistant' in dir(xianwen))"
    assert installed.run("python", "-c", code, cwd=tmp_path) == "False True\n"


def test_the_command_answers_in_an_empty_folder(installed: Environment, library: Path) -> None:
    answer = json.loads(installed.run("xianwen", "ask", "--json", QUESTION, cwd=library.parent))
    assert "7.36亿元" in answer["answer"] and answer["citations"][0]["doc"].endswith("报告.txt")


def test_the_command_answers_in_a_folder_full_of_the_users_own_modules(
    installed: Environment, library: Path, crowded: Path
) -> None:
    answer = json.loads(
        installed.run("xianwen", "--library", str(library), "ask", "--json", QUESTION, cwd=crowded)
    )
    assert "7.36亿元" in answer["answer"]
    nothing = installed.run(
        "xianwen", "--library", str(library), "ask", "笠泽县2022年粮食产量？", cwd=crowded
    )
    assert "笠泽县" in nothing


@pytest.fixture(params=["empty", "crowded"])
def served(request: pytest.FixtureRequest, installed: Environment, library: Path) -> Iterator[str]:
    """The address of the web app, served from an empty folder and from one with the user's own modules."""
    folder: Path = request.getfixturevalue("tmp_path" if request.param == "empty" else "crowded")
    command = [installed.bin / "xianwen", "--library", str(library), "serve", "--port", "0"]
    with started(command, folder, clean_variables()) as line:
        yield line[line.index("http://") :].strip()


def test_the_web_app_is_served_with_its_style_and_scripts(served: str) -> None:
    with urllib.request.urlopen(served, timeout=30) as response:
        page = response.read().decode()
    assert "县问" in page and "xianwen.css" in page


def test_a_chain_of_the_users_own_retrieves_beside_modules_named_like_folders_of_the_checkout(
    installed: Environment, library: Path, tmp_path: Path
) -> None:
    for name in ("prompts", "app"):
        (tmp_path / f"{name}.py").write_text("raise RuntimeError('the file of the user was imported')\n")
    code = RETRIEVE.format(library=str(library))
    assert "7.36亿元" in installed.run("python", "-c", code, cwd=tmp_path)


def test_the_readmes_lines_for_a_program_of_ones_own_run(installed: Environment, library: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [code] = [
        block
        for block in re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
        if "XianwenRetriever(" in block
    ]
    code += f"print(len(retriever.invoke({QUESTION!r})))"
    shown = installed.run("python", "-c", code, cwd=library.parent).splitlines()
    assert shown[0] and int(shown[-1]) >= 1


def test_a_users_module_that_hides_a_package_of_ours_is_named(installed: Environment, crowded: Path) -> None:
    done = subprocess.run(
        [installed.bin / "python", "-c", "from xianwen import Library"],
        cwd=crowded, env=clean_variables(), capture_output=True, text=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert "assistant.py 挡住了" in done.stderr.splitlines()[-1]
