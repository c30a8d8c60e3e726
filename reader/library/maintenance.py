"""The steps after the last batch: years of dates without one, people, statements, columns, free space.

Owns their order; each is cheap if nothing has changed. A module of its own, although only the update uses it:
the steps write to the tables, which no module outside of the library does.
"""

from __future__ import annotations

from reader.library.columns_build import SETTLED, STALE, is_due, seal
from reader.library.person_tables import resolve_people
from reader.library.statements.clusters import find_statements
from reader.library.store import Store
from reader.library.writer import Writer
from reader.library.years import infer, median_day

_FREE_PAGES_SHARE = 10  # give back if one page in so many is free
_FEWEST_FREE_PAGES = 64


def finish(store: Store) -> None:
    """Bring what depends on the whole library up to date."""
    infer_years(store)
    resolve_people(store)
    find_statements(store)
    seal_if_due(store, SETTLED)
    give_back_space(store)


def seal_if_due(store: Store, share: int = STALE) -> None:
    """Seal the columns anew if one article in so many has changed since."""
    if is_due(store.db, share):
        with store.writing() as db:
            seal(db)


def give_back_space(store: Store) -> None:
    """Shorten the file by its free pages, if there are many."""
    free, pages = (
        store.db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_count")
    )
    if free * _FREE_PAGES_SHARE > pages and free > _FEWEST_FREE_PAGES:
        # Not ``execute``, which runs a statement without result columns for one page only.
        store.db.executescript("PRAGMA incremental_vacuum")


def infer_years(store: Store) -> int:
    """Infer the years of dates without one again; return how many articles changed their number."""
    median = median_day(store.db)
    rows = store.db.execute(
        "SELECT date, year, min(id) FROM articles WHERE substr(date, 1, 2) = '--' GROUP BY date, year"
    ).fetchall()
    moved = 0
    for date, year, _ in rows:
        right = infer(date, median)
        if right == year:
            continue
        writer = Writer(store)
        with store.writing() as db:
            numbers = db.execute(
                "SELECT id FROM articles WHERE date = ? AND year IS ? AND substr(date, 1, 2) = '--'",
                (date, year),
            ).fetchall()
            for (number,) in numbers:
                writer.move(number, right)
            writer.write_counts()
            moved += len(numbers)
    return moved
