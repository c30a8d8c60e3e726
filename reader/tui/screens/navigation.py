"""Views: which list stands in the middle, one at a time, under the one filter.

Owns switching between them. A view that is away is not told of filters that come and go meanwhile; what it
shows is brought up to date when it comes back, with the cursor where it was.
"""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

from textual.widget import Widget

from reader.errors import LibraryError
from reader.tui.filter_state import Filter
from reader.tui.host import Cancelled
from reader.tui.keymap import Group, Key, first_key
from reader.tui.messages import ViewWanted
from reader.tui.screens.filtering import FilteringRoom
from reader.tui.views import import_view, make_view
from reader.tui.views.view import View


class Stay(NamedTuple):
    """Where somebody is: a view under a filter, and the pane that has the keys."""

    view: View
    filter: Filter
    pane: Widget


class NavigationRoom(FilteringRoom):
    """What the keys of the views do."""

    _applied: dict[str, Filter]
    _visits: list[tuple[Stay, Stay]]

    def on_mount(self) -> None:
        """Name the views above the panes."""
        self._applied = {}
        self._visits = []
        self._name_views()

    def apply(self, filter: Filter, *, keep: bool = True) -> bool:
        """Filter by something else in the view that is on the screen."""
        done = super().apply(filter, keep=keep)
        if done:
            self._applied[self.current.name] = filter
        return done

    def forget_views(self) -> None:
        """Have every view find again when it is next looked at: the index has changed."""
        self._applied.clear()

    async def action_view(self, name: str) -> None:
        """Look at the library in another way; in the view that is on the screen, go to its list."""
        # New panes and what stands in them are seen at once, not one after the other.
        with self.app.batch_update():
            view = await self._get(name)
            changed = view is not self.current
            self.current = view
            self.enter(view.list)
            if self._applied.get(name) != self.filter:
                self.apply(self.filter)
            elif changed:
                self.show_found()
                self.call_after_refresh(self.preview)
            self._name_views()
            self.describe()

    def visit(self, name: str, filter: Filter, pane: Widget | None = None) -> None:
        """Go to a view under another filter, and remember where one was."""
        self.call_later(self._visit, name, filter, pane)

    async def _visit(self, name: str, filter: Filter, pane: Widget | None) -> None:
        before = Stay(self.current, self.filter, self.pane)
        self.current = await self._get(name)
        if not self.apply(filter, keep=before.view is self.current):
            self.current = before.view
            return
        pane = pane or self.current.list
        self._visits.append((Stay(self.current, filter, pane), before))
        self._arrive(pane)

    def end_visit(self) -> bool:
        """Return from a visit to where it began; False if one has gone on to something else meanwhile."""
        if not self._visits:
            return False
        here, before = self._visits.pop()
        if (here.view, here.filter) != (self.current, self.filter):
            self._visits.clear()
            return False
        if self.pane not in (here.pane, here.view.list):
            self._visits.append((here, before))
            return False
        self.current = before.view
        if self.apply(before.filter):
            self._arrive(before.pane)
        return True

    def _arrive(self, pane: Widget) -> None:
        self.enter(pane)
        self._name_views()
        self.describe()

    async def on_view_wanted(self, event: ViewWanted) -> None:
        """Look at the view that was clicked."""
        await self.action_view(event.name)

    async def _get(self, name: str) -> View:
        view = self.views.get(name)
        if view is None:
            view = self.views[name] = make_view(name, self)
            await self.panes.mount(
                *(pane for pane in view.panes if not pane.is_attached), before=self.article
            )
        return view

    def look_ahead(self) -> None:
        """Import views and prompt in a thread, and have the session read ahead, before anybody opens one."""
        self.in_thread(self._look_ahead, group="ahead")

    def _look_ahead(self, _cancelled: Cancelled) -> None:
        import reader.tui.widgets.search_prompt  # noqa: F401

        for key in self._view_keys:
            if key.label not in self.views:
                import_view(key.label)
        with suppress(LibraryError):  # whoever asks for it later will be told
            self.session.look_ahead()

    @property
    def _view_keys(self) -> list[Key]:
        return [key for key in self.keymap if key.group is Group.VIEW]

    def _name_views(self) -> None:
        keys = tuple((first_key(key), key.label) for key in self._view_keys)
        self.bar.name_views(keys, self.current.name)
