"""What the library answers: hits, counts, articles, quotations, speakers, problems.

Owns the questions; each takes an open store. Errors are LibraryError, and SearchInterruptedError if another
thread stopped the search.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from reader.articles.model import Problem
from reader.errors import LibraryError
from reader.library.hits import FilteredHits
from reader.library.labels import people_of
from reader.library.model import Grouping, IndexedArticle, Order
from reader.library.packing import build_analysis, build_article, unpack_details, unpack_text
from reader.library.query import Query
from reader.library.selecting import make_selection
from reader.library.store import Store
from reader.library.undecided import possible_people
from reader.library.whole import WholeHits
from reader.library.years import complete

if TYPE_CHECKING:
    from reader.library.facets import count_facets
    from reader.library.quotation_hits import QuotationHits
    from reader.library.quotations import list_quotations, next_quotation
    from reader.library.speaker_page import read_page
    from reader.library.speakers import find_speakers, list_speakers

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
    "count_facets": "reader.library.facets",
    "find_speakers": "reader.library.speakers",
    "list_quotations": "reader.library.quotations",
    "list_speakers": "reader.library.speakers",
    "next_quotation": "reader.library.quotations",
    "read_page": "reader.library.speaker_page",
}


def __getattr__(name: str) -> object:
    """Import an answer when it is first asked for: the screen is painted with ``find`` alone."""
    if name not in _ELSEWHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_ELSEWHERE[name]), name)


def find(store: Store, query: Query, order: Order = Order.NEWEST) -> FilteredHits | WholeHits:
    """Find the articles of a query; the first rows are ready on return, the rest when asked for."""
    if query.is_empty:
        return WholeHits(store, order)
    return FilteredHits(store, make_selection(store, query), order, query.root)


def find_quotations(store: Store, query: Query, grouping: Grouping = Grouping.DAY) -> QuotationHits:
    """Find the quotations of a query; in a large library they are to be counted before all can be paged."""
    from reader.library.quotation_hits import QuotationHits

    return QuotationHits(store, query, grouping)


def read_article(store: Store, article: int) -> IndexedArticle:
    """Return an article with its analysis; speakers have the names that they have in the whole library.

    Raises:
        LibraryError: The index has no such article (any more).
    """
    with store.guarded() as db:
        row = db.execute(
            """SELECT a.path, a.title, a.title_inferred, a.date, a.year, l.name, b.text, b.details
               FROM articles a JOIN bodies b ON b.id = a.body LEFT JOIN labels l ON l.id = a.source
               WHERE a.id = ?""",
            (article,),
        ).fetchone()
        people = people_of(db, article)
    if row is None:
        raise LibraryError("this article is no longer in the index")
    path, title, inferred, date, year, source, text, packed = row
    details = unpack_details(packed)
    built = build_article(
        store.folder / path, title, bool(inferred), complete(date, year), source, unpack_text(text), details
    )
    return IndexedArticle(article, built, build_analysis(details, people))


def find_id(store: Store, path: str) -> int | None:
    """Return the number of the article at a path relative to the library, or None."""
    with store.guarded() as db:
        row = db.execute("SELECT article FROM files WHERE path = ?", (path,)).fetchone()
    return row[0] if row else None


def list_problems(store: Store) -> list[Problem]:
    """Return the files that could not be read and the articles with a badge, by path."""
    with store.guarded() as db:
        failed = store.problems()
        failed += db.execute("SELECT path, problem FROM files WHERE problem IS NOT NULL").fetchall()
        badged = db.execute("SELECT path, problem FROM articles WHERE problem IS NOT NULL").fetchall()
    found = sorted(failed + [(path, reason) for path, reasons in badged for reason in reasons.split("\n")])
    return [Problem(store.folder / path, reason) for path, reason in found]
