"""A list of rows under headings, with a cursor, drawn from the rows that are in sight.

Owns the cursor, the cache of pages of rows, clicks, and the arithmetic of which line shows which row or
heading. Pages are fetched as they come into sight and the arithmetic is a binary search, so a list costs the
same however many rows there are. Refuses to know what a row is: that is for the list of each view.

Lines of a dialog of which one is under a cursor.

Owns the cursor and keeps it in sight. Takes any number of lines: only those in sight are painted.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events

from reader.errors import ReaderError
from reader.tui.guard import say_error
from reader.tui.messages import RowHighlighted, RowOpened
from reader.tui.text import fit
from reader.tui.widgets.base import LineView, Motion

_ROWS_OF_A_PAGE = 64
_PAGES_KEPT = 16
_MARK = "✓"

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class ListLines:
    """Lines of a list: each group has a heading, each row ``row_height`` lines.

    Attributes:
        groups: Each with the index of its ``first`` row.
    """

    total: int
    groups: Sequence[Any]
    row_height: int
    _firsts: Sequence[int] | None = field(init=False)

    def __post_init__(self) -> None:
        """Have the first rows at hand where groups are only made when they are looked at."""
        object.__setattr__(self, "_firsts", getattr(self.groups, "firsts", None))

    @property
    def count(self) -> int:
        """How many lines there are."""
        return self.total * self.row_height + len(self.groups)

    def group_of(self, row: int) -> int:
        """Return the number of the group that holds a row; -1 if rows are not grouped."""
        return bisect_right(range(len(self.groups)), row, key=self._first) - 1

    def line_of(self, row: int) -> int:
        """Return the first line of a row."""
        return row * self.row_height + self.group_of(row) + 1

    def row_at(self, line: int) -> tuple[int, int] | None:
        """Return the row on a line and which of its lines it is; None on a heading."""
        group = self.heading_before(line)
        offset = line - group - 1
        if group >= 0 and self._heading(group) == line:
            return None
        row = offset // self.row_height
        return (row, offset % self.row_height) if row < self.total else None

    def heading_before(self, line: int) -> int:
        """Return the number of the last group whose heading is on this line or above; -1 for none."""
        return bisect_right(range(len(self.groups)), line, key=self._heading) - 1

    def _heading(self, group: int) -> int:
        return self._first(group) * self.row_height + group

    def _first(self, group: int) -> int:
        return self._firsts[group] if self._firsts is not None else int(self.groups[group].first)


class Rows(Protocol[Row]):
    """Rows in order, fetched as they are looked at."""

    @property
    def total(self) -> int:
        """How many there are."""

    @property
    def groups(self) -> Sequence[Any]:
        """Runs of rows under one heading, in order, each with the index of its ``first``; or none at all."""

    def rows(self, first: int, count: int) -> list[Row]:
        """Return up to count rows from index first."""


class RowList(LineView, Generic[Row]):
    """Rows of one kind; subclasses paint one, and its heading.

    Attributes:
        cursor: Index of the row under the cursor.
        is_waiting: Rows are still being looked for, and none need not mean that there is none.
        marked: The rows that somebody has marked, by what identifies them, in the order of marking. They
            stay marked under another filter.
    """

    KEEPS_LINES = True
    page_size = _ROWS_OF_A_PAGE

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, classes="middle")
        self.cursor = 0
        self._hits: Rows[Row] | None = None
        self._lines = ListLines(0, (), 2)
        self._last_place: tuple[ListLines, int, tuple[int, int] | None] = self._lines, -1, None
        self._pages: dict[int, list[Row]] = {}
        self._pattern: re.Pattern[str] | None = None
        self._nothing = ""
        self.is_waiting = False
        self.marked: dict[Hashable, Row] = {}
        self._last_marked: int | None = None

    def identify(self, row: Row) -> Hashable:
        """Return what a row is known by, under whichever filter."""
        return row

    @property
    @abstractmethod
    def row_height(self) -> int:
        """Lines of a row at the size that the list has now."""

    @abstractmethod
    def paint_row(self, row: Row, line: int, current: bool) -> Iterable[Segment]:
        """Paint one line of a row.

        Args:
            line: Which of the row's lines, from 0.
            current: The cursor is on the row.
        """

    @abstractmethod
    def paint_heading(self, group: Any) -> Iterable[Segment]:
        """Paint the heading of a group."""

    def say_when_empty(self, words: str) -> None:
        """Choose what is said where there is no row."""
        self._nothing = words

    def show_rows(self, hits: Rows[Row], cursor: int | None, pattern: re.Pattern[str] | None) -> None:
        """Show other rows.

        Args:
            cursor: Where the cursor stays, at the same height; None puts it on the first row.
            pattern: What a search found, to be painted.
        """
        height = self._lines.line_of(self.cursor) - self.top
        self._hits, self._pattern = hits, pattern
        self._last_marked = None
        self._pages.clear()
        self._measure()
        self.cursor = cursor or 0
        self.top = 0
        if cursor is not None:
            self.scroll_top(self._lines.line_of(cursor) - height)
        self._reveal()
        self.refresh()
        self.announce()

    def announce(self) -> None:
        """Tell the screen what the cursor stands on."""
        self.post_message(RowHighlighted(self))

    def count_again(self, *, as_painted: bool = False) -> None:
        """Show that the rows have become more, or have been counted; those shown stay.

        Args:
            as_painted: So do their headings: nothing in sight looks different.
        """
        was_full = self.top + self.drawn_size.height <= self.line_count
        self._pages = {page: rows for page, rows in self._pages.items() if len(rows) == self.page_size}
        self._measure()
        if as_painted and was_full:
            self.show_again()
        else:
            self.refresh()

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.row_at(self.cursor)

    @property
    def total(self) -> int:
        """How many rows there are."""
        return self._lines.total

    def forget_rows(self) -> None:
        """Fetch the rows anew: something about them has changed."""
        self._pages.clear()
        self.refresh()

    def go_to(self, row: int) -> bool:
        """Move the cursor to a row, as far as there are rows; tell whether it moved."""
        row = max(0, min(row, self.total - 1))
        if row == self.cursor:
            return False
        for changed in (self.cursor, row):
            self.refresh_line(self._lines.line_of(changed), self._lines.row_height)
        self.cursor = row
        self._reveal()
        self.announce()
        return True

    def toggle_mark(self) -> bool:
        """Mark the row under the cursor, or unmark it, and go on to the next; False if there is no row."""
        row = self.row
        if row is None:
            return False
        key = self.identify(row)
        if key in self.marked:
            del self.marked[key]
        else:
            self.marked[key] = row
        self._last_marked = self.cursor
        self.refresh_line(self._lines.line_of(self.cursor), self._lines.row_height)
        self.go_to(self.cursor + 1)
        return True

    def mark_to_here(self) -> int:
        """Mark the rows from the last one that was marked to the one under the cursor; return how many."""
        last = self.cursor if self._last_marked is None else self._last_marked
        number = self._mark(range(min(last, self.cursor), max(last, self.cursor) + 1))
        self._last_marked = self.cursor
        return number

    def mark_all(self) -> bool:
        """Mark every row of the list; if all are marked, unmark them. Return whether they are marked now."""
        before = len(self.marked)
        found = self._mark(range(self.total))
        if len(self.marked) > before or not found:
            return True
        for number in range(self.total):
            row = self.row_at(number)
            if row is not None:
                self.marked.pop(self.identify(row), None)
        self.refresh()
        return False

    def unmark(self) -> None:
        """Mark nothing."""
        self.marked.clear()
        self._last_marked = None
        self.refresh()

    def _mark(self, numbers: range) -> int:
        rows = [row for number in numbers if (row := self.row_at(number)) is not None]
        for row in rows:
            self.marked.setdefault(self.identify(row), row)
        self.refresh()
        return len(rows)

    def move(self, motion: Motion) -> None:
        """Move the cursor; a page is as many rows as fit."""
        lines = self.distance(motion)
        if motion not in ("down", "up"):
            lines = lines // self._lines.row_height or (1 if lines > 0 else -1)
        self.go_to(self.cursor + lines)

    @property
    def line_count(self) -> int:
        """Headings and rows, or what is said where there are none."""
        return self._lines.count or 2

    def line_style(self, line: int) -> Style | None:
        """Paint the row under the cursor on a background of its own."""
        at = self._place_on(line) if self.total else None
        if at is None or at[0] != self.cursor:
            return None
        return self.palette.cursor if self.has_focus else self.palette.cursor_away

    def render_segments(self, line: int) -> Iterable[Segment]:
        """Paint a heading, or one line of a row."""
        if not self.total:
            words = "counting …" if self.is_waiting else self._nothing
            return [Segment(fit(f" {words}", self.line_width) if line else "", self.palette.muted)]
        at = self._place_on(line)
        if at is None:
            return self.paint_heading(self._lines.groups[self._lines.heading_before(line)])
        row = self.row_at(at[0])
        if row is None:
            return ()
        painted = self.paint_row(row, at[1], at[0] == self.cursor)
        return painted if at[1] or not self._is_marked(row) else self._with_mark(painted)

    def _is_marked(self, row: Row) -> bool:
        return bool(self.marked) and self.identify(row) in self.marked

    def _with_mark(self, painted: Iterable[Segment]) -> Iterable[Segment]:
        """Put the sign of a mark where the first line of a row has the bar of the cursor, or nothing."""
        first, *rest = painted
        yield Segment(_MARK, self.palette.accent + Style(bold=True))
        yield Segment(first.text[1:], first.style)
        yield from rest

    def resized(self) -> None:
        """Give rows the height that suits the size, and keep the cursor in sight."""
        height, before = self._lines.line_of(self.cursor) - self.top, self._lines.row_height
        self._measure()
        if self._lines.row_height != before:
            self.discard_lines()
        self.scroll_top(self._lines.line_of(self.cursor) - height)
        self._reveal()

    def on_focus(self) -> None:
        """Paint the cursor as the one that keys move."""
        self.refresh_line(self._lines.line_of(self.cursor), self._lines.row_height)

    on_blur = on_focus

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on what was clicked; a second click opens it. In the first column, mark the row."""
        event.stop()
        at = self._lines.row_at(self.top + event.y) if self.total else None
        if at is None:
            return
        moved = self.go_to(at[0])
        if event.x == 0:
            self.toggle_mark()
            self.go_to(at[0])
            self.post_message(RowHighlighted(self))
        elif not moved:
            self.post_message(RowOpened())

    def _measure(self) -> None:
        hits = self._hits
        self._lines = ListLines(0, (), 2)
        if hits is not None:
            self._lines = ListLines(hits.total, hits.groups, self.row_height)

    def _reveal(self) -> None:
        """Scroll as little as brings the cursor's row into sight, with the heading right above it."""
        first = self._lines.line_of(self.cursor)
        last = first + self._lines.row_height
        if first > 0 and self._lines.row_at(first - 1) is None and self.size.height > self._lines.row_height:
            first -= 1
        if first < self.top:
            self.scroll_top(first)
        elif last > self.top + self.size.height:
            self.scroll_top(last - self.size.height)

    def _place_on(self, line: int) -> tuple[int, int] | None:
        """Return the row on a line and which of its lines it is, found once for all who paint the line."""
        lines, before, place = self._last_place
        if before != line or lines is not self._lines:
            place = self._lines.row_at(line)
            self._last_place = self._lines, line, place
        return place

    def row_at(self, number: int) -> Row | None:
        """Return a row by its index, or None if there is none."""
        if self._hits is None or not 0 <= number < self.total:
            return None
        size = self.page_size
        page = number // size
        rows = self._pages.get(page)
        if rows is None:
            if len(self._pages) >= _PAGES_KEPT:
                self._pages.pop(next(iter(self._pages)))
            try:
                rows = self._hits.rows(page * size, size)
            except ReaderError as error:  # said once, not with every line that is painted
                rows = []
                self.call_later(say_error, self.app, error)
            self._pages[page] = rows
        return rows[number % size] if number % size < len(rows) else None


