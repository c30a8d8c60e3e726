"""The last line: what is under the cursor, a message or progress, and the keys that are useful now.

Owns what is left out when there is little room.
"""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment

from reader.tui.cells import fit
from reader.tui.widgets.painted import PaintedLine

_LEAST = 38  # columns for what is under the cursor
Hints = tuple[tuple[str, str], ...]


class StatusLine(PaintedLine):
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

    def paint(self) -> list[Segment]:
        """Paint the line: what is under the cursor first, then as many keys as fit."""
        palette, width = self.palette, self.shape.width
        about, speaker = self._about
        if self._message:
            words, style = self._message, palette.warning if self._warning else palette.accent
        elif about or not self._progress:
            words, style = about, palette.speaker(speaker) if speaker else palette.muted
        else:
            words, style = self._wording(width - 2) or self._progress[-1], palette.muted
        # However long a headline is, some keys are named beside it.
        left = fit(words, min(width - 2, width if words is self._message else max(width * 3 // 5, _LEAST)))
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
