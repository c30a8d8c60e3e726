"""The write-ahead log, with which a library is read while it is written.

Owns switching a database to it, and patience with other processes that open the same files for the first
time: SQLite does not wait for one that switches at the same moment.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from typing import TypeVar

_ATTEMPTS = 300
_PAUSE_SECONDS = 0.02

Result = TypeVar("Result")


def patiently(work: Callable[[], Result]) -> Result:
    """Do a piece of work again while another process has the database locked, for some seconds."""
    for _ in range(_ATTEMPTS):
        try:
            return work()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(_PAUSE_SECONDS)
    return work()


def use_log(db: sqlite3.Connection, name: str) -> None:
    """Switch a database of a connection to the write-ahead log, if it does not use it yet.

    Args:
        name: ``main`` or the name it is attached under.
    """
    if db.execute(f"PRAGMA {name}.journal_mode").fetchone()[0] != "wal":
        db.execute(f"PRAGMA {name}.journal_mode=WAL")
