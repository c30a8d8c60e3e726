"""What to tell when a query finds nothing: which of its words are there, and what may have been meant.

Owns looking up words and names that are near to those typed. Refuses to change a query: a slip of the pen is
offered, never put right in silence. Stands alone although two callers share it: it is imported when nothing
was found.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from difflib import get_close_matches

from reader.library.lists.articles import find_articles
from reader.library.query.nodes import Name, Words, leaves
from reader.library.query.plan import find_labels
from reader.library.query.query import Query
from reader.library.store import Store
from reader.text.english import count
from reader.text.folding import fold, fold_words, has_words, is_unspaced, searchable

_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ",
    "αβγδεζηθικλμνξοπρστυφχψω",
)
_SHORTEST_CORRECTED = 4  # letters; of shorter words too many others are near
_MOST_TOLD = 6  # words of a query
_NEARNESS = 5  # words between those of a phrase that is nowhere
_MOST_NAMES = 5_000  # the most frequent, compared with a name that nobody has


def explain_empty(store: Store, query: Query) -> list[str]:
    """Return in a few lines why a query finds nothing; none if nothing can be told."""
    told = explain_names(store, query)
    asked = dict.fromkeys(leaves(query.root, asked_for=True))
    words = [leaf for leaf in asked if isinstance(leaf, Words)]
    single = list(dict.fromkeys(part for leaf in words for part in _single_words(leaf)))[:_MOST_TOLD]
    counted = []
    for part in single:
        number = _count(store, part)
        offered = "" if number else _explain_missing(store, part)
        counted.append(f"{part}: {count(number, 'article') if number else 'nowhere'}{offered}")
    if counted:
        told.append("; ".join(counted))
    for phrase in words:
        if phrase.quoted and phrase.near is None and len(_single_words(phrase)) > 1:
            near = Words(phrase.text, phrase.where, quoted=True, near=_NEARNESS)
            if number := _count(store, near):
                told.append(f"near each other in {count(number, 'article')}: {near}")
    return told


def explain_names(store: Store, query: Query) -> list[str]:
    """Return for each name of a query that no article has which are near to it."""
    asked = dict.fromkeys(leaves(query.root, asked_for=True))
    return [hint for leaf in asked if isinstance(leaf, Name) for hint in _explain_name(store, leaf)]


def _single_words(words: Words) -> list[Words]:
    parts = [part for part in words.text.split() if has_words(part)]
    if len(parts) <= 1:
        return [words]
    return [Words(part.strip("“”\"'.,;:!?()"), words.where) for part in parts]


def _count(store: Store, words: Words) -> int:
    return find_articles(store, Query(words)).total


def _explain_missing(store: Store, words: Words) -> str:
    """Offer a word that is there for one that is not."""
    with store.guarded() as db:
        found = sorted(_near_words(db, words), reverse=True)
    if not found:
        return ""
    number, word = found[0]
    return f"; did you mean {Words(word, words.where)} ({number:,})?"


def _near_words(db: sqlite3.Connection, words: Words) -> Iterator[tuple[int, str]]:
    """Yield words of the index that differ by one letter, or by two that changed places (Damerau 1964)."""
    word = fold(searchable(words.text))
    if len(word) < _SHORTEST_CORRECTED or not word.isalpha() or is_unspaced(word):
        return
    alphabet = next((letters for letters in _ALPHABETS if word[0] in letters), "")
    splits = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    near = {first + rest[1:] for first, rest in splits if rest}
    near |= {first + rest[1] + rest[0] + rest[2:] for first, rest in splits if len(rest) > 1}
    near |= {first + letter + rest[1:] for first, rest in splits if rest for letter in alphabet}
    near |= {first + letter + rest for first, rest in splits for letter in alphabet}
    table = words.where.table
    vocabulary = f"temp.vocabulary_{table}"
    db.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS {vocabulary} USING fts5vocab(main, {table}, row)")
    for candidate in near - {word}:
        row = db.execute(f"SELECT doc FROM {vocabulary} WHERE term = ?", (candidate,)).fetchone()
        if row:
            yield row[0], candidate


def _explain_name(store: Store, name: Name) -> Iterator[str]:
    """Name what is near to a name that no article has."""
    with store.guarded() as db:
        if find_labels(db, name):
            return
        known = db.execute(
            "SELECT name, articles FROM labels WHERE kind = ? AND articles > 0 "
            "ORDER BY articles DESC LIMIT ?",
            (name.field.kind, _MOST_NAMES),
        ).fetchall()
    articles = dict(known)
    typed = " ".join(fold_words(name.value))
    by_word: dict[str, list[str]] = {}
    for each in articles:
        words = fold_words(each)
        for part in {*words, " ".join(words)}:
            by_word.setdefault(part, []).append(each)
    near = [each for part in get_close_matches(typed, by_word, n=3, cutoff=0.7) for each in by_word[part]]
    offered = ", ".join(f'{name.field}:"{each}" ({articles[each]:,})' for each in dict.fromkeys(near[:3]))
    yield f"no article has the {name.field} {name.value}" + (f"; did you mean {offered}?" if offered else "")


def find_elsewhere(store: Store, query: Query) -> str | None:
    """Return how many more articles have the plain words of a query than those in which somebody says them.

    Args:
        query: As typed.
    """
    articles = query.in_articles()
    if articles == query:
        return None
    more = find_articles(store, articles).total - find_articles(store, query.where_said()).total
    return f"{count(more, 'more article')} with it in the text: {articles}" if more > 0 else None
