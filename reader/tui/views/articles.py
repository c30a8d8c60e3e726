"""The articles that the filter finds: the view that the reader opens with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from reader.errors import LibraryError
from reader.library.listing import Facets, Hits, Order
from reader.text.english import count
from reader.tui.filter_state import Filter
from reader.tui.host import Cancelled
from reader.tui.views.view import Location, View, ViewHost
from reader.tui.widgets.article_list import ArticleList

if TYPE_CHECKING:
    from reader.library.listing import ArticleRow
    from reader.library.model import QuotationRow

# A sort order as the line above the panes says it after "by".
_ORDERS = {
    "newest": "date, newest first",
    "oldest": "date, oldest first",
    "outlet": "outlet",
    "quotations": "number of quotations",
}


class ArticlesView(View):
    """View 1."""

    name = "articles"
    hints: ClassVar = (
        "open", "next_quotation", "pick_speaker", "pick_topic", "search", "star", "sort", "quit", "help",
    )  # fmt: skip
    list: ArticleList

    def __init__(self, host: ViewHost) -> None:
        super().__init__(host)
        self.list = ArticleList(id="list")
        self._applied: Filter | None = None

    @property
    def location(self) -> Location | None:
        """The article under the cursor."""
        row = self.list.row
        return None if row is None else Location(row.id, row.path)

    def articles_of(self, rows: Iterable[ArticleRow]) -> Sequence[str]:
        """Return the paths of the articles, each once."""
        return tuple(dict.fromkeys(row.path for row in rows))

    def apply(self, filter: Filter, pattern: re.Pattern[str] | None, *, keep: bool) -> None:
        """Show the articles found: the first at once, all when they are counted.

        After a change of the index, what is on the screen stays until all are counted.
        """
        session = self.host.session
        path = self.list.row.path if keep and self.list.row else None
        hits = session.find(filter)
        kept = None if path is None else session.find_id(path)
        if filter == self._applied:
            hits.complete()
        self._applied = filter
        self.list.show(hits, keep=kept, pattern=pattern)
        if not hits.is_complete:
            count_rest = partial(self._count, hits)
            self.list.call_after_refresh(self.host.in_thread, count_rest, group="articles")

    def _count(self, hits: Hits, _cancelled: Cancelled) -> None:
        """Count in a thread, unless another filter has come."""

        def replaced() -> bool:
            return hits is not self.list.found

        try:
            finish = self.host.session.count_articles(hits, replaced)
        except LibraryError:
            if not replaced():
                raise
            return
        self.host.call_later(self._counted, hits, finish)

    def _counted(self, hits: Hits, finish: Callable[[], None]) -> None:
        """Show how many there are."""
        if hits is self.list.found:
            finish()
            self.list.count_again(as_painted=True)
            self.host.found(self)

    @property
    def articles(self) -> int | None:
        """How many articles were found, once they are counted."""
        found = self.list.found
        return None if found is None or not found.is_complete else self.list.total

    def wordings(self, facets: Facets | None, everything: int) -> tuple[str, ...]:
        """Say how many articles were found, of how many, and how much they quote."""
        filter, total = self.host.filter, self.articles
        if total is None:
            return ("counting …",)
        found = [f"{total:,} of {count(everything, 'article')}", f"{total:,} of {everything:,}", f"{total:,}"]
        if filter.is_empty:
            found = [count(total, "article"), f"{total:,}"]
        if filter.order is not Order.NEWEST:
            found.insert(0, f"by {_ORDERS[filter.order]} · {found[0]}")
        if facets is not None:
            found.insert(0, f"{found[0]} · {count(facets.quotations, 'quotation')}")
        return tuple(found)

    def go_to(self, found: QuotationRow) -> bool:
        """Put the cursor on a quotation's article."""
        place = self.list.place_of(found.article)
        if place is None:
            return False
        self.list.go_to(place)
        return True

    def sort(self) -> None:
        """Sort in the next order."""
        filter = self.host.filter.next_order()
        if self.host.apply(filter):
            self.host.say(f"sorted by {_ORDERS[filter.order]}")
