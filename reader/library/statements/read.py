"""Statements read from the index: lists of them, and one with all its versions.

A query finds articles; a statement is listed if at least one of its versions stands in an article found and
is what the query asks of quotations (its speakers, its cues, words said). What is listed is the whole
statement, with its versions outside of the query too: to see what others printed is what it is for. Its
place among the newest is that of its newest version found.

An article's version of a statement is its longest utterance of it, with what else of it the article has
elsewhere that the longest does not say. A pull quote that repeats words adds nothing. Pieces too short to be
found as versions belong to it where the fullest version has their words: the article has not left them out.

Owns listing and reading; ``links`` and ``clusters`` make the statements when articles are indexed.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from reader.articles.model import PartialDate
from reader.errors import LibraryError
from reader.library.inferred import complete
from reader.library.labels import people_of
from reader.library.model import FirstSeen, Statement, StatementOrder, StatementRow, Version
from reader.library.packing import build_quotations, unpack_details, unpack_text
from reader.library.query.plan import resolve_names
from reader.library.query.query import Query
from reader.library.query.quotation_filter import QuotationFilter
from reader.library.query.sql import fetch_ids, select
from reader.library.sqlite import read_snapshot
from reader.library.statements.fingerprints import (
    MOST_UTTERANCES,
    Utterance,
    find_utterances,
    total_weight,
    utterance_words,
    words_of,
)
from reader.library.store import Store
from reader.text.partial_date import Moment
from reader.text.quoted import find_gaps, join_parts, write

_LEAST_NEW_SHARE = 0.5  # of the weight of an utterance: what the fullest must lack for it to be added
_LEAST_REST_WORDS = 3  # in an utterance that is added because the fullest version has its words
_LEAST_REST_SHARE = 0.8  # of its words: what the fullest version has in a row, and the other parts lack
_VERSIONS = """
SELECT v.statement, v.utterance, v.article, v.words, a.path, a.title, a.date, a.year, a.date_offset,
       o.name, l.name
