"""The write-ahead log, with which a library is read while it is written.

Owns switching a database to it. SQLite does not wait for another process that switches at the same moment;
this does.
"""

from __future__ import annotations

import sqlite3
import time

_ATTEMPTS = 200
_PAUSE_SECONDS = 0.02


def use_log(db: sqlite3.Connection, name: str) -> None:
    """Switch a database of a connection to the write-ahead log, if it does not use it yet.

    Args:
        name: ``main`` or the name it is attached under.
    """
    for attempt in range(_ATTEMPTS):
        try:
            if db.execute(f"PRAGMA {name}.journal_mode").fetchone()[0] != "wal":
                db.execute(f"PRAGMA {name}.journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or attempt == _ATTEMPTS - 1:
                raise
            time.sleep(_PAUSE_SECONDS)
