"""The commands that fill a library, report what it holds, and manage its users."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.output import (
    advice_lines,
    document_lines,
    print_json,
    print_lines,
    refresh_lines,
    report_lines,
    status_lines,
)
from assistant.cli.parser import wants_json
from assistant.cli.safety_commands import EXIT_DAMAGED
from assistant.document_notes import counted
from ingest.errors import XianwenError
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.llm.model_speed import MeasuredModel
    from ingest.library.library import Library
    from ingest.sync.model import SyncReport

EXIT_FAILED_FILES = 1
# The fields of a document that `xianwen list --json` prints.
LISTED = (
    "doc", "title", "region", "place", "date", "kind", "passages", "state", "reason", "warnings", "copy_of", "corrected",
)  # fmt: skip


def opened(settings: Settings) -> Library:
    """Return the open library of `settings`.

    Raises:
        LibraryError: there is none, or it cannot be opened.
    """
    from ingest.library.library import Library

    return Library.open(settings)


def ingest(args: argparse.Namespace, settings: Settings) -> int:
    """Synchronise the library with the paths; without paths, only rebuild its indexes."""
    from ingest.sync.sources import canonical

    if not args.paths and not args.re_embed:
        raise XianwenError(
            "请给出要收入的文件或文件夹，例如 xianwen ingest ~/县域报告。(Give the files or folders to take in.)"
        )
    paths = canonical(args.paths)  # a mistyped path makes no library
    done = _synced(args, settings, paths) if paths else _re_embedded(settings)
    if wants_json(args):
        print_json(done.as_json())
    else:
        print_lines(report_lines(done))
    return EXIT_FAILED_FILES if done.failed else 0


def _synced(args: argparse.Namespace, settings: Settings, paths: Sequence[Path]) -> SyncReport:
    from assistant.cli.progress import IngestBar
    from ingest.library.library import Library
    from ingest.sync.model import SyncReport
    from ingest.sync.run import sync

    with (
        closing(Library.open(settings, create=True, re_embed=args.re_embed)) as library,
        IngestBar() as bar,
    ):
        if not (args.if_empty and library.passage_count()):
            return sync(
                library, paths, keep_missing=args.keep_missing, re_embed=args.re_embed, progress=bar.show
            )
        print("资料库里已有资料，未作改动。(The library is not empty: nothing done.)", file=sys.stderr)
        return SyncReport(0, 0, 0, 0, (), library.passage_count(), 0.0)


def _re_embedded(settings: Settings) -> SyncReport:
    """Rebuild the indexes of the library's content; no file is read."""
    from ingest.library.library import Library
    from ingest.library.upkeep import rebuild
    from ingest.sync.model import SyncReport

    began = time.perf_counter()
    with closing(Library.open(settings, re_embed=True)) as library:
        rebuild(library)
        ready = sum(document.state == "ready" for document in library.documents())
        return SyncReport(0, 0, ready, 0, (), library.passage_count(), time.perf_counter() - began)


def refresh(args: argparse.Namespace, settings: Settings) -> int:
    """Take up anew what an older program read."""
    from assistant.cli.progress import IngestBar
    from ingest.sync.refresh import refresh

    with closing(opened(settings)) as library, IngestBar("识别") as bar:
        done = refresh(library, progress=bar.show)
    if wants_json(args):
        print_json(done.as_json())
    else:
        print_lines(refresh_lines(done))
    return 0


def list_documents(args: argparse.Namespace, settings: Settings) -> int:
    """Print the documents and what is known of each."""
    with closing(opened(settings)) as library:
        documents = library.documents()
        to_read_again = library.catalog.outdated()
    shown = [document for document in documents if document.warnings or not args.warnings]
    if wants_json(args):
        print_json({"documents": [{name: getattr(d, name) for name in LISTED} for d in shown]})
        return 0
    for d in shown:
        print_lines(document_lines(d))
    print(f"{len(documents)} 份中有提醒的 {len(shown)} 份" if args.warnings else f"共 {len(documents)} 份")
    print_lines(advice_lines(to_read_again))
    return 0


def status(args: argparse.Namespace, settings: Settings) -> int:
    """Print how much the library holds, with which models, and whether it is whole."""
    from assistant.llm.model_speed import measured_for
    from assistant.llm.providers import name_of
    from assistant.question.held_places import places_held
    from ingest.library.health import examined

    with closing(opened(settings)) as library:
        documents = library.documents()
        faults = examined(library)
        passages, embedding = library.passage_count(), library.embedder.name
        to_read_again = library.catalog.outdated()
        facts, projects = library.ledger.counts()
    ready = [d for d in documents if d.state == "ready"]
    told = {d.tells_of for d in ready if d.tells_of}
    state = {
        "library": str(settings.library.resolve()),
        "documents": len(ready),
        "failed": len(documents) - len(ready),
        "passages": passages,
        "facts": facts,
        "projects": projects,
        "to_read_again": to_read_again,
        "regions": len({place for place in places_held(told) if place.filed}),
        "warned": sum(bool(d.warnings) for d in ready),
        "warnings": counted(ready),
        "copies": sum(d.copy_of is not None for d in ready),
        "corrected": sum(bool(d.corrected) for d in ready),
        "embedding": embedding,
        "llm": name_of(settings) or None,
        "llm_speed": _speed_of(measured_for(settings)),
        "healthy": not faults,
        "damaged": [fault.part for fault in faults],
        "faults": [fault.as_json() for fault in faults],
    }
    if wants_json(args):
        print_json(state)
    else:
        print_lines(status_lines(state))
    return EXIT_DAMAGED if faults else 0


def _speed_of(measured: MeasuredModel | None) -> dict[str, Any] | None:
    """Return what `xianwen status --json` says of a model's speed."""
    if measured is None:
        return None
    return {"reads": round(measured.reads, 1), "writes": round(measured.writes, 1), "on": measured.on}


def change_users(args: argparse.Namespace, settings: Settings) -> int:
    """Add or remove a user."""
    from assistant.users import UserStore
    from ingest.library.folder import USERS_NAME

    people = UserStore(settings.library / USERS_NAME)
    if args.change == "remove":
        people.remove(args.name)
    else:
        people.add(args.name, _password(), admin=args.admin)
    names = people.names
    description = (
        f"用户 {'、'.join(names)}；网页要登录" if names else "没有用户了；网页不要登录，只在本机可用"
    )
    print(f"{description}。（{people.path}）", file=sys.stderr)
    if wants_json(args):
        print_json({"users": names})
    return 0


def _password() -> str:
    """Return the password typed twice at the terminal, or else the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    from getpass import getpass

    password = getpass("密码：")
    if getpass("再输一遍：") != password:
        raise XianwenError("两次输入的密码不一样，没有改动。(The passwords differ; nothing was changed.)")
    return password
