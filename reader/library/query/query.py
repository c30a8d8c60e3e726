"""A query as a frozen value: parsed from text, built from names, narrowed, printed back.

Owns what can be asked of a query and how queries are put together; ``parsing`` reads the text, ``plan``
resolves it in a library. The first paint needs the empty query only, so the parts of others are imported when
one is made.

Pure: no clock (today is passed in), no database, no settings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reader.library.query.fields import Field
    from reader.library.query.nodes import Node


_NO_SEARCHES: Mapping[str, str] = MappingProxyType({})


class Chip(NamedTuple):
    """One part of a query as a label that can be taken off.

    Attributes:
        label: ``speaker: Kaja Kallas``, ``"exact words"``, ``not iran``.
        field: Name of the field, or empty for words and groups.
        value: The part's value without its field.
        without: The query without this part.
    """

    label: str
    field: str
    value: str
    without: Query


@dataclass(frozen=True, slots=True)
class Query:
    """A query as understood; ``str`` prints it back, and that parses to the same query.

    Attributes:
        root: What must hold, or None: everything is found.
    """

    root: Node | None = None

    def __str__(self) -> str:
        return "" if self.root is None else str(self.root)

    @property
    def is_empty(self) -> bool:
        """Whether every article is found."""
        return self.root is None

    @property
    def parts(self) -> tuple[Node, ...]:
        """What must hold together, at the top of the query."""
        if self.root is None:
            return ()
        from reader.library.query.nodes import And

        return self.root.nodes if isinstance(self.root, And) else (self.root,)

    def values(self, field: Field) -> tuple[str, ...]:
        """Return the names of a field that the query asks for at its top."""
        parts = self.parts
        if not parts:
            return ()
        from reader.library.query.nodes import Name

        return tuple(part.value for part in parts if isinstance(part, Name) and part.field is field)

    def with_values(self, field: Field, values: Iterable[str]) -> Query:
        """Return the query with exactly these names of a field at its top."""
        from reader.library.query.nodes import Name

        kept = [part for part in self.parts if not (isinstance(part, Name) and part.field is field)]
        return _join([*kept, *(Name(field, value, quoted=True) for value in values)])

    def narrowed(self, node: Node) -> Query:
        """Return the query with one more thing that must hold, even beside names of the same field."""
        from reader.library.query.nodes import And, Name, Or

        same = tuple(
            part for part in self.parts
            if isinstance(part, Name) and isinstance(node, Name) and part.field is node.field
        )  # fmt: skip
        others = [part for part in self.parts if part not in same and part != node]
        if same and node not in same:
            others.append(Or(same) if len(same) > 1 else And(same))
        return _join([*others, node])

    def where_said(self) -> Query:
        """Return the query as lists of quotations and statements mean it: plain words are those said."""
        if self.root is None:
            return self
        from reader.library.query.nodes import where_said

        return Query(where_said(self.root))

    def in_articles(self) -> Query:
        """Return the query with plain words sought in the article, whatever is listed."""
        if self.root is None:
            return self
        from reader.library.query.nodes import in_articles

        return Query(in_articles(self.root))

    def chips(self) -> tuple[Chip, ...]:
        """Return the parts at the top, in order, each with the query that is left without it."""
        parts = self.parts
        if not parts:
            return ()
        from reader.library.query.nodes import chip_label

        return tuple(
            Chip(*chip_label(part), without=_join([*parts[:place], *parts[place + 1 :]]))
            for place, part in enumerate(parts)
        )


def parse_query(text: str, *, today: date | None = None, searches: Mapping[str, str] = _NO_SEARCHES) -> Query:
    """Parse query text.

    Args:
        text: What was typed; empty finds everything.
        today: What ``today`` and ``-7d`` are counted from.
        searches: Saved searches by name, for ``@name``.

    Raises:
        QueryError: The text is no query.
    """
    if not text or text.isspace():
        return Query()
    from reader.library.query.parsing import Parser

    return Query(Parser(text, today or date.today(), searches, ()).parse())


def build_query(
    words: str = "",
    *,
    speakers: Iterable[str] = (),
    topics: Iterable[str] = (),
    sources: Iterable[str] = (),
    today: date | None = None,
    searches: Mapping[str, str] = _NO_SEARCHES,
) -> Query:
    """Join a typed query and names picked in lists; all kinds must hold, names of one kind are alternatives.

    Raises:
        QueryError: The typed part is no query.
    """
    from reader.library.query.fields import Field
    from reader.library.query.nodes import Name

    picked = [(Field.SPEAKER, speakers), (Field.TOPIC, topics), (Field.SOURCE, sources)]
    typed = parse_query(words, today=today, searches=searches)
    names = (
        Name(field, " ".join(value.split()), quoted=True) for field, values in picked for value in values
    )
    return _join([*typed.parts, *names])


def _join(nodes: list[Node]) -> Query:
    from reader.library.query.parsing import join_nodes

    return Query(join_nodes(nodes))
