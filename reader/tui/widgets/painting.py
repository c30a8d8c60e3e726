"""Small pieces of painted lines that several widgets share."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.tui.cells import ELLIPSIS, fit


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


def around_match(text: str, pattern: re.Pattern[str] | None, width: int) -> str:
    """Cut a text to a width so that what a search found in it stays in sight."""
    match = pattern.search(text) if pattern else None
    if match is None or cell_len(text[: match.end()]) < width:
        return fit(text, width)
    start = max(0, match.start() - max(0, width - (match.end() - match.start())) // 3)
    space = text.find(" ", start, match.start())
    return fit(ELLIPSIS + text[start if space < 0 else space + 1 :], width)


def count(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 quotation``, ``9 quotations``, ``12,345 articles``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