class CursorList(LineView, can_focus=False):
    """Lines with a cursor; subclasses hold what they stand for and paint one."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._cursor = 0

    @property
    @abstractmethod
    def length(self) -> int:
        """How many lines can be chosen."""

    @property
    def line_count(self) -> int:
        """One line each, or one that says there is none."""
        return max(1, self.length)

    def begin(self) -> None:
        """Paint other lines, the cursor on the first."""
        self._cursor = self.top = 0
        self.refresh()

    def move(self, motion: Motion) -> None:
        """Move the cursor."""
        before = self._cursor
        self._cursor = max(0, min(before + self.distance(motion), self.line_count - 1))
        self.refresh_line(before)
        self.refresh_line(self._cursor)
        if self._cursor < self.top:
            self.scroll_top(self._cursor)
        elif self._cursor >= self.top + self.size.height:
            self.scroll_top(self._cursor - self.size.height + 1)

    def line_style(self, line: int) -> Style | None:
        """Paint the line under the cursor on a background of its own."""
        return self.palette.cursor if self.length and line == self._cursor else None

    @abstractmethod
    def clicked(self) -> None:
        """Tell that the line now under the cursor was clicked."""

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the line that was clicked."""
        event.stop()
        line = self.top + event.y
        if line < self.length:
            self._cursor = line
            self.refresh()
            self.clicked()
