"""-v and -vv report on standard error what the program does; standard output stays what it is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from assistant import __version__
from tests.assistant.cli.test_commands import Run, fill, together, xianwen

# Processes are started and waited for.
pytestmark = pytest.mark.slow

# The sentences answer it, not the ledger.
QUESTION = "泊舟县新渔港码头的开工仪式由谁主持？"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("logs")
    (place / "资料").mkdir()
    fill(place / "资料")
    (place / "资料" / "空.txt").touch()
    done = xianwen("ingest", place / "资料", "--json", "-v", library=place / "library")
    (place / "ingest.log").write_text(done.err, encoding="utf-8")
    assert json.loads(done.out)["added"] == 3
    return place / "library"


@pytest.fixture(scope="module")
def asked(library: Path) -> list[Run]:
    """Asked plainly, with -v after the verb, with -v before it, and with -vv."""
    return together(
        lambda: xianwen("ask", QUESTION, "--json", library=library),
        lambda: xianwen("ask", QUESTION, "--json", "-v", library=library),
        lambda: xianwen("-v", "ask", QUESTION, "--json", "--library", library),
        lambda: xianwen("ask", QUESTION, "--json", "-vv", library=library),
    )


def test_the_version_is_printed() -> None:
    done = xianwen("--version")
    assert (done.code, done.out, done.err) == (0, f"xianwen {__version__}\n", "")


def test_ingest_reports_each_file_with_what_was_made_of_it_or_why_it_failed(library: Path) -> None:
    log = (library.parent / "ingest.log").read_text(encoding="utf-8")
    assert re.search(
        r"INFO .*岚岭\.txt: txt, \d+ passages, \d+ facts, \d+ projects, 岚岭县, 2023-01-12, work-report \(read in \d+ ms",
        log,
    )
    assert re.search(r"INFO .*空\.txt: failed: .*0 字节", log)
    assert re.search(r"published 3 documents, \d+ passages, embedded \d+ texts and indexed in \d+ ms", log)


def test_without_v_nothing_is_reported(asked: list[Run]) -> None:
    assert asked[0].err == ""


def test_v_reports_the_stages_with_their_times_before_or_after_the_verb(asked: list[Run]) -> None:
    for run in asked[1:3]:
        for stage in ("understood", "looked up", "evidence"):
            assert re.search(rf"INFO .*assistant\.[\w.]+: {stage}.* \d+ ms", run.err), (stage, run.err)
        assert "泊舟县" in run.err and "DEBUG" not in run.err


def test_vv_reports_the_candidates_and_why_some_were_refused(asked: list[Run]) -> None:
    assert re.search(r"DEBUG .*candidate .*accepted", asked[3].err), asked[3].err
    assert re.search(r"DEBUG .*candidate .*refused: ", asked[3].err), asked[3].err


def test_standard_output_stays_json_alone(asked: list[Run]) -> None:
    answers = [{**run.json, "seconds": 0, "id": ""} for run in asked]
    assert all(answer == answers[0] for answer in answers) and answers[0]["citations"]
