"""The page of a speaker: figures by month, topic, cue and outlet, each of which opens what it counts.

Owns where each figure stands at a width, and the cursor over the figures. What a figure opens is for the
view.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events

from reader.library.model import Figure, OutletFigures, SpeakerPage, SpeakerRow
from reader.text.english import count
from reader.text.partial_date import SHORT_MONTHS, format_day
from reader.tui.messages import FigureHighlighted, RowOpened
from reader.tui.text import fit, wrap
from reader.tui.widgets.base import LineView, Motion

Look = Literal["speaker", "text", "strong", "muted", "faint", "warning"]

_YEAR_COLUMNS = 6  # columns before the months of a year
_OUTLET_COLUMNS, _BAR_COLUMNS, _NUMBER_COLUMNS = 24, 11, 7  # at most, for outlets
_CUE_COLUMNS = 36  # columns that cues need to stand beside their outlet
_INDENT = 2


_UNDER_CURSOR = Style(underline=True)  # where there are no colours


class CueWord(NamedTuple):
    """A cue as it is shown: ``warned``, and its class."""

    text: str
    cls: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Words on a line.

    Attributes:
        x: Column of the first.
        figure: What the words open; several cells may open one.
    """

    x: int
    text: str
    look: Look
    figure: Figure | None = None

    @property
    def end(self) -> int:
        """The column after the last."""
        return self.x + cell_len(self.text)


CellLine = tuple[Cell, ...]
CueWords = Mapping[str, CueWord]
"""Cues by their base form."""


def lay_out(page: SpeakerPage, width: int, words: CueWords) -> list[CellLine]:
    """Return the lines of a page; the parts that can be long come last."""
    width = max(width - 1, 12)
    parts = [
        _head(page.row, width),
        _part("BY MONTH", _months(page.months, width)),
        _part("TOPICS", _flow(page.topics, width, _INDENT)),
        _part(_cues_title(page), _cues(page.cues, width, words)),
        _part("OUTLETS, AND HOW THEY PUT IT", _outlets(page.outlets, width, words)),
    ]
    return [tuple(replace(cell, x=cell.x + 1) for cell in line) for part in parts for line in part]


def facts(row: SpeakerRow) -> str:
    """Say how much somebody is quoted, where and when."""
    known = [count(row.quotations, "quotation"), count(row.articles, "article")]
    if row.outlets:
        known.append(count(row.outlets, "outlet"))
    if row.first and row.last:
        # To the day: of how much is said over years, the minute says nothing.
        first, last = format_day(row.first), format_day(row.last)
        known.append(first if first == last else f"{first} – {last}")
    return " · ".join(known)


def doubt(row: SpeakerRow) -> str:
    """Say whom a surname alone may stand for; empty where there is no doubt."""
    return f"may be {' or '.join(row.may_be)}" if row.may_be else ""


def _head(row: SpeakerRow, width: int) -> Iterator[CellLine]:
    yield from _wrapped(row.name, width, "speaker")
    yield from _wrapped(facts(row), width, "muted")
    yield from _wrapped(doubt(row), width, "warning")


def _wrapped(text: str, width: int, look: Look) -> Iterator[CellLine]:
    for start, end in wrap(text, 0, len(text), width):
        yield (Cell(0, text[start:end], look),)


def _part(title: str, lines: Iterable[CellLine]) -> Iterator[CellLine]:
    found = list(lines)
    if found:
        yield ()
        yield (Cell(0, title, "muted"),)
        yield from found


def _months(months: Iterable[Figure], width: int) -> Iterator[CellLine]:
    """Yield a line for each year with the numbers of its months under each other, if they fit; or flowing."""
    every = list(months)
    column = max((len(f"{figure.quotations:,}") for figure in every), default=0) + 2
    column = max(column, 4)
    grid = width >= _YEAR_COLUMNS + column * 12
    if grid and any(len(figure.value) == 7 for figure in every):
        yield tuple(
            Cell(_YEAR_COLUMNS + column * place + column - 3, name, "faint")
            for place, name in enumerate(SHORT_MONTHS)
        )
    for year, figures in groupby(every, key=lambda figure: figure.value[:4]):
        known = {int(figure.value[5:] or 0): figure for figure in figures}
        named = [(SHORT_MONTHS[month - 1], figure) for month, figure in known.items() if month]
        if grid and named:
            cells = (
                _month_cell(known.get(month + 1), _YEAR_COLUMNS + column * month, column)
                for month in range(12)
            )
            yield (Cell(_INDENT, year, "text"), *cells)
        elif named:
            first, *others = _flowing(named, width, _YEAR_COLUMNS + 2)
            yield (Cell(_INDENT, year, "text"), *first)
            yield from others
        if 0 in known:
            unknown = f"{year}, month unknown" if year else "undated"
            yield from _flowing([(unknown, known[0])], width, _INDENT)


