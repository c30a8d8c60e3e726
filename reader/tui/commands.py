"""The palette: every action of the keymap by what it does, with its keys.

Owns nothing but the way there: words and keys come from the keymap, never from articles. A module of its own
because Textual imports it only when the palette is opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.errors import NoWidget
from textual.events import Click

from reader.tui.guard import Guarded
from reader.tui.keymap import Key, show_keys
from reader.tui.screens.main import MainScreen


class Palette(Guarded, CommandPalette):
    """Textual's palette, without what would end the app: a page down in no list, a click on nothing."""

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):  # its list has options, and has not counted their lines yet
            super()._action_command_list(action)

    def _on_click(self, event: Click) -> None:  # type: ignore[override]
        with suppress(NoWidget):  # the terminal has become smaller since
            super()._on_click(event)


class ActionProvider(Provider):
    """Offers what keys do, by name."""

    async def search(self, query: str) -> Hits:
        """Offer what matches."""
        matcher = self.matcher(query)
        for key, title in self._titles():
            score = matcher.match(title)
            if score > 0:
                yield Hit(score, matcher.highlight(title), partial(self._run, key), text=title)

    async def discover(self) -> Hits:
        """Offer everything."""
        for key, title in self._titles():
            yield DiscoveryHit(Content(title), partial(self._run, key), text=title)

    def _titles(self) -> Iterator[tuple[Key, str]]:
        if isinstance(self.screen, MainScreen):
            for key in self.screen.keymap:
                if key.palette:
                    yield key, f"{key.help[0].upper()}{key.help[1:]}  ({show_keys(key)})"

    async def _run(self, key: Key) -> None:
        await self.screen.run_action(key.call or key.action)
