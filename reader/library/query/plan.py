"""A query made ready to be answered: one frozen value for SQL, bitmaps, lists of quotations and people.

Here, and only here, names are resolved to labels, names of one field that stand side by side become
alternatives, brackets and saved searches dissolve, and words that must hold together are joined to one
full-text expression, with those that are left out. Typed words reach the index as quoted strings, so that
none of them can be an operator.

Refuses to know how a condition is answered.
"""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeGuard

from reader.library.query.fields import Field, Where
from reader.library.query.nodes import (
    And,
    Is,
    Name,
    Node,
    Not,
    Or,
    Saved,
    Unsaid,
    When,
    Words,
    leaves,
    say_words,
)
from reader.library.query.query import Query
from reader.library.store import Store
from reader.text.folding import fold_words, has_words, searchable

_LABELS_NAMED = "SELECT id, name, articles FROM labels WHERE kind = ? AND name = ?"
_LABELS_SPELLED = (
    "SELECT l.id, l.name, l.articles FROM spellings s JOIN labels l ON l.id = s.label WHERE s.kind = ?1"
)
_MOST_WORDS_LOOKED_UP = 100  # of a name; all are compared with what these find
_MOST_NAMES_SAID = 3  # of those that a typed name means; more are counted


class Label(NamedTuple):
    """A name as the tables know it.

    Attributes:
        articles: How many articles have it.
    """

    id: int
    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class Match:
    """Articles that match a full-text expression.

    Attributes:
        table: The full-text index.
        words: The words asked for, without those left out.
        clause: The condition for people, as it follows the word articles.
    """

    table: str
    expression: str
    words: tuple[Words, ...]
    clause: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Labelled:
    """Articles that have one of these labels, all of one field; none if there are no labels.

    Attributes:
        meant: For people: each name as typed, with the labels that it means.
    """

    field: Field
    labels: tuple[Label, ...]
    meant: tuple[tuple[Name, tuple[Label, ...]], ...] = dataclasses.field(default=(), compare=False)

    @property
    def ids(self) -> list[int]:
        """The numbers of the labels, ascending."""
        return sorted(label.id for label in self.labels)

    @property
    def articles(self) -> int:
        """How many articles there are at most."""
        return sum(label.articles for label in self.labels)


@dataclass(frozen=True, slots=True)
class Negated:
    """Articles for which this does not hold."""

    part: Condition


@dataclass(frozen=True, slots=True)
class NotSaid:
    """All articles, but only those of their quotations that do not say this."""

    part: Match


@dataclass(frozen=True, slots=True)
class AllOf:
    """Articles for which each of the parts holds: none is an AllOf, at most one matches words.

    Without parts, all articles.
    """

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Articles for which at least one of the parts holds."""

    parts: tuple[Condition, ...]


Condition = Match | Labelled | When | Is | Negated | NotSaid | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class ResolvedQuery:
    """A query as one state of the library understands it.

    Attributes:
        library: Number of the library in the user's state, for conditions on the user's marks.
    """

    query: Query
    condition: Condition
    library: int

    @property
    def conjuncts(self) -> tuple[Condition, ...]:
        """What must hold together; nothing for the empty query."""
        return self.condition.parts if isinstance(self.condition, AllOf) else (self.condition,)

    @property
    def text(self) -> Match | None:
        """The words that an article's text must match, in one expression; None if there are none."""
        return next((part for part in self.conjuncts if _is_text(part)), None)

    @property
    def words(self) -> tuple[Words, ...]:
        """The words asked for, which are painted where they stand; without those left out."""
        return tuple(_words_asked(self.condition))

    def describe(self) -> str:
        """Say in a sentence for people what is looked for, with the names that are meant."""
        return f"articles {_clause(self.condition)}" if self.condition != AllOf(()) else "all articles"


