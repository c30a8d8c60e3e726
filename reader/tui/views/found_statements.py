"""The statements of a list as they are found, and their rows as they are read.

Owns which numbers are known and which rows are kept. Refuses to read them: it says which are wanted.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reader.library.model import StatementRow
from reader.tui.choice import Choice

_ROWS_KEPT = 1_000


class FoundStatements:
    """Statements found so far, of which those looked at are read.

    Args:
        wanted: Is told, while rows are painted, that some of them should be read.
    """

    groups: Sequence[object] = ()

    def __init__(self, wanted: Callable[[Sequence[int]], None]) -> None:
        self.numbers: array[int] = array("q")
        self.is_complete = False
        self._wanted = wanted
        self._read: dict[int, StatementRow] = {}

    @property
    def total(self) -> int:
        """How many have been found so far."""
        return len(self.numbers)

    def rows(self, first: int, count: int) -> list[StatementRow]:
        """Return up to count rows from index first; those that have not been read yet are without words."""
        numbers = self.numbers[first : first + count]
        missing = [number for number in numbers if number not in self._read]
        if missing:
            self._wanted(missing)
        return [self._read.get(number) or _without_words(number) for number in numbers]

    def fill(self, asked: Iterable[int], rows: Iterable[StatementRow]) -> None:
        """Keep rows that have been read, and forget those read long ago.

        Args:
            asked: Numbers that were read; of those among them that have gone there is no row.
        """
        read = {row.id: row for row in rows}
        self._read.update((number, read.get(number) or _without_words(number)) for number in asked)
        while len(self._read) > _ROWS_KEPT:
            del self._read[next(iter(self._read))]

    def index(self, statement: int | None) -> int | None:
        """Return the index of a statement among those found, or None."""
        if statement is None or statement not in self.numbers:
            return None
        return self.numbers.index(statement)


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """What is being looked for, and what has been found of it.

    Attributes:
        keep: The statement that the list's cursor stays on, or None.
        again: The same was found before, and what is shown stays until the cursor can stay.
    """

    choice: Choice
    pattern: re.Pattern[str] | None
    rows: FoundStatements
    keep: int | None
    again: bool


def _without_words(number: int) -> StatementRow:
    return StatementRow(number, "", (), 0, (), None, None)
