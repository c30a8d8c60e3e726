"""Many frozen records of one kind at once, from columns of their fields.

A long article has tens of thousands of paragraphs and quotations, and making each by its constructor would
take longer than everything else that opening it does. Filling the slots column by column is three times as
fast; who looks at a few only has them made one by one.

Owns that trick, and taking records apart for it. Refuses records that check themselves on the way in: what
comes from the index was checked before.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import MISSING, fields
from itertools import repeat
from operator import attrgetter
from typing import Any, Generic, TypeVar, overload

Record = TypeVar("Record")
Column = Sequence[Any] | None
_AT_ONCE = 500


def columns_of(kind: type[Record], records: Sequence[Record]) -> list[list[Any] | None]:
    """Return the values of each field, in order; None where all of them are the default."""
    columns: list[list[Any] | None] = []
    for field in fields(kind):  # type: ignore[arg-type]
        values = list(map(attrgetter(field.name), records))
        plain = field.default is not MISSING and values.count(field.default) == len(values)
        columns.append(None if plain else values)
    return columns


def make_records(
    kind: type[Record], count: int, columns: Sequence[Iterable[Any] | None]
) -> tuple[Record, ...]:
    """Make records of a slotted dataclass.

    Args:
        columns: For each field, in order, its values; None stands for the default.
    """
    records = tuple(map(object.__new__, repeat(kind, count)))
    for field, column in zip(fields(kind), columns, strict=True):  # type: ignore[arg-type]
        values = repeat(field.default, count) if column is None else column
        deque(map(getattr(kind, field.name).__set__, records, values), maxlen=0)
    return records


class Records(Sequence[Record], Generic[Record]):
    """Records that are made when they are looked at, many at once when all are.

    Args:
        columns: For each field, in order, its values; None stands for the default.
    """

    __slots__ = ("_columns", "_count", "_filled", "_kind")

    def __init__(self, kind: type[Record], count: int, columns: Sequence[Column]) -> None:
        self._kind = kind
        self._count = count
        self._columns = columns
        names = (field.name for field in fields(kind))  # type: ignore[arg-type]
        self._filled = {
            name: column for name, column in zip(names, columns, strict=True) if column is not None
        }

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Record]: ...
    def __getitem__(self, place: int | slice) -> Record | Sequence[Record]:
        if isinstance(place, slice):
            places = range(self._count)[place]
            cut = [column and column[place] for column in self._columns]
            return Records(self._kind, len(places), cut)
        place = range(self._count)[place]
        return self._kind(**{name: column[place] for name, column in self._filled.items()})

    def __iter__(self) -> Iterator[Record]:
        for first in range(0, self._count, _AT_ONCE):
            cut = [column and column[first : first + _AT_ONCE] for column in self._columns]
            yield from make_records(self._kind, min(_AT_ONCE, self._count - first), cut)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def values(self, name: str) -> Sequence[Any]:
        """Return one field of all."""
        column = self._filled.get(name)
        if column is not None:
            return column
        for field in fields(self._kind):  # type: ignore[arg-type]
            if field.name == name:
                return (field.default,) * self._count
        raise AttributeError(f"{self._kind.__name__} has no field {name}")


def values_of(records: Sequence[Any], name: str) -> Sequence[Any]:
    """Return one field of all records, without making those that are kept as columns."""
    return records.values(name) if isinstance(records, Records) else [getattr(each, name) for each in records]