def resolve_names(store: Store, query: Query) -> ResolvedQuery:
    """Return what a query means in a library as it is now; made once for each state of the index."""

    def resolve() -> ResolvedQuery:
        with store.guarded() as db:
            labels = {leaf: find_labels(db, leaf) for leaf in leaves(query.root) if isinstance(leaf, Name)}
        return ResolvedQuery(query, make_condition(query.root, labels), store.state.library)

    return store.remember("resolved query", query, resolve)


def find_labels(db: sqlite3.Connection, name: Name) -> list[Label]:
    """Return the labels that a typed name means; only those that articles have.

    In quotation marks: the label that has this very name, where there is one; else those that are also
    spelled so; else every one with these words in a row. Without: every label that has all the words in one
    of its spellings.
    """
    kind = name.field.kind
    words = fold_words(name.value)
    if name.quoted and not name.prefix:
        named = db.execute(f"{_LABELS_NAMED} AND articles > 0", (kind, name.value)).fetchall()
        if named or not words:
            return list(map(Label._make, named))
        spelled = db.execute(f"{_LABELS_SPELLED} AND s.folded = ?2", (kind, " ".join(words))).fetchall()
        if spelled:
            return [label for label in map(Label._make, spelled) if label.articles]
    return _with_words(db, kind, words, name) if words else []


def _with_words(db: sqlite3.Connection, kind: int, words: tuple[str, ...], name: Name) -> list[Label]:
    looked_up = words[-_MOST_WORDS_LOOKED_UP:]
    clauses = ["SELECT label FROM spelling_words WHERE kind = ? AND word = ?"] * len(looked_up)
    values: list[object] = [value for word in looked_up for value in (kind, word)]
    if name.prefix:
        clauses[-1] = "SELECT label FROM spelling_words WHERE kind = ? AND word >= ? AND word < ?"
        values.append(words[-1] + "\U0010ffff")
    rows = db.execute(
        f"SELECT l.id, l.name, l.articles, s.folded FROM ({' INTERSECT '.join(clauses)}) f "
        "JOIN labels l ON l.id = f.label JOIN spellings s ON s.kind = l.kind AND s.label = l.id "
        "WHERE l.articles > 0",
        values,
    )
    found = {Label(*label) for *label, spelling in rows if _matches(words, spelling.split(), name)}
    return sorted(found)


def _matches(words: tuple[str, ...], spelling: list[str], name: Name) -> bool:
    if name.quoted:
        text, sought = f" {' '.join(spelling)} ", f" {' '.join(words)}"
        return (sought if name.prefix else sought + " ") in text
    *whole, last = words
    found = any(word.startswith(last) for word in spelling) if name.prefix else last in spelling
    return found and all(word in spelling for word in whole)


def make_condition(node: Node | None, labels: Mapping[Name, Sequence[Label]]) -> Condition:
    """Return what must hold of an article.

    Args:
        node: The root of a query, or None for the empty one.
        labels: What each name in it means.
    """
    match node:
        case None:
            return AllOf(())
        case Words():
            return _match([node])
        case Name():
            return _labelled([node], labels)
        case Saved():
            return make_condition(node.node, labels)
        case Unsaid():
            return NotSaid(_match([node.words]))
        case Not():
            return Negated(make_condition(node.node, labels))
        case Or():
            return _any_of([make_condition(part, labels) for part in node.nodes])
        case And():
            return _all_of(list(_parts(node, labels)))
        case _:
            return node


def _parts(node: And, labels: Mapping[Name, Sequence[Label]]) -> Iterator[Condition]:
    """Yield what must hold together: names by field, words by index, then all else."""
    for names in node.names():
        yield _labelled(names, labels)
    for table in dict.fromkeys(where.table for where in Where):
        words = [part for part in node.nodes if isinstance(part, Words) and part.where.table == table]
        if words:
            yield _match(words)
    for part in node.nodes:
        if not isinstance(part, Name | Words):
            yield make_condition(part, labels)


def _labelled(names: Sequence[Name], labels: Mapping[Name, Sequence[Label]]) -> Labelled:
    meant = tuple((name, tuple(labels[name])) for name in names)
    return Labelled(names[0].field, tuple(dict.fromkeys(label for _, each in meant for label in each)), meant)


