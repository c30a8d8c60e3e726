"""Lines of a dialog of which one is under a cursor.

Owns the cursor and keeps it in sight. Takes any number of lines: only those in sight are painted.
"""

from __future__ import annotations

from abc import abstractmethod

from rich.style import Style
from textual import events

from reader.tui.widgets.base import LineView, Motion


class CursorList(LineView, can_focus=False):
    """Lines with a cursor; subclasses hold what they stand for and paint one."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._cursor = 0

    @property
    @abstractmethod
    def length(self) -> int:
        """How many lines can be chosen."""

    @property
    def line_count(self) -> int:
        """One line each, or one that says there is none."""
        return max(1, self.length)

    def begin(self) -> None:
        """Paint other lines, the cursor on the first."""
        self._cursor = self.top = 0
        self.refresh()

    def move(self, motion: Motion) -> None:
        """Move the cursor."""
        before = self._cursor
        self._cursor = max(0, min(before + self.distance(motion), self.line_count - 1))
        self.refresh_line(before)
        self.refresh_line(self._cursor)
        if self._cursor < self.top:
            self.scroll_top(self._cursor)
        elif self._cursor >= self.top + self.size.height:
            self.scroll_top(self._cursor - self.size.height + 1)

    def line_style(self, line: int) -> Style | None:
        """Paint the line under the cursor on a background of its own."""
        return self.palette.cursor if self.length and line == self._cursor else None

    @abstractmethod
    def clicked(self) -> None:
        """Tell that the line now under the cursor was clicked."""

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the line that was clicked."""
        event.stop()
        line = self.top + event.y
        if line < self.length:
            self._cursor = line
            self.refresh()
            self.clicked()
