"""Asking for a line of text, or for one of several names: the dialog of notes, headings and collections.

Owns the dialog. Refuses to change anything: the answer is for who asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from reader.text.folding import fold
from reader.text.sanitize import sanitize_line
from reader.tui.keymap import Place, bindings
from reader.tui.messages import OfferTaken
from reader.tui.screens.dialogs import DimmingScreen
from reader.tui.screens.naming import Offer, OfferList
from reader.tui.widgets.base import Motion


class _Line(Input):
    """A line to type in."""

    BINDINGS: ClassVar = [Binding("ctrl+c", "screen.leave", show=False)]

    def __init__(self, value: str, placeholder: str) -> None:
        super().__init__(value, placeholder=placeholder, compact=True, id="narrow", select_on_focus=False)
        self.cursor_blink = False


class Asking(DimmingScreen[str | None]):
    """A line to type in, above names to choose from if there are some; its answer is a text, or None.

    Args:
        title: What is asked.
        value: What stands in the line at first.
        offers: Names with what is said of each.
        now: The name that holds now.
    """

    BINDINGS: ClassVar = bindings(Place.PICKER)

    def __init__(
        self, title: str, *, value: str = "", offers: Sequence[Offer] | None = None, now: str | None = None
    ) -> None:
        super().__init__()
        self._title = " ".join(sanitize_line(title).split())
        self._value = sanitize_line(value)
        self._offers = offers
        self._now = now

    def compose(self) -> ComposeResult:
        """Put the line to type in above the names."""
        with Vertical(id="picker", classes="" if self._offers is not None else "line"):
            yield _Line(self._value, "type a name" if self._offers is not None else "type")
            if self._offers is not None:
                yield OfferList(id="choices")

    def on_mount(self) -> None:
        """Show the names."""
        frame = self.query_one("#picker")
        frame.border_title = Content(self._title)
        frame.border_subtitle = Content("Enter decides · Esc leaves")
        line = self.query_one(_Line)
        line.cursor_position = len(line.value)
        self.set_focus(line)
        self._narrow("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the names."""
        self._narrow(event.value)

    def on_input_submitted(self) -> None:
        """Answer: the line to type in takes Enter for itself."""
        self.action_apply()

    def _narrow(self, typed: str) -> None:
        if self._offers is None:
            return
        name = " ".join(sanitize_line(typed).split())
        found = [offer for offer in self._offers if fold(name) in fold(offer.label)]
        if name and all(offer.label != name for offer in found):
            found.append(Offer(name, "a new one", name))
        self.query_one(OfferList).show(found, self._now)

    def on_offer_taken(self, event: OfferTaken) -> None:
        """Answer with the name that was clicked."""
        self.action_apply()

    def action_mark(self) -> None:
        """Nothing is marked here: one answer is given."""

    def action_move(self, motion: Motion) -> None:
        """Move the cursor over the names."""
        if self._offers is not None:
            self.query_one(OfferList).move(motion)

    def action_apply(self) -> None:
        """Answer with what was typed, or with the name under the cursor."""
        if self._offers is None:
            self.dismiss(self.query_one(_Line).value.strip())
            return
        offer = self.query_one(OfferList).offer
        if offer is not None:
            self.dismiss(offer.label)

    def action_leave(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)
