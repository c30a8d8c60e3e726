"""The steps after the last batch: years, outlets, people, statements, columns, free space.

Owns their order; each is cheap if nothing has changed. A module of its own, although only the update uses it:
the steps write to the tables, which no module outside of the library does.
"""

from __future__ import annotations

from reader.library.inferred import find_wrong_sources, infer, median_day
from reader.library.person_tables import resolve_people
from reader.library.statements.clusters import find_statements
from reader.library.store import Store
from reader.library.writer import Writer

_FEWEST_IN_COLUMNS = 2_000  # articles; below, joins are quick enough
# The columns are built anew once one article in so many has changed: soon enough for counting to stay quick,
# seldom enough to cost indexing little.
_WHILE_WRITING = 4
_SETTLED = 100
_SETTLED_NOTE = "sources settled"  # the version of the index for which they are
_FREE_PAGES_SHARE = 10  # give back if one page in so many is free
_FEWEST_FREE_PAGES = 64


def finish(store: Store) -> None:
    """Bring what depends on the whole library up to date."""
    infer_years(store)
    settle_sources(store)
    resolve_people(store)
    find_statements(store)
    build_columns_if_due(store, _SETTLED)
    give_back_space(store)


def build_columns_if_due(store: Store, share: int = _WHILE_WRITING) -> None:
    """Build the columns anew if one article in so many has changed since."""
    articles = store.count_articles()
    dirty = store.db.execute("SELECT count(*) FROM dirty").fetchone()[0]
    if articles < _FEWEST_IN_COLUMNS or dirty * share <= articles:
        return
    from reader.library.columns import build_columns

    with store.writing() as db:
        build_columns(db)


def give_back_space(store: Store) -> None:
    """Shorten the file by its free pages, if there are many."""
    free, pages = (
        store.db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_count")
    )
    if free * _FREE_PAGES_SHARE > pages and free > _FEWEST_FREE_PAGES:
        # Not ``execute``, which runs a statement without result columns for one page only.
        store.db.executescript("PRAGMA incremental_vacuum")


def settle_sources(store: Store) -> int:
    """Recognise outlets by the names that the library knows; return how many articles have another now."""
    stamp = store.version
    if store.note(_SETTLED_NOTE) == stamp:
        return 0
    wrong = list(find_wrong_sources(store.db))
    if wrong:
        writer = Writer(store)
        with store.writing():
            for article, source in wrong:
                writer.settle_source(article, source)
            writer.write_counts()
    store.set_note(_SETTLED_NOTE, store.version or 0)
    return len(wrong)


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
            ids = db.execute(
                "SELECT id FROM articles WHERE date = ? AND year IS ? AND substr(date, 1, 2) = '--'",
                (date, year),
            ).fetchall()
            for (article,) in ids:
                writer.move(article, right)
            writer.write_counts()
            moved += len(ids)
    return moved
