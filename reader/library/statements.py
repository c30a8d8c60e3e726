"""Statements: one utterance as several articles print it.

A query finds articles; a statement is listed if at least one of its versions stands in an article found and
is what the query asks of quotations (its speakers, its cues, words said). What is listed is the whole
statement, with its versions outside of the query too: to see what others printed is what it is for. Its place
among the newest is that of its newest version found.

Owns listing and reading them. ``linking`` and ``gathering`` find them while articles are indexed.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

from reader.errors import LibraryError
from reader.library.model import Statement, StatementOrder, StatementRow
from reader.library.query import Query
from reader.library.selecting import make_selection
from reader.library.store import Store
from reader.library.utterances import MOST
from reader.library.versions import fetch_statement_rows, fetch_utterance, fetch_versions
from reader.library.walking import in_pages
from reader.library.wanted import Wanted, find_wanted

_FIRST_PAGE = 200
_HITS_PAGE = 400
# What comes first in an order other than the newest, as a number of each statement.
_RANKS = {
    StatementOrder.ARTICLES: "SELECT id, articles FROM statements",
    StatementOrder.CONFLICT: """
        SELECT v.statement, 1 FROM versions v JOIN forms f ON f.id = v.form
        GROUP BY v.statement HAVING count(DISTINCT f.label) > 1""",
}
_ORDERS = {
    StatementOrder.NEWEST: "newest DESC, id",
    StatementOrder.ARTICLES: "articles DESC, newest DESC, id",
    StatementOrder.CONFLICT: f"""
        id IN (SELECT statement FROM ({_RANKS[StatementOrder.CONFLICT]})) DESC, newest DESC, id""",
}


def list_statements(
    store: Store, query: Query, order: StatementOrder = StatementOrder.NEWEST
) -> WholeStatements | FoundStatements:
    """Find the statements of a query, as far as they are asked for."""
    if query.is_empty:
        return WholeStatements(store, order)
    return FoundStatements(store, query, order)


def read_statement(store: Store, statement: int) -> Statement:
    """Return a statement with all its versions.

    Raises:
        LibraryError: The index has no such statement (any more).
    """
    found = fetch_versions(store, statement)
    if found is None:
        raise LibraryError("this statement is no longer in the index")
    return found


class _Numbered:
    """Statements of which the numbers are kept, in order."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._numbers: array[int] = array("q")
        self._complete = False

    @property
    def is_complete(self) -> bool:
        """Whether all of them have been found."""
        return self._complete

    @property
    def loaded(self) -> int:
        """How many are known so far; the total if complete."""
        return len(self._numbers)

    @property
    def total(self) -> int:
        """How many were found; finds the rest if need be."""
        self.complete()
        return len(self._numbers)

    def complete(self) -> None:
        """Find all of them."""
        if not self._complete:
            self._load(None)

    def pages(self) -> Iterator[list[int]]:
        """Yield the numbers of all of them, in order, as they are found.

        Pages may be empty: whoever walks may stop after each.
        """
        yield self._numbers.tolist()
        given = len(self._numbers)
        self.complete()
        yield self._numbers[given:].tolist()

    def numbers(self) -> list[int]:
        """Return the numbers of all of them, in order."""
        self.complete()
        return self._numbers.tolist()

    def rows(self, first: int, count: int) -> list[StatementRow]:
        """Return up to count rows from index first; those that are gone meanwhile are left out."""
        if not self._complete and first + count > len(self._numbers):
            self._load(first + count)
        return fetch_statement_rows(self._store, self._numbers[max(0, first) : max(0, first + count)])

    def index(self, statement: int) -> int | None:
        """Return the index of the statement with that number, or None if it is not among them."""
        self.complete()
        try:
            return self._numbers.index(statement)
        except ValueError:
            return None

    def _load(self, count: int | None) -> None:
        """Know at least so many numbers, or all for None."""
        raise NotImplementedError


class WholeStatements(_Numbered):
    """Statements of the whole library."""

    def __init__(self, store: Store, order: StatementOrder) -> None:
        super().__init__(store)
        self._order = order
        self._load(_FIRST_PAGE)

    @property
    def total(self) -> int:
        """How many there are, counted without finding them."""
        if self._complete:
            return len(self._numbers)
        with self._store.guarded() as db:
            return int(db.execute("SELECT count(*) FROM statements").fetchone()[0])

    def _load(self, count: int | None) -> None:
        limit = -1 if count is None else max(count, 2 * len(self._numbers))
        with self._store.guarded() as db:
            found = db.execute(f"SELECT id FROM statements ORDER BY {_ORDERS[self._order]} LIMIT {limit}")
            self._numbers = array("q", [number for (number,) in found])
        self._complete = count is None or len(self._numbers) < limit


class FoundStatements(_Numbered):
    """Statements of a query that is not empty."""

    def __init__(self, store: Store, query: Query, order: StatementOrder) -> None:
        super().__init__(store)
        self._order = order
        self._seen: set[int] = set()
        self._found = self._walk(query)

    def pages(self) -> Iterator[list[int]]:
        """Yield the numbers of all of them, in order: as they are found, if that is their order."""
        for page in self._found:
            self._numbers.extend(page)
            yield page if self._order is StatementOrder.NEWEST else []
        self.complete()
        yield [] if self._order is StatementOrder.NEWEST else self._numbers.tolist()

    def _load(self, count: int | None) -> None:
        for page in self._found:
            self._numbers.extend(page)
            if self._order is StatementOrder.NEWEST and count is not None and len(self._numbers) >= count:
                return
        self._complete = True
        if self._order in _RANKS:
            with self._store.guarded() as db:
                ranks = dict(db.execute(_RANKS[self._order]))
            # Sorting keeps the newest first among equals.
            self._numbers = array("q", sorted(self._numbers, key=lambda number: -ranks.get(number, 0)))

    def _walk(self, query: Query) -> Iterator[list[int]]:
        """Yield the numbers of statements in the articles found, newest first, each once, in pages."""
        with self._store.guarded() as db:
            wanted = find_wanted(db, query)
        for articles in in_pages(self._store, make_selection(self._store, query), _HITS_PAGE):
            fresh = dict.fromkeys(self._wanted(articles, wanted))
            self._seen.update(fresh)
            yield list(fresh)

    def _wanted(self, articles: list[int], wanted: Wanted) -> Iterable[int]:
        marks = ", ".join("?" * len(articles))
        with self._store.guarded() as db:
            rows = db.execute(
                f"""SELECT v.statement, v.utterance, v.article, l.name FROM versions v
                    LEFT JOIN forms f ON f.id = v.form LEFT JOIN labels l ON l.id = f.label
                    WHERE v.article IN ({marks}) ORDER BY v.article DESC, v.statement""",
                articles,
            ).fetchall()
        for statement, utterance, article, speaker in rows:
            if statement in self._seen:
                continue
            if wanted.needs_reading:
                quotations = fetch_utterance(self._store, article, utterance & (MOST - 1))
                if any(wanted.takes(*each) for each in quotations):
                    yield statement
            elif wanted.takes(speaker):
                yield statement
