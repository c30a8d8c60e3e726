"""The quotations that a query found, grouped by day or by speaker, fetched as they are looked at.

A section is what one seek in the tables reaches: a day, or a speaker; quotations without a known speaker are
sections by day too, under one heading. Only the sections are counted; the articles of one are fetched when it
is looked at, and a page is found by bisecting the running counts of the sections, then those of the articles
in one of them. Where a query asks for words said, only reading can tell which quotations say them: then all
are read once, and the ids of the articles kept.

Most lists have their first rows at once and are counted by ``count``, in another thread where the library is
large. Owns counting and paging. Which quotations are meant is for ``quotation_filter``.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from reader.library.article_ids import Groups, group_bounds, group_key, group_key_sql
from reader.library.labels import SPEAKER, label_id, names_of
from reader.library.listing import LazySequence
from reader.library.lists.quotations import QuotationBrief, quotations_of, read_briefs
from reader.library.model import Group, Grouping, QuotationRow, SpeakerGroup
from reader.library.query.query import Query
from reader.library.query.quotation_filter import QuotationSelection, select_quotations
from reader.library.query.sql import Statement, fetch_ids, fetch_negated_ids
from reader.library.store import SearchInterruptedError, Store

_SMALL_LIBRARY = 2_000  # articles; of so many all quotations are counted at once
_FIRST_ARTICLES = 48  # read for the first rows, until there are as many
_FIRST_ROWS = 64
_FIRST_SPEAKERS = 100
_MOST_FIRST_ARTICLES = 200  # read for the first rows at most
_ARTICLES_KEPT = 24
_RUNS_KEPT = 128

UNATTRIBUTED = -1
"""Key of the section of quotations without a known speaker; its sections by day have smaller keys."""


@dataclass(frozen=True, slots=True)
class Run:
    """The articles of a section, newest first.

    Attributes:
        articles: Their ids, negated.
        ends: Number of rows of each and of all before it.
    """

    articles: array[int]
    ends: array[int]

    @classmethod
    def make(cls, counted: Iterable[tuple[int, int]]) -> Run:
        """Return a run from ids of articles and their numbers of rows."""
        pairs = list(counted)
        ends = array("q", accumulate(count for _, count in pairs))
        return cls(array("q", [-article for article, _ in pairs]), ends)


class Sections:
    """Sections in order.

    Attributes:
        keys: Of each section: the key of a day, the label of a speaker, or UNATTRIBUTED and below.
        firsts: Index of the first row of each, and at last the number of all rows.
    """

    def __init__(
        self,
        selected: QuotationSelection,
        grouping: Grouping,
        counts: Sequence[tuple[int, int]],
        runs: Sequence[Run] = (),
        found: array[int] | None = None,
    ) -> None:
        """Take what was counted.

        Args:
            counts: Key and number of rows of each section.
            runs: The articles of each, where they are known already.
            found: Ids of all articles found, negated, ascending; where asking for a single one is slow.
        """
        self.keys = array("q", [key for key, _ in counts])
        self.firsts = array("q", [0, *accumulate(count for _, count in counts)])
        self._selected = selected
        self._grouping = grouping
        self._runs = runs
        self._found = found

    @property
    def total(self) -> int:
        """The number of all rows."""
        return self.firsts[-1]

    @property
    def known(self) -> int:
        """How many sections stand before the first one without a known speaker."""
        return bisect_left(self.keys, True, key=lambda key: key < 0)

    def run(self, store: Store, place: int) -> Run:
        """Return the articles of a section."""
        if self._runs:
            return self._runs[place]
        key = self.keys[place]
        with store.guarded() as db:
            if self._grouping is Grouping.DAY:
                sql, values = self._selected.counted(group_bounds(key))
            elif key < 0:
                sql, values = self._of_unattributed(group_bounds(UNATTRIBUTED - 1 - key))
            else:
                sql, values = self._of_speaker(key)
            counted = db.execute(f"SELECT id, n FROM ({sql}) ORDER BY id DESC", values)
            return Run.make(counted if self._found is None else filter(self._is_found, counted))

    def place_of(self, store: Store, row: QuotationRow) -> int | None:
        """Return the section that a row belongs into, or None if there is none."""
        if self._grouping is Grouping.DAY:
            return self._find(group_key(row.article), 0)
        if row.speaker is None:
            key = UNATTRIBUTED if self._runs else UNATTRIBUTED - 1 - group_key(row.article)
            return self._find(key, self.known)
        with store.guarded() as db:
            label = label_id(db, SPEAKER, row.speaker)
        return None if label is None else self._find(label, 0)

    def _find(self, key: int, start: int) -> int | None:
        try:
            return self.keys.index(key, start)
        except ValueError:
            return None

    def _of_unattributed(self, span: tuple[int, int]) -> Statement:
        sql, values = self._selected.counted(span)
        known = "SELECT sum(t.quotations) FROM tags t WHERE t.article = c.id AND t.form > 0"
        rest = f"SELECT c.id AS id, c.n - coalesce(({known}), 0) AS n FROM ({sql}) c"
        return f"SELECT id, n FROM ({rest}) WHERE n > 0", values

    def _is_found(self, counted: tuple[int, int]) -> bool:
        found, negated = self._found or array("q"), -counted[0]
        place = bisect_left(found, negated)
        return place < len(found) and found[place] == negated

    def _of_speaker(self, label: int) -> Statement:
        sql = "SELECT t.article AS id, sum(t.quotations) AS n FROM tags t WHERE t.label = ? AND t.form > 0"
        if self._selected.is_unfiltered or self._found is not None:
            return f"{sql} GROUP BY t.article", (label,)
        found, values = self._selected.articles()
        among = f"EXISTS ({found} AND {self._selected.selection.id} = t.article)"
        return f"{sql} AND {among} GROUP BY t.article", (label, *values)


def count_sections(store: Store, selected: QuotationSelection, grouping: Grouping) -> Sections:
    """Count the quotations meant, by day or by speaker, from the tables; words said are not looked at."""
    with store.guarded() as db:
        sql, values = selected.counted()
        by_day = f"SELECT {group_key_sql('id')} AS key, sum(n) FROM ({sql}) GROUP BY key ORDER BY key DESC"
        if grouping is Grouping.DAY:
            return Sections(selected, grouping, db.execute(by_day, values).fetchall())
        counts = db.execute(*_by_speaker(selected)).fetchall()
        if selected.filter.speakers is None:
            key = group_key_sql("t.article")
            known = dict(db.execute(*selected.attributed(f"{key} AS key, sum(t.quotations)", "key")))
            days = db.execute(by_day, values).fetchall()
            counts += [
                (UNATTRIBUTED - 1 - day, count - known.get(day, 0))
                for day, count in days
                if count > known.get(day, 0)
            ]
        # Asking of one article after the other whether it has the words would be slow.
        asked = selected.selection.source == "words"
        found = array("q", fetch_negated_ids(db, selected.selection)) if asked else None
        return Sections(selected, grouping, counts, found=found)


def _by_speaker(selected: QuotationSelection) -> Statement:
    if selected.is_unfiltered:
        sql = "SELECT id, quotations AS n, name FROM labels WHERE kind = ? AND quotations > 0"
        values: tuple[int | str, ...] = (SPEAKER,)
    else:
        sums, values = selected.attributed("t.label AS id, sum(t.quotations) AS n", "t.label")
        sql = f"SELECT s.id, s.n, l.name FROM ({sums}) s JOIN labels l ON l.id = s.id"
    return f"SELECT id, n FROM ({sql}) ORDER BY n DESC, name", values


def most_quoted(store: Store, selected: QuotationSelection, most: int) -> Sections:
    """Return the first sections of the whole library by speaker, from the counts that are kept."""
    sql, values = _by_speaker(selected)
    with store.guarded() as db:
        counts = db.execute(f"{sql} LIMIT {most}", values).fetchall()
    return Sections(selected, Grouping.SPEAKER, counts)


def group_briefs(
    store: Store,
    selected: QuotationSelection,
    grouping: Grouping,
    read: Iterable[tuple[int, Sequence[QuotationBrief]]],
) -> Sections:
    """Make sections of articles whose quotations were read; the articles come newest first."""
    pairs: dict[int, list[tuple[int, int]]] = {}
    for article, briefs in read:
        if grouping is Grouping.DAY:
            keys = Counter([group_key(article)] * len(briefs))
        else:
            keys = Counter(brief.label or UNATTRIBUTED for brief in briefs)
        for key, count in keys.items():
            pairs.setdefault(key, []).append((article, count))
    runs = {key: Run.make(counted) for key, counted in pairs.items()}
    order = list(runs)
    if grouping is Grouping.SPEAKER:
        with store.guarded() as db:
            names = names_of(db, order)
        order.sort(key=lambda key: (key < 0, -runs[key].ends[-1], names.get(key, "")))
    counts = [(key, runs[key].ends[-1]) for key in order]
    return Sections(selected, grouping, counts, [runs[key] for key in order])


class SpeakerGroups(LazySequence[SpeakerGroup]):
    """Speakers in order; the last may be the quotations without a known speaker."""

    def __init__(self, store: Store, sections: Sections) -> None:
        self._store = store
        self._sections = sections
        known = sections.known
        self._ends = known + (known < len(sections.keys))
        self._names: dict[int, str | None] = {}

    def __len__(self) -> int:
        return self._ends

    def _make(self, index: int) -> SpeakerGroup:
        firsts = self._sections.firsts
        after = firsts[index + 1] if index + 1 < len(self) else firsts[-1]
        return SpeakerGroup(self._name(self._sections.keys[index]), firsts[index], after - firsts[index])

    def _name(self, key: int) -> str | None:
        if key not in self._names:
            self._names[key] = name_of(self._store, key)
        return self._names[key]


def name_of(store: Store, key: int) -> str | None:
    """Return the speaker of a section."""
    if key < 0:
        return None
    with store.guarded() as db:
        return names_of(db, [key]).get(key)


class QuotationHits:
    """Quotations in order."""

    def __init__(self, store: Store, query: Query, grouping: Grouping) -> None:
        self._store = store
        self._grouping = grouping
        self._selected = select_quotations(store, query)
        self._sections = Sections(self._selected, grouping, ())
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
        starts = [each.start for each in self._of_article(place, article)]
        if row.start not in starts:  # written anew meanwhile
            return None
        within = starts.index(row.start)
        return self._sections.firsts[place] + (run.ends[at - 1] if at else 0) + within

    def complete(self) -> None:
        """Count all at once."""
        if not self._complete:
            self.take(self.count(self._store))

    def count(self, store: Store) -> Sections:
        """Return the sections of all quotations, for ``take``; these hits stay as they are.

        Args:
            store: The store of the thread that counts.

        Raises:
            SearchInterruptedError: It was stopped.
        """
        self._counting = store
        try:
            if self._stopped:
                raise SearchInterruptedError("counting was stopped")
            if not self._must_read:
                sections = count_sections(store, self._selected, self._grouping)
            else:
                sections = group_briefs(store, self._selected, self._grouping, self._read_all(store))
        finally:
            self._counting = None
        if self._stopped:
            raise SearchInterruptedError("counting was stopped")
        return sections

    def take(self, sections: Sections) -> None:
        """Take over what was counted and be complete; called in the thread that pages."""
        self._use(sections)
        self._complete = True

    def stop(self) -> None:
        """Stop counting, which may be under way in another thread."""
        self._stopped = True
        counting = self._counting
        if counting is not None:
            counting.interrupt()

    @property
    def _must_read(self) -> bool:
        """Whether quotations have to be read to be counted; the tables count those of a cue by article."""
        asked = self._selected.filter
        return asked.needs_reading and (asked.cues is None or self._grouping is not Grouping.DAY)

    def _begin(self) -> None:
        """Find the first rows, or all where that is quick."""
        if self._store.count_articles() <= _SMALL_LIBRARY and not self._must_read:
            self.complete()
        elif self._grouping is Grouping.SPEAKER and self._selected.is_unfiltered:
            self._use(most_quoted(self._store, self._selected, _FIRST_SPEAKERS))
        elif self._grouping is Grouping.DAY or self._must_read:
            read: list[tuple[int, list[QuotationBrief]]] = []
            found = 0
            for article, briefs in self._read_all(self._store, _FIRST_ARTICLES):
                read.append((article, briefs))
                found += len(briefs)
                if found >= _FIRST_ROWS or len(read) >= _MOST_FIRST_ARTICLES:
                    break
            else:
                self._complete = True
            if self._complete or self._grouping is Grouping.DAY:
                self._use(group_briefs(self._store, self._selected, self._grouping, read))

    def _use(self, sections: Sections) -> None:
        self._runs, self._sections = {}, sections
        if self._grouping is Grouping.SPEAKER:
            self._groups = SpeakerGroups(self._store, sections)
        else:
            self._groups = Groups(sections.keys, sections.firsts[:-1], sections.total)

    def _read_all(self, store: Store, page: int = 200) -> Iterator[tuple[int, list[QuotationBrief]]]:
        for articles in fetch_ids(store, self._selected.selection, page):
            for article, _, briefs in read_briefs(store, articles, self._selected.filter, unattributed=True):
                if self._stopped:
                    return
                yield article, briefs

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
            rows = self._articles[article] = self._selected.keep(quotations_of(self._store, article))
        return rows


def find_quotations(store: Store, query: Query, grouping: Grouping = Grouping.DAY) -> QuotationHits:
    """Find the quotations of a query; in a large library they are to be counted before all can be paged."""
    return QuotationHits(store, query, grouping)
