"""The commands that look after a library: whether it is whole, its backups, and making its indexes anew."""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from assistant.cli.output import fault_lines, print_json, print_lines
from assistant.cli.parser import wants_json
from ingest.settings import Settings

EXIT_DAMAGED = 1


def verify(args: argparse.Namespace, settings: Settings) -> int:
    """Look every passage up in both indexes, and check each file."""
    from ingest.library.health import examined
    from ingest.library.library import Library

    with closing(Library.open(settings)) as library:
        faults = examined(library, thoroughly=True)
        documents = sum(document.state == "ready" for document in library.documents()) if not faults else 0
        passages = library.passage_count() if not faults else 0
    if wants_json(args):
        print_json({"healthy": not faults, "faults": [fault.as_json() for fault in faults]})
    elif faults:
        print_lines(fault_lines(fault.as_json() for fault in faults))
    else:
        print(f"资料库完好：{documents} 份资料、{passages} 段，两个索引里都在。")
    return EXIT_DAMAGED if faults else 0


def rebuild(args: argparse.Namespace, settings: Settings) -> int:
    """Make both indexes anew from the catalogue."""
    from ingest.library.library import Library
    from ingest.library.upkeep import rebuild as rebuilt

    began = time.perf_counter()
    with closing(Library.open(settings)) as library:
        rebuilt(library)
        passages = library.passage_count()
    seconds = time.perf_counter() - began
    if wants_json(args):
        print_json({"passages": passages, "seconds": round(seconds, 2)})
    else:
        print(f"重建了两个索引：{passages} 段，用时 {seconds:.1f} 秒。")
    return 0


def backup(args: argparse.Namespace, settings: Settings) -> int:
    """Write a backup of the library into one file."""
    from ingest.library.backup import save

    target: Path = args.file
    if target.is_dir():
        target = target / f"xianwen-{datetime.now():%Y%m%d-%H%M%S}.zip"
    done = save(settings.library, target)
    if wants_json(args):
        print_json({"file": str(target.resolve()), **asdict(done)})
    else:
        uploads = f"，上传的文件 {done.uploads} 个" if done.uploads else ""
        size = target.stat().st_size / 1e6
        print(f"存到 {target}：{done.documents} 份资料、{done.passages} 段{uploads}，{size:.1f} MB。")
        print("自己文件夹里的原始文件不在其中，请另外备份。", file=sys.stderr)
    return 0


def restore(args: argparse.Namespace, settings: Settings) -> int:
    """Put a backup in the place of the library, and make its indexes."""
    from ingest.library.backup import restore as restored
    from ingest.library.library import Library

    done = restored(args.file, settings.library, replace=args.replace)
    with closing(Library.open(settings, re_embed=True)) as library, library.writing():
        pass  # a writer makes the indexes that are missing
    if wants_json(args):
        print_json({"library": str(settings.library.resolve()), **asdict(done)})
    else:
        print(f"恢复到 {done.made_at} 的样子：{done.documents} 份资料、{done.passages} 段；索引已经重建。")
        print(
            "此后变过的文件，请再运行一次 xianwen ingest。原来的文件留在资料库的 replaced-… 里。",
            file=sys.stderr,
        )
    return 0
