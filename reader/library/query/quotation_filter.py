"""The quotations of a query: the articles it finds, and which of their quotations it asks for.

Owns saying that in SQL, to count by. What is asked for is decided in ``wanted``; both must always agree.

Which of the quotations in the articles found a query asks for.

A query finds articles. Where it asks for speakers or cues, or for words that are to be said, only those
quotations are listed and counted that are theirs, have one of these cues, or say one of the words. What may
hold instead, or is left out, is a matter of articles only.

Owns that choice, for lists and counts alike. Refuses to know where quotations are kept.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from reader.library.labels import find_labels, names_of
from reader.library.model import QuotationRow
from reader.library.query.nodes import And, Field, Name, Node, Or, Saved, Where, Words
from reader.library.query.query import Query
from reader.library.query.snippets import finder
from reader.library.query.sql import Selection, Value, make_selection, names
from reader.library.store import Store

Test = Callable[[str | None, str | None, str], bool]
"""Takes a quotation's speaker, the base form of its cue, and its words."""

_NONE = frozenset[int]()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a quotation must be like.

    Attributes:
        test: Tells whether one is; None where anything will do.
        cues: Numbers of the cues one of which it must have, if that is all.
        needs_reading: It takes more than the speaker to tell.
        needs_text: It takes the words.
    """

    test: Test | None
    cues: frozenset[int] | None
    needs_reading: bool
    needs_text: bool

    def takes(self, speaker: str | None, cue: str | None = None, text: str = "") -> bool:
        """Tell whether a quotation is wanted.

        Args:
            cue: The base form of its cue.
        """
        return self.test is None or self.test(speaker, cue, text)


def find_wanted(db: sqlite3.Connection, query: Query) -> Wanted:
    """Return which quotations a query asks for."""
    compiler = _Compiler(db)
    test = compiler.compile(query.root)
    asked = compiler.asked
    cues = asked[0][1] if [what for what, _ in asked] == [Field.CUE] else None
    return Wanted(test, cues, any(what != Field.SPEAKER for what, _ in asked), (Where.SAID, _NONE) in asked)


class _Compiler:
    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        # What must be one of these labels, or said.
        self.asked: list[tuple[Field | Where, frozenset[int]]] = []

    def compile(self, node: Node | None) -> Test | None:
        """Return the test of a node; None where it says nothing of quotations."""
        match node:
            case Name(field=Field.SPEAKER | Field.CUE) | Words(where=Where.SAID):
                return self._one_of([node])
            case Saved():
                return self.compile(node.node)
            case And():
                return _all(self._parts(node))
            case Or():
                before = len(self.asked)
                tests = [self.compile(part) for part in node.nodes]
                if None in tests:
                    del self.asked[before:]
                    return None
                return _any([test for test in tests if test is not None])
            case _:
                return None

    def _parts(self, node: And) -> list[Test]:
        """Return what must hold together; names of a field are alternatives, and so are words said."""
        groups: dict[str, list[Node]] = {}
        tests: list[Test | None] = []
        for part in node.nodes:
            match part:
                case Name(field=Field.SPEAKER | Field.CUE as field):
                    groups.setdefault(field, []).append(part)
                case Words(where=Where.SAID as where):
                    groups.setdefault(where, []).append(part)
                case _:
                    tests.append(self.compile(part))
        tests += map(self._one_of, groups.values())
        return [test for test in tests if test is not None]

    def _one_of(self, nodes: list[Node]) -> Test:
        first = nodes[0]
        if not isinstance(first, Name):
            self.asked.append((Where.SAID, _NONE))
            pattern = finder(Or(tuple(nodes)))
            return lambda speaker, cue, text: pattern is None or pattern.search(text) is not None
        numbers = frozenset(
            number for node in nodes if isinstance(node, Name) for number in find_labels(self._db, node)
        )
        self.asked.append((first.field, numbers))
        meant = frozenset(names_of(self._db, sorted(numbers)).values())
        if first.field is Field.SPEAKER:
            return lambda speaker, cue, text: speaker in meant
        return lambda speaker, cue, text: cue in meant


def _all(tests: list[Test]) -> Test | None:
    if len(tests) < 2:
        return tests[0] if tests else None
    return lambda speaker, cue, text: all(test(speaker, cue, text) for test in tests)


def _any(tests: list[Test]) -> Test:
    return lambda speaker, cue, text: any(test(speaker, cue, text) for test in tests)


Statement = tuple[str, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Scope:
    """The quotations of a query.

    Attributes:
        selection: The articles found.
        is_whole: Every article is found.
        wanted: Which of their quotations are meant.
        speakers: Numbers of those whose quotations are meant; None if it is everybody, or if only reading
            can tell.
    """

    selection: Selection
    is_whole: bool
    wanted: Wanted
    speakers: tuple[int, ...] | None

    def keep(self, rows: Iterable[QuotationRow]) -> list[QuotationRow]:
        """Return those quotations of an article found that are meant."""
        takes = self.wanted.takes
        return [row for row in rows if takes(row.speaker, row.lemma, row.text)]

    def articles(self, span: tuple[int, int] | None = None) -> Statement:
        """Select the numbers ``id`` of the articles found, in a span of numbers or all."""
        where, values = self._where(span)
        return replace(self.selection, where=where).sql, values

    def counted(self, span: tuple[int, int] | None = None) -> Statement:
        """Select ``id`` and number ``n`` of quotations of the articles found that have any.

        What only reading can tell is not looked at: words, and who has which cue.
        """
        if self.speakers is not None:
            return self.attributed("t.article AS id, sum(t.quotations) AS n", "t.article", span)
        if self.wanted.cues is not None:
            sql, values = self.articles(span)
            cues = ", ".join(map(str, sorted(self.wanted.cues)))
            joined = f"({sql}) h CROSS JOIN tags t ON t.article = h.id AND t.form = 0 AND t.label IN ({cues})"
            return f"SELECT h.id AS id, sum(t.quotations) AS n FROM {joined} GROUP BY h.id", values
        if self.selection.source == "articles":
            where, values = self._where(span)
            columns = "articles.id AS id, articles.quotes AS n"
            return f"SELECT {columns} FROM articles WHERE {where} AND articles.quotes > 0", values
        sql, values = self.articles(span)
        joined = f"({sql}) h CROSS JOIN articles a ON a.id = h.id"
        return f"SELECT h.id AS id, a.quotes AS n FROM {joined} WHERE a.quotes > 0", values

    def attributed(self, columns: str, group: str, span: tuple[int, int] | None = None) -> Statement:
        """Select columns of ``tags t``, grouped, over what the speakers meant say in the articles found."""
        meant = "" if self.speakers is None else f" AND t.label IN ({', '.join(map(str, self.speakers))})"
        if self.is_whole and span is None:
            return f"SELECT {columns} FROM tags t WHERE t.form > 0{meant} GROUP BY {group}", ()
        sql, values = self.articles(span)
        joined = f"({sql}) h CROSS JOIN tags t ON t.article = h.id AND t.form > 0{meant}"
        return f"SELECT {columns} FROM {joined} GROUP BY {group}", values

    def _where(self, span: tuple[int, int] | None) -> Statement:
        where, values = self.selection.where, self.selection.parameters
        if span is None:
            return where, values
        number = self.selection.number
        return f"{where} AND {number} >= ? AND {number} < ?", (*values, *span)


def scope_of(store: Store, query: Query) -> Scope:
    """Return which quotations a query means."""
    with store.guarded() as db:
        wanted = find_wanted(db, query)
        speakers: tuple[int, ...] | None = None
        if wanted.test is not None and not wanted.needs_reading:
            named = [name for name in names(query) if name.field is Field.SPEAKER]
            numbers = {number for name in named for number in find_labels(db, name)}
            spelled = names_of(db, sorted(numbers))
            speakers = tuple(number for number in sorted(numbers) if wanted.takes(spelled[number]))
        return Scope(make_selection(store, query), query.is_empty, wanted, speakers)
