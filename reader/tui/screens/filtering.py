"""Finding: the filter, the search prompt, the pickers, chips, and the counts that follow.

Owns how one filter replaces another. The list changes at once; counts come from a thread a moment later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.timer import Timer

from reader.errors import LibraryError, QueryError, ReaderError
from reader.library.lists.listing import Facets, Order
from reader.library.query.query import Query
from reader.memory import give_back
from reader.tui.filter_state import Filter
from reader.tui.host import Cancelled
from reader.tui.keymap import first_key, key_names, key_of
from reader.tui.messages import ChipRemoved, Listed, MoreWanted, NameToggled, PromptChanged, PromptLeft
from reader.tui.screens.main import Room
from reader.tui.widgets.base import LineView

if TYPE_CHECKING:
    from reader.tui.widgets.search_prompt import SearchPrompt

SORT_ORDER = "sort order"
_KEEP_AFTER = 0.5  # seconds after which a filter is kept for the next time, if it is still on


@dataclass
class Counted(Message):
    """Counts have come for a query."""

    query: Query
    facets: Facets


class FilteringRoom(Room):
    """What the filter keys do."""

    _before_prompt: Filter | None = None
    _pane_before_prompt: LineView
    _everything = 0
    _counted: Query | None = None
    _named: Query | None = None  # whose counts stand beside the names, if not "…"
    _is_first_reading = False
    _prompt: SearchPrompt | None = None
    _keeping: Timer | None = None

    def apply(self, filter: Filter, *, keep: bool = True) -> bool:
        """Filter by something else; say why not, and leave the list as it was, if that cannot be done.

        Args:
            keep: Keep the cursor on its article, if that is found too.
        """
        found = find_pattern(filter)
        try:
            self.current.list.say_when_empty(self.why_empty(filter))
            self.current.apply(filter, found, keep=keep)
        except ReaderError as error:
            self.say(explain(error), warning=True)
            return False
        articles = self.current.articles
        if articles is not None:
            self._everything = articles if filter.is_empty else max(self._everything, articles)
        self.filter, self.pattern = filter, found
        self._counted = None
        self.show_found()
        if filter.query != self._named:
            self.names.wait({listed: filter.picked(listed) for listed in Listed})
        # Not the screen's own: until the list has told it of the change, nothing seems to be to paint.
        self.current.list.call_after_refresh(self._follow, filter)
        return True

    def _follow(self, filter: Filter) -> None:
        """Do what need not be done before the list is painted."""
        if filter is not self.filter:
            return
        articles = self.current.articles
        if articles is None or (not filter.is_empty and self._everything <= articles):
            self._everything = self.session.find(Filter()).total
            self.show_found()
        self.count_names()
        self.remark()
        if self._keeping is not None:
            self._keeping.stop()
        self._keeping = self.set_timer(_KEEP_AFTER, self.keep)

    def keep(self) -> None:
        """Keep the filter for the next time, where it is another one: each change waits for the disk."""
        filter, marks = self.filter, self.session.marks
        if marks.last_filter != str(filter.query):
            marks.set_last_filter(str(filter.query))
        if (marks.get(SORT_ORDER) or Order.NEWEST) != filter.order:
            marks.set(SORT_ORDER, filter.order)

    def why_empty(self, filter: Filter) -> str:
        """Say why a filter finds nothing to list."""
        if filter.is_empty:
            nothing = self.current.nothing or f"no {self.current.name} yet"
            return "reading the folder …" if self._is_first_reading else nothing
        return f"nothing found; {first_key(key_of(self.keymap, 'clear'))} clears the filter"

    def count_names(self) -> None:
        """Count speakers, topics and outlets in a thread; a later filter makes the answer void."""
        query = self.filter.query
        self.in_thread(partial(self._count, query), group="counts")

    def _count(self, query: Query, _cancelled: Cancelled) -> None:
        def replaced() -> bool:
            return query != self.filter.query

        try:
            self.post_message(Counted(query, self.session.facets(query, replaced)))
        except LibraryError:
            if not replaced():
                raise
        give_back()  # a few milliseconds, which the counts need not wait for

    def on_counted(self, event: Counted) -> None:
        """Show counts, if they are still those of the filter."""
        if event.query == self.filter.query:
            self.facets, self._counted, self._named = event.facets, event.query, event.query
            self.show_found()
            self.names.show(event.facets, {listed: self.filter.picked(listed) for listed in Listed})

    def show_found(self) -> None:
        """Show the filter and how much it finds."""
        facets = self.facets if self._counted == self.filter.query else None
        chips = tuple(chip.label for chip in self.filter.query.chips())
        self.bar.show(chips, self.current.wordings(facets, self._everything))

    def on_chip_removed(self, event: ChipRemoved) -> None:
        """Filter without the chip."""
        self.apply(self.filter.without(event.number))

    def on_name_toggled(self, event: NameToggled) -> None:
        """Filter by the name too, or no longer."""
        self.apply(self.filter.toggled(event.listed, event.name))

    async def on_more_wanted(self, event: MoreWanted) -> None:
        """Open the list of all names."""
        await self.action_pick(event.listed.value)

    async def action_pick(self, listed: str) -> None:
        """Open a picker; its answer is the new filter."""
        from reader.tui.screens.picker import Picker

        def picked(names: tuple[str, ...] | None) -> None:
            if names is not None:
                self.apply(self.filter.with_picked(Listed(listed), names))

        # Counted without the names picked so far: others are offered that could be added to them.
        others = self.filter.with_picked(Listed(listed), ()).query
        known = self.facets if others == self.filter.query else None
        before = self.filter.picked(Listed(listed))
        marking = frozenset(key_names(key_of(self.keymap, "mark_name")))
        picker = Picker(self.session, others, Listed(listed), before, facets=known, marking=marking)
        await self.app.push_screen(picker, picked)

    def action_clear(self) -> None:
        """Clear all filters."""
        if self.filter.is_empty:
            self.say("no filter is on")
        else:
            self.apply(self.filter.cleared())

    def action_sort(self) -> None:
        """Sort in the next order of the view."""
        self.current.sort()

    async def action_search(self) -> None:
        """Open the search prompt with what was typed before; it has the keys when this ends."""
        prompt = self._prompt
        if prompt is not None and prompt.is_open:
            return
        self._before_prompt = self.filter
        self._pane_before_prompt = self.pane if self.is_aside else self.current.list
        if prompt is None:
            from reader.tui.widgets.search_prompt import SearchPrompt

            prompt = self._prompt = SearchPrompt(id="prompt")
            await self.mount(prompt, before=self.status)
        prompt.begin(self.filter.typed)
        self.set_focus(prompt)

    def on_prompt_changed(self, event: PromptChanged) -> None:
        """Search while typing; what does not parse, or finds nothing yet, leaves the list as it is."""
        self._search(event.text, typing=True)

    def do_at_once(self, event: events.Key) -> bool:
        """Type a letter into the prompt, or search; in a pane, move."""
        prompt = self._prompt
        if prompt is None or self.focused is not prompt:
            return super().do_at_once(event)
        if event.key == "enter":
            self._leave_prompt(prompt.value)
            return True
        return prompt.take(event)

    def on_prompt_left(self, event: PromptLeft) -> None:
        """Keep what was searched, or return to what was there before."""
        self._leave_prompt(event.text)

    def _leave_prompt(self, text: str | None) -> None:
        if text is None:
            if self._before_prompt is not None and self._before_prompt != self.filter:
                self.apply(self._before_prompt)
        elif not self._search(text, typing=False):
            return
        if self._prompt is not None:
            self._prompt.end()
        self.enter(self._pane_before_prompt)
        # Not a moment later, as ``enter`` has it: the next key may be there already.
        self.set_focus(self._pane_before_prompt)

    def _search(self, text: str, *, typing: bool) -> bool:
        self.status.hush()
        try:
            filter = self.filter.with_typed(self.session.parse(text))
            if filter == self.filter:
                return True
            if typing and not self.session.find(filter).loaded:
                self.say("nothing found so far")
                return False
        except ReaderError as error:
            self.say(explain(error), warning=not typing)
            return False
        return self.apply(filter)


def find_pattern(filter: Filter) -> re.Pattern[str] | None:
    """Return what a filter looks for in texts, to be painted; None if it asks for no words."""
    if filter.is_empty:
        return None
    from reader.library.query.snippets import finder

    return finder(filter.query.root)


def explain(error: ReaderError) -> str:
    """Say what is wrong, and of a query also where."""
    if not isinstance(error, QueryError):
        return str(error)
    # The place first: a narrow screen cuts the end.
    return f"at {error.position + 1}: {error}"
