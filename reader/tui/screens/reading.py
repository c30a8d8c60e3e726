"""The article beside the list: which one is shown, at which place, and where its reading stopped.

Owns what stands in the article's pane. Refuses to decide when: navigation, quoting and filtering ask for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.errors import LibraryError
from reader.text.english import count
from reader.tui.filter_state import Filter
from reader.tui.host import Host
from reader.tui.views import OpenViews
from reader.tui.views.view import Location

if TYPE_CHECKING:
    from reader.analysis.model import Quotation
    from reader.library.model import ArticleRow, IndexedArticle
    from reader.tui.widgets.article_view import ArticleView


class Reading:
    """Shows articles in their pane.

    Attributes:
        pane: The pane of the article.
        shown: Where the article shown is to be read; None while there is none.
    """

    def __init__(self, host: Host, views: OpenViews, pane: ArticleView) -> None:
        self.pane = pane
        self.shown: Location | None = None
        self._host = host
        self._views = views
        self._filter = Filter()
        self._pattern: re.Pattern[str] | None = None

    @property
    def quotation(self) -> Quotation | None:
        """The quotation under the article's cursor; None in a view that shows no article."""
        return self.pane.quotation if self.pane in self._views.current.panes else None

    @property
    def about(self) -> tuple[str, str | None]:
        """What the status line says of the article's cursor, and the speaker in whose colour."""
        quotation, (place, total) = self.quotation, self.pane.place
        if quotation is not None:
            decided = quotation.attribution
            speaker = decided.speaker
            parts = [speaker or decided.description or "unknown speaker", decided.cue, f"{place} of {total}"]
            return " · ".join(part for part in parts if part), speaker
        if self.pane.indexed is None:
            return "", None
        return count(total, "quotation") if total else "no quotations", None

    def row(self, location: Location | None) -> ArticleRow | None:
        """Return what the index and the user's marks say of an article now."""
        if location is None:
            return None
        row = self._views.articles.list.row
        if row is not None and row.id == location.article:
            return row
        return self._host.session.row(location.article)

    def show(self, location: Location | None) -> bool:
        """Show an article where its reading stopped, or at a quotation; tell whether that worked.

        What is shown already stays as it is.
        """
        if location is None:
            self.leave()
            self.pane.show(None)
            return False
        if self.shown == location:
            return True
        if self.shown is not None and self.shown.article == location.article:
            self.shown = location
            self.point_at(location)
            return True
        self.leave()
        self.pane.release()
        session = self._host.session
        try:
            indexed = session.article(location.article)
            position = session.marks.position(location.path)
        except LibraryError as error:
            self.pane.show(None)
            self._host.say(str(error), warning=True)
            return False
        self.shown = location
        self._put(indexed, position, location.start)
        return True

    def point_at(self, location: Location) -> None:
        """Put the cursor of the article shown on the quotation of a place, if that names one."""
        at = self.pane.quotation
        if location.start is None or (at is not None and at.start == location.start):
            return
        was_moved = self.pane.was_moved
        self.pane.go_to_quotation(location.start)
        if not was_moved:
            self.pane.stay()

    def point(self) -> bool:
        """Put the article's cursor on the quotation under the view's own; False if that is none."""
        location = None if self._host.is_reading else self._views.current.location
        if location is None or location.start is None or not self.show(location):
            return False
        self.point_at(location)
        return True

    def renew(self) -> None:
        """Show the article again if its file says something else now; the place in it stays."""
        shown, before = self.shown, self.pane.indexed
        if shown is None or before is None:
            return
        try:
            indexed = self._host.session.article(shown.article)
        except LibraryError:  # it has gone, and the list with it
            return
        if indexed != before:
            position = self.pane.position if self.pane.was_moved else 0
            start = self.pane.quotation.start if self.pane.quotation else None
            self._put(indexed, position, start)

    def look_for(self, filter: Filter, pattern: re.Pattern[str] | None) -> None:
        """Mark in articles shown from now on what a filter asks for.

        Args:
            pattern: What a search looks for, to be painted.
        """
        self._filter, self._pattern = filter, pattern

    def mark(self) -> None:
        """Mark that in the article shown too, unless another takes its place anyhow."""
        if self.pane.indexed is not None and not self._is_another_coming:
            self.pane.mark(self._asked_for(self.pane.indexed), self._pattern)

    def leave(self) -> None:
        """Keep the place in the article, which is not shown any more."""
        self.keep_place()
        self.shown = None

    def keep_place(self) -> None:
        """Keep the place in the article shown; one that was read to its end begins anew next time."""
        if self.shown is not None and self.pane.indexed is not None and self.pane.was_moved:
            position = 0 if self.pane.at_end else self.pane.position
            self._host.session.marks.set_position(self.shown.path, position)

    @property
    def _is_another_coming(self) -> bool:
        """The list's cursor has come to another article than the one beside it, which will follow."""
        views, host = self._views, self._host
        location = views.articles.location if views.current is views.articles else None
        if location is None or self.shown is None or (host.is_single and not host.is_aside):
            return False
        return location.article != self.shown.article

    def _put(self, indexed: IndexedArticle, position: int, start: int | None) -> None:
        asked = self._asked_for(indexed)
        self.pane.show(indexed, position=position, start=start, only=asked, pattern=self._pattern)

    def _asked_for(self, indexed: IndexedArticle) -> frozenset[str]:
        said = {speaker for speaker in indexed.speakers if speaker}
        return self._filter.speakers_among(said)
