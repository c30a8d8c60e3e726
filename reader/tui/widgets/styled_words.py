"""Words in several styles, gathered piece by piece and then cut into lines of a width.

Owns where a piece is cut. Refuses to know what a style says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style

from reader.tui.cells import wrap


class StyledWords:
    """A text that grows at its end."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._styles: list[Style] = []
        self._length = 0

    def add(self, text: str, style: Style) -> None:
        """Add words in a style."""
        if text:
            self._pieces.append(text)
            self._starts.append(self._length)
            self._styles.append(style)
            self._length += len(text)

    def lines(self, width: int, pattern: re.Pattern[str] | None, found: Style) -> Iterator[list[Segment]]:
        """Yield lines of at most a width in cells.

        Args:
            pattern: What a search found.
            found: Its style, over that of the words.
        """
        text = "".join(self._pieces)
        runs = list(self._runs(text, pattern, found))
        number = 0
        for start, end in wrap(text, 0, len(text), width):
            while number < len(runs) and runs[number][1] <= start:
                number += 1
            line, at = [], number
            while at < len(runs) and runs[at][0] < end:
                first, last, style = runs[at]
                line.append(Segment(text[max(first, start) : min(last, end)], style))
                at += 1
            yield line

    def _runs(
        self, text: str, pattern: re.Pattern[str] | None, found: Style
    ) -> Iterator[tuple[int, int, Style]]:
        """Yield stretches of one style, in order, without a gap."""
        matches = [match.span() for match in pattern.finditer(text)] if pattern else []
        cuts = sorted({*self._starts, self._length, *(offset for match in matches for offset in match)})
        piece = match = 0
        for start, end in pairwise(cuts):
            while piece + 1 < len(self._starts) and self._starts[piece + 1] <= start:
                piece += 1
            while match < len(matches) and matches[match][1] <= start:
                match += 1
            inside = match < len(matches) and matches[match][0] <= start
            yield start, end, self._styles[piece] + found if inside else self._styles[piece]
