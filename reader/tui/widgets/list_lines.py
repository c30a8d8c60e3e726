"""Which line of a list shows what: headings of groups between rows of one or two lines.

Owns the arithmetic, in logarithmic time however many rows and groups there are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class ListLines:
    """Lines of a list: each group has a heading, each row ``row_height`` lines.

    Attributes:
        groups: Each with the index of its ``first`` row.
    """

    total: int
    groups: Sequence[Any]
    row_height: int
    _firsts: Sequence[int] | None = field(init=False)

    def __post_init__(self) -> None:
        """Have the first rows at hand where groups are only made when they are looked at."""
        object.__setattr__(self, "_firsts", getattr(self.groups, "firsts", None))

    @property
    def count(self) -> int:
        """How many lines there are."""
        return self.total * self.row_height + len(self.groups)

    def group_of(self, row: int) -> int:
        """Return the number of the group that holds a row; -1 if rows are not grouped."""
        return bisect_right(range(len(self.groups)), row, key=self._first) - 1

    def line_of(self, row: int) -> int:
        """Return the first line of a row."""
        return row * self.row_height + self.group_of(row) + 1

    def row_at(self, line: int) -> tuple[int, int] | None:
        """Return the row on a line and which of its lines it is; None on a heading."""
        group = self.heading_before(line)
        offset = line - group - 1
        if group >= 0 and self._heading(group) == line:
            return None
        row = offset // self.row_height
        return (row, offset % self.row_height) if row < self.total else None

    def heading_before(self, line: int) -> int:
        """Return the number of the last group whose heading is on this line or above; -1 for none."""
        return bisect_right(range(len(self.groups)), line, key=self._heading) - 1

    def _heading(self, group: int) -> int:
        return self._first(group) * self.row_height + group

    def _first(self, group: int) -> int:
        return self._firsts[group] if self._firsts is not None else int(self.groups[group].first)
