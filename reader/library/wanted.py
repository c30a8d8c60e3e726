"""Which of the quotations in the articles found a query asks for.

A query finds articles. Where it asks for speakers or cues, or for words that are to be said, only those
quotations are listed and counted that are theirs, have one of these cues, or say one of the words. What may
hold instead, or is left out, is a matter of articles only.

Owns that choice, for lists and counts alike. Refuses to know where quotations are kept.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reader.library.labels import find_labels
from reader.library.nodes import And, Field, Name, Node, Or, Saved, Where, Words
from reader.library.query import Query
from reader.library.snippets import finder

Test = Callable[[str | None, str | None, str], bool]
"""Takes a quotation's speaker, the base form of its cue, and its words."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a quotation must be like.

    Attributes:
        test: Tells whether one is; None where anything will do.
        needs_reading: It takes more than the speaker to tell.
    """

    test: Test | None
    needs_reading: bool

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
    return Wanted(test, compiler.needs_reading)


class _Compiler:
    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.needs_reading = False

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
                before = self.needs_reading
                tests = [self.compile(part) for part in node.nodes]
                if None in tests:
                    self.needs_reading = before
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
        if isinstance(first, Name) and first.field is Field.SPEAKER:
            speakers = self._meant(nodes)
            return lambda speaker, cue, text: speaker in speakers
        self.needs_reading = True
        if isinstance(first, Name):
            cues = self._meant(nodes)
            return lambda speaker, cue, text: cue in cues
        pattern = finder(Or(tuple(nodes)))
        return lambda speaker, cue, text: pattern is None or pattern.search(text) is not None

    def _meant(self, nodes: Iterable[Node]) -> frozenset[str]:
        """Return the names in the whole library that these names mean."""
        numbers = {
            number for node in nodes if isinstance(node, Name) for number in find_labels(self._db, node)
        }
        rows = (self._db.execute("SELECT name FROM labels WHERE id = ?", (number,)) for number in numbers)
        return frozenset(row.fetchone()[0] for row in rows)


def _all(tests: list[Test]) -> Test | None:
    if len(tests) < 2:
        return tests[0] if tests else None
    return lambda speaker, cue, text: all(test(speaker, cue, text) for test in tests)


def _any(tests: list[Test]) -> Test:
    return lambda speaker, cue, text: any(test(speaker, cue, text) for test in tests)
