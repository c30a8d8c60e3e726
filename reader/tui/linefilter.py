"""The last line of defence: no control character leaves for the terminal, wherever it came from."""

from __future__ import annotations

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

# C0, DEL, C1, and what turns the direction of writing around for the rest of the line.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def is_unsafe(text: str) -> bool:
    """Tell whether there is anything in a text that a terminal would act on."""
    return _UNSAFE.search(text) is not None


def make_safe(text: str) -> str:
    """Delete all of that: Textual counts no cell for any of it either."""
    return _UNSAFE.sub("", text)


class SafeText(LineFilter):
    """Deletes it from what Textual's own widgets paint."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without anything that a terminal would act on."""
        return [
            Segment(make_safe(segment.text), segment.style)
            if segment.control is None and is_unsafe(segment.text)
            else segment
            for segment in segments
        ]
