"""Quotations and passages: moving between them, selecting, copying with a citation, explaining.

Owns what these keys do with the quotation under the cursor, of the view or of the article beside it, with the
matches of a search, and with a passage selected by keys. Of a passage the words are copied as they are
printed, and nothing between marks, since there may be marks among them; struck-out words, which the article
takes back, are left out with a sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import LibraryError
from reader.tui.host import Cancelled, Host
from reader.tui.screens.filtering import Filtering
from reader.tui.screens.navigation import Navigation
from reader.tui.screens.reading import Reading
from reader.tui.views import OpenViews

if TYPE_CHECKING:
    from reader.analysis.model import Quotation
    from reader.articles.model import Article
    from reader.library.model import IndexedArticle, QuotationRow
    from reader.tui.views.view import Location


_LEFT_OUT = "[…]"


class Quoting:
    """Goes through quotations and matches."""

    def __init__(
        self, host: Host, views: OpenViews, reading: Reading, filtering: Filtering, navigation: Navigation
    ) -> None:
        self._host = host
        self._views = views
        self._reading = reading
        self._filtering = filtering
        self._navigation = navigation

    def step(self, step: int) -> None:
        """Go to the next or previous quotation: of the view, if it has its own, or the article's."""
        if not self._host.is_reading and self._views.current.quotation(step):
            return
        if not self._navigation.show_now():
            return
        article = self._reading.pane
        if article.step_quotation(step):
            return
        _, count = article.place
        if not count:
            self._host.say("there is no quotation in this article")
        else:
            self._host.say(
                "this is the last quotation here" if step > 0 else "this is the first quotation here"
            )

    def step_by_speaker(self, forward: bool) -> None:
        """Go to this speaker's next or previous quotation, into another article if need be."""
        if not self._reading.point() and not self._navigation.show_now():
            return
        quotation, shown = self._reading.pane.quotation, self._reading.shown
        if quotation is None or shown is None:
            self.step(1 if forward else -1)
            return
        speaker, start = quotation.speaker, quotation.start
        if speaker is None:
            self._host.say("nobody is known to speak here")
            return
        session, filter = self._host.session, self._filtering.meant(self._filtering.filter)
        try:
            found = session.next_quotation(filter, speaker, shown.article, start, forward)
        except LibraryError as error:
            self._host.say(str(error), warning=True)
            return
        if found is None or not self._navigation.go_to(found):
            self._host.say(f"{speaker}: no {'later' if forward else 'earlier'} quotation in this list")

    def step_match(self, step: int) -> None:
        """Go to the next or previous match of the search, into the next article after the last one."""
        view, article = self._views.current, self._reading.pane
        if self._filtering.pattern is None:
            self._host.say("nothing is searched for; / begins a search")
            return
        if not self._host.is_reading and view.match(step):
            return
        if not self._navigation.show_now() or article.step_match(step):
            return
        if not view.step(step):
            self._host.say("no further match")
            return
        self._reading.show(view.location)
        if not article.enter_matches(step):
            self._host.say("the match is in the title, or in the article's own metadata")

    def explain(self) -> None:
        """Explain why a quotation is somebody's."""
        self._reading.point()
        quotation, indexed = self._reading.quotation, self._reading.pane.indexed
        if quotation is None or indexed is None:
            self._host.say("no quotation is under the cursor; Tab goes to one")
            return
        from reader.tui.screens.dialogs import Dialog
        from reader.tui.screens.explanations import Explanation

        speaker = quotation.speaker
        may_be = self._host.session.possible_people(speaker) if speaker else ()
        self._host.app.push_screen(Dialog(Explanation(indexed, quotation, may_be)))

    def copy(self) -> None:
        """Copy the quotation under the cursor with its citation, or else the citation of the article."""
        own = None if self._host.is_reading else self._views.current.citation
        if own is not None:
            self._copy_out(own, "copied, with its citation")
            return
        here = self._here
        if here is None:
            self._host.say("there is nothing to copy here")
            return
        from reader.export.quotations import cite_article, quote

        self._reading.point()
        quotation, indexed = self._quotation_of(here), self._reading.pane.indexed
        if quotation is not None and indexed is not None:
            cited = _make_row(indexed, quotation, here.path)
            self._copy_out(quote(cited.text, cited), "copied, with its citation")
            return
        article = self._article(here)
        if article is not None:
            self._copy_out(cite_article(article, here.path), "copied the citation of the article")

    def copy_address(self) -> None:
        """Copy the address of the article under the cursor, or the path of its file if it names none."""
        here = self._here
        if here is None:
            self._host.say("there is no article here")
            return
        article = self._article(here)
        if article is not None:
            what = "address" if article.url else "path"
            self._copy_out(article.url or str(article.path), f"copied the {what} of the article")

    @property
    def _here(self) -> Location | None:
        """The article that is read, or that of the view's row."""
        return self._reading.shown if self._host.is_reading else self._views.current.location

    def _quotation_of(self, here: Location) -> Quotation | None:
        """Return the quotation under the cursor; None if it cannot be seen, or is another article's."""
        shown, host = self._reading.shown, self._host
        is_seen = host.is_reading or not host.is_single or here.start is not None
        is_here = shown is not None and shown.article == here.article
        return self._reading.quotation if is_seen and is_here else None

    def _article(self, here: Location) -> Article | None:
        try:
            return self._host.session.article(here.article).article
        except LibraryError as error:
            self._host.say(str(error), warning=True)
            return None

    def _copy_out(self, text: str, done: str) -> None:
        def give_to_desktop(_cancelled: Cancelled) -> None:
            from reader.tui.external import copy

            said = done if copy(text) else "sent to the terminal's clipboard, if it has one"
            self._host.call_later(self._host.say, said)

        self._host.app.copy_to_clipboard(text)
        self._host.in_thread(give_to_desktop, group="copy")


