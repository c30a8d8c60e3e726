"""All keys, by what they are for: made from the keymap."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment

from reader.tui.cells import fit, pad, wrap
from reader.tui.keymap import Group, Key, Place, show_keys
from reader.tui.screens.dialog import Dialog, Lines
from reader.tui.theme import Palette

_TWO_COLUMNS = 96
_MOST_KEYS = 26


class HelpScreen(Dialog):
    """Every key with what it does."""

    heading = "All keys"

    def __init__(self, keymap: tuple[Key, ...]) -> None:
        super().__init__()
        self._keymap = keymap

    def write(self, width: int, palette: Palette) -> Lines:
        """Return chapters of keys, in two columns where there is room."""
        columns = 2 if width >= _TWO_COLUMNS else 1
        chapters = [self._chapter(group, width // columns - 2, palette) for group in Group]
        if columns == 1:
            return [line for chapter in chapters for line in chapter]
        half = sum(map(len, chapters)) / 2
        left: Lines = []
        right: Lines = []
        for chapter in chapters:
            (left if len(left) + len(chapter) / 2 <= half and not right else right).extend(chapter)
        lines = []
        for number in range(max(len(left), len(right))):
            first = left[number] if number < len(left) else []
            used = sum(segment.cell_length for segment in first)
            second = right[number] if number < len(right) else []
            lines.append([*first, Segment(" " * max(0, width // 2 - used)), *second])
        return lines

    def _chapter(self, group: Group, width: int, palette: Palette) -> Lines:
        keys = [key for key in self._keymap if key.group is group]
        room = min(_MOST_KEYS, max(cell_len(show_keys(key)) for key in keys), max(6, width // 2))
        lines: Lines = [[Segment(fit(group.value.upper(), width), palette.muted)]]
        for key in keys:
            where = "" if key.place is Place.ROOM else f" ({key.place})"
            words = key.help + where
            for start, end in wrap(words, 0, len(words), max(1, width - room - 2)):
                name = pad("" if start else show_keys(key), room) + "  "
                lines.append([Segment(name, palette.strong), Segment(words[start:end], palette.text)])
        return [*lines, []]
