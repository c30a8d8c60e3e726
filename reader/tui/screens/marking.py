"""Marks and programs outside: star, read, undo, the browser, the editor.

Owns what is changed and how it is said.
"""

from __future__ import annotations

from reader.errors import LibraryError
from reader.tui.screens.quoting import QuotingRoom


class MarkingRoom(QuotingRoom):
    """What the marking keys do."""

    editor: str | None = None

    def action_star(self) -> None:
        """Star the article, or take its star away."""
        row = self.row_of(self.current.spot)
        if row is None:
            self.say("there is no article here")
            return
        self.session.marks.set_starred(row.path, not row.starred)
        self.forget_rows()

    def action_toggle_read(self) -> None:
        """Mark the article read, or unread."""
        row = self.row_of(self.current.spot)
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
        if self.view.quotation is not None and (self.is_reading or self.current.about is None):
            self.view.leave_quotation()
        elif self.view.has_match:
            self.view.leave_match()
        elif not self.choice.is_empty:
            self.apply(self.choice.without(len(self.choice.query.chips()) - 1))
        elif self.is_aside or self.focused is self.names:
            self.enter(self.current.list)
            self.describe()
        elif not self.stop_update():
            self.say("nothing to undo here; q quits")

    def action_open_url(self) -> None:
        """Open the article's address in the browser."""
        indexed = self.view.indexed if self.show_article(self.current.spot) else None
        url = indexed.article.url if indexed else None
        if url is None:
            self.say("this article names no address")
            return
        from reader.tui.outside import browse, is_web_address

        if not is_web_address(url):
            self.say("only http and https addresses are opened", warning=True)
            return
        self.say("opening the address" if browse(url) else "no browser was found", warning=False)

    def action_edit(self) -> None:
        """Edit the article's file, then read it anew."""
        row = self.row_of(self.current.spot)
        if row is None:
            self.say("there is no article here")
            return
        from reader.tui.outside import edit

        problem = edit(self.app, self.session.folder / row.path, self.editor)
        if problem:
            self.say(problem, warning=True)
        self.update_library()

    def action_problems(self) -> None:
        """List files with problems."""
        from reader.tui.screens.problems import ProblemsScreen

        try:
            problems = self.session.problems()
        except LibraryError as error:
            self.say(str(error), warning=True)
            return
        self.app.push_screen(ProblemsScreen(problems, self.session.folder))

    def action_help(self) -> None:
        """Show all keys."""
        from reader.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.keymap))

    def update_library(self) -> None:
        """Bring the index up to date with the folder, in a thread."""
        raise NotImplementedError

    def stop_update(self) -> bool:
        """Stop that; what has been read stays. False if it is not going on."""
        raise NotImplementedError
