"""The set of articles that a query of names and dates finds, worked out on the columns alone.

Owns which queries can be answered so. Words, and what the user has marked, need the tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

from reader.articles.model import Precision
from reader.library.columns import Columns
from reader.library.filters import Labels
from reader.library.nodes import And, Field, Flag, Is, Name, Node, Not, Or, Saved, When
from reader.library.slots import FIRST_DATED, bounds


def find_set(node: Node | None, labels: Labels, columns: Columns) -> int | None:
    """Return the set of articles in the columns that a query finds, or None if columns cannot tell."""
    match node:
        case None:
            return columns.everything
        case Name():
            return _any(columns.with_label(label) for label in labels[node])
        case When() if node.period.precision is not Precision.MINUTE:
            return columns.between(*bounds(node.bound, node.period))
        case Is(flag=Flag.UNDATED):
            return columns.between(0, FIRST_DATED)
        case Is(flag=Flag.QUOTES):
            return columns.quoting()
        case Saved():
            return find_set(node.node, labels, columns)
        case Not():
            inner = find_set(node.node, labels, columns)
            return None if inner is None else columns.everything ^ inner
        case Or():
            found = [find_set(part, labels, columns) for part in node.nodes]
            return None if None in found else _any(part for part in found if part is not None)
        case And():
            return _all(node, labels, columns)
        case _:
            return None


def _all(node: And, labels: Labels, columns: Columns) -> int | None:
    """Meet the parts; names of one field that stand side by side are alternatives."""
    parts = [find_set(part, labels, columns) for part in node.nodes if not isinstance(part, Name)]
    for field in Field:
        named = [part for part in node.nodes if isinstance(part, Name) and part.field is field]
        if named:
            parts.append(_any(columns.with_label(label) for name in named for label in labels[name]))
    if None in parts:
        return None
    return reduce(and_, (part for part in parts if part is not None), columns.everything)


def _any(sets: Iterable[int]) -> int:
    return reduce(or_, sets, 0)
