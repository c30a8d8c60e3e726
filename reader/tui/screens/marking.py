"""Marks and programs outside: star, read, undo, the browser, the editor.

Owns what is changed and how it is said.

Correcting: the key that puts right who said a quotation.

Owns what is said of it. The decision is kept beside the articles, and the index follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import LibraryError
from reader.tui.keymap import first_key, key_of
from reader.tui.screens.quoting import QuotingRoom

if TYPE_CHECKING:
    from reader.tui.screens.naming import Offer


class MarkingRoom(QuotingRoom):
    """What the marking keys do."""

    editor: str | None = None

    def action_star(self) -> None:
        """Star the article, or take its star away."""
        row = self.row_of(self.current.location)
        if row is None:
            self.say("there is no article here")
            return
        self.session.marks.set_starred(row.path, not row.starred)
        self.forget_rows()

    def action_toggle_read(self) -> None:
        """Mark the article read, or unread."""
        row = self.row_of(self.current.location)
        if row is None:
            self.say("there is no article here")
            return
        self.session.marks.set_read(row.path, not row.read)
        self.forget_rows()

    def action_undo(self) -> None:
        """Take back the last mark or correction."""
        try:
            done = self.session.marks.undo()
        except LibraryError as error:
            self.say(str(error), warning=True)
            return
        self.forget_rows()
        self.update_library()
        self.say(done or "there is nothing to undo")

    def action_undo_layer(self) -> None:
        """Take back one layer: the highlight, then the last part of the filter."""
        if self.article.quotation is not None and (self.is_reading or self.current.about is None):
            self.article.leave_quotation()
        elif self.article.has_match:
            self.article.leave_match()
        elif not self.filter.is_empty:
            self.apply(self.filter.without(len(self.filter.query.chips()) - 1))
        elif self.is_aside or self.focused is self.names:
            self.enter(self.current.list)
            self.describe()
        elif not self.stop_update():
            self.say("nothing to undo here; q quits")

    def action_open_url(self) -> None:
        """Open the article's address in the browser."""
        indexed = self.article.indexed if self.show_article(self.current.location) else None
        url = indexed.article.url if indexed else None
        if url is None:
            self.say("this article names no address")
            return
        from reader.tui.external import browse, is_web_address

        if not is_web_address(url):
            self.say("only http and https addresses are opened", warning=True)
            return
        self.say("opening the address" if browse(url) else "no browser was found", warning=False)

    def action_edit(self) -> None:
        """Edit the article's file, then read it anew."""
        row = self.row_of(self.current.location)
        if row is None:
            self.say("there is no article here")
            return
        from reader.tui.external import edit

        problem = edit(self.app, self.session.folder / row.path, self.editor)
        if problem:
            self.say(problem, warning=True)
        self.update_library()

    def action_problems(self) -> None:
        """List files with problems."""
        from reader.tui.screens.dialogs import ProblemsScreen

        try:
            problems = self.session.problems()
        except LibraryError as error:
            self.say(str(error), warning=True)
            return
        self.app.push_screen(ProblemsScreen(problems, self.session.folder))

    def action_help(self) -> None:
        """Show all keys."""
        from reader.tui.screens.dialogs import HelpScreen

        self.app.push_screen(HelpScreen(self.keymap))

    def update_library(self) -> None:
        """Bring the index up to date with the folder, in a thread."""
        raise NotImplementedError

    def stop_update(self) -> bool:
        """Stop that; what has been read stays. False if it is not going on."""
        raise NotImplementedError


class CorrectingRoom(MarkingRoom):
    """What the correcting key does."""

    async def action_correct(self) -> None:
        """Ask who said the quotation under the cursor, and keep the answer."""
        self.point()
        quotation, indexed, shown = self.quotation, self.article.indexed, self._shown
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
