"""The list of speakers: who is quoted how much, where, since when, and how that changed over time.

Owns the look of a row. Rows come in two steps: names and numbers at once, the rest when it has been read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.cells import cell_len
from rich.segment import Segment

from reader.library.model import SpeakerRow, SpeakerRows
from reader.text.partial_date import format_months, format_years
from reader.tui.text import fit, pad, sparkline
from reader.tui.widgets.base import count
from reader.tui.widgets.row_list import RowList
from reader.tui.widgets.speaker_page import doubt

_ONE_LINE_WIDTH = 84
_ONE_LINE_HEIGHT = 8
_NAME, _NUMBER, _DATES = 28, 7, 19


class FilledRows:
    """The rows of a list, of which those looked at are read one after the other.

    Args:
        found: Knows names and numbers at once, and the rest when it is read.
        wanted: Is told, while rows are painted, that some of them should be read.
    """

    groups: Sequence[object] = ()

    def __init__(self, found: SpeakerRows, wanted: Callable[[int, int], None]) -> None:
        self.found = found
        self._wanted = wanted
        self._read: dict[int, SpeakerRow] = {}

    @property
    def total(self) -> int:
        """How many speakers there are."""
        return self.found.total

    def rows(self, first: int, count: int) -> list[SpeakerRow]:
        """Return up to count rows from index first, as far as they are known."""
        rows = self.found.plain_rows(first, count)
        if any(first + place not in self._read for place in range(len(rows))):
            self._wanted(first, len(rows))
        return [self._read.get(first + place, row) for place, row in enumerate(rows)]

    def missing(self, first: int, count: int) -> list[int]:
        """Return the places that have not been read yet."""
        return [place for place in range(first, min(first + count, self.total)) if place not in self._read]

    def fill(self, place: int, row: SpeakerRow) -> None:
        """Keep a row that has been read."""
        self._read[place] = row


class SpeakerList(RowList[SpeakerRow]):
    """Speakers in one of their orders."""

    page_size = 32

    def show(self, rows: FilledRows, *, keep: int | None = None) -> None:
        """Show speakers.

        Args:
            keep: The row that the cursor stays on, at the same height; else it goes to the first.
        """
        self.show_rows(rows, keep, None)

    @property
    def row_height(self) -> int:
        """Two lines; one where the list is wide, or low."""
        return 1 if self.size.width >= _ONE_LINE_WIDTH or 0 < self.size.height < _ONE_LINE_HEIGHT else 2

    def paint_heading(self, group: object) -> Iterable[Segment]:
        """Paint nothing: speakers are not grouped."""
        return ()

    def paint_row(self, row: SpeakerRow, line: int, current: bool) -> Iterable[Segment]:
        """Paint a speaker on one line, or name and number above the rest."""
        yield Segment("▌ " if current else "  ", self.palette.accent)
        if self._lines.row_height == 1 and self.size.width >= _ONE_LINE_WIDTH:
            yield from self._whole(row)
        elif line:
            yield from self._details(row, self.line_width - 2)
        else:
            yield from self._head(row, self.line_width - 2)

    def _head(self, row: SpeakerRow, width: int) -> Iterable[Segment]:
        number = f"{row.quotations:>{_NUMBER},}"
        name = fit(row.name, width - _NUMBER)
        yield Segment(name, self.palette.speaker(row.name))
        yield Segment(" " * (width - _NUMBER - cell_len(name)))
        yield Segment(number, self.palette.strong)

    def _details(self, row: SpeakerRow, width: int) -> Iterable[Segment]:
        bars = 24 if width >= 72 else 12 if width >= 44 else 8 if width >= 26 else 0
        if bars:
            yield Segment(pad(sparkline(row.series, bars), bars) + " ", self.palette.speaker(row.name))
            width -= bars + 1
        unsure = fit(doubt(row), width)
        if unsure:
            yield Segment(unsure, self.palette.warning)
            width -= cell_len(unsure) + 3
        if width > 8:
            yield Segment((" · " if unsure else "") + fit(_known(row, width), width), self.palette.muted)

    def _whole(self, row: SpeakerRow) -> Iterable[Segment]:
        width = self.line_width - 2
        bars = 24 if width >= 100 else 12
        rest = width - bars - 1 - 3 * _NUMBER - 2 - _DATES
        yield Segment(pad(row.name, min(_NAME, rest)), self.palette.speaker(row.name))
        yield Segment(" " + pad(sparkline(row.series, bars), bars), self.palette.speaker(row.name))
        yield Segment(f"{row.quotations:>{_NUMBER},}", self.palette.strong)
        yield Segment(f"{row.articles:>{_NUMBER},}", self.palette.muted)
        yield Segment(f"{row.outlets or '':>{_NUMBER}}  ", self.palette.muted)
        months = format_months(row.first, row.last) if row.first and row.last else ""
        yield Segment(pad(months, _DATES), self.palette.muted)
        yield Segment(fit(f" {doubt(row)}", max(0, rest - _NAME)), self.palette.warning)


def _known(row: SpeakerRow, width: int) -> str:
    """Say where and when somebody is quoted, in fewer words if there is little room."""
    articles = count(row.articles, "article")
    outlets = f" · {count(row.outlets, 'outlet')}" if row.outlets else ""
    wordings = [articles + outlets]
    if row.first and row.last:
        years = format_years(row.first, row.last)
        wordings = [
            f"{articles}{outlets} · {format_months(row.first, row.last)}",
            f"{articles}{outlets} · {years}",
            f"{articles} · {years}",
        ]
    return next((wording for wording in wordings if cell_len(wording) <= width), articles)
