"""Open the catalogue of a library's folder, and make one where that is asked for."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import EmbeddingMismatch, LibraryError
from ingest.library.catalog import CATALOG_NAME, Catalog
from ingest.library.folder import REPLACED, UPLOADS_NAME
from ingest.settings import Settings


def open_catalog(settings: Settings, *, create: bool, re_embed: bool) -> Catalog:
    """Return the catalogue of the library in `settings.library`; arguments and errors are those of `Library.open`."""
    folder = settings.library
    if create:
        _make_folder(folder)
        _require_catalog(folder)
    elif not Catalog.exists(folder):
        _require_catalog(folder)
        raise LibraryError(
            f"此处没有资料库：{folder}。请先运行 xianwen ingest PATH 建立，或用 --library 指定已有资料库的文件夹。"
            f"(No library in {folder}: run xianwen ingest PATH first, or point --library at one.)"
        )
    catalog = Catalog(folder)
    if create:
        catalog.prepare({"embedding": settings.embedding})
    catalog.check()
    built_with = catalog.meta("embedding") or settings.embedding
    if built_with != settings.embedding and not re_embed:
        catalog.close()
        raise EmbeddingMismatch(
            f"资料库是用嵌入模型 {built_with} 建立的，现在配置的是 {settings.embedding}。请改回 "
            f"XIANWEN_EMBEDDING={built_with}，或运行 xianwen ingest --re-embed 用新模型重建向量。"
            f"(The library was built with the embedding {built_with}, {settings.embedding} is configured: set "
            "it back, or run xianwen ingest --re-embed.)"
        )
    return catalog


def _make_folder(folder: Path) -> None:
    try:
        # What is asked and who may ask are nobody else's business on a machine of several users.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        strangers = (
            [] if Catalog.exists(folder) else [p.name for p in folder.iterdir() if not _is_ours(p.name)]
        )
    except OSError as error:
        raise LibraryError(
            f"无法建立资料库文件夹 {folder}：{error.strerror}。请检查路径和权限。"
            f"(Cannot make the library's folder: check path and permissions.)"
        ) from error
    if strangers:
        raise LibraryError(
            f"{folder} 不是资料库，且已有其他文件（如 {sorted(strangers)[0]}）。请用 --library 指定一个新的或空的文件夹。"
            "(This folder holds other files and no library: give --library a new or an empty folder.)"
        )


def _require_catalog(folder: Path) -> None:
    """Check that a folder with the indexes of a library has its catalogue: an empty one would take the place of what was
    lost."""
    catalog = folder / CATALOG_NAME
    empty = not catalog.exists() or catalog.stat().st_size == 0
    if empty and any(folder.glob("words-*")):
        raise LibraryError(
            f"资料库 {folder} 的目录文件不见了或是空的，其余还在。请运行 xianwen restore 从备份恢复。"
            "(The library's catalogue is missing or empty: run xianwen restore.)"
        )


def _is_ours(name: str) -> bool:
    return name.startswith(
        (
            ".",
            "write",
            "words-",
            "vectors-",
            "catalog.",
            "conversations.",
            "users",
            UPLOADS_NAME,
            REPLACED,
            "lost+found",
        )
    )
