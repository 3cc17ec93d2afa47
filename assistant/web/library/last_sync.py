"""The card on the last ingest: its changes, its failures with their reasons, and trying those again."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from assistant.document_notes import outdated_text
from assistant.web.i18n.words import Translator
from assistant.web.library.jobs import counts_words
from ingest.sync.last_sync import Changes

_MOST_SHOWN = 30


def render_last_sync(
    changes: Changes | None, problem: str, admin: bool, uploads: Path, words: Translator
) -> str:
    """Return the card; "" where nothing was ever ingested.

    Args:
        changes: the changes of the last ingest.
        problem: why a watched folder could not be read the last time; "" where all is well.
        admin: whether the viewer may try failures again.
        uploads: the folder that holds the uploaded files.
        words: translates the page's texts.
    """
    trouble = f'<p class="reason" role="alert">{escape(words.message(problem))}</p>' if problem else ""
    if changes is None:
        return trouble
    lists = [
        _names(words("新增"), changes.added, changes.counts["added"], words),
        _names(words("更新"), changes.changed, changes.counts["changed"], words),
        _names(words("移除"), changes.removed, changes.counts["removed"], words),
        _failures(changes, admin, words),
    ]
    named = [
        words("上传的文件") if path == uploads else path.name or str(path)
        for path in map(Path, changes.paths)
    ]
    stopped = words("（中途停止）") if changes.cancelled else ""
    shown = {name: count for name, count in changes.counts.items() if name != "unchanged"}
    return (
        f'<section class="last-sync"><h3>{words("上次入库")}</h3>'
        f'<p class="about">{escape(changes.at[:16])} · {escape(("、" if words.language != "en" else ", ").join(named))}{stopped}</p>'
        f"<p>{counts_words(shown, words)}</p>{trouble}{''.join(lists)}</section>"
    )


def render_advice(outdated: int, words: Translator) -> str:
    """Return advice on documents that an older program read, with a button that takes them up; "" without any.

    Args:
        outdated: their number.
        words: translates the page's texts.
    """
    if not outdated:
        return ""
    return (
        f'<div class="advice" role="status"><p>{escape(words.note(outdated_text(outdated)))}</p>'
        f'<button type="button" class="admins" data-refresh>{words("重新识别")}</button></div>'
    )


def _names(what: str, names: Sequence[str], count: int, words: Translator) -> str:
    if not names:
        return ""
    items = "".join(f"<li>{escape(name)}</li>" for name in names[:_MOST_SHOWN])
    more = f"<li>{words('…… 共 {count} 篇', count=count)}</li>" if count > _MOST_SHOWN else ""
    return f"<details><summary>{what} {count}</summary><ul>{items}{more}</ul></details>"


def _failures(changes: Changes, admin: bool, words: Translator) -> str:
    if not changes.failed:
        return ""
    items = "".join(
        f'<li>{escape(path)}<span class="reason">{escape(words.message(reason))}</span></li>'
        for path, reason in changes.failed[:_MOST_SHOWN]
    )
    retry = f'<button type="button" data-retry="">{words("全部重试")}</button>' if admin else ""
    return f"<details open><summary>{words('失败')} {changes.counts['failed']}</summary><ul>{items}</ul>{retry}</details>"
