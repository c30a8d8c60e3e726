"""The speakers of the articles found, in order, and how often each is quoted.

Quotations are counted in one of three ways: from the counts that the tables keep, for the whole library; from
the tags of the articles found; or from the quotations themselves, where a query asks for words or cues in
them. A row is made when it is looked at: it costs time by that speaker's articles, whatever the number of
speakers; only finding the order looks at each of them once.

Owns counts, orders and rows of speakers. Refuses to decide who is one person.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, Protocol

from reader.articles.model import PartialDate
from reader.library import labels
from reader.library.article_ids import END, FIRST_DATED, day_of, group_bounds
from reader.library.inferred import complete
from reader.library.labels import names_of
from reader.library.lists.quotations import read_briefs
from reader.library.model import SpeakerOrder, SpeakerRow
from reader.library.person_tables import find_possible_people
from reader.library.query.query import Query
from reader.library.query.quotation_filter import QuotationSelection, select_quotations
from reader.library.query.sql import fetch_ids
from reader.library.store import Store
from reader.text.folding import fold

_ARTICLES_A_PAGE = 200
_ROW_LENGTH = 3  # article, quotations, outlet


SERIES_LENGTH = 24
"""Into how many periods of equal length the series of a row divides the time that all rows share."""


class ArticleCount(NamedTuple):
    """A speaker's quotations in one article; the outlet is a label, or None."""

    article: int
    quotations: int
    source: int | None


class Total(NamedTuple):
    """A speaker's quotations in all articles, and in how many of these they are."""

    quotations: int
    articles: int


class QuotationCounts(Protocol):
    """How often each speaker is quoted where, by the number of the label."""

    def totals(self) -> dict[int, Total]:
        """Return the totals of every speaker."""

    def ends(self) -> dict[int, tuple[int, int]]:
        """Return the first and the last dated article of every speaker who has one."""

    def period(self) -> tuple[int, int] | None:
        """Return the first and the last dated article of all, or None; kept counts know them to the day."""

    def by_article(self, label: int) -> Iterator[ArticleCount]:
        """Yield the articles of one speaker."""


def count_quotations(store: Store, query: Query, speaker: int | None = None) -> QuotationCounts:
    """Count the quotations of known speakers that a query asks for.

    Args:
        speaker: Label of the only one who is to be counted.
    """
    if query.is_empty:
        return _KeptCounts(store)
    selected = select_quotations(store, query)
    if selected.filter.needs_reading:
        return _count_briefs(store, selected)
    return _count_tags(store, selected, speaker)


