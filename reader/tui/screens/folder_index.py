"""The index of the folder on the screen: brought up to date at the start and whenever the folder changes.

Owns when the folder is looked at, one look at a time, and what is said of it: progress, the end, failures.
Refuses to know lists and articles: it tells the screen that the index has changed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from reader.errors import ReaderError
from reader.text.english import count
from reader.tui.host import Cancelled, Host
from reader.tui.progress import Pace

if TYPE_CHECKING:
    from reader.ingest.update import Progress, Report

GROUP = "index"
_SAY_EVERY = 0.1  # seconds between reports of progress
_WAITING = ("another process reads this folder; waiting for it", "waiting for another process", "waiting")
_FILL_EVERY = 0.7  # seconds between repaints of a list that is filling


class IndexHost(Host, Protocol):
    """The screen as the index of its folder sees it."""

    @property
    def is_empty(self) -> bool:
        """There is nothing in the list."""

    def show_progress(self, *wordings: str) -> None:
        """Show how far reading has come, in fewer and fewer words; without any, no longer."""

    def refresh_list(self) -> None:
        """Find again: the index has changed."""

    def index_updated(self) -> None:
        """Find again, and show the article as it is now: the index has been brought up to date."""


class FolderIndex:
    """Keeps the index in line with the folder.

    Attributes:
        is_first_reading: The folder is being read for the first time: nothing was in the index before.

    Args:
        problems_key: The key that lists files with problems, to be named when there are some.
        clock: Seconds from any beginning.
    """

    def __init__(
        self, host: IndexHost, problems_key: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.is_first_reading = True
        self._host = host
        self._problems_key = problems_key
        self._clock = clock
        self._pace = Pace()
        self._filled = 0.0
        self._is_running = self._is_outdated = self._is_stopped = False

    def follow(self) -> None:
        """Bring the index up to date now, and again whenever the folder changes."""
        self._host.session.follow(self._folder_changed)
        self.update()

    def update(self) -> None:
        """Bring the index up to date in a thread; if that is going on already, once more after it."""
        if self._is_running:
            self._is_outdated = True
            return
        self._is_running = True
        self._is_outdated = self._is_stopped = False
        self._pace = Pace()
        self._host.in_thread(self._update, group=GROUP)

    def stop(self) -> bool:
        """Stop reading the folder; the next look at it goes on. False if it is not being read."""
        if not self._is_running:
            return False
        self._is_stopped, self._is_outdated = True, False
        return True

    def ended(self) -> None:
        """Let the folder be looked at again: the work in the thread has ended, well or not."""
        self._is_running = False
        self._host.show_progress()
        if self._is_outdated:
            self.update()

    def _folder_changed(self) -> None:
        """Look at the folder again; this is called in the thread that watches it."""
        self._host.call_later(self.update)

    def _update(self, cancelled: Cancelled) -> None:
        host, said = self._host, 0.0

        def report(progress: Progress) -> None:
            nonlocal said
            now = self._clock()
            if now - said >= _SAY_EVERY:
                said = now
                host.call_later(self._show_progress, progress)

        try:
            done = host.session.update(report, lambda: cancelled() or self._is_stopped)
        except ReaderError as error:
            host.call_later(host.say, str(error) or "the folder could not be read", warning=True)
        else:
            host.call_later(self._show_end, done)

    def _show_progress(self, progress: Progress) -> None:
        """Say how far it is; show what has been found so far."""
        if progress.waiting:
            self._host.show_progress(*_WAITING)
        else:
            self._host.show_progress(*self._pace.wordings(progress.done, progress.total))
        now = self._clock()
        if progress.added and now - self._filled > _FILL_EVERY:
            self._filled = now
            self._host.refresh_list()

    def _show_end(self, report: Report) -> None:
        """Show what has changed, and say what the user should know."""
        host = self._host
        # What another process has changed meanwhile, the report does not count.
        if report.added or report.changed or report.removed or report.waited:
            host.index_updated()
        was_first, self.is_first_reading = self.is_first_reading, False
        if was_first and host.is_empty:
            host.refresh_list()
        if report.cancelled and self._is_stopped:
            host.say("stopped; the next start reads the rest")
        elif report.notes:
            host.say("; ".join(report.notes))
        elif report.problems and (report.added or report.changed or host.is_empty):
            host.say(f"{count(len(report.problems), 'problem')} with files; {self._problems_key} lists them")
