"""The last line of defence: nothing leaves for the terminal that it would act on, or measure otherwise.

Owns what is taken out of painted lines, wherever it came from: control characters, and what joins emoji to
one. Of these terminals disagree whether they take the room of one or of all, and where one counts otherwise
than Textual, bits of what stood there before are left beside them.
"""

from __future__ import annotations

import re

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

# C0, DEL, C1, and what turns the direction of writing around for the rest of the line.
_ACTED_ON = "\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069"
# The joiner, the mark that asks for a picture, and colours of skin.
_JOINING = "\u200d\ufe0f\U0001f3fb-\U0001f3ff"
_CONTROLS = re.compile(f"[{_ACTED_ON}]")
_UNSAFE = re.compile(f"[{_ACTED_ON}{_JOINING}]")
_COLOURS = re.compile("[\U0001f3fb-\U0001f3ff]")
_PICTURE = "[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001f3fa\U0001f400-\U0001faff]"
_SIGNS = "[\ufe0f\U0001f3fb-\U0001f3ff]"
_JOINED = re.compile(f"({_PICTURE}){_SIGNS}*(?:\u200d{_PICTURE}{_SIGNS}*)*|([#*0-9])\ufe0f\u20e3?")


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