class _KeptCounts:
    """The counts of the whole library, which the tables keep; articles are fetched speaker by speaker."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def totals(self) -> dict[int, Total]:
        with self._store.guarded() as db:
            rows = db.execute(
                "SELECT id, quotations, articles FROM labels WHERE kind = ? AND articles > 0",
                (labels.SPEAKER,),
            )
            return {label: Total(quotations, articles) for label, quotations, articles in rows}

    def ends(self) -> dict[int, tuple[int, int]]:
        dated = "FROM tags t WHERE t.label = l.id AND t.article >= ?1"
        with self._store.guarded() as db:
            rows = db.execute(
                f"SELECT l.id, (SELECT min(t.article) {dated}), (SELECT max(t.article) {dated}) "
                "FROM labels l WHERE l.kind = ?2 AND l.articles > 0",
                (FIRST_DATED, labels.SPEAKER),
            )
            return {label: (first, last) for label, first, last in rows if first is not None}

    def period(self) -> tuple[int, int] | None:
        with self._store.guarded() as db:
            first, last = db.execute("SELECT min(key), max(key) FROM groups WHERE key > 0").fetchone()
        return None if first is None else (group_bounds(first)[0], group_bounds(last)[0])

    def by_article(self, label: int) -> Iterator[ArticleCount]:
        with self._store.guarded() as db:
            rows = db.execute(
                "SELECT t.article, sum(t.quotations), a.source FROM tags t JOIN articles a "
                "ON a.id = t.article WHERE t.label = ? GROUP BY t.article",
                (label,),
            ).fetchall()
        return map(ArticleCount._make, rows)


class _ArticleCounts:
    """Counts article by article, as compact rows of numbers; the outlet is 0 where it is unknown."""

    def __init__(self) -> None:
        self._rows: dict[int, array[int]] = {}

    def add(self, label: int, article: int, quotations: int, source: int | None) -> None:
        rows = self._rows.get(label)
        if rows is None:
            rows = self._rows[label] = array("q")
        rows.extend((article, quotations, source or 0))

    def totals(self) -> dict[int, Total]:
        return {
            label: Total(sum(rows[1::_ROW_LENGTH]), len(set(rows[::_ROW_LENGTH])))
            for label, rows in self._rows.items()
        }

    def ends(self) -> dict[int, tuple[int, int]]:
        dated = {
            label: [article for article in rows[::_ROW_LENGTH] if article >= FIRST_DATED]
            for label, rows in self._rows.items()
        }
        return {label: (min(articles), max(articles)) for label, articles in dated.items() if articles}

    def period(self) -> tuple[int, int] | None:
        ends = self.ends().values()
        return (min(first for first, _ in ends), max(last for _, last in ends)) if ends else None

    def by_article(self, label: int) -> Iterator[ArticleCount]:
        rows = self._rows.get(label, ())
        triples = zip(rows[::_ROW_LENGTH], rows[1::_ROW_LENGTH], rows[2::_ROW_LENGTH], strict=True)
        return _join_forms(ArticleCount(article, count, source or None) for article, count, source in triples)


def _count_tags(store: Store, selected: QuotationSelection, speaker: int | None) -> _ArticleCounts:
    """Count by the tags of the articles found."""
    counted, selection, meant = _ArticleCounts(), selected.selection, selected.filter.speakers
    only = "" if speaker is None else f"AND t.label = {speaker} "
    with store.guarded() as db:
        rows = db.execute(
            f"SELECT t.label, t.article, t.quotations, a.source FROM ({selection.sql}) h "
            f"CROSS JOIN tags t ON t.article = h.id AND t.form > 0 {only}JOIN articles a ON a.id = h.id",
            selection.parameters,
        )
        for row in rows:
            if meant is None or row[0] in meant:
                counted.add(*row)
    return counted


def _count_briefs(store: Store, selected: QuotationSelection) -> _ArticleCounts:
    """Count by reading the quotations of the articles found."""
    counted = _ArticleCounts()
    for articles in fetch_ids(store, selected.selection, _ARTICLES_A_PAGE):
        for article, source, briefs in read_briefs(store, articles, selected.filter):
            for label, quotations in Counter(brief.label for brief in briefs).items():
                counted.add(label, article, quotations, source)
    return counted


def _join_forms(rows: Iterable[ArticleCount]) -> Iterator[ArticleCount]:
    """Join the rows of one article, which follow each other: a speaker may be named in several ways there."""
    for article, same in groupby(rows, key=attrgetter("article")):
        first, *others = same
        yield ArticleCount(article, first.quotations + sum(row.quotations for row in others), first.source)


class Speakers:
    """The speakers of a query in an order.

    Attributes:
        order: Theirs.
        names: All of them, in order.
    """

    def __init__(self, store: Store, counts: QuotationCounts, order: SpeakerOrder) -> None:
        self.order = order
        self._store = store
        self._counts = counts
        self._totals = counts.totals()
        with store.guarded() as db:
            names = names_of(db, list(self._totals))
        self._labels = _sorted(names, self._totals, counts, order)
        self.names = [names[label] for label in self._labels]

    @property
    def total(self) -> int:
        """How many speakers there are."""
        return len(self.names)

    @cached_property
    def period(self) -> tuple[int, int] | None:
        """First and last day of the articles, as ordinals; None if none is dated."""
        ends = self._counts.period()
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
            make_row(self._store, name, label, list(self._counts.by_article(label)), self.period)
            for name, label in self._some(first, count)
        ]

    def _some(self, first: int, count: int) -> Iterator[tuple[str, int]]:
        end = first + count
        return zip(self.names[first:end], self._labels[first:end], strict=True)


def find_speakers(store: Store, query: Query, order: SpeakerOrder = SpeakerOrder.QUOTATIONS) -> Speakers:
    """Find who is quoted in the articles of a query, counting the quotations that it asks for."""
    return Speakers(store, count_quotations(store, query), order)


def list_speakers(store: Store, query: Query) -> list[SpeakerRow]:
    """Return all speakers of a query, the most quoted first."""
    found = find_speakers(store, query)
    return found.rows(0, found.total)


def make_row(
    store: Store, name: str, label: int, spoken: Sequence[ArticleCount], period: tuple[int, int] | None
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
        others = find_possible_people(db, label, name)
    return SpeakerRow(
        name, sum(each.quotations for each in spoken), len(spoken),
        len({each.source for each in spoken} - {None}), first, last,
        _series(spoken, period) if period else (), others,
    )  # fmt: skip


def _sorted(
    names: dict[int, str], totals: dict[int, Total], counts: QuotationCounts, order: SpeakerOrder
) -> list[int]:
    """Return the labels in an order, ties by name; speakers without a date come last."""
    labels = sorted(names, key=lambda label: (fold(names[label]), names[label]))
    if order is SpeakerOrder.QUOTATIONS:
        labels.sort(key=lambda label: -totals[label].quotations)
    elif order is not SpeakerOrder.NAME:
        ends = counts.ends()
        place, sign = (0, 1) if order is SpeakerOrder.FIRST else (1, -1)
        labels.sort(key=lambda label: sign * ends[label][place] if label in ends else END)
    return labels


def _series(spoken: Sequence[ArticleCount], period: tuple[int, int]) -> tuple[int, ...]:
    series = [0] * SERIES_LENGTH
    start, days = period[0], period[1] - period[0] + 1
    for article, quotations, _ in spoken:
        if article >= FIRST_DATED:
            series[(day_of(article) - start) * SERIES_LENGTH // days] += quotations
    return tuple(series)


def _date(db: sqlite3.Connection, article: int) -> PartialDate | None:
    row = db.execute("SELECT date, year FROM articles WHERE id = ?", (article,)).fetchone()
    return complete(*row) if row else None
