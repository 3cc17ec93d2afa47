"""A job of the library ends in one sentence on the page, whatever it ran into."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.web.i18n.words import SIMPLIFIED, translator
from assistant.web.library.jobs import Job, follow
from ingest.errors import LibraryBusy
from tests.assistant.web.conftest import run_async


def outcome(work: Callable[[], str], words: object = SIMPLIFIED) -> tuple[str, Job]:
    """Return the last that is shown of a job."""
    job = Job()

    async def last() -> str:
        shown = [html async for html in follow(job, work, words, lambda made, _: made)]  # type: ignore[arg-type]
        return shown[-1]

    return run_async(last()), job


def failing(error: Exception) -> Callable[[], str]:
    def work() -> str:
        raise error

    return work


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ValueError("<b>"), "程序出错（ValueError）"),
        (OSError(28, "No space left on device"), "No space left on device"),
        (MemoryError(), "MemoryError"),
        (LibraryBusy("另一个程序正在写入。(Busy.)"), "另一个程序正在写入。"),
    ],
)
def test_an_error_is_told_and_the_next_job_runs(error: Exception, told: str) -> None:
    shown, job = outcome(failing(error))
    assert 'class="job failed"' in shown and told in shown
    assert "Traceback" not in shown and "<b>" not in shown
    assert not job.running
    assert outcome(lambda: "done")[0] == "done"


def test_in_english_an_error_is_told_in_english() -> None:
    assert "A fault of the program" in outcome(failing(ValueError()), translator("en"))[0]
