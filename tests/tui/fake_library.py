"""A library in memory: invented articles with hand-made quotations, and what a test asks of it afterwards."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Day
from pathlib import Path
from tempfile import mkdtemp
from threading import Event

from reader.analysis.corrections import Correction, correct
from reader.analysis.model import Analysis, Attribution, Kind, Quotation
from reader.articles.model import Article, Paragraph, PartialDate, Precision, Problem
from reader.errors import LibraryError
from reader.library.model import (
    ArticleRow,
    Facet,
    Facets,
    Figure,
    Group,
    Grouping,
    IndexedArticle,
    Order,
    OutletFigures,
    QuotationRow,
    SpeakerGroup,
    SpeakerOrder,
    SpeakerPage,
    SpeakerRow,
    Statement,
    StatementOrder,
    StatementRow,
    Version,
)
from reader.library.query.fields import Field
from reader.library.query.nodes import Name, Words
from reader.library.query.query import Query, parse_query
from reader.library.state import State, attach_state
from reader.library.statements.read import find_earliest
from reader.tui.filter_state import Filter
from reader.tui.messages import Listed

_MARKED = re.compile(r"“([^”]*)”")


def make_article(
    number: int,
    title: str,
    text: str,
    speakers: Sequence[str | None] = (),
    *,
    kinds: Sequence[Kind] = (),
    date: str | None = None,
    topics: tuple[str, ...] = (),
    cue: str | None = "said",
    inferred: bool = False,
    **fields: object,
) -> IndexedArticle:
    """Make an article whose n-th quotation in “ ” is by the n-th speaker; the last one says the rest."""
    paragraphs, start = [], 0
    for part in text.split("\n\n"):
        paragraphs.append(Paragraph(start, start + len(part)))
        start += len(part) + 2
    quotations = []
    for place, match in enumerate(_MARKED.finditer(text)):
        speaker = speakers[min(place, len(speakers) - 1)] if speakers else None
        kind = kinds[min(place, len(kinds) - 1)] if kinds else Kind.DIRECT
        chain = ("she", speaker) if speaker else ()
        attribution = Attribution("speaker before the cue", speaker, cue, chain=chain)
        quotations.append(Quotation(*match.span(1), *match.span(), kind, attribution))
    when = PartialDate.fromisoformat(date, inferred=inferred) if date else None
    defaults: dict[str, object] = {"paragraphs": tuple(paragraphs), "date": when, "source": "Harbour Post"}
    article = Article(Path(f"/news/{number}.md"), title, text, **{**defaults, **fields})  # type: ignore[arg-type]
    return IndexedArticle(number, article, Analysis(tuple(quotations), topics=topics))


def make_statement(number: int, *articles: IndexedArticle) -> Statement:
    """Make a statement of the first quotations of some articles, which are in order of their dates."""
    versions = []
    for each in articles:
        article, quotation = each.article, each.analysis.quotations[0]
        span = (quotation.start, quotation.end)
        versions.append(
            Version(
                each.id, article.path.name, article.title, article.date, article.source, article.url,
                (span,), article.text[slice(*span)], quotation.speaker,
            )
        )  # fmt: skip
    lengths = [len(version.text.split()) for version in versions]
    speakers = Counter(version.speaker for version in versions if version.speaker)
    return Statement(
        number, tuple(versions), lengths.index(max(lengths)),
        find_earliest([version.moment for version in versions]),
        tuple(name for name, _ in speakers.most_common()),
    )  # fmt: skip


ARTICLES = (
    make_article(
        1,
        "Ferry fares will not rise, minister promises",
        "LARKHAVEN – “Nobody will pay more to cross,” transport minister Mira Solano said on Tuesday.\n\n"
        "She called the rumours “harbour gossip” and left.\n\n"
        "Port director Odd Brekke was less sure. “Fuel has its price,” he said.",
        ("Mira Solano", "Mira Solano", "Odd Brekke"),
        kinds=(Kind.DIRECT, Kind.PARTIAL, Kind.DIRECT),
        date="2025-12-02T19:42",
        topics=("transport", "prices"),
        url="https://harbour.example/fares",
        place="Larkhaven",
        authors=("Ann Writer",),
        summary="The crossing stays at its old price, for now.",
    ),
    make_article(
        2,
        "Storm closes the northern pass",
        "The road was shut at dawn under the “red list” rule.\n\n“Stay at home,” Odd Brekke urged drivers.",
        (None, "Odd Brekke"),
        kinds=(Kind.TERM, Kind.DIRECT),
        date="2025-12-02",
        topics=("weather",),
        source="Coast Radio",
        cue="urged",
    ),
    make_article(
        3,
        "Fishing quota talks stall",
        "“We are apart on cod,” an official said.\n\nMira Solano waited. “There will be a deal,” she said.",
        (None, "Mira Solano"),
        date="2025-11-20",
        topics=("fishing", "prices"),
        source="North Wire",
    ),
    make_article(
        4,
        "Choir sings at the lighthouse",
        "Forty voices sang. No one spoke.",
        date="2025-08-29",
        inferred=True,
        topics=("culture",),
        problems=("the date has no year",),
    ),
    make_article(5, "Letters found in an attic", "They are undated too. “Dear sister,” one begins.", (None,)),
)


@dataclass
class FakeHits:
    """Rows in a list, with the groups of their days; with ``known``, only so many until they are counted."""

    found: list[ArticleRow]
    grouped: bool
    fresh: Callable[[int], ArticleRow]
    known: int | None = None

    @property
    def is_complete(self) -> bool:
        return self.known is None

    def complete(self) -> None:
        self.known = None

    @property
    def loaded(self) -> int:
        return len(self.found[: self.known])

    @property
    def total(self) -> int:
        self.complete()
        return len(self.found)

    @property
    def groups(self) -> list[Group]:
        self.complete()
        return self.loaded_groups

    @property
    def loaded_groups(self) -> list[Group]:
        groups: list[Group] = []
        for number, row in enumerate(self.found[: self.known] if self.grouped else ()):
            when = row.date
            day = Day(when.year, when.month, when.day) if when else None  # type: ignore[arg-type]
            if groups and groups[-1].day == day:
                groups[-1] = replace(groups[-1], count=groups[-1].count + 1)
            else:
                groups.append(Group(day, Precision.DAY if day else None, number, 1))
        return groups

    def rows(self, first: int, count: int) -> list[ArticleRow]:
        return [self.fresh(row.id) for row in self.found[first : first + count]]

    def index(self, article: int) -> int | None:
        return next((place for place, row in enumerate(self.found) if row.id == article), None)


@dataclass
class FakeQuotations:
    """Quotations in a list; with ``known``, only so many of them until they are counted."""

    found: list[QuotationRow]
    grouping: Grouping
    known: int | None = None

    @property
    def is_complete(self) -> bool:
        return self.known is None

    @property
    def total(self) -> int:
        return len(self.found[: self.known])

    @property
    def groups(self) -> list[Group | SpeakerGroup]:
        groups: list[Group | SpeakerGroup] = []
        for number, row in enumerate(self.found[: self.known]):
            when = row.date
            day = Day(when.year, when.month, when.day) if when else None  # type: ignore[arg-type]
            group: Group | SpeakerGroup = Group(day, Precision.DAY if day else None, number, 1)
            if self.grouping is Grouping.SPEAKER:
                group = SpeakerGroup(row.speaker, number, 1)
            if groups and replace(groups[-1], first=number, count=1) == group:
                groups[-1] = replace(groups[-1], count=groups[-1].count + 1)
            else:
                groups.append(group)
        return groups

    def rows(self, first: int, count: int) -> list[QuotationRow]:
        return self.found[: self.known][first : first + count]

    def index(self, article: int, start: int, *, near: bool = False) -> int | None:
        if near:
            starts = sorted(row.start for row in self.found[: self.known] if row.article == article)
            start = next((each for each in starts if each >= start), starts[-1] if starts else start)
        places = [(row.article, row.start) for row in self.found[: self.known]]
        return places.index((article, start)) if (article, start) in places else None

    def stop(self) -> None:
        pass

    def finish(self) -> None:
        self.known = None


def _quotation_rows(each: IndexedArticle) -> list[QuotationRow]:
    article = each.article
    return [
        QuotationRow(
            each.id, article.path.name, article.title, article.date, article.source, article.url,
            quotation.start, quotation.end, article.text[quotation.start : quotation.end], quotation.kind,
            quotation.speaker, quotation.attribution.cue, quotation.attribution.rule,
        )
        for quotation in each.analysis.quotations
        if quotation.kind is not Kind.TERM
    ]  # fmt: skip


@dataclass
class FakeSpeakers:
    """Speakers with one article each."""

    found: list[SpeakerRow]

    @property
    def total(self) -> int:
        return len(self.found)

    def index(self, name: str) -> int | None:
        return next((place for place, row in enumerate(self.found) if row.name == name), None)

    def plain_rows(self, first: int, count: int) -> list[SpeakerRow]:
        return [replace(row, series=(), outlets=0) for row in self.rows(first, count)]

    def rows(self, first: int, count: int) -> list[SpeakerRow]:
        return self.found[first : first + count]


class RealMarks(State):
    """The user's marks as they are kept, over an index without files; and all of them at once."""

    def __init__(self) -> None:
        # Rows are made in threads too.
        self.connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        attach_state(self.connection, Path(mkdtemp(dir=Path.home())))
        self.connection.executescript(
            "CREATE TABLE files (path, article); CREATE TABLE articles (id, digest)"
        )
        super().__init__(self.connection, Path("/news"))

    @property
    def read(self) -> set[str]:
        return set(self._marked("read"))

    @property
    def starred(self) -> set[str]:
        return set(self._marked("starred"))

    @property
    def positions(self) -> dict[str, int]:
        return self._marked("position")

    def _marked(self, column: str) -> dict[str, int]:
        query = f"SELECT path, {column} FROM state.marks WHERE {column}"
        return dict(self.connection.execute(query).fetchall())


