"""The links of an article, by number: where each leads, opening one in the browser, copying its address.

Owns the dialog and what its keys do. Refuses addresses that are none of the web's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from reader.articles.model import Article, Style
from reader.tui.host import Host
from reader.tui.keymap import Place, bindings
from reader.tui.messages import OfferTaken, RowHighlighted
from reader.tui.screens.dialogs import DimmingScreen, Lines, LinesPane, printable
from reader.tui.screens.quoting import copy_out
from reader.tui.text import fit, pad, wrap
from reader.tui.theme import Palette
from reader.tui.widgets.base import Motion
from reader.tui.widgets.row_list import CursorList

if TYPE_CHECKING:
    from reader.tui.screens.reading import Reading
    from reader.tui.views import OpenViews

_LINES_OF_ADDRESS = 3  # as the style sheet has it
_WORDS_SHARE = 0.4  # of a line for the words of a link; the rest is for its address


class Link(NamedTuple):
    """A link: the words that are linked, and where they lead."""

    words: str
    address: str


class Choice(NamedTuple):
    """What was chosen: an address, to be opened or to be copied."""

    address: str
    is_copied: bool


def links_of(article: Article) -> list[Link]:
    """Return the links of an article in their order, each address once."""
    found: dict[str, Link] = {}
    for span in article.spans:
        if span.style is Style.LINK and span.target:
            words = " ".join(article.text[span.start : span.end].split())
            found.setdefault(span.target, Link(printable(words), printable(span.target)))
    return list(found.values())


def show_links(host: Host, views: OpenViews, reading: Reading) -> None:
    """List the links of the article under the cursor, and open or copy the one that is chosen."""
    if not host.is_reading and not reading.show(views.current.location):
        host.say("there is no article here")
        return
    indexed = reading.pane.indexed
    links = links_of(indexed.article) if indexed else []
    if not links:
        host.say("there is no link in this article")
        return

    def chosen(choice: Choice | None) -> None:
        if choice is None:
            return
        from reader.tui.external import browse, is_web_address

        if choice.is_copied:
            copy_out(host, choice.address, "copied the address of the link")
        elif not is_web_address(choice.address):
            host.say("only http and https addresses are opened", warning=True)
        else:
            host.say("opening the address" if browse(choice.address) else "no browser was found")

    host.app.push_screen(LinkDialog(links), chosen)


class LinkList(CursorList):
    """Links, one a line."""

    def __init__(self, links: Sequence[Link]) -> None:
        super().__init__(id="choices")
        self._links = links

    @property
    def length(self) -> int:
        """How many links there are."""
        return len(self._links)

    @property
    def link(self) -> Link:
        """The link under the cursor."""
        return self._links[self._cursor]

    def move(self, motion: Motion) -> None:
        """Move the cursor, and tell that another link is under it."""
        super().move(motion)
        self.post_message(RowHighlighted(self))

    def go_to(self, number: int) -> None:
        """Put the cursor on the link of a number, from 1."""
        self._cursor = number - 1
        self.scroll_top(self._cursor - self.drawn_size.height // 2)
        self.refresh()
        self.post_message(RowHighlighted(self))

    def render_segments(self, line: int) -> Iterable[Segment]:
        """Paint a link with its number and its address."""
        palette, link = self.palette, self._links[line]
        digits = len(str(len(self._links)))
        yield Segment("▌" if line == self._cursor else " ", palette.accent)
        yield Segment(f"{line + 1:>{digits}}  ", palette.muted)
        room = max(1, self.line_width - digits - 4)
        if link.words == link.address:
            yield Segment(fit(link.address, room), palette.text)
            return
        words = max(1, int(room * _WORDS_SHARE))
        yield Segment(pad(link.words, words) + "  ", palette.text)
        yield Segment(fit(link.address, max(1, room - words - 2)), palette.muted)

    def clicked(self) -> None:
        """Tell that a link was clicked."""
        self.post_message(OfferTaken())


class LinkDialog(DimmingScreen[Choice | None]):
    """The links of an article; its answer is what is to be done with one of them."""

    BINDINGS: ClassVar = bindings(Place.LINKS)

    def __init__(self, links: Sequence[Link]) -> None:
        super().__init__()
        self._list = LinkList(links)
        self._typed = ""

    def compose(self) -> ComposeResult:
        """Put the address under the cursor, in full, below the links."""
        with Vertical(id="links"):
            yield self._list
            yield LinesPane(self._write_address)

    def on_mount(self) -> None:
        """Name the frame."""
        frame = self.query_one("#links")
        frame.styles.height = self._list.length + _LINES_OF_ADDRESS + 2
        frame.border_title = Content("Links")
        frame.border_subtitle = Content("Enter or number opens · y copies · Esc leaves")
        self.query_one(LinesPane).focus()

    def on_key(self, event: events.Key) -> None:
        """Go to the link whose number is typed; open it once no longer number can be meant."""
        if event.character is None or not event.character.isdecimal():
            self._typed = ""
            return
        event.stop()
        typed = self._typed + event.character
        number = int(typed)
        if not 1 <= number <= self._list.length:
            self._typed = ""
            return
        self._typed = typed
        self._list.go_to(number)
        if number * 10 > self._list.length:
            self.action_open_link()

    def on_row_highlighted(self, event: RowHighlighted) -> None:
        """Show the address of the link that is now under the cursor."""
        event.stop()
        self.query_one(LinesPane).write_again()

    def on_offer_taken(self, event: OfferTaken) -> None:
        """Show the address of the link that was clicked."""
        event.stop()
        self.query_one(LinesPane).write_again()

    def action_move(self, motion: Motion) -> None:
        """Move over the links."""
        self._list.move(motion)

    def action_open_link(self) -> None:
        """Answer that the link is to be opened."""
        self.dismiss(Choice(self._list.link.address, is_copied=False))

    def action_copy_link(self) -> None:
        """Answer that the address is to be copied."""
        self.dismiss(Choice(self._list.link.address, is_copied=True))

    def action_leave(self) -> None:
        """Answer that nothing is to be done."""
        self.dismiss(None)

    def _write_address(self, width: int, palette: Palette) -> Lines:
        address = self._list.link.address
        return [[Segment(address[a:b], palette.accent)] for a, b in wrap(address, 0, len(address), width)]
