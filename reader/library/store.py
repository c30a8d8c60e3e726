"""The index of one library: its file, its tables and their version, its connection and transactions.

The index holds nothing that the articles do not: a file that is damaged, or of another version, is deleted
and built anew. So the version must grow with every change of a table, of an encoding, or of what the
analysis finds. The user's state is attached to the same connection and is never deleted. A store may be
handed from thread to thread, never be used by two at once.

Owns the schema and what an error of the database means. Refuses to write articles and to answer queries.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn, Self, TypeVar, cast

from reader.errors import DamagedDataError, LibraryError
from reader.library.labels import FacetNames
from reader.library.sqlite import (
    FileLock,
    explain,
    is_damage,
    is_interrupt,
    is_wrong_statement,
    make_private_database,
    make_private_folder,
    remove_database,
    retry_while_locked,
    transaction,
    use_write_ahead_log,
)
from reader.library.state import DAMAGED, State, attach_state, is_sound
from reader.text.folding import fold

if TYPE_CHECKING:
    from reader.library.columns import Columns

T = TypeVar("T")

VERSION = 9
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


_BUSY_TIMEOUT_SECONDS = 20.0
_CACHE_KB = 8_000
_SMALL_CACHE_KB = 2_000
_WRITING_CACHE_KB = 256_000
_LOG_LIMIT_BYTES = 32_000_000  # a longer write-ahead log is cut to this once it has been written back
_PAGE_BYTES = 16_384  # articles are packed with a tenth less waste than in pages of 4,096
_PROBLEM_PREFIX = "problem of "
_LEFT_OUT_NOTE = "left out"
_VERSION_NOTE = "version"  # counts the batches written; not the version of the tables
_COUNT_VERSION = "INSERT INTO notes VALUES (?, 1) ON CONFLICT DO UPDATE SET value = value + 1"


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
        self._remembered: dict[str, tuple[object, object]] = {}

    @classmethod
    def open(cls, folder: Path, cache_dir: Path, data_dir: Path) -> Self:
        """Open the index of a folder, making it if there is none.

        Raises:
            LibraryError: The folder is none or cannot be read, or the cache or data folder cannot be written.
        """
        check_folder(folder)
        path = index_path(folder, cache_dir)
        try:
            make_private_folder(cache_dir)
            db, rebuilt = retry_while_locked(lambda: _open_index(path))
        except OSError as error:
            raise LibraryError(f"cannot keep an index in {cache_dir}: {error.strerror}") from None
        except sqlite3.Error as error:
            if reason := explain(error):
                raise LibraryError(f"cannot keep an index in {cache_dir}: {reason}") from None
            raise
        try:
            notice = attach_state(db, data_dir)
            return cls(folder.resolve(), path, db, rebuilt, notice)
        except BaseException:
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
            return self.remember("facet names", None, lambda: FacetNames(db))

    def remember(self, kind: str, key: object, make: Callable[[], T]) -> T:
        """Return the last value of a kind, made anew if the key or the index is another now."""
        stamp = self.version, key
        known = self._remembered.get(kind)
        if known is None or known[0] != stamp:
            known = self._remembered[kind] = stamp, make()
        return cast(T, known[1])

    @contextmanager
    def guarded(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection; an error of the file or the machine becomes a LibraryError.

        A damaged index is deleted, so that it is built anew when the library is opened again. The error of a
        wrong statement passes as it is: it is a bug.

        Raises:
            SearchInterruptedError: ``interrupt`` was called.
            LibraryError: The index cannot be used.
        """
        try:
            yield self.db
        except DamagedDataError:
            self._delete_damaged()
        except sqlite3.Error as error:
            if is_interrupt(error):
                raise SearchInterruptedError("the search was stopped") from None
            if is_damage(error) and not is_sound(self.db):
                raise LibraryError(DAMAGED) from None
            if is_damage(error) or (is_wrong_statement(error) and not self._has_all_tables()):
                self._delete_damaged()
            if reason := explain(error):
                raise LibraryError(f"the index cannot be used: {reason}") from None
            raise

    def _has_all_tables(self) -> bool:
        """Tell whether the tables are still there; another program may have emptied the file."""
        try:
            return has_all_tables(self.db)
        except sqlite3.Error as error:
            return not is_damage(error)

    def _delete_damaged(self) -> NoReturn:
        try:
            remove_database(self.path)
        except OSError as error:
            raise LibraryError(
                f"the index is damaged, and {self.path} cannot be deleted: {error.strerror}"
            ) from None
        raise LibraryError("the index is damaged and will be built anew; open the library again") from None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection inside a write transaction, committed at the end, rolled back on any error."""
        # Not BEGIN IMMEDIATE, which would lock the user's state for as long as a batch takes.
        with transaction(self.db, "BEGIN"):
            self.db.execute(_COUNT_VERSION, (_VERSION_NOTE,))
            yield self.db

    @contextmanager
    def large_cache(self) -> Iterator[None]:
        """Keep more of the index in memory while very much is written, and free it afterwards."""
        self.db.execute(f"PRAGMA cache_size=-{_WRITING_CACHE_KB}")
        try:
            yield
        finally:
            self.db.execute(f"PRAGMA cache_size=-{_CACHE_KB}")
            self.db.execute("PRAGMA shrink_memory")

    @property
    def stamp(self) -> tuple[int, int, int]:
        """A value that differs after every change of the index or of the user's marks, by any process."""
        with self.guarded() as db:
            index, marks = (
                int(db.execute(f"PRAGMA {name}.data_version").fetchone()[0]) for name in ("main", "state")
            )
            return db.total_changes, index, marks

    @property
    def version(self) -> str | int | None:
        """A value that differs after every change of the index; marks do not count."""
        with self.guarded():
            return self.note(_VERSION_NOTE)

    def count_articles(self) -> int:
        """Return how many articles the index has."""
        with self.guarded() as db:
            return int(db.execute("SELECT coalesce(sum(articles), 0) FROM groups").fetchone()[0])

    def shrink_cache(self) -> None:
        """Keep less of the index in memory: the process has other stores of this library."""
        self.db.execute(f"PRAGMA cache_size=-{_SMALL_CACHE_KB}")

    def note(self, name: str) -> str | int | None:
        """Return a value stored in the index under a name, or None."""
        row = self.db.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_note(self, name: str, value: str | int) -> None:
        """Store a value in the index under a name."""
        self.db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))

    def set_left_out(self, folders: int, files: int) -> None:
        """Store how many folders and files of the library are left out by patterns."""
        if self.left_out() != (folders, files):
            with self.writing():
                self.set_note(_LEFT_OUT_NOTE, f"{folders} {files}")

    def left_out(self) -> tuple[int, int]:
        """Return how many folders and files of the library are left out by patterns."""
        folders, files = str(self.note(_LEFT_OUT_NOTE) or "0 0").split()
        return int(folders), int(files)

    def set_problems(self, kind: str, problems: Mapping[str, str]) -> None:
        """Store what is wrong in the folder besides its articles, in place of what was stored before.

        Args:
            kind: What found the problems, such as the walk; only those of this kind are replaced.
            problems: Reason by path.
        """
        before = dict(self.problems(kind))
        if before == problems:
            return
        prefix = f"{_PROBLEM_PREFIX}{kind}: "
        with self.writing() as db:
            db.execute("DELETE FROM notes WHERE substr(name, 1, ?) = ?", (len(prefix), prefix))
            db.executemany(
                "INSERT INTO notes VALUES (?, ?)", [(prefix + path, why) for path, why in problems.items()]
            )

    def problems(self, kind: str | None = None) -> list[tuple[str, str]]:
        """Return path and reason of the problems that ``set_problems`` stored, of one kind or of all."""
        prefix = _PROBLEM_PREFIX if kind is None else f"{_PROBLEM_PREFIX}{kind}: "
        rows = self.db.execute(
            "SELECT name, value FROM notes WHERE substr(name, 1, ?) = ?", (len(prefix), prefix)
        )
        return [(name.removeprefix(_PROBLEM_PREFIX).partition(": ")[2], reason) for name, reason in rows]


def check_folder(folder: Path) -> None:
    """Make sure that a folder can be read.

    Raises:
        LibraryError: It is none, or cannot be read.
    """
    if not folder.is_dir():
        raise LibraryError(f"{folder} is not a folder" if folder.exists() else f"{folder} does not exist")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise LibraryError(f"{folder} cannot be read")


def open_indexing_lock(folder: Path, cache_dir: Path) -> FileLock:
    """Return the lock of the process that indexes a folder; it is not taken yet.

    Raises:
        LibraryError: The folder cannot be read, or the cache folder cannot be written.
    """
    check_folder(folder)
    try:
        make_private_folder(cache_dir)
        return FileLock(index_path(folder, cache_dir).with_suffix(".lock"))
    except OSError as error:
        raise LibraryError(f"cannot keep an index in {cache_dir}: {error.strerror}") from None


def _open_index(path: Path) -> tuple[sqlite3.Connection, str | None]:
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
        db.execute(f"PRAGMA cache_size=-{_CACHE_KB}")
        db.execute("PRAGMA temp_store=MEMORY")
        db.execute(f"PRAGMA journal_size_limit={_LOG_LIMIT_BYTES}")
    except BaseException:
        db.close()
        raise
    return db
