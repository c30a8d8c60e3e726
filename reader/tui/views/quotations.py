"""The quotations that the filter finds, by day or by speaker; beside them the article, at the words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from reader.errors import LibraryError
from reader.library.model import Facets, Grouping, QuotationRow
from reader.text.english import count
from reader.tui.filter_state import Filter
from reader.tui.host import Cancelled
from reader.tui.views.view import Location, View, ViewHost
from reader.tui.widgets.view_lists import QuotationList

if TYPE_CHECKING:
    from reader.library.lists.quotation_hits import QuotationHits

_GROUPING_SETTING = "quotations by"
_FURTHEST_ROW = 20_000  # rows that are looked through for another article


class QuotationsView(View):
    """View 2."""

    name = "quotations"
    lists_words_said = True
    hints: ClassVar = (
        "open", "next_by_speaker", "copy", "why", "correct", "sort", "pick_speaker", "search", "quit", "help",
    )  # fmt: skip
    list: QuotationList

    def __init__(self, host: ViewHost) -> None:
        super().__init__(host)
        self.list = QuotationList(id="quotations")
        self._grouping = Grouping.read(host.session.marks.get(_GROUPING_SETTING))
        self._found: QuotationHits | None = None
        self._awaited: tuple[int, int] | None = None

    @property
    def location(self) -> Location | None:
        """The quotation under the cursor, in its article."""
        row = self.list.row
        return None if row is None else Location(row.article, row.path, row.start)

    def articles_of(self, rows: Iterable[QuotationRow]) -> Sequence[str]:
        """Return the paths of the articles, each once."""
        return tuple(dict.fromkeys(row.path for row in rows))

    def apply(self, filter: Filter, pattern: re.Pattern[str] | None, *, keep: bool) -> None:
        """Show the quotations found; of a large library those that are known at once."""
        session, row = self.host.session, self.list.row
        found = session.quotations(filter, self._grouping)
        place = None
        self._awaited = None
        article = session.find_id(row.path) if keep and row is not None else None
        if row is not None and article is not None:
            place = found.index(article, row.start, near=True)
            self._awaited = (article, row.start) if place is None else None
        if self._found is not None:
            self._found.stop()
        self._found = found
        self.list.is_waiting = not found.is_complete
        self.list.show(found, self._grouping, place, pattern)
        if not found.is_complete:
            self.host.in_thread(partial(self._count, found), group="quotations")

    def _count(self, found: QuotationHits, _cancelled: Cancelled) -> None:
        """Count in a thread."""
        try:
            finish = self.host.session.count_quotations(found)
        except LibraryError:
            if found is self._found:
                raise
            return
        self.host.call_later(self._counted, found, finish)

    def _counted(self, found: QuotationHits, finish: Callable[[], None]) -> None:
        """Show all; the cursor goes where it was before the filter, unless somebody has moved it."""
        if found is not self._found:
            return
        finish()
        self.list.is_waiting = False
        awaited = self._awaited and found.index(*self._awaited, near=True)
        self.list.count_again()
        if awaited is not None and not self.list.cursor:
            self.list.go_to(awaited)
        elif self.list.row is not None and not self.host.is_aside:
            self.list.announce()
        self.host.found(self)

    def wordings(self, facets: Facets | None, everything: int) -> tuple[str, ...]:
        """Say how many quotations were found, in how many articles."""
        if self._found is None or not self._found.is_complete:
            return ("counting …",)
        quotations = count(self.list.total, "quotation")
        found = [quotations, f"{self.list.total:,}"]
        if facets is not None:
            of = "" if self.host.filter.is_empty else f"{facets.articles:,} of "
            found.insert(0, f"{quotations} · {of}{count(everything, 'article')}")
        if self._grouping is Grouping.SPEAKER:
            found.insert(0, f"by speaker · {found[0]}")
        return tuple(found)

    def step(self, step: int) -> bool:
        """Go to the first quotation of the next or previous article in the list."""
        here, place = self.list.row, self.list.cursor
        if here is None:
            return False
        for _ in range(_FURTHEST_ROW):
            place += step
            row = self.list.row_at(place)
            if row is None:
                return False
            before = self.list.row_at(place - 1)
            if row.article != here.article and (before is None or before.article != row.article or step > 0):
                return self.list.go_to(place)
        return False

    def quotation(self, step: int) -> bool:
        """Go to the next or previous row."""
        if not self.list.go_to(self.list.cursor + step):
            self.host.say("this is the last quotation" if step > 0 else "this is the first quotation")
        return True

    def go_to(self, found: QuotationRow) -> bool:
        """Put the cursor on a quotation."""
        place = None if self._found is None else self._found.index(found.article, found.start)
        if place is None:
            return False
        self.list.go_to(place)
        return True

    def sort(self) -> None:
        """Group by speaker, or by day again; a cursor that has been moved stays on its quotation."""
        other = Grouping.DAY if self._grouping is Grouping.SPEAKER else Grouping.SPEAKER
        self._grouping, before = other, self._grouping
        if not self.host.apply(self.host.filter, keep=self.list.cursor > 0):
            self._grouping = before
            return
        self.host.session.marks.set(_GROUPING_SETTING, other)
        self.host.say("grouped by speaker" if other is Grouping.SPEAKER else "grouped by day, newest first")

    @property
    def about(self) -> tuple[str, str | None] | None:
        """Who said it, how it was said, and the headline."""
        row = self.list.row
        if row is None:
            return None
        parts = (row.speaker or row.description or "unknown speaker", row.cue, row.title)
        return " · ".join(part for part in parts if part), row.speaker
