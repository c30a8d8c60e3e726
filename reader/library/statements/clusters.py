"""Gathers linked utterances into statements: what no chain of links joins is not the same statement.

Owns the tables ``statements`` and ``versions``, and when pending articles are worked off. A statement has the
number of its lowest utterance, so that it keeps it while that one stays.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from reader.library.statements.fingerprints import MOST, PLACE_BITS
from reader.library.statements.links import Linker
from reader.library.statements.utterance_cache import Listener
from reader.library.store import Store

_CHUNK = 20_000  # articles of one transaction
_WORTH_WHILE = 4_000
_SHARE = 8  # one article in so many must wait: each transaction writes nearly every page of the shingles
_MARKS = 500


def find_statements(store: Store) -> None:
    """Bring the statements in line with all articles written since; each transaction does a part of it."""
    while _waiting(store):
        with store.writing() as db:
            _work_off(db)


def find_statements_if_due(store: Store) -> None:
    """Bring the statements in line if enough articles wait for it to be worth while."""
    if (waiting := _waiting(store)) >= _WORTH_WHILE:
        articles = store.db.execute("SELECT sum(articles) FROM groups").fetchone()[0] or 0
        if waiting >= min(articles // _SHARE, _CHUNK):
            find_statements(store)


def _waiting(store: Store) -> int:
    return int(store.db.execute("SELECT count(*) FROM pending").fetchone()[0])


def _work_off(db: sqlite3.Connection) -> None:
    changes = db.execute("SELECT key, old, new FROM pending ORDER BY key LIMIT ?", (_CHUNK,)).fetchall()
    linker = Linker(db)
    linker.link(changes)
    _gather(db, linker.disturbed, linker.listener)
    for key, _, new in changes:
        db.execute("DELETE FROM pending WHERE key = ?", (key,))
        if new is None:
            db.execute("DELETE FROM heard WHERE key = ?", (key,))


def _gather(db: sqlite3.Connection, disturbed: Iterable[int], listener: Listener) -> None:
    """Make the statements anew that have one of these utterances."""
    groups = list(_groups(db, disturbed))
    members = [number for group in groups for number in group]
    old: set[int] = set()
    for some in _runs(members):
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
    for group in groups:
        _insert(db, group, known, listener)


def _groups(db: sqlite3.Connection, disturbed: Iterable[int]) -> Iterator[list[int]]:
    """Yield the utterances that links join, each group in order, single ones too."""
    seen: set[int] = set()
    for start in sorted(disturbed):
        if start in seen:
            continue
        seen.add(start)
        group = [start]
        for number in group:
            for (other,) in db.execute("SELECT other FROM links WHERE one = ?", (number,)):
                if other not in seen:
                    seen.add(other)
                    group.append(other)
        yield sorted(group)


def _insert(
    db: sqlite3.Connection,
    group: list[int],
    known: Mapping[int, tuple[int, int | None, int]],
    listener: Listener,
) -> None:
    """Make the statement of a group.

    Args:
        known: Article, form and words of the utterances that were versions before.
    """
    if len(group) < 2:
        return
    versions = []
    for number in group:
        version = known.get(number) or _describe(number, listener)
        if version is not None:
            versions.append((number, group[0], *version))
    articles = {article for _, _, article, _, _ in versions}
    if len(articles) > 1:
        db.executemany("INSERT INTO versions VALUES (?, ?, ?, ?, ?)", versions)
        db.execute("INSERT INTO statements VALUES (?, ?, ?)", (group[0], max(articles), len(articles)))


def _describe(number: int, listener: Listener) -> tuple[int, int | None, int] | None:
    """Return article, form and words of an utterance."""
    heard, place = listener.hear(number >> PLACE_BITS), number & (MOST - 1)
    # An article changed since its links were found is pending itself, and will put this right.
    if heard is None or place >= len(heard.utterances):
        return None
    said = heard.utterances[place]
    return heard.article, listener.form(heard.article, said.utterance.speaker), said.count()


def _runs(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), _MARKS):
        yield numbers[start : start + _MARKS]
