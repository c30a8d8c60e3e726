"""The articles of a query, the article at a path, and the files with problems.

Owns no list: which one answers depends on the query. The list of the whole library is painted first, so what
only a filter needs is imported when there is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.listing import Order
from reader.library.lists.all_articles import AllArticles
from reader.library.store import Store
from reader.text.sanitize import sanitize_line

if TYPE_CHECKING:
    from reader.articles.model import Problem
    from reader.library.lists.hits import FilteredHits
    from reader.library.query.query import Query

_MOST_EMPTY_LISTED = 5  # files without text; more are one line
_MOST_KINDS_NAMED = 8  # of files that are not read
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
    """Return the id of the article at a path relative to the library, or None."""
    with store.guarded() as db:
        row = db.execute("SELECT article FROM files WHERE path = ?", (path,)).fetchone()
    return row[0] if row else None


def list_problems(store: Store) -> list[Problem]:
    """Return the files that could not be read and the articles with a badge, by path.

    Many files without text are one problem, of the library's folder, before the others.
    """
    from reader.articles.model import NO_TEXT, NO_TEXT_BELOW, Problem

    with store.guarded() as db:
        failed = store.problems()
        failed += db.execute("SELECT path, problem FROM files WHERE problem IS NOT NULL").fetchall()
        badged = db.execute("SELECT path, problem FROM articles WHERE problem IS NOT NULL").fetchall()
    found = sorted(failed + [(path, reason) for path, reasons in badged for reason in reasons.split("\n")])
    empty = list(dict.fromkeys(path for path, reason in found if reason in (NO_TEXT, NO_TEXT_BELOW)))
    if len(empty) <= _MOST_EMPTY_LISTED:
        return [Problem(store.folder / path, reason) for path, reason in found]
    examples = ", ".join(empty[:_EXAMPLES])
    summary = Problem(store.folder, f"{len(empty):,} files without text, e.g. {examples}")
    others = (each for each in found if each[1] not in (NO_TEXT, NO_TEXT_BELOW))
    return [summary, *(Problem(store.folder / path, reason) for path, reason in others)]


def describe_not_read(store: Store) -> Problem | None:
    """Say in one line which files of other kinds lie in the library; None if there are none.

    It is told beside the problems and is none: pictures lie beside many articles.
    """
    from reader.articles.model import Problem

    with store.guarded():
        kinds = sorted(store.not_read().items(), key=lambda kind: (-kind[1], kind[0]))
    if not kinds:
        return None
    named = [f"{number:,} {sanitize_line(ending) or 'without an ending'}" for ending, number in kinds]
    rest = sum(number for _, number in kinds[_MOST_KINDS_NAMED:])
    more = [f"{rest:,} of other kinds"] if rest else []
    return Problem(store.folder, f"not read: {', '.join([*named[:_MOST_KINDS_NAMED], *more])}")
