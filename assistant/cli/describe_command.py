"""The command `describe`: what is known of a document and of where it comes from, and putting that right."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any, get_args

from assistant.cli.output import KIND_NAMES, print_json, print_lines
from assistant.cli.parser import wants_json
from assistant.document_notes import FIELDS, STATES, chinese, notes_of, state_of
from ingest.errors import XianwenError
from ingest.schema import CorrectedField
from ingest.settings import Settings

if TYPE_CHECKING:
    from ingest.sync.correcting import Known


def describe(args: argparse.Namespace, settings: Settings) -> int:
    """Print what is known of a document; with values, put them in its description first."""
    from ingest.library.library import Library
    from ingest.sync.correcting import correct, known, undo

    values: dict[CorrectedField, str] = {
        field: value for field in get_args(CorrectedField) if (value := getattr(args, field)) is not None
    }
    if values and args.undo:
        raise XianwenError("--undo 不能和更正一起用。(Use --undo alone, without values to put in.)")
    notices: tuple[str, ...] = ()
    with closing(Library.open(settings)) as library:
        if args.undo:
            undo(library, args.doc)
        elif values:
            notices = correct(library, args.doc, values)
        told = known(library, args.doc)
    for notice in notices:
        print(f"xianwen: {notice}", file=sys.stderr)
    if wants_json(args):
        print_json(known_json(told) | {"notices": list(notices)})
    else:
        print_lines(known_lines(told))
    return 0


def known_json(told: Known) -> dict[str, Any]:
    """Return what is known of a document as the object that `xianwen describe --json` prints."""
    document, automatic = told.document, told.automatic
    fields = (
        "doc", "title", "region", "place", "date", "kind", "reviews_year", "source", "speaker", "format", "passages",
        "characters", "state", "reason", "ingested_at", "warnings", "copy_of",
    )  # fmt: skip
    return {name: getattr(document, name) for name in fields} | {
        "file": str(told.origin.file),
        "file_exists": told.origin.on_disk() is not None,
        "automatic": {name: getattr(automatic, name) for name in FIELDS} if automatic else None,
        "corrected": dict(told.made.fields),
        "corrections": told.made.count,
        "corrected_at": told.made.at,
    }


def known_lines(told: Known) -> Iterator[str]:
    """Yield what is known of a document, with the value that the program found beside each that was put right."""
    document = told.document
    yield document.doc
    for field, label in FIELDS.items():
        value = _shown(field, getattr(document, field))
        found = _shown(field, getattr(told.automatic, field)) if told.automatic else ""
        beside = ""
        if field in told.made.fields:
            beside = "（已确认）" if found == value else f"（已更正；程序识别为 {found}）"
        yield f"  {chinese(label)}：{value}{beside}"
    about = [document.source and f"来源 {document.source}", document.speaker and f"报告人 {document.speaker}"]
    if document.reviews_year:
        about.append(f"回顾 {document.reviews_year} 年")
    if any(about):
        yield f"  另知：{'，'.join(filter(None, about))}"
    missing = "" if told.origin.on_disk() else "（已不在原处）"
    yield f"  原件：{told.origin.file}{missing}"
    yield f"  入库：{document.ingested_at}，{document.format or '—'}，{document.characters} 字，{document.passages} 段"
    yield f"  状态：{chinese(STATES[state_of(document)])}"
    if document.reason:
        yield f"  ! {document.reason}"
    for note in notes_of(document):
        yield f"  ⚠ {chinese(note)}"
    if told.made.count:
        yield f"  更正 {told.made.count} 次，最近 {told.made.at}；xianwen describe {document.doc} --undo 撤销上一次"


def _shown(field: str, value: str | None) -> str:
    return (KIND_NAMES[value] if field == "kind" else value) if value else "无"
