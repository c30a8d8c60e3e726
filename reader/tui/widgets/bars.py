"""The first and the last line of the screen: the filter bar, and the status line.

Owns what is left out where there is little room. The filter bar names the views, shows the filter as chips
and how much was found; the status line says what is under the cursor, a message or progress, and the keys
that are useful now. What a chip or a key does is for the screen.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.segment import Segment
from textual import events

from reader.tui.messages import ChipRemoved, ViewWanted
from reader.tui.text import fit
from reader.tui.widgets.base import OneLineWidget

_CROSS = " ×"
# Columns left for what was found if all views are named, else only the one shown; if that one is named.
_COLUMNS_BESIDE_ALL_VIEWS, _COLUMNS_BESIDE_ONE_VIEW = 32, 14


_SUBJECT_COLUMNS = 38  # columns for what is under the cursor
Hints = tuple[tuple[str, str], ...]


class FilterBar(OneLineWidget):
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

    def render_segments(self) -> list[Segment]:
        """Paint views and chips, and where they can be clicked."""
        palette, width = self.palette, self.drawn_size.width
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
        if room - sum(needed.values()) < _COLUMNS_BESIDE_ALL_VIEWS:
            needed = {name: size for name, size in needed.items() if name == self._view}
            if room - sum(needed.values()) < _COLUMNS_BESIDE_ONE_VIEW:
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


class StatusLine(OneLineWidget):
    """Where am I, what happened, what can I press."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._about: tuple[str, str | None] = ("", None)
        self._message = ""
        self._warning = False
        self._progress: tuple[str, ...] = ()
        self._hints: Hints = ()

    def show(self, about: str, speaker: str | None, hints: Hints) -> None:
        """Show what is under the cursor, and the keys that are useful there.

        Args:
            speaker: Whose colour it is written in.
            hints: Keys with labels, the most useful first; the last is kept longer than all others.
        """
        if (self._about, self._hints) != ((about, speaker), hints):
            self._about, self._hints = (about, speaker), hints
            self.refresh()

    def say(self, message: str, *, warning: bool = False) -> None:
        """Show a message instead, until ``hush``."""
        self._message, self._warning = message, warning
        self.refresh()

    def hush(self) -> None:
        """Take the message away."""
        if self._message:
            self.say("")

    def show_progress(self, *wordings: str) -> None:
        """Show how far slow work has come, as fully as there is room for; nothing when it is done.

        Args:
            wordings: The fullest first.
        """
        if wordings != self._progress:
            self._progress = wordings
            self.refresh()

    def render_segments(self) -> list[Segment]:
        """Paint the line: what is under the cursor first, then as many keys as fit."""
        palette, width = self.palette, self.drawn_size.width
        about, speaker = self._about
        if self._message:
            words, style = self._message, palette.warning if self._warning else palette.accent
        elif about or not self._progress:
            words, style = about, palette.speaker(speaker) if speaker else palette.muted
        else:
            words, style = self._wording(width - 2) or self._progress[-1], palette.muted
        # However long a headline is, some keys are named beside it.
        most = width if words is self._message else max(width * 3 // 5, _SUBJECT_COLUMNS)
        left = fit(words, min(width - 2, most))
        room = width - cell_len(left) - 4
        segments = [Segment(" "), Segment(left, style)]
        right: list[Segment] = []
        progress = self._wording(room) if self._message or about else None
        if progress is not None:
            right = [Segment(progress + "  ", palette.muted)]
            room -= cell_len(progress) + 2
        for key, label in self._fitting(room):
            right += [Segment(f"{key} ", palette.strong), Segment(f"{label}  ", palette.muted)]
        gap = width - sum(segment.cell_length for segment in (*segments, *right))
        return [*segments, Segment(" " * max(0, gap)), *right]

    def _wording(self, room: int) -> str | None:
        """Return the fullest wording of the progress for which there is room."""
        return next((each for each in self._progress if cell_len(each) <= room), None)

    def _fitting(self, room: int) -> Hints:
        """Return the hints for which there is room, in their order."""
        kept = []
        for hint in (*self._hints[-1:], *self._hints[:-1]):
            needed = cell_len(hint[0]) + cell_len(hint[1]) + 3
            if needed <= room:
                room -= needed
                kept.append(hint)
        return (*kept[1:], *kept[:1]) if kept[:1] == list(self._hints[-1:]) else tuple(kept)
