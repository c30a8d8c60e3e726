"""The index of one library: where its file is, opening, closing, transactions, and what if it is broken.

Owns the connection. One store a thread; a store may be handed from thread to thread, never shared. The
index holds nothing that the articles do not, so a file that is damaged or of another version is replaced
in silence; the user's state is attached beside it and is never replaced.

The tables of the index and their version.

Owns the shape of the index. Another version means: throw it away and build it anew; so the version must grow
with every change of a table, of an encoding, or of what the analysis finds.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from reader.errors import LibraryError
from reader.library.lists.facet_names import FacetNames
from reader.library.sqlite import patiently, use_log
from reader.library.state import State, attach_state
from reader.text.folding import fold

if TYPE_CHECKING:
    from reader.library.columns import Columns

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

-- What a list shows; ids follow the date (article_ids.py).
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

-- Articles changed since the columns (columns.py) were built, and the columns.
CREATE TABLE dirty (article INTEGER PRIMARY KEY);
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


_WAIT_SECONDS = 20.0
_CACHE_KB = 8_000
_SMALL_CACHE_KB = 2_000
_WRITING_CACHE_KB = 256_000
_LOG_BYTES = 32_000_000  # what a large batch made of the log is given back
_PAGE_BYTES = 16_384  # articles are packed with a tenth less waste than in pages of 4,096
_PROBLEM = "problem of "
_VERSION = "version"  # of what the index holds: one more with every batch
_NEXT_VERSION = "INSERT INTO notes VALUES (?, 1) ON CONFLICT DO UPDATE SET value = value + 1"


class SearchInterruptedError(LibraryError):
    """A running search was stopped from another thread."""


def index_path(folder: Path, cache_dir: Path) -> Path:
    """Return where the index of a folder is kept: a readable stem and a fingerprint of its real path."""
    real = os.fsencode(os.path.realpath(folder))
    stem = re.sub(r"[^a-z0-9]+", "-", fold(folder.resolve().name)).strip("-")[:40] or "library"
    return cache_dir / f"{stem}-{blake2b(real, digest_size=6).hexdigest()}.db"


class Store:
    """An open index with the user's state beside it.

    Attributes:
        folder: The library's folder, with links resolved.
        path: The index file.
        db: The connection; in autocommit mode, so that no snapshot is held between calls.
        state: The user's marks.
        rebuilt: Why the index was thrown away on opening, or None.
        notice: A sentence for the user about damaged state that was set aside, or None.
        columns: The columns, once a count has needed them.
    """

    def __init__(
        self, folder: Path, path: Path, db: sqlite3.Connection, rebuilt: str | None, notice: str | None
    ) -> None:
        self.folder = folder
        self.path = path
        self.db = db
        self.rebuilt = rebuilt
        self.notice = notice
        self.state = State(db, folder)
        self.columns: Columns | None = None
        self._facet_names: tuple[str | int | None, FacetNames] | None = None

    @classmethod
    def open(cls, folder: Path, cache_dir: Path, data_dir: Path) -> Self:
        """Open the index of a folder, making it if there is none.

        Raises:
            LibraryError: The folder is none or cannot be read, or the cache or data folder cannot be written.
        """
        if not folder.is_dir():
            raise LibraryError(f"{folder} is not a folder" if folder.exists() else f"{folder} does not exist")
        if not os.access(folder, os.R_OK | os.X_OK):
            raise LibraryError(f"{folder} cannot be read")
        path = index_path(folder, cache_dir)
        try:
            cache_dir.mkdir(parents=True, exist_ok=True)
            db, rebuilt = patiently(lambda: _open_index(path))
        except (OSError, sqlite3.Error) as error:
            raise LibraryError(f"cannot keep an index in {cache_dir}: {error}") from None
        try:
            notice = attach_state(db, data_dir)
            return cls(folder.resolve(), path, db, rebuilt, notice)
        except sqlite3.Error as error:
            db.close()
            raise LibraryError(f"cannot keep read and starred marks in {data_dir}: {error}") from None
        except LibraryError:
            db.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; the store cannot be used afterwards."""
        self.db.close()

    def interrupt(self) -> None:
        """Stop the search that runs in another thread; it raises SearchInterruptedError there."""
        self.db.interrupt()

    def facet_names(self) -> FacetNames:
        """Return the names of speakers, topics and outlets as they are now."""
        with self.guarded() as db:
            version = self.version
            if self._facet_names is None or self._facet_names[0] != version:
                self._facet_names = version, FacetNames(db)
            return self._facet_names[1]

    @contextmanager
    def guarded(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection, with its errors as LibraryError; a damaged index is built anew next time."""
        try:
            yield self.db
        except sqlite3.DatabaseError as error:
            if "interrupted" in str(error):
                raise SearchInterruptedError("the search was stopped") from None
            if _is_damage(error):
                remove_index(self.path)
                raise LibraryError(
                    "the index is damaged and will be built anew; open the library again"
                ) from None
            raise LibraryError(f"the index cannot be used: {error}") from None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection inside a write transaction, committed at the end, rolled back on any error."""
        # Not BEGIN IMMEDIATE, which would lock the user's state for as long as a batch takes.
        self.db.execute("BEGIN")
        try:
            self.db.execute(_NEXT_VERSION, (_VERSION,))
            yield self.db
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    @contextmanager
    def much_writing(self) -> Iterator[None]:
        """Keep more of the index in memory while very much is written, and give it back after."""
        self.db.execute(f"PRAGMA cache_size=-{_WRITING_CACHE_KB}")
        try:
            yield
        finally:
            self.db.execute(f"PRAGMA cache_size=-{_CACHE_KB}")
            self.db.execute("PRAGMA shrink_memory")

    @property
    def stamp(self) -> tuple[int, int, int]:
        """What is another one after every change of the index or of the user's marks, by whomever."""
        with self.guarded() as db:
            index, marks = (
                int(db.execute(f"PRAGMA {name}.data_version").fetchone()[0]) for name in ("main", "state")
            )
            return db.total_changes, index, marks

    @property
    def version(self) -> str | int | None:
        """What is another one after every change of the index; marks do not count."""
        with self.guarded():
            return self.note(_VERSION)

    def keep_little(self) -> None:
        """Keep less of the index in memory: there are other stores of this library in the program."""
        self.db.execute(f"PRAGMA cache_size=-{_SMALL_CACHE_KB}")

    def note(self, name: str) -> str | int | None:
        """Return what the index remembers about itself under a name."""
        row = self.db.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_note(self, name: str, value: str | int) -> None:
        """Remember something about the index."""
        self.db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))

    def set_problems(self, kind: str, problems: Mapping[str, str]) -> None:
        """Remember what is wrong in the folder besides its articles, in place of what was before.

        Args:
            kind: Which of the things that are looked at: the walk, a file of settings.
            problems: Reason by path.
        """
        before = dict(self.problems(kind))
        if before == problems:
            return
        prefix = f"{_PROBLEM}{kind}: "
        with self.writing() as db:
            db.execute("DELETE FROM notes WHERE substr(name, 1, ?) = ?", (len(prefix), prefix))
            db.executemany(
                "INSERT INTO notes VALUES (?, ?)", [(prefix + path, why) for path, why in problems.items()]
            )

    def problems(self, kind: str | None = None) -> list[tuple[str, str]]:
        """Return path and reason of what ``set_problems`` remembered, of one kind or of all."""
        prefix = _PROBLEM if kind is None else f"{_PROBLEM}{kind}: "
        rows = self.db.execute(
            "SELECT name, value FROM notes WHERE substr(name, 1, ?) = ?", (len(prefix), prefix)
        )
        return [(name.removeprefix(_PROBLEM).partition(": ")[2], reason) for name, reason in rows]


def remove_index(path: Path) -> None:
    """Delete an index with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _open_index(path: Path) -> tuple[sqlite3.Connection, str | None]:
    reason = "the index was of another version"
    try:
        db = _connect(path)
        try:
            if is_empty(db):
                create(db)
            if is_current(db):
                db.execute("SELECT 1 FROM notes").fetchone()
                return db, None
        except sqlite3.Error:
            db.close()
            raise
        db.close()
    except sqlite3.DatabaseError as error:
        if not _is_damage(error):
            raise
        reason = "the index was damaged"
    remove_index(path)
    db = _connect(path)
    create(db)
    return db, reason


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        db.execute(f"PRAGMA page_size={_PAGE_BYTES}")
        db.execute("PRAGMA auto_vacuum=INCREMENTAL")
        use_log(db, "main")
        db.execute("PRAGMA synchronous=NORMAL")
        db.execute(f"PRAGMA cache_size=-{_CACHE_KB}")
        db.execute("PRAGMA temp_store=MEMORY")
        db.execute(f"PRAGMA journal_size_limit={_LOG_BYTES}")
    except sqlite3.Error:
        db.close()
        raise
    return db


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    text = str(error)
    return "malformed" in text or "not a database" in text or "no such table" in text or "corrupt" in text
