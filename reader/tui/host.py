"""What the main screen does for the objects it owns and for the views it shows.

Owns the contract only. ``screens.main`` keeps it; in a test a plain object does, so that what depends on it
needs no terminal.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from asyncio import TimerHandle

    from textual.app import App
    from textual.widget import Widget

    from reader.tui.library_session import LibrarySession
    from reader.tui.widgets.base import LineView

Cancelled = Callable[[], bool]
"""Tells work in a thread that its result is not wanted any more."""

Work = Callable[[Cancelled], None]
"""Slow work, done in a thread."""


class Host(Protocol):
    """The screen as its objects and views see it."""

    @property
    def session(self) -> LibrarySession:
        """The library."""

    @property
    def app(self) -> App[object]:
        """The app, for dialogs, the clipboard and the terminal."""

    @property
    def is_single(self) -> bool:
        """There is room for one pane only."""

    @property
    def is_reading(self) -> bool:
        """Keys move the article."""

    @property
    def is_aside(self) -> bool:
        """Keys move a pane to the right of the list."""

    @property
    def pane(self) -> LineView:
        """The pane that keys move."""

    def has_keys(self, pane: Widget) -> bool:
        """Tell whether keys move a pane."""

    def enter(self, pane: Widget) -> None:
        """Let keys move a pane; with one pane only, show it instead of the other."""

    def say(self, message: str, *, warning: bool = False) -> None:
        """Say something in the status line, until the next key."""

    def describe(self) -> None:
        """Say in the status line what is under the cursor and which keys are useful."""

    def in_thread(self, work: Work, *, group: str) -> None:
        """Do slow work in a thread; work of the same group that is going on is cancelled."""

    def call_later(self, callback: Callable[..., object], *args: Any, **kwargs: Any) -> bool:
        """Call something in the screen's own thread, after the messages that wait; any thread may ask."""

    def call_after_refresh(self, callback: Callable[..., object], *args: Any, **kwargs: Any) -> bool:
        """Call something once the screen has been painted."""

    def call_after(self, seconds: float, callback: Callable[[], object]) -> TimerHandle:
        """Call something after so many seconds, in the screen's own thread."""
