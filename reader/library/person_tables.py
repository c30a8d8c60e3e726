"""Whom a surname alone may stand for, where it could not be joined to one person and stays apart.

Owns reading the names that bear on it. Decides nothing: that is for ``people``.

Brings the tables in line with who is one person: labels of speakers, their spellings and their counts.

Owns ``people.toml`` and the change of tags. Decides nothing: that is for ``people``.
"""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from reader.library import labels
from reader.library.labels import Labels, label_id, spell
from reader.library.people import Form, fitting_people, resolve
from reader.library.store import Store
from reader.text.folding import fold_words

PEOPLE_FILE = "people.toml"
"""A library's own aliases, in its folder: ``"Kaja Kallas" = ["Callas", "Kaja Callas"]``."""

_STAMP = "people resolved for"


def join_people(store: Store) -> int:
    """Bring every speaker's name in line with the whole library; return how many forms changed their person.

    Costs nothing while no new name has come and ``people.toml`` is as it was.
    """
    aliases, stamp, wrong = read_aliases(store.folder / PEOPLE_FILE)
    store.set_problems("people", {PEOPLE_FILE: wrong} if wrong else {})
    stamp += f" {store.db.execute('SELECT count(*), max(id) FROM forms').fetchone()}"
    if store.note(_STAMP) == stamp:
        return 0
    with store.writing() as db:
        forms = _forms(db)
        names = resolve(forms, aliases)
        shown = db.execute(
            "SELECT f.id, l.id, l.name FROM forms f JOIN labels l ON l.id = f.label"
        ).fetchall()
        numbers = Labels(db)
        moved = [
            (form, label, numbers.number(labels.SPEAKER, names[form]))
            for form, label, name in shown
            if names[form] != name
        ]
        for form, old, new in moved:
            db.execute(
                "INSERT OR IGNORE INTO touched SELECT article FROM tags WHERE label = ? AND form = ?",
                (old, form),
            )
            db.execute("UPDATE tags SET label = ? WHERE label = ? AND form = ?", (new, old, form))
            db.execute("UPDATE forms SET label = ? WHERE id = ?", (new, form))
        changed = {label for _, old, new in moved for label in (old, new)}
        _recount(db, changed)
        _respell(db, changed | _renamed(db, aliases), aliases)
        store.set_note(_STAMP, stamp)
    return len(moved)


def read_aliases(path: Path) -> tuple[Mapping[str, list[str]], str, str | None]:
    """Return the aliases of a file, a fingerprint of it, and what is wrong with it, or None."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return {}, "none", None
    except OSError as error:
        return {}, "none", f"cannot be read: {error.strerror}"
    stamp = blake2b(data, digest_size=8).hexdigest()
    try:
        entries = tomllib.loads(data.decode("utf-8"))
    except ValueError as error:
        return {}, stamp, f"is no TOML: {error}"
    aliases: dict[str, list[str]] = {}
    for name, others in entries.items():
        if isinstance(others, str):
            others = [others]
        if not isinstance(others, list) or not all(isinstance(other, str) for other in others):
            return {}, stamp, f'{name} must have a list of names: "{name}" = ["…"]'
        aliases[name] = others
    return aliases, stamp, None


def _forms(db: sqlite3.Connection) -> list[Form]:
    outlets: dict[int, set[int]] = {}
    for form, source in db.execute("SELECT form, source FROM form_outlets"):
        outlets.setdefault(form, set()).add(source)
    rows = db.execute("SELECT id, name, title, gender, organisation, articles FROM forms")
    return [
        Form(number, name, title, gender, bool(organisation), articles, frozenset(outlets.get(number, ())))
        for number, name, title, gender, organisation, articles in rows
    ]


def _recount(db: sqlite3.Connection, labels: set[int]) -> None:
    db.executemany(
        """UPDATE labels SET (articles, quotations) =
           (SELECT count(DISTINCT article), coalesce(sum(quotations), 0) FROM tags WHERE label = ?1)
           WHERE id = ?1""",
        [(label,) for label in labels],
    )


def _renamed(db: sqlite3.Connection, aliases: Mapping[str, list[str]]) -> set[int]:
    """Return the labels that ``people.toml`` names, whose spellings may have changed."""
    found = (label_id(db, labels.SPEAKER, name) for name in aliases)
    return {label for label in found if label is not None}


def _respell(db: sqlite3.Connection, people: set[int], aliases: Mapping[str, list[str]]) -> None:
    for label in people:
        for table in ("spellings", "spelling_words"):
            db.execute(f"DELETE FROM {table} WHERE label = ?", (label,))
        name = db.execute("SELECT name FROM labels WHERE id = ?", (label,)).fetchone()[0]
        forms = [row[0] for row in db.execute("SELECT DISTINCT name FROM forms WHERE label = ?", (label,))]
        spell(db, labels.SPEAKER, label, [name, *forms, *aliases.get(name, ())])


def possible_people(store: Store, name: str) -> tuple[str, ...]:
    """Return the people whom a speaker of the library may be, as ``may_be`` does."""
    with store.guarded() as db:
        label = label_id(db, labels.SPEAKER, name)
        return () if label is None else may_be(db, label, name)


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
        (labels.SPEAKER, surname[0], label),
    ).fetchall()
    if not others:
        return ()
    own = [Form(0, name), *_ambiguous_forms(db, label)]
    return tuple(
        sorted(fitting_people(own, {other: _ambiguous_forms(db, number) for number, other in others}))
    )


def _ambiguous_forms(db: sqlite3.Connection, label: int) -> list[Form]:
    rows = db.execute(
        "SELECT id, name, title, gender, organisation, articles FROM forms WHERE label = ? AND articles > 0",
        (label,),
    )
    return [
        Form(number, name, title, gender, bool(organisation), articles)
        for number, name, title, gender, organisation, articles in rows
    ]