FROM versions v JOIN articles a ON a.id = v.article LEFT JOIN labels o ON o.id = a.source
LEFT JOIN forms f ON f.id = v.form LEFT JOIN labels l ON l.id = f.label
WHERE v.statement IN ({marks})
"""

_FIRST_PAGE = 200
_ARTICLES_PER_PAGE = 400
# What comes first in an order other than the newest, as a number of each statement.
_RANKS = {
    StatementOrder.ARTICLES: "SELECT id, articles FROM statements",
    StatementOrder.CONFLICT: """
        SELECT v.statement, 1 FROM versions v JOIN forms f ON f.id = v.form
        GROUP BY v.statement HAVING count(DISTINCT f.label) > 1""",
}
_ORDERS = {
    StatementOrder.NEWEST: "newest DESC, id",
    StatementOrder.ARTICLES: "articles DESC, newest DESC, id",
    StatementOrder.CONFLICT: f"""
        id IN (SELECT statement FROM ({_RANKS[StatementOrder.CONFLICT]})) DESC, newest DESC, id""",
}


def find_earliest(moments: Sequence[Moment]) -> FirstSeen:
    """Return which of the moments may be the earliest; one without a year counts as undated."""
    dated = [(index, moment) for index, moment in enumerate(moments) if moment.is_dated]
    earliest = (index for index, moment in dated if not any(other.is_before(moment) for _, other in dated))
    return FirstSeen(tuple(earliest), len(moments) - len(dated))


class _Row(NamedTuple):
    statement: int
    utterance: int
    article: int
    words: int
    path: str
    title: str
    date: str | None
    year: int | None
    offset: int | None
    source: str | None
    speaker: str | None

    @property
    def when(self) -> PartialDate | None:
        return complete(self.date, self.year)

    @property
    def order(self) -> tuple[bool, str, str, int, int]:
        """The earliest first, the undated last; not by numbers, in which the order of indexing shows."""
        moment = Moment(self.when, self.offset)
        return not moment.is_dated, moment.order, self.path, -self.words, self.utterance


def fetch_statement_rows(store: Store, numbers: Sequence[int]) -> list[StatementRow]:
    """Return the rows of these statements, in this order; those that are gone are left out."""
    with store.guarded() as db, read_snapshot(db):
        found = _fetch(store, numbers)
        return [_statement_row(store, number, found[number]) for number in numbers if number in found]


def fetch_versions(store: Store, statement: int) -> Statement | None:
    """Return a statement with its versions, or None if the index has it no more."""
    with store.guarded() as db, read_snapshot(db):
        rows = _fetch(store, [statement]).get(statement)
        if rows is None:
            return None
        articles: dict[int, list[_Row]] = defaultdict(list)
        for row in rows:
            articles[row.article].append(row)
        lengths = [each[0].words for each in articles.values()]
        fullest = lengths.index(max(lengths))
        wording = words_of(_version(store, list(articles.values())[fullest]).text)
        versions = tuple(_version(store, each, wording) for each in articles.values())
    return Statement(
        id=statement,
        versions=versions,
        fullest=fullest,
        first_seen=find_earliest([version.moment for version in versions]),
        speakers=_speakers(rows),
    )


def fetch_utterance(store: Store, article: int, place: int) -> list[tuple[str | None, str | None, str]]:
    """Return speaker, base form of the cue, and words of each quotation of an utterance."""
    with store.guarded() as db, read_snapshot(db):
        if db.execute("SELECT 1 FROM articles WHERE id = ?", (article,)).fetchone() is None:
            return []
        people = people_of(db, article)
        text, details = _body(store, article)
    utterances = _utterances(text, details)
    spans = set(utterances[place].spans) if place < len(utterances) else set()
    return [
        (each.speaker, each.attribution.lemma, text[each.start : each.end])
        for each in build_quotations(details, people)
        if (each.start, each.end) in spans
    ]


def _fetch(store: Store, numbers: Sequence[int]) -> dict[int, list[_Row]]:
    marks = ", ".join("?" * len(numbers))
    found: dict[int, list[_Row]] = defaultdict(list)
    with store.guarded() as db:
        for columns in db.execute(_VERSIONS.format(marks=marks), numbers):
            found[columns[0]].append(_Row(*columns))
    return {number: sorted(rows, key=lambda row: row.order) for number, rows in found.items()}


def _statement_row(store: Store, number: int, rows: Sequence[_Row]) -> StatementRow:
    fullest = max(rows, key=lambda row: row.words)
    text, details = _body(store, fullest.article)
    utterance = _utterances(text, details)[fullest.utterance & (MOST_UTTERANCES - 1)]
    dates = [row.when for row in rows if not row.order[0]]
    return StatementRow(
        id=number,
        text=write(join_parts(text, utterance.spans), find_gaps(text, utterance.spans)),
        speakers=_speakers(rows),
        articles=len({row.article for row in rows}),
        outlets=tuple(dict.fromkeys(row.source for row in rows if row.source)),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
    )


def _version(store: Store, rows: Sequence[_Row], wording: Sequence[str] = ()) -> Version:
    """Return an article's version.

    Args:
        rows: Its utterances of the statement, the fullest first.
        wording: Words of the fullest version of all: what else the article has of them belongs to its own.
    """
    first = rows[0]
    text, details = _body(store, first.article)
    utterances = _utterances(text, details)
    parts = [utterances[first.utterance & (MOST_UTTERANCES - 1)]]
    for row in rows[1:]:
        utterance = utterances[row.utterance & (MOST_UTTERANCES - 1)]
        if _adds(text, utterance, parts):
            parts.append(utterance)
    parts += list(_find_rest(text, utterances, parts, wording))
    parts.sort(key=lambda utterance: utterance.place)
    spans = tuple(span for utterance in parts for span in utterance.spans)
    return Version(
        first.article, first.path, first.title, first.when, first.source, details.get("url"), spans,
        join_parts(text, spans), first.speaker, find_gaps(text, spans), first.offset,
    )  # fmt: skip


def _adds(text: str, utterance: Utterance, parts: Iterable[Utterance]) -> bool:
    """Tell whether an utterance says more than the parts taken already."""
    known = Counter(word for each in parts for word in utterance_words(text, each))
    words = utterance_words(text, utterance)
    new = Counter(words) - known
    return total_weight(list(new.elements())) > _LEAST_NEW_SHARE * total_weight(words)


def _find_rest(
    text: str, utterances: Iterable[Utterance], parts: Sequence[Utterance], wording: Sequence[str]
) -> Iterator[Utterance]:
    """Yield utterances that are more of a wording than the parts are, be they too light to be linked."""
    missing = Counter(wording)
    for each in parts:
        missing -= Counter(words_of(join_parts(text, each.spans)))
    for utterance in utterances:
        if missing.total() < _LEAST_REST_WORDS:
            return
        if utterance.speaker != parts[0].speaker or utterance in parts:
            continue
        words = words_of(join_parts(text, utterance.spans))
        most_other = int((1 - _LEAST_REST_SHARE) * len(words))
        if len(words) < _LEAST_REST_WORDS or (Counter(words) - missing).total() > most_other:
            continue
        in_a_row = SequenceMatcher(None, words, wording, autojunk=False).find_longest_match().size
        if in_a_row >= len(words) - most_other:
            missing -= Counter(words)
            yield utterance


def _speakers(rows: Iterable[_Row]) -> tuple[str, ...]:
    articles = {(row.speaker, row.article) for row in rows if row.speaker}
    counts = Counter(speaker for speaker, _ in articles)
    return tuple(sorted(counts, key=lambda speaker: (-counts[speaker], speaker)))


def _body(store: Store, article: int) -> tuple[str, dict[str, Any]]:
    with store.guarded() as db:
        text, details = db.execute(
            "SELECT b.text, b.details FROM articles a JOIN bodies b ON b.id = a.body WHERE a.id = ?",
            (article,),
        ).fetchone()
        return unpack_text(text), unpack_details(details)


def _utterances(text: str, details: dict[str, Any]) -> tuple[Utterance, ...]:
    return find_utterances(text, build_quotations(details, {}))


def list_statements(
    store: Store, query: Query, order: StatementOrder = StatementOrder.NEWEST
) -> AllStatements | QueryStatements:
    """Find the statements of a query, as far as they are asked for."""
    if query.is_empty:
        return AllStatements(store, order)
    return QueryStatements(store, query, order)


def read_statement(store: Store, statement: int) -> Statement:
    """Return a statement with all its versions.

    Raises:
        LibraryError: The index has no such statement (any more).
    """
    found = fetch_versions(store, statement)
    if found is None:
        raise LibraryError("this statement is no longer in the index")
    return found


class _StatementList(ABC):
    """Statements in order, whose numbers are found as far as they are asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._numbers: array[int] = array("q")
        self._complete = False

    @property
    def is_complete(self) -> bool:
        """Whether all of them have been found."""
        return self._complete

    @property
    def loaded(self) -> int:
        """How many are known so far; the total if complete."""
        return len(self._numbers)

    @property
    def total(self) -> int:
        """How many were found; finds the rest if need be."""
        self.complete()
        return len(self._numbers)

    def complete(self) -> None:
        """Find all of them."""
        if not self._complete:
            self._load(None)

    def pages(self) -> Iterator[list[int]]:
        """Yield the numbers of all of them, in order, as they are found.

        A page may be empty: the caller may stop after each.
        """
        yield self._numbers.tolist()
        given = len(self._numbers)
        self.complete()
        yield self._numbers[given:].tolist()

    def numbers(self) -> list[int]:
        """Return the numbers of all of them, in order."""
        self.complete()
        return self._numbers.tolist()

    def rows(self, first: int, count: int) -> list[StatementRow]:
        """Return up to count rows from index first; those that are gone meanwhile are left out."""
        if not self._complete and first + count > len(self._numbers):
            self._load(first + count)
        return fetch_statement_rows(self._store, self._numbers[max(0, first) : max(0, first + count)])

    def index(self, statement: int) -> int | None:
        """Return the index of the statement with that number, or None if it is not among them."""
        self.complete()
        try:
            return self._numbers.index(statement)
        except ValueError:
            return None

    @abstractmethod
    def _load(self, count: int | None) -> None:
        """Find at least so many numbers, or all for None."""


