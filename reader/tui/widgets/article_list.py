"""The list of articles: a cursor over what a query found, painted from the rows that show.

Owns the cursor and the look of a row. Asks its ``Hits`` for pages of rows, never for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events

from reader.articles.model import PartialDate, Precision
from reader.export import format_date
from reader.library.model import ArticleRow, Group, Hits
from reader.tui.cells import fit
from reader.tui.messages import ArticleHighlighted, ArticleOpened
from reader.tui.widgets.line_view import LineView, Motion
from reader.tui.widgets.list_lines import ListLines
from reader.tui.widgets.painting import around_match, count, highlighted

_PAGE = 64
_PAGES_KEPT = 8
_SIGNS = 4  # columns before a title: bar, unread, star, space
_ONE_LINE_WIDTH = 76
_ONE_LINE_HEIGHT = 12


class ArticleList(LineView):
    """Articles by day, newest first, or ungrouped in another order."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.cursor = 0
        self._hits: Hits | None = None
        self._lines = ListLines(0, (), 2)
        self._pages: dict[int, list[ArticleRow]] = {}
        self._pattern: re.Pattern[str] | None = None
        self._nothing = ""

    def say_when_empty(self, words: str) -> None:
        """Choose what is said where no article is found."""
        self._nothing = words

    def show(self, hits: Hits, *, keep: int | None = None, pattern: re.Pattern[str] | None = None) -> None:
        """Show what a query found.

        Args:
            keep: Id of the article that the cursor stays on, at the same height; else it goes to the first.
            pattern: What a search found, to be painted.
        """
        height = self._lines.line_of(self.cursor) - self.top
        found = None if keep is None else hits.index(keep)
        self._hits, self._pattern = hits, pattern
        self._pages.clear()
        self._measure()
        self.cursor = found or 0
        self.top = 0
        if found is not None:
            self.scroll_top(self._lines.line_of(found) - height)
        self._reveal()
        self.refresh()
        self.post_message(ArticleHighlighted(self.row))

    @property
    def row(self) -> ArticleRow | None:
        """The article under the cursor."""
        return self._row(self.cursor)

    @property
    def total(self) -> int:
        """How many articles there are."""
        return self._lines.total

    def place_of(self, article: int) -> int | None:
        """Return the place in the list of the article with that id."""
        return self._hits.index(article) if self._hits else None

    def forget_rows(self) -> None:
        """Fetch the rows anew: marks have changed."""
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
        self.post_message(ArticleHighlighted(self.row))
        return True

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
        at = self._lines.row_at(line) if self.total else None
        if at is None or at[0] != self.cursor:
            return None
        return self.palette.cursor if self.has_focus else self.palette.cursor_away

    def paint(self, line: int) -> Iterable[Segment]:
        """Paint a heading, or one line of a row."""
        if not self.total:
            return [Segment(fit(f" {self._nothing}", self.line_width) if line else "", self.palette.muted)]
        at = self._lines.row_at(line)
        if at is None:
            return self._heading(self._lines.groups[self._lines.heading_before(line)])
        row = self._row(at[0])
        if row is None:
            return ()
        if self._lines.row_height == 1:
            return self._single(row, at[0] == self.cursor)
        if at[1] == 0:
            return self._title(row, self.line_width, at[0] == self.cursor)
        return self._details(row, at[0])

    def resized(self) -> None:
        """Choose rows of one line or two, and keep the cursor in sight."""
        height = self._lines.line_of(self.cursor) - self.top
        self._measure()
        self.scroll_top(self._lines.line_of(self.cursor) - height)
        self._reveal()

    def on_focus(self) -> None:
        """Paint the cursor as the one that keys move."""
        self.refresh_line(self._lines.line_of(self.cursor), self._lines.row_height)

    on_blur = on_focus

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on what was clicked; a second click opens it."""
        event.stop()
        at = self._lines.row_at(self.top + event.y) if self.total else None
        if at is not None and not self.go_to(at[0]):
            self.post_message(ArticleOpened())

    def _measure(self) -> None:
        single = self.size.width >= _ONE_LINE_WIDTH or 0 < self.size.height < _ONE_LINE_HEIGHT
        hits = self._hits
        self._lines = ListLines(hits.total, hits.groups, 1 if single else 2) if hits else ListLines(0, (), 2)

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

    def _row(self, number: int) -> ArticleRow | None:
        if self._hits is None or not 0 <= number < self.total:
            return None
        page = number // _PAGE
        rows = self._pages.get(page)
        if rows is None:
            if len(self._pages) >= _PAGES_KEPT:
                self._pages.pop(next(iter(self._pages)))
            rows = self._pages[page] = self._hits.rows(page * _PAGE, _PAGE)
        return rows[number % _PAGE] if number % _PAGE < len(rows) else None

    def _heading(self, group: Group) -> Iterable[Segment]:
        yield Segment(fit(f" {name_group(group)}", self.line_width), self.palette.muted)

    def _title(self, row: ArticleRow, width: int, current: bool) -> Iterable[Segment]:
        palette = self.palette
        yield Segment("▌" if current else " ", palette.accent)
        yield Segment(" " if row.read else "•", palette.accent)
        yield Segment("★" if row.starred else " ", palette.accent)
        yield Segment("~" if row.title_inferred else " ", palette.faint)
        style = palette.text if row.read else palette.strong
        yield from highlighted(fit(row.title, width - _SIGNS), self._pattern, style, palette.match)

    def _details(self, row: ArticleRow, number: int) -> Iterable[Segment]:
        palette = self.palette
        yield Segment(("▌" if number == self.cursor else " ") + " " * (_SIGNS - 1), palette.accent)
        badge = "! " if row.problem else ""
        # What a search found matters more than how much is quoted, and there is room for one of them.
        quotes = count(row.quotes, "quotation") if row.quotes and not row.snippet else None
        room = self.line_width - _SIGNS - len(badge)
        parts = [part for part in (self._when(row.date), row.source, quotes) if part]
        if quotes and cell_len(" · ".join(parts)) > room:
            parts[-1] = f"{row.quotes:,} “”"
        details = fit(" · ".join(parts), room)
        yield Segment(badge, palette.warning)
        yield Segment(details, palette.muted)
        room -= cell_len(details) + 3
        if row.snippet and room > 8:
            yield Segment(" · " if details else "", palette.faint)
            snippet = around_match(row.snippet, self._pattern, room)
            yield from highlighted(snippet, self._pattern, palette.faint, palette.match)

    def _single(self, row: ArticleRow, current: bool) -> Iterable[Segment]:
        palette = self.palette
        outlet = fit(row.source or "", min(24, self.line_width // 4))
        when = self._when(row.date)
        notes = " · ".join(part for part in (when, outlet) if part)
        room = self.line_width - _SIGNS - 6 - cell_len(notes) - 2
        if room < 20:
            notes, room = "", self.line_width - _SIGNS - 6
        title = list(self._title(row, room + _SIGNS, current))
        yield from title
        yield Segment(" " * max(0, room + _SIGNS + 1 - sum(segment.cell_length for segment in title)))
        yield Segment(notes + " ", palette.muted)
        yield Segment(f"{row.quotes:>3}" if row.quotes else "   ", palette.muted)
        yield Segment(" !" if row.problem else "  ", palette.warning)

    def _when(self, date: PartialDate | None) -> str | None:
        """Return what the heading above a row does not say of its date."""
        if date is None:
            return None if self._lines.groups else "undated"
        if not self._lines.groups:
            return format_date(date)
        if date.inferred or date.precision is Precision.MONTH_DAY:
            return format_date(date)
        return f"{date.hour:02}:{date.minute:02}" if date.hour is not None else None


def name_group(group: Group) -> str:
    """Return a group's heading: ``Tue 2 Dec 2025``, ``Dec 2025``, ``2025``, ``Undated``."""
    day = group.day
    if day is None:
        return "Undated"
    known = {
        Precision.YEAR: PartialDate(day.year),
        Precision.MONTH: PartialDate(day.year, day.month),
    }.get(group.precision or Precision.DAY, PartialDate(day.year, day.month, day.day))
    return format_date(known, weekday=True)
