from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ingest.chinese.word_table import WordRow, Words, WordTable, lists_of

GOOD = """
# Bridges.
bridge = [
    { words = '大桥', example = '青棠大桥' },
    { words = '[石木]桥', example = '一座石桥', counter = '一座铁桥', note = '铁桥 is counted apart' },
]
"""


def _table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> WordTable:
    """A table of a package that stands in tmp_path."""
    data = tmp_path / "some_package" / "data"
    data.mkdir(parents=True)
    (data.parent / "__init__.py").touch()
    (data / "things.toml").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "some_package", raising=False)
    return WordTable("some_package", "things")


def test_rows_keep_their_order_their_examples_and_their_notes() -> None:
    assert lists_of(GOOD, "things.toml") == {
        "bridge": (
            WordRow("大桥", "青棠大桥"),
            WordRow("[石木]桥", "一座石桥", "一座铁桥", "铁桥 is counted apart"),
        )
    }


def test_words_are_found_by_any_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bridge = _table(tmp_path, monkeypatch, GOOD).words("bridge")
    assert [m.group() for m in bridge.finditer("青棠大桥和两座石桥、一座铁桥")] == ["大桥", "石桥"]
    assert bridge.sub("…", "新大桥旁的木桥") == "新…旁的…"
    assert bridge.fullmatch("大桥") and not bridge.fullmatch("大桥头")
    assert bridge.match("青棠大桥", 2) and not bridge.match("青棠大桥")
    assert bridge.search("大桥边", 1) is None


def test_a_frame_stands_around_all_rows_and_parts_inside_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = _table(
        tmp_path, monkeypatch, "length = [{ words = '长{number}{unit}', example = '长3米' }]\n" + GOOD
    )
    bridge = table.words("bridge", frame=r"{number}座(?:{words}){2}", number=r"\d+")
    assert bridge.expression == r"\d+座(?:大桥|[石木]桥){2}"
    length = table.words("length", number=r"\d{1,3}", unit=table.words("bridge"))
    assert length.expression == r"长\d{1,3}大桥|[石木]桥"


def test_a_table_is_read_only_when_its_words_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bridge = _table(tmp_path, monkeypatch, "no TOML at all").words("bridge")
    assert isinstance(bridge, Words)
    with pytest.raises(ValueError, match=r"some_package/data/things\.toml"):
        bridge.search("大桥")


def test_understanding_questions_is_imported_without_reading_a_table() -> None:
    code = (
        "import assistant.question.understand as u, ingest.chinese.word_table as w; "
        "from assistant.question import patterns; "
        "assert not any('pattern' in vars(x) for x in vars(patterns).values() if isinstance(x, w.Words))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("bridge = 3", "things.toml, bridge: not a list of rows"),
        ("bridge = []", "things.toml, bridge: not a list of rows"),
        ("bridge = ['大桥']", "things.toml, bridge, row 1: a row is words, example"),
        ("bridge = [{ words = '大桥' }]", "things.toml, bridge, row 1: words or example are missing"),
        ("bridge = [{ example = '大桥' }]", "things.toml, bridge, row 1: words or example are missing"),
        ("bridge = [{ words = '桥', example = '桥', exmaple = '桥' }]", "row 1: no such column: exmaple"),
        (
            "bridge = [{ words = '桥', example = '大桥' }, { words = '桥', example = '小桥' }]",
            "things.toml, bridge, row 2: '桥' stands there already",
        ),
        ("bridge = [", "things.toml: "),
    ],
)
def test_a_bad_table_is_refused_with_file_list_and_row(text: str, complaint: str) -> None:
    with pytest.raises(ValueError) as error:
        lists_of(text, "things.toml")
    assert complaint in str(error.value)


def test_a_list_that_is_not_there_and_a_part_that_is_not_given_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = _table(tmp_path, monkeypatch, "length = [{ words = '长{number}米', example = '长3米' }]")
    with pytest.raises(ValueError, match="has no list width"):
        table.words("width").search("宽")
    with pytest.raises(ValueError, match=r"length: nothing is given for \{number\}"):
        table.words("length").search("长3米")
