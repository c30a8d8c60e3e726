"""Statements that several articles print, and beside the list one of them in all its versions.

Owns the numbers of the statements found, the rows read of them, and when each is read: numbers, rows,
versions and comparisons come from threads, rows only for that part of the list that is in sight.
"""

from __future__ import annotations

import re
import time
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import ClassVar

from reader.analysis.version_diff import Comparison, compare_versions
from reader.errors import LibraryError
from reader.export.quotations import quote
from reader.library.model import Facets, QuotationRow, Statement, StatementOrder, StatementRow, Version
from reader.text.english import count
from reader.text.partial_date import format_date
from reader.tui.filter_state import Filter
from reader.tui.host import Cancelled
from reader.tui.views.view import Location, View, ViewHost
from reader.tui.widgets.base import LineView
from reader.tui.widgets.comparison import ComparisonPage, fullest_first
from reader.tui.widgets.version_text import name_speakers, row_facts
from reader.tui.widgets.view_lists import StatementList

_ROWS_KEPT = 1_000


_ORDER_SETTING = "order of statements"
_BATCH = 6  # versions compared, or rows read, before they are shown
_LONG_BATCH = 6_000  # characters of versions, which are then shown though they are fewer
_FIRST_ROWS = 24  # read before the list is shown
_SHOW_EVERY = 0.03  # seconds between looks at what has been found meanwhile
_OTHER_VERSIONS_STAY_SECONDS = 0.2  # seconds for which another statement's versions stay beside the list
_OUTDATED = -1  # number of no statement
_ORDERS = {
    StatementOrder.NEWEST: "date, newest first",
    StatementOrder.ARTICLES: "number of versions",
    StatementOrder.CONFLICT: "disagreement about who said it",
}


class StatementRows:
    """Statements found so far, of which those looked at are read.

    Args:
        read_ahead: Is told, while rows are painted, that some of them should be read.
    """

    groups: Sequence[object] = ()

    def __init__(self, read_ahead: Callable[[Sequence[int]], None]) -> None:
        self.numbers: array[int] = array("q")
        self.is_complete = False
        self._read_ahead = read_ahead
        self._read: dict[int, StatementRow] = {}

    @property
    def total(self) -> int:
        """How many have been found so far."""
        return len(self.numbers)

    def rows(self, first: int, count: int) -> list[StatementRow]:
        """Return up to count rows from index first; those that have not been read yet are without words."""
        numbers = self.numbers[first : first + count]
        missing = [number for number in numbers if number not in self._read]
        if missing:
            self._read_ahead(missing)
        return [self._read.get(number) or _without_words(number) for number in numbers]

    def fill(self, asked: Iterable[int], rows: Iterable[StatementRow]) -> None:
        """Keep rows that have been read, and forget those read long ago.

        Args:
            asked: Numbers that were read; of those among them that have gone there is no row.
        """
        read = {row.id: row for row in rows}
        self._read.update((number, read.get(number) or _without_words(number)) for number in asked)
        while len(self._read) > _ROWS_KEPT:
            del self._read[next(iter(self._read))]

    def index(self, statement: int | None) -> int | None:
        """Return the index of a statement among those found, or None."""
        if statement is None or statement not in self.numbers:
            return None
        return self.numbers.index(statement)


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """What is being looked for, and what has been found of it.

    Attributes:
        keep: The statement that the list's cursor stays on, or None.
        again: The same was found before, and what is shown stays until the cursor can stay.
    """

    filter: Filter
    pattern: re.Pattern[str] | None
    rows: StatementRows
    keep: int | None
    again: bool


def _without_words(number: int) -> StatementRow:
    return StatementRow(number, "", (), 0, (), None, None)


