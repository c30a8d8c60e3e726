"""The parts of a query, each with its query text and its label.

Owns the shape of a parsed query. Refuses to parse, and to know SQL or a library; the words
of the language, with the phrases for them, are in ``fields``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reader.library.query.fields import Bound, Field, Flag, Where
from reader.library.query.periods import Period

_PLAIN_NAME = re.compile(r"[\w.-]+")  # of a saved search, which needs no quotation marks


def quote(text: str) -> str:
    """Write a value in quotation marks; one inside is doubled."""
    return '"' + text.replace('"', '""') + '"'


@dataclass(frozen=True, slots=True)
class Words:
    """A word or an exact phrase.

    Attributes:
        quoted: Typed in quotation marks: the words must follow each other.
        prefix: The last word may go on (``sanct*``).
        near: The words may stand in any order with so many others between them; None for a phrase.
    """

    text: str
    where: Where = Where.ANYWHERE
    quoted: bool = False
    prefix: bool = False
    near: int | None = None

    def __str__(self) -> str:
        field = f"{self.where}:" if self.where else ""
        nearness = "" if self.near is None else f"~{self.near}"
        return (
            field + (quote(self.text) if self.quoted else self.text) + ("*" if self.prefix else "") + nearness
        )


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
        return f"@{self.name if _PLAIN_NAME.fullmatch(self.name) else quote(self.name)}"


@dataclass(frozen=True, slots=True)
class Not:
    """What must not hold."""

    node: Node

    def __str__(self) -> str:
        return f"-({self.node})" if isinstance(self.node, (And, Or, Not)) else f"-{self.node}"


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Words that a quotation must not say; the article may have them, and others may say them."""

    words: Words

    def __str__(self) -> str:
        return f"-{self.words}"


@dataclass(frozen=True, slots=True)
class And:
    """What must hold together; names of one field are alternatives.

    A name alone in brackets is an And of its own, so that names of one field can be asked for together.
    """

    nodes: tuple[Node, ...]

    def __str__(self) -> str:
        return " ".join(f"({node})" if isinstance(node, (And, Or)) else str(node) for node in self.nodes)

    def names(self) -> list[tuple[Name, ...]]:
        """Return the names that are alternatives, by field."""
        by_field: dict[Field, tuple[Name, ...]] = {}
        for node in self.nodes:
            if isinstance(node, Name):
                by_field[node.field] = (*by_field.get(node.field, ()), node)
        return list(by_field.values())


@dataclass(frozen=True, slots=True)
class Or:
    """Of which one must hold."""

    nodes: tuple[Node, ...]

    def __str__(self) -> str:
        return " OR ".join(f"({node})" if isinstance(node, (And, Or)) else str(node) for node in self.nodes)


Node = Words | Name | When | Is | Saved | Not | Unsaid | And | Or


def leaves(node: Node | None, *, asked_for: bool = False) -> Iterator[Words | Name | When | Is]:
    """Yield every part of a query that has no parts of its own.

    Args:
        asked_for: Only those that are not left out by a minus sign.
    """
    match node:
        case None:
            return
        case Not():
            if not asked_for:
                yield from leaves(node.node)
        case Unsaid():
            if not asked_for:
                yield node.words
        case Saved():
            yield from leaves(node.node, asked_for=asked_for)
        case And() | Or():
            for part in node.nodes:
                yield from leaves(part, asked_for=asked_for)
        case _:
            yield node


def has_plain_words(node: Node | None) -> bool:
    """Tell whether words are asked for, or left out, without saying where."""
    return any(isinstance(leaf, Words) and leaf.where is Where.ANYWHERE for leaf in leaves(node))


def where_said(node: Node) -> Node:
    """Return a condition in which plain words are those said: each must be in the quotation, or must not."""
    match node:
        case Words(where=Where.ANYWHERE):
            # In brackets of its own: else words side by side would be alternatives.
            return And((replace(node, where=Where.SAID),))
        case Not(node=Words(where=Where.ANYWHERE) as words):
            return Unsaid(replace(words, where=Where.SAID))
        case Not(node=Or() | And() as group) if all(isinstance(part, Words) for part in group.nodes):
            parts = tuple(where_said(Not(part)) for part in group.nodes)
            return And(parts) if isinstance(group, Or) else Or(parts)
        case Not():
            return in_articles(node)
        case And() | Or():
            return type(node)(tuple(map(where_said, node.nodes)))
        case Saved() if node.node is not None:
            return Saved(node.name, where_said(node.node))
        case _:
            return node


def in_articles(node: Node) -> Node:
    """Return a condition in which plain words are sought in the article, wherever it is asked."""
    match node:
        case Words(where=Where.ANYWHERE):
            return replace(node, where=Where.TEXT)
        case Not():
            return Not(in_articles(node.node))
        case And() | Or():
            return type(node)(tuple(map(in_articles, node.nodes)))
        case Saved() if node.node is not None and has_plain_words(node.node):
            return in_articles(node.node)
        case _:
            return node


def chip_label(node: Node) -> tuple[str, str, str]:
    """Return a short label, the field (or empty) and the value of one part of a query."""
    match node:
        case Name():
            return f"{node.field}: {_value(node)}", node.field, node.value
        case When():
            return f"{node.bound}: {node.text}", node.bound, node.text
        case Is():
            return node.flag.partition(":")[2], node.flag.partition(":")[0], node.flag
        case Words() if node.where:
            return f"{node.where}: {say_words(node)}", node.where, node.text
        case Words():
            return say_words(node), "", node.text
        case Not():
            inner, field, value = chip_label(node.node)
            return f"not {inner}", field, value
        case Unsaid():
            inner, field, value = chip_label(node.words)
            return f"not {inner}", field, value
        case And(nodes=(Name() | Words() as alone,)):
            return chip_label(alone)
        case _:
            return str(node), "", str(node)


def say_words(node: Words) -> str:
    """Write words for people."""
    text = f"“{node.text}”" if node.quoted else node.text
    if node.near is not None:
        return f"{text} within {node.near} words"
    return text + "…" if node.prefix else text


def _value(node: Name) -> str:
    return node.value + ("…" if node.prefix else "")
