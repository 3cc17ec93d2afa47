"""The tables of the catalogue, and the way from each older format to the next."""

from __future__ import annotations

# Raised when the tables, or what is derived from them, change so that an older library cannot be read.
FORMAT = 8

_LEDGER = """
CREATE TABLE fact (                  -- see ingest.facts.model.Fact
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, figure_start INTEGER NOT NULL, figure_end INTEGER NOT NULL,
    region TEXT, place TEXT, year INTEGER, period TEXT NOT NULL, month INTEGER,
    indicator TEXT, name TEXT NOT NULL, qualifiers TEXT, measure TEXT NOT NULL, status TEXT NOT NULL,
    value REAL NOT NULL, unit TEXT NOT NULL, amount REAL NOT NULL, base_unit TEXT NOT NULL, bound TEXT NOT NULL,
    base TEXT, from_year INTEGER
);
CREATE INDEX fact_version ON fact (version);
CREATE INDEX fact_indicator ON fact (indicator, year);
CREATE INDEX fact_name ON fact (name, year);
CREATE INDEX fact_region ON fact (region, year);
CREATE TABLE project (               -- see ingest.facts.model.Project
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, name_start INTEGER NOT NULL, name_end INTEGER NOT NULL,
    name TEXT NOT NULL, region TEXT, place TEXT, status TEXT, wanted TEXT, year INTEGER, date TEXT, site TEXT,
    builder TEXT, industry TEXT, investment REAL, unit TEXT NOT NULL, amount REAL, bound TEXT NOT NULL, capacity TEXT
);
CREATE INDEX project_version ON project (version);
CREATE INDEX project_region ON project (region, year);
-- Figures that people put into cells of the ledger, or found right there: of a cell the last one not undone counts.
CREATE TABLE cell_correction (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    cell TEXT NOT NULL,               -- the cell's key as JSON
    value REAL NOT NULL, unit TEXT NOT NULL, amount REAL NOT NULL, note TEXT NOT NULL,
    who TEXT NOT NULL, made_at TEXT NOT NULL, undone_by TEXT, undone_at TEXT
);
CREATE INDEX cell_correction_cell ON cell_correction (cell);
"""

SCHEMA = (
    """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE root (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path BLOB NOT NULL UNIQUE,        -- canonical and absolute, as the file system spells it
    whole INTEGER NOT NULL            -- 1: the folder is synced; 0: only files named one by one
);
CREATE TABLE document (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    root INTEGER NOT NULL,
    path BLOB NOT NULL,               -- relative to its root, as the file system spells it
    doc TEXT NOT NULL UNIQUE,
    version INTEGER,                  -- the published one; NULL: none could be read yet
    reason TEXT,                      -- why the newest file could not be read
    hash BLOB,                        -- of the file that the published version was read from
    size INTEGER, mtime INTEGER, ctime INTEGER, inode TEXT, device TEXT,
    ingested_at TEXT NOT NULL,
    UNIQUE (root, path)
);
CREATE INDEX document_version ON document (version);
CREATE INDEX document_hash ON document (hash);
CREATE TABLE version (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL,
    title TEXT NOT NULL, region TEXT, place TEXT, date TEXT, reviews_year INTEGER, kind TEXT NOT NULL,
    source TEXT, speaker TEXT,
    format TEXT NOT NULL, file_title TEXT, header TEXT NOT NULL, pages TEXT NOT NULL,
    characters INTEGER NOT NULL, passages INTEGER NOT NULL,
    tables INTEGER,                   -- how many it has; NULL: it was read by a program that kept none
    warnings TEXT NOT NULL DEFAULT '[]',
    reading INTEGER NOT NULL DEFAULT 0,  -- of the program that read and described it, see ingest.schema.READING
    signature BLOB,                   -- of its text: copies are found by it
    recognised TEXT NOT NULL DEFAULT '[]',       -- see ingest.schema.SourceText
    pictures_unread INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX version_document ON version (document);
CREATE TABLE body (version INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE passage (
    id INTEGER PRIMARY KEY AUTOINCREMENT,  -- also its id in both indexes, never used twice
    version INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    headings TEXT NOT NULL, year INTEGER, outlook TEXT,
    period TEXT, certainty REAL, about TEXT, about_place TEXT,
    scopes TEXT,                      -- of statements in it, as JSON; NULL: all belong where it belongs
    embedded BLOB,                    -- digest of the text that its vector is of; NULL: nobody noted it
    repeated INTEGER                  -- the document with the same text that answers in its place, if any
);
CREATE INDEX passage_version ON passage (version);
CREATE INDEX passage_repeated ON passage (repeated) WHERE repeated IS NOT NULL;
CREATE TABLE doc_table (version INTEGER NOT NULL, start INTEGER NOT NULL, content TEXT NOT NULL);
CREATE INDEX doc_table_version ON doc_table (version);
-- Passages that are no longer published, perhaps still in an index.
CREATE TABLE retired (passage INTEGER PRIMARY KEY);
-- What people put right in a description, as JSON: of a document the last one counts. `hash` is of the file of a
-- document that was removed: they come back with it.
CREATE TABLE correction (id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL, fields TEXT NOT NULL,
                         made_at TEXT NOT NULL, hash BLOB);
CREATE INDEX correction_document ON correction (document);
-- Documents that repeat another's text.
CREATE TABLE copy (document INTEGER PRIMARY KEY, original INTEGER NOT NULL);
CREATE INDEX copy_original ON copy (original);
"""
    + _LEDGER
)

# What makes a catalogue of an older format one of the next.
UPGRADES = {
    1: (
        "CREATE TABLE doc_table (version INTEGER NOT NULL, start INTEGER NOT NULL, content TEXT NOT NULL)",
        "CREATE INDEX doc_table_version ON doc_table (version)",
        "ALTER TABLE version ADD COLUMN tables INTEGER",
    ),
    2: (
        "ALTER TABLE version ADD COLUMN warnings TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE version ADD COLUMN reading INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE version ADD COLUMN signature BLOB",
        "ALTER TABLE passage ADD COLUMN period TEXT",
        "ALTER TABLE passage ADD COLUMN certainty REAL",
        "ALTER TABLE passage ADD COLUMN about TEXT",
        "ALTER TABLE passage ADD COLUMN about_place TEXT",
        "CREATE TABLE correction (id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL, "
        "fields TEXT NOT NULL, made_at TEXT NOT NULL)",
        "CREATE INDEX correction_document ON correction (document)",
        "CREATE TABLE copy (document INTEGER PRIMARY KEY, original INTEGER NOT NULL)",
        "CREATE INDEX copy_original ON copy (original)",
    ),
    3: (
        "ALTER TABLE passage ADD COLUMN embedded BLOB",
        "ALTER TABLE correction ADD COLUMN hash BLOB",
    ),
    4: (
        "ALTER TABLE passage ADD COLUMN repeated INTEGER",
        "CREATE INDEX passage_repeated ON passage (repeated) WHERE repeated IS NOT NULL",
    ),
    5: ("ALTER TABLE passage ADD COLUMN scopes TEXT",),
    6: tuple(_LEDGER.split(";\n")),
    7: (
        "ALTER TABLE version ADD COLUMN recognised TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE version ADD COLUMN pictures_unread INTEGER NOT NULL DEFAULT 0",
    ),
}
