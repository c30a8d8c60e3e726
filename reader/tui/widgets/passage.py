"""A passage of a text that is being selected: where it begins, and how a motion moves its other end.

Owns the arithmetic of offsets; knows no widget. A module of its own because it is tested without one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, get_args

from reader.tui.widgets.article_text import TextLayout

WordMotion = Literal["word", "word_back"]
WORD_MOTIONS: frozenset[str] = frozenset(get_args(WordMotion))

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Passage:
    """Two offsets of a text, between which it is selected.

    Attributes:
        anchor: The end that stays.
        head: The end that moves.
        column: The place in a line to which the head returns when it moves over a shorter one; None: its own.
    """

    anchor: int
    head: int
    column: int | None = None

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return min(self.anchor, self.head)

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return max(self.anchor, self.head)

    def with_head(self, head: int) -> Passage:
        """Return the passage up to another offset."""
        return replace(self, head=head, column=None)

    def by_word(self, text: str, motion: WordMotion) -> Passage:
        """Return the passage with its head a word on or back: behind the anchor at the end of a word."""
        head = self.head
        if motion == "word":
            found = _WORD.search(text, head)
            if found is None:
                return self.with_head(len(text))
            if head >= self.anchor:
                return self.with_head(found.end())
            following = _WORD.search(text, found.end())
            return self.with_head(min(following.start() if following else len(text), self.anchor))
        if head > self.anchor:
            return self.with_head(max(_space_start(text, _word_start(text, head)), self.anchor))
        return self.with_head(_word_start(text, _space_start(text, head)))

    def by_lines(self, layout: TextLayout, lines: int) -> Passage:
        """Return the passage with its head so many lines on, at the same place in the line if it has one."""
        number = layout.line_of(self.head)
        line = layout.line(number)
        if line is not None and line.paragraph is None and number:
            number -= 1  # where a paragraph ends, an empty line begins
            line = layout.line(number)
        column = self.column
        if column is None:
            column = self.head - line.start if line else 0
        step = 1 if lines > 0 else -1
        number = max(0, number + lines)
        while (found := layout.line(number)) is not None and found.paragraph is None and number:
            number += step  # an empty line between paragraphs
        if found is None:
            return replace(self, head=len(layout.text), column=column)
        return replace(self, head=min(found.start + column, found.end), column=column)


def first_word(text: str, start: int) -> Passage:
    """Return the passage of the first word from an offset on."""
    found = _WORD.search(text, start)
    return Passage(found.start(), found.end()) if found else Passage(start, start)


def _word_start(text: str, end: int) -> int:
    """Return where the word begins that ends at an offset."""
    while end > 0 and not text[end - 1].isspace():
        end -= 1
    return end


def _space_start(text: str, end: int) -> int:
    """Return where the space begins that ends at an offset."""
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return end
