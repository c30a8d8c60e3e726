"""Small pieces of painted lines that several widgets share."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.segment import Segment
from rich.style import Style


def highlighted(text: str, pattern: re.Pattern[str] | None, base: Style, found: Style) -> Iterator[Segment]:
    """Yield a text in one style, and what a search found in it in another."""
    position = 0
    if pattern is not None:
        for match in pattern.finditer(text):
            if match.start() > position:
                yield Segment(text[position : match.start()], base)
            if match.end() > match.start():
                yield Segment(text[match.start() : match.end()], base + found)
            position = match.end()
    if position < len(text):
        yield Segment(text[position:], base)


def count(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 quotation``, ``9 quotations``, ``12,345 articles``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
