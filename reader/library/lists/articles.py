"""The articles of a query, the article at a path, and the files with problems.

Owns no list: which one answers depends on the query. The list of the whole library is painted first, so what
only a filter needs is imported when there is one.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from reader.library.listing import Order
from reader.library.lists.all_articles import AllArticles
from reader.library.store import Store

if TYPE_CHECKING:
    from reader.articles.model import Problem
    from reader.library.lists.hits import FilteredHits
    from reader.library.query.query import Query

_MOST_EMPTY_LISTED = 5  # files without text; more are one line
_MOST_KINDS_TOLD = 8  # of files that are not read
_EXAMPLES = 3


def find_articles(store: Store, query: Query, order: Order = Order.NEWEST) -> FilteredHits | AllArticles:
    """Find the articles of a query; the first rows are ready on return, the rest when asked for.

    Raises:
        LibraryError: The index cannot be read.
        SearchInterruptedError: Another thread stopped the search.
    """
    if query.is_empty:
        return AllArticles(store, order)
    from reader.library.lists.hits import FilteredHits
    from reader.library.query.plan import resolve_names

    return FilteredHits(store, resolve_names(store, query), order)


def find_id(store: Store, path: str) -> int | None:
    """Return the id of the article at a path relative to the library, or None; any bytes may be in it."""
    path = os.fsencode(path).decode("utf-8", "backslashreplace")  # as the index has it
    with store.guarded() as db:
        row = db.execute("SELECT article FROM files WHERE path = ?", (path,)).fetchone()
    return row[0] if row else None


def list_not_read(store: Store) -> str:
    """Return how many files of other kinds the library has, in words; empty if there are none."""
    from reader.articles.model import NO_ARTICLES

    with store.guarded() as db:
        others = Counter(store.not_read())
        others.update(
            os.path.splitext(path)[1].lower()  # noqa: PTH122
            for (path,) in db.execute("SELECT path FROM files WHERE problem = ?", (NO_ARTICLES,))
        )
    kinds = sorted(others.items(), key=lambda kind: (-kind[1], kind[0]))
    told = [f"{number:,} {ending}" for ending, number in kinds[:_MOST_KINDS_TOLD]]
    if rest := sum(number for _, number in kinds[_MOST_KINDS_TOLD:]):
        told.append(f"{rest:,} of other kinds")
    return f"not read: {', '.join(told)}" if told else ""


def list_problems(store: Store) -> list[Problem]:
    """Return the files that could not be read and the articles with a badge, by path.

    Many files without text are one problem, of the library's folder, before the others.
    """
    from reader.articles.model import NO_ARTICLES, NO_TEXT, NO_TEXT_BELOW, Problem

    with store.guarded() as db:
        failed = store.problems()
        failed += db.execute(
            "SELECT path, problem FROM files WHERE problem IS NOT NULL AND problem != ?", (NO_ARTICLES,)
        ).fetchall()
        badged = db.execute("SELECT path, problem FROM articles WHERE problem IS NOT NULL").fetchall()
    found = sorted(failed + [(path, reason) for path, reasons in badged for reason in reasons.split("\n")])
    empty = list(dict.fromkeys(path for path, reason in found if reason in (NO_TEXT, NO_TEXT_BELOW)))
    if len(empty) <= _MOST_EMPTY_LISTED:
        return [Problem(store.folder / path, reason) for path, reason in found]
    examples = ", ".join(empty[:_EXAMPLES])
    summary = Problem(store.folder, f"{len(empty):,} files without text, e.g. {examples}")
    others = (each for each in found if each[1] not in (NO_TEXT, NO_TEXT_BELOW))
    return [summary, *(Problem(store.folder / path, reason) for path, reason in others)]