class StatementsView(View):
    """View 3."""

    name = "statements"
    lists_words_said = True
    nothing = "nothing is printed twice"
    hints: ClassVar = (
        "open", "next_quotation", "copy", "why", "sort", "pick_speaker", "search", "quit", "help",
    )  # fmt: skip
    labels: ClassVar = MappingProxyType({"next_quotation": "next version"})
    list: StatementList

    def __init__(self, host: ViewHost) -> None:
        super().__init__(host)
        self.list = StatementList(id="statements")
        self.page = ComparisonPage(id="comparison")
        self._found = StatementRows(self._read_rows)
        self._search: Search | None = None
        self._shown: int | None = None
        self._order = StatementOrder.read(host.session.marks.get(_ORDER_SETTING))

    @property
    def panes(self) -> tuple[LineView, ...]:
        """The list, the statement under its cursor in all versions, and an article that prints one."""
        return (self.list, self.page, self.host.article)

    @property
    def version(self) -> Version | None:
        """The version under the page's cursor; None while the page is not the row's."""
        row, statement = self.list.row, self.page.statement
        return self.page.version if row and statement and statement.id == row.id else None

    @property
    def location(self) -> Location | None:
        """The words of the version under the page's cursor, in their article."""
        version = self.version
        return None if version is None else Location(version.article, version.path, version.spans[0][0])

    def articles_of(self, rows: Iterable[StatementRow]) -> Sequence[str]:
        """Return the paths of all articles that print the statements, each once."""
        session, paths = self.host.session, dict[str, None]()
        for row in rows:
            statement = session.statement(row.id)
            if row.articles and statement.versions[statement.fullest].cited != row.text:
                raise LibraryError("the index has changed, and a marked statement with it; mark it again")
            paths.update(dict.fromkeys(version.path for version in statement.versions))
        return tuple(paths)

    def apply(self, filter: Filter, pattern: re.Pattern[str] | None, *, keep: bool) -> None:
        """Find the statements in a thread; the list stays as it is until the first are found."""
        if not self.list.total:
            self.list.say_when_empty("looking …")
            self.list.refresh()
        rows, order = StatementRows(self._read_rows), self._order
        kept = self.list.row.id if keep and self.list.row else None
        again = self._search is not None and self._search.filter.query == filter.query
        search = self._search = Search(filter, pattern, rows, kept, again)
        self.host.in_thread(partial(self._look, search, order), group="statements")

    def _look(self, search: Search, order: StatementOrder, cancelled: Cancelled) -> None:
        """Find statements in a thread, until another filter takes its place."""
        fresh: list[int] = []
        shown_at = 0.0
        for page in self.host.session.find_statements(search.filter.query, order):
            if cancelled():
                return
            fresh += page
            if fresh and time.monotonic() - shown_at >= _SHOW_EVERY:
                if not shown_at:
                    head = fresh[:_FIRST_ROWS]
                    search.rows.fill(head, self.host.session.statement_rows(head))
                self.host.call_later(self._take, search, fresh, False)
                fresh, shown_at = [], time.monotonic()
        self.host.call_later(self._take, search, fresh, True)

    def _take(self, search: Search, page: Sequence[int], is_last: bool) -> None:
        """Show what has been found so far; of what was shown already, once the row to be kept is among it."""
        if search is not self._search:
            return
        rows = search.rows
        rows.numbers.extend(page)
        rows.is_complete = is_last
        if self._found is rows:
            self.list.count_again()
            if search.keep in page and not self.list.cursor:
                self.list.go_to(rows.index(search.keep) or 0)
        elif is_last or search.keep in page or not (search.again and search.keep is not None):
            self._found = rows
            self._shown = _OUTDATED
            self.list.say_when_empty(self.host.why_empty(search.filter))
            self.list.show(rows, keep=rows.index(search.keep), pattern=search.pattern)
        self.host.found(self)

    def _read_rows(self, numbers: Sequence[int]) -> None:
        """Read rows in a thread, some at a time; those of another part of the list make it stop."""
        rows = self._found

        def read(cancelled: Cancelled) -> None:
            for start in range(0, len(numbers), _BATCH):
                if cancelled():
                    return
                part = numbers[start : start + _BATCH]
                self.host.call_later(self._fill, rows, part, self.host.session.statement_rows(part))

        self.host.call_after_refresh(self.host.in_thread, read, group="rows of statements")

    def _fill(self, rows: StatementRows, asked: Sequence[int], read: Sequence[StatementRow]) -> None:
        rows.fill(asked, read)
        if rows is self._found:
            self.list.forget_rows()
            self.host.describe()

    def preview(self) -> None:
        """Show the statement under the cursor in all its versions, as they are compared."""
        row = self.list.row
        chosen = None if row is None else row.id
        if chosen == self._shown:
            return
        self._shown = chosen
        if not self.host.is_reading:
            self.host.show_article(None)
        if chosen is None:
            self.page.show(None)
            self.host.describe()
        else:
            self.host.in_thread(partial(self._compare, chosen), group="versions")
            self.host.call_after(_OTHER_VERSIONS_STAY_SECONDS, self._say_waiting)

    def _say_waiting(self) -> None:
        """Let the versions of one statement not stand beside the row of another, while many are read."""
        row, statement = self.list.row, self.page.statement
        if row is not None and row.id == self._shown and (statement is None or statement.id != row.id):
            versions = count(row.articles, "version") + " " if row.articles else ""
            self.page.show(None, waiting=f"reading {versions}…")

    def _compare(self, chosen: int, cancelled: Cancelled) -> None:
        """Lay versions beside the fullest, in a thread: some at a time, the fullest first."""
        try:
            statement = self.host.session.statement(chosen)
        except LibraryError:  # it has gone; the list will follow
            return
        fullest, order = statement.versions[statement.fullest].text, fullest_first(statement)
        compared: list[Comparison] = []
        first = characters = 0
        for place, number in enumerate(order, 1):
            text = statement.versions[number].text
            compared.append(compare_versions(fullest, text))
            characters += len(text)
            if cancelled():
                return
            if len(compared) == _BATCH or characters > _LONG_BATCH or place == len(order):
                self.host.call_later(self._lay_out, statement, first, compared)
                first, characters, compared = place, 0, []

    def _lay_out(self, statement: Statement, first: int, compared: Sequence[Comparison]) -> None:
        if statement.id != self._shown:
            return
        if not first:
            self.page.show(statement, compared, self.list.pattern)
            self.host.describe()
        elif self.page.statement is statement:  # not one that was read again meanwhile
            self.page.add(compared)

    def open(self, pane: LineView) -> None:
        """Go from the list to the versions, and from a version to its words in the article."""
        if pane is self.page:
            self.host.read(self.location)
        elif self.list.row is None:
            self.host.say("there is no statement here")
        else:
            self.host.enter(self.page)
            self.preview()
            self.host.describe()

    def step(self, step: int) -> bool:
        """Go to the next or previous version's article while one is read, else to another statement."""
        if self.host.is_aside:
            return self.page.step(step)
        return self.list.go_to(self.list.cursor + step)

    def quotation(self, step: int) -> bool:
        """Go to the next or previous version."""
        if self.host.is_single and not self.host.is_aside:
            self.open(self.list)
        elif not self.page.step(step):
            self.host.say("this is the last version" if step > 0 else "this is the first version")
        return True

    def match(self, step: int) -> bool:
        """Go to the next or previous version in which the search finds something."""
        if not self.page.step_match(step):
            self.host.say("no further match in these versions; Enter opens the article")
        return True

    def go_to(self, found: QuotationRow) -> bool:
        """Stay in the list: another quotation of somebody is read in the article pane only."""
        return self.host.is_reading

    def sort(self) -> None:
        """Sort in the next order."""
        self._order = self._order.next
        self.host.session.marks.set(_ORDER_SETTING, self._order)
        # At the top of the list is whoever wants to see what comes first.
        self.host.apply(self.host.filter, keep=self.list.cursor > 0)
        self.host.say(f"sorted by {_ORDERS[self._order]}")

    def wordings(self, facets: Facets | None, everything: int) -> tuple[str, ...]:
        """Say how many statements were found, and among how many articles."""
        if not self._found.is_complete and not self._found.total:
            return ("looking …",)
        more = "" if self._found.is_complete else " so far"
        found = [f"{count(self._found.total, 'statement')}{more}", f"{self._found.total:,}"]
        if facets is not None:
            found.insert(0, f"{found[0]} in {count(facets.articles, 'article')}")
        if self._order is not StatementOrder.NEWEST:
            found = [*(f"by {_ORDERS[self._order]} · {words}" for words in found[:2]), *found]
        return tuple(found)

    @property
    def citation(self) -> str | None:
        """The version under the page's cursor, as its outlet printed it."""
        version = self.version
        return None if version is None else quote(version.cited, version)

    @property
    def about(self) -> tuple[str, str | None] | None:
        """Name who said it; where keys have moved to a version, that."""
        row, version = self.list.row, self.version
        if row is None:
            return ("", None)
        place, number = self.page.place
        if version is None or (not self.host.has_keys(self.page) and place == 1):
            speaker = row.speakers[0] if row.speakers else None
            return f"{name_speakers(row.speakers)} · {row_facts(row)[0]}", speaker
        when = format_date(version.date)
        return f"{place} of {number} · {version.source or version.path} · {when}", version.speaker
