"""Quotations: moving between them, in an article and across; matches of a search; copying; explaining.

Owns what Tab, brackets, n, y and i do.
"""

from __future__ import annotations

from reader.analysis.model import Quotation
from reader.errors import LibraryError
from reader.library.model import ArticleRow, IndexedArticle, QuotationRow
from reader.tui.messages import ArticleHighlighted, ArticleOpened, QuotationHighlighted
from reader.tui.screens.finding import FindingRoom


class QuotingRoom(FindingRoom):
    """What the quotation keys do."""

    def on_article_highlighted(self, event: ArticleHighlighted) -> None:
        """Show the article once its row is painted."""
        self.call_after_refresh(self.preview, event.row)

    def on_article_opened(self, event: ArticleOpened) -> None:
        """Read the article that was clicked."""
        self.open_article()

    def on_quotation_highlighted(self, event: QuotationHighlighted) -> None:
        """Name the quotation under the cursor."""
        self.describe()

    def open_article(self) -> bool:
        """Read the article under the list's cursor; opening marks it read. Tell whether there is one."""
        row = self.list.row
        if row is None:
            self.say("there is no article here")
            return False
        shown = self.show_article(row)
        self.enter(self.view)
        self.describe()
        if shown and not row.read:
            self.call_after_refresh(self.mark_read, row)
        return shown

    def mark_read(self, row: ArticleRow) -> None:
        """Mark an article read because it was opened."""
        self.session.marks.set_read(row.path, True, undoable=False)
        self.list.forget_rows()

    def action_open(self) -> None:
        """Go into the next pane; in the list of names, use the name."""
        if self.focused is self.names:
            self.enter(self.list)
        elif self.is_reading:
            self.say("this is the last pane; the next article is a J away")
        else:
            self.open_article()

    def action_back(self) -> None:
        """Go into the previous pane."""
        if self.is_reading:
            self.leave_article_kept()
            self.enter(self.list)
        elif self.focused is self.list and self.names.display and self.names.styles.display != "none":
            self.enter(self.names)
        else:
            self.say("this is the first pane")
        self.describe()

    def leave_article_kept(self) -> None:
        """Keep the place in the article that stays in sight."""
        row = self.list.row
        self.leave_article()
        self._shown = row

    def action_step(self, step: int) -> None:
        """Go to the next or previous article, wherever keys are."""
        if not self.list.go_to(self.list.cursor + step):
            self.say("this is the last article" if step > 0 else "this is the first article")
        elif self.is_reading:
            self.open_article()

    def action_quotation(self, step: int) -> None:
        """Go to the next or previous quotation of the article shown."""
        if not self._show_now():
            return
        if self.view.step_quotation(step):
            return
        _, count = self.view.place
        if not count:
            self.say("there is no quotation in this article")
        else:
            self.say("this is the last quotation here" if step > 0 else "this is the first quotation here")

    def action_by_speaker(self, forward: bool) -> None:
        """Go to this speaker's next or previous quotation, into another article if need be."""
        if not self._show_now():
            return
        quotation, row = self.view.quotation, self.list.row
        if quotation is None or row is None:
            self.action_quotation(1 if forward else -1)
            return
        speaker = quotation.speaker
        if speaker is None:
            self.say("nobody is known to speak here")
            return
        try:
            found = self.session.next_quotation(self.choice, speaker, row.id, quotation.start, forward)
        except LibraryError as error:
            self.say(str(error), warning=True)
            return
        if found is None or not self._go_to(found):
            self.say(f"{speaker}: no {'later' if forward else 'earlier'} quotation in this list")

    def _go_to(self, found: QuotationRow) -> bool:
        place = self.list.place_of(found.article)
        if place is None:
            return False
        self.list.go_to(place)
        row = self.list.row
        if row is None or not self.show_article(row):
            return False
        if self.is_reading and not row.read:
            self.call_after_refresh(self.mark_read, row)
        return self.view.go_to_quotation(found.start)

    def action_match(self, step: int) -> None:
        """Go to the next or previous match of the search, into the next article after the last one."""
        if self.pattern is None:
            self.say("nothing is searched for; / begins a search")
            return
        if not self._show_now() or self.view.step_match(step):
            return
        if not self.list.go_to(self.list.cursor + step):
            self.say("no further match")
            return
        self.show_article(self.list.row)
        if not self.view.enter_matches(step):
            self.say("the match is in the title, or in the article's own metadata")

    def action_why(self) -> None:
        """Explain why a quotation is somebody's."""
        quotation, indexed = self.view.quotation, self.view.indexed
        if quotation is None or indexed is None:
            self.say("no quotation is under the cursor; Tab goes to one")
            return
        from reader.tui.screens.why import WhyScreen

        self.app.push_screen(WhyScreen(indexed, quotation))

    def action_copy(self) -> None:
        """Copy the quotation under the cursor with its citation."""
        quotation, indexed, row = self.view.quotation, self.view.indexed, self.list.row
        if quotation is None or indexed is None or row is None:
            self.say("no quotation is under the cursor; Tab goes to one")
            return
        from reader.export import cite

        cited = quotation_row(indexed, quotation, row.path)
        text = f"“{cited.text}”\n— {cite(cited)}"
        self.app.copy_to_clipboard(text)
        self.in_thread(lambda: self._copy(text), group="copy")

    def _copy(self, text: str) -> None:
        from reader.tui.outside import copy

        done = copy(text)
        said = "copied, with its citation" if done else "sent to the terminal's clipboard, if it has one"
        self.app.call_from_thread(self.say, said)

    def _show_now(self) -> bool:
        """Have an article on the screen at once: with one pane, open it."""
        if self.is_single and not self.is_reading:
            return self.open_article()
        return self.show_article(self.list.row)


def quotation_row(indexed: IndexedArticle, quotation: Quotation, path: str) -> QuotationRow:
    """Return a quotation with what is needed to cite it."""
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
