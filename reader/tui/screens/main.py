"""The main screen: composes the panes, and the objects that do what its keys ask for.

Owns what stands where, who has the keys, and the status line. What a key does is decided by its objects:
filtering, searching, navigation, reading, quoting, marking, and the index of the folder. They know the screen
as a ``Host``, and each other only in the order in which they are made here.
"""

from __future__ import annotations

from asyncio import TimerHandle
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widget import Widget
from textual.worker import Worker, WorkerState, get_current_worker

from reader.errors import LibraryError, ReaderError
from reader.text.sanitize import sanitize_line
from reader.tui.filter_state import Filter
from reader.tui.host import Work
from reader.tui.keymap import (
    KEYMAP,
    Key,
    Place,
    bindings,
    first_key,
    hints_for,
    key_of,
    motions_of,
    useful_actions,
)
from reader.tui.messages import (
    ArticleClicked,
    ChipRemoved,
    Listed,
    MoreWanted,
    NameToggled,
    PassageMarked,
    PassageTaken,
    PromptChanged,
    PromptLeft,
    QuotationHighlighted,
    RowHighlighted,
    RowOpened,
    ViewWanted,
)
from reader.tui.screens import folder_index
from reader.tui.screens.collecting import Collecting
from reader.tui.screens.filtering import Filtering, Searching
from reader.tui.screens.folder_index import FolderIndex
from reader.tui.screens.marking import Marking
from reader.tui.screens.navigation import Navigation
from reader.tui.screens.quoting import Passages, Quoting
from reader.tui.screens.reading import Reading
from reader.tui.serial_keys import QuickScreen, SerialKeysApp, call_after
from reader.tui.views import OpenViews
from reader.tui.views.articles import ArticlesView
from reader.tui.views.view import Location, View
from reader.tui.widgets.article_view import ArticleView
from reader.tui.widgets.bars import FilterBar, StatusLine
from reader.tui.widgets.base import LineView, Motion
from reader.tui.widgets.facets import FacetPane

if TYPE_CHECKING:
    from reader.tui.library_session import LibrarySession
    from reader.tui.screens.importing import Importing
    from reader.tui.widgets.search_prompt import SearchPrompt

_LOOK_AHEAD_AFTER_SECONDS = 1.0  # after the start, when nobody waits for anything
_TWO_PANES = 80  # columns
_THREE_PANES = 140


class _Panes(Horizontal):
    """What the panes stand in; nothing of it shows."""

    BLANK = True
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)  # as with what is painted


