"""The numbers of the articles that a selection finds, newest first: all at once, or in pages.

Owns walking a selection without holding a read snapshot open, which would keep the write-ahead log growing.

Query to SQL and parameters: pure.

Each kind of condition is one SQL template here and one sentence in ``describing``. Typed words reach the
full-text index only as quoted strings, so that none of them can be an operator.

Owns the choice of the table that drives a search: the full-text index where words are sought, as it gives its
rows newest first and stops early; the rarest name where there are no words, or if it is so rare that they are
sooner sought in each of its articles; else the articles themselves.

From a query to the SQL of its hits: looks up what its names mean, then asks ``filters``.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reader.articles.model import Precision
from reader.library.article_ids import END, FIRST_DATED, bounds
from reader.library.labels import find_labels
from reader.library.query.nodes import (
    And,
    Bound,
    Field,
    Flag,
    Is,
    Name,
    Node,
    Not,
    Or,
    Saved,
    When,
    Where,
    Words,
)
from reader.library.query.query import Query
from reader.library.store import Store
from reader.text.folding import searchable

Value = str | int
Labels = Mapping[Name, Mapping[int, int]]
"""What each typed name means: labels with their number of articles."""

_MARKED = (
    "(SELECT f.article FROM state.marks m JOIN files f ON f.path = m.path "
    "WHERE m.library = ? AND m.{mark} AND f.article IS NOT NULL)"
)
_BY_NAME = "tags tagged"
_TAGGED = "EXISTS (SELECT 1 FROM tags WHERE tags.article = {id} AND tags.label IN ({labels}))"
_HAS = "EXISTS (SELECT 1 FROM articles a WHERE a.id = {id} AND a.{condition})"
_FLAGS = {
    Flag.UNREAD: "{id} NOT IN " + _MARKED.format(mark="read"),
    Flag.READ: "{id} IN " + _MARKED.format(mark="read"),
    Flag.STARRED: "{id} IN " + _MARKED.format(mark="starred"),
    Flag.UNDATED: f"{{id}} < {FIRST_DATED}",
    Flag.PROBLEM: "{id} IN (SELECT id FROM articles WHERE problem IS NOT NULL)",
    Flag.QUOTES: _HAS.replace("{condition}", "quotes > 0"),
    Flag.SOURCE: _HAS.replace("{condition}", "source IS NOT NULL"),
}
_RARE = 300  # articles of a name; words are sought in them one by one
_MARKS = (Flag.UNREAD, Flag.READ, Flag.STARRED)


@dataclass(frozen=True, slots=True)
class Selection:
    """The numbers of the articles that a query finds, as SQL.

    Attributes:
        number: The expression that is an article's number; results are ordered by it.
        source: What follows FROM.
        where: What follows WHERE.
        parameters: Values for its question marks.
    """

    number: str
    source: str
    where: str
    parameters: tuple[Value, ...]

    @property
    def sql(self) -> str:
        """The statement without an order; each number comes once."""
        distinct = "DISTINCT " if self.source.startswith(_BY_NAME) else ""
        return f"SELECT {distinct}{self.number} AS id FROM {self.source} WHERE {self.where}"


@dataclass(frozen=True, slots=True)
class _Condition:
    sql: str
    parameters: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    """Names of one field that stand side by side: any of these labels."""

    labels: Mapping[int, int]

    @property
    def articles(self) -> int:
        return sum(self.labels.values())


def select(query: Query, labels: Labels, library: int) -> Selection:
    """Return the SQL of a query; the empty one selects every article.

    Args:
        labels: What its names mean, for every name in the query.
        library: Number of the library in the user's state.
    """
    parts = list(_conjuncts(query.root, labels))
    sought = [part for part in parts if not isinstance(part, (_Named, Not)) and match_expression(part)]
    unsought = (
        [part for part in parts if isinstance(part, Not) and match_expression(part.node)] if sought else []
    )
    text = match_expression(And((*sought, *unsought)))
    named = sorted((part for part in parts if isinstance(part, _Named)), key=lambda part: part.articles)
    others = [part for part in parts if not isinstance(part, _Named) and part not in (*sought, *unsought)]
    if text is not None and named and named[0].articles <= _RARE:
        number, source = "tagged.article", f"{_BY_NAME} CROSS JOIN words ON words.rowid = tagged.article"
        first = [_tagged(named.pop(0)), _Condition("words MATCH ?", (text,))]
    elif text is not None:
        number, source, first = "words.rowid", "words", [_Condition("words MATCH ?", (text,))]
    elif named:
        number, source, first = "tagged.article", _BY_NAME, [_tagged(named.pop(0))]
    else:
        number, source, first = "articles.id", "articles", []
    conditions = [
        *first,
        *(_Condition(_TAGGED.format(id=number, labels=_numbers(part.labels))) for part in named),
        *(_condition(part, number, labels, library) for part in others),
    ]
    return Selection(
        number,
        source,
        " AND ".join(condition.sql for condition in conditions) or "1",
        tuple(value for condition in conditions for value in condition.parameters),
    )


def _tagged(part: _Named) -> _Condition:
    return _Condition(f"tagged.label IN ({_numbers(part.labels)})")


def match_expression(node: Node) -> str | None:
    """Return a full-text expression for a node that is all words, or None if it is not, or only excludes."""
    match node:
        case Words(where=Where.SAID):
            return None
        case Words():
            return ("title : " if node.where is Where.TITLE else "") + quoted_words(node)
        case And():
            wanted = [match_expression(part) for part in node.nodes if not isinstance(part, Not)]
            unwanted = [match_expression(part.node) for part in node.nodes if isinstance(part, Not)]
            if not wanted or None in wanted or None in unwanted:
                return None
            joined = " AND ".join(f"({part})" for part in wanted)
            return f"({joined})" + "".join(f" NOT ({part})" for part in unwanted)
        case Or():
            parts = [match_expression(part) for part in node.nodes]
            return None if None in parts else " OR ".join(f"({part})" for part in parts)
        case _:
            return None


def names(query: Query) -> set[Name]:
    """Return every name in a query, so that its labels can be looked up."""
    return set(_names(query.root))


def _names(node: Node | None) -> Iterator[Name]:
    match node:
        case Name():
            yield node
        case Not() | Saved():
            yield from _names(node.node)
        case And() | Or():
            for part in node.nodes:
                yield from _names(part)


def _conjuncts(node: Node | None, labels: Labels) -> Iterator[Node | _Named]:
    """Yield what must hold together, however nested; names of one field on one level become one."""
    match node:
        case None:
            return
        case Saved():
            yield from _conjuncts(node.node, labels)
        case And():
            for field in Field:
                alternatives = [n for n in node.nodes if isinstance(n, Name) and n.field is field]
                if alternatives:
                    yield _Named({k: v for name in alternatives for k, v in labels[name].items()})
            for part in node.nodes:
                if not isinstance(part, Name):
                    yield from _conjuncts(part, labels)
        case Name():
            yield _Named(labels[node])
        case _:
            yield node


def _condition(node: Node | _Named, number: str, labels: Labels, library: int) -> _Condition:
    match node:
        case Words(where=Where.SAID):
            sql = f"{_apart(number)} IN (SELECT rowid FROM said WHERE said MATCH ?)"
            return _Condition(sql, (quoted_words(node),))
        case Words():
            sql = f"{_apart(number)} IN (SELECT rowid FROM words WHERE words MATCH ?)"
            return _Condition(sql, (match_expression(node) or "",))
        case _Named():
            return _Condition(_TAGGED.format(id=number, labels=_numbers(node.labels)))
        case When():
            return _when(node, number)
        case Is():
            sql = _FLAGS[node.flag].format(id=number if node.flag is Flag.UNDATED else _apart(number))
            return _Condition(sql, (library,) if node.flag in _MARKS else ())
        case Not():
            inner = _condition(node.node, number, labels, library)
            return _Condition(f"NOT ({inner.sql})", inner.parameters)
        case Or():
            # Without the plus the database would look for each alternative apart, out of order.
            number = f"+{number.removeprefix('+')}"
            return _joined([_condition(part, number, labels, library) for part in node.nodes], " OR ")
        case _:
            parts = _conjuncts(node, labels)
            return _joined([_condition(part, number, labels, library) for part in parts], " AND ")


def _apart(number: str) -> str:
    """Keep the database from seeking the words anew in each article of a list, which may be long."""
    return f"+{number}" if number.startswith("words.") else number


def _joined(conditions: list[_Condition], by: str) -> _Condition:
    if not conditions:
        return _Condition("1")
    return _Condition(
        f"({by.join(f'({condition.sql})' for condition in conditions)})",
        tuple(value for condition in conditions for value in condition.parameters),
    )


def _when(node: When, number: str) -> _Condition:
    start, end = bounds(node.bound, node.period)
    sql, values = f"{number} >= ? AND {number} < ?", (start, end)
    if node.period.precision is not Precision.MINUTE:
        return _Condition(sql, values)
    operator = {Bound.AFTER: ">=", Bound.BEFORE: "<", Bound.ON: "="}[node.bound]
    timed = _HAS.format(id=number, condition=f"date {operator} ?")
    return _Condition(f"{sql} AND {timed}", (*values, node.period.isoformat()))


def quoted_words(node: Words) -> str:
    """Return words as a string of the full-text language, in which nothing is an operator."""
    text = searchable(node.text).replace("\0", " ").replace('"', '""')
    return f'"{text}"' + (" *" if node.prefix else "")


def _numbers(labels: Mapping[int, int]) -> str:
    return ", ".join(str(label) for label in sorted(labels))


@dataclass(frozen=True, slots=True)
class Sought:
    """A query with the labels that each of its names means, and the SQL of its hits."""

    query: Query
    meanings: Labels
    selection: Selection


def look_up(store: Store, query: Query) -> Sought:
    """Return what a query means in a library; the empty query selects every article."""
    with store.guarded() as db:
        meanings = {name: find_labels(db, name) for name in names(query)}
    return Sought(query, meanings, select(query, meanings, store.state.library))


def make_selection(store: Store, query: Query) -> Selection:
    """Return the SQL of a query's hits."""
    return look_up(store, query).selection


