"""The numbers of the articles that a selection finds, newest first, in pages.

Owns walking a selection without holding a read snapshot open, which would keep the write-ahead log growing.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.library.filters import Selection
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
