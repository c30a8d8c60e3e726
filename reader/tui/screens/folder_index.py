"""The reading room as it is opened: restores what was, paints the list, then looks for changed files.

Owns the order of the start and the progress of indexing.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.worker import Worker

from reader.errors import QueryError, ReaderError
from reader.library.lists.listing import Order
from reader.tui.filter_state import Filter
from reader.tui.host import Cancelled
from reader.tui.keymap import Key, first_key, key_of
from reader.tui.progress import Pace
from reader.tui.screens.filtering import SORT_ORDER
from reader.tui.screens.marking import CorrectingRoom
from reader.tui.session import Session
from reader.tui.widgets.base import count

if TYPE_CHECKING:
    from reader.ingest.update import Progress, Report

_SAY_EVERY = 0.1  # seconds between reports of progress
_LULL = 1.0  # seconds after the start, when nobody waits for anything and there is time to look ahead
_FILL_EVERY = 0.7  # seconds between repaints of a list that is filling


@dataclass
class Progressed(Message):
    """Indexing has come further."""

    progress: Progress


@dataclass
class Updated(Message):
    """Indexing has ended: with a report, or with what went wrong."""

    report: Report | None
    error: str | None = None


class FolderChanged(Message):
    """Something in the folder is not as it was."""


class MainScreen(CorrectingRoom):
    """The main screen."""

    def __init__(
        self,
        session: Session,
        keymap: tuple[Key, ...],
        *,
        text_width: int = 100,
        editor: str | None = None,
        select: str | None = None,
    ) -> None:
        super().__init__(session, text_width, keymap)
        self.editor = editor
        self._select = select
        self._filled = 0.0
        self._indexing = self._is_stopped = False
        self._pace = Pace()
        self._is_first_reading = True

    def on_mount(self) -> None:
        """Show the list as the index has it; everything else waits for the first paint."""
        super().on_mount()
        self.enter(self.current.list)
        if not self.apply(self._restored()):
            self.apply(Filter())
        self._is_first_reading = self.filter.is_empty and not self.current.list.total
        self._open_selected()
        self.describe()
        if self.session.notice:
            self.say(self.session.notice, warning=True)
        self.call_after_refresh(self.follow_library)

    def follow_library(self) -> None:
        """Bring the index up to date now, and again whenever the folder changes."""
        self.session.follow(self._report_change)
        self.update_library()
        self.set_timer(_LULL, self.look_ahead)

    def _report_change(self) -> None:
        self.post_message(FolderChanged())

    def on_unmount(self) -> None:
        """Keep the filter and the place in the article, and stop asking the library."""
        self.keep()
        self.leave_article()
        self.session.close()

    def on_resize(self, event: events.Resize) -> None:
        """Show the article that there was no room for."""
        self.call_after_refresh(self.preview)

    def update_library(self) -> None:
        """Bring the index up to date in a thread."""
        if self._indexing:
            self._is_outdated = True
            return
        self._indexing = True
        self._is_outdated = self._is_stopped = False
        self._pace = Pace()
        self.in_thread(self._update, group="index")

    def stop_update(self) -> bool:
        """Stop reading the folder; the next look at it goes on."""
        if not self._indexing:
            return False
        self._is_stopped, self._is_outdated = True, False
        return True

    def _update(self, cancelled: Cancelled) -> None:
        said = 0.0

        def report(progress: Progress) -> None:
            nonlocal said
            now = time.monotonic()
            if now - said >= _SAY_EVERY:
                said = now
                self.post_message(Progressed(progress))

        try:
            done = self.session.update(report, lambda: cancelled() or self._is_stopped)
        except ReaderError as error:
            self.post_message(Updated(None, str(error)))
        else:
            self.post_message(Updated(done))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Let the folder be looked at again after a failure."""
        if event.worker.group == "index" and event.worker.is_finished:
            self._indexing = False
            self.status.show_progress()
            if self._is_outdated:
                self.update_library()

    def on_folder_changed(self) -> None:
        """Look at the folder again."""
        self.update_library()

    def on_progressed(self, event: Progressed) -> None:
        """Say how far it is; show what has been found so far."""
        progress = event.progress
        self.status.show_progress(*self._pace.wordings(progress.done, progress.total))
        now = time.monotonic()
        if progress.added and now - self._filled > _FILL_EVERY:
            self._filled = now
            self.refresh_list()

    def on_updated(self, event: Updated) -> None:
        """Show what has changed; the cursor stays on its article."""
        report = event.report
        if report is None:
            self.say(event.error or "the folder could not be read", warning=True)
            return
        if report.added or report.changed or report.removed:
            self.refresh_list()
            self.renew_article()
            self._open_selected()
        first, self._is_first_reading = self._is_first_reading, False
        if first and not self.current.list.total:
            self.refresh_list()
        if report.cancelled and self._is_stopped:
            self.say("stopped; the next start reads the rest")
        elif report.notes:
            self.say("; ".join(report.notes))
        elif report.problems and (report.added or report.changed or not self.current.list.total):
            key = first_key(key_of(self.keymap, "problems"))
            self.say(f"{count(len(report.problems), 'problem')} with files; {key} lists them")

    def refresh_list(self) -> None:
        """Find again: the index has changed. The cursor stays on its article.

        While the folder is read for the first time, a cursor that nobody has moved stays at the top instead.
        """
        self.forget_views()
        untouched = self._is_first_reading and not self.current.list.cursor and not self.is_aside
        self.apply(self.filter, keep=not untouched)

    def _restored(self) -> Filter:
        """Return the filter that was on last time."""
        marks = self.session.marks
        order = marks.get(SORT_ORDER)
        try:
            query = self.session.parse(marks.last_filter)
        except QueryError:
            query = Filter().query
        known = {each.value for each in Order}
        return Filter(query, Order(order) if order in known else Order.NEWEST)

    def _open_selected(self) -> None:
        """Open the article that the command line names, as soon as the index has it."""
        if self._select is None or self.current is not self.articles:
            return
        number = self.session.find_id(self._select)
        if number is None:
            return
        place = self.articles.list.place_of(number)
        if place is None:
            self.apply(Filter(order=self.filter.order))
            place = self.articles.list.place_of(number)
        if place is not None:
            self._select = None
            self.articles.list.go_to(place)
            self.call_after_refresh(self.open_article)


def relative_path(folder: Path, path: Path) -> str:
    """Return a file's path as rows name it: relative, with forward slashes."""
    return path.absolute().relative_to(folder.absolute()).as_posix()
