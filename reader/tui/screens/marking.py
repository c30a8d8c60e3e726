"""Marking: rows acted on together, star, read, undo, who said a quotation, and programs outside the screen.

Owns what these keys change and how it is said. A correction is kept beside the articles; the index follows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from reader.errors import LibraryError
from reader.files import find_named
from reader.text.english import count
from reader.tui.host import Host
from reader.tui.keymap import Key, first_key, key_of
from reader.tui.screens.folder_index import FolderIndex
from reader.tui.screens.reading import Reading
from reader.tui.views import OpenViews
from reader.tui.views.view import Location

if TYPE_CHECKING:
    from reader.library.model import ArticleRow
    from reader.tui.screens.naming import Offer

_MOST_MARKED = 10_000  # rows, which are all read for it


class Marking:
    """Changes marks, corrections and files of the article under the cursor.

    Args:
        editor: The command that edits a file; None for the user's usual one.
    """

    def __init__(
        self,
        host: Host,
        views: OpenViews,
        reading: Reading,
        folder_index: FolderIndex,
        keymap: tuple[Key, ...],
        editor: str | None,
    ) -> None:
        self._host = host
        self._views = views
        self._reading = reading
        self._folder_index = folder_index
        self._keymap = keymap
        self._editor = editor

    def star(self) -> None:
        """Star the article, or take its star away."""
        marks = self._host.session.marks
        self._switch(marks.is_starred, marks.set_starred_all, "starred", "no longer starred")

    def toggle_read(self) -> None:
        """Mark the article read, or unread."""
        marks = self._host.session.marks
        self._switch(marks.is_read, marks.set_read_all, "read", "unread")

    def _switch(
        self,
        holds: Callable[[str], bool],
        change: Callable[[Sequence[str], bool], None],
        on: str,
        off: str,
    ) -> None:
        """Give the marked articles, or the one under the cursor, a mark that some lack; else take it away."""
        marked = self.marked
        try:
            if marked:
                paths = self._views.current.articles_of(marked)
            else:
                row = self._row()
                if row is None:
                    return
                paths = [row.path]
            if not paths:
                self._host.say("what is marked here are no articles")
                return
            wanted = not all(map(holds, paths))
            change(paths, wanted)
        except LibraryError as error:
            self._host.say(str(error), warning=True)
            return
        self._views.forget_rows()
        if marked:
            self._host.say(f"{count(len(paths), 'article')}: {on if wanted else off}")

    @property
    def marked(self) -> list[Any]:
        """The rows that are marked in the view; none while an article is read, which alone is meant then."""
        return [] if self._host.is_reading else list(self._views.current.list.marked.values())

    def mark_row(self) -> None:
        """Mark the row under the cursor, or unmark it."""
        if not self._views.current.list.toggle_mark():
            self._host.say("there is nothing to mark here")
        self._host.describe()

    def mark_to_here(self) -> None:
        """Mark the rows from the last mark to the cursor."""
        if not self._views.current.list.mark_to_here():
            self._host.say("there is nothing to mark here")
        self._host.describe()

    def mark_all(self) -> None:
        """Mark all that the filter shows, or unmark it if all is marked."""
        rows = self._views.current.list
        if rows.is_waiting:
            self._host.say("still counting; try again in a moment")
        elif rows.total > _MOST_MARKED:
            self._host.say(
                f"{rows.total:,} rows are more than {_MOST_MARKED:,}, the most that can be marked at once",
                warning=True,
            )
        else:
            rows.mark_all()
        self._host.describe()

    def set_read(self, location: Location | None) -> None:
        """Mark an article read because it was opened, once it has been painted."""
        row = self._reading.row(location)
        if row is None or row.read:
            return

        def mark(path: str = row.path) -> None:
            self._host.session.marks.set_read(path, True, undoable=False)
            self._views.forget_rows()

        self._host.call_after_refresh(mark)

    def undo(self) -> None:
        """Take back the last mark or correction."""
        try:
            done = self._host.session.marks.undo()
        except LibraryError as error:
            self._host.say(str(error), warning=True)
            return
        self._views.forget_rows()
        self._folder_index.update()
        self._host.say(done or "there is nothing to undo")

    async def correct(self) -> None:
        """Ask who said the quotation under the cursor, and keep the answer."""
        self._reading.point()
        quotation, indexed = self._reading.quotation, self._reading.pane.indexed
        shown = self._reading.shown
        if quotation is None or indexed is None or shown is None:
            self._host.say("no quotation is under the cursor; Tab goes to one")
            return
        from reader.analysis.corrections import make_correction
        from reader.tui.screens.naming import Naming

        def decided(offer: Offer | None) -> None:
            if offer is None:
                return
            text = indexed.article.text
            correction = make_correction(text, quotation, offer.speaker, term=offer.is_term)
            try:
                self._host.session.correct(shown.path, correction)
            except LibraryError as error:
                self._host.say(str(error), warning=True)
                return
            self._folder_index.update()
            who = "a term" if offer.is_term else offer.speaker or "nobody known"
            self._host.say(f"corrected: {who}; {first_key(key_of(self._keymap, 'undo'))} takes it back")

        await self._host.app.push_screen(Naming(self._host.session, indexed, quotation), decided)

    def open_url(self) -> None:
        """Open the article's address in the browser."""
        is_shown = self._reading.show(self._views.current.location)
        indexed = self._reading.pane.indexed if is_shown else None
        url = indexed.article.url if indexed else None
        if url is None:
            self._host.say("this article names no address")
            return
        from reader.tui.external import browse, is_web_address

        if not is_web_address(url):
            self._host.say("only http and https addresses are opened", warning=True)
            return
        self._host.say("opening the address" if browse(url) else "no browser was found", warning=False)

    def edit(self) -> None:
        """Edit the article's file, then read it anew."""
        row = self._row()
        if row is None:
            return
        from reader.tui.external import edit

        problem = edit(self._host.app, find_named(self._host.session.folder / row.path), self._editor)
        if problem:
            self._host.say(problem, warning=True)
        self._folder_index.update()

    def _row(self) -> ArticleRow | None:
        """Return the article under the cursor; say so if there is none."""
        row = self._reading.row(self._views.current.location)
        if row is None:
            self._host.say("there is no article here")
        return row
