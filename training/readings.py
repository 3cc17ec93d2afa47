"""Make the table of how characters are read that `ingest.chinese.readings` reads.

    pip download --no-deps --dest packed pypinyin==0.55.0
    python -m training.readings --packed packed

Reads pypinyin's dictionary of single characters (MIT; from the Unicode Consortium's Unihan and public dictionaries) as it was
downloaded; the package is neither installed nor run. Writes ingest/chinese/data/readings.tsv: character, its readings without
tones, the commonest first, for the characters of GB 2312 and of the names of divisions.
"""

from __future__ import annotations

import argparse
import json
import unicodedata
import zipfile
from functools import cache
from pathlib import Path

from ingest.chinese.divisions import divisions

OUT = Path(__file__).parent.parent / "ingest" / "chinese" / "data" / "readings.tsv"
# Rarer readings are of old texts.
MOST_READINGS = 3
_FIRST, _LAST = 0x4E00, 0x9FFF


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--packed", type=Path, required=True, help="the folder of downloaded packages")
    (wheel,) = parser.parse_args().packed.glob("pypinyin-*.whl")
    with zipfile.ZipFile(wheel) as packed:
        told: dict[str, str] = json.loads(packed.read("pypinyin/pinyin_dict.json"))
    lines = []
    for code in range(_FIRST, _LAST + 1):
        char = chr(code)
        if char in _wanted() and (readings := told.get(str(code))):
            plain = list(dict.fromkeys(without_tone(each) for each in readings.split(",")))
            lines.append(f"{char}\t{' '.join(plain[:MOST_READINGS])}\n")
    OUT.write_text("".join(lines), encoding="utf-8")


@cache
def _wanted() -> frozenset[str]:
    """Return the characters of GB 2312 and of the names of divisions."""
    common = {chr(code) for code in range(_FIRST, _LAST + 1) if _is_common(chr(code))}
    return frozenset(common.union(*(division.name for division in divisions())))


def _is_common(char: str) -> bool:
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def without_tone(reading: str) -> str:
    """Return a reading without its tone, with u for ü, as names are written: lǚ → lu."""
    return "".join(c for c in unicodedata.normalize("NFD", reading) if c.isascii())


if __name__ == "__main__":
    main()
