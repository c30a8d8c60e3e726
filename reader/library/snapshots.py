"""Which columns are in memory, and whether they are still those that are sealed.

Owns the stamp by which one snapshot is told from another.
"""

from __future__ import annotations

import sqlite3

from reader.library.columns import Columns

_STAMP = "columns sealed"
_NEXT_STAMP = "INSERT INTO notes VALUES (?, 1) ON CONFLICT DO UPDATE SET value = value + 1"


def load_columns(db: sqlite3.Connection, loaded: Columns | None) -> Columns | None:
    """Return the columns as sealed, those already loaded if they are the same; None if there are none."""
    stamp = _read_stamp(db)
    if stamp is None:
        return None
    return loaded if loaded is not None and loaded.stamp == stamp else Columns(db, stamp)


def loaded_columns(db: sqlite3.Connection, loaded: Columns | None) -> Columns | None:
    """Return the columns already loaded if they are as sealed."""
    return loaded if loaded is not None and loaded.stamp == _read_stamp(db) else None


def stamp_anew(db: sqlite3.Connection) -> None:
    """Say that the columns are others now; belongs inside the transaction that writes them."""
    db.execute(_NEXT_STAMP, (_STAMP,))


def _read_stamp(db: sqlite3.Connection) -> int | None:
    row = db.execute("SELECT value FROM notes WHERE name = ?", (_STAMP,)).fetchone()
    return None if row is None else int(row[0])
