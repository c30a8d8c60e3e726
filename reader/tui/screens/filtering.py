"""Filtering: the one filter of all views, the counts that follow it, the pickers and the search prompt.

Owns how one filter replaces another, and which filter each view shows. The list changes at once; counts come
from a thread a moment later.
"""

from __future__ import annotations

import re
from asyncio import TimerHandle
from functools import partial
from typing import TYPE_CHECKING, Protocol

from textual import events
from textual.widget import Widget

from reader.errors import LibraryError, QueryError, ReaderError
from reader.library.listing import Facets, Order
from reader.library.query.query import Query
from reader.memory import give_back
from reader.tui.filter_state import Filter
from reader.tui.host import Cancelled, Host
from reader.tui.keymap import Key, first_key, key_names, key_of
from reader.tui.messages import Listed
from reader.tui.screens.folder_index import FolderIndex
from reader.tui.screens.reading import Reading
from reader.tui.views import OpenViews
from reader.tui.views.view import View
from reader.tui.widgets.bars import FilterBar
from reader.tui.widgets.base import LineView
from reader.tui.widgets.facets import FacetPane

if TYPE_CHECKING:
    from reader.tui.widgets.search_prompt import SearchPrompt

_SORT_ORDER = "sort order"
_KEEP_AFTER = 0.5  # seconds after which a filter is kept for the next time, if it is still on


