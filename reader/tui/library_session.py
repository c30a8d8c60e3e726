"""The library of a folder, answering what the screens ask, and its index brought up to date.

An answer is quick, unless its question says that it is slow: then it is asked in a thread. Owns which store
answers: one for each thread, and shared ones, which threads use one after another, for work that counts,
lists, or reads pages. Owns also which files of the folder are known to have changed, by watching it or by our
own writing.
"""

from __future__ import annotations

import io
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from reader.config import Config
from reader.errors import LibraryError
from reader.files import find_named
from reader.library.query.query import Query, build_query, parse_query
from reader.memory import give_back
from reader.tui.collected_session import SessionCollections
from reader.tui.filter_state import Filter

if TYPE_CHECKING:
    from reader.analysis.corrections import Correction
    from reader.articles.model import Article, Problem
    from reader.ingest.update import Progress, Report
    from reader.library.columns import Columns
    from reader.library.lists.quotation_hits import QuotationHits
    from reader.library.lists.speakers import Speakers
    from reader.library.model import (
        ArticleRow,
        Facets,
        Grouping,
        Hits,
        IndexedArticle,
        QuotationRow,
        SpeakerOrder,
        SpeakerPage,
        SpeakerRow,
        Statement,
        StatementOrder,
        StatementRow,
    )
    from reader.library.state import State
    from reader.library.store import Store


_LONGEST_SEARCH_SECONDS = 10.0  # for the first page, for which the screen waits
_STATEMENTS_AHEAD = 24  # as many as the list shows first


def never() -> bool:
    """Let what has been asked for be done in any case."""
    return False


class SharedStore:
    """A store for one kind of work.

    Args:
        open_store: Opens it.
    """

    def __init__(self, open_store: Callable[[], Store]) -> None:
        self._open = open_store
        self._lock = threading.Lock()
        self._store: Store | None = None
        self._closed = False

    @contextmanager
    def use(self, cancelled: Callable[[], bool] = never) -> Iterator[Store]:
        """Open a context in which one thread has the store; others wait.

        Args:
            cancelled: Tells, when it is a thread's turn, that nobody wants its answer any more.

        Raises:
            LibraryError: It has been closed, cannot be opened, or is not wanted any more.
        """
        with self._lock:
            if self._closed:
                raise LibraryError("the library has been closed")
            if cancelled():
                raise LibraryError("something else is looked for now")
            if self._store is None:
                self._store = self._open()
            with self._store.stoppable(cancelled):
                yield self._store

    def close(self) -> None:
        """Stop what is running, wait for its end, and close the store for good."""
        store = self._store
        if store is not None:
            store.interrupt()
        with self._lock:
            self._closed = True
            if self._store is not None:
                self._store.close()
                self._store = None


