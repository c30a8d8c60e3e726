"""The articles that a query found, in order, fetched as they are looked at.

Owns paging. A library without a filter is paged by its kept counts, and no list of its articles is ever
made; a filtered one is a compact array of numbers, of which the first page is fetched at once and the rest
when it is asked for, or by ``complete`` in a worker.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence

from reader.library.filters import Selection
from reader.library.groups import Groups
from reader.library.labels import list_outlets
from reader.library.listing import ArticleRow, Group, Order
from reader.library.nodes import Node
from reader.library.rows import fetch_rows
from reader.library.slots import END, FIRST_DATED, group_bounds, group_key
from reader.library.store import Store
from reader.library.walking import negated

_FIRST_PAGE = 200


class FilteredHits:
    """Hits of a query that is not empty."""

    def __init__(self, store: Store, selection: Selection, order: Order, root: Node | None) -> None:
        self._store = store
        self._selection = selection
        self._order = order
        self._root = root
        # Negated, so that newest first is ascending and can be bisected.
        self._numbers: array[int] = array("q")
        self._complete = False
        self._groups: Groups | None = None
        if order is Order.NEWEST:
            self._fetch(_FIRST_PAGE)
        else:
            self.complete()

    @property
    def is_complete(self) -> bool:
        """Whether all hits have been fetched and counted."""
        return self._complete

    @property
    def loaded(self) -> int:
        """How many hits have been fetched so far; the total if complete."""
        return len(self._numbers)

    @property
    def total(self) -> int:
        """How many articles were found; fetches the rest of their numbers if need be."""
        self.complete()
        return len(self._numbers)

    @property
    def groups(self) -> Sequence[Group]:
        """Day groups in order; empty where the order is not by date. Fetches all numbers."""
        if self._order not in (Order.NEWEST, Order.OLDEST):
            return ()
        self.complete()
        if self._groups is None:
            self._groups = _groups_of(self._numbers, self._order)
        return self._groups

    @property
    def numbers(self) -> array[int]:
        """The numbers of all hits, negated, in order."""
        self.complete()
        return self._numbers

    def attach(self, store: Store) -> FilteredHits:
        """Return the same hits to be paged through another store, such as that of another thread."""
        other = object.__new__(FilteredHits)
        other.__dict__.update(self.__dict__)
        other._store = store
        return other

    def complete(self) -> None:
        """Fetch and count all hits."""
        if self._complete:
            return
        if self._order is Order.NEWEST:
            self._fetch(None)
        elif self._order is Order.OLDEST:
            self._fetch(None)
            dated = bisect_left(self._numbers, -FIRST_DATED + 1)
            self._numbers = array("q", reversed(self._numbers[:dated])) + self._numbers[dated:]
        else:
            self._fetch_sorted()
        self._complete = True

    def rows(self, first: int, count: int) -> list[ArticleRow]:
        """Return up to count rows from index first."""
        if not self._complete and first + count > len(self._numbers):
            self.complete()
        numbers = [-number for number in self._numbers[max(0, first) : max(0, first + count)]]
        return fetch_rows(self._store, numbers, self._root)

    def index(self, article: int) -> int | None:
        """Return the index of the article with that number, or None if it is not among the hits."""
        self.complete()
        if self._order is Order.NEWEST:
            place = bisect_left(self._numbers, -article)
            found = place < len(self._numbers) and self._numbers[place] == -article
            return place if found else None
        try:
            return self._numbers.index(-article)
        except ValueError:
            return None

    def _fetch(self, limit: int | None) -> None:
        """Append the next hits, newest first, up to a limit; None for all."""
        selection = self._selection
        below = -self._numbers[-1] if self._numbers else END
        with self._store.guarded() as db:
            if limit is None:
                self._numbers.extend(negated(db, selection, below))
                return
            sql = f"{selection.sql} AND {selection.number} < ? ORDER BY {selection.number} DESC LIMIT {limit}"
            page = db.execute(sql, (*selection.parameters, below)).fetchall()
        self._numbers.extend([-number for (number,) in page])
        self._complete = len(page) < limit

    def _fetch_sorted(self) -> None:
        """Fetch all hits and put them into the sections of the order, newest first in each."""
        column = "source" if self._order is Order.OUTLET else "quotes"
        sql = f"SELECT -a.id, a.{column} FROM ({self._selection.sql}) h CROSS JOIN articles a ON a.id = h.id"
        sections: dict[int | None, list[int]] = {}
        with self._store.guarded() as db:
            for number, key in db.execute(sql, self._selection.parameters):
                sections.setdefault(key, []).append(number)
            keys = (
                list_outlets(db)
                if self._order is Order.OUTLET
                else sorted(filter(None, sections), reverse=True)
            )
        for key in (*keys, 0, None):
            self._numbers.extend(sorted(sections.get(key, ())))


def _groups_of(numbers: array[int], order: Order) -> Groups:
    """Find the groups of numbers in date order by leaping from one group's end to the next."""
    keys: list[int] = []
    firsts: list[int] = []
    place, total = 0, len(numbers)
    if order is Order.OLDEST:
        return _groups_by_walking(numbers)
    while place < total:
        key = group_key(-numbers[place])
        keys.append(key)
        firsts.append(place)
        # Most groups are short: look a little ahead before looking far.
        end, step = -group_bounds(key)[0] + 1, 16
        while place + step < total and numbers[place + step] < end:
            step *= 4
        place = bisect_left(numbers, end, place, min(total, place + step))
    return Groups(keys, firsts, total)


def _groups_by_walking(numbers: array[int]) -> Groups:
    keys: list[int] = []
    firsts: list[int] = []
    for place, number in enumerate(numbers):
        key = group_key(-number)
        if not keys or keys[-1] != key:
            keys.append(key)
            firsts.append(place)
    return Groups(keys, firsts, len(numbers))
