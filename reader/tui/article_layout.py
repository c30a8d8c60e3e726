"""An article's text as lines of a width, wrapped only as far as somebody looked.

Owns which offsets stand on which line. Refuses colours and Textual: a layout is numbers.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.articles.model import Paragraph, ParagraphKind
from reader.tui.cells import wrap

# Wrapping goes a little further than asked, so that a key held down does not ask for every line.
_AHEAD = 200
_BLANK = -1


@dataclass(frozen=True, slots=True)
class Line:
    """One line: ``text[start:end]`` of a paragraph, or an empty line between two.

    Attributes:
        paragraph: None on an empty line.
        opens: It is the first of its paragraph.
    """

    start: int
    end: int
    paragraph: Paragraph | None
    opens: bool


def indent_of(paragraph: Paragraph) -> int:
    """Return the columns before a paragraph's text: for its marker, bar or nesting."""
    if paragraph.kind is ParagraphKind.ITEM:
        return 2 * max(paragraph.level - 1, 0) + max(len(paragraph.marker), 1) + 1
    if paragraph.kind is ParagraphKind.QUOTE:
        return 2 * max(paragraph.level, 1)
    return 2 if paragraph.kind is ParagraphKind.CODE else 0


class Layout:
    """The lines of a text at one width.

    The number of lines is an estimate until the end has been looked at.
    """

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], width: int) -> None:
        self.text = text
        self.width = max(width, 1)
        self._paragraphs = paragraphs
        self._starts = array("q")
        self._ends = array("q")
        self._owners = array("q")
        self._source = self._wrap()
        self._complete = False

    @property
    def height(self) -> int:
        """How many lines there are, as far as is known."""
        known = len(self._starts)
        if self._complete:
            return known
        rest = len(self.text) - (self._ends[-1] if known else 0)
        return known + max(1, rest // max(1, self.width * 9 // 10))

    def line(self, number: int) -> Line | None:
        """Return a line, or None past the end."""
        self.reach(number)
        if number >= len(self._starts):
            return None
        owner = self._owners[number]
        start, end = self._starts[number], self._ends[number]
        if owner == _BLANK:
            return Line(start, end, None, False)
        paragraph = self._paragraphs[owner]
        return Line(start, end, paragraph, number == 0 or self._owners[number - 1] != owner)

    def line_of(self, offset: int) -> int:
        """Return the line on which an offset of the text stands."""
        while not self._complete and (not self._ends or self._ends[-1] <= offset):
            self.reach(len(self._starts) + _AHEAD)
        return max(bisect_right(self._starts, offset) - 1, 0)

    def reach(self, number: int) -> None:
        """Wrap as far as a line, if that has not been done."""
        if self._complete or number < len(self._starts):
            return
        wanted = number + _AHEAD
        for start, end, owner in self._source:
            self._starts.append(start)
            self._ends.append(end)
            self._owners.append(owner)
            if len(self._starts) > wanted:
                return
        self._complete = True

    def finish(self) -> int:
        """Wrap to the end; return the number of lines."""
        self.reach(len(self.text) + 2 * len(self._paragraphs) + 1)
        return len(self._starts)

    def _wrap(self) -> Iterator[tuple[int, int, int]]:
        before: Paragraph | None = None
        for owner, paragraph in enumerate(self._paragraphs):
            tight = before is not None and before.kind is paragraph.kind is ParagraphKind.ITEM
            if before is not None and not tight:
                yield before.end, before.end, _BLANK
            before = paragraph
            # However deep the nesting, half of the width is left for words.
            width = max(self.width - indent_of(paragraph), (self.width + 1) // 2)
            for start, end in wrap(self.text, paragraph.start, paragraph.end, width):
                yield start, end, owner
