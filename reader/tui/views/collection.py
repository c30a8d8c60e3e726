"""The current collection, in the order in which somebody has put it; beside it the article, at the words.

The filter leaves it as it is: what has been put aside is seen whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar

from reader.export.quotations import cite_collected
from reader.library.model import CollectedItem, CollectedRow, Facets, ItemKind, QuotationRow
from reader.text.english import count
from reader.tui.filter_state import Filter
from reader.tui.host import Cancelled
from reader.tui.views.view import Location, View, ViewHost
from reader.tui.widgets.base import LineView
from reader.tui.widgets.collection_list import CollectionList


class CollectionView(View):
    """View 5."""

    name = "kept"
    nothing = "nothing is collected here yet; p puts something in"
    hints: ClassVar = (
        "open", "note", "item_down", "take_out", "heading", "choose_collection", "copy", "undo", "quit",
        "help",
    )  # fmt: skip
    list: CollectionList

    def __init__(self, host: ViewHost) -> None:
        super().__init__(host)
        self.list = CollectionList(id="collection")
        self.collection = host.session.collected.current
        self.items: tuple[CollectedItem, ...] = ()
        self._rows: Sequence[CollectedRow] = ()
        self._wrong: str | None = None
        self._cursor: int | None = None

    @property
    def location(self) -> Location | None:
        """The words of the item under the cursor, in their article; None for a heading, and what is lost."""
        row = self.list.row
        if row is None or row.article is None:
            return None
        start = None if row.item.kind is ItemKind.ARTICLE else row.start
        return Location(row.article, row.path, start)

    def articles_of(self, rows: Iterable[CollectedRow]) -> Sequence[str]:
        """Return the paths of the articles, each once."""
        return tuple(dict.fromkeys(row.path for row in rows if row.article is not None))

    def items_of(self, rows: Iterable[CollectedRow]) -> Sequence[CollectedItem]:
        """Return the items as they are kept, for another collection."""
        return [row.item for row in rows]

    def apply(self, filter: Filter, pattern: re.Pattern[str] | None, *, keep: bool) -> None:
        """Find the items in a thread."""
        self.renew(self.list.cursor if keep else None)

    def renew(self, cursor: int | None = None) -> None:
        """Read the current collection, and find its items.

        Args:
            cursor: The place that the cursor goes to; None for the first.
        """
        collected = self.host.session.collected
        read = collected.read()
        self.collection, self._wrong = collected.current, read.wrong
        self.items = read.by_name.get(self.collection, ())
        self._cursor = cursor
        self.host.in_thread(partial(self._find, self.items), group="collection")

    def forget_rows(self) -> None:
        """Read the collection again, if it says something else by now."""
        collected = self.host.session.collected
        if (collected.current, collected.items(collected.current)) != (self.collection, self.items):
            self.renew(self.list.cursor)
        else:
            self.list.forget_rows()

    def _find(self, items: tuple[CollectedItem, ...], _cancelled: Cancelled) -> None:
        self.host.call_later(self._show, items, self.host.session.collected.rows(items))

    def _show(self, items: tuple[CollectedItem, ...], rows: Sequence[CollectedRow]) -> None:
        if items is not self.items:
            return
        self._rows = rows
        self.list.say_when_empty(f"collections.toml {self._wrong}" if self._wrong else self.nothing)
        place = self._cursor
        self.list.show(rows, None if place is None else max(0, min(place, len(rows) - 1)))
        self.host.found(self)
        self.host.describe()

    def open(self, pane: LineView) -> None:
        """Read on at the words."""
        row = self.list.row
        if row is not None and row.lost:
            self.host.say(f"not found: {row.lost}", warning=True)
        elif row is not None and row.item.kind is ItemKind.HEADING:
            self.host.say("this is a heading")
        else:
            self.host.read(self.location)

    def quotation(self, step: int) -> bool:
        """Go to the next or previous item."""
        if not self.step(step):
            self.host.say("this is the last item" if step > 0 else "this is the first item")
        return True

    def go_to(self, found: QuotationRow) -> bool:
        """Put the cursor on an item, if the quotation is one."""
        for row in self._rows:
            if (row.article, row.start) == (found.article, found.start):
                self.list.go_to(row.place)
                return True
        return self.host.is_reading

    @property
    def citation(self) -> str | None:
        """The words of the item with their citation."""
        row = self.list.row
        return None if row is None or row.article is None else cite_collected(row)

    def wordings(self, facets: Facets | None, everything: int) -> tuple[str, ...]:
        """Say which collection this is, how much is in it, and how much of that is not found."""
        total = sum(row.item.kind is not ItemKind.HEADING for row in self._rows)
        lost = sum(row.lost is not None for row in self._rows)
        found = f"{self.collection} · {count(total, 'item')}"
        more = f"{found} · {lost:,} not found" if lost else found
        wrong = f"{more} · collections.toml has mistakes" if self._wrong else more
        whole = "" if self.host.filter.is_empty else " · not filtered"
        short = f"{total:,}, {lost:,} not found" if lost else f"{total:,}"
        return (wrong + whole, more + whole, more, short)

    @property
    def about(self) -> tuple[str, str | None] | None:
        """Name the kind of the item, and who said it."""
        row = self.list.row
        if row is None:
            return ("", None)
        place = f"{self.list.cursor + 1} of {self.list.total}"
        return " · ".join(part for part in (row.speaker, str(row.item.kind), place) if part), row.speaker
