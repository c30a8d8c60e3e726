"""The people whom the filter finds quoted, and beside the list the page of one of them.

Owns what is read when: the list at once or in a thread, a row when it is seen, a page when the cursor stays.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from reader.analysis.lexicon import cue_classes, cue_pasts
from reader.articles.model import PartialDate
from reader.library.model import (
    Facets,
    Figure,
    QuotationRow,
    SpeakerOrder,
    SpeakerPage,
    SpeakerRow,
)
from reader.library.query.fields import Field
from reader.library.query.query import Query
from reader.text.english import count
from reader.text.partial_date import format_date
from reader.tui.filter_state import Filter
from reader.tui.host import Cancelled
from reader.tui.messages import Listed
from reader.tui.views.view import Location, View, ViewHost
from reader.tui.widgets.base import LineView
from reader.tui.widgets.speaker_page import CueWord, SpeakerPageView, doubt, facts
from reader.tui.widgets.view_lists import FilledRows, SpeakerList

if TYPE_CHECKING:
    from reader.library.lists.speakers import Speakers

_EVIDENCE_VIEW = "quotations"
_ORDER_SETTING = "order of speakers"
_MOVES_OF_HELD_KEY_SECONDS = 0.12  # seconds between moves of the cursor below which pages wait
_ROWS_AT_ONCE = 4  # rows read before they are shown
_MONTH = re.compile(r"\d{4}-\d\d")
_ORDERS = {
    SpeakerOrder.QUOTATIONS: "number of quotations",
    SpeakerOrder.NAME: "name",
    SpeakerOrder.FIRST: "first date",
    SpeakerOrder.LAST: "last date",
}


class SpeakersView(View):
    """View 4."""

    name = "speakers"
    hints: ClassVar = ("open", "pick_topic", "search", "sort", "clear", "quit", "help")
    list: SpeakerList

    def __init__(self, host: ViewHost) -> None:
        super().__init__(host)
        self.list = SpeakerList(id="speakers")
        self.page = SpeakerPageView(id="speaker")
        self._rows: FilledRows | None = None
        self._query = Query()
        self._shown: tuple[Query, str] | None = None
        self._moved = 0.0
        self._order = SpeakerOrder.read(host.session.marks.get(_ORDER_SETTING))

    @property
    def panes(self) -> tuple[LineView, ...]:
        """The list, and the page of the speaker under its cursor."""
        return (self.list, self.page)

    @property
    def location(self) -> Location | None:
        """None: a speaker is no article."""
        return None

    def apply(self, filter: Filter, pattern: re.Pattern[str] | None, *, keep: bool) -> None:
        """Find the speakers in a thread; the list stays as it is until they are found."""
        name = self.list.row.name if keep and self.list.row else None
        if not self.list.total:
            self.list.say_when_empty("counting …")
            self.list.refresh()
        self._find(filter, name)

    def _find(self, filter: Filter, keep: str | None) -> None:
        order = self._order

        def find(_cancelled: Cancelled) -> None:
            found = self.host.session.speakers(filter.query, order)
            self.host.call_later(self._show, filter, order, found, keep)

        self.host.in_thread(find, group="speakers")

    def _show(self, filter: Filter, order: SpeakerOrder, found: Speakers, keep: str | None) -> None:
        if filter.query != self.host.filter.query or order is not self._order:
            return
        self._query, self._rows = filter.query, FilledRows(found, self._read_rows)
        self._shown = None  # the index may say something else of the same speaker now
        self.list.say_when_empty(self.host.why_empty(filter))
        self.list.show(self._rows, keep=None if keep is None else found.index(keep))
        self.host.found(self)

    def _read_rows(self, first: int, count: int) -> None:
        """Read rows in a thread, some at a time; those of another part of the list make it stop."""
        rows = self._rows
        if rows is None:
            return

        def read(cancelled: Cancelled) -> None:
            missing = rows.missing(first, count)
            for start in range(0, len(missing), _ROWS_AT_ONCE):
                if cancelled():
                    return
                places = missing[start : start + _ROWS_AT_ONCE]
                session = self.host.session
                read = {place: session.speaker_rows(rows.found, place, 1)[0] for place in places}
                self.host.call_later(self._fill, rows, read)

        self.host.call_after_refresh(self.host.in_thread, read, group="rows of speakers")

    def _fill(self, rows: FilledRows, read: Mapping[int, SpeakerRow]) -> None:
        for place, row in read.items():
            rows.fill(place, row)
        if rows is self._rows:
            self.list.forget_rows()

    def preview(self) -> None:
        """Show the page of the speaker under the cursor, as it grows."""
        row = self.list.row
        chosen = None if row is None else (self._query, row.name)
        if chosen == self._shown:
            return
        self._shown = chosen
        if chosen is None:
            self.page.show(None)
            return
        query, name = chosen
        before, self._moved = self._moved, time.monotonic()
        hurried = self._moved - before < _MOVES_OF_HELD_KEY_SECONDS

        def read(cancelled: Cancelled) -> None:
            if hurried:  # a key that is held down should not have to share the machine with every page
                time.sleep(_MOVES_OF_HELD_KEY_SECONDS)
            pages = self.host.session.speaker_page(query, name, cancelled)
            for page in pages:
                self.host.call_later(self._show_page, chosen, page)

        self.host.in_thread(read, group="page of a speaker")

    def _show_page(self, chosen: tuple[Query, str], page: SpeakerPage) -> None:
        if chosen != self._shown:
            return
        before = self.page.page
        if before and before.query == page.query and before.is_complete and not page.is_complete:
            return  # the same page is being counted again: it stays until that is done, and the cursor too
        self.page.show(page, _words())
        self.host.describe()

    def open(self, pane: LineView) -> None:
        """Filter by the speaker and go into the page; from there, list what a number counts."""
        row, figure = self.list.row, self.page.figure
        if pane is self.page:
            if figure is not None:
                found = replace(self.host.filter, query=figure.query)
                self.host.visit(_EVIDENCE_VIEW, found)
        elif row is None:
            self.host.say("there is nobody here")
        else:
            found = self.host.filter.with_picked(Listed.SPEAKER, (row.name,))
            self.host.visit(self.name, found, self.page)

    def quotation(self, step: int) -> bool:
        """Go to the next or previous number of the page; from the list, to the page."""
        if not self.host.has_keys(self.page):
            self.host.enter(self.page)
            self.preview()
        elif not self.page.step(step):
            self.host.say("this is the last number" if step > 0 else "this is the first number")
        return True

    def go_to(self, found: QuotationRow) -> bool:
        """Stay: a quotation of somebody is in another view."""
        return False

    def sort(self) -> None:
        """Sort in the next order."""
        self._order = self._order.next
        self.host.session.marks.set(_ORDER_SETTING, self._order)
        self._find(self.host.filter, self.list.row.name if self.list.row else None)
        self.host.say(f"sorted by {_ORDERS[self._order]}")

    def wordings(self, facets: Facets | None, everything: int) -> tuple[str, ...]:
        """Say how many speakers were found, and in how many articles."""
        if self._query != self.host.filter.query or self._rows is None:
            return ("counting …",)
        total = self.list.total
        found = [count(total, "speaker"), f"{total:,}"]
        if facets is not None:
            found.insert(0, f"{found[0]} in {count(facets.articles, 'article')}")
        if self._order is not SpeakerOrder.QUOTATIONS:
            found.insert(0, f"by {_ORDERS[self._order]} · {found[0]}")
        return tuple(found)

    @property
    def about(self) -> tuple[str, str | None] | None:
        """Name the speaker, and the number under the cursor of the page."""
        row, figure = self.list.row, self.page.figure
        if row is None:
            return ("", None)
        if self.host.has_keys(self.page) and figure is not None:
            return f"{row.name} · {_named(figure)} · {count(figure.quotations, 'quotation')}", row.name
        return " · ".join(part for part in (row.name, facts(row), doubt(row)) if part), row.name


@cache
def _words() -> Mapping[str, CueWord]:
    """Return how cues are shown: verbs in the past, as they mostly are in print."""
    return {lemma: CueWord(cue_pasts().get(lemma, lemma), cls) for lemma, cls in cue_classes().items()}


def _named(figure: Figure) -> str:
    """Say what a number counts."""
    value, outlets = figure.value, figure.query.values(Field.SOURCE)
    if value in figure.query.values(Field.CUE):
        word = _words()[value].text if value in _words() else value
        return f"{word}, {outlets[0]}" if len(outlets) == 1 else word
    if _MONTH.fullmatch(value):
        return format_date(PartialDate.fromisoformat(value))
    return value or "unknown"
