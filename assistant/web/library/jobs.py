"""Changes to the library that take a while: run in a thread, shown as they go, stopped when asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from assistant.web.i18n.words import SIMPLIFIED, Words
from ingest.errors import XianwenError

if TYPE_CHECKING:
    from ingest.sync.run import Progress, SyncReport

GLANCE_SECONDS = 0.15
_MOST_FAILURES_SHOWN = 50


@dataclass(slots=True)
class Job:
    """One running change of one session.

    Attributes:
        running: whether it is under way.
        stop: whether the reader has asked to end it.
        latest: how far it is.
    """

    running: bool = False
    stop: bool = False
    latest: Progress | None = field(default=None)

    def report(self, progress: Progress) -> None:
        """Note how far the work is; called from its thread."""
        self.latest = progress

    def cancelled(self) -> bool:
        """Whether the work should end; asked from its thread."""
        return self.stop


async def follow(job: Job, work: Callable[[], SyncReport], words: Words) -> AsyncIterator[str]:
    """Run `work` in a thread; yields HTML of its progress about seven times a second, then of its outcome."""
    job.running, job.stop, job.latest = True, False, None
    task = asyncio.create_task(asyncio.to_thread(work))
    try:
        while not task.done():
            yield render_progress(job, words)
            await asyncio.wait({task}, timeout=GLANCE_SECONDS)
        yield render_report(task.result(), words)
    except XianwenError as error:
        yield render_job_error(words.message(str(error)))
    finally:
        # A reader who has gone away must not leave work that nobody can stop.
        job.stop = job.stop or not task.done()
        job.running = False


def render_progress(job: Job, words: Words = SIMPLIFIED) -> str:
    """How far a job is."""
    progress = job.latest
    if progress is None:
        said, file, percent = words("正在准备…"), "", 2.0
    else:
        said, file = (
            words("正在入库：{done} / {total}", done=progress.done, total=progress.total),
            progress.doc,
        )
        percent = max(2.0, 100 * progress.done / max(progress.total, 1))
    if job.stop:
        said = words("正在停止…")
    return (
        f'<div class="job" role="status"><p>{said} <span class="file">{escape(file)}</span></p>'
        f'<div class="bar" role="progressbar" aria-label="{words("入库进度")}" aria-valuenow="{percent:.0f}">'
        f'<span style="width:{percent:.1f}%"></span></div></div>'
    )


def counts_words(counts: Mapping[str, int], words: Words) -> str:
    """The counts of a change ("added", "changed", "removed", "unchanged", "failed"), those that are 0 left out."""
    said = {
        "added": "新增 {count} 篇",
        "changed": "更新 {count} 篇",
        "removed": "移除 {count} 篇",
        "unchanged": "未变 {count} 篇",
        "failed": "失败 {count} 篇",
    }
    parts = [words(text, count=counts[name]) for name, text in said.items() if counts.get(name)]
    return ("，" if words.language != "en" else ", ").join(parts) or words("没有变化")


def render_report(report: SyncReport, words: Words = SIMPLIFIED) -> str:
    """What a job changed, and what could not be read and why."""
    counts = {
        "added": report.added,
        "changed": report.changed,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "failed": len(report.failed),
    }
    ending = words("已停止。") if report.cancelled else words("完成。")
    failures = "".join(
        f"<li>{escape(failure.path)}：{escape(words.message(failure.reason))}</li>"
        for failure in report.failed[:_MOST_FAILURES_SHOWN]
    )
    took = words("用时 {seconds} 秒。", seconds=f"{report.seconds:.1f}")
    return (
        f'<div class="job done" role="status"><p>{ending}{counts_words(counts, words)}；{took}</p>'
        + (f"<ul>{failures}</ul>" if failures else "")
        + "</div>"
    )


def render_job_error(message: str) -> str:
    """A job that could not be done."""
    return f'<div class="job failed" role="alert"><p>{escape(message)}</p></div>'


def render_done(message: str) -> str:
    """A job that is done, in one sentence."""
    return f'<div class="job done" role="status"><p>{escape(message)}</p></div>'
