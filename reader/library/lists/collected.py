"""The items of a collection, found again in the index: where their words are now, or why they are not found.

Refuses to guess. An item stays with its file; only if that is gone is it looked for elsewhere, and then found
in an article that has its words under the same file name or the same title, if that is one article only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from reader.errors import QueryError
from reader.library.lists.articles import find_articles, find_id
from reader.library.lists.read_article import read_article
from reader.library.model import (
    CollectedItem,
    CollectedRow,
    IndexedArticle,
    ItemKind,
)
from reader.library.query.query import parse_query
from reader.library.store import Store
from reader.text.anchors import find_anchor, make_anchor

_WORDS_LOOKED_FOR = 12  # of an item whose file is gone
_MOST_CANDIDATES = 200  # articles with these words, of which each is read
_OPENING = 160  # characters by which a whole article is known
_WORD = re.compile(r"\w+")


def collect(
    indexed: IndexedArticle, path: str, kind: ItemKind, start: int = 0, end: int = 0
) -> CollectedItem:
    """Make an item of a stretch of an article, or of the whole article."""
    text = indexed.article.text
    if kind is ItemKind.ARTICLE:
        start, end = 0, min(_OPENING, len(text))
    return CollectedItem(kind, path, make_anchor(text, start, end), indexed.article.title)


def find_items(store: Store, items: Sequence[CollectedItem]) -> list[CollectedRow]:
    """Find the items of a collection in the index.

    Raises:
        LibraryError: The index cannot be read.
    """
    read: dict[int, IndexedArticle] = {}
    return [_find(store, read, item, place) for place, item in enumerate(items)]


def _find(store: Store, read: dict[int, IndexedArticle], item: CollectedItem, place: int) -> CollectedRow:
    if item.kind is ItemKind.HEADING:
        return CollectedRow(item, place)
    number = find_id(store, item.path)
    if number is not None:
        indexed = _read(store, read, number)
        row = _row(store, item, place, indexed)
        return row or CollectedRow(item, place, path=item.path, lost="its words are no longer in the article")
    found = [
        row
        for number in _candidates(store, item)
        if (indexed := _read(store, read, number))
        and _is_same(store, item, indexed)
        and (row := _row(store, item, place, indexed))
    ]
    named = [row for row in found if _name(row.path) == _name(item.path)]
    if len(named) == 1 or len(found) == 1:
        return (named if len(named) == 1 else found)[0]
    why = "its file is gone" + (f"; {len(found)} others have the words" if found else "")
    return CollectedRow(item, place, path=item.path, lost=why)


def _read(store: Store, read: dict[int, IndexedArticle], number: int) -> IndexedArticle:
    if number not in read:
        read[number] = read_article(store, number)
    return read[number]


def _row(store: Store, item: CollectedItem, place: int, indexed: IndexedArticle) -> CollectedRow | None:
    article, path = indexed.article, _relative(store, indexed)
    start = find_anchor(article.text, item.anchor)
    if item.kind is ItemKind.ARTICLE:
        if start is None and path != item.path:
            return None
        start = end = 0
    elif start is None:
        return None
    else:
        end = start + len(item.anchor.words)
    said = {
        quotation.speaker
        for quotation in indexed.analysis.quotations
        if start <= quotation.start and quotation.end <= end
    }
    speaker = said.pop() if len(said) == 1 and item.kind is not ItemKind.PASSAGE else None
    return CollectedRow(
        item, place, indexed.id, path, start, end, None,
        article.title, article.date, article.source, article.url, speaker,
    )  # fmt: skip


def _candidates(store: Store, item: CollectedItem) -> list[int]:
    """Return the articles in which an item may be whose file is gone."""
    words = _WORD.findall(item.anchor.words)[:_WORDS_LOOKED_FOR]
    if not words:
        return []
    try:
        hits = find_articles(store, parse_query(f'"{" ".join(words)}"'))
    except QueryError:
        return []
    hits.complete()
    return [row.id for row in hits.rows(0, min(hits.total, _MOST_CANDIDATES + 1))][:_MOST_CANDIDATES]


def _is_same(store: Store, item: CollectedItem, indexed: IndexedArticle) -> bool:
    """Tell whether an article may be the one whose file is gone, not another one that prints the words."""
    named = _name(_relative(store, indexed)) == _name(item.path)
    return named or (bool(item.title) and indexed.article.title == item.title)


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _relative(store: Store, indexed: IndexedArticle) -> str:
    return Path(indexed.article.path).relative_to(store.folder).as_posix()
