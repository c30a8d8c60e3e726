"""The articles that the filter finds: the view that the reader opens with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from reader.library.listing import Facets, Order
from reader.tui.choice import Choice
from reader.tui.views.view import Spot, View
from reader.tui.widgets.article_list import ArticleList
from reader.tui.widgets.painting import count

if TYPE_CHECKING:
    from reader.library.model import QuotationRow
    from reader.tui.screens.room import Room

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

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.list = ArticleList(id="list")

    @property
    def spot(self) -> Spot | None:
        """The article under the cursor."""
        row = self.list.row
        return None if row is None else Spot(row.id, row.path)

    def apply(self, choice: Choice, pattern: re.Pattern[str] | None, *, keep: bool) -> None:
        """Show the articles found."""
        session = self.room.session
        path = self.list.row.path if keep and self.list.row else None
        hits = session.find(choice)
        kept = None if path is None else session.find_id(path)
        hits.total  # noqa: B018  counted here, where an error leaves the list as it was
        self.list.show(hits, keep=kept, pattern=pattern)

    @property
    def articles(self) -> int:
        """How many articles were found."""
        return self.list.total

    def wordings(self, facets: Facets | None, everything: int) -> tuple[str, ...]:
        """Say how many articles were found, of how many, and how much they quote."""
        choice, total = self.room.choice, self.list.total
        found = [f"{total:,} of {count(everything, 'article')}", f"{total:,} of {everything:,}", f"{total:,}"]
        if choice.is_empty:
            found = [count(total, "article"), f"{total:,}"]
        if choice.order is not Order.NEWEST:
            found.insert(0, f"by {_ORDERS[choice.order]} · {found[0]}")
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
        choice = self.room.choice.next_order()
        if self.room.apply(choice):
            self.room.say(f"sorted by {_ORDERS[choice.order]}")
