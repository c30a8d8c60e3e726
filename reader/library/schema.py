"""The tables of the index and their version.

Owns the shape of the index. Another version means: throw it away and build it anew; so the version must grow
with every change of a table, of an encoding, or of what the analysis finds.
"""

from __future__ import annotations

import sqlite3

VERSION = 8
"""Version of tables and encodings. ``PRAGMA user_version`` of a good index."""

APPLICATION = 0x4E574C42
"""Marks the file as ours: ``PRAGMA application_id``."""

TABLES = """
CREATE TABLE notes (name TEXT PRIMARY KEY, value) WITHOUT ROWID;

-- Every file seen: what it looked like then, and its article or why there is none.
CREATE TABLE files (
    path TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, recipe INTEGER, article INTEGER, problem TEXT
) WITHOUT ROWID;
CREATE INDEX files_problem ON files (path) WHERE problem IS NOT NULL;

-- What a list shows; ids follow the date (slots.py).
CREATE TABLE articles (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL, title TEXT NOT NULL, title_inferred INTEGER NOT NULL,
    date TEXT, year INTEGER, source INTEGER, quotes INTEGER NOT NULL, words INTEGER NOT NULL,
    problem TEXT, digest INTEGER NOT NULL, body INTEGER NOT NULL
);
CREATE INDEX articles_source ON articles (source);
CREATE INDEX articles_quotes ON articles (quotes);
CREATE INDEX articles_problem ON articles (id) WHERE problem IS NOT NULL;
CREATE INDEX articles_yearless ON articles (date) WHERE substr(date, 1, 2) = '--';

-- The whole article, packed (packing.py): one row opens it. Numbered as they come: rows put between others
-- would leave a third of every page empty.
CREATE TABLE bodies (id INTEGER PRIMARY KEY, text BLOB NOT NULL, details BLOB NOT NULL);

-- Speakers, topics, outlets, places, authors and cues, with their unfiltered counts.
CREATE TABLE labels (
    id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, name TEXT NOT NULL,
    articles INTEGER NOT NULL DEFAULT 0, quotations INTEGER NOT NULL DEFAULT 0, UNIQUE (kind, name)
);
CREATE INDEX labels_count ON labels (kind, articles) WHERE articles > 0;
CREATE TABLE tags (
    article INTEGER, label INTEGER, form INTEGER, quotations INTEGER NOT NULL,
    PRIMARY KEY (article, label, form)
) WITHOUT ROWID;
CREATE INDEX tags_label ON tags (label, article, quotations);
CREATE TABLE spellings (
    kind INTEGER, folded TEXT, label INTEGER, PRIMARY KEY (kind, folded, label)
) WITHOUT ROWID;
CREATE TABLE spelling_words (
    kind INTEGER, word TEXT, label INTEGER, PRIMARY KEY (kind, word, label)
) WITHOUT ROWID;
CREATE INDEX spellings_label ON spellings (label);
CREATE INDEX spelling_words_label ON spelling_words (label);

-- Speakers as articles name them, and the evidence by which people.py joins them to one person.
CREATE TABLE forms (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, title TEXT NOT NULL, gender TEXT,
    organisation INTEGER NOT NULL, label INTEGER NOT NULL, articles INTEGER NOT NULL DEFAULT 0,
    UNIQUE (name, title)
);
CREATE INDEX forms_label ON forms (label);
CREATE TABLE form_outlets (form INTEGER, source INTEGER, PRIMARY KEY (form, source)) WITHOUT ROWID;

-- Kept counts: articles a group (known: with their own year), articles by number of quotations.
CREATE TABLE groups (key INTEGER PRIMARY KEY, articles INTEGER NOT NULL, known INTEGER NOT NULL);
CREATE TABLE tallies (quotes INTEGER PRIMARY KEY, articles INTEGER NOT NULL);

-- What utterances are found by: a shingle of words, and the voice of an article that has it. A voice or an
-- utterance is numbered by its article's key and its place there; keys come from paths, so that no order of
-- indexing shows in them. Pending: what the shingles still hold of an article (old), what they should (new).
CREATE TABLE heard (key INTEGER PRIMARY KEY, article INTEGER NOT NULL);
CREATE TABLE shingles (hash INTEGER, voice INTEGER, PRIMARY KEY (hash, voice)) WITHOUT ROWID;
CREATE TABLE pending (key INTEGER PRIMARY KEY, old BLOB, new BLOB);

-- Utterances that are versions of each other, pair by pair, both ways; and the statements that they make.
CREATE TABLE links (one INTEGER, other INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE statements (id INTEGER PRIMARY KEY, newest INTEGER NOT NULL, articles INTEGER NOT NULL);
CREATE INDEX statements_newest ON statements (newest);
CREATE INDEX statements_articles ON statements (articles, newest);
CREATE TABLE versions (
    utterance INTEGER PRIMARY KEY, statement INTEGER NOT NULL, article INTEGER NOT NULL, form INTEGER,
    words INTEGER NOT NULL
);
CREATE INDEX versions_statement ON versions (statement);
CREATE INDEX versions_article ON versions (article, statement);

-- Articles changed since the columns (columns.py) were sealed, and the sealed columns.
CREATE TABLE touched (article INTEGER PRIMARY KEY);
CREATE TABLE columns (name TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;

CREATE VIRTUAL TABLE words USING fts5 (
    title, summary, text, content='', columnsize=0, prefix='2', tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE said USING fts5 (
    text, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2'
);
-- Words of a large batch are gathered in memory before they are written: half the time of the default.
INSERT INTO words (words, rank) VALUES ('hashsize', 16777216);
"""


def create(connection: sqlite3.Connection) -> None:
    """Make all tables in an empty database, at once; another process may have done it meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not is_current(connection):
            statement = ""
            for line in TABLES.splitlines(keepends=True):
                statement += line
                if sqlite3.complete_statement(statement):
                    connection.execute(statement)
                    statement = ""
            connection.execute(f"PRAGMA user_version={VERSION}")
            connection.execute(f"PRAGMA application_id={APPLICATION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def is_current(connection: sqlite3.Connection) -> bool:
    """Tell whether the database is an index of this version."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    return bool(version == VERSION and application == APPLICATION)


def is_empty(connection: sqlite3.Connection) -> bool:
    """Tell whether nothing was ever made in the database."""
    return connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is None
