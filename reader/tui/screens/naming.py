"""Naming who said a quotation: a person of the article, one of the library, a new one, nobody; or a term.

Owns the dialog, its list of offers, and their order. Refuses to change anything: the answer is for who asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from reader.analysis.model import Quotation
from reader.library.model import Facets, IndexedArticle
from reader.library.query.query import Query
from reader.text.folding import fold
from reader.text.sanitize import sanitize_line
from reader.tui.guard import Guarded
from reader.tui.keymap import Place, bindings
from reader.tui.messages import OfferTaken
from reader.tui.screens.dialogs import DimmingScreen
from reader.tui.text import pad
from reader.tui.widgets.base import Motion
from reader.tui.widgets.row_list import CursorList

if TYPE_CHECKING:
    from reader.tui.library_session import LibrarySession

_LONGEST_WORDS = 300  # characters of the quotation in the title


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

    def render_segments(self, line: int) -> Iterable[Segment]:
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


class _Name(Guarded, Input):
    """A line to type a name in."""

    BINDINGS: ClassVar = [Binding("ctrl+c", "screen.leave", show=False)]

    def __init__(self) -> None:
        super().__init__(placeholder="type a name", compact=True, id="narrow")
        self.cursor_blink = False


class Naming(DimmingScreen[Offer | None]):
    """Offers of who said a quotation; its answer is one of them, or None to leave it as it is."""

    BINDINGS: ClassVar = bindings(Place.PICKER)

    def __init__(self, session: LibrarySession, indexed: IndexedArticle, quotation: Quotation) -> None:
        super().__init__()
        self._session = session
        self._quotation = quotation
        text = indexed.article.text
        words = text[quotation.start : quotation.end]
        self._words = words if len(words) <= _LONGEST_WORDS else words[:_LONGEST_WORDS] + "…"
        said = indexed.speakers
        named = [person.name for person in indexed.analysis.people]
        here = dict.fromkeys(name for name in (*said, *named) if name)
        self._here = [Offer(name, "in this article", name) for name in here]
        self._library: list[Offer] = []
        self._folded: list[tuple[str, Offer]] = []

    def compose(self) -> ComposeResult:
        """Put the line to type in above the offers."""
        with Vertical(id="picker"):
            yield _Name()
            yield OfferList(id="choices")

    def on_mount(self) -> None:
        """Offer the people of the article; those of the library follow when they are counted."""
        frame = self.query_one("#picker")
        frame.border_title = Content(f"Who said “{' '.join(self._words.split())}”")
        frame.border_subtitle = Content("Enter decides · Esc leaves")
        self.set_focus(self.query_one(_Name))
        self._fold()
        self.run_worker(self._count, thread=True, exclusive=True, exit_on_error=False)

    def _count(self) -> None:
        facets = self._session.facets(Query())
        self.app.call_from_thread(self._take, facets)

    def _take(self, facets: Facets) -> None:
        here = {offer.label for offer in self._here}
        self._library = [
            Offer(each.value, f"{each.count:,}", each.value)
            for each in facets.speakers
            if each.value not in here
        ]
        self._fold()

    def _fold(self) -> None:
        """Fold all names once: a library may have very many, and keys follow each other fast."""
        self._folded = [(f" {fold(offer.label)}", offer) for offer in (*self._here, *self._library)]
        self._narrow(self.query_one(_Name).value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the offers."""
        self._narrow(event.value)

    def on_input_submitted(self) -> None:
        """Answer: the line to type in takes Enter for itself."""
        self.action_apply()

    def _narrow(self, typed: str) -> None:
        """Offer names that have all that was typed; then what was typed as a new name, nobody, and a term."""
        wanted = [f" {word}" for word in fold(typed).split()]
        found = [offer for folded, offer in self._folded if all(word in folded for word in wanted)]
        name = " ".join(sanitize_line(typed).split())
        if name and all(offer.label != name for offer in found):
            found.append(Offer(name, "a new name", name))
        found.append(Offer("nobody known"))
        found.append(Offer("nobody: a term, a title, words as words", is_term=True))
        self.query_one(OfferList).show(found, self._quotation.speaker)

    def on_offer_taken(self, event: OfferTaken) -> None:
        """Answer with the offer that was clicked."""
        self.action_apply()

    def action_mark(self) -> None:
        """Nothing is marked here: one answer is given."""

    def action_move(self, motion: Motion) -> None:
        """Move the cursor over the offers."""
        self.query_one(OfferList).move(motion)

    def action_apply(self) -> None:
        """Answer with the offer under the cursor."""
        offer = self.query_one(OfferList).offer
        if offer is not None:
            self.dismiss(offer)

    def action_leave(self) -> None:
        """Leave the quotation as it is."""
        self.dismiss(None)
