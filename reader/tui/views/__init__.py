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
    from reader.tui.views.view import View, ViewHost


def make_view(name: str, host: ViewHost) -> View:
    """Return a view by the name that its key calls it."""
    return import_view(name)(host)


def import_view(name: str) -> type[View]:
    """Import a view by the name that its key calls it."""
    if name == "quotations":
        from reader.tui.views.quotations import QuotationsView

        return QuotationsView
    if name == "statements":
        from reader.tui.views.statements import StatementsView

        return StatementsView
    if name == "speakers":
        from reader.tui.views.speakers import SpeakersView

        return SpeakersView
    raise LookupError(f"there is no view {name!r}")
