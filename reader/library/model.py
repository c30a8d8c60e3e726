"""What the library answers with: articles, quotations, speakers, statements. Values and protocols only.

The values of the list of articles, all that the first paint needs, are in ``listing``; they can be imported
from here too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from reader.library.listing import Arrangement
from reader.library.listing import ArticleRow as ArticleRow
from reader.library.listing import Facet as Facet
from reader.library.listing import Facets as Facets
from reader.library.listing import Group as Group
from reader.library.listing import Hits as Hits
from reader.library.listing import Order as Order
from reader.library.packing import values_of
from reader.text.partial_date import Moment
from reader.text.quoted import Gap, write

if TYPE_CHECKING:
    from reader.analysis.model import Analysis
    from reader.articles.model import Article, PartialDate
    from reader.library.query.query import Query
    from reader.text.anchors import Anchor


class SpeakerOrder(Arrangement):
    """Sort orders of the list of speakers; those without a date are last in both orders by date."""

    QUOTATIONS = "quotations"
    NAME = "name"
    FIRST = "first"
    LAST = "last"


class Grouping(Arrangement):
    """What a list of quotations is grouped by; in each group the newest article comes first."""

    DAY = "day"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class SpeakerGroup:
    """A run of quotations of one speaker.

    Attributes:
        name: None for the quotations of which nobody is known to be the speaker.
        first: Index of its first row among the hits.
        count: How many rows it has.
    """

    name: str | None
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """An article with its analysis as the index holds it; speakers are those of the whole library."""

    id: int
    article: Article
    analysis: Analysis

    def values(self, name: str) -> Sequence[Any]:
        """Return one field of all quotations, without making those that nobody looks at."""
        return values_of(self.analysis.quotations, name)

    @property
    def speakers(self) -> Sequence[str | None]:
        """Who said each of the quotations."""
        return values_of(self.values("attribution"), "speaker")


@dataclass(frozen=True, slots=True)
class QuotationRow:
    """One quotation of the library with its citation.

    Attributes:
        lemma: Base form of its cue.
        description: What is said of a speaker who is not named.
        date_offset: Minutes by which the time of day is ahead of UTC; None if that is not known.
    """

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
    description: str | None = None
    date_offset: int | None = None


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """One speaker over all articles found; the dates are None if no article is dated.

    Attributes:
        series: Quotations in each of several periods of equal length, the same for all rows.
        may_be: For a surname alone that could not be joined to one person: the people it may stand for.
    """

    name: str
    quotations: int
    articles: int
    outlets: int
    first: PartialDate | None
    last: PartialDate | None
    series: tuple[int, ...] = ()
    may_be: tuple[str, ...] = ()


class StatementOrder(Arrangement):
    """Sort orders of statements; in all of them the newest printed comes first among equals."""

    NEWEST = "newest"
    ARTICLES = "articles"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of quotations, and the query that lists exactly those.

    Attributes:
        value: What they have in common: a month as ``2025-08``, a year where only that is known, an outlet, a
            topic, the base form of a cue; empty for what has none.
    """

    value: str
    quotations: int
    query: Query


@dataclass(frozen=True, slots=True)
class OutletFigures:
    """What one outlet prints of a speaker.

    Attributes:
        outlet: All its quotations; the value is empty if the outlet is unknown.
        cues: Those that have a cue, by its base form, the most frequent first.
    """

    outlet: Figure
    cues: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    """What a query finds of one speaker, in figures that add up to the quotations of the row.

    Attributes:
        row: The speaker as in the list, without a series.
        query: Lists all quotations that the page counts.
        months: In order, those without a date last.
        outlets: The most frequent first.
        topics: Of the articles, the most frequent first; an article may have several or none.
        cues: Over all outlets, the most frequent first.
        read: In how many of the row's articles the cues have been looked up so far.
    """

    row: SpeakerRow
    query: Query
    months: tuple[Figure, ...]
    outlets: tuple[OutletFigures, ...]
    topics: tuple[Figure, ...]
    cues: tuple[Figure, ...] = ()
    read: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether all cues have been counted."""
        return self.read >= self.row.articles


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement as a list shows it.

    Attributes:
        id: Its id in the index.
        text: The words of its fullest version, as they are shown between quotation marks.
        speakers: Everybody to whom an article gives the words, the most frequent first; empty if none does.
        articles: How many articles print it.
        outlets: Which outlets do, by their first article.
        first: Date of the earliest dated article; None if none is dated.
        last: Date of the latest.
    """

    id: int
    text: str
    speakers: tuple[str, ...]
    articles: int
    outlets: tuple[str, ...]
    first: PartialDate | None
    last: PartialDate | None

    @property
    def conflict(self) -> bool:
        """Whether articles give the same words to different speakers."""
        return len(self.speakers) > 1


