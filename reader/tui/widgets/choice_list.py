"""Names with counts, of which any can be marked: the list of a picker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.library.model import Facet
from reader.tui.cells import pad
from reader.tui.messages import Listed, NameToggled
from reader.tui.widgets.cursor_list import CursorList


class ChoiceList(CursorList):
    """Names, one a line."""

    def __init__(self, listed: Listed, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._listed = listed
        self._names: Sequence[Facet] | None = None
        self._marked: frozenset[str] = frozenset()

    def show(self, names: Sequence[Facet], marked: frozenset[str]) -> None:
        """Show names, the cursor on the first."""
        self._names, self._marked = names, marked
        self.begin()

    def mark(self, marked: frozenset[str]) -> None:
        """Show other names as marked."""
        self._marked = marked
        self.refresh()

    @property
    def name_under_cursor(self) -> str | None:
        """The name that Enter and space mean."""
        return self._names[self._cursor].value if self._names else None

    @property
    def length(self) -> int:
        """How many names there are."""
        return len(self._names or ())

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

    def clicked(self) -> None:
        """Mark the name that was clicked."""
        if self.name_under_cursor is not None:
            self.post_message(NameToggled(self._listed, self.name_under_cursor))
