"""The files that the library keeps in the user's cache and data folders: for the user alone, and locked.

Owns their permissions and the lock by which one process at a time does some work on them. Refuses to know
what is in them.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Self

try:
    import fcntl
except ImportError:  # on Windows, where nobody waits: SQLite's own locks still keep the files whole
    fcntl = None  # type: ignore[assignment]

_OTHERS = 0o077  # the permissions of everybody but the owner
DATABASE_SUFFIXES = ("", "-wal", "-shm", "-journal")
"""What SQLite adds to a database's name for the files beside it."""


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
