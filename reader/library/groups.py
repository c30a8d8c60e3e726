"""The headings of a list by date, of which each is only made when it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from reader.library.listing import Group
from reader.library.slots import make_group


class Groups(Sequence[Group]):
    """Groups in order, of which each is only made when it is looked at.

    Attributes:
        firsts: The index of the first row of each.
    """

    def __init__(self, keys: Sequence[int], firsts: Sequence[int], total: int) -> None:
        self._keys = keys
        self.firsts = firsts
        self._total = total

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, place: int) -> Group: ...
    @overload
    def __getitem__(self, place: slice) -> list[Group]: ...
    def __getitem__(self, place: int | slice) -> Group | list[Group]:
        """Return one group or several."""
        if isinstance(place, slice):
            return [self[index] for index in range(*place.indices(len(self)))]
        index = range(len(self))[place]
        after = self.firsts[index + 1] if index + 1 < len(self) else self._total
        return make_group(self._keys[index], self.firsts[index], after - self.firsts[index])
