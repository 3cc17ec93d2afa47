"""Changes to the library that take a while: run in a thread, shown as they go, stopped when asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from ingest.errors import XianwenError

if TYPE_CHECKING:
    from ingest.sync import Progress, SyncReport

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


async def follow(job: Job, work: Callable[[], SyncReport]) -> AsyncIterator[str]:
    """Run `work` in a thread; yields HTML of its progress about seven times a second, then of its outcome."""
    job.running, job.stop, job.latest = True, False, None
    task = asyncio.create_task(asyncio.to_thread(work))
    try:
        while not task.done():
            yield render_progress(job)
            await asyncio.wait({task}, timeout=GLANCE_SECONDS)
        yield render_report(task.result())
    except XianwenError as error:
        yield render_job_error(str(error))
    finally:
        # A reader who has gone away must not leave work that nobody can stop.
        job.stop = job.stop or not task.done()
        job.running = False


def render_progress(job: Job) -> str:
    """How far a job is."""
    progress = job.latest
    if progress is None:
        words, file, percent = "正在准备…", "", 2.0
    else:
        words, file = f"正在入库：{progress.done} / {progress.total}", progress.doc
        percent = max(2.0, 100 * progress.done / max(progress.total, 1))
    if job.stop:
        words = "正在停止…"
    return (
        f'<div class="job" role="status"><p>{words} <span class="file">{escape(file)}</span></p>'
        f'<div class="bar" role="progressbar" aria-valuenow="{percent:.0f}">'
        f'<span style="width:{percent:.1f}%"></span></div></div>'
    )


def render_report(report: SyncReport) -> str:
    """What a job changed, and what could not be read and why."""
    counts = (
        ("新增", report.added),
        ("更新", report.changed),
        ("移除", report.removed),
        ("未变", report.unchanged),
        ("失败", len(report.failed)),
    )
    changes = "，".join(f"{words} {count} 篇" for words, count in counts if count) or "没有变化"
    ending = "已停止。" if report.cancelled else "完成。"
    failures = "".join(
        f"<li>{escape(failure.path)}：{escape(failure.reason)}</li>"
        for failure in report.failed[:_MOST_FAILURES_SHOWN]
    )
    return (
        f'<div class="job done" role="status"><p>{ending}{changes}；用时 {report.seconds:.1f} 秒。</p>'
        + (f"<ul>{failures}</ul>" if failures else "")
        + "</div>"
    )


def render_job_error(message: str) -> str:
    """A job that could not be done."""
    return f'<div class="job failed" role="alert"><p>{escape(message)}</p></div>'


def render_done(message: str) -> str:
    """A job that is done, in one sentence."""
    return f'<div class="job done" role="status"><p>{escape(message)}</p></div>'
