"""The list of view 5: items of a collection under their headings.

Owns the look of a row; stands alone, since view 5 is opened by those who collect only. A heading is a row of
its own, so that it can be moved and taken out as every item.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style

from reader.library.model import CollectedItem, CollectedRow, ItemKind
from reader.text.partial_date import format_date
from reader.text.sanitize import sanitize_line
from reader.tui.text import fit
from reader.tui.widgets.row_list import RowList

_MARGIN = 2
_LONGEST_SHOWN = 2_000  # characters of an item's words
_TWO_LINES_BELOW = 10  # lines of a list that shows no notes


class CollectedRows:
    """The items of one collection, all of which are known."""

    groups: ClassVar[Sequence[object]] = ()

    def __init__(self, rows: Sequence[CollectedRow]) -> None:
        self._rows = rows

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self._rows)

    def rows(self, first: int, count: int) -> list[CollectedRow]:
        """Return up to count rows from index first."""
        return list(self._rows[first : first + count])


class CollectionList(RowList[CollectedRow]):
    """Items in the order in which somebody has put them."""

    def show(self, rows: Sequence[CollectedRow], keep: int | None) -> None:
        """Show items, the cursor on one of them."""
        self.marked.clear()
        self.show_rows(CollectedRows(rows), keep, None)

    def identify(self, row: CollectedRow) -> tuple[int, CollectedItem]:
        """Know an item by its place too: a heading may stand twice."""
        return row.place, row.item

    @property
    def row_height(self) -> int:
        """Words, what is known of them, and a note; no note where the list is low."""
        return 2 if 0 < self.size.height < _TWO_LINES_BELOW else 3

    def paint_heading(self, group: object) -> Iterable[Segment]:
        """Paint nothing: headings are rows."""
        return ()

    def paint_row(self, row: CollectedRow, line: int, current: bool) -> Iterable[Segment]:
        """Paint one line of an item."""
        palette, width = self.palette, max(1, self.line_width - _MARGIN)
        yield Segment("▌" if current else " ", palette.accent)
        yield Segment(" " * (_MARGIN - 1))
        kind = row.item.kind
        if line == 0:
            style = palette.speaker(row.speaker) if row.speaker else palette.text
            if kind is ItemKind.HEADING:
                style = palette.strong + Style(bold=True)
            yield Segment(fit(self._words(row), width), style)
        elif line == 1 and row.lost:
            yield Segment(fit(f"! not found: {row.lost}", width), palette.warning)
        elif line == 1 and kind is not ItemKind.HEADING:
            yield Segment(fit(self._facts(row), width), palette.muted)
        elif line == 2 and row.item.note:
            yield Segment(fit(f"✎ {sanitize_line(row.item.note)}", width), palette.accent)

    @staticmethod
    def _words(row: CollectedRow) -> str:
        item = row.item
        if item.kind is ItemKind.ARTICLE:
            return row.title or item.title
        words = " ".join(sanitize_line(item.anchor.words[:_LONGEST_SHOWN]).split())
        return f"“{words}”" if item.kind in (ItemKind.QUOTATION, ItemKind.STATEMENT) else words

    def _facts(self, row: CollectedRow) -> str:
        who = row.speaker or (
            "" if row.item.kind in (ItemKind.ARTICLE, ItemKind.PASSAGE) else "unknown speaker"
        )
        moved = f"now {row.path}" if row.path != row.item.path else ""
        noted = "✎" if row.item.note and self._lines.row_height < 3 else ""
        parts = [noted, who, row.source, format_date(row.date), moved]
        return " · ".join(part for part in parts if part)
