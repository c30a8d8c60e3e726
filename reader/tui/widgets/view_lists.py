"""The lists of views 2, 3 and 4: quotations, statements and speakers.

Owns the look of a row of each. The cursor and the pages of rows are those of every list (``row_list``); which
rows are listed, and in which order, is given to them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.analysis.model import Kind
from reader.library.model import (
    Group,
    Grouping,
    QuotationRow,
    SpeakerGroup,
    SpeakerRow,
    StatementRow,
)
from reader.text.english import count
from reader.text.partial_date import format_date, format_months, format_within_day, format_years
from reader.tui.text import ELLIPSIS, fit, pad, sparkline, wrap
from reader.tui.widgets.article_list import name_group
from reader.tui.widgets.base import around_match, highlighted
from reader.tui.widgets.row_list import RowList, Rows
from reader.tui.widgets.speaker_page import doubt
from reader.tui.widgets.version_text import name_speakers, row_facts

if TYPE_CHECKING:
    from reader.library.lists.quotation_hits import QuotationHits
    from reader.library.lists.speakers import Speakers

_MARGIN = 2  # columns before the words: bar, space
_TWO_LINES_FROM = 16  # lines of a list whose rows have two lines of words
_SEARCHED_CHARACTERS = 20_000  # characters of a quotation in which a match is looked for
_DASH = "— "
_NARROWEST_PART = 8  # columns in which something can be said
_NO_SPEAKER = "unknown speaker"


_ROWS = 16  # fetched at once: the words of each are unpacked from its article
_STATEMENT_MARGIN = 2
_SPEAKER_COLUMNS = 12  # columns for who said it, before facts are left out

_ONE_LINE_WIDTH = 84
_ONE_LINE_HEIGHT = 8
_NAME, _NUMBER, _DATES = 28, 7, 19


class QuotationList(RowList[QuotationRow]):
    """Quotations by day or by speaker."""

    page_size = 32

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._grouping = Grouping.DAY

    def show(
        self, found: QuotationHits, grouping: Grouping, cursor: int | None, pattern: re.Pattern[str] | None
    ) -> None:
        """Show what a query found.

        Args:
            cursor: Where the cursor stays, at the same height; None puts it on the first row.
            pattern: What a search found, to be painted.
        """
        self._grouping = grouping
        self.show_rows(found, cursor, pattern)

    def identify(self, row: QuotationRow) -> tuple[str, int]:
        """Know a quotation by the path of its article and its place there."""
        return row.path, row.start

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


class StatementList(RowList[StatementRow]):
    """Statements in one of their orders, two lines each."""

    page_size = _ROWS

    def show(self, rows: Rows[StatementRow], *, keep: int | None, pattern: re.Pattern[str] | None) -> None:
        """Show statements.

        Args:
            keep: The row that the cursor stays on, at the same height; else it goes to the first.
            pattern: What a search found, to be painted.
        """
        self.show_rows(rows, keep, pattern)

    def identify(self, row: StatementRow) -> int:
        """Know a statement by its number in the index."""
        return row.id

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """What a search found in the rows shown."""
        return self._pattern

    @property
    def row_height(self) -> int:
        """Two lines: words, and what is known of them."""
        return 2

    def paint_heading(self, group: object) -> Iterable[Segment]:
        """Paint nothing: statements are not grouped."""
        return ()

    def paint_row(self, row: StatementRow, line: int, current: bool) -> Iterable[Segment]:
        """Paint the words, or who said them and who printed them."""
        yield Segment("▌" if current else " ", self.palette.accent)
        if row.articles:
            yield from self._facts(row) if line else self._words(row)
        elif not line:
            yield Segment(" …", self.palette.faint)

    def _words(self, row: StatementRow) -> Iterable[Segment]:
        palette, speaker = self.palette, row.speakers[0] if row.speakers else None
        words = around_match(
            " ".join(row.text.split()), self._pattern, self.line_width - _STATEMENT_MARGIN - 2
        )
        yield Segment(" “", palette.muted)
        yield from highlighted(words, self._pattern, palette.speaker(speaker), palette.match)
        yield Segment("”", palette.muted)

    def _facts(self, row: StatementRow) -> Iterable[Segment]:
        palette, width = self.palette, self.line_width - _STATEMENT_MARGIN
        badge = "! " if row.conflict else ""
        who = name_speakers(row.speakers)
        room = width - len(badge) - min(_SPEAKER_COLUMNS, cell_len(who)) - 3
        facts = row_facts(row)
        rest = " · " + next((words for words in facts if cell_len(words) <= room), facts[-1])
        who = fit(who, width - cell_len(rest) - len(badge))
        yield Segment(f" {badge}", palette.warning)
        yield Segment(who, palette.speaker(row.speakers[0] if row.speakers else None))
        yield Segment(fit(rest, width - len(badge) - cell_len(who)), palette.muted)


class FilledRows:
    """The rows of a list, of which those looked at are read one after the other.

    Args:
        found: Knows names and numbers at once, and the rest when it is read.
        read_ahead: Is told, while rows are painted, that some of them should be read.
    """

    groups: Sequence[object] = ()

    def __init__(self, found: Speakers, read_ahead: Callable[[int, int], None]) -> None:
        self.found = found
        self._read_ahead = read_ahead
        self._read: dict[int, SpeakerRow] = {}

    @property
    def total(self) -> int:
        """How many speakers there are."""
        return self.found.total

    def rows(self, first: int, count: int) -> list[SpeakerRow]:
        """Return up to count rows from index first, as far as they are known."""
        rows = self.found.plain_rows(first, count)
        if any(first + place not in self._read for place in range(len(rows))):
            self._read_ahead(first, len(rows))
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

    def identify(self, row: SpeakerRow) -> str:
        """Know a speaker by the name, whatever is counted of them."""
        return row.name

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