@dataclass(frozen=True)
class FakeReport:
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    cancelled: bool = False
    waited: bool = False


@dataclass
class FakeSession:
    """A session over articles in memory; it understands names and words."""

    articles: Sequence[IndexedArticle] = ARTICLES
    folder: Path = Path("/news")
    marks: RealMarks = field(default_factory=RealMarks)
    updates: int = 0
    looked_ahead: int = 0
    report: FakeReport = FakeReport()
    notice: str | None = None
    statements: Sequence[Statement] = ()
    known: int | None = None
    let_count: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self.let_count.set()

    def parse(self, text: str) -> Query:
        return parse_query(text)

    def find(self, filter: Filter) -> FakeHits:
        rows = [self._row(each) for each in self.articles if self._holds(each, filter.query)]
        by_date = filter.order in (Order.NEWEST, Order.OLDEST)
        if by_date:
            dated = [row for row in rows if row.date]
            dated.sort(key=lambda row: row.date.isoformat(), reverse=filter.order is Order.NEWEST)  # type: ignore
            rows = dated + [row for row in rows if not row.date]
        elif filter.order is Order.OUTLET:
            rows.sort(key=lambda row: row.source or "")
        else:
            rows.sort(key=lambda row: -row.quotes)
        known = None if filter.is_empty else self.known
        return FakeHits(rows, by_date, lambda number: self._row(self.article(number)), known)

    def count_articles(self, found: FakeHits, cancelled: Callable[[], bool]) -> Callable[[], None]:
        assert self.let_count.wait(10)
        return found.complete

    def row(self, number: int) -> ArticleRow | None:
        return next((self._row(each) for each in self.articles if each.id == number), None)

    def article(self, number: int) -> IndexedArticle:
        for each in self.articles:
            if each.id == number:
                return each
        raise LibraryError("this article is no longer in the index")

    def read_file(self, path: str) -> Article | Problem:
        return next(each.article for each in self.articles if each.article.path.name == path)

    def find_id(self, path: str) -> int | None:
        return next((each.id for each in self.articles if each.article.path.name == path), None)

    def next_quotation(
        self, filter: Filter, speaker: str, article: int, start: int, forward: bool
    ) -> QuotationRow | None:
        order = [row.id for row in self.find(filter).found]
        found = [
            (order.index(each.id), quotation.start, each, quotation)
            for each in self.articles
            if each.id in order
            for quotation in each.analysis.quotations
            if quotation.speaker == speaker and quotation.kind is not Kind.TERM
        ]
        found.sort(key=lambda item: item[:2], reverse=not forward)
        here = (order.index(article), start)
        for item in found:
            if (item[:2] > here) if forward else (item[:2] < here):
                each, quotation = item[2:]
                return QuotationRow(
                    each.id, each.article.path.name, each.article.title, each.article.date, None, None,
                    quotation.start, quotation.end, "", quotation.kind, speaker, None, "",
                )  # fmt: skip
        return None

    def quotations(self, filter: Filter, grouping: Grouping) -> FakeQuotations:
        rows = [
            row
            for found in self.find(replace(filter, order=Order.NEWEST)).found
            for row in _quotation_rows(self.article(found.id))
            if filter.speakers_among([row.speaker or ""]) or not filter.picked(Listed.SPEAKER)
        ]
        if grouping is Grouping.SPEAKER:
            counts = Counter(row.speaker for row in rows)
            rows.sort(key=lambda row: (row.speaker is None, -counts[row.speaker], row.speaker or ""))
        return FakeQuotations(rows, grouping)

    def count_quotations(self, found: FakeQuotations) -> Callable[[], None]:
        return found.finish

    def speakers(self, query: Query, order: SpeakerOrder) -> FakeSpeakers:
        rows = self.quotations(Filter(query), Grouping.SPEAKER).found
        counts = Counter(row.speaker for row in rows if row.speaker)
        return FakeSpeakers([SpeakerRow(name, n, 1, 1, None, None, (n, 0, n)) for name, n in counts.items()])

    def speaker_rows(self, found: FakeSpeakers, first: int, count: int) -> list[SpeakerRow]:
        return found.rows(first, count)

    def speaker_page(self, query: Query, name: str, cancelled: Callable[[], bool]) -> Iterator[SpeakerPage]:
        found = self.speakers(query, SpeakerOrder.NAME)
        row = found.found[found.index(name) or 0]
        figures = [Figure(value, row.quotations, query) for value in ("2025-01", "", name)]
        outlets = (OutletFigures(figures[2], tuple(figures)),)
        yield SpeakerPage(row, query, tuple(figures[:2]), outlets, tuple(figures), tuple(figures), 1)

    def find_statements(self, query: Query, order: StatementOrder) -> Iterator[list[int]]:
        articles = {each.id for each in self.articles if self._holds(each, query)}
        found = [each for each in self.statements if any(v.article in articles for v in each.versions)]
        if order is StatementOrder.ARTICLES:
            found.sort(key=lambda each: -len(each.versions))
        elif order is StatementOrder.CONFLICT:
            found.sort(key=lambda each: not each.conflict)
        for each in found:
            yield [each.id]

    def statement_rows(self, numbers: Sequence[int]) -> list[StatementRow]:
        return [_statement_row(self.statement(number)) for number in numbers]

    def statement(self, number: int) -> Statement:
        for each in self.statements:
            if each.id == number:
                return each
        raise LibraryError("this statement is no longer in the index")

    def facets(self, query: Query, cancelled: Callable[[], bool] | None = None) -> Facets:
        assert self.let_count.wait(10)
        found = [each for each in self.articles if self._holds(each, query)]
        speakers = Counter(q.speaker for each in found for q in each.analysis.quotations if q.speaker)
        return Facets(
            len(found),
            sum(self._row(each).quotes for each in found),
            _facets(speakers),
            _facets(Counter(topic for each in found for topic in each.analysis.topics)),
            _facets(Counter(each.article.source for each in found if each.article.source)),
        )

    def look_ahead(self) -> None:
        self.looked_ahead += 1

    def possible_people(self, name: str) -> tuple[str, ...]:
        return ("Ann Berg", "Lars Berg") if name == "Berg" else ()

    def problems(self) -> list[Problem]:
        found = [each.article for each in self.articles]
        return [Problem(article.path, reason) for article in found for reason in article.problems]

    def correct(self, path: str, correction: Correction) -> None:
        before = self.articles
        self.articles = [
            replace(each, analysis=correct(each.article.text, each.analysis, [correction])[0])
            if each.article.path.name == path
            else each
            for each in before
        ]
        self.report = FakeReport(changed=1)
        self.marks.undoable("as it was", lambda: setattr(self, "articles", before))

    def update(self, progress: Callable[[object], None], cancelled: Callable[[], bool]) -> FakeReport:
        self.updates += 1
        return self.report

    def follow(self, changed: Callable[[], None]) -> None:
        self.changed = changed

    def close(self) -> None:
        pass

    def _row(self, each: IndexedArticle) -> ArticleRow:
        article, path = each.article, each.article.path.name
        quotes = sum(quotation.kind is not Kind.TERM for quotation in each.analysis.quotations)
        return ArticleRow(
            each.id, path, article.title, article.title_inferred, article.date, article.source, quotes,
            len(article.text.split()), self.marks.is_read(path), self.marks.is_starred(path),
            article.problems[0] if article.problems else None, draft=article.draft,
        )  # fmt: skip

    def _holds(self, each: IndexedArticle, query: Query) -> bool:
        values = {
            Field.SPEAKER: {quotation.speaker or "" for quotation in each.analysis.quotations},
            Field.TOPIC: set(each.analysis.topics),
            Field.SOURCE: {each.article.source or ""},
        }
        asked: dict[Field, list[str]] = {}
        for part in query.parts:
            if isinstance(part, Words):
                if part.text.lower() not in f"{each.article.title} {each.article.text}".lower():
                    return False
            elif isinstance(part, Name):
                asked.setdefault(part.field, []).append(part.value.lower())
        return all(
            any(value in name.lower() for value in wanted for name in values[kind])
            for kind, wanted in asked.items()
        )


def _statement_row(statement: Statement) -> StatementRow:
    versions = statement.versions
    dates = [version.date for version in versions if version.date]
    return StatementRow(
        statement.id, versions[statement.fullest].cited, statement.speakers, len(versions),
        tuple(dict.fromkeys(version.source for version in versions if version.source)),
        dates[0] if dates else None, dates[-1] if dates else None,
    )  # fmt: skip


def _facets(counts: Counter[str]) -> tuple[Facet, ...]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Facet(name, count) for name, count in ordered)
