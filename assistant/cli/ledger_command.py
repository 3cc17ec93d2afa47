"""The commands `facts` and `projects`: what the library's documents tell, as a table, JSON or CSV."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.library_commands import opened
from assistant.cli.output import advice_lines, print_json, print_lines
from assistant.cli.parser import wants_json
from ingest.errors import CorrectionError, XianwenError
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.ledger.cells import Cell
    from assistant.ledger.held_indicators import HeldIndicator
    from ingest.library.library import Library

Record = Mapping[str, Any]


def facts(args: argparse.Namespace, settings: Settings) -> int:
    """Print the facts that the arguments ask for; with --correct, --confirm or --undo, change the one cell they mean."""
    _check(args)
    if args.indicators and (args.csv or args.xlsx or args.confirm or args.undo or args.correct is not None):
        raise XianwenError(
            "--indicators 只列出指标，不和 --csv、--xlsx、更正一起用。(Use --indicators with filters and --json only.)"
        )
    from assistant import ledger_records
    from assistant.ledger.held_indicators import held_indicators

    wanted = {
        "regions": args.region,
        "years": args.year,
        "indicators": args.indicator,
        "measures": args.measure,
        "periods": args.period,
        "statuses": args.status,
    }
    with closing(opened(settings)) as library:
        if args.correct is not None or args.confirm or args.undo:
            _change(library, args, wanted)
        if args.indicators:
            _print_indicators(args, held_indicators(ledger_records.facts_wanted(library, **wanted)))
            return 0
        found = ledger_records.facts(library, **wanted)
        _notice(
            library,
            found,
            ledger_records.unheld_note(
                library, args.indicator, found, listed_by="xianwen facts --indicators"
            ),
        )
    _print(args, "facts", ledger_records.FACT_FIELDS, found)
    return 0


def projects(args: argparse.Namespace, settings: Settings) -> int:
    """Print the projects that the arguments ask for."""
    _check(args)
    from assistant import ledger_records

    with closing(opened(settings)) as library:
        found = ledger_records.projects(library, regions=args.region, years=args.year, statuses=args.status)
        _notice(library, found)
    _print(args, "projects", ledger_records.PROJECT_FIELDS, found)
    return 0


def _check(args: argparse.Namespace) -> None:
    """Refuse arguments that exclude one another, before anything slow happens."""
    if wants_json(args) and args.csv:
        raise XianwenError("--json 和 --csv 二者取一。(Give --json or --csv.)")
    if args.output is not None and not args.csv:
        raise XianwenError("-o 只和 --csv 一起用。(Use -o with --csv.)")
    if args.xlsx is not None and (args.csv or wants_json(args)):
        raise XianwenError("--xlsx 不和 --json、--csv 一起用。(Use --xlsx alone.)")


def _print_indicators(args: argparse.Namespace, held: Sequence[HeldIndicator]) -> None:
    """Print which indicators there are, and how many figures of each."""
    if wants_json(args):
        print_json({"indicators": [asdict(each) for each in held]})
    else:
        from assistant.cli.records import indicator_lines

        print_lines(indicator_lines(held))


def _notice(library: Library, found: Sequence[Record], unheld: str | None = None) -> None:
    """Tell on standard error that nothing was found, and that documents wait to be read again.

    Args:
        library: the library.
        found: the records.
        unheld: what is to be told of indicators that the library has no figure of.
    """
    if unheld:
        print(f"xianwen: {unheld}", file=sys.stderr)
    elif not found:
        print("xianwen: 没有符合条件的记录。(Nothing found.)", file=sys.stderr)
    for line in advice_lines(library.catalog.outdated()):
        print(f"xianwen: {line}", file=sys.stderr)


def _print(args: argparse.Namespace, name: str, fields: Sequence[str], found: Sequence[Record]) -> None:
    """Print records, or write them to the file that is asked for."""
    from assistant.cli import records

    if wants_json(args):
        print_json({name: found})
    elif args.xlsx is not None:
        content = records.xlsx_bytes(fields, found, "指标" if name == "facts" else "项目")
        _write(args.xlsx, content, len(found))
    elif not args.csv:
        print_lines(records.fact_lines(found) if name == "facts" else records.project_lines(found))
    elif args.output is None:
        print(records.csv_text(fields, found), end="")
    else:
        _write(args.output, records.csv_for_people(fields, found), len(found))


def _write(file: Path, content: bytes, count: int) -> None:
    """Write a file, and tell on standard error that so many records are in it."""
    try:
        file.write_bytes(content)
    except OSError as error:
        raise XianwenError(f"无法写入 {file}：{error.strerror}。(Cannot write the file.)") from error
    print(f"xianwen: 已写入 {count} 条：{file} ({count} records written.)", file=sys.stderr)


def _change(library: Library, args: argparse.Namespace, wanted: Mapping[str, Any]) -> None:
    """Change the one cell that the arguments mean.

    Raises:
        CorrectionError: they mean none or several, or the change cannot be made.
    """
    from assistant.ledger import corrections

    if sum((args.correct is not None, args.confirm, args.undo)) > 1:
        raise CorrectionError("--correct、--confirm、--undo 三者取一。(Give one of them.)")
    cell = _only_cell(library, wanted)
    if args.undo:
        corrections.undo(library, cell.key)
    elif args.confirm:
        corrections.confirm(library, cell, note=args.note or "")
    else:
        corrections.correct(library, cell, args.correct, note=args.note or "")


def _only_cell(library: Library, wanted: Mapping[str, Any]) -> Cell:
    from assistant.ledger.cells import cells
    from assistant.ledger.corrections import corrections
    from assistant.ledger_records import facts_of, facts_wanted

    meant = facts_wanted(library, **wanted)
    ids = {stored.id for stored in meant}
    near = facts_of(library, {stored.fact.region for stored in meant})
    found = [
        cell
        for cell in cells(near, corrections(library))
        if any(stored.id in ids for stored in cell.tellings)
    ]
    if len(found) != 1:
        raise CorrectionError(
            f"这些条件说的是 {len(found)} 格，更正要恰好说中一格；请用 --region、--year、--indicator、--measure、--period、"
            f"--status 说清楚。({len(found)} cells fit; name exactly one.)"
        )
    return found[0]
