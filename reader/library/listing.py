"""What the list of articles is made of: rows, groups, hits, facets. Values and protocols only.

Owns what the first paint needs, and no more: making a class takes time. All other values are in ``model``.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, Self, TypeVar, overload

if TYPE_CHECKING:
    from reader.text.partial_date import PartialDate, Precision


T = TypeVar("T")


class LazySequence(Sequence[T]):
    """A sequence of which each item is only made when it is looked at."""

    @abstractmethod
    def _make(self, index: int) -> T:
        """Make the item at an index from 0 to before the length."""

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> list[T]: ...
    def __getitem__(self, place: int | slice) -> T | list[T]:
        if isinstance(place, slice):
            return [self._make(index) for index in range(*place.indices(len(self)))]
        return self._make(range(len(self))[place])


class Arrangement(StrEnum):
    """Ways to arrange a list, as one key goes through them; the first counts unless another was kept."""

    @property
    def next(self) -> Self:
        """The way after this one; the first after the last."""
        ways = list(type(self))
        return ways[(ways.index(self) + 1) % len(ways)]

    @classmethod
    def read(cls, kept: str | None) -> Self:
        """Return the way that was kept under its value; the first if there is none of that value."""
        return next((way for way in cls if way == kept), next(iter(cls)))


class Order(Arrangement):
    """Sort orders of the article list; undated articles are last in both orders by date."""

    NEWEST = "newest"
    OLDEST = "oldest"
    OUTLET = "outlet"
    QUOTATIONS = "quotations"


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article as a list shows it.

    Attributes:
        id: Its id in the index, good until the index changes.
        path: Relative to the library's folder, with forward slashes.
        quotes: Number of direct and partial quotations.
        words: Number of words of its text.
        problem: First reason for a badge, or None.
        snippet: A stretch of text around the first hit of a search, or empty.
        date_offset: Minutes by which the time of day is ahead of UTC; None if that is not known.
        draft: Whether it calls itself a draft or unpublished; None if it does not say.
    """

    id: int
    path: str
    title: str
    title_inferred: bool
    date: PartialDate | None
    source: str | None
    quotes: int
    words: int
    read: bool
    starred: bool
    problem: str | None = None
    snippet: str = ""
    date_offset: int | None = None
    draft: bool | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A run of rows under one heading: a day, a month or year if no more is known, or the undated.

    Attributes:
        day: The day, or the first day of the month or year; None for undated articles.
        precision: DAY, MONTH or YEAR; None for undated articles.
        first: Index of its first row among the hits.
        count: How many rows it has.
    """

    day: date | None
    precision: Precision | None
    first: int
    count: int


class Hits(Protocol):
    """The articles that a query found, in order, fetched as they are looked at.

    The first rows are ready at once. What needs all hits (the total, the groups, the index of an article far
    down) fetches the rest of their ids; ``complete`` does that ahead.
    """

    @property
    def is_complete(self) -> bool:
        """Whether all hits are counted, so that nothing here has to wait."""

    @property
    def loaded(self) -> int:
        """How many hits are known so far; the total if complete."""

    @property
    def loaded_groups(self) -> Sequence[Group]:
        """The groups of those."""

    def complete(self) -> None:
        """Fetch and count all hits."""

    @property
    def total(self) -> int:
        """How many articles were found."""

    @property
    def groups(self) -> Sequence[Group]:
        """Day groups in order; empty where the order is not by date."""

    def rows(self, first: int, count: int) -> list[ArticleRow]:
        """Return up to count rows from index first."""

    def index(self, article: int) -> int | None:
        """Return the index of the article with that id, or None if it is not among the hits."""


@dataclass(frozen=True, slots=True)
class Facet:
    """How many of the articles found have this speaker, topic or outlet."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts under a query, the most frequent first, ties by name.

    Attributes:
        quotations: Number of direct and partial quotations in the articles found.
    """

    articles: int
    quotations: int
    speakers: Sequence[Facet] = ()
    topics: Sequence[Facet] = ()
    sources: Sequence[Facet] = ()
