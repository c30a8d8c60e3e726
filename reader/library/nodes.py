"""The parts of a query, each of which can print itself as query text.

Owns the shape of a parsed query. Refuses to parse, to describe and to know SQL.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reader.library.periods import Period


class Field(StrEnum):
    """Fields whose values are names; several of one field mean any of them."""

    SPEAKER = "speaker"
    TOPIC = "topic"
    SOURCE = "source"
    PLACE = "place"
    AUTHOR = "author"
    CUE = "cue"


class Where(StrEnum):
    """Where words are looked for."""

    ANYWHERE = ""
    SAID = "said"
    TITLE = "title"


class Bound(StrEnum):
    """How a date bounds the articles."""

    AFTER = "after"
    BEFORE = "before"
    ON = "on"


class Flag(StrEnum):
    """What an article can be or have."""

    UNREAD = "is:unread"
    READ = "is:read"
    STARRED = "is:starred"
    UNDATED = "is:undated"
    PROBLEM = "is:problem"
    QUOTES = "has:quotes"
    SOURCE = "has:source"


def quote(text: str) -> str:
    """Write a value in quotation marks; one inside is doubled."""
    return '"' + text.replace('"', '""') + '"'


@dataclass(frozen=True, slots=True)
class Words:
    """A word or an exact phrase.

    Attributes:
        quoted: Typed in quotation marks: the words must follow each other.
        prefix: The last word may go on (``sanct*``).
    """

    text: str
    where: Where = Where.ANYWHERE
    quoted: bool = False
    prefix: bool = False

    def __str__(self) -> str:
        field = f"{self.where}:" if self.where else ""
        return field + (quote(self.text) if self.quoted else self.text) + ("*" if self.prefix else "")


@dataclass(frozen=True, slots=True)
class Name:
    """A speaker, topic, outlet, place, author or cue.

    Attributes:
        quoted: The exact name where there is one, else these words in a row. Unquoted: any name with them.
        prefix: The last word may go on.
    """

    field: Field
    value: str
    quoted: bool = False
    prefix: bool = False

    def __str__(self) -> str:
        return (
            f"{self.field}:"
            + (quote(self.value) if self.quoted else self.value)
            + ("*" if self.prefix else "")
        )


@dataclass(frozen=True, slots=True)
class When:
    """A bound by date: after and on include the period, before does not.

    Attributes:
        text: As typed, so that ``-7d`` stays what it is when the query is kept.
    """

    bound: Bound
    text: str
    period: Period

    def __str__(self) -> str:
        return f"{self.bound}:{self.text}"


@dataclass(frozen=True, slots=True)
class Is:
    """A property of the article."""

    flag: Flag

    def __str__(self) -> str:
        return str(self.flag)


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved search, with what it stood for when the query was parsed."""

    name: str
    node: Node | None

    def __str__(self) -> str:
        return f"@{self.name}"


@dataclass(frozen=True, slots=True)
class Not:
    """What must not hold."""

    node: Node

    def __str__(self) -> str:
        return f"-({self.node})" if isinstance(self.node, (And, Or)) else f"-{self.node}"


@dataclass(frozen=True, slots=True)
class And:
    """What must hold together; names of one field are alternatives.

    A name alone in brackets is an And of its own, so that names of one field can be asked for together.
    """

    nodes: tuple[Node, ...]

    def __str__(self) -> str:
        return " ".join(f"({node})" if isinstance(node, (And, Or)) else str(node) for node in self.nodes)


@dataclass(frozen=True, slots=True)
class Or:
    """Of which one must hold."""

    nodes: tuple[Node, ...]

    def __str__(self) -> str:
        return " OR ".join(f"({node})" if isinstance(node, (And, Or)) else str(node) for node in self.nodes)


Node = Words | Name | When | Is | Saved | Not | And | Or
