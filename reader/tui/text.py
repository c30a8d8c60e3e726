"""Text in terminal cells: wrapping, cutting to a width, taking out what a terminal acts on, sparklines.

Owns the measuring of text, and the last filter before the terminal: control characters are deleted, and
emoji that are joined from several are drawn as their first, because terminals disagree about their width, and
one that counts otherwise than Textual leaves bits of what stood there before. Also owns the search for
intervals of a text that overlap a line; they may be nested, as quotations are.

Wrapping yields offsets into the text and copies nothing; it costs as much as the lines that are asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from rich.cells import cell_len, get_character_cell_size, split_graphemes
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

# Latin, Greek, Cyrillic, Armenian and common punctuation: one cell a character, no joining, no combining.
# Anything else takes the slow path; being absent here costs time only.
_NARROW = re.compile(
    "[\n -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0556\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*"
)
# Zero-width joiner and the selector that widens: they change the width of what stands before them.
_JOINERS = frozenset("\u200d\ufe0f")
ELLIPSIS = "…"


# C0, DEL, C1, and what turns the direction of writing around for the rest of the line.
_ACTED_ON = "\x00-\x1f\x7f-\x9f\u061c\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069"
# The joiner, the mark that asks for a picture, and colours of skin.
_JOINING = "\u200d\ufe0f\U0001f3fb-\U0001f3ff"
_CONTROLS = re.compile(f"[{_ACTED_ON}]")
_UNSAFE = re.compile(f"[{_ACTED_ON}{_JOINING}]")
_COLOURS = re.compile("[\U0001f3fb-\U0001f3ff]")
_PICTURE = "[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001f3fa\U0001f400-\U0001faff]"
_JOINING_SIGNS = "[\ufe0f\U0001f3fb-\U0001f3ff]"
_JOINED = re.compile(
    f"({_PICTURE}){_JOINING_SIGNS}*(?:\u200d{_PICTURE}{_JOINING_SIGNS}*)*|([#*0-9])\ufe0f\u20e3?"
)

_SPARKS = "▁▂▃▄▅▆▇█"


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


def is_unsafe(text: str) -> bool:
    """Tell whether there is anything in a text that ``make_safe`` might take out."""
    return _UNSAFE.search(text) is not None


def make_safe(text: str) -> str:
    """Delete control characters, for which Textual counts no cell, and draw joined emoji as their first.

    A text takes as many cells as before.
    """
    return _CONTROLS.sub("", _COLOURS.sub("", _JOINED.sub(_take_first, text)))


def _take_first(match: re.Match[str]) -> str:
    joined, first = match[0], match[1] or match[2]
    return first if joined == first else first + " " * (cell_len(joined) - cell_len(first))


class SafeText(LineFilter):
    """Makes safe what Textual's own widgets paint."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without anything that a terminal would act on."""
        return [
            Segment(make_safe(segment.text), segment.style)
            if segment.control is None and is_unsafe(segment.text)
            else segment
            for segment in segments
        ]


class Intervals:
    """Half-open intervals by start; answers which of them overlap another.

    Args:
        starts: Where each begins, ascending.
        ends: Where each ends.
    """

    def __init__(self, starts: Sequence[int], ends: Sequence[int]) -> None:
        self._starts = starts
        self._ends = ends
        # The furthest end so far never falls, so it can be searched, whatever nests in what.
        self._reach = list(accumulate(ends, max))

    def overlapping(self, start: int, end: int) -> list[int]:
        """Return the numbers of the intervals that share a character with ``start:end``, by start."""
        first = bisect_right(self._reach, start)
        last = bisect_left(self._starts, end)
        return [number for number in range(first, last) if self._ends[number] > start]


def sparkline(series: Sequence[int], width: int) -> str:
    """Draw numbers in so many columns: neighbours are summed up; what is 0 stays empty.

    Args:
        width: At most the number of numbers, which it should divide.
    """
    if not series or width <= 0:
        return ""
    share = -(-len(series) // min(width, len(series)))
    sums = [sum(series[start : start + share]) for start in range(0, len(series), share)]
    most = max(sums)
    return "".join(_SPARKS[-(-value * len(_SPARKS) // most) - 1] if value else " " for value in sums)
