"""Statements as clusters: the connected components of the graph of links between utterances.

Owns the tables ``statements`` and ``versions``, and when pending articles are processed. A statement is
numbered by its lowest utterance, so that it keeps its number while that one stays.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from reader.library.statements.fingerprints import MOST_UTTERANCES, PLACE_BITS
from reader.library.statements.links import Linker
from reader.library.statements.utterance_cache import UtteranceCache
from reader.library.store import Store

_ARTICLES_PER_TRANSACTION = 20_000
# Each transaction writes nearly every page of the shingles, so that few articles are not worth one:
_LEAST_PENDING = 4_000  # articles
_ARTICLES_PER_PENDING = 8  # one article in so many must be pending
_PARAMETERS_PER_QUERY = 500


def find_statements(store: Store) -> None:
    """Bring the statements in line with all articles written since, in several transactions."""
    while _count_pending(store):
        with store.writing() as db:
            _process_pending(db)


def find_statements_if_due(store: Store) -> None:
    """Bring the statements in line if enough articles are pending."""
    pending = _count_pending(store)
    if pending >= _LEAST_PENDING and pending >= min(
        store.count_articles() // _ARTICLES_PER_PENDING, _ARTICLES_PER_TRANSACTION
    ):
        find_statements(store)


def _count_pending(store: Store) -> int:
    return int(store.db.execute("SELECT count(*) FROM pending").fetchone()[0])


def _process_pending(db: sqlite3.Connection) -> None:
    changes = db.execute(
        "SELECT key, old, new FROM pending ORDER BY key LIMIT ?", (_ARTICLES_PER_TRANSACTION,)
    ).fetchall()
    linker = Linker(db)
    linker.link(changes)
    _rebuild_statements(db, linker.changed, linker.cache)
    for key, _, new in changes:
        db.execute("DELETE FROM pending WHERE key = ?", (key,))
        if new is None:
            db.execute("DELETE FROM article_keys WHERE key = ?", (key,))


def _rebuild_statements(db: sqlite3.Connection, changed: Iterable[int], cache: UtteranceCache) -> None:
    """Replace the statements of the clusters that have one of these utterances."""
    clusters = list(_connected_components(db, changed))
    members = [number for cluster in clusters for number in cluster]
    old: set[int] = set()
    for some in _chunks(members):
        marks = ", ".join("?" * len(some))
        rows = db.execute(f"SELECT DISTINCT statement FROM versions WHERE utterance IN ({marks})", some)
        old.update(number for (number,) in rows)
    known: dict[int, tuple[int, int | None, int]] = {}
    for statement in old:
        rows = db.execute(
            "DELETE FROM versions WHERE statement = ? RETURNING utterance, article, form, words", (statement,)
        )
        known.update((utterance, tuple(version)) for utterance, *version in rows)
        db.execute("DELETE FROM statements WHERE id = ?", (statement,))
    for cluster in clusters:
        _insert_statement(db, cluster, known, cache)


def _connected_components(db: sqlite3.Connection, changed: Iterable[int]) -> Iterator[list[int]]:
    """Yield the connected components of these utterances, each in order; single utterances too."""
    seen: set[int] = set()
    for start in sorted(changed):
        if start in seen:
            continue
        seen.add(start)
        component = [start]
        for number in component:
            for (other,) in db.execute("SELECT other FROM links WHERE one = ?", (number,)):
                if other not in seen:
                    seen.add(other)
                    component.append(other)
        yield sorted(component)


def _insert_statement(
    db: sqlite3.Connection,
    cluster: list[int],
    known: Mapping[int, tuple[int, int | None, int]],
    cache: UtteranceCache,
) -> None:
    """Insert the statement of a cluster, if several articles print it.

    Args:
        known: Article, form and words of the utterances that were versions before.
    """
    if len(cluster) < 2:
        return
    versions = []
    for number in cluster:
        version = known.get(number) or _make_version(number, cache)
        if version is not None:
            versions.append((number, cluster[0], *version))
    articles = {article for _, _, article, _, _ in versions}
    if len(articles) > 1:
        db.executemany("INSERT INTO versions VALUES (?, ?, ?, ?, ?)", versions)
        db.execute("INSERT INTO statements VALUES (?, ?, ?)", (cluster[0], max(articles), len(articles)))


def _make_version(number: int, cache: UtteranceCache) -> tuple[int, int | None, int] | None:
    """Return article, form and words of an utterance."""
    article, place = cache.get(number >> PLACE_BITS), number & (MOST_UTTERANCES - 1)
    # An article changed since its links were found is pending itself, and will put this right.
    if article is None or place >= len(article.utterances):
        return None
    utterance = article.utterances[place]
    form = cache.find_form(article.number, utterance.cut.speaker)
    return article.number, form, utterance.count_words()


def _chunks(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), _PARAMETERS_PER_QUERY):
        yield numbers[start : start + _PARAMETERS_PER_QUERY]
