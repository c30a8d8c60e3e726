"""What the screens ask of a library.

Owns the questions, not the answers, which ``library_session`` gives. An answer is quick, unless its question
says that it is slow: then it is asked in a thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reader.library.query.query import Query
from reader.tui.filter_state import Filter

if TYPE_CHECKING:
    from reader.analysis.corrections import Correction
    from reader.articles.model import Article, Problem
    from reader.ingest.update import Progress, Report
    from reader.library.model import (
        ArticleRow,
        Facets,
        FoundQuotations,
        Grouping,
        Hits,
        IndexedArticle,
        QuotationRow,
        SpeakerOrder,
        SpeakerPage,
        SpeakerRow,
        SpeakerRows,
        Statement,
        StatementOrder,
        StatementRow,
    )
    from reader.library.state import State


def never() -> bool:
    """Let what has been asked for be done in any case."""
    return False


class Session(Protocol):
    """One library, opened to be read.

    Attributes:
        folder: Where its files are; paths of articles are relative to it.
    """

    folder: Path

    @property
    def marks(self) -> State:
        """The user's marks, and what is kept between sessions."""

    @property
    def notice(self) -> str | None:
        """What the user should be told about the opening, or None."""

    def parse(self, text: str) -> Query:
        """Parse a typed query; raises QueryError."""

    def find(self, filter: Filter) -> Hits:
        """Find articles."""

    def count_articles(self, found: Hits, cancelled: Callable[[], bool]) -> Callable[[], None]:
        """Find the rest of articles. Slow: call it in a thread, and what it returns in the screen's.

        Raises:
            LibraryError: It cannot be done, or need not be any more.
        """

    def row(self, number: int) -> ArticleRow | None:
        """Return what a list shows of an article, or None if it has gone."""

    def article(self, number: int) -> IndexedArticle:
        """Return an article with its analysis; raises LibraryError if it has gone."""

    def read_file(self, path: str) -> Article | Problem:
        """Read the file at a relative path as it is now, or say why not. Slow: call it in a thread."""

    def find_id(self, path: str) -> int | None:
        """Return the id of the article at a relative path."""

    def next_quotation(
        self, filter: Filter, speaker: str, article: int, start: int, forward: bool
    ) -> QuotationRow | None:
        """Return a speaker's next or previous quotation under the filter, in this article or another."""

    def quotations(self, filter: Filter, grouping: Grouping) -> FoundQuotations:
        """Find quotations; where they are not complete, the rest is to be counted."""

    def count_quotations(self, found: FoundQuotations) -> Callable[[], None]:
        """Count quotations. Slow: call it in a thread, and what it returns in the screen's."""

    def facets(self, query: Query, cancelled: Callable[[], bool] = never) -> Facets:
        """Count speakers, topics and outlets. Slow: call it in a thread.

        Raises:
            LibraryError: It cannot be done, or need not be any more.
        """

    def speakers(self, query: Query, order: SpeakerOrder) -> SpeakerRows:
        """Find speakers. Slow: call it in a thread."""

    def speaker_rows(self, found: SpeakerRows, first: int, count: int) -> list[SpeakerRow]:
        """Read rows of speakers found. Slow: call it in a thread."""

    def speaker_page(self, query: Query, name: str, cancelled: Callable[[], bool]) -> Iterator[SpeakerPage]:
        """Yield a speaker's page, more and more complete, until cancelled. Slow: call it in a thread."""

    def find_statements(self, query: Query, order: StatementOrder) -> Iterator[list[int]]:
        """Yield the numbers of statements, in order, in pages. Slow: call it in a thread."""

    def statement_rows(self, numbers: Sequence[int]) -> list[StatementRow]:
        """Return what a list shows of statements, without those that have gone. Slow: call it in a thread."""

    def statement(self, number: int) -> Statement:
        """Return a statement with all its versions; raises LibraryError. Slow: call it in a thread."""

    def look_ahead(self) -> None:
        """Get ready for what may be asked for next. Slow: call it in a thread, when there is time."""

    def possible_people(self, name: str) -> tuple[str, ...]:
        """Return whom a speaker may be, of whom only a surname is known that several have."""

    def problems(self) -> list[Problem]:
        """Return files with problems."""

    def correct(self, path: str, correction: Correction) -> None:
        """Keep a correction of the article at a relative path, which undo takes back; raises LibraryError."""

    def update(self, progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> Report:
        """Bring the index up to date with the folder. Slow: call it in a thread."""

    def follow(self, changed: Callable[[], None]) -> None:
        """Call back, in a thread, whenever something in the folder has changed, until closed."""

    def close(self) -> None:
        """Close what this thread has opened, and stop following the folder."""
