"""Quotations of the articles that a query finds.

Owns the order of quotations: newest article first, then by position. Terms in quotation marks are nobody's
words and are left out.

The quotations of many articles, as little of each as counting needs: who, with which cue, which words.

Owns reading them without making articles and analyses of them, which takes several times as long.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from reader.analysis.model import Kind
from reader.library import labels
from reader.library.labels import people_of
from reader.library.model import QuotationRow
from reader.library.packing import build_quotations, unpack_details, unpack_text
from reader.library.query.query import Query
from reader.library.query.quotation_filter import Scope, Wanted, scope_of
from reader.library.query.sql import in_pages
from reader.library.store import Store
from reader.library.years import complete

_PAGE = 100


def list_quotations(store: Store, query: Query) -> Iterator[QuotationRow]:
    """Yield the quotations of the articles found, of which the query may want only some (``wanted``)."""
    scope = scope_of(store, query)
    for numbers in in_pages(store, scope.selection, _PAGE):
        for number in numbers:
            yield from scope.keep(quotations_of(store, number))


def next_quotation(
    store: Store, query: Query, speaker: str, article: int, start: int, forward: bool
) -> QuotationRow | None:
    """Return a speaker's next or previous quotation from a place on, among those found, newest first.

    Args:
        speaker: Name in the whole library.
        article: Number of the article to start from.
        start: Offset of the quotation to start from; that one is not returned.
        forward: Towards older articles and the end of the text.
    """
    with store.guarded() as db:
        known = db.execute(
            "SELECT id FROM labels WHERE kind = ? AND name = ?", (labels.SPEAKER, speaker)
        ).fetchone()
    if known is None:
        return None
    scope = scope_of(store, query)
    selection = scope.selection
    beyond, order = ("<=", "DESC") if forward else (">=", "ASC")
    sql = (
        "SELECT DISTINCT spoken.article FROM tags spoken WHERE spoken.label = ? "
        f"AND spoken.article {beyond} ? AND {_among(scope)} "
        f"ORDER BY spoken.article {order}"
    )
    with store.guarded() as db:
        found = db.execute(sql, (known[0], article, *selection.parameters))
        for (number,) in found:
            rows = [row for row in scope.keep(quotations_of(store, number)) if row.speaker == speaker]
            for row in rows if forward else reversed(rows):
                if number != article or (row.start > start if forward else row.start < start):
                    return row
    return None


def _among(scope: Scope) -> str:
    """Return the condition that an article is among those found, which need not be looked through for it."""
    selection = scope.selection
    if selection.source == "words":
        return f"spoken.article IN ({selection.sql})"
    return f"EXISTS ({selection.sql} AND {selection.number} = spoken.article)"


def quotations_of(store: Store, article: int) -> list[QuotationRow]:
    """Return the quotations of an article in their order; none if it has gone."""
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
            q.kind, q.speaker, q.attribution.cue, q.attribution.rule, q.attribution.lemma,
            q.attribution.description,
        )
        for q in build_quotations(details, people)
        if q.kind is not Kind.TERM
    ]  # fmt: skip


_SPEAKERS, _LEMMAS = 1, 8  # columns of attributions, as packed


class Saying(NamedTuple):
    """One direct or partial quotation.

    Attributes:
        label: Number of the speaker in the library; 0 if nobody is known to be it.
        lemma: Base form of its cue, or None.
    """

    label: int
    lemma: str | None


def read_sayings(
    store: Store, numbers: Sequence[int], wanted: Wanted, speaker: int | None = None, *, nobodys: bool = False
) -> Iterator[tuple[int, int | None, list[Saying]]]:
    """Yield for each article, newest first, its number, its outlet, and the wanted quotations in it.

    Args:
        numbers: At most a few hundred articles; those that are gone are left out.
        speaker: Label of the only one who is asked for.
        nobodys: Yield those too of which no speaker is known.
    """
    marks = ", ".join("?" * len(numbers))
    text = "b.text" if wanted.needs_text else "NULL"
    only = "" if speaker is None else f" AND t.label = {speaker}"
    with store.guarded() as db:
        rows = db.execute(
            f"SELECT a.id, a.source, {text}, b.details FROM articles a JOIN bodies b ON b.id = a.body "
            f"WHERE a.id IN ({marks}) ORDER BY a.id DESC",
            numbers,
        ).fetchall()
        speakers: dict[int, dict[str | None, tuple[int, str | None]]] = {}
        for article, form, label, name in db.execute(
            "SELECT t.article, f.name, l.id, l.name FROM tags t JOIN forms f ON f.id = t.form "
            f"JOIN labels l ON l.id = t.label WHERE t.article IN ({marks}) AND t.form > 0{only}",
            numbers,
        ):
            speakers.setdefault(article, {})[form] = (label, name)
    for article, source, text, packed in rows:
        known = speakers.get(article, {})
        if nobodys:
            known[None] = 0, None
        yield article, source, _sayings(text, unpack_details(packed), known, wanted) if known else []


def _sayings(
    packed: bytes | None,
    details: dict[str, Any],
    known: dict[str | None, tuple[int, str | None]],
    wanted: Wanted,
) -> list[Saying]:
    if "quotations" not in details:
        return []
    starts, ends, _, _, kinds, *_ = details["quotations"]
    attributions = details["attributions"]
    text = unpack_text(packed) if packed is not None else ""
    found = []
    forms = attributions[_SPEAKERS] or repeat(None)
    columns = (starts, ends, kinds, forms, attributions[_LEMMAS] or repeat(None))
    for start, end, kind, form, lemma in zip(*columns, strict=False):
        if form in known and kind != Kind.TERM:
            label, name = known[form]
            if wanted.takes(name, lemma, text[start:end]):
                found.append(Saying(label, lemma))
    return found
