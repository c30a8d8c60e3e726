"""Dialogs that show lines and go away: all keys, files with problems; and the frame of all dialogs.

Owns the frame, its scrolling and closing, and how the screen that lies under a dialog is dimmed. The lines
come from the objects given to the frame, which need no terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Protocol, TypeVar

from rich.cells import cell_len
from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.color import Color
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen

from reader.articles.model import Problem
from reader.text.english import count
from reader.tui.guard import Guarded
from reader.tui.keymap import Key, Place, Section, bindings, show_keys
from reader.tui.text import fit, pad, wrap
from reader.tui.theme import Palette
from reader.tui.widgets.base import LineView, Motion

T = TypeVar("T")


Lines = list[list[Segment]]
Writer = Callable[[int, Palette], Lines]

_TWO_COLUMNS = 96  # columns of the terminal from which keys stand in two columns
_MOST_KEYS = 26  # columns for the names of keys


class DimmingScreen(Guarded, ModalScreen[T]):
    """A dialog above another screen; its style sheet says in which colour, and how much, that is dimmed.

    Each style is dimmed once. Textual mixes the colours of every piece of every line anew, whenever the
    dialog is painted, which takes longer than all the rest of it.
    """

    def render(self) -> RenderableType:
        """Paint what lies under the dialog."""
        under = super().render()
        return _Dimmed(under.screen, under.color) if isinstance(under, BackgroundScreen) else under


class _Dimmed(BackgroundScreen):
    """Another screen, dimmed."""

    @classmethod
    def process_segments(cls, segments: Iterable[Segment], color: Color) -> Iterable[Segment]:
        """Return the segments of the other screen in other styles."""
        return [
            segment if segment.control else Segment(segment.text, _dimmed(segment.style, color))
            for segment in segments
        ]


@lru_cache(1024)
def _dimmed(style: Style | None, color: Color) -> Style:
    mixed = next(iter(BackgroundScreen.process_segments([Segment(" ", style)], color))).style
    return mixed or Style.null()


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

    def render_segments(self, line: int) -> Iterable[Segment]:
        """Paint a line."""
        return self._written[line]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Be as high as the lines are; the frame says how high that may be."""
        return len(self._write(max(1, width - 1), self.palette))

    def write_again(self) -> None:
        """Write what has changed."""
        self.resized()
        self.refresh()

    def resized(self) -> None:
        """Write for the new width."""
        self._written = self._write(self.line_width, self.palette)
        self.scroll_top(self.top)


class DialogText(Protocol):
    """What a dialog shows.

    Attributes:
        heading: The title of its frame.
    """

    heading: str

    def write(self, width: int, palette: Palette) -> Lines:
        """Return the lines at a width."""


class Dialog(DimmingScreen[None]):
    """A frame with a title around lines."""

    BINDINGS: ClassVar = [*bindings(Place.MAIN, motions=True), *bindings(Place.DIALOG)]

    def __init__(self, text: DialogText) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """Show the lines in a frame."""
        with Vertical(id="dialog"):
            yield LinesPane(self._text.write)

    def on_mount(self) -> None:
        """Name the frame."""
        frame = self.query_one("#dialog")
        frame.border_title = Content(self._text.heading)
        self.query_one(LinesPane).focus()

    def action_move(self, motion: Motion) -> None:
        """Scroll."""
        self.query_one(LinesPane).move(motion)

    def action_close(self) -> None:
        """Go away."""
        self.dismiss()


class KeyHelp:
    """Every key with what it does."""

    heading = "All keys"

    def __init__(self, keymap: tuple[Key, ...]) -> None:
        self._keymap = keymap

    def write(self, width: int, palette: Palette) -> Lines:
        """Return sections of keys, in two columns where there is room."""
        columns = 2 if width >= _TWO_COLUMNS else 1
        sections = [self._write_section(each, width // columns - 2, palette) for each in Section]
        if columns == 1:
            return [line for section in sections for line in section]
        half = sum(map(len, sections)) / 2
        left: Lines = []
        right: Lines = []
        for section in sections:
            (left if len(left) + len(section) / 2 <= half and not right else right).extend(section)
        lines = []
        for number in range(max(len(left), len(right))):
            first = left[number] if number < len(left) else []
            used = sum(segment.cell_length for segment in first)
            second = right[number] if number < len(right) else []
            lines.append([*first, Segment(" " * max(0, width // 2 - used)), *second])
        return lines

    def _write_section(self, section: Section, width: int, palette: Palette) -> Lines:
        keys = [key for key in self._keymap if key.section is section]
        room = min(_MOST_KEYS, max(cell_len(show_keys(key)) for key in keys), max(6, width // 2))
        lines: Lines = [[Segment(fit(section.value.upper(), width), palette.muted)]]
        for key in keys:
            where = "" if key.place is Place.MAIN else f" ({key.place})"
            words = key.help + where
            for start, end in wrap(words, 0, len(words), max(1, width - room - 2)):
                name = pad("" if start else show_keys(key), room) + "  "
                lines.append([Segment(name, palette.strong), Segment(words[start:end], palette.text)])
        return [*lines, []]


class ProblemList:
    """What went wrong with which file, and which files are not read.

    Args:
        not_read: How many files of other kinds there are, in words; empty if there are none.
    """

    def __init__(self, problems: list[Problem], folder: Path, not_read: str) -> None:
        self._problems = problems
        self._not_read = not_read
        self._folder = folder
        self.heading = count(len(problems), "problem")

    def write(self, width: int, palette: Palette) -> Lines:
        """Return each file with its reason below it."""
        lines: Lines = []
        if not self._problems:
            every = "article file" if self._not_read else "file"
            lines.append([Segment(f"Every {every} in this folder could be read.", palette.text)])
        for problem in self._problems:
            name = printable(self._name_of(problem.path))
            for start, end in wrap(name, 0, len(name), width):
                lines.append([Segment(name[start:end], palette.strong)])
            reason = printable(problem.reason)
            for start, end in wrap(reason, 0, len(reason), max(1, width - 2)):
                lines.append([Segment("  "), Segment(reason[start:end], palette.warning)])
        for start, end in wrap(self._not_read, 0, len(self._not_read), width):
            lines.append([Segment(self._not_read[start:end], palette.text)])
        return lines

    def _name_of(self, path: Path) -> str:
        return str(path.relative_to(self._folder) if path.is_relative_to(self._folder) else path)


def printable(text: str) -> str:
    """Return a text, such as a file's name, with everything spelled out that a terminal would act on."""
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in text)
