"""An article as it is opened: its text and its analysis, out of the index.

Stands apart from ``articles`` since it unpacks bodies, which the first paint must not import.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from reader.errors import LibraryError
from reader.library.inferred import complete, outlet_key
from reader.library.labels import people_of
from reader.library.model import IndexedArticle
from reader.library.packing import build_analysis, build_article, unpack_details, unpack_text
from reader.library.sqlite import read_snapshot
from reader.library.store import Store


def read_article(store: Store, article: int) -> IndexedArticle:
    """Return an article with its analysis; speakers have the names that they have in the whole library.

    Raises:
        LibraryError: The index has no such article (any more).
    """
    with store.guarded() as db, read_snapshot(db):
        row = db.execute(
            """SELECT a.path, a.title, a.title_inferred, a.date, a.year, a.date_offset, l.name, a.settled,
                   a.body
               FROM articles a LEFT JOIN labels l ON l.id = a.source WHERE a.id = ?""",
            (article,),
        ).fetchone()
        if row is None:
            raise LibraryError("this article is no longer in the index")
        *columns, body = row
        text, details = unpack_text(_read(db, "text", body)), unpack_details(_read(db, "details", body))
        people = people_of(db, article)
    path, title, inferred, date, year, offset, source, settled = columns
    if settled:
        _take_outlet_out(details, source)
    built = build_article(
        store.folder / path,
        title,
        bool(inferred),
        complete(date, year),
        offset,
        source,
        text,
        details,
    )
    return IndexedArticle(article, built, build_analysis(details, people))


def _take_outlet_out(details: dict[str, Any], source: str) -> None:
    """Leave out an author or a place that was recognised as the outlet."""
    key = outlet_key(source)
    details["authors"] = [each for each in details.get("authors", ()) if outlet_key(each) != key]
    if outlet_key(details.get("place", "")) == key:
        del details["place"]


def _read(db: sqlite3.Connection, column: str, body: int) -> bytes:
    """Return a blob without the copy that a row of it would be: that of a huge article is."""
    with db.blobopen("bodies", column, body, readonly=True) as blob:
        return blob.read()
