"""The command `outline`: the sections of a document with their main facts."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from assistant.cli.library_commands import opened
from assistant.cli.output import print_json, print_lines
from assistant.cli.parser import wants_json
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.answer.outline.model import Outline


def outline(args: argparse.Namespace, settings: Settings) -> int:
    """Print the outline of a document."""
    from assistant.answer.outline.outline import outline_of

    with closing(opened(settings)) as library:
        found = outline_of(library, args.doc)
    if wants_json(args):
        print_json(found.as_json())
    else:
        print_lines(outline_lines(found))
    return 0


def outline_lines(found: Outline) -> Iterator[str]:
    """Yield the title, then each section with its main facts, parts indented below the section that they divide."""
    document = found.document
    yield document.title
    yield f"  {document.doc}，{document.characters} 字"
    for depth, section in found:
        indent = "  " * depth
        if section.heading:
            yield f"{indent}{section.heading}"
        for fact in section.facts:
            yield f"{indent}  · {' '.join(fact.evidence.text.split())}  [{fact.start}-{fact.end}]"
