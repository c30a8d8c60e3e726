"""What all widgets that paint their own lines share: the styles of the current theme, and finished lines.

Owns the way of a painted line to the terminal. Textual's own way, which knows borders, padding, opacity and
selections, costs several times as much as painting the line does; of all these there is a left border here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Self

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.tui.linefilter import is_unsafe, make_safe
from reader.tui.theme import Palette


class _Mixed(dict[Style | None, Style]):
    """Styles on one background as the app's filters leave them: without colours, or in true ones."""

    def __init__(self, ground: Style, backdrop: Color, filters: Sequence[LineFilter]) -> None:
        super().__init__()
        self._ground, self._backdrop, self._filters = ground, backdrop, filters

    def __missing__(self, style: Style | None) -> Style:
        line = [Segment(" ", self._ground + style if style else self._ground)]
        for each in self._filters:
            line = each.apply(line, self._backdrop)
        mixed = self[style] = line[0].style or Style.null()
        return mixed


class Painted(Widget):
    """A widget that paints its lines with a palette instead of looking up styles for each."""

    ALLOW_SELECT = False
    # Another height alone leaves finished lines as they are; or ``resized`` forgets those that it changes.
    KEEPS_LINES = False
    # Textual would lay out all widgets a second time after each that gives this one another size.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.shape = Size(0, 0)
        self._palette: Palette | None = None
        self._backdrop: Color | None = None
        self._ground = Style()
        self._edge: list[Segment] = []
        self._mixed: dict[Style, _Mixed] = {}

    @property
    def ground(self) -> Style:
        """The background of the widget."""
        if self._backdrop is None:
            self._look_up()
        return self._ground

    @property
    def palette(self) -> Palette:
        """The styles of the current theme."""
        if self._palette is None:
            self._palette = Palette.make(self.app.theme_variables, dark=self.app.current_theme.dark)
        return self._palette

    def notify_style_update(self) -> None:
        """Forget the styles of a theme that has changed."""
        self._palette = self._backdrop = None
        self.forget()
        super().notify_style_update()

    def resized(self) -> None:
        """Arrange what is shown for another ``shape``, just before it is painted."""

    def forget(self) -> None:
        """Forget finished lines: they would look different now."""
        raise NotImplementedError

    def strips(self, lines: range) -> list[Strip]:
        """Return some lines of the widget, finished."""
        raise NotImplementedError

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Paint anew; who asks for some regions only has forgotten their lines."""
        if not regions:
            self.forget()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return finished lines for the size that the widget has now; a resize event comes only after."""
        size = self.size
        if size != self.shape:
            if size.width != self.shape.width or not self.KEEPS_LINES:
                self.forget()
            self.shape = size
            self.resized()
        strips = self.strips(crop.line_range)
        start, end = crop.column_span
        if start > 0 or end < size.width:
            strips = [strip.crop(start, end) for strip in strips]
        return strips

    def finish(self, segments: Iterable[Segment], ground: Style, last: Segment | None = None) -> Strip:
        """Return a whole line on a background, after the border that it has, as the terminal may see it.

        Args:
            last: What stands in the last column, on the widget's own background.
        """
        if self._backdrop is None:
            self._look_up()
        mixed = self._on(ground)
        line: list[Segment] = []
        room = self.shape.width - (last is not None)
        for text, style, _ in segments:
            if not text:
                continue
            length = len(text) if text.isascii() and text.isprintable() else cell_len(text)
            if length > room:
                text, length = set_cell_size(text, room), room
            style = mixed[style]
            if line and line[-1].style is style:
                text = line.pop().text + text
            line.append(Segment(text, style))
            room -= length
        if room:
            line.append(Segment(" " * room, mixed[None]))
        if last is not None:
            line.append(last)
        if is_unsafe("".join([text for text, _, _ in line])):
            line = [Segment(make_safe(text), style) for text, style, _ in line]
        return Strip([*self._edge, *line], self.shape.width + len(self._edge))

    def own(self, text: str, style: Style) -> Segment:
        """Return a finished segment on the widget's own background."""
        return Segment(text, self._on(self.ground)[style])

    def _on(self, ground: Style) -> _Mixed:
        """Return the styles on a background."""
        mixed = self._mixed.get(ground)
        if mixed is None:
            assert self._backdrop is not None
            mixed = self._mixed[ground] = _Mixed(ground, self._backdrop, self.get_line_filters())
        return mixed

    def _look_up(self) -> None:
        """Look up once what the style sheet says of every line."""
        self._backdrop = self.background_colors[1]
        self._ground = Style(bgcolor=self._backdrop.rich_color)
        self._mixed = {}
        kind, colour = self.styles.border_left
        self._edge = [self.own("│", Style(color=colour.rich_color))] if kind else []


class PaintedLine(Painted):
    """A widget of one line, painted when something in it has changed."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._painted: Strip | None = None

    def paint(self) -> Iterable[Segment]:
        """Return what stands on the line."""
        raise NotImplementedError

    def forget(self) -> None:
        """Forget the painted line."""
        self._painted = None

    def strips(self, lines: range) -> list[Strip]:
        """Paint the line, unless that has been done."""
        if self._painted is None:
            self._painted = self.finish(self.paint(), self.ground)
        return [self._painted] * len(lines)
