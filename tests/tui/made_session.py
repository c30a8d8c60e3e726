"""Invented articles with hand-made quotations, in a real index, and what a test asks of them afterwards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from threading import Event

from reader.analysis.corrections import Correction, correct
from reader.analysis.model import Analysis, Attribution, Kind, Quotation
from reader.articles.model import Article, Paragraph, PartialDate, Problem
from reader.config import Config
from reader.errors import LibraryError
from reader.ingest.update import Progress, Report
from reader.library.entry import FileStat, make_entry
from reader.library.maintenance import finish
from reader.library.model import (
    ArticleRow,
    Facets,
    Hits,
    IndexedArticle,
    Statement,
    StatementOrder,
    StatementRow,
    Version,
)
from reader.library.query.query import Query
from reader.library.statements.read import find_earliest
from reader.library.writer import Writer
from reader.tui.filter_state import Filter
from reader.tui.library_session import LibrarySession, never

NO_CHANGES = Report(added=0, changed=0, removed=0, unchanged=0)
"""What an update says that has found nothing new."""

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
        date="--08-29",
        topics=("culture",),
        problems=("the date has no year",),
    ),
    make_article(5, "Letters found in an attic", "They are undated too. “Dear sister,” one begins.", (None,)),
)


class MadeSession(LibrarySession):
    """The session of a real index in the temporary home, written from articles that a test has made.

    There are no files: what reads them is replaced. Counting can be made to wait for the test.

    Attributes:
        report: What the next update answers.
        updates: How often the index was brought up to date.
        looked_ahead: How often the session got ready for what may be asked for next.
        let_count: Cleared, counts wait until it is set.
    """

    def __init__(
        self,
        articles: Sequence[IndexedArticle] = ARTICLES,
        *,
        statements: Sequence[Statement] = (),
        report: Report = NO_CHANGES,
    ) -> None:
        home = Path(mkdtemp(dir=Path.home()))
        folder = home / "news"
        folder.mkdir()
        super().__init__(folder, Config(cache_dir=home / "cache", data_dir=home / "data"))
        self.statements = statements
        self.report = report
        self.updates = self.looked_ahead = 0
        self.let_count = Event()
        self.let_count.set()
        self._made: Sequence[IndexedArticle] = ()
        self.articles = articles

    @property
    def articles(self) -> Sequence[IndexedArticle]:
        """What was made; set, it takes the place of what the index holds."""
        return self._made

    @articles.setter
    def articles(self, made: Sequence[IndexedArticle]) -> None:
        gone = {each.article.path.name for each in self._made} - {each.article.path.name for each in made}
        entries = [
            make_entry(FileStat(each.article.path.name, 1, 1), each.article, each.analysis) for each in made
        ]
        self._made = made
        with self._open() as store:
            Writer(store).write(entries, gone)
            finish(store)

    @property
    def read(self) -> set[str]:
        """The paths of what is marked read."""
        return set(self._marked("read"))

    @property
    def starred(self) -> set[str]:
        """The paths of what is starred."""
        return set(self._marked("starred"))

    @property
    def positions(self) -> dict[str, int]:
        """Where reading stopped, by path."""
        return self._marked("position")

    def count_articles(self, found: Hits, cancelled: Callable[[], bool]) -> Callable[[], None]:
        assert self.let_count.wait(10)
        return super().count_articles(found, cancelled)

    def facets(self, query: Query, cancelled: Callable[[], bool] = never) -> Facets:
        assert self.let_count.wait(10)
        return super().facets(query, cancelled)

    def read_file(self, path: str) -> Article | Problem:
        return next(each.article for each in self._made if each.article.path.name == path)

    def find_statements(self, query: Query, order: StatementOrder) -> Iterator[list[int]]:
        if not self.statements:
            yield from super().find_statements(query, order)
            return
        articles = {row.path for row in rows_of(self.find(Filter(query)))}
        found = [each for each in self.statements if any(v.path in articles for v in each.versions)]
        if order is StatementOrder.ARTICLES:
            found.sort(key=lambda each: -len(each.versions))
        elif order is StatementOrder.CONFLICT:
            found.sort(key=lambda each: not each.conflict)
        for each in found:
            yield [each.id]

    def statement_rows(self, numbers: Sequence[int]) -> list[StatementRow]:
        if not self.statements:
            return super().statement_rows(numbers)
        return [_statement_row(self.statement(number)) for number in numbers]

    def statement(self, number: int) -> Statement:
        for each in self.statements:
            if each.id == number:
                versions = tuple(replace(v, article=self.find_id(v.path) or 0) for v in each.versions)
                return replace(each, versions=versions)
        raise LibraryError("this statement is no longer in the index")

    def look_ahead(self) -> None:
        self.looked_ahead += 1

    def correct(self, path: str, correction: Correction) -> None:
        before = self.articles
        self.articles = [
            replace(each, analysis=correct(each.article.text, each.analysis, [correction])[0])
            if each.article.path.name == path
            else each
            for each in before
        ]
        self.report = replace(NO_CHANGES, changed=1)
        self.marks.undoable("as it was", lambda: setattr(self, "articles", before))

    def update(self, progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> Report:
        self.updates += 1
        return self.report

    def follow(self, changed: Callable[[], None]) -> None:
        self.changed = changed

    def _marked(self, column: str) -> dict[str, int]:
        query = f"SELECT path, {column} FROM state.marks WHERE {column}"
        return dict(self._store.db.execute(query).fetchall())


def rows_of(hits: Hits) -> list[ArticleRow]:
    """Return all rows of what was found."""
    return hits.rows(0, hits.total)


def _statement_row(statement: Statement) -> StatementRow:
    versions = statement.versions
    dates = [version.date for version in versions if version.date]
    return StatementRow(
        statement.id, versions[statement.fullest].cited, statement.speakers, len(versions),
        tuple(dict.fromkeys(version.source for version in versions if version.source)),
        dates[0] if dates else None, dates[-1] if dates else None,
    )  # fmt: skip
