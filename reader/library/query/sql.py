"""From a resolved query to the ids of the articles that it finds, through SQL.

Owns the choice of the table that drives a search: the full-text index where words are sought, as it gives its
rows newest first and stops early; the rarest name where there are no words, or if it is so rare that they are
sooner sought in each of its articles; else the articles themselves. Owns fetching the ids without holding a
read snapshot open, which would keep the write-ahead log growing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.articles.model import Precision
from reader.library.article_ids import END
from reader.library.query.nodes import Is, When
from reader.library.query.plan import (
    AllOf,
    AnyOf,
    Condition,
    Labelled,
    Match,
    Negated,
    NotSaid,
    ResolvedQuery,
)
from reader.library.store import Store

Value = str | int
Statement = tuple[str, tuple[Value, ...]]
"""SQL and the values of its question marks."""

_BY_LABEL = "tags tagged"
_TAGGED = "EXISTS (SELECT 1 FROM tags WHERE tags.article = {id} AND tags.label IN ({labels}))"
_AT_MINUTE = "EXISTS (SELECT 1 FROM articles a WHERE a.id = {id} AND a.date {operator} ?)"
_MOST_IN_A_ROW = 50  # conditions joined without brackets
_MOST_OF_RARE_LABEL = 300  # articles; in so few, words are sought one article after the other


@dataclass(frozen=True, slots=True)
class Selection:
    """The ids of the articles that a query finds, as SQL.

    Attributes:
        id: The expression that is an article's id; results are ordered by it.
        source: What follows FROM.
        where: What follows WHERE.
        parameters: Values for its question marks.
    """

    id: str
    source: str
    where: str
    parameters: tuple[Value, ...]

    @property
    def sql(self) -> str:
        """The statement without an order; each id comes once."""
        distinct = "DISTINCT " if self.source.startswith(_BY_LABEL) else ""
        return f"SELECT {distinct}{self.id} AS id FROM {self.source} WHERE {self.where}"


def select(resolved: ResolvedQuery) -> Selection:
    """Return the SQL of a query; the empty one selects every article."""
    parts, text = resolved.conjuncts, resolved.text
    named = sorted((part for part in parts if isinstance(part, Labelled)), key=lambda part: part.articles)
    others = [part for part in parts if part is not text and not isinstance(part, Labelled)]
    conditions: list[Statement] = []
    id_column, source = "articles.id", "articles"
    if named and (text is None or named[0].articles <= _MOST_OF_RARE_LABEL):
        id_column, source = "tagged.article", _BY_LABEL
        conditions.append((f"tagged.label IN ({_ids(named.pop(0))})", ()))
    if text is not None:
        if source == _BY_LABEL:
            source += " CROSS JOIN words ON words.rowid = tagged.article"
        else:
            id_column, source = "words.rowid", "words"
        conditions.append(("words MATCH ?", (text.expression,)))
    conditions += [_condition(part, id_column, resolved.library) for part in (*named, *others)]
    where = _balance(" AND ", [sql for sql, _ in conditions]) or "1"
    return Selection(id_column, source, where, tuple(value for _, values in conditions for value in values))


def _condition(part: Condition, id_column: str, library: int) -> Statement:
    # With a plus the database does not seek anew in each article of a list, which may be long.
    plain = f"+{id_column}" if id_column.startswith("words.") else id_column
    match part:
        case Match():
            table = part.table
            return f"{plain} IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)", (part.expression,)
        case Labelled():
            return _TAGGED.format(id=id_column, labels=_ids(part)), ()
        case When():
            return _when(part, id_column)
        case Is():
            return part.flag.sql.format(id=id_column, plain_id=plain), (library,) * part.flag.sql.count("?")
        case NotSaid():
            return "1", ()
        case Negated():
            sql, values = _condition(part.part, id_column, library)
            return f"NOT ({sql})", values
        case AnyOf():
            # Without the plus the database would look for each alternative apart, out of order.
            id_column = f"+{id_column.removeprefix('+')}"
            return _join(" OR ", [_condition(each, id_column, library) for each in part.parts])
        case AllOf():
            return _join(" AND ", [_condition(each, id_column, library) for each in part.parts])


def _join(operator: str, conditions: Sequence[Statement]) -> Statement:
    """Join conditions in brackets; where there are none, everything will do."""
    sql = _balance(operator, [f"({sql})" for sql, _ in conditions]) or "1"
    return f"({sql})", tuple(value for _, values in conditions for value in values)


def _balance(operator: str, conditions: Sequence[str]) -> str:
    """Join conditions; very many as a balanced tree, since the database bounds how deep one may be."""
    if len(conditions) <= _MOST_IN_A_ROW:
        return operator.join(conditions)
    middle = len(conditions) // 2
    return operator.join(
        f"({_balance(operator, half)})" for half in (conditions[:middle], conditions[middle:])
    )


def _when(part: When, id_column: str) -> Statement:
    sql, values = f"{id_column} >= ? AND {id_column} < ?", part.bound.ids(part.period)
    if part.period.precision is not Precision.MINUTE:
        return sql, values
    at_minute = _AT_MINUTE.format(id=id_column, operator=part.bound.operator)
    return f"{sql} AND {at_minute}", (*values, part.period.isoformat())


def _ids(part: Labelled) -> str:
    return ", ".join(map(str, part.ids))


def fetch_ids(store: Store, selection: Selection, size: int) -> Iterator[list[int]]:
    """Yield the ids of the articles found, newest first, in lists of at most size."""
    below = END
    sql = f"{selection.sql} AND {selection.id} < ? ORDER BY {selection.id} DESC LIMIT {size}"
    while True:
        with store.guarded() as db:
            page = [article for (article,) in db.execute(sql, (*selection.parameters, below))]
        if page:
            yield page
        if len(page) < size:
            return
        below = page[-1]


def fetch_negated_ids(db: sqlite3.Connection, selection: Selection, below: int = END) -> list[int]:
    """Return the ids of all articles found that are below an id, negated, ascending: the newest first."""
    return read_negated_ids(db, f"{selection.sql} AND {selection.id} < ?", (*selection.parameters, below))


def read_negated_ids(db: sqlite3.Connection, sql: str, values: Sequence[Value]) -> list[int]:
    """Return what a statement selects as ``id``, negated, ascending.

    The ids come as one text: that is several times faster than a row for each, blocks other threads for a
    shorter time, and gives the garbage collector nothing to traverse.
    """
    row = db.execute(f"SELECT group_concat(-id) FROM ({sql})", values).fetchone()
    ids: list[int] = json.loads(f"[{row[0] or ''}]")
    # The full-text index gives the oldest first sooner than the newest; reversing a run costs nothing.
    ids.sort()
    return ids