class Filtering:
    """Filters the view that is on the screen.

    Attributes:
        filter: The filter that is on.
        pattern: What it looks for in texts, to be painted; None if it asks for no words.
    """

    def __init__(
        self,
        host: Host,
        views: OpenViews,
        reading: Reading,
        folder_index: FolderIndex,
        bar: FilterBar,
        names: FacetPane,
        keymap: tuple[Key, ...],
    ) -> None:
        self.filter = Filter()
        self.pattern: re.Pattern[str] | None = None
        self._host = host
        self._views = views
        self._reading = reading
        self._folder_index = folder_index
        self._bar = bar
        self._names = names
        self._keymap = keymap
        self._everything = 0  # articles without a filter, as far as they have been counted
        self._facets: Facets | None = None
        self._counted: Query | None = None  # whose counts stand in the bar, if any
        self._named: Query | None = None  # whose counts stand beside the names, if not "…"
        # What may have been meant by which typed query, and where else its words are.
        self._hints: tuple[Query, str | None, list[str]] = Query(), None, []
        self._applied: dict[str, Filter] = {}
        self._keeping: TimerHandle | None = None

    def restore(self) -> None:
        """Filter by what was on last time."""
        marks = self._host.session.marks
        order = Order.read(marks.get(_SORT_ORDER))
        try:
            query = self._host.session.parse(marks.last_filter)
        except QueryError:
            query = Filter().query
        if not self.apply(Filter(query, order)):
            self.apply(Filter())

    def apply(self, filter: Filter, *, keep: bool = True) -> bool:
        """Filter by something else; say why not, and leave the list as it was, if that cannot be done.

        Args:
            keep: Keep the cursor on its row, if that is found too.
        """
        view = self._views.current
        meant = self.meant(filter)
        try:
            found = self._host.session.pattern(meant.query)
            view.list.say_when_empty(self.why_empty(filter))
            view.apply(meant, found, keep=keep)
        except ReaderError as error:
            self._host.say(explain(error), warning=True)
            return False
        articles = view.articles
        if articles is not None:
            self._everything = articles if filter.is_empty else max(self._everything, articles)
        self.filter, self.pattern = filter, found
        self._reading.look_for(meant, found)
        self._applied[view.name] = filter
        self._counted = None
        self.show_found()
        if meant.query != self._named:
            self._names.wait({listed: filter.picked(listed) for listed in Listed})
        # Not the screen's own: until the list has told it of the change, nothing seems to be to paint.
        view.list.call_after_refresh(self._follow, filter)
        return True

    def meant(self, filter: Filter) -> Filter:
        """Return a filter as the view on the screen means it."""
        return filter.where_said() if self._views.current.lists_words_said else filter

    @property
    def _query(self) -> Query:
        return self.meant(self.filter).query

    def shows(self, view: View) -> bool:
        """Tell whether a view shows what the filter finds now."""
        return self._applied.get(view.name) == self.filter

    def mark_outdated(self) -> None:
        """Have every view find again when it is next looked at: the index has changed."""
        self._applied.clear()

    def _follow(self, filter: Filter) -> None:
        """Do what need not be done before the list is painted."""
        if filter is not self.filter:
            return
        articles = self._views.current.articles
        if articles is None or (not filter.is_empty and self._everything <= articles):
            self._everything = self._host.session.find(Filter()).total
            self.show_found()
        # A later filter makes the answer void.
        self._host.in_thread(partial(self._count, self._query), group="counts")
        self._reading.mark()
        if self._keeping is not None:
            self._keeping.cancel()
        self._keeping = self._host.call_after(_KEEP_AFTER, self.keep)

    def keep(self) -> None:
        """Keep the filter for the next time, where it is another one: each change waits for the disk."""
        filter, marks = self.filter, self._host.session.marks
        if marks.last_filter != str(filter.query):
            marks.set_last_filter(str(filter.query))
        if (marks.get(_SORT_ORDER) or Order.NEWEST) != filter.order:
            marks.set(_SORT_ORDER, filter.order)

    def why_empty(self, filter: Filter) -> str:
        """Say why a filter finds nothing to list."""
        if filter.is_empty:
            view = self._views.current
            nothing = view.nothing or f"no {view.name} yet"
            return "reading the folder …" if self._folder_index.is_first_reading else nothing
        return f"nothing found; {first_key(key_of(self._keymap, 'clear'))} clears the filter"

    def _count(self, query: Query, _cancelled: Cancelled) -> None:
        """Count speakers, topics and outlets in a thread."""

        def replaced() -> bool:
            return query != self._query

        try:
            facets = self._host.session.facets(query, replaced)
            self._host.call_later(self._show_counts, query, facets)
            typed, said = self.filter.query, self._views.current.lists_words_said
            if query != Query() and (said or not facets.articles) and not replaced():
                session = self._host.session
                elsewhere = session.find_elsewhere(typed) if said else None
                hints = session.hints(query) if not facets.articles else []
                self._host.call_later(self._tell, typed, elsewhere, hints)
        except LibraryError:
            if not replaced():
                raise
        give_back()  # a few milliseconds, which the counts need not wait for

    def _tell(self, typed: Query, elsewhere: str | None, hints: list[str]) -> None:
        """Say what may have been meant by the filter, if it is still on."""
        self._hints = typed, elsewhere, hints
        self.tell_hints()
        self.show_found()

    def tell_hints(self) -> None:
        """Say in the status line what may have been meant by the filter that is on, if that is known."""
        typed, elsewhere, hints = self._hints
        if typed == self.filter.query and (hints or elsewhere):
            self._host.say(" · ".join([*hints, *([elsewhere] if elsewhere else [])]))

    def _show_counts(self, query: Query, facets: Facets) -> None:
        """Show counts, if they are still those of the filter."""
        if query == self._query:
            self._facets, self._counted, self._named = facets, query, query
            self.show_found()
            self._names.show(facets, {listed: self.filter.picked(listed) for listed in Listed})

    def show_found(self) -> None:
        """Show the filter and how much it finds."""
        query = self._query
        facets = self._facets if self._counted == query else None
        chips = tuple(chip.label for chip in query.chips())
        wordings = self._views.current.wordings(facets, self._everything)
        typed, elsewhere, _ = self._hints
        if elsewhere and typed == self.filter.query and self._views.current.lists_words_said:
            wordings = (f"{wordings[0]} · {elsewhere}", *wordings)
        self._bar.show(chips, wordings)

    async def pick(self, listed: Listed) -> None:
        """Open a picker; its answer is the new filter."""
        from reader.tui.screens.picker import Picker

        def picked(names: tuple[str, ...] | None) -> None:
            if names is not None:
                self.apply(self.filter.with_picked(listed, names))

        # Counted without the names picked so far: others are offered that could be added to them.
        others = self.filter.with_picked(listed, ()).query
        known = self._facets if others == self.filter.query else None
        before = self.filter.picked(listed)
        marking = frozenset(key_names(key_of(self._keymap, "mark_name")))
        picker = Picker(self._host.session, others, listed, before, facets=known, marking=marking)
        await self._host.app.push_screen(picker, picked)

    def clear(self) -> None:
        """Clear all filters."""
        if self.filter.is_empty:
            self._host.say("no filter is on")
        else:
            self.apply(self.filter.cleared())

    def undo(self) -> bool:
        """Take the last part of the filter away; False if no filter is on."""
        if self.filter.is_empty:
            return False
        self.apply(self.filter.without(len(self.filter.query.chips()) - 1))
        return True


