"""One speaker under a query: quotations by month, outlet, topic and cue, each figure with its query.

Months, outlets and topics are counted in the tables at once. Cues stand in the packed articles: they are read
article by article, the newest first, and the page is given out again and again as their counts grow.

Owns the figures and their queries: what the query of a figure lists is what the figure counts.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reader.articles.model import Precision
from reader.library import labels
from reader.library.article_ids import group_day, group_key
from reader.library.labels import label_id, names_of
from reader.library.lists.quotations import read_briefs
from reader.library.lists.speakers import ArticleCount, count_quotations, make_row
from reader.library.model import Figure, OutletFigures, SpeakerPage
from reader.library.query.fields import Bound, Field, Flag
from reader.library.query.nodes import Is, Name, Not, When
from reader.library.query.periods import Period
from reader.library.query.query import Query
from reader.library.query.quotation_filter import select_quotations
from reader.library.query.sql import fetch_ids
from reader.library.store import Store
from reader.text.folding import fold

_ARTICLES_A_PAGE = 100


def read_page(store: Store, query: Query, name: str) -> Iterator[SpeakerPage]:
    """Yield the page of a speaker, more and more complete; nothing if the query finds none of theirs.

    Args:
        name: The speaker's in the whole library.
    """
    # Its figures count what the articles found have, whatever list they are opened in.
    base = query.in_articles().with_values(Field.SPEAKER, [name])
    with store.guarded() as db:
        label = label_id(db, labels.SPEAKER, name)
    spoken = [] if label is None else list(count_quotations(store, base, label).by_article(label))
    if label is None or not spoken:
        return
    with store.guarded() as db:
        sources = {each.source for each in spoken if each.source is not None}
        outlets = names_of(db, list(sources))
    page = SpeakerPage(
        make_row(store, name, label, spoken, None),
        base,
        tuple(_months(base, spoken)),
        tuple(_outlets(base, spoken, outlets)),
        tuple(_topics(store, base, spoken)),
    )
    yield page
    shown = _ARTICLES_A_PAGE
    for cues, read in _read_cues(store, base, label, outlets):
        if read >= shown or read >= page.row.articles:
            shown = read * 2
            yield _with_cues(page, cues, read)


def _months(base: Query, spoken: Sequence[ArticleCount]) -> Iterator[Figure]:
    counts = Counter[Period | None]()
    for each in spoken:
        day, precision = group_day(group_key(each.article))
        if day is None:
            counts[None] += each.quotations
        elif precision is Precision.YEAR:
            counts[Period(day, Precision.YEAR)] += each.quotations
        else:
            counts[Period(day.replace(day=1), Precision.MONTH)] += each.quotations
    dated = sorted((period for period in counts if period), key=Period.isoformat)
    for period in dated:
        yield Figure(period.isoformat(), counts[period], _within(base, period))
    if None in counts:
        yield Figure("", counts[None], base.narrowed(Is(Flag.UNDATED)))


def _within(base: Query, period: Period) -> Query:
    """Narrow to a month, or to what is known to be of a year, but not of which month."""
    query = base.narrowed(When(Bound.ON, period.isoformat(), period))
    if period.precision is Precision.MONTH:
        return query
    january = Period(period.first, Precision.MONTH)
    february = Period(period.first.replace(month=2), Precision.MONTH)
    query = query.narrowed(Not(When(Bound.ON, january.isoformat(), january)))
    return query.narrowed(Not(When(Bound.AFTER, february.isoformat(), february)))


def _outlets(
    base: Query, spoken: Sequence[ArticleCount], names: Mapping[int, str]
) -> Iterator[OutletFigures]:
    counts = Counter[str]()
    for each in spoken:
        counts[names[each.source] if each.source is not None else ""] += each.quotations
    for outlet in _ranked(counts):
        query = base.with_values(Field.SOURCE, [outlet]) if outlet else base.narrowed(Not(Is(Flag.SOURCE)))
        yield OutletFigures(Figure(outlet, counts[outlet], query))


def _topics(store: Store, base: Query, spoken: Sequence[ArticleCount]) -> Iterator[Figure]:
    counts = Counter[str]()
    quotations = {each.article: each.quotations for each in spoken}
    with store.guarded() as db:
        names = dict(db.execute("SELECT id, name FROM labels WHERE kind = ?", (labels.TOPIC,)).fetchall())
        # The plus keeps SQLite from seeking each topic in each article.
        for article, label in db.execute(
            "SELECT t.article, t.label FROM json_each(?) e CROSS JOIN tags t ON t.article = e.value "
            "AND t.form = 0 AND +t.label IN (SELECT id FROM labels WHERE kind = ?)",
            (json.dumps(list(quotations)), labels.TOPIC),
        ):
            counts[names[label]] += quotations[article]
    for topic in _ranked(counts):
        yield Figure(topic, counts[topic], base.narrowed(Name(Field.TOPIC, topic, quoted=True)))


def _read_cues(
    store: Store, base: Query, label: int, outlets: Mapping[int, str]
) -> Iterator[tuple[Counter[tuple[str, str]], int]]:
    """Yield the speaker's quotations by outlet and base form of the cue, and in how many articles so far."""
    counts, read = Counter[tuple[str, str]](), 0
    selected = select_quotations(store, base)
    for articles in fetch_ids(store, selected.selection, _ARTICLES_A_PAGE):
        for _, source, briefs in read_briefs(store, articles, selected.filter, label):
            cues = [brief.lemma for brief in briefs]
            read += bool(cues)
            outlet = outlets.get(source or 0, "")
            counts.update((outlet, cue) for cue in cues if cue)
        yield counts, read


def _with_cues(page: SpeakerPage, counts: Counter[tuple[str, str]], read: int) -> SpeakerPage:
    every = Counter[str]()
    by_outlet: dict[str, Counter[str]] = {}
    for (outlet, cue), count in counts.items():
        every[cue] += count
        by_outlet.setdefault(outlet, Counter())[cue] = count
    outlets = (
        replace(each, cues=tuple(_cues(each.outlet.query, by_outlet.get(each.outlet.value, Counter()))))
        for each in page.outlets
    )
    return replace(page, outlets=tuple(outlets), cues=tuple(_cues(page.query, every)), read=read)


def _cues(base: Query, counts: Counter[str]) -> Iterator[Figure]:
    for cue in _ranked(counts):
        yield Figure(cue, counts[cue], base.with_values(Field.CUE, [cue]))


def _ranked(counts: Counter[str]) -> list[str]:
    """Return values by their count, ties in alphabetical order, what has no value last."""
    return sorted(counts, key=lambda value: (not value, -counts[value], fold(value), value))
