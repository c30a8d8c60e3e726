"""The parts of a query, each of which can print itself as query text.

Owns the shape of a parsed query. Refuses to parse, to describe and to know SQL.

What a query looks for, as a sentence and as labels for people.

Owns the wording. Each condition has its sentence here and its SQL in ``filters``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reader.library.query.periods import Period


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


_NAMED = {
    Field.SPEAKER: "quoting {}",
    Field.TOPIC: "on the topic {}",
    Field.SOURCE: "from the outlet {}",
    Field.PLACE: "reported from {}",
    Field.AUTHOR: "by {}",
    Field.CUE: "with the cue {}",
}
_FLAGS = {
    Flag.UNREAD: "that are unread",
    Flag.READ: "that have been read",
    Flag.STARRED: "that are starred",
    Flag.UNDATED: "without a date",
    Flag.PROBLEM: "with a problem",
    Flag.QUOTES: "with quotations",
    Flag.SOURCE: "with a known outlet",
}
_FOUND = {
    Where.ANYWHERE: "with {}",
    Where.SAID: "with {} inside quotations",
    Where.TITLE: "with {} in the title",
}
_BOUNDS = {Bound.AFTER: "from {} on", Bound.BEFORE: "before {}", Bound.ON: "of {}"}


def describe(node: Node | None) -> str:
    """Say in one sentence which articles are looked for; None means all of them."""
    return "all articles" if node is None else f"articles {clause(node)}"


def clause(node: Node) -> str:
    """Say one condition as it follows the word articles."""
    match node:
        case Words():
            return _FOUND[node.where].format(_words(node))
        case Name():
            return _NAMED[node.field].format(_value(node))
        case When():
            return _BOUNDS[node.bound].format(node.period.describe())
        case Is():
            return _FLAGS[node.flag]
        case Saved():
            return f"in the saved search {node.name}"
        case Not():
            return f"but not {_grouped(node.node)}"
        case Or():
            return ", or ".join(_grouped(part) for part in node.nodes)
        case And():
            return ", ".join(_grouped(part) if isinstance(part, (And, Or)) else part_clause
                             for part, part_clause in _merged(node))  # fmt: skip


def label(node: Node) -> tuple[str, str, str]:
    """Return a short label, the field (or empty) and the value of one part of a query."""
    match node:
        case Name():
            return f"{node.field}: {_value(node)}", node.field, node.value
        case When():
            return f"{node.bound}: {node.text}", node.bound, node.text
        case Is():
            return node.flag.partition(":")[2], node.flag.partition(":")[0], node.flag
        case Words() if node.where:
            return f"{node.where}: {_words(node)}", node.where, node.text
        case Words():
            return _words(node), "", node.text
        case Not():
            inner, field, value = label(node.node)
            return f"not {inner}", field, value
        case And(nodes=(Name() as alone,)):
            return label(alone)
        case _:
            return str(node), "", str(node)


def _grouped(node: Node) -> str:
    several = isinstance(node, (And, Or)) and len(node.nodes) > 1
    return f"({clause(node)})" if several else clause(node)


def _merged(node: And) -> list[tuple[Node, str]]:
    """Pair each part with its clause; names of one field become one clause at the first one's place."""
    merged: list[tuple[Node, str]] = []
    done: set[Field] = set()
    for part in node.nodes:
        if not isinstance(part, Name):
            merged.append((part, clause(part)))
        elif part.field not in done:
            done.add(part.field)
            names = [_value(other) for other in node.nodes
                     if isinstance(other, Name) and other.field is part.field]  # fmt: skip
            merged.append((part, _NAMED[part.field].format(" or ".join(names))))
    return merged


def _words(node: Words) -> str:
    text = f"“{node.text}”" if node.quoted else node.text
    return text + "…" if node.prefix else text


def _value(node: Name) -> str:
    return node.value + ("…" if node.prefix else "")
