"""Speakers, topics and outlets with their counts, beside the articles: a filter that is always in sight.

Owns the cursor over names. Shows the most frequent; the rest is a picker away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events

from reader.library.listing import Facet, Facets
from reader.tui.keymap import Place, bindings
from reader.tui.messages import Listed, MoreWanted, NameToggled
from reader.tui.text import fit, pad
from reader.tui.widgets.base import LineView, Motion

_TITLES = {Listed.SPEAKER: "SPEAKERS", Listed.TOPIC: "TOPICS", Listed.SOURCE: "OUTLETS"}
_SHARES = {Listed.SPEAKER: 0.45, Listed.TOPIC: 0.35, Listed.SOURCE: 0.2}
_FEWEST_LINES = 4


class _Line(NamedTuple):
    """One line: a title, a name with its count, the way to the rest, or empty."""

    listed: Listed | None = None
    name: str | None = None
    number: int = 0
    more: int = 0


class FacetPane(LineView):
    """The names that filter, with how many of the articles found have them."""

    BINDINGS: ClassVar = bindings(Place.FACETS)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._facets = Facets(0, 0)
        self._picked: Mapping[Listed, tuple[str, ...]] = {}
        self._is_waiting = False
        self._rows: list[_Line] = []
        self._cursor = 1

    def show(self, facets: Facets, picked: Mapping[Listed, tuple[str, ...]]) -> None:
        """Show counts, and which names are filtered by; the cursor stays on its name."""
        stood = self._rows[self._cursor] if self._cursor < len(self._rows) else _Line()
        self._facets, self._picked, self._is_waiting = facets, picked, False
        self._arrange()
        for number, line in enumerate(self._rows):
            if line.name is not None and (line.listed, line.name) == (stood.listed, stood.name):
                self._cursor = number
        self._settle(1)
        self.refresh()

    def wait(self, picked: Mapping[Listed, tuple[str, ...]]) -> None:
        """Show which names are filtered by now, and no counts until they are known."""
        if self._picked != picked or not self._is_waiting:
            self._picked, self._is_waiting = picked, True
            self.refresh()

    @property
    def line_count(self) -> int:
        """Titles, names and the empty lines between."""
        return len(self._rows)

    def move(self, motion: Motion) -> None:
        """Move the cursor to another name."""
        step = self.distance(motion)
        before = self._cursor
        self._cursor = max(0, min(self._cursor + step, len(self._rows) - 1))
        self._settle(1 if step > 0 else -1)
        if self._cursor == before:
            return
        self.refresh_line(before)
        self.refresh_line(self._cursor)
        # The title above the first name is brought into sight with it.
        top = self._cursor - 1 if self._cursor <= 1 else self._cursor
        if top < self.top:
            self.scroll_top(top)
        elif self._cursor >= self.top + self.drawn_size.height:
            self.scroll_top(self._cursor - self.drawn_size.height + 1)

    def action_choose(self) -> None:
        """Switch the filter by the name under the cursor, or ask for the rest of its list."""
        if not self._rows:
            return
        line = self._rows[self._cursor]
        if line.listed is not None and line.name is not None:
            self.post_message(NameToggled(line.listed, line.name))
        elif line.listed is not None and line.more:
            self.post_message(MoreWanted(line.listed))

    def line_style(self, line: int) -> Style | None:
        """Paint the line under the cursor on a background of its own, while keys move it."""
        return self.palette.cursor if line == self._cursor and self.has_focus else None

    def render_segments(self, line: int) -> Iterable[Segment]:
        """Paint a title, a name or the way to the rest."""
        row, palette, width = self._rows[line], self.palette, self.line_width
        if row.listed is None:
            return
        if row.more:
            more = "" if self._is_waiting else f"{row.more:,} "
            yield Segment(fit(f"   … {more}more", width), palette.faint)
        elif row.name is None:
            yield Segment(fit(f" {_TITLES[row.listed]}", width), palette.muted)
        else:
            picked = row.name in self._picked.get(row.listed, ())
            style = palette.speaker(row.name) if row.listed is Listed.SPEAKER else palette.text
            number = "…" if self._is_waiting else f"{row.number:,}"
            yield Segment(" ● " if picked else "   ", palette.accent)
            name = pad(row.name, max(1, width - cell_len(number) - 5))
            yield Segment(name, style + Style(bold=picked or None))
            yield Segment(f" {number} ", palette.muted)

    def resized(self) -> None:
        """Share the height between the lists."""
        self._arrange()
        self._settle(1)
        self.scroll_top(self.top)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    on_blur = on_focus

    def on_click(self, event: events.Click) -> None:
        """Switch the filter by the name that was clicked."""
        event.stop()
        line = self.top + event.y
        if line < len(self._rows) and (self._rows[line].name or self._rows[line].more):
            self._cursor = line
            self.refresh()
            self.action_choose()

    def _arrange(self) -> None:
        lists: Mapping[Listed, Sequence[Facet]] = {
            Listed.SPEAKER: self._facets.speakers,
            Listed.TOPIC: self._facets.topics,
            Listed.SOURCE: self._facets.sources,
        }
        self._rows = []
        for listed, facets in lists.items():
            room = max(_FEWEST_LINES, int((self.drawn_size.height - 8) * _SHARES[listed]))
            shown = facets if len(facets) <= room else facets[: room - 1]
            picked = set(self._picked.get(listed, ())) - {each.value for each in shown}
            # There may be very many names: those that are picked are mostly among the first.
            hidden = [_find(facets, name) for name in sorted(picked)]
            names = [*shown, *sorted(hidden, key=lambda each: -each.count)]
            if self._rows:
                self._rows.append(_Line())
            self._rows.append(_Line(listed))
            self._rows += [_Line(listed, each.value, each.count) for each in names]
            if len(facets) > len(names):
                self._rows.append(_Line(listed, more=len(facets) - len(names)))

    def _settle(self, step: int) -> None:
        """Move the cursor off titles and empty lines: onwards, or back if there is nothing further on."""
        stops = [number for number, line in enumerate(self._rows) if line.name is not None or line.more]
        if not stops or self._cursor in stops:
            return
        ahead = [number for number in stops if (number > self._cursor) == (step > 0)]
        self._cursor = (ahead or stops)[0 if step > 0 or not ahead else -1]


def _find(facets: Sequence[Facet], name: str) -> Facet:
    return next((each for each in facets if each.value == name), Facet(name, 0))