class MainScreen(QuickScreen):
    """The panes, and the objects that do what keys ask for.

    Args:
        text_width: The most columns that the text of an article takes.
        editor: The command that edits a file; None for the user's usual one.
        select: Relative path of the article to open at.
    """

    AUTO_FOCUS = ""
    BLANK = True
    BINDINGS: ClassVar = bindings(Place.MAIN)
    # Panes show themselves who has the keys: the rest of the screen need not be painted anew.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    # Textual declares it as an instance's, so it cannot be annotated as the class's.
    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (_TWO_PANES, "-two"), (_THREE_PANES, "-three")]  # noqa: RUF012

    def __init__(
        self,
        session: LibrarySession,
        keymap: tuple[Key, ...] = KEYMAP,
        *,
        text_width: int = 100,
        editor: str | None = None,
        select: str | None = None,
    ) -> None:
        super().__init__()
        self.session = session
        self.keymap = keymap
        self.bar = FilterBar(id="bar")
        self.panes = _Panes(id="panes")
        self.names = FacetPane(id="names")
        self.article = ArticleView(text_width, id="view")
        self.status = StatusLine(id="status")
        self.folder_index = FolderIndex(self, first_key(key_of(keymap, "problems")))
        self.views = views = OpenViews(self, ArticlesView(self))
        self.reading = Reading(self, views, self.article)
        self.filtering = Filtering(self, views, self.reading, self.folder_index, self.bar, self.names, keymap)
        self.searching = Searching(self, views, self.filtering)
        self.marking = Marking(self, views, self.reading, self.folder_index, keymap, editor)
        self.collecting = Collecting(self, views, self.reading, self.marking, keymap)
        self.navigation = Navigation(
            self,
            views,
            self.reading,
            self.filtering,
            self.marking,
            self.folder_index,
            self.bar,
            keymap,
            select,
        )
        self._importing: Importing | None = None  # made, and its parsers loaded, when it is first wanted
        self.passages = Passages(self, self.reading, self.navigation)
        self.quoting = Quoting(self, views, self.reading, self.filtering, self.navigation)

    def compose(self) -> ComposeResult:
        """Put the panes side by side; the style sheet hides those for which there is no room."""
        yield self.bar
        with self.panes:
            yield self.names
            yield self.views.articles.list
            yield self.article
        yield self.status

    def on_mount(self) -> None:
        """Show the list as the index has it; everything else waits for the first paint."""
        self.navigation.name_views()
        self.enter(self.views.current.list)
        self.filtering.restore()
        self.folder_index.is_first_reading = self.filter.is_empty and self.is_empty
        self.navigation.open_selected()
        self.describe()
        if self.session.notice:
            self.say(self.session.notice, warning=True)
        self.call_after_refresh(self._follow_folder)

    def _follow_folder(self) -> None:
        self.folder_index.follow()
        self.call_after(_LOOK_AHEAD_AFTER_SECONDS, self.navigation.look_ahead)

    def on_unmount(self) -> None:
        """Keep the filter and the place in the article, and stop asking the library."""
        for keep in (self.filtering.keep, self.reading.leave):
            try:
                keep()
            except ReaderError as error:  # there is no status line any more
                self.app.exit(return_code=self.app.return_code or 0, message=sanitize_line(str(error)))
        self.session.close()

    # What the objects and the views ask of the screen: see ``Host`` and what extends it.

    @property
    def is_single(self) -> bool:
        """There is room for one pane only."""
        return self.size.width < _TWO_PANES

    @property
    def is_reading(self) -> bool:
        """Keys move the article."""
        return self.focused is self.article

    @property
    def is_aside(self) -> bool:
        """Keys move the article, or another pane beside the list."""
        return self.focused in self.views.current.panes[1:]

    @property
    def is_empty(self) -> bool:
        """There is nothing in the list."""
        return not self.views.current.list.total

    @property
    def is_behind(self) -> bool:
        """Keys wait to be handled."""
        return isinstance(self.app, SerialKeysApp) and self.app.is_behind

    @property
    def are_names_shown(self) -> bool:
        """There is room for the pane of names."""
        return self.names.display and self.names.styles.display != "none"

    @property
    def pane(self) -> LineView:
        """The pane that keys move."""
        return self.focused if isinstance(self.focused, LineView) else self.views.current.list

    @property
    def filter(self) -> Filter:
        """The filter that is on."""
        return self.filtering.filter

    def has_keys(self, pane: Widget) -> bool:
        """Tell whether keys move a pane."""
        return self.focused is pane

    def enter(self, pane: Widget) -> None:
        """Let keys move a pane; with one pane only, show it instead."""
        view = self.views.current
        aside = view.panes[1:]
        beside = pane if pane in aside else aside[0]
        for each in self.panes.children:
            if each is not self.names:
                each.set_class(each is not view.list and each is not beside, "-away")
        self.set_class(pane in aside, "-reading")
        pane.focus()

    def in_thread(self, work: Work, *, group: str) -> None:
        """Do slow work in a thread; of one group, the last one counts."""

        def run() -> None:
            worker = get_current_worker()
            work(lambda: worker.is_cancelled)

        self.run_worker(run, thread=True, exclusive=True, group=group, exit_on_error=False)

    def call_after(self, seconds: float, callback: Callable[[], object]) -> TimerHandle:
        """Call something after so many seconds, in the screen's own thread."""
        return call_after(seconds, self, callback)

    def say(self, message: str, *, warning: bool = False) -> None:
        """Say something in the status line, until the next key."""
        self.status.say(message, warning=warning)

    def hush(self) -> None:
        """Take away what was said."""
        self.status.hush()

    def show_progress(self, *wordings: str) -> None:
        """Show how far reading has come, in fewer and fewer words; without any, no longer."""
        self.status.show_progress(*wordings)

    def refresh_list(self) -> None:
        """Find again: the index has changed."""
        self.navigation.refresh_list()

    def index_updated(self) -> None:
        """Find again, and show the article as it is now: the index has been brought up to date."""
        self.navigation.refresh_list()
        self.reading.renew()
        self.navigation.open_selected()

    def apply(self, filter: Filter, *, keep: bool = True) -> bool:
        """Filter by something else; say why not, and leave the list as it was, if that cannot be done."""
        return self.filtering.apply(filter, keep=keep)

    def why_empty(self, filter: Filter) -> str:
        """Say why a filter finds nothing to list."""
        return self.filtering.why_empty(filter)

    def found(self, view: View) -> None:
        """Show how much a view has found by now, if it is the one on the screen."""
        if view is self.views.current:
            self.filtering.show_found()

    def show_article(self, location: Location | None) -> bool:
        """Show an article, where its reading stopped or at a quotation; tell whether that worked."""
        return self.reading.show(location)

    def read(self, location: Location | None) -> bool:
        """Let keys move the article at a place, which marks it read; tell whether there is one."""
        return self.navigation.read(location)

    def visit(self, name: str, filter: Filter, pane: Widget | None = None) -> None:
        """Go to a view under another filter, from which ``back`` returns to where one is now."""
        self.call_later(self.navigation.visit, name, filter, pane)

    async def mount_panes(self, view: View) -> None:
        """Put those panes of a view that are new beside the others."""
        new = [pane for pane in view.panes if not pane.is_attached]
        await self.panes.mount(*new, before=self.article)

    async def mount_prompt(self, prompt: SearchPrompt) -> None:
        """Put the prompt above the status line."""
        await self.mount(prompt, before=self.status)

    # Keys that need not wait, and what happens around keys.

    @cached_property
    def _motions(self) -> dict[str, str]:
        return motions_of(self.keymap)

    def do_at_once(self, event: events.Key) -> bool:
        """Move in a pane or type into the prompt, if that is all that a key means."""
        typed = self.searching.type(event)
        if typed is not None:
            return typed
        motion = self._motions.get(event.key)
        if motion is None or not isinstance(self.focused, LineView) or self.focused.has_own_keys:
            return False
        self.hush()
        self.pane.move(cast(Motion, motion))
        return True

    def on_key(self) -> None:
        """Take away what was said before the key."""
        self.hush()

    def on_mouse_down(self) -> None:
        """Take away what was said before the click."""
        self.hush()

    def on_resize(self) -> None:
        """Show the article that there was no room for."""
        self.call_after_refresh(self.navigation.preview)

    def on_descendant_focus(self) -> None:
        """Name the keys that are useful in the pane that has them now."""
        self.describe()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say that slow work has failed; let the folder be looked at again."""
        if event.worker.group == folder_index.GROUP and event.worker.is_finished:
            self.folder_index.ended()
        if event.state is WorkerState.ERROR:
            self.say(str(event.worker.error), warning=True)

    # What widgets tell.

    def on_row_highlighted(self, event: RowHighlighted) -> None:
        """Show what stands beside a row once the row is painted."""
        event.stop()  # on its way to the app it would look like a key that waits
        view = self.views.current
        if event.list is view.list:
            if view.about is not None or view.list.marked:
                self.describe()
            self.call_after_refresh(self.navigation.preview_resting)

    def on_quotation_highlighted(self, event: QuotationHighlighted) -> None:
        """Name the quotation under the cursor."""
        event.stop()
        self.describe()

    def on_passage_marked(self, event: PassageMarked) -> None:
        """Name the keys that are useful while a passage is selected."""
        event.stop()
        self.describe()

    def on_passage_taken(self, event: PassageTaken) -> None:
        """Copy the passage with the citation of its article."""
        self.passages.copy(event.start, event.end)

    def on_figure_highlighted(self) -> None:
        """Name the number under the cursor."""
        self.describe()

    def on_row_opened(self, event: RowOpened) -> None:
        """Go on from what was clicked."""
        self.views.current.open(self.pane)

    def on_article_clicked(self, event: ArticleClicked) -> None:
        """Read on in the article that was clicked."""
        if self.reading.shown is not None:
            self.navigation.begin_reading(self.reading.shown)

    async def on_view_wanted(self, event: ViewWanted) -> None:
        """Look at the view that was clicked."""
        await self.navigation.go_to_view(event.name)

    def on_chip_removed(self, event: ChipRemoved) -> None:
        """Filter without the chip."""
        self.apply(self.filter.without(event.number))

    def on_name_toggled(self, event: NameToggled) -> None:
        """Filter by the name too, or no longer."""
        self.apply(self.filter.toggled(event.listed, event.name))

    async def on_more_wanted(self, event: MoreWanted) -> None:
        """Open the list of all names."""
        await self.filtering.pick(event.listed)

    def on_prompt_changed(self, event: PromptChanged) -> None:
        """Search while typing; what does not parse, or finds nothing yet, leaves the list as it is."""
        self.searching.search(event.text, typing=True)

    def on_prompt_left(self, event: PromptLeft) -> None:
        """Keep what was searched, or return to what was there before."""
        self.searching.leave(event.text)

    # Actions of the keymap; each is one call.

    def action_move(self, motion: Motion) -> None:
        """Move in the pane that has the keys."""
        self.pane.move(motion)

    def action_open(self) -> None:
        """Go into the next pane."""
        self.navigation.open()

    def action_back(self) -> None:
        """Go into the previous pane."""
        self.navigation.back()

    def action_undo_layer(self) -> None:
        """Take back one layer: highlight, filter, pane."""
        self.navigation.undo_layer()

    async def action_view(self, name: str) -> None:
        """Look at the library in another way."""
        await self.navigation.go_to_view(name)

    def action_step(self, step: int) -> None:
        """Go to the next or previous article."""
        self.navigation.step(step)

    def action_quotation(self, step: int) -> None:
        """Go to the next or previous quotation."""
        self.quoting.step(step)

    def action_by_speaker(self, forward: bool) -> None:
        """Go to this speaker's next or previous quotation."""
        self.quoting.step_by_speaker(forward)

    def action_match(self, step: int) -> None:
        """Go to the next or previous match of the search."""
        self.quoting.step_match(step)

    def action_why(self) -> None:
        """Explain why a quotation is somebody's; without one, how the article was understood."""
        from reader.tui.screens.explanations import explain_article

        if not explain_article(self, self.views, self.reading):
            self.quoting.explain()

    def action_copy(self) -> None:
        """Copy the quotation under the cursor with its citation, or else the article's."""
        self.quoting.copy()

    def action_copy_address(self) -> None:
        """Copy the article's address, or the path of its file."""
        self.quoting.copy_address()

    def action_select(self) -> None:
        """Begin to select a passage of the article."""
        self.passages.select()

    async def action_search(self) -> None:
        """Open the search prompt."""
        await self.searching.open()

    async def action_pick(self, listed: str) -> None:
        """Open a picker of names to filter by."""
        await self.filtering.pick(Listed(listed))

    def action_clear(self) -> None:
        """Clear all filters."""
        self.filtering.clear()

    def action_sort(self) -> None:
        """Sort in the next order of the view."""
        self.views.current.sort()

    def action_mark_row(self) -> None:
        """Mark the row under the cursor, or unmark it."""
        self.marking.mark_row()

    def action_mark_to_here(self) -> None:
        """Mark the rows from the last mark to the cursor."""
        self.marking.mark_to_here()

    def action_mark_all(self) -> None:
        """Mark all that the filter shows, or unmark it."""
        self.marking.mark_all()

    def action_put(self) -> None:
        """Put what is marked, or under the cursor, into the collection."""
        self.collecting.put()

    async def action_note(self) -> None:
        """Write a note."""
        await self.collecting.note()

    async def action_choose_collection(self) -> None:
        """Choose the collection."""
        await self.collecting.choose()

    def action_move_item(self, step: int) -> None:
        """Move the item of the collection."""
        self.collecting.move(step)

    async def action_heading(self) -> None:
        """Write a heading into the collection."""
        await self.collecting.heading()

    def action_take_out(self) -> None:
        """Take items out of the collection."""
        self.collecting.take_out()

    def action_star(self) -> None:
        """Star the article, or take its star away."""
        self.marking.star()

    def action_toggle_read(self) -> None:
        """Mark the article read, or unread."""
        self.marking.toggle_read()

    def action_undo(self) -> None:
        """Take back the last mark, correction or import."""
        self.marking.undo()

    async def action_correct(self) -> None:
        """Put right who said a quotation."""
        await self.marking.correct()

    def action_open_url(self) -> None:
        """Open the article's address in the browser."""
        self.marking.open_url()

    def action_links(self) -> None:
        """List the links of the article."""
        from reader.tui.screens.links import show_links

        show_links(self, self.views, self.reading)

    def action_edit(self) -> None:
        """Edit the article's file."""
        self.marking.edit()

    async def action_import_articles(self) -> None:
        """Take articles out of a file, a folder, an address or a text."""
        from reader.config import shipped_articles

        if self.session.folder == shipped_articles():
            self.say(
                "these articles are shipped with the reader; open a folder of your own first", warning=True
            )
            return
        if self._importing is None:
            from reader.tui.screens.importing import Importing

            self._importing = Importing(self, self.folder_index, self.keymap)
        await self._importing.open()

    def action_problems(self) -> None:
        """List files with problems."""
        from reader.tui.screens.dialogs import Dialog, ProblemList

        try:
            problems, not_read = self.session.problems(), self.session.not_read()
        except LibraryError as error:
            self.say(str(error), warning=True)
            return
        self.app.push_screen(Dialog(ProblemList(problems, self.session.folder, not_read)))

    def action_help(self) -> None:
        """Show all keys."""
        from reader.tui.screens.dialogs import Dialog, KeyHelp

        self.app.push_screen(Dialog(KeyHelp(self.keymap)))

    # The status line.

    def describe(self) -> None:
        """Say in the status line what is under the cursor and which keys are useful."""
        view = self.views.current
        labels = {} if self.is_reading else view.labels
        actions = useful_actions(
            view,
            on_names=self.focused is self.names,
            is_reading=self.is_reading,
            is_selecting=self.article.is_selecting,
            quotation=self.reading.quotation,
        )
        hints = hints_for(self.keymap, actions, labels)
        said = None if self.is_reading else view.about
        about, speaker = self.reading.about if said is None else said
        marked = len(view.list.marked)
        if marked:
            about = " · ".join(part for part in (f"{marked:,} marked", about) if part)
        self.status.show(about, speaker, hints)
