"""What the library answers with: rows, groups, facets, problems. Values and protocols only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from reader.analysis.model import Analysis
    from reader.articles.model import Article, PartialDate, Precision


class Order(StrEnum):
    """Sort orders of the article list; undated articles are last in both orders by date."""

    NEWEST = "newest"
    OLDEST = "oldest"
    OUTLET = "outlet"
    QUOTATIONS = "quotations"


class SpeakerOrder(StrEnum):
    """Sort orders of the list of speakers; those without a date are last in both orders by date."""

    QUOTATIONS = "quotations"
    NAME = "name"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article as a list shows it.

    Attributes:
        id: Its number in the index, good until the index changes.
        path: Relative to the library's folder, with forward slashes.
        quotes: Number of direct and partial quotations.
        words: Number of words of its text.
        problem: First reason for a badge, or None.
        snippet: A stretch of text around the first hit of a search, or empty.
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

    The first rows are ready at once. What needs all hits (the total, the groups, an index) fetches the rest
    of their numbers; ``complete`` does that ahead, in a worker.
    """

    @property
    def is_complete(self) -> bool:
        """Whether all hits are counted, so that nothing here has to wait."""

    @property
    def loaded(self) -> int:
        """How many hits are known so far; the total if complete."""

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


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """An article with its analysis as the index holds it; speakers are those of the whole library."""

    id: int
    article: Article
    analysis: Analysis


@dataclass(frozen=True, slots=True)
class QuotationRow:
    """One quotation of the library with its citation; lemma is the base form of its cue."""

    article: int
    path: str
    title: str
    date: PartialDate | None
    source: str | None
    url: str | None
    start: int
    end: int
    text: str
    kind: str
    speaker: str | None
    cue: str | None
    rule: str
    lemma: str | None = None


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """One speaker over all articles found; dates are None where no article of theirs has one.

    Attributes:
        series: Quotations in each of so many stretches of equal length, which all rows share.
        may_be: Of a surname alone that could not be joined to one person: whom it may stand for.
    """

    name: str
    quotations: int
    articles: int
    outlets: int
    first: PartialDate | None
    last: PartialDate | None
