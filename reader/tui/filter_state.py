"""What the reader filters and sorts by, as one frozen value.

Owns how a filter grows and shrinks: picked names and typed words are parts of one query, so that lists, chips
and the search prompt always say the same. Refuses to run it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.library.listing import Order
from reader.library.query.query import Query
from reader.tui.messages import Listed

if TYPE_CHECKING:
    from reader.library.query.fields import Field
    from reader.library.query.nodes import Name, Node


_NO_QUERY = Query()


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter and a sort order."""

    query: Query = _NO_QUERY
    order: Order = Order.NEWEST

    @property
    def is_empty(self) -> bool:
        """Nothing is filtered out; the order does not count."""
        return self.query.is_empty

    def where_said(self) -> Filter:
        """Return the filter as lists of quotations and statements mean it: plain words are those said."""
        return self if self.is_empty else replace(self, query=self.query.where_said())

    def picked(self, listed: Listed) -> tuple[str, ...]:
        """Return the names of one list that the filter asks for."""
        return () if self.is_empty else self.query.values(_field(listed))

    def with_picked(self, listed: Listed, names: tuple[str, ...]) -> Filter:
        """Return the filter with exactly these names of one list."""
        field = _field(listed)
        return replace(self, query=self.query.with_values(field, dict.fromkeys(names)))

    def toggled(self, listed: Listed, name: str) -> Filter:
        """Return the filter with a name added, or taken out if it was in."""
        names = self.picked(listed)
        kept = tuple(each for each in names if each != name)
        return self.with_picked(listed, kept if name in names else (*names, name))

    def without(self, number: int) -> Filter:
        """Return the filter without one of the parts that chips show."""
        return replace(self, query=self.query.chips()[number].without)

    def cleared(self) -> Filter:
        """Return no filter, in the same order."""
        return Filter(order=self.order)

    def next_order(self) -> Filter:
        """Return the filter in the next sort order."""
        return replace(self, order=self.order.next)

    def speakers_among(self, names: Iterable[str]) -> frozenset[str]:
        """Return those of an article's speakers whom the filter asks for; empty if it asks for nobody."""
        if self.is_empty:
            return frozenset()
        from reader.library.query.fields import Field
        from reader.library.query.nodes import Name

        speakers = [
            part for part in self.query.parts if isinstance(part, Name) and part.field is Field.SPEAKER
        ]
        return frozenset(name for name in names if any(_means(part, name) for part in speakers))

    @property
    def typed(self) -> str:
        """The part of the query that was typed, for the search prompt to begin with."""
        return str(_joined([part for part in self.query.parts if not _is_picked(part)]))

    def with_typed(self, typed: Query) -> Filter:
        """Return the filter with another typed part; picked names stay."""
        picked = [part for part in self.query.parts if _is_picked(part)]
        return replace(self, query=_joined([*typed.parts, *picked]))


def _is_picked(part: object) -> bool:
    from reader.library.query.nodes import Name

    return isinstance(part, Name) and part.quoted and part.field.value in set(Listed)


def _means(part: Name, name: str) -> bool:
    """Tell whether a part of the query means a name: exactly, or by some of its words in a row."""
    if part.value == name:
        return True
    from reader.text.folding import fold_words

    asked, words = fold_words(part.value), fold_words(name)
    runs = (words[start : start + len(asked)] for start in range(len(words) - len(asked) + 1))
    return any(
        run == asked or (part.prefix and run[:-1] == asked[:-1] and run[-1].startswith(asked[-1]))
        for run in runs
        if asked
    )


def _field(listed: Listed) -> Field:
    from reader.library.query.fields import Field

    return Field(listed.value)


def _joined(parts: list[Node]) -> Query:
    from reader.library.query.nodes import And

    return Query(And(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None)
