"""A pane of lines, of which only those that show are ever painted.

Owns scrolling, its bar and its motions. Refuses to know what stands on a line. It keeps its own position
rather than Textual's virtual size, because a change of that lays out the whole screen anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Self

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
        self._arranged_for = Size(0, 0)
        self._painted: dict[int, Strip] = {}

    @property
    def line_count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    @property
    def line_width(self) -> int:
        """Columns for a line: the last one is the scroll bar's."""
        return max(self.size.width - 1, 1)

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
        height = self.size.height
        page, half = max(height - 2, 1), max(height // 2, 1)
        far = self.line_count + height
        return {
            "down": 1, "up": -1, "page_down": page, "page_up": -page, "half_down": half, "half_up": -half,
            "top": -far, "end": far,
        }[motion]  # fmt: skip

    def scroll_top(self, top: int) -> bool:
        """Put a line at the top, as far as there is something to see; tell whether anything moved."""
        top = max(0, min(top, self.line_count - self.size.height))
        if top == self.top:
            return False
        self.top = top
        super().refresh()
        return True

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Paint all or some lines anew; scrolling paints only those that come into sight."""
        if not regions:
            self._painted.clear()
        for region in regions:
            self._forget(self.top + region.y, region.height)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _forget(self, line: int, count: int) -> None:
        for number in range(line, line + count):
            self._painted.pop(number, None)

    def refresh_line(self, line: int, count: int = 1) -> None:
        """Paint some lines anew, at once or when they come into sight."""
        self._forget(line, count)
        if self.top - count < line < self.top + self.size.height:
            self.refresh(Region(0, line - self.top, self.size.width, count))

    def on_hide(self) -> None:
        """Arrange the lines anew when the pane comes back: while it is away, it has no width."""
        self._arranged_for = Size(0, 0)

    def resized(self) -> None:
        """Arrange the lines for another size, just before they are painted."""
        self.scroll_top(self.top)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint lines for the size that the pane has now; a resize event comes after the first paint."""
        if self._arranged_for != self.size:
            self._arranged_for = self.size
            self._painted.clear()
            self.resized()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Paint the y-th line of the pane."""
        line = self.top + y
        strip = self._painted.get(line)
        if strip is None:
            if len(self._painted) > _KEPT_SCREENS * self.size.height:
                self._painted.clear()
            strip = self._painted[line] = self._paint_strip(line)
        if self.size.width <= 1:
            return strip
        return Strip([*strip, self._bar(y)], self.line_width + 1)

    def _paint_strip(self, line: int) -> Strip:
        known = 0 <= line < self.line_count
        style = self.line_style(line) if known else None
        ground = self.ground if style is None else self.ground + style
        strip = Strip(self.paint(line) if known else ())
        return strip.crop_extend(0, self.line_width, None).apply_style(ground)

    def _bar(self, y: int) -> Segment:
        height, count = self.size.height, self.line_count
        if count <= height:
            return Segment(" ", self.ground)
        length = max(1, height * height // count)
        first = (height - length) * self.top // max(1, count - height)
        return Segment("▐" if first <= y < first + length else " ", self.ground + self.palette.faint)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel; the cursor stays where it is."""
        event.stop()
        self.scroll_top(self.top + _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel; the cursor stays where it is."""
        event.stop()
        self.scroll_top(self.top - _WHEEL)