def _match(words: Sequence[Words]) -> Match:
    clause = ", ".join(each.where.phrase.format(say_words(each)) for each in words)
    return Match(words[0].where.table, _join("AND", map(_expression, words)), tuple(words), clause)


def _any_of(parts: list[Condition]) -> Condition:
    matches = [part for part in parts if _is_text(part)]
    if len(matches) < len(parts):
        return AnyOf(tuple(parts))
    expression = _join("OR", (part.expression for part in matches))
    return Match(matches[0].table, expression, _words(matches), _clause(AnyOf(tuple(matches))))


def _all_of(parts: list[Condition]) -> Condition:
    """Join what must hold together: brackets dissolve, and words are sought in one go, which is quickest.

    Words said stay apart: those of one bracket are alternatives for a quotation, those of two are not.
    """
    flat = [each for part in parts for each in (part.parts if isinstance(part, AllOf) else (part,))]
    required = [part for part in flat if _is_text(part)]
    excluded = [part.part for part in flat if isinstance(part, Negated) and _is_text(part.part)]
    if required:
        expression = _join("AND", (part.expression for part in required))
        if excluded:
            expression = " NOT ".join(f"({each})" for each in (expression, *(e.expression for e in excluded)))
        others = [
            part for part in flat
            if not _is_text(part) and not (isinstance(part, Negated) and _is_text(part.part))
        ]  # fmt: skip
        clauses = [*map(_grouped, required), *(_clause(Negated(each)) for each in excluded)]
        flat = [Match(required[0].table, expression, _words(required), ", ".join(clauses)), *others]
    return flat[0] if len(flat) == 1 else AllOf(tuple(flat))


def _is_text(part: Condition) -> TypeGuard[Match]:
    return isinstance(part, Match) and part.table == Where.ANYWHERE.table


def _words(matches: Iterable[Match]) -> tuple[Words, ...]:
    return tuple(words for match in matches for words in match.words)


def _join(operator: str, expressions: Iterable[str]) -> str:
    first, *others = expressions
    return f" {operator} ".join(f"({each})" for each in (first, *others)) if others else first


def _expression(words: Words) -> str:
    """Return words as a string of the full-text language, in which nothing is an operator."""
    text = searchable(words.text).replace("\0", " ").replace('"', '""')
    if words.near is not None:
        phrases = " ".join(f'"{word}"' for word in text.split() if has_words(word))
        return f"{words.where.column}NEAR({phrases}, {words.near})"
    return f'{words.where.column}"{text}"' + (" *" if words.prefix else "")


def _words_asked(condition: Condition) -> Iterator[Words]:
    match condition:
        case Match():
            yield from condition.words
        case AllOf() | AnyOf():
            for part in condition.parts:
                yield from _words_asked(part)


def _clause(condition: Condition) -> str:
    """Say a condition as it follows the word articles."""
    match condition:
        case Match():
            return condition.clause
        case Labelled():
            names = " or ".join(_say_name(name, labels) for name, labels in condition.meant)
            return condition.field.phrase.format(names)
        case When():
            return condition.bound.phrase.format(condition.period.describe())
        case Is():
            return condition.flag.phrase
        case Negated() | NotSaid():
            return f"but not {_grouped(condition.part)}"
        case AnyOf():
            return ", or ".join(map(_grouped, condition.parts))
        case AllOf():
            return ", ".join(map(_grouped, condition.parts))


def _grouped(condition: Condition) -> str:
    clause = _clause(condition)
    return f"({clause})" if ", " in clause else clause


def _say_name(name: Name, labels: Sequence[Label]) -> str:
    typed = name.value + ("…" if name.prefix else "")
    if not labels:
        return f"{typed} (in no article)"
    if len(labels) > _MOST_NAMES_SAID:
        return f"{typed} ({len(labels)} names)"
    return " or ".join(label.name for label in labels)
