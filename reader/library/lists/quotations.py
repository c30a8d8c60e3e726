"""The quotations of the articles that a query finds: in full, or in brief as counting needs them.

Owns their order: newest article first, then by position. Terms in quotation marks are nobody's words and are
left out. A brief has the speaker and the cue only and is read without making articles and analyses, which
takes several times as long.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from reader.analysis.model import Kind
from reader.library import labels
from reader.library.inferred import complete
from reader.library.labels import label_id, people_of
from reader.library.model import QuotationRow
from reader.library.packing import build_quotations, unpack_details, unpack_text
from reader.library.query.query import Query
from reader.library.query.quotation_filter import QuotationFilter, select_quotations
from reader.library.query.sql import Selection, fetch_ids
from reader.library.store import Store

_ARTICLES_A_PAGE = 100


_SPEAKER_COLUMN, _LEMMA_COLUMN = 1, 8  # of attributions, as packed


def list_quotations(store: Store, query: Query) -> Iterator[QuotationRow]:
    """Yield the quotations that a query asks for."""
    selected = select_quotations(store, query)
    for articles in fetch_ids(store, selected.selection, _ARTICLES_A_PAGE):
        for article in articles:
            yield from selected.keep(quotations_of(store, article))


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
        label = label_id(db, labels.SPEAKER, speaker)
    if label is None:
        return None
    selected = select_quotations(store, query)
    beyond, order = ("<=", "DESC") if forward else (">=", "ASC")
    sql = (
        "SELECT DISTINCT spoken.article FROM tags spoken WHERE spoken.label = ? "
        f"AND spoken.article {beyond} ? AND {_among(selected.selection)} "
        f"ORDER BY spoken.article {order}"
    )
    with store.guarded() as db:
        found = db.execute(sql, (label, article, *selected.selection.parameters))
        for (other,) in found:
            rows = [row for row in selected.keep(quotations_of(store, other)) if row.speaker == speaker]
            for row in rows if forward else reversed(rows):
                if other != article or (row.start > start if forward else row.start < start):
                    return row
    return None


def _among(selection: Selection) -> str:
    """Return the condition that an article is among those found, without listing all of these."""
    if selection.source == "words":
        return f"spoken.article IN ({selection.sql})"
    return f"EXISTS ({selection.sql} AND {selection.id} = spoken.article)"


def quotations_of(store: Store, article: int) -> list[QuotationRow]:
    """Return the quotations of an article in their order; none if it has gone."""
    with store.guarded() as db:
        row = db.execute(
            """SELECT a.path, a.title, a.date, a.year, a.date_offset, l.name, b.text, b.details
               FROM articles a JOIN bodies b ON b.id = a.body
               LEFT JOIN labels l ON l.id = a.source WHERE a.id = ?""",
            (article,),
        ).fetchone()
        if row is None:
            return []
        people = people_of(db, article)
        path, title, date, year, offset, source, packed_text, packed = row
        details = unpack_details(packed)
        text, when = unpack_text(packed_text), complete(date, year)
        return [
            QuotationRow(
                article, path, title, when, source, details.get("url"), q.start, q.end, text[q.start : q.end],
                q.kind, q.speaker, q.attribution.cue, q.attribution.rule, q.attribution.lemma,
                q.attribution.description, offset,
            )
            for q in build_quotations(details, people)
            if q.kind is not Kind.TERM
        ]  # fmt: skip


class QuotationBrief(NamedTuple):
    """One direct or partial quotation, as counting needs it.

    Attributes:
        label: Number of the speaker in the library; 0 if nobody is known to be it.
        lemma: Base form of its cue, or None.
    """

    label: int
    lemma: str | None


def read_briefs(
    store: Store,
    articles: Sequence[int],
    asked: QuotationFilter,
    speaker: int | None = None,
    *,
    unattributed: bool = False,
) -> Iterator[tuple[int, int | None, list[QuotationBrief]]]:
    """Yield for each article, newest first, its id, the label of its outlet, and the quotations asked for.

    Args:
        articles: At most a few hundred ids; those that are gone are left out.
        speaker: Label of the only speaker who is asked for.
        unattributed: Yield quotations too of which no speaker is known.
    """
    marks = ", ".join("?" * len(articles))
    text = "b.text" if asked.needs_text else "NULL"
    only = "" if speaker is None else f" AND t.label = {speaker}"
    with store.guarded() as db:
        rows = db.execute(
            f"SELECT a.id, a.source, {text}, b.details FROM articles a JOIN bodies b ON b.id = a.body "
            f"WHERE a.id IN ({marks}) ORDER BY a.id DESC",
            articles,
        ).fetchall()
        speakers: dict[int, dict[str | None, tuple[int, str | None]]] = {}
        for article, form, label, name in db.execute(
            "SELECT t.article, f.name, l.id, l.name FROM tags t JOIN forms f ON f.id = t.form "
            f"JOIN labels l ON l.id = t.label WHERE t.article IN ({marks}) AND t.form > 0{only}",
            articles,
        ):
            speakers.setdefault(article, {})[form] = (label, name)
    for article, source, text, packed in rows:
        known = speakers.get(article, {})
        if unattributed:
            known[None] = 0, None
        with store.guarded():
            briefs = _briefs(text, unpack_details(packed), known, asked) if known else []
        yield article, source, briefs


def _briefs(
    packed: bytes | None,
    details: dict[str, Any],
    known: dict[str | None, tuple[int, str | None]],
    asked: QuotationFilter,
) -> list[QuotationBrief]:
    if "quotations" not in details:
        return []
    starts, ends, _, _, kinds, *_ = details["quotations"]
    attributions = details["attributions"]
    text = unpack_text(packed) if packed is not None else ""
    found = []
    forms = attributions[_SPEAKER_COLUMN] or repeat(None)
    columns = (starts, ends, kinds, forms, attributions[_LEMMA_COLUMN] or repeat(None))
    for start, end, kind, form, lemma in zip(*columns, strict=False):
        if form in known and kind != Kind.TERM:
            label, name = known[form]
            if asked.takes(name, lemma, text[start:end]):
                found.append(QuotationBrief(label, lemma))
    return found
