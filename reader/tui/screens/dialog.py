"""A dialog that shows lines and goes away: the frame of help, problems and explanations.

Owns scrolling and closing. What the lines say comes from the dialogs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size

from reader.tui.keymap import Place, bindings
from reader.tui.screens.shade import ShadingScreen
from reader.tui.theme import Palette
from reader.tui.widgets.line_view import LineView, Motion

Lines = list[list[Segment]]
Writer = Callable[[int, Palette], Lines]


class LinesPane(LineView):
    """Lines that are written for a width, and anew when it changes."""

    def __init__(self, write: Writer) -> None:
        super().__init__(id="lines")
        self._write = write
        self._written: Lines = []

    @property
    def line_count(self) -> int:
        """How many lines were written."""
        return len(self._written)

    def paint(self, line: int) -> Iterable[Segment]:
        """Paint a line."""
        return self._written[line]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Be as high as the lines are; the frame says how high that may be."""
        return len(self._write(max(1, width - 1), self.palette))

    def resized(self) -> None:
        """Write for the new width."""
        self._written = self._write(self.line_width, self.palette)
        self.scroll_top(self.top)


class Dialog(ShadingScreen[None]):
    """A frame with a title around lines."""

    BINDINGS: ClassVar = [*bindings(Place.ROOM, motions=True), *bindings(Place.DIALOG)]
    heading = ""

    def compose(self) -> ComposeResult:
        """Show the lines in a frame."""
        with Vertical(id="dialog"):
            yield LinesPane(self.write)

    def on_mount(self) -> None:
        """Name the frame."""
        frame = self.query_one("#dialog")
        frame.border_title = Content(self.heading)
        self.query_one(LinesPane).focus()

    def write(self, width: int, palette: Palette) -> Lines:
        """Return the lines at a width."""
        raise NotImplementedError

    def action_move(self, motion: Motion) -> None:
        """Scroll."""
        self.query_one(LinesPane).move(motion)

    def action_close(self) -> None:
        """Go away."""
        self.dismiss()
