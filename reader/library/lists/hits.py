"""The articles that a filter finds, in order, fetched as they are looked at.

Owns paging. The hits are a compact array of article ids: the first page is fetched at once, the rest when it
is asked for, or by ``count`` in another thread. Without a filter ``all_articles`` pages the library.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence

from reader.library.article_ids import END, FIRST_DATED, Groups, group_ids
from reader.library.labels import list_outlets
from reader.library.listing import ArticleRow, Group, Order
from reader.library.lists.all_articles import fetch_rows
from reader.library.query.plan import AllOf, AnyOf, Labelled, Negated, ResolvedQuery
from reader.library.query.sql import fetch_negated_ids, select
from reader.library.store import Store

_FIRST_PAGE = 200


class FilteredHits:
    """Hits of a query that is not empty."""

    def __init__(self, store: Store, resolved: ResolvedQuery, order: Order) -> None:
        self._store = store
        self._resolved = resolved
        self._selection = select(resolved)
        self._order = order
        # Negated, so that newest first is ascending and can be bisected.
        self._ids: array[int] = array("q")
        self._complete = False
        self._groups: Groups | None = None
        if order is not Order.NEWEST:
            self.complete()
        elif not (_may_be_sparse(resolved) and self._find(at_once=True)):
            self._fetch_first()

    @property
    def is_complete(self) -> bool:
        """Whether all hits have been fetched and counted."""
        return self._complete

    @property
    def loaded(self) -> int:
        """How many hits have been fetched so far; the total if complete."""
        return len(self._ids)

    @property
    def loaded_groups(self) -> Sequence[Group]:
        """The groups of the hits fetched so far."""
        return self.groups if self._complete else self._group()

    @property
    def total(self) -> int:
        """How many articles were found; fetches the rest of their ids if need be."""
        self.complete()
        return len(self._ids)

    @property
    def groups(self) -> Sequence[Group]:
        """Day groups in order; empty where the order is not by date. Fetches all ids."""
        if self._order not in (Order.NEWEST, Order.OLDEST):
            return ()
        self.complete()
        if self._groups is None:
            self._groups = self._group()
        return self._groups

    @property
    def ids(self) -> array[int]:
        """The ids of all hits, negated, in order."""
        self.complete()
        return self._ids

    def attach(self, store: Store) -> FilteredHits:
        """Return the same hits to be paged through another store, such as that of another thread."""
        other = object.__new__(FilteredHits)
        other.__dict__.update(self.__dict__)
        other._store, other._ids = store, self._ids[:]
        return other

    def count(self, store: Store) -> FilteredHits:
        """Return the same hits, complete, for ``take``; these hits stay as they are.

        Args:
            store: The store of the thread that counts.
        """
        counted = self.attach(store)
        _ = counted.groups, counted.total
        return counted

    def take(self, counted: FilteredHits) -> None:
        """Take over what was counted and be complete; called in the thread that pages."""
        self._ids, self._groups, self._complete = counted._ids, counted._groups, True

    def complete(self) -> None:
        """Fetch and count all hits."""
        if self._complete:
            return
        if self._order is Order.NEWEST:
            self._fetch()
        elif self._order is Order.OLDEST:
            self._fetch()
            dated = bisect_left(self._ids, -FIRST_DATED + 1)
            self._ids = array("q", reversed(self._ids[:dated])) + self._ids[dated:]
        else:
            self._fetch_sorted()
        self._complete = True

    def rows(self, first: int, count: int) -> list[ArticleRow]:
        """Return up to count rows from index first."""
        if not self._complete and first + count > len(self._ids):
            self.complete()
        ids = [-article for article in self._ids[max(0, first) : max(0, first + count)]]
        return fetch_rows(self._store, ids, self._resolved.words)

    def index(self, article: int) -> int | None:
        """Return the index of the article with that id, or None if it is not among the hits."""
        if not self._ids or self._order is not Order.NEWEST or -article > self._ids[-1]:
            self.complete()
        if self._order is Order.NEWEST:
            place = bisect_left(self._ids, -article)
            found = place < len(self._ids) and self._ids[place] == -article
            return place if found else None
        try:
            return self._ids.index(-article)
        except ValueError:
            return None

    def _group(self) -> Groups:
        return group_ids(self._ids, newest_first=self._order is Order.NEWEST)

    def _fetch_first(self) -> None:
        """Fetch the first hits, newest first."""
        selection = self._selection
        sql = f"{selection.sql} ORDER BY {selection.id} DESC LIMIT {_FIRST_PAGE}"
        with self._store.guarded() as db:
            page = db.execute(sql, selection.parameters).fetchall()
        self._ids = array("q", [-article for (article,) in page])
        self._complete = len(page) < _FIRST_PAGE

    def _fetch(self) -> None:
        """Fetch the hits that are not known yet, newest first."""
        # Names of one field alone are quicker from their tags than from bitmaps.
        if not isinstance(self._resolved.condition, Labelled) and self._find():
            return
        below = -self._ids[-1] if self._ids else END
        with self._store.guarded() as db:
            self._ids.extend(fetch_negated_ids(db, self._selection, below))

    def _find(self, *, at_once: bool = False) -> bool:
        """Find all hits on the columns, if they are in memory and can tell."""
        columns = self._store.columns
        if columns is None:
            return False
        from reader.library.columns import are_current
        from reader.library.query.bitmaps import search_ids

        with self._store.guarded() as db:
            if not are_current(db, columns):
                return False
        ids = search_ids(self._store, columns, self._resolved, at_once=at_once)
        if ids is None:
            return False
        self._ids, self._complete = ids, True
        return True

    def _fetch_sorted(self) -> None:
        """Fetch all hits and put them into the sections of the order, newest first in each."""
        column = "source" if self._order is Order.OUTLET else "quotes"
        selection = self._selection
        sql = f"SELECT -a.id, a.{column} FROM ({selection.sql}) h CROSS JOIN articles a ON a.id = h.id"
        sections: dict[int | None, list[int]] = {}
        with self._store.guarded() as db:
            for article, key in db.execute(sql, selection.parameters):
                sections.setdefault(key, []).append(article)
            keys = (
                list_outlets(db)
                if self._order is Order.OUTLET
                else sorted(filter(None, sections), reverse=True)
            )
        for key in (*keys, 0, None):
            self._ids.extend(sorted(sections.get(key, ())))


def _may_be_sparse(resolved: ResolvedQuery) -> bool:
    """Tell whether SQL may have to look at very many articles for the first few hits."""
    return isinstance(resolved.condition, AllOf | AnyOf | Negated)
