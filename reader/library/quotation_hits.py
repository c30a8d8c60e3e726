"""The quotations that a query found, grouped by day or by speaker, fetched as they are looked at.

Owns paging: a page is found by bisecting the running counts of the sections, then those of the articles in
one of them; only the articles on the page are read. Most lists have their first rows at once and are counted
by ``count``, in another thread where the library is large.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from reader.library.groups import Groups
from reader.library.model import Group, Grouping, QuotationRow, SpeakerGroup
from reader.library.query import Query
from reader.library.quotation_sections import Run, Sections, count_sections, most_quoted, sections_of
from reader.library.quotations import quotations_of
from reader.library.sayings import Saying, read_sayings
from reader.library.scope import scope_of
from reader.library.speaker_groups import SpeakerGroups, name_of
from reader.library.store import SearchInterruptedError, Store
from reader.library.walking import in_pages

_AT_ONCE = 2_000  # articles of a library; up to that many are counted on finding
_FIRST_ARTICLES = 48  # read for the first rows, until there are as many
_FIRST_ROWS = 64
_FIRST_SPEAKERS = 100
_LONGEST_LOOK = 200  # articles read for the first rows at most
_ARTICLES_KEPT = 24
_RUNS_KEPT = 128


class QuotationHits:
    """Quotations in order."""

    def __init__(self, store: Store, query: Query, grouping: Grouping) -> None:
        self._store = store
        self._grouping = grouping
        self._scope = scope_of(store, query)
        self._sections = Sections(self._scope, grouping, ())
        self._groups: Sequence[Group] | Sequence[SpeakerGroup] = ()
        self._runs: dict[int, Run] = {}
        self._articles: dict[int, list[QuotationRow]] = {}
        self._complete = False
        self._counting: Store | None = None
        self._stopped = False
        self._begin()

    @property
    def is_complete(self) -> bool:
        """Whether all have been counted."""
        return self._complete

    @property
    def total(self) -> int:
        """How many are known so far; all if complete."""
        return self._sections.total

    @property
    def groups(self) -> Sequence[Group] | Sequence[SpeakerGroup]:
        """Days or speakers in order."""
        return self._groups

    def rows(self, first: int, count: int) -> list[QuotationRow]:
        """Return up to count rows from index first."""
        sections, first = self._sections, max(0, first)
        rows: list[QuotationRow] = []
        place = bisect_right(sections.firsts, first) - 1
        while len(rows) < count and place < len(sections.keys):
            skipped = first + len(rows) - sections.firsts[place]
            rows += self._of_section(place, skipped, count - len(rows))
            place += 1
        return rows

    def index(self, article: int, start: int, *, near: bool = False) -> int | None:
        """Return the index of a quotation of an article by its start, or None if it is not known.

        Args:
            near: If there is none with that start, take the next one in the article, or its last.
        """
        rows = self._read(article)
        row = next((row for row in rows if row.start == start or (near and row.start > start)), None)
        if row is None and near and rows:
            row = rows[-1]
        place = None if row is None else self._sections.place_of(self._store, row)
        if row is None or place is None:
            return None
        run = self._run(place)
        at = bisect_left(run.articles, -article)
        if at == len(run.articles) or run.articles[at] != -article:
            return None
        within = [each.start for each in self._of_article(place, article)].index(row.start)
        return self._sections.firsts[place] + (run.ends[at - 1] if at else 0) + within

    def complete(self) -> None:
        """Count all at once."""
        if not self._complete:
            self.take(self.count(self._store))

    def count(self, store: Store) -> Sections:
        """Return the sections of all, for ``take``; nothing that others use changes meanwhile.

        Args:
            store: Of the thread that counts.

        Raises:
            SearchInterruptedError: It was stopped.
        """
        self._counting = store
        try:
            if self._stopped:
                raise SearchInterruptedError("counting was stopped")
            if not self._must_read:
                sections = count_sections(store, self._scope, self._grouping)
            else:
                sections = sections_of(store, self._scope, self._grouping, self._read_all(store))
        finally:
            self._counting = None
        if self._stopped:
            raise SearchInterruptedError("counting was stopped")
        return sections

    def take(self, sections: Sections) -> None:
        """Be complete with what was counted; belongs into the thread that pages."""
        self._use(sections)
        self._complete = True

    def stop(self) -> None:
        """Give up counting, which may be under way in another thread."""
        self._stopped = True
        counting = self._counting
        if counting is not None:
            counting.interrupt()

    @property
    def _must_read(self) -> bool:
        """Whether quotations have to be read to be counted; which cue has how many in an article is kept."""
        wanted = self._scope.wanted
        return wanted.needs_reading and (wanted.cues is None or self._grouping is not Grouping.DAY)

    def _begin(self) -> None:
        """Find the first rows, or all where that is quick."""
        with self._store.guarded() as db:
            articles = db.execute("SELECT coalesce(sum(articles), 0) FROM groups").fetchone()[0]
        if articles <= _AT_ONCE and not self._must_read:
            self.complete()
        elif self._grouping is Grouping.SPEAKER and self._scope.is_whole:
            self._use(most_quoted(self._store, self._scope, _FIRST_SPEAKERS))
        elif self._grouping is Grouping.DAY or self._must_read:
            read: list[tuple[int, list[Saying]]] = []
            found = 0
            for number, sayings in self._read_all(self._store, _FIRST_ARTICLES):
                read.append((number, sayings))
                found += len(sayings)
                if found >= _FIRST_ROWS or len(read) >= _LONGEST_LOOK:
                    break
            else:
                self._complete = True
            if self._complete or self._grouping is Grouping.DAY:
                self._use(sections_of(self._store, self._scope, self._grouping, read))

    def _use(self, sections: Sections) -> None:
        self._runs, self._sections = {}, sections
        if self._grouping is Grouping.SPEAKER:
            self._groups = SpeakerGroups(self._store, sections)
        else:
            self._groups = Groups(sections.keys, sections.firsts[:-1], sections.total)

    def _read_all(self, store: Store, page: int = 200) -> Iterator[tuple[int, list[Saying]]]:
        for numbers in in_pages(store, self._scope.selection, page):
            for number, _, sayings in read_sayings(store, numbers, self._scope.wanted, nobodys=True):
                if self._stopped:
                    return
                yield number, sayings

    def _of_section(self, place: int, skipped: int, count: int) -> list[QuotationRow]:
        run = self._run(place)
        rows: list[QuotationRow] = []
        at = bisect_right(run.ends, skipped)
        while at < len(run.ends) and len(rows) < count:
            before = run.ends[at - 1] if at else 0
            found = self._of_article(place, -run.articles[at])
            rows += found[max(0, skipped - before) : run.ends[at] - before]
            at += 1
        return rows[:count]

    def _run(self, place: int) -> Run:
        run = self._runs.get(place)
        if run is None:
            if len(self._runs) >= _RUNS_KEPT:
                self._runs.clear()
            run = self._runs[place] = self._sections.run(self._store, place)
        return run

    def _of_article(self, place: int, article: int) -> list[QuotationRow]:
        rows = self._read(article)
        if self._grouping is Grouping.DAY:
            return rows
        name = name_of(self._store, self._sections.keys[place])
        return [row for row in rows if row.speaker == name]

    def _read(self, article: int) -> list[QuotationRow]:
        rows = self._articles.get(article)
        if rows is None:
            if len(self._articles) >= _ARTICLES_KEPT:
                self._articles.pop(next(iter(self._articles)))
            rows = self._articles[article] = self._scope.keep(quotations_of(self._store, article))
        return rows


def find_quotations(store: Store, query: Query, grouping: Grouping = Grouping.DAY) -> QuotationHits:
    """Find the quotations of a query; in a large library they are to be counted before all can be paged."""
    return QuotationHits(store, query, grouping)
