"""Offers of who said something: names, and what is no name, one a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment

from reader.tui.cells import pad
from reader.tui.messages import OfferTaken
from reader.tui.widgets.cursor_list import CursorList


class Offer(NamedTuple):
    """One possible answer.

    Attributes:
        label: What stands on its line.
        note: What is said of it at the end of the line.
        speaker: The name it stands for, or None for nobody.
        is_term: It stands for no quotation at all.
    """

    label: str
    note: str = ""
    speaker: str | None = None
    is_term: bool = False


class OfferList(CursorList):
    """Offers; the one that holds now is marked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._offers: Sequence[Offer] = ()
        self._now: str | None = None

    def show(self, offers: Sequence[Offer], now: str | None) -> None:
        """Show offers, the cursor on the first.

        Args:
            now: The speaker's name that holds now, or None.
        """
        self._offers, self._now = offers, now
        self.begin()

    @property
    def offer(self) -> Offer | None:
        """The offer under the cursor."""
        return self._offers[self._cursor] if self._offers else None

    @property
    def length(self) -> int:
        """How many offers there are."""
        return len(self._offers)

    def paint(self, line: int) -> Iterable[Segment]:
        """Paint an offer with its note."""
        palette = self.palette
        if not self._offers:
            return
        offer = self._offers[line]
        is_now = offer.speaker == self._now and not offer.is_term
        yield Segment("▌" if line == self._cursor else " ", palette.accent)
        yield Segment("● " if is_now else "  ", palette.accent)
        room = max(1, self.line_width - cell_len(offer.note) - 5)
        style = palette.speaker(offer.speaker) if offer.speaker else palette.muted
        yield Segment(pad(offer.label, room), style)
        yield Segment(f" {offer.note} ", palette.muted)

    def clicked(self) -> None:
        """Take the offer that was clicked."""
        self.post_message(OfferTaken())
