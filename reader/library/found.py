"""The articles that a query finds, worked out on the sealed columns instead of asking the tables.

Owns which queries can be answered so, and what is left to be asked: articles that have changed since the
columns were sealed, and conditions that they do not hold.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from reader.library.columns import Columns
from reader.library.counting import find_set
from reader.library.filters import match_expression
from reader.library.nodes import Field
from reader.library.selecting import Sought
from reader.library.store import Store
from reader.library.touched import changed_hits, mended, read_touched
from reader.library.walking import negated
from reader.library.wordsets import WordSets

_MANY_IN = 8  # of the articles, one in so many are very many
_COLUMNS_HOLD = (Field.SPEAKER, Field.TOPIC, Field.SOURCE)


@dataclass(frozen=True, slots=True)
class Found:
    """The articles of a query.

    Attributes:
        settled: The set of those that are in the columns as they are.
        changed: The numbers of the others.
    """

    settled: int
    changed: list[int]


def find_on_columns(store: Store, columns: Columns, sought: Sought) -> Found:
    """Return the articles that a query finds; those that columns cannot tell are asked for."""
    with store.guarded() as db:
        touched = read_touched(db)
        settled = _settled(sought, columns, WordSets(db, columns, touched))
        if settled is not None:
            untouched = settled & ~columns.set_of(touched)
            return Found(untouched, changed_hits(db, sought.selection, len(touched)))
        numbers = negated(db, sought.selection)
    changed = [-number for number in set(touched).intersection(numbers)]
    return Found(columns.set_of(mended(array("q", numbers), touched)), changed)


def find_numbers(
    store: Store, columns: Columns, sought: Sought, *, at_once: bool = False
) -> array[int] | None:
    """Return the numbers of the articles that a query finds, negated, ascending; None if columns cannot tell.

    Args:
        at_once: Neither seek words that have not been sought before, nor number very many articles, the first
            of which are not far to seek.
    """
    with store.guarded() as db:
        touched = read_touched(db)
        words = WordSets(db, columns, touched, only_kept=at_once)
        text = match_expression(sought.query.root) if sought.query.root else None
        if text is not None and not at_once:
            numbers = words.numbers("words", text)
        else:
            settled = _settled(sought, columns, words)
            if settled is None:
                return None
            if at_once and settled.bit_count() * _MANY_IN > columns.everything.bit_length():
                return None
            numbers = columns.numbers_in(settled)
        changed = {-number for number in changed_hits(db, sought.selection, len(touched))}
    return mended(numbers, touched, changed)


def _settled(sought: Sought, columns: Columns, words: WordSets) -> int | None:
    if any(name.field not in _COLUMNS_HOLD for name in sought.meanings):
        return None
    return find_set(sought.query.root, sought.meanings, columns, words)
