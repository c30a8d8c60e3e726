"""The list of articles: by day or in another order.

Owns the columns of a row, and which of them are left out where there is little room. The cursor and the pages
of rows are those of every list (``row_list``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.segment import Segment

from reader.library.listing import ArticleRow, Group, Hits
from reader.text.english import count
from reader.text.partial_date import PartialDate, Precision, format_date, format_within_day
from reader.tui.text import fit
from reader.tui.widgets.base import Motion, around_match, highlighted
from reader.tui.widgets.row_list import RowList

_SIGNS = 4  # columns before a title: bar, unread, star, space
_ONE_LINE_WIDTH = 76
_ONE_LINE_HEIGHT = 12


class _LoadedHits:
    """The hits that are loaded: the first of many are shown before all are counted."""

    def __init__(self, hits: Hits) -> None:
        self._hits = hits
        self.rows = hits.rows

    @property
    def total(self) -> int:
        """How many are known."""
        return self._hits.loaded

    @property
    def groups(self) -> Sequence[Group]:
        """Their groups."""
        return self._hits.loaded_groups


class ArticleList(RowList[ArticleRow]):
    """Articles by day, newest first, or ungrouped in another order.

    The first of many are shown before all are counted; moving past them waits until that is done.
    """

    # A page of rows is fetched at once, with their snippets: little more than there is room for.
    page_size = 16

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._found: Hits | None = None

    def show(self, hits: Hits, *, keep: int | None = None, pattern: re.Pattern[str] | None = None) -> None:
        """Show what a query found.

        Args:
            keep: Id of the article that the cursor stays on, at the same height; else it goes to the first.
            pattern: What a search found, to be painted.
        """
        self._found = hits
        self.show_rows(_LoadedHits(hits), None if keep is None else hits.index(keep), pattern)

    @property
    def found(self) -> Hits | None:
        """What is shown; it may not be counted yet."""
        return self._found

    def go_to(self, row: int) -> bool:
        """Move the cursor to a row, as far as there are rows; tell whether it moved."""
        if row >= self.total:
            self._complete()
        return super().go_to(row)

    def move(self, motion: Motion) -> None:
        """Move the cursor; a page is as many rows as fit."""
        if motion == "end":
            self._complete()
        super().move(motion)

    def _complete(self) -> None:
        if self._found is not None and not self._found.is_complete:
            self._found.complete()
            self.count_again(as_painted=True)

    def _find_thumb(self) -> range:
        """Return where the scroll bar is; nowhere while nobody knows how long the list is."""
        known = self._found is None or self._found.is_complete
        return super()._find_thumb() if known else range(0)

    def place_of(self, article: int) -> int | None:
        """Return the place in the list of the article with that id."""
        return None if self._found is None else self._found.index(article)

    def identify(self, row: ArticleRow) -> str:
        """Know an article by its path, which outlives a new index."""
        return row.path

    def mark_all(self) -> bool:
        """Mark every article found, once they are counted."""
        self._complete()
        return super().mark_all()

    @property
    def row_height(self) -> int:
        """Two lines; one where the list is wide, or low."""
        return 1 if self.size.width >= _ONE_LINE_WIDTH or 0 < self.size.height < _ONE_LINE_HEIGHT else 2

    def paint_heading(self, group: Group) -> Iterable[Segment]:
        """Paint a day."""
        yield Segment(fit(f" {name_group(group)}", self.line_width), self.palette.muted)

    def paint_row(self, row: ArticleRow, line: int, current: bool) -> Iterable[Segment]:
        """Paint an article on one line, or its title above what else is known."""
        if self._lines.row_height == 1:
            return self._single(row, current)
        return self._details(row, current) if line else self._title(row, self.line_width, current)

    def _title(self, row: ArticleRow, width: int, current: bool) -> Iterable[Segment]:
        palette = self.palette
        yield Segment("▌" if current else " ", palette.accent)
        yield Segment(" " if row.read else "•", palette.accent)
        yield Segment("★" if row.starred else " ", palette.accent)
        yield Segment("~" if row.title_inferred else " ", palette.faint)
        style = palette.text if row.read else palette.strong
        yield from highlighted(fit(row.title, width - _SIGNS), self._pattern, style, palette.match)

    def _details(self, row: ArticleRow, current: bool) -> Iterable[Segment]:
        palette = self.palette
        yield Segment(("▌" if current else " ") + " " * (_SIGNS - 1), palette.accent)
        badge = "! " if row.problem else ""
        # What a search found matters more than how much is quoted, and there is room for one of them.
        quotes = count(row.quotes, "quotation") if row.quotes and not row.snippet else None
        room = self.line_width - _SIGNS - len(badge)
        parts = [part for part in ("draft" if row.draft else "", self._when(row), row.source, quotes) if part]
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
        when = self._when(row)
        notes = " · ".join(part for part in ("draft" if row.draft else "", when, outlet) if part)
        room = self.line_width - _SIGNS - 6 - cell_len(notes) - 2
        if room < 20:
            notes, room = "", self.line_width - _SIGNS - 6
        title = list(self._title(row, room + _SIGNS, current))
        yield from title
        yield Segment(" " * max(0, room + _SIGNS + 1 - sum(segment.cell_length for segment in title)))
        yield Segment(notes + " ", palette.muted)
        yield Segment(f"{row.quotes:>3}" if row.quotes else "   ", palette.muted)
        yield Segment(" !" if row.problem else "  ", palette.warning)

    def _when(self, row: ArticleRow) -> str:
        """Return what the heading above a row, if there is one, does not say of its date."""
        return format_within_day(row.date) if self._lines.groups else format_date(row.date)


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
