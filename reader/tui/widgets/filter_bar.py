"""The line above the panes: what is filtered by, as chips that can be clicked away, and how much was found.

Owns its look. What a chip stands for is the screen's business.
"""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.strip import Strip

from reader.tui.cells import fit
from reader.tui.messages import ChipRemoved
from reader.tui.widgets.painted import Painted

_CROSS = " ×"


class FilterBar(Painted):
    """Chips on the left, numbers on the right."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._labels: tuple[str, ...] = ()
        self._wordings: tuple[str, ...] = ()
        self._places: list[tuple[int, int]] = []

    def show(self, labels: tuple[str, ...], found: tuple[str, ...]) -> None:
        """Show chips and what was found.

        Args:
            found: The same in fewer and fewer words; the longest that fits is shown.
        """
        self._labels = labels
        self._wordings = found
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint the line."""
        palette, width = self.palette, self.size.width
        wanted = sum(cell_len(label) + 5 for label in self._labels)
        room = width - min(wanted, width // 2 if self._labels else 0) - 2
        found = next((words for words in self._wordings if cell_len(words) <= room), "")
        left = width - cell_len(found) - 2
        segments: list[Segment] = [Segment(" ")]
        self._places = []
        used = 1
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
        segments += [Segment(" " * gap), Segment(found, palette.muted)]
        return Strip(segments).crop_extend(0, width, None).apply_style(self.ground)

    def on_click(self, event: events.Click) -> None:
        """Take away the chip that was clicked."""
        event.stop()
        for number, (start, end) in enumerate(self._places):
            if start <= event.x < end:
                self.post_message(ChipRemoved(number))
