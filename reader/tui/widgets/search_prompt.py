"""The search prompt: one line at the foot of the screen, in the query language.

Owns typing. What the text means is the screen's business. Imported only when somebody searches.
"""

from __future__ import annotations

from asyncio import TimerHandle
from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from reader.text.sanitize import sanitize_line
from reader.tui.guard import Guarded
from reader.tui.messages import PromptChanged, PromptLeft
from reader.tui.serial_keys import SerialKeysApp, call_after

# A fast typist's keys come closer together than this; one search a burst is enough.
_TYPING_PAUSE_SECONDS = 0.04
_HIDDEN_CLASS = "-away"  # not ``display``, which has the whole screen painted anew


class SearchPrompt(Guarded, Input):
    """A line to type a query in; what was typed before is marked, so that typing replaces it."""

    BINDINGS: ClassVar = [
        Binding("escape,ctrl+c", "leave", show=False),
        Binding("tab,shift+tab,up,down,pageup,pagedown", "nothing", show=False),
    ]

    # It is as wide as the screen whatever is typed: no letter need lay that out anew.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(
            placeholder="words  speaker:name  topic:name  after:2025-08",
            compact=True,
            select_on_focus=False,
            highlighter=None,
            id=id,
        )
        self.cursor_blink = False
        self._waiting: TimerHandle | None = None
        self._announced = ""

    def begin(self, text: str) -> None:
        """Appear with what was typed before."""
        self._announced = self.value = text
        # Not on focus, which may come after the first letter.
        self.select_all()
        self.remove_class(_HIDDEN_CLASS)

    def end(self) -> None:
        """Go away."""
        self._rest()
        self.add_class(_HIDDEN_CLASS)

    @property
    def is_open(self) -> bool:
        """It is on the screen."""
        return not self.has_class(_HIDDEN_CLASS)

    def take(self, event: events.Key) -> bool:
        """Type a letter at once; False if the key is none."""
        if not event.is_printable or event.character is None:
            return False
        self.replace(event.character, *self.selection)
        return True

    def _on_paste(self, event: events.Paste) -> None:
        """Take all lines of what is pasted: a passage copied from a page has line breaks."""
        self.replace(sanitize_line(event.text), *self.selection)
        event.stop()
        event.prevent_default()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Announce a letter at once, but the text of a burst of typing when that ends."""
        event.stop()
        if not self.is_open:
            return
        more = isinstance(self.app, SerialKeysApp) and self.app.is_behind
        if self._waiting is None and not more:
            self._announce()
        self._rest()
        self._waiting = call_after(_TYPING_PAUSE_SECONDS, self, self._pause)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Search."""
        event.stop()
        self._rest()
        self.post_message(PromptLeft(self.value))

    def action_leave(self) -> None:
        """Leave without a search; the filter is as it was."""
        self._rest()
        self.post_message(PromptLeft(None))

    def action_nothing(self) -> None:
        """Keep keys that would move a pane while typing from doing so."""

    def _rest(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _pause(self) -> None:
        if self._waiting is not None:  # else it was left while this waited for its turn
            self._waiting = None
            self._announce()

    def _announce(self) -> None:
        if self.value != self._announced:
            self._announced = self.value
            self.post_message(PromptChanged(self.value))