def in_pages(store: Store, selection: Selection, size: int) -> Iterator[list[int]]:
    """Yield the numbers found, newest first, in lists of at most size."""
    below = END
    sql = f"{selection.sql} AND {selection.number} < ? ORDER BY {selection.number} DESC LIMIT {size}"
    while True:
        with store.guarded() as db:
            page = [number for (number,) in db.execute(sql, (*selection.parameters, below))]
        if page:
            yield page
        if len(page) < size:
            return
        below = page[-1]


def negated(db: sqlite3.Connection, selection: Selection, below: int = END) -> list[int]:
    """Return the numbers of all articles found below a number, negated, ascending."""
    sql = f"{selection.sql} AND {selection.number} < ?"
    return negated_numbers(db, sql, (*selection.parameters, below))


def negated_numbers(db: sqlite3.Connection, sql: str, values: Sequence[Value]) -> list[int]:
    """Return the numbers that a statement selects as ``id``, negated, ascending.

    They come as one text: that is several times faster than a row for each, keeps the database's work apart
    from that of other threads, and gives the garbage collector nothing to walk over.
    """
    row = db.execute(f"SELECT group_concat(-id) FROM ({sql})", values).fetchone()
    numbers: list[int] = json.loads(f"[{row[0] or ''}]")
    # The full-text index gives the oldest first sooner than the newest; turning a run round costs nothing.
    numbers.sort()
    return numbers
