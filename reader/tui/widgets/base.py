"""What the widgets that draw their own lines are built on: finished strips, scrolling, and segments.

Owns how a line gets to the terminal: a widget yields segments, this module puts them on a background, cuts
them to the width, applies the app's filters and keeps the strip. Textual's own way handles borders, padding,
opacity and selections, and costs several times as much as drawing the line; of these only a left border is
supported here. Owns the scrolling of a pane, of which only the lines in sight are ever drawn, too; it keeps
its own position, because a change of Textual's virtual size lays out the whole screen anew.

Refuses to know what stands on a line: that is for the widgets.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, Self

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.tui.guard import Guarded
from reader.tui.text import ELLIPSIS, fit, is_unsafe, make_safe
from reader.tui.theme import Palette

Motion = Literal["down", "up", "page_down", "page_up", "half_down", "half_up", "top", "end"]
_WHEEL = 3
_KEPT_SCREENS = 6  # painted lines are kept for this many screens of scrolling


class _ResolvedStyles(dict[Style | None, Style]):
    """Styles on one background as the app's filters leave them: without colours, or in true ones."""

    def __init__(self, background: Style, background_color: Color, filters: Sequence[LineFilter]) -> None:
        super().__init__()
        self._background, self._background_color, self._filters = background, background_color, filters

    def __missing__(self, style: Style | None) -> Style:
        line = [Segment(" ", self._background + style if style else self._background)]
        for each in self._filters:
            line = each.apply(line, self._background_color)
        resolved = self[style] = line[0].style or Style.null()
        return resolved


class StripWidget(Guarded, Widget):
    """A widget that paints its lines with a palette instead of looking up styles for each."""

    ALLOW_SELECT = False
    # Another height alone leaves finished lines as they are; or ``resized`` forgets those that it changes.
    KEEPS_LINES = False
    # Textual would lay out all widgets a second time after each that gives this one another size.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.drawn_size = Size(0, 0)
        self._palette: Palette | None = None
        self._background_color: Color | None = None
        self._background = Style()
        self._edge: list[Segment] = []
        self._resolved: dict[Style, _ResolvedStyles] = {}

    @property
    def background_style(self) -> Style:
        """The background of the widget."""
        if self._background_color is None:
            self._read_style_sheet()
        return self._background

    @property
    def edge_width(self) -> int:
        """Columns that the border takes, which the places of mouse events count."""
        return len(self._edge)

    @property
    def palette(self) -> Palette:
        """The styles of the current theme."""
        if self._palette is None:
            self._palette = Palette.make(self.app.theme_variables, dark=self.app.current_theme.dark)
        return self._palette

    def notify_style_update(self) -> None:
        """Forget the styles of a theme that has changed."""
        self._palette = self._background_color = None
        self.discard_lines()
        super().notify_style_update()

    def resized(self) -> None:
        """Arrange what is shown for another ``drawn_size``, just before it is painted."""

    @abstractmethod
    def discard_lines(self) -> None:
        """Forget finished lines: they would look different now."""

    @abstractmethod
    def strips(self, lines: range) -> list[Strip]:
        """Return some lines of the widget, finished."""

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Paint anew; who asks for some regions only has forgotten their lines."""
        if not regions:
            self.discard_lines()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return finished lines for the size that the widget has now; a resize event comes only after."""
        size = self.size
        if size != self.drawn_size:
            if size.width != self.drawn_size.width or not self.KEEPS_LINES:
                self.discard_lines()
            self.drawn_size = size
            self.resized()
        strips = self.strips(crop.line_range)
        start, end = crop.column_span
        if start > 0 or end < size.width:
            strips = [strip.crop(start, end) for strip in strips]
        return strips

    def make_strip(
        self, segments: Iterable[Segment], background: Style, last: Segment | None = None
    ) -> Strip:
        """Return a whole line on a background, after the border that it has, as the terminal may see it.

        Args:
            last: What stands in the last column, on the widget's own background.
        """
        if self._background_color is None:
            self._read_style_sheet()
        resolved = self._resolved_on(background)
        line: list[Segment] = []
        room = self.drawn_size.width - (last is not None)
        for text, style, _ in segments:
            if not text:
                continue
            length = len(text) if text.isascii() and text.isprintable() else cell_len(text)
            if length > room:
                text, length = set_cell_size(text, room), room
            style = resolved[style]
            if line and line[-1].style is style:
                text = line.pop().text + text
            line.append(Segment(text, style))
            room -= length
        if room:
            line.append(Segment(" " * room, resolved[None]))
        if last is not None:
            line.append(last)
        if is_unsafe("".join([text for text, _, _ in line])):
            line = [Segment(make_safe(text), style) for text, style, _ in line]
        return Strip([*self._edge, *line], self.drawn_size.width + len(self._edge))

    def make_segment(self, text: str, style: Style) -> Segment:
        """Return a finished segment on the widget's own background."""
        return Segment(text, self._resolved_on(self.background_style)[style])

    def _resolved_on(self, background: Style) -> _ResolvedStyles:
        """Return the styles on a background."""
        resolved = self._resolved.get(background)
        if resolved is None:
            assert self._background_color is not None
            resolved = self._resolved[background] = _ResolvedStyles(
                background, self._background_color, self.get_line_filters()
            )
        return resolved

    def _read_style_sheet(self) -> None:
        """Look up once what the style sheet says of every line."""
        self._background_color = self.background_colors[1]
        self._background = Style(bgcolor=self._background_color.rich_color)
        self._resolved = {}
        kind, colour = self.styles.border_left
        self._edge = [self.make_segment("│", Style(color=colour.rich_color))] if kind else []


