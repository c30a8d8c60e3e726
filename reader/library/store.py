"""The index of one library: its connection and transactions, and the notes kept in it.

The index holds nothing that the articles do not: one that turns out to be damaged is deleted, and built anew
when the library is opened again. The user's state is attached to the same connection and is never deleted. A
store may be handed from thread to thread, never be used by two at once.

Owns what an error of the database means. Refuses to write articles and to answer queries.
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
from reader.library.schema import CACHE_KB, has_all_tables, open_index
from reader.library.sqlite import (
    FileLock,
    explain,
    is_damage,
    is_interrupt,
    is_wrong_statement,
    make_private_folder,
    remove_database,
    retry_while_locked,
    transaction,
)
from reader.library.state import DAMAGED, State, attach_state, is_sound
from reader.text.folding import fold

if TYPE_CHECKING:
    from reader.library.columns import Columns

T = TypeVar("T")

_STEPS_BETWEEN_QUESTIONS = 20_000  # of SQLite's machine, which takes a fraction of a millisecond for them
_SMALL_CACHE_KB = 2_000
_WRITING_CACHE_KB = 256_000
_PROBLEM_PREFIX = "problem of "
_LEFT_OUT_NOTE = "left out"
_NOT_READ_NOTE = "not read"
_VERSION_NOTE = "version"  # counts the batches written; not the version of the tables
_COUNT_VERSION = "INSERT INTO notes VALUES (?, 1) ON CONFLICT DO UPDATE SET value = value + 1"


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
            db, rebuilt = retry_while_locked(lambda: open_index(path))
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

    @contextmanager
    def stoppable(self, is_stopped: Callable[[], bool]) -> Iterator[None]:
        """Ask now and then, while statements run, whether to go on; one that is stopped raises.

        Raises:
            SearchInterruptedError: A statement was stopped, in ``guarded``.
        """
        self.db.set_progress_handler(lambda: int(is_stopped()), _STEPS_BETWEEN_QUESTIONS)
        try:
            yield
        finally:
            self.db.set_progress_handler(None, 0)

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
        """Give the connection; an error of the file or the machine becomes a LibraryError.

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
        """Give the connection inside a write transaction, committed at the end, rolled back on any error."""
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
            self.db.execute(f"PRAGMA cache_size=-{CACHE_KB}")
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

    def set_not_read(self, others: Mapping[str, int]) -> None:
        """Store how many files of other kinds the library has, by their ending."""
        import json

        if self.not_read() != others:
            with self.writing():
                self.set_note(_NOT_READ_NOTE, json.dumps(others))

    def not_read(self) -> dict[str, int]:
        """Return how many files of other kinds the library has, by their ending."""
        import json

        found: dict[str, int] = json.loads(str(self.note(_NOT_READ_NOTE) or "{}"))
        return found

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
