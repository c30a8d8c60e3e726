"""All articles of the library in order, paged without a list of them ever being made.

Each order falls into sections whose sizes the tables hold: days, outlets, numbers of quotations. A page is
found by bisecting the running totals of the sections, and a seek inside one of them.

Owns the sections of each order, and the rows of article lists: what the index and the user's state say of
an article. Refuses queries: ``hits`` has the articles of one.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.library.article_ids import FIRST_DATED, Groups, group_bounds, group_key
from reader.library.inferred import complete
from reader.library.labels import list_outlets
from reader.library.listing import ArticleRow, Group, Order
from reader.library.store import Store

if TYPE_CHECKING:
    from reader.library.query.nodes import Words


ROWS = """
SELECT a.id, a.path, a.title, a.title_inferred, a.date, a.year, l.name, a.quotes, a.words, m.read, m.starred,
       a.problem, a.date_offset, a.draft
FROM articles a LEFT JOIN labels l ON l.id = a.source
LEFT JOIN state.marks m ON m.library = ? AND m.path = a.path
"""
"""Selects what ``make_row`` takes; the first parameter is the number of the library in the state."""


def make_row(columns: Sequence[Any], snippet: str = "") -> ArticleRow:
    """Make a row of what ROWS selects."""
    article, path, title, inferred, date, year, source, quotes, words, *others = columns
    read, starred, problem, offset, draft = others
    return ArticleRow(
        article, path, title, bool(inferred), complete(date, year), source, quotes, words, bool(read),
        bool(starred), problem and problem.partition("\n")[0], snippet, offset,
        None if draft is None else bool(draft),
    )  # fmt: skip


def fetch_rows(store: Store, ids: Sequence[int], words: tuple[Words, ...] = ()) -> list[ArticleRow]:
    """Return the rows of these articles, in this order; those that are gone are left out.

    Args:
        words: What a query asks for; snippets are cut around them.
    """
    marks = ", ".join("?" * len(ids))
    with store.guarded() as db:
        found = {
            columns[0]: columns
            for columns in db.execute(f"{ROWS} WHERE a.id IN ({marks})", (store.state.library, *ids))
        }
        snippets = {} if not words else _cut_snippets(db, ids, words)
    return [make_row(found[article], snippets.get(article, "")) for article in ids if article in found]


def _cut_snippets(db: sqlite3.Connection, ids: Sequence[int], words: tuple[Words, ...]) -> dict[int, str]:
    """Return snippets by the id of the article; none at all without words to look for."""
    from reader.library.packing import unpack_text
    from reader.library.query.snippets import cut_snippet, finder

    pattern = finder(words)
    if pattern is None:
        return {}
    bodies = db.execute(
        f"""SELECT a.id, b.text FROM articles a JOIN bodies b ON b.id = a.body
            WHERE a.id IN ({", ".join("?" * len(ids))})""",
        ids,
    )
    return {article: cut_snippet(unpack_text(text), pattern) for article, text in bodies}


class _Section(NamedTuple):
    """A run of articles that one seek reaches.

    Attributes:
        where: Condition on ``a``; its values are the parameters.
        through: Condition of this section and those that follow on without a break, in the same order.
    """

    where: str
    values: tuple[int, ...]
    through: str
    through_values: tuple[int, ...]
    descending: bool = True


class AllArticles:
    """The hits of the empty query."""

    is_complete = True

    def __init__(self, store: Store, order: Order) -> None:
        self._store = store
        self._order = order

    @cached_property
    def total(self) -> int:
        """How many articles the library has."""
        return self._store.count_articles()

    @property
    def loaded(self) -> int:
        """How many hits can be paged without counting: all."""
        return self.total

    @property
    def loaded_groups(self) -> Sequence[Group]:
        """All groups."""
        return self.groups

    @property
    def groups(self) -> Sequence[Group]:
        """Day groups in order; empty where the order is not by date."""
        if self._order not in (Order.NEWEST, Order.OLDEST):
            return ()
        return Groups([key for key, _ in self._keys], self._firsts[:-1], self._firsts[-1])

    def attach(self, store: Store) -> AllArticles:
        """Return the same hits to be paged through another store, such as that of another thread."""
        return AllArticles(store, self._order)

    def complete(self) -> None:
        """Do nothing: the tables hold the counts."""

    def rows(self, first: int, count: int) -> list[ArticleRow]:
        """Return up to count rows from index first."""
        count, first = count + min(0, first), max(0, first)
        if first == 0 and self._order is Order.NEWEST:
            return self._page("1", (), True, count, 0)
        rows: list[ArticleRow] = []
        place = bisect_right(self._firsts, first) - 1
        while len(rows) < count and place < len(self._keys):
            section = self._section(place)
            skipped = first + len(rows) - self._firsts[place]
            page = self._page(
                section.through, section.through_values, section.descending, count - len(rows), skipped
            )
            if not page:
                break
            rows += page
            place = bisect_right(self._firsts, first + len(rows)) - 1
        return rows

    def index(self, article: int) -> int | None:
        """Return the index of the article with that id, or None if there is none."""
        with self._store.guarded() as db:
            row = db.execute("SELECT source, quotes FROM articles WHERE id = ?", (article,)).fetchone()
            if row is None:
                return None
            place = self._place(article, row[0], row[1])
            if place is None:
                return None
            section = self._section(place)
            before = ">" if section.descending else "<"
            count = db.execute(
                f"SELECT count(*) FROM articles a WHERE {section.where} AND a.id {before} ?",
                (*section.values, article),
            ).fetchone()[0]
        return self._firsts[place] + int(count)

    def _page(
        self, where: str, values: tuple[int, ...], descending: bool, count: int, skipped: int
    ) -> list[ArticleRow]:
        order = "DESC" if descending else "ASC"
        with self._store.guarded() as db:
            found = db.execute(
                f"SELECT a.id FROM articles a WHERE {where} ORDER BY a.id {order} LIMIT 1 OFFSET ?",
                (*values, skipped),
            ).fetchone()
            if found is None:
                return []
            from_here = "<=" if descending else ">="
            return [
                make_row(columns)
                for columns in db.execute(
                    f"{ROWS} WHERE {where} AND a.id {from_here} ? ORDER BY a.id {order} LIMIT ?",
                    (self._store.state.library, *values, found[0], count),
                )
            ]

    def _place(self, article: int, source: int | None, quotes: int) -> int | None:
        """Return the section of an article; None for one that is newer than the sections."""
        key: int | None = group_key(article)
        if self._order is Order.OUTLET:
            key = source
        elif self._order is Order.QUOTATIONS:
            key = quotes
        return next((place for place, (known, _) in enumerate(self._keys) if known == key), None)

    @cached_property
    def _keys(self) -> list[tuple[int, int]]:
        """Key and count of every section in order; the articles without an outlet have the key None."""
        with self._store.guarded() as db:
            if self._order is Order.OUTLET:
                keys = list(list_outlets(db).items())
                rest = self.total - sum(count for _, count in keys)
                return [*keys, (None, rest)] if rest else keys  # type: ignore[list-item]
            if self._order is Order.QUOTATIONS:
                return db.execute("SELECT quotes, articles FROM quote_counts ORDER BY quotes DESC").fetchall()
            keys = db.execute("SELECT key, articles FROM groups ORDER BY key").fetchall()
        if self._order is Order.NEWEST:
            return keys[::-1]
        return [*(pair for pair in keys if pair[0]), *(pair for pair in keys if not pair[0])]

    @cached_property
    def _firsts(self) -> list[int]:
        return [0, *accumulate(count for _, count in self._keys)]

    def _section(self, place: int) -> _Section:
        key, count = self._keys[place]
        if self._order in (Order.NEWEST, Order.OLDEST):
            return self._dated(key, count)
        column = "source" if self._order is Order.OUTLET else "quotes"
        where, values = (f"a.{column} = ?", (key,)) if key is not None else (f"a.{column} IS NULL", ())
        return _Section(where, values, where, values)

    def _dated(self, key: int, count: int) -> _Section:
        low, high = group_bounds(key)
        where = "a.id >= ? AND a.id < ?"
        if self._order is Order.NEWEST:
            return _Section(where, (low, high), "a.id < ?", (high,))
        if key == 0:
            return _Section(where, (low, high), "a.id < ?", (FIRST_DATED,))
        return _Section(where, (low, high), "a.id >= ?", (low,), descending=False)
