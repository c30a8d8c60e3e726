"""Quotations and speakers of the articles that a query finds.

Owns the order of quotations: newest article first, then by position. Terms in quotation marks are nobody's
words and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.analysis.model import Kind
from reader.library import labels as fields
from reader.library.filters import names
from reader.library.labels import find_labels, people_of
from reader.library.model import QuotationRow, SpeakerRow
from reader.library.nodes import Field
from reader.library.packing import build_quotations, unpack_details, unpack_text
from reader.library.query import Query
from reader.library.selecting import make_selection
from reader.library.slots import FIRST_DATED
from reader.library.snippets import said_finder
from reader.library.store import Store
from reader.library.walking import in_pages
from reader.library.years import complete

_PAGE = 100


def list_quotations(store: Store, query: Query) -> Iterator[QuotationRow]:
    """Yield the quotations of the articles found.

    Under a speaker filter only those of its speakers; where words are to be said, only those that have them.
    """
    wanted = _speakers(store, query)
    said = said_finder(query.root)
    for numbers in in_pages(store, make_selection(store, query), _PAGE):
        for number in numbers:
            for row in _quotations_of(store, number):
                if (wanted is None or row.speaker in wanted) and (said is None or said.search(row.text)):
                    yield row


def next_quotation(
    store: Store, query: Query, speaker: str, article: int, start: int, forward: bool
) -> QuotationRow | None:
    """Return a speaker's next or previous quotation from a place on, over the articles found, newest first.

    Args:
        speaker: Name in the whole library.
        article: Number of the article to start from.
        start: Offset of the quotation to start from; that one is not returned.
        forward: Towards older articles and the end of the text.
    """
    with store.guarded() as db:
        known = db.execute(
            "SELECT id FROM labels WHERE kind = ? AND name = ?", (fields.SPEAKER, speaker)
        ).fetchone()
    if known is None:
        return None
    selection = make_selection(store, query)
    beyond, order = ("<=", "DESC") if forward else (">=", "ASC")
    sql = (
        "SELECT DISTINCT spoken.article FROM tags spoken WHERE spoken.label = ? "
        f"AND spoken.article {beyond} ? AND spoken.article IN ({selection.sql}) "
        f"ORDER BY spoken.article {order}"
    )
    with store.guarded() as db:
        found = db.execute(sql, (known[0], article, *selection.parameters))
        for (number,) in found:
            rows = [row for row in _quotations_of(store, number) if row.speaker == speaker]
            for row in rows if forward else reversed(rows):
                if number != article or (row.start > start if forward else row.start < start):
                    return row
    return None


def list_speakers(store: Store, query: Query) -> list[SpeakerRow]:
    """Return the speakers of the articles found, the most quoted first; under a speaker filter only those."""
    wanted = _speakers(store, query)
    selection = make_selection(store, query)
    with store.guarded() as db:
        rows = db.execute(
            f"""SELECT l.name, sum(t.quotations), count(DISTINCT t.article), count(DISTINCT a.source),
                       min(CASE WHEN t.article >= {FIRST_DATED} THEN t.article END),
                       max(CASE WHEN t.article >= {FIRST_DATED} THEN t.article END)
                FROM ({selection.sql}) h CROSS JOIN tags t ON t.article = h.id AND t.form > 0
                JOIN articles a ON a.id = t.article JOIN labels l ON l.id = t.label GROUP BY t.label""",
            selection.parameters,
        ).fetchall()
        ends = {number for row in rows for number in row[4:] if number is not None}
        dates = {
            number: complete(
                *db.execute("SELECT date, year FROM articles WHERE id = ?", (number,)).fetchone()
            )
            for number in ends
        }
    speakers = [
        SpeakerRow(name, quotations, articles, outlets, dates.get(first), dates.get(last))
        for name, quotations, articles, outlets, first, last in rows
        if wanted is None or name in wanted
    ]
    return sorted(speakers, key=lambda speaker: (-speaker.quotations, speaker.name))


def _speakers(store: Store, query: Query) -> set[str] | None:
    """Return the names of the speakers that a query filters by, or None if it does not."""
    sought = [name for name in names(query) if name.field is Field.SPEAKER]
    if not sought:
        return None
    with store.guarded() as db:
        numbers = {number for name in sought for number in find_labels(db, name)}
        return {
            db.execute("SELECT name FROM labels WHERE id = ?", (number,)).fetchone()[0] for number in numbers
        }


def _quotations_of(store: Store, article: int) -> list[QuotationRow]:
    with store.guarded() as db:
        row = db.execute(
            """SELECT a.path, a.title, a.date, a.year, l.name, b.text, b.details FROM articles a
               JOIN bodies b ON b.id = a.body LEFT JOIN labels l ON l.id = a.source WHERE a.id = ?""",
            (article,),
        ).fetchone()
        if row is None:
            return []
        people = people_of(db, article)
    path, title, date, year, source, packed_text, packed = row
    details = unpack_details(packed)
    text, when = unpack_text(packed_text), complete(date, year)
    return [
        QuotationRow(
            article, path, title, when, source, details.get("url"), q.start, q.end, text[q.start : q.end],
            q.kind, q.speaker, q.attribution.cue, q.attribution.rule,
        )
        for q in build_quotations(details, people)
        if q.kind is not Kind.TERM
    ]  # fmt: skip
