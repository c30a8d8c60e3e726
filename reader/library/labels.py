"""Speakers, topics, outlets, places, authors and cues: their numbers, and which of them a typed name means.

Owns the tables ``labels``, ``spellings`` and ``spelling_words``. Refuses to decide who is one person: that is
for ``people``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reader.text.folding import fold, fold_words

if TYPE_CHECKING:
    from reader.library.query.nodes import Name

KINDS = {"speaker": 1, "topic": 2, "source": 3, "place": 4, "author": 5, "cue": 6}
"""The number of a field in the tables, by what a query calls it."""

_AT_ONCE = 500

SPEAKER, TOPIC, SOURCE, PLACE, AUTHOR, CUE = KINDS.values()


def find_labels(db: sqlite3.Connection, name: Name) -> dict[int, int]:
    """Return the labels that a typed name means, each with its number of articles.

    In quotation marks: the label that has this very name, where there is one; else those that are also
    spelled so; else every one with these words in a row. Without: every label that has all the words in one
    of its spellings.
    """
    kind = KINDS[name.field]
    words = fold_words(name.value)
    if name.quoted and not name.prefix:
        named = db.execute(f"{_NAMED} AND articles > 0", (kind, name.value)).fetchall()
        if named or not words:
            return dict(named)
        spelled = db.execute(f"{_SPELLED} AND s.folded = ?2", (kind, " ".join(words))).fetchall()
        if spelled:
            return {label: count for label, count in spelled if count}
    return _with_words(db, kind, words, name) if words else {}


_NAMED = "SELECT id, articles FROM labels WHERE kind = ? AND name = ?"
_SPELLED = "SELECT l.id, l.articles FROM spellings s JOIN labels l ON l.id = s.label WHERE s.kind = ?1"


def _with_words(db: sqlite3.Connection, kind: int, words: tuple[str, ...], name: Name) -> dict[int, int]:
    clauses = ["SELECT label FROM spelling_words WHERE kind = ? AND word = ?"] * len(words)
    values: list[object] = [value for word in words for value in (kind, word)]
    if name.prefix:
        clauses[-1] = "SELECT label FROM spelling_words WHERE kind = ? AND word >= ? AND word < ?"
        values.append(words[-1] + "\U0010ffff")
    rows = db.execute(
        f"SELECT l.id, l.articles, s.folded FROM ({' INTERSECT '.join(clauses)}) f "
        "JOIN labels l ON l.id = f.label JOIN spellings s ON s.kind = l.kind AND s.label = l.id "
        "WHERE l.articles > 0",
        values,
    )
    return {label: count for label, count, spelling in rows if _matches(words, spelling.split(), name)}


def _matches(words: tuple[str, ...], spelling: list[str], name: Name) -> bool:
    if name.quoted:
        text, sought = f" {' '.join(spelling)} ", f" {' '.join(words)}"
        return (sought if name.prefix else sought + " ") in text
    *whole, last = words
    found = any(word.startswith(last) for word in spelling) if name.prefix else last in spelling
    return found and all(word in spelling for word in whole)


def people_of(db: sqlite3.Connection, article: int) -> dict[str, str]:
    """Return the speakers of an article: as it names them to who they are in the whole library."""
    return dict(
        db.execute(
            "SELECT f.name, l.name FROM tags t JOIN forms f ON f.id = t.form JOIN labels l ON l.id = t.label "
            "WHERE t.article = ? AND t.form > 0",
            (article,),
        ).fetchall()
    )


def names_of(db: sqlite3.Connection, labels: Sequence[int]) -> dict[int, str]:
    """Return the names of labels."""
    names: dict[int, str] = {}
    for start in range(0, len(labels), _AT_ONCE):
        some = labels[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        names.update(db.execute(f"SELECT id, name FROM labels WHERE id IN ({marks})", some).fetchall())
    return names


def list_outlets(db: sqlite3.Connection) -> dict[int, int]:
    """Return the outlets in alphabetical order, each with its number of articles."""
    rows = db.execute(
        "SELECT name, id, articles FROM labels WHERE kind = ? AND articles > 0", (SOURCE,)
    ).fetchall()
    rows.sort(key=lambda row: (fold(row[0]), row[0]))
    return {number: count for _, number, count in rows}


class Labels:
    """Numbers of labels while articles are written; forget the object when its transaction is rolled back."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._numbers: dict[tuple[int, str], int] = {}

    def number(self, kind: int, name: str) -> int:
        """Return the number of a label, making it if it is new."""
        number = self._numbers.get((kind, name))
        if number is None:
            row = self._db.execute(
                "SELECT id FROM labels WHERE kind = ? AND name = ?", (kind, name)
            ).fetchone()
            if row is None:
                row = self._db.execute(
                    "INSERT INTO labels (kind, name) VALUES (?, ?) RETURNING id", (kind, name)
                ).fetchone()
                spell(self._db, kind, row[0], [name])
            number = self._numbers[kind, name] = int(row[0])
        return number


def spell(db: sqlite3.Connection, kind: int, label: int, names: Iterable[str]) -> None:
    """Let a label be found by the words of these names."""
    for name in names:
        words = fold_words(name)
        db.execute("INSERT OR IGNORE INTO spellings VALUES (?, ?, ?)", (kind, " ".join(words), label))
        db.executemany(
            "INSERT OR IGNORE INTO spelling_words VALUES (?, ?, ?)", [(kind, word, label) for word in words]
        )
