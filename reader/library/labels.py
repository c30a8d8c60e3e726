"""Labels: the speakers, topics, outlets, places, authors and cues of a library, each with its number.

Owns the tables ``labels``, ``spellings`` and ``spelling_words``. Which labels a typed name means is found in
``query.plan``; who is one person is decided in ``people``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from reader.text.folding import fold, fold_words

SPEAKER, TOPIC, SOURCE, PLACE, AUTHOR, CUE = range(1, 7)
"""The kinds of labels, as the tables number them."""

_MOST_PARAMETERS = 500


def people_of(db: sqlite3.Connection, article: int) -> dict[str, str]:
    """Return the speakers of an article: as it names them to who they are in the whole library."""
    return dict(
        db.execute(
            "SELECT f.name, l.name FROM tags t JOIN forms f ON f.id = t.form JOIN labels l ON l.id = t.label "
            "WHERE t.article = ? AND t.form > 0",
            (article,),
        ).fetchall()
    )


def label_id(db: sqlite3.Connection, kind: int, name: str) -> int | None:
    """Return the number of a label, or None if there is none of that name."""
    row = db.execute("SELECT id FROM labels WHERE kind = ? AND name = ?", (kind, name)).fetchone()
    return None if row is None else int(row[0])


def names_of(db: sqlite3.Connection, labels: Sequence[int]) -> dict[int, str]:
    """Return the names of labels."""
    names: dict[int, str] = {}
    for start in range(0, len(labels), _MOST_PARAMETERS):
        some = labels[start : start + _MOST_PARAMETERS]
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
            number = label_id(self._db, kind, name)
            if number is None:
                added = "INSERT INTO labels (kind, name) VALUES (?, ?) RETURNING id"
                number = int(self._db.execute(added, (kind, name)).fetchone()[0])
                spell(self._db, kind, number, [name])
            self._numbers[kind, name] = number
        return number


def spell(db: sqlite3.Connection, kind: int, label: int, names: Iterable[str]) -> None:
    """Let a label be found by the words of these names."""
    for name in names:
        words = fold_words(name)
        db.execute("INSERT OR IGNORE INTO spellings VALUES (?, ?, ?)", (kind, " ".join(words), label))
        db.executemany(
            "INSERT OR IGNORE INTO spelling_words VALUES (?, ?, ?)", [(kind, word, label) for word in words]
        )
