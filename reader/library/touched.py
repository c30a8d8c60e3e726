"""The articles that have changed since the columns were sealed: what columns cannot tell of.

Owns reading them, finding out which of them a query finds, and putting that right in a run of numbers.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Collection, Sequence

from reader.library.filters import Selection

_FEW = 1_000  # articles that are looked at one by one
_FEW_WITH_WORDS = 100  # likewise, where each has to be sought in the full-text index


def read_touched(db: sqlite3.Connection) -> list[int]:
    """Return the negated numbers of the articles that changed, ascending."""
    return [-number for (number,) in db.execute("SELECT article FROM touched ORDER BY article DESC")]


def changed_hits(db: sqlite3.Connection, selection: Selection, touched: int) -> list[int]:
    """Return the numbers of those among them that a selection finds.

    Args:
        touched: How many there are.
    """
    if not touched:
        return []
    few = touched < (_FEW_WITH_WORDS if selection.source == "words" else _FEW)
    # The plus keeps the database from looking at very many one by one.
    number = selection.number if few else f"+{selection.number}"
    sql = f"{selection.sql} AND {number} IN (SELECT article FROM touched)"
    return [number for (number,) in db.execute(sql, selection.parameters)]


def mended(numbers: array[int], touched: Sequence[int], found: Collection[int] = ()) -> array[int]:
    """Return a run of numbers without those touched, but with those of them that are found.

    Args:
        numbers: Negated, ascending, each once; so are the others.
    """
    if not touched:
        return numbers
    right, at = array("q"), 0
    for number in touched:
        place = bisect_left(numbers, number, at)
        right.extend(numbers[at:place])
        if number in found:
            right.append(number)
        at = place + (place < len(numbers) and numbers[place] == number)
    right.extend(numbers[at:])
    return right
