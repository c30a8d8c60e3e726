"""The line above the panes: the views, the filter as chips that can be clicked away, how much was found.

Owns its look. What a chip stands for is the screen's business.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.segment import Segment
from textual import events

from reader.tui.cells import fit
from reader.tui.messages import ChipRemoved, ViewWanted
from reader.tui.widgets.painted import PaintedLine

_CROSS = " ×"
_ROOM_FOR_ALL = 32  # columns left for what was found, if all views are named; else only the one shown
_ROOM_FOR_ONE = 14


class FilterBar(PaintedLine):
    """Views and chips on the left, numbers on the right."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._labels: tuple[str, ...] = ()
        self._wordings: tuple[str, ...] = ()
        self._places: list[tuple[int, int]] = []
        self._views: tuple[tuple[str, str], ...] = ()
        self._view = ""
        self._view_places: list[tuple[int, int, str]] = []

    def name_views(self, views: tuple[tuple[str, str], ...], current: str) -> None:
        """Name the views, each with its key, and which of them is shown."""
        self._views, self._view = views, current
        self.refresh()

    def show(self, labels: tuple[str, ...], found: tuple[str, ...]) -> None:
        """Show chips and what was found.

        Args:
            found: The same in fewer and fewer words; the longest that fits is shown.
        """
        if (self._labels, self._wordings) != (labels, found):
            self._labels, self._wordings = labels, found
            self.refresh()

    def paint(self) -> list[Segment]:
        """Paint views and chips, and where they can be clicked."""
        palette, width = self.palette, self.shape.width
        wanted = sum(cell_len(label) + 5 for label in self._labels)
        segments = [Segment(" "), *self._named_views(width - wanted)]
        used = sum(segment.cell_length for segment in segments)
        room = width - used + 1 - min(wanted, width // 2 if self._labels else 0) - 2
        found = next((words for words in self._wordings if cell_len(words) <= room), "")
        left = width - cell_len(found) - 2
        self._places = []
        for number, label in enumerate(self._labels):
            rest = len(self._labels) - number - 1
            cut = fit(label, min(40, left - used - 4 - (4 if rest else 0)))
            if cell_len(cut) < min(4, cell_len(label)):
                segments.append(Segment(f"+{rest + 1}", palette.accent))
                used += 2 + (rest >= 9)
                break
            chip = f" {cut}{_CROSS} "
            self._places.append((used, used + cell_len(chip)))
            segments += [Segment(chip, palette.cursor_away + palette.accent), Segment(" ")]
            used += cell_len(chip) + 1
        gap = max(0, width - used - cell_len(found) - 1)
        return [*segments, Segment(" " * gap), Segment(found, palette.muted)]

    def _named_views(self, room: int) -> Iterator[Segment]:
        """Yield the names of the views for which there is room: all, or the one shown, or none."""
        palette, place = self.palette, 1
        self._view_places = []
        needed = {name: cell_len(key) + cell_len(name) + 3 for key, name in self._views}
        if room - sum(needed.values()) < _ROOM_FOR_ALL:
            needed = {name: size for name, size in needed.items() if name == self._view}
            if room - sum(needed.values()) < _ROOM_FOR_ONE:
                return
        for key, name in self._views:
            if name in needed:
                style = palette.strong if name == self._view else palette.muted
                yield Segment(f"{key} ", palette.faint)
                yield Segment(f"{name}  ", style)
                self._view_places.append((place, place + needed[name] - 2, name))
                place += needed[name]

    def on_click(self, event: events.Click) -> None:
        """Take away the chip that was clicked, or change to the view."""
        event.stop()
        for start, end, name in self._view_places:
            if start <= event.x < end:
                self.post_message(ViewWanted(name))
        for number, (start, end) in enumerate(self._places):
            if start <= event.x < end:
                self.post_message(ChipRemoved(number))
