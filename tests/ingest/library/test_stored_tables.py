"""The tables of a document are kept beside its passages: they come, change, move and go with its version."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ingest.library.library import Library
from ingest.library.stored_tables import table_json, table_of
from ingest.library.upkeep import remove
from ingest.schema import Table, TableCell, TableRow
from tests.ingest.shelf import counts, ingest, opened, put

PROJECTS = "# 雁坪县项目表\n\n| 项目 | 投资（亿元） | 地点 |\n|---|---|---|\n| 石拱桥 | 1.26 | 东篱镇 |\n| 便道 | 0.09 | 北渡乡 |\n"


def cells(library: Library, doc: str) -> list[str]:
    """The cells of all tables of a document, as its stored text has them."""
    text = library.document(doc).text
    return [
        text[c.start : c.end]
        for table in library.tables([doc]).get(doc, ())
        for row in table.rows
        for c in row.cells
    ]


def test_tables_are_published_with_a_document_and_change_with_it(tmp_path: Path) -> None:
    library = opened(tmp_path)
    file = put(tmp_path / "files", "项目.md", PROJECTS)
    ingest(library, tmp_path / "files")
    assert cells(library, "项目.md") == ["石拱桥", "1.26亿元", "东篱镇", "便道", "0.09亿元", "北渡乡"]
    file.write_text(PROJECTS.replace("便道", "索道"), encoding="utf-8")
    ingest(library, tmp_path / "files")
    assert cells(library, "项目.md")[3] == "索道"


def test_tables_move_with_a_renamed_document_and_go_with_a_removed_one(tmp_path: Path) -> None:
    library = opened(tmp_path)
    file = put(tmp_path / "files", "项目.md", PROJECTS)
    ingest(library, tmp_path / "files")
    file.rename(file.with_name("清单.md"))
    ingest(library, tmp_path / "files")
    assert library.tables(["项目.md"]) == {}
    assert cells(library, "清单.md")[0] == "石拱桥"
    remove(library, ["清单.md"])
    with library.catalog.reading() as connection:
        assert connection.execute("SELECT count(*) FROM doc_table").fetchone()[0] == 0


def as_an_older_program_left_it(folder: Path) -> None:
    """Make the library in `folder` one of the format before tables were kept."""
    with sqlite3.connect(folder / "catalog.sqlite3") as connection:
        for table in ("doc_table", "fact", "project", "cell_correction"):
            connection.execute(f"DROP TABLE {table}")
        for column in ("tables", "warnings", "reading", "signature", "recognised", "pictures_unread"):
            connection.execute(f"ALTER TABLE version DROP COLUMN {column}")
        connection.execute("DROP INDEX passage_repeated")
        for column in ("scopes", "period", "certainty", "about", "about_place", "embedded", "repeated"):
            connection.execute(f"ALTER TABLE passage DROP COLUMN {column}")
        connection.execute("DROP TABLE correction")
        connection.execute("DROP TABLE copy")
        connection.execute("PRAGMA user_version = 1")


def test_a_library_from_before_tables_opens_says_so_and_is_completed_by_the_next_ingest(
    tmp_path: Path,
) -> None:
    library = opened(tmp_path)
    put(tmp_path / "files", "项目.md", PROJECTS)
    put(tmp_path / "files", "新闻.txt", "雁坪县召开会议，部署春耕生产。")
    ingest(library, tmp_path / "files")
    library.close()
    as_an_older_program_left_it(tmp_path / "library")
    library = Library.open(library.settings)
    assert library.catalog.outdated() == 2
    assert cells(library, "项目.md") == []
    assert counts(ingest(library, tmp_path / "files")) == (0, 2, 0, 0, 0)
    assert library.catalog.outdated() == 0
    assert cells(library, "项目.md")[0] == "石拱桥"
    assert counts(ingest(library, tmp_path / "files")) == (0, 0, 2, 0, 0)


def test_a_file_that_was_renamed_meanwhile_is_read_again_too(tmp_path: Path) -> None:
    library = opened(tmp_path)
    file = put(tmp_path / "files", "项目.md", PROJECTS)
    ingest(library, tmp_path / "files")
    library.close()
    as_an_older_program_left_it(tmp_path / "library")
    file.rename(file.with_name("清单.md"))
    library = Library.open(library.settings)
    ingest(library, tmp_path / "files")
    assert cells(library, "清单.md")[0] == "石拱桥"


TEXT = st.text(alphabet='项目投资（亿元）·\n"\\', max_size=6)
NUMBER = st.integers(0, 10**6)
CELL = st.builds(TableCell, NUMBER, NUMBER, NUMBER, TEXT)
ROW = st.builds(TableRow, NUMBER, NUMBER, st.lists(CELL, max_size=3).map(tuple), st.booleans())
LABELS = st.lists(st.lists(TEXT, max_size=2).map(tuple), max_size=3).map(tuple)


@given(st.builds(Table, NUMBER, NUMBER, TEXT, LABELS, st.lists(ROW, max_size=3).map(tuple)))
def test_a_table_comes_back_from_the_catalogue_as_it_went_in(table: Table) -> None:
    assert table_of(table_json(table)) == table
