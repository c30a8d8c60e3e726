"""The set of articles that a query finds, worked out on the columns, and on the sets of its words.

Owns which queries can be answered so. What the user has marked needs the tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

from reader.articles.model import Precision
from reader.library.columns import Columns
from reader.library.filters import Labels, match_expression, quoted_words
from reader.library.nodes import And, Field, Flag, Is, Name, Node, Not, Or, Saved, When, Where, Words
from reader.library.slots import FIRST_DATED, bounds
from reader.library.wordsets import WordSets


def find_set(node: Node | None, labels: Labels, columns: Columns, words: WordSets) -> int | None:
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
        case Words(where=Where.SAID):
            return words.find("said", quoted_words(node))
        case Words():
            return words.find("words", match_expression(node) or "")
        case Saved():
            return find_set(node.node, labels, columns, words)
        case Not():
            inner = find_set(node.node, labels, columns, words)
            return None if inner is None else columns.everything ^ inner
        case Or():
            found = [find_set(part, labels, columns, words) for part in node.nodes]
            return None if None in found else _any(part for part in found if part is not None)
        case And():
            return _all(node, labels, columns, words)
        case _:
            return None


def _all(node: And, labels: Labels, columns: Columns, words: WordSets) -> int | None:
    """Meet the parts; names of one field that stand side by side are alternatives.

    Words are sought together: the full-text index is quickest where many are few.
    """
    sought = [part for part in node.nodes if not isinstance(part, Not) and match_expression(part)]
    unsought = [
        part for part in node.nodes if sought and isinstance(part, Not) and match_expression(part.node)
    ]
    text = match_expression(And((*sought, *unsought)))
    parts: list[int | None] = [words.find("words", text)] if text else []
    others = [part for part in node.nodes if not isinstance(part, Name) and part not in (*sought, *unsought)]
    parts += [find_set(part, labels, columns, words) for part in others]
    for field in Field:
        named = [part for part in node.nodes if isinstance(part, Name) and part.field is field]
        if named:
            parts.append(_any(columns.with_label(label) for name in named for label in labels[name]))
    if None in parts:
        return None
    return reduce(and_, (part for part in parts if part is not None), columns.everything)


def _any(sets: Iterable[int]) -> int:
    return reduce(or_, sets, 0)
