"""Names with counts, of which any can be marked: the list of a picker.

Owns the cursor. Takes any number of names: only those in sight are painted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events

from reader.library.model import Facet
from reader.tui.cells import pad
from reader.tui.messages import Listed, NameToggled
from reader.tui.widgets.line_view import LineView, Motion


class ChoiceList(LineView, can_focus=False):
    """Names, one a line."""

    def __init__(self, listed: Listed, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._listed = listed
        self._names: Sequence[Facet] | None = None
        self._marked: frozenset[str] = frozenset()
        self._cursor = 0

    def show(self, names: Sequence[Facet], marked: frozenset[str]) -> None:
        """Show names, the cursor on the first."""
        self._names, self._marked = names, marked
        self._cursor = self.top = 0
        self.refresh()

    def mark(self, marked: frozenset[str]) -> None:
        """Show other names as marked."""
        self._marked = marked
        self.refresh()

    @property
    def name_under_cursor(self) -> str | None:
        """The name that Enter and space mean."""
        return self._names[self._cursor].value if self._names else None

    @property
    def line_count(self) -> int:
        """One line a name, or one that says there is none."""
        return max(1, len(self._names or ()))

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
        return self.palette.cursor if self._names and line == self._cursor else None

    def paint(self, line: int) -> Iterable[Segment]:
        """Paint a name with its mark and count."""
        palette = self.palette
        if not self._names:
            yield Segment("  counting …" if self._names is None else "  no such name", palette.muted)
            return
        each = self._names[line]
        marked = each.value in self._marked
        style = palette.speaker(each.value) if self._listed is Listed.SPEAKER else palette.text
        number = f"{each.count:,}"
        yield Segment("▌" if line == self._cursor else " ", palette.accent)
        yield Segment("● " if marked else "  ", palette.accent)
        room = max(1, self.line_width - cell_len(number) - 5)
        yield Segment(pad(each.value, room), style + Style(bold=marked or None))
        yield Segment(f" {number} ", palette.muted)

    def on_click(self, event: events.Click) -> None:
        """Mark the name that was clicked."""
        event.stop()
        line = self.top + event.y
        if self._names and line < len(self._names):
            self._cursor = line
            self.post_message(NameToggled(self._listed, self._names[line].value))
            self.refresh()
