"""The numbers of the articles that a selection finds, newest first: all at once, or in pages.

Owns walking a selection without holding a read snapshot open, which would keep the write-ahead log growing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence

from reader.library.filters import Selection, Value
from reader.library.slots import END
from reader.library.store import Store


def in_pages(store: Store, selection: Selection, size: int) -> Iterator[list[int]]:
    """Yield the numbers found, newest first, in lists of at most size."""
    below = END
    sql = f"{selection.sql} AND {selection.number} < ? ORDER BY {selection.number} DESC LIMIT {size}"
    while True:
        with store.guarded() as db:
            page = [number for (number,) in db.execute(sql, (*selection.parameters, below))]
        if page:
            yield page
        if len(page) < size:
            return
        below = page[-1]


def negated(db: sqlite3.Connection, selection: Selection, below: int = END) -> list[int]:
    """Return the numbers of all articles found below a number, negated, ascending."""
    sql = f"{selection.sql} AND {selection.number} < ?"
    return negated_numbers(db, sql, (*selection.parameters, below))


def negated_numbers(db: sqlite3.Connection, sql: str, values: Sequence[Value]) -> list[int]:
    """Return the numbers that a statement selects as ``id``, negated, ascending.

    They come as one text: that is several times faster than a row for each, keeps the database's work apart
    from that of other threads, and gives the garbage collector nothing to walk over.
    """
    row = db.execute(f"SELECT group_concat(-id) FROM ({sql})", values).fetchone()
    numbers: list[int] = json.loads(f"[{row[0] or ''}]")
    # The full-text index gives the oldest first sooner than the newest; turning a run round costs nothing.
    numbers.sort()
    return numbers