class AllStatements(_StatementList):
    """Statements of the whole library."""

    def __init__(self, store: Store, order: StatementOrder) -> None:
        super().__init__(store)
        self._order = order
        self._load(_FIRST_PAGE)

    @property
    def total(self) -> int:
        """How many there are, counted without finding them."""
        if self._complete:
            return len(self._numbers)
        with self._store.guarded() as db:
            return int(db.execute("SELECT count(*) FROM statements").fetchone()[0])

    def _load(self, count: int | None) -> None:
        limit = -1 if count is None else max(count, 2 * len(self._numbers))
        with self._store.guarded() as db:
            found = db.execute(f"SELECT id FROM statements ORDER BY {_ORDERS[self._order]} LIMIT {limit}")
            self._numbers = array("q", [number for (number,) in found])
        self._complete = count is None or len(self._numbers) < limit


class QueryStatements(_StatementList):
    """Statements of a query that is not empty."""

    def __init__(self, store: Store, query: Query, order: StatementOrder) -> None:
        super().__init__(store)
        self._order = order
        self._seen: set[int] = set()
        self._found = self._walk(query)

    def pages(self) -> Iterator[list[int]]:
        """Yield the numbers of all of them, in order: as they are found, if that is their order."""
        for page in self._found:
            self._numbers.extend(page)
            yield page if self._order is StatementOrder.NEWEST else []
        self.complete()
        yield [] if self._order is StatementOrder.NEWEST else self._numbers.tolist()

    def _load(self, count: int | None) -> None:
        for page in self._found:
            self._numbers.extend(page)
            if self._order is StatementOrder.NEWEST and count is not None and len(self._numbers) >= count:
                return
        self._complete = True
        if self._order in _RANKS:
            with self._store.guarded() as db:
                ranks = dict(db.execute(_RANKS[self._order]))
            # Sorting keeps the newest first among equals.
            self._numbers = array("q", sorted(self._numbers, key=lambda number: -ranks.get(number, 0)))

    def _walk(self, query: Query) -> Iterator[list[int]]:
        """Yield the numbers of statements in the articles found, newest first, each once, in pages."""
        resolved = resolve_names(self._store, query)
        chosen = QuotationFilter.of(resolved)
        for articles in fetch_ids(self._store, select(resolved), _ARTICLES_PER_PAGE):
            new = dict.fromkeys(self._statements_in(articles, chosen))
            self._seen.update(new)
            yield list(new)

    def _statements_in(self, articles: list[int], chosen: QuotationFilter) -> Iterable[int]:
        marks = ", ".join("?" * len(articles))
        with self._store.guarded() as db:
            rows = db.execute(
                f"""SELECT v.statement, v.utterance, v.article, l.name FROM versions v
                    LEFT JOIN forms f ON f.id = v.form LEFT JOIN labels l ON l.id = f.label
                    WHERE v.article IN ({marks}) ORDER BY v.article DESC, v.statement""",
                articles,
            ).fetchall()
        for statement, utterance, article, speaker in rows:
            if statement in self._seen:
                continue
            if chosen.needs_reading:
                quotations = fetch_utterance(self._store, article, utterance & (MOST_UTTERANCES - 1))
                if any(chosen.takes(*each) for each in quotations):
                    yield statement
            elif chosen.takes(speaker):
                yield statement
