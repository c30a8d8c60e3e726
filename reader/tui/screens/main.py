"""The reading room's panes: what stands where, what is shown in them, and the line that says so.

Owns the three panes, the filter and the article shown. The classes above it add what keys do.

The keys that the status line names: taken from the keymap, the most useful first, help never far.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widget import Widget
from textual.worker import Worker, WorkerState, get_current_worker

from reader.errors import LibraryError
from reader.tui.filter_state import Filter
from reader.tui.host import Work
from reader.tui.keymap import KEYMAP, Key, Place, bindings, first_key, key_of, motions_of
from reader.tui.serial_keys import QuickScreen, SerialKeysApp
from reader.tui.session import Session
from reader.tui.views.articles import ArticlesView
from reader.tui.views.view import Location, View
from reader.tui.widgets.article_view import ArticleView
from reader.tui.widgets.bars import FilterBar, StatusLine
from reader.tui.widgets.base import LineView, Motion
from reader.tui.widgets.facets import FacetPane

if TYPE_CHECKING:
    from reader.analysis.model import Quotation
    from reader.library.model import ArticleRow, Facets, IndexedArticle


Hinted = tuple[Key, ...]


def hints_for(
    keymap: Hinted, actions: Iterable[str], labels: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return keys and labels of some actions, in their order.

    Args:
        labels: Of actions that are called something else here than in the keymap.
    """
    keys = [key_of(keymap, action) for action in actions]
    return tuple((first_key(key), labels.get(key.action, key.label)) for key in keys)


_TWO_PANES = 80
_THREE_PANES = 140
# Actions named in the status line, the most useful first; the last is left out last.
_NAMES = ("toggle_name", "open", "clear", "search", "quit", "help")
_READING = ("next_quotation", "back", "next_article", "star", "pick_speaker", "pick_topic", "search", "help")
_ON_QUOTATION = ("next_quotation", "next_by_speaker", "copy", "why", "correct", "back", "search", "help")


class _Panes(Horizontal):
    """What the panes stand in; nothing of it shows."""

    BLANK = True
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)  # as with what is painted


