"""SQLite's own behaviour and its files: errors by their code, transactions, locks, permissions.

Owns telling an error of the file or the machine, which a user can meet, from a wrong statement, which is a
bug and must be seen as one: codes decide, never message texts. Owns that files and folders are for the user
alone, and the lock by which one process at a time does some work on them. Refuses to know any table.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self, TypeVar

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_LOCKED = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_REASONS = {
    sqlite3.SQLITE_CORRUPT: "the file is damaged",
    sqlite3.SQLITE_NOTADB: "the file is no database",
    sqlite3.SQLITE_BUSY: "another process has it locked",
    sqlite3.SQLITE_LOCKED: "another process has it locked",
    sqlite3.SQLITE_PROTOCOL: "another process has it locked",
    sqlite3.SQLITE_INTERRUPT: "the work was stopped",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "the file cannot be written",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened",
    sqlite3.SQLITE_PERM: "access is denied",
    sqlite3.SQLITE_IOERR: "the disk cannot be read or written",
    sqlite3.SQLITE_NOLFS: "the disk takes no file of this size",
    sqlite3.SQLITE_NOMEM: "there is not enough memory",
}
"""What to tell the user, by primary result code (sqlite.org/rescode.html); other codes are bugs."""

_LOCK_TIMEOUT_SECONDS = 6.0
_LOCK_PAUSE_SECONDS = 0.02

Result = TypeVar("Result")


_OTHERS = 0o077  # the permissions of everybody but the owner
DATABASE_SUFFIXES = ("", "-wal", "-shm", "-journal")
"""What SQLite adds to a database's name for the files beside it."""


def primary_code(error: sqlite3.Error) -> int | None:
    """Return the primary result code of an error; None if Python's module raised it by itself."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def is_damage(error: sqlite3.Error) -> bool:
    """Tell whether a database file is damaged or is none."""
    return primary_code(error) in _DAMAGED


def is_interrupt(error: sqlite3.Error) -> bool:
    """Tell whether a statement was stopped from another thread."""
    return primary_code(error) == sqlite3.SQLITE_INTERRUPT


def is_wrong_statement(error: sqlite3.Error) -> bool:
    """Tell whether a statement does not fit the tables: a bug, unless the tables are not those of ours."""
    return primary_code(error) == sqlite3.SQLITE_ERROR


def explain(error: sqlite3.Error) -> str | None:
    """Return why the file or the machine refused, as a clause for the user; None if the error is a bug."""
    code = primary_code(error)
    return None if code is None else _REASONS.get(code)


@contextmanager
def transaction(db: sqlite3.Connection, begin: str = "BEGIN IMMEDIATE") -> Iterator[None]:
    """Commit what is written inside, or take it back on any error, that of the commit included."""
    db.execute(begin)
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # after some errors SQLite has rolled back by itself
            db.execute("ROLLBACK")
        raise


def retry_while_locked(work: Callable[[], Result]) -> Result:
    """Call a function again, for some seconds, while another process has its database locked.

    For the switch to the write-ahead log, in which SQLite's own timeout does not wait.
    """
    deadline = time.monotonic() + _LOCK_TIMEOUT_SECONDS
    while True:
        try:
            return work()
        except sqlite3.OperationalError as error:
            if primary_code(error) not in _LOCKED or time.monotonic() > deadline:
                raise
        time.sleep(_LOCK_PAUSE_SECONDS)


def use_write_ahead_log(db: sqlite3.Connection, name: str) -> None:
    """Switch a database of a connection to the write-ahead log, if it does not use it yet.

    With it, a library is read while it is written.

    Args:
        name: ``main`` or the name it is attached under.
    """
    if db.execute(f"PRAGMA {name}.journal_mode").fetchone()[0] != "wal":
        db.execute(f"PRAGMA {name}.journal_mode=WAL")


@contextmanager
def read_snapshot(db: sqlite3.Connection) -> Iterator[None]:
    """Let several reads see one state of the database; inside a transaction they do so anyway."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN")
    try:
        yield
    finally:
        if db.in_transaction:  # after some errors SQLite has rolled back by itself
            db.execute("COMMIT")


try:
    import fcntl
except ImportError:  # on Windows, where nobody waits: SQLite's own locks still keep the files whole
    fcntl = None  # type: ignore[assignment]


def make_private_folder(folder: Path) -> None:
    """Make a folder for the user alone; an existing one is closed to others, with the databases in it.

    Raises:
        OSError: It cannot be made.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_mode & _OTHERS:
        _close_to_others(folder)
        for path in folder.glob("*.db*"):
            _close_to_others(path)


def make_private_database(path: Path) -> None:
    """Make an empty file for a database; an existing one is closed to others, with the files beside it.

    Raises:
        OSError: It cannot be made.
    """
    # SQLite gives the files that it makes beside a database the permissions of the database.
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    for suffix in DATABASE_SUFFIXES:
        _close_to_others(path.with_name(path.name + suffix))


def remove_database(path: Path) -> None:
    """Delete a database with the files beside it, if it is there.

    Raises:
        OSError: It cannot be deleted.
    """
    for suffix in DATABASE_SUFFIXES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _close_to_others(path: Path) -> None:
    with suppress(FileNotFoundError, PermissionError):  # not there, or another user's
        mode = path.stat().st_mode
        if mode & _OTHERS:
            path.chmod(mode & 0o700)


class FileLock:
    """A lock that one process at a time has, on a file made for it.

    The system frees it when the process ends, in whatever way. Where a file system cannot lock, everybody
    gets it.

    Raises:
        OSError: The file cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self._number = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        os.close(self._number)

    def acquire(self) -> bool:
        """Take the lock if it is free, until the end of the context; tell whether it could be taken."""
        if fcntl is not None:
            try:
                fcntl.flock(self._number, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            except OSError:
                return True
        return True
