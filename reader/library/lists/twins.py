"""The articles of a library that a new article may be a copy of.

A module of its own, although only imports use it: it unpacks whole articles, which no list does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.library.lists.read_article import read_article
from reader.library.store import Store

if TYPE_CHECKING:
    from reader.articles.model import Article

_MOST_CANDIDATES = 400  # for one article: of a day, of its length
_SELECT = """
SELECT id, path FROM articles
WHERE substr(date, 1, 10) = ?1 OR words BETWEEN ?2 - 2 AND ?2 + 2 OR title = ?3 LIMIT ?4
"""


class TwinCandidates:
    """Finds articles of the same day, length or headline as a new one; each is told once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._told: set[int] = set()

    def __call__(self, article: Article) -> Iterator[tuple[str, Article]]:
        """Yield path and article of those that were not yielded before."""
        day = article.date.isoformat()[:10] if article.date else None
        values = (day, len(article.text.split()), article.title, _MOST_CANDIDATES + len(self._told))
        with self._store.guarded() as db:
            rows = db.execute(_SELECT, values).fetchall()
        for number, path in rows:
            if number not in self._told:
                self._told.add(number)
                yield path, read_article(self._store, number).article
