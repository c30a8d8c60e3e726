"""The speakers of the articles found, in order: a row for each, worked out when it is looked at.

Owns orders and rows. What a row costs depends on that speaker's articles, never on how many speakers there
are; only finding the order looks at each of them once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from functools import cached_property

from reader.articles.model import PartialDate
from reader.library.folding import fold
from reader.library.labels import names_of
from reader.library.model import SpeakerOrder, SpeakerRow
from reader.library.query import Query
from reader.library.slots import END, FIRST_DATED, day_of
from reader.library.store import Store
from reader.library.tallies import Spoken, Tally, Total, tally
from reader.library.undecided import may_be
from reader.library.years import complete

BUCKETS = 24
"""Into how many stretches of equal length a row's series divides the time that all rows share."""


class Speakers:
    """The speakers of a query in an order.

    Attributes:
        order: Theirs.
        names: All of them, in order.
    """

    def __init__(self, store: Store, counted: Tally, order: SpeakerOrder) -> None:
        self.order = order
        self._store = store
        self._tally = counted
        self._totals = counted.totals()
        with store.guarded() as db:
            names = names_of(db, list(self._totals))
        self._labels = _sorted(names, self._totals, counted, order)
        self.names = [names[label] for label in self._labels]

    @property
    def total(self) -> int:
        """How many speakers there are."""
        return len(self.names)

    @cached_property
    def period(self) -> tuple[int, int] | None:
        """First and last day of the articles, as ordinals; None if none is dated."""
        ends = self._tally.period()
        return None if ends is None else (day_of(ends[0]), day_of(ends[1]))

    def index(self, name: str) -> int | None:
        """Return the place of a speaker in the order, or None."""
        try:
            return self.names.index(name)
        except ValueError:
            return None

    def plain_rows(self, first: int, count: int) -> list[SpeakerRow]:
        """Return up to count rows from index first with what is known at once: quotations and articles."""
        return [
            SpeakerRow(name, *self._totals[label], 0, None, None) for name, label in self._some(first, count)
        ]

    def rows(self, first: int, count: int) -> list[SpeakerRow]:
        """Return up to count rows from index first."""
        return [
            make_row(self._store, name, label, list(self._tally.spoken(label)), self.period)
            for name, label in self._some(first, count)
        ]

    def _some(self, first: int, count: int) -> Iterator[tuple[str, int]]:
        end = first + count
        return zip(self.names[first:end], self._labels[first:end], strict=True)


def find_speakers(store: Store, query: Query, order: SpeakerOrder = SpeakerOrder.QUOTATIONS) -> Speakers:
    """Find who is quoted in the articles of a query, counting the quotations that it asks for."""
    return Speakers(store, tally(store, query), order)


def list_speakers(store: Store, query: Query) -> list[SpeakerRow]:
    """Return all speakers of a query, the most quoted first."""
    found = find_speakers(store, query)
    return found.rows(0, found.total)


def make_row(
    store: Store, name: str, label: int, spoken: Sequence[Spoken], period: tuple[int, int] | None
) -> SpeakerRow:
    """Return the row of a speaker.

    Args:
        spoken: What of theirs is counted.
        period: First and last day of the series, as ordinals; None for no series.
    """
    dated = [each.article for each in spoken if each.article >= FIRST_DATED]
    first = last = None
    with store.guarded() as db:
        if dated:
            first, last = _date(db, min(dated)), _date(db, max(dated))
        others = may_be(db, label, name)
    return SpeakerRow(
        name, sum(each.quotations for each in spoken), len(spoken),
        len({each.source for each in spoken} - {None}), first, last,
        _series(spoken, period) if period else (), others,
    )  # fmt: skip


def _sorted(
    names: dict[int, str], totals: dict[int, Total], counted: Tally, order: SpeakerOrder
) -> list[int]:
    """Return the labels in an order, ties by name; speakers without a date come last."""
    labels = sorted(names, key=lambda label: (fold(names[label]), names[label]))
    if order is SpeakerOrder.QUOTATIONS:
        labels.sort(key=lambda label: -totals[label].quotations)
    elif order is not SpeakerOrder.NAME:
        ends = counted.ends()
        place, sign = (0, 1) if order is SpeakerOrder.FIRST else (1, -1)
        labels.sort(key=lambda label: sign * ends[label][place] if label in ends else END)
    return labels


def _series(spoken: Sequence[Spoken], period: tuple[int, int]) -> tuple[int, ...]:
    series = [0] * BUCKETS
    start, days = period[0], period[1] - period[0] + 1
    for article, quotations, _ in spoken:
        if article >= FIRST_DATED:
            series[(day_of(article) - start) * BUCKETS // days] += quotations
    return tuple(series)


def _date(db: sqlite3.Connection, article: int) -> PartialDate | None:
    row = db.execute("SELECT date, year FROM articles WHERE id = ?", (article,)).fetchone()
    return complete(*row) if row else None
