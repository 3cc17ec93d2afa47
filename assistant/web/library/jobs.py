"""Run long changes of the library in a thread, show their progress, stop them on request."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, TypeVar

from assistant.web.i18n.words import SIMPLIFIED, Translator
from ingest.errors import XianwenError
from ingest.faults import told

if TYPE_CHECKING:
    from ingest.sync.model import Progress, SyncReport
    from ingest.sync.refresh import RefreshReport

log = logging.getLogger(__name__)
T = TypeVar("T")
GLANCE_SECONDS = 0.15
_MOST_FAILURES_SHOWN = 50


@dataclass(slots=True)
class Job:
    """One running change of one session.

    Attributes:
        running: whether it is running.
        stop: whether the reader has asked to stop it.
        latest: its latest progress.
    """

    running: bool = False
    stop: bool = False
    latest: Progress | None = field(default=None)

    def report(self, progress: Progress) -> None:
        """Record the progress of the work; called from its thread."""
        self.latest = progress

    def cancelled(self) -> bool:
        """Return whether the work should stop; called from its thread."""
        return self.stop


async def follow(
    job: Job, work: Callable[[], T], words: Translator, render: Callable[[T, Translator], str]
) -> AsyncIterator[str]:
    """Run `work` in a thread; yield HTML of its progress about seven times a second, then of its outcome.

    Args:
        job: through which it tells its progress, and is stopped.
        work: what is done.
        words: translates the page's texts.
        render: returns HTML of what `work` returned.
    """
    job.running, job.stop, job.latest = True, False, None
    task = asyncio.create_task(asyncio.to_thread(work))
    try:
        while not task.done():
            yield render_progress(job, words)
            await asyncio.wait({task}, timeout=GLANCE_SECONDS)
        yield render(task.result(), words)
    except Exception as error:
        if not isinstance(error, XianwenError):
            log.exception("a job of the library")
        yield render_job_error(words.message(told(error, "改动资料库", "changing the library")))
    finally:
        # A reader who has gone away must not leave work that nobody can stop.
        job.stop = job.stop or not task.done()
        job.running = False


def render_progress(job: Job, words: Translator = SIMPLIFIED) -> str:
    """Return the progress of a job."""
    progress = job.latest
    if progress is None:
        status, file, percent = words("正在准备…"), "", 2.0
    else:
        status, file = (
            words("正在入库：{done} / {total}", done=progress.done, total=progress.total),
            progress.doc,
        )
        percent = max(2.0, 100 * progress.done / max(progress.total, 1))
    if job.stop:
        status = words("正在停止…")
    return (
        f'<div class="job" role="status"><p>{status} <span class="file">{escape(file)}</span></p>'
        f'<div class="bar" role="progressbar" aria-label="{words("入库进度")}" aria-valuenow="{percent:.0f}">'
        f'<span style="width:{percent:.1f}%"></span></div></div>'
    )


def counts_words(counts: Mapping[str, int], words: Translator) -> str:
    """Return the counts of a change ("added", "changed", "removed", "unchanged", "failed") in words, zeros left
    out."""
    texts = {
        "added": "新增 {count} 篇",
        "changed": "更新 {count} 篇",
        "removed": "移除 {count} 篇",
        "unchanged": "未变 {count} 篇",
        "failed": "失败 {count} 篇",
    }
    parts = [words(text, count=counts[name]) for name, text in texts.items() if counts.get(name)]
    return ("，" if words.language != "en" else ", ").join(parts) or words("没有变化")


def render_report(report: SyncReport, words: Translator = SIMPLIFIED) -> str:
    """Return what a job changed, and which files could not be read and why."""
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


def render_refresh(report: RefreshReport, words: Translator = SIMPLIFIED) -> str:
    """Return what taking up anew changed."""
    ending = words("已停止。") if report.cancelled else words("完成。")
    counts = counts_words({"changed": report.changed, "unchanged": report.unchanged}, words)
    gone = words("其中 {count} 篇原文件不在，按存下的文字识别；", count=report.gone) if report.gone else ""
    encoded = words("重新生成向量 {count} 段；", count=report.encoded)
    took = words("用时 {seconds} 秒。", seconds=f"{report.seconds:.1f}")
    return f'<div class="job done" role="status"><p>{ending}{counts}；{gone}{encoded}{took}</p></div>'


def render_job_error(message: str) -> str:
    """Return the error of a job that could not be done."""
    return f'<div class="job failed" role="alert"><p>{escape(message)}</p></div>'


def render_done(message: str) -> str:
    """Return the result of a finished job, in one sentence."""
    return f'<div class="job done" role="status"><p>{escape(message)}</p></div>'
