"""What the library answers: hits, counts, articles, quotations, speakers, problems.

Owns the questions; each takes an open store. Errors are LibraryError, and SearchInterruptedError if another
thread stopped the search.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from reader.library.lists.all_articles import AllArticles
from reader.library.lists.listing import Order
from reader.library.store import Store

if TYPE_CHECKING:
    from reader.articles.model import Problem
    from reader.library.lists.facets import count_facets
    from reader.library.lists.hits import FilteredHits
    from reader.library.lists.quotation_hits import find_quotations
    from reader.library.lists.quotations import list_quotations, next_quotation
    from reader.library.lists.read_article import read_article
    from reader.library.lists.speaker_page import read_page
    from reader.library.lists.speakers import find_speakers, list_speakers
    from reader.library.person_tables import possible_people
    from reader.library.query.query import Query

__all__ = [
    "count_facets",
    "find",
    "find_id",
    "find_quotations",
    "find_speakers",
    "list_problems",
    "list_quotations",
    "list_speakers",
    "next_quotation",
    "possible_people",
    "read_article",
    "read_page",
]

_ELSEWHERE = {
    "count_facets": "reader.library.lists.facets",
    "find_quotations": "reader.library.lists.quotation_hits",
    "find_speakers": "reader.library.lists.speakers",
    "list_quotations": "reader.library.lists.quotations",
    "list_speakers": "reader.library.lists.speakers",
    "next_quotation": "reader.library.lists.quotations",
    "possible_people": "reader.library.person_tables",
    "read_article": "reader.library.lists.read_article",
    "read_page": "reader.library.lists.speaker_page",
}


def __getattr__(name: str) -> object:
    """Import an answer when it is first asked for: the screen is painted with ``find`` alone."""
    if name not in _ELSEWHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_ELSEWHERE[name]), name)


def find(store: Store, query: Query, order: Order = Order.NEWEST) -> FilteredHits | AllArticles:
    """Find the articles of a query; the first rows are ready on return, the rest when asked for."""
    if query.is_empty:
        return AllArticles(store, order)
    from reader.library.lists.hits import FilteredHits
    from reader.library.query.sql import look_up

    return FilteredHits(store, look_up(store, query), order)


def find_id(store: Store, path: str) -> int | None:
    """Return the number of the article at a path relative to the library, or None."""
    with store.guarded() as db:
        row = db.execute("SELECT article FROM files WHERE path = ?", (path,)).fetchone()
    return row[0] if row else None


def list_problems(store: Store) -> list[Problem]:
    """Return the files that could not be read and the articles with a badge, by path."""
    from reader.articles.model import Problem

    with store.guarded() as db:
        failed = store.problems()
        failed += db.execute("SELECT path, problem FROM files WHERE problem IS NOT NULL").fetchall()
        badged = db.execute("SELECT path, problem FROM articles WHERE problem IS NOT NULL").fetchall()
    found = sorted(failed + [(path, reason) for path, reasons in badged for reason in reasons.split("\n")])
    return [Problem(store.folder / path, reason) for path, reason in found]