class FolderUpdates:
    """Updates of the index of one folder, called from threads.

    Attributes:
        closed: Set at the end; nothing is followed from then on.
    """

    def __init__(self, folder: Path, config: Config) -> None:
        self.closed = threading.Event()
        self._folder = folder
        self._config = config
        # None while nobody knows: at first, and after an update that was not finished.
        self._changed: set[str] | None = None
        self._noting = threading.Lock()

    def note(self, paths: set[str]) -> None:
        """Remember what the next update has to look at."""
        with self._noting:
            if self._changed is not None:
                self._changed |= paths

    def update(self, progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> Report:
        """Bring the index up to date; the parsers are imported here, not before the first paint."""
        from reader.ingest.update import update_index

        with self._noting:
            paths, self._changed = self._changed, set()
        finished = False
        try:
            with _errors_without_a_file():
                report = update_index(
                    self._folder, self._config, paths=paths or (), progress=progress, cancelled=cancelled
                )
            finished = not report.cancelled
        finally:
            give_back()
            if not finished:
                with self._noting:
                    self._changed = None
        return report

    def follow(self, changed: Callable[[], None]) -> None:
        """Watch the folder in a thread that does not keep the program from ending."""

        def note(paths: set[str]) -> None:
            self.note(paths)
            changed()

        def watch() -> None:
            from reader.ingest.watch import watch_folder

            watch_folder(self._folder, note, self.closed)

        threading.Thread(target=watch, daemon=True).start()


@contextmanager
def _errors_without_a_file() -> Iterator[None]:
    """Let worker processes be started under Textual, whose stand-in for stderr has a file number of -1.

    The standard library hands that number on to a process of its own, which fails; a stream that has no
    number is understood.
    """
    before, quiet = sys.stderr, io.StringIO()
    sys.stderr = quiet
    try:
        yield
    finally:
        # Once the app has ended, stderr is the terminal's again, and not ours to change.
        if sys.stderr is quiet:
            sys.stderr = before


class LibrarySession:
    """The session of a real folder.

    Attributes:
        collected: What has been put aside.
    """

    def __init__(self, folder: Path, config: Config) -> None:
        self.folder = folder
        self._config = config
        self._opened = threading.local()
        self._updates = FolderUpdates(folder, config)
        self._quotations: QuotationHits | None = None
        self._counting = SharedStore(self._open)
        self._listing = SharedStore(self._open)
        self._paging = SharedStore(self._open)
        self.collected = SessionCollections(folder, self._listing.use, lambda: self.marks)
        # Rows of statements that were read ahead of being looked at, and of which version of the index.
        self._ahead: tuple[str | int | None, dict[int, StatementRow]] = None, {}
        # What counting has in memory helps listing too.
        self._columns: Columns | None = None

    @property
    def marks(self) -> State:
        """The user's marks."""
        return self._store.state

    @property
    def notice(self) -> str | None:
        """What the user should be told about the opening: damaged marks were set aside."""
        return self._store.notice

    def parse(self, text: str) -> Query:
        """Parse a typed query with the saved searches of the settings."""
        searches: Mapping[str, str] = self._config.searches
        return parse_query(text, searches=searches)

    def find(self, filter: Filter) -> Hits:
        """Find articles, or return what was found before if nothing has changed since."""
        from reader.library.lists.articles import find_articles
        from reader.library.store import SearchInterruptedError

        self._store.columns = self._columns
        # Without a filter the user's marks do not matter to what is found: rows are read with theirs.
        key = filter, self._store.version if filter.is_empty else self._store.stamp
        known = self._opened.found.get(filter.is_empty)
        if known is None or known[0] != key:
            deadline = time.monotonic() + _LONGEST_SEARCH_SECONDS
            try:
                with self._store.stoppable(lambda: time.monotonic() > deadline):
                    found = find_articles(self._store, filter.query, filter.order)
            except SearchInterruptedError:
                raise LibraryError("the search takes too long; look for less at once") from None
            known = self._opened.found[filter.is_empty] = key, found
        hits: Hits = known[1]
        return hits

    def count_articles(self, found: Hits, cancelled: Callable[[], bool]) -> Callable[[], None]:
        """Find the rest in the store that counts. Slow; what it returns is for the screen's thread.

        Raises:
            LibraryError: It cannot be done, or need not be any more.
        """
        from reader.library.lists.hits import FilteredHits

        assert isinstance(found, FilteredHits)
        with self._counting.use(cancelled) as store:
            counted = found.count(store)
        return lambda: found.take(counted)

    def row(self, article: int) -> ArticleRow | None:
        """Return what a list shows of an article."""
        from reader.library.lists.all_articles import fetch_rows

        rows = fetch_rows(self._store, [article])
        return rows[0] if rows else None

    def article(self, article: int) -> IndexedArticle:
        """Return an article with its analysis."""
        from reader.library.lists.read_article import read_article

        return read_article(self._store, article)

    def read_file(self, path: str) -> Article | Problem:
        """Read the file at a relative path as it is now, or say why not: the index keeps less. Slow."""
        from reader.articles.load import load_article

        return load_article(find_named(self.folder / path), day_first=self._config.day_first)

    def find_id(self, path: str) -> int | None:
        """Return the id of the article at a relative path."""
        from reader.library.lists.articles import find_id

        return find_id(self._store, path)

    def next_quotation(
        self, filter: Filter, speaker: str, article: int, start: int, forward: bool
    ) -> QuotationRow | None:
        """Return a speaker's next or previous quotation."""
        from reader.library.lists.quotations import next_quotation

        return next_quotation(self._store, filter.query, speaker, article, start, forward)

    def quotations(self, filter: Filter, grouping: Grouping) -> QuotationHits:
        """Find quotations."""
        from reader.library.lists.quotation_hits import find_quotations

        self._quotations = find_quotations(self._store, filter.query, grouping)
        return self._quotations

    def count_quotations(self, found: QuotationHits) -> Callable[[], None]:
        """Count quotations in a store of its own. Slow; what it returns is for the screen's thread."""
        with self._open() as store:
            sections = found.count(store)
        return lambda: found.take(sections)

    def facets(self, query: Query, cancelled: Callable[[], bool] = never) -> Facets:
        """Count in a store that only this uses: it keeps names and columns in memory. Slow."""
        from reader.library.lists.facets import count_facets

        with self._counting.use(cancelled) as store:
            facets = count_facets(store, query)
            self._columns = store.columns
        return facets

    def pattern(self, query: Query) -> re.Pattern[str] | None:
        """Return what a query looks for in texts, to be painted; None if it asks for no words."""
        if query.is_empty:
            return None
        from reader.library.query.plan import resolve_names
        from reader.library.query.snippets import finder

        return finder(resolve_names(self._store, query).words)

    def describe(self, query: Query) -> str:
        """Say in a sentence for people what a query looks for, with the names that are meant."""
        from reader.library.query.plan import resolve_names

        return resolve_names(self._store, query).describe()

    def hints(self, query: Query) -> list[str]:
        """Return what may have been meant by a query that finds nothing; slow."""
        from reader.library.lists.hints import explain_empty

        with self._counting.use() as store:
            return explain_empty(store, query)

    def find_elsewhere(self, query: Query) -> str | None:
        """Say how many more articles have the plain words of a typed query than say them; slow."""
        from reader.library.lists.hints import find_elsewhere

        with self._counting.use() as store:
            return find_elsewhere(store, query)

    def explain_names(self, query: Query, cancelled: Callable[[], bool]) -> list[str]:
        """Return for each name of a query that no article has which are near to it. Slow."""
        from reader.library.lists.hints import explain_names

        with self._counting.use(cancelled) as store:
            return explain_names(store, query)

    def speakers(self, query: Query, order: SpeakerOrder) -> Speakers:
        """Find speakers, in a store that only lists of them use. Slow."""
        from reader.library.lists.speakers import find_speakers

        with self._listing.use() as store:
            return find_speakers(store, query, order)

    def speaker_rows(self, found: Speakers, first: int, count: int) -> list[SpeakerRow]:
        """Read rows of speakers in the store in which they were found. Slow."""
        with self._listing.use():
            return found.rows(first, count)

    def speaker_page(self, query: Query, name: str, cancelled: Callable[[], bool]) -> Iterator[SpeakerPage]:
        """Yield a page, more and more complete, in a store of its own: lists must not wait. Slow."""
        from reader.library.lists.speaker_page import read_page

        with self._paging.use() as store:
            if cancelled():
                return
            for page in read_page(store, query, name):
                yield page
                if cancelled() or self._updates.closed.is_set():
                    return

    def find_statements(self, query: Query, order: StatementOrder) -> Iterator[list[int]]:
        """Yield pages of ids; whatever else lists need is read between two pages. Slow."""
        from reader.library.statements.read import list_statements

        with self._listing.use() as store:
            pages = list_statements(store, query, order).pages()
        while True:
            with self._listing.use():
                page = next(pages, None)
            if page is None:
                return
            yield page

    def statement_rows(self, statements: Sequence[int]) -> list[StatementRow]:
        """Read rows of statements, without those that have gone: words are unpacked from articles. Slow."""
        from reader.library.statements.read import fetch_statement_rows

        with self._listing.use() as store:
            version, known = self._ahead
            if known.keys() >= set(statements) and version == store.version:
                return [known[statement] for statement in statements]
            return fetch_statement_rows(store, statements)

    def statement(self, statement: int) -> Statement:
        """Read a statement with all its versions in the store that lists use. Slow; raises LibraryError."""
        from reader.library.statements.read import read_statement

        with self._listing.use() as store:
            return read_statement(store, statement)

    def look_ahead(self) -> None:
        """Have in memory what the first search, the first filter and other views' first rows need."""
        from reader.library.lists.quotation_hits import find_quotations  # noqa: F401
        from reader.library.lists.speakers import find_speakers  # noqa: F401
        from reader.library.model import StatementOrder
        from reader.library.query.nodes import Words
        from reader.library.query.snippets import finder

        finder((Words("a"),))
        for facet in self.facets(Query()).speakers[:1]:
            self.facets(build_query(speakers=[facet.value]))
        with self._listing.use() as store:
            version = store.version
        first = next(self.find_statements(Query(), StatementOrder.NEWEST), [])
        self._ahead = version, {row.id: row for row in self.statement_rows(first[:_STATEMENTS_AHEAD])}
        give_back()

    def possible_people(self, name: str) -> tuple[str, ...]:
        """Return whom a speaker may be."""
        from reader.library.person_tables import possible_people

        return possible_people(self._store, name)

    def not_read(self) -> str:
        """Return how many files of other kinds there are, in words; empty if there are none."""
        from reader.library.lists.articles import list_not_read

        return list_not_read(self._store)

    def problems(self) -> list[Problem]:
        """Return files with problems."""
        from reader.library.lists.articles import list_problems

        return list_problems(self._store)

    def correct(self, path: str, correction: Correction) -> None:
        """Write the correction into the library's file; what was written there before comes back by undo."""
        from reader.ingest.corrections_file import put_correction, remove_correction

        earlier = put_correction(self.folder, path, correction)

        def take_back() -> None:
            if earlier is None:
                remove_correction(self.folder, path, correction)
            else:
                put_correction(self.folder, path, earlier)
            self._updates.note({path})

        self._updates.note({path})
        self.marks.undoable("the speaker is again who it was", take_back)

    def update(self, progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> Report:
        """Bring the index up to date with the folder."""
        return self._updates.update(progress, cancelled)

    def follow(self, changed: Callable[[], None]) -> None:
        """Watch the folder until closed."""
        self._updates.follow(changed)

    def close(self) -> None:
        """Close this thread's store, and stop following the folder."""
        self._updates.closed.set()
        if self._quotations is not None:
            self._quotations.stop()
        self._counting.close()
        self._listing.close()
        self._paging.close()
        if hasattr(self._opened, "store"):
            self._store.close()
            del self._opened.store, self._opened.found

    def _open(self) -> Store:
        from reader.library.store import Store

        store = Store.open(self.folder, self._config.cache_dir, self._config.data_dir)
        store.shrink_cache()
        return store

    @property
    def _store(self) -> Store:
        if not hasattr(self._opened, "store"):
            self._opened.store = self._open()
            self._opened.found = {}
        store: Store = self._opened.store
        return store
