"""The lines of a statement at one size: its head, and block by block the versions that have been compared.

Owns which lines are whose. Knows no widget: a page scrolls through the lines, with a cursor over the blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rich.segment import Segment

from reader.analysis.statements import Comparison
from reader.library.model import Statement
from reader.tui.theme import Palette
from reader.tui.widgets.statement_text import head_lines, heading_lines, plain_lines
from reader.tui.widgets.version_text import LEGEND, paint_words

_LOW = 16  # lines; a lower pane has the legend below the versions


def fullest_first(statement: Statement) -> list[int]:
    """Return the indexes of the versions as they are shown: the fullest, then the others by date."""
    rest = [number for number in range(len(statement.versions)) if number != statement.fullest]
    return [statement.fullest, *rest]


class StatementLines:
    """A statement as far as it is written.

    Attributes:
        palette: What it is painted with.
        lines: All lines.
        blocks: First line of each version in the order shown, and the line after its last.
    """

    def __init__(
        self,
        statement: Statement,
        size: tuple[int, int],
        palette: Palette,
        pattern: re.Pattern[str] | None,
    ) -> None:
        self.palette = palette
        self.blocks: list[tuple[int, int]] = []
        self._statement = statement
        self._order = fullest_first(statement)
        self._width, height = size
        self._is_low = height < _LOW
        self._pattern = pattern
        self.lines = list(head_lines(statement, self._width, palette))
        if not self._is_low:
            self.lines += self._legend()
        self.lines.append([])

    def add(self, comparisons: Iterable[Comparison]) -> None:
        """Write further versions, in the order shown."""
        for comparison in comparisons:
            start = len(self.lines)
            self.lines += self._version(self._order[len(self.blocks)], comparison)
            self.blocks.append((start, len(self.lines)))
            self.lines.append([])
        if self._is_low and len(self.blocks) == len(self._order):
            self.lines += self._legend()

    def _legend(self) -> Iterator[list[Segment]]:
        return plain_lines(LEGEND, self._width, self.palette.faint)

    def _version(self, number: int, comparison: Comparison) -> Iterator[list[Segment]]:
        statement = self._statement
        fullest = statement.versions[statement.fullest].text
        yield from heading_lines(statement, number, comparison, self._width, self.palette)
        yield from paint_words(
            statement.versions[number], fullest, comparison, self._width, self.palette, self._pattern,
            by_speaker=number == statement.fullest,
        )  # fmt: skip
