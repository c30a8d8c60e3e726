"""An article as it is opened: its text and its analysis, out of the index."""

from __future__ import annotations

from reader.errors import LibraryError
from reader.library.labels import people_of
from reader.library.model import IndexedArticle
from reader.library.packing import build_analysis, build_article, unpack_details, unpack_text
from reader.library.store import Store
from reader.library.years import complete


def read_article(store: Store, article: int) -> IndexedArticle:
    """Return an article with its analysis; speakers have the names that they have in the whole library.

    Raises:
        LibraryError: The index has no such article (any more).
    """
    with store.guarded() as db:
        row = db.execute(
            """SELECT a.path, a.title, a.title_inferred, a.date, a.year, l.name, b.text, b.details
               FROM articles a JOIN bodies b ON b.id = a.body LEFT JOIN labels l ON l.id = a.source
               WHERE a.id = ?""",
            (article,),
        ).fetchone()
        people = people_of(db, article)
    if row is None:
        raise LibraryError("this article is no longer in the index")
    path, title, inferred, date, year, source, text, packed = row
    details = unpack_details(packed)
    built = build_article(
        store.folder / path, title, bool(inferred), complete(date, year), source, unpack_text(text), details
    )
    return IndexedArticle(article, built, build_analysis(details, people))