def _month_cell(figure: Figure | None, x: int, width: int) -> Cell:
    if figure is None:
        return Cell(x + width - 1, "·", "faint")
    text = f"{figure.quotations:,}"
    return Cell(x + width - len(text), text, "strong", figure)


def _cues_title(page: SpeakerPage) -> str:
    if page.is_complete:
        return "CUES"
    return f"CUES  looking them up: {page.read:,} of {page.row.articles:,} articles"


def _cues(cues: Iterable[Figure], width: int, words: CueWords) -> Iterator[CellLine]:
    """Yield the cues of each class together, the most frequent class first."""
    classes: dict[str, list[Figure]] = {}
    for figure in cues:
        classes.setdefault(words[figure.value].cls if figure.value in words else "other", []).append(figure)
    indent = _INDENT + max(map(len, classes), default=0) + 2
    for cls in sorted(classes, key=lambda cls: (-sum(each.quotations for each in classes[cls]), cls)):
        first, *others = _flow(classes[cls], width, indent, words)
        yield (Cell(_INDENT, cls, "muted"), *first)
        yield from others


def _outlets(outlets: tuple[OutletFigures, ...], width: int, words: CueWords) -> Iterator[CellLine]:
    """Yield the outlets, each with a bar and the cues it prints, as far as there is room."""
    most = max((each.outlet.quotations for each in outlets), default=1)
    names = [each.outlet.value or "outlet unknown" for each in outlets]
    column = min(
        _OUTLET_COLUMNS, max(map(cell_len, names), default=0), max(width - _INDENT - _NUMBER_COLUMNS, 8)
    )
    rest = width - _INDENT - column - _NUMBER_COLUMNS - 3 - _CUE_COLUMNS
    bar = _BAR_COLUMNS if rest >= _BAR_COLUMNS or rest < 0 <= rest + _CUE_COLUMNS - _BAR_COLUMNS else 0
    for name, each in zip(names, outlets, strict=True):
        figure = each.outlet
        share = "▇" * max(1, round(figure.quotations * (_BAR_COLUMNS - 1) / most)) if bar else ""
        number = f"{figure.quotations:,}"
        line = (
            Cell(_INDENT, fit(name, column), "text", figure),
            *([Cell(_INDENT + column + 1, share, "speaker")] if bar else []),
            Cell(_INDENT + column + bar + _NUMBER_COLUMNS - len(number), number, "strong", figure),
        )
        if rest < 0:
            yield line
            yield from _flow(each.cues, width, _INDENT * 2, words)
        else:
            first, *others = list(_flow(each.cues, width, line[-1].end + 3, words)) or [()]
            yield (*line, *first)
            yield from others


def _flow(
    figures: Iterable[Figure], width: int, indent: int, words: CueWords | None = None
) -> Iterator[CellLine]:
    named = [
        (words[figure.value].text if words and figure.value in words else figure.value, figure)
        for figure in figures
    ]
    return _flowing(named, width, indent)


def _flowing(named: Iterable[tuple[str, Figure]], width: int, indent: int) -> Iterator[CellLine]:
    """Yield lines of values with their numbers, as many on a line as fit."""
    line: list[Cell] = []
    x = indent
    for name, figure in named:
        number = f"{figure.quotations:,}"
        shown = fit(name, max(width - indent - len(number) - 1, 4))
        cells = cell_len(shown) + 1 + len(number)
        if line and x + 3 + cells > width:
            yield tuple(line)
            line, x = [], indent
        if line:
            line.append(Cell(x, " · ", "faint"))
            x += 3
        line.append(Cell(x, f"{shown} ", "text", figure))
        line.append(Cell(line[-1].end, number, "strong", figure))
        x = line[-1].end
    if line:
        yield tuple(line)


_NO_WORDS: Mapping[str, CueWord] = {}


