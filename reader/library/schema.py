"""The tables of the index, their version, and how its file is opened, made, or made anew.

A file that is damaged, or of another version, is deleted and made anew, since the index holds nothing that
the articles do not. So the version must grow with every change of a table, of an encoding, or of what the
analysis finds.
"""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from reader.library.sqlite import (
    is_damage,
    make_private_database,
    remove_database,
    transaction,
    use_write_ahead_log,
)

VERSION = 11
"""Version of tables and encodings. ``PRAGMA user_version`` of a good index."""

APPLICATION = 0x4E574C42
"""Marks the file as ours: ``PRAGMA application_id``."""

TABLES = """
CREATE TABLE notes (name TEXT PRIMARY KEY, value) WITHOUT ROWID;

-- Every file: its size, time and fingerprint of settings when it was read; its article or why there is none.
CREATE TABLE files (
    path TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, settings INTEGER, article INTEGER, problem TEXT
) WITHOUT ROWID;
CREATE INDEX files_problem ON files (path) WHERE problem IS NOT NULL;

-- What a list shows; ids follow the date (article_ids.py).
CREATE TABLE articles (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL, title TEXT NOT NULL, title_inferred INTEGER NOT NULL,
    date TEXT, year INTEGER, date_offset INTEGER, source INTEGER, quotes INTEGER NOT NULL,
    words INTEGER NOT NULL, problem TEXT, digest INTEGER NOT NULL, body INTEGER NOT NULL,
    settled INTEGER NOT NULL DEFAULT 0, draft INTEGER
);
CREATE INDEX articles_source ON articles (source);
CREATE INDEX articles_body ON articles (body);
CREATE INDEX articles_settled ON articles (source) WHERE settled;
CREATE INDEX articles_quotes ON articles (quotes);
CREATE INDEX articles_draft ON articles (id) WHERE draft;
CREATE INDEX articles_problem ON articles (id) WHERE problem IS NOT NULL;
CREATE INDEX articles_yearless ON articles (date) WHERE substr(date, 1, 2) = '--';

-- The whole article, packed (packing.py). Numbered in the order of writing: rows inserted between others
-- would leave a third of every page empty.
CREATE TABLE bodies (id INTEGER PRIMARY KEY, text BLOB NOT NULL, details BLOB NOT NULL);

-- Folded lines that may name the outlet of an article that has none of its own; where one does, the article
-- is settled (inferred.py). By body, whose number stays when an article moves.
CREATE TABLE outlet_lines (
    body INTEGER, place INTEGER, name TEXT NOT NULL, PRIMARY KEY (body, place)
) WITHOUT ROWID;
CREATE INDEX outlet_lines_name ON outlet_lines (name);

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

-- Names of speakers in articles, each with a title, and the evidence by which people.py finds their person.
CREATE TABLE forms (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, title TEXT NOT NULL, gender TEXT,
    organisation INTEGER NOT NULL, label INTEGER NOT NULL, articles INTEGER NOT NULL DEFAULT 0,
    UNIQUE (name, title)
);
CREATE INDEX forms_label ON forms (label);
CREATE TABLE form_outlets (form INTEGER, source INTEGER, PRIMARY KEY (form, source)) WITHOUT ROWID;

-- Stored counts: articles by group of date (known: with a year of their own), and by number of quotations.
CREATE TABLE groups (
    key INTEGER PRIMARY KEY, articles INTEGER NOT NULL DEFAULT 0, known INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE quote_counts (quotes INTEGER PRIMARY KEY, articles INTEGER NOT NULL);

-- Fingerprints of utterances: for each shingle of words the speakers that have it (statements/links.py).
-- Speakers and utterances are numbered by the key of their article and their place there; keys come from
-- paths, so that nothing depends on the order of indexing. Pending: what the shingles hold of an article
-- (old), and what they should (new).
CREATE TABLE article_keys (key INTEGER PRIMARY KEY, article INTEGER NOT NULL);
CREATE TABLE shingles (hash INTEGER, speaker INTEGER, PRIMARY KEY (hash, speaker)) WITHOUT ROWID;
CREATE TABLE pending (key INTEGER PRIMARY KEY, old BLOB, new BLOB);

-- Pairs of utterances that are versions of each other, both ways; and the statements, their clusters.
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

-- Articles changed since the columns (columns.py) were built, and the columns.
CREATE TABLE dirty (article INTEGER PRIMARY KEY);
CREATE TABLE columns (name TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;

CREATE VIRTUAL TABLE words USING fts5 (
    title, summary, text, content='', columnsize=0, prefix='2', tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE said USING fts5 (
    text, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2'
);
-- Collect more words of a batch in memory before they are written: takes half the time of the default.
INSERT INTO words (words, rank) VALUES ('hashsize', 16777216);
"""


