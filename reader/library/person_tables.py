"""The tables of people: labels, spellings and counts of speakers, after the entity resolution of ``people``.

Owns reading ``people.toml`` and the evidence in the index, the changes of the tables, and whom an ambiguous
surname may stand for. Decides nothing: that is for ``people``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from reader.errors import FileError
from reader.files import parse_toml, read_user_file
from reader.library import labels
from reader.library.labels import LabelIds, label_id, spell
from reader.library.people import NameForm, candidate_people, resolve
from reader.library.store import Store
from reader.text.folding import fold_words

PEOPLE_FILE = "people.toml"
"""A library's own aliases, in its folder: ``"Kaja Kallas" = ["Callas", "Kaja Callas"]``."""

_RESOLVED_NOTE = "people resolved for"
_COUNT_EVIDENCE = """
SELECT count(*), max(id), (SELECT count(*) || ' ' || total(form * source) FROM form_outlets) FROM forms
"""


def resolve_people(store: Store) -> int:
    """Assign every name of a speaker to a person of the library; return how many changed their person.

    Does nothing while no name has come, none is used by another outlet, and ``people.toml`` is the same.
    """
    aliases, stamp, wrong = read_aliases(store.folder / PEOPLE_FILE)
    store.set_problems("people", {PEOPLE_FILE: wrong} if wrong else {})
    stamp += f" {store.db.execute(_COUNT_EVIDENCE).fetchone()}"
    if store.note(_RESOLVED_NOTE) == stamp:
        return 0
    with store.writing() as db:
        forms = _read_forms(db)
        names = resolve(forms, aliases)
        shown = db.execute(
            "SELECT f.id, l.id, l.name FROM forms f JOIN labels l ON l.id = f.label"
        ).fetchall()
        label_ids = LabelIds(db)
        moved = [
            (form, label, label_ids.find_or_add(labels.SPEAKER, names[form]))
            for form, label, name in shown
            if names[form] != name
        ]
        for form, old, new in moved:
            db.execute(
                "INSERT OR IGNORE INTO dirty SELECT article FROM tags WHERE label = ? AND form = ?",
                (old, form),
            )
            db.execute("UPDATE tags SET label = ? WHERE label = ? AND form = ?", (new, old, form))
            db.execute("UPDATE forms SET label = ? WHERE id = ?", (new, form))
        changed = {label for _, old, new in moved for label in (old, new)}
        _recount(db, changed)
        _respell(db, changed | _renamed(db, aliases), aliases)
        store.set_note(_RESOLVED_NOTE, stamp)
    return len(moved)


def read_aliases(path: Path) -> tuple[Mapping[str, list[str]], str, str | None]:
    """Return the aliases of a file, a fingerprint of it, and what is wrong with it, or None."""
    try:
        data = read_user_file(path)
    except FileError as error:
        return {}, "none", str(error)
    if data is None:
        return {}, "none", None
    stamp = blake2b(data, digest_size=8).hexdigest()
    try:
        entries = parse_toml(data)
    except FileError as error:
        return {}, stamp, str(error)
    aliases: dict[str, list[str]] = {}
    for name, others in entries.items():
        if isinstance(others, str):
            others = [others]
        if not isinstance(others, list) or not all(isinstance(other, str) for other in others):
            return {}, stamp, f'{name} must have a list of names: "{name}" = ["…"]'
        aliases[name] = others
    return aliases, stamp, None


def _read_forms(db: sqlite3.Connection) -> list[NameForm]:
    outlets: dict[int, set[int]] = {}
    for form, source in db.execute("SELECT form, source FROM form_outlets"):
        outlets.setdefault(form, set()).add(source)
    rows = db.execute("SELECT id, name, title, gender, organisation, articles FROM forms")
    return [
        NameForm(form, name, title, gender, bool(body), articles, frozenset(outlets.get(form, ())))
        for form, name, title, gender, body, articles in rows
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
    """Return the people whom a speaker may be, in alphabetical order; empty for more than a surname."""
    with store.guarded() as db:
        label = label_id(db, labels.SPEAKER, name)
        return () if label is None else find_possible_people(db, label, name)


def find_possible_people(db: sqlite3.Connection, label: int, name: str) -> tuple[str, ...]:
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
    own = [NameForm(0, name), *_forms_of(db, label)]
    return tuple(sorted(candidate_people(own, {other: _forms_of(db, form) for form, other in others})))


def _forms_of(db: sqlite3.Connection, label: int) -> list[NameForm]:
    rows = db.execute(
        "SELECT id, name, title, gender, organisation, articles FROM forms WHERE label = ? AND articles > 0",
        (label,),
    )
    return [
        NameForm(form, name, title, gender, bool(organisation), articles)
        for form, name, title, gender, organisation, articles in rows
    ]