class Room(QuickScreen):
    """The panes and what they show."""

    AUTO_FOCUS = ""
    BLANK = True
    BINDINGS: ClassVar = bindings(Place.ROOM)
    # Panes show themselves who has the keys: the rest of the screen need not be painted anew.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    # Textual declares it as an instance's, so it cannot be annotated as the class's.
    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (_TWO_PANES, "-two"), (_THREE_PANES, "-three")]  # noqa: RUF012

    def __init__(self, session: Session, text_width: int, keymap: Hinted = KEYMAP) -> None:
        super().__init__()
        self.session = session
        self.filter = Filter()
        self.pattern: re.Pattern[str] | None = None
        self.facets: Facets | None = None
        self.keymap = keymap
        self.bar = FilterBar(id="bar")
        self.panes = _Panes(id="panes")
        self.names = FacetPane(id="names")
        self.articles = ArticlesView(self)
        self.current: View = self.articles
        self.views: dict[str, View] = {self.articles.name: self.articles}
        self.article = ArticleView(text_width, id="view")
        self.status = StatusLine(id="status")
        self._shown: Location | None = None

    def compose(self) -> ComposeResult:
        """Put the panes side by side; the style sheet hides those for which there is no room."""
        yield self.bar
        with self.panes:
            yield self.names
            yield self.articles.list
            yield self.article
        yield self.status

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
        return self.focused in self.current.panes[1:]

    @property
    def pane(self) -> LineView:
        """The pane that keys move."""
        return self.focused if isinstance(self.focused, LineView) else self.current.list

    @property
    def quotation(self) -> Quotation | None:
        """The quotation under the article's cursor; None in a view that shows no article."""
        return self.article.quotation if self.article in self.current.panes else None

    def row_of(self, location: Location | None) -> ArticleRow | None:
        """Return what the index and the user's marks say of an article now."""
        if location is None:
            return None
        row = self.articles.list.row
        return row if row is not None and row.id == location.article else self.session.row(location.article)

    def enter(self, pane: Widget) -> None:
        """Let keys move a pane; with one pane only, show it instead."""
        aside = self.current.panes[1:]
        beside = pane if pane in aside else aside[0]
        for each in self.panes.children:
            if each is not self.names:
                each.set_class(each is not self.current.list and each is not beside, "-away")
        self.set_class(pane in aside, "-reading")
        pane.focus()

    def action_move(self, motion: Motion) -> None:
        """Move in the pane that has the keys."""
        self.pane.move(motion)

    @cached_property
    def _motions(self) -> dict[str, str]:
        return motions_of(self.keymap)

    def do_at_once(self, event: events.Key) -> bool:
        """Move, if that is all that a key means in the pane that has the keys."""
        motion = self._motions.get(event.key)
        if motion is None or not isinstance(self.focused, LineView) or self.focused.BINDINGS:
            return False
        self.status.hush()
        self.pane.move(cast(Motion, motion))
        return True

    def say(self, message: str, *, warning: bool = False) -> None:
        """Say something in the status line, until the next key."""
        self.status.say(message, warning=warning)

    def on_key(self, event: events.Key) -> None:
        """Take away what was said before the key."""
        self.status.hush()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take away what was said before the click."""
        self.status.hush()

    @property
    def is_behind(self) -> bool:
        """Keys wait to be handled."""
        return isinstance(self.app, SerialKeysApp) and self.app.is_behind

    def has_keys(self, pane: Widget) -> bool:
        """Tell whether keys move a pane."""
        return self.focused is pane

    def in_thread(self, work: Work, *, group: str) -> None:
        """Do slow work in a thread; of one group, the last one counts."""

        def run() -> None:
            worker = get_current_worker()
            work(lambda: worker.is_cancelled)

        self.run_worker(run, thread=True, exclusive=True, group=group, exit_on_error=False)

    def on_descendant_focus(self) -> None:
        """Name the keys that are useful in the pane that has them now."""
        self.describe()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say that slow work has failed."""
        if event.state is WorkerState.ERROR:
            self.say(str(event.worker.error), warning=True)

    def preview(self) -> None:
        """Show beside the list what is under its cursor, where there is room for it."""
        if self.current.list.row is None or not self.is_single or self.is_aside:
            self.current.preview()

    def show_article(self, location: Location | None) -> bool:
        """Show an article where its reading stopped, or at a quotation; tell whether that worked.

        What is shown already stays as it is.
        """
        if location is None:
            self.leave_article()
            self.article.show(None)
            return False
        if self._shown == location:
            return True
        if self._shown is not None and self._shown.article == location.article:
            self._shown = location
            self.point_at(location)
            return True
        self.leave_article()
        self.article.release()
        try:
            indexed = self.session.article(location.article)
            position = self.session.marks.position(location.path)
        except LibraryError as error:
            self.article.show(None)
            self.say(str(error), warning=True)
            return False
        self._shown = location
        asked = self._asked_for(indexed)
        self.article.show(indexed, position=position, start=location.start, only=asked, pattern=self.pattern)
        return True

    def point_at(self, location: Location) -> None:
        """Put the cursor of the article shown on the quotation of a place, if that names one."""
        at = self.article.quotation
        if location.start is None or (at is not None and at.start == location.start):
            return
        was_moved = self.article.was_moved
        self.article.go_to_quotation(location.start)
        if not was_moved:
            self.article.stay()

    def point(self) -> bool:
        """Put the article's cursor on the quotation under the view's own; False if that is none."""
        location = None if self.is_reading else self.current.location
        if location is None or location.start is None or not self.show_article(location):
            return False
        self.point_at(location)
        return True

    def apply(self, filter: Filter, *, keep: bool = True) -> bool:
        """Filter by something else; say why not, and leave the list as it was, if that cannot be done.

        Args:
            keep: Keep the cursor on its row, if that is found too.
        """
        raise NotImplementedError

    def show_found(self) -> None:
        """Show the filter and how much it finds."""
        raise NotImplementedError

    def found(self, view: View) -> None:
        """Show how much a view has found by now, if it is the one on the screen."""
        if view is self.current:
            self.show_found()

    def why_empty(self, filter: Filter) -> str:
        """Say why a filter finds nothing to list."""
        raise NotImplementedError

    def visit(self, name: str, filter: Filter, pane: Widget | None = None) -> None:
        """Go to a view under another filter, from which ``back`` returns to where one is now.

        Args:
            pane: What has the keys there; else the list.
        """
        raise NotImplementedError

    def read(self, location: Location | None) -> bool:
        """Let keys move the article at a place, which marks it read; tell whether there is one."""
        raise NotImplementedError

    def renew_article(self) -> None:
        """Show the article again if its file says something else now; the place in it stays."""
        shown, before = self._shown, self.article.indexed
        if shown is None or before is None:
            return
        try:
            indexed = self.session.article(shown.article)
        except LibraryError:  # it has gone, and the list with it
            return
        if indexed != before:
            position = self.article.position if self.article.was_moved else 0
            start = self.article.quotation.start if self.article.quotation else None
            asked = self._asked_for(indexed)
            self.article.show(indexed, position=position, start=start, only=asked, pattern=self.pattern)

    def remark(self) -> None:
        """Mark in the article shown what the filter asks for now, unless another takes its place anyhow."""
        if self.article.indexed is not None and not self._is_another_coming:
            self.article.mark(self._asked_for(self.article.indexed), self.pattern)

    @property
    def _is_another_coming(self) -> bool:
        """The list's cursor has come to another article than the one beside it, which will follow."""
        location = self.articles.location if self.current is self.articles else None
        if location is None or self._shown is None or (self.is_single and not self.is_aside):
            return False
        return location.article != self._shown.article

    def _asked_for(self, indexed: IndexedArticle) -> frozenset[str]:
        said = {speaker for speaker in indexed.speakers if speaker}
        return self.filter.speakers_among(said)

    def leave_article(self) -> None:
        """Keep the place in the article shown; one that was read to its end begins anew next time."""
        if self._shown is not None and self.article.indexed is not None and self.article.was_moved:
            position = 0 if self.article.at_end else self.article.position
            self.session.marks.set_position(self._shown.path, position)
        self._shown = None

    def describe(self) -> None:
        """Say in the status line what is under the cursor and which keys are useful."""
        labels = {} if self.is_reading else self.current.labels
        hints = hints_for(self.keymap, self._situation(), labels)
        said = None if self.is_reading else self.current.about
        if said is not None:
            self.status.show(*said, hints)
            return
        quotation, (place, count) = self.quotation, self.article.place
        speaker = None
        if quotation is not None:
            decided = quotation.attribution
            speaker = decided.speaker
            parts = [speaker or decided.description or "unknown speaker", decided.cue, f"{place} of {count}"]
            about = " · ".join(part for part in parts if part)
        elif self.article.indexed is None:
            about = ""
        else:
            about = f"{count} quotation{'' if count == 1 else 's'}" if count else "no quotations"
        self.status.show(about, speaker, hints)

    def _situation(self) -> Iterable[str]:
        if self.focused is self.names:
            return _NAMES
        if not self.is_reading and self.current.about is not None:
            return self.current.hints
        quotation = self.quotation
        if quotation is not None:
            known = quotation.speaker is not None
            return [each for each in _ON_QUOTATION if known or each != "next_by_speaker"]
        return _READING if self.is_reading else self.current.hints