class PromptHost(Host, Protocol):
    """The screen as the search prompt sees it."""

    async def mount_prompt(self, prompt: SearchPrompt) -> None:
        """Put the prompt above the status line."""

    def set_focus(self, widget: Widget | None) -> None:
        """Give the keys to a widget at once."""

    def hush(self) -> None:
        """Take away what was said in the status line."""


class Searching:
    """Searches by what is typed into the prompt, which is made when it is opened for the first time."""

    def __init__(self, host: PromptHost, views: OpenViews, filtering: Filtering) -> None:
        self._host = host
        self._views = views
        self._filtering = filtering
        self._prompt: SearchPrompt | None = None
        self._filter_before = Filter()
        self._pane_before: LineView | None = None

    async def open(self) -> None:
        """Open the prompt with what was typed before; it has the keys when this ends."""
        host, prompt = self._host, self._prompt
        if prompt is not None and prompt.is_open:
            return
        self._filter_before = self._filtering.filter
        self._pane_before = host.pane if host.is_aside else self._views.current.list
        if prompt is None:
            from reader.tui.widgets.search_prompt import SearchPrompt

            prompt = self._prompt = SearchPrompt(id="prompt")
            await host.mount_prompt(prompt)
        prompt.begin(self._filter_before.typed)
        host.set_focus(prompt)

    def type(self, event: events.Key) -> bool | None:
        """Type a letter into the prompt, or search; None if the prompt does not have the keys.

        Returns:
            Whether nothing more is to be done for the key.
        """
        prompt = self._prompt
        if prompt is None or not self._host.has_keys(prompt):
            return None
        if event.key == "enter":
            self.leave(prompt.value)
            return True
        return prompt.take(event)

    def leave(self, text: str | None) -> None:
        """Keep what was searched, or return to what was there before (None)."""
        if text is None:
            if self._filter_before != self._filtering.filter:
                self._filtering.apply(self._filter_before)
        elif not self.search(text, typing=False):
            return
        else:
            self._filtering.tell_hints()  # again: the last key took away what was said while typing
        if self._prompt is not None:
            self._prompt.end()
        if self._pane_before is not None:
            self._host.enter(self._pane_before)
            # Not a moment later, as ``enter`` has it: the next key may be there already.
            self._host.set_focus(self._pane_before)

    def search(self, text: str, *, typing: bool) -> bool:
        """Filter by what is typed; tell whether that is the filter now.

        Args:
            typing: What does not parse, or finds nothing, leaves the list as it is: more will be typed.
        """
        host = self._host
        host.hush()
        try:
            filter = self._filtering.filter.with_typed(host.session.parse(text))
            if filter == self._filtering.filter:
                return True
            if typing and not host.session.find(filter).loaded:
                host.say("nothing found so far")
                host.in_thread(partial(self._explain, text, filter.query), group="near names")
                return False
        except ReaderError as error:
            host.say(explain(error), warning=not typing)
            return False
        applied = self._filtering.apply(filter)
        if applied and typing and self._filtering.meant(filter).query.parts:
            host.say(host.session.describe(self._filtering.meant(filter).query))
        return applied

    def _explain(self, text: str, query: Query, replaced: Cancelled) -> None:
        """Look for names near to those that no article has, in a thread: a library has thousands."""
        try:
            told = self._host.session.explain_names(query, replaced)
        except LibraryError:  # more has been typed
            return
        self._host.call_later(self._tell, text, told)

    def _tell(self, text: str, told: list[str]) -> None:
        """Say what was found for what is still typed."""
        if told and self._prompt is not None and self._prompt.is_open and self._prompt.value == text:
            self._host.say(" · ".join(told))


def explain(error: ReaderError) -> str:
    """Say what is wrong, and of a query also where."""
    if not isinstance(error, QueryError):
        return str(error)
    # The place first: a narrow screen cuts the end.
    return f"at {error.position + 1}: {error}"
