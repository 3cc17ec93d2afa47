"""`python -m benchmarks.torture [--kills N]`: print the table of docs/reliability.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.torture import beside, damage, disks, kills

KILLS = 200


def main() -> int:
    """Run all of it and return 1 where anything was lost, half in, not read, not mended or not told."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.torture")
    parser.add_argument(
        "--kills", type=int, default=KILLS, help=f"how many writers are killed (default {KILLS})"
    )
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only", choices=("kills", "damage", "disks", "beside"), help="only this part")
    args = parser.parse_args()
    print(f"seed {args.seed}", flush=True)
    lines: list[str] = []
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        if args.only in (None, "kills"):
            of_kills = kills.killed(args.kills, scratch, args.seed)
            lines.append(
                f"killed {of_kills.points.total()} times ({', '.join(f'{k} {n}' for k, n in of_kills.points.items())}): "
                f"lost {of_kills.lost}, half in {of_kills.half}, reads that failed {of_kills.unread}, "
                f"not mended by the next writer {of_kills.unmended}"
            )
            wrong += of_kills.examples
        if args.only in (None, "damage"):
            of_damage = damage.damaged(scratch)
            lines.append(
                f"damaged in {of_damage.cases} ways: missed by status {len(of_damage.missed)}, "
                f"not mended {len(of_damage.unmended)}, tracebacks {len(of_damage.tracebacks)}, "
                f"advised to delete {len(of_damage.to_delete)}; answered right meanwhile {of_damage.answered}"
            )
            for kind in ("missed", "unmended", "tracebacks", "to_delete"):
                wrong += [f"{kind}: {case}" for case in getattr(of_damage, kind)]
        if args.only in (None, "disks"):
            if disks.may_mount():
                full, read_only = disks.filled_up(scratch), disks.not_to_be_written(scratch)
                lines.append(f"disk full {full.cases} times: {len(full.wrong)} wrong")
                lines.append(f"read-only disk, {read_only.cases} commands: {len(read_only.wrong)} wrong")
                wrong += full.wrong + read_only.wrong
            else:
                lines.append("disk full, read-only disk: not measured, disks can only be mounted by root")
        if args.only in (None, "beside"):
            of_two = beside.beside_each_other(scratch)
            before, after = beside.growth(scratch)
            lines.append(f"{of_two.reads} reads beside two writers: {len(of_two.wrong)} wrong")
            lines.append(f"40 edits of one document of 8: {before / 1e6:.1f} → {after / 1e6:.1f} MB")
            wrong += of_two.wrong
    print("\n" + "\n".join(lines))
    for case in wrong:
        print(f"- {case}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
