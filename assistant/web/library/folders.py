"""The box on the folders that were ingested: what each is called, and whether it is watched."""

from __future__ import annotations

from pathlib import Path

from assistant.web.i18n.words import Translator
from assistant.web.workspace import Workspace
from ingest.sync import watcher


def about_folders(words: Translator) -> str:
    """Return what the box on folders is for."""
    text = words("重新读取：新文件入库，改过的更新，不在了的移出。")
    return f"<h3>{words('入过库的文件夹')}</h3><p>{text}</p>"


def named_folders(workspace: Workspace, words: Translator) -> list[tuple[str, str]]:
    """Return the folders that can be read again as (name, path), by their own name where it is unique."""
    folders = workspace.folders()
    names = [folder.name for folder in folders]
    return [
        (
            words("上传的文件")
            if folder == workspace.uploads
            else name
            if names.count(name) == 1
            else str(folder),
            str(folder),
        )
        for folder, name in zip(folders, names, strict=True)
    ]


def is_watched(workspace: Workspace, path: str | None) -> bool:
    """Return whether the folder at `path` is watched."""
    return path is not None and Path(path) in watcher.watched(workspace.library)
