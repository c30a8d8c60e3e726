"""Quotations: moving between them, in an article and across; matches of a search; copying; explaining.

Owns what Tab, brackets, n, y and i do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import LibraryError
from reader.tui.messages import ArticleClicked, QuotationHighlighted, RowHighlighted, RowOpened
from reader.tui.screens.navigation import NavigationRoom
from reader.tui.views.view import Location

if TYPE_CHECKING:
    from reader.analysis.model import Quotation
    from reader.library.model import ArticleRow, IndexedArticle, QuotationRow

_REST = 0.03  # seconds after which to look again whether the cursor has come to rest


class QuotingRoom(NavigationRoom):
    """What the quotation keys do."""

    _is_preview_waiting = False

    def on_row_highlighted(self, event: RowHighlighted) -> None:
        """Show what stands beside a row once the row is painted."""
        event.stop()  # on its way to the app it would look like a key that waits
        if event.list is self.current.list:
            if self.current.about is not None:
                self.describe()
            self.call_after_refresh(self._preview_last)

    def _preview_last(self) -> None:
        """Show what stands beside the row where the cursor rests: no key waits for those that it passes."""
        if not self.is_behind:
            self.preview()
        elif not self._is_preview_waiting:
            self._is_preview_waiting = True
            self.set_timer(_REST, self._preview_again)

    def _preview_again(self) -> None:
        self._is_preview_waiting = False
        self._preview_last()

    def on_row_opened(self, event: RowOpened) -> None:
        """Go on from what was clicked."""
        self.current.open(self.pane)

    def on_article_clicked(self, event: ArticleClicked) -> None:
        """Read on in the article that was clicked."""
        if self._shown is not None:
            self._begin_reading(self._shown)

    def on_figure_highlighted(self) -> None:
        """Name the number under the cursor."""
        self.describe()

    def on_quotation_highlighted(self, event: QuotationHighlighted) -> None:
        """Name the quotation under the cursor."""
        event.stop()
        self.describe()

    def open_article(self) -> bool:
        """Read the article under the list's cursor; tell whether there is one."""
        return self.read(self.current.location)

    def read(self, location: Location | None) -> bool:
        """Let keys move the article at a place, which marks it read; tell whether there is one."""
        if location is None:
            self.say("there is no article here")
            return False
        shown = self.show_article(location)
        if shown:
            self.point_at(location)
        self._begin_reading(location if shown else None)
        return shown

    def _begin_reading(self, location: Location | None) -> None:
        self.enter(self.article)
        self.describe()
        row = self.row_of(location)
        if row is not None and not row.read:
            self.call_after_refresh(self.mark_read, row)

    def mark_read(self, row: ArticleRow) -> None:
        """Mark an article read because it was opened."""
        self.session.marks.set_read(row.path, True, undoable=False)
        self.forget_rows()

    def forget_rows(self) -> None:
        """Show in all lists that marks have changed."""
        for view in self.views.values():
            view.list.forget_rows()

    def action_open(self) -> None:
        """Go into the next pane; in the list of names, use the name."""
        if self.focused is self.names:
            self.enter(self.current.list)
        elif self.is_reading:
            self.say("this is the last pane; the next article is a J away")
        else:
            self.current.open(self.pane)

    def action_back(self) -> None:
        """Go into the previous pane."""
        panes = self.current.panes
        if self.end_visit():
            return
        if self.is_aside:
            if self.is_reading:
                self.leave_article_kept()
            self.enter(panes[panes.index(self.pane) - 1])
        elif self.focused is self.current.list and self.names.display and self.names.styles.display != "none":
            self.enter(self.names)
        else:
            self.say("this is the first pane")
        self.describe()

    def leave_article_kept(self) -> None:
        """Keep the place in the article that stays in sight."""
        shown = self._shown
        self.leave_article()
        self._shown = shown

    def action_step(self, step: int) -> None:
        """Go to the next or previous article, wherever keys are."""
        if not self.current.step(step):
            self.say("this is the last article" if step > 0 else "this is the first article")
        elif self.is_reading:
            self.open_article()

    def action_quotation(self, step: int) -> None:
        """Go to the next or previous quotation: of the view, if it has its own, or the article's."""
        if not self.is_reading and self.current.quotation(step):
            return
        if not self._show_now():
            return
        if self.article.step_quotation(step):
            return
        _, count = self.article.place
        if not count:
            self.say("there is no quotation in this article")
        else:
            self.say("this is the last quotation here" if step > 0 else "this is the first quotation here")

    def action_by_speaker(self, forward: bool) -> None:
        """Go to this speaker's next or previous quotation, into another article if need be."""
        if not self.point() and not self._show_now():
            return
        quotation, shown = self.article.quotation, self._shown
        if quotation is None or shown is None:
            self.action_quotation(1 if forward else -1)
            return
        speaker = quotation.speaker
        if speaker is None:
            self.say("nobody is known to speak here")
            return
        try:
            found = self.session.next_quotation(self.filter, speaker, shown.article, quotation.start, forward)
        except LibraryError as error:
            self.say(str(error), warning=True)
            return
        if found is None or not self._go_to(found):
            self.say(f"{speaker}: no {'later' if forward else 'earlier'} quotation in this list")

    def _go_to(self, found: QuotationRow) -> bool:
        location = Location(found.article, found.path, found.start)
        if not self.current.go_to(found) or not self.show_article(location):
            return False
        if self.is_reading:
            self._begin_reading(location)
        return self.article.go_to_quotation(found.start)

    def action_match(self, step: int) -> None:
        """Go to the next or previous match of the search, into the next article after the last one."""
        if self.pattern is None:
            self.say("nothing is searched for; / begins a search")
            return
        if not self.is_reading and self.current.match(step):
            return
        if not self._show_now() or self.article.step_match(step):
            return
        if not self.current.step(step):
            self.say("no further match")
            return
        self.show_article(self.current.location)
        if not self.article.enter_matches(step):
            self.say("the match is in the title, or in the article's own metadata")

    def action_why(self) -> None:
        """Explain why a quotation is somebody's."""
        self.point()
        quotation, indexed = self.quotation, self.article.indexed
        if quotation is None or indexed is None:
            self.say("no quotation is under the cursor; Tab goes to one")
            return
        from reader.tui.screens.why import WhyScreen

        speaker = quotation.speaker
        may_be = self.session.possible_people(speaker) if speaker else ()
        self.app.push_screen(WhyScreen(indexed, quotation, may_be))

    def action_copy(self) -> None:
        """Copy the quotation under the cursor with its citation, or what the view has instead."""
        own = None if self.is_reading else self.current.citation
        if own is not None:
            self._copy_out(own)
            return
        self.point()
        quotation, indexed, shown = self.quotation, self.article.indexed, self._shown
        if quotation is None or indexed is None or shown is None:
            self.say("no quotation is under the cursor; Tab goes to one")
            return
        from reader.export.quotations import cite

        cited = quotation_row(indexed, quotation, shown.path)
        self._copy_out(f"“{cited.text}”\n— {cite(cited)}")

    def _copy_out(self, text: str) -> None:
        self.app.copy_to_clipboard(text)
        self.in_thread(lambda _: self._copy(text), group="copy")

    def _copy(self, text: str) -> None:
        from reader.tui.external import copy

        done = copy(text)
        said = "copied, with its citation" if done else "sent to the terminal's clipboard, if it has one"
        self.app.call_from_thread(self.say, said)

    def _show_now(self) -> bool:
        """Have an article on the screen at once: with one pane, open it."""
        if self.is_single and not self.is_reading:
            return self.open_article()
        return self.is_reading or self.show_article(self.current.location)


def quotation_row(indexed: IndexedArticle, quotation: Quotation, path: str) -> QuotationRow:
    """Return a quotation with what is needed to cite it."""
    from reader.library.model import QuotationRow

    article, decided = indexed.article, quotation.attribution
    return QuotationRow(
        article=indexed.id,
        path=path,
        title=article.title,
        date=article.date,
        source=article.source,
        url=article.url,
        start=quotation.start,
        end=quotation.end,
        text=article.text[quotation.start : quotation.end],
        kind=quotation.kind,
        speaker=decided.speaker,
        cue=decided.cue,
        rule=decided.rule,
    )
