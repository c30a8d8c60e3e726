"""A speaker's page: numbers to walk over, each of which opens what it counts.

Owns the cursor over the numbers. What stands where is ``speaker_layout``'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.segment import Segment
from rich.style import Style
from textual import events

from reader.library.model import Figure, SpeakerPage
from reader.tui.messages import FigureHighlighted, RowOpened
from reader.tui.speaker_layout import Cell, CueWord, Line, Look, lay_out
from reader.tui.widgets.line_view import LineView, Motion

_UNDER_CURSOR = Style(underline=True)  # where there are no colours
_NO_WORDS: Mapping[str, CueWord] = {}


class SpeakerPageView(LineView):
    """The page beside the list of speakers."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, classes="side")
        self._page: SpeakerPage | None = None
        self._words = _NO_WORDS
        self._lines: list[Line] = []
        self._figures: list[tuple[int, Cell]] = []
        self._at = 0

    def show(self, page: SpeakerPage | None, words: Mapping[str, CueWord] = _NO_WORDS) -> None:
        """Show a page; more of the same page keeps the cursor on its number.

        Args:
            words: How cues are shown, by their base form.
        """
        same = page is not None and self._page is not None and page.query == self._page.query
        kept = self.figure if same else None
        self._page, self._words = page, words
        if not same:
            self.top = 0
        self._arrange(kept)
        self.refresh()

    @property
    def page(self) -> SpeakerPage | None:
        """The page shown."""
        return self._page

    @property
    def figure(self) -> Figure | None:
        """The number under the cursor."""
        return self._figures[self._at][1].figure if self._figures else None

    @property
    def line_count(self) -> int:
        """How many lines the page has."""
        return len(self._lines)

    def step(self, step: int) -> bool:
        """Go to the next or previous number; False if there is none."""
        return self._go_to(self._at + step) if 0 <= self._at + step < len(self._figures) else False

    def move(self, motion: Motion) -> None:
        """Go to a number on another line, as near as one stands to where the cursor is; or scroll."""
        if not self._figures:
            super().move(motion)
            return
        if motion in ("top", "end"):
            self._go_to(0 if motion == "top" else len(self._figures) - 1)
            return
        line, cell = self._figures[self._at]
        lines = sorted({each for each, _ in self._figures})
        place, distance = lines.index(line), self.distance(motion)
        if motion in ("down", "up"):
            wanted = lines[max(0, min(place + distance, len(lines) - 1))]
        else:
            wanted = min(lines, key=lambda each: abs(each - (line + distance)))
        if wanted == line and distance:
            self.scroll_top(self.top + distance)
            return
        self._go_to(min(
            (number for number, (each, _) in enumerate(self._figures) if each == wanted),
            key=lambda number: abs(self._figures[number][1].x - cell.x),
        ))  # fmt: skip

    def paint(self, line: int) -> Iterable[Segment]:
        """Paint the cells of a line; the number under the cursor stands out."""
        x, figure = 0, self.figure
        for cell in self._lines[line]:
            yield Segment(" " * (cell.x - x))
            style = self._style(cell.look)
            if cell.figure is not None and cell.figure is figure:
                style += self.palette.cursor + _UNDER_CURSOR if self.has_focus else self.palette.cursor_away
            yield Segment(cell.text, style)
            x = cell.end

    def _style(self, look: Look) -> Style:
        if look == "speaker":
            return self.palette.speaker(self._page.row.name if self._page else None)
        style: Style = getattr(self.palette, look)
        return style

    def resized(self) -> None:
        """Lay the page out for another width."""
        self._arrange(self.figure)
        self._reveal()

    def on_focus(self) -> None:
        """Paint the cursor as the one that keys move."""
        self.refresh()

    on_blur = on_focus

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the number that was clicked; a second click opens it."""
        event.stop()
        offset = event.get_content_offset(self)
        if offset is None:
            return
        x, line = offset.x, self.top + offset.y
        for number, (each, cell) in enumerate(self._figures):
            cells = [other for other in self._lines[each] if other.figure is cell.figure]
            if each == line and cells[0].x <= x < cells[-1].end and not self._go_to(number):
                self.post_message(RowOpened())

    def _go_to(self, number: int) -> bool:
        if number == self._at:
            return False
        for at in (self._at, number):
            self.refresh_line(self._figures[at][0])
        self._at = number
        self.refresh_line(self._figures[number][0])
        self._reveal()
        self.post_message(FigureHighlighted())
        return True

    def _arrange(self, kept: Figure | None) -> None:
        """Lay the lines out, and put the cursor where it was: on the number of the same query."""
        self._lines = [] if self._page is None else lay_out(self._page, self.line_width, self._words)
        # A number may have two cells: its value and itself. The cursor stands on the first.
        first = {
            id(cell.figure): (number, cell)
            for number, line in reversed(list(enumerate(self._lines)))
            for cell in reversed(line)
            if cell.figure is not None
        }
        self._figures = sorted(first.values(), key=lambda each: (each[0], each[1].x))
        places = (
            at for at, (_, cell) in enumerate(self._figures)
            if kept is not None and cell.figure is not None
            and (cell.figure.value, cell.figure.query) == (kept.value, kept.query)
        )  # fmt: skip
        self._at = next(places, 0)
        self.scroll_top(self.top)

    def _reveal(self) -> None:
        """Scroll as little as brings the cursor's line into sight, with the head of the page at its top."""
        if not self._figures:
            return
        line = self._figures[self._at][0]
        if line == self._figures[0][0] and line < self.size.height:
            self.scroll_top(0)
        elif line < self.top:
            self.scroll_top(line)
        elif line >= self.top + self.size.height:
            self.scroll_top(line - self.size.height + 1)
