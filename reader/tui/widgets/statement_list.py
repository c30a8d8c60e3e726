"""The list of statements: the fullest words, who said them, how many print them, and when.

Owns the look of a row. Which statements are listed, and in which order, is given to it. A module of its
own, though short, as the list of each other view is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.cells import cell_len
from rich.segment import Segment

from reader.library.model import StatementRow
from reader.tui.text import fit
from reader.tui.widgets.base import around_match, highlighted
from reader.tui.widgets.row_list import RowList, Rows
from reader.tui.widgets.version_text import name_speakers, row_facts

_ROWS = 16  # fetched at once: the words of each are unpacked from its article
_MARGIN = 2
_SPEAKER_COLUMNS = 12  # columns for who said it, before facts are left out


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
        words = around_match(" ".join(row.text.split()), self._pattern, self.line_width - _MARGIN - 2)
        yield Segment(" “", palette.muted)
        yield from highlighted(words, self._pattern, palette.speaker(speaker), palette.match)
        yield Segment("”", palette.muted)

    def _facts(self, row: StatementRow) -> Iterable[Segment]:
        palette, width = self.palette, self.line_width - _MARGIN
        badge = "! " if row.conflict else ""
        who = name_speakers(row.speakers)
        room = width - len(badge) - min(_SPEAKER_COLUMNS, cell_len(who)) - 3
        facts = row_facts(row)
        rest = " · " + next((words for words in facts if cell_len(words) <= room), facts[-1])
        who = fit(who, width - cell_len(rest) - len(badge))
        yield Segment(f" {badge}", palette.warning)
        yield Segment(who, palette.speaker(row.speakers[0] if row.speakers else None))
        yield Segment(fit(rest, width - len(badge) - cell_len(who)), palette.muted)
