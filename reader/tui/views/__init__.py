"""Views: what the list in the middle shows of what the filter finds, and what stands beside it.

All views share one library, one filter, one sort prompt, one article pane; each has a list of its own, which
keeps its cursor while another view is on the screen.

A new view is a list widget (a ``RowList`` in ``widgets``), a subclass of ``View`` here, one line in
``import_view`` below, and one key in the keymap whose call is ``view('name')``: help, palette, hints and the
names above the panes follow from that. A view is imported when it is opened for the first time, or in a lull
before that, so that the start does not pay for it; this module therefore imports none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.tui.views.articles import ArticlesView
    from reader.tui.views.view import View, ViewHost


class OpenViews:
    """The views that have been opened so far.

    Attributes:
        articles: The view that the reader opens with.
        current: The one that is on the screen.
        opened: All of them, by name.
    """

    def __init__(self, host: ViewHost, articles: ArticlesView) -> None:
        self._host = host
        self.articles = articles
        self.current: View = articles
        self.opened: dict[str, View] = {articles.name: articles}

    def get(self, name: str) -> View:
        """Return a view by the name that its key calls it; it is made if it is opened for the first time."""
        view = self.opened.get(name)
        if view is None:
            view = self.opened[name] = import_view(name)(self._host)
        return view

    def forget_rows(self) -> None:
        """Have all lists read again the rows that they show: the user's marks have changed."""
        for view in self.opened.values():
            view.forget_rows()


def import_view(name: str) -> type[View]:
    """Import a view, other than the articles, by the name that its key calls it."""
    if name == "quotations":
        from reader.tui.views.quotations import QuotationsView

        return QuotationsView
    if name == "statements":
        from reader.tui.views.statements import StatementsView

        return StatementsView
    if name == "speakers":
        from reader.tui.views.speakers import SpeakersView

        return SpeakersView
    if name == "kept":
        from reader.tui.views.collection import CollectionView

        return CollectionView
    raise LookupError(f"there is no view {name!r}")