_TABLE_NAMES = frozenset(re.findall(r"^CREATE (?:VIRTUAL )?TABLE (\w+)", TABLES, re.MULTILINE))

CACHE_KB = 8_000
"""What of the index a connection keeps in memory."""

_BUSY_TIMEOUT_SECONDS = 20.0
_LOG_LIMIT_BYTES = 32_000_000  # a longer write-ahead log is cut to this once it has been written back
_PAGE_BYTES = 16_384  # articles are packed with a tenth less waste than in pages of 4,096


def open_index(path: Path) -> tuple[sqlite3.Connection, str | None]:
    """Open or make the index; also return why an earlier one was deleted, or None."""
    try:
        db = _connect(path)
        try:
            if is_empty(db):
                create(db)
            reason = _find_fault(db)
        except BaseException:
            db.close()
            raise
        if reason is None:
            return db, None
        db.close()
    except sqlite3.Error as error:
        if not is_damage(error):
            raise
        reason = "the index was damaged"
    remove_database(path)
    db = _connect(path)
    create(db)
    return db, reason


def _find_fault(db: sqlite3.Connection) -> str | None:
    if not is_current(db):
        return "the index was of another version"
    if not has_all_tables(db):
        return "the index was damaged"
    db.execute("SELECT 1 FROM notes").fetchone()
    return None


def _connect(path: Path) -> sqlite3.Connection:
    make_private_database(path)
    db = sqlite3.connect(path, timeout=_BUSY_TIMEOUT_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        if is_empty(db):  # of an index that another process writes, these would wait until it has finished
            db.execute(f"PRAGMA page_size={_PAGE_BYTES}")
            db.execute("PRAGMA auto_vacuum=INCREMENTAL")
        use_write_ahead_log(db, "main")
        db.execute("PRAGMA synchronous=NORMAL")
        db.execute(f"PRAGMA cache_size=-{CACHE_KB}")
        db.execute("PRAGMA temp_store=MEMORY")
        db.execute(f"PRAGMA journal_size_limit={_LOG_LIMIT_BYTES}")
    except BaseException:
        db.close()
        raise
    return db


def create(connection: sqlite3.Connection) -> None:
    """Make all tables in an empty database, in one transaction, unless another process has just done it."""
    with transaction(connection):
        if not is_current(connection):
            statement = ""
            for line in TABLES.splitlines(keepends=True):
                statement += line
                if sqlite3.complete_statement(statement):
                    connection.execute(statement)
                    statement = ""
            connection.execute(f"PRAGMA user_version={VERSION}")
            connection.execute(f"PRAGMA application_id={APPLICATION}")


def is_current(connection: sqlite3.Connection) -> bool:
    """Tell whether the database is an index of this version."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    return bool(version == VERSION and application == APPLICATION)


def is_empty(connection: sqlite3.Connection) -> bool:
    """Tell whether the database has no table."""
    return connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is None


def has_all_tables(connection: sqlite3.Connection) -> bool:
    """Tell whether the database has every table of the index."""
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")} >= _TABLE_NAMES
