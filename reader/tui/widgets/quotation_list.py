"""The list of quotations: the words first, then who said them, where they were printed, and when.

Owns the look of a row. The cursor and the pages of rows are those of every list (``row_list``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.analysis.model import Kind
from reader.library.model import FoundQuotations, Group, Grouping, QuotationRow, SpeakerGroup
from reader.text.partial_date import format_date, format_within_day
from reader.tui.text import ELLIPSIS, fit, wrap
from reader.tui.widgets.article_list import name_group
from reader.tui.widgets.base import highlighted
from reader.tui.widgets.row_list import RowList

_MARGIN = 2  # columns before the words: bar, space
_TWO_LINES_FROM = 16  # lines of a list whose rows have two lines of words
_SEARCHED_CHARACTERS = 20_000  # characters of a quotation in which a match is looked for
_DASH = "— "
_NARROWEST_PART = 8  # columns in which something can be said
_NO_SPEAKER = "unknown speaker"


class QuotationList(RowList[QuotationRow]):
    """Quotations by day or by speaker."""

    page_size = 32

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._grouping = Grouping.DAY

    def show(
        self, found: FoundQuotations, grouping: Grouping, cursor: int | None, pattern: re.Pattern[str] | None
    ) -> None:
        """Show what a query found.

        Args:
            cursor: Where the cursor stays, at the same height; None puts it on the first row.
            pattern: What a search found, to be painted.
        """
        self._grouping = grouping
        self.show_rows(found, cursor, pattern)

    @property
    def row_height(self) -> int:
        """Two lines of words where the list is high, and one of what is known about them."""
        return 3 if self.size.height >= _TWO_LINES_FROM else 2

    def paint_heading(self, group: Group | SpeakerGroup) -> Iterable[Segment]:
        """Paint a day, or a speaker with the number of quotations."""
        width, palette = self.line_width, self.palette
        if isinstance(group, Group):
            yield Segment(fit(f" {name_group(group)}", width), palette.muted)
            return
        number = f"{group.count:,}"
        name = fit(f" {group.name or _NO_SPEAKER}", max(1, width - cell_len(number) - 2))
        yield Segment(name, palette.speaker(group.name) + Style(bold=True))
        yield Segment(f"  {number}", palette.muted)

    def paint_row(self, row: QuotationRow, line: int, current: bool) -> Iterable[Segment]:
        """Paint a line of the words, or what is known about them right below their last one."""
        yield Segment("▌" if current else " ", self.palette.accent)
        yield Segment(" " * (_MARGIN - 1))
        words = self._words(row)
        if line < len(words):
            style = self.palette.text + Style(underline=row.kind == Kind.PARTIAL or None)
            yield from highlighted(words[line], self._pattern, style, self.palette.match)
        elif line == len(words):
            yield from self._citation(row)

    def _words(self, row: QuotationRow) -> list[str]:
        """Return the words on as many lines as there are for them, those that a search found in sight."""
        width, most = max(1, self.line_width - _MARGIN), self._lines.row_height - 1
        text = row.text[:_SEARCHED_CHARACTERS]
        match = self._pattern.search(text) if self._pattern else None
        begin = 0
        if match is not None and match.end() > width * most - 2:
            begin = max(0, match.start() - width * most // 3)
            begin = max(begin, text.find(" ", begin, match.start()) + 1)
        words = " ".join(text[begin : begin + width * (most + 1)].split())
        shown = f"{ELLIPSIS if begin else '“'}{words}”"
        lines = list(wrap(shown, 0, len(shown), width))
        if len(lines) <= most:
            return [shown[start:end] for start, end in lines]
        whole = [shown[start:end] for start, end in lines[: most - 1]]
        return [*whole, fit(shown[lines[most - 1][0] :], width)]

    def _citation(self, row: QuotationRow) -> Iterable[Segment]:
        palette, room = self.palette, self.line_width - _MARGIN - cell_len(_DASH)
        yield Segment(_DASH, palette.faint)
        if self._grouping is Grouping.SPEAKER:
            known = (format_date(row.date), row.source)
            yield Segment(fit(" · ".join(part for part in known if part), room), palette.muted)
            return
        name = fit(row.speaker or row.description or _NO_SPEAKER, room)
        yield Segment(name, palette.speaker(row.speaker))
        room -= cell_len(name)
        for part in (row.source, format_within_day(row.date)):
            if part and room > _NARROWEST_PART:
                shown = fit(f" · {part}", room)
                yield Segment(shown, palette.muted)
                room -= cell_len(shown)