class OneLineWidget(StripWidget):
    """A widget of one line, painted when something in it has changed."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._painted: Strip | None = None

    @abstractmethod
    def render_segments(self) -> Iterable[Segment]:
        """Return what stands on the line."""

    def discard_lines(self) -> None:
        """Forget the painted line."""
        self._painted = None

    def strips(self, lines: range) -> list[Strip]:
        """Paint the line, unless that has been done."""
        if self._painted is None:
            self._painted = self.make_strip(self.render_segments(), self.background_style)
        return [self._painted] * len(lines)


class LineView(StripWidget, can_focus=True):
    """A scrolling pane; subclasses say how many lines there are and paint one."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.top = 0
        self._strips: dict[tuple[int, bool], Strip] = {}

    @property
    @abstractmethod
    def line_count(self) -> int:
        """How many lines there are."""

    @property
    def line_width(self) -> int:
        """Columns for a line: the last one is the scroll bar's."""
        return max(self.drawn_size.width - 1, 1)

    @abstractmethod
    def render_segments(self, line: int) -> Iterable[Segment]:
        """Return what stands on a line, at most ``line_width`` cells."""

    def line_style(self, line: int) -> Style | None:
        """Return what fills the rest of a line, and its background."""
        return None

    @property
    def has_own_keys(self) -> bool:
        """Keys may mean something here that they mean nowhere else."""
        return bool(self.BINDINGS)

    def move(self, motion: Motion) -> None:
        """Scroll; a widget with a cursor moves that instead."""
        self.scroll_top(self.top + self.distance(motion))

    def distance(self, motion: Motion) -> int:
        """Return how many lines a motion covers; a page leaves two lines in sight."""
        height = self.drawn_size.height
        page, half = max(height - 2, 1), max(height // 2, 1)
        far = self.line_count + height
        return {
            "down": 1, "up": -1, "page_down": page, "page_up": -page, "half_down": half, "half_up": -half,
            "top": -far, "end": far,
        }[motion]  # fmt: skip

    def scroll_top(self, top: int) -> bool:
        """Put a line at the top, as far as there is something to see; tell whether anything moved."""
        top = max(0, min(top, self.line_count - self.drawn_size.height))
        if top == self.top:
            return False
        self.top = top
        self.show_again()
        return True

    def show_again(self) -> None:
        """Show painted lines as they are: only where they stand is another, or the scroll bar beside them."""
        super(StripWidget, self).refresh()

    def discard_lines(self) -> None:
        """Forget all painted lines."""
        self._strips.clear()

    def refresh_line(self, line: int, count: int = 1) -> None:
        """Paint some lines anew, at once or when they come into sight."""
        for number in range(line, line + count):
            self._strips.pop((number, False), None)
            self._strips.pop((number, True), None)
        if self.top - count < line < self.top + self.drawn_size.height:
            self.refresh(Region(0, line - self.top, self.drawn_size.width, count))

    def on_hide(self) -> None:
        """Arrange the lines anew when the pane comes back: while it is away, it has no width."""
        self.drawn_size = Size(0, 0)

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
                if len(self._strips) > _KEPT_SCREENS * self.drawn_size.height:
                    self._strips.clear()
                strip = self._strips[key] = self._paint_strip(*key)
            found.append(strip)
        return found

    def _paint_strip(self, line: int, thumb: bool) -> Strip:
        known = 0 <= line < self.line_count
        style = self.line_style(line) if known else None
        background = self.background_style if style is None else self.background_style + style
        bar = None
        if self.drawn_size.width > 1:
            bar = self.make_segment("▐" if thumb else " ", self.palette.faint)
        return self.make_strip(self.render_segments(line) if known else (), background, bar)

    def _find_thumb(self) -> range:
        """Return the lines on which the scroll bar shows the stretch that is in sight."""
        height, count = self.drawn_size.height, self.line_count
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


def highlighted(text: str, pattern: re.Pattern[str] | None, base: Style, found: Style) -> Iterator[Segment]:
    """Yield a text in one style, and what a search found in it in another."""
    position = 0
    if pattern is not None:
        for match in pattern.finditer(text):
            if match.start() > position:
                yield Segment(text[position : match.start()], base)
            if match.end() > match.start():
                yield Segment(text[match.start() : match.end()], base + found)
            position = match.end()
    if position < len(text):
        yield Segment(text[position:], base)


def around_match(text: str, pattern: re.Pattern[str] | None, width: int) -> str:
    """Cut a text to a width so that what a search found in it stays in sight."""
    match = pattern.search(text) if pattern else None
    if match is None or cell_len(text[: match.end()]) < width:
        return fit(text, width)
    start = max(0, match.start() - max(0, width - (match.end() - match.start())) // 3)
    space = text.find(" ", start, match.start())
    return fit(ELLIPSIS + text[start if space < 0 else space + 1 :], width)
