"""Navigation: from view to view, from pane to pane, from article to article, and the way back.

Owns which view is on the screen, the visits from which one returns, and what is shown beside the list while
its cursor moves. A view that is not on the screen is not told of filters that come and go meanwhile; what it
shows is brought up to date when it comes back, with the cursor where it was.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, Protocol

from textual.widget import Widget

from reader.errors import LibraryError
from reader.tui.filter_state import Filter
from reader.tui.host import Cancelled, Host
from reader.tui.keymap import Key, Section, first_key
from reader.tui.screens.filtering import Filtering
from reader.tui.screens.folder_index import FolderIndex
from reader.tui.screens.marking import Marking
from reader.tui.screens.reading import Reading
from reader.tui.views import OpenViews, import_view
from reader.tui.views.view import Location, View
from reader.tui.widgets.bars import FilterBar

if TYPE_CHECKING:
    from reader.library.model import QuotationRow

_CURSOR_CHECK_SECONDS = 0.03  # seconds after which to look again whether the cursor has come to rest


class NavigationHost(Host, Protocol):
    """The screen as navigation sees it."""

    @property
    def names(self) -> Widget:
        """The pane of names, left of the list."""

    @property
    def are_names_shown(self) -> bool:
        """There is room for the pane of names."""

    @property
    def is_behind(self) -> bool:
        """Keys wait to be handled."""

    async def mount_panes(self, view: View) -> None:
        """Put those panes of a view that are new beside the others."""


class Visit(NamedTuple):
    """Where somebody is: a view under a filter, and the pane that has the keys."""

    view: View
    filter: Filter
    pane: Widget


class Navigation:
    """Goes to views, panes and articles.

    Attributes:
        is_preview_waiting: The cursor moves still; what is under it is shown when it rests.

    Args:
        select: Relative path of the article to open at, as soon as the index has it; None for no one.
    """

    def __init__(
        self,
        host: NavigationHost,
        views: OpenViews,
        reading: Reading,
        filtering: Filtering,
        marking: Marking,
        folder_index: FolderIndex,
        bar: FilterBar,
        keymap: tuple[Key, ...],
        select: str | None = None,
    ) -> None:
        self.is_preview_waiting = False
        self._host = host
        self._views = views
        self._reading = reading
        self._filtering = filtering
        self._marking = marking
        self._folder_index = folder_index
        self._bar = bar
        self._view_keys = [key for key in keymap if key.section is Section.VIEW]
        self._select = select
        self._visits: list[tuple[Visit, Visit]] = []

    async def go_to_view(self, name: str) -> None:
        """Look at the library in another way; in the view that is on the screen, go to its list."""
        host, views = self._host, self._views
        # New panes and what stands in them are seen at once, not one after the other.
        with host.app.batch_update():
            view = await self._get(name)
            changed = view is not views.current
            views.current = view
            host.enter(view.list)
            if not self._filtering.shows(view):
                self._filtering.apply(self._filtering.filter)
            elif changed:
                self._filtering.show_found()
                host.call_after_refresh(self.preview)
            self.name_views()
            host.describe()

    async def visit(self, name: str, filter: Filter, pane: Widget | None = None) -> None:
        """Go to a view under another filter, and remember where one was.

        Args:
            pane: What has the keys there; else the list.
        """
        views = self._views
        before = Visit(views.current, self._filtering.filter, self._host.pane)
        views.current = await self._get(name)
        if not self._filtering.apply(filter, keep=before.view is views.current):
            views.current = before.view
            return
        pane = pane or views.current.list
        self._visits.append((Visit(views.current, filter, pane), before))
        self._arrive(pane)

    def end_visit(self) -> bool:
        """Return from a visit to where it began; False if one has gone on to something else meanwhile."""
        if not self._visits:
            return False
        here, before = self._visits.pop()
        if (here.view, here.filter) != (self._views.current, self._filtering.filter):
            self._visits.clear()
            return False
        if self._host.pane not in (here.pane, here.view.list):
            self._visits.append((here, before))
            return False
        self._views.current = before.view
        if self._filtering.apply(before.filter):
            self._arrive(before.pane)
        return True

    def _arrive(self, pane: Widget) -> None:
        self._host.enter(pane)
        self.name_views()
        self._host.describe()

    async def _get(self, name: str) -> View:
        is_new = name not in self._views.opened
        view = self._views.get(name)
        if is_new:
            await self._host.mount_panes(view)
        return view

    def name_views(self) -> None:
        """Name the views above the panes."""
        keys = tuple((first_key(key), key.label) for key in self._view_keys)
        self._bar.name_views(keys, self._views.current.name)

    def look_ahead(self) -> None:
        """Import views and prompt in a thread, and have the session read ahead, before anybody opens one."""
        self._host.in_thread(self._look_ahead, group="ahead")

    def _look_ahead(self, _cancelled: Cancelled) -> None:
        import reader.tui.widgets.search_prompt  # noqa: F401

        for key in self._view_keys:
            if key.label not in self._views.opened:
                import_view(key.label)
        with suppress(LibraryError):  # whoever asks for it later will be told
            self._host.session.look_ahead()

    def refresh_list(self) -> None:
        """Find again: the index has changed. The cursor stays on its article.

        While the folder is read for the first time, a cursor that nobody has moved stays at the top instead.
        """
        self._filtering.mark_outdated()
        is_first = self._folder_index.is_first_reading
        untouched = is_first and not self._views.current.list.cursor and not self._host.is_aside
        self._filtering.apply(self._filtering.filter, keep=not untouched)

    def open_selected(self) -> None:
        """Open the article that the command line names, as soon as the index has it."""
        articles = self._views.articles
        if self._select is None or self._views.current is not articles:
            return
        number = self._host.session.find_id(self._select)
        if number is None:
            return
        place = articles.list.place_of(number)
        if place is None:
            self._filtering.apply(self._filtering.filter.cleared())
            place = articles.list.place_of(number)
        if place is not None:
            self._select = None
            articles.list.go_to(place)
            self._host.call_after_refresh(self.open_article)

    def preview(self) -> None:
        """Show beside the list what is under its cursor, where there is room for it."""
        view = self._views.current
        if view.list.row is None or not self._host.is_single or self._host.is_aside:
            view.preview()

    def preview_resting(self) -> None:
        """Show what stands beside the row where the cursor rests: no key waits for those that it passes."""
        if not self._host.is_behind:
            self.preview()
        elif not self.is_preview_waiting:
            self.is_preview_waiting = True
            self._host.call_after(_CURSOR_CHECK_SECONDS, self._preview_again)

    def _preview_again(self) -> None:
        self.is_preview_waiting = False
        self.preview_resting()

    def open(self) -> None:
        """Go into the next pane; from the names, into the list."""
        if self._host.has_keys(self._host.names):
            self._host.enter(self._views.current.list)
        elif self._host.is_reading:
            self._host.say("this is the last pane; the next article is a J away")
        else:
            self._views.current.open(self._host.pane)

    def back(self) -> None:
        """Go into the previous pane."""
        host, view = self._host, self._views.current
        if self.end_visit():
            return
        if host.is_aside:
            if host.is_reading:
                self._reading.keep_place()
            host.enter(view.panes[view.panes.index(host.pane) - 1])
        elif host.has_keys(view.list) and host.are_names_shown:
            host.enter(host.names)
        else:
            host.say("this is the first pane")
        host.describe()

    def undo_layer(self) -> None:
        """Take back one layer: the highlight, then the last part of the filter, then the pane."""
        host, view, article = self._host, self._views.current, self._reading.pane
        if article.quotation is not None and (host.is_reading or view.about is None):
            article.leave_quotation()
        elif article.has_match:
            article.leave_match()
        elif self._filtering.undo():
            return
        elif host.is_aside or host.has_keys(host.names):
            host.enter(view.list)
            host.describe()
        elif view.list.marked:
            view.list.unmark()
            host.say("nothing is marked any more")
            host.describe()
        elif not self._folder_index.stop():
            host.say("nothing to undo here; q quits")

    def open_article(self) -> bool:
        """Read the article under the list's cursor; tell whether there is one."""
        return self.read(self._views.current.location)

    def read(self, location: Location | None) -> bool:
        """Let keys move the article at a place, which marks it read; tell whether there is one."""
        if location is None:
            self._host.say("there is no article here")
            return False
        shown = self._reading.show(location)
        if shown:
            self._reading.point_at(location)
        self.begin_reading(location if shown else None)
        return shown

    def begin_reading(self, location: Location | None) -> None:
        """Let keys move the article that is shown, which marks it read."""
        self._host.enter(self._reading.pane)
        self._host.describe()
        self._marking.set_read(location)

    def show_now(self) -> bool:
        """Have an article on the screen at once: with one pane, open it."""
        if self._host.is_single and not self._host.is_reading:
            return self.open_article()
        return self._host.is_reading or self._reading.show(self._views.current.location)

    def step(self, step: int) -> None:
        """Go to the next or previous article, wherever keys are."""
        if not self._views.current.step(step):
            self._host.say("this is the last article" if step > 0 else "this is the first article")
        elif self._host.is_reading:
            self.open_article()

    def go_to(self, found: QuotationRow) -> bool:
        """Go to a quotation, in the list and in its article; False if that cannot be done."""
        location = Location(found.article, found.path, found.start)
        if not self._views.current.go_to(found) or not self._reading.show(location):
            return False
        if self._host.is_reading:
            self.begin_reading(location)
        return self._reading.pane.go_to_quotation(found.start)
