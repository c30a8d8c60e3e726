"""Text measured in terminal cells: wrapped into offsets, cut to a width.

Owns widths. Refuses to copy text: wrapping yields offsets into what it was given, at a cost that depends on
nothing but the lines asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len, get_character_cell_size, split_graphemes

# Latin, Greek, Cyrillic, Armenian and common punctuation: one cell a character, no joining, no combining.
# Anything else takes the slow path; being absent here costs time only.
_NARROW = re.compile(
    "[\n -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0556\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*"
)
# Zero-width joiner and the selector that widens: they change the width of what stands before them.
_JOINERS = frozenset("\u200d\ufe0f")
ELLIPSIS = "…"


def is_narrow(text: str, start: int = 0, end: int | None = None) -> bool:
    """Tell whether every character is surely one cell wide."""
    end = len(text) if end is None else end
    return text.isascii() or _NARROW.fullmatch(text, start, end) is not None


def wrap(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Yield the lines of ``text[start:end]`` as offsets: at most ``width`` cells, without the space between.

    Breaks at spaces and line ends; inside a word only where the word alone is wider than a line.
    """
    narrow = is_narrow(text, start, end)
    width = max(width, 1)
    position = start
    while position < end:
        limit = min(position + width, end) if narrow else _reach(text, position, end, width)
        newline = text.find("\n", position, min(limit + 1, end))
        if newline >= 0:
            yield position, newline
            position = newline + 1
            continue
        if limit >= end:
            yield position, end
            return
        space = text.rfind(" ", position, limit + 1)
        if space <= position:
            yield position, limit
            position = limit
        else:
            last = space
            while last > position and text[last - 1] == " ":
                last -= 1
            yield position, last
            position = space
        while position < end and text[position] == " ":
            position += 1


def _reach(text: str, start: int, end: int, width: int) -> int:
    """Return how far a line from start may go: at least one whole character, with all that joins it."""
    # A character of one cell rarely carries more than one that joins it; if it does, the line gets shorter.
    piece = text[start : min(end, start + width * 2 + 8)]
    used = 0
    if _JOINERS.isdisjoint(piece):
        for number, character in enumerate(piece):
            used += get_character_cell_size(character)
            if used > width and number:
                return start + number
    else:
        for first, last, cells in split_graphemes(piece)[0]:
            # What begins with joiners counts as nothing there, and as what it is once it is painted.
            used += cells or cell_len(piece[first:last])
            if used > width and first:
                return start + first
    return start + len(piece)


def fit(text: str, width: int) -> str:
    """Cut a text to a width in cells, with an ellipsis where something is missing."""
    if width <= 0:
        return ""
    if len(text) <= width and is_narrow(text):
        return text
    if len(text) <= width * 8 and cell_len(text) <= width:
        return text
    kept = text[: _reach(text, 0, len(text), width - 1)].rstrip()
    return kept + ELLIPSIS if cell_len(kept) < width else ELLIPSIS


def pad(text: str, width: int) -> str:
    """Cut or fill a text to exactly a width in cells."""
    cut = fit(text, width)
    return cut + " " * (width - cell_len(cut))