class SpeakerPageView(LineView):
    """The page beside the list of speakers."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, classes="side")
        self._page: SpeakerPage | None = None
        self._words = _NO_WORDS
        self._lines: list[CellLine] = []
        self._figures: list[tuple[int, Cell]] = []
        self._at = 0

    def show(self, page: SpeakerPage | None, words: Mapping[str, CueWord] = _NO_WORDS) -> None:
        """Show a page; more of the same page keeps the cursor on its number.

        Args:
            words: How cues are shown, by their base form.
        """
        same = page is not None and self._page is not None and page.query == self._page.query
        kept = self.figure if same else None
        self._page, self._words = page, words
        if not same:
            self.top = 0
        self._arrange(kept)
        self.refresh()

    @property
    def page(self) -> SpeakerPage | None:
        """The page shown."""
        return self._page

    @property
    def figure(self) -> Figure | None:
        """The number under the cursor."""
        return self._figures[self._at][1].figure if self._figures else None

    @property
    def line_count(self) -> int:
        """How many lines the page has."""
        return len(self._lines)

    def step(self, step: int) -> bool:
        """Go to the next or previous number; False if there is none."""
        return self._go_to(self._at + step) if 0 <= self._at + step < len(self._figures) else False

    def move(self, motion: Motion) -> None:
        """Go to a number on another line, as near as one stands to where the cursor is; or scroll."""
        if not self._figures:
            super().move(motion)
            return
        if motion in ("top", "end"):
            self._go_to(0 if motion == "top" else len(self._figures) - 1)
            return
        line, cell = self._figures[self._at]
        lines = sorted({each for each, _ in self._figures})
        place, distance = lines.index(line), self.distance(motion)
        if motion in ("down", "up"):
            wanted = lines[max(0, min(place + distance, len(lines) - 1))]
        else:
            wanted = min(lines, key=lambda each: abs(each - (line + distance)))
        if wanted == line and distance:
            self.scroll_top(self.top + distance)
            return
        self._go_to(min(
            (number for number, (each, _) in enumerate(self._figures) if each == wanted),
            key=lambda number: abs(self._figures[number][1].x - cell.x),
        ))  # fmt: skip

    def render_segments(self, line: int) -> Iterable[Segment]:
        """Paint the cells of a line; the number under the cursor stands out."""
        x, figure = 0, self.figure
        for cell in self._lines[line]:
            yield Segment(" " * (cell.x - x))
            style = self._style(cell.look)
            if cell.figure is not None and cell.figure is figure:
                style += self.palette.cursor + _UNDER_CURSOR if self.has_focus else self.palette.cursor_away
            yield Segment(cell.text, style)
            x = cell.end

    def _style(self, look: Look) -> Style:
        if look == "speaker":
            return self.palette.speaker(self._page.row.name if self._page else None)
        style: Style = getattr(self.palette, look)
        return style

    def resized(self) -> None:
        """Lay the page out for another width."""
        self._arrange(self.figure)
        self._reveal()

    def on_focus(self) -> None:
        """Paint the cursor as the one that keys move."""
        self.refresh()

    on_blur = on_focus

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the number that was clicked; a second click opens it."""
        event.stop()
        offset = event.get_content_offset(self)
        if offset is None:
            return
        x, line = offset.x, self.top + offset.y
        for number, (each, cell) in enumerate(self._figures):
            cells = [other for other in self._lines[each] if other.figure is cell.figure]
            if each == line and cells[0].x <= x < cells[-1].end and not self._go_to(number):
                self.post_message(RowOpened())

    def _go_to(self, number: int) -> bool:
        if number == self._at:
            return False
        for at in (self._at, number):
            self.refresh_line(self._figures[at][0])
        self._at = number
        self.refresh_line(self._figures[number][0])
        self._reveal()
        self.post_message(FigureHighlighted())
        return True

    def _arrange(self, kept: Figure | None) -> None:
        """Lay the lines out, and put the cursor where it was: on the number of the same query."""
        self._lines = [] if self._page is None else lay_out(self._page, self.line_width, self._words)
        # A number may have two cells: its value and itself. The cursor stands on the first.
        first = {
            id(cell.figure): (number, cell)
            for number, line in reversed(list(enumerate(self._lines)))
            for cell in reversed(line)
            if cell.figure is not None
        }
        self._figures = sorted(first.values(), key=lambda each: (each[0], each[1].x))
        places = (
            at for at, (_, cell) in enumerate(self._figures)
            if kept is not None and cell.figure is not None
            and (cell.figure.value, cell.figure.query) == (kept.value, kept.query)
        )  # fmt: skip
        self._at = next(places, 0)
        self.scroll_top(self.top)

    def _reveal(self) -> None:
        """Scroll as little as brings the cursor's line into sight, with the head of the page at its top."""
        if not self._figures:
            return
        line = self._figures[self._at][0]
        if line == self._figures[0][0] and line < self.size.height:
            self.scroll_top(0)
        elif line < self.top:
            self.scroll_top(line)
        elif line >= self.top + self.size.height:
            self.scroll_top(line - self.size.height + 1)
