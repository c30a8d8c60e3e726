"""A pane of lines, of which only those that show are ever painted.

Owns scrolling, its bar and its motions. Refuses to know what stands on a line. It keeps its own position
rather than Textual's virtual size, because a change of that lays out the whole screen anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip

from reader.tui.widgets.painted import Painted

Motion = Literal["down", "up", "page_down", "page_up", "half_down", "half_up", "top", "end"]
_WHEEL = 3
_KEPT_SCREENS = 6  # painted lines are kept for this many screens of scrolling


class LineView(Painted, can_focus=True):
    """A scrolling pane; subclasses say how many lines there are and paint one."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.top = 0
        self._strips: dict[tuple[int, bool], Strip] = {}

    @property
    def line_count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    @property
    def line_width(self) -> int:
        """Columns for a line: the last one is the scroll bar's."""
        return max(self.shape.width - 1, 1)

    def paint(self, line: int) -> Iterable[Segment]:
        """Return what stands on a line, at most ``line_width`` cells."""
        raise NotImplementedError

    def line_style(self, line: int) -> Style | None:
        """Return what fills the rest of a line, and its background."""
        return None

    def move(self, motion: Motion) -> None:
        """Scroll; a widget with a cursor moves that instead."""
        self.scroll_top(self.top + self.distance(motion))

    def distance(self, motion: Motion) -> int:
        """Return how many lines a motion covers; a page leaves two lines in sight."""
        height = self.shape.height
        page, half = max(height - 2, 1), max(height // 2, 1)
        far = self.line_count + height
        return {
            "down": 1, "up": -1, "page_down": page, "page_up": -page, "half_down": half, "half_up": -half,
            "top": -far, "end": far,
        }[motion]  # fmt: skip

    def scroll_top(self, top: int) -> bool:
        """Put a line at the top, as far as there is something to see; tell whether anything moved."""
        top = max(0, min(top, self.line_count - self.shape.height))
        if top == self.top:
            return False
        self.top = top
        self.show_again()
        return True

    def show_again(self) -> None:
        """Show painted lines as they are: only where they stand is another, or the scroll bar beside them."""
        super(Painted, self).refresh()

    def forget(self) -> None:
        """Forget all painted lines."""
        self._strips.clear()

    def refresh_line(self, line: int, count: int = 1) -> None:
        """Paint some lines anew, at once or when they come into sight."""
        for number in range(line, line + count):
            self._strips.pop((number, False), None)
            self._strips.pop((number, True), None)
        if self.top - count < line < self.top + self.shape.height:
            self.refresh(Region(0, line - self.top, self.shape.width, count))

    def on_hide(self) -> None:
        """Arrange the lines anew when the pane comes back: while it is away, it has no width."""
        self.shape = Size(0, 0)

    def resized(self) -> None:
        """Keep something in sight."""
        self.scroll_top(self.top)

    def strips(self, lines: range) -> list[Strip]:
        """Return lines of the pane; those that have been painted are kept."""
        thumb, found = self._find_thumb(), []
        for y in lines:
            key = self.top + y, y in thumb
            strip = self._strips.get(key)
            if strip is None:
                if len(self._strips) > _KEPT_SCREENS * self.shape.height:
                    self._strips.clear()
                strip = self._strips[key] = self._paint_strip(*key)
            found.append(strip)
        return found

    def _paint_strip(self, line: int, thumb: bool) -> Strip:
        known = 0 <= line < self.line_count
        style = self.line_style(line) if known else None
        ground = self.ground if style is None else self.ground + style
        bar = self.own("▐" if thumb else " ", self.palette.faint) if self.shape.width > 1 else None
        return self.finish(self.paint(line) if known else (), ground, bar)

    def _find_thumb(self) -> range:
        """Return the lines on which the scroll bar shows the stretch that is in sight."""
        height, count = self.shape.height, self.line_count
        if count <= height:
            return range(0)
        length = max(1, height * height // count)
        first = (height - length) * self.top // max(1, count - height)
        return range(first, first + length)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel; the cursor stays where it is."""
        event.stop()
        self.scroll_top(self.top + _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel; the cursor stays where it is."""
        event.stop()
        self.scroll_top(self.top - _WHEEL)
