"""Whom a surname alone may stand for, where it could not be joined to one person and stays apart.

Owns reading the names that bear on it. Decides nothing: that is for ``people``.
"""

from __future__ import annotations

import sqlite3

from reader.library import labels as fields
from reader.library.folding import fold_words
from reader.library.people import Form, fitting_people
from reader.library.store import Store


def possible_people(store: Store, name: str) -> tuple[str, ...]:
    """Return the people whom a speaker of the library may be, as ``may_be`` does."""
    with store.guarded() as db:
        known = db.execute(
            "SELECT id FROM labels WHERE kind = ? AND name = ?", (fields.SPEAKER, name)
        ).fetchone()
        return may_be(db, known[0], name) if known else ()


def may_be(db: sqlite3.Connection, label: int, name: str) -> tuple[str, ...]:
    """Return the people whom a speaker may be, in alphabetical order; empty for more than a surname.

    Args:
        name: The speaker's name in the whole library.
    """
    surname = fold_words(name)[-1:]
    if not surname:
        return ()
    others = db.execute(
        "SELECT w.label, l.name FROM spelling_words w JOIN labels l ON l.id = w.label "
        "WHERE w.kind = ? AND w.word = ? AND w.label <> ? AND l.articles > 0",
        (fields.SPEAKER, surname[0], label),
    ).fetchall()
    if not others:
        return ()
    own = [Form(0, name), *_forms(db, label)]
    return tuple(sorted(fitting_people(own, {other: _forms(db, number) for number, other in others})))


def _forms(db: sqlite3.Connection, label: int) -> list[Form]:
    rows = db.execute(
        "SELECT id, name, title, gender, organisation, articles FROM forms WHERE label = ? AND articles > 0",
        (label,),
    )
    return [
        Form(number, name, title, gender, bool(organisation), articles)
        for number, name, title, gender, organisation, articles in rows
    ]