def _make_row(indexed: IndexedArticle, quotation: Quotation, path: str) -> QuotationRow:
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


class Passages:
    """Selects and copies."""

    def __init__(self, host: Host, reading: Reading, navigation: Navigation) -> None:
        self._host = host
        self._reading = reading
        self._navigation = navigation

    def select(self) -> None:
        """Begin a passage in the article under the cursor, which is opened to be read."""
        if not self._host.is_reading and not self._navigation.open_article():
            return
        if not self._reading.pane.select():
            self._host.say("there is no text to select here")

    def copy(self, start: int, end: int) -> None:
        """Copy a stretch of the text of the article shown, with its citation."""
        indexed, shown = self._reading.pane.indexed, self._reading.shown
        if indexed is None or shown is None:
            return
        words = words_between(indexed.article, start, end)
        if not words.replace(_LEFT_OUT, "").strip():
            self._host.say("only struck-out words are selected" if words else "no words are selected")
            return
        from reader.export.quotations import cite_article

        copy_out(
            self._host, f"{words}\n— {cite_article(indexed.article, shown.path)}", "copied, with its citation"
        )


def words_between(article: Article, start: int, end: int) -> str:
    """Return a stretch of an article's text, with a sign for what is struck out."""
    from reader.articles.model import struck_out

    parts, at = [], start
    for first, last in struck_out(article.spans):
        if first < end and start < last:
            parts += [article.text[at : max(first, at)], _LEFT_OUT]
            at = min(last, end)
    return "".join([*parts, article.text[at:end]]).strip()


def copy_out(host: Host, text: str, done: str) -> None:
    """Give a text to the terminal's clipboard and to the desktop's.

    Args:
        done: What is said if a program took it; whether the terminal did cannot be told.
    """

    def give_to_desktop(_cancelled: Cancelled) -> None:
        from reader.tui.external import copy

        said = done if copy(text) else "sent to the terminal's clipboard, if it has one"
        host.call_later(host.say, said)

    host.app.copy_to_clipboard(text)
    host.in_thread(give_to_desktop, group="copy")
