"""Correcting: the key that puts right who said a quotation.

Owns what is said of it. The decision is kept beside the articles, and the index follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import LibraryError
from reader.tui.keymap import first_key, key_of
from reader.tui.screens.marking import MarkingRoom

if TYPE_CHECKING:
    from reader.tui.widgets.offer_list import Offer


class CorrectingRoom(MarkingRoom):
    """What the correcting key does."""

    async def action_correct(self) -> None:
        """Ask who said the quotation under the cursor, and keep the answer."""
        self.point()
        quotation, indexed, shown = self.quotation, self.view.indexed, self._shown
        if quotation is None or indexed is None or shown is None:
            self.say("no quotation is under the cursor; Tab goes to one")
            return
        from reader.analysis.corrections import make_correction
        from reader.tui.screens.naming import Naming

        def decided(offer: Offer | None) -> None:
            if offer is None:
                return
            text = indexed.article.text
            correction = make_correction(text, quotation, offer.speaker, term=offer.is_term)
            try:
                self.session.correct(shown.path, correction)
            except LibraryError as error:
                self.say(str(error), warning=True)
                return
            self.update_library()
            who = "a term" if offer.is_term else offer.speaker or "nobody known"
            self.say(f"corrected: {who}; {first_key(key_of(self.keymap, 'undo'))} takes it back")

        await self.app.push_screen(Naming(self.session, indexed, quotation), decided)
