"""The page of a statement: its head and all its versions, the fullest first, under a cursor.

Owns the cursor over versions, scrolling, and which lines belong to which version. Comparisons of versions are
given to it, some at a time. How a version looks beside the fullest is for ``version_text``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events

from reader.analysis.version_diff import Comparison
from reader.library.model import Statement, Version
from reader.tui.messages import QuotationHighlighted, RowOpened
from reader.tui.theme import Palette
from reader.tui.widgets.base import LineView, Motion
from reader.tui.widgets.version_text import LEGEND, head_lines, heading_lines, paint_words, plain_lines

_LEGEND_FIRST_FROM = 16  # lines; a lower pane has the legend below the versions


_GUTTER = 2  # the bar beside the version under the cursor


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
        self._is_low = height < _LEGEND_FIRST_FROM
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
        fullest = statement.versions[statement.fullest]
        yield from heading_lines(statement, number, comparison, self._width, self.palette)
        yield from paint_words(
            statement.versions[number], fullest, comparison, self._width, self.palette, self._pattern,
            by_speaker=number == statement.fullest,
        )  # fmt: skip


class ComparisonPage(LineView):
    """One statement, or nothing."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, classes="side")
        self._statement: Statement | None = None
        self._order: list[int] = []
        self._comparisons: list[Comparison] = []
        self._pattern: re.Pattern[str] | None = None
        self._written: StatementLines | None = None
        self._waiting = ""
        self._cursor = 0

    def show(
        self,
        statement: Statement | None,
        comparisons: Sequence[Comparison] = (),
        pattern: re.Pattern[str] | None = None,
        *,
        waiting: str = "",
    ) -> None:
        """Show a statement with its first versions, or nothing.

        The cursor stays on its article if the statement is the one that is shown.

        Args:
            comparisons: Of the versions in order, the fullest first, beside itself.
            pattern: What a search found, to be painted.
            waiting: What is said where there is no statement yet.
        """
        same = statement is not None and self._statement is not None and statement.id == self._statement.id
        path = self.version.path if same and self.version else None
        self._statement, self._pattern, self._waiting = statement, pattern, waiting
        self._comparisons = list(comparisons)
        self._order = fullest_first(statement) if statement else []
        paths = [statement.versions[number].path for number in self._order] if statement else []
        self._cursor = paths.index(path) if path in paths else 0
        if not same:
            self.top = 0
        self._write()

    def add(self, comparisons: Sequence[Comparison]) -> None:
        """Show further versions."""
        self._comparisons += comparisons
        if self._written is not None:
            self._written.add(comparisons)
        self.refresh()

    @property
    def statement(self) -> Statement | None:
        """The statement shown."""
        return self._statement

    @property
    def version(self) -> Version | None:
        """The version under the cursor."""
        if self._statement is None:
            return None
        return self._statement.versions[self._order[self._cursor]]

    @property
    def place(self) -> tuple[int, int]:
        """Which version is under the cursor, from 1, and how many there are."""
        return self._cursor + 1, len(self._order)

    def step_match(self, step: int) -> bool:
        """Go to the next or previous version in which a search finds something; False if there is none."""
        statement, pattern, place = self._statement, self._pattern, self._cursor + step
        while statement is not None and pattern is not None and 0 <= place < len(self._blocks):
            if pattern.search(statement.versions[self._order[place]].cited):
                return self.step(place - self._cursor)
            place += step
        return False

    def step(self, step: int) -> bool:
        """Go to the next or previous version; False if there is none, or not yet."""
        cursor = self._cursor + step
        if not 0 <= cursor < len(self._blocks):
            return False
        self._cursor = cursor
        self._reveal()
        self.refresh()
        self.post_message(QuotationHighlighted())
        return True

    @property
    def line_count(self) -> int:
        """Lines of the head and of the versions that have come."""
        return len(self._written.lines) if self._written else 2

    def render_segments(self, line: int) -> Iterable[Segment]:
        """Paint a line, with a bar beside the version under the cursor."""
        if self._written is None:
            return [Segment(f"  {self._waiting}" if line else "", self.palette.muted)]
        start, end = self._block(self._cursor)
        words = self._written.lines[line]
        return [Segment("▌ " if words and start <= line < end else "  ", self.palette.accent), *words]

    def line_style(self, line: int) -> Style | None:
        """Paint the heading of the version under the cursor on a background of its own."""
        start, end = self._block(self._cursor)
        if line != start or start == end:
            return None
        return self.palette.cursor if self.has_focus else self.palette.cursor_away

    def move(self, motion: Motion) -> None:
        """Go from version to version, scrolling through one that is higher than the pane; or by pages."""
        if motion in ("down", "up"):
            step = 1 if motion == "down" else -1
            if not self._scroll_within(step) and not self.step(step):
                self.scroll_top(self.top + step)
            return
        if motion in ("top", "end"):
            self.step((0 if motion == "top" else len(self._blocks) - 1) - self._cursor)
        if self.scroll_top(self.top + self.distance(motion)):
            self._follow()

    def resized(self) -> None:
        """Write for another size; the version under the cursor stays where it is, if it is in sight."""
        height = self._block(self._cursor)[0] - self.top
        self._write()
        start, end = self._block(self._cursor)
        self.scroll_top(start - height)
        if not (self.top < end and start < self.top + self.drawn_size.height):
            self._reveal()

    def notify_style_update(self) -> None:
        """Write with the styles of another theme; the focus, too, comes and goes with an update."""
        super().notify_style_update()
        if self.is_attached and self._written is not None and self.palette != self._written.palette:
            self._write()

    def on_focus(self) -> None:
        """Paint the cursor as the one that keys move."""
        self.refresh()

    on_blur = on_focus

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the version that was clicked; a second click opens it."""
        event.stop()
        line = self.top + event.y
        for number in range(len(self._blocks)):
            start, end = self._block(number)
            if start <= line < end:
                if number == self._cursor:
                    self.post_message(RowOpened())
                else:
                    self.step(number - self._cursor)

    @property
    def _blocks(self) -> list[tuple[int, int]]:
        return self._written.blocks if self._written else []

    def _block(self, number: int) -> tuple[int, int]:
        """Return the first line of a version, and the line after its last."""
        return self._blocks[number] if 0 <= number < len(self._blocks) else (0, 0)

    def _reveal(self) -> None:
        """Bring the version under the cursor into sight: whole if it fits, else from its heading."""
        start, end = self._block(self._cursor)
        height = self.drawn_size.height
        if self._cursor == 0 and end <= height:
            start = 0
        if start < self.top or end - start > height:
            self.scroll_top(start)
        elif end > self.top + height:
            self.scroll_top(end - height)

    def _scroll_within(self, step: int) -> bool:
        """Bring more of the version under the cursor into sight; False if its edge is in sight."""
        start, end = self._block(self._cursor)
        height = self.drawn_size.height
        beyond = end - (self.top + height) if step > 0 else self.top - start
        if beyond <= 0:
            return False
        if end - start <= height:
            self._reveal()
            return True
        return self.scroll_top(self.top + step * min(beyond, max(1, height // 2)))

    def _follow(self) -> None:
        """Put the cursor on a version that is in sight."""
        start, end = self._block(self._cursor)
        if start >= self.top + self.drawn_size.height or end <= self.top:
            heads = [number for number, (line, _) in enumerate(self._blocks) if line <= self.top]
            below = heads[-1] + 1 if heads else 0
            visible = below < len(self._blocks) and self._blocks[below][0] < self.top + self.drawn_size.height
            self._cursor = below if visible else max(0, below - 1)
            self.refresh()
            self.post_message(QuotationHighlighted())

    def _write(self) -> None:
        self._written = None
        if self._statement is not None:
            size = max(1, self.line_width - _GUTTER - 1), self.drawn_size.height
            self._written = StatementLines(self._statement, size, self.palette, self._pattern)
            self._written.add(self._comparisons)
        self.scroll_top(self.top)
        self.refresh()