@dataclass(frozen=True, slots=True)
class Version:
    """A statement as one article prints it.

    Attributes:
        article: Number of the article.
        spans: Start and end of its quotations in the article's text, in order.
        text: Their words, a blank between quotations: what is compared, never what is shown.
        speaker: Name in the whole library, or None.
        gaps: What is written in place of those blanks.
        date_offset: Minutes by which the time of day is ahead of UTC; None if that is not known.
    """

    article: int
    path: str
    title: str
    date: PartialDate | None
    source: str | None
    url: str | None
    spans: tuple[tuple[int, int], ...]
    text: str
    speaker: str | None
    gaps: tuple[Gap, ...] = ()
    date_offset: int | None = None

    @property
    def cited(self) -> str:
        """The words as they are shown between quotation marks."""
        return write(self.text, self.gaps)

    @property
    def parts(self) -> tuple[str, ...]:
        """The words of each of its quotations."""
        starts = (0, *(gap.offset + 1 for gap in self.gaps))
        ends = (*(gap.offset for gap in self.gaps), len(self.text))
        return tuple(self.text[start:end] for start, end in zip(starts, ends, strict=True))

    def cite_slice(self, start: int, end: int) -> str:
        """Return a slice of the text as it is shown between quotation marks, without blanks around it."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        return write(self.text, self.gaps, start, start + len(words.strip()))

    @property
    def moment(self) -> Moment:
        """When it was printed."""
        return Moment(self.date, self.date_offset)


@dataclass(frozen=True, slots=True)
class FirstSeen:
    """Which version was printed first, as far as dates can tell.

    Attributes:
        versions: Indexes of the versions of which each may be the first by its date; one if that is told,
            several for ties and where a date or its time zone is not known well enough, none if no version
            is dated.
        undated: How many versions have no date, of which each may be older still.
    """

    versions: tuple[int, ...]
    undated: int

    @property
    def certain(self) -> bool:
        """Whether it is told which version was the first."""
        return len(self.versions) == 1 and not self.undated


@dataclass(frozen=True, slots=True)
class Statement:
    """One utterance as several articles print it.

    Attributes:
        versions: One an article, the earliest first, the undated last.
        fullest: Index of the version with the most words.
        speakers: As of its row.
    """

    id: int
    versions: tuple[Version, ...]
    fullest: int
    first_seen: FirstSeen
    speakers: tuple[str, ...]

    @property
    def conflict(self) -> bool:
        """Whether articles give the same words to different speakers."""
        return len(self.speakers) > 1


class ItemKind(StrEnum):
    """What an item of a collection is."""

    QUOTATION = "quotation"
    STATEMENT = "statement"
    PASSAGE = "passage"
    ARTICLE = "article"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class CollectedItem:
    """An item of a collection as it is kept beside the articles.

    Attributes:
        kind: What was collected.
        path: Of the article, relative to the library; empty for a heading.
        anchor: The words; of an article those that it begins with, of a heading the heading.
        title: Of the article, as it was when the item was collected.
        note: What somebody wrote about it.
    """

    kind: ItemKind
    path: str
    anchor: Anchor
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CollectedRow:
    """An item of a collection with what the index says of it now.

    Attributes:
        item: As it is kept.
        place: Its number in the collection, from 0.
        article: Number of the article in the index; None for a heading, and where the words were not found.
        path: Of the article in which the words are now.
        start: Where the words begin in its text; 0 for an article.
        end: Where they end.
        lost: Why it was not found, or None.
        speaker: Who said the words, or None.
    """

    item: CollectedItem
    place: int
    article: int | None = None
    path: str = ""
    start: int = 0
    end: int = 0
    lost: str | None = None
    title: str = ""
    date: PartialDate | None = None
    source: str | None = None
    url: str | None = None
    speaker: str | None = None
