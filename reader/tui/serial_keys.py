"""One key after the other: a key is looked at when all that the one before set off has come to its end.

Textual hands a key to the focused widget and goes on to the next key at once, before the first has bubbled up
to the binding that it means. Of ``/`` and a word pasted or typed very fast, the first letters would still
act as keys of the list. Owns the waiting, and nothing of what keys do.

A key that only moves, or a letter of a search, of which nothing has to be waited for, can be done at once by
the screen: that spares its way through all widgets.

To see that a key has come to its end costs as much as many keys do, so that waits until the screen has
answered, unless the next key is there before.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

_PATIENCE = 0.25  # seconds; then a key that got lost, with its widget, holds up the others no longer
_LONGEST = 3.0  # seconds; then not even one does that is still to be handled
_LULL = 0.02  # seconds after a key in which the screen answers
_LAPS = 3  # a key is followed, then the message that it makes (Enter: submitted), then what that one makes


class QuickScreen(Screen[None]):
    """A screen that does some keys at once."""

    def do_at_once(self, event: events.Key) -> bool:
        """Do what a key means, if nothing of it has to be waited for; else return False."""
        raise NotImplementedError


class SerialKeysApp(App[None]):
    """An app that handles one key at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._keys_waiting: deque[events.Key] = deque()
        self._key_since: float | None = None
        self._station: DOMNode | None = None
        self._followed_to: DOMNode | None = None

    @property
    def is_behind(self) -> bool:
        """Keys wait: what only shows where they lead to can wait for them."""
        return bool(self._keys_waiting) or self.message_queue_size > 0

    async def on_event(self, event: events.Event) -> None:
        """Let a key wait while another is under way."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._key_since is None:
            if not self._do_at_once(event):
                await self._handle_key(event)
        else:
            self._keys_waiting.append(event)
            await self._hurry(self._key_since)

    def _do_at_once(self, event: events.Key) -> bool:
        screen = self.screen
        return self.app_focus and isinstance(screen, QuickScreen) and screen.do_at_once(event)

    async def _hurry(self, since: float) -> None:
        """Follow the key that was handled then, and wait no longer than it is worth."""
        waited = time.monotonic() - since
        self.set_timer(max(0.001, _PATIENCE - waited), self._forget_lost_key)
        await self._begin_to_follow(since)

    async def _forget_lost_key(self) -> None:
        """Go on where a widget has gone and taken the key along that was under way."""
        if self._key_since is None:
            return
        waited = time.monotonic() - self._key_since
        if waited >= _LONGEST or (waited >= _PATIENCE and not self._is_on_its_way()):
            await self._end_key()
        elif waited >= _PATIENCE:
            self.set_timer(_PATIENCE, self._forget_lost_key)

    def _is_on_its_way(self) -> bool:
        """The widget is there still at which the key was last: a busy machine, not a lost key."""
        return self._followed_to is not None and self._followed_to.is_attached

    async def _handle_key(self, event: events.Key) -> None:
        since = self._key_since = time.monotonic()
        self._station = self.focused or self.screen
        await super().on_event(event)
        if self._keys_waiting:
            await self._hurry(since)
        else:
            asyncio.get_running_loop().call_later(_LULL, self.call_later, self._begin_to_follow, since)

    async def _begin_to_follow(self, since: float) -> None:
        """Follow the key that was handled then, if it is under way still and not followed yet."""
        station = self._station
        if station is not None and self._key_since == since:
            self._station = None
            await self._follow_key(station, station, _LAPS)

    async def _follow_key(self, start: DOMNode, station: DOMNode, laps: int) -> None:
        """Go where the key bubbles, behind it in the same queues; at the app it has come to its end."""
        while station is not self:
            above = station.parent or self
            if station.is_attached and station.call_later(self._follow_key, start, above, laps):
                self._followed_to = station
                return
            station = above
        if laps > 1:
            await self._follow_key(start, start, laps - 1)
            return
        await self._end_key()

    async def _end_key(self) -> None:
        self._key_since = self._station = self._followed_to = None
        while self._keys_waiting and self._key_since is None:
            event = self._keys_waiting.popleft()
            if not self._do_at_once(event):
                await self._handle_key(event)
