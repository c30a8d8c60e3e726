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
from abc import abstractmethod
from collections import deque
from collections.abc import Callable, Sequence

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import Screen

from reader.tui.guard import Guarded

_LOOK_AFTER = 0.25  # seconds between looks whether the widget at which a key is has gone with it
_LONGEST_WAIT = 3.0  # seconds; then a key holds up the others no longer, even if it is still to be handled
_PAUSE_BEFORE_FOLLOWING = 0.02  # seconds after a key in which the screen answers
_MESSAGES_FOLLOWED = 3  # a key, then the message that it makes (Enter: submitted), then what that makes


def call_after(
    seconds: float, pump: MessagePump, callback: Callable[..., object], *args: object
) -> asyncio.TimerHandle:
    """Call back in the turn of a widget or of the app, once some seconds have passed.

    A one-shot timer of Textual's is a task, and never fires if a busy machine begins that task after the time
    is up. This one is only late.
    """
    return asyncio.get_running_loop().call_later(seconds, pump.call_later, callback, *args)


class QuickScreen(Guarded, Screen[None]):
    """A screen that does some keys at once."""

    @abstractmethod
    def do_at_once(self, event: events.Key) -> bool:
        """Do what a key means, if nothing of it has to be waited for; else return False."""


class _KeyUnderWay:
    """A key that has been handed over, and how far it has been followed.

    Attributes:
        path: The nodes through which it bubbles, from the focused widget to the app.
        place: In the path, where it is waited for; -1 before the first.
        messages_left: How many messages are still to be followed.
        look: When it is looked whether that widget has gone; None while nobody follows the key.
    """

    def __init__(self, path: Sequence[DOMNode]) -> None:
        self.path = path
        self.since = time.monotonic()
        self.place = -1
        self.messages_left = _MESSAGES_FOLLOWED
        self.look: asyncio.TimerHandle | None = None


class SerialKeysApp(Guarded, App[None]):
    """An app that handles one key at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._keys_waiting: deque[events.Key] = deque()
        self._key: _KeyUnderWay | None = None

    @property
    def is_behind(self) -> bool:
        """Keys wait: what only shows where they lead to can wait for them."""
        return bool(self._keys_waiting) or self.message_queue_size > 0

    @property
    def has_handled_all_keys(self) -> bool:
        """No key waits, and the last one has come to its end."""
        return not self.is_behind and self._key is None

    async def on_event(self, event: events.Event) -> None:
        """Let a key wait while another is under way."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._key is None:
            if not self._do_at_once(event):
                await self._handle_key(event)
        else:
            self._keys_waiting.append(event)
            await self._follow(self._key)

    def _do_at_once(self, event: events.Key) -> bool:
        screen = self.screen
        return self.app_focus and isinstance(screen, QuickScreen) and screen.do_at_once(event)

    async def _handle_key(self, event: events.Key) -> None:
        key = self._key = _KeyUnderWay((self.focused or self.screen).ancestors_with_self)
        await super().on_event(event)
        if self._keys_waiting:
            await self._follow(key)
        else:
            call_after(_PAUSE_BEFORE_FOLLOWING, self, self._follow, key)

    async def _follow(self, key: _KeyUnderWay) -> None:
        """Follow a key, if it is under way still and not followed yet."""
        if self._key is key and key.look is None:
            key.look = call_after(_LOOK_AFTER, self, self._look_after, key)
            await self._go_on(key)

    async def _go_on(self, key: _KeyUnderWay) -> None:
        """Go where the key bubbles, behind it in the same queues, up to the app, which knows the bindings."""
        while key.messages_left:
            key.place += 1
            if key.place == len(key.path):
                key.place, key.messages_left = -1, key.messages_left - 1
                continue
            node = key.path[key.place]
            if node.is_attached and node.call_later(self._arrive, key, key.place, key.messages_left):
                return
        await self._end_key(key)

    async def _arrive(self, key: _KeyUnderWay, place: int, messages_left: int) -> None:
        """Go on from a widget that has done all that it was given before, unless nobody waits for it now."""
        if self._key is key and (key.place, key.messages_left) == (place, messages_left):
            await self._go_on(key)

    async def _look_after(self, key: _KeyUnderWay) -> None:
        """Go on where a widget has gone and taken along what it was given; a busy one is waited for."""
        if self._key is not key:
            return
        key.look = call_after(_LOOK_AFTER, self, self._look_after, key)
        if time.monotonic() - key.since >= _LONGEST_WAIT:
            await self._end_key(key)
        elif not key.path[key.place].is_attached:
            await self._go_on(key)

    async def _end_key(self, key: _KeyUnderWay) -> None:
        if key.look is not None:
            key.look.cancel()
        self._key = None
        while self._keys_waiting and self._key is None:
            event = self._keys_waiting.popleft()
            if not self._do_at_once(event):
                await self._handle_key(event)
