"""Picking speakers, topics or outlets: type to narrow, space marks, Enter applies.

Owns the dialog, its list of names, and how that is narrowed. Names come with their counts from the library,
in a thread if they are not there yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from reader.library.model import Facet, Facets
from reader.library.query.query import Query
from reader.text.folding import fold
from reader.tui.guard import Guarded
from reader.tui.keymap import KEYMAP, Place, bindings, key_names, key_of
from reader.tui.messages import Listed, NameToggled
from reader.tui.screens.dialogs import DimmingScreen
from reader.tui.text import pad
from reader.tui.widgets.base import Motion
from reader.tui.widgets.row_list import CursorList

if TYPE_CHECKING:
    from reader.tui.library_session import LibrarySession

_HEADINGS = {
    Listed.SPEAKER: "Speakers",
    Listed.TOPIC: "Topics",
    Listed.SOURCE: "Outlets",
}


class NameList(CursorList):
    """Names, one a line."""

    def __init__(self, listed: Listed, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._listed = listed
        self._names: Sequence[Facet] | None = None
        self._marked: frozenset[str] = frozenset()

    def show(self, names: Sequence[Facet], marked: frozenset[str]) -> None:
        """Show names, the cursor on the first."""
        self._names, self._marked = names, marked
        self.begin()

    def mark(self, marked: frozenset[str]) -> None:
        """Show other names as marked."""
        self._marked = marked
        self.refresh()

    @property
    def name_under_cursor(self) -> str | None:
        """The name that Enter and space mean."""
        return self._names[self._cursor].value if self._names else None

    @property
    def length(self) -> int:
        """How many names there are."""
        return len(self._names or ())

    def render_segments(self, line: int) -> Iterable[Segment]:
        """Paint a name with its mark and count."""
        palette = self.palette
        if not self._names:
            yield Segment("  counting …" if self._names is None else "  no such name", palette.muted)
            return
        each = self._names[line]
        marked = each.value in self._marked
        style = palette.speaker(each.value) if self._listed is Listed.SPEAKER else palette.text
        number = f"{each.count:,}"
        yield Segment("▌" if line == self._cursor else " ", palette.accent)
        yield Segment("● " if marked else "  ", palette.accent)
        room = max(1, self.line_width - cell_len(number) - 5)
        yield Segment(pad(each.value, room), style + Style(bold=marked or None))
        yield Segment(f" {number} ", palette.muted)

    def clicked(self) -> None:
        """Mark the name that was clicked."""
        if self.name_under_cursor is not None:
            self.post_message(NameToggled(self._listed, self.name_under_cursor))


class _Narrowing(Guarded, Input):
    """A line to type in, which leaves to the list below what marks a name there."""

    BINDINGS: ClassVar = [Binding("ctrl+c", "screen.leave", show=False)]

    def __init__(self, left_alone: frozenset[str]) -> None:
        super().__init__(placeholder="type to narrow", compact=True, id="narrow")
        self.cursor_blink = False
        self._left_alone = left_alone

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Take printable characters, but not those; Textual asks for ours, before it maps the user's."""
        ours = key in key_names(key_of(KEYMAP, "mark_name"))
        return not ours and key not in self._left_alone and super().check_consume_key(key, character)

    def on_key(self, event: events.Key) -> None:
        """Let those keys go on to the picker instead of typing them."""
        if event.key in self._left_alone:
            event.prevent_default()


class Picker(DimmingScreen[tuple[str, ...] | None]):
    """A list of names with counts; its answer is the names to filter by, or None to leave the filter."""

    BINDINGS: ClassVar = bindings(Place.PICKER)

    def __init__(
        self,
        session: LibrarySession,
        query: Query,
        listed: Listed,
        picked: tuple[str, ...],
        *,
        facets: Facets | None,
        marking: frozenset[str],
    ) -> None:
        super().__init__()
        self._session = session
        self._query = query
        self._listed = listed
        self._before = picked
        self._marked = dict.fromkeys(picked)
        self._facets = facets
        self._marking = marking
        self._names: list[tuple[str, Facet]] = []

    def compose(self) -> ComposeResult:
        """Put the line to type in above the names."""
        with Vertical(id="picker"):
            yield _Narrowing(self._marking)
            yield NameList(self._listed, id="choices")

    def on_mount(self) -> None:
        """Show the names, or have them counted."""
        frame = self.query_one("#picker")
        frame.border_title = Content(_HEADINGS[self._listed])
        frame.border_subtitle = Content("Space marks · Enter applies · Esc leaves")
        self.set_focus(self.query_one(_Narrowing))
        if self._facets is not None:
            self._take(self._facets)
        else:
            self.run_worker(self._count, thread=True, exclusive=True, exit_on_error=False)

    def _count(self) -> None:
        facets = self._session.facets(self._query)
        self.app.call_from_thread(self._take, facets)

    def _take(self, facets: Facets) -> None:
        counted = {
            Listed.SPEAKER: facets.speakers,
            Listed.TOPIC: facets.topics,
            Listed.SOURCE: facets.sources,
        }[self._listed]
        missing = self._marked.keys() - {each.value for each in counted}
        everything = [*counted, *(Facet(name, 0) for name in sorted(missing))]
        # Names filtered by already stand first, so that they can be taken away.
        everything.sort(key=lambda each: each.value not in self._marked)
        self._names = [(fold(each.value), each) for each in everything]
        self._narrow("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        self._narrow(event.value)

    def on_input_submitted(self) -> None:
        """Apply: the line to type in takes Enter for itself."""
        self.action_apply()

    def _narrow(self, typed: str) -> None:
        """Show names that have all that was typed, those with a word that begins so before the others."""
        wanted = fold(typed).split()
        found = [
            (not all(f" {word}" in f" {folded}" for word in wanted), each)
            for folded, each in self._names
            if all(word in folded for word in wanted)
        ]
        found.sort(key=lambda each: each[0])
        self._choices.show([each for _, each in found], frozenset(self._marked))

    def on_name_toggled(self, event: NameToggled) -> None:
        """Mark the name that was clicked."""
        self._toggle(event.name)

    def action_mark(self) -> None:
        """Mark or unmark the name under the cursor, and go on to the next."""
        name = self._choices.name_under_cursor
        if name is not None:
            self._toggle(name)
            self._choices.move("down")

    def action_move(self, motion: Motion) -> None:
        """Move the cursor over the names."""
        self._choices.move(motion)

    def action_apply(self) -> None:
        """Answer with the marked names; if none was marked or unmarked, with the one under the cursor."""
        name = self._choices.name_under_cursor
        if tuple(self._marked) == self._before and name is not None and name not in self._marked:
            self.dismiss((*self._before, name))
        else:
            self.dismiss(tuple(self._marked))

    def action_leave(self) -> None:
        """Leave the filter as it was."""
        self.dismiss(None)

    @property
    def _choices(self) -> NameList:
        return self.query_one(NameList)

    def _toggle(self, name: str) -> None:
        if name in self._marked:
            del self._marked[name]
        else:
            self._marked[name] = None
        self._choices.mark(frozenset(self._marked))
